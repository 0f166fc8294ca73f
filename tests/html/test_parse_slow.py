"""Shapes that take the parser quadratic time are refused before parsing; similar pages are read."""

from __future__ import annotations

import pytest

from scraper.errors import TooLarge
from scraper.html.limits import MOST_CHOICES, MOST_OPEN, MOST_PAGE_TAGS, parse

URL = "https://www.tidepost.example/2023/04/kites"


def open_formats(count: int, tag: str = "font", end: str = "") -> str:
    return "".join(f"<p><{tag} data-n='{number}'>Kite {number}{end}</p>" for number in range(count))


@pytest.mark.parametrize(
    ("html", "why"),
    [
        pytest.param(open_formats(5_000), "formatting tags are open at once", id="fonts-never-closed"),
        pytest.param(open_formats(5_000, "B"), "formatting tags are open at once", id="bold-in-capitals"),
        pytest.param(
            open_formats(5_000) + "</q>" * 9_000, "formatting tags are open at once", id="ends-of-something-else"
        ),
        pytest.param(
            "<select>" + "<option>x" * 20_000,
            "20,000 options to choose from; the most is 5,000",
            id="options-of-one-list",
        ),
        pytest.param(
            "<select>" + "<OPTgroup>x" * 20_000,
            "20,000 options to choose from; the most is 5,000",
            id="groups-of-options",
        ),
        pytest.param(
            "".join(f"<body data-n{n}=1>" for n in range(20_000)), "20,000 bodies; the most is 300", id="bodies"
        ),
        pytest.param("<p>x" * (MOST_PAGE_TAGS + 1), "200,001 tags; the most is 200,000", id="tags"),
    ],
)
def test_refused(html: str, why: str) -> None:
    with pytest.raises(TooLarge, match=why) as caught:
        parse(html.encode(), URL)
    assert caught.value.url == URL


@pytest.mark.parametrize(
    "html",
    [
        pytest.param(open_formats(5_000, end="</font>"), id="fonts-closed"),
        pytest.param(open_formats(MOST_OPEN - 1) + "<p>x</p>" * 4_000, id="a-page-of-the-nineties"),
        pytest.param("<select>" + "<option>x" * (MOST_CHOICES - 1) + "</select>x", id="a-long-list-to-choose-from"),
        pytest.param("<p><b>x</b></p>" * 20_000, id="bold-words"),
        pytest.param("<p>x" * 50_000, id="many-paragraphs"),
    ],
)
def test_read(html: str) -> None:
    body = parse(html.encode(), URL).body
    assert body is not None
    assert body.text(strip=True)
