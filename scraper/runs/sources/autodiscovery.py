"""What a site offers to those who look for its news: the answer of `scraper discover URL`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from scraper.errors import ScraperError, UsageError
from scraper.html.decode import read_page
from scraper.html.limits import parse
from scraper.runs.sources.feeds import read_feed
from scraper.runs.sources.listing import Ask
from scraper.runs.sources.sections import article_links
from scraper.runs.sources.sitemaps import read_sitemap
from scraper.runs.types import Discovered
from scraper.urls import absolute, canonical, publisher_of, site_of

COMMON_FEEDS = ("/feed", "/rss", "/feed.xml", "/rss.xml", "/atom.xml", "/feeds.xml")
"""Tried one after another until one answers, where a page names none."""
COMMON_SITEMAPS = ("/sitemap.xml", "/sitemap_index.xml")
"""Tried one after another until one answers, where robots.txt names none."""
MOST_OFFERS = 6
"""Feeds, and sitemaps, that are looked into."""

_SITEMAP_LINE = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"})


_READERS: dict[str, Callable[[bytes, str], list[Discovered]]] = {"feed": read_feed, "page": article_links}


@dataclass(frozen=True, slots=True)
class SourceCandidate:
    """A feed, a sitemap or a section page that answered: how much is in it, and of when (UTC) its newest entry is.

    `entries` are articles, or the sitemaps of an index.
    """

    url: str
    title: str = ""
    entries: int = 0
    newest: datetime | None = None


@dataclass(frozen=True, slots=True)
class SourceCandidates:
    """What the site at `url` offers; `pages` holds `url` itself where article links stand on it."""

    url: str
    feeds: tuple[SourceCandidate, ...] = ()
    sitemaps: tuple[SourceCandidate, ...] = ()
    pages: tuple[SourceCandidate, ...] = ()


def find_sources(url: str, ask: Ask, sitemaps: Sequence[str] | None = None) -> SourceCandidates:
    """What the site of the page at `url` offers: what its page and robots.txt name, else what answers where many do.

    `sitemaps` are those of robots.txt where it was read already; without them `ask(…, "robots")` is asked for it. At
    most some twenty requests. Raises UsageError for what is no web address.
    """
    url = canonical(url)
    page = ask(url, "page")
    feeds = _looked_into(_of_page(page, url) if page is not None else (), ask, "feed")
    if sitemaps is None:
        sitemaps = _of_robots(ask(absolute("/robots.txt", url), "robots") or b"", url)
    known = _looked_into(_news_first(sitemaps), ask, "sitemap")
    return SourceCandidates(
        url,
        feeds or _looked_into(_common(COMMON_FEEDS, url), ask, "feed", most=1),
        known or _looked_into(_common(COMMON_SITEMAPS, url), ask, "sitemap", most=1),
        _offer(url, "page", page),
    )


def to_toml(found: SourceCandidates) -> str:
    """A `[[source]]` to paste into the file of a run: feeds, and of the sitemaps those that are of news, if any are.

    Sitemaps of the archive follow as a comment. A site that offers nothing at all is read by its page.
    """
    news = [offer for offer in found.sitemaps if _is_news(offer.url)]
    chosen = news or ([] if found.feeds else list(found.sitemaps))
    archive = [offer for offer in found.sitemaps if offer not in chosen]
    lines = ["[[source]]", f"name = {_quoted(publisher_of(found.url) or site_of(found.url))}"]
    lines += _listing("feeds", found.feeds) + _listing("sitemaps", chosen)
    if not found.feeds and not chosen:
        lines += _listing("pages", [SourceCandidate(found.url)])
    if archive:
        lines += ["# the archive, if that is wanted too:", *(f"# {line}" for line in _listing("sitemaps", archive))]
    return "\n".join(lines) + "\n"


def _of_page(page: bytes, url: str) -> tuple[SourceCandidate, ...]:
    """The feeds that the head of a page names, those of comments aside."""
    try:
        tree = parse(read_page(page, url), url)
    except ScraperError:  # no page with links; what many sites have is still tried
        return ()
    named: dict[str, str] = {}
    for node in tree.css("link[rel][href]"):
        rel, kind = ((node.attributes.get(name) or "").lower() for name in ("rel", "type"))
        link, title = node.attributes.get("href") or "", " ".join((node.attributes.get("title") or "").split())
        if (
            "alternate" in rel.split()
            and kind.partition(";")[0].strip() in _FEED_TYPES
            and "comment" not in link.lower()
        ):
            named.setdefault(link, title)
    return tuple(
        SourceCandidate(address, title) for link, title in named.items() for address in _addresses((link,), url)
    )


def _of_robots(body: bytes, url: str) -> tuple[str, ...]:
    return _addresses(_SITEMAP_LINE.findall(body.decode("utf-8", "replace")), url)


def _common(paths: Iterable[str], url: str) -> tuple[SourceCandidate, ...]:
    return tuple(SourceCandidate(absolute(path, url)) for path in paths)


def _news_first(sitemaps: Iterable[str]) -> tuple[SourceCandidate, ...]:
    return tuple(
        SourceCandidate(sitemap) for sitemap in sorted(dict.fromkeys(sitemaps), key=lambda it: not _is_news(it))
    )


def _is_news(sitemap: str) -> bool:
    return "news" in urlsplit(sitemap).path.lower()


def _addresses(links: Iterable[str], url: str) -> tuple[str, ...]:
    found = []
    for link in links:
        try:
            found.append(absolute(link, url))
        except UsageError:  # a site's own slip of the pen is nothing to offer
            continue
    return tuple(found)


def _looked_into(
    candidates: Sequence[SourceCandidate], ask: Ask, kind: str, most: int = MOST_OFFERS
) -> tuple[SourceCandidate, ...]:
    """Those of `candidates` that answer and can be read; after `most` of them no more are asked."""
    found: list[SourceCandidate] = []
    for candidate in candidates[:MOST_OFFERS]:
        if len(found) < most:
            found += [
                replace(offer, title=candidate.title) for offer in _offer(candidate.url, kind, ask(candidate.url, kind))
            ]
    return tuple(found)


def _offer(url: str, kind: str, body: bytes | None) -> tuple[SourceCandidate, ...]:
    """One offer, or none where nothing of that kind is in `body`."""
    if body is None:
        return ()
    try:
        found, nested = read_sitemap(body, url) if kind == "sitemap" else (_READERS[kind](body, url), [])
    except ScraperError:  # no feed, no sitemap, no page: nothing to offer
        return ()
    newest = max((item.when for item in found if item.when is not None), default=None)
    entries = len(found) or len(nested)
    return (SourceCandidate(url, "", entries, newest),) if entries or kind != "page" else ()


def _listing(key: str, listed: Sequence[SourceCandidate]) -> list[str]:
    return [f"{key} = [{', '.join(_quoted(offer.url) for offer in listed)}]"] if listed else []


def _quoted(text: str) -> str:
    return json.dumps(text)  # what is ASCII is written alike in both
