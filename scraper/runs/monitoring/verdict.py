"""Judge a site by comparing its figures with its own history: pure functions, without clock or disk.

A redesign shows in what the site's rule finds, a new pitch in a line that every article keeps. Blocked pages and too
few pages are never evidence of a redesign.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scraper.runs.monitoring import evidence
from scraper.runs.monitoring.baseline import CHANCE, ENOUGH, MAX_BATCHES, Ratio, baseline_of, zero_streak
from scraper.runs.monitoring.drift import RunWindow, drift, leading_selector, matched, selected
from scraper.runs.site_stats import SiteStats
from scraper.runs.types import Finding, Verdict

_ENOUGH_WITHOUT_HISTORY = ENOUGH  # pages that show a break on a site without history
_RECENT_BATCHES = 3  # a rule that was corrected recently is measured by its results since then
_RULE_WORKS = 0.6


def judge_site(now: SiteStats, history: Sequence[SiteStats]) -> Finding:
    """The verdict of this run on its site, given the runs before it, newest first, without this one.

    A run without pages is judged by the pages before it: a quiet hour changes no verdict.
    """
    if reason := _no_access(now):
        return Finding(now.site, Verdict.INCONCLUSIVE, (reason,))
    window = RunWindow.of(now, [run for run in history if not _no_access(run)])
    verdict, sentences = _judge(window)
    if verdict is not Verdict.OK and not now.fetched and any(run.fetched for run in window.past):
        sentences = (*sentences, "no page was fetched in this run: the verdict is that on the pages before it")
    return Finding(now.site, verdict, sentences)


def _judge(window: RunWindow) -> tuple[Verdict, tuple[str, ...]]:
    now = window.now
    if broken := tuple(_broken(window)):
        if now.blocked and now.fetched and not now.articles:
            blocked = f"{evidence.count(now.blocked, 'page')} of this run were blocked"
            return Verdict.INCONCLUSIVE, (*broken, f"{blocked}, and the empty ones may be block pages too")
        return Verdict.BROKEN, broken
    if few := tuple(_too_few(window)):
        return Verdict.INCONCLUSIVE, few
    if changes := tuple(drift(window)):
        return Verdict.DEGRADED, changes
    return Verdict.OK, ()


def _no_access(run: SiteStats) -> str:
    """Why a run says nothing about the rule: the site denied access to most pages. "" if it did not."""
    denied, read = run.blocked + run.failed, run.fetched + run.unchanged
    if denied > read:
        kinds = ((run.blocked, "were blocked or rate-limited"), (run.failed, "failed"))
        of = f" of {evidence.count(denied + read, 'page')}"
        parts = [f"{number}{of} {what}" for number, what in kinds if number]
        return f"{', '.join(parts)}: this says nothing about the rule"
    if run.forbidden and not read:
        return f"robots.txt forbids all of the {evidence.count(run.forbidden, 'page')} that were to be fetched"
    if run.declined and not read:
        pages = evidence.count(run.declined, "page")
        return f"the publisher asks that {pages} of this run are not stored: see directives in the configuration"
    return ""


def _broken(window: RunWindow) -> Iterator[str]:
    """Evidence that articles or body matches have vanished, on too many pages for chance."""

    def filled(run: SiteStats) -> tuple[int, int]:
        return run.articles, run.fetched

    pages, runs, before = zero_streak(window.runs, filled)
    if _is_lost(pages, before, filled):
        usual = evidence.baseline_clause(baseline_of(before, filled), "{} of them held an article")
        yield f"all {evidence.count(pages, 'page')}{evidence.of_last(runs)} were empty{usual}"
    else:
        yield from _unmatched(window)


def dead_selector(runs: Sequence[SiteStats]) -> str:
    """The body selector that used to match and no longer does, given the runs of a site, newest first; "" if none."""
    pages, _, before = zero_streak(runs, matched)
    return leading_selector(before) if before and _is_lost(pages, before, matched) else ""


def _unmatched(window: RunWindow) -> Iterator[str]:
    """The rule's body selectors match nothing, although the generic route may still find articles."""
    pages, runs, before = zero_streak(window.runs, matched)
    since = window.runs[: len(window.runs) - len(before)]
    fell_back = sum(run.fell_back for run in since)
    if not before and (fell_back < _ENOUGH_WITHOUT_HISTORY or fell_back < sum(run.articles for run in since)):
        return
    if not _is_lost(pages, before, matched):
        return
    generic = sum(run.generic for run in since)
    selector = leading_selector(before)
    subject = f"body selector {selector!r} matched 0 of" if selector else "no body selector of the rule matched any of"
    usual = evidence.baseline_clause(baseline_of(before, selected(selector)), "it matched {}") if selector else ""
    yield f"{subject} {evidence.count(pages, 'page')}{evidence.of_last(runs)}{usual}"
    empty = f" and {pages - generic} were empty" if pages > generic else ""
    yield f"the generic route was used for {generic} of them{empty}"


def _is_lost(pages: int, before: Sequence[SiteStats], ratio: Ratio) -> bool:
    """True if `pages` without a hit cannot be chance, given the runs before them."""
    past = [known for most in (MAX_BATCHES, _RECENT_BATCHES) if (known := baseline_of(before, ratio, most)) is not None]
    if not past:
        return pages >= _ENOUGH_WITHOUT_HISTORY
    return pages > 0 and any(known.chance(0, pages) < CHANCE for known in past)


def _too_few(window: RunWindow) -> Iterator[str]:
    """Pages that look broken but are too few to be sure."""
    now = window.now
    if not any(run.fetched for run in window.runs):
        yield "no page of the site has been fetched yet"
    if not 0 < now.fetched < ENOUGH:
        return
    pages = f"{evidence.count(now.fetched, 'page')} of this run"
    if not now.articles:
        yield f"no article on the {pages}, which is too few to detect a redesign"
    elif not now.matched and (known := baseline_of(window.past, matched)) is not None and known.share >= _RULE_WORKS:
        usual = evidence.baseline_clause(known, "they matched {}")
        yield f"the rule's body selectors matched none of the {pages}, too few to detect a redesign{usual}"
