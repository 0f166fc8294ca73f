"""The explained page in a real browser: its script runs under its policy, and the legend works."""

from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from scraper.model import Article, Origin, Paragraph, Reason, Removal, Route
from scraper.model import Path as Place
from scraper.output.explain_page import explained_page
from tests.support.chromium import browse, dom

ATTACK = (
    "</del></script><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
    "<svg onload=\"document.title='owned'\">"
)

pytestmark = pytest.mark.usefixtures("chromium_program")


def explained(*cuts: tuple[Reason, str], title: str = "The tide turns") -> str:
    """The page of an article with one paragraph and `cuts`."""
    removals = tuple(Removal(reason, text, text, Place("p", order)) for order, (reason, text) in enumerate(cuts))
    block = Paragraph("Four boats came in.", Place("p", 99))
    article = Article(None, title, None, (), None, None, None, None, (), (block,), removals, Origin(Route.GENERIC))
    return explained_page(article)


def hidden(tree: LexborHTMLParser) -> dict[str, bool]:
    return {node.attributes["data-reason"] or "": "hidden" in node.attributes for node in tree.css(".cut")}


def status(tree: LexborHTMLParser) -> str:
    return tree.css("[role=status]")[0].text()


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "explained.html"
    cuts = ((Reason.SHARE, "Email"), (Reason.NEWSLETTER, "Sign up."), (Reason.AD, "Ad"), (Reason.AD, "Ad"))
    path.write_text(explained(*cuts), "utf-8")
    return path


@pytest.mark.parametrize(
    ("fragment", "off", "message"),
    [
        pytest.param("", set(), "4 of 4 cuts shown", id="all on"),
        pytest.param("#hide=ad", {"ad"}, "2 of 4 cuts shown", id="one reason off"),
        pytest.param("#hide=ad,share", {"ad", "share"}, "1 of 4 cuts shown", id="two off"),
        pytest.param("#hide=nonsense,,<b>", set(), "4 of 4 cuts shown", id="nonsense in the address"),
    ],
)
def test_the_address_switches_reasons_off(page: Path, fragment: str, off: set[str], message: str) -> None:
    tree = dom(page, fragment)
    assert {reason for reason, is_hidden in hidden(tree).items() if is_hidden} == off
    assert status(tree) == message
    assert tree.css("input[disabled]") == []


def test_hostile_text_does_not_run(tmp_path: Path) -> None:
    path = tmp_path / "hostile.html"
    path.write_text(explained((Reason.AD, ATTACK), title=ATTACK), "utf-8")
    tree = dom(path)
    assert tree.css("title")[0].text() != "owned"
    assert tree.css("img, svg, main script") == []
    assert status(tree) == "1 of 1 cuts shown"


@pytest.mark.parametrize(("width", "opened"), [(1280, True), (500, False)])
def test_the_legend_is_folded_on_a_phone(page: Path, width: int, opened: bool) -> None:
    assert ("open" in dom(page, "", f"--window-size={width},900").css(".panel")[0].attributes) is opened


def test_screenshots_are_taken(page: Path) -> None:
    picture = page.with_suffix(".png")
    browse(page, "", f"--screenshot={picture}", "--window-size=1280,1600")
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert picture.stat().st_size > 20_000
