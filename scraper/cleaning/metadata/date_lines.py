"""Which lines give the date of an article, or the time it takes to read, and nothing else.

What is left of a line decides, when its dates, times, labels, weekdays and zones are taken away: words beside a date
make a sentence or a heading of it, in whatever language. A name, a place or a section may stand there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from scraper.cleaning.lexicon import expressions_of_all, other_words, words_of_all
from scraper.cleaning.lexicon.matching import Occurring
from scraper.cleaning.metadata.bylines import is_people
from scraper.cleaning.metadata.dates import month_names

MOST_LENGTH = 200
_DAY, _CLOCK, _LABEL, _READ, _MONTH, _SPAN = "\x01\x02\x03\x04\x05\x06"
"""What stands for a day, a time of day, "published", "4 min read", a month without a day, and "4 min"."""
_MARKED = re.compile("[\x01-\x06]")
_ASKED = re.compile(r"[?!“”„«»\"]|[.…。！？][\"”’)\]」]?$")
"""What no date line holds that has words beside its date."""
_NUMERIC = (
    r"\d{4}([./-])\d{1,2}\1\d{1,2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?"
    r"|\d{1,2}([./-])\d{1,2}\2(?:\d{4}|\d{2})|\d{1,2}\. ?\d{1,2}\. ?\d{4}"
    r"|\d{4} ?[年년] ?\d{1,2} ?[月월] ?\d{1,2} ?[日일]"
)
_NO_PART = r"(?<![\d.:,$€£A-Za-z])"
_NUMBERS = re.compile(rf"{_NO_PART}(?:{_NUMERIC})(?![A-Za-z\d]|[.:]\d)")
"""A day without the name of a month."""
_CLOCKS = re.compile(
    rf"{_NO_PART}(?:\d{{1,2}}(?:[:.]\d{{2}}){{1,2}}|\d{{1,2}} ?h ?\d{{2}})(?![.:,]?\d)(?: ?[ap]\.? ?m\b\.?|:? Uhr\b)?"
    rf"|{_NO_PART}\d{{1,2}} ?(?:[ap]\.? ?m\b\.?|Uhr\b|h\b|[時时点시] ?(?:\d{{1,2}} ?[分분])?)",
    re.IGNORECASE,
)
_ZONE = re.compile(r"(?:UTC|GMT|MESZ|MEZ|WIB|[A-Z]{1,3}T)")
_SPANS = re.compile(r"\b(?:\d{1,2}[-–])?\d{1,3} ?[Mm][Ii][Nn](?:ut\w{1,3}|uut|s|\b\.)?(?!\w)")
_PARTING = re.compile(r"\s*(?:[|·•‧∙●▪・()\n]|//|(?<=\s)/(?=\s)|(?<=\s)[-–—](?=\s))\s*")
"""What parts the pieces of a date line."""
_WORD = re.compile(r"[\x01-\x06]|[^\W_]+(?:[.'’&@-][^\W_]+)*")
_COLON = re.compile(r"\w:\s*[\x01\x02\x05]|[\x01\x02\x05]\s*:\s*\w")
_KEYED = re.compile(r"[^\W\d_]+: ")
_OPENING, _FIRST_DIGIT = 60, 24
"""Characters of a line within which a date stands that opens it, and within which that has its first digit."""
_FEW_PARTS = 2
_MOST_BESIDE = 5
_MONTHS, _LABELS, _READS = range(3)
"""What may occur in a line: the name of a month, a label, a reading time."""
_MOST_SIGNS = 8
"""Characters of a label in a script without capitals."""


def is_date_line(text: str, *, bare: bool = False) -> bool:
    """Whether a line is the date of an article, or its reading time, with no more than names and places beside it.

    `bare` allows nothing beside the date but its labels; and neither a time of day alone nor a reading time.
    """
    marked = _marked(text)
    if not _MARKED.search(marked):
        return False
    parts = [part for part in _PARTING.split(marked) if part.strip()]
    beside = [_beside(part) for part in parts]
    if not any(beside):
        return not marked.endswith(("?", "!")) and _is_said(marked, bare)
    if bare or _ASKED.search(marked) or not (_DAY in marked or _LABEL in marked or _READ in marked):
        return False
    if len(parts) > _FEW_PARTS:  # "3 May 2026 - By Ann Example - Section: Town and port"
        pairs = [(part, words) for part, words in zip(parts, beside, strict=True) if not _KEYED.match(part)]
    else:
        pairs = list(zip(parts, beside, strict=True))
    return all(not words or _may_stand(part, words) for part, words in pairs)


def opens_with_date(text: str) -> bool:
    """Whether a line begins with a day or a time of day, as the entries of a timeline do."""
    start = text[:_OPENING]
    return any(map(str.isdigit, start[:_FIRST_DIGIT])) and _marked(start).startswith((_DAY, _CLOCK))


def is_unmistakable(text: str) -> bool:
    """Whether a date line says more than a time of day: a day, "published", or "4 min read"."""
    marked = _marked(text)
    return _DAY in marked or _LABEL in marked or _READ in marked


def without_date(text: str) -> str:
    """The pieces of a line that are not its date: "By Ann Example | 3 May 2026" → "By Ann Example"."""
    marked = _marked(text)
    if not _MARKED.search(marked):
        return text
    pieces = [piece for part in _PARTING.split(marked) if _beside(part) for piece in _MARKED.split(part)]
    return " | ".join(filter(None, map(_without_fillers, pieces)))


def _without_fillers(piece: str) -> str:
    """A piece of a line without the words at its end that belong to a date beside it: "By Ann Example on"."""
    words = piece.strip(" ,:(").split()
    fillers = _words().fillers
    while words and words[-1].lower() in fillers and (words[-1].islower() or _is_filler(words[-2:-1])):
        words.pop()
    return " ".join(words)


def _is_filler(words: Sequence[str]) -> bool:
    """Whether the one word before a weekday belongs to the date, too: "on Monday"."""
    return bool(words) and words[0].islower() and words[0] in _words().fillers


def _is_said(marked: str, bare: bool) -> bool:
    """Whether a line that holds nothing beside its date says when the article is from."""
    if _DAY in marked:
        return True
    if _LABEL in marked:
        return _CLOCK in marked or _MONTH in marked or any(map(str.isdigit, marked))
    return _READ in marked or (not bare and (_CLOCK in marked or _SPAN in marked))


def _may_stand(part: str, words: Sequence[str]) -> bool:
    """Whether the `words` beside the date in a piece of a line are names, or what a label says of them."""
    names = [word for word in words if word.lower() not in _words().by]
    introduced = len(names) < len(words)
    if all(map(_has_no_case, words)) and sum(map(len, words)) <= _MOST_SIGNS:
        return True
    if not _MARKED.search(part):
        return len(names) <= _MOST_BESIDE and (
            all(map(_is_named, names)) or (len(names) <= 2 and any(map(str.isdigit, names)))
        )
    if not names or len(names) > _MOST_BESIDE or _COLON.search(part):
        return False
    if not all(map(_is_named, names)):
        return False
    if introduced:
        return True
    before = _WORD.findall(_MARKED.split(part)[0])
    if _LABEL in part or sum(word in names for word in before) < len(names):
        return _LABEL not in part and "," in part and len(names) == 1  # "3 May 2026, Velden"
    if "," in part:
        return True
    # "Protest on 3 May" is no name and its date
    return all(word in names for word in before) and (len(names) == 1 or is_people(" ".join(names)))


def _has_no_case(word: str) -> bool:
    """Whether a word is in a script without capitals, such as Korean."""
    return word.upper() == word.lower()


def _is_named(word: str) -> bool:
    """Whether a word may be part of a name: it has a capital, or is a particle or the address of a site."""
    return word[:1].isupper() or "." in word or word in _words().particles


def _beside(part: str) -> list[str]:
    """The words of a piece of a line that are not its date."""
    words = _words()
    said = [word for word in _WORD.findall(part) if not _MARKED.match(word) and not _ZONE.fullmatch(word)]
    if not _MARKED.search(part):
        return said
    return [word for word in said if word.lower() not in words.fillers and not (_LABEL in part and word.isdigit())]


@lru_cache(maxsize=256)
def _marked(text: str) -> str:
    """A line with a mark for each date, time and label in it; "" for one too long, or without a digit."""
    if len(text) > MOST_LENGTH or not any(map(str.isdigit, text)):
        return ""
    words = _words()
    occurring = words.occurring.within(text)
    text = (words.day if _MONTHS in occurring else _NUMBERS).sub(_DAY, text)
    if _READS in occurring:
        text = words.read.sub(_READ, text)
    text = _SPANS.sub(_SPAN, text)
    if _MONTHS in occurring:
        text = words.month.sub(_MONTH, text)
    text = _CLOCKS.sub(_CLOCK, text)
    return words.label.sub(_LABEL, text) if _LABELS in occurring else text


class _Words(NamedTuple):
    """The words of date lines in all languages."""

    occurring: Occurring
    day: re.Pattern[str]
    month: re.Pattern[str]
    label: re.Pattern[str]
    read: re.Pattern[str]
    fillers: frozenset[str]
    by: frozenset[str]
    particles: frozenset[str]


@cache
def _words() -> _Words:
    ordinals, joiners = ("|".join(words_of_all(key)) for key in ("ordinals", "date_joiners"))
    months = "|".join(sorted(month_names(), key=len, reverse=True))
    labels = sorted((*words_of_all("clock_words"), *other_words("clock_words")), key=len, reverse=True)
    month = rf"(?<![^\W\d_])(?:{months})(?![^\W\d_])\.?"
    joined, year = rf"(?: (?:{joiners}))? ?", r"(?:19|20)\d{2}\b"
    word_day = (
        rf"\b\d{{1,2}}(?:{ordinals}|\.)?{joined}[-/]?{month}(?:,?{joined}[-/]?{year})?"
        rf"|{month} ?\d{{1,2}}(?:{ordinals})?\b(?![:.]\d)(?:,? {year})?"
    )
    labelled = "|".join(map(re.escape, labels))
    reads = "|".join(f"(?:{each})" for each in expressions_of_all("read_time"))
    by = (*words_of_all("byline_words"), *words_of_all("byline_openers"), *words_of_all("role_joiners"))
    return _Words(
        occurring=Occurring([months, labelled, reads]),
        day=re.compile(rf"{_NUMBERS.pattern}|{word_day}", re.IGNORECASE),
        month=re.compile(rf"{month}{joined}{year}", re.IGNORECASE),
        label=re.compile(rf"(?<!\w)(?:{labelled})(?!\w)", re.IGNORECASE),
        read=re.compile(reads, re.IGNORECASE),
        fillers=frozenset((*words_of_all("date_words"), *other_words("date_words"))),
        by=frozenset(word for words in by if words.count(" ") < 2 for word in words.lower().split()),
        particles=frozenset((*words_of_all("name_particles"), *words_of_all("name_joiners"))),
    )
