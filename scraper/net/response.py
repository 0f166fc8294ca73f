"""What a server answered, as values: nothing here opens a connection.

`Response` is any answer of any server; `Page` is one that holds HTML, and `page_of` is the way from one to the other.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from scraper.errors import HttpStatus, NotHtml
from scraper.html.decode import decode_page

LONGEST_WAIT = timedelta(days=365)
"""The longest wait that `retry_after` gives, so that an absurd figure stays a date."""

_HTML_TYPES = frozenset({"", "text/html", "application/xhtml+xml", "application/xml", "text/xml", "text/plain"})
_NOT_HTML = ((b"%PDF-", "a PDF"), (b"\x89PNG", "an image"), (b"\xff\xd8\xff", "an image"), (b"GIF8", "an image"))
_SECONDS = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Response:
    """One answer of any status: the URL after redirects, the headers, the unpacked body, the seconds it took.

    Header names are in lower case; the values of a repeated header are joined by ", ".
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float


@dataclass(frozen=True, slots=True)
class Page:
    """What a server answered: the URL after redirects, the unpacked body, and the Content-Type header."""

    url: str
    body: bytes
    content_type: str = ""

    @property
    def text(self) -> str:
        """The body, decoded."""
        return decode_page(self.body, self.content_type).text


def must_be_html(answer: Response) -> None:
    """Look at an answer before its body is read: a 200 whose Content-Type is no HTML raises NotHtml.

    Other statuses pass, whatever they carry.
    """
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if answer.status == 200 and kind not in _HTML_TYPES:
        raise NotHtml(answer.url, f"the server sends {kind}, and only HTML can be cleaned")


def must_be_a_page(answer: Response) -> None:
    """As `must_be_html`, and any status but 200 raises HttpStatus."""
    if answer.status != 200:
        raise HttpStatus(answer.url, f"the server answered {answer.status} {_phrase(answer.status)}")
    must_be_html(answer)


def page_of(answer: Response) -> Page:
    """The HTML page in an answer. Raises HttpStatus for a status that is not 200, NotHtml for a PDF or an image."""
    must_be_a_page(answer)
    for magic, what in _NOT_HTML:
        if answer.body.startswith(magic):
            raise NotHtml(answer.url, f"this is {what}, whatever its Content-Type says")
    return Page(answer.url, answer.body, answer.headers.get("content-type", ""))


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "(a status that no standard knows)"


def retry_after(answer: Response, now: datetime) -> datetime | None:
    """The earliest moment (UTC) at which the server wants to be asked again, None where it does not say.

    Retry-After holds seconds or an HTTP date (RFC 9110, 10.2.3). A date that is past gives `now`, which must be aware.
    """
    value = answer.headers.get("retry-after", "").strip()
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
