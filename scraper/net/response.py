"""Responses as values; nothing here opens a connection.

`RawResponse` is the head of a response and its bytes as they arrive; `Response` is complete, of any status; `Page` is
an HTML page.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from scraper.errors import HttpStatus, NotHtml
from scraper.html.file_kinds import file_kind

LONGEST_WAIT = timedelta(days=365)
"""The longest wait that `retry_after` returns, so that an absurd number remains a date."""

_HTML_TYPES = frozenset({"", "text/html", "application/xhtml+xml", "application/xml", "text/xml", "text/plain"})
_TYPE = re.compile(r"""[\s"',;]*([\w.+-]{1,99}/[\w.+-]{1,99})""")
PAGE_STATUSES = frozenset({200, 201, 203, 206})
"""The statuses with which servers send a page that was asked for in full."""
_SECONDS = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class RawResponse:
    """The status and headers of a response; `pieces` reads its body, still compressed, as it is iterated."""

    status: int
    headers: Iterable[tuple[bytes, bytes]]
    pieces: Iterable[bytes]


@dataclass(frozen=True, slots=True)
class Response:
    """A response of any status: the URL after redirects, the headers, the decompressed body, the seconds it took.

    Header names are in lower case; the values of a repeated header are joined by ", ", of X-Robots-Tag by line breaks.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float


@dataclass(frozen=True, slots=True)
class Page:
    """An HTML page as it was served: the URL after redirects, the decompressed body, and the Content-Type header."""

    url: str
    body: bytes
    content_type: str = ""


def must_be_html(response: Response) -> None:
    """Raise NotHtml for a page whose Content-Type is not HTML. Statuses without a page are not checked."""
    kind = media_type(response.headers.get("content-type", ""))
    if response.status in PAGE_STATUSES and kind not in _HTML_TYPES:
        raise NotHtml(response.url, f"the server sends {kind}, but only HTML can be cleaned. Give the URL of a page")


def media_type(content_type: str) -> str:
    """The type in a Content-Type header, which may be repeated, quoted or followed by anything; "" without one."""
    found = _TYPE.match(content_type)
    return found[1].lower() if found else ""


def must_be_a_page(response: Response) -> None:
    """As `must_be_html`, but also raise HttpStatus for any status without a page."""
    if response.status not in PAGE_STATUSES:
        raise HttpStatus(response.url, f"the server answered {response.status} {_status_phrase(response.status)}")
    must_be_html(response)


def page_of(response: Response) -> Page:
    """The HTML page in a response. Raises HttpStatus for a status without one, NotHtml for a PDF or an image."""
    must_be_a_page(response)
    if kind := file_kind(response.body):
        raise NotHtml(
            response.url, f"this is {kind.partition(': ')[0]}, despite its Content-Type. Give the URL of a page"
        )
    return Page(response.url, response.body, response.headers.get("content-type", ""))


def retry_after(response: Response, now: datetime) -> datetime | None:
    """The earliest time (UTC) at which the server accepts another request; None without a Retry-After header.

    Retry-After holds seconds or an HTTP date (RFC 9110, 10.2.3). A past date gives `now`, which must be aware.
    """
    value = response.headers.get("retry-after", "").strip()
    latest = now + LONGEST_WAIT
    if _SECONDS.fullmatch(value):
        seconds = float(value)
        when = latest if seconds >= LONGEST_WAIT.total_seconds() else now + timedelta(seconds=math.ceil(seconds))
    else:
        try:
            when = parsedate_to_datetime(value)
        except (ValueError, OverflowError):
            return None
        when = when.replace(tzinfo=UTC) if when.tzinfo is None else when
    return min(max(when, now), latest).astimezone(UTC)


def _status_phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "(a non-standard status)"
