"""The values that flow through the cleaner: places, blocks, removals, the article. All frozen, all hashable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Reason(StrEnum):
    """Why something left the body."""

    NEWSLETTER = "newsletter"
    DONATION = "donation"
    SUBSCRIPTION = "subscription"
    AD = "ad"
    APP_PROMO = "app_promo"
    RELATED = "related"
    SHARE = "share"
    COMMENTS = "comments"
    AUTHOR_BIO = "author_bio"
    TITLE = "title"
    SUBTITLE = "subtitle"
    BREADCRUMB = "breadcrumb"
    BYLINE = "byline"
    DATE = "date"
    CAPTION = "caption"
    CREDIT = "credit"
    DUPLICATE = "duplicate"
    CONSENT = "consent"
    EVENT = "event"
    AFFILIATE = "affiliate"
    POLL = "poll"
    PLAYER = "player"
    CONTACT = "contact"
    SYNDICATION = "syndication"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a text input: `raw` is exactly `input[start:end]`, the white space after the line included.

    The spans of one article, in order, joined by their `raw`, are the input.
    """

    start: int
    end: int
    raw: str

    @property
    def order(self) -> int:
        """Where it stands among all places of its article."""
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
    """A picture of the article; `url` is absolute when the page's own URL was known."""

    url: str
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Heading:
    """A subhead inside the article; `level` is 2 to 6."""

    text: str
    level: int
    place: Place


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quotation, one string a paragraph."""

    paragraphs: tuple[str, ...]
    place: Place

    @property
    def text(self) -> str:
        """The paragraphs, one a line."""
        return "\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, one string an item. `start` is the number of the first item where the list is ordered.

    `numbered` says that the numbers were written out in the input, as they are in flattened text; then they are part
    of `text` too. In HTML they are the browser's, and are not.
    """

    items: tuple[str, ...]
    ordered: bool
    place: Place
    start: int = 1
    numbered: bool = False

    @property
    def text(self) -> str:
        """The items, one a line."""
        if not self.numbered:
            return "\n".join(self.items)
        return "\n".join(f"{number}. {item}" for number, item in enumerate(self.items, self.start))


@dataclass(frozen=True, slots=True)
class Figure:
    """Where a picture stood. Its caption and credit are fields of the image, not text of the body."""

    image: Image
    place: Place

    @property
    def text(self) -> str:
        """Always empty: a picture says nothing in running text."""
        return ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table, one tuple of cells a row; the first row is the head where `header` says so."""

    rows: tuple[tuple[str, ...], ...]
    header: bool
    place: Place

    @property
    def text(self) -> str:
        """One row a line, cells parted by a tab."""
        return "\n".join("\t".join(row) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Preformatted:
    """Text whose line breaks and spaces mean something: verse, code."""

    text: str
    place: Place


Block = Paragraph | Heading | Quote | Listing | Figure | Table | Preformatted


class DecisionOrigin(StrEnum):
    """What a decision on a line rests on."""

    SITE = "site"
    """A matcher of the site's rule."""
    GENERAL = "general"
    """Tags, class names and wording that mean the same on every site."""
    METADATA = "metadata"
    """What the head of the page says: its headline, dek or authors."""
    LEARNED = "learned"
    """The learned line judge."""


@dataclass(frozen=True, slots=True)
class Removal:
    """The receipt for one thing that was taken out of the body: its full text and the pictures that went with it.

    `rule` names the matcher or the detector that decided, `origin` what that decision rests on.
    """

    reason: Reason
    rule: str
    text: str
    place: Place
    origin: DecisionOrigin = DecisionOrigin.GENERAL
    images: tuple[Image, ...] = ()


@dataclass(frozen=True, slots=True)
class Completeness:
    """Whether the text seems to be whole.

    `share` is how much of it is there, 0 to 1, and `paywalled` whether it is offered for money, None where nothing
    says; `signs` are what the two rest on, one string each.
    """

    share: float | None = None
    paywalled: bool | None = None
    signs: tuple[str, ...] = ()


