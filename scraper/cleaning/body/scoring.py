"""How much prose stands below each element of a page: each paragraph is weighed once, and the tree sums the weights."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from scraper.cleaning.body.other_stories import Stories, find_stories, may_be_other
from scraper.cleaning.class_hints import Hint, hint_of, name_in, name_of
from scraper.cleaning.text import ends_sentence
from scraper.html.dom import Node, Tree
from scraper.html.elements import ASIDES, OUTSIDE, STORY, TEXT_HOLDERS
from scraper.model import Reason

FEW = 1500
"""A page whose paragraphs weigh less than this many characters may have its text outside paragraphs."""
_UNITS = "p,br"
_NAMELESS = Hint()
_NEVER = frozenset([Reason.COMMENTS, Reason.CONSENT])
_NUMBERED = re.compile(r"\d")
_SHORT, _LONG, _WHOLE = 25, 80, 140
_STORY, _ALONE = 200, 500
_MOST_REINSTATED, _MISLED, _ASIDE, _ENOUGH = 5, 1.2, 5.0, 0.3


@dataclass(slots=True, eq=False)
class Candidate:
    """An element with text somewhere below it; `weight` is that of all the prose in it, in characters.

    `story_name` says that its name is one that stories have, `holds_story` that it is or contains such an element.
    `may_be_other` says that its name or its address may be that of another story.
    `penalty` is how strongly its name or tag puts it outside the story: 0 not at all, 1 a hint, 2 strongly, 3 always.
    """

    node: Node
    depth: int
    story_name: bool = False
    penalty: int = 0
    may_be_other: bool = False
    outside: bool = False
    holds_story: bool = False
    own: float = 0.0
    weight: float = 0.0
    children: list[Candidate] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Scores:
    """The candidates of a page, from `<body>` down, and its stories: the elements of others are always outside."""

    top: Candidate
    stories: Stories


def score_tree(tree: Tree, url: str = "") -> Scores | None:
    """The scores of the page at `url`; None where there is no body."""
    body = tree.body
    if body is None:
        return None
    units = _units(tree.css(_UNITS))
    scores = _score(tree, body, units, url)
    if scores.top.weight < FEW:
        seen = {node.mem_id for node, _ in units}
        holders = [*tree.css(TEXT_HOLDERS), *(node for node in body.css("*") if "-" in (node.tag or ""))]
        loose = (unit for unit in _loose(holders) if unit[0].mem_id not in seen)
        scores = _score(tree, body, [*units, *loose], url)
    return scores


def _units(nodes: Iterable[Node]) -> list[tuple[Node, float]]:
    """What holds_story a paragraph, or lines parted by `<br>`, and the weight of that."""
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
    """The characters of text directly in an element, counting pieces longer than `least`."""
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
    if size > _LONG and ends_sentence(text, pauses=False):
        return float(size)
    linked = 0 if alone else sum(len(link.text()) for link in node.css("a"))
    return max(0.0, size - 1.5 * linked) * (1.0 if size > _WHOLE else 0.4)


def _score(tree: Tree, body: Node, units: Sequence[tuple[Node, float]], url: str) -> Scores:
    """The tree of the elements that hold text, with weights summed from the leaves up."""
    top = Candidate(body, 0)
    candidates = {body.mem_id: top}
    for node, weight in units:
        candidate = candidates.get(node.mem_id) or _add(node, candidates)
        if candidate is not None:
            candidate.own += weight
    stories = find_stories(tree, url, [candidate.node for candidate in candidates.values() if candidate.may_be_other])
    for other in stories.others:
        if other.mem_id in candidates:
            candidates[other.mem_id].penalty = 3
    order = sorted(candidates.values(), key=lambda candidate: candidate.depth, reverse=True)
    total = sum(candidate.own for candidate in candidates.values())
    for least in (1, 2, 3):
        _sum(order, total, least)
        _reinstate(order, top, total, least)
        if top.weight >= _ENOUGH * total or top.weight >= _ENOUGH * _most(order, top, total, least):
            break
    return Scores(top, stories)


def _most(order: Sequence[Candidate], top: Candidate, total: float, least: int) -> float:
    """The weight of everything that does not have the highest penalty."""
    _sum(order, total, 3)
    most = top.weight
    _sum(order, total, least)
    return most


def _sum(order: Sequence[Candidate], total: float, least: int) -> None:
    """Sum the weights up the tree, leaving out what a penalty of `least` or more puts outside the story."""
    for candidate in order:
        weight, holds_story = candidate.own, False
        for child in candidate.children:
            if not child.outside:
                weight += child.weight
                holds_story = holds_story or child.holds_story
        penalty, rest = candidate.penalty, total - weight
        candidate.weight = weight
        candidate.outside = penalty > 0 and (
            (penalty == 3 and rest > 250) or (penalty >= least and rest > 0.5 * weight)
        )
        candidate.holds_story = holds_story or (
            candidate.story_name and not candidate.outside and weight > _STORY and candidate.depth > 0
        )


def _reinstate(order: Sequence[Candidate], top: Candidate, total: float, least: int) -> None:
    """Reinstate what holds more than everything that is left without it: a name can mislead."""
    for _ in range(_MOST_REINSTATED):
        outside = [candidate for candidate in order if candidate.outside and candidate.penalty < 3]
        largest = max(outside, key=lambda candidate: candidate.weight, default=None)
        if largest is None or largest.weight < (_ASIDE if largest.node.tag in ASIDES else _MISLED) * top.weight:
            return
        for candidate in _same_named(largest, outside):
            candidate.penalty = 0
        _sum(order, total, least)


def _same_named(candidate: Candidate, others: Sequence[Candidate]) -> list[Candidate]:
    """`candidate` and, where it is long, those of `others` with the same names, numbers in them aside."""
    names = _names(candidate.node) if candidate.weight > _ALONE else []
    beside = [other for other in others if other.depth == candidate.depth and other.penalty == candidate.penalty]
    return [candidate, *(other for other in beside if names and other is not candidate and _names(other.node) == names)]


def _names(node: Node) -> list[str]:
    return [part for part in name_of(node).split() if not _NUMBERED.search(part)]


def _add(node: Node, candidates: dict[int, Candidate]) -> Candidate | None:
    """The candidate for `node`, added together with the missing ones above it."""
    path: list[Node] = []
    current: Node | None = node
    while current is not None and current.mem_id not in candidates:
        path.append(current)
        current = current.parent
    if current is None:
        return None
    candidate = candidates[current.mem_id]
    for step in reversed(path):
        candidate = candidates[step.mem_id] = _describe(step, candidate)
    return candidate


def _describe(node: Node, parent: Candidate) -> Candidate:
    candidate = Candidate(node, parent.depth + 1)
    parent.children.append(candidate)
    attributes, tag = node.attributes, node.tag
    named = hint_of(name_in(attributes)) if attributes else _NAMELESS
    candidate.may_be_other = bool(attributes) and may_be_other(attributes)
    if named.content or attributes.get("itemprop") == "articleBody":
        candidate.story_name = True
    elif named.strong is not None or tag in OUTSIDE:
        candidate.penalty = 3 if named.strong in _NEVER else 2
    elif named.weak is not None and tag not in STORY:
        candidate.penalty = 1
    return candidate
