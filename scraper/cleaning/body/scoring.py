"""How much prose stands below each element of a page: paragraphs weighed once, summed up the tree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from scraper.cleaning.class_hints import Purpose, name_in, name_of, purpose
from scraper.html.dom import Node, Tree
from scraper.model import Reason

FEW = 1500
"""A page whose paragraphs weigh less than this many characters may keep its text outside paragraphs."""
_UNITS = "p,br"
_LOOSE = "div,section,article,td,li,dd,pre,span,font,center,blockquote,main"
_HOLDERS = frozenset(["article", "main"])
_OUTSIDE = frozenset(
    ["nav", "footer", "aside", "form", "dialog", "noscript", "figure", "figcaption", "button", "select", "a"]
)
_ASIDES = frozenset(["nav", "footer", "aside"])
_NAMELESS = Purpose()
_NEVER = frozenset([Reason.COMMENTS, Reason.CONSENT])
_STOPS = tuple(".!?…。！？")
_CLOSING = "\"'”’»)]」』"
_NUMBERED = re.compile(r"\d")
_SHORT, _LONG, _WHOLE = 25, 80, 140
_STORY, _ALONE = 200, 500
_PARDONS, _MISLED, _ASIDE, _ENOUGH = 5, 1.2, 5.0, 0.3
_depth, _weight = attrgetter("depth"), attrgetter("weight")


@dataclass(slots=True, eq=False)
class Place:
    """An element with text somewhere below it; `weight` is that of all the prose in it, in characters.

    `known` is a name that stories go by, `holds` that such a place stands in it or is it; `mark` says how surely its
    name puts it outside the story: 1 a hint, 2 firmly, 3 beyond pardon.
    """

    node: Node
    depth: int
    known: bool = False
    mark: int = 0
    outside: bool = False
    holds: bool = False
    own: float = 0.0
    weight: float = 0.0
    children: list[Place] = field(default_factory=list)


def weigh(tree: Tree) -> Place | None:
    """The places of a page, from `<body>` down; None where there is no body."""
    body = tree.body
    if body is None:
        return None
    units = _units(tree.css(_UNITS))
    top = _grow(body, units)
    if top.weight < FEW:
        seen = {node.mem_id for node, _ in units}
        top = _grow(body, [*units, *(unit for unit in _loose(tree.css(_LOOSE)) if unit[0].mem_id not in seen)])
    return top


def _units(nodes: Iterable[Node]) -> list[tuple[Node, float]]:
    """What holds a paragraph, or lines parted by `<br>`, and the weight of that."""
    found: list[tuple[Node, float]] = []
    seen: set[int] = set()
    for node in nodes:
        parent = node.parent
        if parent is None:
            continue
        if node.tag == "p":
            weight = _paragraph(node)
        elif parent.mem_id in seen or parent.tag in ("p", "body"):
            continue
        else:
            seen.add(parent.mem_id)
            weight = _bare(parent, 1)
        if weight:
            found.append((parent, weight))
    return found


def _loose(nodes: Iterable[Node]) -> list[tuple[Node, float]]:
    return [(node, weight) for node in nodes if (weight := _bare(node, 40))]


def _bare(node: Node, least: int) -> float:
    """The text that stands in an element itself, in pieces longer than `least`."""
    size = 0
    child = node.child
    while child is not None:
        if child.is_text_node:
            text = child.text_content or ""
            if len(text) > least:
                text = text.strip()
                size += len(text) if len(text) > least else 0
        child = child.next
    return float(size) if size > _LONG else 0.0


def _paragraph(node: Node) -> float:
    child = node.child
    if child is None:
        return 0.0
    alone = child.is_text_node and child.next is None
    text = ((child.text_content or "") if alone else node.text()).strip()
    size = len(text)
    if size < _SHORT:
        return 0.4 * size if size and (alone or node.css_first("a") is None) else 0.0
    if size > _LONG and text.rstrip(_CLOSING).endswith(_STOPS):
        return float(size)
    linked = 0 if alone else sum(len(link.text()) for link in node.css("a"))
    return max(0.0, size - 1.5 * linked) * (1.0 if size > _WHOLE else 0.4)


def _grow(body: Node, units: Sequence[tuple[Node, float]]) -> Place:
    """The tree of the elements that hold text, weights summed from the leaves up."""
    top = Place(body, 0)
    places = {body.mem_id: top}
    for node, weight in units:
        place = places.get(node.mem_id) or _plant(node, places)
        if place is not None:
            place.own += weight
    order = sorted(places.values(), key=_depth, reverse=True)
    total = sum(place.own for place in places.values())
    for least in (1, 2, 3):
        _sum(order, total, least)
        _pardon(order, top, total, least)
        if top.weight >= _ENOUGH * total or top.weight >= _ENOUGH * _most(order, top, total, least):
            break
    return top


def _most(order: Sequence[Place], top: Place, total: float, least: int) -> float:
    """What all weighs but for that which is beyond pardon."""
    _sum(order, total, 3)
    most = top.weight
    _sum(order, total, least)
    return most


def _sum(order: Sequence[Place], total: float, least: int) -> None:
    """Sum the weights up, leaving out what a mark of `least` or more puts outside the story."""
    for place in order:
        weight, holds = place.own, False
        for child in place.children:
            if not child.outside:
                weight += child.weight
                holds = holds or child.holds
        mark, rest = place.mark, total - weight
        place.weight = weight
        place.outside = mark > 0 and ((mark == 3 and rest > 250) or (mark >= least and rest > 0.5 * weight))
        place.holds = holds or (place.known and not place.outside and weight > _STORY and place.depth > 0)


def _pardon(order: Sequence[Place], top: Place, total: float, least: int) -> None:
    """Bring back what holds more than all that is left without it: a name can mislead."""
    for _ in range(_PARDONS):
        outside = [place for place in order if place.outside and place.mark < 3]
        largest = max(outside, key=_weight, default=None)
        if largest is None or largest.weight < (_ASIDE if largest.node.tag in _ASIDES else _MISLED) * top.weight:
            return
        for place in _kin(largest, outside):
            place.mark = 0
        _sum(order, total, least)


def _kin(place: Place, others: Sequence[Place]) -> list[Place]:
    """`place`, and where it is long those of `others` that go by its names too, but for the ones that number them."""
    names = _kind(place.node) if place.weight > _ALONE else []
    beside = [other for other in others if other.depth == place.depth and other.mark == place.mark]
    return [place, *(other for other in beside if names and other is not place and _kind(other.node) == names)]


def _kind(node: Node) -> list[str]:
    return [part for part in name_of(node).split() if not _NUMBERED.search(part)]


def _plant(node: Node, places: dict[int, Place]) -> Place | None:
    """The place of `node`, made together with those above it that are not there yet."""
    path: list[Node] = []
    current: Node | None = node
    while current is not None and current.mem_id not in places:
        path.append(current)
        current = current.parent
    if current is None:
        return None
    place = places[current.mem_id]
    for step in reversed(path):
        place = places[step.mem_id] = _describe(step, place)
    return place


def _describe(node: Node, parent: Place) -> Place:
    place = Place(node, parent.depth + 1)
    parent.children.append(place)
    attributes, tag = node.attributes, node.tag
    named = purpose(name_in(attributes)) if attributes else _NAMELESS
    if named.story or attributes.get("itemprop") == "articleBody":
        place.known = True
    elif named.firm is not None or tag in _OUTSIDE:
        place.mark = 3 if named.firm in _NEVER else 2
    elif named.soft is not None and tag not in _HOLDERS:
        place.mark = 1
    return place
