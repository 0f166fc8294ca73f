"""A whole run against Scrapy with trafilatura in its pipeline, over one farm, in turns; and its memory over many pages.

python -m benchmarks.runs [PAGES [MANY]]

Every page weighs what news pages weigh. The farm is a process of its own, and so is each run, from start to end. Scrapy
is in the extra `bench`, which is not in the lock; where it is missing, only a run by itself is measured.
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

from benchmarks.farm import Farm, started
from benchmarks.material import ROOT

SPEED_GOAL = 3.0
"""A run is to keep this many times as many articles a second as Scrapy with trafilatura does."""
MEMORY_GOAL = 0.5
"""A run's most memory may be this part of theirs."""
GROWTH_GOAL = 20.0
"""Megabytes by which a run may grow between its 1,000th and its last page."""

HOSTS = 8
ROUNDS = 5
AGENT = "farm-bench/1.0 (+https://farm.example/bot)"
_AROUND = 100
"""Memory at a page is the median over so many pages before it."""


@dataclass(frozen=True, slots=True)
class Took:
    """What one run came to: articles kept, seconds from start to end, those before its first request, MB at most."""

    articles: int
    seconds: float
    start: float
    peak: float

    @property
    def rate(self) -> float:
        """Articles a second, start included."""
        return self.articles / self.seconds

    @property
    def going(self) -> float:
        """Articles a second from the first request on."""
        return self.articles / (self.seconds - self.start)


def main(pages: int, many: int) -> None:
    """Print both comparisons."""
    compare(pages)
    if many:
        grow(many)


def compare(pages: int) -> None:
    """Both over the same farm, in turns, so that a busy moment hits both."""
    rivals = find_spec("scrapy") is not None
    if not rivals:
        print("Scrapy is not installed: pip install 'bodycopy[bench]'; a run by itself:")
    ours: list[Took] = []
    theirs: list[Took] = []
    print(
        f"{pages} pages on {HOSTS} hosts\n{'':22} {'articles':>8} {'seconds':>8} {'start':>6} {'a second':>9} {'MB':>6}"
    )
    with TemporaryDirectory() as folder, started(HOSTS, pages, Path(folder) / "access.log") as farm:
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
    """A first run of each over a few pages, so that all modules are compiled, as installed ones are."""
    with started(HOSTS, HOSTS, folder / "few.log") as few:
        _scraper(few, folder / "first of ours")
        if rivals:
            _scrapy(few, folder / "first of theirs")


def _ratios(ours: Sequence[Took], theirs: Sequence[Took]) -> None:
    rate = median(took.rate for took in ours) / median(took.rate for took in theirs)
    going = median(took.going for took in ours) / median(took.going for took in theirs)
    peak = median(took.peak for took in ours) / median(took.peak for took in theirs)
    print(f"\narticles a second, ours / theirs  {rate:6.1f}   goal: at least {SPEED_GOAL}")
    print(f"the same without start-up         {going:6.1f}")
    print(f"peak memory, ours / theirs        {peak:6.2f}   goal: at most {MEMORY_GOAL}")


def _print(name: str, took: Took) -> None:
    figures = f"{took.articles:8} {took.seconds:8.1f} {took.start:6.1f} {took.rate:9.1f} {took.peak:6.0f}"
    print(f"{name:22} {figures}", flush=True)


def _scraper(farm: Farm, folder: Path) -> Took:
    config = _config(farm, folder)
    took = _watched(_run(config), farm, folder)
    return _counted(took, folder / "store.db", "SELECT count(*) FROM revisions WHERE length > 0")


def _scrapy(farm: Farm, folder: Path) -> Took:
    folder.mkdir()
    store = folder / "store.db"
    sitemaps = [f"{origin}/sitemap.xml" for origin in farm.origins]
    took = _watched([sys.executable, "-m", "benchmarks.spider", str(store), *sitemaps], farm, folder)
    return _counted(took, store, "SELECT count(*) FROM items WHERE text <> ''")


def _config(farm: Farm, folder: Path) -> Path:
    """The file of a run over the sitemaps of all hosts, a source each."""
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


def _watched(command: Sequence[str], farm: Farm, folder: Path) -> Took:
    """Run `command` to its end. Ends with what it said where it fails."""
    seen = farm.log.stat().st_size
    began = time.monotonic()
    with (
        (folder / "said").open("w+b") as said,
        subprocess.Popen(command, cwd=ROOT, env=_env(folder), stdout=subprocess.DEVNULL, stderr=said) as process,
    ):
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, _megabytes(process.pid, "VmHWM"))
            time.sleep(0.05)
        seconds = time.monotonic() - began
        if process.returncode not in (0, 1):
            said.seek(0)
            raise SystemExit(f"{' '.join(command)} ended with {process.returncode}:\n{said.read().decode()[-2000:]}")
    with farm.log.open("rb") as log:
        log.seek(seen)
        first = float(json.loads(log.readline())["at"])
    return Took(0, seconds, first - began, peak)


def _counted(took: Took, store: Path, question: str) -> Took:
    connection = sqlite3.connect(store)
    try:
        return replace(took, articles=int(connection.execute(question).fetchone()[0]))
    finally:
        connection.close()


def grow(pages: int) -> None:
    """What a run has in memory at each thousandth of its pages, as its log names them."""
    print(f"\na run over {pages} pages\n{'at page':>8} {'MB':>6}")
    with TemporaryDirectory() as folder, started(HOSTS, pages, Path(folder) / "access.log") as farm:
        config = _config(farm, Path(folder) / "ours")
        at = list(_sizes(config))
    (first, before), (last, after) = at[0], at[-1]
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
            recent.append(_megabytes(process.pid, "VmRSS"))
            if done % 1000 == 0:
                print(f"{done:8} {median(recent):6.1f}", flush=True)
                yield done, median(recent)


def _run(config: Path) -> list[str]:
    return [sys.executable, "-m", "scraper", "run", str(config)]


def _env(folder: Path) -> dict[str, str]:
    """With modules compiled once for all folders beside this one, however the environment is set."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(folder.parent / "compiled")}


def _megabytes(pid: int, name: str) -> float:
    """A line of /proc/PID/status in MB (Linux); 0 where the process has just ended."""
    try:
        status = Path(f"/proc/{pid}/status").read_text("ascii")
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return int(status.partition(f"{name}:")[2].split()[0]) / 1000 if name in status else 0.0


if __name__ == "__main__":
    _asked = [int(number) for number in sys.argv[1:]]
    main(*(*_asked, *(1000, 10_000)[len(_asked) :]))
