"""Sitemaps → Discovered: plain, index, gzipped, news, and lists in plain text. The only module that imports lxml.

They are streamed, for one may have 50 MB.
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
"""Bytes of one file, as the protocol has it. What stands beyond them is not read."""

_MOST_ESCAPED = 1_000_000
"""Bare ampersands of one file, twenty an address."""

_MOST_QUIET = 1_000_000
"""Bytes without the end of an element or of a line: one tag of a million attributes costs gigabytes."""

_GZIP = b"\x1f\x8b"
_BARE = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#\d{1,8}|#x[0-9a-fA-F]{1,6});)")

MOST_URLS = 50_000
"""Addresses of one file, as the protocol has it. What stands beyond them is not read."""

_MOST_PARTS = 10_000
"""Elements of one entry; a page may list 1,000 images, each with its caption."""

_DEEPEST = 256
"""Elements in each other; the protocol needs five."""

_LONGEST_LINE = 8_192
"""Bytes of a line of a list; an address is shorter."""

_UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
_YEAR = re.compile(r"(?:19|20)\d\d")


class _Entry(NamedTuple):
    kind: str
    loc: str
    when: datetime | None
    title: str


def read_sitemap(body: bytes, url: str) -> tuple[list[Discovered], list[str]]:
    """The pages that the sitemap at `url` lists, in its own order, and the sitemaps, news first, then the newest.

    All addresses are canonical. `when` is the news extension's publication date, or lastmod. Of a broken or endless
    file as much as can be read within the bounds above. Raises FetchError for what is no sitemap.
    """
    stream = _Stream(body)
    head = stream.peek()
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or head.startswith(_UTF_16):
        entries = _elements(body)
    else:
        entries = list(_lines(stream))
    if not entries and not _is_sitemap(head):
        raise FetchError(url, "no sitemap: there is neither a urlset nor a sitemapindex nor a list of addresses in it")
    pages: list[Discovered] = []
    nested: list[tuple[str, datetime | None]] = []
    for entry in (entry for entry in entries if entry.loc):
        try:
            address = absolute(entry.loc, url)
        except UsageError:  # javascript:, mailto:, a name without a host: no page to be fetched
            continue
        if entry.kind == "sitemap":
            nested.append((address, entry.when))
        else:
            pages.append(Discovered(address, entry.when, entry.title, "", url))
    return pages, [address for address, _ in sorted(nested, key=_first_things)]


def is_index(body: bytes) -> bool:
    """Whether a file lists sitemaps. It must be asked for anew in each run: what it lists changes, and it does not."""
    return b"<sitemapindex" in _Stream(body).peek().replace(b"\x00", b"")


def _is_sitemap(head: bytes) -> bool:
    head = head.replace(b"\x00", b"")
    return b"urlset" in head or b"sitemapindex" in head


def _first_things(nested: tuple[str, datetime | None]) -> tuple[bool, float, int]:
    """News before all else, then what changed last, then what says a later year of itself."""
    address, when = nested
    years = [int(year) for year in _YEAR.findall(address)]
    return "news" not in address.rpartition("/")[2].lower(), newest_first(when), -max(years, default=0)


def _lines(source: _Stream) -> Iterator[_Entry]:
    count = 0
    for line in islice(_split(source), 10 * MOST_URLS):
        text = line.decode("utf-8-sig", "replace").strip()
        if text.lower().startswith(("http://", "https://")):
            count += 1
            yield _Entry("url", text, None, "")
        if count >= MOST_URLS:
            return


def _split(source: _Stream) -> Iterator[bytes]:
    rest = b""
    while piece := source.read(65_536):
        *lines, rest = (rest + piece.replace(b"\r", b"\n")).split(b"\n")
        yield from lines
        source.quiet = 0 if lines else source.quiet
        rest = rest[:_LONGEST_LINE]
    yield rest


def _elements(body: bytes) -> list[_Entry]:
    """By expat, and anew by a parser that goes on after an error where there is one."""
    whole = _WellFormed()
    try:
        _feed(XMLParser(target=whole), whole, body)
    except (ParseError, LookupError, ValueError):  # the last two of an encoding that expat does not know
        return _elements_of_broken(body)
    return whole.entries


def _elements_of_broken(body: bytes) -> list[_Entry]:
    from lxml import etree  # 4 MB that few files need

    read = _Reader()
    # no entity is expanded, no DTD read, no network asked
    parser = etree.XMLParser(
        target=read, resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, recover=True,
        collect_ids=False,
    )  # fmt: skip
    with suppress(etree.XMLSyntaxError):  # nothing, or no XML: what came before it stands
        _feed(parser, read, body)
    return read.entries


class _Parser(Protocol):
    def feed(self, data: bytes, /) -> None: ...

    def close(self) -> object: ...


class _EnoughError(Exception):
    """What stands beyond the bounds of a file is not read."""


def _feed(parser: _Parser, reader: _Reader, body: bytes) -> None:
    source = _Stream(body)
    stream = source if source.peek().startswith(_UTF_16) else _Escaped(source)
    try:
        while piece := stream.read(65_536):
            parser.feed(piece)
            if reader.ended:
                source.quiet, reader.ended = 0, False
        parser.close()
        reader.close_all()
    except _EnoughError:
        pass


class _Reader:
    """What a parser calls, element by element: it keeps entries and forgets all else."""

    def __init__(self) -> None:
        self.entries: list[_Entry] = []
        self.ended = False
        self._names: list[str] = []
        self._said: list[list[str]] = []
        self._listens = False
        self._open: list[tuple[str, int, dict[str, str]]] = []
        self._parts = 0

    def start(self, tag: str, attributes: object) -> None:
        name = _local(tag)
        if len(self._names) >= _DEEPEST:
            raise _EnoughError
        if name in ("url", "sitemap"):
            self._open.append((name, len(self._names), {}))
        self._names.append(name)
        self._said.append([])
        self._listens = True

    def data(self, text: str) -> None:
        """Of an element that has others in it, what stands before the first of them."""
        if self._listens:
            self._said[-1].append(text)

    def end(self, tag: str) -> None:
        self.ended, self._listens = True, False
        name, said = self._names.pop(), "".join(self._said.pop())
        self._parts += 1
        if self._open:
            self._part(name, said)
        if len(self.entries) >= MOST_URLS or self._parts > _MOST_PARTS:
            raise _EnoughError

    def close(self) -> None:
        """Nothing is left to do."""

    def close_all(self) -> None:
        """End what is open where the file is cut off."""
        while self._names:
            self.end("")

    def _part(self, name: str, said: str) -> None:
        kind, place, texts = self._open[-1]
        depth = len(self._names) - place
        # escaped twice by a careless generator, or mended inside of CDATA, where it needed no mending
        said = said.strip().replace("&amp;", "&")
        if depth == 1:
            texts.setdefault(name, said)
        elif depth == 2 and self._names[-1] == "news":
            texts.setdefault(f"news:{name}", said)
        elif depth == 0:
            self._open.pop()
            if texts.get("loc"):  # an image has a "url" too
                self.entries.append(_entry(kind, texts))
                self._parts = 0


class _WellFormed(_Reader):
    """The same where a file declares nothing of its own: what it may declare, the other parser knows to leave alone."""

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        raise ParseError("declares a type")


def _entry(kind: str, texts: dict[str, str]) -> _Entry:
    when = utc_moment(texts.get("news:publication_date")) or utc_moment(texts.get("lastmod"))
    return _Entry(kind, texts["loc"], when, " ".join(texts.get("news:title", "")[:2000].split()))


def _local(tag: str) -> str:
    """The name without namespace or prefix: half of the sitemaps in the wild have the wrong one, or none."""
    return tag.rpartition("}")[2].rpartition(":")[2].lower()


class _Readable(Protocol):
    """What can be read piece by piece."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes, none at the end."""
        ...


class _Stream:
    """The bytes of a file, unpacked where they are packed, no more than `MOST_UNPACKED`; broken packing ends them.

    So does a stretch of `_MOST_QUIET` bytes: `quiet` counts them, and who reads elements sets it back.
    """

    def __init__(self, body: bytes) -> None:
        self.quiet = 0
        packed = body.startswith(_GZIP)
        self._stream: _Readable = GunzipReader(body) if packed else io.BytesIO(body)
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


class _Escaped:
    """The same bytes with every bare ampersand escaped: a parser that goes on after an error would leave it out.

    After `_MOST_ESCAPED` of them the bytes end.
    """

    def __init__(self, stream: _Readable) -> None:
        self._stream = stream
        self._rest = b""
        self._left = _MOST_ESCAPED

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
