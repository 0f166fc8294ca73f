"""Whom a byline names: people, without their jobs, papers and places, in many languages."""

from __future__ import annotations

from typing import Any

import pytest

from scraper import clean_html
from scraper.cleaning.metadata.bylines import is_people, is_role, names_in, says_by, split_names

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


def article(top: str = "", bottom: str = "", head: str = "", language: str = "en") -> Any:
    body = f"<main><article><h1>{HEADLINE}</h1>{top}{PROSE}{bottom}</article></main>"
    return clean_html(f"<html lang={language}><title>{HEADLINE}</title>{head}<body>{body}</body></html>", URL)


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Mara Quill, Chief River Correspondent", ["Mara Quill"]),
        ("By MARA QUILL, RIVERS EDITOR FOR THE TIDE POST", ["MARA QUILL"]),
        ("Mara Quill, Rivers Editor, and Tom Reed, Reporter", ["Mara Quill", "Tom Reed"]),
        ("Mara Quill Political Correspondent", ["Mara Quill"]),
        ("Political Editor Mara Quill", ["Mara Quill"]),
        ("Mara Quill, Middle East correspondent", ["Mara Quill"]),
        ("Mara Quill - Staff Writer", ["Mara Quill"]),
        ("Mara Quill | Chief Reporter", ["Mara Quill"]),
        ("Mara Quill at the Tide Post", ["Mara Quill"]),
        ("Mara Quill And Tom Reed For The Tide Post", ["Mara Quill", "Tom Reed"]),
        ("By Mara Quill and Tom Reed, The Tidepost", ["Mara Quill", "Tom Reed"]),
        ("By Mara Quill with Tom Reed", ["Mara Quill", "Tom Reed"]),
        ("By Mara Quill and agencies", ["Mara Quill"]),
        ("Mara Quill/Reuters", ["Mara Quill"]),
        ("Mara Quill (Tide Post)", ["Mara Quill"]),
        ("Mara Quill mara@tidepost.example", ["Mara Quill"]),
        ("Mara Quill @maraquill", ["Mara Quill"]),
        ("Written by Mara Quill", ["Mara Quill"]),
        ("Von Mara Quill und Tom Röder (dpa)", ["Mara Quill", "Tom Röder"]),
        ("Von Mara Quill, Chefreporterin Politik", ["Mara Quill"]),
        ("Von unserer Redakteurin Mara Quill", ["Mara Quill"]),
        ("Eine Kolumne von Mara Quill", ["Mara Quill"]),
        ("Autorin: Mara Quill", ["Mara Quill"]),
        ("Text: Mara Quill, Fotos: Tom Röder", ["Mara Quill"]),
        ("Par Mara Quill et Luc Tremble (AFP)", ["Mara Quill", "Luc Tremble"]),
        ("Par Mara Quill, envoyée spéciale à Lyon", ["Mara Quill"]),
        ("Auteur : Mara Quill", ["Mara Quill"]),
        ("Por Mara Quill, corresponsal en Roma", ["Mara Quill"]),
        ("Di Mara Quill, inviata", ["Mara Quill"]),
        ("Door Mara Quill en Tom Riet, redacteurs", ["Mara Quill", "Tom Riet"]),
        ("Por Mara Quill e Rui Canas", ["Mara Quill", "Rui Canas"]),
        ("Av Mara Quill och Tom Rör, reporter", ["Mara Quill", "Tom Rör"]),
        ("Mara Quill, dziennikarka", ["Mara Quill"]),
        ("Cher and Mara Quill", ["Cher", "Mara Quill"]),
        ("Mara Quill, Tom Reed, and Cy Marsh", ["Mara Quill", "Tom Reed", "Cy Marsh"]),
        ("Jan van der Berg und Ursula von der Weide", ["Jan van der Berg", "Ursula von der Weide"]),
        ("Mara Quill & Tom Reed", ["Mara Quill", "Tom Reed"]),
        ("Mara Quill + Tom Reed", ["Mara Quill", "Tom Reed"]),
        ("By Mara Quill in Rome and Tom Reed in Oslo", ["Mara Quill", "Tom Reed"]),
        ("By MARA QUILL and TOM REED, RIVERS EDITORS", ["MARA QUILL", "TOM REED"]),
        ("Mara Quill with additional reporting by Tom Reed", ["Mara Quill", "Tom Reed"]),
        ("By Mara Quill; additional reporting by Tom Reed", ["Mara Quill", "Tom Reed"]),
        ("As told to Mara Quill", ["Mara Quill"]),
        ("Words: Mara Quill Photos: Tom Reed", ["Mara Quill"]),
        ("Story by Mara Quill. Photos by Tom Reed.", ["Mara Quill"]),
        ("Foto: Tom Rör Text: Mara Quill", ["Mara Quill"]),
        ("Text von Mara Quill, Fotos von Tom Röder", ["Mara Quill"]),
        ("Von Mara Quill/dpa", ["Mara Quill"]),
        ("Von Mara Quill und Agenturen", ["Mara Quill"]),
        ("Kommentar von Mara Quill", ["Mara Quill"]),
        ("Interview von Mara Quill und Tom Röder", ["Mara Quill", "Tom Röder"]),
        ("Mara Quill u. Tom Röder", ["Mara Quill", "Tom Röder"]),
        ("Ludwig van Quill und Karl zu Röder", ["Ludwig van Quill", "Karl zu Röder"]),
        ("Par Mara Quill avec AFP", ["Mara Quill"]),
        ("Mara d’Orly et Luc Tremble", ["Mara d’Orly", "Luc Tremble"]),
        ("Nour bin Quill and Ali al-Rashad", ["Nour bin Quill", "Ali al-Rashad"]),
        ("Μάρα Καλάμου και Τάσος Ράπτης", ["Μάρα Καλάμου", "Τάσος Ράπτης"]),
        ("Quill, Mara", ["Mara Quill"]),
        ("Quill, Mara J.", ["Mara J. Quill"]),
        ("van der Quill, Mara", ["Mara van der Quill"]),
        ("Quill, Mara; Reed, Tom", ["Mara Quill", "Tom Reed"]),
        ("Quill, Mara and Reed, Tom", ["Mara Quill", "Tom Reed"]),
        ("Quill, Mara / Reed, Tom", ["Mara Quill", "Tom Reed"]),
        ("mailto:mara@tidepost.example (Mara Quill)", ["Mara Quill"]),
        ('"Mara Quill" <mara@tidepost.example>', ["Mara Quill"]),
        ("Mara Quill [mara@tidepost.example]", ["Mara Quill"]),
        ("Mara Quill (@maraquill)", ["Mara Quill"]),
        ("Mara Quill • mara@tidepost.example", ["Mara Quill"]),
        ("김수로 기자", ["김수로"]),
        ("김수로·이나래 기자 suro@tidepost.example", ["김수로", "이나래"]),
        ("山田太郎と鈴木花子", ["山田太郎", "鈴木花子"]),
        ("记者王小河", ["王小河"]),
        ("文/王小河", ["王小河"]),
        ("王小河 / 李雷", ["王小河", "李雷"]),
    ],
)
def test_people_without_their_jobs(byline: str, names: list[str]) -> None:
    assert split_names(byline) == names


