"""The article among a page's JSON-LD objects. Pages wrap, join and break them in many ways."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from scraper.html.dom import Tree

_SCRIPTS = 'script[type*="application/ld+json" i]'
_ARTICLE = re.compile(r"(?:Article|NewsArticle|Posting|Report|WebPage|Review|Recipe|Blog)$")
_WRAPPING = re.compile(r"\s*(?:(?://|/\*)\s*)?<!(?:--|\[CDATA\[)\s*(?:\*/)?")
"""What may open a script before its JSON; what closes it, behind the JSON, is never reached."""
_BLANK = re.compile(r"[\s\ufeff;]*")
_TRAILING_COMMA = re.compile(r",(?=\s*[,}\]])")
_BAD_ESCAPE = re.compile(r"(\\[\"\\/bfnrtu])|\\")
"""A backslash before a letter that JSON does not escape: all but the first group."""
_QUOTED = re.compile(r"\s*[{\[]\s*(?:[{\[]\s*)*&quot;")
"""How a script begins whose quotation marks are entities."""
_TELLING = ('"headline"', "Article", "@graph", '"Person"')
"""Of the objects of other scripts, nothing is needed."""
_MOST_JSON = 2_000_000
_MOST_DOCUMENTS = 50
_MOST_DEPTH = 4


def linked_article(tree: Tree, headlines: Sequence[str] = ()) -> dict[str, Any]:
    """The JSON-LD object of the page's article, or {}.

    Of several articles it is the one whose headline is among `headlines`, else the one with the most fields. References
    to other objects of the page (`{"@id": …}`) in its author are replaced by those objects.
    """
    found = _all_items(tree)
    articles = _articles(found)
    wanted = {text.casefold() for text in headlines}
    best = max(
        articles,
        key=lambda item: (string_of(item, "headline").strip().casefold() in wanted, "headline" in item, len(item)),
        default={},
    )
    if not best:
        return {}
    by_id = {item["@id"]: item for item in found if isinstance(item.get("@id"), str) and len(item) > 1}
    authors = best.get("author") or best.get("creator")
    authors = authors["@list"] if isinstance(authors, dict) and "@list" in authors else authors
    people = authors if isinstance(authors, list) else [authors]
    return {**best, "author": [_resolved(person, by_id) for person in people]}


def linked_headlines(tree: Tree) -> list[str]:
    """The headlines of all articles among the JSON-LD objects of a page."""
    return [text for item in _articles(_all_items(tree)) if (text := string_of(item, "headline"))]


def _all_items(tree: Tree) -> list[dict[str, Any]]:
    return [item for script in tree.css(_SCRIPTS) for item in _items(script.text())]


def _articles(items: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [item for item in items if any(_ARTICLE.search(kind) for kind in _kinds(item))]


def string_of(data: Mapping[str, Any], key: str) -> str:
    """The text under `key`: itself, the first of a list, or the name of an object; "" for anything else."""
    value = data.get(key)
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value")
    return value if isinstance(value, str) else ""


def _items(text: str) -> Iterator[dict[str, Any]]:
    """All objects in a script, those within `@graph`, `mainEntity` and the like included."""
    if not 20 < len(text) < _MOST_JSON:
        return
    if _QUOTED.match(text):
        text = html.unescape(text)
    if any(word in text for word in _TELLING):
        for document in _documents(text):
            yield from _objects(document, 0)


def _documents(text: str) -> Iterator[Any]:
    """The JSON documents in a text, one behind the other; without the commas before a closing bracket if need be."""
    wrapping = _WRAPPING.match(text)
    decoder, position = json.JSONDecoder(strict=False), wrapping.end() if wrapping else 0
    for _ in range(_MOST_DOCUMENTS):
        blank = _BLANK.match(text, position)
        start = blank.end() if blank else position
        if start == len(text):
            return
        try:
            document, position = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            shorter = _TRAILING_COMMA.sub("", _BAD_ESCAPE.sub(r"\1", text))
            if len(shorter) == len(text):
                return
            text = shorter
            continue
        yield document


def _objects(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(data, list) and depth < _MOST_DEPTH:
        for item in data:
            yield from _objects(item, depth + 1)
    elif isinstance(data, dict) and depth < _MOST_DEPTH:
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "subjectOf"):
            yield from _objects(data.get(key), depth + 1)


def _kinds(item: Mapping[str, Any]) -> list[str]:
    kinds = item.get("@type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def _resolved(person: Any, by_id: Mapping[str, dict[str, Any]]) -> Any:
    if isinstance(person, dict) and isinstance(person.get("author"), dict):  # a "Role"
        person = person["author"]
    identity = person.get("@id") if isinstance(person, dict) and "name" not in person else person
    return by_id.get(identity, person) if isinstance(identity, str) else person
