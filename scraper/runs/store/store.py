"""`Store`: the only interface to the database of runs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection, Engine

from scraper.errors import StoreError
from scraper.model import Article
from scraper.runs.monitoring.listings import Document, Poll, Rhythm, after_offer, after_poll
from scraper.runs.site_stats import SiteStats
from scraper.runs.store import failures, frontier, queries, raw_pages, run_history, saving, search_index, upkeep, watch
from scraper.runs.store.browsing import Archive
from scraper.runs.store.connection import exclusive, open_engine, transaction, translate_errors
from scraper.runs.store.rows import FailedPage, RawPage, RunRow, Saved, Stored
from scraper.runs.types import Discovered, FetchJob, Finding, PageResult, Standing, Verdict
from scraper.urls import canonical


class Store:
    """The database of runs in SQLite or PostgreSQL; a context manager, created by `Store.open`.

    One thread may write, any may read. Times passed in need a time zone; returned times are in UTC. Every method raises
    StoreError if the database fails (locked, full, read-only, gone): that call has then changed nothing, and the data
    of earlier calls is safe.
    """

    def __init__(self, engine: Engine, url: str, read_only: bool, patience: float) -> None:
        self.url = url
        self._engine = engine
        self._read_only = read_only
        self._patience = patience
        self._path = Path(url.partition(":///")[2].partition("?")[0]) if engine.dialect.name == "sqlite" else None
        self._file = _identity(self._path)
        self.archive = Archive(self._reading)

    @classmethod
    def open(cls, url: str, *, read_only: bool = False, patience: float = 30.0, migrating: bool = False) -> Store:
        """Open the store at an SQLAlchemy URL: "sqlite:///articles.db", "postgresql+psycopg://user@host/db".

        A missing store is created unless `read_only`; `patience` is the lock timeout in seconds. A store of an older
        version is migrated: in SQLite at once, after a backup, in PostgreSQL only if `migrating`. Raises StoreError,
        also for a store of a newer version.
        """
        engine, shown = open_engine(url, read_only=read_only, patience=patience, migrating=migrating)
        return cls(engine, shown, read_only, patience)

    def close(self) -> None:
        """Close all connections; the store cannot be used afterwards."""
        self._engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @contextmanager
    def _reading(self, *, write: bool = False) -> Iterator[Connection]:
        with translate_errors(self.url, self._patience), transaction(self._engine, write=write) as connection:
            yield connection

    def _writing(self) -> AbstractContextManager[Connection]:
        if self._read_only:
            raise StoreError(self.url, "it was opened for reading only; open it without read_only to write")
        if self.is_replaced:
            why = "the file was removed or replaced while it was open, so what is saved now would be lost"
            raise StoreError(self.url, f"{why}; put it back, and run again")
        return self._reading(write=True)

    @property
    def is_replaced(self) -> bool:
        """Whether the file of an SQLite store was removed or replaced while it was open."""
        return _identity(self._path) != self._file

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Hold the store for one run; only PostgreSQL needs it. Raises Busy if another run holds it."""
        with translate_errors(self.url, self._patience), exclusive(self._engine, self.url):
            yield

    def begin(self, run_id: str, config: str, now: datetime) -> bool:
        """Record the start of a run with the configuration `config`.

        If an earlier run began in the future, the clock was ahead: times after `now` are set to now. Whether it was.
        """
        with self._writing() as connection:
            was_ahead = upkeep.set_back(connection, now)
            run_history.begin(connection, run_id, config, now)
            return was_ahead

    def end(self, run_id: str, now: datetime, summary: str, counts: Mapping[str, int]) -> None:
        """Record the end of a run."""
        with self._writing() as connection:
            run_history.end(connection, run_id, now, summary, counts)

    def offer(self, source: str, found: Sequence[Discovered], run_id: str, now: datetime) -> int:
        """Register the canonical URLs that a source lists, newest first; returns how many are new.

        A known URL with a later date than before becomes due again, even if it was retired.
        """
        with self._writing() as connection:
            return frontier.offer(connection, source, found, now)

    def plan(self, source: str, now: datetime, most: int, refetch: float) -> list[FetchJob]:
        """At most `most` jobs of a source, newest first: new URLs, then those due again.

        Due are failures whose retry time has come, and pages last fetched at least `refetch` seconds ago: twice that
        after two days without a change, four times after four, and so on; after 32 days they are retired.
        """
        with self._reading() as connection:
            return frontier.due_pages(connection, source, now, most, refetch)

    def save(self, run_id: str, result: PageResult, now: datetime) -> Saved:
        """Save one job's result in one transaction: page, article, fetch record and URL state."""
        with self._writing() as connection:
            return saving.save(connection, run_id, result, now)

    def validators(self, url: str) -> tuple[str, str]:
        """ETag and Last-Modified of the last response for a feed or sitemap, "" if missing."""
        with self._reading() as connection:
            return run_history.validators_of(connection, url)

    def remember(self, url: str, etag: str, last_modified: str) -> None:
        """Save the validators of a feed or sitemap for the next run."""
        with self._writing() as connection:
            run_history.remember(connection, url, etag, last_modified)

    def note_polls(self, source: str, polls: Mapping[str, Poll], now: datetime) -> list[Document]:
        """Save what the documents of a source gave; returns the new state of each."""
        with self._writing() as connection:
            before = watch.read_documents(connection, source)
            after = [after_poll(before.get(url), url, source, poll, now) for url, poll in polls.items()]
            watch.save_documents(connection, after, now)
            return after

    def documents(self, source: str) -> dict[str, Document]:
        """The feeds, sitemaps and section pages of a source that were ever requested, by URL."""
        with self._reading() as connection:
            return watch.read_documents(connection, source)

    def note_offer(self, source: str, new: int, dates: Iterable[datetime | None], now: datetime) -> None:
        """Save in the rhythm of a source that it listed URLs with these dates, of which `new` are new."""
        with self._writing() as connection:
            before = watch.read_rhythm(connection, source)
            after = after_offer(before, source, new, dates, now)
            if after is not None and after != before:
                watch.save_rhythm(connection, after)

    def rhythm(self, source: str) -> Rhythm | None:
        """When a source found its last new story, and the pauses before; None before the first."""
        with self._reading() as connection:
            return watch.read_rhythm(connection, source)

    def standing(self, sources: Collection[str] | None = None) -> dict[str, Standing]:
        """The standing verdict on the pages of each site of these sources (None: of all), by site."""
        with self._reading() as connection:
            return watch.read_standing(connection, sources)

    def put_standing(self, items: Iterable[Standing]) -> None:
        """Save the standing verdicts on sites."""
        with self._writing() as connection:
            watch.save_standing(connection, items)

    def notified(self) -> dict[str, tuple[Verdict, datetime]]:
        """The verdict that was last told on each site, and when."""
        with self._reading() as connection:
            return watch.read_notified(connection)

    def put_notified(self, verdicts: Mapping[str, Verdict], now: datetime) -> None:
        """Save that these verdicts were told."""
        with self._writing() as connection:
            watch.save_notified(connection, verdicts, now)

    def put_findings(self, run_id: str, findings: Sequence[Finding], site_runs: Sequence[SiteStats]) -> None:
        """Save the findings and site statistics of a run, replacing any it saved before."""
        with self._writing() as connection:
            run_history.put_findings(connection, run_id, findings, site_runs)

    def last_findings(self) -> tuple[RunRow | None, list[Finding]]:
        """The newest run with findings, and its findings by site; None and an empty list without one."""
        with self._reading() as connection:
            return run_history.last_findings(connection)

    def site_run(self, run_id: str, site: str) -> SiteStats | None:
        """The statistics of a site in a run."""
        with self._reading() as connection:
            return run_history.site_run(connection, run_id, site)

    def history(self, site: str, most: int = 30, before: datetime | None = None) -> list[SiteStats]:
        """The statistics of a site in its newest runs (that started before then), newest first."""
        with self._reading() as connection:
            return run_history.history(connection, site, most, before)

    def drop_history(self, site: str, since: datetime) -> None:
        """Delete the statistics of a site in the runs that started then or later."""
        with self._writing() as connection:
            run_history.drop_history(connection, site, since)

    def amounts(self, site: str | None = None) -> tuple[int, int]:
        """The number of articles (of a site) and of raw pages."""
        with self._reading() as connection:
            return raw_pages.amounts(connection, site)

    def verdicts(self, site: str, most: int = 500) -> list[tuple[datetime, Verdict]]:
        """The verdicts on a site, each with the start of its run, newest first."""
        with self._reading() as connection:
            return run_history.verdicts(connection, site, most)

    def verdict_since(self, site: str, verdict: Verdict) -> datetime | None:
        """The start of the first run since which a site has this verdict; None if the newest verdict is another."""
        with self._reading() as connection:
            return run_history.verdict_since(connection, site, verdict)

    def runs(self, most: int = 30) -> list[RunRow]:
        """The newest runs, newest first."""
        with self._reading() as connection:
            return run_history.last_runs(connection, most)

    def recurring(self, site: str, least: int = 3, most: int = 50) -> list[tuple[str, int]]:
        """Block texts in at least `least` of the site's 300 newest articles, with their counts, most frequent first.

        Near-duplicates of other articles are excluded.
        """
        with self._reading() as connection:
            return queries.recurring(connection, site, least, most)

    def articles(self, *, since: datetime | None = None, site: str | None = None) -> Iterator[Stored]:
        """Current revisions, oldest first; with `since`, those made then or later, by fetching or by recleaning.

        They are one snapshot, whatever is written meanwhile. Close the iterator if you do not exhaust it.
        """
        with self._reading() as connection:
            yield from queries.stored(connection, since, site)

    def article(self, url: str) -> Stored | None:
        """The article at any of its URLs: as listed, after redirects, its canonical link.

        Raises UsageError if `url` is not a web address.
        """
        with self._reading() as connection:
            return queries.by_url(connection, canonical(url))

    def failing(self, most: int = 3) -> dict[str, list[FailedPage]]:
        """At most `most` pages of each site whose last request gave no article by the rule, the newest first.

        Pages that were mended by recleaning are not among them.
        """
        with self._reading() as connection:
            return failures.failing(connection, most)

    def raw_page(self, url: str) -> RawPage | None:
        """The newest raw page at any of the URLs of an article. Raises UsageError if `url` is not a web address."""
        with self._reading() as connection:
            return failures.raw_page(connection, canonical(url))

    def pages(self, *, since: datetime | None = None, site: str | None = None) -> Iterator[RawPage]:
        """The raw pages of current articles and those without an article, oldest first.

        The store may be written to during the iteration.
        """
        after: tuple[datetime, int] | None = None
        while True:
            with self._reading() as connection:
                batch = raw_pages.batch(connection, after, since, site)
            yield from batch
            if len(batch) < raw_pages.PAGES_A_BATCH:
                return
            after = batch[-1].fetched, batch[-1].id

    def reclean(self, page_id: int, article: Article | None, now: datetime) -> Saved:
        """Save `article` as the content of a raw page; a changed body makes a new revision, None changes nothing."""
        with self._writing() as connection:
            return raw_pages.save_recleaned(connection, page_id, article, now)

    def purge(self, before: datetime) -> int:
        """Delete raw pages and fetch records from before then, but no articles; returns the number of pages."""
        with self._writing() as connection:
            return raw_pages.purge(connection, before)

    def purge_articles(self, before: datetime) -> int:
        """Delete articles last changed before then, with their revisions and pages; returns their number."""
        with self._writing() as connection:
            return upkeep.purge_articles(connection, before)

    def purge_urls(self, before: datetime) -> int:
        """Delete URLs without an article that were found or last fetched before then; returns their number."""
        with self._writing() as connection:
            return upkeep.purge_urls(connection, before)

    def purge_runs(self, before: datetime) -> int:
        """Delete the figures and verdicts of runs that started before then; returns the number of these runs."""
        with self._writing() as connection:
            return upkeep.purge_runs(connection, before)

    def purge_documents(self, before: datetime, now: datetime) -> int:
        """Delete what is known of documents, sources and sites not met with since then; the number of documents."""
        with self._writing() as connection:
            return upkeep.purge_documents(connection, before, now)

    def faults(self) -> list[str]:
        """What is wrong with the store, one sentence each; empty if it is whole."""
        with self._reading() as connection:
            return list(upkeep.faults(connection))

    def index(self) -> int:
        """Build the search index anew; returns the number of articles."""
        with self._writing() as connection:
            return search_index.rebuild(connection)

    def vacuum(self) -> None:
        """Give the space of deleted rows back to the system."""
        with translate_errors(self.url, self._patience):
            upkeep.shrink(self._engine)

    def backup(self, target: Path) -> None:
        """Copy an SQLite store to the new file `target`. Raises StoreError, also for PostgreSQL."""
        if self._path is None:
            raise StoreError(self.url, "back up a PostgreSQL store with its own tool: pg_dump --format=custom")
        with translate_errors(str(target), self._patience):
            upkeep.copy_to(self._path, target)

    def revisions(self, url: str) -> list[Stored]:
        """All revisions of the article at any of its URLs, oldest first. Raises UsageError for no web address."""
        with self._reading() as connection:
            return queries.revisions_of(connection, canonical(url))


def _identity(path: Path | None) -> tuple[int, int] | None:
    """What tells a file from another of the same name; None without a file."""
    try:
        found = path.stat() if path is not None else None
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found is not None else None
