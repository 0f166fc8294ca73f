"""Which elements of the body leave it by structure: what the site rule names, then what is the same on every site."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from scraper.cleaning.class_hints import name_of, purpose
from scraper.cleaning.lines.line import Cut
from scraper.cleaning.text import tidy
from scraper.html.dom import Node
from scraper.model import Reason
from scraper.rules import Matcher
from scraper.rules.patterns import matches

MOST_SHARE = 0.4
"""What is general never takes an element that holds more than this share of the body's text."""
SOFT_SHARE = 0.15
"""The same, for an element whose name only hints."""
LINK_SHARE = 0.25
"""The same, for a block that is one link."""
LINKED = 0.7
"""The share of a list's text in links from which on it is one of links."""

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
    "ins": Reason.AD,
}
_SPARED = {Reason.SHARE: "blockquote", Reason.AD: "pre,code"}
"""What shows that a name misleads: a quoted post in a frame to share it, code in a block of it."""
_INLINE = frozenset(["span", "small", "time", "a"])
_INLINE_REASONS = frozenset([Reason.CAPTION, Reason.CREDIT, Reason.AD])
_FORMATTING = frozenset(
    ["span", "strong", "b", "em", "i", "u", "small", "font", "sup", "label", "mark", "cite", "time", "bdi"]
)
_LISTS = frozenset(["ul", "ol", "div", "section", "dl"])
_LINE = frozenset(["p", "div", "center"])
_HEADS = frozenset(["h2", "h3", "h4"])
_BLOCKS = "p,div,ul,ol,blockquote,h2,h3,h4,table,figure,img"
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
_TOLD = 0.5


@dataclass(slots=True)
class _Linked:
    """A block with links in it: how many, and how many characters they hold; `links` where it is the nearest block."""

    node: Node
    count: int = 0
    size: int = 0
    links: list[str] = field(default_factory=list)


def find_cuts(roots: Sequence[Node], matchers: Sequence[Matcher], module: str) -> dict[int, Cut]:
    """Elements inside `roots` that leave: `mem_id` → why. The rule of the site comes before what is general."""
    cuts: dict[int, Cut] = {}
    own = {root.mem_id for root in roots}
    for matcher in matchers:
        if matcher.selector:
            for node in _hits(roots, matcher.selector):
                if node.mem_id not in own and (
                    not matcher.text or matches(matcher.text, tidy(node.text(separator=" ")))
                ):
                    cuts.setdefault(node.mem_id, Cut(matcher.reason, matcher.in_receipts(module), matcher.tail))
    whole = sum(len(root.text()) for root in roots) - sum(len(node.text()) for node in _hits(roots, _UNSEEN))
    blocks = _blocks(roots, own, cuts, whole)
    for node in _hits(roots, _NAMED):
        mem = node.mem_id
        if mem not in cuts and mem not in own:
            cut = _named(node, whole, blocks.get(mem))
            if cut is not None:
                cuts[mem] = cut
    for mem, linked in blocks.items():
        if mem not in cuts and mem not in own:
            cut = _pointing(linked, whole)
            if cut is not None:
                cuts[mem] = cut
    _spare_captions(roots, cuts, whole)
    return cuts


def _spare_captions(roots: Sequence[Node], cuts: dict[int, Cut], whole: int) -> None:
    """Leave the captions where they are most of the text: a story told in pictures."""
    captions = [node for node in _hits(roots, "figcaption") if node.mem_id in cuts]
    captions = [node for node in captions if cuts[node.mem_id].rule.startswith("cleaning.strip: ")]
    captions = [node for node in captions if cuts[node.mem_id].reason is Reason.CAPTION]
    if len(captions) > 3 and sum(len(node.text()) for node in captions) > _TOLD * whole:
        for node in captions:
            del cuts[node.mem_id]


def _hits(roots: Sequence[Node], selector: str) -> list[Node]:
    return [node for root in roots for node in root.css(selector)]


