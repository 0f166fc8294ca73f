"""What a store gives back, and how an article and odd characters lie in its columns."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any, Literal

from scraper.model import Article

RevisionKind = Literal["new", "revised", "same", "none"]
_READABLE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving a page made of its article.

    "same" is an article whose body is as it was, or one that is kept under another address; "none" a page without one.
    `article_id` and `revision` are those of what is kept for the URL now, None and 0 where that is nothing.
    """

    kind: RevisionKind
    article_id: int | None = None
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Stored:
    """The current revision of an article. All times are UTC.

    `url` is the page's own canonical link where it has one. `fetched` is when this body was first seen, `cleaned` when
    it was last cleaned. `diff` is against the revision before, "" for the first. `duplicate_of` is the id of an earlier
    article of which this is a near-duplicate.
    """

    id: int
    url: str
    site: str
    revision: int
    fetched: datetime
    cleaned: datetime
    article: Article
    diff: str = ""
    duplicate_of: int | None = None


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A raw page as it came: `body` unpacked, `url` after redirects, `summary` what the source said of the story.

    `revision` is that of the article that is in it, 0 where none was found.
    """

    id: int
    url: str
    source: str
    site: str
    fetched: datetime
    body: bytes
    content_type: str
    summary: str = ""
    revision: int = 0


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run. `ended` is None for one that was killed, or that is under way; `counts` are those it ended with."""

    id: str
    config: str
    started: datetime
    ended: datetime | None
    summary: str
    counts: Mapping[str, int]


def storable(text: str) -> str:
    """`text` without what a database cannot hold: U+0000 and half surrogates become U+FFFD."""
    if text.isascii() and "\0" not in text:
        return text
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def canonical_json(value: Any) -> str:
    """JSON that any text column holds; readable, but for half surrogates."""
    told = _READABLE(value)
    if told.isascii():
        return told
    try:
        told.encode()
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":"))
    return told


def digest(*parts: str) -> bytes:
    """16 bytes that tell texts apart."""
    whole = "\0".join((str(len(parts)), *parts))
    return blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=16).digest()


@dataclass(frozen=True, slots=True)
class Columns:
    """An article as it is written: the fields, and one dict a block and a removal. `whole` tells any change."""

    fields: str
    blocks: tuple[dict[str, Any], ...]
    removals: tuple[dict[str, Any], ...]
    whole: bytes


def columns(article: Article) -> Columns:
    """`article` taken apart; `rebuilt` puts it together again."""
    plain = article.to_dict()
    del plain["text"], plain["source"]
    blocks = tuple(
        _row(position, data, kind=data.pop("type"), text=block.text)
        for position, (data, block) in enumerate(zip(plain.pop("blocks"), article.blocks, strict=True))
    )
    removals = tuple(
        _row(position, data, **{name: data[name] for name in _OF_REMOVAL})
        for position, data in enumerate(plain.pop("removals"))
    )
    fields = canonical_json(plain)
    told = (str(value) for row in (*blocks, *removals) for value in row.values())
    return Columns(fields, blocks, removals, digest(fields, *told))


def _row(position: int, data: dict[str, Any], **shown: str) -> dict[str, Any]:
    """`data` keeps what the columns beside it do not: the text too, where a database cannot hold it as it is."""
    kept = {name: storable(value) for name, value in shown.items()}
    rest = {name: value for name, value in data.items() if kept.get(name) != value}
    return {"position": position, **kept, "data": canonical_json(rest)}


_WITH_TEXT = frozenset(["paragraph", "heading", "preformatted"])
_OF_REMOVAL = ("reason", "rule", "text", "origin")
"""The fields of a receipt that have a column of their own."""


def rebuilt(fields: str, blocks: Iterable[Any], removals: Iterable[Any]) -> Article:
    """The article that `columns` took apart, of rows with the columns of those tables."""
    plain = json.loads(fields)
    plain["blocks"] = [
        {"type": row.kind, **({"text": row.text} if row.kind in _WITH_TEXT else {}), **json.loads(row.data)}
        for row in blocks
    ]
    plain["removals"] = [
        {**{name: getattr(row, name) for name in _OF_REMOVAL}, **json.loads(row.data)} for row in removals
    ]
    return Article.from_dict(plain)
