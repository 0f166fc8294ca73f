"""What leaves the body by its wording alone: the labels and patterns of the language files."""

from __future__ import annotations

from scraper.cleaning.classify.page import Classification
from scraper.cleaning.lexicon import words_of_all
from scraper.cleaning.lexicon.matching import is_unspaced
from scraper.cleaning.lines.line import LineKind
from scraper.cleaning.metadata.date_lines import is_date_line
from scraper.model import Reason

_KEPT = frozenset((LineKind.TABLE, LineKind.PRE, LineKind.QUOTE))
_LABEL = 80
"""Longer lines, in characters, are not looked up as labels."""
_ONE_WORD = 6
"""A label of more letters in Chinese or Japanese, which put no spaces between words, is of several words."""
_MOST_WORDS = 120
"""A longer line is story, whatever it begins with."""


def decide_labels(page: Classification) -> None:
    """Remove labels ("Advertisement") and lines that a pattern takes ("Sign up for our …"), in the page's languages."""
    for index in page.remaining():
        cue = page.features[index]
        if cue.words > _MOST_WORDS or page.lines[index].kind in _KEPT:
            continue
        for pack in page.context.packs:
            reason = pack.label(cue.key) if len(cue.text) < _LABEL else None
            if reason is not None and not _may_be_subhead(page, index):
                page.remove(index, reason, f"{pack.language}/{reason}/{cue.key!r}")
                break
            pattern = pack.pattern(cue.folded)
            if pattern is not None and not _is_story(page, index, pattern.reason):
                page.remove(index, pattern.reason, str(pattern))
                break


def _may_be_subhead(page: Classification, index: int) -> bool:
    """Whether a label of one everyday word may be a subhead ("Video") or an answer ("Next") between paragraphs."""
    cue = page.features[index]
    several = " " in cue.key or (len(cue.key) > _ONE_WORD and is_unspaced(cue.key))
    if several or cue.key in words_of_all("unmistakable"):
        return False
    if page.lines[index].kind is LineKind.ITEM and page.lines[index].linked < 0.5:
        return True
    before = next(iter(page.neighbours(index, -1)), None)
    after = next(iter(page.neighbours(index, 1)), None)
    return before is not None and after is not None and page.is_prose(after) and (page.is_prose(before) or cue.sentence)


def _is_story(page: Classification, index: int, reason: Reason) -> bool:
    """Whether a line that begins like a pitch goes on as a report: it is long, or attributes what it says."""
    cue = page.features[index]
    if reason is Reason.DATE:
        return index in page.timeline or (cue.sentence and not is_date_line(cue.text))
    if reason in (Reason.BYLINE, Reason.SYNDICATION, Reason.CONTACT, Reason.AFFILIATE):
        return False
    return cue.words > 70 or (cue.words > 8 and cue.attributed and not cue.names_publisher)
