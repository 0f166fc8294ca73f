"""RSS, Atom, RDF and JSON Feed → Discovered."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from html import unescape

from scraper.cleaning.metadata.dates import utc_moment
from scraper.errors import FetchError, UsageError
from scraper.html.decode import decode_page
from scraper.net.decompress import GZIP, GunzipReader
from scraper.runs.sources.feed_dates import feed_moment
from scraper.runs.sources.feed_parser import parse_feed
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
_DECLARATION = re.compile(r"<\?xml\s[^<>]{0,500}>")
_RELATIVE_BASE = re.compile(rb"""xml:base\s{0,9}=\s{0,9}["'](?!https?:)""", re.IGNORECASE)
_UNPACKED = 20_000_000


def read_feed(body: bytes, url: str) -> list[Discovered]:
    """The entries of the feed at `url` in its order, with canonical URLs, except those without a link.

    Malformed XML is read as far as possible. Links are resolved against the feed's base; `when` is the publication
    date or else the modification date; `summary` is the longest of content and summary, and may be markup. Raises
    FetchError if `body` is not a feed.
    """
    if body.startswith(GZIP):
        body = GunzipReader(body).read(_UNPACKED)
    if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _json_feed(body, url)
    found = (_discovered(entry, url) for entry in _entries(body, url))
    return [each for each in found if each is not None]


def _entries(body: bytes, url: str) -> list[Mapping[str, object]]:
    text = _within_bounds(_unicode(body))
    # feedparser would resolve ids as well, so it is told the address only where it needs it
    parsed = parse_feed(text, url, MOST_SUMMARY, url if _RELATIVE_BASE.search(text) else "")
    if not parsed["entries"] and not parsed["version"]:
        raise FetchError(url, "not a feed: expected RSS, Atom, RDF or JSON Feed; check the URL")
    return list(parsed["entries"])


def _unicode(body: bytes) -> bytes:
    """A feed in UTF-8, declared as such once: declarations may be wrong, many, or name a codec of Python's own."""
    text = _DECLARATION.sub("", decode_page(body).text).lstrip("\ufeff \t\r\n")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + text.encode("utf-8", "replace") if text else b""


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
    dates = entry.get("dates")
    for text, stamp in dates if isinstance(dates, list) else ():
        when = feed_moment(text, stamp)
        if when is not None:
            return when
    return None


def _summary(entry: Mapping[str, object]) -> str:
    content = entry.get("content")
    texts = [text for text in content if isinstance(text, str)] if isinstance(content, list) else []
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
