"""What an article consists of: blocks with their places, and the markup inside their text. All values are frozen.

The text of a block is what a reader reads. The markup stands beside it: `spans` with offsets into that text, and
`within`, the lists and quotations that the block stands in.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from reprlib import Repr
from typing import Any

SHORT_REPR = Repr()
SHORT_REPR.maxstring, SHORT_REPR.maxtuple, SHORT_REPR.maxother = 80, 3, 240
"""`repr` that cuts long texts and tuples short."""


def short_repr(value: Any) -> str:
    """The `repr` of a value with fields: long texts are cut short, and fields with their default are left out."""
    given = ((field.name, getattr(value, field.name)) for field in fields(value))
    default = {field.name: field.default for field in fields(value)}
    shown = (f"{name}={SHORT_REPR.repr(inner)}" for name, inner in given if inner != default[name])
    return f"{type(value).__name__}({', '.join(shown)})"


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a text input: `raw` is `input[start:end]`, including the white space after the line.

    The `raw` of all spans of an article, joined in order, is the input.
    """

    start: int
    end: int
    raw: str

    __repr__ = short_repr

    @property
    def order(self) -> int:
        """The sort key among all places of an article."""
        return self.start

    def __str__(self) -> str:
        return f"{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class Path:
    """A place in an HTML input: a CSS path from the chosen body, and the number of the piece in reading order."""

    path: str
    order: int

    def __str__(self) -> str:
        return self.path


Place = Span | Path


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of the article; `url` is absolute if the URL of the page is known.

    `alt` is the text for those who do not see it, `width` and `height` are pixels as the page states them, 0 if it does
    not.
    """

    url: str
    caption: str = ""
    credit: str = ""
    alt: str = ""
    width: int = 0
    height: int = 0

    __repr__ = short_repr


class InlineKind(StrEnum):
    """What a part of a text is."""

    LINK = "link"
    """A link to `url`; `title` is its title."""
    STRONG = "strong"
    EMPHASIS = "emphasis"
    CODE = "code"
    SUBSCRIPT = "sub"
    SUPERSCRIPT = "sup"
    """Raised text; the text may hold the power itself: "10³", "x^n"."""
    STRIKE = "strike"
    INSERTED = "inserted"
    QUOTATION = "quotation"
    """A quotation with its marks."""
    ABBREVIATION = "abbreviation"
    """An abbreviation; `title` is what it stands for."""
    RUBY = "ruby"
    """Characters with their reading."""
    READING = "reading"
    """The reading inside a ruby."""
    BREAK = "break"
    """A line break in place of the space that the span covers."""
    MATH = "math"
    """A formula; `source` is its MathML, which may hold its TeX as an annotation."""
    REFERENCE = "reference"
    """The mark that refers to a note; `url` is "#" and the name of the note."""
    NOTE = "note"
    """The text of a note; `url` is "#" and its name."""
    PARAGRAPH = "paragraph"
    """One of several paragraphs in a cell of a table."""
    BULLETS = "bullets"
    """A list in a cell of a table."""
    NUMBERS = "numbers"
    """A numbered list in a cell of a table."""
    ITEM = "item"
    """An item of a list in a cell of a table."""


@dataclass(frozen=True, slots=True)
class Inline:
    """Markup of a part of a text: `text[start:end]` is what `kind` says.

    The spans of a text are sorted by `start`, the outer one first, and properly nested: of two, one contains the other
    or they do not overlap. None is empty.
    """

    kind: InlineKind
    start: int
    end: int
    url: str = ""
    title: str = ""
    source: str = ""

    __repr__ = short_repr


@dataclass(frozen=True, slots=True)
class Container:
    """A list or a quotation around a block. `number` tells it from others in the article, from 1.

    `item` is the position of the item in its list that the block belongs to, from 1, or 0 for a quotation. `start` and
    `style` (the `type` of HTML: "a", "A", "i", "I" or "") are those of an ordered list.
    """

    number: int
    item: int = 0
    ordered: bool = False
    start: int = 1
    style: str = ""


Inlines = tuple[Inline, ...]
Containers = tuple[Container, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str
    place: Place
    spans: Inlines = ()
    within: Containers = ()

    __repr__ = short_repr


@dataclass(frozen=True, slots=True)
class Heading:
    """A subhead inside the article; `level` is 2 to 6."""

    text: str
    level: int
    place: Place
    spans: Inlines = ()
    within: Containers = ()

    __repr__ = short_repr


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quotation, one string per paragraph. Where it holds other blocks, the last of `within` is itself."""

    paragraphs: tuple[str, ...]
    place: Place
    spans: Inlines = ()
    within: Containers = ()

    __repr__ = short_repr

    @property
    def text(self) -> str:
        """The paragraphs, one per line."""
        return "\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, one string per item. `start` is the number of the first item of an ordered list, `style` its `type`.

    `numbered` is set if the input contains the numbers, as flattened text does; then `text` contains them too. In HTML
    the browser adds them.

    A list that holds other blocks in its items is parted at them. Then the last of `within` is that list, and
    `positions` are those of the items in it.
    """

    items: tuple[str, ...]
    ordered: bool
    place: Place
    start: int = 1
    numbered: bool = False
    style: str = ""
    positions: tuple[int, ...] = ()
    spans: Inlines = ()
    within: Containers = ()

    __repr__ = short_repr

    @property
    def text(self) -> str:
        """The items, one per line."""
        if not self.numbered:
            return "\n".join(self.items)
        return "\n".join(f"{number}. {item}" for number, item in enumerate(self.items, self.start))


@dataclass(frozen=True, slots=True)
class Figure:
    """The position of a picture. Its caption and credit are fields of the image, not text of the body."""

    image: Image
    place: Place
    within: Containers = ()

    __repr__ = short_repr

    @property
    def text(self) -> str:
        """Always empty, as a picture adds nothing to the running text."""
        return ""


@dataclass(frozen=True, slots=True)
class Embed:
    """A video, a recording, a map, or a post of a social network, with the post's words as `paragraphs`.

    `url` is that of what is embedded, absolute if the URL of the page is known, or "".
    """

    provider: str
    url: str
    place: Place
    paragraphs: tuple[str, ...] = ()
    spans: Inlines = ()
    within: Containers = ()

    __repr__ = short_repr

    @property
    def text(self) -> str:
        """The words of a post, one line per paragraph; "" for a player."""
        return "\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table that is a header, or covers several columns or rows; `row` and `column` count from 0."""

    row: int
    column: int
    header: bool = False
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table, one tuple of cells per row; `header` is set if the first row is a header.

    A cell that covers others stands in the first of them, and the others are empty. `cells` tells of those that are not
    plain cells of one column and one row.
    """

    rows: tuple[tuple[str, ...], ...]
    header: bool
    place: Place
    caption: str = ""
    cells: tuple[Cell, ...] = ()
    spans: Inlines = ()
    within: Containers = ()

    __repr__ = short_repr

    @property
    def text(self) -> str:
        """The caption and an empty line, if there is one; one row per line, cells separated by tabs."""
        rows = "\n".join("\t".join(row) for row in self.rows)
        return f"{self.caption}\n\n{rows}" if self.caption else rows


@dataclass(frozen=True, slots=True)
class Preformatted:
    """Text whose line breaks and spaces are significant, such as verse or code; `language` is that of the code."""

    text: str
    place: Place
    language: str = ""
    within: Containers = ()

    __repr__ = short_repr


Block = Paragraph | Heading | Quote | Listing | Figure | Embed | Table | Preformatted
