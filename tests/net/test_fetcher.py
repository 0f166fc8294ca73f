"""Many gets with one Fetcher from a loopback server: requests, responses, reused connections."""

from __future__ import annotations

import gzip
import time
import zlib
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from scraper.errors import FetchError, NotHtml, TooLarge, UsageError
from scraper.net.fetch import MOST_ERROR_BYTES, Fetcher
from scraper.net.response import Response, must_be_html
from tests.support import loopback_server
from tests.support.loopback_server import LoopbackServer, http_reply

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

AGENT = "example-bot/1.0 (+https://example.org/bot)"


@pytest.fixture
def site() -> Iterator[LoopbackServer]:
    with loopback_server.running() as running:
        yield running


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(user_agent=AGENT, allow_private=True, timeout=20) as opened:
        yield opened


def test_a_response_has_url_status_headers_and_body(site: LoopbackServer, fetcher: Fetcher) -> None:
    site.reply("/1", "<p>Größe</p>".encode(), **{"ETag": '"v1"', "Link": "</a>", "link": "</b>"})
    answer = fetcher.get(site.url("/1"))
    assert (answer.url, answer.status, answer.body) == (site.url("/1"), 200, "<p>Größe</p>".encode())
    assert answer.headers["etag"] == '"v1"'
    assert answer.headers["link"] == "</a>, </b>"
    assert 0 < answer.seconds < 20


def test_a_request_names_the_user_agent_and_the_accepted_encodings(site: LoopbackServer, fetcher: Fetcher) -> None:
    fetcher.get(site.url("/feed?x=1"), accept="application/rss+xml")
    (request,) = site.requests
    assert request.path == "/feed?x=1"
    assert request.headers == {
        "host": f"127.0.0.1:{site.port}",
        "user-agent": AGENT,
        "accept": "application/rss+xml",
        "accept-encoding": "gzip, deflate",
    }


@pytest.mark.parametrize("status", ["304 Not Modified", "204 No Content"])
def test_an_unchanged_page_is_a_304_without_a_body(site: LoopbackServer, fetcher: Fetcher, status: str) -> None:
    site.replies["/1"] = f'HTTP/1.1 {status}\r\netag: "v1"\r\n\r\n'.encode()
    answer = fetcher.get(site.url("/1"), etag='W/"v1ß"', last_modified="Sun, 22 Nov 2026 07:00:00 GMT")
    assert (answer.status, answer.body) == (int(status[:3]), b"")
    assert site.requests[0].headers["if-none-match"].encode("latin-1").decode() == 'W/"v1ß"'
    assert site.requests[0].headers["if-modified-since"] == "Sun, 22 Nov 2026 07:00:00 GMT"


def test_validators_are_sent_to_the_target_of_a_redirect(site: LoopbackServer, fetcher: Fetcher) -> None:
    site.reply("/old", status="301 Moved Permanently", location="/new")
    site.replies["/new"] = b"HTTP/1.1 304 Not Modified\r\n\r\n"
    answer = fetcher.get(site.url("/old"), etag='"v1"')
    assert (answer.status, answer.url) == (304, site.url("/new"))


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 418, 429, 500, 503, 599])
def test_an_error_status_is_a_response(site: LoopbackServer, fetcher: Fetcher, status: int) -> None:
    site.reply("/1", b"<p>sorry</p>", f"{status} No", **{"Retry-After": "120"})
    answer = fetcher.get(site.url("/1"))
    assert (answer.status, answer.body, answer.headers["retry-after"]) == (status, b"<p>sorry</p>", "120")


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(http_reply(b"x", "429 Slow", content_encoding="br", retry_after="7"), id="unrequested encoding"),
        pytest.param(
            http_reply(b"\x1f\x8b!", "429 Slow", content_encoding="gzip", retry_after="7"), id="broken packing"
        ),
        pytest.param(http_reply(b"cut", "429 Slow", content_length="90", retry_after="7"), id="cut off"),
        pytest.param(http_reply(bytes(70_000), "429 Slow", retry_after="7"), id="long"),
        pytest.param(
            http_reply(gzip.compress(bytes(90_000_000)), "429 Slow", content_encoding="gzip", retry_after="7"),
            id="bomb",
        ),
    ],
)
def test_an_error_keeps_status_and_headers_if_its_body_cannot_be_read(
    site: LoopbackServer, fetcher: Fetcher, raw: bytes
) -> None:
    site.replies["/1!"] = raw
    answer = fetcher.get(site.url("/1"))
    assert (answer.status, answer.headers["retry-after"]) == (429, "7")
    assert len(answer.body) <= MOST_ERROR_BYTES


