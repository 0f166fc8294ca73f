"""Which of some hundred phrases a page holds, in one pass over its text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_START = 4
"""A phrase of one word counts where a word of the text begins with so many of its letters."""
_MOST_MEMORY = 64 << 20


class Phrases:
    """Phrases in lower case, parted by single spaces; each with whatever goes by it in `named`."""

    def __init__(self, named: Mapping[str, tuple[str, ...]]) -> None:
        self._named = tuple(named.items())
        self._set: Any = None

    def within(self, text: str) -> list[tuple[str, tuple[str, ...]]]:
        """The phrases in a text in lower case, each with what goes by it.

        The first word must stand there for itself, the last begin a word, and those between be words; a phrase of one
        word may end inside a longer one.
        """
        found = self._searched().Match(text)
        if not found:
            return []
        spaced = f" {' '.join(text.split())} "
        return [self._named[number] for number in sorted(found) if _stands(self._named[number][0], spaced)]

    def _searched(self) -> Any:
        if self._set is None:
            import re2

            options = re2.Options()
            options.max_mem = _MOST_MEMORY
            options.never_capture = True
            made = re2.Set.SearchSet(options)
            for phrase, _ in self._named:
                made.Add(re2.escape(phrase))
            made.Compile()
            self._set = made
        return self._set


def _stands(phrase: str, spaced: str) -> bool:
    first, *rest = phrase.split(" ")
    if not rest:
        return f" {first[:_START]}" in spaced
    *between, last = rest
    return f" {first} " in spaced and f" {last}" in spaced and all(f" {word} " in spaced for word in between)
