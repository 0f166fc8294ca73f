"""Pages over HTTP, with every bound a stranger's server needs. The only module that imports httpx.

A server can answer with a redirect into the caller's own network, with a kilobyte that unpacks to a gigabyte, or
with one byte a second. httpx bounds none of the three, so `scraper.guard` and this module do: names are resolved once
and every address is checked before the connection is made to that same address, bodies are counted while they are
unpacked, and one clock runs over the whole exchange, redirects included.

No cookie is ever kept and no password ever sent: there is no place here where either could be stored.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from types import TracebackType

import httpcore
import httpx

from scraper.errors import Blocked, FetchError, PageError, TooLarge, TooManyRedirects, UsageError
from scraper.net.connections import Connections, Headers, RawResponse, ServerAddress
from scraper.net.decompress import ACCEPTED, unpack
from scraper.net.guard import DEADLINE, MOST_BYTES, Guard, Meter, Resolver, resolve
from scraper.net.response import Page, Response, must_be_a_page, page_of
from scraper.urls import DEFAULT_PORTS

MOST_REDIRECTS = 5

MOST_ERROR_BYTES = 65_536
"""What is kept of the body of an answer that is neither 2xx nor a redirect, and read of a redirect's."""

ACCEPT_HTML = "text/html,application/xhtml+xml"
USER_AGENT = "Mozilla/5.0 (compatible; bodycopy)"

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NETWORK = (
    httpcore.NetworkError,
    httpcore.TimeoutException,
    httpcore.ProtocolError,
    httpx.HTTPError,
    httpx.StreamError,
)
_UNSENDABLE = re.compile(r"[\x00\n\v\f\r\x7f]")


@dataclass(frozen=True, slots=True)
class _Ask:
    """What one get wants: `send` puts a request on its way, `most` bytes are too many, `first` are enough."""

    send: Callable[[httpx.URL, Headers, Meter], AbstractContextManager[RawResponse]]
    headers: Headers
    most: int
    first: int | None = None
    check: Callable[[str], None] | None = None
    look: Callable[[Response], None] | None = None


class Fetcher:
    """A client for many pages of many hosts, to be shared by threads; connections are kept open between requests.

    `user_agent` is sent as it is. `timeout` is the seconds of one `get`, from the name look-up to the last byte,
    `max_bytes` the most that a body may hold, unpacked. `allow_private` lets it reach loopback and private addresses,
    `resolver` and `dial` stand in for the system's name look-up and for sockets. TLS certificates are verified.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        timeout: float = DEADLINE,
        max_bytes: int = MOST_BYTES,
        allow_private: bool = False,
        resolver: Resolver = resolve,
        dial: httpcore.NetworkBackend | None = None,
    ) -> None:
        self._headers = [(b"user-agent", _value("user agent", user_agent)), (b"accept-encoding", ACCEPTED.encode())]
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

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection; those in use close when their answer is read."""
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
        """The answer to a GET of `url`, whatever its status, redirects followed.

        `etag` and `last_modified` are sent back to the server, so that what did not change is a 304 without a body.
        `check` is called with the URL of every redirect before it is followed, and its time is not counted; `look`
        with the answer before its body is read. Both stop the get by raising. With `first`, no more than that many
        bytes of the body are read, and a longer one is cut off there. `most` takes the place of `max_bytes`.

        The body of an error (not 2xx) is kept up to MOST_ERROR_BYTES, and as far as it could be read at all: its
        status and headers are what it says. Raises UsageError for a URL that is none or that holds a password,
        Blocked (address, redirect, or by `check`), TooLarge, and FetchError for what the network does.
        """
        headers = [*self._headers, (b"accept", _value("accept", accept))]
        if etag:
            headers.append((b"if-none-match", _value("etag", etag)))
        if last_modified:
            headers.append((b"if-modified-since", _value("last_modified", last_modified)))
        ask = _Ask(self._send, headers, most or self._max_bytes, first, check, look)
        return _follow(url, ask, Meter(self._timeout, ask.most))

    def _send(self, url: httpx.URL, headers: Headers, meter: Meter) -> AbstractContextManager[RawResponse]:
        origin = ServerAddress(url.raw_scheme, url.raw_host, url.port or DEFAULT_PORTS[url.scheme])
        return self._connections.exchange(origin, url.raw_path, headers, meter)


def fetch(url: str, *, allow_private: bool = False, transport: httpx.BaseTransport | None = None) -> Page:
    """The HTML page at `url`.

    Addresses that are not public are refused at every hop unless `allow_private`. A `transport` replaces the guarded
    one and its checks; see `guarded_transport`. Raises UsageError for a URL that is none, Blocked, HttpStatus,
    TooLarge, NotHtml, and FetchError for everything else the network does.
    """
    headers = [(b"user-agent", USER_AGENT.encode()), (b"accept", ACCEPT_HTML.encode())]
    headers += [(b"accept-encoding", ACCEPTED.encode()), (b"connection", b"keep-alive")]
    with transport or guarded_transport(allow_private=allow_private) as opened:
        ask = _Ask(_over(opened), headers, MOST_BYTES, look=must_be_a_page)
        return page_of(_follow(url, ask, Meter(DEADLINE, MOST_BYTES)))


