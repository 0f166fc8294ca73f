"""What `import scraper` loads, and what it costs, in an interpreter of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

HEAVY = (
    "cyclopts", "h11", "httpcore", "httpx", "hypothesis", "justext", "lxml", "pytest", "rich", "ssl", "trafilatura",
    "urllib3", "vcr", "yaml",
)  # fmt: skip
LATE = ("scraper.cases", "scraper.cli", "scraper.fetch", "scraper.guard", "scraper.laws", "scraper.recording")
PAGE = f"<html><body><article><h1>Kites</h1>{'<p>The club may fly from the hill again, a judge ruled.</p>' * 9}"

# what larger programs load anyway; its cost says how fast this machine is
STANDARD = "asyncio, argparse, decimal, email.message, http.client, json, logging, sqlite3, tomllib, unittest, zipfile"
ALLOWED_MS = 80
STANDARD_MS = 60  # what the above costs on a machine on which ours may cost so much
RUNS = 5


def run(code: str, env: Mapping[str, str] | None = None) -> str:
    command = [sys.executable, "-W", "error", "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60, env=env).stdout


def loaded_by(code: str) -> set[str]:
    return set(run(f"{code}\nimport sys\nsys.stdout.write(' '.join(sys.modules))").split())


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("import scraper", id="import"),
        pytest.param("import scraper; scraper.clean_text('Kites\\n\\nThe club won.')", id="clean-text"),
        pytest.param(f"import scraper; scraper.clean_html({PAGE!r}, 'https://tidepost.example/')", id="clean-html"),
        pytest.param("import scraper; scraper.clean_text('Kites', 'https://theweek.com/').markdown", id="site-rule"),
        pytest.param("from scraper.rules import SiteRule", id="vocabulary"),
        pytest.param("from scraper.model import Article", id="values"),
    ],
)
def test_nothing_heavy_is_loaded(code: str) -> None:
    found = loaded_by(code)
    assert "scraper" in found
    assert [name for name in (*HEAVY, *LATE) if name in found] == []


def test_heavy_modules_are_seen_where_they_are_loaded() -> None:
    assert {"httpx", "scraper.fetch"} <= loaded_by("import scraper.fetch")


def test_import_says_nothing() -> None:
    assert run("import scraper") == ""


def milliseconds(imports: str, cache: Path) -> float:
    """Processor time of an import in a fresh interpreter, its own start left out.

    What the first run compiles is kept in `cache` for the others, whatever this environment says of that.
    """
    code = f"from time import process_time as t\nb = t()\nimport {imports}\nimport sys\nsys.stdout.write(str(t() - b))"
    keeping = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    keeping["PYTHONPYCACHEPREFIX"] = str(cache)
    return 1000 * float(run(code, keeping))


def test_import_costs_little_beside_the_standard_library(tmp_path: Path) -> None:
    # in turns, so that a busy machine is busy for both; the first pair compiles
    pairs = [(milliseconds("scraper", tmp_path), milliseconds(STANDARD, tmp_path)) for _ in range(RUNS + 1)][1:]
    ours, standard = (min(times) for times in zip(*pairs, strict=True))
    assert ours < ALLOWED_MS * standard / STANDARD_MS
