"""Which elements of the body stand outside the story by tag, class names or links, the same way on every site."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from scraper.cleaning.class_hints import hint_of, name_of
from scraper.cleaning.classify.galleries import gallery_marks, unnamed_captions
from scraper.cleaning.classify.links import LINKED, MOST_LIST, MOST_SHARE, Linked, linked_blocks, mark_pointers
from scraper.cleaning.classify.page import Classification
from scraper.cleaning.classify.prose import prose_paragraphs
from scraper.cleaning.classify.reporting import Speaks, is_data, is_reporting
from scraper.cleaning.classify.unseen import unseen_elements
from scraper.cleaning.lines.line import Decision
from scraper.cleaning.lines.media import in_caption
from scraper.cleaning.text import tidy
from scraper.html.dom import Node, ancestors
from scraper.model import Reason
from scraper.rules import Matcher

SOFT_SHARE = 0.15
"""An element with a weak hint in its name and more than this share of the body's text is never marked."""
_NEARLY_ALL = 0.6
"""Where the elements that one hint would take have more than this share of the body's text, none of them is marked."""

_NAMED = (
    "div[class],div[id],section,aside,nav,form,footer,ul[class],ul[id],ol[class],p[class],figcaption,dl[class],table[class],article,"
    "h2[class],h3[class],h4[class],span[class],small[class],time,ins,li[class],header[class],blockquote[class]"
)
OF_TAGS = {
    "nav": Reason.FURNITURE,
    "form": Reason.NEWSLETTER,
    "figcaption": Reason.CAPTION,
    "aside": Reason.RELATED,
    "footer": Reason.FURNITURE,
}
_STORY_TAGS = {"aside": 5, "footer": 2, "form": 2, "ins": 2, "nav": 2}
"""Tag → the paragraphs of prose that make its element a part of the story; an aside may be a box of several."""
_FILLED_IN = "input[type=email],input[type=text],input[type=checkbox],input:not([type]),textarea,select"
_SPARED = {Reason.SHARE: "blockquote", Reason.AD: "pre,code,th"}
"""What shows that a name misleads: a quoted post in a share frame, code in a code block, the head of a table."""
_LISTED = frozenset([Reason.COMMENTS, Reason.RELATED, Reason.CONSENT])
"""What a page may hold more of than of its story."""
_INLINE = frozenset(["span", "small", "time", "a"])
_INLINE_REASONS = frozenset([Reason.CAPTION, Reason.CREDIT, Reason.AD])
_HEADS = frozenset(["h2", "h3", "h4"])
_OF_AD = "a,img,iframe,script"
_PICTURES = "img,picture,video,audio,iframe,svg,canvas,object,embed"
_UNSEEN = "script,style,noscript"
_TEASER_HEAD = "h2,h3,h4,h5,h6,[class*=title],[class*=headline]"
_PULLED = re.compile(r"(?:^|[\s_-])pull-?(?:left|right|quote)|(?:left|right)-?pull", re.IGNORECASE)
_SHORT, _TEASER = 250, 800
_REST = 500
_PROSE = 400
_CAPTIONED = 0.5
_MOSTLY = 0.7
_QUOTING = "\"'“”„‚‘’«»‹›「」.,…! "


