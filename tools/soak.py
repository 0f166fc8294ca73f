"""Throw mutated responses, addresses, feeds and sitemaps at what a run does with them, and count what escapes.

python -m tools.soak [--seed N] [--share F]

Nothing is sent: the answers come from memory. An escape is an exception that is no outcome of its URL or document, or
that only the last resort made one. `--share 0.1` throws a tenth. Exits with 1 if anything escaped, after showing how
to throw it again.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from math import inf
from random import Random
from threading import Event

from scraper.errors import UsageError
from scraper.net.fetch import Fetcher
from scraper.runs.clean_page import clean_fetched, clean_page
from scraper.runs.config import Source
from scraper.runs.fetch_page import fetch_page
from scraper.runs.logs import JsonLog
from scraper.runs.polite.client import PoliteClient
from scraper.runs.polite.directives import Directives
from scraper.runs.polite.robots import Robots
from scraper.runs.polite.throttle import Throttle
from scraper.runs.sources.listing import SourceBody, list_urls
from scraper.runs.store import Store
from scraper.runs.types import Discovered, FetchJob
from scraper.urls import canonical, redirected, site_of, spellings
from tools.soak_seeds import ADDRESSES, DOCUMENTS, HEADS, PAGE, WORDS, Answers

COUNTS = {"headers": 300_000, "addresses": 80_000, "documents": 20_000}
"""How many of each kind are thrown."""
BATCH = 500
URL = "http://tidepost.example/2026/11/20/the-ferry-is-late-10001"
NOW = datetime(2026, 11, 22, tzinfo=UTC)
_LIST = ("http://tidepost.example/list",)
_SOURCES = (Source("soak", feeds=_LIST), Source("soak", sitemaps=_LIST), Source("soak", pages=_LIST))
_SAVED = 50
_MOST_EXAMPLES = 20
_LAST_RESORT = re.compile(
    r"the request failed with |the cleaner failed with |[A-Z]\w*(?:Error|Exception|Interrupt)\b: "
)


@dataclass(slots=True)
class Tally:
    """What came of a batch: outcomes by name, and each escape as the place of its case, its input and the error."""

    outcomes: Counter[str] = field(default_factory=Counter)
    escapes: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Add another batch."""
        self.outcomes += other.outcomes
        self.escapes += other.escapes


def mutated(data: bytes, random: Random) -> bytes:
    """`data` after a few changes: bytes replaced, removed or repeated, words put in, parts moved or cut off."""
    for _ in range(random.choice((1, 1, 2, 3, 5, 8))):
        at, end = sorted((random.randrange(len(data) + 1), random.randrange(len(data) + 1)))
        end = min(end, at + random.choice((1, 2, 8, 64, 1024)))
        match random.randrange(7):
            case 0:
                data = data[:at] + random.randbytes(random.choice((1, 1, 2, 4))) + data[at + 1 :]
            case 1:
                data = data[:at] + data[end:]
            case 2:
                data = data[:end] + data[at:end] * random.choice((1, 2, 40)) + data[end:]
            case 3 | 4:
                data = data[:at] + random.choice(WORDS) + data[at if random.random() < 0.5 else end :]
            case 5:
                target = random.randrange(len(data) + 1)
                data = data[:target] + data[at:end] + data[target:]
            case 6:
                data = data[:at] if random.random() < 0.2 else data[:at] + data[at:end].swapcase() + data[end:]
    return data


@contextmanager
def _client(answers: Answers) -> Iterator[PoliteClient]:
    """A client whose every request is answered from memory, and whose clock stands still until it waits."""
    clock = [0.0]

    def sleep(seconds: float) -> None:
        clock[0] += seconds

    agent = "soak-bot/1.0"
    with Fetcher(user_agent=agent, resolver=lambda host, port: ["93.184.216.34"], dial=answers) as fetcher:
        throttle = Throttle(0.0, clock=lambda: clock[0], sleep=sleep)
        robots = Robots.over(fetcher, agent)
        yield PoliteClient(fetcher, robots, throttle, lambda: NOW, inf, Event(), Directives(robots.token))


