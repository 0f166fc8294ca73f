"""Which text patterns a rule or a phrase pack may hold: anchored, and bounded in the work they can cause."""

from __future__ import annotations

import re
import sys
import warnings
from collections.abc import Sequence
from functools import cache
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

PATTERN_REACH = 1_000
"""How many characters of a block a pattern is shown. Longer blocks are prose, and a bound keeps every pattern cheap."""

_MOST_STEPS = 100_000_000
_SHORT_REPEAT = 8
_REPEATS = {op.MAX_REPEAT, op.MIN_REPEAT}
if hasattr(op, "POSSESSIVE_REPEAT"):
    _REPEATS.add(op.POSSESSIVE_REPEAT)


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """`pattern`, compiled once, without regard to case."""
    return re.compile(pattern, re.IGNORECASE)


class Later:
    """A pattern that is compiled when it is first used: those of the detectors would double the cost of importing."""

    __slots__ = ("_compiled", "_flags", "_text")

    def __init__(self, text: str, flags: re.RegexFlag = re.RegexFlag.NOFLAG) -> None:
        self._text = text
        self._flags = flags
        self._compiled: re.Pattern[str] | None = None

    def match(self, text: str, end: int = sys.maxsize) -> re.Match[str] | None:
        """As `re.Pattern.match`, within the first `end` characters."""
        return self._ready().match(text, 0, end)

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """As `re.Pattern.search`."""
        return self._ready().search(text, start)

    def _ready(self) -> re.Pattern[str]:
        if self._compiled is None:
            self._compiled = re.compile(self._text, self._flags)
        return self._compiled


def matches(pattern: str, text: str) -> bool:
    """Whether `pattern` matches at the start of `text`, within its reach."""
    return compiled(pattern).match(text, 0, PATTERN_REACH) is not None


def pattern_fault(pattern: str) -> str:
    """What is wrong with `pattern`, or "" where nothing is (the empty pattern included)."""
    if not pattern:
        return ""
    if not pattern.startswith("^"):
        return f"{pattern!r} is not anchored: begin it with ^"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            tree = _parser.parse(pattern)
    except (re.error, RecursionError, OverflowError, Warning) as error:
        return f"{pattern!r} is no regular expression: {error}"
    if _has_top_branch(tree):
        return f"{pattern!r} has a top-level |, of which ^ anchors only the first side: write ^(?:a|b)"
    if _runs_away(tree, inside=False):
        return f"{pattern!r} repeats a repeat, which can run for ever: write it without nesting"
    if _steps(tree) > _MOST_STEPS:
        return f"{pattern!r} holds too many open repeats: bound them, as in .{{0,80}}"
    if re.match(pattern, "") or _begins_anywhere(tree):
        return f"{pattern!r} matches any block: name the words it begins with"
    return ""


def _has_top_branch(tree: Any) -> bool:
    return len(tree) == 1 and tree[0][0] is op.BRANCH


def _begins_anywhere(tree: Any) -> bool:
    """Whether a pattern opens with an endless wildcard, which unmakes its anchor."""
    for code, argument in tree:
        if code is op.AT:
            continue
        return code in _REPEATS and argument[1] is op.MAXREPEAT and argument[2][0][0] is op.ANY
    return True


def _runs_away(tree: Any, inside: bool) -> bool:
    """Whether a long repeat holds something that can itself match in more than one way."""
    for code, argument in tree:
        if code in _REPEATS:
            _, high, body = argument
            if (inside and not _fixed(argument)) or _runs_away(body, inside or high > _SHORT_REPEAT):
                return True
        elif code is op.BRANCH:
            if inside or any(_runs_away(branch, inside) for branch in argument[1]):
                return True
        elif any(_runs_away(child, inside) for child in _children(code, argument)):
            return True
    return False


def _fixed(repeat: Any) -> bool:
    return bool(repeat[0] == repeat[1])


def _steps(tree: Any) -> int:
    """An upper bound of the ways to match: repeats in a row multiply, short repeats of a repeat are powers."""
    total = 1
    for code, argument in tree:
        if code in _REPEATS:
            low, high, body = argument
            ways = PATTERN_REACH if high is op.MAXREPEAT else min(int(high) - int(low) + 1, PATTERN_REACH)
            within = _steps(body)
            total *= ways * (within ** min(int(high), _SHORT_REPEAT) if within > 1 else 1)
        elif code is op.BRANCH:
            total *= _branch_steps(argument[1])
        else:
            for child in _children(code, argument):
                total *= _steps(child)
        if total > _MOST_STEPS:
            return total
    return total


def _branch_steps(branches: Sequence[Any]) -> int:
    """The ways of alternatives of which only those can match at one place that begin with the same letter."""
    ways: dict[str, int] = {}
    anywhere = 0
    for branch in branches:
        letters, steps = _openers(list(branch)), _steps(branch)
        if letters is None or "" in letters:
            anywhere += steps
        else:
            for letter in letters:
                ways[letter] = ways.get(letter, 0) + steps
    return max(1, anywhere + max(ways.values(), default=0))


