"""One story under several addresses: redirects and canonical links, believed where the texts bear them out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select, update

from scraper.errors import UsageError
from scraper.runs.store.near_duplicates import distance, simhash
from scraper.runs.store.rows import digest
from scraper.runs.store.schema import ALIAS, NEW, articles, revisions, urls
from scraper.runs.store.upsert import ignoring
from scraper.runs.types import PageResult
from scraper.urls import canonical, site_of

ONE_STORY = 10
"""Bits in which two renderings of one story may differ (a page and its print view); other stories differ in 15 or more.
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """A URL, and what is kept under it now, be it by another name: no article where `article_id` is None."""

    id: int
    url: str
    source: str
    site: str
    state: int
    alias_of: int | None
    discovered_at: datetime | None
    fetched_at: datetime | None
    changed: datetime | None
    tries: int
    recrawl_level: int
    etag: str
    last_modified: str
    outcome: str
    article_id: int | None
    revision: int | None
    revision_id: int | None
    simhash: int | None
    body_hash: bytes | None
    whole_hash: bytes | None

    def apart(self) -> Kept:
        """The URL by itself, where what is kept under its other name turns out to be another story."""
        return replace(self, alias_of=None, article_id=None, revision=None, simhash=None, body_hash=None)


_OF_URL = tuple(urls.c[item.name] for item in fields(Kept) if item.name in urls.c)
_OF_ARTICLE = (articles.c.id, articles.c.revision, revisions.c.id, articles.c.simhash)
_HASHES = (revisions.c.body_hash, revisions.c.whole_hash)
_KEPT: Select[Any] = (
    select(*_OF_URL, *_OF_ARTICLE, *_HASHES)
    .outerjoin(articles, articles.c.url_id == func.coalesce(urls.c.alias_of, urls.c.id))
    .outerjoin(revisions, (revisions.c.article_id == articles.c.id) & (revisions.c.revision == articles.c.revision))
)
_BY_ID = _KEPT.where(urls.c.id == bindparam("row"))
_BY_URL = _KEPT.where(urls.c.url.in_(bindparam("names", expanding=True)))


@dataclass(frozen=True, slots=True)
class BodyHashes:
    """The text of an article, and what tells it from others: exactly, and nearly."""

    text: str
    exact: bytes
    bits: int | None

    @classmethod
    def of(cls, text: str) -> BodyHashes:
        """The body with this text."""
        return cls(text, digest(text), simhash(text))

    def is_story_of(self, row: Kept) -> bool:
        """Whether what is kept under `row` is this text, or a rendering of it."""
        if row.article_id is None:
            return False
        if self.bits is None or row.simhash is None:
            return bool(row.body_hash == self.exact)
        return distance(self.bits, unsigned(row.simhash)) <= ONE_STORY


def signed(bits: int | None) -> int | None:
    """64 bits as databases hold them."""
    return bits - (1 << 64) if bits is not None and bits >> 63 else bits


def unsigned(bits: int) -> int:
    """The inverse of `signed`."""
    return bits & ((1 << 64) - 1)


def kept(connection: Connection, url_id: int) -> Kept | None:
    """The URL with this id, and what is kept under it."""
    row = connection.execute(_BY_ID, {"row": url_id}).one_or_none()
    return None if row is None else Kept(*row)


def other_names(row: Kept, result: PageResult) -> tuple[str, ...]:
    """What else the page at `row` is called, the name it should bear first: its canonical link, where it redirects."""
    names = []
    for name in (result.canonical, result.fetched.url):
        try:
            names.append(canonical(name))
        except UsageError:  # "" where there is none; an odd one names nothing
            continue
    return tuple(dict.fromkeys(name for name in names if name != row.url))


def settle(
    connection: Connection, row: Kept, names: Sequence[str], body: BodyHashes, now: datetime
) -> tuple[Kept | None, str]:
    """Make `names` other names of `row`, which has no article yet.

    Gives the URL under which this very story is kept already, or None, and the name that the article should bear. A
    name that stands for another story is not taken, and where it had been given away without being asked for, it is to
    be asked for now.
    """
    rows = connection.execute(_BY_URL, {"names": list(names)}) if names else ()
    known = {other.url: other for other in (Kept(*row) for row in rows)}
    for other in known.values():
        if body.is_story_of(other):
            return other, ""
    ours = [name for name in names if name not in known or known[name].article_id is None]
    fresh = [_alias(row, name, now) for name in ours if name not in known]
    if fresh:
        connection.execute(ignoring(connection, urls), fresh)
    taken = [{"row": known[name].id, "head": row.id} for name in ours if name in known]
    if taken:
        connection.execute(_TAKE, taken)
    for other in known.values():
        if _given_away(other):
            disown(connection, other)
            connection.execute(_RETURN, {"row": other.id})
    return None, ours[0] if ours else row.url


def disown(connection: Connection, other: Kept) -> None:
    """The article that is kept under `other` too bears its own name again."""
    connection.execute(_OWN_NAME, {"article": other.article_id, "name": other.url})


def _alias(row: Kept, name: str, now: datetime) -> dict[str, Any]:
    return {
        "url": name, "source": row.source, "site": site_of(name), "state": ALIAS, "alias_of": row.id, "rank": now,
    }  # fmt: skip


def _given_away(other: Kept) -> bool:
    """Whether a source offers this address, and nobody looked what is there since another page claimed it."""
    return (
        other.article_id is not None
        and other.state == ALIAS
        and other.discovered_at is not None
        and other.fetched_at is None
    )


_TAKE = update(urls).where(urls.c.id == bindparam("row")).values(state=ALIAS, alias_of=bindparam("head"))
_OWN_NAME = (
    update(articles)
    .where(articles.c.id == bindparam("article"), articles.c.url == bindparam("name"))
    .values(url=select(urls.c.url).where(urls.c.id == articles.c.url_id).scalar_subquery())
)
_RETURN = update(urls).where(urls.c.id == bindparam("row")).values(state=NEW, alias_of=None)
