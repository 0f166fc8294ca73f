"""List the URLs of a source, newest first, each once."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from scraper.cleaning.metadata.dates import newest_first
from scraper.errors import FetchError, PageError
from scraper.runs.config import Source
from scraper.runs.polite.directives import Obedience
from scraper.runs.sources.feeds import read_feed
from scraper.runs.sources.following import OTHER_HOST, Following
from scraper.runs.sources.limited import read_limited
from scraper.runs.sources.sections import article_links, shape_of
from scraper.runs.sources.sitemaps import read_sitemap
from scraper.runs.types import Discovered
from scraper.urls import canonical, host_of, registrable

if TYPE_CHECKING:
    from scraper.runs.logs import RunLog

_T = TypeVar("_T")


class SourceBody(NamedTuple):
    """A feed, sitemap or section page: its decompressed body, and the URL that answered, after redirects.

    `nofollow` is True for a section page whose publisher asks that none of its links is followed.
    """

    body: bytes
    url: str
    nofollow: bool = False


Ask = Callable[[str, str], SourceBody | None]
"""`ask(url, kind)`: the "feed", "sitemap" or "page" at `url`; None if unchanged, or failed and logged."""

Report = Callable[[str, int, str], None]
"""`report(url, listed, error)`: the number of URLs in a body, and why it could not be read ("")."""

LeftOut = Callable[[str, int], None]
"""`left_out(why, count)`: links that are not followed, and why, as `Following` says it."""

MOST_FOUND = 100_000
"""Most URLs of a source in one run; beyond them, no more sitemaps are fetched."""
MOST_NESTED = 36
"""Most sitemaps fetched from the indexes of a source in one run, the newest."""
MOST_DEPTH = 3
"""Most levels of nested indexes; the protocol allows one."""

_EXAMPLES = 3
_LISTS = re.compile(
    r"(?:^|[/_-])(?:categor(?:y|ies)|tags?|authors?|users?|taxonom(?:y|ies)|topics?|contributors?|sections?)"
    r"(?:[_-]?(?:sitemap|index|page|\d{1,4}))*(?:/|(?:[/_-]\d{1,4})?(?:\.xml|\.txt)?(?:\.gz)?(?:$|\?))"
)
"""Sitemaps of lists: "post_tag-sitemap2.xml", "taxonomies-category-1.xml", but not "tagesblick-2026-11.xml"."""


def list_urls(
    source: Source,
    ask: Ask,
    log: RunLog,
    report: Report = lambda url, listed, error: None,
    left_out: LeftOut = lambda why, count: None,
    obedience: Obedience = Obedience.OBEY,
) -> list[Discovered]:
    """The canonical URLs of `source`: undated ones of feeds and pages, then dated ones, newest first, then the others.

    A body that cannot be read is logged as "unreadable" and skipped; `report` is called for each body, and `left_out`
    for links that are not followed. A URL listed twice gets the first date and title and the longest summary.
    `obedience` is that to rel=nofollow.
    """
    collector = _UrlCollector(Following(source, obedience), log, report, left_out)
    for url in source.feeds:
        collector.read(url, ask(url, "feed"), read_feed)
    for url in source.pages:
        collector.read(url, ask(url, "page"), article_links)
    fresh = set(collector.found)
    _sitemaps(source.sitemaps, ask, collector)
    collector.add(Discovered(canonical(url), origin=url) for url in source.urls)
    own = {canonical(url) for url in (*source.feeds, *source.pages, *source.sitemaps)} - {*map(canonical, source.urls)}
    found = [item for item in collector.found.values() if item.url not in own]
    return sorted(found, key=lambda item: (item.when is not None or item.url not in fresh, newest_first(item.when)))


def _sitemaps(urls: Iterable[str], ask: Ask, collector: _UrlCollector) -> None:
    pending = [(url, 0) for url in reversed(tuple(dict.fromkeys(urls)))]
    seen = {canonical(url) for url, _ in pending}
    nested = 0
    while pending and len(collector.found) < MOST_FOUND:
        url, depth = pending.pop()
        listed = [each for each in dict.fromkeys(collector.read_sitemap(url, ask(url, "sitemap"))) if each not in seen]
        new = [each for each in listed if depth < MOST_DEPTH and _may_follow(url, each, collector.following)][
            : MOST_NESTED - nested
        ]
        collector.left_out(url, "sitemaps", [each for each in listed if each not in new])
        nested += len(new)
        seen.update(new)
        pending.extend((each, depth + 1) for each in reversed(new))


def _may_follow(index: str, sitemap: str, following: Following) -> bool:
    """Whether to fetch a sitemap of an index: only one of the same site, and not of categories, tags or authors."""
    is_near = registrable(index) == registrable(sitemap) or bool(following.source.hosts)
    return is_near and not following.why_not_to(sitemap) and not _LISTS.search(sitemap.partition("://")[2].lower())


class _UrlCollector:
    """Merges the URLs of a source: canonical URL → Discovered."""

    def __init__(self, following: Following, log: RunLog, report: Report, count: LeftOut) -> None:
        self.found: dict[str, Discovered] = {}
        self.following = following
        self._log = log
        self._report = report
        self._count = count

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

    def read(self, url: str, document: SourceBody | None, reader: Callable[[bytes, str], list[Discovered]]) -> None:
        """Add what `reader` finds in a document; log one it cannot read."""
        items = self._read(url, document, reader)
        if items is not None and document is not None:
            if document.nofollow:
                items = [replace(item, nofollow=True) for item in items]
            self._add_followed(url, len(items), items)

    def read_sitemap(self, url: str, document: SourceBody | None) -> list[str]:
        """Add the pages of a sitemap, or of a feed in its place; returns the sitemaps it lists."""
        listed = self._read(url, document, _sitemap_or_feed)
        if listed is None:
            return []
        pages, nested = listed
        articles = [page for page in pages if shape_of(page.url, is_listed=True) is not None]
        self._add_followed(url, len(pages) + len(nested), articles)
        if len(articles) < len(pages):
            kept = {page.url for page in articles}
            self.left_out(url, "pages", [page.url for page in pages if page.url not in kept])
        return nested

    def _add_followed(self, url: str, listed: int, items: list[Discovered]) -> None:
        """Add the items of a document that lists so many URLs, except those that are not followed; report it."""
        aside: dict[str, list[str]] = {}
        followed = []
        for item in items:
            if why := self.following.why_not(item):
                aside.setdefault(why, []).append(item.url)
            else:
                followed.append(replace(item, origin=url))
        for why, urls in aside.items():
            self.left_out(url, f"pages {why}", urls)
            self._count(why, len(urls))
        error = _all_elsewhere(aside.get(OTHER_HOST, ())) if len(aside.get(OTHER_HOST, ())) == len(items) else ""
        self._report(url, 0 if error else listed, error)
        self.add(followed)

    def left_out(self, url: str, what: str, urls: list[str]) -> None:
        """Log what is not fetched of a sitemap, by the shape of its address or beyond a limit."""
        if urls:
            self._log.event(
                "left out",
                source=self.following.source.name,
                url=url,
                what=what,
                count=len(urls),
                examples=urls[:_EXAMPLES],
            )

    def _read(self, url: str, document: SourceBody | None, reader: Callable[[bytes, str], _T]) -> _T | None:
        if document is None:
            return None
        try:
            return read_limited(reader, document.body, document.url)
        except ImportError:
            raise
        except Exception as error:  # one body must not end a run
            why = error.why if isinstance(error, PageError) else f"{type(error).__name__}: {error}"
            self._report(url, 0, why or "it is not readable")
            self._log.event("unreadable", level="warning", source=self.following.source.name, url=url, why=why)
            return None


def _all_elsewhere(urls: Sequence[str]) -> str:
    """That all links of a document lead to other hosts, and how to allow it; "" without any."""
    if not urls:
        return ""
    hosts = [host for host, _ in Counter(map(host_of, urls)).most_common(_EXAMPLES)]
    return f"all its links lead to other hosts; if they are to be followed, write hosts = {json.dumps(hosts)}"


def _sitemap_or_feed(body: bytes, url: str) -> tuple[list[Discovered], list[str]]:
    try:
        return read_sitemap(body, url)
    except FetchError as error:
        try:
            return read_feed(body, url), []
        except FetchError:
            raise error from None  # the configuration names a sitemap
