"""Phrases of the evidence for a verdict: "14 pages", "97 %", "; in the 12 runs before, it matched 97 %"."""

from __future__ import annotations

from datetime import datetime

from scraper.runs.monitoring.baseline import Baseline

_MAX_LINE = 90


def count(number: int, noun: str) -> str:
    """A number and its noun: "1 page", "1,200 pages"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def percent(share: float) -> str:
    """A share of 0 to 1 as a percentage: "97 %", with one decimal below 10 %."""
    return f"{100 * share:.0f} %" if share in (0, 1) or share >= 0.1 else f"{100 * share:.1f} %"


def of_last(runs: int) -> str:
    """The runs that a figure covers: " of the last 3 runs", or "" if it covers only one."""
    return "" if runs <= 1 else f" of the last {runs} runs"


def baseline_clause(known: Baseline | None, words: str) -> str:
    """The end of a sentence that gives the baseline, or "" without one; `words` has a placeholder for the share."""
    if known is None:
        return ""
    runs = "run" if known.runs == 1 else f"{known.runs} runs"
    return f"; in the {runs} before, {words.format(percent(known.share))}"


def short(text: str) -> str:
    """A line in quotation marks, cut if it is long."""
    return f"“{text}”" if len(text) <= _MAX_LINE else f"“{text[:_MAX_LINE].rstrip()} …”"


def matcher_name(rule: str) -> str:
    """The matcher in a removal's `rule`, without its module: "newsletter('p.tide-letter')"."""
    return rule.partition(": ")[2] or rule


def moment(when: datetime) -> str:
    """A time: "2026-11-22 07:30 UTC"."""
    return f"{when:%Y-%m-%d %H:%M} UTC"


def period(seconds: float) -> str:
    """A period in its largest fitting unit: "9 days", "5 hours", "40 minutes"."""
    for size, noun in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= 2 * size or (seconds >= size and size == 60):
            return count(round(seconds / size), noun)
    return count(round(seconds), "second")
