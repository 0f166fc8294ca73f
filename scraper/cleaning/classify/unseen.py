"""What stands in the markup of a story and is not read in it: hidden elements, struck words, text for screen readers,
the explanation that opens over a word, and the sign that links to a heading."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence

from scraper.cleaning.class_hints import hint_of, name_of
from scraper.cleaning.classify.prose import prose_paragraphs
from scraper.cleaning.lines.line import Decision
from scraper.cleaning.text import tidy
from scraper.html.dom import Node, ancestors
from scraper.html.elements import BLOCKS, INLINE
from scraper.model import Reason

MOST_HIDDEN = 0.25
"""A hidden element with more than this share of the body's text is shown by a script, and stays."""
MOST_HIDDEN_PROSE = 2
"""So is one with more paragraphs of prose."""
MOST_STRUCK = 0.1
"""With more than this share of the body's text struck, the end tag of an element is missing: all of it stays."""

_ELEMENTS = ",".join((
    "del", "s", "strike", "[hidden]", "[style*=none i]", "[style*=hidden i]", "[style*='-through' i]",
    "[style*='-9' i]", "[style*='clip' i]", "[style*='font-size:0' i]", "[style*='font-size: 0' i]", "[role=tooltip]",
    "[class*=tooltip i]", "[class*=popover i]", "[class*=-only i]", "[class*=hidden i]", "[class*=d-none i]",
    "[class*=invisible i]", "[class*=for-sr i]", "[class*=screen i]", "[class*=assistive i]",
    "[placeholder]:not(input,textarea)", "[fallback]", "[overflow]", "h1 a", "h2 a", "h3 a", "h4 a", "h5 a", "h6 a",
))  # fmt: skip
_STRUCK = frozenset(["del", "s", "strike"])
_STRUCK_STYLE = re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.IGNORECASE)
_HIDING = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|(?:left|top|text-indent)\s*:\s*-9{3,5}(?:px|em)"
    r"|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]|clip-path\s*:\s*inset\((?:50|100)%|font-size\s*:\s*0(?:px|em|pt)?\s*(?:;|!|$))",
    re.IGNORECASE,
)
_HIDDEN_NAMES = frozenset(["hidden", "d-none", "is-hidden", "u-hidden", "uk-hidden", "display-none"])
_SHOWN_AGAIN = re.compile(r"block|flex|inline|grid|table|visible|show", re.IGNORECASE)
"""A class name that shows a hidden element on some screens: "hidden md:block", "d-none d-lg-flex"."""
_OPENED = re.compile(
    r"tab|panel|pane\b|accordion|collaps|toggle|faq|answer|expand|more|slide|carousel|swiper|lazy|paywall|story"
    r"|article|math|transcript|spoiler|(?:^|\s)[SB]:[0-9a-f]+$",
    re.IGNORECASE,
)
"""The names of what a script or a click shows: panels of tabs, answers, the rest of a text, pieces sent later."""
_STAND_INS = frozenset(["placeholder", "fallback", "overflow"])
"""Attributes of AMP: what an element shows before it is loaded, where it cannot be, and to make room for it."""
_EXPLAINED = re.compile(r"tooltip|popover", re.IGNORECASE)
_TRIGGER = re.compile(r"trigger|label|term|target|link|anchor|word|toggle|button|title", re.IGNORECASE)
_EXPLANATION = re.compile(r"(?:tooltip|popover)[_-]*(?:text|content|body|inner|message|box|bubble)", re.IGNORECASE)
_ANCHOR = re.compile(r"[¶#§🔗⚓∞]+\ufe0f?")
_NAMED_ANCHOR = re.compile(r"anchor|permalink|headerlink|heading-?link|headline-?link", re.IGNORECASE)
_MOST_ANCHOR = 20
_PLAIN_ID = re.compile(r"[\w-]{1,80}")


