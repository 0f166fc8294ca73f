"""Boosted regression trees, summed over all trees at once by operations on long integers.

The method is QuickScorer (Lucchese et al., SIGIR 2015). Each tree has a field of LEAVES bits, one for each leaf from
left to right. A split that goes right rules out the leaves of its left branch, so it clears their bits; which bits a
value of a column clears, in all trees, is one look-up. The lowest bit that is left in a field is the leaf that its tree
comes to. Leaf values are whole numbers, added up by their binary digits: bit `b` of a value counts `2 ** b` times.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import or_

LEAVES = 32
"""The most leaves of a tree."""


@dataclass(frozen=True, slots=True)
class Split:
    """One inner node: values of `column` above `limit` go right. `left` has a bit for each leaf of the left branch."""

    column: int
    limit: int
    left: int


@dataclass(frozen=True, slots=True)
class LeafTree:
    """One tree: its splits in any order, and the values of its leaves from left to right, whole numbers from 0."""

    splits: tuple[Split, ...]
    leaves: tuple[int, ...]


class Forest:
    """Trees ready to be summed, over columns of whole numbers from 0 to `highest`."""

    def __init__(self, trees: Sequence[LeafTree], columns: int, highest: int) -> None:
        self._all = (1 << (LEAVES * len(trees))) - 1
        self._ones = sum(1 << (LEAVES * number) for number in range(len(trees)))
        self._reachable = _reachable(trees, columns, highest, self._all)
        most = max((max(tree.leaves) for tree in trees), default=0)
        self._planes = [_plane(trees, bit) for bit in range(most.bit_length())]

    def sum(self, row: Sequence[int]) -> int:
        """The sum of the values of the leaves that `row`, one value a column, comes to."""
        reached = self._all
        for masks, value in zip(self._reachable, row, strict=True):
            reached &= masks[value]
        leaves = reached & ~(reached - self._ones)
        return sum([(leaves & plane).bit_count() << bit for bit, plane in enumerate(self._planes)])


def _reachable(trees: Sequence[LeafTree], columns: int, highest: int, everything: int) -> list[list[int]]:
    """For each column and each value of it, the leaves of all trees that the value leaves reachable."""
    cleared = [[0] * (highest + 1) for _ in range(columns)]
    for number, tree in enumerate(trees):
        for split in tree.splits:
            cleared[split.column][split.limit + 1] |= split.left << (LEAVES * number)
    return [[everything & ~below for below in accumulate(column, or_)] for column in cleared]


def _plane(trees: Sequence[LeafTree], bit: int) -> int:
    """The leaves of all trees whose value has `bit` set."""
    return sum(
        1 << (LEAVES * number + leaf)
        for number, tree in enumerate(trees)
        for leaf, value in enumerate(tree.leaves)
        if value >> bit & 1
    )
