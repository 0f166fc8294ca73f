"""Soft hyphens of the page: kept inside words of the article, unseen by what decides, and never in the way of spans."""

from __future__ import annotations

import pytest

from scraper import clean_html, clean_text
from scraper.model import Listing, Quote, Table
from tests.support.shapes import URL, page, shown

SHY = "\u00ad"
STORY = (
    f"The har{SHY}bour board of Eelmouth met on Tuesday and agreed to re{SHY}build the weir be{SHY}low the old mill."
)
NEXT = "Work begins in spring and is to last until the swallows leave, said the harbour master."


@pytest.mark.parametrize("written", [SHY, "&shy;", "&shy", "&#173;", "&#xad;", "&#xAD;", "&#XAD;"])
def test_soft_hyphens_stay_in_the_words_of_a_page(written: str) -> None:
    article = page(f"<p>The ferry to Eel{written}mouth is late</p>")
    assert article.blocks[1].text == f"The ferry to Eel{SHY}mouth is late"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param(f"{SHY}Ferry{SHY} late{SHY}", "Ferry late", id="outside-words"),
        pytest.param(f"fer{SHY}{SHY}ry late", f"fer{SHY}ry late", id="twice"),
        pytest.param(f"a fer{SHY}-ry late", "a fer-ry late", id="beside-a-hyphen"),
        pytest.param(f"a fer{SHY}ry <b>la{SHY}te</b> to{SHY}day",
                     f"a fer{SHY}ry {{strong:la{SHY}te}} to{SHY}day", id="spans"),
        pytest.param(f"a fer<b>{SHY}ry</b> late", f"a fer{SHY}{{strong:ry}} late", id="first-in-a-span"),
        pytest.param(f"a <b>fer{SHY}</b>ry late", f"a {{strong:fer}}{SHY}ry late", id="last-in-a-span"),
        pytest.param(f"<i>fer{SHY}ry</i><br>la{SHY}te", f"{{emphasis:fer{SHY}ry}}{{break: }}la{SHY}te", id="breaks"),
        pytest.param(f"cafe\u0301s o{SHY}pen &amp;amp; clo{SHY}sed", f"cafés o{SHY}pen & clo{SHY}sed", id="accents"),
    ],
)  # fmt: skip
def test_where_soft_hyphens_stand(html: str, expected: str) -> None:
    assert shown(page(f"<p>{html}</p>").blocks[1]) == expected


def test_lists_quotations_and_tables_keep_them() -> None:
    html = (
        f"<ul><li>Eel{SHY}mouth, from nine</li><li>Gull{SHY}haven, from ten</li></ul>"
        f"<blockquote><p>No boat waits for the bai{SHY}liff.</p></blockquote>"
        f"<table><tr><th>Har{SHY}bour<th>Tide</tr><tr><td>Eel{SHY}mouth<td><b>ni{SHY}ne</b></tr></table>"
    )
    blocks = {type(block): block for block in page(html).blocks}
    listing, quote, table = blocks[Listing], blocks[Quote], blocks[Table]
    assert isinstance(listing, Listing)
    assert listing.items == (f"Eel{SHY}mouth, from nine", f"Gull{SHY}haven, from ten")
    assert isinstance(quote, Quote)
    assert quote.text == f"No boat waits for the bai{SHY}liff."
    assert isinstance(table, Table)
    assert table.rows == ((f"Har{SHY}bour", "Tide"), (f"Eel{SHY}mouth", f"ni{SHY}ne"))
    assert [table.text[span.start : span.end] for span in table.spans] == [f"ni{SHY}ne"]


def test_a_text_keeps_them_and_so_does_its_text_again() -> None:
    article = clean_text(f"{STORY}\n{NEXT}\n")
    assert article.text == f"{STORY}\n\n{NEXT}"
    assert clean_text(article.text).text == article.text


def test_both_roads_agree() -> None:
    html = f"<html lang=en><body><article><h1>Weir</h1><p>{STORY}</p><p>{NEXT}</p></article>"
    assert clean_html(html, URL).blocks[-2].text == clean_text(f"{STORY}\n{NEXT}").blocks[0].text == STORY


def test_what_decides_does_not_see_them() -> None:
    pitch = f"Sign up for our free news{SHY}let{SHY}ter and never miss a sto{SHY}ry."
    article = page(f"<p>{pitch}</p>")
    assert [removal.text for removal in article.removals[1:]] == [pitch.replace(SHY, "")]


def test_a_page_without_any_is_as_it_was() -> None:
    assert SHY not in page("<p>Fer&#8203;ry late</p>").text
