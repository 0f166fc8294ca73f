"""The figures of the comparison and the plots are those of the pages that hold them."""

from __future__ import annotations

import re

import pytest

from tests import ROOT
from tools.docs_plots import IMAGES, PLOTS, THEMES, Plot, drawn
from tools.docs_screenshots import SCHEMES, pages

DOCS = ROOT / "docs"
ROWS = [
    line
    for line in (DOCS / "comparison.md").read_text("utf-8").splitlines()
    if re.search(r"\| \[[\w ]+\]\(\w+\.md#[\w-]+\) \|$", line)
]
_FIGURE = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.]*\w)")


def section(page: str, anchor: str) -> str:
    """The section of a page that a link leads to."""
    parts = re.split(r"^## ", (DOCS / page).read_text("utf-8"), flags=re.MULTILINE)
    return next(part for part in parts if part.partition("\n")[0].lower().replace(" ", "-") == anchor)


def test_the_comparison_has_rows() -> None:
    assert len(ROWS) >= 15


@pytest.mark.parametrize("row", ROWS)
def test_a_row_of_the_comparison_is_on_the_page_it_links_to(row: str) -> None:
    said, _, link = row.rpartition("| [")
    page, anchor = re.findall(r"\((\w+\.md)#([\w-]+)\)", link)[0]
    figures = set(_FIGURE.findall(said))
    assert figures
    assert figures <= set(_FIGURE.findall(section(page, anchor)))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("plot", PLOTS, ids=lambda plot: plot.name)
def test_a_plot_shows_the_table_as_it_is(plot: Plot, theme: str) -> None:
    """`python -m tools.docs_plots` draws them again."""
    assert (IMAGES / f"{plot.name}_{theme}.svg").read_text("utf-8") == drawn(plot, THEMES[theme])


def test_there_is_a_screenshot_of_each_page_in_both_schemes() -> None:
    """`python -m tools.docs_screenshots` takes them again."""
    shown = pages()
    assert "en/newsletter/sign-up-for" in shown["explain"]
    assert "tidesignal1.example" in shown["report"]
    taken = {path.name: path.stat().st_size for path in IMAGES.glob("*.png")}
    assert set(taken) == {f"{name}_{scheme}.png" for name in shown for scheme in SCHEMES}
    assert max(taken.values()) < 200_000
