"""Clean what callers send, within bounds of size, time, memory and number."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial

from starlette.concurrency import run_in_threadpool

from scraper.api import clean_html, clean_text
from scraper.errors import TooCostly
from scraper.html.decode import MOST_PAGE_BYTES
from scraper.model import Article
from scraper.processes.pool import LimitReached, ProcessPool

_SECONDS = 20.0
"""Seconds that cleaning a page may take."""
SENDING_SECONDS = 60.0
"""Seconds in which a caller must have sent a page."""
MOST_SENT = MOST_PAGE_BYTES
"""Bytes of a page; a larger one is refused."""
AT_ONCE, WAITING = 2, 16


class CleanerBusy(Exception):
    """Too many pages are sent, or wait to be cleaned."""


class BoundedCleaner:
    """Cleans in processes of its own: two pages at a time, while up to sixteen are sent or wait.

    The bodies of these eighteen are all that the server holds in memory; only the two are copied, to their processes.
    """

    def __init__(self, sending_seconds: float = SENDING_SECONDS) -> None:
        self.sending_seconds = sending_seconds
        self._pool = ProcessPool(AT_ONCE)
        self._free = AT_ONCE + WAITING
        self._at_once = asyncio.Semaphore(AT_ONCE)

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """Hold a place for a page from its first byte to its article. Raises CleanerBusy if all are taken."""
        if not self._free:
            raise CleanerBusy
        self._free -= 1
        try:
            yield
        finally:
            self._free += 1

    async def html(self, page: bytes, url: str, content_type: str) -> Article:
        """The article on a page. Raises what `clean_html` raises."""
        return await self._call(
            url, lambda: self._pool.call(_SECONDS, clean_html, page, url, content_type=content_type)
        )

    async def text(self, text: bytes, url: str) -> Article:
        """The article in flattened text in UTF-8. Raises what `clean_text` raises."""
        return await self._call(url, partial(self._text, text, url or None))

    def _text(self, text: bytes, url: str | None) -> Article:
        return self._pool.call(_SECONDS, clean_text, text.decode("utf-8", "replace"), url)

    def close(self) -> None:
        """End the processes."""
        self._pool.close()

    async def _call(self, url: str, call: Callable[[], Article]) -> Article:
        async with self._at_once:
            try:
                return await run_in_threadpool(call)
            except LimitReached as error:
                raise TooCostly(url, f"cleaning it {error}") from None
