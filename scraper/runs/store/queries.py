"""Read stored articles, and find text blocks that recur in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, bindparam, func, select, tuple_

from scraper.runs.store.rows import Stored, rebuilt
from scraper.runs.store.schema import articles, blocks, removals, revisions, urls

STORED_A_BATCH = 100
"""Articles per query."""
RECENT = 300
"""The newest articles of a site that are searched for recurring blocks, so that only its current wording counts."""

_REVISIONS: Select[Any] = select(
    articles.c.id,
    articles.c.url,
    articles.c.site,
    revisions.c.revision,
    articles.c.changed,
    articles.c.duplicate_of,
    articles.c.directives,
    revisions.c.id.label("revision_id"),
    revisions.c.fetched,
    revisions.c.cleaned,
    revisions.c.fields,
    revisions.c.diff,
).join(revisions, revisions.c.article_id == articles.c.id)
"""All revisions of all articles."""
_STORED = _REVISIONS.where(revisions.c.revision == articles.c.revision)
"""The latest revision of each article."""
URL_ID = select(func.coalesce(urls.c.alias_of, urls.c.id)).where(urls.c.url == bindparam("url")).scalar_subquery()
"""The id of the canonical URL `url`, or of the URL of which it is an alias."""
_BY_URL = _STORED.where(articles.c.url_id == URL_ID)


def stored(connection: Connection, since: datetime | None, site: str | None) -> Iterator[Stored]:
    """Current revisions changed since then, of that site, oldest first."""
    query = _STORED.order_by(articles.c.changed, articles.c.id).limit(STORED_A_BATCH)
    if since is not None:
        query = query.where(articles.c.changed >= since)
    if site is not None:
        query = query.where(articles.c.site == site)
    rows = connection.execute(query).all()
    while rows:
        yield from _with_parts(connection, rows)
        last = rows[-1]
        rows = connection.execute(_after(query, last.changed, last.id)).all() if len(rows) == STORED_A_BATCH else []


def _after(query: Select[Any], changed: datetime, article_id: int) -> Select[Any]:
    return query.where(tuple_(articles.c.changed, articles.c.id) > (changed, article_id))


def by_url(connection: Connection, url: str) -> Stored | None:
    """The article of this canonical URL, or of the URL of which it is an alias."""
    return next(_with_parts(connection, connection.execute(_BY_URL, {"url": url}).all()), None)


def revisions_of(connection: Connection, url: str) -> list[Stored]:
    """All revisions of the article of this canonical URL, oldest first."""
    query = _REVISIONS.where(articles.c.url_id == URL_ID).order_by(revisions.c.revision)
    return list(_with_parts(connection, connection.execute(query, {"url": url}).all()))


def by_id(connection: Connection, article_id: int, revision: int | None) -> Stored | None:
    """An article in its current or the given revision."""
    query = _STORED if revision is None else _REVISIONS.where(revisions.c.revision == revision)
    return next(_with_parts(connection, connection.execute(query.where(articles.c.id == article_id)).all()), None)


def newest(connection: Connection, site: str | None, most: int, duplicates: bool) -> list[Stored]:
    """The articles (of a site) that changed last, newest first; near-duplicates of others only with `duplicates`."""
    query = _STORED.order_by(articles.c.changed.desc(), articles.c.id.desc()).limit(most)
    if site is not None:
        query = query.where(articles.c.site == site)
    if not duplicates:
        query = query.where(articles.c.duplicate_of.is_(None))
    return list(_with_parts(connection, connection.execute(query).all()))


def _with_parts(connection: Connection, rows: Sequence[Row[Any]]) -> Iterator[Stored]:
    ids = [row.revision_id for row in rows]
    block_rows, removal_rows = _by_revision(connection, blocks, ids), _by_revision(connection, removals, ids)
    for row in rows:
        article = rebuilt(row.fields, block_rows[row.revision_id], removal_rows[row.revision_id])
        yield Stored(
            row.id, row.url, row.site, row.revision, row.fetched, row.cleaned, article, row.diff, row.duplicate_of,
            tuple(row.directives.split()),
        )  # fmt: skip


def _by_revision(connection: Connection, table: Table, ids: Sequence[int]) -> defaultdict[int, list[Row[Any]]]:
    """The rows of `table` for each revision, in order."""
    found: defaultdict[int, list[Row[Any]]] = defaultdict(list)
    if ids:
        query = select(table).where(table.c.revision_id.in_(ids)).order_by(table.c.revision_id, table.c.position)
        for row in connection.execute(query):
            found[row.revision_id].append(row)
    return found


def recurring(connection: Connection, site: str, least: int, most: int) -> list[tuple[str, int]]:
    """Block texts in at least `least` of the site's newest articles, with their counts, most frequent first.

    Near-duplicates are excluded: they repeat all their blocks.
    """
    newest = (
        select(revisions.c.id)
        .join(articles, (revisions.c.article_id == articles.c.id) & (revisions.c.revision == articles.c.revision))
        .where(articles.c.site == site, articles.c.duplicate_of.is_(None))
        .order_by(articles.c.changed.desc(), articles.c.id.desc())
        .limit(RECENT)
    )
    count = func.count(blocks.c.revision_id.distinct())
    query = (
        select(blocks.c.text, count)
        .where(blocks.c.revision_id.in_(newest), blocks.c.text != "")
        .group_by(blocks.c.text)
        .having(count >= least)
        .order_by(count.desc(), blocks.c.text)
        .limit(most)
    )
    return [(text, number) for text, number in connection.execute(query)]
