"""Phrase packs: what boilerplate says, one file a language, and the words that tell a pitch from an article.

A pack is data. Adding a language is adding a file with a `PACK` and naming it in `LANGUAGES`.
"""

from __future__ import annotations

import importlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from scraper.model import Reason
from scraper.patterns import PATTERN_REACH, first_letters

LANGUAGES = ("en", "de", "fr", "es")
_START = 4
"""A phrase is filed under so many letters of its first word. One of a single word has at least as many."""
MOST_WILD = 300
"""Openings that begin with a wildcard are tried on lines of up to this many characters only."""


@dataclass(frozen=True, slots=True)
class Pack:
    """One language.

    `labels` are whole lines, compared without case and outer punctuation. `openings` are patterns anchored at the start
    of a line that take the whole line. `ends` are labels after which no article goes on. The rest are words and phrases
    that the detectors weigh; a phrase counts where a word begins with it.
    """

    language: str
    labels: Mapping[Reason, tuple[str, ...]]
    openings: Mapping[Reason, tuple[str, ...]]
    ends: frozenset[str]
    you: frozenset[str]
    we: frozenset[str]
    attribution: frozenset[str]
    common: frozenset[str]
    imperatives: tuple[str, ...]
    offers: tuple[str, ...]
    asks: tuple[str, ...]
    giving: tuple[str, ...]
    subscriptions: tuple[str, ...]
    newsroom: tuple[str, ...]
    urgency: tuple[str, ...]
    apps: tuple[str, ...]
    buttons: frozenset[str]
    bio_verbs: str
    bio_jobs: str
    read_time: str
    daily: tuple[str, ...] = ()

    def label(self, key: str) -> Reason | None:
        """The reason for which a line that is nothing but `key` (see `label_key`) leaves the body."""
        return _labels(self.language).get(key)

    def opening(self, text: str) -> tuple[Reason, str] | None:
        """Reason and name of the opening that matches `text`."""
        wild = len(text) <= MOST_WILD
        found = _openings(self.language, text[:1].lower(), wild).match(text, 0, PATTERN_REACH)
        if found is None or found.lastgroup is None:
            return None
        return _named(self.language)[found.lastgroup]


@cache
def pack(language: str) -> Pack:
    """The pack of `language`, one of `LANGUAGES`."""
    module = importlib.import_module(f"scraper.cleaning.lexicon.{language}")
    loaded = module.PACK
    if not isinstance(loaded, Pack):
        raise TypeError(f"{module.__name__}.PACK must be a Pack")
    return loaded


def packs_for(language: str | None) -> tuple[Pack, ...]:
    """The packs to read a page with: that of its language, and English, whose labels are on pages of every language."""
    own = (language or "en")[:2]
    return (pack(own), pack("en")) if own in LANGUAGES and own != "en" else (pack("en"),)


def guess_language(text: str) -> str | None:
    """The language of flattened text by its commonest words; None where no pack fits."""
    words = re.findall(r"[^\W\d_]+", text[:1_000].lower())
    scores = {language: sum(map(pack(language).common.__contains__, words)) for language in LANGUAGES}
    best = max(LANGUAGES, key=lambda language: scores[language])
    return best if scores[best] >= max(2, len(words) // 12) else None


_FIELDS = ("offers", "asks", "giving", "subscriptions", "newsroom", "urgency", "apps", "daily")


def count_phrases(packs: tuple[Pack, ...], plain: str, words: frozenset[str]) -> Counter[str]:
    """Field of the packs → how many of its phrases begin a word of `plain`, whose words are `words`."""
    found: Counter[str] = Counter()
    for phrase, fields in _candidates(
        _index(tuple([pack.language for pack in packs]), _FIELDS), words, starts_of(words)
    ):
        if f" {phrase}" in plain:
            found.update(fields)
    return found


def possible_phrases(packs: tuple[Pack, ...], field: str, words: frozenset[str], starts: frozenset[str]) -> list[str]:
    """The phrases of a field that a text of these `words` can hold, which begin with `starts` (see `starts_of`)."""
    index = _index(tuple([pack.language for pack in packs]), (field,))
    return [phrase for phrase, _ in _candidates(index, words, starts)]


def starts_of(words: frozenset[str]) -> frozenset[str]:
    """The first letters of words, as phrases of one word are filed."""
    return frozenset([word[:_START] for word in words])


_Index = tuple[
    dict[str, list[tuple[str, tuple[str, ...]]]], dict[str, list[tuple[str, tuple[str, ...], frozenset[str]]]]
]


def _candidates(index: _Index, words: frozenset[str], starts: frozenset[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The phrases that can be made of `words`: one word that begins one, or several, the whole ones all there."""
    single, several = index
    for start in single.keys() & starts:
        yield from single[start]
    for first in several.keys() & words:
        for phrase, fields, rest in several[first]:
            if rest <= words:
                yield phrase, fields


@cache
def _index(languages: tuple[str, ...], names: tuple[str, ...]) -> _Index:
    """Phrases of one word by their first letters; longer ones by their first word, with the whole words between."""
    fields: dict[str, list[str]] = {}
    for language in languages:
        for name in names:
            for phrase in getattr(pack(language), name):
                fields.setdefault(phrase, []).append(name)
    index: _Index = ({}, {})
    for phrase, held in fields.items():
        unique = tuple(dict.fromkeys(held))
        first, *rest = phrase.split(" ")
        if rest:
            index[1].setdefault(first, []).append((phrase, unique, frozenset(rest[:-1])))
        else:
            index[0].setdefault(first[:_START], []).append((phrase, unique))
    return index


_OUTER = ' \t.:;,!»«›‹>→|–—-•*()[]…▶►▼▾↓"“”'


def label_key(text: str) -> str:
    """A line as labels are compared: lower case, no outer punctuation, straight apostrophes."""
    return text.strip(_OUTER).casefold().replace("’", "'")


@cache
def _labels(language: str) -> dict[str, Reason]:
    return {label_key(text): reason for reason, texts in pack(language).labels.items() for text in texts}


@cache
def _named(language: str) -> dict[str, tuple[Reason, str]]:
    flat = [(reason, text) for reason, texts in pack(language).openings.items() for text in texts]
    return {f"p{number}": (reason, f"{language} {reason.value} {text!r}") for number, (reason, text) in enumerate(flat)}


@cache
def _openings(language: str, letter: str, wild: bool) -> re.Pattern[str]:
    """The openings that a line can match that begins with `letter`, joined; with `wild`, those that begin with any too."""
    flat = [text for texts in pack(language).openings.values() for text in texts]
    letters = [_first_letters(text) for text in flat]
    fitting = [
        (n, text) for n, text in enumerate(flat) if (wild if letters[n] is None else letter in (letters[n] or ()))
    ]
    return re.compile("|".join(f"(?P<p{n}>{text})" for n, text in fitting) or "(?!)", re.IGNORECASE)


_first_letters = cache(first_letters)
