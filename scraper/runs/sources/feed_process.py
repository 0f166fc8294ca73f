"""The process in which feeds are parsed: feedparser takes quadratic time on some inputs, and holds the interpreter.

It is started with this file as its program, so it imports nothing but the standard library and feedparser. Each request
on its standard input is a length, a line of JSON and the bytes of a feed, each response a length and JSON. It ends with
its input, hence with the process that started it.
"""

from __future__ import annotations

import io
import json
import sys
from calendar import timegm
from collections.abc import Mapping
from typing import Any, BinaryIO

MOST_MEMORY = 1 << 30
"""Bytes of address space that a feed may take."""

LENGTH = 8
"""Bytes of a length, the most significant first."""

_TEXTS = ("id", "link", "feedburner_origlink", "title", "summary")
_DATES = ("published", "created", "updated")


def serve() -> None:
    """Answer requests until the input ends."""
    _limit_memory()
    while (body := receive(sys.stdin.buffer)) is not None:
        send(sys.stdout.buffer, json.dumps(_answer(body)).encode())


def send(stream: BinaryIO, data: bytes) -> None:
    """Write a message."""
    stream.write(len(data).to_bytes(LENGTH, "big"))
    stream.write(data)
    stream.flush()


def receive(stream: BinaryIO) -> bytes | None:
    """Read a message; None at the end of the stream, even within a message."""
    head = stream.read(LENGTH)
    size = int.from_bytes(head, "big")
    data = stream.read(size) if len(head) == LENGTH else b""
    return data if len(head) == LENGTH and len(data) == size else None


def _answer(body: bytes) -> dict[str, Any]:
    """The entries of a feed, or the error that feedparser raised."""
    import feedparser

    head, _, feed_body = body.partition(b"\n")
    most, base = json.loads(head)
    headers = {"content-location": base} if base else {}
    try:
        feed = feedparser.parse(
            io.BytesIO(feed_body), response_headers=headers, resolve_relative_uris=False, sanitize_html=False
        )
        entries = [_entry(entry, most) for entry in feed.entries]
    except (ValueError, ArithmeticError, LookupError, TypeError, AttributeError, AssertionError, RuntimeError) as error:
        return {"error": f"{error!r:.200}"}
    except MemoryError:
        return {"error": "it takes too much memory"}
    return {"version": feed.get("version") or "", "entries": entries}


def _entry(entry: dict[str, Any], most: int) -> dict[str, Any]:
    """The parts of an entry that are used, each text of at most `most` characters."""
    found: dict[str, Any] = {key: entry[key][:most] for key in _TEXTS if isinstance(entry.get(key), str)}
    content = entry.get("content")
    values = [item.get("value") for item in content if isinstance(item, Mapping)] if isinstance(content, list) else []
    found["content"] = [value[:most] for value in values if isinstance(value, str)]
    found["links"] = bool(entry.get("links"))
    # feedparser's own lookup falls back to another key, with a warning
    found["dates"] = [
        [dict.get(entry, key) or "", _seconds(dict.get(entry, f"{key}_parsed"))]
        for key in _DATES
        if isinstance(dict.get(entry, key), str)
    ]
    return found


def _seconds(stamp: Any) -> int | None:
    """A parsed date in seconds since 1970."""
    if stamp is None:
        return None
    try:
        return timegm(stamp)
    except (ValueError, OverflowError):
        return None


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))


if __name__ == "__main__":
    serve()
