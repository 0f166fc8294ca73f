"""Run the web application."""

from __future__ import annotations

import asyncio
import secrets
import socket
from collections.abc import Callable, Mapping
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.h11_impl import H11Protocol

from scraper.errors import UsageError
from scraper.serve.access import hosts_of, is_loopback
from scraper.serve.app import make_app
from scraper.serve.cleaner import BoundedCleaner

TOKEN_VARIABLE = "BODYCOPY_TOKEN"
"""The environment variable that may hold the token."""
_MOST_CONNECTIONS = 100
_GRACE = 2


def new_token() -> str:
    """A token that nobody guesses."""
    return secrets.token_urlsafe(24)


def given_token(given: str | None, file: Path | None, environment: Mapping[str, str]) -> str | None:
    """The token of the command line, or else of a file, or else of the environment; None without any.

    Raises UsageError for two at a time on the command line, and for a file that cannot be read.
    """
    if given is not None and file is not None:
        raise UsageError("give either --token or --token-file")
    if file is None:
        return environment.get(TOKEN_VARIABLE) or None if given is None else given
    try:
        return file.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not text in UTF-8"
        raise UsageError(f"the token cannot be read from {file}: {why}") from error


def serve(store_url: str, config: str, host: str, port: int, token: str | None, said: Callable[[str], None]) -> None:
    """Serve a store until a signal ends the server; `said` is called with the address to open.

    The token "new" is replaced by a new one, which is then in the address; no other token is ever printed. Raises
    UsageError if the address cannot be bound, if the token is too short, or if there is none and the address is not
    loopback; StoreError if the store cannot be opened.
    """
    if token is None and not is_loopback(host):
        raise UsageError(f"--host {host} lets other machines ask: give --token-file, or serve on 127.0.0.1")
    made = new_token() if token == "new" else ""
    app = make_app(store_url, config, hosts=hosts_of(host), token=made or token, cleaner=BoundedCleaner())
    bound = _bound(host, port)
    said(_address(bound, made))
    uvicorn.Server(server_settings(app)).run(sockets=[bound])


def server_settings(app: Starlette) -> uvicorn.Config:
    """How the server runs: quietly, and with bounds of connections and of the time that a request may take to begin."""
    return uvicorn.Config(
        app, http=PromptProtocol, ws="none", log_level="warning", limit_concurrency=_MOST_CONNECTIONS,
        timeout_graceful_shutdown=_GRACE, server_header=False, proxy_headers=False, access_log=False,
    )  # fmt: skip


class PromptProtocol(H11Protocol):
    """Closes connections on which no head of a request arrives in time, so that they cannot be used up by idle ones."""

    head_seconds = 20.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for the first request."""
        super().connection_made(transport)
        self._wait()

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        super().on_response_complete()
        self._wait()

    def _wait(self) -> None:
        self.loop.call_later(self.head_seconds, self._close_if_still_at, self.cycle)

    def _close_if_still_at(self, cycle: object) -> None:
        """A request whose head has arrived has a cycle of its own."""
        if self.cycle is cycle and not self.transport.is_closing():
            self.transport.close()


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
        bound.listen()
    except OSError as error:
        bound.close()
        why = (error.strerror or str(error)).lower()
        raise UsageError(f"{host}:{port} cannot be used: {why}; give another --port") from error
    return bound


def _address(bound: socket.socket, token: str) -> str:
    host, port = bound.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/{f'?token={token}' if token else ''}"
