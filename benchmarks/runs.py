"""Compare complete runs with Scrapy and trafilatura over one server farm, and measure memory over many pages.

python -m benchmarks.runs [PAGES [MANY]]      MANY pages measure the growth of memory; 0 skips that

Every page is a real one with an invented story. The farm and every run are separate processes. Scrapy is in the extra
`bench`, which is not in the lock; without it, only the runs of this package are measured.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.farm import FarmProcess, start_farm
from benchmarks.memory import resident_megabytes
from tests import ROOT

SPEED_GOAL = 3.0
"""Articles per second, relative to Scrapy with trafilatura: at least this."""
MEMORY_GOAL = 0.5
"""Peak memory of a run, relative to Scrapy: at most this."""
GROWTH_GOAL = 20.0
"""Megabytes by which a run may grow between its 1,000th and its last page."""

HOSTS = 8
ROUNDS = 5
AGENT = "farm-bench/1.0 (+https://farm.example/bot)"
_AROUND = 100
"""Memory at a page is the median over this many pages before it."""


@dataclass(frozen=True, slots=True)
class RunCost:
    """One run: articles stored, seconds from start to end, seconds before its first request, peak memory in MB."""

    articles: int
    seconds: float
    start: float
    peak: float

    @property
    def rate(self) -> float:
        """Articles per second, including the start."""
        return self.articles / self.seconds

    @property
    def rate_after_start(self) -> float:
        """Articles per second from the first request on."""
        return self.articles / (self.seconds - self.start)


def main(pages: int, many: int) -> None:
    """Print the comparison and the growth of memory."""
    compare(pages)
    if many:
        grow(many)


def compare(pages: int) -> None:
    """Run both alternately over the same farm, so that other load on the machine affects both."""
    rivals = find_spec("scrapy") is not None
    if not rivals:
        print("Scrapy is not installed: only the runs of this package are measured (pip install 'bodycopy[bench]')")
    ours: list[RunCost] = []
    theirs: list[RunCost] = []
    print(
        f"{pages} pages on {HOSTS} hosts\n{'':22} {'articles':>8} {'seconds':>8} {'start':>6} {'a second':>9} {'MB':>6}"
    )
    with TemporaryDirectory() as folder, start_farm(HOSTS, pages, Path(folder) / "access.log") as farm:
        _compile(Path(folder), rivals)
        for number in range(ROUNDS):
            if rivals:
                theirs.append(_scrapy(farm, Path(folder) / f"theirs{number}"))
                _print("Scrapy and trafilatura", theirs[-1])
            ours.append(_scraper(farm, Path(folder) / f"ours{number}"))
            _print("scraper run", ours[-1])
    if theirs:
        _ratios(ours, theirs)


def _compile(folder: Path, rivals: bool) -> None:
    """Run each once over a few pages, so that all modules are compiled, like installed ones."""
    with start_farm(HOSTS, HOSTS, folder / "few.log") as few:
        _scraper(few, folder / "first of ours")
        if rivals:
            _scrapy(few, folder / "first of theirs")


def _ratios(ours: Sequence[RunCost], theirs: Sequence[RunCost]) -> None:
    rate, running, peak = (
        median(getattr(cost, figure) for cost in ours) / median(getattr(cost, figure) for cost in theirs)
        for figure in ("rate", "rate_after_start", "peak")
    )
    print(f"\narticles a second, ours / theirs  {rate:6.1f}   goal: at least {SPEED_GOAL}")
    print(f"the same without start-up         {running:6.1f}")
    print(f"peak memory, ours / theirs        {peak:6.2f}   goal: at most {MEMORY_GOAL}")


def _print(name: str, cost: RunCost) -> None:
    figures = f"{cost.articles:8} {cost.seconds:8.1f} {cost.start:6.1f} {cost.rate:9.1f} {cost.peak:6.0f}"
    print(f"{name:22} {figures}", flush=True)


def _scraper(farm: FarmProcess, folder: Path) -> RunCost:
    cost = _cost(_run(_config(farm, folder)), farm, folder)
    return _counted(cost, folder / "store.db", "SELECT count(*) FROM revisions WHERE length > 0")


def _scrapy(farm: FarmProcess, folder: Path) -> RunCost:
    folder.mkdir()
    store = folder / "store.db"
    sitemaps = [f"{origin}/sitemap.xml" for origin in farm.origins]
    cost = _cost([sys.executable, "-m", "benchmarks.spider", str(store), *sitemaps], farm, folder)
    return _counted(cost, store, "SELECT count(*) FROM items WHERE text <> ''")


def _config(farm: FarmProcess, folder: Path) -> Path:
    """The configuration of a run over the sitemaps of all hosts, one source each."""
    folder.mkdir()
    head = f"""[run]