def mark_elements(
    roots: Sequence[Node], matched: Mapping[int, Matcher], speaks: Speaks = lambda _: False
) -> dict[int, Decision]:
    """The elements inside `roots` whose tags, names or links put them outside the story: `mem_id` → decision.

    `matched` are those that the site's rule decides; they, and what stands in one that it keeps, are left alone.
    `speaks` tells the texts that address the reader from reporting.
    """
    own = {root.mem_id for root in roots}
    spared = own | matched.keys() | _kept(roots, matched)
    length = sum(len(root.text()) for root in roots) - sum(len(node.text()) for node in _hits(roots, _UNSEEN))
    marks = unseen_elements(roots, spared, length)
    pictures = unnamed_captions(roots) | gallery_marks(roots, length)
    marks |= {mem: mark for mem, mark in pictures.items() if mem not in spared}
    blocks = linked_blocks(roots, own, spared, marks, length)
    captions: dict[int, Decision] = {}
    captioned = 0
    named: dict[Decision, list[Node]] = {}
    for node in _hits(roots, _NAMED):
        mem = node.mem_id
        if mem not in marks and mem not in spared:
            decision = _named(node, length, blocks.get(mem), speaks)
            if decision is None or _is_quotation(node, roots):
                continue
            if node.tag == "figcaption" and decision.reason is Reason.CAPTION:
                captions[mem] = decision
                captioned += len(node.text())
            else:
                marks[mem] = decision
                named.setdefault(decision, []).append(node)
    for misled in (nodes for nodes in named.values() if _is_misled(nodes, length)):
        marks = {mem: mark for mem, mark in marks.items() if mem not in {node.mem_id for node in misled}}
    if len(captions) <= 3 or captioned <= _CAPTIONED * length:  # else its captions are the story
        marks.update(captions)
    mark_pointers(blocks, spared, marks, length, speaks)
    return marks


def _is_quotation(node: Node, roots: Sequence[Node]) -> bool:
    """Whether an aside is a quotation that stands nowhere else in the story, rather than one pulled out of it."""
    quoted = node.css_first("blockquote") if node.tag == "aside" else None
    if quoted is None or len(tidy(quoted.text())) < _MOSTLY * len(tidy(node.text())):
        return False
    said = tidy((quoted.css_first("p") or quoted).text()).strip(_QUOTING)
    return bool(said) and sum(tidy(root.text(separator=" ")).count(said) for root in roots) == 1


def _is_misled(nodes: Sequence[Node], length: int) -> bool:
    """Whether the elements that one hint in their names would take are nearly all of the body: then it is wrong."""
    reason = hint_of(name_of(nodes[0])).strong
    if len(nodes) < 2 or nodes[0].tag in OF_TAGS or reason in _LISTED:
        return False
    if sum(len(node.text()) for node in nodes) < _NEARLY_ALL * length:
        return False
    own = {node.mem_id for node in nodes}
    outer = [node for node in nodes if own.isdisjoint(parent.mem_id for parent in ancestors(node))]
    return sum(len(node.text()) for node in outer) > _NEARLY_ALL * length


def _kept(roots: Sequence[Node], matched: Mapping[int, Matcher]) -> set[int]:
    """What stands in the elements that the site's rule keeps, those elements included."""
    keepers = {matcher.selector for matcher in matched.values() if matcher.reason is None}
    kept = [node for selector in keepers for node in _hits(roots, selector) if node.mem_id in matched]
    return {inner.mem_id for node in kept for inner in (node, *node.css("*"))}


def decide_by_structure(page: Classification) -> None:
    """Decide the lines whose element stands outside the story, and the pieces that flattening glued to others."""
    for index, line in enumerate(page.lines):
        if line.structure is not None and line.text:
            page.decide(index, line.structure)


def _hits(roots: Sequence[Node], selector: str) -> list[Node]:
    return [node for root in roots for node in root.css(selector)]


