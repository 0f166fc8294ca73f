"""What a line's words alone say: a linear model over hashed words, word pairs and the shape of the line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from zlib import crc32

from scraper.cleaning.classify.features import has_cjk

BUCKETS = 1 << 18
"""Words are numbered by a checksum modulo this; two that share a number share a weight."""
_MASK = BUCKETS - 1
_WORD = re.compile(r"\w+")
_DIGITS = re.compile(r"\d+")
_SPACES = re.compile(r"\s+")
_HEAD, _TAIL = 8, 3
"""A longer line is read by so many words from its start and its end: there pitches and captions say what they are."""
_HEAD_CHARACTERS, _TAIL_CHARACTERS = 120, 40
_SHORT = 8
"""The words of a line that has a number as a whole, too."""
_EDGE, _PAIR, _WHOLE = 40_503, 31, 65_537


def wording_score(text: str, lower: str, weights: Sequence[int]) -> int:
    """The sum of the weights of a line's words: above 0 for wording that leaves the body, below for reporting.

    `lower` is `text` in lower case; `weights` has BUCKETS numbers.
    """
    return sum([weights[bucket] for bucket in wording_buckets(text, lower)])


def wording_buckets(text: str, lower: str) -> list[int]:
    """The numbers of a line's words and word pairs, of the line as a whole where it is short, and of its shape."""
    head, tail = _words(lower)
    numbers = _numbers(head)
    found = _with_pairs(numbers)
    if tail:
        found += _with_pairs(_numbers(tail))
    elif len(head) <= _SHORT:
        found.append(sum(numbers) * _WHOLE & _MASK)
    first, last, length = text[:1], text[-1:] or " ", len(text)
    end = 1 if last.isalnum() else ord(last)
    start = 1 if first.isupper() else 2 if first.isalpha() else 3 if first.isdigit() else ord(first or " ")
    size = length // 10 if length < 100 else 10 + min(length, 1_000) // 100
    found += (start * 8_191 + end * 127 & _MASK, size * 524_287 + end * 31 & _MASK)
    return found


def _numbers(words: Sequence[str]) -> list[int]:
    return [crc32(word) for word in "\0".join(words).encode("utf-8", "replace").split(b"\0")]


def _with_pairs(numbers: list[int]) -> list[int]:
    """The buckets of words and of pairs of words; the first word and the last make a pair with the edge of the line."""
    before = (_EDGE, *numbers)
    after = (*numbers, _EDGE)
    return [number & _MASK for number in numbers] + [
        (first * _PAIR ^ second) & _MASK for first, second in zip(before, after, strict=True)
    ]


def _words(lower: str) -> tuple[list[str], list[str]]:
    """The first words of a line and, where it goes on, its last. Characters in pairs for Chinese, Japanese, Korean."""
    if len(lower) > _HEAD_CHARACTERS + _TAIL_CHARACTERS:
        head, tail = lower[:_HEAD_CHARACTERS], lower[-_TAIL_CHARACTERS:]
        if has_cjk(head):
            return _pairs(head, 2 * _HEAD), _pairs(tail, 2 * _TAIL)
        return (
            _WORD.findall(_DIGITS.sub("0", head))[:_HEAD],
            _WORD.findall(_DIGITS.sub("0", tail))[-_TAIL:],
        )
    if has_cjk(lower):
        return _pairs(lower, 2 * _HEAD), []
    words = _WORD.findall(_DIGITS.sub("0", lower))
    return (words[:_HEAD], words[-_TAIL:]) if len(words) > _HEAD + _TAIL else (words, [])


def _pairs(text: str, most: int) -> list[str]:
    plain = _SPACES.sub("", _DIGITS.sub("0", text))
    return [plain[at : at + 2] for at in range(max(1, min(len(plain) - 1, most)))]
