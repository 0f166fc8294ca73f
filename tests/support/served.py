"""A store served by a real server on loopback, for the time of a block."""

from __future__ import annotations

import http.client
import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread
from typing import Any

import uvicorn

from scraper.serve.access import hosts_of
from scraper.serve.app import make_app
from scraper.serve.cleaner import SENDING_SECONDS, BoundedCleaner
from scraper.serve.server import server_settings

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server answered."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class Served:
    """A running server."""

    port: int

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
        """The answer to one request; `_` in the name of a header is a hyphen."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=60)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, named)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()


@contextmanager
def served(store_url: str, token: str | None = None, sending_seconds: float = SENDING_SECONDS) -> Iterator[Served]:
    """Serve a store; without a token, as on loopback."""
    cleaner = BoundedCleaner(sending_seconds)
    app = make_app(store_url, "news.toml", hosts=hosts_of(HOST), token=token, cleaner=cleaner)
    bound = socket.socket()
    bound.bind((HOST, 0))
    bound.listen()
    server = uvicorn.Server(server_settings(app))
    thread = Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    try:
        yield Served(bound.getsockname()[1])
    finally:
        server.should_exit = True
        thread.join(30)
