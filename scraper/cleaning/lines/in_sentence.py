"""Elements that are words of a sentence, although their tags stand for something else: buttons over a word that is
explained, and elements of a site's own."""

from __future__ import annotations

from scraper.cleaning.text import ends_sentence
from scraper.html.dom import Node
from scraper.html.elements import BLOCKS, HEADINGS, INLINE
from scraper.html.inline_text import text_before

_MOST_WORD = 80
_GOING_ON = tuple(".,;:!?)”’»。、，")


def in_sentence(node: Node) -> bool:
    """Whether an element stands inside a sentence: text leads into it or goes on behind it."""
    text = node.text().strip()
    if not text or len(text) > _MOST_WORD:
        return False
    if _is_heading(node, text):
        return True
    before, next_sign = text_before(node).rstrip(), text_after(node).lstrip()[:1]
    if not before:
        return next_sign.islower() or next_sign in (",", ";")
    return not ends_sentence(before) and (next_sign.isalnum() or next_sign in _GOING_ON)


def _is_heading(node: Node, text: str) -> bool:
    """Whether an element is all that a heading says: the button that opens what stands below it."""
    parent = node.parent
    return parent is not None and (parent.tag in HEADINGS or parent.tag == "dt") and parent.text().strip() == text


def is_word(node: Node, tag: str) -> bool:
    """Whether an element of a site's own is a part of a sentence rather than a block."""
    return "-" in tag and in_sentence(node) and node.css_first(BLOCKS) is None


def holds_own_elements(node: Node) -> bool:
    """Whether an element holds elements of a site's own, which may be its paragraphs."""
    child = node.child
    while child is not None:
        if child.is_element_node and "-" in (child.tag or ""):
            return True
        child = child.next
    return False


def text_after(node: Node) -> str:
    """The text right behind an element in the same line; "" at its end."""
    current: Node | None = node
    while current is not None:
        after = current.next
        while after is not None:
            if after.is_element_node and after.tag not in INLINE:
                return ""
            text = (after.text_content or "") if after.is_text_node else after.text()
            if text.strip():
                return text
            after = after.next
        current = current.parent
        if current is None or current.tag not in INLINE:
            return ""
    return ""
