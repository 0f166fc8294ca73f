"""Clean what callers send, within bounds of size, time, memory and number."""

from __future__ import annotations

from collections.abc import Callable
from threading import BoundedSemaphore

from scraper.api import clean_html, clean_text
from scraper.errors import TooCostly
from scraper.html.decode import MOST_PAGE_BYTES
from scraper.model import Article
from scraper.processes.pool import LimitReached, ProcessPool

_SECONDS = 20.0
"""Seconds that cleaning a page may take."""
MOST_SENT = MOST_PAGE_BYTES
"""Bytes of a page; a larger one is refused."""
_AT_ONCE, _WAITING = 2, 16


class CleanerBusy(Exception):
    """Too many pages wait to be cleaned."""


class BoundedCleaner:
    """Cleans in processes of its own: two pages at a time, while up to sixteen wait."""

    def __init__(self) -> None:
        self._pool = ProcessPool(_AT_ONCE)
        self._places = BoundedSemaphore(_AT_ONCE + _WAITING)

    def html(self, page: bytes, url: str, content_type: str) -> Article:
        """The article on a page. Raises CleanerBusy, and what `clean_html` raises."""
        return self._call(url, lambda: self._pool.call(_SECONDS, clean_html, page, url, content_type=content_type))

    def text(self, text: str, url: str) -> Article:
        """The article in flattened text. Raises CleanerBusy, and what `clean_text` raises."""
        return self._call(url, lambda: self._pool.call(_SECONDS, clean_text, text, url or None))

    def close(self) -> None:
        """End the processes."""
        self._pool.close()

    def _call(self, url: str, call: Callable[[], Article]) -> Article:
        if not self._places.acquire(blocking=False):
            raise CleanerBusy
        try:
            return call()
        except LimitReached as error:
            raise TooCostly(url, f"cleaning it {error}") from None
        finally:
            self._places.release()
