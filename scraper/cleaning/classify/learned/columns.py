"""Columns of small whole numbers, one number a line: how they are moved and averaged over the lines around each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import TypeVar

_T = TypeVar("_T")
HIGHEST = 63
"""Every value is 0 to this, so that it can be an index."""
NO_NEIGHBOUR = HIGHEST
"""The value of a column for a neighbour beyond the first or the last line."""
_NEAR = 6
"""So many lines before and after are averaged."""


def with_neighbours(column: Sequence[int], steps: Sequence[int]) -> list[list[int]]:
    """A column, and the same of the line so many `steps` away."""
    return [list(column), *(shifted(column, step, NO_NEIGHBOUR) for step in steps)]


def shifted(column: Sequence[_T], step: int, outside: _T) -> list[_T]:
    """A column of the values that stand `step` lines away; `outside` is the value beyond the first or the last line."""
    fill = [outside] * min(abs(step), len(column))
    return [*column[step:], *fill] if step > 0 else [*fill, *column[:step]]


def averages(column: Sequence[int]) -> list[list[int]]:
    """The mean of the lines just before, and of those just after."""
    sums, count = list(accumulate(column, initial=0)), len(column)
    before = [(sums[i] - sums[max(0, i - _NEAR)]) // min(i, _NEAR) if i else NO_NEIGHBOUR for i in range(count)]
    after = [
        (sums[min(count, i + 1 + _NEAR)] - sums[i + 1]) // min(count - 1 - i, _NEAR) if i + 1 < count else NO_NEIGHBOUR
        for i in range(count)
    ]
    return [before, after]
