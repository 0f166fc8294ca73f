"""Articles as they are kept, and what recurs in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, bindparam, func, select, tuple_

from scraper.runs.store.rows import Stored, rebuilt
from scraper.runs.store.schema import articles, blocks, removals, revisions, urls

STORED_A_BATCH = 100
"""Articles read at once."""
RECENT = 300
"""Articles of a site among which recurring lines are looked for: what a site writes today, whatever it wrote before."""

_STORED: Select[Any] = select(
    articles.c.id,
    articles.c.url,
    articles.c.site,
    articles.c.revision,
    articles.c.changed,
    articles.c.duplicate_of,
    revisions.c.id.label("revision_id"),
    revisions.c.fetched,
    revisions.c.cleaned,
    revisions.c.fields,
    revisions.c.diff,
).join(revisions, (revisions.c.article_id == articles.c.id) & (revisions.c.revision == articles.c.revision))
_HEAD = select(func.coalesce(urls.c.alias_of, urls.c.id)).where(urls.c.url == bindparam("url")).scalar_subquery()
_BY_URL = _STORED.where(articles.c.url_id == _HEAD)


def stored(connection: Connection, since: datetime | None, site: str | None) -> Iterator[Stored]:
    """Current revisions made since then, of that site, the oldest first."""
    query = _STORED.order_by(articles.c.changed, articles.c.id).limit(STORED_A_BATCH)
    if since is not None:
        query = query.where(articles.c.changed >= since)
    if site is not None:
        query = query.where(articles.c.site == site)
    rows = connection.execute(query).all()
    while rows:
        yield from _whole(connection, rows)
        last = rows[-1]
        rows = connection.execute(_after(query, last.changed, last.id)).all() if len(rows) == STORED_A_BATCH else []


def _after(query: Select[Any], changed: datetime, article_id: int) -> Select[Any]:
    return query.where(tuple_(articles.c.changed, articles.c.id) > (changed, article_id))


def by_url(connection: Connection, url: str) -> Stored | None:
    """The article that this canonical address, or another name of it, leads to."""
    return next(_whole(connection, connection.execute(_BY_URL, {"url": url}).all()), None)


def _whole(connection: Connection, rows: Sequence[Row[Any]]) -> Iterator[Stored]:
    ids = [row.revision_id for row in rows]
    kept, gone = _of(connection, blocks, ids), _of(connection, removals, ids)
    for row in rows:
        article = rebuilt(row.fields, kept[row.revision_id], gone[row.revision_id])
        yield Stored(
            row.id, row.url, row.site, row.revision, row.fetched, row.cleaned, article, row.diff, row.duplicate_of
        )  # fmt: skip


def _of(connection: Connection, table: Table, ids: Sequence[int]) -> defaultdict[int, list[Row[Any]]]:
    """The rows of `table` by revision, in order."""
    found: defaultdict[int, list[Row[Any]]] = defaultdict(list)
    if ids:
        query = select(table).where(table.c.revision_id.in_(ids)).order_by(table.c.revision_id, table.c.position)
        for row in connection.execute(query):
            found[row.revision_id].append(row)
    return found


def recurring(connection: Connection, site: str, least: int, most: int) -> list[tuple[str, int]]:
    """Texts of blocks that stand in at least `least` of the site's newest articles, with their number, most first.

    Near-duplicates are left out: they repeat all their lines, and rightly.
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
