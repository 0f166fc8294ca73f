"""Read the stored articles for people and programs that look through them: lists, search, revisions, raw pages."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Float, Select, func, select, text, tuple_

from scraper.net.decompress import decompress_page
from scraper.runs.store import queries
from scraper.runs.store.rows import Stored
from scraper.runs.store.schema import articles, blocks, fetches, pages, revisions, urls
from scraper.runs.store.search_index import match_expression
from scraper.runs.store.search_terms import Term, query_terms

MOST_COUNTED = 1_000
"""Search results that are counted and can be paged through."""
_FIRST_BLOCKS = 8

_LISTED: Select[Any] = select(
    articles.c.id, articles.c.url, articles.c.site, articles.c.revision, articles.c.changed, articles.c.duplicate_of,
    revisions.c.id.label("revision_id"), revisions.c.title, revisions.c.length, revisions.c.fetched,
    revisions.c.fields,
).join(
    revisions, (revisions.c.article_id == articles.c.id) & (revisions.c.revision == articles.c.revision)
)  # fmt: skip
_FOUND = {
    "sqlite": "SELECT rowid AS id, rank AS badness FROM article_search WHERE article_search MATCH :match",
    "postgresql": "SELECT article_id AS id, -ts_rank(words, query, 1) AS badness"
    " FROM article_search, CAST(:match AS tsquery) AS query WHERE words @@ query",
}


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """An article in a list. `length` counts the characters of its body, `texts` are those of its blocks.

    In a search these are all blocks, in other lists the first ones. `fields` are those of the article itself.
    """

    id: int
    url: str
    site: str
    title: str
    revision: int
    changed: datetime
    fetched: datetime
    length: int
    duplicate_of: int | None
    fields: Mapping[str, Any]
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One page of the articles that match a query, the terms that it consists of, and the number of matches.

    The number is `MOST_COUNTED` + 1 if there are more.
    """

    terms: tuple[Term, ...]
    number: int
    found: tuple[ListedArticle, ...]


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """A revision without its text; `run_id` is None if it was made by cleaning a stored page again."""

    revision: int
    fetched: datetime
    cleaned: datetime
    title: str
    length: int
    origin: str
    run_id: str | None


@dataclass(frozen=True, slots=True)
class SiteCount:
    """The number of articles of a site, and when the last one was new or revised."""

    site: str
    number: int
    changed: datetime


@dataclass(frozen=True, slots=True)
class StoredPage:
    """The raw page of a revision: the address that answered, and the bytes as they came."""

    url: str
    content_type: str
    fetched: datetime
    body: bytes


