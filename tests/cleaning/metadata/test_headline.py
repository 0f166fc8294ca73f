"""The headline of a page: titles with the name of the site in them, logos, sections, kickers and buttons beside it."""

from __future__ import annotations

import json

import pytest

from scraper import clean_html

URL = "https://www.tidepost.example/news/weir"
HEADLINE = "Town to rebuild the lower weir"
DASHED = "Lower weir closes – for good"
PROSE = (
    "<p>The lower weir will be rebuilt before the winter, the town council decided on Thursday night, after divers "
    "found two long cracks in the sill on which the whole of it rests.</p>"
    "<p>Work is to begin in August, when the river is at its lowest, and the road along the bank will be shut to "
    "lorries for as long as the cranes stand there.</p>"
    "<p>Nobody on the council would say how much it will cost, but a paper that was left on a bench spoke of nine "
    "hundred thousand pounds and a loan.</p>"
)
LOGO = '<h1 class="logo"><a href="/">Tide Post</a></h1>'


def title(whole: str, top: str = "", head: str = "", above: str = "") -> str | None:
    body = f"<header>{above}</header><main><article>{top}{PROSE}</article></main>"
    return clean_html(f"<html lang=en><head><title>{whole}</title>{head}</head><body>{body}</body></html>", URL).title


def shared(text: str) -> str:
    return f'<meta property="og:title" content="{text}">'


def linked(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


@pytest.mark.parametrize(
    "sign", ["|", "-", "–", "—", "·", "•", ":", "::", "»", "/", "~", "‹", "›", "&lt;", "*", "→", "_"]
)
def test_what_parts_the_headline_from_the_site(sign: str) -> None:
    behind, before = f"{HEADLINE} {sign} Tide Post", f"Tide Post {sign} {HEADLINE}"
    assert title(behind) == HEADLINE
    assert title(before) == HEADLINE
    assert title(behind, head=shared(behind)) == HEADLINE
    assert title(behind, f"<h2>{HEADLINE}</h2>", shared(behind)) == HEADLINE


@pytest.mark.parametrize(
    "whole",
    [
        f"{HEADLINE}| Tide Post",
        f"Tide Post: {HEADLINE}",
        f"{HEADLINE} | The Tide Post",
        f"{HEADLINE} - tidepost.example",
        f"{HEADLINE} - Town - Tide Post",
        f"{HEADLINE} | Mara Quill | Tide Post",
        f"{HEADLINE}｜タイドポスト",
    ],
)
def test_the_headline_in_a_title(whole: str) -> None:
    assert title(whole) == HEADLINE


@pytest.mark.parametrize(
    ("whole", "top", "head"),
    [
        (DASHED, "", shared(DASHED)),
        (f"{DASHED} - Tide Post", "", shared(DASHED)),
        (f"{DASHED} - Tide Post", "", shared(f"{DASHED} - Tide Post")),
        (f"{DASHED} - Tide Post", f"<h2>{DASHED}</h2>", shared(DASHED)),
        (f"{DASHED} - Tide Post", "", linked(headline=DASHED)),
        (DASHED, "", ""),
    ],
)
def test_a_dash_in_the_headline(whole: str, top: str, head: str) -> None:
    assert title(whole, top, head) == DASHED


@pytest.mark.parametrize(
    "heading",
    [
        f"<span class=kicker>Town</span> {HEADLINE}",
        f"<span class=kicker>Town</span><span>{HEADLINE}</span>",
        f"{HEADLINE} <a href=#weir>#</a>",
        f"{HEADLINE}<small>Four firms bid for it</small>",
        "Town to rebuild<br>the lower weir",
        "Town to re&shy;build the low<wbr>er weir",
        f"<a href=/news/weir>{HEADLINE}</a>",
    ],
)
@pytest.mark.parametrize("head", ["", shared(HEADLINE)])
def test_what_stands_beside_the_headline_in_its_heading(heading: str, head: str) -> None:
    assert title(f"{HEADLINE} | Tide Post", f"<h1>{heading}</h1>", head) == HEADLINE


@pytest.mark.parametrize(
    ("above", "top", "whole", "head"),
    [
        (LOGO, f"<h2 class=entry-title>{HEADLINE}</h2>", f"{HEADLINE} | Tide Post", ""),
        (LOGO, f"<h2 class=headline>{HEADLINE}</h2>", "Tide Post", ""),
        (LOGO, f"<h2>{HEADLINE}</h2>", f"{HEADLINE} | Tide Post", ""),
        ("", f"<h1>{HEADLINE}</h1>", "Tide Post", shared("Tide Post")),
        ('<h1><a href="/">Town to rebuild</a></h1>', f"<h2>{HEADLINE}</h2>", "", shared(HEADLINE)),
        ("", f"<div itemprop=headline>{HEADLINE}</div>", "Tide Post", ""),
        ("", f"<meta itemprop=headline content='{HEADLINE}'>", "Tide Post", ""),
        ("", "", "Tide Post", linked(name=HEADLINE)),
        ("", "", "Tide Post", linked(headline="<b>Town</b> to rebuild the lower weir")),
    ],
)
def test_the_site_is_not_the_headline(above: str, top: str, whole: str, head: str) -> None:
    assert title(whole, top, head, above) == HEADLINE


@pytest.mark.parametrize(
    "whole",
    ["Who pays? | Tide Post", "Fire! | Tide Post", "Tide Post wins prize | Tide Post", "Town: who pays | Tide Post"],
)
def test_short_headlines_and_the_name_of_the_site_in_one(whole: str) -> None:
    assert title(whole) == whole.partition(" | ")[0]


def test_a_section_is_not_taken_for_the_headline_where_the_title_names_it_first() -> None:
    assert title(f"Town | {HEADLINE} | Tide Post", f"<h2>Town</h2><h1>{HEADLINE}</h1>") == HEADLINE
