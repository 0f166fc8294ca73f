"""Which part of a page is the article, when no rule knows."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from scraper.cleaning.dom import Node, Tree, ancestors
from scraper.cleaning.naming import name_of, purpose
from scraper.model import Reason

_HOLDERS = frozenset(["article", "main"])
_UNITS = "p,br"
_HEADLINES = "h1 a,h2 a,h3 a,h4 a,h5 a,a h1,a h2,a h3,a h4,a h5"
_LOOSE = "div,section,article,td,li,dd,pre,span,font,center,blockquote,main"
_END = re.compile(r"[.!?…。！？][\"'”’»)\]」』]*\s*$")
_DESCRIPTIONS = "meta[name=description],meta[property='og:description'],meta[name='twitter:description']"
_DEK_TAGS = ("p", "h2", "h3", "div", "span", "strong", "section")
_NO_DEK = frozenset(["a", "nav", "aside", "footer", "li"])
_DEK = 40
_PLAIN = re.compile(r"[^\"\\'’“”„«»&\n\t\xa0]+")
_WORD = re.compile(r"\w+")
_SHORT = 25
_PARDONS = 5
_OUTSIDE_TAGS = frozenset(["nav", "footer", "aside", "form", "dialog", "noscript", "figure", "figcaption", "button", "select", "a"])


@dataclass(frozen=True, slots=True)
class Choice:
    """The elements that hold the article, in page order, and how sure that is, 0 to 1."""

    roots: tuple[Node, ...]
    confidence: float


@dataclass(slots=True)
class _Place:
    """An element with text somewhere below it."""

    node: Node
    parent: _Place | None
    depth: int
    known: bool = False
    mark: int = 0
    outside: bool = False
    own: float = 0.0
    weight: float = 0.0
    children: list[_Place] = field(default_factory=list)


def choose_body(tree: Tree) -> Choice | None:
    """The body of the article on an unknown page; None where nothing on it reads like one."""
    body = tree.body
    if body is None:
        return None
    units = _units(tree.css(_UNITS))
    if sum(weight for _, weight in units) < 1500:
        known = {node.mem_id for node, _ in units}
        units += [unit for unit in _loose(tree.css(_LOOSE)) if unit[0].mem_id not in known]
    top = _grow(body, units)
    if top.weight < 100:
        return None
    roots = _pick(top)
    return Choice((*_dek(tree, roots[0]), *roots), 0.5)


def _dek(tree: Tree, root: Node) -> list[Node]:
    """The dek, where it stands above the body: the page says in its head what it reads."""
    head = tree.head
    described = [meta.attributes.get("content") or "" for meta in head.css(_DESCRIPTIONS)] if head is not None else []
    inside = root.text() if described else ""
    for content in dict.fromkeys(described):
        probe = next((part.strip() for part in _PLAIN.findall(content) if len(part) > 12), "")[:30].rstrip()
        if len(content) < _DEK or not probe or probe in inside:
            continue
        said = _words(html.unescape(content))
        for node in tree.css(",".join(f'{tag}:lexbor-contains("{probe}")' for tag in _DEK_TAGS)):
            if _words(node.text()) == said and not any(parent.tag in _NO_DEK for parent in ancestors(node)):
                return [node] if _before(node, root) else []
    return []


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))


def _before(node: Node, root: Node) -> bool:
    """Whether `node` stands before `root` on the page, and not in it."""
    above = {parent.mem_id: child for child, parent in pairwise([node, *ancestors(node)])}
    for child, parent in pairwise([root, *ancestors(root)]):
        if parent.mem_id in above:
            after = above[parent.mem_id].next
            for _ in range(1000):
                if after is None or after.mem_id == child.mem_id:
                    break
                after = after.next
            return after is not None
    return False


def _units(nodes: Iterable[Node]) -> list[tuple[Node, float]]:
    """Paragraphs (and what holds line breaks), with their parents and weights."""
    found: list[tuple[Node, float]] = []
    seen: set[int] = set()
    for node in nodes:
        unit: Node | None = node
        if node.tag == "br":
            unit = node.parent
            if unit is None or unit.mem_id in seen or unit.tag in ("p", "body"):
                continue
            seen.add(unit.mem_id)
            weight = _direct(unit)
            if weight:
                found.append((unit, weight))
            continue
        parent = node.parent
        if parent is None:
            continue
        weight = _weight(node)
        if weight:
            found.append((parent, weight))
    return found


def _loose(nodes: Iterable[Node]) -> list[tuple[Node, float]]:
    return [(node, weight) for node in nodes if (weight := _direct(node)) and node.tag != "p"]


def _direct(node: Node) -> float:
    size = 0
    child = node.child
    while child is not None:
        if child.is_text_node:
            text = (child.text_content or "").strip()
            size += len(text) if len(text) > 40 else 0
        child = child.next
    return float(size) if size > 80 else 0.0


def _weight(node: Node) -> float:
    text = node.text().strip()
    size = len(text)
    if size < _SHORT:
        return 0.4 * size if node.css_first("a") is None else 0.0
    if size > 80 and _END.search(text):
        return float(size)
    linked = sum(len(link.text()) for link in node.css("a"))
    return max(0.0, size - 1.5 * linked) * (1.0 if size > 140 else 0.4)


def _grow(body: Node, units: Sequence[tuple[Node, float]]) -> _Place:
    """The tree of the elements that hold text, weights summed from the leaves up."""
    top = _Place(body, None, 0)
    places = {body.mem_id: top}
    for node, weight in units:
        place = places.get(node.mem_id) or _plant(node, places)
        if place is not None:
            place.own += weight
    total = sum(place.own for place in places.values())
    order = sorted(places.values(), key=lambda place: -place.depth)
    _weigh(order, total, 3)
    enough = 0.3 * top.weight
    for least in (1, 2, 3):
        _weigh(order, total, least)
        _pardon(order, top, total, least)
        if top.weight >= enough:
            break
    return top


def _weigh(order: Sequence[_Place], total: float, least: int) -> None:
    """Sum the weights up, leaving out what a mark of `least` or more puts outside the story."""
    for place in order:
        place.weight = place.own
    for place in order:
        rest = total - place.weight
        place.outside = place.mark == 3 and rest > 250 or place.mark >= least and rest > 0.5 * place.weight
        if place.parent is not None and not place.outside:
            place.parent.weight += place.weight


def _pardon(order: Sequence[_Place], top: _Place, total: float, least: int) -> None:
    """Bring back what holds more than all that is left without it: a name can mislead."""
    for _ in range(_PARDONS):
        largest = max((place for place in order if place.outside), key=lambda place: place.weight, default=None)
        if largest is None or largest.weight < 1.2 * top.weight or largest.mark > 2:
            return
        largest.mark = 0
        _weigh(order, total, least)


def _plant(node: Node, places: dict[int, _Place]) -> _Place | None:
    path: list[Node] = []
    current: Node | None = node
    while current is not None and current.mem_id not in places:
        path.append(current)
        current = current.parent
    if current is None:
        return None
    place = places[current.mem_id]
    for step in reversed(path):
        place = _describe(step, place)
        places[step.mem_id] = place
    return place


def _describe(node: Node, parent: _Place) -> _Place:
    attributes = node.attributes
    named = purpose(name_of(node))
    known = named.story or attributes.get("itemprop") == "articleBody"
    mark = 0
    if not known:
        soft = named.soft is not None and node.tag not in _HOLDERS
        mark = 3 if named.firm is Reason.COMMENTS else 2 if named.firm or node.tag in _OUTSIDE_TAGS else int(soft)
    place = _Place(node, parent, parent.depth + 1, known, mark)
    parent.children.append(place)
    return place


def _pick(top: _Place) -> list[Node]:
    place = top
    while place.children:
        inside = [child for child in place.children if not child.outside]
        for child in inside:
            if 0.05 * place.weight < child.weight < 0.9 * place.weight and _teases(child):
                child.outside = True
                place.weight -= child.weight
        best = max(place.children, key=lambda child: child.weight * (not child.outside))
        share = best.weight / max(place.weight, 1.0)
        needed = 0.5 if best.known and not place.known else 0.9 if place.known else 0.8
        if best.outside or share < needed:
            break
        place = best
    return [place.node]


def _teases(place: _Place) -> bool:
    """Whether an element lists other stories: linked headlines, little text to each, none of it long."""
    headlines = len(place.node.css(_HEADLINES))
    if headlines < 3:
        return False
    most, stack = 0.0, [place]
    while stack:
        current = stack.pop()
        most = max(most, current.own)
        stack.extend(current.children)
    return most < 0.35 * place.weight and place.weight < 300 * headlines
