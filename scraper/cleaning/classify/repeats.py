"""A passage that stands on the page a second time: for phones, for printing, for readers without scripts."""

from __future__ import annotations

from scraper.cleaning.classify.features import has_cjk
from scraper.cleaning.classify.page import Classification
from scraper.cleaning.classify.prose import LEAST_CJK, LEAST_PARAGRAPH
from scraper.cleaning.lines.line import LineKind
from scraper.model import Reason

LEAST_PARAGRAPHS = 2
"""A passage of fewer paragraphs may be repeated on purpose."""
LEAST_ITEMS = 5
"""The same for a passage of list items: what a list says of one thing may hold for the next."""


def decide_repeats(page: Classification) -> None:
    """Remove the later copies of passages on a page; where there are any, of single paragraphs too."""
    if page.context.flat:
        return  # a text may be told twice on purpose
    _remove_captions_again(page)
    first: dict[str, int] = {}
    runs: list[list[int]] = []
    last = -1
    for index in page.remaining():
        key = page.lower[index]
        original = first.setdefault(key, index)
        if original == index:
            last = -1
        elif last < 0 or original <= last:
            runs.append([index])
            last = original
        else:
            runs[-1].append(index)
            last = original
    passages = [run for run in runs if _is_passage(page, [index for index in run if _is_long(page, index)])]
    if not passages:
        return
    copies = {index for run in passages for index in run}
    copies.update(index for run in runs for index in run if _is_long(page, index))
    for index in copies:
        page.remove(index, Reason.DUPLICATE, "repeats: the passage again")


def _remove_captions_again(page: Classification) -> None:
    """Remove a line that says once more what the caption of the picture right above it says."""
    caption, since = "", 0
    for index, line in enumerate(page.lines):
        decision = page.removed[index]
        if decision is not None and decision.reason is Reason.CAPTION:
            caption, since = page.lower[index], 0
        elif decision is None and line.kind is not LineKind.FIGURE:
            since += 1
            if caption and since == 1 and page.lower[index] == caption and line.kind is LineKind.PARAGRAPH:
                page.remove(index, Reason.CAPTION, "repeats: the caption again")


def _is_passage(page: Classification, long: list[int]) -> bool:
    paragraphs = sum(page.lines[index].kind is not LineKind.ITEM for index in long)
    return paragraphs >= LEAST_PARAGRAPHS or len(long) >= LEAST_ITEMS


def _is_long(page: Classification, index: int) -> bool:
    text = page.lines[index].text
    return len(text) >= LEAST_PARAGRAPH or (len(text) >= LEAST_CJK and has_cjk(text))
