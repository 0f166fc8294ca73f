"""Pages that a script builds: the story is read from linked data, and small print is never taken for it."""

from __future__ import annotations

import html
import json

import pytest

from scraper import clean_html
from scraper.errors import EmptyArticle
from scraper.fixtures.laws import conserved_page, stable_page
from scraper.model import Origin, Reason, Route
from tests.cleaning.body.test_body import STORY, URL, paragraphs

TITLE = "The goat sails at noon"
PRINT = "Tidewater is printed by Tidewater Ltd at the north pier, and is answerable to the council of the press."
FOOTER = f"<footer><p>{PRINT}</p></footer>"
HEADED = f'<meta property="og:title" content="{TITLE}"><meta name="description" content="{STORY[0]}">'


def linked(body: str, **fields: object) -> str:
    data = {"@type": "NewsArticle", "headline": TITLE, "articleBody": body, **fields}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def page(head: str, body: str = f'<div id="app"></div>{FOOTER}', state: str = "") -> str:
    return f"<html lang='en'><head><title>{TITLE}</title>{head}</head><body>{body}{state}</body></html>"


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(linked("\n\n".join(STORY)), id="blank lines"),
        pytest.param(linked("\r\n".join(STORY)), id="line breaks"),
        pytest.param(linked(paragraphs()), id="paragraphs in markup"),
        pytest.param(linked("<br><br>".join(STORY)), id="breaks in markup"),
        pytest.param(linked(html.escape(paragraphs())), id="paragraphs in escaped markup"),
        pytest.param(linked(html.escape("\n".join(STORY))), id="entities"),
        pytest.param(
            HEADED + linked("All about boats.", headline="Boats") + linked("\n".join(STORY)), id="of two articles"
        ),
    ],
)
@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f"<div id='app'></div>{FOOTER}", id="footer"),
        pytest.param(f"<div id='__next'><div class='Footer'><p>{PRINT}</p></div></div>", id="named footer"),
        pytest.param("<div id='root'></div>", id="nothing"),
        pytest.param(f"<p>Tidewater needs JavaScript to show you anything.</p><div><p>{PRINT}</p></div>", id="notice"),
    ],
)
def test_a_story_in_linked_data_alone_is_read(head: str, body: str) -> None:
    source = page(head, body)
    article = clean_html(source, URL)
    assert article.text.split("\n\n") == STORY
    assert article.title == TITLE
    assert article.origin == Origin(Route.LINKED_DATA)
    assert article.source == "linked-data"
    assert [*conserved_page(article, source), *stable_page(article, source, URL)] == []


def test_it_is_cleaned_like_any_other() -> None:
    article = clean_html(page(linked("\n\n".join([*STORY, "Sign up for our newsletter"]))), URL)
    assert article.text.split("\n\n") == STORY
    assert [cut.reason for cut in article.removals] == [Reason.NEWSLETTER]


def test_markup_characters_in_plain_text_are_text() -> None:
    story = [*STORY, "The bill said that x < y & y > z, which nobody aboard could say anything against, so they paid."]
    assert clean_html(page(linked("\n".join(story))), URL).text.split("\n\n") == story


@pytest.mark.parametrize(
    ("head", "body"),
    [
        pytest.param(linked("\n".join(STORY)), f"<article>{paragraphs()}</article>", id="the same story"),
        pytest.param(
            linked("\n".join(STORY)), f"<article>{paragraphs(STORY[:1])}</article>", id="the beginning of the story"
        ),
        pytest.param(linked(STORY[4] * 2), f"<article>{paragraphs()}</article>", id="an abstract"),
    ],
)
def test_what_the_page_shows_goes_first(head: str, body: str) -> None:
    article = clean_html(page(head, body), URL)
    assert article.text.startswith(STORY[0])
    assert article.origin.route is Route.GENERIC


@pytest.mark.parametrize(
    ("head", "body", "state", "what"),
    [
        pytest.param("", f"<div id='app'></div>{FOOTER}", "", "reads like an article", id="footer alone"),
        pytest.param("", f"<div class='site-footer'><p>{PRINT}</p></div>", "", "reads like", id="named footer alone"),
        pytest.param(
            HEADED,
            f"<div class='legal'><p>{PRINT}</p></div>",
            f'<script id="__NEXT_DATA__" type="application/json">{json.dumps({"body": STORY})}</script>',
            "only a script",
            id="state of a framework",
        ),
        pytest.param(
            HEADED,
            FOOTER,
            f'<script type="application/json">{json.dumps([{"text": text} for text in STORY])}</script>',
            "only a script",
            id="data of a script",
        ),
        pytest.param(linked("Stub."), FOOTER, "", "reads like an article", id="stub in linked data"),
    ],
)
def test_small_print_is_no_article(head: str, body: str, state: str, what: str) -> None:
    with pytest.raises(EmptyArticle, match=what):
        clean_html(page(head, body, state), URL)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f"<footer><h2>{TITLE}</h2>{paragraphs(STORY[:2])}</footer>", id="headline in it"),
        pytest.param(f"<footer>{paragraphs(STORY * 2)}</footer>", id="long"),
        pytest.param(f"<div class='has-footer'>{paragraphs(STORY[:2])}</div>", id="name of something else"),
    ],
)
def test_a_story_in_a_footer_is_one(body: str) -> None:
    assert clean_html(page("", body), URL).text.startswith(STORY[0])


def test_a_story_of_which_a_script_has_a_copy_is_shown() -> None:
    state = f'<script id="__NEXT_DATA__" type="application/json">{json.dumps({"body": STORY})}</script>'
    assert clean_html(page(HEADED, f"<main>{paragraphs(STORY[:2])}</main>", state), URL).text.startswith(STORY[0])
