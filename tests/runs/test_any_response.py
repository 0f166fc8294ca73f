"""Whatever a server sends, and whatever its address is, a job gets an outcome."""

from __future__ import annotations

from datetime import UTC, datetime
from threading import Event

from hypothesis import example, given, settings
from hypothesis import strategies as st

from scraper.errors import UsageError
from scraper.net.fetch import Fetcher
from scraper.runs.clean_page import clean_fetched, clean_page
from scraper.runs.fetch_page import fetch_page
from scraper.runs.polite.client import PoliteClient
from scraper.runs.polite.directives import Directives
from scraper.runs.polite.robots import Robots
from scraper.runs.polite.throttle import Throttle
from scraper.runs.types import FetchJob, FetchResult, Outcome
from scraper.urls import canonical
from tools.soak_seeds import Answers

URL = "http://tidepost.example/1"
more = settings(max_examples=300)


def outcome(url: str, *answers: bytes) -> FetchResult:
    clock = [0.0]

    def sleep(seconds: float) -> None:
        clock[0] += seconds

    backend = Answers()
    backend.next = list(answers)
    with Fetcher(user_agent="tidebot/1.0", resolver=lambda host, port: ["93.184.216.34"], dial=backend) as fetcher:
        throttle = Throttle(1.0, clock=lambda: clock[0], sleep=sleep)
        now = datetime(2026, 11, 22, tzinfo=UTC)
        client = PoliteClient(
            fetcher, Robots.over(fetcher, "tidebot"), throttle, lambda: now, 1e6, Event(), Directives("tidebot")
        )
        fetched = fetch_page(FetchJob(1, url, "tide"), client)
    assert fetched is not None
    return clean_fetched(fetched, clean_page, client.directives).fetched


HEADERS = st.lists(
    st.tuples(
        st.sampled_from([
            "Location", "Content-Type", "Content-Encoding", "Retry-After", "ETag", "Set-Cookie", "Content-Length",
            "Transfer-Encoding", "Refresh", "X-Robots-Tag", "",
        ]),
        st.binary(max_size=60) | st.sampled_from([b"gzip", b"br", b"utf-8", b"chunked", b"text/html;charset=punycode"]),
    ),
    max_size=5,
)  # fmt: skip


@more
@given(st.sampled_from([200, 203, 206, 301, 302, 304, 404, 410, 429, 503, 999]), HEADERS, st.binary(max_size=80))
@example(200, [("Content-Type", b"text/html; charset=punycode")], b"<p>" + b"\xff-" * 300)
@example(429, [("Retry-After", b"9" * 60)], b"")
def test_any_headers(status: int, headers: list[tuple[str, bytes]], body: bytes) -> None:
    lines = b"".join(name.encode() + b": " + value + b"\r\n" for name, value in headers)
    assert outcome(URL, b"HTTP/1.1 %d x\r\n" % status + lines + b"\r\n" + body).outcome in Outcome


PIECES = st.sampled_from(
    ["http:", "https:", "//", "/", "\\", "@", ":", "[", "]", "%", "?", "#", "..", "xn--", "-", "127.1", "💙", "ß", "é",
     "\x00", "\ud800", " ", "a.example", "٣", "javascript:", "x" * 70]
)  # fmt: skip
ADDRESSES = st.lists(PIECES | st.text(max_size=3), min_size=1, max_size=8).map("".join)


@more
@given(ADDRESSES)
@example("http://127.1/")
@example("https:////]x=@")
@example("/login?back=" + "x" * 3000)
def test_any_redirect(location: str) -> None:
    line = b"Location: " + location.encode("utf-8", "surrogatepass").replace(b"\n", b" ") + b"\r\n"
    assert outcome(URL, b"HTTP/1.1 302 x\r\n" + line + b"content-length: 0\r\n\r\n").outcome in Outcome


@more
@given(ADDRESSES)
@example("http://💙.example/")
@example("http://xn--a.example/")
def test_any_address(text: str) -> None:
    try:
        address = canonical(text)
    except UsageError:
        return
    assert outcome(address, b"HTTP/1.1 200 x\r\ncontent-length: 3\r\n\r\nabc").outcome in Outcome
