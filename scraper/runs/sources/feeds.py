"""RSS, Atom, RDF and JSON Feed → Discovered. The only module that imports feedparser.

feedparser opens what it is given as text, be it a file or an address: it is given bytes in memory, and nothing else.
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
"""Tags that are read of one feed, some seconds of work. What a feed has beyond them is old: the newest stand first."""

MOST_SUMMARY = 100_000
"""Characters of one entry's summary; the cleaner reads no more of it."""

_MOST_ATTRIBUTES = 300
"""Attributes of one tag: feedparser's work is quadratic in them."""

_DOCTYPE = re.compile(rb"<!DOCTYPE[^<>\[\]]{0,500}\[", re.IGNORECASE)
_INSIDE = re.compile(rb"""[^"'>]*+(?:(?:"[^"]*"|'[^']*')[^"'>]*+)*+""")
_TAG = re.compile(r"<[/a-zA-Z!][^<>]{0,1000}>")
_WEB = re.compile(r"https?:|/|\.|\?", re.IGNORECASE)
# what feedparser and the parsers below it raise on bytes that are no feed at all
_FAILURES = (ValueError, ArithmeticError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)


def read_feed(body: bytes, url: str) -> list[Discovered]:
    """The entries of the feed at `url`, in its own order, with canonical addresses; those without a link are left out.

    Of broken XML as much as can be read. Links are resolved against the feed's own base, `when` is the publication or,
    without one, the change; `summary` is the longest of content and summary, and may be markup. Raises FetchError for
    what is no feed.
    """
    if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _json_feed(body, url)
    entries = _entries(body, url)
    return [found for entry in entries if (found := _found(entry, url)) is not None]


def _entries(body: bytes, url: str) -> list[Mapping[str, object]]:
    import feedparser  # some runs read sitemaps alone

    try:
        parsed = feedparser.parse(io.BytesIO(_within_bounds(body)), resolve_relative_uris=False, sanitize_html=False)
    except _FAILURES as error:
        raise FetchError(url, f"no feed that can be read: {error!r:.200}") from error
    if not parsed.entries and not parsed.get("version"):
        raise FetchError(url, "no feed: there is neither RSS nor Atom nor RDF in it")
    return list(parsed.entries)


def _within_bounds(body: bytes) -> bytes:
    """`body` without entities of its own making, and cut where it has more than a feed can have."""
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
    """How many attributes the tag has that `piece` opens with, or a few more."""
    tag = _INSIDE.match(piece)
    return tag[0].count(b"=") if tag else 0


def _found(entry: Mapping[str, object], url: str) -> Discovered | None:
    address = _address(_link(entry), url)
    if address is None:
        return None
    return Discovered(address, _when(entry), _plain(_text(entry, "title")), _summary(entry)[:MOST_SUMMARY], url)


def _link(entry: Mapping[str, object]) -> str:
    """The entry's own page; a feed that counts its readers' clicks may name it beside the address that counts."""
    original = _text(entry, "feedburner_origlink")
    # feedparser puts the id in the place of a missing link; it may be a bare number
    named = bool(entry.get("links")) or bool(_WEB.match(_text(entry, "id")))
    return original or (_text(entry, "link") if named else "")


def _address(link: str, url: str) -> str | None:
    if not link:
        return None
    try:
        return absolute(link, url)
    except UsageError:  # javascript:, mailto:, a link to nowhere: no page to be fetched
        return None


def _when(entry: Mapping[str, object]) -> datetime | None:
    for key in ("published_parsed", "created_parsed", "updated_parsed"):
        # feedparser answers for a missing key with another one's value, and warns
        stamp = dict.get(entry, key) if isinstance(entry, dict) else None
        if stamp is not None:
            try:
                return datetime.fromtimestamp(timegm(stamp), UTC)
            except (ValueError, OverflowError):  # a 31st of February, a second 61
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
        raise FetchError(url, f"no JSON that can be read: {error}") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise FetchError(url, 'no JSON Feed: it has no list of "items"')
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
