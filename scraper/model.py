"""The values that the cleaner produces: the article with its blocks (`scraper.blocks`), and the receipts for removals.

All are frozen and hashable.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from scraper.blocks import (
    SHORT_REPR,
    Block,
    Cell,
    Container,
    Embed,
    Figure,
    Heading,
    Image,
    Inline,
    InlineKind,
    Listing,
    Paragraph,
    Path,
    Place,
    Preformatted,
    Quote,
    Span,
    Table,
    short_repr,
)

__all__ = [
    "Article", "Block", "Cell", "Completeness", "Container", "DecisionOrigin", "Embed", "Figure", "Heading", "Image",
    "Inline", "InlineKind", "Listing", "Origin", "Paragraph", "Path", "Place", "Preformatted", "Quote", "Reason",
    "Removal", "Route", "Span", "Table",
]  # fmt: skip


class Reason(StrEnum):
    """Why something was removed from the body."""

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
    UNWANTED = "unwanted"


class DecisionOrigin(StrEnum):
    """The basis of a decision on a line."""

    SITE = "site"
    """A matcher of the site's rule."""
    GENERAL = "general"
    """A general rule on tags, class names or wording, valid for every site."""
    METADATA = "metadata"
    """The metadata of the page: its headline, dek or authors."""
    LEARNED = "learned"
    """A learned line classifier."""
    OPTIONS = "options"
    """The options of the caller."""


@dataclass(frozen=True, slots=True)
class Removal:
    """The receipt for one removal from the body: its full text, and the pictures removed with it.

    `rule` names the matcher or detector that decided, `origin` the basis of that decision. `confidence` is the
    probability, 0 to 1, that the line is not part of the article, where the learned line judge decided; else None.
    """

    reason: Reason
    rule: str
    text: str
    place: Place
    origin: DecisionOrigin = DecisionOrigin.GENERAL
    images: tuple[Image, ...] = ()
    confidence: float | None = None

    __repr__ = short_repr