@pytest.mark.parametrize(
    "name",
    [
        "Sluice & Daughters Newsroom",
        "Ministerium für Wehre und Schleusen",
        "Ramón Quill y Canales",
        "A staff reporter of the Tide Post",
        "Reuters",
        "Cher",
        "Quill Reed Jr.",
        "J. R. R. Quill",
        "Dr. Mara Quill",
        "山田太郎",
        "山田 太郎",
        "ジョン・クイル",
        "约翰·史密斯",
        "Anna von der Quill",
    ],
)
def test_a_name_in_one_piece(name: str) -> None:
    assert split_names(name) == [name]


def test_what_systems_write_for_nobody() -> None:
    assert [names_in([text]) for text in ("undefined", "105092", "No Author", "admin", "")] == [[]] * 5


def test_each_is_named_once_and_in_small_letters_where_there_is_a_choice() -> None:
    assert names_in(["MARA QUILL", "Mara Quill, Editor", "Tom Reed"]) == ["Mara Quill", "Tom Reed"]
    assert names_in(["Mara Quill", "Senior Editor"]) == ["Mara Quill"]
    assert names_in(["Senior Editor"]) == ["Senior Editor"]
    assert names_in(["Weir, Lock and Sluice Board", "Mara Quill"], ["Weir, Lock and Sluice Board"]) == [
        "Weir, Lock and Sluice Board", "Mara Quill",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Senior Political Correspondent", True),
        ("Chefreporterin Politik", True),
        ("Redakteurin", True),
        ("Envoyée spéciale à Lyon", True),
        ("Mara Quill", False),
        ("Newsome Field", False),
    ],
)
def test_job_titles(text: str, is_one: bool) -> None:
    assert is_role(text) == is_one


