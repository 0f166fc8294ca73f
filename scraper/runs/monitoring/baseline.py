"""What is normal for a site, from its earlier runs, and what differs from it by more than chance.

A run every half hour may see two new articles, so runs are merged, newest first, into batches of at least `ENOUGH`
pages, and batches are compared. Medians and median absolute deviations are used, so one bad day neither masks nor
triggers an alert. A share is anomalous only if chance could hardly produce it on so few pages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from math import exp, lgamma, log, log1p, sqrt
from statistics import median
from typing import Any, TypeVar

from scraper.runs.site_stats import SiteStats

ENOUGH = 5
"""The least number of pages in a batch."""
ENOUGH_SIZES = 10
"""The least number of articles in a batch whose medians are compared; medians of fewer, half of them briefs, swing."""
MAX_BATCHES = 30
"""The most batches that a baseline is made of."""
CHANCE = 1e-5
"""A result that chance produces less often than this counts as a change."""
_MIN_BATCHES_FOR_SHARE = 4
_MIN_BATCHES_FOR_SIZE = 8
_MIN_SHIFT = 0.25
_BAD_DAY = 0.5
_SHARE_SPREADS = 3.0
_DOUBT = 2
_SIZE_SPREADS = 5.0
_SIZE_DOUBT = 6
_NEARLY_NEVER = 1e-9
_NORMAL = 1.4826  # median absolute deviation × this = standard deviation of a normal distribution

Item = TypeVar("Item")
Ratio = Callable[[SiteStats], tuple[int, int]]
"""Hits and pages of one run, such as `(articles in which a matcher fired, articles)`."""
Measure = Callable[[SiteStats], float | None]
"""A figure of one run that is not a count, such as the median length; None if the run has none."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """The usual share and its spread, without bad days; `pages`, `runs` and `batches` are what it is based on."""

    share: float
    spread: float
    pages: int
    runs: int
    batches: int

    def chance(self, hits: int, pages: int, doubt: int = 1) -> float:
        """The probability, 0 to 1, of a share at least as far from the usual one as `hits` of `pages`, on its side.

        The usual share is only an estimate, so it is shifted as if `doubt` more pages had been like those of now.
        """
        above = hits / pages >= self.share
        share = (self.share * self.pages + doubt * above) / (self.pages + doubt)
        share = min(max(share, _NEARLY_NEVER), 1 - _NEARLY_NEVER)
        tail = range(hits, pages + 1) if above else range(hits + 1)
        return min(sum(_binomial(count, pages, share) for count in tail), 1.0)

    def is_anomalous(self, hits: int, pages: int) -> bool:
        """True if the share differs by a quarter of the pages, by three spreads, and by more than chance explains.

        Always False while too few batches are known.
        """
        if self.batches < _MIN_BATCHES_FOR_SHARE or not pages:
            return False
        threshold = max(_MIN_SHIFT, _SHARE_SPREADS * self.spread)
        return abs(hits / pages - self.share) >= threshold and self.chance(hits, pages, _DOUBT) < CHANCE


def baseline_of(runs: Iterable[SiteStats], ratio: Ratio, most: int = MAX_BATCHES) -> Baseline | None:
    """The baseline of a ratio over the newest `most` batches of `runs`, newest first; None if no run has pages."""
    counts = [(hits, pages, 1) for hits, pages in map(ratio, runs) if pages]
    if not counts:
        return None
    merged = _merge_batches(counts, lambda count: count[1], _sum, most, ENOUGH)
    middle = median(hits / pages for hits, pages, _ in merged)
    typical = [(hits, pages) for hits, pages, _ in merged if abs(hits / pages - middle) <= _BAD_DAY]
    pages = sum(pages for _, pages in typical)
    spread = _NORMAL * median(abs(hits / pages - middle) for hits, pages in typical)
    number = sum(number for *_, number in merged)
    return Baseline(sum(hits for hits, _ in typical) / pages, spread, pages, number, len(merged))


def _sum(newer: tuple[int, int, int], older: tuple[int, int, int]) -> tuple[int, int, int]:
    return newer[0] + older[0], newer[1] + older[1], newer[2] + older[2]


def zero_streak(runs: Sequence[SiteStats], ratio: Ratio) -> tuple[int, int, Sequence[SiteStats]]:
    """The newest runs without a hit: their pages, their number, and the runs before them.

    Runs without pages neither end the streak nor are counted.
    """
    pages = number = 0
    for index, run in enumerate(runs):
        hits, more = ratio(run)
        if hits:
            return pages, number, runs[index:]
        pages, number = pages + more, number + (more > 0)
    return pages, number, ()


def shift(now: float, pages: int, past: Iterable[SiteStats], measure: Measure, least: float) -> float | None:
    """The median of `measure` over `past` if `now` differs from it by at least `least` and several spreads; else None.

    A median over few pages varies more than one over many, so the spread is scaled to as many `pages` as there are
    now, and increased the fewer batches it is based on.
    """
    known = [
        (value, run.articles) for run in past if (value := measure(run)) is not None and run.articles >= ENOUGH_SIZES
    ]
    if len(known) < _MIN_BATCHES_FOR_SIZE:
        return None
    middle = median(value for value, _ in known)
    spread = median(abs(value - middle) for value, _ in known)
    spread_of_one = median(abs(value - middle) * sqrt(number) for value, number in known)
    doubt = 1 + _SIZE_DOUBT / len(known)
    threshold = max(least, _SIZE_SPREADS * doubt * _NORMAL * max(spread, spread_of_one / sqrt(pages)))
    return middle if abs(now - middle) >= threshold else None


def batches(
    runs: Sequence[SiteStats], pages: Callable[[SiteStats], int], most: int = MAX_BATCHES, enough: int = ENOUGH
) -> list[SiteStats]:
    """`runs`, newest first, merged until each batch has `enough` pages; the remainder is added to the oldest batch."""
    return _merge_batches(runs, pages, merge, most, enough)


def _merge_batches(
    items: Iterable[Item], pages: Callable[[Item], int], join: Callable[[Item, Item], Item], most: int, enough: int
) -> list[Item]:
    merged: list[Item] = []
    pending: Item | None = None
    for item in items:
        pending = item if pending is None else join(pending, item)
        if pages(pending) >= enough:
            merged.append(pending)
            pending = None
            if len(merged) == most:
                return merged
    if pending is not None and pages(pending):
        merged[-1:] = [join(merged[-1], pending)] if merged else [pending]
    return merged


def merge(newer: SiteStats, older: SiteStats) -> SiteStats:
    """Two runs as one: sums of counts, medians weighted by articles, recurring lines and matchers of the newer."""
    merged: dict[str, Any] = {name: getattr(newer, name) + getattr(older, name) for name in _NUMBERS}
    merged |= {name: dict(Counter(getattr(newer, name)) + Counter(getattr(older, name))) for name in _COUNTERS}
    merged |= {name: _weighted_mean(name, newer, older) for name in ("removed_share", "median_length")}
    return replace(newer, **merged)


_NUMBERS = (
    "found", "fetched", "articles", "ruled", "empty", "unchanged", "blocked", "failed", "forbidden", "gone", "refused",
    "declined", "generic", "fell_back", "seconds",
)  # fmt: skip
_COUNTERS = ("selectors", "hits", "reasons", "carried")


def _weighted_mean(name: str, newer: SiteStats, older: SiteStats) -> float | None:
    known = [(value, run.articles) for run in (newer, older) if (value := getattr(run, name)) is not None]
    articles = sum(number for _, number in known)
    return sum(value * number for value, number in known) / articles if articles else None


def _binomial(count: int, pages: int, share: float) -> float:
    ways = lgamma(pages + 1) - lgamma(count + 1) - lgamma(pages - count + 1)
    return exp(ways + count * log(share) + (pages - count) * log1p(-share))
