"""Every decision on a line, the same for HTML and flattened text: what is article, and why the rest is not."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from scraper.cleaning.classify.appeals import decide_appeals
from scraper.cleaning.classify.captions import decide_captions
from scraper.cleaning.classify.end_matter import decide_end_matter
from scraper.cleaning.classify.front_matter import decide_alt_texts, decide_byline_and_date, decide_front_lines
from scraper.cleaning.classify.labels import decide_labels
from scraper.cleaning.classify.learned import decide_learned
from scraper.cleaning.classify.page import Classification, PageContext, decide_suggestions
from scraper.cleaning.classify.promotions import decide_boxes, decide_promotions
from scraper.cleaning.classify.repeats import decide_repeats
from scraper.cleaning.classify.site_rule import decide_by_site_rule, decide_pictures
from scraper.cleaning.classify.structure import decide_by_structure
from scraper.cleaning.lines.line import Line

DETECTORS = (
    decide_by_site_rule,
    decide_by_structure,
    decide_labels,
    decide_captions,
    decide_byline_and_date,
    decide_promotions,
    decide_boxes,
    decide_appeals,
    decide_front_lines,
    decide_end_matter,
    decide_repeats,
    decide_alt_texts,
    decide_pictures,
)


def decide_new_end(page: Classification) -> None:
    """Remove what became the end of flattened text when the line judge removed what stood behind it."""
    if page.context.flat:
        decide_end_matter(page)


DECIDERS = (*DETECTORS, decide_learned, decide_new_end, decide_suggestions)
"""Who decides, in this order. The first decision on a line stands; a line that nobody decides is article."""


def classify(lines: Sequence[Line], context: PageContext) -> Classification:
    """The lines with the decision on each, None where nobody made one: then the line stays."""
    return _decided(lines, context, DECIDERS)


def detect(lines: Sequence[Line], context: PageContext) -> Classification:
    """The lines after the detectors, as the line judge meets them."""
    return _decided(lines, context, DETECTORS)


def _decided(
    lines: Sequence[Line], context: PageContext, deciders: Sequence[Callable[[Classification], None]]
) -> Classification:
    page = Classification(lines, context)
    for decide in deciders:
        decide(page)
    return page


__all__ = ["PageContext", "classify"]
