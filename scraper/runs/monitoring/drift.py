"""What has moved on a site that still gives articles: templates, matchers that died, sizes, lines that are new."""

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
    Part,
    batches,
    moved,
    streak,
    together,
    usual,
)
from scraper.runs.site_stats import SiteStats

_LEAST_DEAD = 3
_NEARLY_EVERY = 0.8
_MOST_ARTICLES = 0.5
_MOSTLY = 0.6
_LEAST_CARRIED = 4
_HARDLY_ANY = 0.1
_DOUBT = 3  # many lines and matchers are looked at, so one of them is off by chance sooner
_UNSEEN = 2  # a line is not known as recurring, and not counted, until the third article with it
_LENGTH = log(2)
_SHARE = 0.1
_SETTLED = 10  # batches that a template is compared with: after half of them a new one is the usual one
_NAMED = 3


@dataclass(frozen=True, slots=True)
class View:
    """This run (`now`) and those before it (`past`), newest first, and the newest pages that make a batch.

    `recent` is this run alone where it has enough pages and is laid together with the `spans` runs before it where it
    has not; `before` are the runs behind them.
    """

    now: SiteStats
    past: Sequence[SiteStats]
    recent: SiteStats
    spans: int

    @classmethod
    def of(cls, now: SiteStats, past: Sequence[SiteStats]) -> View:
        """The view of a run, given the runs before it, newest first."""
        recent, spans = now, 0
        while recent.fetched < ENOUGH and spans < len(past):
            recent, spans = together(recent, past[spans]), spans + 1
        return cls(now, past, recent, spans)

    def with_articles(self, least: int) -> View:
        """The same with more of the runs before laid together, until there are `least` articles."""
        recent, spans = self.recent, self.spans
        while recent.articles < least and spans < len(self.past):
            recent, spans = together(recent, self.past[spans]), spans + 1
        return View(self.now, self.past, recent, spans)

    @property
    def runs(self) -> Sequence[SiteStats]:
        """All runs, newest first."""
        return (self.now, *self.past)

    @property
    def before(self) -> Sequence[SiteStats]:
        """The runs that `recent` is compared with."""
        return self.past[self.spans :]

    @property
    def over(self) -> str:
        """Which runs the figures of `recent` are of, as evidence says it."""
        return evidence.over(sum(1 for run in self.runs[: self.spans + 1] if run.fetched))


@dataclass(frozen=True, slots=True)
class Dead:
    """A matcher that fired in nearly every article (`share`, over `runs` runs) and in none of the last `articles`."""

    matcher: str
    share: float
    runs: int
    articles: int


def drift(view: View) -> Iterator[str]:
    """The evidence that a site has moved, one sentence each; nothing where all is as it used to be."""
    yield from _templates(view)
    yield from _risen(view, generic, "the generic route chose the body of {} of {} articles", "of {}")
    yield from _risen(view, empty, "{} of {} pages were empty", "{} were")
    for dead in dead_matchers(view.runs):
        was = Baseline(dead.share, 0.0, 0, dead.runs, 0)
        yield (
            f"matcher {evidence.matcher_name(dead.matcher)} fired in none of the last {dead.articles} articles"
            f"{evidence.before(was, 'it fired in {} of them')}"
        )
    yield from _sizes(view)
    yield from _new_lines(view)


def matched(run: SiteStats) -> tuple[int, int]:
    """Pages whose body a selector of the rule found."""
    return run.matched, run.fetched


def generic(run: SiteStats) -> tuple[int, int]:
    """Articles whose body the generic route chose."""
    return run.generic, run.articles


def empty(run: SiteStats) -> tuple[int, int]:
    """Pages without an article."""
    return run.empty, run.fetched


def _fired(matcher: str) -> Part:
    return lambda run: (run.hits.get(matcher, 0), run.ruled)


def selected(selector: str) -> Part:
    """Pages whose body this selector found."""
    return lambda run: (run.selectors.get(selector, 0), run.fetched)


def leading_selector(runs: Sequence[SiteStats]) -> str:
    """The body selector that found most bodies; "" where none found any."""
    found = Counter[str]()
    for run in runs:
        found.update(run.selectors)
    return max(found, key=lambda name: (found[name], name), default="")


def _carrying(line: str) -> Part:
    return lambda run: (min(run.carried.get(line, 0), run.articles), run.articles)


