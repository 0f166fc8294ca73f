"""What a site's figures say against its own history: pure, no clock, no disk.

A redesign shows in what the site's rule finds, a new pitch in a line that every article keeps. A site that keeps the
run out shows nothing: blocked pages are never evidence of a redesign, and neither are too few.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scraper.runs.monitoring import evidence
from scraper.runs.monitoring.baseline import CHANCE, ENOUGH, MAX_RUNS, Part, streak, usual
from scraper.runs.monitoring.drift import Dead, View, dead_matchers, drift, leading_selector, matched, selected
from scraper.runs.site_stats import SiteStats
from scraper.runs.types import Finding, Verdict

__all__ = ["Dead", "SiteStats", "dead_matchers", "judge_site"]

_PLAIN = ENOUGH  # pages that show a break on a site whose earlier days nobody saw
_LATELY = 3  # batches: a rule that was mended lately is measured by what it did since
_MOSTLY = 0.6


def judge_site(now: SiteStats, history: Sequence[SiteStats]) -> Finding:
    """What this run says of its site, given the runs before it, newest first; this one is not among them.

    A run without a page is judged by the pages before it: a quiet hour changes no verdict.
    """
    if outside := _kept_out(now):
        return Finding(now.site, Verdict.INCONCLUSIVE, (outside,))
    view = View.of(now, [run for run in history if not _kept_out(run)])
    found, evidence = _judged(view)
    if found is not Verdict.OK and not now.fetched and any(run.fetched for run in view.past):
        evidence = (*evidence, "no page came in this run: this is what the pages before it say")
    return Finding(now.site, found, evidence)


def _judged(view: View) -> tuple[Verdict, tuple[str, ...]]:
    now = view.now
    if broken := tuple(_broken(view)):
        if now.blocked and now.fetched and not now.articles:
            also = f"{evidence.count(now.blocked, 'page')} of this run were blocked, and the others may be in disguise"
            return Verdict.INCONCLUSIVE, (*broken, also)
        return Verdict.BROKEN, broken
    if few := tuple(_too_few(view)):
        return Verdict.INCONCLUSIVE, few
    if moved := tuple(drift(view)):
        return Verdict.DEGRADED, moved
    return Verdict.OK, ()


def _kept_out(run: SiteStats) -> str:
    """Why a run has no say: the site kept most of it out. "" where it did not."""
    shut, let_in = run.blocked + run.failed, run.fetched + run.unchanged
    if shut > let_in:
        kinds = ((run.blocked, "were blocked or rate-limited"), (run.failed, "failed"))
        of = f" of {evidence.count(shut + let_in, 'page')}"
        said = [f"{number}{of} {what}" for number, what in kinds if number]
        return f"{', '.join(said)}: that says nothing of the rule"
    if run.forbidden and not let_in:
        return f"robots.txt forbids all of the {evidence.count(run.forbidden, 'page')} that were to be fetched"
    return ""


def _broken(view: View) -> Iterator[str]:
    """Nothing where there used to be something, on so many pages that it is no chance."""
    pages, runs, before = streak(view.runs, lambda run: (run.articles, run.fetched))
    known = usual(before, lambda run: (run.articles, run.fetched))
    if _gone(pages, before, lambda run: (run.articles, run.fetched)):
        said = evidence.before(known, "{} of them held an article")
        yield f"all {evidence.count(pages, 'page')}{evidence.over(runs)} were empty{said}"
    else:
        yield from _lost(view)


def _lost(view: View) -> Iterator[str]:
    """The rule's body selectors match nothing, while the generic route may still find articles."""
    pages, runs, before = streak(view.runs, matched)
    since = view.runs[: len(view.runs) - len(before)]
    fell_back = sum(run.fell_back for run in since)
    if not before and (fell_back < _PLAIN or fell_back < sum(run.articles for run in since)):
        return
    if not _gone(pages, before, matched):
        return
    stood_in = sum(run.generic for run in since)
    yield f"{_selectors(before)} {evidence.count(pages, 'page')}{evidence.over(runs)}{_as_before(before)}"
    empty = f" and {pages - stood_in} were empty" if pages > stood_in else ""
    yield f"the generic route stood in for {stood_in} of them{empty}"


def _selectors(before: Sequence[SiteStats]) -> str:
    lead = leading_selector(before)
    return f"body selector {lead!r} matched 0 of" if lead else "no body selector of the rule matched any of"


def _as_before(before: Sequence[SiteStats]) -> str:
    lead = leading_selector(before)
    return evidence.before(usual(before, selected(lead)), "it matched {}") if lead else ""


def _gone(pages: int, before: Sequence[SiteStats], part: Part) -> bool:
    """Whether `pages` without a hit are too many for what the runs before them had."""
    past = [known for most in (MAX_RUNS, _LATELY) if (known := usual(before, part, most)) is not None]
    if not past:
        return pages >= _PLAIN
    return pages > 0 and any(known.chance(0, pages) < CHANCE for known in past)


def _too_few(view: View) -> Iterator[str]:
    """Pages that look broken, and are too few to be sure of it."""
    now = view.now
    if not any(run.fetched for run in view.runs):
        yield "no page of the site has come yet"
    if not 0 < now.fetched < ENOUGH:
        return
    pages = f"{evidence.count(now.fetched, 'page')} of this run"
    if not now.articles:
        yield f"no article on the {pages}, which is too little to tell a redesign by"
    elif not now.matched and (known := usual(view.past, matched)) is not None and known.share >= _MOSTLY:
        also = evidence.before(known, "they matched {}")
        yield f"the rule's body selectors matched none of the {pages}, too few to tell a redesign by{also}"
