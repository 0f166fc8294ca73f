"""Listing a source: all kinds merged, also if one of them fails."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

import pytest

from scraper.runs.config import Source
from scraper.runs.logs import JsonLog
from scraper.runs.sources import listing
from scraper.runs.sources.listing import MOST_NESTED, SourceBody, list_urls
from scraper.runs.types import Discovered

HOME = "https://harbour.example"


def day(number: int) -> datetime:
    return datetime(2026, 2, number, tzinfo=UTC)


def feed(*entries: tuple[str, int | None], rest: str = "") -> bytes:
    days = ["" if number is None else f"<pubDate>{number:02} Feb 2026 00:00:00 GMT</pubDate>" for _, number in entries]
    items = "".join(f"<item><link>{path}</link>{rest}{at}</item>" for (path, _), at in zip(entries, days, strict=True))
    return f"<rss version='2.0'><channel>{items}</channel></rss>".encode()


def sitemap(*entries: tuple[str, int | None], kind: str = "url") -> bytes:
    items = "".join(
        f"<{kind}><loc>{path}</loc>{f'<lastmod>2026-02-{number:02}</lastmod>' if number else ''}</{kind}>"
        for path, number in entries
    )
    root = "urlset" if kind == "url" else "sitemapindex"
    return f"<{root}>{items}</{root}>".encode()


def index(*entries: str) -> bytes:
    return sitemap(*((entry, None) for entry in entries), kind="sitemap")


def section(*paths: str) -> bytes:
    links = "".join(f'<a href="{path}">A headline of five words</a>' for path in paths)
    return f"<html><body>{links}</body></html>".encode()


class Site:
    """Responds by path, and records the requests."""

    def __init__(self, answers: Mapping[str, bytes | None]) -> None:
        self.answers = answers
        self.requests: list[tuple[str, str]] = []
        self.moved: dict[str, str] = {}
        self.log = io.StringIO()

    def ask(self, url: str, kind: str) -> SourceBody | None:
        self.requests.append((url.removeprefix(HOME), kind))
        body = self.answers.get(url.removeprefix(HOME))
        return None if body is None else SourceBody(body, self.moved.get(url, url))

    def discover(self, **kinds: tuple[str, ...]) -> list[Discovered]:
        urls = {kind: tuple(HOME + path for path in paths) for kind, paths in kinds.items()}
        return list_urls(Source("harbour", **urls), self.ask, JsonLog(self.log, "run"))

    def paths(self, **kinds: tuple[str, ...]) -> list[str]:
        return [found.url.removeprefix(HOME) for found in self.discover(**kinds)]

    @property
    def unreadable(self) -> list[str]:
        events = [json.loads(line) for line in self.log.getvalue().splitlines()]
        return [event["url"].removeprefix(HOME) for event in events if event["event"] == "unreadable"]


def test_all_kinds_are_merged_newest_first_and_undated_lists_last() -> None:
    site = Site(
        {
            "/feed": feed(("/b", 3), ("/undated", None)),
            "/map.xml": sitemap(("/d-e-f", 4), ("/g-h-i", 1), ("/never", None)),
            "/world": section("/2026/02/02/ferry-is-late", "/ferry-to-the-islands-is-late"),
        }
    )
    assert site.paths(feeds=("/feed",), sitemaps=("/map.xml",), pages=("/world",), urls=("/own",)) == [
        "/undated",
        "/ferry-to-the-islands-is-late",
        "/d-e-f",
        "/b",
        "/2026/02/02/ferry-is-late",
        "/g-h-i",
        "/never",
        "/own",
    ]
    assert site.requests == [("/feed", "feed"), ("/world", "page"), ("/map.xml", "sitemap")]


def test_each_address_is_listed_once_with_all_that_is_known_of_it() -> None:
    site = Site(
        {
            "/one": feed(("/a?utm_source=one", None), rest="<title>Tide</title><description>short</description>"),
            "/two": feed(("/a#top", 3), rest="<title>Other</title><description>much longer</description>"),
        }
    )
    (found,) = site.discover(feeds=("/one", "/two"), urls=("/a",))
    assert found == Discovered(f"{HOME}/a", day(3), "Tide", "much longer", f"{HOME}/one")


@pytest.mark.parametrize(
    ("broken", "unreadable"),
    [
        pytest.param(None, [], id="unchanged-or-failed-is-logged-by-who-asked"),
        pytest.param(b"", ["/bad"], id="empty"),
        pytest.param(b"\x00\x01\x02" * 999, ["/bad"], id="noise"),
        pytest.param(b"<html><body><p>Sorry</p></body></html>", ["/bad"], id="error-page"),
    ],
)
@pytest.mark.parametrize("kind", ["feeds", "sitemaps", "pages"])
def test_unreadable_body_is_logged_and_the_rest_is_listed(
    kind: str, broken: bytes | None, unreadable: list[str]
) -> None:
    site = Site({"/bad": broken, "/feed": feed(("/a", 1)), "/map.xml": sitemap(("/b-c-d", 2))})
    kinds: dict[str, tuple[str, ...]] = {"feeds": ("/feed",), "sitemaps": ("/map.xml",), "pages": ()}
    kinds[kind] = ("/bad", *kinds[kind])
    assert site.paths(**kinds) == ["/b-c-d", "/a"]
    if not (kind == "pages" and broken is not None and b"html" in broken):  # a page without links is not an error
        assert site.unreadable == unreadable


def test_feed_in_the_place_of_a_sitemap_is_read() -> None:
    site = Site({"/map.xml": feed(("/a", 1))})
    assert site.paths(sitemaps=("/map.xml",)) == ["/a"]
    assert site.unreadable == []


def test_other_pages_are_dropped_from_sitemaps_and_not_from_urls() -> None:
    odd = ("/", "/tag/ferries", "/author/jane", "/contact-us", "/report.pdf")
    site = Site({"/map.xml": sitemap(*((path, 1) for path in (*odd, "/ferry-is-late")))})
    assert site.paths(sitemaps=("/map.xml",)) == ["/ferry-is-late"]
    assert site.paths(urls=odd) == list(odd)


def test_source_does_not_offer_its_own_feeds_and_sections() -> None:
    site = Site({"/feed": feed(("/world", 1), ("/feed", 1), ("/a", 1))})
    assert site.paths(feeds=("/feed",), pages=("/world",)) == ["/a"]
    assert site.paths(feeds=("/feed",), pages=("/world",), urls=("/world",)) == ["/world", "/a"]


def test_index_leads_to_its_sitemaps_newest_first() -> None:
    nested = (("/old.xml", 1), ("/new.xml", 3))
    site = Site(
        {
            "/map.xml": sitemap(*nested, kind="sitemap"),
            "/old.xml": sitemap(("/a-b-c", 1)),
            "/new.xml": sitemap(("/d-e-f", 3)),
        }
    )
    assert site.paths(sitemaps=("/map.xml",)) == ["/d-e-f", "/a-b-c"]
    assert [path for path, _ in site.requests] == ["/map.xml", "/new.xml", "/old.xml"]


@pytest.mark.parametrize(
    ("listed", "followed"),
    [
        pytest.param(("/map.xml", "/other.xml", "/other.xml"), ["/other.xml"], id="itself-and-twice-the-same"),
        pytest.param(("https://mill.example/map.xml",), [], id="another-site"),
        pytest.param(
            ("https://static.harbour.example/x.xml",), ["https://static.harbour.example/x.xml"], id="its-host"
        ),
        pytest.param(
            ("/author-sitemap.xml", "/post_tag-sitemap2.xml", "/category-sitemap.xml"), [], id="lists-of-lists"
        ),
        pytest.param(
            ("/post-sitemap.xml", "/page-sitemap.xml"), ["/post-sitemap.xml", "/page-sitemap.xml"], id="posts"
        ),
        pytest.param(("javascript:x", "file:///etc/hostname"), [], id="no-web-addresses"),
    ],
)
def test_index_leads_only_to_allowed_sitemaps(listed: tuple[str, ...], followed: list[str]) -> None:
    site = Site({"/map.xml": index(*listed)})
    site.discover(sitemaps=("/map.xml",))
    assert [path for path, _ in site.requests] == ["/map.xml", *followed]


def test_indexes_of_indexes_end() -> None:
    site = Site({"/0.xml": index("/1.xml"), **{f"/{n}.xml": index(f"/{n + 1}.xml") for n in range(1, 9)}})
    site.discover(sitemaps=("/0.xml",))
    assert [path for path, _ in site.requests] == ["/0.xml", "/1.xml", "/2.xml", "/3.xml"]


def test_indexes_lead_to_a_bounded_number_of_sitemaps() -> None:
    many = tuple(f"/{n}.xml" for n in range(200))
    site = Site({"/a.xml": index(*many), "/b.xml": index(*(f"/b{path}" for path in many))})
    site.discover(sitemaps=("/a.xml", "/b.xml"))
    assert len(site.requests) == MOST_NESTED + 2
    assert ("/b.xml", "sitemap") in site.requests


def test_found_addresses_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "MOST_FOUND", 5)
    maps = {f"/{n}.xml": sitemap(*((f"/a-b-{n}-{m}", 1) for m in range(4))) for n in range(4)}
    site = Site(maps)
    assert len(site.discover(sitemaps=tuple(maps))) == 5
    assert len(site.requests) == 2


def test_ask_may_raise_what_ends_the_run() -> None:
    def ask(url: str, kind: str) -> SourceBody | None:
        raise KeyboardInterrupt

    asking: Callable[[str, str], SourceBody | None] = ask
    with pytest.raises(KeyboardInterrupt):
        list_urls(Source("harbour", feeds=(f"{HOME}/feed",)), asking, JsonLog(io.StringIO(), "run"))


@pytest.mark.parametrize(
    "name",
    ["sitemap_tagesblick-2026-11", "sitemap-sections-news-2026-11", "topical-1", "authority-2026", "usernews"],
)
def test_sitemaps_whose_names_begin_like_lists_are_followed(name: str) -> None:
    site = Site({"/map.xml": index(f"/{name}.xml"), f"/{name}.xml": sitemap(("/a-b-c", 1))})
    assert site.paths(sitemaps=("/map.xml",)) == ["/a-b-c"]


@pytest.mark.parametrize(
    "name", ["post_tag-sitemap.xml", "wp-sitemap-taxonomies-category-1.xml", "wp-sitemap-users-1.xml", "tags/3.xml.gz"]
)
def test_what_is_left_out_of_a_sitemap_is_said(name: str) -> None:
    site = Site({"/map.xml": index(f"/{name}"), "/own.xml": sitemap(("/tag/ferries", 1), ("/a-b-c", 2))})
    assert site.paths(sitemaps=("/map.xml", "/own.xml")) == ["/a-b-c"]
    events = [json.loads(line) for line in site.log.getvalue().splitlines()]
    said = {(event["what"], event["count"], *event["examples"]) for event in events if event["event"] == "left out"}
    assert said == {("sitemaps", 1, f"{HOME}/{name}"), ("pages", 1, f"{HOME}/tag/ferries")}


def test_links_are_resolved_against_the_address_that_answered() -> None:
    site = Site({"/feed": feed_of("late", "../a/early")})
    site.moved[f"{HOME}/feed"] = f"{HOME}/new/sub/feed.xml"
    found = site.discover(feeds=("/feed",))
    assert {item.url for item in found} == {f"{HOME}/new/sub/late", f"{HOME}/new/a/early"}
    assert {item.origin for item in found} == {f"{HOME}/feed"}


def feed_of(*links: str) -> bytes:
    return (
        "<rss><channel>" + "".join(f"<item><link>{link}</link></item>" for link in links) + "</channel></rss>"
    ).encode()
