"""Galleries within a story: lists of pictures that are counted, each with a caption that is no sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from scraper.cleaning.lines.line import Decision
from scraper.cleaning.text import ends_sentence, tidy
from scraper.html.dom import Node, ancestors
from scraper.model import Reason

_COUNTER = re.compile(r"\b(\d{1,3}) ?(?:/|\bof\b|\bvon\b|\bde\b|\bdi\b|\bvan\b) ?(\d{1,3})\b")
_LEAST, _MOST, _HEADING, _STORY = 3, 300, 80, 400
_PICTURES, _LEVELS = 200, 5
GALLERY = Decision(Reason.CAPTION, "structure: a gallery within the story")


def gallery_marks(roots: Sequence[Node], length: int) -> dict[int, Decision]:
    """The galleries in `roots`, a body of `length` characters, by `mem_id`; a story that is a gallery has none.

    Of a gallery in a box of its own, the box with its heading is taken.
    """
    found: dict[int, Decision] = {}
    own = {root.mem_id for root in roots}
    for group in _side_by_side(roots, own):
        gallery = group[0].parent
        if gallery is None or not _is_counted(group) or length - len(gallery.text()) < _STORY:
            continue
        box = gallery.parent
        if box is not None and box.mem_id not in own and len(tidy(box.text())) - len(tidy(gallery.text())) <= _HEADING:
            gallery = box
        if gallery.mem_id not in own:
            found[gallery.mem_id] = GALLERY
    return found


def _side_by_side(roots: Sequence[Node], own: set[int]) -> Iterator[list[Node]]:
    """Groups of elements with one parent, each with a picture in it."""
    groups: dict[int, dict[int, Node]] = {}
    for picture in (picture for root in roots for picture in root.css("img")[:_PICTURES]):
        item = picture
        for parent in islice(ancestors(picture), _LEVELS):
            groups.setdefault(parent.mem_id, {})[item.mem_id] = item
            if parent.mem_id in own:
                break
            item = parent
    return (list(group.values()) for group in groups.values() if len(group) >= _LEAST)


def _is_counted(items: Sequence[Node]) -> bool:
    """Whether elements are pictures numbered up to their last, with short texts of which few are sentences."""
    if _COUNTER.search(items[0].text(separator=" ")[:_MOST]) is None:
        return False
    texts = [tidy(item.text(separator=" ")) for item in items]
    if any(len(text) > _MOST for text in texts):
        return False
    counters = [found for text in texts if (found := _COUNTER.search(text)) is not None]
    if len(counters) < len(items) or len({found[2] for found in counters}) != 1:
        return False
    said = [tidy(part.text()) for item in items for part in item.css("p")]
    return sum(ends_sentence(text, pauses=False) for text in said) * 2 <= len(items)
