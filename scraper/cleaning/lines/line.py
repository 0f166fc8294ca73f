"""The unit of every decision: one line of the page; and how the lines that stay become blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from scraper.cleaning.lines.media import credited
from scraper.model import (
    Block,
    DecisionOrigin,
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
from scraper.rules import Matcher

MOST_LINES = 20_000
"""More lines than this are refused: no article has a tenth of them, and every detector looks at each."""


class LineKind(StrEnum):
    """What a line is in the structure of the page."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    TABLE = "table"
    PRE = "pre"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of a line: `reason` is why it leaves the body, None keeps it there.

    `rule` names the matcher or the detector that decided, `origin` what that rests on; `confidence` is the probability
    that the line is not part of the article, 0 to 1, where the learned line judge had a say.
    """

    reason: Reason | None
    rule: str
    origin: DecisionOrigin = DecisionOrigin.GENERAL
    confidence: float | None = None


Mark = Matcher | Decision
"""What is known of an element before it becomes a line: the matcher that takes it, or what its structure says."""
PICTURE_REASONS = (Reason.CAPTION, Reason.CREDIT)
"""The reasons of lines that belong to a picture."""


@dataclass(slots=True)
class Line:
    """One paragraph, heading, list item, quoted paragraph, table, preformatted block or picture.

    An element that a selector or its structure puts outside the story is one line, whatever it holds: `images` are the
    pictures in it. `group` is shared by the items of one list and the paragraphs of one quotation; `level` is that of a
    heading; `number` that of an item of an ordered list; `linked` the share of its characters inside links, 0 to 1.

    What is known of its markup stands in two fields: `matcher` is the matcher of the site's rule whose selector takes
    its element, `structure` what tags, names, links and flattening say of it. Both are for the deciders to weigh.

    Not frozen: a page makes hundreds of lines, and freezing them takes three per cent of the time that cleaning takes.
    """

    kind: LineKind
    text: str
    place: Place
    level: int = 0
    group: int = 0
    number: int = 0
    linked: float = 0.0
    image: Image | None = None
    rows: tuple[tuple[str, ...], ...] = ()
    header: bool = False
    matcher: Matcher | None = None
    structure: Decision | None = None
    images: tuple[Image, ...] = ()

    @property
    def pictures(self) -> tuple[Image, ...]:
        """The picture that the line is, or those in its element."""
        return (self.image,) if self.image is not None else self.images

    @property
    def mark(self) -> Mark | None:
        """What is known of the line by its markup; the site's rule goes before its structure."""
        return self.matcher or self.structure

    @property
    def of_picture(self) -> bool:
        """Whether its markup makes it the caption or the credit of a picture."""
        return self.mark is not None and self.mark.reason in PICTURE_REASONS

    @property
    def is_open(self) -> bool:
        """Whether nothing is known of it by its markup."""
        return self.mark is None


def with_captions(lines: Sequence[Line], decisions: Sequence[Decision | None]) -> list[Line]:
    """`lines`, with the captions and credits that leave the body right behind a picture given to that picture.

    A picture that has a caption or a credit already keeps it.
    """
    captioned = list(lines)
    for index, line in enumerate(lines):
        if line.image is None or line.image.caption or line.image.credit:
            continue
        texts: dict[Reason | None, str] = {}
        for after in range(index + 1, len(lines)):
            decision = decisions[after]
            if decision is None or decision.reason not in PICTURE_REASONS:
                break
            texts.setdefault(decision.reason, lines[after].text)
        if texts:
            image = Image(line.image.url, texts.get(Reason.CAPTION, ""), credited(texts.get(Reason.CREDIT, "")))
            captioned[index] = replace(line, image=image)
    return captioned


def assemble(
    lines: Sequence[Line], decisions: Sequence[Decision | None]
) -> tuple[tuple[Block, ...], tuple[Removal, ...]]:
    """Lines that stay as blocks, the others as receipts. `decisions[i]` is the one on `lines[i]`, None for none."""
    blocks: list[Block] = []
    removals: list[Removal] = []
    run: list[Line] = []
    for line, decision in zip(lines, decisions, strict=True):
        reason = decision.reason if decision is not None else None
        # the spans of a text follow each other: what leaves it parts the block around it
        parts = isinstance(line.place, Span) if reason is not None else run and not _continues(run[-1], line)
        if run and parts:
            blocks.append(_block(run))
            run = []
        if decision is not None and reason is not None:
            removals.append(
                Removal(
                    reason, decision.rule, line.text, line.place, decision.origin, line.pictures, decision.confidence
                )
            )
        elif line.kind is LineKind.PARAGRAPH:
            blocks.append(Paragraph(line.text, line.place))
        else:
            run.append(line)
    if run:
        blocks.append(_block(run))
    return tuple(blocks), tuple(removals)


def _continues(before: Line, line: Line) -> bool:
    if line.kind is not before.kind or line.group != before.group or line.kind not in (LineKind.ITEM, LineKind.QUOTE):
        return False
    return line.kind is LineKind.QUOTE or (
        bool(line.number) == bool(before.number) and (not line.number or line.number == before.number + 1)
    )


def _block(run: Sequence[Line]) -> Block:
    first = run[0]
    place = _around([line.place for line in run]) if len(run) > 1 else first.place
    match first.kind:
        case LineKind.HEADING:
            return Heading(first.text, min(max(first.level, 2), 6), place)
        case LineKind.ITEM:
            in_text = bool(first.number) and isinstance(first.place, Span)
            return Listing(tuple(line.text for line in run), bool(first.number), place, first.number or 1, in_text)
        case LineKind.QUOTE:
            return Quote(tuple(line.text for line in run), place)
        case LineKind.TABLE:
            return Table(first.rows, first.header, place)
        case LineKind.PRE:
            return Preformatted(first.text, place)
        case LineKind.FIGURE:
            return Figure(first.image or Image(""), place)
        case _:
            return Paragraph(first.text, place)


def _around(places: Sequence[Place]) -> Place:
    spans = [place for place in places if isinstance(place, Span)]
    if len(spans) < 2:
        return places[0]
    return Span(spans[0].start, spans[-1].end, "".join(span.raw for span in spans))
