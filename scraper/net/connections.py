"""A pool of connections for `scraper.net.fetch`; each connection serves one fetch at a time, under its limits.

httpx's pool inspects all its idle connections for every request. This one indexes them by server, so the cost of a
request does not depend on the number of hosts.
"""

from __future__ import annotations

import ssl
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any

import httpcore

from scraper.errors import UsageError
from scraper.net.guard import Guard, Meter, Resolver
from scraper.net.response import RawResponse

KEPT_SECONDS = 30.0
"""How long an idle connection is kept. Most servers close it earlier, which is detected."""

MOST_KEPT = 64
"""Idle connections in total; the longest idle are closed first."""

Headers = list[tuple[bytes, bytes]]


@dataclass(slots=True)
class _Connection:
    """One connection, its server, the guard below it, and since when it has been idle (monotonic seconds)."""

    origin: httpcore.Origin
    http: httpcore.HTTPConnection
    guard: Guard
    idle_since: float = 0.0

    def is_reusable(self) -> bool:
        """Whether it is open, and no bytes follow the end of the last response.

        Such bytes, as of a body longer than its Content-Length, would be read as the next response. Only private
        attributes of httpcore show them, so pyproject.toml caps its version.
        """
        inner: Any = self.http._connection
        return self.http.is_available() and inner._h11_state.trailing_data[0] == b""


class Connections:
    """The open connections of one `Fetcher`. Thread-safe; `tls` makes the TLS context for the first https host."""

    def __init__(
        self,
        *,
        allow_private: bool,
        dial: httpcore.NetworkBackend,
        resolver: Resolver,
        tls: Callable[[], ssl.SSLContext],
    ) -> None:
        self._allow_private = allow_private
        self._dial = dial
        self._resolver = resolver
        self._tls = tls
        self._context: ssl.SSLContext | None = None
        self._lock = Lock()
        self._idle: OrderedDict[str, list[_Connection]] = OrderedDict()
        self._kept = 0
        self._closed = False

    @contextmanager
    def request(self, url: httpcore.URL, headers: Headers, meter: Meter) -> Iterator[RawResponse]:
        """GET `url`, whose port is given; the connection is kept if the response is read to its end.

        Raises the errors of httpcore and of `Guard`, and UsageError after `close`.
        """
        connection, response = self._send(httpcore.Request(b"GET", url, headers=headers), meter)
        try:
            assert isinstance(response.stream, Iterable)
            yield RawResponse(response.status, response.headers, response.stream)
        finally:
            response.close()
            self._give_back(connection)

    def close(self) -> None:
        """Close the idle connections; no request can be sent afterwards."""
        with self._lock:
            self._closed = True
            connections = [connection for held in self._idle.values() for connection in held]
            self._idle.clear()
            self._kept = 0
        for connection in connections:
            connection.http.close()

    def _send(self, request: httpcore.Request, meter: Meter) -> tuple[_Connection, httpcore.Response]:
        origin = request.url.origin
        connection = self._take(origin)
        if connection is not None:
            connection.guard.meter = meter
            room = meter.room()
            try:
                return connection, connection.http.handle_request(request)
            except (httpcore.NetworkError, httpcore.RemoteProtocolError):
                # a server may close an idle connection at any time: without response bytes, try a new one
                if meter.room() != room:
                    raise
        connection = self._open(origin, meter)
        return connection, connection.http.handle_request(request)

    def _open(self, origin: httpcore.Origin, meter: Meter) -> _Connection:
        guard = Guard(self._allow_private, self._dial, self._resolver, meter)
        if origin.scheme == b"https" and self._context is None:
            self._context = self._tls()  # loading the certificate authorities takes as long as many requests
        http = httpcore.HTTPConnection(origin, self._context, keepalive_expiry=KEPT_SECONDS, network_backend=guard)
        return _Connection(origin, http, guard)

    def _take(self, origin: httpcore.Origin) -> _Connection | None:
        """The most recently used open connection to `origin`, or None."""
        while True:
            with self._lock:
                if self._closed:
                    raise UsageError("this Fetcher is closed: create another one")
                held = self._idle.get(str(origin))
                if not held:
                    return None
                connection = held.pop()
                self._kept -= 1
                if not held:
                    del self._idle[str(origin)]
            if not connection.http.has_expired():
                return connection
            connection.http.close()

    def _give_back(self, connection: _Connection) -> None:
        if not connection.is_reusable():
            connection.http.close()
            return
        connection.idle_since = time.monotonic()
        with self._lock:
            if self._closed:
                surplus = [connection]
            else:
                self._idle.setdefault(str(connection.origin), []).append(connection)
                self._idle.move_to_end(str(connection.origin))
                self._kept += 1
                surplus = self._surplus(connection.idle_since)
        for old in surplus:
            old.http.close()

    def _surplus(self, now: float) -> list[_Connection]:
        """Remove and return the connections that are too old or too many. The caller holds the lock."""
        taken = []
        while self._idle:
            origin, held = next(iter(self._idle.items()))
            if self._kept <= MOST_KEPT and now - held[0].idle_since <= KEPT_SECONDS:
                break
            taken.append(held.pop(0))
            self._kept -= 1
            if not held:
                del self._idle[origin]
        return taken
