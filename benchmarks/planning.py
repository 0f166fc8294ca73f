"""Measure the time to plan a run with 10,000, 100,000 and 1,000,000 known addresses in SQLite.

One source lists 500 known and 100 new addresses, of which 50 are planned. Another lists none, and 50 of its many
addresses that are due again are planned.

python -m benchmarks.planning [ADDRESSES...]
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, insert

from scraper.runs.store import Store, connection, schema
from scraper.runs.types import Discovered

GOAL = 2.0
"""Seconds for planning over a million known addresses. The time must not grow with their number."""
KNOWN, NEW, MOST, REFETCH = 500, 100, 50, 21_600.0
ROUNDS = 5
NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def main(sizes: list[int]) -> None:
    """Print the time for each size, and the ratio of the largest to the smallest."""
    times = []
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            times.append(_measured(f"sqlite:///{Path(folder) / f'{size}.db'}", size))
            print(f"{size:9,} known addresses: {times[-1] * 1000:7.1f} ms")
    print(f"\nplanning over {sizes[-1]:,} addresses, s  {times[-1]:6.3f}   goal: below {GOAL}")
    print(f"against {sizes[0]:,} of them          {times[-1] / times[0]:6.2f}   goal: below 3")


def _measured(url: str, size: int) -> float:
    """The median seconds of a round; every round has new addresses."""
    engine, _ = connection.open_engine(url, read_only=False, patience=30.0)
    _fill(engine, size)
    engine.dispose()
    taken = []
    with Store.open(url) as store:
        for number in range(ROUNDS):
            now = NOW + timedelta(hours=number)
            found = [Discovered(_address(size + number * NEW + at), now) for at in range(NEW)]
            found += [Discovered(_address(at * (size // KNOWN)), NOW - timedelta(days=2)) for at in range(KNOWN)]
            start = time.perf_counter()
            new = store.offer("a", found, "", now)
            jobs = store.plan("a", now, MOST, REFETCH)
            due = store.plan("b", now, MOST, REFETCH)
            taken.append(time.perf_counter() - start)
            if new != NEW or len(due) != MOST or [job.url for job in jobs] != [each.url for each in found[:MOST]]:
                raise SystemExit("the plan is wrong")
    return sorted(taken)[ROUNDS // 2]


def _address(number: int) -> str:
    return (
        f"https://tidepost.example/2026/03/{number * 7_919 % 1_000_003:07}/{number}-footbridge-at-tallow-creek-to-close"
    )


def _fill(engine: Engine, size: int) -> None:
    """Add `size` addresses: nine tenths fetched recently, half of them due again; a tenth failed and not yet due."""
    with engine.begin() as connection:
        for at in range(0, size, 50_000):
            rows = [
                {
                    "url": _address(number),
                    "source": "abcde"[number % 5],
                    "site": "tidepost.example",
                    "state": schema.DONE if number % 10 else schema.RETRY,
                    "discovered_at": NOW - timedelta(days=3),
                    "source_date": NOW - timedelta(days=2),
                    "rank": NOW - timedelta(days=2, seconds=number),
                    "fetched_at": NOW - timedelta(hours=number % 12),
                    "retry_at": NOW + timedelta(days=1 + number % 12),
                    "recrawl_level": number % 3,
                }
                for number in range(at, min(at + 50_000, size))
            ]
            connection.execute(insert(schema.urls), rows)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [10_000, 100_000, 1_000_000])
