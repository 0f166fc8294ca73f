"""`import scraper` is cheap: a fresh interpreter loads no network stack, no second cleaner, no command line for it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("httpx", "httpcore", "trafilatura", "lxml", "vcr", "yaml", "cyclopts", "rich", "ssl", "asyncio")
MOST_SECONDS = 0.08
"""Processor time of the import, compiled files there, on the quickest of several runs."""


def fresh(code: str, cache: Path | None = None) -> str:
    """What `code` prints in an interpreter of its own; `cache` keeps compiled files."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment = kept | ({"PYTHONPYCACHEPREFIX": str(cache)} if cache else {})
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    return done.stdout.strip()


@pytest.mark.parametrize("module", ["scraper", "scraper.cleaning", "scraper.rulebook", "scraper.laws"])
def test_importing_loads_nothing_heavy(module: str) -> None:
    assert fresh(f"import sys, {module}; print([name for name in {HEAVY} if name in sys.modules])") == "[]"


def test_cleaning_loads_nothing_heavy() -> None:
    page = "<h1>Ferry</h1>" + "<p>The ferry left at nine on Monday, the harbor master said, and came back at noon.</p>" * 9
    code = f"import sys, scraper; scraper.clean_html({page!r}, 'https://theweek.com/a'); scraper.clean_text('A ferry.')"
    assert fresh(f"{code}; print([name for name in {HEAVY} if name in sys.modules])") == "[]"


def test_importing_costs_less_than_eighty_milliseconds(tmp_path: Path) -> None:
    code = "import time; start = time.process_time(); import scraper; print(time.process_time() - start)"
    fresh(code, tmp_path)
    assert min(float(fresh(code, tmp_path)) for _ in range(7)) < MOST_SECONDS