def _over(transport: httpx.BaseTransport) -> Callable[[httpx.URL, Headers, Meter], AbstractContextManager[RawResponse]]:
    """Requests over a transport of httpx, where a recorder can stand between."""

    @contextmanager
    def send(url: httpx.URL, headers: Headers, meter: Meter) -> Iterator[RawResponse]:
        response = transport.handle_request(httpx.Request("GET", url, headers=headers))
        try:
            assert isinstance(response.stream, httpx.SyncByteStream)
            yield RawResponse(response.status_code, response.headers.raw, response.stream)
        finally:
            response.close()

    return send


def _follow(url: str, ask: _Ask, meter: Meter) -> Response:
    hop = parsed_url(url)
    for number in range(MOST_REDIRECTS + 1):
        if number:
            _judge_redirect(url, hop, ask, meter)
        answer = _hop(hop, ask, meter)
        if isinstance(answer, Response):
            return answer
        hop = answer
    raise TooManyRedirects(url, f"more than {MOST_REDIRECTS} redirects")


def parsed_url(url: str) -> httpx.URL:
    """The address as it is requested. Raises UsageError if it cannot be fetched, or if it holds a password."""
    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise UsageError(f"{url!r} is no URL: {error}") from error
    if not _is_fetchable(parsed):
        raise UsageError(f"{url!r}: give a web address, as in https://example.org/news/1")
    if parsed.userinfo:
        raise UsageError(
            f"{parsed.raw_host.decode()}: a URL with a user name or password is not fetched; give it without them"
        )
    return parsed


def _is_fetchable(url: httpx.URL) -> bool:
    host = url.raw_host  # `host` decodes IDNA, and raises for names that registries sell, such as those of emoji
    return (
        url.scheme in DEFAULT_PORTS and host != b"" and b"%" not in host and (url.port is None or 0 < url.port < 65_536)
    )


def _judge_redirect(url: str, hop: httpx.URL, ask: _Ask, meter: Meter) -> None:
    if not _is_fetchable(hop):
        raise Blocked(url, f"redirects to {hop}, and only http:// and https:// pages can be fetched")
    if hop.userinfo:
        raise Blocked(url, f"redirects to {hop.raw_host.decode()} with a user name or password, and none is ever sent")
    if ask.check is not None:
        began = time.monotonic()
        ask.check(str(hop))
        meter.pause(time.monotonic() - began)


def _hop(url: httpx.URL, ask: _Ask, meter: Meter) -> Response | httpx.URL:
    """One hop: the answer, or where it redirects to."""
    try:
        with ask.send(url, [(b"host", url.netloc), *ask.headers], meter) as reply:
            headers = _by_name(reply)
            if reply.status in _REDIRECTS and headers.get("location"):
                _drain(reply, headers)
                return url.join(headers["location"])
            answer = Response(str(url), reply.status, headers, b"", meter.used())
            if ask.look is not None:
                ask.look(answer)
            body = _body(reply, answer, ask, meter)
            return replace(answer, body=body, seconds=meter.used())
    except (Blocked, TooLarge) as error:
        raise type(error)(str(url), error.why) from None
    except httpx.InvalidURL as error:
        raise FetchError(str(url), f"redirects to a URL that is none: {error}") from error
    except _NETWORK as error:
        raise FetchError(str(url), str(error) or type(error).__name__) from error


def _body(reply: RawResponse, answer: Response, ask: _Ask, meter: Meter) -> bytes:
    if 200 <= reply.status < 300:
        return _read(reply, answer, ask.most, ask.first, meter)
    try:
        return _read(reply, answer, ask.most, MOST_ERROR_BYTES, meter)
    except (*_NETWORK, PageError):
        return b""  # what a 429 or 503 says stands in its status and headers


def _read(reply: RawResponse, answer: Response, most: int, first: int | None, meter: Meter) -> bytes:
    pieces, size = [], 0
    for piece in unpack(reply.pieces, answer.headers.get("content-encoding", ""), answer.url, most):
        meter.left()
        pieces.append(piece)
        size += len(piece)
        if first is not None and size >= first:
            break
    return b"".join(pieces)[:first]


def _drain(reply: RawResponse, headers: dict[str, str]) -> None:
    """Read a short body that nobody wants, so that the connection can be kept."""
    length = headers.get("content-length", "")
    if length.isascii() and length.isdigit() and len(length) < 9 and int(length) <= MOST_ERROR_BYTES:
        for _ in reply.pieces:
            pass


def _by_name(reply: RawResponse) -> dict[str, str]:
    found: dict[str, str] = {}
    for raw, value in reply.headers:
        name, text = raw.lower().decode("ascii", "replace"), _text(value)
        found[name] = f"{found[name]}, {text}" if name in found else text
    return found


def _text(value: bytes) -> str:
    """A header's value; UTF-8 as `_value` sends it back, Latin-1 where it is not that."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _value(name: str, text: str) -> bytes:
    if not text.strip() or _UNSENDABLE.search(text):
        raise UsageError(f"{name} {text!r} cannot be sent as a header: give text in one line")
    return text.strip().encode("utf-8")


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
        network_backend=Guard(allow_private, dial or httpcore.SyncBackend(), resolver, Meter(DEADLINE, MOST_BYTES)),
        max_connections=1,
        max_keepalive_connections=0,
    )
    return transport
