"""What is known of the elements of a body before it is walked: which are plain runs of text, how much is in links."""

from __future__ import annotations

from collections.abc import Container, Iterable

from scraper.html.dom import Node
from scraper.html.elements import INLINE, SPECIAL

_INLINE_CUTS = "a,span,em,strong,b,i,small,time,label,cite"


class Shape:
    """`special` holds the elements with more than plain inline text in them, `linking` the characters of the links of a
    block; both by `mem_id`."""

    __slots__ = ("linking", "special")

    def __init__(self) -> None:
        self.special: set[int] = set()
        self.linking: dict[int, int] = {}

    def add(self, root: Node, cuts: Container[int]) -> None:
        """Look at all of `root`; inline elements that are `cuts` count as more than text."""
        for link in root.css("a[href]"):
            block = link.parent
            while block is not None and block.tag in INLINE:
                block = block.parent
            if block is not None:
                self.linking[block.mem_id] = self.linking.get(block.mem_id, 0) + len(link.text())
        inline_cuts = [node for node in root.css(_INLINE_CUTS) if node.mem_id in cuts] if cuts else []
        self.open((*root.css(SPECIAL), *inline_cuts), root.mem_id)

    def open(self, nodes: Iterable[Node], top: int) -> None:
        """What stands around `nodes`, up to the element `top`, holds more than plain inline text."""
        special = self.special
        for node in nodes:
            parent = node.parent
            while parent is not None and parent.mem_id not in special:
                special.add(parent.mem_id)
                if parent.mem_id == top:
                    break
                parent = parent.parent
