"""Sitemaps → Discovered: plain, index, gzipped, news and plain text. The only module that imports lxml.

They are parsed as a stream, because a file may have 50 MB.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from itertools import islice
from typing import NamedTuple, Protocol
from xml.etree.ElementTree import ParseError, XMLParser

from scraper.cleaning.metadata.dates import newest_first, utc_moment
from scraper.errors import FetchError, UsageError
from scraper.net.decompress import GunzipReader
from scraper.runs.types import Discovered
from scraper.urls import absolute

MOST_UNPACKED = 52_428_800
"""Most bytes of a file, the limit of the protocol; the rest is ignored."""

_MOST_ESCAPED = 1_000_000
"""Most unescaped ampersands of a file, twenty per URL."""

_MOST_UNFINISHED = 1_000_000
"""Most bytes without the end of an element or line: one tag with a million attributes takes gigabytes to parse."""

_GZIP = b"\x1f\x8b"
_BARE = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#\d{1,8}|#x[0-9a-fA-F]{1,6});)")

_REFERENCE = re.compile(rb"&#(?:x([0-9a-fA-F]{1,6})|(\d{1,8}));")

MOST_URLS = 50_000
"""Most URLs of a file, the limit of the protocol; the rest is ignored."""

_MOST_ELEMENTS = 10_000
"""Most elements of an entry; a page may list 1,000 images with captions."""

_MOST_NESTED = 256
"""Most levels of nested elements; the protocol needs five."""

_LONGEST_LINE = 8_192
"""Most bytes of a line of a plain-text sitemap; URLs are shorter."""

_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
_YEAR = re.compile(r"(?:19|20)\d\d")


class _Entry(NamedTuple):
    kind: str
    loc: str
    when: datetime | None
    title: str


def read_sitemap(body: bytes, url: str) -> tuple[list[Discovered], list[str]]:
    """The pages that the sitemap at `url` lists, in its order, and the sitemaps, news first, then the newest.

    All URLs are canonical. `when` is the publication date of the news extension, or lastmod. A malformed or oversized
    file is read as far as possible within the limits above. Raises FetchError if `body` is not a sitemap.
    """
    stream = _Stream(body)
    head = stream.peek()
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or head.startswith(_UTF_16):
        entries = _elements(body)
    else:
        entries = list(_lines(stream))
    if not entries and not _is_sitemap(head):
        if _FEED.search(head):
            raise FetchError(url, "a feed, not a sitemap: name it under feeds")
        raise FetchError(url, "not a sitemap: expected a urlset, a sitemapindex or a list of URLs; check the URL")
    pages: list[Discovered] = []
    nested: list[tuple[str, datetime | None]] = []
    for entry in (entry for entry in entries if entry.loc):
        try:
            address = absolute(entry.loc, url)
        except UsageError:  # javascript:, mailto:, or without a host
            continue
        if entry.kind == "sitemap":
            nested.append((address, entry.when))
        else:
            pages.append(Discovered(address, entry.when, entry.title, "", url))
    return pages, [address for address, _ in sorted(nested, key=_fetch_order)]


def is_index(body: bytes) -> bool:
    """Whether a file lists sitemaps, so that it is fetched in each run: they may change while it does not."""
    return b"<sitemapindex" in _Stream(body).peek().replace(b"\x00", b"")


def _is_sitemap(head: bytes) -> bool:
    head = head.replace(b"\x00", b"")
    return b"urlset" in head or b"sitemapindex" in head


def _fetch_order(nested: tuple[str, datetime | None]) -> tuple[bool, float, int]:
    """Sort key: news first, then the last changed, then the latest year in the URL."""
    address, when = nested
    years = [int(year) for year in _YEAR.findall(address)]
    return "news" not in address.rpartition("/")[2].lower(), newest_first(when), -max(years, default=0)


def _lines(stream: _Stream) -> Iterator[_Entry]:
    count = 0
    for line in islice(_split(stream), 10 * MOST_URLS):
        text = line.decode("utf-8-sig", "replace").strip()
        if text.lower().startswith(("http://", "https://")):
            count += 1
            yield _Entry("url", text, None, "")
        if count >= MOST_URLS:
            return


def _split(stream: _Stream) -> Iterator[bytes]:
    rest = b""
    while piece := stream.read(65_536):
        *lines, rest = (rest + piece.replace(b"\r", b"\n")).split(b"\n")
        yield from lines
        stream.unfinished = 0 if lines else stream.unfinished
        rest = rest[:_LONGEST_LINE]
    yield rest


def _elements(body: bytes) -> list[_Entry]:
    """Parse with expat, and a malformed file again with lxml, which recovers from errors."""
    reader = _StrictReader()
    try:
        _feed(XMLParser(target=reader), reader, body)
    except (ParseError, LookupError, ValueError):  # the last two for an encoding that expat does not support
        return _malformed_elements(body)
    return reader.entries


def _malformed_elements(body: bytes) -> list[_Entry]:
    from lxml import etree  # 4 MB that few sitemaps need

    reader = _Reader()
    # no entity expansion, no DTD, no network
    parser = etree.XMLParser(
        target=reader, resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, recover=True,
        collect_ids=False,
    )  # fmt: skip
    with suppress(etree.XMLSyntaxError):  # empty or not XML: use the entries so far
        _feed(parser, reader, body)
    return reader.entries


class _Parser(Protocol):
    def feed(self, data: bytes, /) -> None: ...

    def close(self) -> object: ...


class _LimitError(Exception):
    """A limit is reached: the rest of the file is ignored."""


def _feed(parser: _Parser, reader: _Reader, body: bytes) -> None:
    stream = _Stream(body)
    source = stream if stream.peek().startswith(_UTF_16) else _AmpersandEscaper(stream)
    try:
        while piece := source.read(65_536):
            parser.feed(piece)
            if reader.ended:
                stream.unfinished, reader.ended = 0, False
        parser.close()
        reader.close_all()
    except _LimitError:
        pass


class _Reader:
    """A parser target that collects the entries and discards everything else."""

    def __init__(self) -> None:
        self.entries: list[_Entry] = []
        self.ended = False
        self._names: list[str] = []
        self._texts: list[list[str]] = []
        self._in_leaf = False
        self._open: list[tuple[str, int, dict[str, str]]] = []
        self._elements = 0

    def start(self, tag: str, attributes: object) -> None:
        name = _local(tag)
        if len(self._names) >= _MOST_NESTED:
            raise _LimitError
        if name in ("url", "sitemap"):
            self._open.append((name, len(self._names), {}))
        self._names.append(name)
        self._texts.append([])
        self._in_leaf = True

    def data(self, text: str) -> None:
        """Collect text; in an element with children, only the text before the first child."""
        if self._in_leaf:
            self._texts[-1].append(text)

    def end(self, tag: str) -> None:
        self.ended, self._in_leaf = True, False
        name, text = self._names.pop(), "".join(self._texts.pop())
        self._elements += 1
        if self._open:
            self._add_element(name, text)
        if len(self.entries) >= MOST_URLS or self._elements > _MOST_ELEMENTS:
            raise _LimitError

    def close(self) -> None:
        """Required of a parser target; does nothing."""

    def close_all(self) -> None:
        """End the open elements of a truncated file."""
        while self._names:
            self.end("")

    def _add_element(self, name: str, text: str) -> None:
        kind, entry_depth, texts = self._open[-1]
        depth = len(self._names) - entry_depth
        # escaped twice by the site, or by _AmpersandEscaper inside CDATA
        text = text.strip().replace("&amp;", "&")
        if depth == 1:
            texts.setdefault(name, text)
        elif depth == 2 and self._names[-1] == "news":
            texts.setdefault(f"news:{name}", text)
        elif depth == 0:
            self._open.pop()
            if texts.get("loc"):  # not the "url" of an image
                self.entries.append(_entry(kind, texts))
                self._elements = 0


class _StrictReader(_Reader):
    """Rejects a document type, which may declare entities: only lxml is configured to ignore those."""

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        raise ParseError("document type")


def _entry(kind: str, texts: dict[str, str]) -> _Entry:
    when = utc_moment(texts.get("news:publication_date")) or utc_moment(texts.get("lastmod"))
    return _Entry(kind, texts["loc"], when, " ".join(texts.get("news:title", "")[:2000].split()))


def _local(tag: str) -> str:
    """The name without namespace and prefix, which many sitemaps omit or get wrong."""
    return tag.rpartition("}")[2].rpartition(":")[2].lower()


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class _Stream:
    """The decompressed bytes of a file, at most `MOST_UNPACKED`; invalid compression ends them.

    So does a tag or line of `_MOST_UNFINISHED` bytes: `unfinished` counts them, and readers reset it at each end.
    """

    def __init__(self, body: bytes) -> None:
        self.unfinished = 0
        self._stream: _Readable = GunzipReader(body) if body.startswith(_GZIP) else io.BytesIO(body)
        self._left = MOST_UNPACKED
        self._ahead = b""

    def peek(self) -> bytes:
        """The first 4096 bytes, which `read` returns again."""
        self._ahead = self._ahead or self.read(4096)
        return self._ahead

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; empty at the end."""
        ahead, self._ahead = self._ahead[:size], self._ahead[size:]
        wanted = min(size - len(ahead), self._left) if self.unfinished < _MOST_UNFINISHED else 0
        piece = self._stream.read(wanted) if wanted else b""
        self._left -= len(piece)
        self.unfinished += len(piece)
        return ahead + piece


def _valid(reference: re.Match[bytes]) -> bytes:
    """A reference to a character, or to U+FFFD for one that XML does not have, such as half a pair."""
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    is_valid = code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0xFFFF < code < 0x110000
    return reference[0] if is_valid else b"&#xFFFD;"


class _AmpersandEscaper:
    """Escapes bare ampersands, which lxml would drop while recovering; the stream ends after `_MOST_ESCAPED`."""

    def __init__(self, stream: _Readable) -> None:
        self._stream = stream
        self._rest = b""
        self._left = _MOST_ESCAPED

    def read(self, size: int, /) -> bytes:
        """About `size` bytes; empty at the end."""
        new = self._stream.read(size) if self._left > 0 else b""
        piece, self._rest = self._rest + new, b""
        if new:
            # the last reference may continue in the next piece; if there is nothing else, read that now
            last = piece.rfind(b"&", max(0, len(piece) - 12))
            if last == 0:
                self._rest = piece
                return self.read(size)
            if last > 0:
                piece, self._rest = piece[:last], piece[last:]
        escaped, count = _BARE.subn(b"&amp;", _REFERENCE.sub(_valid, piece))
        self._left -= count
        return escaped
