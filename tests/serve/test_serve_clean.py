"""`POST /clean`: it cleans what others send, within bounds of size, time and number."""

from __future__ import annotations

import gzip
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager

import pytest

from scraper.serve.cleaner import AT_ONCE, WAITING
from tests.support.served import HOST, Served, served
from tests.support.store_run import FERRY, store_run

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

TOKEN = "a-token-of-the-harbour"
KNOWN = {"Authorization": f"Bearer {TOKEN}"}
PAGE = f"<html><body><article><h1>Last ferry</h1>{''.join(f'<p>{line}</p>' for line in FERRY)}</article></body></html>"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    made = f"sqlite:///{tmp_path_factory.mktemp('clean') / 'articles.db'}"
    with store_run(made):
        pass
    return made


@pytest.fixture(scope="module")
def site(url: str) -> Iterator[Served]:
    with served(url, TOKEN) as server:
        yield server


@contextmanager
def begun(site: Served) -> Iterator[socket.socket]:
    """A request of which only the head and the first bytes of the page were sent, and the server has read the head."""
    head = f"POST /clean HTTP/1.1\r\nHost: {HOST}\r\nAuthorization: Bearer {TOKEN}\r\nExpect: 100-continue\r\n"
    with closing(socket.create_connection((HOST, site.port), timeout=60)) as connection:
        connection.sendall(f"{head}Content-Type: text/html\r\nContent-Length: {len(PAGE)}\r\n\r\n".encode())
        answer = connection.makefile("rb", buffering=0)
        assert [answer.readline()[:12], answer.readline()] == [b"HTTP/1.1 100", b"\r\n"]
        connection.sendall(PAGE[:20].encode())
        yield connection


def received(connection: socket.socket) -> bytes:
    """What the server sends until it closes the connection."""
    return b"".join(iter(lambda: connection.recv(65_536), b""))


def test_a_page_and_a_text_are_cleaned_for_others(site: Served) -> None:
    page = site.ask("/clean?url=https://a.example/1", "POST", PAGE.encode(), Content_Type="text/html", **KNOWN)
    assert page.json["text"] == "\n\n".join(FERRY)
    assert page.json["url"] == "https://a.example/1"
    text = site.ask("/clean", "POST", "\n\n".join(FERRY).encode(), Content_Type="text/plain", **KNOWN)
    assert text.json["text"] == "\n\n".join(FERRY)
    for body, status in ((b"", 422), (gzip.compress(PAGE.encode()), 400), (b"x" * 20_000_001, 413)):
        answer = site.ask("/clean", "POST", body, Content_Type="text/html", **KNOWN)
        assert (answer.status, bool(answer.json["error"])) == (status, True)
    assert site.ask("/clean?url=ftp://a.example", "POST", b"<p>", **KNOWN).status == 400


def test_without_a_token_nothing_is_cleaned(url: str) -> None:
    with served(url) as open_site:
        assert open_site.ask("/clean", "POST", PAGE.encode(), Content_Type="text/html").status == 403


def test_a_page_that_does_not_arrive_in_time_is_given_up(url: str) -> None:
    with served(url, TOKEN, sending_seconds=0.3) as hasty, begun(hasty) as connection:
        head, _, body = received(connection).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 408 ")
    assert b"connection: close" in head.lower()
    assert b"within 0.3 seconds" in body


def test_a_slow_caller_who_arrives_in_time_is_served(site: Served) -> None:
    with begun(site) as connection:
        connection.sendall(PAGE[20:-1].encode())
        connection.sendall(PAGE[-1:].encode())
        assert connection.recv(12) == b"HTTP/1.1 200"


def test_those_who_send_are_bounded_too_and_their_places_come_back(site: Served) -> None:
    with ExitStack() as stack:
        for _ in range(AT_ONCE + WAITING):
            stack.enter_context(begun(site))
        refused = site.ask("/clean", "POST", PAGE.encode(), Content_Type="text/html", **KNOWN)
        assert (refused.status, refused.headers["retry-after"]) == (503, "5")
        assert site.ask("/api/sites", **KNOWN).status == 200
    for _ in range(600):  # until the server has noticed that they are gone
        answer = site.ask("/clean", "POST", PAGE.encode(), Content_Type="text/html", **KNOWN)
        if answer.status == 200:
            return
        time.sleep(0.1)
    pytest.fail("the places of callers who are gone were not given back")
