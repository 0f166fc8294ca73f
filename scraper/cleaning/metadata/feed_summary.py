"""Completeness of an article by its summary in a feed. Pure.

Most summaries are deks, or tell the story in other words, and say nothing of its length. A summary counts if it has the
article's own words and goes on where the text stops, or if it is much longer than the text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from scraper.cleaning.lexicon import notices
from scraper.cleaning.lines.from_html import lines_of_elements
from scraper.html.dom import parse_tree
from scraper.model import Article, Completeness
from scraper.rules.patterns import folded

MAX_SUMMARY = 100_000
"""Characters of a summary that are read."""
MIN_DIFFERENCE = 300
"""Characters that a summary must have beyond the text to be a sign against it; a dek has fewer."""
MIN_RATIO = 1.5
"""A summary this many times as long as the text is a sign against it, in whatever words."""
WHOLE = 0.8
"""A summary at least this many times as long as the text, all of it there, is a sign for it; a shorter one is not."""

_MOST_TAGS, _MOST_LINES = 2_000, 2_000
_RUN, _LAST = 4, 6
_TAG = re.compile(r"</?[a-zA-Z]")
_ESCAPED = re.compile(r"&lt;/?[a-zA-Z]")
# letters of scripts that put no spaces between words count one by one
_WORD = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]|[^\W_]+")


def summary_lines(summary: str) -> str:
    """The lines of a summary, HTML, escaped HTML or text, without the footers that feeds put below.

    Raises TypeError for anything but a str.
    """
    if not isinstance(summary, str):
        raise TypeError(f"the summary must be a str, and is a {type(summary).__name__}. Decode bytes first")
    text = summary[:MAX_SUMMARY]
    if not _TAG.search(text) and _ESCAPED.search(text):
        text = html.unescape(text)
    lines = list(_lines(text)) if _TAG.search(text) else text.splitlines()
    return "\n".join(
        [line for line in lines if line.strip() and not notices("feed_footers").match(folded(line.strip()))][
            :_MOST_LINES
        ]
    )


def _lines(markup: str) -> Iterator[str]:
    # parsing is quadratic in some shapes: so many tags cost a fraction of a second at most
    some = "<".join(markup.split("<", _MOST_TAGS)[:_MOST_TAGS])
    body = parse_tree(some.encode("utf-8", "replace")).body
    if body is not None:
        yield from (line.text for line in lines_of_elements((body,), {}))


def completeness_with(article: Article, summary: str) -> Completeness:
    """The completeness of an article with what its summary, plain lines without boilerplate, adds to it."""
    found = _verdict(article, summary)
    if found is None:
        return article.completeness
    share, sign = found
    before = article.completeness
    shares = [known for known in (before.share, share) if known is not None]
    return replace(before, share=min(shares, default=None), signs=(*before.signs, f"summary: {sign}"))


def _verdict(article: Article, summary: str) -> tuple[float | None, str] | None:
    """The share of the text that is there, None if unknown, and the sign for it; None if the summary shows neither."""
    words = _words(summary)
    runs = set(_runs(words))
    if not runs:
        return None
    text = _words(article.text)
    shared = runs.intersection(_runs(text))
    size, length = _size(summary), _size(article.text)
    more = _behind(text, words)
    if shared and more >= max(MIN_DIFFERENCE, length // 10):
        return round(length / (length + more), 2), f"goes on for {more} characters where the text ends"
    if size >= MIN_RATIO * length and size - length >= MIN_DIFFERENCE:
        same = 2 * len(shared) >= len(set(_runs(text))) > 0
        return (round(length / size, 2) if same else None), f"{size} characters, and the text has {length}"
    if size >= max(MIN_DIFFERENCE, WHOLE * length) and shared == runs:
        return None, f"all of its {size} characters are in the text"
    return None


def _behind(text: Sequence[str], words: Sequence[str]) -> int:
    """How many characters of the summary's words stand behind those that the text ends in."""
    # the very last word may be cut in the middle
    last = tuple(text[-_LAST - 1 : -1])
    if len(last) < _LAST:
        return 0
    places = range(len(words) - _LAST, -1, -1)
    place = next((at for at in places if words[at] == last[0] and tuple(words[at : at + _LAST]) == last), None)
    return 0 if place is None else sum(map(len, words[place + _LAST + 1 :]))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """A few words on end, from each word on: what a text in other words does not share."""
    return zip(*(words[start:] for start in range(_RUN)), strict=False)


def _size(text: str) -> int:
    return sum(map(len, _words(text)))