def unseen_elements(roots: Sequence[Node], spared: Container[int], length: int) -> dict[int, Decision]:
    """The elements inside `roots` that are not read: `mem_id` → decision. `length` is that of the body's text."""
    marks: dict[int, Decision] = {}
    struck: list[Node] = []
    for root in roots:
        for node in root.css(_ELEMENTS):
            if node.mem_id in spared:
                continue
            if node.tag in _STRUCK or _STRUCK_STYLE.search(node.attributes.get("style") or ""):
                struck.append(node)
            elif why := _why_unseen(node, root, length):
                marks[node.mem_id] = Decision(Reason.FURNITURE, f"structure: {why}")
    struck = [node for node in struck if node.css_first(BLOCKS) is None]
    if sum(len(node.text()) for node in struck) <= MOST_STRUCK * length:
        marks.update((node.mem_id, Decision(Reason.FURNITURE, "structure: struck out")) for node in struck)
    return marks


def _why_unseen(node: Node, root: Node, length: int) -> str:
    """Why an element is not read; "" where it is."""
    if node.parent is not None and node.tag == "a" and _links_to_heading(node):
        return "link to a heading"
    attributes = node.attributes
    if "hidden" in attributes or _HIDING.search(attributes.get("style") or ""):
        return "hidden" if not _is_shown_later(node, attributes, root, length) else ""
    if _HIDDEN_NAMES & set((attributes.get("class") or "").split()) and not _SHOWN_AGAIN.search(name_of(node)):
        return "hidden" if not _is_shown_later(node, attributes, root, length) else ""
    if node.parent is not None and (node.parent.tag or "").startswith("amp-") and node.tag != "blockquote":
        return "stands in until a script has run" if not _STAND_INS.isdisjoint(attributes) else ""
    if hint_of(name_of(node)).unseen:
        return "text for screen readers" if prose_paragraphs(node) < MOST_HIDDEN_PROSE else ""
    explains = node.tag in INLINE and (attributes.get("role") == "tooltip" or _EXPLAINED.search(name_of(node)))
    return "explanation of a word" if explains and _explains(node) else ""


def _links_to_heading(link: Node) -> bool:
    """Whether a link in a heading is nothing but the sign that links to it."""
    text = tidy(link.text())
    if not text or link.parent is None or len(tidy(link.parent.text())) <= len(text):
        return False
    if link.attributes.get("href") == "#top":
        return len(text) <= _MOST_ANCHOR
    named = len(text) <= _MOST_ANCHOR and (link.attributes.get("href") or "").startswith("#")
    return _ANCHOR.fullmatch(text) is not None or (named and _NAMED_ANCHOR.search(name_of(link)) is not None)


def _is_shown_later(node: Node, attributes: Mapping[str, str | None], root: Node, length: int) -> bool:
    """Whether a script or a click shows a hidden element: a panel, an answer, the rest of the story."""
    if attributes.get("hidden") == "until-found" or attributes.get("role") == "tabpanel":
        return True
    parent = node.parent
    if _OPENED.search(name_of(node)) or (parent is not None and _OPENED.search(name_of(parent))):
        return True
    own = node.id or ""
    if _PLAIN_ID.fullmatch(own) and root.css_first(f'[aria-controls="{own}"],[data-target="#{own}"],[href="#{own}"]'):
        return True
    size = len(node.text())
    return size > MOST_HIDDEN * length or (size > 80 * MOST_HIDDEN_PROSE and prose_paragraphs(node) > MOST_HIDDEN_PROSE)


def _explains(node: Node) -> bool:
    """Whether an element with the name of a tooltip is what opens, not the word that it explains."""
    name, text = name_of(node), tidy(node.text())
    parent = node.parent
    if not text or parent is None or len(tidy(parent.text())) <= len(text):
        return False
    if node.attributes.get("role") == "tooltip" or _EXPLANATION.search(name):
        return True
    if _TRIGGER.search(name):
        return False
    around = [step for step, _ in zip(ancestors(node), range(2), strict=False) if step.tag in INLINE]
    return any(_EXPLAINED.search(name_of(step)) for step in around)
