"""The blocks of an article as a tree: quotations and the items of lists hold what stands in them.

What the reader did not choose to see is left out here, so that every rendering leaves out the same.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from scraper.model import (
    Block,
    Container,
    Embed,
    Figure,
    Heading,
    Inline,
    InlineKind,
    Listing,
    Paragraph,
    Preformatted,
    Quote,
    Table,
)
from scraper.output.choices import Choices

Spans = tuple[Inline, ...]


@dataclass(slots=True)
class Piece:
    """A paragraph, with the spans of its text; `note` is the name of the note that it is."""

    text: str
    spans: Spans
    note: str = ""


@dataclass(slots=True)
class ListNode:
    """A list; `start` is the number of its first item, if it is `ordered`."""

    ordered: bool
    start: int
    style: str
    items: list[list[Child]] = field(default_factory=list)


@dataclass(slots=True)
class QuoteNode:
    """A quotation; `post` is the post of a social network that it is."""

    children: list[Child] = field(default_factory=list)
    post: Embed | None = None


Child = Piece | ListNode | QuoteNode | Heading | Figure | Embed | Table | Preformatted


@dataclass(slots=True)
class _Open:
    """A container that the next block may stand in."""

    number: int
    item: int
    node: ListNode | QuoteNode
    children: list[Child]


def outline(blocks: Sequence[Block], choices: Choices) -> list[Child]:
    """The tree of `blocks`."""
    builder = _Builder(choices)
    for block in blocks:
        builder.add(block)
    return builder.finished()


def parts_of(block: Quote | Listing | Embed) -> Iterator[tuple[str, Spans]]:
    """Each paragraph or item of a block, with its spans."""
    texts = block.items if isinstance(block, Listing) else block.paragraphs
    numbered = isinstance(block, Listing) and block.numbered
    starts: list[int] = []
    at = 0
    for number, text in enumerate(texts, block.start if isinstance(block, Listing) else 1):
        at += len(f"{number}. ") if numbered else 0
        starts.append(at)
        at += len(text) + 1
    return zip(texts, cut_out(block.spans, zip(starts, texts, strict=True)), strict=True)


def cut_out(spans: Sequence[Inline], parts: Iterable[tuple[int, str]]) -> Iterator[Spans]:
    """The spans of each part of a text, as those of that part; `parts` are the start and the text of each."""
    at = 0
    for start, text in parts:
        found: list[Inline] = []
        while at < len(spans) and spans[at].start < start + len(text):
            if spans[at].start >= start and spans[at].end <= start + len(text):
                found.append(replace(spans[at], start=spans[at].start - start, end=spans[at].end - start))
            at += 1
        yield tuple(found)


def cells_of(table: Table) -> tuple[tuple[str, Spans], list[list[tuple[str, Spans]]]]:
    """The caption of a table and its cells, row by row, with their spans."""
    starts = [0]
    texts = [table.caption]
    at = len(table.caption) + 2 if table.caption else 0
    for row in table.rows:
        for text in row:
            starts.append(at)
            texts.append(text)
            at += len(text) + 1
        at += not row
    cut = cut_out(table.spans, zip(starts, texts, strict=True))
    return (table.caption, next(cut)), [[(text, next(cut)) for text in row] for row in table.rows]


def chosen(text: str, spans: Spans, choices: Choices) -> tuple[str, Spans]:
    """A text and its spans without the marks of notes, if nobody wants footnotes."""
    if choices.footnotes or not any(span.kind is InlineKind.REFERENCE for span in spans):
        return text, spans
    kept: list[str] = []
    ends, gone = [0], [0]
    for mark in spans:
        if mark.kind is not InlineKind.REFERENCE or mark.start < ends[-1]:
            continue
        begin = mark.start - (mark.start > ends[-1] and text[mark.start - 1] == " ")
        kept.append(text[ends[-1] : begin])
        ends.append(mark.end)
        gone.append(gone[-1] + mark.end - begin)
    kept.append(text[ends[-1] :])

    def moved(place: int) -> int:
        number = bisect_right(ends, place) - 1
        removed = min(gone[number + 1] - gone[number], ends[number + 1] - place) if number + 1 < len(ends) else 0
        inside = max(0, place - (ends[number + 1] - (gone[number + 1] - gone[number]))) if removed else 0
        return place - gone[number] - inside

    shorter = (replace(span, start=moved(span.start), end=moved(span.end)) for span in spans)
    return "".join(kept), tuple(s for s in shorter if s.start < s.end and s.kind is not InlineKind.REFERENCE)


class _Builder:
    def __init__(self, choices: Choices) -> None:
        self.choices = choices
        self.top: list[Child] = []
        self.path: list[_Open] = []

    def add(self, block: Block) -> None:
        """Put a block where its containers say."""
        if isinstance(block, Listing):
            self._add_list(block)
            return
        within = block.within
        if isinstance(block, Quote):
            children = self._enter(within or (Container(0),))
            children += [self._piece(text, spans) for text, spans in parts_of(block)]
        elif isinstance(block, Embed) and block.paragraphs:
            pieces: list[Child] = [self._piece(text, spans) for text, spans in parts_of(block)]
            self._enter(within).append(QuoteNode(pieces, block))
        elif isinstance(block, Paragraph):
            self._enter(within).append(self._piece(block.text, block.spans))
        elif self._is_wanted(block):
            self._enter(within).append(block)
        if not within:
            self.path.clear()

    def finished(self) -> list[Child]:
        """The tree, without the notes that nobody wants, and what they leave empty."""
        return self.top if self.choices.footnotes else without_notes(self.top)

    def _is_wanted(self, block: Block) -> bool:
        wanted = self.choices
        if isinstance(block, Figure):
            return wanted.images
        if isinstance(block, Embed):
            return wanted.players
        return wanted.tables or not isinstance(block, Table)

    def _piece(self, text: str, spans: Spans) -> Piece:
        spans = tuple(span for span in spans if 0 <= span.start < span.end <= len(text))
        note = next((span.url for span in spans if span.kind is InlineKind.NOTE), "")
        text, spans = chosen(text, spans, self.choices)
        return Piece(text, spans, note.removeprefix("#"))

    def _add_list(self, block: Listing) -> None:
        own = block.within[-1] if block.within else Container(0, 1, block.ordered, block.start, block.style)
        positions = block.positions or tuple(range(own.item, own.item + len(block.items)))
        for number, ((text, spans), position) in enumerate(zip(parts_of(block), positions, strict=False), block.start):
            container = replace(own, item=position)
            children = self._enter((*block.within[:-1], container), number if block.ordered else None)
            children.append(self._piece(text, spans))
        if not block.within:
            self.path.clear()

    def _enter(self, within: Sequence[Container], number: int | None = None) -> list[Child]:
        """The place for what stands in these containers; `number` is that of the last item, where it is known."""
        children = self.top
        for depth, container in enumerate(within):
            last = depth == len(within) - 1
            opened = self.path[depth] if depth < len(self.path) else None
            listed = opened is not None and isinstance(opened.node, ListNode)
            if opened is None or opened.number != container.number or listed is not bool(container.item):
                del self.path[depth:]
                opened = self._open(children, container, number if last else None)
            elif container.item and container.item != opened.item:
                del self.path[depth + 1 :]
                self._next_item(opened, children, container, number if last else None)
            children = opened.children
        del self.path[len(within) :]
        return children

    def _open(self, children: list[Child], container: Container, number: int | None) -> _Open:
        if not container.item:
            quote = QuoteNode()
            children.append(quote)
            opened = _Open(container.number, 0, quote, quote.children)
        else:
            start = number if number is not None else container.start + container.item - 1
            listed = ListNode(container.ordered, start if container.ordered else 1, container.style, [[]])
            children.append(listed)
            opened = _Open(container.number, container.item, listed, listed.items[0])
        self.path.append(opened)
        return opened

    def _next_item(self, opened: _Open, children: list[Child], container: Container, number: int | None) -> None:
        listed = opened.node
        assert isinstance(listed, ListNode)
        if number is not None and number != listed.start + len(listed.items):
            listed = ListNode(listed.ordered, number, listed.style)
            children.append(listed)
            opened.node = listed
        listed.items.append([])
        opened.item, opened.children = container.item, listed.items[-1]


def without_notes(children: Sequence[Child]) -> list[Child]:
    """`children` without the notes and what they leave empty."""
    kept: list[Child] = []
    for child in children:
        if isinstance(child, Piece) and child.note:
            continue
        if isinstance(child, QuoteNode):
            inside = without_notes(child.children)
            kept += [QuoteNode(inside, child.post)] if inside else []
        elif isinstance(child, ListNode):
            items = [item for each in child.items if (item := without_notes(each))]
            kept += [ListNode(child.ordered, child.start, child.style, items)] if items else []
        else:
            kept.append(child)
    return kept
