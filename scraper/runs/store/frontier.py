"""Register the URLs that sources list, and select the due ones; every query uses an index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, case, func, literal_column, select, update

from scraper.runs.store.rows import storable
from scraper.runs.store.schema import ALIAS, DONE, NEW, RETIRED, RETRY, Moment, urls
from scraper.runs.store.upsert import ignoring
from scraper.runs.types import Discovered, FetchJob
from scraper.urls import site_of

RECRAWL_LEVELS = 5
"""Recrawl levels: a page of level n is fetched again after 2**n times the interval of a new or just changed page."""
_CHUNK = 500
_EARLIEST, _FUTURE = datetime(1990, 1, 1, tzinfo=UTC), timedelta(days=2)
"""The earliest date of a story, and how far ahead of the clock its date may be."""
_MICROSECOND = timedelta(microseconds=1)

_KNOWN: Select[Any] = select(
    urls.c.id, urls.c.url, urls.c.state, urls.c.alias_of, urls.c.discovered_at, urls.c.source_date, urls.c.fetched_at
)
_JOB: Select[Any] = select(
    urls.c.id, urls.c.url, urls.c.source, urls.c.etag, urls.c.last_modified, urls.c.tries, urls.c.summary, urls.c.rank
)


def _in_state(state: int) -> Any:
    """The state as a literal: a partial index is not used with a parameter."""
    return urls.c.state == literal_column(str(state))


def recrawl_level(unchanged: timedelta) -> int | None:
    """0 for a page unchanged for less than 2 days, 1 for less than 4, then 8, 16, 32; None (retired) beyond."""
    level = (max(unchanged.days, 0) // 2).bit_length()
    return level if level < RECRAWL_LEVELS else None


def offer(connection: Connection, source: str, found: Sequence[Discovered], now: datetime) -> int:
    """Register the URLs that a source lists, newest first; returns how many are new."""
    offered = _ranked(found, now)
    names = list(offered)
    new = 0
    for at in range(0, len(names), _CHUNK):
        chunk = names[at : at + _CHUNK]
        known = {row.url: row for row in connection.execute(_KNOWN.where(urls.c.url.in_(chunk)))}
        rows = [_row(source, *offered[url], now) for url in chunk if url not in known]
        if rows:
            connection.execute(ignoring(connection, urls), rows)
        new += len(rows)
        _update(connection, source, [(row, offered[url][1]) for url, row in known.items()], now)
    return new


def _ranked(found: Sequence[Discovered], now: datetime) -> dict[str, tuple[datetime, Discovered]]:
    """Each URL once with its sort key: its date, or without one just below the URL before it."""
    ranked: dict[str, tuple[datetime, Discovered]] = {}
    latest = now + _FUTURE
    rank = now
    for each in found:
        if each.url not in ranked:
            if each.when is not None and not _EARLIEST <= each.when <= latest:
                each = replace(each, when=None)  # it would hide every later date
            rank = min(rank, _rank(each, now) if each.when is not None else rank) - _MICROSECOND
            ranked[each.url] = rank, each
    return ranked


def _row(source: str, rank: datetime, found: Discovered, now: datetime) -> dict[str, Any]:
    return {
        "url": found.url,
        "source": source,
        "site": site_of(found.url),
        "state": NEW,
        "discovered_at": now,
        "source_date": found.when,
        "rank": rank,
        "summary": storable(found.summary),
    }


def _rank(found: Discovered, now: datetime) -> datetime:
    """The date, at most `now`: a wrong date in the future would stay newest for ever."""
    return min(found.when or now, now)


def _update(connection: Connection, source: str, known: Sequence[tuple[Row[Any], Discovered]], now: datetime) -> None:
    """Mark aliases that a source lists for the first time, and reschedule URLs with a later date than before."""
    first = [{"row": row.id, "at": now, "by": source} for row, _ in known if row.discovered_at is None]
    later = [
        {"row": row.alias_of or row.id, "when": found.when, "newest": _rank(found, now), "at": now}
        for row, found in known
        if _is_later(row, found)
    ]
    if first:
        connection.execute(_FIRST, first)
    if later:
        connection.execute(_DATED_LATER, later)


def _is_later(row: Row[Any], found: Discovered) -> bool:
    before = row.source_date or (row.fetched_at if row.state != ALIAS else None)
    return found.when is not None and (before is None or found.when > before)


_AT, _WHEN, _NEWEST = (bindparam(name, type_=Moment) for name in ("at", "when", "newest"))
_FIRST = update(urls).where(urls.c.id == bindparam("row")).values(discovered_at=_AT, source=bindparam("by"))
_RETIRED = urls.c.state == RETIRED
_DATED_LATER = (
    update(urls)
    .where(urls.c.id == bindparam("row"), func.coalesce(urls.c.source_date < _WHEN, True))
    .values(
        source_date=_WHEN,
        rank=_NEWEST,
        changed=_AT,
        recrawl_level=0,
        state=case((_RETIRED, RETRY), else_=urls.c.state),
        retry_at=case((_RETIRED, _AT), else_=urls.c.retry_at),
        tries=case((_RETIRED, 0), else_=urls.c.tries),
    )
)


def due_pages(connection: Connection, source: str, now: datetime, most: int, refetch: float) -> list[FetchJob]:
    """At most `most` jobs, newest first: new URLs, then those due again.

    Due are failures whose retry time has come, then pages last fetched at least `refetch` * 2**level seconds ago, the
    lowest recrawl level first.
    """
    new = connection.execute(_new(source, most)).all()
    due: list[Row[Any]] = []
    for query in _due(source, now, refetch):
        left = most - len(new) - len(due)
        if left <= 0:
            break
        due.extend(connection.execute(query.limit(left)).all())
    due.sort(key=lambda row: row.rank, reverse=True)
    return [
        FetchJob(row.id, row.url, row.source, row.etag, row.last_modified, row.tries, row.summary, refetch)
        for row in (*new, *due)
    ]


def _new(source: str, most: int) -> Select[Any]:
    return _JOB.where(urls.c.source == source, _in_state(NEW)).order_by(urls.c.rank.desc()).limit(most)


def _due(source: str, now: datetime, refetch: float) -> Iterator[Select[Any]]:
    of_source = _JOB.where(urls.c.source == source)
    yield of_source.where(_in_state(RETRY), urls.c.retry_at <= now).order_by(urls.c.retry_at)
    for level in range(RECRAWL_LEVELS):
        before = now - timedelta(seconds=refetch * 2**level)
        pages = of_source.where(_in_state(DONE), urls.c.recrawl_level == level, urls.c.fetched_at <= before)
        yield pages.order_by(urls.c.fetched_at)
