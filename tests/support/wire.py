"""A loopback server that says, byte for byte, what a test wants it to say, honest or not, and writes down who asked."""

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
"""Self-signed for harbourpost.example until 2120, with its key; it vouches for nothing but this server."""


@dataclass(frozen=True)
class Request:
    """One request as it came: which connection brought it, the path, and the headers by their names in lower case."""

    connection: int
    path: str
    headers: dict[str, str]


Says = bytes | Callable[[], Iterable[bytes]]


@dataclass
class Wire:
    """`says[path]` is sent as it stands; a name that ends in `!` has the connection closed after it."""

    port: int = 0
    says: dict[str, Says] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)
    connections: int = 0
    sent: int = 0

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def tell(self, path: str, body: bytes = b"", status: str = "200 OK", **headers: str) -> None:
        """An honest answer: the status, the headers (`_` for `-`), the length, the body."""
        self.says[path] = said(body, status, **headers)

    @property
    def paths(self) -> list[str]:
        return [request.path for request in self.asked]


def said(body: bytes = b"", status: str = "200 OK", **headers: str) -> bytes:
    named = {"content-type": "text/html", "content_length": str(len(body)), **headers}
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in named.items()]
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode() + body


@contextmanager
def running(*, tls: bool = False) -> Iterator[Wire]:
    """A server on a free port of 127.0.0.1 until the block ends; with `tls`, it shows CERTIFICATE."""
    wire = Wire()
    context = None
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
    with socket.create_server(("127.0.0.1", 0), backlog=64) as server:
        wire.port = server.getsockname()[1]
        open_ones: list[socket.socket] = []
        accepting = Thread(target=_accept, args=(wire, server, context, open_ones), daemon=True)
        accepting.start()
        try:
            yield wire
        finally:
            with suppress(OSError):
                server.shutdown(socket.SHUT_RDWR)
            accepting.join(5)
            for one in open_ones:
                with suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)
                one.close()


def _accept(wire: Wire, server: socket.socket, context: ssl.SSLContext | None, open_ones: list[socket.socket]) -> None:
    while True:
        try:
            plain, _ = server.accept()
        except OSError:
            return
        wire.connections += 1
        open_ones.append(plain)
        Thread(target=_serve, args=(wire, plain, wire.connections, context), daemon=True).start()


def _serve(wire: Wire, plain: socket.socket, number: int, context: ssl.SSLContext | None) -> None:
    # the client may hang up, or want no such certificate
    with suppress(OSError), context.wrap_socket(plain, server_side=True) if context else plain as stream:
        waiting = b""
        while True:
            while b"\r\n\r\n" not in waiting:
                more = stream.recv(65_536)
                if not more:
                    return
                waiting += more
            head, _, waiting = waiting.partition(b"\r\n\r\n")
            if not _answer(wire, stream, _request(head, number)):
                stream.shutdown(socket.SHUT_RDWR)
                return


def _request(head: bytes, number: int) -> Request:
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = (line.partition(": ") for line in lines)
    return Request(number, first.split(" ")[1], {name.lower(): value for name, _, value in pairs})


def _answer(wire: Wire, stream: socket.socket, request: Request) -> bool:
    """Say what is to be said; whether the connection stays open."""
    wire.asked.append(request)
    closes = f"{request.path}!" in wire.says
    says = wire.says.get(f"{request.path}!" if closes else request.path, said(status="404 Not Found"))
    for piece in (says,) if isinstance(says, bytes) else says():
        stream.sendall(piece)
        wire.sent += len(piece)
    return not closes


def dripping(first: bytes, drop: bytes = b".", times: int = 400, pause: float = 0.05) -> Callable[[], Iterator[bytes]]:
    """Says `first`, and then, for many times longer than anybody should listen, `drop` after `drop`."""

    def drip() -> Iterator[bytes]:
        yield first
        for _ in range(times):
            time.sleep(pause)
            yield drop

    return drip


class Dial(httpcore.NetworkBackend):
    """Connects every checked address to the loopback interface, at `port`, and writes down which those were."""

    def __init__(self, port: int) -> None:
        self._port = port
        self.dialled: list[str] = []

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        self.dialled.append(host)
        stands_in = self.stands_in(host)
        return httpcore.SyncBackend().connect_tcp(stands_in, self._port, timeout, local_address, socket_options)

    def stands_in(self, address: str) -> str:
        """The loopback address that `address` leads to."""
        return "127.0.0.1"
