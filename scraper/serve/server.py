"""Run the web application."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable

import uvicorn

from scraper.errors import UsageError
from scraper.serve.access import hosts_of, is_loopback
from scraper.serve.app import make_app

_MOST_CONNECTIONS = 100
_GRACE = 2


def new_token() -> str:
    """A token that nobody guesses."""
    return secrets.token_urlsafe(24)


def serve(store_url: str, config: str, host: str, port: int, token: str, said: Callable[[str], None]) -> None:
    """Serve a store until a signal ends the server; `said` is called with the address to open, token included.

    Raises UsageError if the address cannot be bound, or is not loopback and there is no token; StoreError if the store
    cannot be opened.
    """
    if not token and not is_loopback(host):
        raise UsageError(f"--host {host} lets other machines ask: give --token, or serve on 127.0.0.1")
    app = make_app(store_url, config, hosts=hosts_of(host), token=token)
    bound = _bound(host, port)
    said(_address(bound, token))
    settings = uvicorn.Config(
        app, log_level="warning", limit_concurrency=_MOST_CONNECTIONS, timeout_graceful_shutdown=_GRACE,
        server_header=False, proxy_headers=False, access_log=False,
    )  # fmt: skip
    uvicorn.Server(settings).run(sockets=[bound])


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
