"""Every decision on text, made once for HTML and flattened text alike: what is article, and why the rest is not."""

from __future__ import annotations

from collections.abc import Sequence

from scraper.cleaning.classify.appeals import appeals
from scraper.cleaning.classify.captions import captions
from scraper.cleaning.classify.end_matter import rule_tails, tails
from scraper.cleaning.classify.front_matter import alt_texts, front, head
from scraper.cleaning.classify.labels import pack_phrases, site_phrases
from scraper.cleaning.classify.page import Facts, View
from scraper.cleaning.classify.promotions import boxes, offers
from scraper.cleaning.lines.line import Cut, Line


def judge(lines: Sequence[Line], facts: Facts) -> list[Cut | None]:
    """The verdict on each line: None for article, else why it goes. Verdicts that lines bring with them stand."""
    view = View(lines, facts)
    for detector in (
        site_phrases,
        rule_tails,
        pack_phrases,
        captions,
        front,
        offers,
        boxes,
        appeals,
        head,
        tails,
        alt_texts,
    ):
        detector(view)
    return view.cuts


__all__ = ["Facts", "judge"]
