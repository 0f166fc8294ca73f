"""`import scraper` is cheap: a fresh interpreter loads no network stack, no second cleaner, no command line for it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("httpx", "httpcore", "trafilatura", "lxml", "vcr", "yaml", "cyclopts", "rich", "ssl", "asyncio")
MOST_SHARE = 0.8
"""Of what trafilatura's import costs in the same minute; milliseconds alone would fail wherever a machine is busy."""


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
    page = "<h1>Ferry</h1>" + "<p>The ferry left at nine, the harbor master said, and came back at noon.</p>" * 9
    code = f"import sys, scraper; scraper.clean_html({page!r}, 'https://theweek.com/a'); scraper.clean_text('A ferry.')"
    assert fresh(f"{code}; print([name for name in {HEAVY} if name in sys.modules])") == "[]"


def test_importing_costs_little(tmp_path: Path) -> None:
    code = "import time; start = time.process_time(); import {}; print(time.process_time() - start)"
    names = ("scraper", "trafilatura")
    for name in names:  # the first import compiles
        fresh(code.format(name), tmp_path)
    ours, theirs = (min(float(fresh(code.format(name), tmp_path)) for _ in range(5)) for name in names)
    assert ours < MOST_SHARE * theirs