class Route(StrEnum):
    """How the body of an article was found."""

    RULE = "rule"
    """A `body` selector of the site's rule matched."""
    GENERIC = "generic"
    """The generic route chose the elements that hold the article."""
    SECOND_OPINION = "second-opinion"
    """The generic route was in doubt, and trafilatura's choice was better."""
    TEXT = "text"
    """The input was flattened text, which is all body."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the body of an article comes from.

    `rule` is the module of the site rule that took part, "" where none did, and `selector` the one of its `body`
    selectors that matched. `fell_back` says that the rule names body selectors and none of them matched, or that the
    rule is broken; `fault` says what is wrong with a broken rule.
    """

    route: Route
    rule: str = ""
    selector: str = ""
    fell_back: bool = False
    fault: str = ""

    def __str__(self) -> str:
        if not self.rule or self.route is Route.SECOND_OPINION:
            return self.route.value
        return f"rule:{self.rule}+generic" if self.route is Route.GENERIC else f"rule:{self.rule}"


@dataclass(frozen=True, slots=True)
class Article:
    """What the editors wrote, and the account of everything else.

    `published` and `modified` are ISO 8601, no more exact than the page says: "2022-10-05", or with the time and zone.
    `origin` says how the body was found. `confidence` is how sure that choice is, 0 to 1: 1 for a rule and for text,
    where there is nothing to choose.
    """

    url: str | None
    title: str | None
    subtitle: str | None
    authors: tuple[str, ...]
    published: str | None
    modified: str | None
    language: str | None
    section: str | None
    images: tuple[Image, ...]
    blocks: tuple[Block, ...]
    removals: tuple[Removal, ...]
    origin: Origin
    confidence: float = 1.0
    completeness: Completeness = Completeness()

    @property
    def source(self) -> str:
        """`origin` in short: "rule:site_rules.theweek_com", "rule:…+generic", "generic", "second-opinion" or "text"."""
        return str(self.origin)

    @property
    def text(self) -> str:
        """Plain text: one line a paragraph, heading, list item or quote, a blank line between blocks."""
        return "\n\n".join(block.text for block in self.blocks if block.text)

    @property
    def markdown(self) -> str:
        """CommonMark with pipe tables."""
        from scraper.output.rendering import to_markdown

        return to_markdown(self)

    @property
    def html(self) -> str:
        """An HTML fragment, `<article>`, everything escaped."""
        from scraper.output.rendering import to_html

        return to_html(self)

    @property
    def ledger(self) -> tuple[Block | Removal, ...]:
        """Blocks and removals together, in the order in which they stood on the page."""
        return tuple(sorted((*self.blocks, *self.removals), key=lambda entry: entry.place.order))

    def to_dict(self) -> dict[str, Any]:
        """Plain dicts, lists and strings, ready for JSON; every block and place carries its `type`."""
        return {"text": self.text, "source": self.source, **_plain(self)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Article:
        """The exact inverse of `to_dict`, straight or through JSON.

        `text` and `source` are derived, so what `data` says of them is left out; a field that `data` lacks has its
        default. Raises ValueError where `data` is not an article.
        """
        try:
            return cls(**{name: _field(name, value) for name, value in data.items() if name not in _DERIVED})
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise ValueError(f"this is not an article as to_dict gives it: {error!r}") from error


_DERIVED = ("text", "source")
_UNTYPED = (Article, Removal, Image, Completeness, Origin)


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value.value if isinstance(value, StrEnum) else value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        kind = {} if isinstance(value, _UNTYPED) else {"type": type(value).__name__.lower()}
        return {**kind, **{name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}}
    return value


_TYPED: Mapping[str, Any] = {
    kind.__name__.lower(): kind
    for kind in (Paragraph, Heading, Quote, Listing, Figure, Table, Preformatted, Span, Path)
}
_NAMED: Mapping[str, Any] = {
    "image": Image, "images": Image, "removals": Removal, "completeness": Completeness, "origin": Origin,
}  # fmt: skip
_ENUMS: Mapping[str, Any] = {"reason": Reason, "route": Route, "origin": DecisionOrigin}


def _field(name: str, value: Any) -> Any:
    """The value of the field `name`, made of plain dicts, lists and strings."""
    if isinstance(value, list | tuple):
        return tuple(_field(name, item) for item in value)
    if isinstance(value, Mapping):
        kind = _NAMED[name] if name in _NAMED else _TYPED[value["type"]]
        return kind(**{inner: _field(inner, item) for inner, item in value.items() if inner != "type"})
    return _ENUMS[name](value) if name in _ENUMS else value
