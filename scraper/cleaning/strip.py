"""Which elements of the body leave it by structure: what the site rule names, then what is the same on every site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

from scraper.cleaning.dom import Node, ancestors
from scraper.cleaning.lines import Cut
from scraper.cleaning.naming import name_of, purpose
from scraper.cleaning.normalise import tidy
from scraper.model import Reason
from scraper.patterns import matches
from scraper.rules import Matcher

MOST_SHARE = 0.4
"""A general matcher never takes an element that holds more than this share of the body's text."""
SOFT_SHARE = 0.15
"""The same, for an element whose name only hints."""
_NAMED = (
    "div[class],div[id],section,aside,nav,form,footer,ul,ol,p[class],figcaption,dl,table[class],article,h2[class],h3[class],h4[class],"
    "[hidden],[style*='display:none'],[style*='display: none'],span[class],small[class],time,ins,li[class],header[class],a[class],button,a h2,a h3,a h4,a h5,a h6,a p,a div"
)
_TAGS = {
    "nav": Reason.FURNITURE,
    "form": Reason.NEWSLETTER,
    "figcaption": Reason.CAPTION,
    "aside": Reason.RELATED,
    "footer": Reason.FURNITURE,
    "ins": Reason.AD,
}
_INLINE = frozenset(["span", "small", "time", "a"])
_LISTS = frozenset(["ul", "ol", "div", "section", "dl"])
_INLINE_REASONS = frozenset([Reason.CAPTION, Reason.CREDIT, Reason.AD])
_BLOCKS = frozenset(["h2", "h3", "h4", "h5", "h6", "p", "div"])
_TEASER_HEAD = "h2,h3,h4,h5,h6,[class*=title],[class*=headline]"
_HEADS = frozenset(["h2", "h3", "h4"])
_PROSE = 200
_LINES = "p,div,ul,ol,blockquote,h2,h3,h4,table,figure,img"
_TRIM = " |,;·•/–—-→»>›()[]"
_FAR = 40


def find_cuts(roots: Sequence[Node], matchers: Sequence[Matcher], module: str) -> dict[int, Cut]:
    """Elements inside `roots` that leave: `mem_id` → why. The rule of the site comes before what is general."""
    cuts: dict[int, Cut] = {}
    own = {root.mem_id for root in roots}
    for matcher in matchers:
        if matcher.selector:
            for node in _hits(roots, matcher.selector):
                if node.mem_id not in own and (not matcher.text or matches(matcher.text, tidy(node.text(separator=" ")))):
                    cuts.setdefault(node.mem_id, Cut(matcher.reason, f"{module}: {matcher}", matcher.tail))
    whole = sum(len(root.text()) for root in roots)
    for node in _hits(roots, _NAMED):
        link = _block_link(node)
        if link is not None and len(link.text()) <= SOFT_SHARE * whole:
            cuts.setdefault(link.mem_id, Cut(Reason.RELATED, "cleaning.strip: a block that is one link"))
            continue
        mem = node.mem_id
        if mem in cuts or mem in own:
            continue
        cut = _general(node, whole)
        if cut is not None and not _inside(node, cuts):
            cuts[mem] = cut
    for node in _hits(roots, "p,div,center"):
        if node.mem_id not in cuts and _points_away(node) and not _inside(node, cuts):
            cuts[node.mem_id] = Cut(Reason.RELATED, "cleaning.strip: a line that is a link")
    return cuts


def _inside(node: Node, cuts: Mapping[int, Cut]) -> bool:
    """Whether `node` leaves with something around it."""
    return any(parent.mem_id in cuts for parent in islice(ancestors(node), _FAR))


def _points_away(node: Node) -> bool:
    """Whether a short line is nothing but links, or a label and links: "Read more: …"."""
    links = node.css("a[href]")
    if not links or len(links) > 30 or (node.parent is not None and node.parent.tag == "blockquote"):
        return False
    text = tidy(node.text())
    if not 3 < len(text) < 250 or any(part.mem_id != node.mem_id for part in node.css(_LINES)):
        return False
    rest, linked = text, 0
    for link in links:
        said = tidy(link.text())
        linked += len(said)
        rest = rest.replace(said, "", 1)
    rest = rest.strip(_TRIM)
    return linked > 0 and (len(rest) <= 3 or (len(rest) < 40 and rest.endswith(":") and len(rest) < linked))


def _hits(roots: Sequence[Node], selector: str) -> list[Node]:
    return [node for root in roots for node in root.css(selector)]


def _block_link(node: Node) -> Node | None:
    """The link that `node`, a block, stands in."""
    if node.tag not in _BLOCKS:
        return None
    parent = node.parent
    for _ in range(3):
        if parent is None:
            return None
        if parent.tag == "a":
            return parent
        parent = parent.parent
    return None


def _general(node: Node, whole: int) -> Cut | None:
    """Why an element leaves the body of any page, if it does."""
    tag = node.tag or ""
    named = purpose(name_of(node))
    firm, soft = named.firm, named.soft
    if tag in _INLINE:
        return Cut(firm, f"cleaning.strip: <{tag}> named as {firm.value}") if firm in _INLINE_REASONS and firm else None
    if tag == "figcaption" and node.parent is not None and node.parent.tag == "blockquote":
        return None
    reason = firm or _TAGS.get(tag)
    if reason is not None:
        size = len(node.text())
        if reason is Reason.SHARE and node.css_first("blockquote") is not None:
            return None
        fits = size <= MOST_SHARE * whole or (reason is Reason.COMMENTS and whole - size > 500)
        return Cut(reason, f"cleaning.strip: <{tag}> named as {reason.value}") if fits else None
    if tag in _HEADS:
        return None
    if soft is not None or tag in _LISTS:
        text = node.text()
        size = len(text)
        if size > (SOFT_SHARE if soft else MOST_SHARE) * whole or size > 3000:
            return None
        links = node.css("a[href]")
        if soft is not None and (size < _PROSE and not tidy(text).endswith(".")):
            return Cut(soft, f"cleaning.strip: <{tag}> hints at {soft.value}")
        if soft is Reason.RELATED and links and size < 800 and node.css_first(_TEASER_HEAD) is not None:
            return Cut(soft, f"cleaning.strip: <{tag}> named as a teaser")
        if links and sum(len(link.text()) for link in links) > 0.7 * max(1, len(text.strip())):
            if soft is not None or len(links) > 1:
                return Cut(soft or Reason.RELATED, f"cleaning.strip: <{tag}> of links")
    return None
