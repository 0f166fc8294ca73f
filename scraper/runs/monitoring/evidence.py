"""Figures as evidence says them: "14 pages", "97 %", "; in the 12 runs before it matched 97 %"."""

from __future__ import annotations

from scraper.runs.monitoring.baseline import Baseline

_SHOWN = 90


def count(number: int, noun: str) -> str:
    """A number and what it counts: "1 page", "1,200 pages"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def percent(share: float) -> str:
    """A share of 0 to 1: "97 %", with a decimal below ten."""
    return f"{100 * share:.0f} %" if share in (0, 1) or share >= 0.1 else f"{100 * share:.1f} %"


def over(runs: int) -> str:
    """Which runs a figure is of: nothing for this one alone."""
    return "" if runs <= 1 else f" of the last {runs} runs"


def before(known: Baseline | None, words: str) -> str:
    """What used to be, as the end of a sentence; nothing where it is not known. `words` has a place for the share."""
    if known is None:
        return ""
    runs = "run" if known.runs == 1 else f"{known.runs} runs"
    return f"; in the {runs} before {words.format(percent(known.share))}"


def short(text: str) -> str:
    """A line in quotation marks, cut where it is long."""
    return f"“{text}”" if len(text) <= _SHOWN else f"“{text[:_SHOWN].rstrip()} …”"


def matcher_name(rule: str) -> str:
    """The matcher of a receipt without its module: "newsletter('p.tide-letter')"."""
    return rule.partition(": ")[2] or rule
