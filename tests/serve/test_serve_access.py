"""Who may ask: names of the server, tokens as callers, browsers and feed readers send them."""

from __future__ import annotations

import base64
import socket
from collections.abc import Iterator
from contextlib import closing, suppress

import pytest

from scraper.errors import UsageError
from scraper.serve.access import LEAST_TOKEN, check_token
from scraper.serve.server import PromptProtocol
from tests.support.served import HOST, Served, served
from tests.support.store_run import article, store_run

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

TOKEN = "a-token-of-the-harbour"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    made = f"sqlite:///{tmp_path_factory.mktemp('access') / 'articles.db'}"
    with store_run(made) as run:
        run.save("/ferry", article())
    return made


@pytest.fixture(scope="module")
def site(url: str) -> Iterator[Served]:
    with served(url, TOKEN) as server:
        yield server


def basic(user: str, password: str) -> str:
    return f"Basic {base64.b64encode(f'{user}:{password}'.encode()).decode()}"


def test_another_name_for_the_server_is_refused(url: str) -> None:
    with served(url) as open_site:
        assert open_site.ask("/", Host="rebinding.example").status == 421
        assert open_site.ask("/", Host=f"localhost:{open_site.port}").status == 200


def test_a_token_is_asked_for_and_kept_in_a_cookie(site: Served) -> None:
    assert site.ask("/").status == 401
    first = site.ask(f"/search?token={TOKEN}")
    assert (first.status, first.headers["location"]) == (303, "/search")
    assert site.ask(f"//elsewhere.example/?token={TOKEN}").headers["location"].startswith("/elsewhere.example")
    cookie = first.headers["set-cookie"].partition(";")[0]
    assert site.ask("/", Cookie=cookie).status == 200
    assert site.ask("/", Cookie="bodycopy_token=another; =;").status == 401
    assert site.ask("/clean", "POST", b"<p>", Cookie=cookie).status == 401


@pytest.mark.parametrize("path", ["/", "/api/sites", "/feeds/all.atom"])
@pytest.mark.parametrize(
    ("header", "status"),
    [
        (f"Bearer {TOKEN}", 200),
        (f"bearer  {TOKEN}", 200),
        (basic("reader", TOKEN), 200),
        (basic("", TOKEN), 200),
        ("Bearer another", 401),
        (f"Bearer {TOKEN[:-1]}", 401),
        (f"Bearer {TOKEN}x", 401),
        ("Bearer", 401),
        (basic("reader", "another"), 401),
        (basic(TOKEN, ""), 401),
        (basic("reader", f"{TOKEN}:"), 401),
        (f"Basic {TOKEN}", 401),
        ("Basic =", 401),
        ("Basic \xe9", 401),
        ("Basic /////w==", 401),
        (TOKEN, 401),
    ],
)
def test_a_token_is_taken_from_the_header(site: Served, path: str, header: str, status: int) -> None:
    assert site.ask(path, Authorization=header).status == status


def test_feed_readers_and_browsers_are_told_to_ask_for_a_password(site: Served) -> None:
    answer = site.ask("/feeds/all.rss")
    schemes = answer.headers.get_all("www-authenticate") or []
    assert [line.partition(" ")[0] for line in schemes] == ["Basic", "Bearer"]
    assert "password" in answer.json["error"]


def test_a_password_that_a_browser_remembers_cleans_nothing(site: Served) -> None:
    known = {"Authorization": basic("reader", TOKEN), "Content_Type": "text/plain"}
    assert site.ask("/clean", "POST", b"", Origin="https://elsewhere.example", **known).status == 401
    assert site.ask("/clean", "POST", b"The ferry is late.", **known).status == 200


@pytest.mark.parametrize(
    ("token", "why"),
    [
        ("", "at least 16 characters, this one has 0"),
        ("x" * (LEAST_TOKEN - 1), "at least 16 characters, this one has 15"),
        ("a token with spaces in it", "no space"),
        ("ein-schlüssel-zum-hafen", "ASCII"),
        ("a-token-of-the\nharbour", "ASCII"),
    ],
)
def test_a_weak_or_unusable_token_is_refused(url: str, token: str, why: str) -> None:
    with pytest.raises(UsageError, match=why), served(url, token):
        pass
    check_token("x" * LEAST_TOKEN)


def received(site: Served, sent: bytes) -> bytes:
    """What the server answers to the beginning of a request, until it closes the connection."""
    with closing(socket.create_connection((HOST, site.port), timeout=60)) as connection:
        parts: list[bytes] = []
        with suppress(ConnectionError):
            connection.sendall(sent)
            parts.extend(iter(lambda: connection.recv(65_536), b""))
        return b"".join(parts)


@pytest.mark.parametrize("method", ["POST", "GET"])
def test_a_refused_request_is_not_awaited(site: Served, method: str) -> None:
    head = f"{method} /clean HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 20000000\r\n\r\n<p>"
    assert received(site, head.encode()).startswith(b"HTTP/1.1 401 ")


def answered(site: Served, sent: bytes) -> bytes:
    """The same, again if this process was too busy to send the head in time."""
    return next(filter(None, (received(site, sent) for _ in range(20))), b"")


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "])
def test_a_connection_without_a_request_is_closed(site: Served, monkeypatch: pytest.MonkeyPatch, sent: bytes) -> None:
    monkeypatch.setattr(PromptProtocol, "head_seconds", 0.3)
    assert received(site, sent) == b""
    before = f"GET / HTTP/1.1\r\nHost: {HOST}\r\nAuthorization: Bearer {TOKEN}\r\n\r\n"
    assert answered(site, before.encode() + sent).count(b"HTTP/1.1 200 ") == 1


def test_a_request_that_takes_long_to_answer_is_not_cut_off(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PromptProtocol, "head_seconds", 0.3)
    head = f"POST /clean HTTP/1.1\r\nHost: {HOST}\r\nAuthorization: Bearer {TOKEN}\r\nContent-Length: 20\r\n\r\n<p>"
    with served(url, TOKEN, sending_seconds=1.0) as slow:
        assert answered(slow, head.encode()).startswith(b"HTTP/1.1 408 ")
