"""Read the data of the report from the store."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from scraper.runs.monitoring.drift import DeadMatcher, dead_matchers
from scraper.runs.monitoring.evidence import percent
from scraper.runs.monitoring.status import RunStatus, SiteStatus, read_status
from scraper.runs.site_stats import SiteStats, removed_share
from scraper.runs.types import Verdict

if TYPE_CHECKING:
    from scraper.runs.store import RunRow, Store, Stored

_WORST = 3
_UNSURE = 0.5
_HISTORY = 300


@dataclass(frozen=True, slots=True)
class Point:
    """One run of a site; `figures` and `verdict` are None if the run did not include the site."""

    started: datetime
    figures: SiteStats | None
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class WorstPage:
    """An article to look at; `why` has one phrase for each oddity."""

    url: str
    title: str
    why: tuple[str, ...]

    @property
    def file(self) -> str:
        """The file name of its explained view."""
        return f"{sha256(self.url.encode()).hexdigest()[:16]}.html"


@dataclass(frozen=True, slots=True)
class SiteReport:
    """One site: its last verdict, its runs (oldest first), dead matchers, worst pages, and recurring lines."""

    status: SiteStatus
    points: tuple[Point, ...]
    dead: tuple[DeadMatcher, ...]
    worst: tuple[WorstPage, ...]
    recurring: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class ReportData:
    """The report on the config at path `config`: `runs` are oldest first, `sites` the worst first."""

    config: str
    status: RunStatus
    runs: tuple[RunRow, ...]
    sites: tuple[SiteReport, ...]


def read_report(store: Store, config: str = "news.toml", most: int = 30) -> ReportData:
    """Read the last `most` runs from the store, and the articles one by one. Raises StoreError."""
    runs = tuple(reversed(store.runs(most)))
    status = read_status(store)
    return ReportData(config, status, runs, tuple(_site(store, site, runs) for site in status.sites))


def _site(store: Store, status: SiteStatus, runs: Sequence[RunRow]) -> SiteReport:
    verdicts = dict(store.verdicts(status.site))
    points = tuple(Point(run.started, store.site_run(run.id, status.site), verdicts.get(run.started)) for run in runs)
    history = store.history(status.site, _HISTORY)
    since = runs[0].started if runs else None
    worst = worst_pages(store.articles(since=since, site=status.site))
    return SiteReport(status, points, dead_matchers(history), worst, history[0].recurring if history else ())


def worst_pages(articles: Iterable[Stored], most: int = _WORST) -> tuple[WorstPage, ...]:
    """The `most` shortest articles, those with the largest share removed, and those with the lowest confidence."""
    heaps: dict[str, list[tuple[float, str, str, str]]] = {}
    for stored in articles:
        for kind, rank, why in _oddities(stored):
            heap = heaps.setdefault(kind, [])
            heapq.heappush(heap, (rank, stored.url, stored.article.title or stored.url, why))
            if len(heap) > most:
                heapq.heappop(heap)
    pages: dict[str, WorstPage] = {}
    for heap in heaps.values():
        for _, url, title, why in sorted(heap, reverse=True):
            before = pages[url].why if url in pages else ()
            pages[url] = WorstPage(url, title, (*before, why))
    return tuple(pages.values())


def _oddities(stored: Stored) -> Iterator[tuple[str, float, str]]:
    """The ways in which an article is odd: the kind, a rank, and a phrase for the report."""
    article = stored.article
    length, share = len(article.text), removed_share(article)
    yield "short", -float(length), f"{length:,} characters"
    if share:
        yield "removed", share, f"{percent(share)} removed"
    if article.origin.selector == "" and article.confidence < _UNSURE:
        yield "unsure", -article.confidence, f"generic route, confidence {article.confidence:.2f}"
