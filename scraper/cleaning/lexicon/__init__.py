"""Phrase packs: what boilerplate says, one TOML file a language, and the words that tell a pitch from an article.

A pack is data. Adding a language is adding its file, and its commonest words to `COMMON`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from scraper.cleaning.lexicon.matching import Phrases
from scraper.model import Reason
from scraper.rules.patterns import PATTERN_REACH, Later, Needed, beginnings, first_letters, may_match, needed

COMMON = {
    "en": "and are as at by for from has have he her his in is it of on she that the this to was with",
    "de": "als an auch auf aus das dass dem den der die ein eine er es für hat im ist mit nicht sich und von werden zu",
    "fr": "au avec ce dans de des du elle en est et il la le les par pas plus pour que qui sont sur un une",
    "es": "al como con de del el en es ha la las le lo los más no para pero por que se su sus un una y",
}
"""The commonest words of each language, by which flattened text is told apart. The first language is the default."""
LANGUAGES = tuple(COMMON)
_SETS = frozenset(("ends", "you", "we", "attribution", "buttons"))
_HEAD = 4
"""Openings are filed under so many letters that a line of theirs begins with."""
_LAST_PLAIN = "ÿ"
"""Up to here a letter has one lower case, which patterns know too."""
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
        head = text[:_HEAD].lower()
        plain = head.isascii() or max(head) <= _LAST_PLAIN
        fitting = _fitting(self.language, head) if plain else _openings(self.language, head[:1])
        found = fitting.match(text, PATTERN_REACH) if fitting is not None else None
        if found is None and len(text) <= MOST_WILD:
            for each in _wild(self.language).that_fit(head[:1] if plain else None, text.lower()):
                found = found or each.pattern.match(text)
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


def phrases(packs: Sequence[Pack], names: tuple[str, ...]) -> Phrases:
    """The phrases of the fields `names` with their fields; those of `_OWN_FIELDS` of the first pack alone."""
    return _phrases(tuple([each.language for each in packs]), names)


@cache
def _phrases(languages: tuple[str, ...], names: tuple[str, ...]) -> Phrases:
    fields: dict[str, list[str]] = {}
    for language in languages:
        for name in names:
            if language == languages[0] or name not in _OWN_FIELDS:
                for phrase in getattr(pack(language), name):
                    fields.setdefault(phrase.replace("-", " ").rstrip(), []).append(name)
    return Phrases({phrase: tuple(dict.fromkeys(held)) for phrase, held in fields.items()})


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
def _all(language: str) -> list[tuple[str, str]]:
    """The openings of a language, each with the name of its group."""
    flat = [text for texts in pack(language).openings.values() for text in texts]
    return [(text, f"p{number}") for number, text in enumerate(flat)]


def _joined(openings: Iterable[tuple[str, str]]) -> Later:
    return Later("|".join(f"(?P<{name}>{text})" for text, name in openings), re.IGNORECASE)


@cache
def _openings(language: str, letter: str) -> Later | None:
    """The openings that fit a line beginning with `letter`, joined."""
    fitting = [each for each in _all(language) if letter in (_first_letters(each[0]) or ())]
    return _joined(fitting) if fitting else None


def _fitting(language: str, head: str) -> Later | None:
    """The openings that fit a line of which `head` are the first letters, joined."""
    filed = _filed(language)
    return filed.get(head) or filed.get(head[:3]) or filed.get(head[:2]) or filed.get(head[:1])


@cache
def _filed(language: str) -> dict[str, Later]:
    """Beginning of a line → the openings it may be that of, in their order; the longest known beginning counts."""
    begun: dict[str, list[str]] = {}
    for text, name in _all(language):
        if _first_letters(text) is not None:
            for head in beginnings(text, _HEAD):
                begun.setdefault(head, []).append(name)
    named = {name: (text, name) for text, name in _all(language)}
    order = {name: number for number, name in enumerate(named)}
    filed: dict[str, Later] = {}
    for head in begun:
        names = {name for end in range(1, len(head) + 1) for name in begun.get(head[:end], ())}
        filed[head] = _joined(named[name] for name in sorted(names, key=order.__getitem__))
    return filed


class _Opening(NamedTuple):
    """An opening that begins with a wildcard: its place among them, its first letters, if known, and what it needs."""

    place: int
    letters: frozenset[str]
    needed: Needed
    pattern: Later


class _Wild:
    """The openings of a language that begin with a wildcard, by their first letters or by words that they need."""

    def __init__(self, openings: Sequence[_Opening]) -> None:
        letters = {letter for each in openings for letter in each.letters}
        self._lettered = {letter: [each for each in openings if letter in each.letters] for letter in letters}
        self._any = [each for each in openings if not each.letters]
        self._runs = sorted({run for each in self._any for run in (each.needed[0] if each.needed else ("",))})
        self._all = openings

    def that_fit(self, letter: str | None, lower: str) -> Sequence[_Opening]:
        """Those that may match a line: `lower` in lower case, beginning with `letter`, or no one knows with which."""
        fitting = self._lettered.get(letter, ()) if letter is not None else self._all
        if letter is not None and [run for run in self._runs if run in lower]:
            fitting = sorted([*fitting, *self._any])
        return [each for each in fitting if may_match(each.needed, lower)] if fitting else ()


@cache
def _wild(language: str) -> _Wild:
    wild = [(text, name) for text, name in _all(language) if _first_letters(text) is None]
    heads = [beginnings(text, 1) for text, _ in wild]
    return _Wild(
        [
            _Opening(place, frozenset() if "" in letters else letters, needed(each[0]), _joined([each]))
            for place, (each, letters) in enumerate(zip(wild, heads, strict=True))
        ]
    )


_first_letters = cache(first_letters)
