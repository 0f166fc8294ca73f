"""Find the feeds, sitemaps and section pages of a site, for `scraper discover URL`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from urllib.parse import urlsplit

from scraper.errors import ScraperError, UsageError
from scraper.html.decode import read_page
from scraper.html.limits import parse
from scraper.runs.sources.feeds import read_feed
from scraper.runs.sources.limited import read_limited
from scraper.runs.sources.listing import Ask, SourceBody
from scraper.runs.sources.sections import article_links, base_of
from scraper.runs.sources.sitemaps import read_sitemap
from scraper.runs.types import Discovered
from scraper.urls import absolute, canonical, publisher_of, site_of

COMMON_FEEDS = ("/feed", "/rss", "/feed.xml", "/rss.xml", "/atom.xml", "/feeds.xml")
"""Tried in this order until one responds, if the page links no feed."""
COMMON_SITEMAPS = ("/sitemap.xml", "/sitemap_index.xml")
"""Tried in this order until one responds, if robots.txt lists no sitemap."""
MOST_CANDIDATES = 6
"""Most feeds, and most sitemaps, that are fetched."""

_FEED_TYPES = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "text/xml",
        "application/xml",
        "text/rss+xml",
    }
)
_READERS: dict[str, Callable[[bytes, str], list[Discovered]]] = {"feed": read_feed, "page": article_links}


@dataclass(frozen=True, slots=True)
class SourceCandidate:
    """A feed, sitemap or section page that could be read.

    `entries` is the number of its articles, or of the sitemaps of an index; `newest` is the date of the latest (UTC).
    """

    url: str
    title: str = ""
    entries: int = 0
    newest: datetime | None = None


@dataclass(frozen=True, slots=True)
class SourceCandidates:
    """The sources found for `url`; `pages` holds `url` itself if the page has article links."""

    url: str
    feeds: tuple[SourceCandidate, ...] = ()
    sitemaps: tuple[SourceCandidate, ...] = ()
    pages: tuple[SourceCandidate, ...] = ()


def find_sources(url: str, ask: Ask, sitemaps: Callable[[str], Iterable[str]]) -> SourceCandidates:
    """The feeds that the page at `url` links and the `sitemaps` of its robots.txt, or else those at common paths.

    If the page has moved, those where it is now. Sends at most some twenty requests. Raises UsageError if `url` is not
    a web address.
    """
    url = canonical(url)
    page = ask(url, "page")
    if page is not None:
        with suppress(UsageError):  # an address too long to be kept
            url = canonical(page.url)
    feeds = _readable(_feeds_of(page, url) if page is not None else {}, ask, "feed")
    named = sorted(_resolved(dict.fromkeys(sitemaps(url), ""), url), key=_is_news, reverse=True)
    return SourceCandidates(
        url,
        feeds or _readable(_resolved(dict.fromkeys(COMMON_FEEDS, ""), url), ask, "feed", most=1),
        _readable(dict.fromkeys(named, ""), ask, "sitemap")
        or _readable(_resolved(dict.fromkeys(COMMON_SITEMAPS, ""), url), ask, "sitemap", most=1),
        _candidate(url, "page", page),
    )


def to_toml(found: SourceCandidates) -> str:
    """A `[[source]]` for the configuration of a run: feeds and news sitemaps, else all sitemaps, else the page.

    Unused sitemaps follow as a comment.
    """
    news = [sitemap for sitemap in found.sitemaps if _is_news(sitemap.url)]
    chosen = news or ([] if found.feeds else list(found.sitemaps))
    archive = [sitemap for sitemap in found.sitemaps if sitemap not in chosen]
    lines = ["[[source]]", f"name = {_quoted(publisher_of(found.url) or site_of(found.url))}"]
    lines += _toml_line("feeds", found.feeds) + _toml_line("sitemaps", chosen)
    if not found.feeds and not chosen:
        lines += _toml_line("pages", [SourceCandidate(found.url)])
    if archive:
        lines += ["# to fetch the archive too:", *(f"# {line}" for line in _toml_line("sitemaps", archive))]
    return "\n".join(lines) + "\n"


def _feeds_of(page: SourceBody, url: str) -> dict[str, str]:
    """The feeds of `page_feeds`; none if it is not a page, so that the common paths are tried."""
    try:
        return read_limited(page_feeds, page.body, url)
    except ScraperError:
        return {}


def page_feeds(page: bytes, url: str) -> dict[str, str]:
    """The feeds that the head of a page links, except those of comments: address → title.

    Raises EmptyArticle, NotHtml or TooLarge if it is not a page.
    """
    tree = parse(read_page(page, url), url)
    titles: dict[str, str] = {}
    for node in tree.css("link[rel][href]"):
        rel, kind = ((node.attributes.get(name) or "").lower() for name in ("rel", "type"))
        link, title = node.attributes.get("href") or "", " ".join((node.attributes.get("title") or "").split())
        rels, kind = rel.split(), kind.partition(";")[0].strip()
        is_feed = ("alternate" in rels and kind in _FEED_TYPES) or "feed" in rels
        if is_feed and "comment" not in link.lower():
            titles.setdefault(link, title)
    return _resolved(titles, base_of(tree, url))


def _resolved(titles: Mapping[str, str], url: str) -> dict[str, str]:
    """Link → title with each link resolved against `url`, without invalid ones."""
    found: dict[str, str] = {}
    for link, title in titles.items():
        with suppress(UsageError):  # a mistake of the site
            found.setdefault(absolute(link, url), title)
    return found


def _is_news(sitemap: str) -> bool:
    return "news" in urlsplit(sitemap).path.lower()


def _readable(
    titles: Mapping[str, str], ask: Ask, kind: str, most: int = MOST_CANDIDATES
) -> tuple[SourceCandidate, ...]:
    """The first `most` of the addresses in `titles` that respond and can be read."""
    found: list[SourceCandidate] = []
    for url, title in islice(titles.items(), MOST_CANDIDATES):
        if len(found) < most:
            found += _candidate(url, kind, ask(url, kind), title)
    return tuple(found)


def _candidate(url: str, kind: str, document: SourceBody | None, title: str = "") -> tuple[SourceCandidate, ...]:
    """The source in a document, or none if it is not of this kind."""
    if document is None:
        return ()
    try:
        if kind == "sitemap":
            found, nested = read_limited(read_sitemap, document.body, document.url)
        else:
            found, nested = read_limited(_READERS[kind], document.body, document.url), []
    except ScraperError:
        return ()
    newest = max((item.when for item in found if item.when is not None), default=None)
    entries = len(found) or len(nested)
    return (SourceCandidate(url, title, entries, newest),) if entries or kind != "page" else ()


def _toml_line(key: str, candidates: Sequence[SourceCandidate]) -> list[str]:
    return [f"{key} = [{', '.join(_quoted(each.url) for each in candidates)}]"] if candidates else []


def _quoted(text: str) -> str:
    return json.dumps(text)  # an ASCII string is the same in JSON and TOML
