"""A source → what it offers now, newest first, each address once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from scraper.cleaning.metadata.dates import newest_first
from scraper.errors import FetchError, ScraperError
from scraper.runs.config import Source
from scraper.runs.sources.feeds import read_feed
from scraper.runs.sources.sections import article_links, shape_of
from scraper.runs.sources.sitemaps import read_sitemap
from scraper.runs.types import Discovered
from scraper.urls import canonical, registrable

if TYPE_CHECKING:
    from scraper.runs.logs import RunLog

Ask = Callable[[str, str], bytes | None]
"""`ask(url, kind)`: the unpacked body of a "feed", "sitemap" or "page"; None for unchanged, or failed and logged."""

MOST_FOUND = 100_000
"""Addresses that one source offers in one run; what it would add beyond them is not asked for."""
MOST_NESTED = 36
"""Sitemaps that the indexes of one source lead to in one run, the newest of them."""
MOST_DEPTH = 3
"""How deep indexes may lead into each other; the protocol knows one level."""

_LISTS = re.compile(r"(?:^|[/_-])(?:categor|tag|author|user|taxonom|topic|contributor|section)[a-z]*[\d_.-]")


def list_urls(source: Source, ask: Ask, log: RunLog) -> list[Discovered]:
    """What `source` offers, canonical, each once: fresh but undated links, then the newest, then undated lists.

    What cannot be read is logged as "unreadable", and the rest of the source goes on. Of one address offered twice the
    first date and title and the longest summary are kept.
    """
    basket = _UrlCollector(source.name, log)
    for url in source.feeds:
        basket.read(url, ask(url, "feed"), read_feed)
    for url in source.pages:
        basket.read(url, ask(url, "page"), article_links)
    fresh = set(basket.found)
    _sitemaps(source.sitemaps, ask, basket)
    basket.add(Discovered(canonical(url), origin=url) for url in source.urls)
    own = {canonical(url) for url in (*source.feeds, *source.pages, *source.sitemaps)} - {*map(canonical, source.urls)}
    found = [item for item in basket.found.values() if item.url not in own]
    return sorted(found, key=lambda item: (item.when is not None or item.url not in fresh, newest_first(item.when)))


def _sitemaps(urls: Iterable[str], ask: Ask, basket: _UrlCollector) -> None:
    waiting = [(url, 0) for url in reversed(tuple(dict.fromkeys(urls)))]
    seen = {canonical(url) for url, _ in waiting}
    nested = 0
    while waiting and len(basket.found) < MOST_FOUND:
        url, depth = waiting.pop()
        inner = dict.fromkeys(basket.read_sitemap(url, ask(url, "sitemap")))
        new = [inside for inside in inner if inside not in seen and depth < MOST_DEPTH and _may_lead(url, inside)]
        new = new[: MOST_NESTED - nested]
        nested += len(new)
        seen.update(new)
        waiting.extend((inside, depth + 1) for inside in reversed(new))


def _may_lead(index: str, sitemap: str) -> bool:
    """Whether an index may send us there: to its own site, and to no list of lists."""
    return registrable(index) == registrable(sitemap) and not _LISTS.search(sitemap.partition("://")[2].lower())


class _UrlCollector:
    """What was found so far: canonical address → Discovered."""

    def __init__(self, source: str, log: RunLog) -> None:
        self.found: dict[str, Discovered] = {}
        self._source = source
        self._log = log

    def add(self, items: Iterable[Discovered]) -> None:
        for item in items:
            known = self.found.get(item.url)
            if known is not None:
                self.found[item.url] = replace(
                    known,
                    when=known.when or item.when,
                    title=known.title or item.title,
                    summary=max(known.summary, item.summary, key=len),
                )
            elif len(self.found) < MOST_FOUND:
                self.found[item.url] = item

    def read(self, url: str, body: bytes | None, reader: Callable[[bytes, str], list[Discovered]]) -> None:
        """Add what `reader` finds in `body`; what it cannot read is logged."""
        if body is None:
            return
        try:
            self.add(reader(body, url))
        except ScraperError as error:
            self._unreadable(url, error)

    def read_sitemap(self, url: str, body: bytes | None) -> list[str]:
        """Add the pages of a sitemap, or of a feed that stands in its place; the sitemaps it leads to."""
        if body is None:
            return []
        try:
            pages, nested = read_sitemap(body, url)
        except FetchError as error:
            try:
                pages, nested = read_feed(body, url), []
            except FetchError:  # neither one nor the other: it was named as a sitemap
                self._unreadable(url, error)
                return []
        self.add(page for page in pages if shape_of(page.url) is not None)
        return nested

    def _unreadable(self, url: str, error: ScraperError) -> None:
        self._log.event(
            "unreadable", level="warning", source=self._source, url=url, why=getattr(error, "why", str(error))
        )