def _children(code: Any, argument: Any) -> list[Any]:
    if code is op.SUBPATTERN:
        return [argument[3]]
    if code in (op.ASSERT, op.ASSERT_NOT):
        return [argument[1]]
    if code is getattr(op, "ATOMIC_GROUP", None):
        return [argument]
    if code is op.GROUPREF_EXISTS:
        return [side for side in argument[1:] if side is not None]
    return []


def first_letters(pattern: str) -> frozenset[str] | None:
    """The lower-case characters a match of `pattern` can begin with; None where it may be any."""
    letters = _openers(list(_parser.parse(pattern, re.IGNORECASE)))
    return None if letters is None else frozenset(letter.lower() for letter in letters)


def _openers(tree: list[Any]) -> set[str] | None:
    """The characters a parsed sequence can begin with; the empty set where it may match nothing."""
    found: set[str] = set()
    for code, argument in tree:
        if code in (op.AT, op.ASSERT, op.ASSERT_NOT):
            continue
        letters = _item_openers(code, argument)
        if letters is None:
            return None
        found |= letters
        if not (code in _REPEATS and argument[0] == 0) and "" not in letters:
            return found - {""}
    return found | {""}


def _item_openers(code: Any, argument: Any) -> set[str] | None:
    if code is op.LITERAL:
        return {chr(argument)}
    if code is op.IN:
        kinds = {kind for kind, _ in argument}
        return {chr(value) for _, value in argument} if kinds == {op.LITERAL} else None
    if code in _REPEATS:
        return _openers(list(argument[2]))
    if code is op.SUBPATTERN:
        return _openers(list(argument[3]))
    if code is op.BRANCH:
        union: set[str] = set()
        for side in argument[1]:
            letters = _openers(list(side))
            if letters is None:
                return None
            union |= letters
        return union
    return None


def beginnings(pattern: str, size: int) -> frozenset[str]:
    """Lower-case strings of up to `size` characters, one of which begins what `pattern` matches; "" where any may."""
    return frozenset(text for text, _ in _heads(list(_parser.parse(pattern, re.IGNORECASE)), size))


_Heads = set[tuple[str, bool]]
_ANYTHING = ("", False)


def _heads(tree: list[Any], size: int) -> _Heads:
    """What a parsed sequence can begin with, each with whether that is all of it, so that what follows goes on."""
    found: _Heads = {("", True)}
    for code, argument in tree:
        whole = {text for text, going in found if going}
        if not whole:
            return found
        steps = _item_heads(code, argument, size)
        joined = {((text + step)[:size], going and len(text + step) < size) for text in whole for step, going in steps}
        found = {(text, going) for text, going in found if not going} | joined
    return found


def _item_heads(code: Any, argument: Any, size: int) -> _Heads:
    if code in (op.AT, op.ASSERT, op.ASSERT_NOT):
        return {("", True)}
    if code in _REPEATS:
        once = _heads(list(argument[2]), size)
        again = once if argument[1] == 1 else {(text, False) for text, _ in once}
        return again | {("", True)} if argument[0] == 0 else again
    if code is op.SUBPATTERN:
        return _heads(list(argument[3]), size)
    if code is op.BRANCH:
        return {head for side in argument[1] for head in _heads(list(side), size)}
    if code is op.IN and argument == [(op.CATEGORY, op.CATEGORY_DIGIT)]:
        return {(digit, True) for digit in "0123456789"}
    letters = _item_openers(code, argument)
    return {_ANYTHING} if letters is None else {(letter.lower(), True) for letter in letters}


Needed = tuple[frozenset[str], ...]
"""Runs of small letters, from each set one that a match cannot do without."""
_LEAST_RUN = 3


def needed(pattern: str) -> Needed:
    """Of each set one stands in the lower-cased text of any match of `pattern`; the sets of the longest runs first."""
    sets = set(_needed(list(_parser.parse(pattern, re.IGNORECASE))))
    return tuple(sorted(sets, key=lambda runs: (-min(map(len, runs)), len(runs), sorted(runs))))


def may_match(needs: Needed, lower: str) -> bool:
    """Whether a lower-cased text holds all that a pattern cannot do without."""
    for runs in needs:
        for run in runs:
            if run in lower:
                break
        else:
            return False
    return True


def _needed(tree: list[Any]) -> list[frozenset[str]]:
    """The sets of runs of which a parsed sequence needs one each."""
    sets: list[frozenset[str]] = []
    run = ""
    for code, argument in [*tree, (None, None)]:
        letter = chr(argument).lower() if code is op.LITERAL else ""
        if len(letter) == 1 and (letter.isalpha() or letter == " "):
            run += letter
            continue
        if len(run) >= _LEAST_RUN:
            sets.append(frozenset([run]))
        run = ""
        sets += _item_needed(code, argument)
    return sets


def _item_needed(code: Any, argument: Any) -> list[frozenset[str]]:
    if code is op.SUBPATTERN or (code in _REPEATS and argument[0] > 0):
        return _needed(list(argument[-1]))
    if code is op.ASSERT and argument[0] > 0:
        return _needed(list(argument[1]))
    if code is op.BRANCH:
        sides = [_needed(list(side)) for side in argument[1]]
        chosen = [max(sets, key=lambda runs: min(map(len, runs))) for sets in sides if sets]
        return [frozenset().union(*chosen)] if len(chosen) == len(sides) else []
    return []
