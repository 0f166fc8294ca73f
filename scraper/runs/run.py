"""One scheduled run: poll the sources, fetch and clean new pages, save them one by one, and judge each site.

Worker threads poll sources and fetch pages, one host each. Only the calling thread cleans and saves, one page per
transaction: several cleaning threads would wait for each other and need more memory. Whatever a server sends is an
outcome of its URL; a run that is killed at any moment leaves each URL either done or still due.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from math import inf
from queue import Empty, SimpleQueue
from threading import Event, Semaphore

from scraper.errors import StoreError
from scraper.net.fetch import Fetcher
from scraper.rule_files import read_rules
from scraper.rules.registry import rule_faults
from scraper.runs.clean_page import clean_fetched, clean_limited
from scraper.runs.config import News, Source
from scraper.runs.fetch_page import fetch_page
from scraper.runs.logs import Level, RunLog
from scraper.runs.monitoring.evidence import period
from scraper.runs.polite.client import PoliteClient
from scraper.runs.polite.directives import Directives, Obedience
from scraper.runs.polite.reservations import Reservations
from scraper.runs.polite.robots import Robots
from scraper.runs.polite.throttle import Stopped, Throttle
from scraper.runs.poll import SourceListing, long_delay, poll
from scraper.runs.site_stats import SiteStats, SiteStatsBuilder
from scraper.runs.standing import Watch, matchers_of, verdicts_of
from scraper.runs.store import Saved, Store
from scraper.runs.summary import Summary, summary_of
from scraper.runs.types import FetchJob, FetchResult, Outcome, PageResult
from scraper.runs.workers import MOST_WAITING, Workers
from scraper.urls import host_key, site_of

_AHEAD = 8
"""The most fetched pages that wait to be cleaned, compressed to some 40 KB each."""
_LONG_AGO = timedelta(days=60)
"""After a pause as long nothing is deleted: the clock may have jumped."""
_MANY_FOUND = 5_000
"""From so many new URLs on, old ones are looked for in every run instead of once a day, for that reads all of them."""
_GRACE = 1.5
"""Seconds that pages in progress get after the deadline or a signal."""
_TICK = 0.2
"""Seconds between two looks at the clock and at `stop`."""


def run(
    news: News,
    store: Store,
    log: RunLog,
    stop: Event,
    *,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    fetching: Callable[..., Fetcher] = Fetcher,
) -> Summary:
    """Run once over all sources of `news`, until no URL is due, the deadline is near, or `stop` is set.

    `now` gives aware UTC times; `fetching` takes the arguments of `Fetcher`. A site whose rule is broken is cleaned by
    the generic route and reported. Raises StoreError if the store fails.
    """
    fetch = news.fetch
    with fetching(
        user_agent=news.run.user_agent,
        timeout=fetch.timeout,
        max_bytes=fetch.max_bytes,
        allow_private=fetch.allow_private_addresses,
    ) as fetcher:
        results: SimpleQueue[_Item] = SimpleQueue()
        workers = Workers(fetch.concurrency, lambda error: results.put(_TaskEnded(error)))
        client = _polite_client(fetcher, news, now, stop, workers.waiting)
        return _Run(news, store, log, client, workers, results).execute()


def _polite_client(
    fetcher: Fetcher,
    news: News,
    now: Callable[[], datetime],
    stop: Event,
    waiting: Callable[[], AbstractContextManager[None]],
) -> PoliteClient:
    def sleep(seconds: float) -> None:
        with waiting():
            if stop.wait(seconds):
                raise Stopped

    throttle = Throttle(news.fetch.min_delay, sleep=sleep)
    deadline = time.monotonic() + news.run.deadline
    robots = Robots.over(
        fetcher,
        news.run.user_agent,
        lambda url: throttle.answered(host_key(url)),
        lambda: stop.is_set() or throttle.now() >= deadline,
    )
    directives = Directives(
        robots.token, news.run.directives, {each.name: each.directives for each in news.sources if each.directives}
    )
    client = PoliteClient(fetcher, robots, throttle, now, deadline, stop, directives)
    is_ignored = {directives.of_source(each.name) for each in news.sources} <= {Obedience.IGNORE}
    return client if is_ignored else replace(client, reservations=Reservations(client.get_if_allowed))


@dataclass(frozen=True, slots=True)
class _TaskEnded:
    """A task of a worker has ended; `error` is the exception that ended it, if any."""

    error: BaseException | None = None


_Item = SourceListing | PageResult | _TaskEnded


@dataclass(slots=True)
class _Run:
    news: News
    store: Store
    log: RunLog
    client: PoliteClient
    workers: Workers
    results: SimpleQueue[_Item]
    counts: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    builders: dict[str, SiteStatsBuilder] = field(default_factory=dict)
    capacity: Semaphore = field(default_factory=lambda: Semaphore(_AHEAD))
    watch: Watch = field(default_factory=Watch)
    running: int = 0

    def execute(self) -> Summary:
        started = self.client.now()
        if self.store.begin(self.log.run_id, str(self.news.path), started):
            self.log.event("clock was ahead", level="warning", why="times after now were set to now")
        self.log.event("run started", config=str(self.news.path), sources=len(self.news.sources))
        for fault in (*read_rules(self.news.run.rules).faults, *rule_faults()):
            self.log.event("rule broken", level="warning", module=fault.module, why=fault.why)
        processed = False
        try:
            for source in self.news.sources:
                self._submit(partial(self._poll, source))
            self._process()
            processed = True
        finally:
            if not processed:
                self.client.stop.set()
            self.workers.close()
            self.capacity.release(self.news.fetch.concurrency + MOST_WAITING)  # nobody takes what is fetched now
        return self._close(started)

    def _submit(self, task: Callable[[], None]) -> None:
        self.running += 1
        self.workers.submit(task)

    def _poll(self, source: Source) -> None:
        self.results.put(poll(source, self.client, self.store, self.log))

    def _fetch_host(self, jobs: Sequence[FetchJob]) -> None:
        """Fetch and clean the pages of one host one after another."""
        for job in jobs:
            fetched = fetch_page(job, self.client)
            if delay := long_delay(self.client, job.url, fetched):
                self.watch.delays[site_of(job.url)] = delay
            if fetched is None:
                return
            self.capacity.acquire()
            clean = partial(clean_limited, rules=self.news.run.rules)
            self.results.put(clean_fetched(fetched, clean, self.client.directives))

    def _process(self) -> None:
        """Save what the workers fetch and clean, until all tasks have ended or the time is up.

        Tasks that still run then are left to themselves; what they have fetched stays due.
        """
        end = self.client.deadline + _GRACE
        while self.running and time.monotonic() < end:
            if self.client.stop.is_set():
                end = min(end, time.monotonic() + _GRACE)
            try:
                item = self.results.get(timeout=_TICK)
            except Empty:
                continue
            if isinstance(item, PageResult):
                self.capacity.release()
                self._save(item)
            elif isinstance(item, SourceListing):
                self._plan(item)
            else:
                self.running -= 1
                if item.error is not None and not isinstance(item.error, Stopped):
                    raise item.error

    def _plan(self, listing: SourceListing) -> None:
        source, now = listing.source, self.client.now()
        new = self.store.offer(source.name, listing.found, self.log.run_id, now)
        for url, (etag, last_modified) in listing.validators.items():
            self.store.remember(url, etag, last_modified)
        self.counts["asked"] += listing.fetched
        self.counts["unreachable"] += len(listing.failed)
        self.counts["found"] += new
        self.counts.update(listing.left_out)
        self._note(listing, new, now)
        hosts: dict[str, list[FetchJob]] = {}
        for job in self.store.plan(source.name, now, source.max_pages, source.refetch):
            hosts.setdefault(host_key(job.url), []).append(job)
        self.log.event("found", source=source.name, offered=len(listing.found), new=new)
        self.log.progress(source.name, found=new, planned=sum(len(jobs) for jobs in hosts.values()))
        for jobs in hosts.values():
            self._submit(partial(self._fetch_host, jobs))

    def _note(self, listing: SourceListing, new: int, now: datetime) -> None:
        """Note what the source listed, for the verdicts."""
        name, sites = listing.source.name, Counter(site_of(found.url) for found in listing.found)
        self.found.update(sites)
        self.watch.source_of.update(dict.fromkeys(sites, name))
        if sites:
            self.watch.home_of[name] = sites.most_common(1)[0][0]
        self.watch.polled[name] = set(listing.polls)
        self.watch.delays.update({site_of(url): delay for url, delay in listing.delays.items()})
        self.store.note_polls(name, listing.polls, now)
        self.store.note_offer(name, new, [found.when for found in listing.found], now)

    def _save(self, result: PageResult) -> None:
        result, saved = self._saved(result)
        fetched = result.fetched
        self.counts[fetched.outcome.value] += 1
        self.counts[saved.kind] += 1
        site = site_of(fetched.job.url)
        self.counts["given_up"] += saved.given_up
        self.counts["not_archived"] += not fetched.may_archive
        self.counts["other_route"] += saved.rerouted
        self.watch.source_of[site] = fetched.job.source
        if result.fell_back or fetched.outcome in (Outcome.EMPTY, Outcome.REFUSED, Outcome.FAILED, Outcome.BLOCKED):
            self.watch.failing.setdefault(site, fetched.job.url)
        if fetched.outcome in (Outcome.GONE, Outcome.REFUSED) and not fetched.job.tries:
            self.watch.refused[site] += 1
        if site not in self.builders:
            self.builders[site] = SiteStatsBuilder(site)
        self.builders[site].add(result)
        level: Level = "warning" if fetched.why else "info"
        self.log.event(
            "page", level=level, source=fetched.job.source, url=fetched.job.url, outcome=fetched.outcome.value,
            status=fetched.status, seconds=round(fetched.seconds, 3), kept=saved.kind, why=fetched.why,
            **({"rerouted": True} if saved.rerouted else {}),
        )  # fmt: skip
        self.log.progress(fetched.job.source, **{fetched.outcome.value: 1})

    def _saved(self, result: PageResult) -> tuple[PageResult, Saved]:
        """Save a result. One that cannot be stored is saved as a failure, so that it does not end the run."""
        try:
            return result, self.store.save(self.log.run_id, result, self.client.now())
        except StoreError:
            raise
        except Exception as error:
            why = f"the result cannot be stored ({type(error).__name__}: {error})"
            failure = PageResult(FetchResult(result.fetched.job, Outcome.FAILED, result.fetched.job.url, why=why))
            return failure, self.store.save(self.log.run_id, failure, self.client.now())

    def _close(self, started: datetime) -> Summary:
        """Judge the sites, delete expired raw pages, and summarize the run."""
        stats, rules = {}, self.news.run.rules
        for site in sorted({*self.builders, *self.found}):
            builder = self.builders.get(site) or SiteStatsBuilder(site)
            stats[site] = builder.close(self.found[site], self.store.recurring(site), matchers_of(site, rules)[0])
        ended = self.client.now()
        verdicts = verdicts_of(self.news, self.store, stats, self.builders.keys(), self.watch, ended)
        self.store.put_standing(verdicts.standing)
        self.store.put_findings(self.log.run_id, verdicts.findings, list(stats.values()))
        self._purge(ended)
        sites = [stats.get(finding.site) or SiteStats(finding.site) for finding in verdicts.findings]
        summary = summary_of(
            self.log.run_id, started, ended, self.counts, sites, verdicts.findings, verdicts.reported,
            self._why_early(), len(self.news.sources),
        )  # fmt: skip
        summary = replace(summary, failing=self.watch.failing)
        self.store.end(self.log.run_id, ended, summary.line, summary.counts)
        self.log.event("run ended", exit_code=summary.exit_code, summary=summary.line)
        return summary

    def _purge(self, now: datetime) -> None:
        """Delete what the configuration does not keep, and say how much."""
        keep, last = self.news.run, self.store.runs(2)
        if len(last) == 2 and now - last[1].started > _LONG_AGO:
            why = f"the run before was {period((now - last[1].started).total_seconds())} ago: is the clock right?"
            self.log.event("nothing purged", level="warning", why=f"{why} The next run deletes what is too old")
            return
        is_first_today = len(last) < 2 or last[1].started.date() != now.date()
        for name, seconds, purge in (
            ("purged", keep.keep_pages, self.store.purge),
            ("purged_articles", keep.keep_articles, self.store.purge_articles),
            ("purged_urls", keep.keep_urls, self.store.purge_urls),
            ("purged_documents", keep.keep_urls, partial(self.store.purge_documents, now=now)),
            ("purged_runs", keep.keep_runs, self.store.purge_runs),
        ):
            is_due = is_first_today or (name == "purged_urls" and self.counts["found"] > _MANY_FOUND)
            if seconds != inf and (is_due or name in ("purged", "purged_articles")):
                self.counts[name] += purge(now - timedelta(seconds=seconds))
        names = ("purged", "purged_articles", "purged_urls", "purged_documents", "purged_runs")
        pages, articles, urls, documents, runs = (self.counts[name] for name in names)
        if any(self.counts[name] for name in names):
            self.log.event("purged", pages=pages, articles=articles, urls=urls, documents=documents, runs=runs)

    def _why_early(self) -> str:
        if self.client.stop.is_set():
            return "stopped early"
        return "ended by the deadline" if time.monotonic() >= self.client.deadline else ""
