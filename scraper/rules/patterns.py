r"""Text patterns of site rules and of the lexicon: which ones are valid, and how they are matched.

RE2 matches them, at the start of a block and in linear time, so no pattern can run away. Case and accents are ignored:
`^a lire` matches "À LIRE AUSSI", as in the capitals of French and Spanish headlines. RE2's `\b` and `\w` know ASCII
only; without accents they hold for every language in Latin letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Any

PATTERN_REACH = 1_000
"""How many characters of a block a pattern sees. Longer blocks are prose."""

_MOST_MEMORY = 256 << 20
"""Bytes that RE2 may take for one set. The largest language takes a fifth of it after ten thousand pages."""
_LETTERS = dict(zip("ßØøÞþÐðĐđŁłÆæŒœı", "sOoTtDdDdLlAaOoi", strict=True))
"""Letters that no mark makes of an ASCII letter, each as the one that looks like it."""
_ACCENTED = re.compile(f"[{''.join(_LETTERS)}\u00c0-\u024f\u1e00-\u1eff\u0300-\u036f]")
_BOUNDS = re.compile(r"(\\.|\[\^?\]?(?:\\.|[^\]\\])*\])|\{\d+(?:,\d*)?\}", re.DOTALL)
"""What is one thing in a pattern, or a repetition within bounds such as `{0,60}`."""
_LOOKS_AROUND = re.compile(r"\(\?<?[=!]")
_BEGINS_ANYWHERE = re.compile(r"\^(?:\((?:\?:)?)*\.(?:[*+]|\{\d*,\})")


def folded(text: str) -> str:
    """The first PATTERN_REACH characters of `text` as patterns see them: without accents, with straight apostrophes."""
    return _folded(text[:PATTERN_REACH])


def _folded(text: str) -> str:
    if text.isascii():
        return text
    return _ACCENTED.sub(lambda found: _unaccented(found[0]), text.replace("’", "'"))


@cache
def _unaccented(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter)[0]
    return _LETTERS.get(letter) or ("" if unicodedata.combining(base) else base)


class PatternSet:
    """Patterns that are tried on a text all at once. Compiled when first used.

    The set holds looser patterns, with `*` in place of each bounded repetition, which match all that the patterns do.
    What it finds is tried again exactly. RE2 makes a state of each count up to a bound: a set of exact patterns takes
    20 MB for a language, and four to eight times as long on text that it has not met before.
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        self._patterns = tuple(patterns)
        self._loose: Any = None

    def match(self, text: str) -> list[int]:
        """The numbers of the patterns that match the start of `text`, which `folded` has made, in their order."""
        if not self._patterns:
            return []
        if self._loose is None:
            self._loose = _compiled([_loosened(pattern) for pattern in self._patterns])
        data = text.encode("utf-8", "replace")
        found = self._loose.Match(data)
        return [number for number in sorted(found) if _alone(self._patterns[number]).Match(data)] if found else []


def _loosened(pattern: str) -> str:
    return _BOUNDS.sub(lambda found: found[1] or "*", pattern)


def matches(pattern: str, text: str) -> bool:
    """Whether `pattern` matches at the start of `text`, within PATTERN_REACH."""
    return bool(_alone(pattern).Match(folded(text).encode("utf-8", "replace")))


def pattern_fault(pattern: str) -> str:
    """What is wrong with `pattern` and how to write it instead; "" if nothing is (the empty pattern included)."""
    if not pattern:
        return ""
    if not pattern.startswith("^"):
        return f"{pattern!r} is not anchored: begin it with ^"
    why = _not_compiled(pattern)
    if _LOOKS_AROUND.search(why):
        return f"{pattern!r} looks around with (?=, (?!, (?<= or (?<!: match the words, and name what stays with keep()"
    if why:
        return f"{pattern!r} is no regular expression that RE2 takes: {why}"
    if any(not side.startswith("^") for side in _sides(pattern)):
        return f"{pattern!r} has a top-level |, of which ^ anchors only the first side: write ^(?:a|b)"
    if matches(pattern, "") or any(_BEGINS_ANYWHERE.match(side) for side in _sides(pattern)):
        return f"{pattern!r} matches any block: name the words it begins with"
    return ""


def _options() -> Any:
    import re2

    options = re2.Options()
    options.case_sensitive = False
    options.never_capture = True
    options.log_errors = False
    options.max_mem = _MOST_MEMORY
    return options


def _compiled(patterns: Sequence[str]) -> Any:
    import re2

    made = re2.Set.MatchSet(_options())
    for pattern in patterns:
        made.Add(_folded(pattern))
    made.Compile()
    return made


@cache
def _alone(pattern: str) -> Any:
    return _compiled((pattern,))


def _not_compiled(pattern: str) -> str:
    """Why RE2 does not take `pattern`, in its own words; "" if it does."""
    import re2

    try:
        re2.compile(pattern, _options())
        _compiled((pattern,))
    except re2.error as error:
        said = error.args[0] if error.args else ""
        return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return ""


def _sides(pattern: str) -> list[str]:
    """The alternatives of `pattern` at the top level."""
    sides, depth, start = [], 0, 0
    for found in re.finditer(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[(|)]", pattern, re.DOTALL):
        depth += (found[0] == "(") - (found[0] == ")")
        if found[0] == "|" and depth == 0:
            sides.append(pattern[start : found.start()])
            start = found.end()
    return [*sides, pattern[start:]]
