"""Tables of data row by row; tables that lay out a page, or frame a picture, are no tables."""

from __future__ import annotations

import pytest

from scraper.cleaning.lines.from_html import lines_of_elements
from scraper.cleaning.lines.line import Line, LineKind
from scraper.html.dom import parse_tree
from scraper.model import Reason


def lines(body: str) -> list[Line]:
    return lines_of_elements(parse_tree(f"<body><article>{body}</article></body>").css("article"), {}, "")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            "<tr><td rowspan=2>Hal</td><td>North</td></tr><tr><td>South</td></tr><tr><td>Orm</td><td>East</td></tr>",
            [("Hal", "North"), ("", "South"), ("Orm", "East")],
            id="rowspan",
        ),
        pytest.param(
            "<tr><th colspan=2>Sailings</th><th>Note</th></tr><tr><td>6</td><td>4</td><td>late</td></tr>",
            [("Sailings", "", "Note"), ("6", "4", "late")],
            id="colspan",
        ),
        pytest.param(
            "<tr><td>a</td><td rowspan=2>b</td></tr><tr><td>c</td></tr>", [("a", "b"), ("c", "")], id="last-column"
        ),
        pytest.param(
            "<tr><th colspan=3>All</th></tr><tr><td>1</td><td>2</td><td>3</td></tr>",
            [("All",), ("1", "2", "3")],
            id="heading-row",
        ),
        pytest.param(
            "<tr><td rowspan=x>a</td><td>b</td></tr><tr><td>c</td><td colspan=-3>d</td></tr>",
            [("a", "b"), ("c", "d")],
            id="no-numbers",
        ),
        pytest.param(
            "<tr><th>Isle</th><th>Pier</th></tr><tr><td>Hal</td><td><ul><li>North</li><li>East</li></ul></td></tr>"
            "<tr><td>Orm</td><td><p>West</p><p>by request</p></td></tr>",
            [("Isle", "Pier"), ("Hal", "North East"), ("Orm", "West by request")],
            id="blocks-in-cells",
        ),
        pytest.param(
            "<tr><td>Ann Example</td></tr><tr><td>Bo Sample</td></tr>",
            [("Ann Example",), ("Bo Sample",)],
            id="one-column",
        ),
    ],
)
def test_rows_of_data(rows: str, expected: list[tuple[str, ...]]) -> None:
    (table,) = lines(f"<table>{rows}</table>")
    assert table.kind is LineKind.TABLE
    assert list(table.rows) == expected


def test_a_table_of_data_may_stand_in_one_that_lays_out_the_page() -> None:
    inner = "<table><tr><th>Boat</th><th>Built</th></tr><tr><td>Hulda</td><td>1974</td></tr></table>"
    (table,) = lines(f"<table><tr><td>{inner}</td></tr></table>")
    assert table.rows == (("Boat", "Built"), ("Hulda", "1974"))


LONG = "The ferry leaves the north pier at noon with eleven people and one goat aboard, and comes back at four. " * 4


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(f"<tr><td>Menu</td><td><p>{LONG}</p><p>One.</p></td></tr>" * 2, 6, id="story-in-a-cell"),
        pytest.param("<tr><td>Menu</td><td><h2>One</h2>Two</td></tr><tr><td>a</td><td>b</td></tr>", 4, id="heading"),
        pytest.param(f"<tr><td>{LONG}</td></tr><tr><td>One.</td></tr>", 2, id="column-of-paragraphs"),
        pytest.param(f"<tr><td></td><td>{LONG}</td></tr>" * 2, 2, id="empty-margin"),
    ],
)
def test_a_table_that_lays_out_the_page_is_its_lines(rows: str, expected: int) -> None:
    found = lines(f"<table>{rows}</table>")
    assert len(found) == expected
    assert LineKind.TABLE not in {line.kind for line in found}


def test_cells_are_apart_in_a_row_that_is_one_line() -> None:
    found = lines(
        f"<table><tr><th>Isle</th><th>Pier</th></tr><tr><td>{LONG}</td><td><p>a</p><p>b</p></td></tr></table>"
    )
    assert found[0].text == "Isle Pier"


@pytest.mark.parametrize(
    "rows",
    [
        "<tr><td><img src='/a.jpg'></td></tr><tr><td>The pier at noon.</td></tr>",
        "<tr><td><img src='/a.jpg'></td></tr><tr><td><p>The pier at noon.</p></td></tr>",
        "<tr><td><img src='/a.jpg'></td><td>The pier at noon.</td></tr>",
    ],
)
def test_a_table_can_frame_a_picture_and_its_caption(rows: str) -> None:
    picture, caption = lines(f"<p>One.</p><table>{rows}</table>")[1:]
    assert picture.image is not None
    assert picture.image.caption == "The pier at noon."
    assert caption.structure is not None
    assert caption.structure.reason is Reason.CAPTION


def test_a_picture_beside_a_story_has_no_caption() -> None:
    found = lines(f"<table><tr><td><img src='/a.jpg'></td><td>{LONG}</td></tr></table>")
    assert [line.structure for line in found] == [None, None]