def _named(node: Node, length: int, linked: Linked | None, speaks: Speaks) -> Decision | None:
    """The mark of an element by its tag and its names."""
    tag = node.tag or ""
    named = hint_of(name_of(node))
    if tag in _INLINE:
        reason = named.strong if named.strong in _INLINE_REASONS else None
        return Decision(reason, f"structure: <{tag}> named as {reason.value}") if reason else None
    if _names_source(node, tag):
        return None
    reason = named.strong or OF_TAGS.get(tag) or (Reason.AD if tag == "ins" and _is_slot(node) else None)
    if tag == "blockquote" and _PULLED.search(name_of(node)):
        reason = Reason.DUPLICATE
    if reason is not None:
        size = len(node.text())
        if reason in _SPARED and node.css_first(_SPARED[reason]) is not None:
            return None
        misnamed = named.strong is not None and not named.box and is_reporting(node, reason, speaks)
        misnamed = misnamed or (reason is Reason.AD and _holds_scores(node))
        misnamed = misnamed or (reason is Reason.RELATED and tag in ("ul", "ol") and linked is None)
        if misnamed or (named.strong is None and _holds_story(node, tag)):
            return None
        if reason is Reason.AD and sum(len(part.text()) for part in node.css("p")) > _PROSE:
            return None
        share = SOFT_SHARE if named.content else MOST_SHARE
        listing = reason is Reason.COMMENTS or (reason is Reason.RELATED and linked is not None and linked.count > 2)
        fits = size <= share * length or (listing and not named.content and length - size > _REST)
        return Decision(reason, f"structure: <{tag}> named as {reason.value}") if fits else None
    if named.weak is None or tag in _HEADS or (named.weak is Reason.AUTHOR_BIO and "quot" in name_of(node).lower()):
        return None
    return _hinted(node, named.weak, length, linked)


def _names_source(node: Node, tag: str) -> bool:
    """Whether an element says who is quoted, or what a letter, a note or code in a figure is."""
    parent = node.parent
    if parent is None or tag not in ("figcaption", "footer"):
        return False
    if parent.tag == "blockquote":
        return True
    if tag != "figcaption" or parent.tag != "figure" or parent.css_first(_PICTURES) is not None:
        return False
    return any(not in_caption(inner) and inner.text(strip=True) for inner in parent.css("blockquote,pre,q,p,li"))


def _holds_scores(node: Node) -> bool:
    """Whether an element holds a table of words and numbers alone: a leaderboard that is no advertisement."""
    return node.css_first("td + td") is not None and node.css_first(_OF_AD) is None


def _is_slot(node: Node) -> bool:
    """Whether an `<ins>` is the place of an advertisement, which has data, rather than an insertion in the text."""
    return any(key.startswith("data-") for key in node.attributes) or node.css_first("iframe,img") is not None


def _holds_story(node: Node, tag: str) -> bool:
    """Whether an element holds so much prose that its tag misleads; a form that is to be filled in is a form."""
    least = _STORY_TAGS.get(tag)
    if least is None or (tag == "form" and node.css_first(_FILLED_IN) is not None):
        return False
    return prose_paragraphs(node) >= least


def _is_picture(node: Node) -> bool:
    """Whether an element is a figure, and nothing in or right around it leads to another page."""
    figure = node.css_first("figure")
    if figure is None or len(tidy(figure.text())) < len(tidy(node.text())) or node.css_first("a[href]") is not None:
        return False
    return node.parent is None or node.parent.tag != "a"


def _hinted(node: Node, reason: Reason, length: int, linked: Linked | None) -> Decision | None:
    """The mark of an element with a weak hint in its name: a short one that is no sentence, a teaser, or all links."""
    text = node.text()
    size = len(text)
    if size > min(SOFT_SHARE * length, MOST_LIST) or (reason is Reason.RELATED and _is_picture(node)):
        return None
    if node.css_first("blockquote") is not None or (node.tag == "table" and linked is None and is_data(node)):
        return None
    ends = (".", "?") if reason is Reason.RELATED else "."
    if size < _SHORT - 50 and not tidy(text).endswith(ends):
        return Decision(reason, f"structure: <{node.tag}> hints at {reason.value}")
    if linked is None:
        return None
    if reason is Reason.RELATED and size < _TEASER and node.css_first(_TEASER_HEAD) is not None:
        return Decision(reason, f"structure: <{node.tag}> named as a teaser")
    if linked.size > LINKED * max(1, len(tidy(text))):
        return Decision(reason, f"structure: <{node.tag}> of links")
    return None
