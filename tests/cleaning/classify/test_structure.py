"""What tags, names and links say of a line, on a page without a rule."""

import pytest

import scraper
from scraper.model import Reason

URL = "https://www.tidepost.example/2024/kite-club-wins-back-its-hill"
STORY = (
    "The kite club of Lower Stanwick may fly from Beacon Hill again, a judge said on Tuesday, nine months after the "
    "water company had put up a fence.",
    "The company had argued that kites scare the fish in its reservoir, which lies two miles from the hill.",
    "“I have read the statement of the fish,” said the judge, Orla Penhallow, and gave the company until Friday.",
)


def page(line: str) -> str:
    story = "".join(f"<p>{text}</p>" for text in STORY)
    return f"<main><article><h1>Kite club wins back its hill</h1>{line}{story}</article></main>"


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ('<p>By <a href="/authors/nora">Nora Ashby</a></p>', ("Nora Ashby",)),
        ('<p>By <a href="/a/nora">Nora Ashby</a> and <a href="/a/bo">Bo Sample</a></p>', ("Nora Ashby", "Bo Sample")),
        ('<p>Von <a href="/autoren/nora">Nora Ashby</a></p>', ("Nora Ashby",)),
    ],
)
def test_a_byline_that_is_a_link_names_the_authors(line: str, authors: tuple[str, ...]) -> None:
    article = scraper.clean_html(page(line), URL)
    assert article.authors == authors
    assert [cut.reason for cut in article.removals if "Ashby" in cut.text] == [Reason.BYLINE]


def test_any_other_line_that_is_a_link_is_related() -> None:
    article = scraper.clean_html(page('<p>Read more: <a href="/2">Fence comes down at last</a></p>'), URL)
    assert [cut.reason for cut in article.removals if "Fence" in cut.text] == [Reason.RELATED]


LINKS = (
    '<ul><li><a href="/north">The north slope</a></li><li><a href="/mill">The mill meadow</a></li>'
    '<li><a href="/quarry">The old quarry</a></li></ul>'
)


def test_a_list_of_links_that_a_sentence_leads_to_stays() -> None:
    article = scraper.clean_html(page(f"<p>Kites may be flown in three more places:</p>{LINKS}"), URL)
    assert "The mill meadow" in article.text


@pytest.mark.parametrize(
    "above", ["", "<p>The fence cost £400.</p>", "<p>Related:</p>", "<h3>More of our hill stories:</h3>"]
)
def test_any_other_list_of_links_is_related(above: str) -> None:
    article = scraper.clean_html(page(f"{above}{LINKS}"), URL)
    assert [cut.reason for cut in article.removals if "mill meadow" in cut.text] == [Reason.RELATED]


@pytest.mark.parametrize("label", ["In this story:", "Gut zu wissen:", "À consulter :"])
def test_the_label_above_a_list_of_links_leaves_with_it(label: str) -> None:
    article = scraper.clean_html(page(f"<p>{STORY[0]} So it was said.</p><p>{label}</p>{LINKS}"), URL)
    assert label not in article.text
    assert Reason.RELATED in [cut.reason for cut in article.removals if label in cut.text]


@pytest.mark.parametrize("tag", ["ul", "ol"])
def test_a_list_that_links_to_nothing_is_not_related_whatever_its_name_says(tag: str) -> None:
    items = "<li>Red kites, which nobody admits to</li><li>Box kites, which everybody praises</li>"
    text = scraper.clean_html(page(f"<p>{STORY[1]}</p><{tag} class='most-popular-kites'>{items}</{tag}>"), URL).text
    assert "Box kites" in text


SAID = "The hill was here before the reservoir, and so was the wind above it."


def test_a_quotation_in_an_aside_stays_where_the_story_does_not_repeat_it() -> None:
    aside = f"<aside><blockquote><p>“{SAID}”</p></blockquote></aside>"
    assert SAID in scraper.clean_html(page(f"<p>{STORY[1]} So it says.</p>{aside}"), URL).text
    pulled = scraper.clean_html(page(f"<p>“{SAID}” That is what she said.</p>{aside}"), URL)
    assert pulled.text.count(SAID) == 1


@pytest.mark.parametrize("name", ["quote__author", "blockquote-author", "pull-quote-author-name"])
def test_who_is_quoted_is_no_bio(name: str) -> None:
    quotation = f"<div class='box'><p>“{SAID}”</p><p class='{name}'>Nora Ashby, kite maker</p></div>"
    article = scraper.clean_html(page(f"<p>{STORY[1]} So it says.</p>{quotation}"), URL)
    assert Reason.AUTHOR_BIO not in [cut.reason for cut in article.removals]


def test_the_names_of_those_who_speak_in_turn_stay() -> None:
    ann = "The harbour was closed for four years and nobody missed it, which is the whole story of this island."
    bo = "Then why open it again? You said that the ferry was enough for the island and for all of its sheep."
    speech = f"<p><b>Ann Example</b></p><p>{ann}</p><p><b>Bo Sample</b></p><p>{bo}</p>"
    html = page("").replace("</p>", f"</p>{speech}", 1)
    article = scraper.clean_html(f"<html lang=en>{html}", URL)
    assert [block.text for block in article.blocks][1:5] == ["Ann Example", ann, "Bo Sample", bo]
    assert article.authors == ()
