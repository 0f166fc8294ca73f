"""No test reaches beyond this machine: pytest-recording blocks connections, and this blocks what it leaves open."""

from __future__ import annotations

import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import origin
from tests.support import postgres

_LOOPBACK = {"127.0.0.1", "::1", "localhost", None, *(f"127.0.1.{number}" for number in range(1, 65))}
_getaddrinfo = socket.getaddrinfo


def _no_names(host: Any, *args: Any, **kwargs: Any) -> Any:
    if host not in _LOOPBACK:
        raise AssertionError(f"a test asked the network for the address of {host!r}")
    return _getaddrinfo(host, *args, **kwargs)


@pytest.fixture(autouse=True)
def no_name_lookups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", _no_names)


@pytest.fixture(scope="session", autouse=True)
def interrupts_are_heard() -> None:
    """A shell has what it starts in the background ignore them, and so would every process that the tests start."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def server() -> Iterator[origin.Origin]:
    """A loopback origin without pages. Its tests carry `@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])`."""
    with origin.running() as running:
        yield running


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a PostgreSQL server of this session's own."""
    programs = postgres.programs()
    if programs is None:
        (pytest.fail if postgres.required() else pytest.skip)(postgres.MISSING)
    with postgres.running(programs) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty store, once in either database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'articles.db'}"
    return postgres.fresh(request.getfixturevalue("postgres_server"))
