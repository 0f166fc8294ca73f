"""Headless Chromium, to test policies, scripts, layout and printing."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

MISSING = "Chromium is not installed (Debian: apt-get install chromium)"
REQUIRED_BY = "REQUIRE_CHROMIUM"
"""If this variable is set, as on CI, tests fail without Chromium instead of being skipped."""
_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    "--hide-scrollbars", "--virtual-time-budget=3000",
)  # fmt: skip


def program() -> str | None:
    """The path of the browser, or None."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def browse(page: Path, fragment: str, *flags: str) -> str:
    """The output of Chromium for the page at this fragment, run with `flags` and an empty profile."""
    return browse_address(f"{page.as_uri()}{fragment}", page.parent, *flags)


def browse_address(address: str, folder: Path, *flags: str) -> str:
    """The output of Chromium for an address, run with `flags` and an empty profile in `folder`."""
    with tempfile.TemporaryDirectory(dir=folder) as profile:
        command = [str(program()), *_FLAGS, f"--user-data-dir={profile}", *flags, address]
        return subprocess.run(command, capture_output=True, check=True, timeout=90, encoding="utf-8").stdout


def dom(page: Path, fragment: str = "", *flags: str) -> LexborHTMLParser:
    """The document after its scripts have run."""
    return LexborHTMLParser(browse(page, fragment, "--dump-dom", *flags))
