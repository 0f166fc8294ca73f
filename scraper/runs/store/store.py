"""The store of a run, as the other parts and those who query it from Python see it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from types import TracebackType

from sqlalchemy import Connection, Engine

from scraper.errors import StoreError
from scraper.model import Article
from scraper.runs.site_stats import SiteStats
from scraper.runs.store import connection as opening
from scraper.runs.store import frontier, queries, raw_pages, run_history, saving
from scraper.runs.store.rows import KeptPage, RunRow, Saved, Stored
from scraper.runs.types import Discovered, FetchJob, Finding, PageResult, Verdict
from scraper.urls import canonical


class Store:
    """Everything that runs keep, in SQLite or PostgreSQL; a context manager, made by `Store.open`.

    One thread writes, any may read. All times given must say their zone; all times read are in UTC. Every method raises
    StoreError where the database gives out (locked, full, not to be written to, gone): then nothing of that call has
    been kept, and all of the calls before.
    """

    def __init__(self, engine: Engine, url: str, read_only: bool, patience: float) -> None:
        self.url = url
        self._engine = engine
        self._read_only = read_only
        self._patience = patience

    @classmethod
    def open(cls, url: str, *, read_only: bool = False, patience: float = 30.0, migrating: bool = False) -> Store:
        """The store at a URL as SQLAlchemy writes them: "sqlite:///articles.db", "postgresql+psycopg://user@host/db".

        What is not there yet is made, except with `read_only`. Another program's lock is waited for `patience` seconds.
        A store that an older version made is migrated: in SQLite at once, with a copy beside it, in PostgreSQL where
        `migrating` asks for it. Raises StoreError, also where a newer version made the store.
        """
        engine, shown = opening.opened(url, read_only=read_only, patience=patience, migrating=migrating)
        return cls(engine, shown, read_only, patience)

    def close(self) -> None:
        """Give all connections back; the store must not be used any more."""
        self._engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if self._read_only:
            raise StoreError(self.url, "it was opened for reading only")
        with (
            opening.telling(self.url, self._patience),
            opening.transaction(self._engine, write=True) as connection,
        ):
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with (
            opening.telling(self.url, self._patience),
            opening.transaction(self._engine, write=False) as connection,
        ):
            yield connection

    def begin(self, run_id: str, config: str, now: datetime) -> None:
        """Enter a run that starts with the settings of `config`."""
        with self._writing() as connection:
            run_history.begin(connection, run_id, config, now)

    def end(self, run_id: str, now: datetime, summary: str, counts: Mapping[str, int]) -> None:
        """Enter how a run ended."""
        with self._writing() as connection:
            run_history.end(connection, run_id, now, summary, counts)

    def offer(self, source: str, found: Sequence[Discovered], run_id: str, now: datetime) -> int:
        """Take in what a source offers, canonical addresses, newest first; how many were not known.

        A known address is asked for again where its date is later than before, even if it had been left alone.
        """
        with self._writing() as connection:
            return frontier.offer(connection, source, found, now)

    def plan(self, source: str, now: datetime, most: int, refetch: float) -> list[FetchJob]:
        """At most `most` jobs of a source, the newest first: new addresses, then those that are due again.

        Due are what failed, once its time has come, and pages last asked for `refetch` seconds ago or earlier: twice
        that after two days without a change, four times after four, and so on; after 32 days they are left alone.
        """
        with self._reading() as connection:
            return frontier.due_pages(connection, source, now, most, refetch)

    def save(self, run_id: str, result: PageResult, now: datetime) -> Saved:
        """Keep what came of one job, in one transaction: its page, article, blocks, receipts, and the URL's state."""
        with self._writing() as connection:
            return saving.save(connection, run_id, result, now)

    def validators(self, url: str) -> tuple[str, str]:
        """ETag and Last-Modified of the last answer for a feed or sitemap, "" for what it had not."""
        with self._reading() as connection:
            return run_history.remembered(connection, url)

    def remember(self, url: str, etag: str, last_modified: str) -> None:
        """Keep them for the next run."""
        with self._writing() as connection:
            run_history.remember(connection, url, etag, last_modified)

    def put_findings(self, run_id: str, findings: Sequence[Finding], site_runs: Sequence[SiteStats]) -> None:
        """Keep a run's verdicts and the figures behind them; both replace what the same run kept before."""
        with self._writing() as connection:
            run_history.put_findings(connection, run_id, findings, site_runs)

    def last_findings(self) -> tuple[RunRow | None, list[Finding]]:
        """The newest run with findings, and these by site; None and an empty list where there is none."""
        with self._reading() as connection:
            return run_history.last_findings(connection)

    def site_run(self, run_id: str, site: str) -> SiteStats | None:
        """The figures of one site in one run."""
        with self._reading() as connection:
            return run_history.site_run(connection, run_id, site)

    def history(self, site: str, most: int = 30) -> list[SiteStats]:
        """The figures of one site in its newest runs, the newest first."""
        with self._reading() as connection:
            return run_history.history(connection, site, most)

    def verdicts(self, site: str, most: int = 500) -> list[tuple[datetime, Verdict]]:
        """What was said of one site, each with the start of the run that said so, the newest first."""
        with self._reading() as connection:
            return run_history.verdicts(connection, site, most)

    def runs(self, most: int = 30) -> list[RunRow]:
        """The newest runs, the newest first."""
        with self._reading() as connection:
            return run_history.last_runs(connection, most)

    def recurring(self, site: str, least: int = 3, most: int = 50) -> list[tuple[str, int]]:
        """Texts of blocks that at least `least` of the site's 300 newest articles keep, with their number, most first.

        Near-duplicates of other articles do not count.
        """
        with self._reading() as connection:
            return queries.recurring(connection, site, least, most)

    def articles(self, *, since: datetime | None = None, site: str | None = None) -> Iterator[Stored]:
        """Current revisions, the oldest first; with `since` those made then or later, by a page or by recleaning.

        All are of one moment, whatever is written meanwhile. Close the iterator where it is not read to its end.
        """
        with self._reading() as connection:
            yield from queries.stored(connection, since, site)

    def article(self, url: str) -> Stored | None:
        """The article under any of its addresses: as it was found, where it redirected, its canonical link.

        Raises UsageError for what is no web address.
        """
        with self._reading() as connection:
            return queries.by_url(connection, canonical(url))

    def pages(self, *, since: datetime | None = None, site: str | None = None) -> Iterator[KeptPage]:
        """The kept raw pages of current articles and of pages in which none was found, the oldest first.

        The store may be written to between two of them.
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
        """Take `article` as what is in that raw page; a changed body is a revision. None changes nothing."""
        with self._writing() as connection:
            return raw_pages.save_recleaned(connection, page_id, article, now)

    def purge(self, before: datetime) -> int:
        """Drop the raw pages last seen before then, and the facts of earlier answers; how many pages. Articles stay."""
        with self._writing() as connection:
            return raw_pages.purge(connection, before)
