"""How long cleaning takes, against a bare parse and against trafilatura, on the same pages in the same run.

python -m benchmarks.speed [ROUNDS]
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from statistics import median

from selectolax.lexbor import LexborHTMLParser
from trafilatura import extract

import scraper
from benchmarks.material import pages, texts

PARSE_GOAL = 2.5
"""`clean_html` may take this many times as long as a bare parse that returns the text of the whole body."""
EXTRACT_GOAL = 8.0
"""`clean_html` is to be this many times as fast as `trafilatura.extract`."""
TEXT_GOAL = 5.0
"""Megabytes of flattened text a second, on one core."""


def main(rounds: int) -> None:
    """Print the ratios, page by page and as medians."""
    rows = [(site, len(html), *_page(html, url, rounds)) for site, url, html in pages()]
    print(f"{'site':22} {'KB':>5} {'bare ms':>8} {'clean ms':>9} {'extract ms':>10}  clean/bare  extract/clean")
    for site, size, bare, clean, other in rows:
        times = f"{bare * 1e3:8.2f} {clean * 1e3:9.2f} {other * 1e3:10.1f}"
        print(f"{site:22} {size / 1000:5.0f} {times} {clean / bare:11.2f} {other / clean:14.1f}")
    against_bare = median(clean / bare for _, _, bare, clean, _ in rows)
    against_other = median(other / clean for _, _, _, clean, other in rows)
    print(f"\nclean_html / bare parse     {against_bare:6.2f}   goal: at most {PARSE_GOAL}")
    print(f"trafilatura / clean_html    {against_other:6.1f}   goal: at least {EXTRACT_GOAL}")
    print(f"clean_text, MB/s            {_text_rate(rounds):6.1f}   goal: more than {TEXT_GOAL}")


def _page(html: str, url: str, rounds: int) -> tuple[float, float, float]:
    """Median seconds of the three, taken in turns so that a busy moment hits all of them."""
    times: tuple[list[float], list[float], list[float]] = ([], [], [])
    tasks: tuple[Callable[[], object], ...] = (
        lambda: _bare(html),
        lambda: scraper.clean_html(html, url),
        lambda: extract(html, url=url),
    )
    for number in range(rounds):
        for task, taken in zip(tasks[: 3 if number < 3 else 2], times, strict=False):
            taken.append(_seconds(task))
    bare, clean, other = (median(taken) for taken in times)
    return bare, clean, other


def _bare(html: str) -> str:
    body = LexborHTMLParser(html).body
    return body.text() if body is not None else ""


def _text_rate(rounds: int) -> float:
    material = list(texts())
    size = sum(len(text.encode()) for _, text in material)
    taken = [_seconds(lambda: [scraper.clean_text(text, url) for url, text in material]) for _ in range(rounds)]
    return size / median(taken) / 1e6


def _seconds(task: Callable[[], object]) -> float:
    start = time.perf_counter()
    task()
    return time.perf_counter() - start


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
