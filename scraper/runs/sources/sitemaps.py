"""Sitemaps → Found: plain, index, gzipped, news, and lists in plain text. The only module that imports lxml.

They are streamed, for one may have 50 MB.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from itertools import islice
from typing import NamedTuple, Protocol
from xml.etree.ElementTree import ParseError, XMLParser

from scraper.errors import FetchError, UsageError
from scraper.runs.moments import moment, newest_first
from scraper.runs.sources.sitemap_bytes import Mended, Unpacked
from scraper.runs.types import Found
from scraper.urls import absolute

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


def read_sitemap(body: bytes, url: str) -> tuple[list[Found], list[str]]:
    """The pages that the sitemap at `url` lists, in its own order, and the sitemaps, news first, then the newest.

    All addresses are canonical. `when` is the news extension's publication date, or lastmod. Of a broken or endless
    file as much as can be read within the bounds above. Raises FetchError for what is no sitemap.
    """
    stream = Unpacked(body)
    head = stream.peek()
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or head.startswith(_UTF_16):
        entries = _elements(body)
    else:
        entries = list(_lines(stream))
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
    return b"<sitemapindex" in Unpacked(body).peek().replace(b"\x00", b"")


def _is_sitemap(head: bytes) -> bool:
    head = head.replace(b"\x00", b"")
    return b"urlset" in head or b"sitemapindex" in head


def _first_things(nested: tuple[str, datetime | None]) -> tuple[bool, float, int]:
    """News before all else, then what changed last, then what says a later year of itself."""
    address, when = nested
    years = [int(year) for year in _YEAR.findall(address)]
    return "news" not in address.rpartition("/")[2].lower(), newest_first(when), -max(years, default=0)


def _lines(source: Unpacked) -> Iterator[_Entry]:
    count = 0
    for line in islice(_split(source), 10 * MOST_URLS):
        text = line.decode("utf-8-sig", "replace").strip()
        if text.lower().startswith(("http://", "https://")):
            count += 1
            yield _Entry("url", text, None, "")
        if count >= MOST_URLS:
            return


def _split(source: Unpacked) -> Iterator[bytes]:
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
    source = Unpacked(body)
    stream = source if source.peek().startswith(_UTF_16) else Mended(source)
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
    when = moment(texts.get("news:publication_date")) or moment(texts.get("lastmod"))
    return _Entry(kind, texts["loc"], when, " ".join(texts.get("news:title", "")[:2000].split()))


def _local(tag: str) -> str:
    """The name without namespace or prefix: half of the sitemaps in the wild have the wrong one, or none."""
    return tag.rpartition("}")[2].rpartition(":")[2].lower()
