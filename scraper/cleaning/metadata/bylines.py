"""Who wrote an article: which lines name people, and whom. The one place that says what a person's name looks like."""

from __future__ import annotations

import re
from functools import cache

from scraper.cleaning.lexicon import words_of_all

MOST_BYLINE = 1_000
"""Characters of a byline that are read: some fifty people."""
_CAPITAL = f"A-ZÀ-Þ{''.join(filter(str.isupper, map(chr, range(0x100, 0x17F))))}А-ЯЁЄІЇҐ"
"""The capitals of Latin and Cyrillic, for a class of a regular expression."""
_WORD = rf"[{_CAPITAL}][\w.'’-]*"
_ADDRESS = re.compile(r"[<(]?\b[\w.+-]{1,64}@[\w.-]{1,100}[>)]?(?: ?\(([^()]{2,60})\))?")
"""An e-mail address, and a name in brackets behind it."""
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
"""A letter of the script whose names are known by their capitals."""
_LAST_FIRST = re.compile(rf"({_WORD}), ({_WORD})")


@cache
def name_pattern(*, alone: bool = False) -> str:
    """A regular expression for a person's name: two to four capitalised words, particles ("van") among them.

    With `alone`, one capitalised word is a name, too.
    """
    particles = "|".join(words_of_all("name_particles"))
    others = rf"(?:(?: (?:{particles}|{_WORD})){{0,2}} {_WORD})"
    return rf"[{_CAPITAL}][\w.'’-]+{others}{'?' if alone else ''}"


def capitalised_words(text: str) -> list[str]:
    """The words of `text` that may be part of a name: capitalised, of four letters or more."""
    return re.findall(r"[A-ZÀ-Þ][a-zà-ÿ]{3,}(?=[ ,.-])", text)


def says_by(text: str) -> bool:
    """Whether a line is "By …" and nothing else."""
    openers = "|".join(words_of_all("byline_openers"))
    return re.match(rf"(?:{openers})[: ]+[{_CAPITAL}][^.!?]{{2,120}}$", text) is not None


def is_people(text: str) -> bool:
    """Whether a line names one to four people, their role or paper perhaps, and says nothing else."""
    if len(text) > 120 or text[-1:] in ".!?:;”" or not text[:1].isupper():
        return False
    names = [name for name in _parted(text) if name]
    return 0 < len(names) <= 4 and not text.isupper() and all(map(_is_name, names))


def split_names(byline: str) -> list[str]:
    """The people a byline names: "By Ann Example and Bo Sample, The Post" → two names."""
    text = _ADDRESS.sub(lambda found: found[1] or " ", byline[:MOST_BYLINE]).strip()
    if turned := _LAST_FIRST.fullmatch(text):
        return [f"{turned[2]} {turned[1]}"]
    names = [part for part in _parted(text) if 1 < len(part) < 60]
    return [name for name in names if _is_name(name) or not _LATIN.search(name)] or names


def _is_name(text: str) -> bool:
    return re.fullmatch(name_pattern(), text) is not None


def _parted(byline: str) -> list[str]:
    """What a byline names, without "by" and without roles."""
    before, role, between = _expressions()
    return [part.strip(" .,:") for part in between.split(role.sub("", before.sub("", byline)).strip(" ,|–—-"))]


@cache
def _expressions() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What stands before names, behind them, and between them."""
    words, joiners, ranks, roles, also = (
        "|".join(map(re.escape, words_of_all(key)))
        for key in ("byline_words", "role_joiners", "ranks", "roles", "name_joiners")
    )
    # "Santiago Ramón y Cajal" is one person: a joiner of one letter is between two if a first and a last name follow
    letters = "|".join(joiner for joiner in words_of_all("name_joiners") if len(joiner) == 1)
    return (
        re.compile(rf"^(?:{words})(?: ?[:：] *| +)", re.IGNORECASE),
        re.compile(
            rf"(?:,| (?:{joiners})|\|) (?!(?:{also})\b)[^,]{{2,60}}(?:{roles})\b.*$"
            rf"|, (?:{ranks}) [a-z ]{{4,40}}$"
            r"|(?<=[a-z]) at [A-Z][^.!?]{2,30}$"
        ),
        re.compile(rf"\s*;\s*|\s*(?:,|\||/|\b(?!(?:{letters})\s+\S+\s*$)(?:{also})\b|&)\s+"),
    )