class Archive:
    """The articles of a store, to look through; every method may raise StoreError."""

    def __init__(self, reading: Callable[[], AbstractContextManager[Connection]]) -> None:
        self._reading = reading

    def sites(self) -> list[SiteCount]:
        """The sites that have articles, by name."""
        query = select(articles.c.site, func.count(), func.max(articles.c.changed)).group_by(articles.c.site)
        with self._reading() as connection:
            return [SiteCount(*row) for row in connection.execute(query.order_by(articles.c.site))]

    def latest(
        self, site: str | None = None, before: tuple[datetime, int] | None = None, most: int = 20
    ) -> list[ListedArticle]:
        """The articles (of a site) that changed last, newest first; with `before`, those behind that place."""
        query = _newest(_LISTED, site, before).limit(most)
        with self._reading() as connection:
            return _listed(connection, connection.execute(query).all(), _FIRST_BLOCKS)

    def newest(self, site: str | None, most: int, *, duplicates: bool) -> list[Stored]:
        """The articles (of a site) that changed last with all their parts, newest first."""
        with self._reading() as connection:
            return queries.newest(connection, site, most, duplicates)

    def search(
        self, query: str, site: str | None = None, *, newest_first: bool = False, skip: int = 0, most: int = 20
    ) -> SearchResult:
        """The articles whose current title and text match all terms of `query`, the best first.

        At most `MOST_COUNTED` can be paged through with `skip`. Nothing matches a query without a word.
        """
        terms = query_terms(query)
        if not terms:
            return SearchResult((), 0, ())
        with self._reading() as connection:
            dialect = connection.dialect.name
            match = {"match": match_expression(dialect, terms)}
            found = text(_FOUND[dialect]).bindparams(**match).columns(id=articles.c.id.type, badness=Float()).subquery()
            some = select(articles.c.id).join(found, found.c.id == articles.c.id)
            listed = _LISTED.join(found, found.c.id == articles.c.id)
            if site is not None:
                some, listed = some.where(articles.c.site == site), listed.where(articles.c.site == site)
            number = connection.execute(
                select(func.count()).select_from(some.limit(MOST_COUNTED + 1).subquery())
            ).scalar_one()
            order = () if newest_first else (found.c.badness,)
            page = listed.order_by(*order, articles.c.changed.desc(), articles.c.id.desc())
            rows = connection.execute(page.offset(min(skip, MOST_COUNTED)).limit(most)).all()
            return SearchResult(terms, number, tuple(_listed(connection, rows, None)))

    def article(self, article_id: int, revision: int | None = None) -> Stored | None:
        """An article in its current or the given revision."""
        with self._reading() as connection:
            return queries.by_id(connection, article_id, revision)

    def revisions(self, article_id: int) -> list[RevisionRow]:
        """The revisions of an article, oldest first."""
        names = ("revision", "fetched", "cleaned", "title", "length", "origin", "run_id")
        query = select(*(revisions.c[name] for name in names)).where(revisions.c.article_id == article_id)
        with self._reading() as connection:
            return [RevisionRow(*row) for row in connection.execute(query.order_by(revisions.c.revision))]

    def page(self, article_id: int, revision: int) -> StoredPage | None:
        """The raw page of a revision; None if it was deleted since, or replaced by one with the same article."""
        query = (
            select(pages.c.url, pages.c.content_type, pages.c.fetched, pages.c.body)
            .join(articles, articles.c.url_id == pages.c.url_id)
            .where(articles.c.id == article_id, pages.c.revision == revision)
        )
        with self._reading() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        return StoredPage(row.url, row.content_type, row.fetched, decompress_page(row.body))

    def last_fetches(self, article_id: int, most: int = 20) -> list[tuple[datetime, str, int | None, str]]:
        """The last requests for the page of an article, newest first: time, outcome, HTTP status, error."""
        query = (
            select(fetches.c.at, fetches.c.outcome, fetches.c.status, fetches.c.error)
            .join(urls, urls.c.id == fetches.c.url_id)
            .join(articles, articles.c.url_id == urls.c.id)
            .where(articles.c.id == article_id)
        )
        with self._reading() as connection:
            rows = connection.execute(query.order_by(fetches.c.at.desc(), fetches.c.id.desc()).limit(most))
            return [(row.at, row.outcome, row.status, row.error) for row in rows]


def _newest(query: Select[Any], site: str | None, before: tuple[datetime, int] | None) -> Select[Any]:
    if site is not None:
        query = query.where(articles.c.site == site)
    if before is not None:
        query = query.where(tuple_(articles.c.changed, articles.c.id) < before)
    return query.order_by(articles.c.changed.desc(), articles.c.id.desc())


def _listed(connection: Connection, rows: Sequence[Any], most: int | None) -> list[ListedArticle]:
    query = select(blocks.c.revision_id, blocks.c.text).where(blocks.c.text != "")
    query = query.where(blocks.c.revision_id.in_([row.revision_id for row in rows]))
    if most is not None:
        query = query.where(blocks.c.position < most)
    texts: dict[int, list[str]] = {row.revision_id: [] for row in rows}
    for revision_id, block in connection.execute(query.order_by(blocks.c.revision_id, blocks.c.position)):
        texts[revision_id].append(block)
    return [
        ListedArticle(
            row.id, row.url, row.site, row.title, row.revision, row.changed, row.fetched, row.length, row.duplicate_of,
            json.loads(row.fields), tuple(texts[row.revision_id]),
        )
        for row in rows
    ]  # fmt: skip
