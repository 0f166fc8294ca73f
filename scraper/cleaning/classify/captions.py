"""Captions and credits in running text: agencies at the end of a line, alone on it, or glued to its text."""

from __future__ import annotations

from functools import cache

from scraper.cleaning.classify.page import Classification
from scraper.cleaning.lexicon import agencies, words_of_all
from scraper.cleaning.lines.line import LineKind
from scraper.cleaning.metadata.name_expressions import name_pattern
from scraper.model import Reason
from scraper.rules.patterns import PATTERN_REACH, PatternSet

_WHOLE = 0
_KINDS = frozenset((LineKind.PARAGRAPH, LineKind.ITEM, LineKind.HEADING))
_SUBHEADS = (2, 3)
"""The levels of headings in HTML that are subheads of a story, whatever they begin with."""
MOST_CAPTION = 60
"""Words that a caption may have before its credit; longer text that ends in an agency's name is article."""


def decide_captions(page: Classification) -> None:
    """Remove credits, and captions that end or open with one."""
    for index in page.remaining():
        line, cue = page.lines[index], page.features[index]
        if cue.words > MOST_CAPTION or line.kind not in _KINDS or len(line.text) > PATTERN_REACH:
            continue
        if line.kind is LineKind.HEADING and line.level in _SUBHEADS and not page.context.flat:
            continue
        if cue.key in agencies().platforms:
            continue
        found = _credits().match(cue.folded)
        if _WHOLE in found and cue.words <= 20:
            page.remove(index, Reason.CREDIT, "captions: credit")
            _caption_above(page, index)
        elif found and found != [_WHOLE]:
            short = cue.words <= 8 and not cue.sentence
            page.remove(index, Reason.CREDIT if short else Reason.CAPTION, "captions: ends in a credit")


@cache
def _credits() -> PatternSet:
    """The shapes of a credit: a whole line, the end of one, the start of one. Capitals count in the last two.

    "Photo: Ann Example", "… on Monday. Ann Example/Reuters", "… on Monday (AP)" and "Ann Example/ReutersThe quay …".
    """
    known, name = agencies(), name_pattern(alone=True)
    agency, words = f"(?:{known.any_name})", words_of_all("credit_words")
    lead, joiner = f"(?:{'|'.join(words)})s?", f"(?:{'|'.join(words_of_all('credit_joiners'))})"
    capitalised = "|".join(word.capitalize() for word in words)
    signing, bracketed, glued = ("|".join(names) for names in (known.signing, known.bracketed, known.glued))
    ends = (
        rf"(?:{name} ?|\b) ?(?:/|\||via|—|–) ?{agency}(?:[ /].{{0,40}})?\.?\)?",
        rf"[a-z0-9.!?\"”')](?:(?:{signing})/{name} ?|(?:{name} ?)?/ ?{agency}|{glued})",
        rf"\b(?:{signing}) ?/ ?(?:{name} ?|[A-Z]+)\.?",
        rf"\((?:{bracketed})(?: Photo| Images)?(?:/[^()]{{2,60}})?\)",
        rf"(?:(?:{capitalised})s? ?[:©]|©) ?[^.!?]{{2,60}}",
    )
    return PatternSet(
        (
            rf"^\(?(?:{lead}(?: {joiner})?|©|\(c\)) ?[:/|©] ?.{{2,140}}$|^\({lead}[^()]{{2,120}}\)$"
            rf"|^{lead} {joiner} .{{2,80}}[^.!?]$|^(?:.{{0,80}}\bvia )?{agency}$",
            rf"^.*?(?-i:{'|'.join(ends)})$",
            rf"^(?-i:(?:{name} ?)?/ ?{agency}|{agency}/(?:{name} ?)?|[A-Za-z]+\.com)(?-i:[A-Z])",
        )
    )


def _caption_above(page: Classification, index: int) -> None:
    """Remove the short line right above a credit: it is the caption, before the article or under a picture."""
    above = index - 1
    if above < 1 or page.removed[above] is not None or page.lines[above].kind is not LineKind.PARAGRAPH:
        return
    cue = page.features[above]
    first = next(iter(page.remaining_prose()), len(page.lines))
    if cue.words <= 12 and not cue.quotes and (above < first or not cue.sentence) and page.context.flat:
        page.suggest(above, Reason.CAPTION, "captions: above a credit")
