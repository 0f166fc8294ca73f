"""Whether a response is a page, and when the server accepts another request."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from scraper.errors import FetchError, HttpStatus, NotHtml
from scraper.net.response import LONGEST_WAIT, Page, Response, must_be_html, page_of, retry_after

URL = "https://harbourpost.example/1"
NOW = datetime(2026, 11, 22, 7, 30, 0, 250_000, tzinfo=UTC)


def answer(status: int = 200, body: bytes = b"<p>x</p>", **headers: str) -> Response:
    return Response(URL, status, {name.replace("_", "-"): value for name, value in headers.items()}, body, 0.1)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        pytest.param("120", 120, id="seconds"),
        pytest.param(" 120 ", 120, id="with space round it"),
        pytest.param("0", 0, id="at once"),
        pytest.param("1.2", 2, id="a fraction is never cut short"),
        pytest.param("Sun, 22 Nov 2026 08:00:00 GMT", 30 * 60 - 0.25, id="date"),
        pytest.param("Sunday, 22-Nov-26 08:00:00 GMT", 30 * 60 - 0.25, id="date of RFC 850"),
        pytest.param("Sun Nov 22 08:00:00 2026", 30 * 60 - 0.25, id="date of asctime"),
        pytest.param("Sun, 22 Nov 2026 09:00:00 +0100", 30 * 60 - 0.25, id="date elsewhere"),
        pytest.param("Sun, 22 Nov 2026 08:00:00 -0000", 30 * 60 - 0.25, id="date of nowhere"),
        pytest.param("Sun, 22 Nov 2020 08:00:00 GMT", 0, id="date that is past"),
        pytest.param("9" * 400, LONGEST_WAIT.total_seconds(), id="absurd seconds"),
        pytest.param("Sun, 22 Nov 9026 08:00:00 GMT", LONGEST_WAIT.total_seconds(), id="absurd date"),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str, seconds: float) -> None:
    assert retry_after(answer(429, retry_after=value), NOW) == NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "value", ["", "soon", "-5", "1e9", "nan", "inf", "0x10", "12 34", "1, 2", "Sun, 99 Nov 2026 08:00:00 GMT"]
)
def test_an_invalid_retry_after_is_ignored(value: str) -> None:
    assert retry_after(answer(503, retry_after=value), NOW) is None


def test_retry_after_is_in_utc() -> None:
    there = NOW.astimezone(timezone(timedelta(hours=5)))
    found = retry_after(answer(429, retry_after="60"), there)
    assert found == NOW + timedelta(seconds=60)
    assert found is not None
    assert found.tzinfo is UTC


def test_without_retry_after_there_is_no_time() -> None:
    assert retry_after(answer(429), NOW) is None


@pytest.mark.parametrize("kind", ["text/html", "TEXT/HTML; charset=utf-8", "application/xhtml+xml", "text/plain", ""])
def test_html_is_a_page(kind: str) -> None:
    found = answer(content_type=kind)
    must_be_html(found)
    assert page_of(found) == Page(URL, b"<p>x</p>", kind)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        pytest.param("application/pdf", b"%PDF-1.7", id="PDF that says so"),
        pytest.param("text/html", b"%PDF-1.7", id="PDF that lies"),
        pytest.param("", b"\x89PNG\r\n", id="image that says nothing"),
        pytest.param("application/json", b"{}", id="JSON"),
        pytest.param("application/rss+xml", b"<rss/>", id="feed"),
    ],
)
def test_other_types_than_html_are_not_a_page(kind: str, body: bytes) -> None:
    with pytest.raises(NotHtml):
        page_of(answer(body=body, content_type=kind))


@pytest.mark.parametrize("status", [204, 304, 404, 503, 799])
def test_another_status_is_not_a_page_whatever_its_type(status: int) -> None:
    found = answer(status, content_type="application/json")
    must_be_html(found)
    with pytest.raises(HttpStatus, match=str(status)) as caught:
        page_of(found)
    assert isinstance(caught.value, FetchError)
