"""Parse a page within limits on its markup, as some markup takes a parser quadratic time."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from scraper.errors import TooLarge
from scraper.html.display import displayed_tree
from scraper.html.dom import Tree
from scraper.html.elements import NEVER_NESTED, REOPENED

MOST_NESTING = 1_500
"""Deeper nesting is refused: parsing is quadratic in it. Browsers stop at 512."""
MOST_PAGE_TAGS = 200_000
"""More tags than this are refused. The largest news page measured has 13,400."""
MOST_CHOICES = 5_000
"""More `<option>` tags are refused: parsing is quadratic in those of one list."""
MOST_OPEN = 300
"""More formatting tags open at once are refused, as every block reopens them; so are more `<body>` tags."""
MOST_TAG = 150_000
"""A longer tag (in characters) is refused: parsing is quadratic in its attributes."""

_MANY_TAGS = 1_500
_DEEP_TAGS = 20_000
_FORMATS = frozenset(tag.encode() for tag in REOPENED)
_SLOW = rb"<(?i:(?:" + b"|".join(sorted(_FORMATS)) + rb")[\s/]|(opt[ig])|((?:body|html)[\s/]))"
_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})[^<>]{0,5000}?(/?)>")
# a tag with many attributes, unlike a "<" inside a script
_ATTRIBUTES = re.compile(
    rb"<[a-zA-Z][a-zA-Z0-9-]{0,40}(?:\s{1,20}[^\s<>=]{1,80}"
    rb"(?:=(?:\"[^\"<>]{0,80}\"|\'[^\'<>]{0,80}\'|[^\s<>\"\']{0,80}))?){50}"
)
_FLAT = frozenset(tag.encode() for tag in NEVER_NESTED)


def parse(page: bytes, url: str) -> Tree:
    """The tree of a page in UTF-8, as a reader sees it. Raises TooLarge if parsing it would take too long."""
    _check_shape(page, url)
    return displayed_tree(page)


def repaired(page: bytes, repair: Callable[[str], str] | None) -> bytes:
    """`page`, in UTF-8, corrected by the `repair` function of its site's rule, if any."""
    return repair(page.decode()).encode("utf-8", "replace") if repair is not None else page


def _check_shape(html: bytes, url: str) -> None:
    tags = html.count(b"<")
    if tags > _MANY_TAGS:  # fewer take the parser a fraction of a second at most
        _check_tags(html, url, tags)
    window = MOST_TAG // 2
    for start in range(0, len(html) - window, window):
        # a tag longer than MOST_TAG covers a whole window without a single ">"
        if html.find(b">", start, start + window) < 0:
            opened = html.rfind(b"<", 0, start)
            closed = html.find(b">", start)
            length = (closed if closed > 0 else len(html)) - opened
            if length > MOST_TAG and _ATTRIBUTES.match(html, opened):
                raise TooLarge(url, f"a tag has {length:,} characters; the most is {MOST_TAG:,}. Cut it out first")


def _check_tags(html: bytes, url: str, tags: int) -> None:
    if tags > MOST_PAGE_TAGS:
        raise TooLarge(url, f"it has {tags:,} tags; the most is {MOST_PAGE_TAGS:,}. Cut it down to one article first")
    slow = _slow().findall(html)
    choices = sum(bool(choice) for choice, _ in slow)
    roots = sum(bool(root) for _, root in slow)
    for count, most, what in ((choices, MOST_CHOICES, "options to choose from"), (roots, MOST_OPEN, "bodies")):
        if count > most:
            raise TooLarge(url, f"it has {count:,} {what}; the most is {most:,}. Cut it down to one article first")
    if tags > _DEEP_TAGS or len(slow) - choices - roots > MOST_OPEN:
        depth, formats = _depth(html)
        if formats > MOST_OPEN and len(slow) > MOST_OPEN:
            why = f"{formats:,} formatting tags are open at once; the most is {MOST_OPEN:,}. Close them first"
            raise TooLarge(url, why)
        if depth > MOST_NESTING:
            why = f"its elements are nested {depth:,} deep; the most is {MOST_NESTING:,}. Cut it down first"
            raise TooLarge(url, why)


@cache
def _slow() -> Any:
    """The pattern of tags that are slow to parse. RE2 takes a sixteenth of the time of `re`."""
    import re2

    return re2.compile(_SLOW)


def _depth(html: bytes) -> tuple[int, int]:
    """The depth of nesting, and the largest number of formatting elements open at once."""
    depth = deepest = formats = most = 0
    for closing, name, empty in _TAG.findall(html):
        tag = name.lower()
        if tag in _FLAT or (empty and tag not in _FORMATS):
            continue
        step = -1 if closing else 1
        depth = max(0, depth + step)
        deepest = max(deepest, depth)
        if tag in _FORMATS:
            formats = max(0, formats + step)
            most = max(most, formats)
    return deepest, most
