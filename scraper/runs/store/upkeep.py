"""Keep a store healthy for years: delete what is old, mend times of a wrong clock, check, back up, shrink."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Table,
    delete,
    func,
    literal_column,
    or_,
    select,
    text,
    update,
)

from scraper.errors import StoreError
from scraper.runs.store import search_index
from scraper.runs.store.schema import (
    ALIAS,
    DONE,
    NEW,
    RETIRED,
    RETRY,
    articles,
    bands,
    blocks,
    documents,
    fetches,
    findings,
    notified,
    pages,
    removals,
    revisions,
    rhythms,
    runs,
    site_runs,
    standing,
    urls,
    validators,
)

MOST_UNFETCHED = 200_000
"""The most URLs of a source that wait to be fetched; a sitemap may change all its addresses in every run."""
_CHUNK = 500
_AHEAD = timedelta(hours=1)
_LONGEST_WAIT = timedelta(days=30)
_TIMES: tuple[tuple[Table, tuple[str, ...]], ...] = (
    (runs, ("started", "ended")),
    (urls, ("fetched_at", "discovered_at", "changed")),
    (fetches, ("at",)),
    (pages, ("fetched",)),
    (articles, ("changed",)),
    (site_runs, ("started",)),
    (documents, ("since", "polled")),
    (rhythms, ("new_at", "known_since")),
    (standing, ("judged",)),
    (notified, ("sent",)),
)


def set_back(connection: Connection, now: datetime) -> bool:
    """If a run began in the future, the clock was ahead: set the times after `now` to now; whether it was.

    Otherwise pages would seem fetched, and verdicts new, until that time comes.
    """
    latest = connection.execute(select(func.max(runs.c.started))).scalar()
    if latest is None or latest <= now + _AHEAD:
        return False
    for table, names in _TIMES:
        for name in names:
            connection.execute(update(table).where(table.c[name] > now).values({name: now}))
    connection.execute(update(urls).where(urls.c.retry_at > now + _LONGEST_WAIT).values(retry_at=now))
    return True


def purge_articles(connection: Connection, before: datetime) -> int:
    """Delete articles last changed before then, with all their revisions and pages; returns their number.

    Their URLs stay, so that they are not fetched again.
    """
    count = 0
    while rows := connection.execute(
        select(articles.c.id, articles.c.url_id).where(articles.c.changed < before).limit(_CHUNK)
    ).all():
        ids, url_ids = [row.id for row in rows], [row.url_id for row in rows]
        search_index.drop(connection, ids)
        old = select(revisions.c.id).where(revisions.c.article_id.in_(ids))
        for table in (blocks, removals):
            connection.execute(delete(table).where(table.c.revision_id.in_(old)))
        connection.execute(delete(revisions).where(revisions.c.article_id.in_(ids)))
        connection.execute(delete(bands).where(bands.c.article_id.in_(ids)))
        connection.execute(update(articles).where(articles.c.duplicate_of.in_(ids)).values(duplicate_of=None))
        connection.execute(delete(pages).where(pages.c.url_id.in_(url_ids)))
        connection.execute(delete(articles).where(articles.c.id.in_(ids)))
        connection.execute(update(urls).where(urls.c.id.in_(url_ids), urls.c.state != ALIAS).values(state=RETIRED))
        count += len(ids)
    return count


def purge_urls(connection: Connection, before: datetime) -> int:
    """Delete URLs without an article that were found or last fetched before then, and those beyond `MOST_UNFETCHED`.

    A URL that its source still lists is found again.
    """
    count = 0
    waits = urls.c.state == literal_column(str(NEW))  # a literal, so that the partial index is used
    stale = waits & (urls.c.discovered_at < before)
    old = func.coalesce(urls.c.fetched_at, urls.c.discovered_at, urls.c.rank) < before
    retired = urls.c.state.in_((RETIRED, DONE)) & old  # DONE: of a source that is no longer in the file
    failed = (urls.c.state == RETRY) & (urls.c.retry_at < before)
    count += _delete_urls(connection, _lost_aliases(connection, old))
    for condition in (stale, retired, failed):
        unused = [
            ~select(table.c.id).where(table.c[key] == urls.c.id).exists()
            for table, key in ((articles, "url_id"), (urls.alias("other"), "alias_of"))
        ]
        ids = connection.execute(select(urls.c.id).where(condition, *unused)).scalars().all()
        count += _delete_urls(connection, ids)
    for source, waiting in connection.execute(
        select(urls.c.source, func.count()).where(waits).group_by(urls.c.source)
    ).all():
        if waiting > MOST_UNFETCHED:
            lowest = select(urls.c.id).where(urls.c.source == source, waits).order_by(urls.c.rank)
            count += _delete_urls(
                connection, connection.execute(lowest.limit(waiting - MOST_UNFETCHED)).scalars().all()
            )
    return count


def _lost_aliases(connection: Connection, old: ColumnElement[bool]) -> Sequence[int]:
    """The ids of old aliases of URLs whose article was deleted."""
    lost = ~select(articles.c.id).where(articles.c.url_id == urls.c.alias_of).exists()
    return connection.execute(select(urls.c.id).where(urls.c.state == ALIAS, old, lost)).scalars().all()


def purge_runs(connection: Connection, before: datetime) -> int:
    """Delete the findings and site statistics of runs that started before then; returns the number of these runs.

    The rows of runs stay as long as a fetch or a revision is of them.
    """
    old = select(runs.c.id).where(runs.c.started < before)
    count = connection.execute(
        select(func.count()).select_from(runs).where(runs.c.started < before, _has_figures())
    ).scalar_one()
    for table in (findings, site_runs):
        connection.execute(delete(table).where(table.c.run_id.in_(old)))
    unused = [~select(table.c.id).where(table.c.run_id == runs.c.id).exists() for table in (fetches, revisions)]
    connection.execute(delete(runs).where(runs.c.started < before, *unused))
    return count


def _has_figures() -> ColumnElement[bool]:
    tables = (findings, site_runs)
    return or_(*(select(table.c.site).where(table.c.run_id == runs.c.id).exists() for table in tables))


def purge_documents(connection: Connection, before: datetime, now: datetime) -> int:
    """Delete documents that were not requested since then, with what is known of sources and sites that are no more.

    A source is no more without documents and URLs. Returns the number of documents.
    """
    connection.execute(update(documents).where(documents.c.polled.is_(None)).values(polled=now))
    count = connection.execute(delete(documents).where(documents.c.polled < before)).rowcount
    connection.execute(delete(validators).where(validators.c.url.not_in(select(documents.c.url))))
    for table, time in ((rhythms, rhythms.c.new_at), (standing, standing.c.judged)):
        is_known = [
            select(other.c.source).where(other.c.source == table.c.source).exists() for other in (documents, urls)
        ]
        connection.execute(delete(table).where(time < before, ~or_(*is_known)))
    connection.execute(
        delete(notified).where(notified.c.sent < before, notified.c.site.not_in(select(standing.c.site)))
    )
    return count


def _delete_urls(connection: Connection, ids: Sequence[int]) -> int:
    for at in range(0, len(ids), _CHUNK):
        chunk = ids[at : at + _CHUNK]
        for table in (fetches, pages):
            connection.execute(delete(table).where(table.c.url_id.in_(chunk)))
        connection.execute(delete(urls).where(urls.c.id.in_(chunk)))
    return len(ids)


def faults(connection: Connection) -> Iterator[str]:
    """What is wrong with the store, one sentence each; nothing if it is whole."""
    if connection.dialect.name == "sqlite":
        for (line,) in connection.execute(text("PRAGMA integrity_check(20)")).all():
            if line != "ok":
                yield f"the file is damaged: {line}"
        for row in connection.execute(text("PRAGMA foreign_key_check")).all()[:20]:
            yield f"a row of {row[0]} refers to one of {row[2]} that is missing"
    current = (revisions.c.article_id == articles.c.id) & (revisions.c.revision == articles.c.revision)
    lost = select(articles.c.url).outerjoin(revisions, current).where(revisions.c.id.is_(None)).limit(20)
    for url in connection.execute(lost).scalars():
        yield f"the article at {url} has lost its current revision"
    yield from search_index.index_faults(connection)


def shrink(engine: Engine) -> None:
    """Give the space of deleted rows back to the system."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM")
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def copy_to(path: Path, target: Path) -> None:
    """Copy the SQLite store at `path`, also while a run writes to it; the copy appears complete or not at all.

    Raises sqlite3.Error if it cannot be written, and StoreError if `target` exists.
    """
    if target.exists():
        raise StoreError(str(target), "a file of this name exists; a backup replaces nothing: give another name")
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        source, copy = sqlite3.connect(path), sqlite3.connect(draft)
        try:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
        finally:
            source.close()
            copy.close()
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
