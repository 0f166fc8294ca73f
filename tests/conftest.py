"""No test reaches beyond this machine: pytest-recording blocks connections, and this blocks what it leaves open."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import pytest

from tests import origin

_LOOPBACK = {"127.0.0.1", "::1", "localhost", None, *(f"127.0.1.{number}" for number in range(1, 65))}
_getaddrinfo = socket.getaddrinfo


def _no_names(host: Any, *args: Any, **kwargs: Any) -> Any:
    if host not in _LOOPBACK:
        raise AssertionError(f"a test asked the network for the address of {host!r}")
    return _getaddrinfo(host, *args, **kwargs)


@pytest.fixture(autouse=True)
def no_name_lookups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", _no_names)


@pytest.fixture
def server() -> Iterator[origin.Origin]:
    """A loopback origin without pages. Its tests carry `@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])`."""
    with origin.running() as running:
        yield running
