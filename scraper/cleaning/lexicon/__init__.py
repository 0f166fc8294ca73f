"""Phrase packs: what boilerplate says, one TOML file a language, and the words that tell a pitch from an article.

A pack is data. Adding a language is adding its file, and its commonest words to `COMMON`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from scraper.cleaning.lexicon.matching import Phrases
from scraper.model import Reason
from scraper.rules.patterns import PatternSet

COMMON = {
    "en": "and are as at by for from has have he her his in is it of on she that the this to was with",
    "de": "als an auch auf aus das dass dem den der die ein eine er es für hat im ist mit nicht sich und von werden zu",
    "fr": "au avec ce dans de des du elle en est et il la le les par pas plus pour que qui sont sur un une",
    "es": "al como con de del el en es ha la las le lo los más no para pero por que se su sus un una y",
}
"""The commonest words of each language, by which flattened text is told apart. The first language is the default."""
LANGUAGES = tuple(COMMON)
_SETS = frozenset(("end_markers", "you", "we", "attribution", "buttons"))


@dataclass(frozen=True, slots=True)
class Pack:
    """One language.

    `labels` are whole lines, compared without case and outer punctuation. `openings` are patterns anchored at the start
    of a line that take the whole line. `end_markers` are labels after which no article goes on. The rest are words and
    phrases that the detectors weigh; a phrase counts where a word begins with it.
    """

    language: str
    labels: Mapping[Reason, tuple[str, ...]]
    openings: Mapping[Reason, tuple[Mapping[str, str], ...]]
    end_markers: frozenset[str]
    you: frozenset[str]
    we: frozenset[str]
    attribution: frozenset[str]
    common: frozenset[str]
    imperatives: tuple[str, ...]
    newsletter_words: tuple[str, ...]
    appeal_verbs: tuple[str, ...]
    donation_words: tuple[str, ...]
    subscription_words: tuple[str, ...]
    newsroom_words: tuple[str, ...]
    urgency_words: tuple[str, ...]
    app_words: tuple[str, ...]
    buttons: frozenset[str]
    bio_verbs: str
    bio_jobs: str
    read_time: str
    frequency_words: tuple[str, ...]

    def label(self, key: str) -> Reason | None:
        """The reason for which a line that is nothing but `key` (see `label_key`) leaves the body."""
        return _labels(self.language).get(key)

    def opening(self, text: str) -> tuple[Reason, str] | None:
        """Reason and name of the first pattern that matches `text`, which `folded` has made."""
        return _matcher(self.language).first(text)


@cache
def pack(language: str) -> Pack:
    """The pack of `language`, one of `LANGUAGES`."""
    import tomllib
    from importlib.resources import files

    data = tomllib.loads(files(__name__).joinpath(f"{language}.toml").read_text("utf-8"))
    return Pack(language=language, common=_common(language), **{name: _frozen(name, data[name]) for name in data})


def _frozen(name: str, value: Any) -> Any:
    """A value of a TOML file as a pack keeps it."""
    if name == "openings":
        return {
            Reason(reason): tuple({"match": each} if isinstance(each, str) else each for each in patterns)
            for reason, patterns in value.items()
        }
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


_OWN_FIELDS = ("donation_words", "newsroom_words", "urgency_words", "frequency_words")
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


class _Matcher:
    """The patterns of a language, tried all at once."""

    def __init__(self, own: Pack) -> None:
        self._all = [(reason, each) for reason, patterns in own.openings.items() for each in patterns]
        self._names = [f"{own.language} {reason.value} {each['match']!r}" for reason, each in self._all]
        conditions = [each[key] for _, each in self._all for key in ("needs", "unless") if key in each]
        self._patterns = PatternSet([*(each["match"] for _, each in self._all), *conditions])
        self._numbers = {text: number for number, text in enumerate(conditions, len(self._all))}

    def first(self, text: str) -> tuple[Reason, str] | None:
        found = self._patterns.match(text)
        for number in found:
            if number >= len(self._all):
                break
            reason, each = self._all[number]
            needs, unless = self._numbers.get(each.get("needs", "")), self._numbers.get(each.get("unless", ""))
            if (needs is None or needs in found) and unless not in found:
                return reason, self._names[number]
        return None


@cache
def _matcher(language: str) -> _Matcher:
    return _Matcher(pack(language))
