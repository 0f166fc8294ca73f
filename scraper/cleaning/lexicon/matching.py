"""How the words of a language are found in a line: its patterns at the start, its phrases anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scraper.model import Reason
from scraper.rules.patterns import PatternSet, matches

_START = 4
"""A phrase of one word counts where a word of the text begins with so many of its letters."""
_MOST_MEMORY = 64 << 20
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
"""A letter of Chinese or Japanese, which put no spaces between words."""


def is_unspaced(text: str) -> bool:
    """Whether a text contains Chinese or Japanese, where a word may begin behind any letter."""
    return not text.isascii() and _UNSPACED.search(text) is not None


def needle(phrase: str) -> str:
    """What to look for in a text whose words follow a space each: the phrase at the beginning of a word."""
    return phrase if is_unspaced(phrase) else f" {phrase}"


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern of a language. It takes a line that `match` matches, and `needs` too, and `unless` does not.

    `example` is a line it takes. In receipts it goes by its path, such as "en/newsletter/sign-up-for".
    """

    language: str
    reason: Reason
    id: str
    example: str
    match: str
    needs: str = ""
    unless: str = ""

    def __str__(self) -> str:
        return f"{self.language}/{self.reason}/{self.id}"


class PatternList:
    """The patterns of a language in their order, tried on a line all at once."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self._patterns = tuple(patterns)
        self._set = PatternSet([each.match for each in patterns])

    def first(self, text: str) -> Pattern | None:
        """The first pattern that takes `text`, which `folded` has made."""
        for number in self._set.match(text):
            each = self._patterns[number]
            needed = not each.needs or matches(each.needs, text)
            if needed and not (each.unless and matches(each.unless, text)):
                return each
        return None


class Phrases:
    """Phrases in lower case, their words separated by single spaces; each with the fields it stands for in `named`."""

    def __init__(self, named: Mapping[str, tuple[str, ...]]) -> None:
        self._named = tuple(named.items())
        self._set: Any = None

    def within(self, text: str) -> list[tuple[str, tuple[str, ...]]]:
        """The phrases in a text in lower case, each with its fields.

        The first word must be a word of the text, the last may begin one, and those between must be words; a phrase of
        one word may end inside a longer one. A phrase in Chinese or Japanese may stand anywhere.
        """
        found = self._searched().Match(text)
        if not found:
            return []
        spaced = f" {' '.join(text.split())} "
        return [self._named[number] for number in sorted(found) if _stands(self._named[number][0], spaced)]

    def _searched(self) -> Any:
        if self._set is None:
            self._set = _searching(re.escape(phrase) for phrase, _ in self._named)
        return self._set


class Occurring:
    r"""Which of several regular expressions may occur in a text, in one pass: a quick test before the exact search.

    Case and what `\b` and `\w` mean beside letters outside ASCII are not looked at, so an expression that is named need
    not match; one that is not named does not.
    """

    def __init__(self, expressions: Sequence[str]) -> None:
        self._expressions = tuple(expressions)
        self._set: Any = None

    def within(self, text: str) -> Sequence[int]:
        """The indices of the expressions that may occur in a text."""
        if self._set is None:
            self._set = _searching(map(_widened, self._expressions), case_sensitive=False)
        return self._set.Match(text.encode("utf-8", "replace")) or ()


def _widened(expression: str) -> str:
    return expression.replace(r"\b", "").replace(r"\w", ".").replace(r"\W", ".")


def _searching(expressions: Iterable[str], *, case_sensitive: bool = True) -> Any:
    """A set of RE2 that finds expressions anywhere in a text."""
    import re2

    options = re2.Options()
    options.max_mem = _MOST_MEMORY
    options.never_capture = True
    options.case_sensitive = case_sensitive
    made = re2.Set.SearchSet(options)
    for expression in expressions:
        made.Add(expression)
    made.Compile()
    return made


def _stands(phrase: str, spaced: str) -> bool:
    if is_unspaced(phrase):
        return True
    first, *rest = phrase.split(" ")
    if not rest:
        return f" {first[:_START]}" in spaced
    *between, last = rest
    return f" {first} " in spaced and f" {last}" in spaced and all(f" {word} " in spaced for word in between)
