"""What is taken by its wording alone: the site's own patterns, then the labels and openings of the phrase packs."""

from __future__ import annotations

import re
from functools import cache

from scraper.cleaning.classify.page import View
from scraper.cleaning.lines.line import Kind
from scraper.model import Reason
from scraper.rules import Matcher
from scraper.rules.patterns import PATTERN_REACH, first_letters, matches

MOST_RUN = 12
"""A `through=` run longer than this did not find its end, and takes only its first block."""
_UNMISTAKABLE = """
advertisement advertisements advertising anzeige werbung publicité publicités publicidad related comments newsletter
newsletters donate subscribe share tweet sponsored reuters shutterstock scorecard teilen drucken merken vorlesen
kommentare kommentieren abonnieren weiterlesen meistgelesen twittern einloggen partager imprimer commenter
commentaires s'abonner compartir comentarios suscríbete relacionados etiquetas imprimir
"""
_KEPT = frozenset((Kind.TABLE, Kind.PRE, Kind.QUOTE))
_LABEL = 80
"""A label has fewer characters."""
_STRONG_SINGLE = frozenset(_UNMISTAKABLE.split())
"""Single words that are never a subhead."""


def site_phrases(view: View) -> None:
    """The `text=` matchers of the site's rule, on lines that none of its selectors took."""
    spoken = tuple(matcher for matcher in view.facts.matchers if matcher.text and not matcher.selector)
    letters, any_of = _any_of(tuple(matcher.text for matcher in spoken))
    hits = [
        i
        for i, line in enumerate(view.lines)
        if (letters is None or line.text[:1].lower() in letters)
        and view.is_open(i)
        and any_of.match(line.text, 0, PATTERN_REACH)
    ]
    for matcher in spoken:
        for index in hits:
            if view.is_open(index) and matches(matcher.text, view.lines[index].text):
                _take(view, index, matcher)
                if matcher.tail:
                    break


@cache
def _any_of(patterns: tuple[str, ...]) -> tuple[frozenset[str] | None, re.Pattern[str]]:
    """What a line that one of `patterns` matches can begin with, if that is known, and the patterns joined."""
    letters = [first_letters(pattern) for pattern in patterns]
    known = None if None in letters else frozenset().union(*(each for each in letters if each))
    return known, re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or "(?!)", re.IGNORECASE)


def _take(view: View, index: int, matcher: Matcher) -> None:
    rule = matcher.in_receipts(view.facts.module)
    view.reopen(index)
    view.cut(index, matcher.reason, rule, tail=matcher.tail)
    if not matcher.through:
        return
    run = []
    for after in view.neighbours(index, 1):
        run.append(after)
        if matches(matcher.through, view.lines[after].text):
            for member in run:
                view.reopen(member)
                view.cut(member, matcher.reason, rule)
            return
        if len(run) >= MOST_RUN:
            return


def pack_phrases(view: View) -> None:
    """Labels ("Advertisement") and openings ("Sign up for our …") of the page's languages."""
    for index in view.live():
        line = view.lines[index]
        if line.kind in _KEPT:
            continue
        text = line.text
        for pack in view.facts.packs:
            reason = pack.label(view.cues[index].key) if len(text) < _LABEL else None
            if reason is not None and not _may_be_subhead(view, index):
                view.cut(index, reason, f"lexicon.{pack.language} label {view.cues[index].key!r}")
                break
            opening = pack.opening(text)
            if opening is not None and not _is_story(view, index, opening[0]):
                view.cut(index, opening[0], f"lexicon.{opening[1]}")
                break


def _may_be_subhead(view: View, index: int) -> bool:
    """A single everyday word between paragraphs may be a subhead ("Facebook", "Video") or an answer ("Next")."""
    cue = view.cues[index]
    if " " in cue.key or cue.key in _STRONG_SINGLE:
        return False
    if view.lines[index].kind is Kind.ITEM and view.lines[index].linked < 0.5:
        return True
    before = next(iter(view.neighbours(index, -1)), None)
    after = next(iter(view.neighbours(index, 1)), None)
    return before is not None and after is not None and view.prose(after) and (view.prose(before) or cue.sentence)


def _is_story(view: View, index: int, reason: Reason) -> bool:
    """An opening that goes on as a report: long, with a quotation or somebody who said so."""
    cue = view.cues[index]
    if reason in (Reason.BYLINE, Reason.SYNDICATION, Reason.CONTACT, Reason.AFFILIATE):
        return cue.words > 120
    return cue.words > 70 or (cue.words > 8 and cue.attributed and not cue.names_publisher)
