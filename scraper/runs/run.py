"""One scheduled run: find what is new, fetch and clean it host by host, keep it page by page, and judge how it went.

Worker threads ask, one host each, and pack what they bring; the thread of the caller cleans and writes it, one page a
transaction: several that clean would wait for each other, each with memory of its own. A run that is killed at any
moment leaves each URL either done or to do.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from queue import SimpleQueue
from threading import Event, Semaphore

from scraper.errors import RuleError
from scraper.net.fetch import Fetcher
from scraper.rules.registry import find_rule, rule_faults
from scraper.runs.clean_page import clean_fetched
from scraper.runs.config import News, Source
from scraper.runs.fetch_page import fetch_page
from scraper.runs.logs import Level, RunLog
from scraper.runs.monitoring.verdict import judge_site
from scraper.runs.polite.client import PoliteClient
from scraper.runs.polite.robots import Robots
from scraper.runs.polite.throttle import Throttle
from scraper.runs.poll import SourceListing, poll
from scraper.runs.site_stats import SiteStats, SiteStatsBuilder
from scraper.runs.store import Store
from scraper.runs.summary import Summary, summary_of, with_broken_rule, with_unreachable
from scraper.runs.types import FetchJob, FetchResult, Finding, PageResult
from scraper.urls import host_key, site_of

_AHEAD = 8
"""How many pages may wait to be cleaned, packed to some 40 KB each."""
_HISTORY = 300
"""How many runs a site is compared with: every half hour for six days."""


def run(
    news: News,
    store: Store,
    log: RunLog,
    stop: Event,
    *,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    fetching: Callable[..., Fetcher] = Fetcher,
) -> Summary:
    """Run once over all sources of `news`, until nothing is left to do, the deadline is near, or `stop` is set.

    `now` gives aware UTC times; `fetching` makes the run's Fetcher out of the settings, as `Fetcher` does.

    A site whose rule is broken is cleaned by the generic route, with a finding. Raises StoreError where the store
    fails.
    """
    fetch = news.fetch
    with fetching(
        user_agent=news.run.user_agent,
        timeout=fetch.timeout,
        max_bytes=fetch.max_bytes,
        allow_private=fetch.allow_private_addresses,
    ) as fetcher:
        return _Run(news, store, log, _polite_client(fetcher, news, now, stop)).go()


def _polite_client(fetcher: Fetcher, news: News, now: Callable[[], datetime], stop: Event) -> PoliteClient:
    throttle = Throttle(news.fetch.min_delay, sleep=lambda seconds: _nap(stop, seconds))
    robots = Robots.over(fetcher, news.run.user_agent, lambda url: throttle.answered(host_key(url)))
    return PoliteClient(fetcher, robots, throttle, now, time.monotonic() + news.run.deadline, stop)


class Stopped(Exception):
    """The run was told to stop while a worker waited for its turn."""


def _nap(stop: Event, seconds: float) -> None:
    if stop.wait(seconds):
        raise Stopped


@dataclass(frozen=True, slots=True)
class _Ended:
    """A worker has nothing more to do; `error` is what ended it."""

    error: BaseException | None = None


@dataclass(slots=True)
class _Run:
    news: News
    store: Store
    log: RunLog
    client: PoliteClient
    counts: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    builders: dict[str, SiteStatsBuilder] = field(default_factory=dict)
    done: SimpleQueue[SourceListing | FetchResult | _Ended] = field(default_factory=SimpleQueue)
    room: Semaphore = field(default_factory=lambda: Semaphore(_AHEAD))
    unreachable: dict[str, list[str]] = field(default_factory=dict)
    working: int = 0

    def go(self) -> Summary:
        started = self.client.now()
        self.store.begin(self.log.run_id, str(self.news.path), started)
        self.log.event("run started", config=str(self.news.path), sources=len(self.news.sources))
        for fault in rule_faults():
            self.log.event("rule broken", level="warning", module=fault.module, why=fault.why)
        with ThreadPoolExecutor(self.news.fetch.concurrency, thread_name_prefix="host") as pool:
            for source in self.news.sources:
                self._begin(pool, self._poll, source)
            try:
                self._drain(pool)
            finally:
                self._abandon()
        return self._close(started)

    def _begin(self, pool: ThreadPoolExecutor, task: Callable[..., None], *arguments: object) -> None:
        self.working += 1
        pool.submit(task, *arguments).add_done_callback(lambda ended: self.done.put(_Ended(ended.exception())))

    def _poll(self, source: Source) -> None:
        self.done.put(poll(source, self.client, self.store, self.log))

    def _visit(self, jobs: Sequence[FetchJob]) -> None:
        """The jobs of one host, one after another."""
        for job in jobs:
            fetched = fetch_page(job, self.client)
            if fetched is None:
                return
            self.room.acquire()
            self.done.put(fetched)

    def _drain(self, pool: ThreadPoolExecutor) -> None:
        """Clean and write what the workers bring, until all have ended."""
        while self.working:
            item = self.done.get()
            if isinstance(item, FetchResult):
                self.room.release()
                self._keep(clean_fetched(item))
            elif isinstance(item, SourceListing):
                self._plan(pool, item)
            else:
                self.working -= 1
                if item.error is not None and not isinstance(item.error, Stopped):
                    raise item.error

    def _abandon(self) -> None:
        """Where some still work, an error stands in the way: let them end; what they bring now stays to do."""
        if self.working:
            self.client.stop.set()
        while self.working:
            item = self.done.get()
            if isinstance(item, FetchResult):
                self.room.release()
            self.working -= isinstance(item, _Ended)

    def _plan(self, pool: ThreadPoolExecutor, listing: SourceListing) -> None:
        source, now = listing.source, self.client.now()
        new = self.store.offer(source.name, listing.found, self.log.run_id, now)
        for url, (etag, last_modified) in listing.validators.items():
            self.store.remember(url, etag, last_modified)
        self.counts["asked"] += listing.asked
        self.counts["unreachable"] += len(listing.failed)
        for url, why in listing.failed.items():
            self.unreachable.setdefault(site_of(url), []).append(f"{url}: {why}")
        self.counts["found"] += new
        self.found.update(site_of(found.url) for found in listing.found)
        hosts: dict[str, list[FetchJob]] = {}
        for job in self.store.plan(source.name, now, source.max_pages, source.refetch):
            hosts.setdefault(host_key(job.url), []).append(job)
        self.log.event("found", source=source.name, offered=len(listing.found), new=new)
        self.log.progress(source.name, found=new, planned=sum(len(jobs) for jobs in hosts.values()))
        for jobs in hosts.values():
            self._begin(pool, self._visit, jobs)

    def _keep(self, result: PageResult) -> None:
        fetched = result.fetched
        saved = self.store.save(self.log.run_id, result, self.client.now())
        self.counts[fetched.outcome.value] += 1
        self.counts[saved.kind] += 1
        site = site_of(fetched.job.url)
        if site not in self.builders:
            self.builders[site] = SiteStatsBuilder(site)
        self.builders[site].add(result)
        level: Level = "warning" if fetched.why else "info"
        self.log.event(
            "page", level=level, source=fetched.job.source, url=fetched.job.url, outcome=fetched.outcome.value,
            status=fetched.status, seconds=round(fetched.seconds, 3), kept=saved.kind, why=fetched.why,
        )  # fmt: skip
        self.log.progress(fetched.job.source, **{fetched.outcome.value: 1})

    def _close(self, started: datetime) -> Summary:
        """Judge the sites, drop raw pages past their time, and say how it went."""
        sites: list[SiteStats] = []
        verdicts: list[Finding] = []
        for site in sorted({*self.builders, *self.found, *self.unreachable}):
            builder = self.builders.get(site) or SiteStatsBuilder(site)
            matchers, fault = _rule_of(site)
            sites.append(builder.close(self.found[site], self.store.recurring(site), matchers))
            finding = judge_site(sites[-1], self.store.history(site, _HISTORY))
            finding = with_unreachable(finding, self.unreachable.get(site, ()))
            verdicts.append(with_broken_rule(finding, fault))
        self.store.put_findings(self.log.run_id, verdicts, sites)
        ended = self.client.now()
        self.store.purge(ended - timedelta(seconds=self.news.run.keep_pages))
        summary = summary_of(
            self.log.run_id, started, ended, self.counts, sites, verdicts, self.unreachable.keys(), self._early(),
            len(self.news.sources),
        )  # fmt: skip
        self.store.end(self.log.run_id, ended, summary.line, summary.counts)
        self.log.event("run ended", exit_code=summary.exit_code, summary=summary.line)
        return summary

    def _early(self) -> str:
        if self.client.stop.is_set():
            return "stopped early"
        return "ended by the deadline" if time.monotonic() >= self.client.deadline else ""


def _rule_of(site: str) -> tuple[tuple[str, ...] | None, str]:
    """The matchers of a site's rule, as receipts name them, None without a rule; and what is wrong with the rule."""
    try:
        named = find_rule(f"https://{site}/")
    except RuleError as error:
        return None, str(error)
    return (tuple(map(named.receipt_name, named.rule.remove)) if named is not None else None), ""
