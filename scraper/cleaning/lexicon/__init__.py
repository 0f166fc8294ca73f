"""All words of a language, one TOML file a language; docs/lexicon.md says what each key holds.

A new language is one new file, and the file that is there is all that makes it known. The word lists stand before the
first `[labels]`, and are read of all languages; labels and patterns are read of the languages of a page alone.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from scraper.cleaning.lexicon.matching import Pattern, PatternList, Phrases
from scraper.cleaning.text import CJK
from scraper.model import Reason
from scraper.rules.patterns import PatternSet

DEFAULT = "en"
"""The language of a page that names none. Its labels are on pages of every language."""
_SAME = {"nb": "no", "nn": "no", "in": "id", "ms": "id"}
"""Codes of languages that are read with the pack of another: both written forms of Norwegian, Malay as Indonesian."""
_SETS = frozenset(("common", "end_markers", "you", "we", "attribution", "buttons"))
_LABELS = "\n[labels]"
_KEY = re.compile(r"^\w+ = ", re.MULTILINE)
"""Where a word list starts; the lines below it are indented, or close it."""


@dataclass(frozen=True)
class Pack:
    """What is known of one language.

    `labels` are whole lines, compared without case and outer punctuation (see `label_key`). `patterns` take a line from
    its start. No article goes on behind an `end_markers` label. The others are words and phrases that the detectors
    weigh; a phrase counts where a word begins with it.
    """

    language: str
    labels: Mapping[str, Reason]
    patterns: tuple[Pattern, ...]
    end_markers: frozenset[str]
    you: frozenset[str]
    we: frozenset[str]
    attribution: frozenset[str]
    common: frozenset[str]
    sentence_starts: tuple[str, ...]
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
    frequency_words: tuple[str, ...]

    def label(self, key: str) -> Reason | None:
        """The reason for which a line that is nothing but `key` (see `label_key`) leaves the body."""
        return self.labels.get(key)

    def pattern(self, text: str) -> Pattern | None:
        """The first pattern that takes `text`, which `scraper.rules.patterns.folded` has made."""
        return self._matcher.first(text)

    @cached_property
    def _matcher(self) -> PatternList:
        return PatternList(self.patterns)


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a file, the default first."""
    names = [path.name.removesuffix(".toml") for path in files(__name__).iterdir() if path.name.endswith(".toml")]
    return tuple(sorted((name for name in names if len(name) == 2), key=lambda name: (name != DEFAULT, name)))


@cache
def pack(language: str) -> Pack:
    """The pack of `language`, one of `languages()`."""
    data = tomllib.loads(_source(language))
    labels = {label_key(text): Reason(reason) for reason, texts in data.pop("labels").items() for text in texts}
    patterns = tuple(
        Pattern(language, Reason(reason), name, **fields)
        for reason, named in data.pop("patterns").items()
        for name, fields in named.items()
    )
    words = {name: _frozen(name, value) for name, value in data.items() if name in Pack.__dataclass_fields__}
    return Pack(language=language, labels=labels, patterns=patterns, **words)


def packs_for(language: str | None) -> tuple[Pack, ...]:
    """The packs to read a page with: that of its language, and the default one."""
    own = _SAME.get((language or DEFAULT)[:2], (language or DEFAULT)[:2])
    return (pack(own), pack(DEFAULT)) if own in languages() and own != DEFAULT else (pack(DEFAULT),)


@cache
def words_of_all(name: str) -> tuple[str, ...]:
    """The words under `name` in the files of all languages, each once."""
    return tuple(dict.fromkeys(word for language in languages() for word in _value(language, name)))


def other_words(name: str) -> tuple[str, ...]:
    """The words under `name` of the languages that have no file."""
    return tuple(read_words("other_languages")[name])


def months_of(language: str) -> tuple[tuple[str, ...], ...]:
    """The names of each month of the year, long and short."""
    return tuple(tuple(names.split()) for names in _value(language, "months"))


@cache
def expressions_of_all(name: str) -> tuple[str, ...]:
    """The regular expression under `name` in the files of all languages."""
    return tuple(_value(language, name) for language in languages())


@cache
def notices(name: str) -> PatternSet:
    """The patterns in the table `name` ("walls", "unread", "not_found" …) of all languages, as one set."""
    return PatternSet([each["match"] for language in languages() for each in _value(language, name).values()])


@dataclass(frozen=True)
class Agencies:
    """Who takes, sells and hands out pictures; the lists are those of `agencies.toml`."""

    names: tuple[str, ...]
    glued: tuple[str, ...]
    signing: tuple[str, ...]
    bracketed: tuple[str, ...]
    platforms: tuple[str, ...]
    articles: tuple[str, ...]

    @cached_property
    def any_name(self) -> str:
        """A regular expression for any of the names, the longest first."""
        return "|".join(map(re.escape, sorted(self.names, key=len, reverse=True)))


@cache
def agencies() -> Agencies:
    """The agencies of all languages."""
    return Agencies(**{name: tuple(words) for name, words in read_words("agencies").items()})


_WORD_OR_LETTER = re.compile(rf"[{CJK}]|[^\s{CJK}]+")


def guess_language(text: str) -> str | None:
    """The language of flattened text by its commonest words; None where no pack fits.

    Each letter of Chinese, Japanese and Korean counts as a word.
    """
    words = _WORD_OR_LETTER.findall(text[:1_000].lower())
    common = _common_words()
    scores = Counter(language for word in words for language in common.get(word, ()))
    best = max(languages(), key=scores.__getitem__)
    return best if scores[best] >= max(2, len(words) // 12) else None


@cache
def _common_words() -> Mapping[str, Sequence[str]]:
    """Each of the commonest words → its languages."""
    found: dict[str, list[str]] = {}
    for language in languages():
        for word in frozenset(_value(language, "common")):
            found.setdefault(word, []).append(language)
    return found


def read_words(name: str) -> dict[str, Any]:
    """What stands in `name`.toml, one of the files that belong to no language."""
    return tomllib.loads(_source(name))


def _source(name: str) -> str:
    return files(__name__).joinpath(f"{name}.toml").read_text("utf-8")


@cache
def _value(language: str, name: str) -> Any:
    """The word list or table `name` of a language; nothing else of the file is read."""
    return tomllib.loads(_unread(language)[name])[name]


@cache
def _unread(language: str) -> dict[str, str]:
    """The word lists and tables of a language before its labels, as they stand in its file."""
    lists, *tables = _source(language).partition(_LABELS)[0].split("\n[")
    starts = [found.start() for found in _KEY.finditer(lists)]
    unread = {
        lists[start:end].split(" ", 1)[0]: lists[start:end]
        for start, end in zip(starts, [*starts[1:], len(lists)], strict=True)
    }
    return unread | {table.partition("]")[0]: f"[{table}" for table in tables}


def _frozen(name: str, value: Any) -> Any:
    if isinstance(value, list):
        return frozenset(value) if name in _SETS else tuple(value)
    return value


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


_OUTER = ' \t.:;,!»«›‹>→|–—-•*()[]…▶►▼▾↓"“”：；，。、！（）［］【】〔〕「」『』《》〈〉・｜■□◆◇●○◎★☆▲△▽※،؛।۔'


def label_key(text: str) -> str:
    """A line as labels are compared: lower case, no outer punctuation, straight apostrophes, one letter for i and ı."""
    key = text.strip(_OUTER).casefold().replace("’", "'")
    return key if key.isascii() else key.replace("i̇", "i").replace("ı", "i")
