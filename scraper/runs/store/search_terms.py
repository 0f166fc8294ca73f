"""The words of a text as the search index holds them, and of a search query; the same for both databases.

Words are compared without case and accents, and not stemmed. Scripts that put no spaces between words (Chinese,
Japanese, Thai, Khmer, Lao, Burmese, Tibetan) and Korean, which attaches particles to them, are indexed by single
characters: a run of them in a query matches where these characters follow each other, anywhere in a sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, islice

from scraper.runs.store.rows import storable

MOST_INDEXED = 200_000
"""Characters of a text that are indexed, as PostgreSQL limits a document to a megabyte."""
MOST_QUERY = 200
"""Characters of a query that are read."""
_MOST_TERMS = 12
_LONGEST_WORD = 100

UNSPACED = (
    "\u0e00-\u0fff"  # Thai, Lao, Tibetan
    "\u1000-\u109f\uaa60-\uaa7f\ua9e0-\ua9ff"  # Burmese
    "\u1780-\u17ff"  # Khmer
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\uac00-\ud7a3"  # Korean
    "\U00020000-\U0003ffff"
)
"""The characters of scripts that are read one by one, as ranges of a regular expression."""
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_ASCII_WORDS = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}
_CAPITALS = re.compile("[A-Z]+")
_INDEX_WORD = re.compile(r"[a-z0-9\x80-\U0010ffff]+")
_REMEMBERED = 20
"""Characters of the longest run whose folded form is kept in memory."""
_ASCII_WORD = re.compile(r"[a-z0-9]+")
_SPELT = {ord("ø"): "o", ord("ł"): "l", ord("đ"): "d", ord("æ"): "ae", ord("œ"): "oe", ord("ı"): "i"}
_DROPPED = dict.fromkeys(
    (
        *range(0x300, 0x370),  # accents
        *range(0x591, 0x5BE), 0x5BF, 0x5C1, 0x5C2, 0x5C4, 0x5C5, 0x5C7,  # Hebrew points
        0x640, *range(0x64B, 0x660), 0x670,  # Arabic vowels and the stretching of words
        0xAD, *range(0x200B, 0x2010), 0x2060, 0xFEFF,  # invisible
    )
)  # fmt: skip
_PART = re.compile(r'"([^"]*)"?|([^\s"]+)')


@dataclass(frozen=True, slots=True)
class Term:
    """What one place of a text must match: words in a row, the last of which may go on if it is a `prefix`."""

    words: tuple[str, ...]
    prefix: bool = False


def index_words(text: str) -> list[str]:
    """The words of a text in order, as far as they are indexed: those that a query of the same text has."""
    # Python is slow on text that is not ASCII, so only such characters are folded one by one
    spaced = _NOT_ASCII.sub(_spaced, storable(text))
    if spaced.isascii():
        words = spaced.translate(_ASCII_WORDS).split()
    else:
        words = _INDEX_WORD.findall(_CAPITALS.sub(lambda found: found[0].lower(), spaced))
    if len(spaced) < MOST_INDEXED and max(map(len, words), default=0) <= _LONGEST_WORD:
        return words
    shortened = [word[:_LONGEST_WORD] for word in words]
    ends = accumulate(len(word) + 1 for word in shortened)
    return [word for word, end in zip(shortened, ends, strict=True) if end <= MOST_INDEXED]


def _spaced(found: re.Match[str]) -> str:
    return _spaced_run(found[0]) if len(found[0]) <= _REMEMBERED else _spaced_run.__wrapped__(found[0])


@lru_cache(maxsize=10_000)
def _spaced_run(run: str) -> str:
    """Characters beyond ASCII without accents, with spaces for those of no word and around those that are words."""
    return _outside_words().sub(lambda found: f" {found[1] or ''} ", without_accents(run))


def query_terms(query: str) -> tuple[Term, ...]:
    """The terms of a query, all of which an article must match; empty if there is no word in it.

    Words in quotation marks must follow each other, and a word that ends in * matches all that begin so.
    """
    found = []
    for part in _PART.finditer(query[:MOST_QUERY]):
        quoted, plain = part.groups()
        text = quoted if plain is None else plain
        words = tuple(match[0][:_LONGEST_WORD] for match in _words(without_accents(storable(text))))
        if words:
            found.append(Term(words, prefix=plain is not None and plain.endswith("*")))
    return tuple(islice(dict.fromkeys(found), _MOST_TERMS))


def matched_spans(text: str, terms: tuple[Term, ...]) -> list[tuple[int, int]]:
    """The places of a text, as spans of characters in order, that the terms of a query match."""
    words = [(match.span(), without_accents(match[0])) for match in _shown_words().finditer(text)]
    spans = []
    for term in terms:
        size = len(term.words)
        for at in range(len(words) - size + 1):
            if _matches_at(words, at, term):
                spans.append((words[at][0][0], words[at + size - 1][0][1]))
    return sorted(spans)


def _matches_at(words: list[tuple[tuple[int, int], str]], at: int, term: Term) -> bool:
    *first, last = term.words
    if any(words[at + place][1] != word for place, word in enumerate(first)):
        return False
    found = words[at + len(first)][1]
    return found.startswith(last) if term.prefix else found == last


def without_accents(text: str) -> str:
    """`text` without case, accents and invisible characters, with compatible forms of a character made equal."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text).translate(_DROPPED).casefold().translate(_SPELT)
    return unicodedata.normalize("NFC", plain)


def _words(text: str) -> Iterator[re.Match[str]]:
    return (_ASCII_WORD if text.isascii() else _any_word()).finditer(text)


@cache
def _any_word() -> re.Pattern[str]:
    """One character of an unspaced script, or a word of another, whose vowel signs belong to it."""
    return re.compile(rf"[{UNSPACED}]|(?:(?![{UNSPACED}])(?:[^\W_]|[{_marks()}]))+")


@cache
def _outside_words() -> re.Pattern[str]:
    """One character of an unspaced script, as its group, or characters that belong to no word."""
    return re.compile(rf"([{UNSPACED}])|(?:(?![{UNSPACED}{_marks()}])[\W_])+")


@cache
def _shown_words() -> re.Pattern[str]:
    """The words of a text that is not without_accents, including the characters that folding drops."""
    inner = rf"[{UNSPACED}][\u3099\u309a]?|(?:(?![{UNSPACED}])(?:[^\W_]|[{_marks()}\xad\u200b-\u200f]))+"
    return re.compile(inner)


@cache
def _marks() -> str:
    """The combining marks as ranges of a regular expression."""
    marks = [code for code in range(0x300, 0x1F000) if unicodedata.category(chr(code))[0] == "M"]
    starts = [code for code, before in zip(marks, [0, *marks], strict=False) if code != before + 1]
    ends = [code for code, after in zip(marks, [*marks[1:], 0], strict=True) if code + 1 != after]
    return "".join(f"{chr(start)}-{chr(end)}" for start, end in zip(starts, ends, strict=True))