def _blocks(roots: Sequence[Node], own: set[int], cuts: dict[int, Cut], whole: int) -> dict[int, _Linked]:
    """The blocks around each link; a link that holds blocks itself is a teaser, and cut at once."""
    found: dict[int, _Linked] = {}
    for link in _hits(roots, "a[href]"):
        text = link.text()
        if len(text) <= LINK_SHARE * whole and _holds_block(link):
            cuts.setdefault(link.mem_id, Cut(Reason.RELATED, "cleaning.strip: a block that is one link"))
        block = link.parent
        while block is not None and block.tag in _FORMATTING:
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


def _named(node: Node, whole: int, linked: _Linked | None) -> Cut | None:
    """Why an element leaves the body of any page, by its tag and its names."""
    tag = node.tag or ""
    named = purpose(name_of(node))
    if tag in _INLINE:
        reason = named.firm if named.firm in _INLINE_REASONS else None
        return Cut(reason, f"cleaning.strip: <{tag}> named as {reason.value}") if reason else None
    if tag == "figcaption" and node.parent is not None and node.parent.tag == "blockquote":
        return None  # who is quoted
    reason = named.firm or _TAGS.get(tag)
    if tag == "blockquote" and _PULLED.search(name_of(node)):
        reason = Reason.DUPLICATE
    if reason is not None:
        size = len(node.text())
        if reason in _SPARED and node.css_first(_SPARED[reason]) is not None:
            return None
        if reason is Reason.AD and sum(len(part.text()) for part in node.css("p")) > _PROSE:
            return None
        share = SOFT_SHARE if named.story else MOST_SHARE
        listing = reason is Reason.COMMENTS or (reason is Reason.RELATED and linked is not None and linked.count > 2)
        fits = size <= share * whole or (listing and not named.story and whole - size > _REST)
        return Cut(reason, f"cleaning.strip: <{tag}> named as {reason.value}") if fits else None
    if named.soft is None or tag in _HEADS:
        return None
    return _hinted(node, named.soft, whole, linked)


def _hinted(node: Node, reason: Reason, whole: int, linked: _Linked | None) -> Cut | None:
    """Why an element leaves whose name only hints: it is short and no sentence, a teaser, or all links."""
    text = node.text()
    size = len(text)
    if size > min(SOFT_SHARE * whole, _LONG):
        return None
    if node.css_first("blockquote") is not None:
        return None
    ends = (".", "?") if reason is Reason.RELATED else "."
    if size < _SHORT - 50 and not tidy(text).endswith(ends):
        return Cut(reason, f"cleaning.strip: <{node.tag}> hints at {reason.value}")
    if linked is None:
        return None
    if reason is Reason.RELATED and size < _TEASER and node.css_first(_TEASER_HEAD) is not None:
        return Cut(reason, f"cleaning.strip: <{node.tag}> named as a teaser")
    if linked.size > LINKED * max(1, len(tidy(text))):
        return Cut(reason, f"cleaning.strip: <{node.tag}> of links")
    return None


def _pointing(linked: _Linked, whole: int) -> Cut | None:
    """Why a block with links leaves that has no telling name: it is a list of them, or a line that points elsewhere."""
    node = linked.node
    if node.tag in _LISTS and linked.count > 1 and not purpose(name_of(node)).story:
        text = node.text()
        fits = len(text) <= min(MOST_SHARE * whole, _LONG) and linked.size < _TITLE * linked.count
        if fits and linked.size > LINKED * max(1, len(tidy(text))):
            return Cut(Reason.RELATED, f"cleaning.strip: <{node.tag}> of links")
    if linked.links and node.tag in _LINE and _is_pointer(node, linked.links):
        return Cut(Reason.RELATED, "cleaning.strip: a line that is a link")
    return None


def _is_pointer(node: Node, links: Sequence[str]) -> bool:
    """Whether a short line is nothing but links, or a label and links: "Read more: …"."""
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
    return all(part.mem_id == node.mem_id for part in node.css(_BLOCKS))
