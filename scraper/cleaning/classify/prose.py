"""How much prose an element holds: several paragraphs of it are story, whatever the element's tag or name."""

from __future__ import annotations

from itertools import pairwise

from scraper.cleaning.text import ends_sentence
from scraper.html.dom import Node

LEAST_PARAGRAPH = 80
"""A shorter paragraph is not counted, nor is one that does not end like a sentence."""
LEAST_CJK = 30
"""The same for Chinese and Japanese, of which a character says more."""
MOST_LINKED = 0.3
"""A paragraph with a larger share of its text in links is not counted."""
_CJK_ENDS = ("。", "！", "？", "」", "』")


def prose_paragraphs(node: Node) -> int:
    """The number of long paragraphs of prose in an element that follow one another, unlike the texts of teasers."""
    paragraphs = [paragraph for paragraph in node.css("p") if is_prose(paragraph)]
    pairs = [pair for pair in pairwise(paragraphs) if _follows(*pair)]
    return len({paragraph.mem_id for pair in pairs for paragraph in pair})


def is_prose(paragraph: Node) -> bool:
    """Whether an element is a paragraph of prose: long, ending like a sentence, and not mostly links."""
    text = paragraph.text().strip()
    least = LEAST_CJK if text.endswith(_CJK_ENDS) else LEAST_PARAGRAPH
    if len(text) < least or not ends_sentence(text, pauses=False):
        return False
    return sum(len(link.text()) for link in paragraph.css("a")) < MOST_LINKED * len(text)


def _follows(first: Node, second: Node) -> bool:
    """Whether no element stands between two siblings."""
    before = second.prev
    while before is not None and not before.is_element_node:
        before = before.prev
    return before is not None and before.mem_id == first.mem_id
