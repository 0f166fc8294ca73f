"""Galleries within a story: lists of pictures that are counted, each with a caption that is no sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from scraper.cleaning.class_hints import name_of
from scraper.cleaning.lines.line import Decision
from scraper.cleaning.text import ends_sentence, tidy
from scraper.html.dom import Node, ancestors
from scraper.html.elements import HEADINGS
from scraper.model import Reason

_COUNTER = re.compile(r"\b(\d{1,3}) ?(?:/|\bof\b|\bvon\b|\bde\b|\bdi\b|\bvan\b) ?(\d{1,3})\b")
_LEAST, _MOST, _HEADING, _STORY = 3, 300, 80, 400
_PICTURES, _LEVELS = 200, 5
_GALLERY = re.compile(
    r"galler|slide-?show|carr?ousel|photo-?(?:strip|series|essay)|in-?pictures|inline-?pics|diaporama|fotostrecke|bilder(?:strecke|galerie)",
    re.IGNORECASE,
)
_HEADS = "h1,h2,h3,h4"
_NO_CAPTION = "h1,h2,h3,h4,h5,h6,b,strong,a[href],img"
REPEATED = Decision(Reason.CAPTION, "structure: the picture's alternative text")
BELOW = Decision(Reason.CAPTION, "structure: set apart below a picture")
GALLERY = Decision(Reason.CAPTION, "structure: a gallery within the story")


def gallery_marks(roots: Sequence[Node], length: int) -> dict[int, Decision]:
    """The galleries in `roots`, a body of `length` characters, by `mem_id`; a story that is a gallery has none.

    Of a gallery in a box of its own, the box with its heading is taken.
    """
    found: dict[int, Decision] = {}
    own = {root.mem_id for root in roots}
    for group in _side_by_side(roots, own):
        gallery = group[0].parent
        if (
            gallery is None
            or not (_is_counted(group) or _is_named(group, gallery))
            or length - len(gallery.text()) < _STORY
        ):
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


def _is_named(items: Sequence[Node], gallery: Node) -> bool:
    """Whether elements in one that is named as a gallery are pictures with short texts, none of them a sentence."""
    around = [gallery, *([gallery.parent] if gallery.parent is not None else [])]
    if not any(_GALLERY.search(name_of(node)) for node in around) or any(item.css_matches(_HEADS) for item in items):
        return False
    texts = [tidy(item.text(separator=" ")) for item in items]
    return all(0 < len(text) <= _MOST and not ends_sentence(text, pauses=False) for text in texts)


def unnamed_captions(roots: Sequence[Node]) -> dict[int, Decision]:
    """The captions that no name tells: what says what the alternative text of the picture above it says, and what
    stands in italics in its paragraph; by `mem_id`."""
    found: dict[int, Decision] = {}
    for picture in (picture for root in roots for picture in root.css("img")[:_PICTURES]):
        if (set_apart := _emphasised(picture)) is not None:
            found[set_apart.mem_id] = BELOW
        said = tidy(picture.attributes.get("alt") or "")
        below = _below(picture) if len(said) > _LEAST else None
        if below is None or below.tag in HEADINGS or below.css_first(_NO_CAPTION) is not None:
            continue
        if tidy(below.text(separator=" ")) == said:
            found[below.mem_id] = REPEATED
    return found


def _emphasised(picture: Node) -> Node | None:
    """The words in italics or small print that are all the text of the paragraph that a picture stands in."""
    paragraph = next((node for node in islice(ancestors(picture), _LEVELS) if node.tag == "p"), None)
    if paragraph is None or not 0 < len(text := tidy(paragraph.text())) <= _MOST or len(paragraph.css("img")) > 1:
        return None
    return next((part for part in paragraph.css("em,i,small") if tidy(part.text()) == text), None)


def _below(picture: Node) -> Node | None:
    """The element with text that follows a picture, or what frames nothing but the picture."""
    for node in (picture, *islice(ancestors(picture), _LEVELS)):
        if node.text(strip=True):
            return None
        after = node.next
        while after is not None:
            if (after.text() if after.is_element_node else after.text_content or "").strip():
                return after if after.is_element_node else None
            after = after.next
    return None


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
