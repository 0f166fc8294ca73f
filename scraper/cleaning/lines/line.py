"""The unit of every decision: one line of the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice

from scraper.cleaning.lines.media import GridCell, credited
from scraper.cleaning.text import BREAK
from scraper.html.dom import Node
from scraper.model import (
    Cell,
    DecisionOrigin,
    Embed,
    Image,
    Inline,
    Place,
    Reason,
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
    EMBED = "embed"


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


class Context:
    """What the text of an element belongs to while a page is walked.

    `node` is the element, `outer` the context around it, `number` that of the last item of a list, or of an item.
    """

    __slots__ = ("group", "keep", "kind", "level", "node", "number", "ordered", "outer", "path")

    def __init__(self, kind: LineKind, path: str, node: Node | None = None, outer: Context | None = None) -> None:
        self.kind = kind
        self.path = path
        self.node = node
        self.outer = outer
        self.level = self.group = self.number = 0
        self.ordered = False
        self.keep: Matcher | None = None

    def child(self, kind: LineKind, path: str, node: Node) -> Context:
        """The context of an element in this one."""
        made = Context(kind, path, node, self)
        made.group, made.level, made.ordered, made.keep = self.group, self.level, self.ordered, self.keep
        return made


@dataclass(frozen=True, slots=True)
class Player:
    """A video or another embedded thing beside a line; `before` tells on which side."""

    node: Node
    path: str
    context: Context
    before: bool


LineSource = Node | list[Node | tuple[Node, ...] | None]
"""What a text was read from: the element that it is; or the nodes that it consists of, None for `<br>`, with a tuple of
the inline elements around those that follow it."""
AnySource = LineSource | tuple[GridCell, ...] | None
"""The same of any line: a table consists of its cells."""


def zip_sources(
    parts: Sequence[str], nodes: Sequence[Node | tuple[Node, ...] | None]
) -> Iterator[tuple[str, LineSource]]:
    """Each of the `parts` of a text that was split at some of its breaks, with the nodes that it was read from."""
    pieces: list[list[Node | tuple[Node, ...] | None]] = [[]]
    inline: tuple[Node, ...] = ()
    for node in nodes:
        if node is None:
            pieces.append([inline] if inline else [])
            continue
        pieces[-1].append(node)
        if isinstance(node, tuple):
            inline = node
    filled = iter([piece for piece in pieces if any(isinstance(part, Node) and _says(part) for part in piece)])
    for part in parts:
        source: list[Node | tuple[Node, ...] | None] = []
        for piece in islice(filled, sum(not text.isspace() for text in part.split(BREAK) if text)):
            source += (None, *piece) if source else piece
        yield part, source


def _says(node: Node) -> bool:
    text = (node.text_content or "") if node.is_text_node else node.text()
    return bool(text) and not text.isspace()


@dataclass(slots=True)
class Line:
    """One paragraph, heading, list item, quoted paragraph, table, preformatted block or picture.

    An element that a selector or its structure puts outside the story is one line, whatever it holds: `images` are the
    pictures in it. `group` is shared by the items of one list and the paragraphs of one quotation; `level` is that of a
    heading; `number` that of an item of an ordered list; `linked` the share of its characters inside links, 0 to 1.

    What is known of its markup stands in two fields: `matcher` is the matcher of the site's rule whose selector takes
    its element, `structure` what tags, names, links and flattening say of it. Both are for the deciders to weigh.

    `source` and `context` say where in the tree it was read. For lines that stay, `shaping` reads there what fills
    `spans`, `cells`, `language` and `embed`. `players` are the videos and other embedded things right before the line,
    or after it if it was the last one then.

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
    source: AnySource = None
    context: Context | None = None
    players: tuple[Player, ...] = ()
    spans: tuple[Inline, ...] = ()
    cells: tuple[Cell, ...] = ()
    language: str = ""
    embed: Embed | None = None

    @property
    def pictures(self) -> tuple[Image, ...]:
        """The picture that the line is, or those in its element."""
        return (self.image,) if self.image is not None else self.images

    def players_at(self, *, before: bool) -> tuple[Player, ...]:
        """The players on one side of the line."""
        return tuple(player for player in self.players if player.before is before)

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
