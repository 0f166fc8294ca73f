"""Sitemaps → Found: plain, index, gzipped, news, and lists in plain text. The only module that imports lxml.

They are streamed, for one may have 50 MB; a packed one is unpacked as it is read, and never further than that.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import NamedTuple, Protocol

from lxml import etree

from scraper.errors import FetchError, UsageError
from scraper.runs.addresses import absolute
from scraper.runs.moments import moment, newest_first
from scraper.runs.values import Found

MOST_URLS = 50_000
"""Addresses of one file, as the protocol has it. What stands beyond them is not read."""

MOST_UNPACKED = 52_428_800
"""Bytes of one file, as the protocol has it. What stands beyond them is not read."""

_MOST_PARTS = 10_000
"""Elements of one entry; a page may list 1,000 images, each with its caption."""

_MOST_MENDED = 1_000_000
"""Bare ampersands of one file, twenty an address."""

_MOST_QUIET = 1_000_000
"""Bytes without the end of an element or of a line: one tag of a million attributes costs gigabytes."""

_LONGEST_LINE = 8_192
"""Bytes of a line of a list; an address is shorter."""

_GZIP = b"\x1f\x8b"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
_BARE = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#\d{1,8}|#x[0-9a-fA-F]{1,6});)")
_YEAR = re.compile(r"(?:19|20)\d\d")


class _Entry(NamedTuple):
    kind: str
    loc: str
    when: datetime | None
    title: str


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


def read_sitemap(body: bytes, url: str) -> tuple[list[Found], list[str]]:
    """The pages that the sitemap at `url` lists, in its own order, and the sitemaps, news first, then the newest.

    All addresses are canonical. `when` is the news extension's publication date, or lastmod. Of a broken or endless
    file as much as can be read within the bounds above. Raises FetchError for what is no sitemap.
    """
    stream = _Unpacked(body)
    head = stream.peek()
    if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and not head.startswith(_UTF_16):
        entries = list(_lines(stream))
    else:
        entries = list(_elements(stream, stream if head.startswith(_UTF_16) else _Mended(stream)))
    if not entries and not _is_sitemap(head):
        raise FetchError(url, "no sitemap: there is neither a urlset nor a sitemapindex nor a list of addresses in it")
    pages: list[Found] = []
    nested: list[tuple[str, datetime | None]] = []
    for entry in (entry for entry in entries if entry.loc):
        try:
            address = absolute(entry.loc, url)
        except UsageError:  # javascript:, mailto:, a name without a host: no page to be fetched
            continue
        if entry.kind == "sitemap":
            nested.append((address, entry.when))
        else:
            pages.append(Found(address, entry.when, entry.title, "", url))
    return pages, [address for address, _ in sorted(nested, key=_first_things)]


def is_index(body: bytes) -> bool:
    """Whether a file lists sitemaps. It must be asked for anew in each run: what it lists changes, and it does not."""
    return b"<sitemapindex" in _Unpacked(body).peek().replace(b"\x00", b"")


def _is_sitemap(head: bytes) -> bool:
    head = head.replace(b"\x00", b"")
    return b"urlset" in head or b"sitemapindex" in head


def _first_things(nested: tuple[str, datetime | None]) -> tuple[bool, float, int]:
    """News before all else, then what changed last, then what says a later year of itself."""
    address, when = nested
    years = [int(year) for year in _YEAR.findall(address)]
    return "news" not in address.rpartition("/")[2].lower(), newest_first(when), -max(years, default=0)


def _lines(source: _Unpacked) -> Iterator[_Entry]:
    count = 0
    for line in islice(_split(source), 10 * MOST_URLS):
        text = line.decode("utf-8-sig", "replace").strip()
        if text.lower().startswith(("http://", "https://")):
            count += 1
            yield _Entry("url", text, None, "")
        if count >= MOST_URLS:
            return


def _split(source: _Unpacked) -> Iterator[bytes]:
    rest = b""
    while piece := source.read(65_536):
        *lines, rest = (rest + piece.replace(b"\r", b"\n")).split(b"\n")
        yield from lines
        source.quiet = 0 if lines else source.quiet
        rest = rest[:_LONGEST_LINE]
    yield rest


def _elements(source: _Unpacked, stream: _Readable) -> Iterator[_Entry]:
    # no entity is expanded, no DTD read, no network asked; deeper nesting than 256 is libxml2's own bound
    context = etree.iterparse(
        stream, events=("end",), resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False,
        recover=True, collect_ids=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    count = parts = 0
    try:
        for _, element in context:
            source.quiet = 0
            parts += 1
            kind = _local(element)
            entry = _read_entry(kind, element) if kind in ("url", "sitemap") else None
            if entry is not None and entry.loc:  # an image has a "url" too
                count, parts = count + 1, 0
                yield entry
                _forget(element)
            if count >= MOST_URLS or parts > _MOST_PARTS:
                return
    except etree.XMLSyntaxError:  # nothing, or no XML: what came before it stands
        return


def _read_entry(kind: str, element: etree._Element) -> _Entry:
    texts: dict[str, str] = {}
    for child in element:
        texts.setdefault(_local(child), _said(child))
        if _local(child) == "news":
            for part in child:
                texts.setdefault(f"news:{_local(part)}", _said(part))
    when = moment(texts.get("news:publication_date")) or moment(texts.get("lastmod"))
    return _Entry(kind, texts.get("loc", ""), when, " ".join(texts.get("news:title", "")[:2000].split()))


def _said(element: etree._Element) -> str:
    # escaped twice by a careless generator, or mended inside of CDATA, where it needed no mending
    return (element.text or "").strip().replace("&amp;", "&")


def _forget(element: etree._Element) -> None:
    """Let go of an entry, and of what stands before it, unless a tag left open has put it into another entry."""
    element.clear()
    parent = element.getparent()
    at_the_top = parent is not None and parent.getparent() is None
    while at_the_top and element.getprevious() is not None:
        del parent[0]


def _local(element: etree._Element) -> str:
    """The name without namespace or prefix: half of the sitemaps in the wild have the wrong one, or none."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


