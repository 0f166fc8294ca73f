"""Which part of a page is the article, when no rule knows."""

from __future__ import annotations

from dataclasses import dataclass

from scraper.cleaning.dom import Node, Tree
from scraper.cleaning.generic.lead import leads
from scraper.cleaning.generic.pick import pick
from scraper.cleaning.generic.weigh import weigh

LEAST = 80
"""A page whose text weighs less than this many characters holds no article."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The elements that hold the article, in page order, and how sure that is, 0 to 1."""

    roots: tuple[Node, ...]
    confidence: float


def choose_body(tree: Tree) -> Choice | None:
    """The body of the article on an unknown page; None where nothing on it reads like one."""
    top = weigh(tree)
    if top is None or top.weight < LEAST:
        return None
    roots = pick(top)
    return Choice((*leads(tree, roots[0].node), *(root.node for root in roots)), 0.5)
