"""What the site's own rule decides: its selectors, its wording, its exceptions, and what it cuts off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from scraper.cleaning.classify.page import Classification
from scraper.cleaning.lines.line import Decision
from scraper.cleaning.text import tidy
from scraper.html.dom import Node
from scraper.model import DecisionOrigin
from scraper.rules import Matcher, NamedRule
from scraper.rules.patterns import PatternSet, matches

MOST_RUN = 12
"""A `through=` run of more blocks than this did not find its end, and takes only its first block."""


def match_elements(roots: Sequence[Node], named: NamedRule | None) -> dict[int, Matcher]:
    """The elements inside `roots` that a selector of the rule takes or keeps: `mem_id` → matcher.

    An element that two matchers take goes to the one that keeps, else to the first in the rule.
    """
    found: dict[int, Matcher] = {}
    own = {root.mem_id for root in roots}
    for matcher in sorted(named.rule.remove if named else (), key=lambda matcher: matcher.reason is not None):
        if matcher.selector:
            for node in (node for root in roots for node in root.css(matcher.selector)):
                if node.mem_id not in own and (not matcher.text or _fits(matcher, node)):
                    found.setdefault(node.mem_id, matcher)
    return found


def _fits(matcher: Matcher, node: Node) -> bool:
    return matches(matcher.text, tidy(node.text(separator=" ")))


def keeps_text(named: NamedRule | None) -> Callable[[str], Matcher | None]:
    """The function that gives the matcher by which the rule keeps a text, None where it does not."""
    keeping = [matcher for matcher in _by_wording(named) if matcher.reason is None]
    return lambda text: next((matcher for matcher in keeping if matches(matcher.text, text)), None)


def _by_wording(named: NamedRule | None) -> list[Matcher]:
    """The matchers of the rule that go by wording alone."""
    return [matcher for matcher in (named.rule.remove if named else ()) if matcher.text and not matcher.selector]


def decide_by_site_rule(page: Classification) -> None:
    """Decide what the rule names: first by selector, then by wording, then everything behind a `tail` matcher."""
    named = page.context.named
    if named is None:
        return
    tails: list[tuple[int, Matcher]] = []
    for index, line in enumerate(page.lines):
        if line.matcher is not None and (line.text or line.matcher.reason is None):
            page.decide(index, _decision(named, line.matcher))
            tails += [(index, line.matcher)] if line.matcher.tail else []
    wordings = sorted(_by_wording(named), key=lambda matcher: matcher.reason is not None)
    patterns = _together(tuple(matcher.text for matcher in wordings))
    hits = {i: found for i, cue in enumerate(page.features) if wordings and (found := patterns.match(cue.folded))}
    for number, matcher in enumerate(wordings):
        for index, found in hits.items():
            if number in found and page.decisions[index] is None:
                _take(page, index, matcher, named)
                if matcher.tail:
                    tails.append((index, matcher))
                    break
    if tails:
        start, matcher = min(tails, key=lambda tail: tail[0])
        for index in range(start + 1, len(page.lines)):
            page.decide(index, _decision(named, matcher))


def decide_pictures(page: Classification) -> None:
    """Decide the marked elements that hold pictures and no text: last, for the other deciders go by text."""
    named = page.context.named
    for index, line in enumerate(page.lines):
        if line.images and not line.text:
            decision = _decision(named, line.matcher) if named is not None and line.matcher else line.structure
            if decision is not None:
                page.decide(index, decision)


def _decision(named: NamedRule, matcher: Matcher) -> Decision:
    return Decision(matcher.reason, named.receipt_name(matcher), DecisionOrigin.SITE)


def _take(page: Classification, index: int, matcher: Matcher, named: NamedRule) -> None:
    """Decide a line, and the run that begins with it down to the `through` pattern, pictures in between included."""
    decision = _decision(named, matcher)
    page.decide(index, decision)
    if not matcher.through:
        return
    for number, after in enumerate(page.neighbours(index, 1)):
        if matches(matcher.through, page.lines[after].text):
            for member in range(index + 1, after + 1):
                page.decide(member, decision)
            return
        if number + 1 >= MOST_RUN:
            return


@cache
def _together(patterns: tuple[str, ...]) -> PatternSet:
    return PatternSet(patterns)
