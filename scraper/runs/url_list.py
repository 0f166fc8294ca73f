"""Fetch the pages of a list of addresses as runs do: robots.txt, one request at a time to a host, with pauses."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Generator, Iterable
from datetime import UTC, datetime
from functools import partial
from math import inf
from queue import SimpleQueue
from threading import Event, Lock

from scraper.net.fetch import USER_AGENT, Fetcher
from scraper.runs.fetch_page import PAGE, fetch_with_retries
from scraper.runs.polite.client import MOST_REFUSED, PoliteClient
from scraper.runs.polite.directives import Directives, Obedience
from scraper.runs.polite.robots import Robots
from scraper.runs.polite.throttle import Stopped, Throttle
from scraper.runs.types import FetchJob, FetchResult, Outcome
from scraper.runs.workers import Workers
from scraper.urls import host_key, is_web_address

MOST_PENDING = 32
"""Addresses read ahead; their pages are in memory as soon as they are fetched."""
_HOSTS = 8
"""Hosts that are asked at the same time."""
_PAUSE = 1.0
"""Seconds between two requests to a host, unless robots.txt wants more."""


def fetched_pages(
    urls: Iterable[str], *, user_agent: str = USER_AGENT, allow_private: bool = False, pause: float = _PAUSE
) -> Generator[FetchResult, None, None]:
    """The results for web addresses, as they come: a page is an ARTICLE with its `body`, anything else says why.

    `urls` is read in this thread, `MOST_PENDING` ahead at most.
    """
    results: SimpleQueue[FetchResult | BaseException | None] = SimpleQueue()
    stop = Event()
    workers = Workers(_HOSTS, results.put)
    hosts: dict[str, deque[FetchJob]] = {}
    lock = Lock()
    source = enumerate(urls)
    pending, more = 0, True
    with Fetcher(user_agent=user_agent, allow_private=allow_private) as fetcher:
        client = _client(fetcher, user_agent, stop, workers, pause)
        try:
            while more or pending:
                while more and pending < MOST_PENDING:
                    number, url = next(source, (0, None))
                    if url is None:
                        more = False
                        break
                    pending += 1
                    host = host_key(url) if is_web_address(url) else ""
                    with lock:
                        is_new = host not in hosts
                        hosts.setdefault(host, deque()).append(FetchJob(number, url, ""))
                    if is_new:
                        workers.submit(partial(_fetch_host, host, hosts, lock, client, results))
                if pending and (result := results.get()) is not None:
                    if isinstance(result, BaseException):
                        raise result
                    pending -= 1
                    yield result
        finally:
            stop.set()
            workers.close()


def _client(fetcher: Fetcher, user_agent: str, stop: Event, workers: Workers, pause: float) -> PoliteClient:
    def sleep(seconds: float) -> None:
        with workers.waiting():
            if stop.wait(seconds):
                raise Stopped

    throttle = Throttle(pause, time.monotonic, sleep)
    robots = Robots.over(fetcher, user_agent, lambda url: throttle.answered(host_key(url)), stop.is_set)
    directives = Directives(robots.token, Obedience.IGNORE)  # whoever lists the pages has chosen them
    return PoliteClient(fetcher, robots, throttle, lambda: datetime.now(UTC), inf, stop, directives)


def _fetch_host(
    host: str,
    hosts: dict[str, deque[FetchJob]],
    lock: Lock,
    client: PoliteClient,
    results: SimpleQueue[FetchResult | BaseException | None],
) -> None:
    """Fetch the pages of one host one after another, until there are none waiting."""
    while True:
        with lock:
            if not hosts[host]:
                del hosts[host]
                return
            job = hosts[host].popleft()
        fetched = fetch_with_retries(job, client, PAGE)
        if fetched is None:
            why = f"its host refused {MOST_REFUSED} requests in a row, or wants a longer pause; try again later"
            fetched = FetchResult(job, Outcome.BLOCKED, job.url, why=why)
        results.put(fetched)
