"""Connections that are kept open between requests, each lent to one fetch at a time. Below `scraper.fetch` alone.

A pool that is asked for any host looks at all its idle connections for every request; here they lie in a table by
origin, so a request costs the same beside one host as beside a hundred. And because a connection has one borrower, the
clock and the byte meter that it is held to are that borrower's.
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

KEPT_SECONDS = 30.0
"""How long an idle connection is kept; most servers hang up earlier, which is noticed."""

MOST_KEPT = 64
"""Idle connections in sum, those longest idle being closed first."""

Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """Where a connection leads: scheme and host as bytes, and the port, which is always given."""

    scheme: bytes
    host: bytes
    port: int


@dataclass(frozen=True, slots=True)
class RawResponse:
    """The head of an answer; `pieces` are its raw bytes, read as they are asked for."""

    status: int
    headers: Iterable[tuple[bytes, bytes]]
    pieces: Iterable[bytes]


@dataclass(slots=True)
class _Line:
    """One connection, the guard below it, and since when it is idle (monotonic seconds)."""

    origin: ServerAddress
    connection: httpcore.HTTPConnection
    guard: Guard
    idle_since: float = 0.0

    def fit(self) -> bool:
        """Whether another request may be sent: not closed, and nothing came after the last answer's end.

        What came would be taken for the next answer, and a body longer than it said it was is such a thing.
        """
        inner: Any = self.connection._connection  # httpcore shows what is left over nowhere else
        return self.connection.is_available() and inner._h11_state.trailing_data[0] == b""


class Connections:
    """The open connections of one `Fetcher`. Thread-safe; `tls` makes the context, at the first https host."""

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
        self._idle: OrderedDict[ServerAddress, list[_Line]] = OrderedDict()
        self._kept = 0
        self._closed = False

    @contextmanager
    def exchange(self, origin: ServerAddress, target: bytes, headers: Headers, meter: Meter) -> Iterator[RawResponse]:
        """Ask `origin` for `target`, and keep the connection where the answer was read to its end.

        Raises the errors of httpcore, those of `Guard`, and UsageError after `close`.
        """
        url = httpcore.URL(scheme=origin.scheme, host=origin.host, port=origin.port, target=target)
        request = httpcore.Request(b"GET", url, headers=headers)
        line, response = self._ask(origin, request, meter)
        try:
            assert isinstance(response.stream, Iterable)
            yield RawResponse(response.status, response.headers, response.stream)
        finally:
            response.close()
            self._put(line)

    def close(self) -> None:
        """Close what is idle; nothing can be asked for afterwards."""
        with self._lock:
            self._closed = True
            lines = [line for held in self._idle.values() for line in held]
            self._idle.clear()
            self._kept = 0
        for line in lines:
            line.connection.close()

    def _ask(self, origin: ServerAddress, request: httpcore.Request, meter: Meter) -> tuple[_Line, httpcore.Response]:
        line = self._take(origin)
        if line is not None:
            line.guard.meter = meter
            room = meter.room()
            try:
                return line, line.connection.handle_request(request)
            except (httpcore.NetworkError, httpcore.RemoteProtocolError):
                # a server may hang up on an idle connection in the moment it is used: then it saw no request
                if meter.room() != room:
                    raise
        line = self._open(origin, meter)
        return line, line.connection.handle_request(request)

    def _open(self, origin: ServerAddress, meter: Meter) -> _Line:
        guard = Guard(self._allow_private, self._dial, self._resolver, meter)
        if origin.scheme == b"https" and self._context is None:
            self._context = self._tls()  # reading all the authorities takes as long as many requests
        place = httpcore.Origin(origin.scheme, origin.host, origin.port)
        connection = httpcore.HTTPConnection(place, self._context, keepalive_expiry=KEPT_SECONDS, network_backend=guard)
        return _Line(origin, connection, guard)

    def _take(self, origin: ServerAddress) -> _Line | None:
        """The idle connection to `origin` that was used last and is still open, None where there is none."""
        while True:
            with self._lock:
                if self._closed:
                    raise UsageError("this Fetcher is closed: make another one")
                held = self._idle.get(origin)
                if not held:
                    return None
                line = held.pop()
                self._kept -= 1
                if not held:
                    del self._idle[origin]
            if not line.connection.has_expired():
                return line
            line.connection.close()

    def _put(self, line: _Line) -> None:
        if not line.fit():
            line.connection.close()
            return
        line.idle_since = time.monotonic()
        with self._lock:
            if self._closed:
                surplus = [line]
            else:
                self._idle.setdefault(line.origin, []).append(line)
                self._idle.move_to_end(line.origin)
                self._kept += 1
                surplus = self._surplus(line.idle_since)
        for old in surplus:
            old.connection.close()

    def _surplus(self, now: float) -> list[_Line]:
        """What was idle for too long, or is one too many: the lock is held."""
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