class _Unpacked:
    """The bytes of a file, unpacked where they are packed, no more than `MOST_UNPACKED`; broken packing ends them.

    So does a stretch of `_MOST_QUIET` bytes: `quiet` counts them, and who reads elements sets it back.
    """

    def __init__(self, body: bytes) -> None:
        self.quiet = 0
        packed = body.startswith(_GZIP)
        self._stream: _Readable = _Gunzip(body) if packed else io.BytesIO(body)
        self._left = MOST_UNPACKED
        self._ahead = b""

    def peek(self) -> bytes:
        """The first thousands of bytes, which `read` gives again."""
        self._ahead = self._ahead or self.read(4096)
        return self._ahead

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes, none at the end."""
        ahead, self._ahead = self._ahead[:size], self._ahead[size:]
        wanted = min(size - len(ahead), self._left) if self.quiet < _MOST_QUIET else 0
        piece = self._stream.read(wanted) if wanted else b""
        self._left -= len(piece)
        self.quiet += len(piece)
        return ahead + piece


class _Gunzip:
    """The unpacked bytes of a gzip file; where its packing breaks off or is broken, they end."""

    def __init__(self, body: bytes) -> None:
        self._packed = io.BytesIO(body)
        self._gunzip = zlib.decompressobj(wbits=31)

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes, none at the end."""
        pieces: list[bytes] = []
        while size > 0 and not self._gunzip.eof:
            packed = self._gunzip.unconsumed_tail or self._packed.read(65_536)
            try:
                piece = self._gunzip.decompress(packed, size)
            except zlib.error:
                break
            if not packed and not piece:
                break
            pieces.append(piece)
            size -= len(piece)
        return b"".join(pieces)


class _Mended:
    """The same bytes with every bare ampersand escaped: a parser that goes on after an error would leave it out.

    After `_MOST_MENDED` of them the bytes end.
    """

    def __init__(self, stream: _Readable) -> None:
        self._stream = stream
        self._rest = b""
        self._left = _MOST_MENDED

    def read(self, size: int, /) -> bytes:
        """Some `size` bytes, none at the end."""
        new = self._stream.read(size) if self._left > 0 else b""
        piece, self._rest = self._rest + new, b""
        if new:
            # the last reference may go on in the next piece; where it is all there is, that one is needed now
            last = piece.rfind(b"&", max(0, len(piece) - 12))
            if last == 0:
                self._rest = piece
                return self.read(size)
            if last > 0:
                piece, self._rest = piece[:last], piece[last:]
        mended, count = _BARE.subn(b"&amp;", piece)
        self._left -= count
        return mended
