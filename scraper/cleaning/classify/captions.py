"""Captions and credits in running text: agencies at the end of a line, alone on it, or glued to its text."""

from __future__ import annotations

import re

from scraper.cleaning.classify.page import Classification
from scraper.cleaning.lexicon.agencies import AGENCY, GLUED, LAST_WORDS, PLATFORMS
from scraper.cleaning.lines.line import LineKind
from scraper.model import Reason
from scraper.rules.patterns import PATTERN_REACH

_NAME = r"(?:[A-ZÀ-Þ][\w.'’-]{0,20} ?){1,4}"
_LEAD = (
    r"(?:photo(?:graph|s)?|image|picture|illustration|foto|bild|bildquelle|grafik|"
    r"crédits?(?: photos?)?|imagen|source|fuente|credit|video)"
)
_CREDIT_LINE = (
    rf"(?i)\(?(?:{_LEAD}s?(?: credits?)?(?: by)?|©|\(c\)) ?[:/|©] ?.{{2,140}}$"
    rf"|\((?:{_LEAD})[^()]{{2,120}}\)$"
    rf"|(?:{_LEAD}s?|illustration) (?:by|courtesy of|via|from) .{{2,80}}[^.!?]$"
    rf"|(?:.{{0,80}}\bvia )?{AGENCY}$"
)
_SLASHED = rf"(?:{_NAME}|\b)[ ]?(?:/|\||via|—|–) ?(?:{AGENCY})(?:[ /].{{0,40}})?\.?\)?$"
_GLUED = rf"[a-zà-ÿ0-9.!?\"”’)](?:REUTERS/{_NAME}|{_NAME}?/ ?{AGENCY}|(?:{'|'.join(GLUED)}))$"
_REUTERS = (
    rf"\bREUTERS ?/ ?(?:{_NAME}|[A-Z]+)\.?$"
    rf"|\bAP Photo ?/ ?{_NAME}\.?$"
    rf"|\((?:AP|AFP|Reuters|Getty|EPA|AP Photo)(?: Photo| Images)?(?:/[^()]{{2,60}})?\)$"
)
_OPENS = rf"^(?:{_NAME}?/ ?{AGENCY}|{AGENCY}/{_NAME}?|[A-Za-z]+\.com)(?=[A-Z])"
_TRAILER = (
    r"(?:(?:Photo|Image|Imagen|Picture|Foto|Bild|Grafik|Illustration|Screenshot|Credit|Crédit|Source|Fuente)s? ?[:©]|©)"
    r" ?[^.!?]{2,60}$"
)
_KINDS = frozenset((LineKind.PARAGRAPH, LineKind.ITEM, LineKind.HEADING))
_PARTING = ("/", "|", "via", "—", "–")
_SIGNED = ("REUTERS", "AP Photo")
_END = 110
"""A credit at the end of a line has at most so many characters; the name before it may be longer."""
_FIRST_LETTERS = "pPiIfFbBcCsSvV©("
_SHORT = 90
MOST_CAPTION = 60
"""Words that a caption may have before its credit; longer text that ends in an agency's name is article."""


def decide_captions(page: Classification) -> None:
    """Remove credits, and captions that end or open with one."""
    for index in page.remaining():
        line, cue = page.lines[index], page.features[index]
        if cue.words > MOST_CAPTION or line.kind not in _KINDS or len(line.text) > PATTERN_REACH:
            continue
        if not _may_hold_credit(line.text) or cue.key in PLATFORMS:
            continue
        if cue.words <= 20 and re.match(_CREDIT_LINE, line.text):
            page.remove(index, Reason.CREDIT, "captions: credit")
            _caption_above(page, index)
        elif _is_caption(line.text):
            short = cue.words <= 8 and not cue.sentence
            page.remove(index, Reason.CREDIT if short else Reason.CAPTION, "captions: ends in a credit")


def _may_hold_credit(text: str) -> bool:
    """Whether the ends of a line allow a credit: checked before any pattern is tried."""
    if "/" in text or "©" in text:
        return True
    end = text[-60:]
    if "|" in end or ":" in end or ":" in text[:30] or ".com" in text[:40] or end[-1:] == ")" or end.endswith(GLUED):
        return True
    if text[0] in _FIRST_LETTERS and len(text) < _SHORT:
        return True
    return end.rstrip(" .)").rpartition(" ")[2].lower() in LAST_WORDS


def _is_caption(text: str) -> bool:
    """Whether a line ends or opens with a credit. A pattern is tried only where the marks it needs are there."""
    end = text[-_END:]
    slash = "/" in end
    if (slash or _holds(end, _PARTING)) and re.search(_SLASHED, text):
        return True
    if (slash or end.rstrip().endswith(GLUED)) and re.search(_GLUED, text):
        return True
    if (_holds(text, _SIGNED) or end.rstrip().endswith(")")) and re.search(_REUTERS, text):
        return True
    if ("©" in end or ":" in end) and re.search(_TRAILER, end):
        return True
    return ("/" in text[:_END] or ".com" in text) and re.match(_OPENS, text) is not None


def _holds(text: str, marks: tuple[str, ...]) -> bool:
    return any(mark in text for mark in marks)


def _caption_above(page: Classification, index: int) -> None:
    """Remove the short line right above a credit: it is the caption, before the article or under a picture."""
    above = index - 1
    if above < 1 or page.removed[above] is not None or page.lines[above].kind is not LineKind.PARAGRAPH:
        return
    cue = page.features[above]
    first = next(iter(page.remaining_prose()), len(page.lines))
    if cue.words <= 12 and not cue.quotes and (above < first or not cue.sentence) and page.context.flat:
        page.remove(above, Reason.CAPTION, "captions: above a credit")
