"""Phrase packs: what boilerplate says, one TOML file a language, and the words that tell a pitch from an article.

A pack is data. Adding a language is adding its file, and its commonest words to `COMMON`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from scraper.model import Reason
from scraper.patterns import PATTERN_REACH, first_letters

COMMON = {
    "en": "and are as at by for from has have he her his in is it of on she that the this to was with",
    "de": "als an auch auf aus das dass dem den der die ein eine er es für hat im ist mit nicht sich und von werden zu",
    "fr": "au avec ce dans de des du elle en est et il la le les par pas plus pour que qui sont sur un une",
    "es": "al como con de del el en es ha la las le lo los más no para pero por que se su sus un una y",
}
"""The commonest words of each language, by which flattened text is told apart. The first language is the default."""
LANGUAGES = tuple(COMMON)
_SETS = frozenset(("ends", "you", "we", "attribution", "buttons"))
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
    daily: tuple[str, ...]

    def label(self, key: str) -> Reason | None:
        """The reason for which a line that is nothing but `key` (see `label_key`) leaves the body."""
        return _labels(self.language).get(key)

    def opening(self, text: str) -> tuple[Reason, str] | None:
        """Reason and name of the opening that matches `text`."""
        found = _openings(self.language, text[:1].lower()).match(text, 0, PATTERN_REACH)
        if found is None and len(text) <= MOST_WILD:
            found = _openings(self.language, "").match(text)
        return _named(self.language)[found.lastgroup] if found is not None and found.lastgroup else None


@cache
def pack(language: str) -> Pack:
    """The pack of `language`, one of `LANGUAGES`."""
    import tomllib
    from importlib.resources import files

    data = tomllib.loads(files(__name__).joinpath(f"{language}.toml").read_text("utf-8"))
    return Pack(language=language, common=_common(language), **{name: _frozen(name, data[name]) for name in data})


def _frozen(name: str, value: Any) -> Any:
    """A value of a TOML file as a pack keeps it."""
    if isinstance(value, dict):
        return {Reason(reason): tuple(texts) for reason, texts in value.items()}
    if isinstance(value, list):
        return frozenset(value) if name in _SETS else tuple(value)
    return value


@cache
def _common(language: str) -> frozenset[str]:
    return frozenset(COMMON[language].split())


def packs_for(language: str | None) -> tuple[Pack, ...]:
    """The packs to read a page with: that of its language, and English, whose labels are on pages of every language."""
    own = (language or "en")[:2]
    return (pack(own), pack("en")) if own in LANGUAGES and own != "en" else (pack("en"),)


def guess_language(text: str) -> str | None:
    """The language of flattened text by its commonest words; None where no pack fits."""
    words = text[:1_000].lower().split()
    scores = {language: sum(map(_common(language).__contains__, words)) for language in LANGUAGES}
    best = max(LANGUAGES, key=lambda language: scores[language])
    return best if scores[best] >= max(2, len(words) // 12) else None


_OWN_FIELDS = ("giving", "newsroom", "urgency", "daily")
"""Fields of words too common to be weighed on a page of another language."""
_FIELDS = ("offers", "asks", "subscriptions", "apps", *_OWN_FIELDS)


def count_phrases(packs: tuple[Pack, ...], plain: str, words: frozenset[str]) -> Counter[str]:
    """Field of the packs → how many of its phrases begin a word of `plain`, whose words are `words`."""
    found: Counter[str] = Counter()
    for phrase, fields in possible_phrases(packs, words, _FIELDS):
        if f" {phrase}" in plain:
            found.update(fields)
    return found


def possible_phrases(
    packs: tuple[Pack, ...], words: frozenset[str], names: tuple[str, ...]
) -> list[tuple[str, tuple[str, ...]]]:
    """The phrases of the fields `names` that a text of these `words` can hold, each with its fields."""
    single, beginnings, several, firsts = _index(tuple([pack.language for pack in packs]), names)
    possible = []
    starts = frozenset([word[:_START] for word in words])
    for start in beginnings & starts:
        possible.extend(single[start])
    for first in firsts & words:
        for phrase, fields, between, last in several[first]:
            if between <= words and (not last or last in starts):
                possible.append((phrase, fields))
    return possible


_Single = dict[str, list[tuple[str, tuple[str, ...]]]]
_Several = dict[str, list[tuple[str, tuple[str, ...], frozenset[str], str]]]
_Index = tuple[_Single, frozenset[str], _Several, frozenset[str]]


@cache
def _index(languages: tuple[str, ...], names: tuple[str, ...]) -> _Index:
    """Phrases of one word by their first letters; longer ones by their first word, with the whole words between."""
    fields: dict[str, list[str]] = {}
    for language in languages:
        for name in names:
            if language == languages[0] or name not in _OWN_FIELDS:
                for phrase in getattr(pack(language), name):
                    fields.setdefault(phrase.replace("-", " ").rstrip(), []).append(name)
    single: _Single = {}
    several: _Several = {}
    for phrase, held in fields.items():
        unique = tuple(dict.fromkeys(held))
        first, *rest = phrase.split(" ")
        if rest:
            last = rest[-1][:_START] if len(rest[-1]) >= _START else ""
            several.setdefault(first, []).append((phrase, unique, frozenset(rest[:-1]), last))
        else:
            single.setdefault(first[:_START], []).append((phrase, unique))
    return single, frozenset(single), several, frozenset(several)


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
def _openings(language: str, letter: str) -> re.Pattern[str]:
    """The openings that fit a line beginning with `letter`, joined; with "", those that may begin with any."""
    flat = [text for texts in pack(language).openings.values() for text in texts]
    letters = [_first_letters(text) for text in flat]
    fitting = [
        (n, text) for n, text in enumerate(flat) if (letters[n] is None if not letter else letter in (letters[n] or ()))
    ]
    return re.compile("|".join(f"(?P<p{n}>{text})" for n, text in fitting) or "(?!)", re.IGNORECASE)


_first_letters = cache(first_letters)
