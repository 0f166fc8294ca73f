"""Measure how memory grows while one process cleans many real pages and texts (Linux).

python -m benchmarks.memory [CLEANS]
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from itertools import cycle, islice
from pathlib import Path

import scraper
from benchmarks.corpus import publisher_pages

GOAL = 20.0
"""Megabytes by which the process may grow."""
WARM_UP = 200


def main(cleans: int) -> None:
    """Print the resident memory after a warm-up and after each quarter of the cleans."""
    pages = publisher_pages()
    calls: list[Callable[[], object]] = [partial(scraper.clean_html, page.html, page.url) for page in pages]
    calls += [partial(scraper.clean_text, page.text, page.url) for page in pages]
    _repeat(calls, WARM_UP)
    before = resident_megabytes()
    print(f"after {WARM_UP} cleans: {before:.1f} MB")
    for done in range(1, 5):
        _repeat(calls, cleans // 4)
        print(f"after {done * (cleans // 4)} more: {resident_megabytes():.1f} MB", flush=True)
    print(f"\ngrowth over {cleans} cleans, MB  {resident_megabytes() - before:6.1f}   goal: less than {GOAL:.0f}")


def _repeat(calls: list[Callable[[], object]], count: int) -> None:
    for call in islice(cycle(calls), count):
        call()


def resident_megabytes(pid: int | str = "self", field: str = "VmRSS") -> float:
    """A size that the kernel reports for a process, in MB; 0 if the process has ended."""
    try:
        status = Path(f"/proc/{pid}/status").read_text("ascii")
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return int(status.partition(f"{field}:")[2].split()[0]) / 1000 if field in status else 0.0


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