@pytest.mark.parametrize(
    ("line", "by"),
    [
        ("By Mara Quill", True),
        ("di Mara Quill, nostra inviata", True),
        ("von Mara Quill", True),
        ("By Mara Quill mara@tidepost.example", True),
        ("von der Leine bis zur Weser", False),
        ("By noon the weir was gone", False),
        ("di nuovo", False),
    ],
)
def test_lines_that_say_by(line: str, by: bool) -> None:
    assert says_by(line) == by


@pytest.mark.parametrize("line", ["Mehr Geld für das Wehr am Unterlauf", "More Water for the Lower Town in May"])
def test_a_headline_with_a_joiner_names_nobody(line: str) -> None:
    assert not is_people(line)


@pytest.mark.parametrize(
    ("top", "names", "reasons"),
    [
        ("<p>By Mara Quill</p><p>Political correspondent</p>", ("Mara Quill",), ["byline", "byline"]),
        ("<p>By <a href=/q>Mara Quill</a>, Rivers Editor | 7 June 2021</p>", ("Mara Quill",), ["byline"]),
        ("<p>7 June 2021 | By <a href=/q>Mara Quill</a></p>", ("Mara Quill",), ["date"]),
        ("<p>Published 7 June 2021 by Mara Quill</p>", ("Mara Quill",), ["date"]),
        ("<ul><li>Mara Quill</li><li>Tom Reed</li></ul>", ("Mara Quill", "Tom Reed"), ["byline", "byline"]),
    ],
)
def test_bylines_of_a_page(top: str, names: tuple[str, ...], reasons: list[str]) -> None:
    got = article(top)
    assert got.authors == names
    assert [str(each.reason) for each in got.removals if each.reason != "title"] == reasons


@pytest.mark.parametrize(
    "names",
    [
        "<p>Mara Quill</p>",
        "<table><tr><td>Mara Quill</td></tr><tr><td>Tom Reed</td></tr></table>",
        '<div class=testimonial><p>“I read it with my tea.”</p><div class=author><a rel=author href="/p">Abel Reed</a>'
        "</div></div>",
    ],
)
def test_names_below_the_story_are_no_byline(names: str) -> None:
    assert article(bottom=names).authors == ()


@pytest.mark.parametrize(
    ("head", "names"),
    [
        ('<meta name=author content="Mara Quill"><meta name=author content="Tom Reed">', ("Mara Quill", "Tom Reed")),
        (
            '<meta name=author content="Mara Quill"><meta name=author content="Tide Post">'
            '<meta property="og:site_name" content="Tide Post">',
            ("Mara Quill",),
        ),
        ('<meta name=author content="Mara Quill, Senior Editor">', ("Mara Quill",)),
    ],
)
def test_authors_of_meta_tags(head: str, names: tuple[str, ...]) -> None:
    assert article(head=head).authors == names


def test_a_firm_in_linked_data_is_in_one_piece() -> None:
    data = '{"@type": "Article", "headline": "Town", "author": {"@type": "Organization", "name": "Weir, Lock and Co"}}'
    assert article(head=f'<script type="application/ld+json">{data}</script>').authors == ("Weir, Lock and Co",)
