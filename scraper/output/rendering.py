"""Render an article as Markdown, HTML or JSON.

Markdown and HTML contain the title, the dek and the body; byline, dates and section remain fields of the article, since
every publication sets them its own way. JSON contains everything, including the receipts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from html import escape

from scraper.model import Article, Block, Embed, Figure, Heading, Listing, Paragraph, Preformatted, Quote, Table

_LINE_END = re.compile(r"\s*(?:\r\n?|\n)\s*")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_SAFE_SCHEME = re.compile(r"https?:|data:image/", re.IGNORECASE)

_PUNCTUATION = r"!-/:-@\[-`{-~"
_INLINE = re.compile(
    rf"""
      \\ (?= [{_PUNCTUATION}] | $ )                              # escapes the next character, or breaks the line
    | `
    | (?<! \* ) \*+                                              # runs; `_escaped` looks at their neighbours
    | (?<! _ ) _+
    | (?<! ~ ) ~+
    | \] (?= [(\[:] )                                            # the middle of a link, the head of a definition
    | < (?= [A-Za-z/!?] )
    | & (?= \#[0-9]+; | \#[xX][0-9A-Fa-f]+; | [A-Za-z][A-Za-z0-9]*; )
    """,
    re.VERBOSE,
)
_LINE_START = re.compile(
    r"""
      (?= \#{1,6} (?: \s | $ ) )
    | (?= [-+*] (?: \s | $ ) )
    | (?= > )
    | (?= (?: -[ \t]* ){3,} $ | (?: \*[ \t]* ){3,} $ | (?: _[ \t]* ){3,} $ )
    | (?= ~{3} )
    | (?= \[ [ xX] \] (?: \s | $ ) )                             # a task list's box
    | \d{1,9} (?= [.)] (?: \s | $ ) )
    """,
    re.VERBOSE,
)
_THEMATIC_BREAK = re.compile(r"[-*_ ]+")
_UNDERLINE = re.compile(r"[-=|:][-=|: \t]*$")


def to_markdown(article: Article, *, head: bool = True) -> str:
    """The article as CommonMark with pipe tables, ending in a newline; "" if it is empty.

    Text is escaped so that it renders literally. `head=False` omits the title and the dek.
    """
    parts: list[str] = []
    if head and article.title:
        parts.append(_markdown_heading(article.title, 1))
    if head and article.subtitle:
        parts.append(_markdown_lines(article.subtitle))
    previous: Block | None = None
    alternate = False
    for block in article.blocks:
        # adjacent lists with equal markers would render as one list
        alternate = not alternate and _same_list(previous, block)
        part = _markdown_block(block, alternate)
        if part:
            parts.append(part)
            previous = block
    return "\n\n".join(parts) + "\n" if parts else ""


def to_html(article: Article) -> str:
    """The article as one `<article>` fragment, ending in a newline; all text is escaped, without styles or scripts.

    Of a picture whose address is neither http(s), relative nor an inline image, only the caption is shown.
    """
    language = f' lang="{escape(article.language)}"' if article.language else ""
    parts = [f"<article{language}>"]
    if article.title:
        parts.append(f"<h1>{_html_text(article.title)}</h1>")
    if article.subtitle:
        parts.append(f'<p class="dek">{_html_text(article.subtitle)}</p>')
    parts += [html for block in article.blocks if (html := html_block(block))]
    return "\n".join([*parts, "</article>\n"])


def to_json(article: Article, *, indent: int | None = 2) -> str:
    """The article as JSON, ending in a newline: every field, block, image and receipt, and the plain `text`."""
    return json.dumps(article.to_dict(), ensure_ascii=False, indent=indent) + "\n"


def picture_url(url: str) -> str:
    """`url` if a page may show it as a picture, else ""."""
    url = url.strip()
    return url if not _SCHEME.match(url) or _SAFE_SCHEME.match(url) else ""


def _same_list(previous: Block | None, block: Block) -> bool:
    return isinstance(previous, Listing) and isinstance(block, Listing) and previous.ordered == block.ordered


def _markdown_block(block: Block, alternate: bool) -> str:
    if isinstance(block, Paragraph):
        return _markdown_lines(block.text)
    if isinstance(block, Heading):
        return _markdown_heading(block.text, min(max(block.level, 2), 6))
    if isinstance(block, Quote | Embed):
        paragraphs = [lines for text in block.paragraphs if (lines := _markdown_lines(text))]
        return "\n".join(f"> {line}".rstrip() for line in "\n\n".join(paragraphs).split("\n")) if paragraphs else ""
    if isinstance(block, Listing):
        return "\n".join(_markdown_items(block, alternate))
    if isinstance(block, Figure):
        return _markdown_figure(block)
    if isinstance(block, Table):
        return _markdown_table(block)
    return _markdown_fence(block)


def _markdown_lines(text: str) -> str:
    """A paragraph; its line breaks become hard line breaks."""
    lines = [line for line in _LINE_END.split(text.strip()) if line]
    return "\\\n".join(_guard(line, first=not number) for number, line in enumerate(lines))


def _guard(line: str, first: bool) -> str:
    """`line`, escaped so that it does not open a heading, list, quote, thematic break or table."""
    escaped = _inline(line)
    start = _LINE_START.match(line)
    if start is None and (first or not _UNDERLINE.match(line)):
        return escaped
    at = start.end() if start else 0
    return escaped if escaped[at] == "\\" else f"{escaped[:at]}\\{escaped[at:]}"


def _inline(text: str) -> str:
    return _INLINE.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    run = match[0]
    before = match.string[match.start() - 1 : match.start()]
    after = match.string[match.end() : match.end() + 1]
    spaced = (not before or before.isspace()) and (not after or after.isspace())
    inside = run[0] == "_" and before.isalnum() and after.isalnum()
    approximate = run == "~" and after.isdigit() and (not before or before in " (")  # "~5 km"
    literal = run[0] in "*_~" and (spaced or inside or approximate)
    return run if literal else "".join(f"\\{character}" for character in run)


def _one_line(text: str) -> str:
    return _inline(_LINE_END.sub(" ", text.strip()))


def _markdown_heading(text: str, level: int) -> str:
    line = _one_line(text)
    line = re.sub(r"(^|\s)(#+)$", r"\1\\\2", line)  # else parsed as the heading's closing sequence
    return f"{'#' * level} {line}" if line else ""


def _markdown_items(block: Listing, alternate: bool) -> Iterable[str]:
    start = block.start if block.start >= 0 and block.start + len(block.items) < 10**9 else 1
    for number, item in enumerate(block.items, start):
        marker = f"{number}{')' if alternate else '.'}" if block.ordered else "*" if alternate else "-"
        lines = _markdown_lines(item).split("\n")
        if _THEMATIC_BREAK.fullmatch(lines[0]):
            lines[0] = f"\\{lines[0]}"
        indent = "\n" + " " * (len(marker) + 1)
        yield f"{marker} {indent.join(lines)}".rstrip()


def _markdown_figure(block: Figure) -> str:
    url = picture_url(block.image.url)
    # the first group skips escaped characters, so that no bracket is escaped twice
    caption = re.sub(r"(\\.)|([\[\]])", lambda m: m[1] or f"\\{m[2]}", _one_line(block.image.caption))
    if not url:
        return _markdown_lines(block.image.caption)
    target = re.sub(r"[\s<>\\()\"\x00-\x1f]", lambda match: f"%{ord(match[0]):02X}" if ord(match[0]) < 128 else "", url)
    target = re.sub(r"&(?=#?[A-Za-z0-9]+;)", "&amp;", target)
    credit = _one_line(block.image.credit).replace('"', '\\"')
    return f'![{caption}]({target} "{credit}")' if credit else f"![{caption}]({target})"


def _markdown_table(block: Table) -> str:
    width = max((len(row) for row in block.rows), default=0)
    if not width:
        return ""
    rows = [[_one_line(cell).replace("|", "\\|") for cell in row] + [""] * (width - len(row)) for row in block.rows]
    head = rows.pop(0) if block.header else [""] * width
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ["---"] * width, *rows])


def _markdown_fence(block: Preformatted) -> str:
    longest = max((len(run) for run in re.findall("`+", block.text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{block.text}\n{fence}" if block.text.strip() else ""


