"""Which part of a page is the article, when no rule knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scraper.cleaning.dom import Node, Tree, outermost

_KNOWN = "[itemprop=articleBody], [itemprop='articleBody']"


@dataclass(frozen=True, slots=True)
class Choice:
    """The elements that hold the article, in page order, and how sure that is, 0 to 1."""

    roots: tuple[Node, ...]
    confidence: float


def choose_body(tree: Tree) -> Choice | None:
    """The body of the article on an unknown page; None where nothing on it reads like one."""
    known = outermost(tree.css(_KNOWN))
    if known and sum(len(node.text()) for node in known) > 500:
        return Choice(tuple(known), 0.9)
    return _densest(tree.css("p"))


def _densest(paragraphs: Sequence[Node]) -> Choice | None:
    scores: dict[int, float] = {}
    nodes: dict[int, Node] = {}
    total = 0.0
    for paragraph in paragraphs:
        text = len(paragraph.text(strip=True)) - sum(len(a.text()) for a in paragraph.css("a"))
        if text < 20:
            continue
        total += text
        share = float(text)
        parent = paragraph.parent
        for _ in range(3):
            if parent is None or parent.tag in ("body", "html"):
                break
            scores[parent.mem_id] = scores.get(parent.mem_id, 0.0) + share
            nodes[parent.mem_id] = parent
            share *= 0.6
            parent = parent.parent
    if not scores:
        return None
    best = max(scores, key=lambda mem: scores[mem])
    return Choice((nodes[best],), min(1.0, scores[best] / max(total, 1.0)))
