"""What the elements that left an article are called, for the explained view."""

from __future__ import annotations

import pytest

from scraper import SiteRule, clean_html, clean_text
from scraper.cleaning.place_names import place_names
from scraper.rules import ad
from tests.cli.test_cli import scraper

URL = "https://www.weirpost.example/news/sluice"
STORY = "".join(f"<p>The sluice was opened at {hour} on Friday, the water board said.</p>" for hour in range(6, 12))


@pytest.mark.parametrize(
    ("element", "name"),
    [
        pytest.param("<p class='ad-box wide x y'>Advert</p>", "p.ad-box.wide", id="classes"),
        pytest.param("<p id=ad-7>Advert</p>", "p#ad-7", id="id"),
        pytest.param("<div class=zq-flow><p>Advert</p></div>", "div.zq-flow p", id="around-it"),
        pytest.param("<p class='[x] 1st'>Advert</p>", "article#story p", id="no-names-but-around-it"),
    ],
)
def test_names_are_those_of_the_page(element: str, name: str) -> None:
    page = f"<html><body><article id=story><h1>Sluice</h1>{STORY}{element}{STORY}</article></body></html>"
    rule = SiteRule(domains=("weirpost.example",), body=("article",), remove=(ad("p", text="^Advert$"),))
    article = clean_html(page, URL, rule=rule)
    path = next(str(each.place) for each in article.removals if each.text == "Advert")
    assert place_names(article, page)[path] == name
    assert place_names(article, page.encode()) == place_names(article, page)


def test_a_page_without_names_has_none() -> None:
    page = f"<html><body><article><h1>Sluice</h1>{STORY}</article></body></html>"
    assert place_names(clean_html(page, URL), page) == {}


def test_text_has_none_and_no_page_either() -> None:
    text = "Sluice\n\nThe sluice was opened at six.\n\nSign up for our newsletter"
    assert place_names(clean_text(text), text) == {}
    page = f"<html><body><article id=a><h1>Sluice</h1>{STORY}</article></body></html>"
    assert place_names(clean_html(page, URL), "") == {}


def test_explain_gives_class_names() -> None:
    page = f"<article><h1>Sluice</h1>{STORY}<p class=tide-letter>Sign up for our free newsletter</p>{STORY}</article>"
    done = scraper("explain", "-", "--input", "html", stdin=page.encode())
    assert "· p.tide-letter\n" in done.stdout
