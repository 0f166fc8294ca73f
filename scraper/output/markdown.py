"""An article as CommonMark with the tables and footnotes of GitHub."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from scraper.model import Article, Embed, Figure, Heading, Image, Preformatted, Table
from scraper.output.addresses import link_url, picture_url
from scraper.output.choices import EVERYTHING, Choices
from scraper.output.markdown_inline import inline_line, inline_lines, link_target, note_name, plain_line
from scraper.output.outline import Child, ListNode, Piece, QuoteNode, cells_of, outline, without_notes

_THEMATIC_BREAK = re.compile(r"[-*_ ]+")
_FIELDS = (
    "title", "subtitle", "authors", "published", "modified", "language", "section", "url", "site",
    "description", "tags",
)  # fmt: skip


def to_markdown(article: Article, choices: Choices = EVERYTHING) -> str:
    """The article as Markdown, ending in a newline; "" if it is empty. Text is escaped so that it renders literally.

    What Markdown has no sign for is written as HTML inside the line (`<sub>`, `<sup>`, `<ins>`) or as its text alone.
    """
    parts = [_front_matter(article)] if choices.front_matter else []
    if choices.head and article.title:
        parts.append(_heading(plain_line(article.title), 1))
    if choices.head and article.subtitle:
        parts.append("\\\n".join(inline_lines(article.subtitle, (), choices)))
    children = outline(article.blocks, choices)
    parts += _flow(without_notes(children), choices)
    parts += [f"[^{note_name(piece.note)}]: {_indented(_lines(piece, choices), 4)}" for piece in _notes(children)]
    return "\n\n".join(part for part in parts if part) + "\n" if any(parts) else ""


def _front_matter(article: Article) -> str:
    """The fields as YAML, whose values are JSON."""
    known = ((name, getattr(article, name)) for name in _FIELDS)
    lines = [f"{name}: {_yaml(value)}" for name, value in known if value]
    return "\n".join(["---", *lines, "---"])


def _yaml(value: object) -> str:
    """A value as JSON; where front matter is not known, it must not be read as HTML."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")


def _flow(children: Sequence[Child], choices: Choices) -> Iterator[str]:
    previous: Child | None = None
    alternate = False
    for child in children:
        # adjacent lists with equal markers would render as one list
        adjacent = isinstance(previous, ListNode) and isinstance(child, ListNode) and previous.ordered == child.ordered
        alternate = not alternate and adjacent
        part = _child(child, choices, alternate)
        if part:
            yield part
            previous = child


def _child(child: Child, choices: Choices, alternate: bool) -> str:
    match child:
        case Piece():
            return _lines(child, choices)
        case Heading():
            return _heading(inline_line(child.text, child.spans, choices), min(max(child.level, 2), 6))
        case QuoteNode():
            inside = "\n\n".join(_flow(child.children, choices))
            return "\n".join(f"> {line}".rstrip() for line in inside.split("\n")) if inside else ""
        case ListNode():
            return "\n".join(_items(child, choices, alternate))
        case Figure():
            return _figure(child.image, choices)
        case Embed():
            url = link_url(child.url)
            return f"<{link_target(url)}>" if url.startswith(("http://", "https://")) and choices.links else ""
        case Table():
            return _table(child, choices)
        case Preformatted():
            return _fence(child)


def _lines(piece: Piece, choices: Choices) -> str:
    return "\\\n".join(inline_lines(piece.text, piece.spans, choices))


def _heading(line: str, level: int) -> str:
    line = re.sub(r"(^|\s)(#+)$", r"\1\\\2", line)  # else parsed as the heading's closing sequence
    return f"{'#' * level} {line}" if line else ""


def _indented(text: str, width: int) -> str:
    """`text` with all lines but the first moved to the right."""
    return "\n".join(
        f"{' ' * width}{line}" if number and line else line for number, line in enumerate(text.split("\n"))
    )


def _items(node: ListNode, choices: Choices, alternate: bool) -> Iterator[str]:
    start = node.start if node.start >= 0 and node.start + len(node.items) < 10**9 else 1
    for number, item in enumerate(node.items, start):
        marker = f"{number}{')' if alternate else '.'}" if node.ordered else "*" if alternate else "-"
        text = ""
        before: Child | None = None
        for child, part in _parts_of_item(item, choices):
            tight = isinstance(child, ListNode) and isinstance(before, Piece)
            text += part if before is None else f"\n{part}" if tight else f"\n\n{part}"
            before = child
        first, line_end, rest = text.partition("\n")
        if _THEMATIC_BREAK.fullmatch(first):
            first = f"\\{first}"
        yield f"{marker} {_indented(first + line_end + rest, len(marker) + 1)}".rstrip()


def _parts_of_item(item: Sequence[Child], choices: Choices) -> Iterator[tuple[Child, str]]:
    alternate = False
    before: Child | None = None
    for child in item:
        adjacent = isinstance(before, ListNode) and isinstance(child, ListNode) and before.ordered == child.ordered
        alternate = not alternate and adjacent
        if part := _child(child, choices, alternate):
            yield child, part
            before = child


def _figure(image: Image, choices: Choices) -> str:
    url = picture_url(image.url)
    if not url:
        return "\\\n".join(inline_lines(image.caption, (), choices))
    credit = image.credit
    title = " – ".join(part for part in (image.caption, credit) if part) if image.alt else credit
    # the first group skips escaped characters, so that no bracket is escaped twice
    alt = re.sub(r"(\\.)|([\[\]])", lambda found: found[1] or f"\\{found[2]}", plain_line(image.alt or image.caption))
    if alt.endswith("\\") and not alt.endswith("\\\\"):
        alt += "\\"
    return f"![{alt}]({link_target(url, title)})"


def _table(table: Table, choices: Choices) -> str:
    width = max((len(row) for row in table.rows), default=0)
    if not width:
        return ""
    caption, rows = cells_of(table)
    lines = [[inline_line(text, spans, choices, "<br>").replace("|", "\\|") for text, spans in row] for row in rows]
    lines = [row + [""] * (width - len(row)) for row in lines]
    head = lines.pop(0) if table.header else [""] * width
    above = "\\\n".join(inline_lines(*caption, choices))
    grid = "\n".join(f"| {' | '.join(row)} |" for row in [head, ["---"] * width, *lines])
    return f"{above}\n\n{grid}" if above else grid


def _fence(block: Preformatted) -> str:
    longest = max((len(run) for run in re.findall("`+", block.text)), default=0)
    fence = "`" * max(3, longest + 1)
    language = block.language if re.fullmatch(r"[A-Za-z0-9+#.-]+", block.language) else ""
    return f"{fence}{language}\n{block.text}\n{fence}" if block.text.strip() else ""


def _notes(children: Sequence[Child]) -> Iterator[Piece]:
    for child in children:
        if isinstance(child, Piece) and child.note:
            yield child
        elif isinstance(child, QuoteNode):
            yield from _notes(child.children)
        elif isinstance(child, ListNode):
            for item in child.items:
                yield from _notes(item)
