"""The report in a real browser: its policy allows its style, no script runs, and it fits a phone."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper.runs.monitoring.report import read_report, render
from tests.output.test_explain_browser import ATTACK
from tests.support.chromium import browse, dom
from tests.support.fake_store import article, farm

pytestmark = pytest.mark.usefixtures("chromium_program")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = farm(3, 12)
    store.kept.append(article("https://harbourpost.example/attack", kept=5, title=ATTACK))
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(render(read_report(store.as_store())), "utf-8")
    return path


def test_hostile_text_runs_nothing(page: Path) -> None:
    tree = dom(page)
    assert tree.css("title")[0].text() == "Runs of news.toml"
    assert tree.css("img, script") == []
    assert any("owned" in node.text() for node in tree.css(".pages li"))


@pytest.mark.parametrize("width", [1280, 500])
@pytest.mark.parametrize("dark", [(), ("--blink-settings=preferredColorScheme=0",)], ids=["light", "dark"])
def test_it_can_be_looked_at(page: Path, width: int, dark: tuple[str, ...]) -> None:
    picture = page.with_suffix(f".{width}.png")
    browse(page, "", f"--screenshot={picture}", f"--window-size={width},1600", *dark)
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert picture.stat().st_size > 40_000


def test_it_can_be_printed(page: Path) -> None:
    printed = page.with_suffix(".pdf")
    browse(page, "", f"--print-to-pdf={printed}", "--no-pdf-header-footer")
    assert printed.read_bytes().startswith(b"%PDF")
