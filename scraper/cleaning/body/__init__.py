"""Which part of a page is the article, where no rule says it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scraper.cleaning.body.lede import find_ledes
from scraper.cleaning.body.scoring import Candidate, score_tree
from scraper.cleaning.body.selection import lists_stories, select_candidates
from scraper.html.dom import Node, Tree

_SHORT, _LINKED, _PIECES, _SHARED, _UNNAMED, _LISTED = 0.2, 0.25, 0.12, 0.15, 0.05, 0.5
LEAST = 80
"""A page whose text weighs less than this many characters has no article."""


@dataclass(frozen=True, slots=True)
class BodyChoice:
    """The elements that hold the article, in page order, the confidence in that, 0 to 1, and the deks above them."""

    roots: tuple[Node, ...]
    confidence: float
    deks: tuple[Node, ...] = ()


def choose_body(tree: Tree) -> BodyChoice | None:
    """The body of the article on an unknown page; None where nothing on it reads like one."""
    top = score_tree(tree)
    if top is None or top.weight < LEAST:
        return None
    candidates = select_candidates(top)
    above, deks = find_ledes(tree, candidates[0].node)
    return BodyChoice(
        (*above, *(candidate.node for candidate in candidates)), _confidence(top, candidates), tuple(deks)
    )


def _confidence(top: Candidate, roots: Sequence[Candidate]) -> float:
    """The confidence in the choice, 0 to 1, by the amount of text, its share of the page, its pieces and its links."""
    main = max(roots, key=lambda candidate: candidate.weight)
    weight = sum(candidate.weight for candidate in roots)
    linked = 5 * sum(len(link.text()) for link in main.node.css("a[href]"))
    doubts = (
        (_SHORT, weight < 500),
        (_SHORT, weight < 250),
        (_LINKED, linked > main.weight and linked > len(main.node.text())),
        (_PIECES, main.own < 0.3 * main.weight),
        (_SHARED, weight < 0.75 * top.weight),
        (_UNNAMED, not main.holds_story),
        (_LISTED, lists_stories(main)),
    )
    return round(max(0.0, 0.98 - sum(doubt for doubt, holds in doubts if holds)), 2)
