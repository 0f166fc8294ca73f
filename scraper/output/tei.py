"""An article as TEI (P5), the XML of corpus linguists: a header with its fields, and the body with its structure.

Headings open divisions, since TEI has headings nowhere else. Receipts are not in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree as Xml

from scraper.model import Article, Embed, Figure, Heading, InlineKind, Preformatted, Table
from scraper.output.addresses import link_url, picture_url
from scraper.output.choices import EVERYTHING, Choices
from scraper.output.markdown_inline import LINE_END, raised_digits, tex_of
from scraper.output.nesting import CELL_BLOCKS, SpanNode, nested
from scraper.output.outline import Child, ListNode, Piece, QuoteNode, Spans, cells_of, outline

_UNWRITABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9._-]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_RENDERED = {
    InlineKind.STRONG: "bold", InlineKind.EMPHASIS: "italic", InlineKind.SUBSCRIPT: "sub",
    InlineKind.SUPERSCRIPT: "sup", InlineKind.STRIKE: "strikethrough", InlineKind.INSERTED: "underline",
    InlineKind.CODE: "code", InlineKind.RUBY: "ruby", InlineKind.READING: "reading",
}  # fmt: skip


def to_tei(article: Article, choices: Choices = EVERYTHING) -> str:
    """The article as a TEI document, ending in a newline. Characters that XML cannot hold are left out."""
    root = Xml.Element("TEI", {"xmlns": "http://www.tei-c.org/ns/1.0"})
    _header(root, article)
    text = Xml.SubElement(root, "text")
    if article.language and _LANGUAGE.fullmatch(article.language):
        text.set("xml:lang", article.language)
    body = Xml.SubElement(text, "body")
    _Body(body, choices).write(article)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{Xml.tostring(root, encoding="unicode")}\n'


def _written(text: str) -> str:
    return _UNWRITABLE.sub("", text)


def _element(parent: Xml.Element, tag: str, text: str = "", **attributes: str) -> Xml.Element:
    made = Xml.SubElement(parent, tag, {name: _written(value) for name, value in attributes.items() if value})
    if text:
        made.text = _written(text)
    return made


def _header(root: Xml.Element, article: Article) -> None:
    description = Xml.SubElement(Xml.SubElement(root, "teiHeader"), "fileDesc")
    title = _element(description, "titleStmt")
    _element(title, "title", article.title or "", type="main")
    if article.subtitle:
        _element(title, "title", article.subtitle, type="sub")
    for author in article.authors:
        _element(title, "author", author)
    _element(_element(description, "publicationStmt"), "p", "Published on the web.")
    source = _element(_element(description, "sourceDesc"), "bibl")
    _element(source, "title", article.title or "", type="main")
    for author in article.authors:
        _element(source, "author", author)
    if article.site:
        _element(source, "publisher", article.site)
    if article.published:
        _element(source, "date", article.published, type="published")
    if article.modified:
        _element(source, "date", article.modified, type="modified")
    if article.url:
        _element(source, "ptr", type="URL", target=article.url)


class _Body:
    """Writes the blocks of an article into the body of a document."""

    def __init__(self, body: Xml.Element, choices: Choices) -> None:
        self.body = body
        self.choices = choices
        self.named: set[str] = set()
        self.divisions: list[tuple[int, Xml.Element]] = [(1, _element(body, "div"))]

    def write(self, article: Article) -> None:
        """Write all of an article."""
        first = self.divisions[0][1]
        if self.choices.head and article.title:
            _element(first, "head", article.title, type="main")
        if self.choices.head and article.subtitle:
            _element(first, "head", article.subtitle, type="sub")
        for child in outline(article.blocks, self.choices):
            if isinstance(child, Heading):
                self._division(child)
            else:
                self._child(self.divisions[-1][1], child)
        for division in self.body.iter("div"):
            if all(child.tag == "head" for child in division):
                _element(division, "p")

    def _division(self, heading: Heading) -> None:
        while len(self.divisions) > 1 and self.divisions[-1][0] >= heading.level:
            self.divisions.pop()
        division = _element(self.divisions[-1][1], "div")
        self._inline(_element(division, "head"), heading.text, heading.spans)
        self.divisions.append((heading.level, division))

    def _child(self, parent: Xml.Element, child: Child) -> None:
        match child:
            case Piece():
                self._paragraph(parent, child)
            case Heading():
                self._inline(_element(parent, "ab", type="heading"), child.text, child.spans)
            case QuoteNode():
                quote = _element(parent, "quote")
                for inner in child.children:
                    self._child(quote, inner)
                if not len(quote):
                    parent.remove(quote)
            case ListNode():
                self._list(parent, child)
            case Figure():
                self._figure(parent, child)
            case Embed():
                if url := link_url(child.url):
                    _element(_element(parent, "p"), "ref", child.provider, type="embed", target=url)
            case Table():
                self._table(parent, child)
            case Preformatted():
                _element(parent, "ab", child.text, type="code", subtype=_NOT_IN_NAMES.sub("-", child.language))

    def _paragraph(self, parent: Xml.Element, piece: Piece) -> None:
        if not piece.text.strip():
            return
        paragraph = _element(parent, "p")
        self._name(paragraph, piece.note)
        self._inline(paragraph, piece.text, piece.spans)

    def _name(self, element: Xml.Element, note: str) -> None:
        """The name that references to a note have; an XML document has each name once."""
        name = f"note-{_NOT_IN_NAMES.sub('-', note)}"
        if note and name not in self.named:
            self.named.add(name)
            element.set("xml:id", name)

    def _list(self, parent: Xml.Element, node: ListNode) -> None:
        listed = _element(parent, "list", rend="numbered" if node.ordered else "bulleted")
        if node.ordered and node.start != 1:
            listed.set("n", str(node.start))
        for item in node.items:
            made = _element(listed, "item")
            for child in item:
                if isinstance(child, Piece) and len([each for each in item if isinstance(each, Piece)]) == 1:
                    self._name(made, child.note)
                    self._inline(made, child.text, child.spans)
                else:
                    self._child(made, child)

    def _figure(self, parent: Xml.Element, block: Figure) -> None:
        image = block.image
        figure = _element(_element(parent, "p"), "figure")
        if image.caption:
            _element(figure, "head", image.caption)
        if image.alt:
            _element(figure, "figDesc", image.alt)
        if url := picture_url(image.url):
            sizes = {name: f"{size}px" for name, size in (("width", image.width), ("height", image.height)) if size > 0}
            _element(figure, "graphic", url=url, **sizes)
        if image.credit:
            _element(figure, "p", image.credit, rend="credit")

    def _table(self, parent: Xml.Element, table: Table) -> None:
        caption, rows = cells_of(table)
        if not any(rows):
            return
        made = _element(parent, "table")
        if table.caption:
            self._inline(_element(made, "head"), *caption)
        stated = {(cell.row, cell.column): cell for cell in table.cells}
        for number, row in enumerate(rows):
            line = _element(made, "row", role="label" if table.header and not number else "data")
            for column, (text, spans) in enumerate(row or [("", ())]):
                cell = _element(line, "cell")
                if (place := stated.get((number, column))) is not None:
                    sizes = (("cols", place.columns), ("rows", place.rows))
                    cell.attrib.update({name: str(size) for name, size in sizes if size > 1})
                    cell.attrib.update({"role": "label"} if place.header else {})
                self._inline(cell, text, spans)

    def _inline(self, parent: Xml.Element, text: str, spans: Spans) -> None:
        left_out = {InlineKind.NOTE, *CELL_BLOCKS} - {InlineKind.PARAGRAPH, InlineKind.ITEM}
        if not self.choices.links:
            left_out.add(InlineKind.LINK)
        self._nodes(parent, nested(text.strip(), spans, left_out) if spans else [text.strip()])

    def _nodes(self, parent: Xml.Element, nodes: Sequence[str | SpanNode]) -> None:
        for node in nodes:
            if not isinstance(node, str):
                self._span(parent, node)
                continue
            for number, line in enumerate(LINE_END.split(_written(node))):
                if number:
                    _element(parent, "lb")
                _say(parent, line)

    def _span(self, parent: Xml.Element, node: SpanNode) -> None:
        span, children = node.span, node.children
        if span.kind is InlineKind.BREAK:
            _element(parent, "lb")
            return
        if span.kind is InlineKind.SUPERSCRIPT and len(children) == 1 and isinstance(children[0], str):
            children = [raised_digits(children[0])]
        self._nodes(self._opened(parent, node), children)

    def _opened(self, parent: Xml.Element, node: SpanNode) -> Xml.Element:
        span = node.span
        match span.kind:
            case InlineKind.LINK:
                url = link_url(span.url)
                return _element(parent, "ref", target=url) if url else parent
            case InlineKind.REFERENCE:
                name = f"note-{_NOT_IN_NAMES.sub('-', span.url.removeprefix('#'))}"
                return _element(parent, "ref", type="note", target=f"#{name}")
            case InlineKind.QUOTATION:
                return _element(parent, "q")
            case InlineKind.ABBREVIATION:
                return _element(parent, "abbr", n=span.title)
            case InlineKind.MATH:
                return _element(parent, "formula", n=tex_of(span.source))
            case InlineKind.PARAGRAPH | InlineKind.ITEM:
                return _element(parent, "seg", type="p" if span.kind is InlineKind.PARAGRAPH else "item")
        return _element(parent, "hi", rend=_RENDERED.get(span.kind, ""))


def _say(parent: Xml.Element, text: str) -> None:
    """Append text behind what an element holds."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