class _Thrower:
    """The cases of one batch; each method throws one, and returns the name of its outcome."""

    def __init__(self, answers: Answers, client: PoliteClient, store: Store) -> None:
        self._answers = answers
        self._client = client
        self._store = store
        store.begin("soak", "soak", NOW)
        store.offer("soak", [Discovered(URL)], "soak", NOW)
        (self._job,) = store.plan("soak", NOW, 1, 0.0)

    def headers(self, data: bytes, number: int) -> str:
        """A response whose head is mutated."""
        return self._fetched(self._job, data + b"\r\n\r\n" + PAGE, number)

    def addresses(self, data: bytes, number: int) -> str:
        """An address as a source lists it, and as a redirect leads to it."""
        text = data.decode("utf-8", "surrogateescape" if number % 2 else "replace")
        with suppress(UsageError):
            redirected(text, URL)
        location = data.replace(b"\n", b" ").replace(b"\r", b" ")
        answer = b"HTTP/1.1 302 x\r\nlocation: " + location + b"\r\ncontent-length: 0\r\n\r\n"
        self._fetched(self._job, answer, number)
        try:
            address = canonical(text)
        except UsageError:
            return "refused"
        if canonical(address) != address:
            raise AssertionError(f"{address!r} is not canonical")
        site_of(address)
        spellings(address)
        return self._fetched(FetchJob(0, address, "soak"), b"", 1)

    def documents(self, data: bytes, number: int) -> str:
        """A feed, sitemap or section page."""
        errors: list[str] = []
        found = list_urls(
            _SOURCES[number % len(_SOURCES)],
            lambda url, asked: SourceBody(data, url) if url.endswith("/list") else None,
            JsonLog(io.StringIO(), "soak"),
            lambda url, listed, error: errors.append(error),
        )
        if number % _SAVED == 0:
            self._store.offer("soak", found, "soak", NOW)
        _must_be_no_last_resort("".join(errors))
        return "unreadable" if any(errors) else "read"

    def _fetched(self, job: FetchJob, answer: bytes, number: int) -> str:
        self._client.skipped.clear()
        self._client.refusals.clear()
        self._answers.next = [answer] if answer else []
        fetched = fetch_page(job, self._client)
        if fetched is None:
            raise AssertionError("no outcome")
        _must_be_no_last_resort(fetched.why)
        if number % _SAVED == 0:
            result = clean_fetched(fetched, clean_page, self._client.directives)
            _must_be_no_last_resort(result.fetched.why)
            self._store.save("soak", result, NOW)
        return fetched.outcome.value


def _must_be_no_last_resort(why: str) -> None:
    if _LAST_RESORT.match(why):
        raise AssertionError(why)


SEEDS = {"headers": HEADS, "addresses": ADDRESSES, "documents": DOCUMENTS}


def throw(kind: str, seed: int, batch: int, number: int = BATCH) -> Tally:
    """Throw one batch; the same arguments throw the same."""
    tally = Tally()
    random = Random(f"{seed}:{kind}:{batch}")
    answers = Answers()
    with (
        tempfile.TemporaryDirectory() as folder,
        _client(answers) as client,
        Store.open(f"sqlite:///{folder}/soak.db") as store,
    ):
        thrown: Callable[[bytes, int], str] = getattr(_Thrower(answers, client, store), kind)
        for place in range(number):
            data = mutated(random.choice(SEEDS[kind]), random)
            try:
                tally.outcomes[f"{kind} {thrown(data, place)}"] += 1
            except Exception as error:  # this is what is looked for
                case = f"{kind}, batch {batch}, case {place}: {type(error).__name__}: {error}"
                trace = "".join(traceback.format_exc().splitlines(keepends=True)[-8:])
                tally.escapes.append(f"{case}\n{repr(data)[:400]}\n{trace}")
    return tally


def main() -> None:
    """Throw everything, with as many processes as the machine has processors."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--share", type=float, default=1.0)
    chosen = parser.parse_args()
    print(f"seed {chosen.seed}")
    began, total = time.monotonic(), Tally()
    batches = {kind: max(1, round(number * chosen.share / BATCH)) for kind, number in COUNTS.items()}
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        jobs = [pool.submit(throw, kind, chosen.seed, batch) for kind in batches for batch in range(batches[kind])]
        for done, job in zip(count(1), as_completed(jobs), strict=False):
            total.add(job.result())
            if sys.stderr.isatty():
                sys.stderr.write(f"\r{done} of {len(jobs)} batches, {len(total.escapes)} escapes ")
    for name, number in sorted(total.outcomes.items()):
        print(f"{number:>8,}  {name}")
    print("\n".join(total.escapes[:_MOST_EXAMPLES]))
    thrown = sum(batches.values()) * BATCH
    print(f"{thrown:,} thrown in {time.monotonic() - began:.0f} s: {len(total.escapes)} escapes")
    sys.exit(bool(total.escapes))


if __name__ == "__main__":
    main()
