"""Signs of whether the text is complete: claims in the page's head, lines that ask readers to pay. Pure.

A claim is only as good as the site that makes it: word counts take in captions or leave quotations out, and a page that
is marked as paid is often delivered in full. So the share is a hint, and `signs` says what each hint rests on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scraper.cleaning.lexicon import notices
from scraper.model import Article, Completeness
from scraper.rules.patterns import folded

_TIERS = ("article:content_tier", "article:content-tier", "article_content_tier", "content_tier")
_COUNTS = ("wordcount", "word_count", "article:word_count")
_PER_CENT = re.compile(r"(\d{1,2}(?:[.,]\d)?) ?%")
_UNSPACED = frozenset(["ja", "zh", "th", "lo", "km", "my"])
_LONGEST, _LAST, _FEWEST, _LEAST_BODY = 220, 4, 40, 200
_STUB = 1.5
_CUT_SHORT = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|\(…\)|\(\.\.\.\))[\"”’»)]?$")
_TAG = re.compile(r"<[^<>]{1,500}>")


@dataclass(frozen=True, slots=True)
class Claims:
    """What a page's head says of its text: words, characters of `articleBody` (no white space), free or not, tier."""

    words: int | None = None
    characters: int | None = None
    free: bool | None = None
    tier: str = ""


NO_CLAIMS = Claims()
"""A page, or a text, that says nothing of itself."""


def claims_of(linked: Mapping[str, object], meta: Mapping[str, Sequence[str]]) -> Claims:
    """The claims of a JSON-LD article and of the meta tags (names in lower case) of its page."""
    counts = (linked.get("wordCount"), *(value for name in _COUNTS for value in meta.get(name, ())))
    body = linked.get("articleBody")
    tiers = [value.strip().lower() for name in _TIERS for value in meta.get(name, ())]
    return Claims(
        words=next((number for count in counts if (number := _count(count)) is not None), None),
        characters=_size(_TAG.sub(" ", body)) if isinstance(body, str) and body else None,
        free=_free(linked),
        tier=next(filter(None, tiers), ""),
    )


def completeness_of(article: Article, claims: Claims) -> Completeness:
    """How much of its text an article seems to hold, whether it is behind a wall, and what says so."""
    shares = list(_shares(article, claims))
    lines = [text for text in _edges(article) if len(text) <= _LONGEST]
    left = [(share, text) for text in lines if (share := _still_left(text)) is not None]
    wall = next((text for text in lines if notices("walls").match(folded(text))), None)
    signs = [sign for _, sign in shares]
    signs += [f"line: {text}" for _, text in left]
    signs += [f"line: {wall}"] if wall is not None else []
    signs += [f"isAccessibleForFree: {str(claims.free).lower()}"] if claims.free is not None else []
    signs += [f"content tier: {claims.tier}"] if claims.tier else []
    last = next((block.text for block in reversed(article.blocks) if block.text), "")
    signs += ["the text ends in an ellipsis"] if _CUT_SHORT.search(last) else []
    share = 1 - left[0][0] if left else min((share for share, _ in shares), default=None)
    return Completeness(None if share is None else round(share, 2), _paywalled(claims, wall, bool(left)), tuple(signs))


def _paywalled(claims: Claims, wall: str | None, left: bool) -> bool | None:
    """What is said for machines goes before the tier, and the tier before what is said to readers."""
    if claims.free is not None:
        return not claims.free
    if claims.tier in ("locked", "free"):
        return claims.tier == "locked"
    return True if wall is not None or left else None


def _shares(article: Article, claims: Claims) -> Iterator[tuple[float, str]]:
    """The share of the text that is there by each claim. A claim of far less than is there was made of a stub."""
    if claims.words is not None and claims.words >= _FEWEST and article.language not in _UNSPACED:
        words = len(article.text.split())
        if words < _STUB * claims.words:
            yield min(1.0, words / claims.words), f"wordCount: {words} of {claims.words} words"
    if claims.characters is not None and claims.characters >= _LEAST_BODY:
        size = _size(article.text)
        if size < _STUB * claims.characters:
            yield min(1.0, size / claims.characters), f"articleBody: {size} of {claims.characters} characters"


def _edges(article: Article) -> Iterable[str]:
    """Where a wall would stand: what was taken out, and the last lines that were kept."""
    yield from (line for removal in article.removals for line in removal.text.split("\n", 8)[:8])
    yield from (block.text for block in article.blocks[-_LAST:])


def _still_left(text: str) -> float | None:
    """The share of the article that a line says is left to read."""
    share = _PER_CENT.search(text)
    if share is None or not notices("unread").match(folded(text)):
        return None
    return float(share[1].replace(",", ".")) / 100


def _size(text: str) -> int:
    """Characters that are no white space: bodies in JSON-LD are often glued without any."""
    return sum(map(len, text.split()))


def _count(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    text = str(value).strip().replace(",", "")
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 8 else None


def _free(linked: Mapping[str, object]) -> bool | None:
    """`isAccessibleForFree` of the article; where that is silent, whether none of its parts costs anything."""
    own = _truth(linked.get("isAccessibleForFree"))
    if own is not None:
        return own
    parts = linked.get("hasPart")
    parts = parts if isinstance(parts, list) else [parts]
    said = [_truth(part.get("isAccessibleForFree")) for part in parts if isinstance(part, dict)]
    known = [value for value in said if value is not None]
    return all(known) if known else None


def _truth(value: object) -> bool | None:
    """A JSON boolean, or the same as a string, with or without the vocabulary's address in front."""
    if isinstance(value, bool):
        return value
    if not isinstance(value, str):
        return None
    return {"true": True, "false": False}.get(value.rpartition("/")[2].strip().lower())
