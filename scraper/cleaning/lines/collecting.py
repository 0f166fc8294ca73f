"""What a walk over elements collects: its lines, numbered in page order."""

from __future__ import annotations

from scraper.cleaning.lines.line import (
    MOST_LINES,
    AnySource,
    Context,
    Decision,
    Line,
    LineKind,
    LineSource,
    Mark,
    Player,
)
from scraper.cleaning.lines.media import image_address
from scraper.errors import TooLarge
from scraper.html.dom import Node
from scraper.model import Image, Path

Images = tuple[Image, ...]


class Collector:
    """The lines so far, the number of the last one, and the context that the next one has."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.lines: list[Line] = []
        self.players: list[Player] = []
        self.order = self.groups = 0
        self.context = Context(LineKind.PARAGRAPH, "")

    def group(self) -> int:
        """A number for the lines of one list or quotation."""
        self.groups += 1
        return self.groups

    def count(self) -> None:
        """Count a line. Raises TooLarge."""
        self.order += 1
        if self.order > MOST_LINES:
            raise TooLarge(self.url, f"it has more than {MOST_LINES:,} lines. Cut it down to one article first")

    def emit(
        self, kind: LineKind, text: str, path: str, linked: float = 0.0, mark: Mark | None = None, images: Images = (),
        source: LineSource | None = None,
    ) -> None:  # fmt: skip
        """Append a line of text, or one of an element with pictures."""
        if not text and not images:
            return
        kind = kind if text else LineKind.FIGURE
        self.count()
        context = self.context
        grouped = context.group if kind in (LineKind.ITEM, LineKind.QUOTE) else 0
        number = context.number if kind is LineKind.ITEM and context.ordered else 0
        level = context.level if kind is LineKind.HEADING else 0
        matcher, structure = (None, mark) if isinstance(mark, Decision) else (mark or context.keep, None)
        place = Path(path, self.order)
        self.add(
            Line(kind, text, place, level, grouped, number, linked, None, (), False, matcher, structure, images,
                 source, context)
        )  # fmt: skip

    def add(self, line: Line) -> None:
        """Append a line, with the players before it."""
        if self.players:
            line.players, self.players = tuple(self.players), []
        self.lines.append(line)

    def show_all(self, node: Node, path: str) -> None:
        """The pictures in an element that is one line, behind it."""
        for picture in node.css("img"):
            self.show(image_address(picture, "img", self.url), path, picture)

    def show(self, address: str, path: str, source: AnySource, caption: str = "", credit: str = "") -> None:
        """Append the line of a picture, if it has an address."""
        if address:
            self.count()
            image = Image(address, caption, credit)
            place, context = Path(path, self.order), self.context
            self.add(
                Line(LineKind.FIGURE, "", place, image=image, matcher=context.keep, source=source, context=context)
            )
