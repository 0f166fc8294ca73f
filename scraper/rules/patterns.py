r"""Validate and match the text patterns of site rules and of the lexicon.

RE2 matches them at the start of a block and in linear time. Case and accents are ignored, and punctuation of Chinese,
Arabic and Hindi counts as that of ASCII: `^a lire` matches "À LIRE AUSSI", `^фото:` matches "ФОТО：". RE2's `\b` and
`\w` cover only ASCII; without accents they work for every language in Latin letters. For other scripts write `\pL`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Any

PATTERN_REACH = 1_000
"""How many characters of a block are matched. Longer blocks are prose."""

_MOST_MEMORY = 256 << 20
"""Bytes that RE2 may use for one set. The largest language uses a fifth of it after ten thousand pages."""
_LETTERS = dict(zip("ßØøÞþÐðĐđŁłÆæŒœı", "sOoTtDdDdLlAaOoi", strict=True))
"""Letters that do not decompose into a base letter and a mark → the ASCII letter that looks like it."""
_ACCENTED = re.compile(f"[{''.join(_LETTERS)}\u00c0-\u024f\u1e00-\u1eff\u0300-\u036f]")
_WIDE = {**{chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F)}, **dict(zip("。؟،؛।۔", ".?,;..", strict=True))}
"""Full-width letters and marks, and those of Arabic and Hindi → what stands for them in ASCII."""
_WIDE_MARKS = re.compile(f"[{''.join(_WIDE)}]")
_DEAD_BOUNDARY = re.compile(r"[^\x00-\x7f](?:\)|\])?\\b|\\b(?:\((?:\?:)?|\[)?[^\x00-\x7f]")
"""A `\b` beside a letter that is not ASCII, where it never matches."""
_BOUNDS = re.compile(r"(\\.|\[\^?\]?(?:\\.|[^\]\\])*\])|\{\d+(?:,\d*)?\}", re.DOTALL)
"""An escape or a character class, which is skipped, or a bounded repetition such as `{0,60}`."""
_LOOKAROUND = re.compile(r"\(\?<?[=!]")
_BEGINS_ANYWHERE = re.compile(r"\^(?:\((?:\?:)?)*\.(?:[*+]|\{\d*,\})")


def folded(text: str) -> str:
    """The first PATTERN_REACH characters of `text` in the form that is matched: no accents, straight apostrophes."""
    text = text[:PATTERN_REACH]
    if text.isascii():
        return text
    return _unmarked(_WIDE_MARKS.sub(lambda found: _WIDE[found[0]], text))


def _folded_pattern(pattern: str) -> str:
    """`pattern` as it is compiled: its marks become literals, whatever they mean in a regular expression."""
    return _unmarked(_WIDE_MARKS.sub(lambda found: re.escape(_WIDE[found[0]]), pattern))


def _unmarked(text: str) -> str:
    if text.isascii():
        return text
    return _ACCENTED.sub(lambda found: _unaccented(found[0]), text.replace("’", "'"))


@cache
def _unaccented(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter)[0]
    return _LETTERS.get(letter) or ("" if unicodedata.combining(base) else base)


class PatternSet:
    """Patterns that are matched against a text in one pass. Compiled at first use.

    The set contains looser patterns, with `*` in place of each bounded repetition; what they match is matched again
    with the exact pattern. RE2 makes a state for each count up to a bound, so a set of exact patterns takes 20 MB for a
    language, and four to eight times as long on new text.
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        self._patterns = tuple(patterns)
        self._loose: Any = None

    def match(self, text: str) -> list[int]:
        """The indices of the patterns that match the start of `text`, a result of `folded`, in ascending order."""
        if not self._patterns:
            return []
        if self._loose is None:
            self._loose = _compiled([_loosened(pattern) for pattern in self._patterns])
        data = text.encode("utf-8", "replace")
        found = self._loose.Match(data)
        return [number for number in sorted(found or ()) if _compiled_one(self._patterns[number]).Match(data)]


def _loosened(pattern: str) -> str:
    return _BOUNDS.sub(lambda found: found[1] or "*", pattern)


def matches(pattern: str, text: str) -> bool:
    """Whether `pattern` matches at the start of `text`, within PATTERN_REACH."""
    return bool(_compiled_one(pattern).Match(folded(text).encode("utf-8", "replace")))


def pattern_fault(pattern: str) -> str:
    """What is wrong with `pattern` and how to correct it; "" if it is valid or empty."""
    if not pattern:
        return ""
    if not pattern.startswith("^"):
        return f"{pattern!r} is not anchored: begin it with ^"
    error = _compile_error(pattern)
    if _LOOKAROUND.search(error):
        return f"{pattern!r} uses lookaround, which RE2 lacks: match the words, and name what stays with keep()"
    if error:
        return f"{pattern!r} is not a valid regular expression of RE2: {error}"
    if _DEAD_BOUNDARY.search(_folded_pattern(pattern)):
        return f"{pattern!r} has a \\b beside a letter that RE2 does not take for one: write a space, or [^\\pL]"
    if any(not side.startswith("^") for side in _alternatives(pattern)):
        return f"{pattern!r} has a top-level |, where ^ anchors only the first alternative: write ^(?:a|b)"
    if matches(pattern, "") or any(_BEGINS_ANYWHERE.match(side) for side in _alternatives(pattern)):
        return f"{pattern!r} matches any block: begin it with the first words of the block"
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

    compiled = re2.Set.MatchSet(_options())
    for pattern in patterns:
        compiled.Add(_folded_pattern(pattern))
    compiled.Compile()
    return compiled


@cache
def _compiled_one(pattern: str) -> Any:
    return _compiled((pattern,))


def _compile_error(pattern: str) -> str:
    """RE2's error message for `pattern`; "" if it is valid."""
    import re2

    try:
        re2.compile(pattern, _options())
        _compiled((pattern,))
    except re2.error as error:
        message = error.args[0] if error.args else ""
        return message.decode("utf-8", "replace") if isinstance(message, bytes) else str(message)
    return ""


def _alternatives(pattern: str) -> list[str]:
    """The alternatives of `pattern` at the top level."""
    alternatives, depth, start = [], 0, 0
    for found in re.finditer(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[(|)]", pattern, re.DOTALL):
        depth += (found[0] == "(") - (found[0] == ")")
        if found[0] == "|" and depth == 0:
            alternatives.append(pattern[start : found.start()])
            start = found.end()
    return [*alternatives, pattern[start:]]
