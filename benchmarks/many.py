"""Measure how many pages `clean_many` cleans in the time in which a loop over `clean_html` cleans one.

python -m benchmarks.many [--rounds N] [--workers N]

The loop and `clean_many` clean the same real pages in turns of a few seconds, so that other load on the machine affects
both; only ratios are meaningful. Both have cleaned all pages once before, as in a long run: a process takes a second or
two until it has read the lexicons and built its automata. Load that wants a processor meanwhile takes it from
`clean_many`, which needs all of them, and hardly from the loop. The time of the processors does not depend on that:
what the loop uses, divided by what `clean_many` uses in all its processes, times their number, is the ratio on a
machine with nothing else to do. Linux only, as it reads /proc.
"""

from __future__ import annotations

import argparse
import os
import time
from collections import deque
from collections.abc import Generator, Iterator
from contextlib import closing
from pathlib import Path
from statistics import quantiles

import scraper
from benchmarks.corpus import ABSENT, load, scorer

SETS = ("aeb", "fundus", "publishers")
PIECE = 240
"""Pages of a turn: many beside the few empty ones at its end, and the one that is still cleaned when the others are."""
GOAL = 1.8

RealPage = tuple[str, bytes, str]
Results = Generator[scraper.CleanResult[str], None, None]


def real_pages() -> list[RealPage]:
    """The pages of the corpus. Raises SystemExit without one."""
    score = scorer()
    if score is None:
        raise SystemExit(ABSENT)
    return [(row["id"], row["html"], row["url"]) for name in SETS for row in load(score, name)]


def loop(pages: list[RealPage]) -> int:
    """Clean the pages in this process; the number of articles."""
    found = 0
    for _, html, url in pages:
        try:
            scraper.clean_html(html, url)
            found += 1
        except scraper.ScraperError:
            continue
    return found


def fed_from(pages: deque[RealPage]) -> Iterator[RealPage]:
    """The pages of a turn as they are put there; between turns empty ones, which cost nothing."""
    while True:
        yield pages.popleft() if pages else ("", b"", "")


def together(pages: list[RealPage], fed: deque[RealPage], results: Results) -> int:
    """Clean the pages, which are fed, with `clean_many`; the number of articles."""
    fed.extend(pages)
    left, found = len(pages), 0
    while left:
        result = next(results)
        left -= bool(result.id)
        found += result.article is not None
    return found


def processor_seconds() -> float:
    """What this process and those that it started have used of the processors."""
    ticks = 0
    for children in Path("/proc/self/task").glob("*/children"):
        for child in children.read_text("ascii").split():
            times = Path("/proc", child, "stat").read_text("ascii", "replace").rpartition(")")[2].split()
            ticks += int(times[11]) + int(times[12])
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


def compare(rounds: int, workers: int) -> None:
    """Print the median ratio of the turns, and the ratio of the processors' times."""
    pages = real_pages()
    fed: deque[RealPage] = deque()
    ratios = []
    alone = many = here = 0.0
    with closing(scraper.clean_many(fed_from(fed), workers=workers)) as results:
        loop(pages)
        together(pages * workers, fed, results)
        for turn in range(rounds * len(pages) // PIECE):
            piece = [pages[(turn * PIECE + at) % len(pages)] for at in range(PIECE)]
            times, used = [time.perf_counter()], [processor_seconds()]
            found = loop(piece)
            times.append(time.perf_counter())
            used.append(processor_seconds())
            own = time.process_time()
            if found != together(piece, fed, results):
                raise SystemExit("clean_many did not find the same articles as clean_html")
            times.append(time.perf_counter())
            used.append(processor_seconds())
            ratios.append((times[1] - times[0]) / (times[2] - times[1]))
            alone, many, here = alone + used[1] - used[0], many + used[2] - used[1], here + time.process_time() - own
    low, middle, high = quantiles(ratios, n=4)
    print(f"{len(ratios)} turns of {PIECE} pages, {workers} processes")
    print(f"pages in the time of one in the loop        {middle:.2f} ({low:.2f} – {high:.2f}; best {max(ratios):.2f})")
    print(f"the same by the time of the processors      {workers * alone / many:.2f}   goal: at least {GOAL}")
    print(f"share of the calling process in that time   {100 * here / many:.1f} %")


def main() -> None:
    """Compare with a loop in one process."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.many", description="Measure clean_many.")
    options.add_argument("--rounds", type=int, default=3, help="how often all pages are cleaned")
    options.add_argument("--workers", type=int, default=2, help="the processes of clean_many")
    chosen = options.parse_args()
    compare(chosen.rounds, chosen.workers)


if __name__ == "__main__":
    main()
