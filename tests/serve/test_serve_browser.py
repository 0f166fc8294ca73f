"""The pages in a real browser: their policy allows their style, no script runs, and they can be used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, sync_playwright
from selectolax.lexbor import LexborHTMLParser

from scraper.model import Figure, Heading, Image, Listing, Preformatted, Quote, Table
from scraper.model import Path as Place
from scraper.runs.types import Finding, Verdict
from tests.output.test_explain_browser import ATTACK
from tests.support.chromium import browse_address
from tests.support.served import Served, served
from tests.support.store_run import BRIDGE, FERRY, HOUR, article, store_run

pytestmark = [
    pytest.mark.block_network(allowed_hosts=["127.0.0.1"]),
    pytest.mark.usefixtures("chromium_program"),
]

HOST = "tidepost.example"
PATHS = ("/", f"/sites/{HOST}", "/search?q=ferry", "/articles/1", "/articles/1/compare", "/nothing")
AXE_PATHS = (*PATHS, "/sites/quay.example", "/search", "/articles/2", "/articles/3", "/articles/1/2/cuts")
EVIDENCE = ("the feed https://feeds.tidepost.example/a-very-long-address/of/the/feed.xml lists nothing any more",)
PLACE = Place("main > :nth-child(9)", 9)
TIMETABLE = replace(
    article(BRIDGE, title="Timetable"),
    blocks=(
        Heading("Winter", 2, PLACE), Quote(("Herring waits for nobody.",), PLACE),
        Listing(("Garrick Harbour", "Little Skerry"), False, PLACE),
        Table((("Harbour", *(f"Ferry {n}" for n in range(9))), ("Garrick", *["19:00"] * 9)), True, PLACE),
        Preformatted("06:10  Garrick  ->  Little Skerry  ->  Upper Fennimore  ->  Tallow Creek  ->  Garrick", PLACE),
        Figure(Image("https://tidepost.example/ferry.jpg", "The ferry at dawn", "Rosa Bellamy", "The ferry"), PLACE),
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    url = f"sqlite:///{tmp_path_factory.mktemp('browser') / 'articles.db'}"
    with store_run(url) as run:
        run.save("/ferry", article(FERRY))
        run.now += HOUR
        run.save("/ferry", article(FERRY[:3]))
        run.save("/bridge", article(BRIDGE, title=ATTACK, subtitle=ATTACK))
        run.save("/timetable", TIMETABLE)
        verdicts = zip((HOST, "quay.example", "fog.example", "mole.example"), Verdict, strict=True)
        run.store.put_findings(run.run, [Finding(name, verdict, EVIDENCE) for name, verdict in verdicts], [])
    with served(url) as server:
        yield server


def dom(site: Served, path: str, tmp_path: Path, *flags: str) -> LexborHTMLParser:
    return LexborHTMLParser(browse_address(f"{site.address}{path}", tmp_path, "--dump-dom", *flags))


@pytest.mark.parametrize("path", [*PATHS, "/articles/2"])
def test_hostile_text_runs_nothing_and_the_style_is_allowed(site: Served, path: str, tmp_path: Path) -> None:
    tree = dom(site, path, tmp_path)
    assert tree.css("script, img") == []
    assert len(tree.css("link[rel=stylesheet]")) == 1
    assert "owned" not in (tree.css("title")[0].text() if path != "/articles/2" else "")


@pytest.mark.parametrize("path", PATHS)
def test_what_a_screen_reader_needs_is_there(site: Served, path: str, tmp_path: Path) -> None:
    tree = dom(site, path, tmp_path)
    assert tree.css("html[lang]")
    assert len(tree.css("h1")) == 1
    assert len(tree.css("main")) == 1
    levels = [int((node.tag or "h9")[1]) for node in tree.css("h1, h2, h3, h4")]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for field in tree.css("input, select"):
        assert tree.css(f"label[for={field.attributes['id']}]")
    for link in tree.css("a, button"):
        assert link.text(strip=True)
    for cell in tree.css("table thead th"):
        assert cell.attributes.get("scope") == "col"
    ids = [node.attributes["id"] for node in tree.css("[id]")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("width", [1280, 500])
@pytest.mark.parametrize("dark", [(), ("--force-dark-mode", "--enable-features=WebContentsForceDark")])
def test_it_can_be_looked_at(site: Served, tmp_path: Path, width: int, dark: tuple[str, ...]) -> None:
    picture = tmp_path / "front.png"
    browse_address(f"{site.address}/", tmp_path, f"--screenshot={picture}", f"--window-size={width},1200", *dark)
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert picture.stat().st_size > 10_000


@pytest.fixture(scope="module")
def browser(chromium_program: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium_program, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_a_phone_need_not_scroll_aside(
    site: Served, browser: Browser, scheme: Literal["light", "dark"], width: int
) -> None:
    # the policy of the pages allows no script, and axe is one
    look = browser.new_context(bypass_csp=True, color_scheme=scheme, viewport={"width": width, "height": 740})
    page = look.new_page()
    found = {}
    for path in AXE_PATHS:
        page.goto(f"{site.address}{path}")
        for more in page.query_selector_all("summary"):
            more.click()
        assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") == (scheme == "dark")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        assert len(page.query_selector_all(".body .scroll[tabindex] > table")) == (path == "/articles/3")
        result = Axe().run(page).response
        assert len(result["passes"]) > 15, path
        if result["violations"]:
            found[path] = {
                fault["id"]: [node["html"][:200] + node["failureSummary"] for node in fault["nodes"]]
                for fault in result["violations"]
            }
    look.close()
    assert found == {}


def contrast(first: str, second: str) -> float:
    """The contrast of two colours, as WCAG defines it."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    brighter, darker = sorted((light(first), light(second)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def test_colours_can_be_read_in_light_and_dark(site: Served) -> None:
    sheet = site.ask("/serve.css").text
    for palette in re.findall(r":root \{(.*?)\}", sheet, re.DOTALL):
        colours = dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6})", palette))
        for name in ("ink", "soft", "link", "ok", "inconclusive", "degraded", "broken"):
            assert contrast(colours[name], colours["paper"]) >= 4.5, name
        for ground in ("panel", "mark", "added", "removed"):
            assert contrast(colours["ink"], colours[ground]) >= 4.5, ground
