"""The regular expressions for people's names and for the words around them in a byline, in all languages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from scraper.cleaning.lexicon import expressions_of_all, words_of_all
from scraper.cleaning.lexicon.matching import Occurring

CAPITAL = f"A-ZÀ-Þ{''.join(filter(str.isupper, map(chr, range(0x100, 0x17F))))}А-ЯЁЄІЇҐ"
"""The capitals of Latin and Cyrillic, for a class of a regular expression."""
WORD = rf"(?:[a-z]{{1,4}}['’-])?[{CAPITAL}][\w.'’-]*"
"""A word of a name, a particle before it perhaps: "al-Amin", "d'Arc"."""
CHINESE = "㐀-鿿"
"""Chinese signs, for a class of a regular expression."""
_SIGN_LABEL = re.compile(f"[{CHINESE}]{{2,}}")
_JAPANESE = re.compile("[ぁ-ん]+")
_MOST_SHORT = 2
"""Characters of a joiner that is known by its small letters."""


@cache
def name_pattern(*, alone: bool = False) -> str:
    """A regular expression for a person's name: two to four capitalised words, particles ("van") among them.

    With `alone`, one capitalised word is a name, too.
    """
    particles = "|".join(words_of_all("name_particles"))
    others = rf"(?:(?: (?:{particles}|{WORD})){{0,2}} {WORD})"
    return rf"[{CAPITAL}][\w.'’-]+{others}{'?' if alone else ''}"


class LabelExpressions(NamedTuple):
    """What stands before names: "By", "Text:", "written by" amid a line; `credited` takes pictures and their people."""

    opener: re.Pattern[str]
    before: re.Pattern[str]
    introduced: re.Pattern[str]
    credited: re.Pattern[str]
    inner: re.Pattern[str]


@cache
def label_expressions() -> LabelExpressions:
    """The labels of bylines."""
    openers, words, joiners = (words_of_all(key) for key in ("byline_openers", "byline_words", "name_joiners"))
    small = dict.fromkeys(each.lower() for each in openers)
    lowered, joined, label = _any(small), _any(joiners), _any(_longest_first(words))
    credit = _any(_longest_first(words_of_all("credit_words")))
    phrase = _any(_longest_first(each for each in words if " " in each and each.rpartition(" ")[2] in small))
    signs = _any(each for each in words if _SIGN_LABEL.fullmatch(each))
    return LabelExpressions(
        opener=re.compile(rf"(?:{_any([*openers, *small])})[: ]+"),
        before=re.compile(
            rf"^(?:(?:{label})(?: ?[:：/／] *| +)|(?:{signs})(?=[{CHINESE}]{{2,4}}(?:\s|$)))", re.IGNORECASE
        ),
        introduced=re.compile(rf"\b(?:{lowered}):? ({name_pattern()})$"),
        credited=re.compile(
            rf"(?:^|[\s.,;|/(]+)(?:(?:{joined}) )?(?:{credit})\w{{0,2}}(?: ?[:：]| (?:{lowered}) )"
            rf"[^;|\n]*?(?=[;|\n]|\b(?:{label}) ?[:：]|$)",
            re.IGNORECASE,
        ),
        inner=re.compile(rf"(?<=\w)[\s.,;|(]+(?:(?:{joined}) )?(?:{phrase})[: ]+", re.IGNORECASE),
    )


class NameExpressions(NamedTuple):
    """Names alone or with a particle of any kind, and what stands between them."""

    alone: re.Pattern[str]
    loose: re.Pattern[str]
    between: re.Pattern[str]
    between_signs: re.Pattern[str]


@cache
def name_expressions() -> NameExpressions:
    """The names of people, and their joiners."""
    joiners = words_of_all("name_joiners")
    # "Santiago Ramón y Cajal" is one person: a joiner of one letter is between two if a first and a last name follow
    letters, longer = (_any([each for each in joiners if (len(each) > 1) == long]) for long in (False, True))
    japanese = _any(each for each in joiners if _JAPANESE.fullmatch(each))
    return NameExpressions(
        alone=re.compile(name_pattern(alone=True)),
        loose=re.compile(rf"{WORD}(?: [a-zà-ÿ]{{1,4}}){{1,2}} {WORD}"),
        between=re.compile(rf"(?:^|\s+)(?:(?i:{longer})|(?:{letters})(?=\s+\S+\s+\S)|&)\s+"),
        between_signs=re.compile(rf"(?<=[{CHINESE}][{CHINESE}])(?:{japanese})(?=[{CHINESE}]{{2}})"),
    )


class JobExpressions(NamedTuple):
    """What stands behind names: a place or paper behind a joiner, and jobs."""

    placed: re.Pattern[str]
    joined: re.Pattern[str]
    rank: re.Pattern[str]
    job: re.Pattern[str]
    role: re.Pattern[str]
    roles: Occurring


@cache
def job_expressions() -> JobExpressions:
    """The jobs, papers and places of people."""
    also, particles = words_of_all("name_joiners"), words_of_all("name_particles")
    joiners = [each for each in words_of_all("role_joiners") if each not in particles and each not in also]
    short, long = (_any([each for each in joiners if (len(each) > _MOST_SHORT) == many]) for many in (False, True))
    job = "|".join(expressions_of_all("bio_jobs"))
    roles = f"{_any(words_of_all('roles'))}|{job}"
    return JobExpressions(
        placed=re.compile(rf"{name_pattern()}(?= (?:{short}|{long}) )"),
        joined=re.compile(rf" (?:{short}|(?i:{long})) (?!(?:{_any(also)})\b)\S.*$"),
        rank=re.compile(_any(words_of_all("ranks")), re.IGNORECASE),
        job=re.compile(job, re.IGNORECASE),
        role=re.compile(rf"(?<!\w)(?:{roles})s?(?!\w)", re.IGNORECASE),
        roles=Occurring([roles]),
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, dict.fromkeys(words)))


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=len, reverse=True)