@dataclass(frozen=True, slots=True)
class Completeness:
    """Whether the text of the article seems complete.

    `share` is the estimated share that is present, 0 to 1, `paywalled` whether the rest is behind a paywall; each is
    None without evidence. `signs` lists the evidence.
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
    LINKED_DATA = "linked-data"
    """The page shows no article, and its linked data holds the text of one, in which the places of its blocks are."""
    TEXT = "text"
    """The input was flattened text: all of it is the body."""


@dataclass(frozen=True, slots=True)
class Origin:
    """How the body of an article was chosen.

    `rule` is the module of the site rule, "" without one; `selector` is its `body` selector that matched. `fell_back`
    is set if none of the rule's body selectors matched, or if the rule is broken; `fault` is what is wrong with it.
    `address` is where the page names its address, "canonical" or "og:url", if the caller gave none.
    """

    route: Route
    rule: str = ""
    selector: str = ""
    fell_back: bool = False
    fault: str = ""
    address: str = ""

    def __str__(self) -> str:
        if not self.rule or self.route in (Route.SECOND_OPINION, Route.LINKED_DATA):
            return self.route.value
        return f"rule:{self.rule}+generic" if self.route is Route.GENERIC else f"rule:{self.rule}"


@dataclass(frozen=True, slots=True)
class Article:
    """An article as its editors wrote it, and a receipt for everything removed from the page.

    `published` and `modified` are ISO 8601, as exact as the page is: "2022-10-05", or with time and zone. `confidence`
    is 0 to 1: of a page, in the choice of the body, and 1 for a rule; of flattened text, the share of its lines that
    are expected to be decided rightly. `site` is the name of the site or publication, `description` what the page says
    of its article in a sentence, for search and sharing; `tags` are its keywords.
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
    site: str | None = None
    description: str | None = None
    tags: tuple[str, ...] = ()

    def __repr__(self) -> str:
        named = SHORT_REPR.repr(self.title or self.url or "untitled")
        return f"<Article {named} by {self.source}: {len(self.text.split()):,} words, {len(self.removals):,} cuts>"

    def _repr_html_(self) -> str:
        from scraper.output.notebook import to_notebook

        return to_notebook(self)

    @property
    def published_at(self) -> datetime | None:
        """`published` as a time with a zone: midnight for a day, UTC where the page names no zone."""
        return _moment(self.published)

    @property
    def modified_at(self) -> datetime | None:
        """`modified` in the same way."""
        return _moment(self.modified)

    @property
    def source(self) -> str:
        """`origin` in short: "rule:site_rules.theweek_com", "rule:…+generic", "generic", "linked-data" …"""
        return str(self.origin)

    @property
    def text(self) -> str:
        """Plain text: one line per paragraph, heading, list item or quote, a blank line between blocks."""
        return "\n\n".join(block.text for block in self.blocks if block.text)

    @property
    def markdown(self) -> str:
        """CommonMark with pipe tables."""
        from scraper.output.markdown import to_markdown

        return to_markdown(self)

    @property
    def html(self) -> str:
        """An `<article>` fragment in HTML, with all text escaped."""
        from scraper.output.semantic_html import to_html

        return to_html(self)

    @property
    def ledger(self) -> tuple[Block | Removal, ...]:
        """Blocks and removals together, in page order."""
        return tuple(sorted((*self.blocks, *self.removals), key=lambda entry: entry.place.order))

    def to_dict(self) -> dict[str, Any]:
        """Plain dicts, lists and strings, ready for JSON; every block and place has a `type`."""
        times = {"published_at": _written(self.published_at), "modified_at": _written(self.modified_at)}
        return {"text": self.text, "source": self.source, **times, **_plain(self)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Article:
        """The inverse of `to_dict`, directly or through JSON.

        What is derived, such as `text`, is ignored, as is what an export adds; a missing field takes its default.
        Raises ValueError if `data` is not an article.
        """
        try:
            return cls(**{name: _field(name, value) for name, value in data.items() if name not in DERIVED})
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise ValueError(f"not an article: pass the result of Article.to_dict: {error!r}") from error


DERIVED = ("text", "source", "published_at", "modified_at", "version", "stored")
"""The fields of JSON that follow from the others, and what an export adds."""
_UNTYPED = (Article, Removal, Image, Completeness, Origin, Inline, Container, Cell)
_LEFT_OUT: Mapping[type, frozenset[str]] = {
    Image: frozenset(["alt", "width", "height"]),
    Origin: frozenset(["address"]),
    Listing: frozenset(["style", "positions", "spans", "within"]),
    Preformatted: frozenset(["language", "within"]),
    Table: frozenset(["caption", "cells", "spans", "within"]),
    Inline: frozenset(["url", "title", "source"]),
    Container: frozenset(["item", "ordered", "start", "style"]),
    Cell: frozenset(["header", "columns", "rows"]),
    **dict.fromkeys((Paragraph, Heading, Quote, Embed, Figure), frozenset(["spans", "within"])),
}
"""The fields that plain dicts hold only where they say something."""


def _moment(text: str | None) -> datetime | None:
    try:
        when = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return when if when.tzinfo is not None else when.replace(tzinfo=UTC)


def _written(when: datetime | None) -> str | None:
    return when.isoformat() if when is not None else None


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value.value if isinstance(value, StrEnum) else value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        plain = {} if isinstance(value, _UNTYPED) else {"type": type(value).__name__.lower()}
        optional = _LEFT_OUT.get(type(value), ())
        for name, field in value.__dataclass_fields__.items():
            inner = getattr(value, name)
            if name not in optional or inner != field.default:
                plain[name] = _plain(inner)
        return plain
    return value


_TYPED: Mapping[str, Any] = {
    kind.__name__.lower(): kind
    for kind in (Paragraph, Heading, Quote, Listing, Figure, Embed, Table, Preformatted, Span, Path)
}
_NAMED: Mapping[str, Any] = {
    "image": Image, "images": Image, "removals": Removal, "completeness": Completeness, "origin": Origin,
    "spans": Inline, "within": Container, "cells": Cell,
}  # fmt: skip
_ENUMS: Mapping[str, Any] = {"reason": Reason, "route": Route, "origin": DecisionOrigin, "kind": InlineKind}


def _field(name: str, value: Any) -> Any:
    """The value of the field `name`, restored from plain dicts, lists and strings."""
    if isinstance(value, list | tuple):
        return tuple(_field(name, item) for item in value)
    if isinstance(value, Mapping):
        kind = _NAMED[name] if name in _NAMED else _TYPED[value["type"]]
        return kind(**{inner: _field(inner, item) for inner, item in value.items() if inner != "type"})
    return _ENUMS[name](value) if name in _ENUMS else value
