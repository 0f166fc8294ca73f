"""How much prose stands below each element of a page: each paragraph is weighed once, and the tree sums the weights."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from scraper.cleaning.body.other_stories import Stories, find_stories, may_be_other
from scraper.cleaning.class_hints import Hint, hint_of, name_in, name_of
from scraper.cleaning.text import ends_sentence
from scraper.html.dom import Node, Tree, ancestors
from scraper.html.elements import ASIDES, OUTSIDE, REOPENED, STORY, TEXT_HOLDERS
from scraper.model import Reason

FEW = 1500
"""A page whose paragraphs weigh less than this many characters may have its text outside paragraphs."""
_UNITS = "p,br"
_NAMELESS = Hint()
_NEVER = frozenset([Reason.COMMENTS, Reason.CONSENT])
_CJK = re.compile(r"[\u3001-\u30ff\u3400-\u9fff\uac00-\ud7a3\uff00-\uffef]")
_CJK_STOPS = {"。": 20, "！": 20, "？": 20, "」": 20}
_CJK_GAIN = 1.5
_SCRIPTS = "script,style"
_CODE, _CODE_LEAST = ("{", "=", "</"), 40
_NUMBERED = re.compile(r"\d")
_SHORT, _LINE, _LONG, _WHOLE = 25, 40, 80, 140
_STORY, _ALONE = 200, 500
_STRONG, _NEVER_STORY, _MOSTLY = 2, 3, 0.6
FEW_LINES, BOX = 8, 800
"""How much more a box of fewer characters must hold than a short story with its headline to be the story instead."""
_MOST_REINSTATED, _MISLED, _BESIDE, _ASIDE, _ENOUGH = 5, 1.2, 1.6, 5.0, 0.3


@dataclass(slots=True, eq=False)
class Candidate:
    """An element with text somewhere below it; `weight` is that of all the prose in it, in characters.

    `story_name` says that its name is one that stories have, `holds_story` that it is or contains such an element.
    `hint` is the reason that its name gives. `titled` says that the headline of the page stands in it, `may_be_other`
    that its name or its address may be that of another story.
    `penalty` is how strongly its name or tag puts it outside the story: 0 not at all, 1 a hint, 2 strongly, 3 always.
    """

    node: Node
    depth: int
    story_name: bool = False
    penalty: int = 0
    hint: Reason | None = None
    titled: bool = False
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
    if _weight_without_comments(scores.top) < FEW:
        holders = [*tree.css(TEXT_HOLDERS), *(node for node in body.css("*") if "-" in (node.tag or ""))]
        loose = _loose(holders, {node.mem_id for node, _ in units})
        scores = _score(tree, body, [*units, *loose], url)
    return scores


def _weight_without_comments(top: Candidate) -> float:
    """The weight of all that is inside, without that of comments, consent walls and other stories."""
    weight, stack = 0.0, [top]
    while stack:
        candidate = stack.pop()
        if not candidate.outside and candidate.penalty != _NEVER_STORY:
            weight += candidate.own
            stack.extend(candidate.children)
    return weight


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


def _loose(nodes: Iterable[Node], seen: Container[int]) -> Iterator[tuple[Node, float]]:
    """What holds text outside paragraphs, and its weight; what a format holds is of the block around it."""
    for node in nodes:
        is_format = node.tag in REOPENED
        weight = _bare(node, _WHOLE if is_format else 40)
        holder: Node | None = node
        while weight and holder is not None and holder.tag in REOPENED:
            holder = holder.parent
        if weight and holder is not None and holder.mem_id not in seen and not (is_format and holder.tag == "p"):
            yield holder, weight


def _bare(node: Node, least: int) -> float:
    """The characters of text directly in an element, counting pieces longer than `least`."""
    size = 0.0
    child = node.child
    while child is not None:
        if child.is_text_node:
            text = child.text_content or ""
            if len(text) > least:
                text = text.strip()
                size += len(text) * _worth(text) if len(text) > least else 0
        child = child.next
    return size if size > _LONG else 0.0


def _worth(text: str) -> float:
    """How many Latin letters a character of `text` says: more than one in Chinese, Japanese and Korean."""
    if not text or text.isascii():
        return 1.0
    return 1.0 + _CJK_GAIN * len(_CJK.findall(text)) / len(text)


def _long_sentence(text: str) -> int:
    """With more characters than this, a sentence that ends as `text` does is one of a story."""
    return _CJK_STOPS.get(text[-1:], _LONG)


def _prose_in(node: Node) -> str:
    """The text of a paragraph, without that of scripts in it."""
    text = node.text().strip()
    if len(text) > _CODE_LEAST and any(sign in text for sign in _CODE):
        for script in node.css(_SCRIPTS):
            text = text.replace(script.text(), "")
    return text


def _paragraph(node: Node) -> float:
    child = node.child
    if child is None:
        return 0.0
    alone = child.is_text_node and child.next is None
    text = (child.text_content or "").strip() if alone else _prose_in(node)
    size = len(text)
    if size > _long_sentence(text) and ends_sentence(text, pauses=False):
        return size * _worth(text)
    if size < _SHORT:
        return 0.4 * size if size and (alone or node.css_first("a") is None) else 0.0
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
            candidates[other.mem_id].penalty = _NEVER_STORY
    for node in ancestors(stories.headline) if stories.headline is not None else ():
        titled = candidates.get(node.mem_id)
        if titled is not None:
            titled.titled, titled.penalty = True, 0 if titled.penalty < _NEVER_STORY else _NEVER_STORY
    order = sorted(candidates.values(), key=lambda candidate: candidate.depth, reverse=True)
    total = sum(candidate.own for candidate in candidates.values())
    _forget_hints(order, total)
    for least in (1, 2, 3):
        _sum(order, total, least)
        _reinstate(order, top, total, least)
        if _is_enough(order, top, total, least):
            break
    return Scores(top, stories)


def _forget_hints(order: Sequence[Candidate], total: float) -> None:
    """Ignore a hint in the names of elements side by side that hold most of the prose of the page."""
    _sum(order, total, 4)
    for candidate in order:
        hinted: dict[Reason, list[Candidate]] = {}
        for child in candidate.children:
            if child.hint is not None and child.penalty == _STRONG:
                hinted.setdefault(child.hint, []).append(child)
        for alike in hinted.values():
            if len(alike) > 1 and sum(child.weight for child in alike) > _MOSTLY * total:
                for child in alike:
                    child.penalty = 0


def _is_enough(order: Sequence[Candidate], top: Candidate, total: float, least: int) -> bool:
    """Whether what is inside is a story: it stands with the headline of the page, or is a fair share of its prose."""
    if top.weight >= _ENOUGH * total or _titled_weight(order) > max(_ALONE, total / _ASIDE):
        return True
    return top.weight >= _ENOUGH * _most(order, top, total, least)


def _titled_weight(order: Sequence[Candidate]) -> float:
    """The weight of the smallest element with the headline of the page and some prose; 0 where it is outside."""
    titled = [each for each in order if each.titled]
    if any(each.outside for each in titled):
        return 0.0
    return next((each.weight for each in titled if each.weight > _STORY and each.depth), 0.0)


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
        fair = weight / _ASIDE if candidate.node.tag in ASIDES else 0.5 * weight
        candidate.outside = penalty > 0 and (
            (penalty == _NEVER_STORY and rest > 250) or (penalty >= least and rest > fair)
        )
        candidate.holds_story = holds_story or (
            candidate.story_name and not candidate.outside and weight > _STORY and candidate.depth > 0
        )


def _reinstate(order: Sequence[Candidate], top: Candidate, total: float, least: int) -> None:
    """Reinstate what holds more than everything that is left without it: a name can mislead."""
    for _ in range(_MOST_REINSTATED):
        outside = [candidate for candidate in order if candidate.outside and candidate.penalty < _NEVER_STORY]
        largest = max(outside, key=lambda candidate: candidate.weight, default=None)
        if largest is None or largest.weight < _needed(order, top, largest):
            return
        for candidate in _same_named(largest, outside):
            candidate.penalty = 0
        _sum(order, total, least)


def _needed(order: Sequence[Candidate], top: Candidate, candidate: Candidate) -> float:
    """How much `candidate` must hold, beside all that is inside, for its name to be misleading."""
    if candidate.node.tag in ASIDES:
        return _ASIDE * top.weight
    few = FEW_LINES * short_story(order) if len(candidate.node.text()) < BOX else 0.0
    return max(_MISLED * top.weight, _BESIDE * _titled_weight(order), few)


def short_story(order: Iterable[Candidate]) -> float:
    """The weight of the smallest element with the headline of the page and text that is named as a story's; else 0."""
    return next((each.weight for each in order if each.titled and each.weight > _LINE and _holds_named(each)), 0.0)


def _holds_named(candidate: Candidate) -> bool:
    """Whether an element, or one in it that is not outside, is named as the text of a story."""
    return candidate.story_name or any(_holds_named(child) for child in candidate.children if not child.outside)


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
    name = name_in(attributes) if attributes else ""
    named = hint_of(name) if name else _NAMELESS
    candidate.may_be_other = bool(attributes) and may_be_other(name, attributes)
    if named.content or attributes.get("itemprop") == "articleBody":
        candidate.story_name = True
    elif named.strong is not None or tag in OUTSIDE:
        candidate.penalty, candidate.hint = _NEVER_STORY if named.strong in _NEVER else _STRONG, named.strong
    elif named.weak is not None and tag not in STORY:
        candidate.penalty = 1
    return candidate
