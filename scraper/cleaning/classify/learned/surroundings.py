"""What the forest knows of each line: its wording score and shape, its place, and the same of the lines around it.

Every column is one small whole number a line, 0 to HIGHEST, so that a value is an index.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from scraper.cleaning.classify.learned.columns import HIGHEST, averages, shifted, with_neighbours
from scraper.cleaning.classify.learned.markup import columns_of_markup
from scraper.cleaning.classify.page import Classification
from scraper.cleaning.lines.from_text import BULLETS
from scraper.cleaning.lines.line import LineKind
from scraper.model import Reason, Span

TEXT_COLUMNS, PAGE_COLUMNS = 36, 48
"""How many columns there are for a line of flattened text, and for one of HTML."""
_FAMILIES = {
    reason: number
    for number, family in enumerate(
        (
            (Reason.NEWSLETTER, Reason.SUBSCRIPTION, Reason.DONATION, Reason.APP_PROMO, Reason.EVENT),
            (Reason.AD, Reason.AFFILIATE),
            (Reason.RELATED, Reason.POLL),
            (Reason.CAPTION, Reason.CREDIT, Reason.PLAYER),
            (Reason.BYLINE, Reason.DATE, Reason.AUTHOR_BIO, Reason.SYNDICATION, Reason.CONTACT),
            (Reason.TITLE, Reason.SUBTITLE, Reason.DUPLICATE),
            (Reason.SHARE, Reason.COMMENTS, Reason.FURNITURE, Reason.BREADCRUMB, Reason.CONSENT),
        ),
        1,
    )
    for reason in family
}
"""Reason → the number of its family; 0 for a line that nothing is known of."""
_OTHER_FAMILY = 8
"""The family of a reason that the judge was not trained with."""
_KINDS = {LineKind.ITEM: 1, LineKind.TABLE: 2, LineKind.PRE: 2}


def columns_of(page: Classification, scores: Sequence[int]) -> list[list[int]]:
    """The columns of a page's lines, one number a line in each; `scores` are their wording scores, 0 to HIGHEST - 1."""
    road = _breaks(page) if page.context.flat else columns_of_markup(page)
    return [*_wording(scores), *_verdicts(page), *_shape(page), *_place(page), *_repetition(page), *road]


def _wording(scores: Sequence[int]) -> list[list[int]]:
    sums, count = list(accumulate(scores, initial=0)), len(scores)
    return [
        *with_neighbours(scores, (-1, 1)),
        *averages(scores),
        [sums[-1] // count] * count,
        [sums[i + 1] // (i + 1) for i in range(count)],
        [(sums[-1] - sums[i]) // (count - i) for i in range(count)],
    ]


def _verdicts(page: Classification) -> list[list[int]]:
    families = [
        0 if cut is None or cut.reason is None else _FAMILIES.get(cut.reason, _OTHER_FAMILY) for cut in page.removed
    ]
    taken, count = sum(1 for family in families if family), len(families)
    return [
        *with_neighbours(families, (-1, 1)),
        *averages([60 if family else 0 for family in families]),
        [60 * taken // count] * count,
        [min(taken, HIGHEST - 1)] * count,
    ]


def _shape(page: Classification) -> list[list[int]]:
    words = [min(cue.words, 40) for cue in page.features]
    return [
        [min(len(cue.text) // 20, 50) for cue in page.features],
        *with_neighbours(words, (-1, 1)),
        *averages(words),
        [_KINDS.get(line.kind, 0) for line in page.lines],
    ]


def _place(page: Classification) -> list[list[int]]:
    count = len(page.lines)
    prose = [int(removed is None and page.is_prose(i)) for i, removed in enumerate(page.removed)]
    above = list(accumulate(prose, initial=0))
    total = above[-1]
    first = prose.index(1) if total else count
    return [
        prose,
        [20 * above[i] // max(1, total) for i in range(count)],
        [min(above[i], 20) for i in range(count)],
        [min(total - above[i + 1], 20) for i in range(count)],
        [max(0, min(40, i - first + 20)) for i in range(count)],
        [min(count - 1 - i, 60) for i in range(count)],
        [min(count // 4, 60)] * count,
        [min(total, 40)] * count,
        [30 * total // count] * count,
    ]


def _breaks(page: Classification) -> list[list[int]]:
    """The line breaks behind a line and behind the one before it, and its indent."""
    spans = [line.place for line in page.lines if isinstance(line.place, Span)]
    return [
        *with_neighbours([min(count, 6) for count in page.breaks], (-1,)),
        [_indent(span.raw) for span in spans],
    ]


def _repetition(page: Classification) -> list[list[int]]:
    """How often a line stands on the page, and whether one near by begins like it."""
    keys = [cue.key for cue in page.features]
    counts = Counter(keys)
    starts = [key[:40] if len(key) > 24 else "" for key in keys]
    often = Counter(starts)
    near = zip(starts, *(shifted(starts, step, "") for step in (-2, -1, 1, 2)), strict=True)
    return [
        [min(counts[key], 4) for key in keys],
        [int(often[start] > 1 and start != "" and start in others) for start, *others in near],
    ]


def _indent(raw: str) -> int:
    """Spaces before a line, at most 8, and 10 more where it begins with a bullet."""
    stripped = raw.lstrip()
    return min(len(raw) - len(stripped), 8) + 10 * (stripped[:1] in BULLETS)
