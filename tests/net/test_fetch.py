"""Fetching from a real loopback server that exceeds every limit."""

from __future__ import annotations

import gzip
import time
import zlib
from collections.abc import Iterator

import pytest

from scraper.errors import Blocked, FetchError, HttpStatus, NotHtml, TooLarge, UsageError
from scraper.net import fetch as fetching
from scraper.net import guard
from scraper.net.fetch import fetch, guarded_transport
from scraper.net.response import Page
from tests.origin import Answer, LoopbackDial, Origin, transport

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

URL = "https://harbourpost.example/news/1"
HTML = {"content-type": "text/html; charset=utf-8"}


def test_a_page_comes_with_its_url_and_type(server: Origin) -> None:
    server.serve(URL, Answer("<p>Größe</p>".encode(), headers=HTML))
    page = fetch(URL, transport=transport(server))
    assert page == Page(URL, "<p>Größe</p>".encode(), "text/html; charset=utf-8")


def test_tls_is_verified_by_name_over_a_connection_to_the_checked_address(server: Origin) -> None:
    server.serve(URL, Answer(b"<p>x</p>", headers=HTML))
    dial = LoopbackDial(server.port)
    fetch(URL, transport=guarded_transport(dial=dial, resolver=lambda host, port: ["93.184.216.34"]))
    assert dial.tls_names == ["harbourpost.example"]


def test_redirects_are_followed_and_relative_ones_joined(server: Origin) -> None:
    server.serve(URL, Answer(status=301, headers={"location": "/news/2"}))
    server.serve("https://harbourpost.example/news/2", Answer(b"<p>two</p>", headers=HTML))
    assert fetch(URL, transport=transport(server)).url == "https://harbourpost.example/news/2"


def test_too_many_redirects_are_an_error(server: Origin) -> None:
    server.serve(URL, Answer(status=302, headers={"location": URL}))
    with pytest.raises(FetchError, match="more than 5 redirects"):
        fetch(URL, transport=transport(server))
    assert len(server.asked) == fetching.MOST_REDIRECTS + 1


@pytest.mark.parametrize(
    "target",
    [
        pytest.param("http://127.0.0.1/admin", id="loopback"),
        pytest.param("http://10.1.2.3/", id="private"),
        pytest.param("http://169.254.169.254/latest/meta-data/", id="cloud metadata"),
        pytest.param("http://[::ffff:192.168.0.1]/", id="mapped IPv4"),
        pytest.param("http://internal.example/", id="a public name with a private address"),
    ],
)
def test_a_redirect_into_the_private_network_is_refused(server: Origin, target: str) -> None:
    server.serve(URL, Answer(status=302, headers={"location": target}))
    with pytest.raises(Blocked, match="not public"):
        fetch(URL, transport=transport(server, {"internal.example": "192.168.7.7"}))
    assert server.asked == ["harbourpost.example/news/1"]


def test_a_name_with_one_private_address_among_public_ones_is_refused(server: Origin) -> None:
    both = guarded_transport(dial=LoopbackDial(server.port), resolver=lambda host, port: ["93.184.216.34", "127.0.0.1"])
    with pytest.raises(Blocked):
        fetch(URL, transport=both)
    assert server.asked == []


def test_a_redirect_to_another_scheme_is_refused(server: Origin) -> None:
    server.serve(URL, Answer(status=302, headers={"location": "file:///etc/passwd"}))
    with pytest.raises(Blocked, match="only http"):
        fetch(URL, transport=transport(server))