store = "sqlite:///store.db"
user_agent = "{AGENT}"
deadline = "2h"
[fetch]
min_delay = 0
allow_private_addresses = true
"""
    sources = [
        f'[[source]]\nname = "host {number}"\nsitemaps = ["{origin}/sitemap.xml"]\nmax_pages = 1000000\n'
        for number, origin in enumerate(farm.origins, 1)
    ]
    config = folder / "news.toml"
    config.write_text("\n".join((head, *sources)), "utf-8")
    return config


def _cost(command: Sequence[str], farm: FarmProcess, folder: Path) -> RunCost:
    """Run `command` and measure it. Raises SystemExit with its error output if it fails."""
    log_size = farm.log.stat().st_size
    began = time.monotonic()
    with (
        (folder / "stderr").open("w+b") as stderr,
        subprocess.Popen(command, cwd=ROOT, env=_env(folder), stdout=subprocess.DEVNULL, stderr=stderr) as process,
    ):
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, resident_megabytes(process.pid, "VmHWM"))
            time.sleep(0.05)
        seconds = time.monotonic() - began
        if process.returncode not in (0, 1):
            stderr.seek(0)
            raise SystemExit(f"{' '.join(command)} ended with {process.returncode}:\n{stderr.read().decode()[-2000:]}")
    with farm.log.open("rb") as log:
        log.seek(log_size)
        first = float(json.loads(log.readline())["at"])
    return RunCost(0, seconds, first - began, peak)


def _counted(cost: RunCost, store: Path, query: str) -> RunCost:
    connection = sqlite3.connect(store)
    try:
        return replace(cost, articles=int(connection.execute(query).fetchone()[0]))
    finally:
        connection.close()


def grow(pages: int) -> None:
    """Print the memory in use at every thousandth page that the log of a run names."""
    print(f"\na run over {pages} pages\n{'at page':>8} {'MB':>6}")
    with TemporaryDirectory() as folder, start_farm(HOSTS, pages, Path(folder) / "access.log") as farm:
        config = _config(farm, Path(folder) / "ours")
        sizes = list(_sizes(config))
    (first, before), (last, after) = sizes[0], sizes[-1]
    growth = f"growth from page {first} to page {last}, MB"
    print(f"\n{growth:44} {after - before:6.1f}   goal: less than {GROWTH_GOAL:.0f}")


def _sizes(config: Path) -> Iterator[tuple[int, float]]:
    """Page and resident MB at every thousandth page of a run."""
    recent: deque[float] = deque(maxlen=_AROUND)
    done = 0
    with subprocess.Popen(
        _run(config), cwd=ROOT, env=_env(config.parent), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if json.loads(line)["event"] != "page":
                continue
            done += 1
            recent.append(resident_megabytes(process.pid))
            if done % 1000 == 0:
                print(f"{done:8} {median(recent):6.1f}", flush=True)
                yield done, median(recent)


def _run(config: Path) -> list[str]:
    return [sys.executable, "-m", "scraper", "run", str(config)]


def _env(folder: Path) -> dict[str, str]:
    """The environment, with a cache of compiled modules beside `folder`."""
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**inherited, "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(folder.parent / "compiled")}


if __name__ == "__main__":
    _counts = [int(number) for number in sys.argv[1:]]
    main(*(*_counts, *(1000, 10_000)[len(_counts) :]))
