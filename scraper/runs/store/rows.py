"""The values that a store returns, and the conversion of an article to columns and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any, Literal

from scraper.model import DERIVED, Article

RevisionKind = Literal["new", "revised", "same", "held", "none"]
_READABLE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Saved:
    """The effect of saving a page on its article.

    "same" means an unchanged body or an article already stored under another URL, "none" a page without an article.
    "held" means that the rule found the stored article and only the generic route this one: the page is kept for
    recleaning, the article is not replaced. `rerouted` means that a revision was found by another route or selector.
    `article_id` and `revision` are those now stored for the URL, None and 0 without an article; `given_up` means that
    the page is not requested again unless its source lists a later date.
    """

    kind: RevisionKind
    article_id: int | None = None
    revision: int = 0
    given_up: bool = False
    rerouted: bool = False


@dataclass(frozen=True, slots=True)
class Stored:
    """The current revision of an article. All times are UTC.

    `url` is the page's canonical link if it has one; `fetched` is when this body was first seen, `cleaned` when it was
    last cleaned; `diff` is against the previous revision, "" for the first; `duplicate_of` is the id of an earlier
    article that this one nearly duplicates; `directives` are those of its publisher, such as "noarchive".
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
    directives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RawPage:
    """A raw page: `body` decompressed, `url` after redirects, `summary` from the source.

    `revision` is that of its article, 0 without one.
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
class FailedPage:
    """A page whose last request, `at` that time, gave no article by the rule of its site, and why."""

    url: str
    site: str
    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run. `ended` is None for a run that was killed or is in progress; `counts` are those at its end."""

    id: str
    config: str
    started: datetime
    ended: datetime | None
    summary: str
    counts: Mapping[str, int]


def storable(text: str) -> str:
    """`text` with what a database cannot store, U+0000 and lone surrogates, replaced by U+FFFD."""
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
    """Compact JSON that any text column can store: non-ASCII is readable unless there are lone surrogates."""
    text = _READABLE(value)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":"))
    return text


def digest(*parts: str) -> bytes:
    """A 16-byte hash of these texts."""
    joined = "\0".join((str(len(parts)), *parts))
    return blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=16).digest()


@dataclass(frozen=True, slots=True)
class Columns:
    """An article as stored: fields as JSON, one dict per block and removal; `whole_hash` changes with any of them."""

    fields: str
    blocks: tuple[dict[str, Any], ...]
    removals: tuple[dict[str, Any], ...]
    whole_hash: bytes


def columns(article: Article) -> Columns:
    """Convert `article` to columns; `rebuilt` is the inverse."""
    plain = article.to_dict()
    plain = {name: value for name, value in plain.items() if name not in DERIVED}
    blocks = tuple(
        _row(position, data, kind=data.pop("type"), text=block.text)
        for position, (data, block) in enumerate(zip(plain.pop("blocks"), article.blocks, strict=True))
    )
    removals = tuple(
        _row(position, data, **{name: data[name] for name in _REMOVAL_COLUMNS})
        for position, data in enumerate(plain.pop("removals"))
    )
    fields = canonical_json(plain)
    values = (str(value) for row in (*blocks, *removals) for value in row.values())
    return Columns(fields, blocks, removals, digest(fields, *values))


def _row(position: int, data: dict[str, Any], **texts: str) -> dict[str, Any]:
    """A row with `texts` in columns and the rest in `data`, which also holds texts that are not storable unchanged."""
    texts = {name: storable(value) for name, value in texts.items()}
    rest = {name: value for name, value in data.items() if texts.get(name) != value}
    return {"position": position, **texts, "data": canonical_json(rest)}


_WITH_TEXT = frozenset(["paragraph", "heading", "preformatted"])
_REMOVAL_COLUMNS = ("reason", "rule", "text", "origin")
"""The fields of a removal that have their own column."""


def rebuilt(fields: str, blocks: Iterable[Any], removals: Iterable[Any]) -> Article:
    """The article of the stored fields and rows: the inverse of `columns`."""
    plain = json.loads(fields)
    plain["blocks"] = [
        {"type": row.kind, **({"text": row.text} if row.kind in _WITH_TEXT else {}), **json.loads(row.data)}
        for row in blocks
    ]
    plain["removals"] = [
        {**{name: getattr(row, name) for name in _REMOVAL_COLUMNS}, **json.loads(row.data)} for row in removals
    ]
    return Article.from_dict(plain)
