"""Dates of the article, which leave it, and dates in its sentences, headings and timelines, which stay."""

from __future__ import annotations

import pytest

from scraper import clean_html
from scraper.model import Article

URL = "https://www.tidepost.example/news/weir"
HEADLINE = "Town to rebuild the lower weir"
PROSE = (
    "The lower weir will be rebuilt before the winter, the town council decided on Thursday night, after divers found "
    "two long cracks in the sill on which the whole of it rests.",
    "Work is to begin in August, when the river is at its lowest, and the road along the bank will be shut to lorries "
    "for as long as the cranes stand there.",
    "Nobody on the council would say how much it will cost, but a paper that was left on a bench in the hall spoke of "
    "nine hundred thousand pounds and a loan.",
)


def article(*body: str, head: str = "") -> Article:
    page = f"<html lang=en><head><title>{HEADLINE}</title>{head}</head><body><main><article><h1>{HEADLINE}</h1>"
    return clean_html(f"{page}{''.join(body)}</article></main></body></html>", URL)


def p(text: str) -> str:
    return f"<p>{text}</p>"


STORY = [p(text) for text in PROSE]
MARKED = '<meta property="article:published_time" content="2021-06-07T08:15:00+02:00">'


@pytest.mark.parametrize(
    ("tag", "line"),
    [
        ("p", "On 2 May 2020 the upper weir fell in."),
        ("p", "It was 8.15 in the morning."),
        ("p", "Am 2. Mai 2020 brach das obere Wehr."),
        ("p", "Le 2 mai 2020, tout a cédé."),
        ("h2", "Why 8.15 was too late"),
        ("h2", "What changes on 2 May 2031?"),
        ("h3", "2 May 1961: the first sluice"),
        ("h2", "Version 2.10 of the plan"),
    ],
)
@pytest.mark.parametrize("place", [0, 1, 2, 3], ids=["first", "second", "third", "last"])
@pytest.mark.parametrize("published", [None, "2021-06-07T08:15:00+02:00"], ids=["undated", "dated"])
def test_a_sentence_or_heading_with_a_date_is_story(tag: str, line: str, place: int, published: str | None) -> None:
    got = article(*STORY[:place], f"<{tag}>{line}</{tag}>", *STORY[place:], head=MARKED if published else "")
    assert line in [block.text for block in got.blocks]
    assert got.published == published


@pytest.mark.parametrize("line", ["Sunday, 2 May", "Update at 10.30", "Montag, 3. Mai"])
def test_a_heading_between_paragraphs_may_be_a_date(line: str) -> None:
    got = article(*STORY[:2], f"<h2>{line}</h2>", *STORY[2:])
    assert [block.text for block in got.blocks] == [*PROSE[:2], line, *PROSE[2:]]


@pytest.mark.parametrize(
    ("line", "published", "authors"),
    [
        (p("Published on 7 June 2021 at 8.15"), "2021-06-07", ()),
        (p("7 June 2021 | 6 min read"), "2021-06-07", ()),
        (p("Hamburg, 7. Juni 2021"), "2021-06-07", ()),
        (p("Jun 7"), None, ()),
        (p("By Mara Quill | 7 June 2021"), "2021-06-07", ("Mara Quill",)),
        (p("By <a href=/staff/quill>Mara Quill</a> | 7 June 2021"), "2021-06-07", ("Mara Quill",)),
        ("<h4>Monday 7 June 2021</h4>", "2021-06-07", ()),
    ],
)
def test_a_date_above_the_story_leaves_it(line: str, published: str | None, authors: tuple[str, ...]) -> None:
    got = article(line, *STORY)
    assert got.text == "\n\n".join(PROSE)
    assert (got.published, got.authors) == (published, authors)


@pytest.mark.parametrize("tag", ["p", "h2", "h3"])
@pytest.mark.parametrize(
    "dates",
    [
        ("2 May 1961: the first sluice", "8 July 1988: a second one"),
        ("2 May 1961", "8 July 1988"),
        ("11.40 The lower weir is shut", "11.05 Crews reach the weir"),
        ("11:40", "11:05"),
        ("2. Mai 1961: Die erste Schleuse", "8. Juli 1988: Eine zweite"),
    ],
)
def test_a_timeline_keeps_its_dates(tag: str, dates: tuple[str, str]) -> None:
    one, two = (f"<{tag}>{date}</{tag}>" for date in dates)
    got = article(one, STORY[0], two, STORY[1], STORY[2])
    assert [block.text for block in got.blocks if block.text in dates] == list(dates)
    assert got.published is None


def test_the_date_of_the_article_leaves_a_timeline() -> None:
    entries = ["<h2>2 May 1961</h2>", STORY[0], "<h2>8 July 1988</h2>", STORY[1], STORY[2]]
    got = article(p("7 June 2021"), *entries, head=MARKED)
    assert "7 June 2021" not in got.text
    assert "2 May 1961" in got.text


def test_a_date_amid_the_story_is_not_that_of_the_article() -> None:
    more = [p(f"In the spring it was different. {text}") for text in PROSE]
    got = article(*STORY, '<p class="post-date">2 May 1961</p>', *more)
    assert got.published is None
    assert article('<p class="post-date">2 May 1961</p>', *STORY).published == "1961-05-02"
    assert article(*STORY, '<p class="post-date">2 May 1961</p>').published == "1961-05-02"


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("Publié le 2 mai 2020, le rapport accable la mairie.", "fr"),
        ("Pubblicato il 2 maggio 2020, il rapporto accusa il comune.", "it"),
        ("Publicado el 2 de mayo de 2020, el informe culpa a la ciudad.", "es"),
    ],
)
def test_a_sentence_that_begins_like_a_label_is_story(line: str, language: str) -> None:
    page = f"<html lang={language}><title>{HEADLINE}</title><article><h1>{HEADLINE}</h1>{STORY[0]}{p(line)}{STORY[1]}"
    assert line in clean_html(page, URL).text
