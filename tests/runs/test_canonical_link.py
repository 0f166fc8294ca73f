"""The canonical link of a page is read from its head, and used only if it is plausible."""

from __future__ import annotations

import time

import pytest

from scraper.runs.page_head import canonical_link, refreshed

URL = "https://www.tidepost.example/amp/ferry?page=1"
STORY = "https://www.tidepost.example/ferry"


def page(head: str, body: str = "<p>Story.</p>") -> bytes:
    return f"<!doctype html><html><head><title>Ferry</title>{head}</head><body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    "link",
    [
        pytest.param(f'<link rel="canonical" href="{STORY}">', id="as-it-should-be"),
        pytest.param(f"<LINK HREF='{STORY}' REL='canonical' />", id="other-quotes-case-and-order"),
        pytest.param("<link rel=canonical href=/ferry>", id="relative-without-quotes"),
        pytest.param(f'<link\n rel="canonical nofollow"\n href=" {STORY} ">', id="lines-and-spaces"),
        pytest.param(f'<link rel="canonical" href="{STORY}?utm_source=rss&amp;fbclid=1#top">', id="tracking"),
        pytest.param(f'<link rel="canonical" href="{STORY}"><link rel="canonical" href="/ferry">', id="twice-the-same"),
        pytest.param('<link rel="canonical" href="https://tidepost.example/ferry">', id="other-subdomain"),
        pytest.param(
            f'<style>{"p{}" * 30_000}</style><link rel="canonical" href="{STORY}">', id="behind-a-style-sheet"
        ),
    ],
)
def test_link_is_read(link: str) -> None:
    assert canonical_link(page(link), URL) in (STORY, STORY.replace("www.", ""))


@pytest.mark.parametrize(
    "link",
    [
        pytest.param("", id="none"),
        pytest.param('<link rel="alternate" href="/ferry" title="canonical">', id="another-relation"),
        pytest.param('<link rel="canonical">', id="no-address"),
        pytest.param('<link rel="canonical" href="">', id="empty"),
        pytest.param('<link rel="canonical" href="/">', id="front-page"),
        pytest.param('<link rel="canonical" href="https://tidewire.example/ferry">', id="another-domain"),
        pytest.param('<link rel="canonical" href="javascript:alert(1)">', id="no-web-address"),
        pytest.param('<link rel="canonical" href="/a"><link rel="canonical" href="/b">', id="two-that-differ"),
        pytest.param(f'<!-- <link rel="canonical" href="{STORY}"> -->', id="in-a-comment"),
        pytest.param(f"<script>'<link rel=canonical href={STORY}>'</script>", id="in-a-script"),
    ],
)
def test_link_is_not_believed(link: str) -> None:
    assert canonical_link(page(link), URL) == ""


def test_link_in_the_story_is_not_of_the_page() -> None:
    assert canonical_link(page("", f'<link rel="canonical" href="{STORY}">'), URL) == ""


@pytest.mark.parametrize(
    "piece", ["<link canonical ", "<!--canonical", "<script canonical>", "<link rel=canonical href='"]
)
def test_odd_heads_take_no_time(piece: str) -> None:
    started = time.process_time()
    canonical_link(piece.encode() * 100_000, URL)
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("content", "target"),
    [
        ("0; url=/news/2", "https://www.harbourpost.example/news/2"),
        ("5;URL='https://other.example/a?b=1&amp;c=2'", "https://other.example/a?b=1&c=2"),
        ("0,/news/2", "https://www.harbourpost.example/news/2"),
        ("600", ""),
        ("0; url=javascript:go()", ""),
        ("0; url=", ""),
    ],
)
def test_meta_refresh_names_where_it_leads(content: str, target: str) -> None:
    head = f'<html><head><META content="{content}" http-equiv=Refresh></head><body>'
    assert refreshed(head.encode(), "https://www.harbourpost.example/news/1") == target
    assert refreshed(head.replace("Refresh", "x-refresh").encode(), "https://www.harbourpost.example/news/1") == ""


def test_page_that_only_reloads_itself_leads_nowhere() -> None:
    url = "https://www.harbourpost.example/news/1"
    assert refreshed(f'<meta http-equiv="refresh" content="300; url={url}">'.encode(), url) == ""
