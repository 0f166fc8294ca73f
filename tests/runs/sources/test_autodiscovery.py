"""The sources found for a site, and the configuration written for them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scraper.errors import UsageError
from scraper.runs.config import Source, load
from scraper.runs.sources.autodiscovery import (
    COMMON_FEEDS,
    COMMON_SITEMAPS,
    MOST_CANDIDATES,
    SourceCandidate,
    SourceCandidates,
    find_sources,
    to_toml,
)
from scraper.runs.sources.listing import SourceBody

HOME = "https://www.harbour.example"
DAY = datetime(2026, 2, 3, tzinfo=UTC)
ENTRY = b"<item><link>/a</link><pubDate>03 Feb 2026 00:00:00 GMT</pubDate></item>"
FEED = b"<rss version='2.0'><channel>" + ENTRY + b"</channel></rss>"
MAP = b"<urlset><url><loc>/a</loc><lastmod>2026-02-03</lastmod></url><url><loc>/b</loc></url></urlset>"
INDEX = b"<sitemapindex><sitemap><loc>/1.xml</loc></sitemap><sitemap><loc>/2.xml</loc></sitemap></sitemapindex>"
ARTICLE = '<a href="/2026/02/03/ferry-is-late">Ferry to the islands is late</a>'


def page(*feeds: tuple[str, str, str], body: str = ARTICLE) -> bytes:
    links = "".join(
        f'<link rel="alternate" type="{kind}" title="{title}" href="{href}">' for href, kind, title in feeds
    )
    return f"<!doctype html><html><head>{links}</head><body><main>{body}</main></body></html>".encode()


class Site:
    def __init__(self, answers: Mapping[str, bytes]) -> None:
        self.answers = answers
        self.requests: list[tuple[str, str]] = []
        self.moved: dict[str, str] = {}

    def ask(self, url: str, kind: str) -> SourceBody | None:
        self.requests.append((url.removeprefix(HOME), kind))
        body = self.answers.get(url.removeprefix(HOME))
        return None if body is None else SourceBody(body, self.moved.get(url, url))


def pasted(tmp_path: Path, text: str) -> Source:
    file = tmp_path / "news.toml"
    file.write_text(f'[run]\nuser_agent = "bot/1.0 (desk@harbour.example)"\n\n{text}', "utf-8")
    (source,) = load(file).sources
    return source


def test_page_and_robots_name_the_sources() -> None:
    site = Site(
        {
            "/": page(("/feed/", "application/rss+xml", " All  the news "), ("/atom", "application/atom+xml; x=y", "")),
            "/feed/": FEED,
            "/atom": FEED,
            "/map.xml": INDEX,
            "/news-map.xml": MAP,
        }
    )
    assert find_sources(HOME, site.ask, lambda url: (f"{HOME}/map.xml", "/news-map.xml", "x:y")) == SourceCandidates(
        f"{HOME}/",
        (SourceCandidate(f"{HOME}/feed/", "All the news", 1, DAY), SourceCandidate(f"{HOME}/atom", "", 1, DAY)),
        (SourceCandidate(f"{HOME}/news-map.xml", "", 2, DAY), SourceCandidate(f"{HOME}/map.xml", "", 2, None)),
        (SourceCandidate(f"{HOME}/", "", 1, DAY),),
    )
    assert not {path for path, _ in site.requests} & {*COMMON_FEEDS, *COMMON_SITEMAPS}


def test_common_paths_are_tried_until_one_responds() -> None:
    second, last = COMMON_FEEDS[1], COMMON_SITEMAPS[-1]
    site = Site({"/": page(), COMMON_FEEDS[0]: b"<html><body><p>Sorry</p></body></html>", second: FEED, last: MAP})
    found = find_sources(HOME, site.ask, lambda url: ())
    assert [each.url for each in (*found.feeds, *found.sitemaps)] == [HOME + second, HOME + last]
    assert [path for path, _ in site.requests] == ["/", COMMON_FEEDS[0], second, *COMMON_SITEMAPS]


def test_site_that_answers_nothing_gets_few_requests() -> None:
    site = Site({})
    assert find_sources(f"{HOME}/world", site.ask, lambda url: ()) == SourceCandidates(f"{HOME}/world")
    assert len(site.requests) == 1 + len(COMMON_FEEDS) + len(COMMON_SITEMAPS)


def test_a_bounded_number_of_candidates_is_fetched() -> None:
    feeds = tuple((f"/feed/{number}", "application/rss+xml", "") for number in range(50))
    site = Site({"/": page(*feeds), **{href: FEED for href, _, _ in feeds}})
    found = find_sources(HOME, site.ask, lambda url: tuple(f"{HOME}/{number}.xml" for number in range(50)))
    assert len(found.feeds) == MOST_CANDIDATES
    assert len(site.requests) == 1 + 2 * MOST_CANDIDATES + len(COMMON_SITEMAPS)


@pytest.mark.parametrize(
    "head",
    [
        pytest.param('<link rel="alternate" type="application/rss+xml" href="/comments/feed/">', id="comments"),
        pytest.param('<link rel="alternate" type="text/html" hreflang="de" href="/de/">', id="other-language"),
        pytest.param('<link rel="stylesheet" type="application/rss+xml" href="/x">', id="other-relation"),
        pytest.param('<link rel="alternate" type="application/rss+xml" href="javascript:x">', id="script"),
        pytest.param('<link rel="alternate" type="application/rss+xml" href="/gone">', id="feed-that-does-not-answer"),
    ],
)
def test_other_links_of_the_head_are_not_feeds(head: str) -> None:
    site = Site({"/": f"<html><head>{head}</head><body>{ARTICLE}</body></html>".encode(), "/comments/feed/": FEED})
    assert find_sources(HOME, site.ask, lambda url: ()).feeds == ()


def test_broken_page_still_leads_to_the_common_paths() -> None:
    site = Site({"/": b"\x89PNG" * 99, COMMON_FEEDS[0]: FEED})
    found = find_sources(HOME, site.ask, lambda url: ())
    assert (len(found.feeds), found.pages) == (1, ())


def test_invalid_address_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="https://"):
        find_sources("harbour.example", Site({}).ask, lambda url: ())


@pytest.mark.parametrize(
    ("found", "source"),
    [
        pytest.param(
            SourceCandidates(
                f"{HOME}/",
                (SourceCandidate(f"{HOME}/feed"),),
                (SourceCandidate(f"{HOME}/news.xml"), SourceCandidate(f"{HOME}/map.xml")),
            ),
            Source("harbour", feeds=(f"{HOME}/feed",), sitemaps=(f"{HOME}/news.xml",)),
            id="feed-and-news-sitemap-the-archive-as-a-comment",
        ),
        pytest.param(
            SourceCandidates(f"{HOME}/", (SourceCandidate(f"{HOME}/feed"),), (SourceCandidate(f"{HOME}/map.xml"),)),
            Source("harbour", feeds=(f"{HOME}/feed",)),
            id="feed-and-archive",
        ),
        pytest.param(
            SourceCandidates(f"{HOME}/", (), (SourceCandidate(f"{HOME}/map.xml"),), (SourceCandidate(f"{HOME}/"),)),
            Source("harbour", sitemaps=(f"{HOME}/map.xml",)),
            id="archive-where-there-is-nothing-else",
        ),
        pytest.param(
            SourceCandidates(f"{HOME}/world", (), (), (SourceCandidate(f"{HOME}/world"),)),
            Source("harbour", pages=(f"{HOME}/world",)),
            id="section-page",
        ),
        pytest.param(SourceCandidates(f"{HOME}/"), Source("harbour", pages=(f"{HOME}/",)), id="nothing-at-all"),
        pytest.param(
            SourceCandidates("http://127.0.1.1:8080/", (SourceCandidate("http://127.0.1.1:8080/feed"),)),
            Source("127.0.1.1", feeds=("http://127.0.1.1:8080/feed",)),
            id="ip-address",
        ),
    ],
)
def test_block_can_be_pasted(tmp_path: Path, found: SourceCandidates, source: Source) -> None:
    assert pasted(tmp_path, to_toml(found)) == source


def test_archive_is_valid_toml_once_it_is_uncommented() -> None:
    text = to_toml(
        SourceCandidates(
            f"{HOME}/",
            (SourceCandidate(f"{HOME}/feed"),),
            (SourceCandidate(f"{HOME}/map.xml"), SourceCandidate(f"{HOME}/old.xml")),
        )
    )
    uncommented = text.replace("# sitemaps", "sitemaps")
    assert tomllib.loads(uncommented)["source"][0]["sitemaps"] == [f"{HOME}/map.xml", f"{HOME}/old.xml"]


def test_title_and_address_of_a_feed_cannot_inject_toml(tmp_path: Path) -> None:
    href = '/feed?x="]&#10;[fetch]&#10;allow_private_addresses = true#'
    site = Site({"/": page((href.replace('"', "&quot;"), "application/rss+xml", "]\n[fetch]"))})
    site.answers = {**site.answers, "/feed?x=%22%5D%5Bfetch%5Dallow_private_addresses%20=%20true": FEED}
    found = find_sources(HOME, site.ask, lambda url: ())
    assert len(found.feeds) == 1
    text = to_toml(found)
    assert text.count("\n") == 3
    assert pasted(tmp_path, text).feeds == (found.feeds[0].url,)


def test_a_page_that_has_moved_is_read_where_it_is_now() -> None:
    new = "https://new.example"
    answers = {"/": page(("all.xml", "application/rss+xml", "All"))}
    site = Site({**answers, f"{new}/start/all.xml": FEED, f"{new}/map.xml": MAP})
    site.moved[f"{HOME}/"] = f"{new}/start/"
    robots = {f"{new}/start/": ["/map.xml"]}
    found = find_sources(HOME, site.ask, lambda url: robots.get(url, []))
    assert found.url == f"{new}/start/"
    assert [each.url for each in found.feeds] == [f"{new}/start/all.xml"]
    assert [each.url for each in found.sitemaps] == [f"{new}/map.xml"]


def test_feeds_are_found_by_every_type_that_sites_give_them() -> None:
    head = (
        '<base href="/static/"><link rel="alternate" type="text/xml" href="all.xml">'
        '<LINK REL="Alternate" TYPE="application/RSS+XML; charset=utf-8" HREF="town.xml">'
        '<link rel="feed" href="/two.xml">'
    )
    html = f"<!doctype html><html><head>{head}</head><body><p>x</p></body></html>".encode()
    site = Site({"/": html, "/static/all.xml": FEED, "/static/town.xml": FEED, "/two.xml": FEED})
    found = find_sources(HOME, site.ask, lambda url: ())
    assert [each.url for each in found.feeds] == [
        f"{HOME}/static/all.xml",
        f"{HOME}/static/town.xml",
        f"{HOME}/two.xml",
    ]
