"""Every decision on text, made once for HTML and flattened text alike: what is article, and why the rest is not."""

from __future__ import annotations

from collections.abc import Sequence

from scraper.cleaning.judge.appeals import appeals
from scraper.cleaning.judge.captions import captions
from scraper.cleaning.judge.head import alt_texts, front, head
from scraper.cleaning.judge.offers import boxes, offers
from scraper.cleaning.judge.phrases import pack_phrases, site_phrases
from scraper.cleaning.judge.tail import rule_tails, tails
from scraper.cleaning.judge.view import Facts, View
from scraper.cleaning.lines import Cut, Line


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
