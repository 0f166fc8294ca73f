"""Measure how many pages `clean_many` cleans in the time in which a loop over `clean_html` cleans one.

python -m benchmarks.many [--rounds N] [--workers N]

The loop and `clean_many` clean the same real pages in turns of a few seconds, so that other load on the machine affects
both; only ratios are meaningful. Both have cleaned all pages once before, as in a long run: a process takes a second or
two until it has read the lexicons and built its automata. Load that wants a processor meanwhile takes it from
`clean_many`, which needs all of them, and hardly from the loop. The time of the processors does not depend on that:
what the loop uses, divided by what `clean_many` uses in all its processes, times their number, is the ratio on a
machine with nothing else to do.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections import deque
from collections.abc import Generator, Iterator
from contextlib import closing
from statistics import quantiles

import scraper
from benchmarks.corpus import ABSENT, load, scorer

SETS = ("aeb", "fundus", "publishers")
PIECE = 60
"""Pages of a turn."""
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


def compare(rounds: int, workers: int) -> None:
    """Print the median ratio of the turns, and the ratio of the processors' times."""
    pages = real_pages()
    loop(pages)
    fed: deque[RealPage] = deque()
    ratios = []
    with closing(scraper.clean_many(fed_from(fed), workers=workers)) as results:
        together(pages, fed, results)
        for _ in range(rounds):
            for at in range(0, len(pages), PIECE):
                piece = pages[at : at + PIECE]
                times = [time.perf_counter()]
                alone = loop(piece)
                times.append(time.perf_counter())
                if alone != together(piece, fed, results):
                    raise SystemExit("clean_many did not find the same articles as clean_html")
                times.append(time.perf_counter())
                ratios.append((times[1] - times[0]) / (times[2] - times[1]))
    low, middle, high = quantiles(ratios, n=4)
    print(f"{len(pages)} pages, {rounds} rounds in turns of {PIECE} pages, {workers} processes")
    print(f"clean_many / loop, pages in the same time   {middle:.2f} ({low:.2f} – {high:.2f}; best {max(ratios):.2f})")
    own, start, everything, share = processor_times(pages, rounds, workers)
    print(f"the same by the time of the processors      {workers * own / everything:.2f}   goal: at least {GOAL}")
    print(f"share of the calling process in that time   {100 * share:.1f} %")
    print(f"processor seconds until a process is warm   {start / workers:.1f}")


def processor_times(pages: list[RealPage], rounds: int, workers: int) -> tuple[float, float, float, float]:
    """Seconds of the loop for all rounds, of the start of `clean_many`, of its rounds, and the caller's share of these.

    The start is what the first round takes beyond the others.
    """
    began = time.process_time()
    for _ in range(rounds):
        loop(pages)
    own = time.process_time() - began
    first, first_here = _used(pages, workers)
    more, more_here = _used(pages * (rounds + 1), workers)
    return own, first - (more - first) / rounds, more - first, (more_here - first_here) / (more - first)


def _used(pages: list[RealPage], workers: int) -> tuple[float, float]:
    """Seconds of the processors for cleaning the pages with `clean_many`, in all processes and in this one."""
    here, before = time.process_time(), resource.getrusage(resource.RUSAGE_CHILDREN)
    for _ in scraper.clean_many(pages, workers=workers):
        pass
    after, own = resource.getrusage(resource.RUSAGE_CHILDREN), time.process_time() - here
    return own + after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, own


def main() -> None:
    """Compare with a loop in one process."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.many", description="Measure clean_many.")
    options.add_argument("--rounds", type=int, default=3, help="how often all pages are cleaned")
    options.add_argument("--workers", type=int, default=2, help="the processes of clean_many")
    chosen = options.parse_args()
    compare(chosen.rounds, chosen.workers)


if __name__ == "__main__":
    main()