def _templates(view: View) -> Iterator[str]:
    """Body selectors that match less than they did, whether or not another of the rule has taken over."""
    laid = batches(view.before, lambda run: run.fetched, _SETTLED)
    for selector in sorted({selector for run in laid for selector in run.selectors}):
        part = selected(selector)
        known = usual(view.before, part, _SETTLED)
        hits, pages = part(view.recent)
        if known is None or not pages or hits >= known.share * pages or not known.is_far(hits, pages):
            continue
        if _mended(view.recent, laid, part, known):
            continue
        others = [f"{name!r} {number}" for name, number in view.recent.selectors.items() if name != selector]
        yield (
            f"body selector {selector!r} matched {hits} of {pages} pages{view.over}"
            f"{' and ' + ', '.join(others) if others else ''}{evidence.before(known, 'it matched {}')}"
        )


def _mended(recent: SiteStats, laid: Sequence[SiteStats], part: Part, known: Baseline) -> bool:
    """Whether the rule was broken since the selector last matched as it used to, and matches again by another one."""
    if recent.matched < _MOSTLY * recent.fetched:
        return False
    for run in laid:
        hits, pages = part(run)
        if hits >= known.share * pages / 2:
            return False
        if run.matched < _MOSTLY * run.fetched:
            return True
    return False


def _risen(view: View, part: Part, words: str, then: str) -> Iterator[str]:
    known = usual(view.before, part)
    hits, pages = part(view.recent)
    if known is not None and pages and hits > known.share * pages and known.is_far(hits, pages):
        yield f"{words.format(hits, pages)}{view.over}{evidence.before(known, then)}"


def dead_matchers(runs: Sequence[SiteStats]) -> tuple[Dead, ...]:
    """The matchers that fired in nearly every article of `runs`, newest first, and in none of the newest ones.

    Where the newest run says which matchers the rule has, one that was taken out of it is not dead but gone.
    """
    if not runs:
        return ()
    named = runs[0].matchers
    names = sorted({matcher for run in runs for matcher in run.hits}) if named is None else named
    found = []
    for matcher in names:
        part = _fired(matcher)
        articles, _, older = streak(runs, part)
        known = usual(older, part)
        if known is None or articles < _LEAST_DEAD or known.share < _NEARLY_EVERY or known.pages < ENOUGH:
            continue
        if known.chance(0, articles, _DOUBT) < CHANCE:
            found.append(Dead(matcher, known.share, known.runs, articles))
    return tuple(found)


def _sizes(view: View) -> Iterator[str]:
    view = view.with_articles(ENOUGH_SIZES)
    recent, over = view.recent, view.over
    laid = batches(view.before, lambda run: run.articles, enough=ENOUGH_SIZES)
    if recent.articles < ENOUGH_SIZES:
        return
    runs = evidence.count(sum(1 for run in view.before if run.articles), "run")
    if recent.median_length:
        was = moved(log(recent.median_length), recent.articles, laid, _log_length, _LENGTH)
        if was is not None:
            now = f"the median body of {recent.articles} articles{over} has {recent.median_length:,.0f} characters"
            yield f"{now}; in the {runs} before it had {exp(was):,.0f}"
    if recent.removed_share is not None:
        was = moved(recent.removed_share, recent.articles, laid, lambda run: run.removed_share, _SHARE)
        if was is not None:
            now = f"{evidence.percent(recent.removed_share)} of the body left {recent.articles} articles{over}"
            yield f"{now}; in the {runs} before it was {evidence.percent(was)}"


def _log_length(run: SiteStats) -> float | None:
    return log(run.median_length) if run.median_length else None


def _new_lines(view: View) -> Iterator[str]:
    """Lines that most articles keep since lately, and hardly any kept before."""
    found = []
    for line, _ in view.recent.recurring:
        carried, articles, older = _since(line, (view.recent, *view.before))
        known = usual(older, _carrying(line))
        if known is None or carried < _LEAST_CARRIED or known.pages < 2 * ENOUGH or known.share > _HARDLY_ANY:
            continue
        if known.chance(carried, articles, _DOUBT + _UNSEEN) < CHANCE:
            found.append((carried, articles, line))
    for carried, articles, line in sorted(found, key=lambda item: (-item[0], item[2]))[:_NAMED]:
        yield f"{carried} of the last {articles} articles keep a new line that no rule takes: {evidence.short(line)}"
    if len(found) > _NAMED:
        yield f"{evidence.count(len(found) - _NAMED, 'more new line')} recur like that"


def _since(line: str, runs: Sequence[SiteStats]) -> tuple[int, int, Sequence[SiteStats]]:
    """In how many of how many articles the line stands since most carry it, and the runs before that."""
    part = _carrying(line)
    carried = articles = 0
    for index, run in enumerate(runs):
        hits, pages = part(run)
        if hits < _MOST_ARTICLES * pages:
            return carried, articles, runs[index:]
        carried, articles = carried + hits, articles + pages
    return carried, articles, ()
