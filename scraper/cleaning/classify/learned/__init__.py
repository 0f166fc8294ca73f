"""The learned line judge, the last decider on text and pages: it decides the lines that nobody else has decided.

What the detectors suggest is one thing among many that it weighs. `python -m tools.train` makes its weights;
docs/line_judge.md says from what, how well they hold on sites that it has not seen, and what else was tried.
"""

from __future__ import annotations

import re
from dataclasses import replace

from scraper.cleaning.classify.learned.judge import LineJudge, line_judge
from scraper.cleaning.classify.learned.surroundings import columns_of
from scraper.cleaning.classify.learned.wording import wording_buckets, wording_score
from scraper.cleaning.classify.page import Classification
from scraper.cleaning.lines.line import Decision, LineKind
from scraper.model import DecisionOrigin, Reason

_STORY, _BOILERPLATE = 16, 48
"""The wording columns of lines whose words are not looked at: paragraphs amid sentences, and decided lines."""
SUGGESTED, LABEL, SENTENCE = 0.5, 0.84, 0.915
"""The probability that takes a line of text out: one that a detector suggests, one that is no sentence, a sentence."""
PAGE_LABEL, PAGE_SENTENCE = 0.76, 0.9
"""The same for HTML, where what a detector suggests stands."""
_DOUBTFUL = 18
"""Lines with a lower wording column stay, unless a detector suggests otherwise."""
_SET = (LineKind.TABLE, LineKind.PRE, LineKind.FIGURE)
"""What the judge leaves alone in HTML."""
_HOLDS_SENTENCE = re.compile(r"[^\W\d_]{3}[.!?] [^\W\d_]")
"""A sentence with more behind it: a paragraph to which a name is glued ends without a full stop."""
_PARAGRAPH, _SENTENCE = 20, 6
"""The words of a paragraph that is not looked at amid sentences of at least so many."""


def decide_learned(page: Classification) -> None:
    """Decide every open line, for the reason that was suggested or fits its wording.

    On pages of a site with a rule it only adds to what the rule and the detectors take.
    """
    flat = page.context.flat
    if not page.lines:
        return
    judge = line_judge()
    doubt = 0.0
    for index, row in open_rows(page, judge).items():
        suggested = page.removed[index]
        if suggested is not None and page.context.named is not None:
            continue
        probability = judge.probability(row, flat=flat)
        stays = probability < needed(page, index)
        doubt += probability if stays else 1 - probability
        if stays:
            if suggested is not None:
                page.decide(index, Decision(None, "learned: line judge", DecisionOrigin.LEARNED, probability))
        elif suggested is not None:
            page.decide(index, replace(suggested, confidence=probability))
        else:
            reason = _likely_reason(page, index, judge)
            page.decide(index, Decision(reason, "learned: line judge", DecisionOrigin.LEARNED, probability))
    page.confidence = 1 - doubt / len(page.lines)


def _likely_reason(page: Classification, index: int, judge: LineJudge) -> Reason:
    """The reason that fits the wording of a line; one without words is furniture."""
    text = page.lines[index].text
    if not any(map(str.isalpha, text)):
        return Reason.FURNITURE
    return judge.reason(wording_buckets(text, page.lower[index]))


def needed(page: Classification, index: int) -> float:
    """The probability that takes line `index` out."""
    sentence = page.features[index].sentence or _HOLDS_SENTENCE.search(page.lines[index].text) is not None
    if not page.context.flat:
        return PAGE_SENTENCE if sentence else PAGE_LABEL
    if page.removed[index] is not None:
        return SUGGESTED
    return SENTENCE if sentence else LABEL


def open_rows(page: Classification, judge: LineJudge) -> dict[int, tuple[int, ...]]:
    """Line → its column values, for the lines to decide: those not decided yet whose wording leaves room for doubt."""
    plain = [cut is None and cue.sentence for cut, cue in zip(page.removed, page.features, strict=True)]
    runs = [sentence and cue.words >= _SENTENCE for sentence, cue in zip(plain, page.features, strict=True)]
    last = len(plain) - 1
    story = [
        0 < i < last and plain[i] and cue.words >= _PARAGRAPH and runs[i - 1] and runs[i + 1]
        for i, cue in enumerate(page.features)
    ]
    scores = [
        _BOILERPLATE if decision is not None and decision.reason is not None
        else _STORY if inside or decision is not None
        else judge.wording_bin(wording_score(line.text, lower, judge.wording))
        for line, lower, decision, inside in zip(page.lines, page.lower, page.decisions, story, strict=True)
    ]  # fmt: skip
    chosen = [i for i, cut in enumerate(page.decisions) if cut is None and _is_open(page, i, scores[i])]
    if not chosen:
        return {}
    columns = columns_of(page, scores)
    return {i: tuple([column[i] for column in columns]) for i in chosen}


def _is_open(page: Classification, index: int, score: int) -> bool:
    """Whether an undecided line is for the judge: a doubtful one, and in text one that a detector suggests."""
    if page.context.flat:
        return score >= _DOUBTFUL or page.removed[index] is not None
    return score >= _DOUBTFUL and page.removed[index] is None and page.lines[index].kind not in _SET