def test_private_addresses_can_be_allowed(server: Origin) -> None:
    server.serve(f"http://127.0.0.1:{server.port}/", Answer(b"<p>here</p>", headers=HTML))
    with pytest.raises(Blocked):
        fetch(f"http://127.0.0.1:{server.port}/")
    assert fetch(f"http://127.0.0.1:{server.port}/", allow_private=True).body == b"<p>here</p>"


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("0.0.0.0", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("192.168.1.1", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("2002:7f00:1::", False),
        ("ff02::1", False),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert guard.is_public(address) is public


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data, wbits=-15)),
        ("identity", lambda data: data),
    ],
)
def test_compressed_bodies_are_decompressed(server: Origin, encoding: str, pack: object) -> None:
    body = b"<p>Ein Absatz.</p>" * 100
    server.serve(URL, Answer(pack(body), headers={**HTML, "content-encoding": encoding}))  # type: ignore[operator]
    assert fetch(URL, transport=transport(server)).body == body


def test_a_gzip_bomb_is_stopped_at_the_limit(server: Origin) -> None:
    bomb = gzip.compress(bytes(200_000_000), 9)
    server.serve(URL, Answer(bomb, headers={**HTML, "content-encoding": "gzip"}))
    with pytest.raises(TooLarge, match="more than 5000000 bytes"):
        fetch(URL, transport=transport(server))


def test_an_endless_body_is_stopped_at_the_limit(server: Origin) -> None:
    def flood() -> Iterator[bytes]:
        for _ in range(400):
            yield b"<p>more</p>" * 2_000

    server.serve(URL, Answer(headers=HTML, pieces=flood))
    with pytest.raises(TooLarge):
        fetch(URL, transport=transport(server))


@pytest.mark.parametrize("encoding", ["compress", "gzip, sdch"])
def test_a_compression_that_was_not_accepted_is_refused(server: Origin, encoding: str) -> None:
    server.serve(URL, Answer(b"x", headers={**HTML, "content-encoding": encoding}))
    with pytest.raises(FetchError, match="not accepted"):
        fetch(URL, transport=transport(server))


def test_a_corrupt_compressed_body_is_a_fetch_error(server: Origin) -> None:
    server.serve(URL, Answer(b"\x1f\x8bnonsense", headers={**HTML, "content-encoding": "gzip"}))
    with pytest.raises(FetchError, match="is corrupt"):
        fetch(URL, transport=transport(server))


def test_a_slow_body_is_stopped_at_the_deadline(server: Origin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scraper.net.fetch.DEADLINE", 0.4)
    sent = []

    def drip() -> Iterator[bytes]:
        for number in range(400):
            time.sleep(0.05)
            sent.append(number)
            yield b"."

    server.serve(URL, Answer(headers=HTML, pieces=drip))
    with pytest.raises(FetchError, match=r"timed out|not complete"):
        fetch(URL, transport=transport(server))
    assert len(sent) < 400


@pytest.mark.parametrize("status", [400, 403, 404, 410, 429, 500, 503])
def test_an_error_status_is_an_error(server: Origin, status: int) -> None:
    server.serve(URL, Answer(b"<p>sorry</p>", status, HTML))
    with pytest.raises(HttpStatus, match=str(status)):
        fetch(URL, transport=transport(server))


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        pytest.param(b"%PDF-1.7", "application/pdf", id="PDF that says so"),
        pytest.param(b"%PDF-1.7", "text/html", id="PDF that lies"),
        pytest.param(b"\x89PNG\r\n", "image/png", id="image"),
        pytest.param(b"{}", "application/json", id="JSON"),
    ],
)
def test_other_types_than_html_are_refused(server: Origin, body: bytes, kind: str) -> None:
    server.serve(URL, Answer(body, headers={"content-type": kind}))
    with pytest.raises(NotHtml):
        fetch(URL, transport=transport(server))


@pytest.mark.parametrize("url", ["", "news/1", "ftp://example.org/x", "http://", "http://[::1", "https://a b/"])
def test_an_invalid_url_is_a_usage_error(url: str) -> None:
    with pytest.raises(UsageError):
        fetch(url)


def test_a_host_without_an_address_is_a_fetch_error(server: Origin) -> None:
    nowhere = guarded_transport(dial=LoopbackDial(server.port), resolver=lambda host, port: [])
    with pytest.raises(FetchError, match="no address"):
        fetch(URL, transport=nowhere)
