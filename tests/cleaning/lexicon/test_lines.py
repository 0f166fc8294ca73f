"""Lines that leave a story in each language, and lines of reporting that begin alike and stay: see `lines.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from scraper import clean_text
from scraper.cleaning.lexicon import guess_language, languages
from tests.support.stories import story

LINES = tomllib.loads(Path(__file__).with_name("lines.toml").read_text("utf-8"))
GOES = [(language, reason, line) for language, own in LINES.items() for reason, line in own["goes"]]
STAYS = [(language, line) for language, own in LINES.items() for line in own["stays"]]
BYLINES = [(language, *own["byline"]) for language, own in LINES.items()]
FAMILIAR = {"en", "de", "es", "fr", "it", "nl"}
"""The languages whose lines are tested elsewhere."""


def page(language: str, line: str) -> list[str]:
    """A story with a line before its last paragraph but one."""
    *front, last, end = story(language)
    return [*front, line, last, end]


def test_every_language_has_lines() -> None:
    assert set(LINES) | FAMILIAR == set(languages())


@pytest.mark.parametrize(("language", "reason", "line"), GOES)
def test_goes(language: str, reason: str, line: str) -> None:
    article = clean_text("\n\n".join(page(language, line)), f"https://www.tidepost.example/{language}/2")
    assert [(str(removal.reason), removal.text) for removal in article.removals] == [(reason, line)]


@pytest.mark.parametrize(("language", "line"), STAYS)
def test_stays(language: str, line: str) -> None:
    article = clean_text("\n\n".join(page(language, line)), f"https://www.tidepost.example/{language}/2")
    assert [(removal.rule, removal.text) for removal in article.removals] == []
    assert article.text.split("\n\n") == page(language, line)


@pytest.mark.parametrize("language", LINES)
def test_the_language_is_guessed_by_the_story(language: str) -> None:
    assert guess_language("\n".join(story(language))) == language
    assert clean_text("\n\n".join(story(language))).language == language


@pytest.mark.parametrize(("language", "byline", "author"), BYLINES)
def test_a_byline_in_the_language_names_its_author(language: str, byline: str, author: str) -> None:
    headline = story(language)[0][:40].strip()
    assert clean_text("\n\n".join([headline, byline, *story(language)])).authors == (author,)
