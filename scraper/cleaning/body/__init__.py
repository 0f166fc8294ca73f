"""Which part of a page is the article, when no rule knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scraper.cleaning.body.lede import leads
from scraper.cleaning.body.scoring import Place, weigh
from scraper.cleaning.body.selection import pick, teases
from scraper.html.dom import Node, Tree

_SHORT, _LINKED, _PIECES, _SHARED, _UNNAMED, _LISTED = 0.2, 0.25, 0.12, 0.15, 0.05, 0.5
LEAST = 80
"""A page whose text weighs less than this many characters holds no article."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The elements that hold the article, in page order, and how sure that is, 0 to 1; `deks` stand above it."""

    roots: tuple[Node, ...]
    confidence: float
    deks: tuple[Node, ...] = ()


def choose_body(tree: Tree) -> Choice | None:
    """The body of the article on an unknown page; None where nothing on it reads like one."""
    top = weigh(tree)
    if top is None or top.weight < LEAST:
        return None
    places = pick(top)
    above, deks = leads(tree, places[0].node)
    return Choice((*above, *(place.node for place in places)), _confidence(top, places), tuple(deks))


def _confidence(top: Place, roots: Sequence[Place]) -> float:
    """How sure the choice is: by how much text there is, how much of the page's, in how many pieces, and how linked."""
    main = max(roots, key=lambda place: place.weight)
    weight = sum(place.weight for place in roots)
    linked = 5 * sum(len(link.text()) for link in main.node.css("a[href]"))
    doubts = (
        (_SHORT, weight < 500),
        (_SHORT, weight < 250),
        (_LINKED, linked > main.weight and linked > len(main.node.text())),
        (_PIECES, main.own < 0.3 * main.weight),
        (_SHARED, weight < 0.75 * top.weight),
        (_UNNAMED, not main.holds),
        (_LISTED, teases(main)),
    )
    return round(max(0.0, 0.98 - sum(doubt for doubt, holds in doubts if holds)), 2)
