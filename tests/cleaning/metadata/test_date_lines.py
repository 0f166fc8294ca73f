"""Which lines are the date of an article, in many languages, and which are sentences or headings with a date."""

from __future__ import annotations

import pytest

from scraper.cleaning.metadata.date_lines import is_date_line, opens_with_date, without_date

DATES = """
    Published on 7 June 2021 at 8.15
    7 June 2021 | 6 min read
    By Mara Quill | 7 June 2021
    By Mara Quill on 7 June 2021
    By Mara Quill and Tom Reed, 7 June 2021, 8:15 a.m.
    Posted by Mara Quill on June 7, 2021 at 8:15am
    Updated: 7 June 2021, 08:15
    Updated 2 hours ago
    Last updated: June 7th 2021
    Monday 7 June 2021 08:15 BST
    Last modified on Mon 7 Jun 2021 08.15 CEST
    Jun 7
    June 7, 2021 8:15 AM EST
    8:15 JST, June 7, 2021
    Weather / June 7, 2021
    07/06/2021 08:15
    2021-06-07T08:15:00+02:00
    Reading time: 6 minutes
    6 MIN. READ
    6 min
    New York, June 7, 2021
    TALLOW BAY, 7 June 2021 (Reuters)
    07.06.2021 - By Mara Quill - Section: Rivers and roads
    Hamburg, 7. Juni 2021
    07.06.2021, 08:15 Uhr
    Mo 07.06.21 | 08:15 Uhr | Von Mara Quill-Röder
    Stand: 7. Juni 2021, 8.15 Uhr
    Zuletzt bearbeitet: 07.06.2021
    Veröffentlicht von Flusswacht am 7. Juni 2021
    7. Juni 2021 · Lesezeit: 6 Min.
    07.06.2021, 08:15 6 Min.
    Publié le 7 juin 2021 à 8h15
    Mis à jour le 7 juin 2021 à 8h15 • 6 min de lecture
    Article mis à jour le 7 juin 2021.
    Ciudad | Por: Mara Quill | Actualizado el: 7 de junio de 2021 8:15 pm
    Madrid - 07 jun 2021 - 08:15 CEST
    Pubblicato il 7 giugno 2021 alle 8:15
    Gepubliceerd op 7 juni 2021 om 8:15
    Opublikowano: 7 czerwca 2021, 8:15
    Publicado em 7 de junho de 2021 às 8h15
    segunda-feira, 7 de junho de 2021 às 08:15
    Publicerad 7 juni 2021 kl. 8.15
    Julkaistu: 7.6.2021 klo 8.15
    2021年6月7日 8時15分
    입력 : 2021-06-07 08:15
"""
STORY = """
    On 7 June 2021 the weir gave way.
    2021年6月7日、堰が崩れた。
    On 7 June 2021 the weir gave way
    The inquiry opens on 7 June 2031.
    Why 8.15 was too late
    What changes on 7 June 2031?
    7 June 1961: the first sluice
    7 June 1961 – the first sluice
    7 June 1961 | The first sluice opens
    8.15 The lower weir is shut
    8:15 a.m. Crews reach the weir
    Monday 7 June: Crews reach the weir
    Jun. 7: Crews reach the weir
    By 7 June 2021 the weir was gone
    Revised tolls from 7 June 2021
    Updated tolls from 7 June 2021
    Deadline: 7 June 2031
    Train late by 20 minutes
    June 2021 was a dry month
    June 2021
    Expect to pay $12.50
    Version 4.47.4
    Published in 1911
    Am 7. Juni 2021 brach das Wehr.
    Was geschieht am 7. Juni 2031?
    7. Juni 1961: Die erste Schleuse
    8.15 Uhr: Das Wehr ist gesperrt
    Die neuen Gebühren ab 07.06.2021
    Le 7 juin 2021, le barrage a cédé
    8h15 Le barrage est fermé
    7 juin 1961 : la première écluse
    El 7 de junio cedió la presa
    7 de junio de 1961: la primera esclusa
    7 giugno 1961: la prima chiusa
    7 juni 1961: de eerste sluis
    7 czerwca 1961: pierwsza śluza
    7 de junho de 1961: a primeira eclusa
    8.15 Dammen är stängd
    Protest on 7 June
    Ein Fest am 7. Juni
    Perché il 7 giugno 2031
    8.15 Плотина закрыта
"""


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines()]


@pytest.mark.parametrize("line", lines(DATES))
def test_a_date_with_its_labels_names_and_places(line: str) -> None:
    assert is_date_line(line)


@pytest.mark.parametrize("line", lines(STORY))
def test_words_beside_a_date_make_a_sentence_or_a_heading(line: str) -> None:
    assert not is_date_line(line)
    assert not is_date_line(line, bare=True)


@pytest.mark.parametrize(
    ("line", "bare"),
    [
        ("7 June 2021", True),
        ("Updated: 7 June 2021", True),
        ("6 min read", True),
        ("Hamburg, 7. Juni 2021", False),
        ("By Mara Quill | 7 June 2021", False),
        ("8.15", False),
        ("6 min", False),
    ],
)
def test_a_heading_or_a_line_amid_the_story_is_a_date_and_no_more(line: str, bare: bool) -> None:
    assert is_date_line(line)
    assert is_date_line(line, bare=True) == bare


@pytest.mark.parametrize(
    ("line", "opens"),
    [
        ("7 June 1961: the first sluice", True),
        ("8.15 The lower weir is shut", True),
        ("June 7, 1961", True),
        ("Updated 7 June 2021", False),
        ("The sluice of 7 June 1961", False),
        ("Sluices", False),
    ],
)
def test_what_begins_with_its_date(line: str, opens: bool) -> None:
    assert opens_with_date(line) == opens


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("By Mara Quill | 7 June 2021", "By Mara Quill"),
        ("By Mara Quill\nPublished 8:15 AM EST Jun 7, 2021", "By Mara Quill"),
        ("7 June 2021 - By Mara Quill", "By Mara Quill"),
        ("By Mara Quill on 7 June 2021", "By Mara Quill"),
        ("By Mara Quill", "By Mara Quill"),
        ("7 June 2021", ""),
    ],
)
def test_what_a_line_says_but_for_its_date(line: str, rest: str) -> None:
    assert without_date(line) == rest
