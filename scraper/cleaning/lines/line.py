"""The unit every decision is made on: one line of the page, and how kept lines become blocks again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from scraper.cleaning.lines.media import credited
from scraper.model import (
    Block,
    Figure,
    Heading,
    Image,
    Listing,
    Paragraph,
    Place,
    Preformatted,
    Quote,
    Reason,
    Removal,
    Span,
    Table,
)

MOST_LINES = 20_000
"""More lines than this are refused: no article has a tenth of them, and every detector looks at each."""


class Kind(Enum):
    """What a line is in the structure of the page."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    TABLE = "table"
    PRE = "pre"
    FIGURE = "figure"

    __hash__ = object.__hash__  # that of Enum is written in Python, and kinds are looked up for each line


@dataclass(frozen=True, slots=True)
class Cut:
    """Why a line leaves the body, and which matcher or detector said so; `tail` takes all that follows with it."""

    reason: Reason
    rule: str
    tail: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph, heading, list item, quoted paragraph, table, preformatted block or picture.

    `group` is shared by the items of one list and the paragraphs of one quotation; `level` is that of a heading;
    `number` that of an item of an ordered list; `linked` the share of its characters inside links, 0 to 1.
    """

    kind: Kind
    text: str
    place: Place
    level: int = 0
    group: int = 0
    number: int = 0
    linked: float = 0.0
    image: Image | None = None
    rows: tuple[tuple[str, ...], ...] = ()
    header: bool = False
    cut: Cut | None = None

    @property
    def of_picture(self) -> bool:
        """Whether a selector took it as the caption or the credit of a picture."""
        return self.cut is not None and self.cut.reason in (Reason.CAPTION, Reason.CREDIT)


def with_captions(lines: Sequence[Line], cuts: Sequence[Cut | None]) -> list[Line]:
    """`lines`, each picture given the caption and the credit that were cut right behind it, where it had none."""
    told = list(lines)
    for index, line in enumerate(lines):
        if line.image is None or line.image.caption or line.image.credit:
            continue
        said: dict[Reason, str] = {}
        for after in range(index + 1, len(lines)):
            cut = cuts[after]
            if cut is None or cut.reason not in (Reason.CAPTION, Reason.CREDIT):
                break
            said.setdefault(cut.reason, lines[after].text)
        if said:
            image = Image(line.image.url, said.get(Reason.CAPTION, ""), credited(said.get(Reason.CREDIT, "")))
            told[index] = replace(line, image=image)
    return told


def assemble(lines: Sequence[Line], cuts: Sequence[Cut | None]) -> tuple[tuple[Block, ...], tuple[Removal, ...]]:
    """Kept lines as blocks, the others as receipts. `cuts[i]` is the verdict on `lines[i]`."""
    blocks: list[Block] = []
    removals: list[Removal] = []
    run: list[Line] = []
    for line, cut in zip(lines, cuts, strict=True):
        if run and (cut is not None or not _continues(run[-1], line)):
            blocks.append(_block(run))
            run = []
        if cut is None and line.kind is Kind.PARAGRAPH:
            blocks.append(Paragraph(line.text, line.place))
        elif cut is None:
            run.append(line)
        else:
            removals.append(Removal(cut.reason, cut.rule, line.text, line.place))
    if run:
        blocks.append(_block(run))
    return tuple(blocks), tuple(removals)


def _continues(before: Line, line: Line) -> bool:
    if line.kind is not before.kind or line.group != before.group or line.kind not in (Kind.ITEM, Kind.QUOTE):
        return False
    return line.kind is Kind.QUOTE or (
        bool(line.number) == bool(before.number) and (not line.number or line.number == before.number + 1)
    )


def _block(run: Sequence[Line]) -> Block:
    first = run[0]
    place = _around([line.place for line in run]) if len(run) > 1 else first.place
    match first.kind:
        case Kind.HEADING:
            return Heading(first.text, min(max(first.level, 2), 6), place)
        case Kind.ITEM:
            in_text = bool(first.number) and isinstance(first.place, Span)
            return Listing(tuple(line.text for line in run), bool(first.number), place, first.number or 1, in_text)
        case Kind.QUOTE:
            return Quote(tuple(line.text for line in run), place)
        case Kind.TABLE:
            return Table(first.rows, first.header, place)
        case Kind.PRE:
            return Preformatted(first.text, place)
        case Kind.FIGURE:
            return Figure(first.image or Image(""), place)
        case _:
            return Paragraph(first.text, place)


def _around(places: Sequence[Place]) -> Place:
    spans = [place for place in places if isinstance(place, Span)]
    if len(spans) < 2:
        return places[0]
    return Span(spans[0].start, spans[-1].end, "".join(span.raw for span in spans))
