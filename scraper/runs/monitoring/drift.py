"""What has changed on a site that still yields articles: templates, dead matchers, sizes, new recurring lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp, log

from scraper.runs.monitoring import evidence
from scraper.runs.monitoring.baseline import (
    CHANCE,
    ENOUGH,
    ENOUGH_SIZES,
    Baseline,
    Ratio,
    baseline_of,
    batches,
    merge,
    shift,
    zero_streak,
)
from scraper.runs.site_stats import SiteStats

_MIN_DEAD = 3
_NEARLY_EVERY = 0.8
_MOST_ARTICLES = 0.5
_RULE_WORKS = 0.6
_MIN_CARRIED = 4
_HARDLY_ANY = 0.1
_DOUBT = 3  # many lines and matchers are compared, so one of them deviates by chance more often
_UNSEEN = 2  # a line is neither known as recurring nor counted before the third article with it
_LENGTH = log(2)
_SHARE = 0.1
_TEMPLATE_BATCHES = 10  # batches that a template is compared with: after half of them a new one is the usual one
_MAX_LINES = 3


@dataclass(frozen=True, slots=True)
class RunWindow:
    """This run (`now`), the runs before it (`past`, newest first), and the newest pages that make a batch.

    `recent` is this run merged with the `extra` runs before it that it needs to have enough pages.
    """

    now: SiteStats
    past: Sequence[SiteStats]
    recent: SiteStats
    extra: int

    @classmethod
    def of(cls, now: SiteStats, past: Sequence[SiteStats]) -> RunWindow:
        """The window of a run, given the runs before it, newest first."""
        recent, extra = now, 0
        while recent.fetched < ENOUGH and extra < len(past):
            recent, extra = merge(recent, past[extra]), extra + 1
        return cls(now, past, recent, extra)

    def with_articles(self, least: int) -> RunWindow:
        """The window extended to earlier runs until it has `least` articles."""
        recent, extra = self.recent, self.extra
        while recent.articles < least and extra < len(self.past):
            recent, extra = merge(recent, self.past[extra]), extra + 1
        return RunWindow(self.now, self.past, recent, extra)

    @property
    def runs(self) -> Sequence[SiteStats]:
        """All runs, newest first."""
        return (self.now, *self.past)

    @property
    def before(self) -> Sequence[SiteStats]:
        """The runs that `recent` is compared with."""
        return self.past[self.extra :]

    @property
    def of_runs(self) -> str:
        """The runs that `recent` covers, as a phrase for the evidence."""
        return evidence.of_last(sum(1 for run in self.runs[: self.extra + 1] if run.fetched))


@dataclass(frozen=True, slots=True)
class DeadMatcher:
    """A matcher that used to fire in nearly every article (`baseline`) and in none of the last `articles`."""

    matcher: str
    baseline: Baseline
    articles: int


def drift(window: RunWindow) -> Iterator[str]:
    """The evidence that a site has changed, one sentence each, the most telling first; nothing if it has not."""
    yield from _templates(window)
    yield from _increase(window, generic, "the generic route chose the body of {} of {} articles", "of {}")
    yield from _increase(window, empty, "{} of {} pages were empty", "{} were")
    for dead in dead_matchers(window.runs):
        yield (
            f"matcher {evidence.matcher_name(dead.matcher)} fired in none of the last {dead.articles} articles"
            f"{evidence.baseline_clause(dead.baseline, 'it fired in {} of them')}"
        )
    yield from _new_lines(window)
    yield from _sizes(window)


def matched(run: SiteStats) -> tuple[int, int]:
    """Pages whose body a selector of the rule found."""
    return run.matched, run.fetched


def generic(run: SiteStats) -> tuple[int, int]:
    """Articles whose body the generic route chose."""
    return run.generic, run.articles


def empty(run: SiteStats) -> tuple[int, int]:
    """Pages without an article."""
    return run.empty, run.fetched


def _fired(matcher: str) -> Ratio:
    return lambda run: (run.hits.get(matcher, 0), run.ruled)


def selected(selector: str) -> Ratio:
    """Pages whose body this selector found."""
    return lambda run: (run.selectors.get(selector, 0), run.fetched)


def leading_selector(runs: Sequence[SiteStats]) -> str:
    """The body selector that found most bodies; "" if none found any."""
    bodies = Counter[str]()
    for run in runs:
        bodies.update(run.selectors)
    return max(bodies, key=lambda name: (bodies[name], name), default="")


def _carrying(line: str) -> Ratio:
    return lambda run: (min(run.carried.get(line, 0), run.articles), run.articles)


def _templates(window: RunWindow) -> Iterator[str]:
    """Body selectors that match less often than before, even if another selector of the rule has replaced them."""
    past = batches(window.before, lambda run: run.fetched, _TEMPLATE_BATCHES)
    for selector in sorted({selector for run in past for selector in run.selectors}):
        ratio = selected(selector)
        known = baseline_of(window.before, ratio, _TEMPLATE_BATCHES)
        hits, pages = ratio(window.recent)
        if known is None or not pages or hits >= known.share * pages or not known.is_anomalous(hits, pages):
            continue
        if _is_repaired(window.recent, past, ratio, known):
            continue
        others = [f"{name!r} {number}" for name, number in window.recent.selectors.items() if name != selector]
        yield (
            f"body selector {selector!r} matched {hits} of {pages} pages{window.of_runs}"
            f"{' and ' + ', '.join(others) if others else ''}{evidence.baseline_clause(known, 'it matched {}')}"
        )


def _is_repaired(recent: SiteStats, past: Sequence[SiteStats], ratio: Ratio, known: Baseline) -> bool:
    """True if the rule broke after the selector last matched as usual, and now works with another selector."""
    if recent.matched < _RULE_WORKS * recent.fetched:
        return False
    for run in past:
        hits, pages = ratio(run)
        if hits >= known.share * pages / 2:
            return False
        if run.matched < _RULE_WORKS * run.fetched:
            return True
    return False


def _increase(window: RunWindow, ratio: Ratio, words: str, before: str) -> Iterator[str]:
    known = baseline_of(window.before, ratio)
    hits, pages = ratio(window.recent)
    if known is not None and pages and hits > known.share * pages and known.is_anomalous(hits, pages):
        yield f"{words.format(hits, pages)}{window.of_runs}{evidence.baseline_clause(known, before)}"


def dead_matchers(runs: Sequence[SiteStats]) -> tuple[DeadMatcher, ...]:
    """The matchers that fired in nearly every article of `runs`, newest first, and in none of the newest ones.

    If the newest run lists the matchers of the rule, those removed from the rule are not reported.
    """
    if not runs:
        return ()
    current = runs[0].matchers
    names = sorted({matcher for run in runs for matcher in run.hits}) if current is None else current
    dead = []
    for matcher in names:
        ratio = _fired(matcher)
        articles, _, older = zero_streak(runs, ratio)
        known = baseline_of(older, ratio)
        if known is None or articles < _MIN_DEAD or known.share < _NEARLY_EVERY or known.pages < ENOUGH:
            continue
        if known.chance(0, articles, _DOUBT) < CHANCE:
            dead.append(DeadMatcher(matcher, known, articles))
    return tuple(dead)


def _sizes(window: RunWindow) -> Iterator[str]:
    window = window.with_articles(ENOUGH_SIZES)
    recent, of_runs = window.recent, window.of_runs
    past = batches(window.before, lambda run: run.articles, enough=ENOUGH_SIZES)
    if recent.articles < ENOUGH_SIZES:
        return
    runs = evidence.count(sum(1 for run in window.before if run.articles), "run")
    if recent.median_length:
        usual = shift(log(recent.median_length), recent.articles, past, _log_length, _LENGTH)
        if usual is not None:
            now = f"the median body of {recent.articles} articles{of_runs} has {recent.median_length:,.0f} characters"
            yield f"{now}; in the {runs} before, it had {exp(usual):,.0f}"
    if recent.removed_share is not None:
        usual = shift(recent.removed_share, recent.articles, past, lambda run: run.removed_share, _SHARE)
        if usual is not None:
            removed = evidence.percent(recent.removed_share)
            now = f"{removed} of the body was removed from {recent.articles} articles{of_runs}"
            yield f"{now}; in the {runs} before, it was {evidence.percent(usual)}"


def _log_length(run: SiteStats) -> float | None:
    return log(run.median_length) if run.median_length else None


def _new_lines(window: RunWindow) -> Iterator[str]:
    """Lines that most recent articles keep and hardly any earlier article kept."""
    new = []
    for line, _ in window.recent.recurring:
        carried, articles, older = _since(line, (window.recent, *window.before))
        known = baseline_of(older, _carrying(line))
        if known is None or carried < _MIN_CARRIED or known.pages < 2 * ENOUGH or known.share > _HARDLY_ANY:
            continue
        if known.chance(carried, articles, _DOUBT + _UNSEEN) < CHANCE:
            new.append((carried, articles, line))
    for carried, articles, line in sorted(new, key=lambda item: (-item[0], item[2]))[:_MAX_LINES]:
        yield f"{carried} of the last {articles} articles keep a new line that no rule removes: {evidence.short(line)}"
    if len(new) > _MAX_LINES:
        yield f"{evidence.count(len(new) - _MAX_LINES, 'more new line')} recur in the same way"


def _since(line: str, runs: Sequence[SiteStats]) -> tuple[int, int, Sequence[SiteStats]]:
    """How many of how many articles keep the line since most articles do, and the runs before that."""
    ratio = _carrying(line)
    carried = articles = 0
    for index, run in enumerate(runs):
        hits, pages = ratio(run)
        if hits < _MOST_ARTICLES * pages:
            return carried, articles, runs[index:]
        carried, articles = carried + hits, articles + pages
    return carried, articles, ()
