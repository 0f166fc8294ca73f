"""Lines that stay as blocks, the others as receipts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from scraper.cleaning.lines.containers import Containing
from scraper.cleaning.lines.line import Decision, Line, LineKind
from scraper.cleaning.lines.shaping import moved_on
from scraper.model import (
    Block,
    Container,
    Embed,
    Figure,
    Heading,
    Image,
    Inline,
    Listing,
    Paragraph,
    Path,
    Place,
    Preformatted,
    Quote,
    Removal,
    Span,
    Table,
)

_JOINED = (LineKind.ITEM, LineKind.QUOTE)


def assemble(
    lines: Sequence[Line], decisions: Sequence[Decision | None]
) -> tuple[tuple[Block, ...], tuple[Removal, ...]]:
    """Lines that stay as blocks, the others as receipts. `decisions[i]` is the one on `lines[i]`, None for none."""
    blocks: list[Block] = []
    removals: list[Removal] = []
    run: list[Line] = []
    containing = Containing()
    for line, decision in zip(lines, decisions, strict=True):
        reason = decision.reason if decision is not None else None
        # the spans of a text follow each other: what leaves it parts the block around it
        parts = isinstance(line.place, Span) if reason is not None else run and not _continues(run[-1], line)
        if run and parts:
            blocks.append(_block(run, containing))
            run = []
        if decision is not None and reason is not None:
            removals.append(
                Removal(
                    reason, decision.rule, line.text, line.place, decision.origin, line.pictures, decision.confidence
                )
            )
        elif line.kind is LineKind.PARAGRAPH:
            blocks.append(Paragraph(line.text, line.place, line.spans, containing.around(line.context)))
        elif line.kind is LineKind.TABLE:
            caption = blocks.pop() if blocks and _is_caption(blocks[-1], line) else None
            blocks.append(_table(line, caption, containing))
        else:
            run.append(line)
    if run:
        blocks.append(_block(run, containing))
    return _only_where_needed(blocks), tuple(removals)


def _continues(before: Line, line: Line) -> bool:
    if line.kind is not before.kind or line.group != before.group or line.kind not in _JOINED:
        return False
    return line.kind is LineKind.QUOTE or (
        bool(line.number) == bool(before.number) and (not line.number or line.number == before.number + 1)
    )


def _is_caption(block: Block, line: Line) -> bool:
    """Whether a block is the caption of the table that follows it."""
    return (
        isinstance(block, Paragraph)
        and isinstance(block.place, Path)
        and block.place.order + 1 == line.place.order
        and block.place.path == f"{line.place} > caption"
    )


def _table(line: Line, caption: Block | None, containing: Containing) -> Table:
    within, spans = containing.around(line.context), line.spans
    if isinstance(caption, Paragraph):
        spans = (*caption.spans, *moved_on(spans, len(caption.text) + 2))
    text = caption.text if caption is not None else ""
    return Table(line.rows, line.header, line.place, text, line.cells, spans, within)


def _block(run: Sequence[Line], containing: Containing) -> Block:
    first = run[0]
    place = _around([line.place for line in run]) if len(run) > 1 else first.place
    within, positions = containing.of(run)
    match first.kind:
        case LineKind.HEADING:
            return Heading(first.text, min(max(first.level, 2), 6), place, first.spans, within)
        case LineKind.ITEM:
            return _listing(run, place, within, positions)
        case LineKind.QUOTE:
            texts, spans = tuple(line.text for line in run), joined_spans(run)
            if first.embed is not None:
                return Embed(first.embed.provider, first.embed.url, place, texts, spans, within[:-1])
            return Quote(texts, place, spans, within)
        case LineKind.PRE:
            return Preformatted(first.text, place, first.language, within)
        case LineKind.FIGURE:
            return Figure(first.image or Image(""), place, within)
        case LineKind.EMBED if first.embed is not None:
            return replace(first.embed, place=place, within=within)
        case _:
            return Paragraph(first.text, place, first.spans, within)


def _listing(run: Sequence[Line], place: Place, within: tuple[Container, ...], positions: tuple[int, ...]) -> Listing:
    first = run[0]
    in_text = bool(first.number) and isinstance(first.place, Span)
    texts = tuple(line.text for line in run)
    style = within[-1].style if within and first.number else ""
    spans = joined_spans(run)
    return Listing(texts, bool(first.number), place, first.number or 1, in_text, style, positions, spans, within)


def joined_spans(run: Sequence[Line]) -> tuple[Inline, ...]:
    """The spans of lines that are joined by line breaks."""
    spans: list[Inline] = []
    at = 0
    for line in run:
        spans += moved_on(line.spans, at)
        at += len(line.text) + 1
    return tuple(spans)


def _only_where_needed(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks`, without containers where lists and quotations hold nothing but their own lines."""
    if not any(block.within for block in blocks):
        return tuple(blocks)
    uses = Counter(number for block in blocks for number in {container.number for container in block.within})
    kept: dict[int, int] = {}
    plain: list[Block] = []
    for block in blocks:
        own = block.within[-1].number if block.within and isinstance(block, Listing | Quote) else 0
        if own and len(block.within) == 1 and uses[own] == 1:
            block = replace(block, within=(), positions=()) if isinstance(block, Listing) else replace(block, within=())
        elif block.within:
            numbers = [kept.setdefault(container.number, len(kept) + 1) for container in block.within]
            within = tuple(replace(each, number=number) for each, number in zip(block.within, numbers, strict=True))
            block = replace(block, within=within)
        plain.append(block)
    return tuple(plain)


def _around(places: Sequence[Place]) -> Place:
    spans = [place for place in places if isinstance(place, Span)]
    if len(spans) < 2:
        return places[0]
    return Span(spans[0].start, spans[-1].end, "".join(span.raw for span in spans))
