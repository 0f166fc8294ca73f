"""Extreme shapes and lines of megabytes give an article or a helpful error, in bounded work."""

from __future__ import annotations

import pytest

from scraper import Article, clean_text
from scraper.errors import TooLarge
from tests.support.bounded_work import RULED, SENTENCE, STORY, UNKNOWN, assert_error, clean_bounded, hosts, outcome

MANY = " ".join(f"a{i}=b" for i in range(20_000))


@hosts
@pytest.mark.parametrize(
    ("page", "advice"),
    [
        pytest.param("<div>" * 30_000 + STORY, "nested 30,000 deep", id="30,000 divs"),
        pytest.param("<b>" * 30_000 + STORY, "deep", id="30,000 bold"),
        pytest.param("<blockquote>" * 30_000 + STORY, "deep", id="30,000 quotes"),
        pytest.param("<x-tide>" * 30_000 + STORY, "deep", id="30,000 elements nobody knows"),
        pytest.param(f"<div {MANY}>{STORY}</div>", "a tag has", id="20,000 attributes"),
        pytest.param("x" * 20_000_001, "bytes; the most is", id="more bytes than a page has"),
    ],
)
def test_shapes_that_take_too_long_are_refused(page: str, advice: str, url: str) -> None:
    assert_error(clean_bounded(page, url), TooLarge, url, advice, "the most is")


@hosts
@pytest.mark.parametrize(
    "page",
    [
        pytest.param("<div>" * 1_400 + STORY + "</div>" * 1_400, id="1,400 nested"),
        pytest.param("<ul><li>" * 15_000, id="lists in lists"),
        pytest.param("<table><tr><td>" * 10_000, id="tables in tables"),
        pytest.param("<a>" * 30_000 + STORY, id="links in links"),
        pytest.param(("<div><p>" * 9_000) + "x", id="uneven nesting"),
        pytest.param("</div>" * 100_000 + STORY, id="ends without beginnings"),
        pytest.param(f'<div class="{"a " * 1_000_000}">{STORY}</div>', id="one endless attribute"),
        pytest.param(f'<div class="{"a " * 1_000_000}', id="a tag that never ends"),
        pytest.param(f"<script>{'if (a < b) x = 1; ' * 200_000}</script>{STORY}", id="a script of megabytes"),
        pytest.param(STORY + "<script>" + "a < b " * 300_000, id="a script that never ends"),
        pytest.param("<p>" + "&amp;amp;" * 200_000 + "</p>", id="entities of entities"),
        pytest.param(STORY + f"<p>a{chr(0xA0) * 1_000_000}b</p>", id="a megabyte of no-break spaces"),
        pytest.param(STORY + "x<br>" * 15_000, id="line breaks"),
        pytest.param("<p>" + "e" + "\u0301" * 300_000, id="accents on one letter"),
        pytest.param("<ol start=99999999999999999999><li>x<li>y</ol><ol start=²><li>z</ol>" + STORY, id="odd numbers"),
        pytest.param('<base href="http://["><img src="http://[::1"><img srcset=",,,">' + STORY, id="odd addresses"),
    ],
)
def test_unusual_shapes_give_an_article_or_an_error(page: str, url: str) -> None:
    clean_bounded(page, url)


@hosts
@pytest.mark.parametrize(
    "line",
    [
        pytest.param(SENTENCE * 50_000, id="5 MB of prose"),
        pytest.param("word " * 1_000_000, id="a word, a million times"),
        pytest.param("Rosa Bellamy/Getty Images " + SENTENCE * 20_000, id="a credit glued to megabytes"),
        pytest.param(SENTENCE.replace(" ", "  ") * 10_000 + "Rosa Bellamy", id="a name glued to megabytes"),
        pytest.param("“" * 1_000_000, id="opening quotation marks"),
        pytest.param("$5 " * 500_000, id="sums of money"),
        pytest.param("A" * 5_000_000, id="one capital letter"),
    ],
)
def test_a_line_of_megabytes_is_read(line: str, url: str) -> None:
    article = clean_bounded(f"<article><p>{line}</p>{STORY}</article>", url)
    assert isinstance(article, Article)
    flat = outcome(lambda: clean_text(line, url))
    assert isinstance(flat, Article)
    assert "".join(str(getattr(entry.place, "raw", "")) for entry in flat.ledger) == line


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("<article>" + "<p>some text</p>" * 655_000, id="10 MB of short paragraphs"),
        pytest.param("<ul>" + "<li>some text</li>" * 580_000 + "</ul>", id="10 MB of list items"),
    ],
)
def test_ten_megabytes_of_html_are_refused(page: str) -> None:
    assert len(page) > 10_000_000
    assert_error(clean_bounded(page, UNKNOWN), TooLarge, UNKNOWN)


def test_ten_megabytes_of_short_lines_are_refused() -> None:
    text = "some text here\n" * 670_000
    assert len(text) > 10_000_000
    assert_error(outcome(lambda: clean_text(text, RULED)), TooLarge, RULED, "lines; the most is", "Cut it")
