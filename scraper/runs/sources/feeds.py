"""RSS, Atom, RDF and JSON Feed → Discovered. The only module that imports feedparser.

feedparser opens a string argument as a file or URL, so it only ever gets bytes in memory.
"""

from __future__ import annotations

import io
import json
import re
from calendar import timegm
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from html import unescape

from scraper.cleaning.metadata.dates import utc_moment
from scraper.errors import FetchError, UsageError
from scraper.runs.types import Discovered
from scraper.urls import absolute

MOST_TAGS = 100_000
"""Most tags read of a feed, a few seconds of work. Feeds list the newest entries first, so only old ones are lost."""

MOST_SUMMARY = 100_000
"""Most characters of an entry's summary; the cleaner reads no more."""

_MOST_ATTRIBUTES = 300
"""Most attributes of a tag: feedparser takes quadratic time in them."""

_DOCTYPE = re.compile(rb"<!DOCTYPE[^<>\[\]]{0,500}\[", re.IGNORECASE)
_INSIDE = re.compile(rb"""[^"'>]*+(?:(?:"[^"]*"|'[^']*')[^"'>]*+)*+""")
_TAG = re.compile(r"<[/a-zA-Z!][^<>]{0,1000}>")
_WEB = re.compile(r"https?:|/|\.|\?", re.IGNORECASE)
# what feedparser and its XML parsers raise on bytes that are not a feed
_FAILURES = (ValueError, ArithmeticError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)


def read_feed(body: bytes, url: str) -> list[Discovered]:
    """The entries of the feed at `url` in its order, with canonical URLs, except those without a link.

    Malformed XML is read as far as possible. Links are resolved against the feed's base; `when` is the publication
    date or else the modification date; `summary` is the longest of content and summary, and may be markup. Raises
    FetchError if `body` is not a feed.
    """
    if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _json_feed(body, url)
    entries = _entries(body, url)
    return [found for entry in entries if (found := _discovered(entry, url)) is not None]


def _entries(body: bytes, url: str) -> list[Mapping[str, object]]:
    import feedparser  # not needed by runs that only read sitemaps

    try:
        parsed = feedparser.parse(io.BytesIO(_within_bounds(body)), resolve_relative_uris=False, sanitize_html=False)
    except _FAILURES as error:
        raise FetchError(url, f"the feed cannot be parsed ({error!r:.200}); check the URL") from error
    if not parsed.entries and not parsed.get("version"):
        raise FetchError(url, "not a feed: expected RSS, Atom, RDF or JSON Feed; check the URL")
    return list(parsed.entries)


def _within_bounds(body: bytes) -> bytes:
    """`body` without entity declarations, cut before the first tag that exceeds a limit."""
    doctype = _DOCTYPE.search(body, 0, 4096)
    if doctype is not None:
        end = body.find(b"]>", doctype.end())
        body = body[: doctype.start()] + body[end + 2 if end >= 0 else len(body) :]
    pieces = body.split(b"<", MOST_TAGS + 1)
    for number, piece in enumerate(pieces):
        if number > MOST_TAGS or (len(piece) > _MOST_ATTRIBUTES and _attributes(piece) > _MOST_ATTRIBUTES):
            return b"<".join(pieces[:number])
    return body


def _attributes(piece: bytes) -> int:
    """The number of attributes of the tag at the start of `piece`, or slightly more."""
    tag = _INSIDE.match(piece)
    return tag[0].count(b"=") if tag else 0


def _discovered(entry: Mapping[str, object], url: str) -> Discovered | None:
    address = _address(_link(entry), url)
    if address is None:
        return None
    return Discovered(address, _when(entry), _plain(_text(entry, "title")), _summary(entry)[:MOST_SUMMARY], url)


def _link(entry: Mapping[str, object]) -> str:
    """The URL of the entry's page, preferably the original one that a click-tracking feed gives beside its own."""
    original = _text(entry, "feedburner_origlink")
    # feedparser substitutes the id for a missing link; it may be a bare number
    has_link = bool(entry.get("links")) or bool(_WEB.match(_text(entry, "id")))
    return original or (_text(entry, "link") if has_link else "")


def _address(link: str, url: str) -> str | None:
    if not link:
        return None
    try:
        return absolute(link, url)
    except UsageError:  # javascript:, mailto:, or invalid
        return None


def _when(entry: Mapping[str, object]) -> datetime | None:
    for key in ("published_parsed", "created_parsed", "updated_parsed"):
        # feedparser's own lookup falls back to another key, with a warning
        stamp = dict.get(entry, key) if isinstance(entry, dict) else None
        if stamp is not None:
            try:
                return datetime.fromtimestamp(timegm(stamp), UTC)
            except (ValueError, OverflowError):  # e.g. 31 February
                continue
    return None


def _summary(entry: Mapping[str, object]) -> str:
    content = entry.get("content")
    texts = [_text(item, "value") for item in content if isinstance(item, Mapping)] if isinstance(content, list) else []
    return max((*texts, _text(entry, "summary")), key=len)


def _json_feed(body: bytes, url: str) -> list[Discovered]:
    try:
        feed = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise FetchError(url, f"the feed is not valid JSON ({error}); check the URL") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise FetchError(url, 'not a JSON Feed: it has no list of "items"; check the URL')
    return list(_items((item for item in items[:MOST_TAGS] if isinstance(item, dict)), url))


def _items(items: Iterable[Mapping[str, object]], url: str) -> Iterable[Discovered]:
    for item in items:
        link = _text(item, "url") or _text(item, "external_url")
        address = _address(link, url)
        if address is not None:
            when = utc_moment(_text(item, "date_published")) or utc_moment(_text(item, "date_modified"))
            summary = max((_text(item, key) for key in ("content_html", "content_text", "summary")), key=len)
            yield Discovered(address, when, _plain(_text(item, "title")), summary[:MOST_SUMMARY], url)


def _text(values: Mapping[str, object], key: str) -> str:
    value = values.get(key)
    return value if isinstance(value, str) else ""


def _plain(title: str) -> str:
    return " ".join(unescape(_TAG.sub("", title[:2000])).split())
