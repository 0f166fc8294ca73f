"""Markup that nests or spans without end: it is bounded, and every rendering of the article can be made."""

from __future__ import annotations

import pytest

from scraper.cleaning.lines.containers import MOST_CONTAINERS
from scraper.model import Table
from scraper.output.tei import to_tei
from tests.support.shapes import page


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("<ul><li>Tide" * 690, id="lists"),
        pytest.param("<ol><li>Tide" * 690, id="numbered-lists"),
        pytest.param("<blockquote>" * 690 + "The tide came in, said the keeper.", id="quotations"),
        pytest.param("<blockquote><ul><li>Tide" * 450, id="lists-in-quotations"),
        pytest.param("<table><tr><td>Tide<td>Time<tr><td>High<td>" + "<ul><li>Nine" * 600, id="lists-in-a-cell"),
        pytest.param("<p>" + "<b>x<i>y</b>z</i>" * 3_000, id="formats-that-cross"),
        pytest.param("<p>" + "<q>" * 280 + "tide", id="quotations-in-a-sentence"),
    ],
)
def test_what_nests_without_end_is_bounded(html: str) -> None:
    article = page(html)
    assert max(len(block.within) for block in article.blocks) <= MOST_CONTAINERS
    assert all((article.markdown, article.html, to_tei(article)))
    assert type(article).from_dict(article.to_dict()) == article


def test_a_page_of_boxes_in_boxes_beside_its_headline_is_read() -> None:
    assert page("<div><section>" * 700 + "The tide came in, said the keeper of the lighthouse.").blocks


@pytest.mark.parametrize("rows", [3, 300])
def test_cells_that_cover_others_make_no_more_cells_than_a_limit(rows: int) -> None:
    table = "<tr>" + "<td colspan=1000 rowspan=1000>1</td>" * 60 + "</tr>"
    article = page(f"<table>{table * rows}</table>")
    tables = [block for block in article.blocks if isinstance(block, Table)]
    assert sum(len(row) for each in tables for row in each.rows) < 110_000 + 60 * rows
