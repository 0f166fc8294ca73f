"""Credits and notes of print editions below a story, and the place alone above it."""

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


def article(*lines: str, language: str = "en") -> Article:
    body = "".join(f"<p>{line}</p>" for line in lines)
    page = f"<html lang={language}><title>{HEADLINE}</title><body><main><article><h1>{HEADLINE}</h1>{body}</article>"
    return clean_html(page, URL)


@pytest.mark.parametrize(
    ("line", "language", "reason"),
    [
        ("(Reporting by Mara Quill and Tom Reed in Tallow; Editing by Cy Marsh)", "en", "byline"),
        ("(Additional reporting by Mara Quill; writing by Tom J. Reed.)", "en", "byline"),
        ("Reporting by Mara Quill; Editing by Cy Marsh", "en", "byline"),
        ("[Written by Mara Quill, edited by Cy Marsh]", "en", "byline"),
        ("(Bericht von Mara Quill, redigiert von Tom Röder.)", "de", "byline"),
        ("(Reportage de Mara Quill, édité par Luc Tremble)", "fr", "byline"),
        ("(Reporte de Mara Quill; editado por Luis Vega)", "es", "byline"),
        ("(Reportagem de Mara Quill; edição de Rui Canas)", "pt", "byline"),
        ("A version of this article appeared in print on 6/7/2021, on page B3 of the Creek edition with the headline: "
         "Board: Stone Before Wood.", "en", "syndication"),
        ("A version of this story ran in the June 7 issue of the paper.", "en", "syndication"),
        ("Eine Fassung dieses Artikels stand am 7. Juni 2021 auf Seite 3 der gedruckten Ausgabe.", "de", "syndication"),
        ("Cet article est paru dans l'édition papier du 7 juin.", "fr", "syndication"),
        ("Una versión de este artículo salió en la edición impresa del 7 de junio.", "es", "syndication"),
        ("Questo articolo è nell'edizione cartacea del 7 giugno.", "it", "syndication"),
        ("Dit artikel staat op pagina 3 van de papieren krant.", "nl", "syndication"),
    ],
)  # fmt: skip
def test_a_line_below_the_story(line: str, language: str, reason: str) -> None:
    got = article(*PROSE, line, language=language)
    assert got.text == "\n\n".join(PROSE)
    assert (str(got.removals[-1].reason), got.removals[-1].text) == (reason, line)


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("Correction, 8 June: an earlier version of this article gave the wrong length of the weir.", "en"),
        ("An earlier version of this article said that the weir was built in 1911.", "en"),
        ("A version of this story is told in every pub along the creek, and no two of them are alike.", "en"),
        ("(Reporters were not let in.)", "en"),
        ("Reporting by the council put the length of the cracks at four metres, and nobody doubted that.", "en"),
        ("(Berichte darüber gab es schon im Mai.)", "de"),
        ("Dieser Artikel der Satzung gilt seit 1911.", "de"),
        ("Cet article de la loi date de 1911.", "fr"),
    ],
)
def test_a_line_of_the_story(line: str, language: str) -> None:
    assert line in article(*PROSE[:2], line, PROSE[2], language=language).text
    assert line in article(*PROSE, line, language=language).text


@pytest.mark.parametrize(
    "place", ["TALLOW", "TALLOW CREEK", "TALLOW (AP) —", "TALLOW, Kent", "Tallow –", "TALLOW BAY, N.Y. —"]
)
def test_the_place_alone_above_the_story(place: str) -> None:
    got = article(place, *PROSE)
    assert got.text == "\n\n".join(PROSE)
    assert (got.authors, got.published) == ((), None)


@pytest.mark.parametrize("line", ["TALLOW (AP) — Nobody came.", "NOBODY KNOWS WHAT IT WILL COST", "Tallow Creek?"])
def test_words_above_the_story_that_are_no_place(line: str) -> None:
    assert line in article(line, *PROSE).text


def test_a_place_with_the_first_sentence_stays_with_it() -> None:
    assert article(f"TALLOW, June 7 (Tide) – {PROSE[0]}", *PROSE[1:]).text.startswith(
        "TALLOW, June 7 (Tide) – The lower"
    )


def test_the_people_of_a_credit_are_the_authors_where_no_byline_names_any() -> None:
    assert article(*PROSE, "(Reporting by Mara Quill and Tom Reed in Tallow; Editing by Cy Marsh)").authors == (
        "Mara Quill", "Tom Reed",
    )  # fmt: skip
