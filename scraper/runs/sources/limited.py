"""Read feeds, sitemaps and section pages in processes of their own, as some inputs hold a parser up for minutes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from scraper.errors import FetchError
from scraper.processes.pool import LimitReached, ProcessPool

MOST_SECONDS = 10.0
"""Seconds for a document. The longest real ones take two."""

_T = TypeVar("_T")
_pool = ProcessPool(2, memory=1 << 30)


def read_limited(reader: Callable[[bytes, str], _T], body: bytes, url: str) -> _T:
    """What `reader` makes of the document at `url`.

    Raises what `reader` raises, and FetchError if it takes longer than `MOST_SECONDS` or more than a gigabyte.
    """
    try:
        return _pool.call(MOST_SECONDS, reader, body, url)
    except LimitReached as error:
        raise FetchError(url, f"reading it {error}; check the URL") from None
