"""Measure the time to clean real pages relative to a bare parse and to trafilatura, or to another checkout.

python -m benchmarks.speed [--rounds N]                    ratios over the pages of fourteen publishers
python -m benchmarks.speed --against DIR [--rounds N]      this checkout's time relative to that of the checkout in DIR

All contenders clean a page before the next one, so that other load on the machine affects them equally; only ratios are
meaningful. `benchmarks/publisher_rules.py` has the rules of the rule route.

The first time, a page takes longer than later, as RE2 builds its automata on demand; the first round is representative
of a run, which cleans each page once.
"""

from __future__ import annotations

import argparse
import os
import pickle
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median, quantiles

import scraper
from benchmarks.corpus import PublisherPage, publisher_pages
from benchmarks.peers import bare_parse, trafilatura
from scraper.rules import NamedRule

GENERIC, RULE, TEXT, BARE, OTHER = "generic route", "rule route", "text route", "bare parse", "trafilatura"
ROUTES = (GENERIC, RULE, TEXT)
WORKER = Path(__file__).with_name("checkout_worker.py")
RATIOS = (
    (f"{GENERIC} / {BARE}", GENERIC, BARE, "goal: at most 4"),
    (f"{RULE} / {BARE}", RULE, BARE, "goal: at most 2.5"),
    (f"{OTHER} / {GENERIC}", OTHER, GENERIC, "goal: at least 8"),
    (f"{OTHER} / {RULE}", OTHER, RULE, "goal: at least 8"),
)
TEXT_GOAL = 5.0
"""Megabytes of flattened text per second, on one core."""

Times = Mapping[str, float]


def compare_extractors(rounds: int) -> None:
    """Print the ratios for each publisher, and over all pages."""
    pages = publisher_pages()
    turns = [[_page_times(page) for page in pages] for _ in range(rounds)]
    measured = [
        (page, {name: median(turn[number][name] for turn in turns) for name in turns[0][number]})
        for number, page in enumerate(pages)
    ]
    print(f"{'publisher':20} {'pages':>5} {'KB':>5} {'bare ms':>8}" + "".join(f"  {name}" for name, *_ in RATIOS))
    by_publisher: dict[str, list[tuple[PublisherPage, Times]]] = defaultdict(list)
    for page, times in measured:
        by_publisher[page.publisher].append((page, times))
    for publisher, rows in by_publisher.items():
        size, bare = median(len(page.html) for page, _ in rows) / 1000, median(times[BARE] for _, times in rows) * 1000
        ratios = "".join(
            f"  {median(times[top] / times[base] for _, times in rows):{len(name)}.1f}" for name, top, base, _ in RATIOS
        )
        print(f"{publisher:20} {len(rows):5} {size:5.0f} {bare:8.2f}{ratios}")
    first = _spread([times[GENERIC] / times[BARE] for times in turns[0]])
    print(f"\n{len(measured)} pages, {rounds} rounds: median of the pages' ratios (and their quartiles)")
    print(f"{GENERIC}, first round {first}")
    for name, top, base, goal in RATIOS:
        print(f"{name:28} {_spread([times[top] / times[base] for _, times in measured])}   {goal}")
    rates = [len(page.text.encode()) / times[TEXT] / 1e6 for page, times in measured if page.text]
    print(f"{TEXT + ', MB/s':28} {_spread(rates)}   goal: at least {TEXT_GOAL:.0f}")


def _page_times(page: PublisherPage) -> Times:
    """The seconds that each contender takes for a page."""
    rule = NamedRule("benchmarks.publisher_rules", page.rule)
    contenders: dict[str, Callable[[], object]] = {
        BARE: lambda: bare_parse(page.html, page.url),
        GENERIC: lambda: scraper.clean_html(page.html, page.url),
        RULE: lambda: scraper.clean_html(page.html, page.url, rule=rule),
        TEXT: lambda: scraper.clean_text(page.text, page.url),
        OTHER: lambda: trafilatura(page.html, page.url),
    }
    taken = {}
    for name, run in contenders.items():
        start = time.perf_counter()
        run()
        taken[name] = time.perf_counter() - start
    return taken


def compare_checkouts(other: Path, rounds: int) -> None:
    """Print for each route the time of this checkout per page, relative to that of the checkout in `other`.

    Each checkout and route has a process, with the libraries of this environment.
    """
    pages = publisher_pages()
    print(f"{len(pages)} pages, {rounds} rounds: this checkout's time / that of {other}, median (and quartiles)")
    for route in ROUTES:
        with ExitStack() as stack:
            here, there = (stack.enter_context(_worker(root, pages)) for root in (WORKER.parents[1], other))
            turns = [[_ratio(here, there, route, at, turn) for at in range(len(pages))] for turn in range(rounds)]
        all_turns = [median(row) for row in zip(*turns, strict=True)]
        print(f"{route:14} first round {_spread(turns[0])}   all {_spread(all_turns)}")


Timer = Callable[[str, int], float]


def _ratio(here: Timer, there: Timer, route: str, number: int, turn: int) -> float:
    """The seconds here divided by those there. Which is first alternates between pages and between turns."""
    if (turn + number) % 2:
        theirs = there(route, number)
        return here(route, number) / theirs
    return here(route, number) / there(route, number)


@contextmanager
def _worker(root: Path, pages: Sequence[PublisherPage]) -> Iterator[Timer]:
    """A function that returns the time of the checkout in `root` for a route and the number of a page."""
    environment = {**os.environ, "PYTHONPATH": str(root.resolve())}
    with subprocess.Popen(
        [sys.executable, str(WORKER)], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        to_worker, from_worker = process.stdin, process.stdout

        def request(message: object) -> object:
            pickle.dump(message, to_worker)
            to_worker.flush()
            return pickle.load(from_worker)

        imported = request([(page.publisher, page.url, page.html, page.text) for page in pages])
        if not Path(str(imported)).is_relative_to(root.resolve()):
            raise SystemExit(f"{root} has no package scraper: {imported} was imported. Give the folder of a checkout")
        yield lambda route, number: float(str(request((route, number))))
        to_worker.close()


def _spread(values: Sequence[float]) -> str:
    low, middle, high = quantiles(values, n=4)
    return f"{middle:6.2f} ({low:.2f} – {high:.2f})"


def main() -> None:
    """Compare with other extractors, or with another checkout."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.speed", description="Measure the time to clean pages.")
    options.add_argument("--rounds", type=int, default=7, help="how often each contender cleans each page")
    options.add_argument("--against", type=Path, metavar="DIR", help="another checkout to compare this one with")
    chosen = options.parse_args()
    if chosen.against:
        compare_checkouts(chosen.against, chosen.rounds)
    else:
        compare_extractors(chosen.rounds)


if __name__ == "__main__":
    main()
