"""What is known of the elements of a body before it is walked."""

from __future__ import annotations

from collections.abc import Container, Iterable

from scraper.cleaning.lines.in_sentence import holds_own_elements
from scraper.html.dom import Node
from scraper.html.elements import INLINE, SPECIAL

_INLINE_MARKED = "a,span,em,strong,b,i,small,time,label,cite,del,s,strike,ins,sup,abbr,dfn,u,mark,font"


class BodyShape:
    """What is known of the elements of a body before it is walked, by `mem_id`.

    `special` holds the elements with more than plain inline text in them, `linking` the characters of the links of a
    block.
    """

    __slots__ = ("linking", "special")

    def __init__(self) -> None:
        self.special: set[int] = set()
        self.linking: dict[int, int] = {}

    def add(self, root: Node, marks: Container[int]) -> None:
        """Look at all of `root`; inline elements with a mark count as more than text."""
        for link in root.css("a[href]"):
            block = link.parent
            while block is not None and block.tag in INLINE:
                block = block.parent
            if block is not None:
                self.linking[block.mem_id] = self.linking.get(block.mem_id, 0) + len(link.text())
        marked = [node for node in root.css(_INLINE_MARKED) if node.mem_id in marks] if marks else []
        self.open((*root.css(SPECIAL), *marked), root.mem_id)

    def open(self, nodes: Iterable[Node], top: int) -> None:
        """Note that what stands around `nodes`, up to the element `top`, holds more than plain inline text."""
        special = self.special
        for node in nodes:
            parent = node.parent
            while parent is not None and parent.mem_id not in special:
                special.add(parent.mem_id)
                if parent.mem_id == top:
                    break
                parent = parent.parent

    def open_own(self, node: Node) -> None:
        """Note that a container holds elements of a site's own, if it does: they may be its paragraphs."""
        if node.mem_id not in self.special and holds_own_elements(node):
            self.special.add(node.mem_id)
