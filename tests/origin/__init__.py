"""An origin on the loopback interface that serves reconstructed news pages under their sites' own host names.

`Origin` is the server; `transport` a guarded transport whose connections all end there, whatever host was asked for.
"""

from __future__ import annotations

import ssl
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import httpcore
import httpx

from scraper.net.fetch import guarded_transport
from tests.support.loopback_server import LoopbackBackend

HERE = Path(__file__).parent
PUBLIC_ADDRESS = "93.184.216.34"


@dataclass(frozen=True)
class OriginPage:
    """One entry of the manifest: a page and the URL at which it is served."""

    site: str
    case: str
    url: str
    content_type: str = "text/html; charset=utf-8"

    @property
    def body(self) -> bytes:
        return (HERE / "pages" / self.site / f"{self.case}.html").read_bytes()


def manifest() -> list[OriginPage]:
    """Every page that `manifest.toml` lists."""
    tables = tomllib.loads((HERE / "manifest.toml").read_text("utf-8"))
    return [OriginPage(site, **entry) for site, entries in tables.items() for entry in entries]


@dataclass
class Answer:
    """What the origin answers to one request. `pieces` are sent one after another in place of `body`."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    pieces: Callable[[], Iterable[bytes]] | None = None


class Origin:
    """The answers of the server by host and path, and the requests that it received."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.port = 0
        self.asked: list[str] = []

    def serve(self, url: str, answer: Answer) -> None:
        parts = urlsplit(url)
        path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        self.answers[f"{parts.hostname}{path}"] = answer

    def serve_manifest(self) -> None:
        for page in manifest():
            headers = {"content-type": page.content_type, "set-cookie": "visitor=invented; Path=/"}
            self.serve(page.url, Answer(page.body, headers=headers))


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    origin: Origin

    def do_GET(self) -> None:
        key = f"{(self.headers['host'] or '').partition(':')[0]}{self.path}"
        self.origin.asked.append(key)
        answer = self.origin.answers.get(key, Answer(b"not here", 404, {"content-type": "text/html"}))
        self.send_response_only(answer.status)  # no Date and no Server: recording again changes no byte
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.pieces is None:
            self.send_header("content-length", str(len(answer.body)))
        self.send_header("connection", "close")
        self.end_headers()
        try:
            for piece in answer.pieces() if answer.pieces else (answer.body,):
                self.wfile.write(piece)
                self.wfile.flush()
        except OSError:
            return  # the client has hung up, as it should on a body without end

    def log_message(self, format: str, *args: Any) -> None:
        """Log nothing: `asked` has the requests."""


@contextmanager
def running() -> Iterator[Origin]:
    """An origin on a free port of 127.0.0.1, until the block ends."""
    origin = Origin()
    handler = type("Handler", (_Handler,), {"origin": origin})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    origin.port = server.server_address[1]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield origin
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class LoopbackDial(LoopbackBackend):
    """Connects every checked address to the origin, without TLS, which the origin does not speak."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self.tls_names: list[str | None] = []

    def connect_tcp(self, host: str, port: int, *arguments: Any, **named: Any) -> httpcore.NetworkStream:
        return _PlainStream(super().connect_tcp(host, port, *arguments, **named), self.tls_names)


class _PlainStream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, tls_names: list[str | None]) -> None:
        self._stream = stream
        self._tls_names = tls_names

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, timeout)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout)

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        self._tls_names.append(server_hostname)
        return self

    def get_extra_info(self, info: str) -> Any:
        return None if info == "ssl_object" else self._stream.get_extra_info(info)


def transport(origin: Origin, addresses: Mapping[str, str] | None = None) -> httpx.HTTPTransport:
    """The guarded transport for one fetch from the origin. `addresses` resolves names; others get a public address."""
    table = addresses or {}

    def resolver(host: str, port: int) -> list[str]:
        literal = host.replace(".", "").isdigit() or ":" in host
        return [table.get(host, host if literal else PUBLIC_ADDRESS)]

    return guarded_transport(dial=LoopbackDial(origin.port), resolver=resolver)
