"""Bylines: which line names who wrote the article, and whom."""

from __future__ import annotations

import re

MOST_BYLINE = 1_000
"""Characters of a byline that are read: some fifty people."""
NAME = re.compile(
    r"(?:[A-ZÀ-Þ][\w.'’-]+|[A-Z]\.)"
    r"(?: (?:(?:van|von|de|del|der|den|la|le|di|da|bin|al|el|y|dos)(?= )|[A-ZÀ-Þ][\w.'’-]*|[A-Z]\.)){1,3}$"
)
"""A person's name, whole: two to four capitalised words, particles among them."""
_BY = re.compile(
    r"^(?:by|von|par|por|di|door|af|av|interview|words|story|text|texte|reporting|written by|reportage)\b ?:? +",
    re.IGNORECASE,
)
_CAPITALISED_BY = re.compile(r"(?:By|BY|by|Von|VON|Par|PAR|Por|POR)[: ]+[A-ZÀ-Þ][^.!?]{2,120}$")
_ROLE = re.compile(
    r"(?:,| at| in| for|\|) (?!and\b)[^,]{2,60}"
    r"(?:correspondent|editor|reporter|writer|staff|critic|columnist|desk|US|UK|News)\b.*$"
    r"|, (?:staff|senior|chief|special|contributing|deputy|political|foreign) [a-z ]{4,40}$"
    r"|(?<=[a-z]) at [A-Z][^.!?]{2,30}$",
)
_PARTING = re.compile(r"\s*(?:,|;|\||/|\band\b|\bund\b|\bet\b|\by\b|&)\s+")


def says_by(text: str) -> bool:
    """Whether a line is "By …" and nothing else."""
    return _CAPITALISED_BY.match(text) is not None


def is_people(text: str) -> bool:
    """Whether a line names one to four people, their role or paper perhaps, and says nothing else."""
    if len(text) > 120 or text[-1:] in ".!?:;”" or not text[:1].isupper():
        return False
    people = _ROLE.sub("", _BY.sub("", text)).strip(" ,|–—-")
    names = [name for name in _PARTING.split(people) if name]
    return 0 < len(names) <= 4 and not text.isupper() and all(NAME.match(name) for name in names)


def split_names(byline: str) -> list[str]:
    """The people a byline names: "By Ann Example and Bo Sample, The Post" → two names."""
    people = _ROLE.sub("", _BY.sub("", byline[:MOST_BYLINE]))
    parts = [part.strip(" .,:") for part in _PARTING.split(people)]
    names = [part for part in parts if 1 < len(part) < 60]
    return [name for name in names if NAME.match(name)] or names
