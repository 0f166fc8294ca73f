"""Authors and dates that a page shows between its headline and its story, in the boxes of many publishing systems."""

from __future__ import annotations

from typing import Any

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
QUILL, BOTH = ("Mara Quill",), ("Mara Quill", "Tom Reed")
PERSON = "itemscope itemtype='https://schema.org/Person'"


def inside(beside: str, language: str = "en") -> Any:
    """An article whose element holds headline, byline and story."""
    body = f"<main><article><h1>{HEADLINE}</h1>{beside}{PROSE}</article></main>"
    return clean_html(f"<html lang={language}><title>{HEADLINE} | Tide Post</title><body>{body}</body></html>", URL)


def outside(beside: str, language: str = "en") -> Any:
    """An article whose story has an element of its own, without headline and byline."""
    body = f"<main><div class=top><h1>{HEADLINE}</h1>{beside}</div><div class=story>{PROSE}</div></main>"
    return clean_html(f"<html lang={language}><title>{HEADLINE} | Tide Post</title><body>{body}</body></html>", URL)


BYLINES = [
    (
        "<div class=entry-meta><span class=byline>by <span class='author vcard'>"
        "<a href=/q>Mara Quill</a></span></span></div>",
        QUILL,
    ),
    ("<div class=post-meta>By <a rel=author href=/q>Mara Quill</a> on 7 June 2021</div>", QUILL),
    (
        "<div class=submitted>Submitted by <span class=username>Mara Quill</span> on Mon, 07/06/2021 - 10:15</div>",
        QUILL,
    ),
    ("<div class=submitted>Verfasst von <span>Mara Quill</span> am 7. Juni 2021</div>", QUILL),
    (
        "<section><ul class=author-list><li><a href=/q><img src=/q.jpg>"
        "</a></li></ul><h4 class=author-name>Mara Quill</h4></section>",
        QUILL,
    ),
    ("<div class=author><span>Mara Quill</span><span>Rivers correspondent</span></div>", QUILL),
    (
        "<div class=author><div class=author__name>Mara Quill</div>"
        "<div class=author__title>Deputy Rivers Editor</div></div>",
        QUILL,
    ),
    ("<div class=contributor><a href=/q>Mara Quill</a><br><span>in Lower Town</span></div>", QUILL),
    (
        "<div data-component=byline-block><div><div class=x1>"
        "Mara Quill</div><div class=x2>Rivers correspondent</div></div></div>",
        QUILL,
    ),
    (f"<p><span itemprop=author {PERSON}><meta itemprop=name content='Mara Quill'></span></p>", QUILL),
    (
        f"<p><span itemprop=author {PERSON}><b itemprop=name>Mara Quill</b></span>"
        f", <span itemprop=author {PERSON}><b itemprop=name>Tom Reed</b></span></p>",
        BOTH,
    ),
    ("<address><a href=/q>Mara Quill</a></address>", QUILL),
    ("<h5>By Mara Quill</h5>", QUILL),
    ("<p class=byline><a href=/q>Mara Quill</a><a href=/r>Tom Reed</a></p>", BOTH),
    ("<div class=byline><span>Mara Quill</span><span>Tom Reed</span></div>", BOTH),
    ("<div class=authors><div class=author>Mara Quill</div><div class=author>Tom Reed</div></div>", BOTH),
    ("<div class=article-author>Mara Quill</div><div class=fact-checker>Checked by Tom Reed</div>", QUILL),
    ("<p>By Mara Quill, Tide Post</p>", QUILL),
    (
        "<div class=info><span>来源：潮报</span><span>作者：王小河</span><span>2021-06-07 10:15</span></div>",
        ("王小河",),
    ),
    ("<p class=author>بقلم: نور القلم</p>", ("نور القلم",)),
    ("<p class=author>Автор: Мара Перова</p>", ("Мара Перова",)),
]
DATES = [
    "<div class=article-meta><span>7 June 2021</span></div>",
    "<div class=article-meta><span>By Mara Quill</span><span>07.06.2021</span></div>",
    "<div class=meta>By <a href=/q>Mara Quill</a> on 7 June 2021</div>",
    "<div class=post-meta>Published 7 June 2021 <span>| Updated 9 June 2021</span></div>",
    "<div class=post-meta><span>Updated 9 June 2021</span></div>"
    "<div class=post-meta><span>Published 7 June 2021</span></div>",
    "<ul class=entry-meta><li>7. Juni 2021</li><li>3 Kommentare</li></ul>",
]


@pytest.mark.parametrize("page", [inside, outside])
@pytest.mark.parametrize(("beside", "names"), BYLINES)
def test_people_beside_the_headline(page: Any, beside: str, names: tuple[str, ...]) -> None:
    assert page(beside).authors == names


@pytest.mark.parametrize("page", [inside, outside])
@pytest.mark.parametrize("beside", DATES)
def test_the_date_beside_the_headline(page: Any, beside: str) -> None:
    assert page(beside).published == "2021-06-07"


def test_what_stands_above_the_headline_in_its_element() -> None:
    head = f"<div class=top><div><p>7 June 2021</p><h1>{HEADLINE}</h1><p>By Mara Quill</p></div></div>"
    got = clean_html(f"<title>{HEADLINE}</title><body>{head}<div class=story>{PROSE}</div></body>", URL)
    assert (got.authors, got.published) == (QUILL, "2021-06-07")


@pytest.mark.parametrize("page", [inside, outside])
@pytest.mark.parametrize(
    "beside",
    [
        "<aside><p>By Mara Quill</p><p>7 June 2021</p></aside>",
        "<div class=related-stories><p>Weir cracked</p><p>By Mara Quill</p><p>7 June 2021</p></div>",
        "<div class=author>About The Author</div>",
        "<div class=author><button>Mara Quill</button></div>",
        "<div class=author-note>Mara Quill fished here as a girl.</div>",
    ],
)
def test_others_beside_the_headline(page: Any, beside: str) -> None:
    got = page(beside)
    assert (got.authors, got.published) == ((), None)


def test_the_author_of_a_comment_is_not_that_of_the_article() -> None:
    comment = f"<div itemscope itemtype='https://schema.org/Comment'><i itemprop=author {PERSON}>Mara Quill</i></div>"
    assert outside(comment).authors == ()


def test_the_date_of_an_entry_that_stays_is_not_that_of_the_article() -> None:
    entries = "".join(f"<h2>{day} May 1961</h2>{PROSE}" for day in (2, 3, 4))
    assert outside("").published is None
    body = f"<main><article><h1>{HEADLINE}</h1>{entries}</article></main>"
    assert clean_html(f"<title>{HEADLINE}</title><body>{body}</body>", URL).published is None
