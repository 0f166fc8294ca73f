"""Limits of one get: seconds, bytes on the wire, decompressed bytes, header bytes. Counted, not timed."""

from __future__ import annotations

import gzip
import random
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from threading import Event
from types import SimpleNamespace

import brotli
import httpx
import pytest
import zstandard

from scraper.errors import FetchError, TooLarge
from scraper.net import fetch as fetching
from scraper.net import guard
from scraper.net.fetch import Fetcher
from tests.support import loopback_server
from tests.support.loopback_server import LoopbackServer, dripping, http_reply

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

LATE = r"timed out|not complete after 0\.3 seconds"
MB = 1_000_000
GZIP_BEGUN = b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + b"\x01\xff\xff\0\0"  # a header, and that 65,535 bytes follow as they are


@pytest.fixture
def site() -> Iterator[LoopbackServer]:
    with loopback_server.running() as running:
        yield running


def guest(timeout: float = 20.0, most: int = MB) -> Fetcher:
    return Fetcher(user_agent="example-bot", allow_private=True, timeout=timeout, max_bytes=most)


class Clock:
    """A clock that only the test advances."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1_000.0
        for module in (guard, fetching):
            monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: self.now))


@pytest.mark.parametrize(
    "first",
    [
        pytest.param(b"HTTP/1.1 200 OK\r\ncontent-length: 9999\r\n\r\n", id="body"),
        pytest.param(b"HTTP/1.1 200 OK\r\n\r\n", id="body without a length"),
        pytest.param(b"HTTP/1.1 200 OK\r\nx: ", id="header"),
        pytest.param(b"", id="status line"),
        pytest.param(b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\n" + GZIP_BEGUN, id="packed body"),
        pytest.param(b"HTTP/1.1 302 Found\r\nlocation: /2\r\ncontent-length: 9999\r\n\r\n", id="body of a redirect"),
    ],
)
def test_a_slow_server_is_left_at_the_deadline(site: LoopbackServer, first: bytes) -> None:
    site.replies["/1"] = dripping(first)
    with guest(timeout=0.3) as fetcher, pytest.raises(FetchError, match=LATE):
        fetcher.get(site.url("/1"))
    assert site.sent < len(first) + 200


def test_redirects_do_not_extend_the_deadline(site: LoopbackServer, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)

    def slow() -> Iterator[bytes]:
        clock.now += 8
        yield http_reply(status="302 Found", location="/1")

    site.replies["/1"] = slow
    with guest() as fetcher, pytest.raises(FetchError, match="not complete after 20 seconds"):
        fetcher.get(site.url("/1"))
    assert site.paths == ["/1"] * 3


def test_the_deadline_holds_over_a_transport_of_the_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)

    class Slow(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            for _ in range(9):
                clock.now += 5
                yield b"<p>x</p>"

    transport = httpx.MockTransport(lambda request: httpx.Response(200, stream=Slow()))
    with pytest.raises(FetchError, match="not complete after 20 seconds"):
        fetching.fetch("http://harbourpost.example/", transport=transport)
    assert clock.now == 1_020.0


def test_every_get_has_its_own_deadline_on_a_shared_connection(
    site: LoopbackServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock(monkeypatch)

    def slow() -> Iterator[bytes]:
        clock.now += 15
        yield http_reply(b"<p>x</p>")

    site.replies["/1"] = slow
    with guest() as fetcher:
        assert [fetcher.get(site.url("/1")).seconds for _ in range(4)] == [15.0] * 4
    assert site.connections == 1


def test_time_spent_in_check_is_not_counted(site: LoopbackServer, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)

    def wait_for_a_turn(url: str) -> None:
        clock.now += 500

    site.reply("/1", status="302 Found", location="/2")
    site.reply("/2", b"<p>x</p>")
    with guest() as fetcher:
        assert fetcher.get(site.url("/1"), check=wait_for_a_turn).seconds == 0.0


def test_every_get_has_its_own_byte_limit_on_a_shared_connection(site: LoopbackServer) -> None:
    site.reply("/1", bytes(900_000))
    with guest() as fetcher:
        for _ in range(5):
            assert len(fetcher.get(site.url("/1")).body) == 900_000
    assert site.connections == 1


def test_a_name_that_never_resolves_is_left_at_the_deadline() -> None:
    found = Event()

    def never(host: str, port: int) -> list[str]:
        found.wait(30)
        return []

    patient = Fetcher(user_agent="example-bot", timeout=0.3, resolver=never)
    with patient as fetcher, pytest.raises(FetchError, match=LATE):
        fetcher.get("http://harbourpost.example/")
    found.set()


def test_a_tls_handshake_that_never_ends_is_left_at_the_deadline(site: LoopbackServer) -> None:
    with guest(timeout=0.3) as fetcher, pytest.raises(FetchError, match=LATE):
        fetcher.get(f"https://127.0.0.1:{site.port}/")
    assert site.requests == []


def test_a_name_without_an_address_is_a_fetch_error() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise OSError("Name or service not known")

    for resolver in (unknown, lambda host, port: []):
        lost = Fetcher(user_agent="example-bot", resolver=resolver)
        with lost as fetcher, pytest.raises(FetchError, match=r"cannot be resolved|no address"):
            fetcher.get("http://harbourpost.example/")


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        pytest.param("gzip", gzip.compress, id="gzip"),
        pytest.param("deflate", zlib.compress, id="deflate"),
        pytest.param("deflate", lambda data: zlib.compress(data, wbits=-15), id="raw deflate"),
        pytest.param("gzip", lambda data: gzip.compress(data[:999_999]) * 80, id="many gzips in a row"),
    ],
)
def test_a_gzip_bomb_takes_no_more_memory_than_a_page(
    site: LoopbackServer, encoding: str, pack: Callable[[bytes], bytes]
) -> None:
    site.reply("/1", pack(bytes(80 * MB)), content_encoding=encoding)
    with guest() as fetcher:
        tracemalloc.start()
        try:
            with pytest.raises(TooLarge, match="more than 1000000 bytes"):
                fetcher.get(site.url("/1"))
            assert tracemalloc.get_traced_memory()[1] < 8 * MB
        finally:
            tracemalloc.stop()


@pytest.mark.parametrize("encoding", ["compress", "sdch", "gzip, compress", ", ".join(["gzip"] * 9)])
def test_a_compression_that_was_not_accepted_is_refused(site: LoopbackServer, encoding: str) -> None:
    site.reply("/1", gzip.compress(gzip.compress(b"x")), content_encoding=encoding)
    with guest() as fetcher, pytest.raises(FetchError, match=r"not accepted|9 times"):
        fetcher.get(site.url("/1"))


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        pytest.param("br", brotli.compress, id="brotli"),
        pytest.param("zstd", zstandard.compress, id="zstd"),
        pytest.param("gzip, gzip", lambda body: gzip.compress(gzip.compress(body)), id="twice"),
        pytest.param("gzip,", gzip.compress, id="comma"),
        pytest.param("utf-8, gzip", gzip.compress, id="charset-before"),
        pytest.param("br, gzip", lambda body: gzip.compress(brotli.compress(body)), id="both"),
        pytest.param("UTF-8", bytes, id="charset"),
        pytest.param("none", bytes, id="none"),
        pytest.param("", gzip.compress, id="unsaid"),
    ],
)
@pytest.mark.parametrize("size", [0, 10, 900_000])
def test_bodies_are_unpacked_as_browsers_do(
    site: LoopbackServer, encoding: str, pack: Callable[[bytes], bytes], size: int
) -> None:
    body = random.Random(1).randbytes(size // 2) + bytes(size - size // 2)
    site.reply("/1", pack(body), content_encoding=encoding)
    with guest() as fetcher:
        assert fetcher.get(site.url("/1")).body == body


@pytest.mark.parametrize("encoding", ["br", "zstd"])
def test_bodies_cut_off_are_refused(site: LoopbackServer, encoding: str) -> None:
    pack = {"br": brotli.compress, "zstd": zstandard.compress}[encoding]
    site.reply("/1", pack(random.Random(1).randbytes(5_000))[:-20], content_encoding=encoding)
    with guest() as fetcher, pytest.raises(FetchError, match="truncated"):
        fetcher.get(site.url("/1"))


def _endless(first: bytes, more: bytes) -> Callable[[], Iterator[bytes]]:
    def flood() -> Iterator[bytes]:
        yield first
        for _ in range(40 * MB // len(more)):
            yield more

    return flood


@pytest.mark.parametrize(
    ("first", "more"),
    [
        pytest.param(b"HTTP/1.1 200 OK\r\n\r\n", b"<p>more</p>" * 2_000, id="body"),
        pytest.param(
            b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", b"9\r\n<p>x</p> \r\n" * 4_000, id="chunks"
        ),
        pytest.param(b"HTTP/1.1 200 OK\r\nx: ", b"x" * 20_000, id="one header"),
        pytest.param(b"HTTP/1.1 200 OK\r\n", b"x-more: and more\r\n" * 1_000, id="headers"),
        pytest.param(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 1_000, id="answers before the answer"),
        pytest.param(
            b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n",
            b"x-more: and more\r\n" * 1_000,
            id="trailers",
        ),
        pytest.param(
            b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1;", b"extension=more;" * 1_000, id="chunk extension"
        ),
        pytest.param(
            b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\n", gzip.compress(b"") * 1_000, id="gzips of nothing"
        ),
    ],
)
def test_endless_responses_are_refused(site: LoopbackServer, first: bytes, more: bytes) -> None:
    site.replies["/1"] = _endless(first, more)
    with guest() as fetcher, pytest.raises(FetchError):
        fetcher.get(site.url("/1"))
    assert site.sent < 12 * MB  # what the sockets of both sides hold comes on top of what was read


@pytest.mark.parametrize("status", ["404 Not Discovered", "503 No"])
def test_an_endless_error_body_is_cut_off(site: LoopbackServer, status: str) -> None:
    site.replies["/1"] = _endless(f"HTTP/1.1 {status}\r\n\r\n".encode(), b"<p>sorry</p>" * 2_000)
    with guest() as fetcher:
        answer = fetcher.get(site.url("/1"))
    assert (answer.status, len(answer.body)) == (int(status[:3]), fetching.MOST_ERROR_BYTES)
    assert site.sent < 12 * MB


def test_the_body_of_a_redirect_is_not_read_to_its_end(site: LoopbackServer) -> None:
    site.replies["/1"] = _endless(b"HTTP/1.1 302 Found\r\nlocation: /2\r\n\r\n", b"<p>moved</p>" * 2_000)
    site.reply("/2", b"<p>x</p>")
    with guest() as fetcher:
        assert fetcher.get(site.url("/1")).body == b"<p>x</p>"
    assert site.sent < 12 * MB
