"""The date in the elements of a page: that of the article, never that of another story, a comment, or a sentence."""

from __future__ import annotations

import pytest

from scraper import clean_html

URL = "https://www.tidepost.example/news/weir"
HEADLINE = "Town to rebuild the lower weir"
PROSE = (
    "<p>The lower weir will be rebuilt before the winter, the town council decided on Thursday night, after divers "
    "found two long cracks in the sill on which the whole of it rests.</p>"
    "<p>Work is to begin in August, when the river is at its lowest, and the road along the bank will be shut to "
    "lorries for as long as the cranes stand there.</p>"
    "<p>Nobody on the council would say how much it will cost, but a paper that was left on a bench spoke of nine "
    "hundred thousand pounds and a loan.</p>"
)
STAMP = "2021-06-07T08:15:00+02:00"
OWN = f'<time datetime="{STAMP}">7 June 2021</time>'
OTHER = '<time datetime="2020-01-09T10:00:00+01:00">9 Jan 2020</time>'


def published(top: str = "", bottom: str = "") -> str | None:
    body = f"<main><article><h1>{HEADLINE}</h1>{top}{PROSE}{bottom}</article></main>"
    return clean_html(f"<html lang=en><title>{HEADLINE}</title><body>{body}</body></html>", URL).published


@pytest.mark.parametrize(
    "dated",
    [
        pytest.param(OWN, id="time"),
        pytest.param(f'<p class=byline>By <a href="/author/quill">Mara de la Quill</a> {OWN}</p>', id="by-a-long-name"),
        pytest.param(f"<aside class=post-meta>{OWN}</aside>", id="aside-that-is-the-date"),
        pytest.param(f"<p>Published <a href=/p/7 rel=bookmark>{OWN}</a></p>", id="link-to-itself"),
        pytest.param(f'<abbr class=published title="{STAMP}">7 June</abbr>', id="hatom"),
        pytest.param(
            f'<i>at <a href=/p/7 rel=bookmark><abbr class=published itemprop=datePublished title="{STAMP}">8:15:00 AM'
            "</abbr></a></i>",
            id="hatom-in-a-link",
        ),
        pytest.param(f'<time class="dt-published" datetime="{STAMP}">June 7</time>', id="h-entry"),
        pytest.param(
            f'<time class=updated datetime="2021-06-09T08:00:00Z">9 June</time>'
            f'<time class="entry-date published" datetime="{STAMP}">7 June</time>',
            id="behind-the-date-of-a-change",
        ),
        pytest.param(f"<div class=related-posts><a href=/b>Old</a> {OTHER}</div>{OWN}", id="behind-a-related-story"),
    ],
)
def test_date_of_the_article(dated: str) -> None:
    assert published(top=dated) == STAMP


@pytest.mark.parametrize(
    "dated",
    [
        pytest.param(f"<div class=cards><a href=/b><h3>Eel prices fall</h3>{OTHER}</a></div>", id="card"),
        pytest.param(f"<ul><li><a href=/b>Harbour to be dredged</a> {OTHER}</li></ul>", id="item"),
        pytest.param(f"<a href=/b><span>Harbour to be dredged</span> {OTHER}</a>", id="link-around-both"),
        pytest.param(f"<div><div><h3><a href=/b>Eels</a></h3>{OTHER}</div></div>", id="linked-heading"),
        pytest.param(f"<div><div><a href=/b>Harbour to be dredged</a><br>{OTHER}</div></div>", id="div"),
        pytest.param(f"<aside><h3>More</h3>{OTHER}</aside>", id="aside"),
        pytest.param(f"<nav><a href=/b>Back to the old weir</a> {OTHER}</nav>", id="nav"),
        pytest.param(f"<div class=comments><div><b>Bob</b> {OTHER}<p>Well.</p></div></div>", id="comment"),
        pytest.param(f"<p>The upper weir fell in on {OTHER}.</p>", id="short-sentence"),
        pytest.param(
            f"<p>The upper weir, which fell in on {OTHER} while four hundred people stood on the bank to look, is "
            "still a heap of stones.</p>",
            id="sentence",
        ),
    ],
)
def test_date_of_something_else(dated: str) -> None:
    assert published(bottom=dated) is None
    assert published(top=OWN, bottom=dated) == STAMP
