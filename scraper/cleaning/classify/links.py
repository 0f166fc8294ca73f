"""Blocks of links in the body: lists of links with the labels that announce them, and lines that point elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from scraper.cleaning.class_hints import hint_of, name_of
from scraper.cleaning.classify.reporting import Speaks, is_statement
from scraper.cleaning.lines.line import Decision
from scraper.cleaning.lines.media import PICTURE_FILE
from scraper.cleaning.metadata.bylines import says_by
from scraper.cleaning.text import tidy
from scraper.html.dom import Node, ancestors
from scraper.html.elements import BLOCKS, HEADINGS, INLINE
from scraper.model import Reason

MOST_SHARE = 0.4
"""An element with more than this share of the body's text is never marked."""
LINK_SHARE = 0.25
"""The same, for a block that is one link."""
LINKED = 0.7
"""A list with at least this share of its text in links is a list of links."""
MOST_LIST = 3000
"""A list with more characters is no list of links."""

_LISTS = frozenset(["ul", "ol", "div", "section", "dl"])
_OF_LINKS = frozenset(f"structure: <{tag}> of links" for tag in _LISTS)
_LINE = frozenset(["p", "div", "center"])
_INTRODUCING = 4
"""The fewest words of a sentence that introduces a list of links; a label of fewer may announce other stories."""
_PICTURES = "img,picture,video,audio,iframe,svg,canvas,object,embed"
_INSIDE_LINK = "h2,h3,h4,h5,h6,p,div"
_NO_POINTER = re.compile(r"[\[(]|(?:https?://|www\.)\S+$|\S+@\S+$")
_TRIM = " |,;·•/–—-→»>›"
_LABEL, _SHORT = 40, 250
_LEVELS = 6
_TITLE = 150


@dataclass(slots=True)
class Linked:
    """A block with links in it: their number and characters; `links` are the texts of those directly in it."""

    node: Node
    count: int = 0
    size: int = 0
    links: list[str] = field(default_factory=list)


def linked_blocks(
    roots: Sequence[Node], own: set[int], spared: set[int], marks: dict[int, Decision], length: int
) -> dict[int, Linked]:
    """The blocks around each link; a link that contains blocks is a teaser, and marked at once."""
    found: dict[int, Linked] = {}
    for link in (link for root in roots for link in root.css("a[href]")):
        text = link.text()
        if len(text) <= LINK_SHARE * length and link.mem_id not in spared and _holds_block(link):
            marks.setdefault(link.mem_id, Decision(Reason.RELATED, "structure: a block that is one link"))
        block = link.parent
        while block is not None and block.tag in INLINE:
            block = block.parent
        nearest = True
        for _ in range(_LEVELS):
            if block is None or block.mem_id in own:
                break
            linked = found.get(block.mem_id)
            if linked is None:
                linked = found[block.mem_id] = Linked(block)
            linked.count += 1
            linked.size += len(text)
            if nearest:
                linked.links.append(text)
                nearest = False
            block = block.parent
    return found


def _holds_block(link: Node) -> bool:
    inner = link.child
    if inner is None or (inner.is_text_node and inner.next is None):
        return False
    return link.css_first(_INSIDE_LINK) is not None


def mark_pointers(
    blocks: Mapping[int, Linked], spared: set[int], marks: dict[int, Decision], length: int, speaks: Speaks
) -> None:
    """Mark the lists of links among `blocks`, with the labels that announce them, and the lines that point elsewhere.

    `length` is that of the body's text.
    """
    for mem, linked in blocks.items():
        if mem in marks or mem in spared:
            continue
        decision = _pointing(linked, length, speaks)
        if decision is not None:
            marks[mem] = decision
            if decision.rule in _OF_LINKS and (label := _label_above(linked.node)) is not None:
                marks.setdefault(label.mem_id, decision)


def _pointing(linked: Linked, length: int, speaks: Speaks) -> Decision | None:
    """The mark of a block with links and no telling name: a list of links, or a line that points elsewhere."""
    node = linked.node
    if node.tag in _LISTS and linked.count > 1 and not hint_of(name_of(node)).content:
        text = node.text()
        fits = len(text) <= min(MOST_SHARE * length, MOST_LIST) and linked.size < _TITLE * linked.count
        mostly = fits and linked.size > LINKED * max(1, len(tidy(text)))
        if mostly and not _is_introduced(node) and not _opens_picture(node):
            return Decision(Reason.RELATED, f"structure: <{node.tag}> of links")
    if linked.links and node.tag in _LINE and _is_pointer(node, linked.links, speaks):
        reason = Reason.BYLINE if says_by(tidy(node.text())) else Reason.RELATED
        return Decision(reason, "structure: a line that is a link")
    return None


def _opens_picture(node: Node) -> bool:
    """Whether a picture in a block is linked to a larger one of its own."""
    links = [link for picture in node.css("a[href] img") for link in ancestors(picture) if link.tag == "a"]
    return any(PICTURE_FILE.fullmatch(link.attributes.get("href") or "") for link in links)


def _is_introduced(node: Node) -> bool:
    """Whether the sentence before a list leads to it: "Three trails are open all year:"."""
    before = _before(node)
    if before is None or before.tag in HEADINGS:
        return False
    text = tidy(before.text())
    return text.endswith(":") and len(text.split()) >= _INTRODUCING


def _label_above(node: Node) -> Node | None:
    """The paragraph right above a list that does no more than announce it: "In this story:"."""
    above = _before(node)
    if above is None or above.tag not in _LINE or above.css_first(_PICTURES) is not None:
        return None
    text = tidy(above.text())
    return above if text.endswith(":") and len(text.split()) < _INTRODUCING else None


def _before(node: Node) -> Node | None:
    """What stands right before an element: text or an element with text."""
    before = node.prev
    while before is not None and (before.tag == "br" or not (before.text() or "").strip()):
        before = before.prev
    return before


def _is_pointer(node: Node, links: Sequence[str], speaks: Speaks) -> bool:
    """Whether a short line is nothing but links, or a label and links: "Read more: …". A linked sentence is not."""
    text = tidy(node.text())
    if (
        not 3 < len(text) < _SHORT
        or len(links) > 30
        or _NO_POINTER.match(text)
        or (node.parent is not None and node.parent.tag == "blockquote")
    ):
        return False
    rest, size = text, 0
    for link in links:
        said = tidy(link)
        size += len(said)
        rest = rest.replace(said, "", 1)
    rest = rest.strip(_TRIM)
    if not size or not (len(rest) <= 3 or (len(rest) < _LABEL and rest.endswith(":") and len(rest) < size)):
        return False
    if node.tag == "p" and len(links) == 1 and is_statement(text) and not speaks(text):
        return False
    return all(part.mem_id == node.mem_id for part in node.css(BLOCKS))
