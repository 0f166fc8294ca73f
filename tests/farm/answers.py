"""What a host answers, and the bytes of that answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha1
from http import HTTPStatus

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class FarmAnswer:
    """One answer. `claims` is a wrong Content-Length; `pause` is the number of seconds before each byte of the body."""

    body: bytes = b""
    status: int = 200
    content_type: str = HTML
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: str = ""
    modified: datetime | None = None
    claims: int | None = None
    pause: float = 0.0


@dataclass(frozen=True, slots=True)
class RawFarmAnswer:
    """An answer as bytes. `pause` sends the body a byte at a time; `close` closes the connection after it."""

    status: int
    head: bytes
    body: bytes
    pause: float
    close: bool


def page(html: str, modified: datetime | None = None, content_type: str = HTML) -> FarmAnswer:
    """An answer with the validators of its bytes."""
    body = html.encode()
    return FarmAnswer(body, content_type=content_type, etag=etag_of(body), modified=modified)


def etag_of(body: bytes) -> str:
    """A strong ETag of these bytes."""
    return f'"{sha1(body, usedforsecurity=False).hexdigest()[:20]}"'


def failure(status: int, **headers: str) -> FarmAnswer:
    """An error page with these headers, where underscores stand for hyphens."""
    body = f"<!doctype html><title>{status}</title><p>{HTTPStatus(status).phrase}</p>".encode()
    return FarmAnswer(body, status, headers={name.replace("_", "-"): value for name, value in headers.items()})


def on_the_wire(answer: FarmAnswer, asked: Mapping[str, str]) -> RawFarmAnswer:
    """The answer to a request with these headers (lower-case names): 304 without a body where nothing has changed."""
    fresh = answer.status == 200 and _has(answer, asked)
    status, body = (304, b"") if fresh else (answer.status, answer.body)
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}"]
    if not fresh:
        lines += [f"content-type: {answer.content_type}", f"content-length: {answer.claims or len(body)}"]
    if answer.etag:
        lines.append(f"etag: {answer.etag}")
    if answer.modified:
        lines.append(f"last-modified: {format_datetime(answer.modified.astimezone(UTC), usegmt=True)}")
    lines += [f"{name}: {value}" for name, value in answer.headers.items()]
    close = answer.claims is not None or asked.get("connection", "").lower() == "close"
    if close:
        lines.append("connection: close")
    return RawFarmAnswer(status, ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"), body, answer.pause, close)


def _has(answer: FarmAnswer, asked: Mapping[str, str]) -> bool:
    if "if-none-match" in asked:
        tags = {tag.strip().removeprefix("W/") for tag in asked["if-none-match"].split(",")}
        return bool(answer.etag) and answer.etag in tags
    since = asked.get("if-modified-since")
    return bool(since) and answer.modified is not None and answer.modified <= parsedate_to_datetime(since or "")
