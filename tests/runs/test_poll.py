"""Polling a source: validators of unchanged feeds, retries, and failures."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from scraper.runs.config import Source
from scraper.runs.logs import JsonLog
from scraper.runs.poll import SourceListing, poll
from scraper.runs.store import Store
from tests.origin import Answer, Origin
from tests.runs.test_fetch_page import SITE, asked, client

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

FEED = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Tide</title>
<item><title>Ferry late</title><link>{SITE}/a</link></item></channel></rss>"""
INDEX = f"""<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>{SITE}/part.xml</loc></sitemap></sitemapindex>"""
PART = f"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>{SITE}/b</loc></url></urlset>"""
XML = {"content-type": "application/xml", "etag": '"v1"'}


def listing(server: Origin, folder: Path, source: Source, max_bytes: int = 100_000) -> SourceListing:
    with Store.open(f"sqlite:///{folder}/articles.db") as store, client(server, max_bytes=max_bytes) as asking:
        return poll(source, asking, store, JsonLog(io.StringIO(), "r1", "info"))


def feed() -> Source:
    return Source("tide", feeds=(f"{SITE}/feed.xml",))


def test_a_feed_gives_what_it_holds_and_how_to_ask_again(server: Origin, tmp_path: Path) -> None:
    server.serve(f"{SITE}/feed.xml", Answer(FEED.encode(), headers=XML))
    result = listing(server, tmp_path, feed())
    assert [found.url for found in result.found] == [f"{SITE}/a"]
    assert result.validators == {f"{SITE}/feed.xml": ('"v1"', "")}
    assert (result.fetched, result.failed) == (1, {})


def test_a_feed_that_stumbles_is_asked_again(server: Origin, tmp_path: Path) -> None:
    answers = iter([Answer(status=500, headers=XML), Answer(FEED.encode(), headers=XML)])

    class Stumbling(dict[str, Answer]):
        def get(self, key: str, default: Answer | None = None) -> Answer | None:  # type: ignore[override]
            return next(answers) if key == "tidepost.example/feed.xml" else default

    server.answers = Stumbling()
    result = listing(server, tmp_path, feed())
    assert (len(result.found), result.fetched, result.failed) == (1, 1, {})
    assert asked(server).count("/feed.xml") == 2


def test_a_feed_that_did_not_change_is_no_failure(server: Origin, tmp_path: Path) -> None:
    server.serve(f"{SITE}/feed.xml", Answer(status=304, headers=XML))
    result = listing(server, tmp_path, feed())
    assert (result.found, result.validators, result.failed) == ([], {}, {})


def test_a_feed_that_is_gone_is_a_failure_that_says_why(server: Origin, tmp_path: Path) -> None:
    result = listing(server, tmp_path, feed())
    assert result.failed == {f"{SITE}/feed.xml": "the server answered 404"}
    assert asked(server).count("/feed.xml") == 1


def test_a_feed_that_robots_forbids_is_not_asked_for(server: Origin, tmp_path: Path) -> None:
    server.serve(f"{SITE}/robots.txt", Answer(b"User-agent: *\nDisallow: /", headers={"content-type": "text/plain"}))
    result = listing(server, tmp_path, feed())
    assert list(result.failed) == [f"{SITE}/feed.xml"]
    assert asked(server) == ["/robots.txt"]


def test_an_index_of_sitemaps_is_read_in_full_each_time(server: Origin, tmp_path: Path) -> None:
    server.serve(f"{SITE}/sitemap.xml", Answer(INDEX.encode(), headers=XML))
    server.serve(f"{SITE}/part.xml", Answer(PART.encode(), headers=XML))
    result = listing(server, tmp_path, Source("tide", sitemaps=(f"{SITE}/sitemap.xml",)))
    assert [found.url for found in result.found] == [f"{SITE}/b"]
    assert list(result.validators) == [f"{SITE}/part.xml"]


def test_a_sitemap_may_be_larger_than_a_page(server: Origin, tmp_path: Path) -> None:
    server.serve(f"{SITE}/part.xml", Answer(PART.encode(), headers=XML))
    server.serve(f"{SITE}/feed.xml", Answer(FEED.encode(), headers=XML))
    result = listing(server, tmp_path, Source("tide", feeds=feed().feeds, sitemaps=(f"{SITE}/part.xml",)), max_bytes=50)
    assert [found.url for found in result.found] == [f"{SITE}/b"]
    assert result.failed == {f"{SITE}/feed.xml": "more than 50 bytes"}
