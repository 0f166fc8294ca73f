"""Which elements of the body stand outside the story by tag, class names or links, the same way on every site."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from scraper.cleaning.class_hints import hint_of, name_of
from scraper.cleaning.classify.galleries import gallery_marks, unnamed_captions
from scraper.cleaning.classify.page import Classification
from scraper.cleaning.classify.prose import prose_paragraphs
from scraper.cleaning.classify.reporting import Speaks, is_data, is_reporting, is_statement
from scraper.cleaning.classify.unseen import unseen_elements
from scraper.cleaning.lines.line import Decision
from scraper.cleaning.lines.media import in_caption
from scraper.cleaning.metadata.bylines import says_by
from scraper.cleaning.text import tidy
from scraper.html.dom import Node, ancestors
from scraper.html.elements import BLOCKS, INLINE
from scraper.model import Reason
from scraper.rules import Matcher

MOST_SHARE = 0.4
"""An element with more than this share of the body's text is never marked."""
SOFT_SHARE = 0.15
"""The same, for an element with a weak hint in its name."""
LINK_SHARE = 0.25
"""The same, for a block that is one link."""
_NEARLY_ALL = 0.6
"""Where the elements that one hint would take have more than this share of the body's text, none of them is marked."""
LINKED = 0.7
"""A list with at least this share of its text in links is a list of links."""

_NAMED = (
    "div[class],div[id],section,aside,nav,form,footer,ul[class],ul[id],ol[class],p[class],figcaption,dl[class],table[class],article,"
    "h2[class],h3[class],h4[class],span[class],small[class],time,ins,li[class],header[class],blockquote[class]"
)
_TAGS = {
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
_LISTS = frozenset(["ul", "ol", "div", "section", "dl"])
_LINE = frozenset(["p", "div", "center"])
_HEADS = frozenset(["h2", "h3", "h4"])
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_INTRODUCING = 4
"""The fewest words of a sentence that introduces a list of links; a label of fewer may announce other stories."""
_OF_LINKS = frozenset(f"structure: <{tag}> of links" for tag in _LISTS)
_OF_AD = "a,img,iframe,script"
_PICTURES = "img,picture,video,audio,iframe,svg,canvas,object,embed"
_UNSEEN = "script,style,noscript"
_INSIDE_LINK = "h2,h3,h4,h5,h6,p,div"
_TEASER_HEAD = "h2,h3,h4,h5,h6,[class*=title],[class*=headline]"
_PULLED = re.compile(r"(?:^|[\s_-])pull-?(?:left|right|quote)|(?:left|right)-?pull", re.IGNORECASE)
_NO_POINTER = re.compile(r"[\[(]|(?:https?://|www\.)\S+$|\S+@\S+$")
_TRIM = " |,;·•/–—-→»>›"
_LABEL, _SHORT, _TEASER, _LONG = 40, 250, 800, 3000
_LEVELS = 6
_REST = 500
_PROSE = 400
_TITLE = 150
_CAPTIONED = 0.5
_MOSTLY = 0.7
_QUOTING = "\"'“”„‚‘’«»‹›「」.,…! "


@dataclass(slots=True)
class _Linked:
    """A block with links in it: their number and characters; `links` are the texts of those directly in it."""

    node: Node
    count: int = 0
    size: int = 0
    links: list[str] = field(default_factory=list)


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
    blocks = _blocks(roots, own, spared, marks, length)
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
    for mem, linked in blocks.items():
        if mem not in marks and mem not in spared:
            decision = _pointing(linked, length, speaks)
            if decision is not None:
                marks[mem] = decision
                if decision.rule in _OF_LINKS and (label := _label_above(linked.node)) is not None:
                    marks.setdefault(label.mem_id, decision)
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
    if len(nodes) < 2 or nodes[0].tag in _TAGS or reason in _LISTED:
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


def _blocks(
    roots: Sequence[Node], own: set[int], spared: set[int], marks: dict[int, Decision], length: int
) -> dict[int, _Linked]:
    """The blocks around each link; a link that contains blocks is a teaser, and marked at once."""
    found: dict[int, _Linked] = {}
    for link in _hits(roots, "a[href]"):
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
                linked = found[block.mem_id] = _Linked(block)
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


def _named(node: Node, length: int, linked: _Linked | None, speaks: Speaks) -> Decision | None:
    """The mark of an element by its tag and its names."""
    tag = node.tag or ""
    named = hint_of(name_of(node))
    if tag in _INLINE:
        reason = named.strong if named.strong in _INLINE_REASONS else None
        return Decision(reason, f"structure: <{tag}> named as {reason.value}") if reason else None
    if _names_source(node, tag):
        return None
    reason = named.strong or _TAGS.get(tag) or (Reason.AD if tag == "ins" and _is_slot(node) else None)
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


def _hinted(node: Node, reason: Reason, length: int, linked: _Linked | None) -> Decision | None:
    """The mark of an element with a weak hint in its name: a short one that is no sentence, a teaser, or all links."""
    text = node.text()
    size = len(text)
    if size > min(SOFT_SHARE * length, _LONG):
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


def _pointing(linked: _Linked, length: int, speaks: Speaks) -> Decision | None:
    """The mark of a block with links and no telling name: a list of links, or a line that points elsewhere."""
    node = linked.node
    if node.tag in _LISTS and linked.count > 1 and not hint_of(name_of(node)).content:
        text = node.text()
        fits = len(text) <= min(MOST_SHARE * length, _LONG) and linked.size < _TITLE * linked.count
        if fits and linked.size > LINKED * max(1, len(tidy(text))) and not _is_introduced(node):
            return Decision(Reason.RELATED, f"structure: <{node.tag}> of links")
    if linked.links and node.tag in _LINE and _is_pointer(node, linked.links, speaks):
        reason = Reason.BYLINE if says_by(tidy(node.text())) else Reason.RELATED
        return Decision(reason, "structure: a line that is a link")
    return None


def _is_introduced(node: Node) -> bool:
    """Whether the sentence before a list leads to it: "Three trails are open all year:"."""
    before = _before(node)
    if before is None or before.tag in _HEADINGS:
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
