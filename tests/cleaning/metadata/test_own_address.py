"""The address that a page names as its own, where the caller gives none."""

from __future__ import annotations

import pytest

from scraper import Article, Cleaner, Options, clean_html
from scraper.cleaning.metadata.own_address import own_address
from scraper.urls import is_public_host

STORY = "".join(
    f"<p>The sluice was opened at {hour} on Friday, the water board said, and the meadows stood under water.</p>"
    for hour in ("six", "seven", "eight", "nine")
)
URL = "https://www.weirpost.example/news/sluice"
CANONICAL = f"<link rel=canonical href='{URL}'>"
OPEN_GRAPH = f"<meta property='og:url' content='{URL}'>"


def page(head: str, body: str = "") -> str:
    return f"<html><head>{head}</head><body><article><h1>Sluice</h1>{STORY}<img src='/weir.jpg'>{body}</article></body>"


@pytest.mark.parametrize(
    ("head", "found"),
    [
        pytest.param(CANONICAL, (URL, "canonical"), id="canonical"),
        pytest.param(OPEN_GRAPH, (URL, "og:url"), id="open-graph"),
        pytest.param(OPEN_GRAPH.replace(URL, f"{URL}/amp") + CANONICAL, (URL, "canonical"), id="canonical-goes-first"),
        pytest.param(CANONICAL * 2, (URL, "canonical"), id="twice-the-same"),
        pytest.param(CANONICAL.replace("canonical", "'CANONICAL nofollow'"), (URL, "canonical"), id="several-words"),
        pytest.param(CANONICAL.replace(URL, f" {URL}?utm_source=mail#top "), (URL, "canonical"), id="tracked"),
        pytest.param(CANONICAL.replace("https:", ""), (URL, "canonical"), id="without-a-scheme"),
        pytest.param(
            "<base href='https://www.weirpost.example/news/'><link rel=canonical href=sluice>",
            (URL, "canonical"),
            id="base",
        ),
        pytest.param(CANONICAL + CANONICAL.replace(URL, f"{URL}/2") + OPEN_GRAPH, (URL, "og:url"), id="contradiction"),
        pytest.param("<link rel=canonical href='/news/sluice'>", ("", ""), id="relative"),
        pytest.param("<link rel=canonical href=''>", ("", ""), id="empty"),
        pytest.param(CANONICAL.replace("/news/sluice", "/"), ("", ""), id="front-page"),
        pytest.param(CANONICAL.replace("https:", "ftp:"), ("", ""), id="ftp"),
        pytest.param("<link rel=canonical href='javascript:alert(1)'>", ("", ""), id="script"),
        pytest.param("<link rel=canonical href='file:///home/ada/page.html'>", ("", ""), id="file"),
        pytest.param(CANONICAL.replace("//www", "//ada:secret@www"), ("", ""), id="password"),
        pytest.param(CANONICAL.replace("www.weirpost.example", "localhost:8000"), ("", ""), id="this-machine"),
        pytest.param(CANONICAL.replace("www.weirpost.example", "cms.weirpost.internal"), ("", ""), id="internal"),
        pytest.param(CANONICAL.replace("www.weirpost.example", "10.0.0.8"), ("", ""), id="private-address"),
        pytest.param(CANONICAL.replace("www.weirpost.example", "[::1]"), ("", ""), id="loopback-address"),
        pytest.param(CANONICAL.replace("www.weirpost.example", "a" * 3000), ("", ""), id="long"),
        pytest.param(f"<!-- {CANONICAL} -->", ("", ""), id="comment"),
        pytest.param(f"<script>'{CANONICAL}'</script>", ("", ""), id="script-text"),
        pytest.param("<title>canonical</title>", ("", ""), id="no-link"),
    ],
)
def test_what_a_page_says_of_its_address(head: str, found: tuple[str, str]) -> None:
    assert own_address(page(head).encode()) == found


def test_a_link_in_the_body_is_none_of_the_page() -> None:
    assert own_address(page("", CANONICAL).encode()) == ("", "")


@pytest.mark.parametrize("host", ["8.8.8.8", "weirpost.example", "2606:4700::1111"])
def test_hosts_that_may_be_public(host: str) -> None:
    assert is_public_host(host)


@pytest.mark.parametrize("host", ["", "weir", "127.0.0.1", "::1", "1.2.3.4.5", "printer.local", "169.254.1.1"])
def test_hosts_that_are_not(host: str) -> None:
    assert not is_public_host(host)


def address(article: Article) -> tuple[str | None, str]:
    return article.url, article.origin.address


@pytest.mark.parametrize("given", [None, ""])
def test_a_page_without_a_given_address_has_its_own(given: str | None) -> None:
    article = clean_html(page(CANONICAL), given)
    assert address(article) == (URL, "canonical")
    assert article.images[0].url == "https://www.weirpost.example/weir.jpg"
    assert Article.from_dict(article.to_dict()) == article
    assert address(Cleaner().clean_html(page(OPEN_GRAPH), given)) == (URL, "og:url")
    assert clean_html(page(CANONICAL), options=Options(timeout=60)) == article


def test_the_site_rule_is_found_by_it() -> None:
    head = CANONICAL.replace("www.weirpost.example", "theweek.com")
    assert clean_html(page(head)).origin.rule == "site_rules.theweek_com"


def test_what_the_caller_gives_goes_before_it() -> None:
    article = clean_html(page(CANONICAL), "https://mirror.example/1")
    assert address(article) == ("https://mirror.example/1", "")
    assert "address" not in article.to_dict()["origin"]


def test_a_page_that_names_none_has_none() -> None:
    assert address(clean_html(page(""))) == (None, "")
    latin = page(f"<meta charset=iso-8859-1>{CANONICAL.replace('sluice', 'écluse')}").encode("iso-8859-1")
    assert clean_html(latin).url == "https://www.weirpost.example/news/%C3%A9cluse"
