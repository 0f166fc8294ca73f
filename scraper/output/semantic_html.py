"""An article as HTML that says what each part is, and can hold nothing that runs.

Every element and attribute is written here; of a page only text, escaped, and addresses of a few schemes get in.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from scraper.model import Article, Block, Cell, Embed, Figure, Heading, InlineKind, Preformatted, Table
from scraper.output.addresses import link_url, picture_url
from scraper.output.choices import EVERYTHING, Choices
from scraper.output.markdown_inline import LINE_END, note_name, raised_digits
from scraper.output.nesting import SpanNode, nested
from scraper.output.outline import Child, ListNode, Piece, QuoteNode, Spans, cells_of, outline

_TAGS = {
    InlineKind.STRONG: "strong", InlineKind.EMPHASIS: "em", InlineKind.CODE: "code", InlineKind.SUBSCRIPT: "sub",
    InlineKind.SUPERSCRIPT: "sup", InlineKind.STRIKE: "s", InlineKind.INSERTED: "ins", InlineKind.PARAGRAPH: "p",
    InlineKind.BULLETS: "ul", InlineKind.NUMBERS: "ol", InlineKind.ITEM: "li", InlineKind.RUBY: "ruby",
}  # fmt: skip
_QUOTES = "\"'“”„‚‘’«»‹›「」『』"


def to_html(article: Article, choices: Choices = EVERYTHING) -> str:
    """The article as one `<article>` fragment, ending in a newline; all text is escaped, without styles or scripts.

    Of a picture whose address is neither http(s), relative nor an inline image, only the caption is shown; a link
    elsewhere than to http(s), mail, telephone or a relative address is its text.
    """
    language = f' lang="{escape(article.language)}"' if article.language else ""
    parts = [f"<article{language}>"]
    if choices.head and article.title:
        parts.append(f"<h1>{_text(article.title)}</h1>")
    if choices.head and article.subtitle:
        parts.append(f'<p class="dek">{_text(article.subtitle)}</p>')
    parts += [html for child in outline(article.blocks, choices) if (html := _child(child, choices))]
    return "\n".join([*parts, "</article>\n"])


def html_blocks(blocks: Sequence[Block], choices: Choices = EVERYTHING) -> str:
    """Blocks as escaped HTML, one per line, nested as they stand in each other."""
    return "\n".join(html for child in outline(blocks, choices) if (html := _child(child, choices)))


def html_block(block: Block, choices: Choices = EVERYTHING) -> str:
    """One block as escaped HTML; "" if it is empty."""
    return "".join(_child(child, choices) for child in outline([block], choices))


def _child(child: Child, choices: Choices) -> str:
    match child:
        case Piece():
            note = f' id="{note_name(child.note)}"' if child.note else ""
            return f"<p{note}>{_inline(child.text, child.spans, choices)}</p>" if child.text.strip() else ""
        case Heading():
            level = min(max(child.level, 2), 6)
            inside = _inline(child.text, child.spans, choices)
            return f"<h{level}>{inside}</h{level}>" if child.text.strip() else ""
        case QuoteNode():
            return _quote(child, choices)
        case ListNode():
            return _list(child, choices)
        case Figure():
            return _figure(child)
        case Embed():
            url = link_url(child.url)
            return f'<p class="embed"><a href="{escape(url)}">{escape(child.provider)}</a></p>' if url else ""
        case Table():
            return _table(child, choices)
        case Preformatted():
            return _preformatted(child)


def _preformatted(block: Preformatted) -> str:
    text = escape(block.text, quote=False)
    if block.language:
        text = f'<code class="language-{escape(block.language)}">{text}</code>'
    # parsers drop one line break after <pre>
    return f"<pre>\n{text}</pre>" if block.text.strip() else ""


def _quote(node: QuoteNode, choices: Choices) -> str:
    inside = "".join(_child(child, choices) for child in node.children)
    url = link_url(node.post.url) if node.post is not None else ""
    cite = f' cite="{escape(url)}"' if url else ""
    return f"<blockquote{cite}>{inside}</blockquote>" if inside else ""


def _list(node: ListNode, choices: Choices) -> str:
    start = f' start="{node.start}"' if node.ordered and node.start != 1 else ""
    style = f' type="{node.style}"' if node.ordered and node.style in ("a", "A", "i", "I") else ""
    tag = "ol" if node.ordered else "ul"
    items = "".join(_item(item, choices) for item in node.items)
    return f"<{tag}{start}{style}>{items}</{tag}>" if node.items else ""


def _item(children: Sequence[Child], choices: Choices) -> str:
    """An item; a paragraph that is all of its text needs no element."""
    first = children[0] if children else None
    if not isinstance(first, Piece) or any(isinstance(child, Piece) for child in children[1:]):
        return f"<li>{''.join(_child(child, choices) for child in children)}</li>"
    note = f' id="{note_name(first.note)}"' if first.note else ""
    rest = "".join(_child(child, choices) for child in children[1:])
    return f"<li{note}>{_inline(first.text, first.spans, choices)}{rest}</li>"


def _text(text: str) -> str:
    return "<br>".join(escape(line, quote=False) for line in LINE_END.split(text.strip()))


def _inline(text: str, spans: Spans, choices: Choices) -> str:
    if not spans:
        return _text(text)
    left_out = {InlineKind.NOTE} if choices.links else {InlineKind.NOTE, InlineKind.LINK}
    return _nodes(nested(text, spans, left_out), choices)


def _nodes(nodes: Sequence[str | SpanNode], choices: Choices) -> str:
    return "".join(
        "<br>".join(escape(line, quote=False) for line in LINE_END.split(node))
        if isinstance(node, str)
        else _span(node, choices)
        for node in nodes
    )


def _span(node: SpanNode, choices: Choices) -> str:
    span, children = node.span, node.children
    only = children[0] if len(children) == 1 and isinstance(children[0], str) else ""
    if span.kind is InlineKind.BREAK:
        return "<br>"
    if span.kind is InlineKind.SUPERSCRIPT and only:
        children = [raised_digits(only)]
    inside = _nodes(children, choices)
    match span.kind:
        case InlineKind.LINK:
            url = link_url(span.url)
            title = f' title="{escape(span.title)}"' if span.title else ""
            return f'<a href="{escape(url)}"{title}>{inside}</a>' if url else inside
        case InlineKind.REFERENCE:
            return f'<sup><a href="#{note_name(span.url)}">{inside}</a></sup>'
        case InlineKind.ABBREVIATION:
            return f'<abbr title="{escape(span.title)}">{inside}</abbr>' if span.title else f"<abbr>{inside}</abbr>"
        case InlineKind.QUOTATION:
            # browsers draw the marks of <q>
            quoted = len(only) > 2 and only[0] in _QUOTES and only[-1] in _QUOTES
            return f"<q>{escape(only[1:-1], quote=False)}</q>" if quoted else inside
        case InlineKind.READING:
            bracketed = len(only) > 2 and only[0] == "(" and only[-1] == ")"
            said = escape(only[1:-1], quote=False) if bracketed else inside
            return f"<rp>(</rp><rt>{said}</rt><rp>)</rp>" if bracketed else f"<rt>{said}</rt>"
        case InlineKind.MATH:
            from scraper.html.mathml import clean_mathml

            return clean_mathml(span.source) or inside
        case InlineKind.RUBY:
            return f"<ruby>{_without_outer_brackets(inside)}</ruby>"
    tag = _TAGS.get(span.kind)
    return f"<{tag}>{inside}</{tag}>" if tag else inside


def _without_outer_brackets(ruby: str) -> str:
    """A ruby whose page wrote the brackets around a reading for browsers that do not draw it."""
    for opening, closing in (("(", ")"), ("（", "）")):
        ruby = ruby.replace(f"{opening}<rt>", f"<rp>{opening}</rp><rt>")
        ruby = ruby.replace(f"</rt>{closing}", f"</rt><rp>{closing}</rp>")
    return ruby


def _figure(block: Figure) -> str:
    image, url = block.image, picture_url(block.image.url)
    size = f' width="{image.width}"' if image.width > 0 else ""
    size += f' height="{image.height}"' if image.height > 0 else ""
    picture = f'<img src="{escape(url)}" alt="{escape(image.alt or image.caption)}"{size}>' if url else ""
    credit = f"<cite>{_text(image.credit)}</cite>" if image.credit else ""
    words = " ".join(part for part in (_text(image.caption) if image.caption else "", credit) if part)
    caption = f"<figcaption>{words}</figcaption>" if words else ""
    return f"<figure>{picture}{caption}</figure>" if picture or caption else ""


def _table(table: Table, choices: Choices) -> str:
    caption, rows = cells_of(table)
    cells = {(cell.row, cell.column): cell for cell in table.cells}
    covered = {
        (row, column)
        for cell in table.cells
        for row in range(cell.row, min(cell.row + cell.rows, len(rows)))
        for column in range(cell.column, min(cell.column + cell.columns, cell.column + 60))
        if (row, column) != (cell.row, cell.column)
    }
    lines = [
        "".join(
            _cell(text, spans, cells.get((number, column)), choices, table.header and not number)
            for column, (text, spans) in enumerate(row)
            if (number, column) not in covered or text
        )
        for number, row in enumerate(rows)
    ]
    head = f"<thead><tr>{lines.pop(0)}</tr></thead>" if table.header and lines else ""
    body = f"<tbody>{''.join(f'<tr>{line}</tr>' for line in lines)}</tbody>" if lines else ""
    above = f"<caption>{_inline(*caption, choices)}</caption>" if table.caption else ""
    return f"<table>{above}{head}{body}</table>"


def _cell(text: str, spans: Spans, cell: Cell | None, choices: Choices, header: bool) -> str:
    tag = "th" if (header if cell is None else cell.header) else "td"
    sizes = (("colspan", cell.columns), ("rowspan", cell.rows)) if cell is not None else ()
    covering = "".join(f' {name}="{count}"' for name, count in sizes if count > 1)
    return f"<{tag}{covering}>{_inline(text, spans, choices)}</{tag}>"