@pytest.mark.parametrize("packed", ["gzip", "x-gzip", "GZIP", "deflate", "raw deflate", "identity", "members"])
def test_compressed_bodies_are_decompressed(site: LoopbackServer, fetcher: Fetcher, packed: str) -> None:
    body = b"<p>Ein Absatz.</p>" * 900
    raw = {
        "deflate": zlib.compress(body),
        "raw deflate": zlib.compress(body, wbits=-15),
        "identity": body,
        "members": gzip.compress(body[:999]) + gzip.compress(b"") + gzip.compress(body[999:]),
    }.get(packed, gzip.compress(body))
    name = {"raw deflate": "deflate", "members": "gzip"}.get(packed, packed)
    site.reply("/1", raw, content_encoding=name)
    assert fetcher.get(site.url("/1")).body == body


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(http_reply(b"<p>half", content_length="900"), id="shorter than it says"),
        pytest.param(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\n<p>h\r\n", id="chunks without an end"),
        pytest.param(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n<p>h\r\n", id="no chunks at all"),
        pytest.param(http_reply(gzip.compress(b"<p>x</p>" * 99)[:-9], content_encoding="gzip"), id="half a gzip"),
        pytest.param(http_reply(zlib.compress(b"<p>x</p>" * 99)[:-5], content_encoding="deflate"), id="half a deflate"),
        pytest.param(b"HTTP/1.1 200 OK\r\ncontent-len", id="half a head"),
        pytest.param(b"", id="nothing"),
        pytest.param(b"SSH-2.0-OpenSSH_9.2\r\n\r\n", id="no HTTP"),
        pytest.param(http_reply(b"<p>x</p>", content_length="8\r\ncontent-length: 9"), id="two lengths"),
    ],
)
def test_a_cut_off_or_corrupt_response_is_a_fetch_error(site: LoopbackServer, fetcher: Fetcher, raw: bytes) -> None:
    site.replies["/1!"] = raw
    with pytest.raises(FetchError) as caught:
        fetcher.get(site.url("/1"))
    assert type(caught.value) is FetchError
    assert caught.value.url == site.url("/1")
    assert site.paths == ["/1"]


def test_a_body_that_ends_with_its_connection_is_complete(site: LoopbackServer, fetcher: Fetcher) -> None:
    site.replies["/1!"] = b"HTTP/1.1 200 OK\r\n\r\n<p>all of it</p>"
    assert fetcher.get(site.url("/1")).body == b"<p>all of it</p>"


def test_the_caller_sets_the_limit_of_a_body(site: LoopbackServer) -> None:
    site.reply("/1", bytes(1_000))
    site.reply("/2", bytes(1_001))
    with Fetcher(user_agent=AGENT, allow_private=True, max_bytes=1_000) as small:
        assert len(small.get(site.url("/1")).body) == 1_000
        with pytest.raises(TooLarge, match="more than 1000 bytes"):
            small.get(site.url("/2"))


def test_first_stops_reading_after_that_many_bytes(site: LoopbackServer, fetcher: Fetcher) -> None:
    site.reply("/1", bytes(20_000_000))
    site.reply("/2", b"short")
    assert len(fetcher.get(site.url("/1"), first=500).body) == 500
    assert fetcher.get(site.url("/2"), first=500).body == b"short"


def test_look_can_stop_before_the_body_is_read(site: LoopbackServer, fetcher: Fetcher) -> None:
    seen: list[Response] = []
    site.reply("/clip", bytes(4_000_000), **{"content-type": "video/mp4"})
    with pytest.raises(NotHtml, match="video/mp4"):
        fetcher.get(site.url("/clip"), look=must_be_html)
    site.reply("/1", b"<p>x</p>")
    assert fetcher.get(site.url("/1"), look=seen.append).body == b"<p>x</p>"
    assert [(answer.status, answer.body) for answer in seen] == [(200, b"")]


def test_a_connection_serves_several_requests(site: LoopbackServer, fetcher: Fetcher) -> None:
    site.reply("/1", b"<p>one</p>")
    site.reply("/2", b"", status="302 Discovered", location="/1")
    site.reply("/3", b"sorry", status="503 No")
    site.replies["/4"] = b"HTTP/1.1 304 Not Modified\r\n\r\n"
    for path in ("/1", "/2", "/3", "/4", "/1"):
        fetcher.get(site.url(path))
    assert [request.connection for request in site.requests] == [1] * 6


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(http_reply(b"<p>x</p> and more", content_length="8"), id="longer than it says"),
        pytest.param(http_reply(b"<p>x</p>") + http_reply(b"<p>forged</p>"), id="unrequested response"),
        pytest.param(http_reply(b"<p>x</p>", connection="close"), id="the server says so"),
    ],
)
def test_a_connection_with_unread_bytes_is_not_reused(site: LoopbackServer, fetcher: Fetcher, raw: bytes) -> None:
    site.replies["/1"] = raw
    site.reply("/2", b"<p>honest</p>")
    assert fetcher.get(site.url("/1")).body == b"<p>x</p>"
    assert fetcher.get(site.url("/2")).body == b"<p>honest</p>"
    assert [request.connection for request in site.requests] == [1, 2]


