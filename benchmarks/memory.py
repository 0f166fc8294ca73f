"""How much memory stays in use after many cleans in one process.

python -m benchmarks.memory [CLEANS]
"""

from __future__ import annotations

import sys
from itertools import cycle, islice
from pathlib import Path

import scraper
from benchmarks.material import pages, texts

GOAL = 20.0
"""Megabytes by which the process may have grown."""


def main(cleans: int) -> None:
    """Print resident memory after a warm-up, on the way, and at the end."""
    material = [*((scraper.clean_html, html, url) for _, url, html in pages())]
    flat = [(scraper.clean_text, text, url) for url, text in texts()]
    _clean([*material, *flat], 200)
    before = resident()
    print(f"after 200 cleans: {before:.1f} MB")
    for done in range(4):
        _clean([*material, *flat], cleans // 4)
        print(f"after {(done + 1) * (cleans // 4)} more: {resident():.1f} MB")
    print(f"\ngrowth over {cleans} cleans, MB  {resident() - before:6.1f}   goal: less than {GOAL:.0f}")


def _clean(material: list, count: int) -> None:  # type: ignore[type-arg]
    for clean, source, url in islice(cycle(material), count):
        clean(source, url)


def resident() -> float:
    """Megabytes of this process that are in memory now (Linux)."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1000


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
