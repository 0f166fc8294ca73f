"""What is usual for a site, and what is far from it: its earlier runs, laid together until they can be compared.

A run every half hour may see two new articles, so runs are laid together, newest first, until a batch has at least
`ENOUGH` pages, and batches are compared. Middles are medians and spreads are median absolute deviations: a bad day of
the past neither hides an alarm nor raises one. A share is far only where chance would hardly give it with so few pages.
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
"""Pages that a batch has at least."""
ENOUGH_SIZES = 10
"""Articles that a batch has at least where medians over it are compared: half long reads, half briefs swing wildly."""
MAX_RUNS = 30
"""Batches that history is made of, at most."""
CHANCE = 1e-5
"""What chance gives less often than this is not put down to chance."""
_LEAST_FOR_SHARE = 4
_LEAST_FOR_SIZE = 8
_FAR_SHARE = 0.25
_BAD_DAY = 0.5
_SWINGS = 3.0
_DOUBT = 2
_SPREADS = 5.0
_DOUBTED = 6
_SURE = 1e-9
_NORMAL = 1.4826  # times a median absolute deviation: the standard deviation, where things vary normally

Item = TypeVar("Item")
Part = Callable[[SiteStats], tuple[int, int]]
"""How many of how many in one run, as in `(articles in which a matcher fired, articles)`."""
Size = Callable[[SiteStats], float | None]
"""A figure of one run that is no count, as the median length; None where it has none."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a share used to be over `batches` of `runs`, bad days left out, how much it swung, and on how many pages."""

    share: float
    spread: float
    pages: int
    runs: int
    batches: int

    def chance(self, hits: int, pages: int, doubt: int = 1) -> float:
        """How probable a share as far off as `hits` of `pages` is, on its own side; 0 to 1.

        What used to be is known from so many pages and no more: it is reckoned with as if `doubt` more had been like
        those of now.
        """
        more = hits / pages >= self.share
        share = (self.share * self.pages + doubt * more) / (self.pages + doubt)
        share = min(max(share, _SURE), 1 - _SURE)
        tail = range(hits, pages + 1) if more else range(hits + 1)
        return min(sum(_binomial(count, pages, share) for count in tail), 1.0)

    def is_far(self, hits: int, pages: int) -> bool:
        """Whether the share has moved: further than it ever swings, than chance does, and by a quarter of the pages."""
        if self.batches < _LEAST_FOR_SHARE or not pages:
            return False
        far = max(_FAR_SHARE, _SWINGS * self.spread)
        return abs(hits / pages - self.share) >= far and self.chance(hits, pages, _DOUBT) < CHANCE


def usual(runs: Iterable[SiteStats], part: Part, most: int = MAX_RUNS) -> Baseline | None:
    """What a share used to be in the newest `most` batches of `runs`, newest first; None where nothing had a share."""
    counted = [(hits, pages, 1) for hits, pages in map(part, runs) if pages]
    if not counted:
        return None
    laid = _lay(counted, lambda counts: counts[1], _added, most, ENOUGH)
    middle = median(hits / pages for hits, pages, _ in laid)
    plain = [(hits, pages) for hits, pages, _ in laid if abs(hits / pages - middle) <= _BAD_DAY]
    pages = sum(pages for _, pages in plain)
    spread = _NORMAL * median(abs(hits / pages - middle) for hits, pages in plain)
    return Baseline(sum(hits for hits, _ in plain) / pages, spread, pages, sum(runs for *_, runs in laid), len(laid))


def _added(newer: tuple[int, int, int], older: tuple[int, int, int]) -> tuple[int, int, int]:
    return newer[0] + older[0], newer[1] + older[1], newer[2] + older[2]


def streak(runs: Sequence[SiteStats], part: Part) -> tuple[int, int, Sequence[SiteStats]]:
    """The newest runs in a row with none of something: their pages, their number, and the runs before them.

    Runs without a page that could have shown it say nothing either way.
    """
    pages = number = 0
    for index, run in enumerate(runs):
        hits, more = part(run)
        if hits:
            return pages, number, runs[index:]
        pages, number = pages + more, number + (more > 0)
    return pages, number, ()


def moved(now: float, pages: int, past: Iterable[SiteStats], size: Size, least: float) -> float | None:
    """What `size` used to be where it is now further from it than it ever swings, and than `least`; else None.

    A median over few pages swings more than one over many: the spread is reckoned for as many `pages` as there are,
    and taken for larger the fewer batches it is known from.
    """
    known = [(value, run.articles) for run in past if (value := size(run)) is not None and run.articles >= ENOUGH_SIZES]
    if len(known) < _LEAST_FOR_SIZE:
        return None
    middle = median(value for value, _ in known)
    plain = median(abs(value - middle) for value, _ in known)
    single = median(abs(value - middle) * sqrt(number) for value, number in known)
    doubt = 1 + _DOUBTED / len(known)
    far = max(least, _SPREADS * doubt * _NORMAL * max(plain, single / sqrt(pages)))
    return middle if abs(now - middle) >= far else None


def batches(
    runs: Sequence[SiteStats], pages: Callable[[SiteStats], int], most: int = MAX_RUNS, enough: int = ENOUGH
) -> list[SiteStats]:
    """`runs` laid together, newest first, until each batch has `enough` pages; what is left over joins the oldest."""
    return _lay(runs, pages, together, most, enough)


def _lay(
    items: Iterable[Item], pages: Callable[[Item], int], join: Callable[[Item, Item], Item], most: int, enough: int
) -> list[Item]:
    laid: list[Item] = []
    waiting: Item | None = None
    for item in items:
        waiting = item if waiting is None else join(waiting, item)
        if pages(waiting) >= enough:
            laid.append(waiting)
            waiting = None
            if len(laid) == most:
                return laid
    if waiting is not None and pages(waiting):
        laid[-1:] = [join(laid[-1], waiting)] if laid else [waiting]
    return laid


def together(newer: SiteStats, older: SiteStats) -> SiteStats:
    """Two runs as one: counts are added, medians weighted by articles, lines and matchers are those of the newer."""
    joined: dict[str, Any] = {name: getattr(newer, name) + getattr(older, name) for name in _ADDED}
    joined |= {name: dict(Counter(getattr(newer, name)) + Counter(getattr(older, name))) for name in _MERGED}
    joined |= {name: _weighed(name, newer, older) for name in ("removed_share", "median_length")}
    return replace(newer, **joined)


_ADDED = (
    "found", "fetched", "articles", "ruled", "empty", "unchanged", "blocked", "failed", "forbidden", "gone", "refused",
    "generic", "fell_back", "seconds",
)  # fmt: skip
_MERGED = ("selectors", "hits", "reasons", "carried")


def _weighed(name: str, newer: SiteStats, older: SiteStats) -> float | None:
    known = [(value, run.articles) for run in (newer, older) if (value := getattr(run, name)) is not None]
    articles = sum(number for _, number in known)
    return sum(value * number for value, number in known) / articles if articles else None


def _binomial(count: int, pages: int, share: float) -> float:
    ways = lgamma(pages + 1) - lgamma(count + 1) - lgamma(pages - count + 1)
    return exp(ways + count * log(share) + (pages - count) * log1p(-share))
