"""The modules that `import scraper` loads, in a new interpreter; `benchmarks/startup.py` measures the time."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = (
    "asyncio", "cyclopts", "h11", "httpcore", "httpx", "hypothesis", "justext", "lxml", "pandas", "pytest", "rich",
    "ssl", "trafilatura", "urllib3", "vcr", "yaml",
)  # fmt: skip
LATE = ("scraper.fixtures", "scraper.cli", "scraper.net")
PAGE = f"<html><body><article><h1>Kites</h1>{'<p>The club may fly from the hill again, a judge ruled.</p>' * 9}"


def run(code: str) -> str:
    command = [sys.executable, "-W", "error", "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


def loaded_by(code: str) -> set[str]:
    return set(run(f"{code}\nimport sys\nsys.stdout.write(' '.join(sys.modules))").split())


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("import scraper", id="import"),
        pytest.param("import scraper; scraper.clean_text('Kites\\n\\nThe club won.')", id="clean-text"),
        pytest.param(f"import scraper; scraper.clean_html({PAGE!r}, 'https://tidepost.example/')", id="clean-html"),
        pytest.param(f"import scraper; scraper.clean_html({PAGE!r}, 'https://theweek.com/')", id="clean-html-by-rule"),
        pytest.param("import scraper; scraper.clean_text('Kites', 'https://theweek.com/').markdown", id="site-rule"),
        pytest.param("import scraper.cleaning", id="cleaning"),
        pytest.param("import scraper.rules.registry", id="registry"),
        pytest.param("from scraper.rules import SiteRule", id="vocabulary"),
        pytest.param("from scraper.model import Article", id="values"),
    ],
)
def test_nothing_heavy_is_loaded(code: str) -> None:
    found = loaded_by(code)
    assert "scraper" in found
    assert [name for name in (*HEAVY, *LATE) if name in found] == []


def test_the_laws_load_nothing_heavy() -> None:
    assert loaded_by("import scraper.fixtures.laws").isdisjoint(HEAVY)


def test_heavy_modules_are_found_if_they_are_loaded() -> None:
    assert {"httpx", "scraper.net.fetch"} <= loaded_by("import scraper.net.fetch")


def test_the_demo_can_be_imported() -> None:
    assert run("import tools.demo") == ""


def test_import_prints_nothing() -> None:
    assert run("import scraper") == ""