def html_block(block: Block) -> str:
    """One block as escaped HTML; "" if it is empty."""
    if isinstance(block, Paragraph):
        return f"<p>{_html_text(block.text)}</p>" if block.text.strip() else ""
    if isinstance(block, Heading):
        level = min(max(block.level, 2), 6)
        return f"<h{level}>{_html_text(block.text)}</h{level}>" if block.text.strip() else ""
    if isinstance(block, Quote | Embed):
        if not block.paragraphs:
            return ""
        return f"<blockquote>{''.join(f'<p>{_html_text(text)}</p>' for text in block.paragraphs)}</blockquote>"
    if isinstance(block, Listing):
        return _html_list(block)
    if isinstance(block, Figure):
        return _html_figure(block)
    if isinstance(block, Table):
        return _html_table(block)
    # parsers drop one line break after <pre>
    return f"<pre>\n{escape(block.text, quote=False)}</pre>" if block.text.strip() else ""


def _html_text(text: str) -> str:
    return "<br>".join(escape(line, quote=False) for line in _LINE_END.split(text.strip()))


def _html_list(block: Listing) -> str:
    start = f' start="{block.start}"' if block.ordered and block.start != 1 else ""
    tag = "ol" if block.ordered else "ul"
    items = "".join(f"<li>{_html_text(item)}</li>" for item in block.items)
    return f"<{tag}{start}>{items}</{tag}>"


def _html_figure(block: Figure) -> str:
    image, url = block.image, picture_url(block.image.url)
    picture = f'<img src="{escape(url)}" alt="{escape(image.caption)}">' if url else ""
    credit = f"<cite>{_html_text(image.credit)}</cite>" if image.credit else ""
    words = " ".join(part for part in (_html_text(image.caption) if image.caption else "", credit) if part)
    caption = f"<figcaption>{words}</figcaption>" if words else ""
    return f"<figure>{picture}{caption}</figure>" if picture or caption else ""


def _html_table(block: Table) -> str:
    head = _html_row(block.rows[0], "th") if block.header and block.rows else ""
    body = "".join(_html_row(row, "td") for row in (block.rows[1:] if head else block.rows))
    return f"<table>{f'<thead>{head}</thead>' if head else ''}{f'<tbody>{body}</tbody>' if body else ''}</table>"


def _html_row(cells: tuple[str, ...], tag: str) -> str:
    return f"<tr>{''.join(f'<{tag}>{_html_text(cell)}</{tag}>' for cell in cells)}</tr>"


FORMATS: Mapping[str, Callable[[Article], str]] = {
    "text": lambda article: f"{article.text}\n", "md": to_markdown, "html": to_html, "json": to_json,
}  # fmt: skip
"""Value of `--as` → renderer."""
