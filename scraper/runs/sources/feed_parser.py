"""Parse the XML of a feed. The only module that imports feedparser, which takes quadratic time on some inputs."""

from __future__ import annotations

import io
from calendar import timegm
from collections.abc import Mapping
from typing import Any

from scraper.errors import FetchError

_TEXTS = ("id", "link", "feedburner_origlink", "title", "summary")
_DATES = ("published", "created", "updated")
_ERRORS = (ValueError, ArithmeticError, LookupError, TypeError, AttributeError, AssertionError, RuntimeError)
"""What feedparser raises on some inputs."""


def parse_feed(body: bytes, url: str, most: int, base: str = "") -> dict[str, Any]:
    """The version and entries of a feed, each text cut to `most` characters.

    Relative bases in the feed are resolved against `base`. Raises FetchError if it cannot be parsed.
    """
    import feedparser

    headers = {"content-location": base} if base else {}
    try:
        feed = feedparser.parse(
            io.BytesIO(body), response_headers=headers, resolve_relative_uris=False, sanitize_html=False
        )
        entries = [_entry(entry, most) for entry in feed.entries]
    except _ERRORS as error:
        raise FetchError(url, f"the feed cannot be parsed ({error!r:.200}); check the URL") from error
    return {"version": feed.get("version") or "", "entries": entries}


def _entry(entry: dict[str, Any], most: int) -> dict[str, Any]:
    """The parts of an entry that are used, each text of at most `most` characters."""
    found: dict[str, Any] = {key: entry[key][:most] for key in _TEXTS if isinstance(entry.get(key), str)}
    content = entry.get("content")
    values = [item.get("value") for item in content if isinstance(item, Mapping)] if isinstance(content, list) else []
    found["content"] = [value[:most] for value in values if isinstance(value, str)]
    found["links"] = bool(entry.get("links"))
    # feedparser's own lookup falls back to another key, with a warning
    found["dates"] = [
        [dict.get(entry, key) or "", _seconds(dict.get(entry, f"{key}_parsed"))]
        for key in _DATES
        if isinstance(dict.get(entry, key), str)
    ]
    return found


def _seconds(stamp: Any) -> int | None:
    """A parsed date in seconds since 1970."""
    if stamp is None:
        return None
    try:
        return timegm(stamp)
    except (ValueError, OverflowError):
        return None
