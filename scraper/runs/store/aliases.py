"""One article under several URLs: redirects and canonical links are followed if the texts confirm them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select, update

from scraper.errors import UsageError
from scraper.model import Article
from scraper.runs.store.near_duplicates import distance, simhash
from scraper.runs.store.rows import digest
from scraper.runs.store.schema import ALIAS, NEW, articles, revisions, urls
from scraper.runs.store.upsert import ignoring
from scraper.runs.types import PageResult
from scraper.urls import canonical, site_of, spellings

SAME_STORY_DISTANCE = 10
"""Most bits by which renderings of a story differ (a page and its print view); other stories differ by 15 or more."""


@dataclass(frozen=True, slots=True)
class UrlRow:
    """A URL and the article stored for it, or for the URL of which it is an alias; `article_id` is None without one."""

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
    origin: str | None
    directives: str | None

    def without_alias(self) -> UrlRow:
        """This URL on its own, if the article of the URL it is an alias of is a different story."""
        return replace(self, alias_of=None, article_id=None, revision=None, simhash=None, body_hash=None, origin=None)


_URL_COLUMNS = tuple(urls.c[item.name] for item in fields(UrlRow) if item.name in urls.c)
_ARTICLE_COLUMNS = (articles.c.id, articles.c.revision, revisions.c.id, articles.c.simhash)
_HASHES = (revisions.c.body_hash, revisions.c.whole_hash, revisions.c.origin, articles.c.directives)
_ROWS: Select[Any] = (
    select(*_URL_COLUMNS, *_ARTICLE_COLUMNS, *_HASHES)
    .outerjoin(articles, articles.c.url_id == func.coalesce(urls.c.alias_of, urls.c.id))
    .outerjoin(revisions, (revisions.c.article_id == articles.c.id) & (revisions.c.revision == articles.c.revision))
)
_BY_ID = _ROWS.where(urls.c.id == bindparam("row"))
_BY_URL = _ROWS.where(urls.c.url.in_(bindparam("names", expanding=True)))


@dataclass(frozen=True, slots=True)
class BodyHashes:
    """The text of an article with its exact hash and its simhash."""

    text: str
    exact: bytes
    bits: int | None

    @classmethod
    def of(cls, text: str) -> BodyHashes:
        """Hash `text`."""
        return cls(text, digest(text), simhash(text))

    def is_story_of(self, row: UrlRow) -> bool:
        """Whether the article of `row` is this text or another rendering of it."""
        if row.article_id is None:
            return False
        if self.bits is None or row.simhash is None:
            return bool(row.body_hash == self.exact)
        return distance(self.bits, unsigned(row.simhash)) <= SAME_STORY_DISTANCE


def is_lesser(row: UrlRow, article: Article) -> bool:
    """Whether the rule found the stored article and only the generic route `article`, as after a redesign."""
    by_rule = bool(row.origin) and str(row.origin).startswith("rule:") and not str(row.origin).endswith("+generic")
    return by_rule and article.origin.fell_back


def signed(bits: int | None) -> int | None:
    """64 bits as the signed integer that databases store."""
    return bits - (1 << 64) if bits is not None and bits >> 63 else bits


def unsigned(bits: int) -> int:
    """The inverse of `signed`."""
    return bits & ((1 << 64) - 1)


def find_url(connection: Connection, url_id: int) -> UrlRow | None:
    """The URL with this id and its article."""
    row = connection.execute(_BY_ID, {"row": url_id}).one_or_none()
    return None if row is None else UrlRow(*row)


def other_urls(row: UrlRow, result: PageResult) -> tuple[str, ...]:
    """The other URLs of the page at `row`, the preferred one first: its canonical link, its redirect target."""
    names = []
    for name in (result.canonical, result.fetched.url):
        try:
            names.append(canonical(name))
        except UsageError:  # "" if the page has none, or not a web address
            continue
    return tuple(dict.fromkeys(name for name in names if name != row.url))


def claim_aliases(
    connection: Connection, row: UrlRow, names: Sequence[str], body: BodyHashes, now: datetime
) -> tuple[UrlRow | None, str]:
    """Make the URLs `names` aliases of `row`, which has no article yet.

    Returns the URL that already has this story, or None, and the URL to publish the article under. Other spellings of
    its address may have the story too, but are not claimed. A URL that has another story is not claimed either; if it
    is an alias that was never fetched itself, its article gets its own URL back, and it is queued to be fetched if a
    source lists it.
    """
    rows = connection.execute(_BY_URL, {"names": list(names)}) if names else ()
    known = {other.url: other for other in (UrlRow(*row) for row in rows)}
    for other in known.values():
        if body.is_story_of(other):
            return other, ""
    for spelling in connection.execute(_BY_URL, {"names": list(spellings(row.url))}):
        if body.is_story_of(other := UrlRow(*spelling)):
            return other, ""
    ours = [name for name in names if name not in known or known[name].article_id is None]
    new = [_alias(row, name, now) for name in ours if name not in known]
    if new:
        connection.execute(ignoring(connection, urls), new)
    claimed = [{"row": known[name].id, "target": row.id} for name in ours if name in known]
    if claimed:
        connection.execute(_MAKE_ALIAS, claimed)
    for other in known.values():
        if _is_unchecked_alias(other):
            # two stories name it: a section, or a mistake of the template
            release_alias(connection, other)
            if other.discovered_at is not None:
                connection.execute(_MAKE_NEW, {"row": other.id})
    return None, ours[0] if ours else row.url


def release_alias(connection: Connection, other: UrlRow) -> None:
    """If the article of `other` is published under the URL of `other`, publish it under the URL it was fetched from."""
    connection.execute(_RESTORE_URL, {"article": other.article_id, "name": other.url})


def _alias(row: UrlRow, name: str, now: datetime) -> dict[str, Any]:
    return {
        "url": name, "source": row.source, "site": site_of(name), "state": ALIAS, "alias_of": row.id, "rank": now,
    }  # fmt: skip


def _is_unchecked_alias(other: UrlRow) -> bool:
    """Whether this alias has not been fetched since it became one, so that only another page vouches for it."""
    return other.article_id is not None and other.state == ALIAS and other.fetched_at is None


_MAKE_ALIAS = update(urls).where(urls.c.id == bindparam("row")).values(state=ALIAS, alias_of=bindparam("target"))
_RESTORE_URL = (
    update(articles)
    .where(articles.c.id == bindparam("article"), articles.c.url == bindparam("name"))
    .values(url=select(urls.c.url).where(urls.c.id == articles.c.url_id).scalar_subquery())
)
_MAKE_NEW = update(urls).where(urls.c.id == bindparam("row")).values(state=NEW, alias_of=None)
