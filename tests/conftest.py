"""Fixtures of all tests, and what holds for all: no test looks up a name beyond this machine, and no skip is silent."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

import pytest
from hypothesis import HealthCheck, settings

from tests import origin
from tests.support import chromium, postgres

settings.register_profile(
    "same on any machine", deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
settings.load_profile("same on any machine")

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
    """Undo what a shell does to background jobs: they ignore SIGINT, and so would every process that a test starts."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def server() -> Iterator[origin.Origin]:
    """A loopback origin without pages. Its tests carry `@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])`."""
    with origin.running() as running:
        yield running


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a PostgreSQL server that only this test process uses."""
    programs = postgres.programs()
    if programs is None:
        _missing(postgres)
    with postgres.running(programs) as url:
        yield url


@pytest.fixture(scope="session")
def chromium_program() -> str:
    """The path of Chromium."""
    return chromium.program() or _missing(chromium)


def _missing(support: ModuleType) -> NoReturn:
    """Skip the test, or fail it where the environment says that the program has to be there."""
    (pytest.fail if os.environ.get(support.REQUIRED_BY) else pytest.skip)(support.MISSING)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests over the farm first: their fixtures take longest, and other processes do the rest meanwhile."""
    items.sort(key=lambda item: "tests/runs/farm/" not in item.nodeid)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: Any) -> Iterator[None]:
    """End with a line for each missing program: how many tests it would have run, and how to get it."""
    yield
    skipped = [str(report.longrepr) for report in terminalreporter.stats.get("skipped", ())]
    for support in (chromium, postgres):
        if count := sum(support.MISSING in reason for reason in skipped):
            terminalreporter.write_line(f"{count} tests skipped. {support.MISSING}.", yellow=True, bold=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty store, once in either database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'articles.db'}"
    return postgres.fresh(request.getfixturevalue("postgres_server"))
