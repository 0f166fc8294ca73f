"""A loopback server that sends exactly the bytes of a test, valid HTTP or not, and records every request."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Thread
from typing import Any

import httpcore

from tests import ROOT

CERTIFICATE = ROOT / "tests" / "tls" / "harbourpost.pem"
"""A self-signed certificate for harbourpost.example with its key, valid until 2120 and used only by this server."""


@dataclass(frozen=True)
class Request:
    """One request: the number of its connection, its path, and its headers by lower-case name."""

    connection: int
    path: str
    headers: dict[str, str]


RawResponse = bytes | Callable[[], Iterable[bytes]]


@dataclass
class LoopbackServer:
    """`replies[path]` is sent unchanged. A path that ends in `!` closes the connection after its reply."""

    port: int = 0
    replies: dict[str, RawResponse] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    connections: int = 0
    sent: int = 0

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def reply(self, path: str, body: bytes = b"", status: str = "200 OK", **headers: str) -> None:
        """Serve a valid reply at `path`: status, headers (`_` stands for `-`), length and body."""
        self.replies[path] = http_reply(body, status, **headers)

    @property
    def paths(self) -> list[str]:
        return [request.path for request in self.requests]


def http_reply(body: bytes = b"", status: str = "200 OK", **headers: str) -> bytes:
    """A reply as bytes, with the correct Content-Length unless `headers` contain another one."""
    named = {"content-type": "text/html", "content_length": str(len(body)), **headers}
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in named.items()]
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode() + body


@contextmanager
def running(*, tls: bool = False) -> Iterator[LoopbackServer]:
    """A server on a free port of 127.0.0.1 until the block ends; `tls` makes it present CERTIFICATE."""
    site = LoopbackServer()
    context = None
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listener:
        site.port = listener.getsockname()[1]
        open_ones: list[socket.socket] = []
        accepting = Thread(target=_accept, args=(site, listener, context, open_ones), daemon=True)
        accepting.start()
        try:
            yield site
        finally:
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            accepting.join(5)
            for one in open_ones:
                with suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)
                one.close()


def _accept(
    site: LoopbackServer, listener: socket.socket, context: ssl.SSLContext | None, open_ones: list[socket.socket]
) -> None:
    while True:
        try:
            plain, _ = listener.accept()
        except OSError:
            return
        site.connections += 1
        open_ones.append(plain)
        Thread(target=_serve, args=(site, plain, site.connections, context), daemon=True).start()


def _serve(site: LoopbackServer, plain: socket.socket, number: int, context: ssl.SSLContext | None) -> None:
    # the client may hang up, or refuse the certificate
    with suppress(OSError), context.wrap_socket(plain, server_side=True) if context else plain as stream:
        waiting = b""
        while True:
            while b"\r\n\r\n" not in waiting:
                more = stream.recv(65_536)
                if not more:
                    return
                waiting += more
            head, _, waiting = waiting.partition(b"\r\n\r\n")
            if not _answer(site, stream, _request(head, number)):
                stream.shutdown(socket.SHUT_RDWR)
                return


def _request(head: bytes, number: int) -> Request:
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = (line.partition(": ") for line in lines)
    return Request(number, first.split(" ")[1], {name.lower(): value for name, _, value in pairs})


def _answer(site: LoopbackServer, stream: socket.socket, request: Request) -> bool:
    """Send the reply. Returns whether the connection stays open."""
    site.requests.append(request)
    closes = f"{request.path}!" in site.replies
    reply = site.replies.get(f"{request.path}!" if closes else request.path, http_reply(status="404 Not Found"))
    for piece in (reply,) if isinstance(reply, bytes) else reply():
        stream.sendall(piece)
        site.sent += len(piece)
    return not closes


def dripping(first: bytes, drop: bytes = b".", times: int = 400, pause: float = 0.05) -> Callable[[], Iterator[bytes]]:
    """A reply that sends `first`, then one `drop` at a time for much longer than a client should wait."""

    def drip() -> Iterator[bytes]:
        yield first
        for _ in range(times):
            time.sleep(pause)
            yield drop

    return drip


class LoopbackBackend(httpcore.NetworkBackend):
    """Connects every checked address to `port` on the loopback interface and records the addresses in `dialled`."""

    def __init__(self, port: int) -> None:
        self._port = port
        self.dialled: list[str] = []

    def connect_tcp(self, host: str, port: int, *arguments: Any, **named: Any) -> httpcore.NetworkStream:
        self.dialled.append(host)
        return httpcore.SyncBackend().connect_tcp(self.loopback_for(host), self._port, *arguments, **named)

    def loopback_for(self, address: str) -> str:
        """The loopback address that replaces `address`."""
        return "127.0.0.1"
