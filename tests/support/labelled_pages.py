"""Pages as lists of labelled lines, and a check that the cleaner treats each line as its label says.

A labelled line is a tuple: the reason for its removal (None if it is kept), a part of the name of the rule that removes
it, and the line. A plain string is kept. `S` has the paragraphs of a story, which are always kept.
"""

from __future__ import annotations

import pytest

from scraper import clean_html
from scraper.model import Article, Reason

Expected = tuple[Reason | None, str, str]
Row = Expected | str

S = (
    "The brass band of Upper Wick has lost its tuba for the third time since Easter, its conductor told the parish "
    "council on Monday evening.",
    "It was last seen on the roof of the bus shelter, where it had been put to dry after the river concert. Two boys "
    "have been spoken to, and one goat.",
    "“You can't simply carry on without one,” said Hilda Praed, who has conducted the band since 1994. “The polka "
    "falls apart. People sit down.”",
    "A replacement would cost about £4,200, which is more than the parish spent on its drains last year. The chairman, "
    "Roland Thripp, called the sum absurd.",
    "The council voted five to two to search the quarry first, on Saturday, weather permitting, with ropes that the "
    "fire brigade has promised to lend.",
)  # fmt: skip
HEADLINE = "Upper Wick band loses its tuba for the third time"
TITLE = (Reason.TITLE, "front_matter", HEADLINE)
URL = "https://www.wickherald.example/2022/06/upper-wick-band-loses-its-tuba"
MOTHER_JONES = "https://www.motherjones.com/politics/2022/06/upper-wick-band-loses-its-tuba/"
THE_WEEK = "https://theweek.com/arts/1012345/upper-wick-band-loses-its-tuba"


def rows(page: tuple[Row, ...]) -> list[Expected]:
    """The lines of a page, each with its label."""
    return [(None, "", row) if isinstance(row, str) else row for row in page]


def case(name: str, *page: Row, url: str = URL) -> object:
    """A page as a parameter of a test."""
    return pytest.param(page, url, id=name)


def verdicts(article: Article) -> dict[str, tuple[Reason, str]]:
    """The reason and the rule of each removal, by its text."""
    return {removal.text: (removal.reason, removal.rule) for removal in article.removals}


def check(article: Article, expected: list[Expected]) -> None:
    """Assert that every line was kept or removed as its label says."""
    found = verdicts(article)
    shown = {text: (reason, found[text][0] if text in found else None) for reason, _, text in expected}
    assert {text: pair for text, pair in shown.items() if pair[0] is not pair[1]} == {}, found
    assert [line for line in article.text.splitlines() if line] == [text for reason, _, text in expected if not reason]
    for reason, rule, text in expected:
        assert reason is None or rule in found[text][1]


def page(*inner: str) -> Article:
    """The article on an HTML page with these elements and paragraphs."""
    body = "".join(piece if piece.startswith("<") else f"<p>{piece}</p>" for piece in inner)
    return clean_html(
        f"<html lang=en><head><title>{HEADLINE}</title></head><body><article><h1>{HEADLINE}</h1>{body}</article>",
        URL,
    )