def test_a_connection_that_the_server_closed_is_replaced(site: LoopbackServer, fetcher: Fetcher) -> None:
    site.replies["/1!"] = http_reply(b"<p>x</p>")
    for _ in range(3):
        assert fetcher.get(site.url("/1")).body == b"<p>x</p>"
    assert [request.connection for request in site.requests] == [1, 2, 3]


@pytest.mark.parametrize(
    ("raw", "requests"),
    [
        pytest.param(b"", 2, id="without a word: once more, and no oftener"),
        pytest.param(b"HTTP/1.1 200 OK\r\ncontent-len", 1, id="in the middle of an answer: it was seen"),
    ],
)
def test_a_request_that_dies_on_a_kept_connection(
    site: LoopbackServer, fetcher: Fetcher, raw: bytes, requests: int
) -> None:
    site.reply("/1", b"<p>x</p>")
    fetcher.get(site.url("/1"))
    site.replies["/2!"] = raw
    with pytest.raises(FetchError):
        fetcher.get(site.url("/2"))
    assert site.paths == ["/1", *["/2"] * requests]


def test_cookies_live_within_the_redirects_of_one_fetch(site: LoopbackServer, fetcher: Fetcher) -> None:
    site.reply("/1", status="302 Discovered", location="/2", set_cookie="visitor=invented; Path=/")
    site.reply("/2", b"<p>x</p>", set_cookie="session=invented; Path=/; Max-Age=9999")
    fetcher.get(site.url("/1"))
    fetcher.get(site.url("/2"))
    assert site.paths == ["/1", "/2", "/2"]
    assert [request.headers.get("cookie") for request in site.requests] == [None, "visitor=invented", None]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(b"X-Powered-By : PHP", id="space-before-the-colon"),
        pytest.param(b": empty name", id="no-name"),
        pytest.param(b"Set-Cookie: w=\x01\x02; path=/", id="control-characters"),
        pytest.param(b"X-Author: Gr\xf6\xdfe \xe2\x80\x9cx", id="latin-1"),
        pytest.param(b"no colon at all", id="no-colon"),
        pytest.param(b"X Y: z", id="space-in-the-name"),
        pytest.param(b": empty\r\n  and its continuation", id="continued"),
    ],
)
def test_header_lines_that_browsers_pass_over(site: LoopbackServer, fetcher: Fetcher, line: bytes) -> None:
    head = b"HTTP/1.1 200 OK\r\n" + line + b"\r\nContent-Type: text/html\r\nX-Last: kept\r\nContent-Length: 2\r\n\r\n"
    site.replies["/1"] = head + b"ok"
    for _ in range(2):  # the second time over the same connection
        response = fetcher.get(site.url("/1"))
        assert (response.body, response.headers["x-last"]) == (b"ok", "kept")
    assert site.connections == 1


def test_a_head_that_arrives_in_pieces_is_read(site: LoopbackServer, fetcher: Fetcher) -> None:
    whole = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nX-A : b\r\nContent-Length: 4\r\n\r\n\r\n\r\n"

    def slowly() -> Iterator[bytes]:
        for at in range(len(whole)):
            time.sleep(0.002)
            yield whole[at : at + 1]

    site.replies["/1"] = slowly
    assert fetcher.get(site.url("/1")).body == b"\r\n\r\n"


def test_every_thread_gets_its_own_response(site: LoopbackServer, fetcher: Fetcher) -> None:
    for number in range(40):
        site.reply(f"/{number}", f"<p>{number}</p>".encode() * (1 + 50 * number))
    with ThreadPoolExecutor(8) as pool:
        numbers = [number % 40 for number in range(400)]
        bodies = list(pool.map(lambda number: fetcher.get(site.url(f"/{number}")).body, numbers))
    assert bodies == [f"<p>{number}</p>".encode() * (1 + 50 * number) for number in numbers]
    assert Counter(site.paths) == {f"/{number}": 10 for number in range(40)}
    assert site.connections <= 8


def test_a_closed_fetcher_fetches_nothing(site: LoopbackServer) -> None:
    with Fetcher(user_agent=AGENT, allow_private=True) as fetcher:
        fetcher.get(site.url())
    with pytest.raises(UsageError, match="closed"):
        fetcher.get(site.url())
    assert site.connections == 1


@pytest.mark.parametrize("agent", ["", " ", "bot\r\nx-admin: 1", "bot\x00"])
def test_a_user_agent_must_be_one_line(agent: str) -> None:
    with pytest.raises(UsageError, match="user agent"):
        Fetcher(user_agent=agent)


@pytest.mark.parametrize("etag", ['"v1"\r\nx-admin: 1', '"v\x001"', '"\n"'])
def test_a_validator_cannot_inject_a_header(site: LoopbackServer, fetcher: Fetcher, etag: str) -> None:
    with pytest.raises(UsageError, match="etag"):
        fetcher.get(site.url(), etag=etag)
    assert site.requests == []
