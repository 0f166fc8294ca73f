"""What a revision changed, as a unified diff of the lines of two bodies."""

from __future__ import annotations

from difflib import unified_diff
from itertools import takewhile

MOST = 2_000
"""Lines compared one by one; what differs in more of them is told as taken out and put in whole."""


def diff(old: str, new: str) -> str:
    """The unified diff, with three lines around each change, from the text of one body to that of another; "" if none.

    Its time is bounded whatever the texts are: comparing lines costs the square of their number.
    """
    before, after = _lines(old), _lines(new)
    head = _shared(before, after)
    tail = _shared(before[head:][::-1], after[head:][::-1])
    if max(len(before), len(after)) <= MOST:
        return "\n".join(unified_diff(before, after, "before", "after", lineterm=""))
    cut, put = before[head : len(before) - tail], after[head : len(after) - tail]
    places = [f"{head + bool(lines)},{len(lines)}" for lines in (cut, put)]
    told = ["--- before", "+++ after", f"@@ -{places[0]} +{places[1]} @@"]
    return "\n".join((*told, *(f"-{line}" for line in cut), *(f"+{line}" for line in put)))


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


def _shared(one: list[str], other: list[str]) -> int:
    """How many lines both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
