"""The farm of the tests in a process of its own, with pages as heavy as those of news sites.

python -m benchmarks.farm HOSTS PAGES SIZE LOG
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.material import REAL_SIZE, ROOT, furnished, furniture
from tests.farm.__main__ import serve
from tests.farm.answers import FarmAnswer
from tests.farm.server import host_of
from tests.farm.sites import Spoil

LOOKS = 40
"""How many sets of menus, cards and scripts the pages share: each would cost 10 ms to make."""


@dataclass(frozen=True, slots=True)
class Farm:
    """A farm that serves: the origins of its hosts, and its access log, a JSON object a line."""

    origins: tuple[str, ...]
    log: Path


@contextmanager
def started(hosts: int, pages: int, log: Path, size: int = REAL_SIZE) -> Iterator[Farm]:
    """A farm with `pages` articles of `size` bytes on all hosts together, until the block ends."""
    command = [sys.executable, "-m", "benchmarks.farm", *map(str, (hosts, pages, size)), str(log)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            port = int(process.stdout.readline())
            yield Farm(tuple(f"http://{host_of(number)}:{port}" for number in range(1, hosts + 1)), log)
        finally:
            process.terminate()


def heavy(size: int) -> Spoil:
    """Every article page has so much furniture that it is of about `size` bytes; which, its address decides."""
    looks = [furniture(seed, size) for seed in range(LOOKS)]

    def spoil(path: str, times: int, honest: FarmAnswer) -> FarmAnswer:
        if path.count("/") != 4 or honest.status != 200:
            return honest
        return replace(honest, body=furnished(honest.body.decode(), looks[len(path) % LOOKS]).encode())

    return spoil


if __name__ == "__main__":
    _hosts, _pages, _size = map(int, sys.argv[1:4])
    with Path(sys.argv[4]).open("w", encoding="utf-8", buffering=1) as _log:
        serve(_hosts, _pages, 0, _log, heavy(_size))
