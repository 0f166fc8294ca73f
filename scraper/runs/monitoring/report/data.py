"""Read the data of the report from the store."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from scraper.runs.advice import Advice, advice_on
from scraper.runs.monitoring.drift import DeadMatcher, dead_matchers
from scraper.runs.monitoring.evidence import percent
from scraper.runs.monitoring.status import RunStatus, SiteStatus, read_status
from scraper.runs.monitoring.verdict import dead_selector
from scraper.runs.site_stats import SiteStats, removed_share
from scraper.runs.types import Verdict

if TYPE_CHECKING:
    from scraper.runs.store import FailedPage, RunRow, Store, Stored

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


@dataclass(frozen=True, slots=True)
class SiteReport:
    """One site: its last verdict, its runs (oldest first), the body selector ("") and the matchers that are dead, pages
    that failed, other pages to look at, recurring lines, and what to do.
    """

    status: SiteStatus
    points: tuple[Point, ...]
    selector: str
    dead: tuple[DeadMatcher, ...]
    failing: tuple[FailedPage, ...]
    worst: tuple[WorstPage, ...]
    recurring: tuple[tuple[str, int], ...]
    advice: Advice

    @property
    def is_well(self) -> bool:
        """Whether the site needs no attention."""
        return self.status.verdict is Verdict.OK


@dataclass(frozen=True, slots=True)
class ReportData:
    """The report on the config at path `config`: `runs` are oldest first, `sites` the worst first."""

    config: str
    status: RunStatus
    runs: tuple[RunRow, ...]
    sites: tuple[SiteReport, ...]


def explained_file(url: str) -> str:
    """The file name of the explained view of a page."""
    return f"{sha256(url.encode()).hexdigest()[:16]}.html"


def read_report(store: Store, config: str = "news.toml", most: int = 30, rules: tuple[str, ...] = ()) -> ReportData:
    """Read the last `most` runs from the store, and the articles one by one; `rules` are those of the run.

    Raises StoreError.
    """
    runs = tuple(reversed(store.runs(most)))
    status, failing = read_status(store), store.failing(_WORST)
    sites = tuple(_site(store, config, site, runs, failing.get(site.site, ()), rules) for site in status.sites)
    return ReportData(config, status, runs, sites)


def _site(
    store: Store, config: str, status: SiteStatus, runs: Sequence[RunRow], failing: Sequence[FailedPage],
    rules: tuple[str, ...],
) -> SiteReport:  # fmt: skip
    verdicts = dict(store.verdicts(status.site))
    points = tuple(Point(run.started, store.site_run(run.id, status.site), verdicts.get(run.started)) for run in runs)
    history = store.history(status.site, _HISTORY)
    since = runs[0].started if runs else None
    failed = {page.url for page in failing}
    articles = (item for item in store.articles(since=since, site=status.site) if item.url not in failed)
    selector = "" if status.verdict is Verdict.OK else dead_selector(history)
    advice = advice_on(config, status.site, status.verdict, failing[0].url if failing else "", selector, rules)
    recurring = history[0].recurring if history else ()
    return SiteReport(
        status, points, selector, dead_matchers(history), tuple(failing), worst_pages(articles), recurring, advice
    )


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
