"""How a site lists its stories: RSS, Atom, sitemaps and news sitemaps."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from email.utils import format_datetime
from html import escape

from tests.farm.prose import Story

_MAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def rss(name: str, base: str, stories: Iterable[Story], link: str = "{path}") -> str:
    """RSS 2.0. `link` is the format of an item's link, with a story's `path` and `number`."""
    items = "".join(
        f"<item><title>{escape(story.title)}</title>"
        f"<link>{escape(base + link.format(path=story.path, number=story.number))}</link>"
        f'<guid isPermaLink="false">{story.slug}</guid><description>{escape(story.dek)}</description>'
        f"<pubDate>{format_datetime(story.published)}</pubDate></item>"
        for story in stories
    )
    return (
        f'{_HEAD}<rss version="2.0"><channel><title>{escape(name)}</title><link>{base}/</link>'
        f"<description>Stories</description>{items}</channel></rss>"
    )


def atom(name: str, base: str, stories: Iterable[Story]) -> str:
    """Atom 1.0."""
    entries = "".join(
        f'<entry><title>{escape(story.title)}</title><link rel="alternate" href="{base}{story.path}"/>'
        f"<id>{base}{story.path}</id><updated>{story.modified.isoformat()}</updated>"
        f"<published>{story.published.isoformat()}</published><summary>{escape(story.dek)}</summary></entry>"
        for story in stories
    )
    return (
        f'{_HEAD}<feed xmlns="http://www.w3.org/2005/Atom"><title>{escape(name)}</title><id>{base}/</id>'
        f"<updated>2026-03-01T06:00:00+00:00</updated>{entries}</feed>"
    )


def sitemap(base: str, stories: Iterable[Story]) -> str:
    """A plain sitemap with the day of each story's last change."""
    urls = "".join(
        f"<url><loc>{base}{story.path}</loc><lastmod>{story.modified.isoformat()}</lastmod></url>" for story in stories
    )
    return f'{_HEAD}<urlset xmlns="{_MAPS}">{urls}</urlset>'


def news_sitemap(name: str, base: str, stories: Iterable[Story]) -> str:
    """A news sitemap: publication and headline of each story."""
    urls = "".join(
        f"<url><loc>{base}{story.path}</loc><news:news><news:publication><news:name>{escape(name)}</news:name>"
        "<news:language>en</news:language></news:publication>"
        f"<news:publication_date>{story.published.isoformat()}</news:publication_date>"
        f"<news:title>{escape(story.title)}</news:title></news:news></url>"
        for story in stories
    )
    return f'{_HEAD}<urlset xmlns="{_MAPS}" xmlns:news="{_NEWS}">{urls}</urlset>'


def sitemap_index(base: str, paths: Iterable[str]) -> str:
    """An index of sitemaps."""
    maps = "".join(f"<sitemap><loc>{base}{path}</loc></sitemap>" for path in paths)
    return f'{_HEAD}<sitemapindex xmlns="{_MAPS}">{maps}</sitemapindex>'


def packed(xml: str) -> bytes:
    """The text in gzip without a time stamp, so that equal texts give equal bytes."""
    return gzip.compress(xml.encode(), mtime=0)
