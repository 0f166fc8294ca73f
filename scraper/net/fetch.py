"""Fetch pages over HTTP within limits that protect against any server. The only module that imports httpx.

A server can redirect into the caller's own network, send a kilobyte that decompresses to a gigabyte, or send one byte
a second. httpx limits none of these; `scraper.net.guard` and this module do: each name is resolved once and its
addresses are checked before connecting to one of them, bodies are counted as they are decompressed, and one deadline
covers the complete exchange, redirects included. Passwords are neither stored nor sent, cookies only within the
redirects of one fetch, to the host that set them.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace

import httpcore
import httpx

from scraper.errors import Blocked, FetchError, PageError, TooLarge, TooManyRedirects, UsageError
from scraper.net.connections import Connections, Headers
from scraper.net.decompress import ACCEPTED, decompress_body
from scraper.net.guard import DEADLINE, MOST_BODY_BYTES, Guard, Meter, Resolver, resolve
from scraper.net.response import Page, RawResponse, Response, media_type, must_be_a_page, page_of
from scraper.urls import DEFAULT_PORTS, redirected

MOST_REDIRECTS = 5

MOST_ERROR_BYTES = 65_536
"""The most bytes that are kept of an error's body, and read of a redirect's."""

ACCEPT_HTML = "text/html,application/xhtml+xml"
USER_AGENT = "Mozilla/5.0 (compatible; bodycopy)"

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NETWORK_ERRORS = (
    httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, httpx.HTTPError, httpx.StreamError,
)  # fmt: skip
_MOST_COOKIES = 20
_COOKIE = re.compile(rb"\s*([!#$%&'*+.^_`|~0-9A-Za-z-]{1,200})=([\x21-\x3a\x3c-\x7e]{0,4000})(?=[\s;]|$)")
_BETWEEN = {"x-robots-tag": "\n"}  # a name at the start of a line holds for its line
_UNSENDABLE = re.compile(r"[\x00\n\v\f\r\x7f]")


Send = Callable[[httpx.URL, Headers, Meter], AbstractContextManager[RawResponse]]


@dataclass(frozen=True, slots=True)
class _Request:
    """One `get`: sent by `send`; more than `most` bytes are refused, reading stops after `first`."""

    send: Send
    headers: Headers
    most: int
    first: int | None = None
    check: Callable[[str], None] | None = None
    look: Callable[[Response], None] | None = None


class Fetcher:
    """A client for many pages of many hosts, shared by threads; connections stay open between requests.

    `user_agent` is sent as it is. `timeout` is the seconds for one `get`, from the name look-up to the last byte, and
    `max_bytes` the limit of a decompressed body. `allow_private` permits loopback and private addresses; `resolver`
    and `dial` replace the system's name look-up and sockets. TLS certificates are verified.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        timeout: float = DEADLINE,
        max_bytes: int = MOST_BODY_BYTES,
        allow_private: bool = False,
        resolver: Resolver = resolve,
        dial: httpcore.NetworkBackend | None = None,
    ) -> None:
        self._headers = [
            (b"user-agent", _header_value("user agent", user_agent)),
            (b"accept-encoding", ACCEPTED.encode()),
        ]
        self._timeout = timeout
        self._max_bytes = max_bytes
        self._connections = Connections(
            allow_private=allow_private,
            dial=dial or httpcore.SyncBackend(),
            resolver=resolver,
            tls=httpx.create_ssl_context,
        )

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection; those in use are closed when their response has been read."""
        self._connections.close()

    def get(
        self,
        url: str,
        *,
        etag: str = "",
        last_modified: str = "",
        accept: str = ACCEPT_HTML,
        check: Callable[[str], None] | None = None,
        look: Callable[[Response], None] | None = None,
        first: int | None = None,
        most: int | None = None,
    ) -> Response:
        """The response to a GET of `url`, whatever its status, after following redirects.

        `etag` and `last_modified` are sent as conditions: an unchanged page is a 304 without a body. `check` is called
        with the URL of each redirect before it is followed, outside the time limit; `look` with the response before
        its body is read. Both abort the get by raising. `first` truncates the body to that many bytes; `most` replaces
        `max_bytes`.

        Of an error's body (not 2xx), up to MOST_ERROR_BYTES are kept, and nothing if it cannot be read. Raises
        UsageError for a URL that cannot be fetched or holds a password, Blocked (address, redirect, or by `check`),
        TooLarge, TooManyRedirects, and FetchError for network errors.
        """
        headers = [*self._headers, (b"accept", _header_value("accept", accept))]
        if etag:
            headers.append((b"if-none-match", _header_value("etag", etag)))
        if last_modified:
            headers.append((b"if-modified-since", _header_value("last_modified", last_modified)))
        request = _Request(self._send, headers, most or self._max_bytes, first, check, look)
        return _follow(url, request, Meter(self._timeout, request.most))

    def _send(self, url: httpx.URL, headers: Headers, meter: Meter) -> AbstractContextManager[RawResponse]:
        port = url.port or DEFAULT_PORTS[url.scheme]
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=port, target=url.raw_path)
        return self._connections.request(target, headers, meter)


def fetch(url: str, *, allow_private: bool = False, transport: httpx.BaseTransport | None = None) -> Page:
    """The HTML page at `url`.

    Addresses that are not public are refused at every redirect unless `allow_private`. A `transport`, such as one that
    records, replaces the guarded one and its checks; see `guarded_transport`. Raises UsageError for a URL that cannot
    be fetched, Blocked, HttpStatus, TooLarge, TooManyRedirects, NotHtml, and FetchError for network errors.
    """
    headers = [(b"user-agent", USER_AGENT.encode()), (b"accept", ACCEPT_HTML.encode())]
    headers += [(b"accept-encoding", ACCEPTED.encode()), (b"connection", b"keep-alive")]
    with transport or guarded_transport(allow_private=allow_private) as opened:
        request = _Request(_sender(opened), headers, MOST_BODY_BYTES, look=must_be_a_page)
        return page_of(_follow(url, request, Meter(DEADLINE, MOST_BODY_BYTES)))


def _sender(transport: httpx.BaseTransport) -> Send:
    """A `Send` over a transport of httpx, which a recorder can wrap."""

    @contextmanager
    def send(url: httpx.URL, headers: Headers, meter: Meter) -> Iterator[RawResponse]:
        response = transport.handle_request(httpx.Request("GET", url, headers=headers))
        try:
            assert isinstance(response.stream, httpx.SyncByteStream)
            yield RawResponse(response.status_code, response.headers.raw, response.stream)
        finally:
            response.close()

    return send


def _follow(url: str, request: _Request, meter: Meter) -> Response:
    hop = parsed_url(url)
    cookies: dict[str, dict[str, str]] = {}
    for number in range(MOST_REDIRECTS + 1):
        if number:
            _check_redirect(hop, request, meter)
        result = _hop(hop, request, meter, cookies.setdefault(_host(hop), {}))
        if isinstance(result, Response):
            return result
        hop = result
    raise TooManyRedirects(url, f"more than {MOST_REDIRECTS} redirects. Open the page in a browser to find its address")


def parsed_url(url: str) -> httpx.URL:
    """`url`, parsed. Raises UsageError if it cannot be fetched or contains a password."""
    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise UsageError(f"{url!r} is not a URL ({error}): give a web address") from error
    if not _is_fetchable(parsed):
        raise UsageError(f"{url!r}: give a web address, as in https://example.org/news/1")
    if parsed.userinfo:
        raise UsageError(f"{_host(parsed)}: URLs with a user name or password are not fetched; give it without them")
    return parsed


def _is_fetchable(url: httpx.URL) -> bool:
    host = _host(url)
    return (
        url.scheme in DEFAULT_PORTS and host != "" and "%" not in host and (url.port is None or 0 < url.port < 65_536)
    )


def _host(url: httpx.URL) -> str:
    return url.raw_host.decode("ascii")  # `url.host` decodes IDNA, and raises for names such as those of emoji


def _check_redirect(hop: httpx.URL, request: _Request, meter: Meter) -> None:
    if request.check is not None:
        began = time.monotonic()
        request.check(str(hop))
        meter.pause(time.monotonic() - began)


def _hop(url: httpx.URL, request: _Request, meter: Meter, cookies: dict[str, str]) -> Response | httpx.URL:
    """The response to one request, or the URL that it redirects to; `cookies` of its host are sent and added to."""
    try:
        sent = [(b"cookie", "; ".join(map("=".join, cookies.items())).encode())] if cookies else []
        with request.send(url, [(b"host", url.netloc), *request.headers, *sent], meter) as raw:
            headers = _by_name(raw)
            if raw.status in _REDIRECTS and headers.get("location"):
                _take_cookies(raw, cookies)
                _drain(raw, headers)
                return _target(url, headers["location"])
            response = Response(str(url), raw.status, headers, b"", meter.used())
            if request.look is not None:
                request.look(response)
            body = _body(raw, response, request, meter)
            return replace(response, body=body, seconds=meter.used())
    except (Blocked, TooLarge) as error:
        raise type(error)(str(url), error.why) from None
    except _NETWORK_ERRORS as error:
        raise FetchError(str(url), str(error) or type(error).__name__) from error


def _take_cookies(raw: RawResponse, cookies: dict[str, str]) -> None:
    for name, value in raw.headers:
        found = _COOKIE.match(value) if name.lower() == b"set-cookie" else None
        if found is not None and len(cookies) < _MOST_COOKIES:
            cookies[found[1].decode("ascii")] = found[2].decode("ascii")


def _target(url: httpx.URL, location: str) -> httpx.URL:
    """Where a redirect leads. Raises Blocked if that cannot be requested."""
    try:
        return httpx.URL(redirected(location, str(url)))
    except (UsageError, httpx.InvalidURL) as error:
        why = "only http:// and https:// addresses without user name or password are followed"
        raise Blocked(str(url), f"its redirect leads nowhere ({error}); {why}") from error


def _body(raw: RawResponse, response: Response, request: _Request, meter: Meter) -> bytes:
    if 200 <= raw.status < 300:
        return _read(raw, response, request.most, request.first, meter)
    try:
        return _read(raw, response, request.most, MOST_ERROR_BYTES, meter)
    except (*_NETWORK_ERRORS, PageError):
        return b""  # the status and headers of an error suffice


def _read(raw: RawResponse, response: Response, most: int, first: int | None, meter: Meter) -> bytes:
    pieces, size = [], 0
    encoding = response.headers.get("content-encoding", "")
    is_html = media_type(response.headers.get("content-type", "")) in ("text/html", "application/xhtml+xml")
    for piece in decompress_body(raw.pieces, encoding, response.url, most, sniff=is_html):
        meter.left()
        pieces.append(piece)
        size += len(piece)
        if first is not None and size >= first:
            break
    return b"".join(pieces)[:first]


def _drain(raw: RawResponse, headers: dict[str, str]) -> None:
    """Read and discard a short body, so that the connection can be reused."""
    length = headers.get("content-length", "")
    if length.isascii() and length.isdigit() and len(length) < 9 and int(length) <= MOST_ERROR_BYTES:
        for _ in raw.pieces:
            pass


def _by_name(raw: RawResponse) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in raw.headers:
        name, text = key.lower().decode("ascii", "replace"), _header_text(value)
        found[name] = f"{found[name]}{_BETWEEN.get(name, ', ')}{text}" if name in found else text
    return found


def _header_text(value: bytes) -> str:
    """A header's value in UTF-8, as `_header_value` sends it back, or else in Latin-1."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _header_value(name: str, text: str) -> bytes:
    if not text.strip() or _UNSENDABLE.search(text):
        raise UsageError(f"{name} {text!r} cannot be sent as a header: give text on one line")
    return text.strip().encode("utf-8")


def guarded_transport(
    *, allow_private: bool = False, dial: httpcore.NetworkBackend | None = None, resolver: Resolver = resolve
) -> httpx.HTTPTransport:
    """A transport for one fetch that connects only to addresses it has checked, and stops at the deadline.

    `dial` connects to a checked address; tests connect to a loopback server instead. TLS is verified against the host
    name, not the address.
    """
    context = httpx.create_ssl_context()
    transport = httpx.HTTPTransport(verify=context)
    # httpx accepts no network backend, and vcrpy records only httpx's own transport class; so this sets a private
    # attribute, and pyproject.toml caps the version of httpx
    transport._pool = httpcore.ConnectionPool(
        ssl_context=context,
        network_backend=Guard(
            allow_private, dial or httpcore.SyncBackend(), resolver, Meter(DEADLINE, MOST_BODY_BYTES)
        ),
        max_connections=1,
        max_keepalive_connections=0,
    )
    return transport
