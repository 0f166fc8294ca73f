"""One page over HTTP, with every bound a stranger's server needs. The only module that imports httpx.

A server can answer with a redirect into the caller's own network, with a kilobyte that unpacks to a gigabyte, or
with one byte a second. httpx bounds none of the three, so `scraper.guard` and this module do: names are resolved once
and every address is checked before the connection is made to that same address, bodies are counted while they are
unpacked, and one clock runs over the whole exchange, redirects included.
"""

from __future__ import annotations

import codecs
import re
import time
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import httpcore
import httpx

from scraper.errors import Blocked, FetchError, HttpStatus, NotHtml, TooLarge, UsageError
from scraper.guard import DEADLINE, MOST_BYTES, Guard, Resolver, resolve

MOST_REDIRECTS = 5

HEADERS = {
    "user-agent": "Mozilla/5.0 (compatible; bodycopy)",
    "accept": "text/html,application/xhtml+xml",
    "accept-encoding": "gzip, deflate",  # what can be unpacked in bounded steps; brotli cannot
}

_HTML_TYPES = frozenset({"", "text/html", "application/xhtml+xml", "application/xml", "text/xml", "text/plain"})
_NOT_HTML = ((b"%PDF-", "a PDF"), (b"\x89PNG", "an image"), (b"\xff\xd8\xff", "an image"), (b"GIF8", "an image"))
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Page:
    """What a server answered: the URL after redirects, the unpacked body, and the Content-Type header."""

    url: str
    body: bytes
    content_type: str = ""

    @property
    def html(self) -> bytes | str:
        """The body for `clean_html`: decoded where the HTTP header names a charset, else the bytes.

        A byte order mark beats the header, as browsers do it, so such a body stays bytes.
        """
        named = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", self.content_type, re.IGNORECASE)
        if named is None or self.body.startswith(_BOMS):
            return self.body
        try:
            return self.body.decode(_browser_charset(named[1]), errors="replace")
        except (LookupError, UnicodeError):
            return self.body


def _browser_charset(name: str) -> str:
    """Browsers read what servers call Latin-1 or ASCII as Windows-1252."""
    return "cp1252" if codecs.lookup(name).name in {"iso8859-1", "ascii"} else name


def fetch(url: str, *, allow_private: bool = False, transport: httpx.BaseTransport | None = None) -> Page:
    """The HTML page at `url`.

    Addresses that are not public are refused at every hop unless `allow_private`. A `transport` replaces the guarded
    one and its checks; see `guarded_transport`. Raises UsageError for a URL that is none, Blocked, HttpStatus,
    TooLarge, NotHtml, and FetchError for everything else the network does.
    """
    started = time.monotonic()
    try:
        hop = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise UsageError(f"{url!r} is no URL: {error}") from error
    if transport is None:
        transport = guarded_transport(allow_private=allow_private)
    with httpx.Client(transport=transport, timeout=DEADLINE, headers=HEADERS, trust_env=False) as client:
        for number in range(MOST_REDIRECTS + 1):
            if not _is_web(hop):
                if number == 0:
                    raise UsageError(f"{url!r}: give a web address, as in https://example.org/news/1")
                raise Blocked(url, f"redirects to {hop}, and only http:// and https:// pages can be fetched")
            answer = _ask(client, hop, started)
            if isinstance(answer, Page):
                return answer
            hop = answer
    raise FetchError(url, f"more than {MOST_REDIRECTS} redirects")


def _is_web(url: httpx.URL) -> bool:
    return url.scheme in {"http", "https"} and bool(url.host) and "%" not in url.host


def _ask(client: httpx.Client, url: httpx.URL, started: float) -> Page | httpx.URL:
    """One hop: the page, or where it redirects to."""
    try:
        with client.stream("GET", url) as response:
            if response.has_redirect_location:
                return url.join(response.headers["location"])
            if response.status_code != 200:
                raise HttpStatus(str(url), f"the server answered {response.status_code} {response.reason_phrase}")
            return _read(response, str(url), started)
    except (Blocked, TooLarge) as error:
        raise type(error)(str(url), error.why) from None
    except httpx.InvalidURL as error:
        raise FetchError(str(url), f"redirects to a URL that is none: {error}") from error
    except (httpx.HTTPError, httpx.StreamError) as error:
        raise FetchError(str(url), str(error) or type(error).__name__) from error


def _read(response: httpx.Response, url: str, started: float) -> Page:
    content_type = response.headers.get("content-type", "")
    kind = content_type.partition(";")[0].strip().lower()
    if kind not in _HTML_TYPES:
        raise NotHtml(url, f"the server sends {kind}, and only HTML can be cleaned")
    body = bytearray()
    for piece in _clocked(unpack(response.iter_raw(), response.headers.get("content-encoding", ""), url), url, started):
        body += piece
    for magic, what in _NOT_HTML:
        if body.startswith(magic):
            raise NotHtml(url, f"this is {what}, whatever its Content-Type says")
    return Page(url, bytes(body), content_type)


def _clocked(pieces: Iterator[bytes], url: str, started: float) -> Iterator[bytes]:
    for piece in pieces:
        if time.monotonic() - started > DEADLINE:
            raise FetchError(url, f"not complete after {DEADLINE:.0f} seconds")
        yield piece


def unpack(raw: Iterable[bytes], encoding: str, url: str) -> Iterator[bytes]:
    """The decoded body of a response in pieces, never more than MOST_BYTES in sum, whatever the raw bytes unpack to.

    Raises TooLarge above the bound, FetchError for an encoding that was not asked for or that is broken.
    """
    name = encoding.strip().lower()
    if name not in {"", "identity", "gzip", "x-gzip", "deflate"}:
        raise FetchError(url, f"the server compressed with {name!r}, which was not asked for")
    decoder = _Inflater() if name not in {"", "identity"} else None
    room = MOST_BYTES
    for chunk in raw:
        try:
            piece = chunk if decoder is None else decoder.feed(chunk, room + 1)
        except zlib.error as error:
            raise FetchError(url, f"the compressed body is broken: {error}") from error
        if len(piece) > room:
            raise TooLarge(url, f"more than {MOST_BYTES} bytes")
        room -= len(piece)
        yield piece


class _Inflater:
    """gzip, zlib and the raw deflate some servers send under the name of the second, told apart by the first byte."""

    def __init__(self) -> None:
        self._stream: Any = None

    def feed(self, chunk: bytes, most: int) -> bytes:
        """Up to `most` bytes out of `chunk`; what lies behind the end of the stream is dropped."""
        if not chunk:
            return b""
        if self._stream is None:
            first = chunk[0]
            bits = 31 if first == 0x1F else 15 if first & 0x0F == 8 else -15
            self._stream = zlib.decompressobj(bits)
        if self._stream.eof:
            return b""
        return bytes(self._stream.decompress(chunk, most))


def guarded_transport(
    *, allow_private: bool = False, dial: httpcore.NetworkBackend | None = None, resolver: Resolver = resolve
) -> httpx.HTTPTransport:
    """A transport for one fetch that connects only to addresses it has checked, and stops at the deadline.

    `dial` makes the connection to a checked address; tests give one that leads to a loopback server. TLS is verified
    against the host's name, not the address.
    """
    context = httpx.create_ssl_context()
    transport = httpx.HTTPTransport(verify=context)
    # httpx has no way to hand over a network backend, and a transport class of our own could not be recorded
    transport._pool = httpcore.ConnectionPool(
        ssl_context=context,
        network_backend=Guard(allow_private, dial or httpcore.SyncBackend(), resolver),
        max_connections=1,
        max_keepalive_connections=0,
    )
    return transport
