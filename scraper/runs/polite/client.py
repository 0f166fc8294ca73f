"""A polite HTTP client: it obeys robots.txt, keeps the pace of each host, and backs off when a server asks for it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Event

from scraper.errors import Blocked, FetchError
from scraper.net.fetch import Fetcher
from scraper.net.response import Response
from scraper.runs.polite.robots import Robots
from scraper.runs.polite.throttle import Throttle
from scraper.runs.sources.sitemaps import MOST_UNPACKED
from scraper.urls import host_key

PATIENCE = 120.0
"""A server that wants to be left alone for longer than this (in seconds) is left alone until the next run."""
_DELAY = 1.0
"""Seconds between two requests of a discovery to one host; robots.txt may ask for more."""
_DEADLINE = 300.0
"""Seconds for all requests of a discovery."""


@dataclass(frozen=True, slots=True)
class RequestKind:
    """What a request is for: its Accept header, and `look` and `most` (bytes) as `Fetcher.get` takes them."""

    accept: str
    look: Callable[[Response], None] | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class PoliteClient:
    """A client that obeys robots.txt, keeps the distance each host wants, and backs off; threads share it.

    `now` gives aware UTC times; `deadline` is the end of the run on the clock of `throttle`; `left` holds the hosts
    that want to be left alone for the rest of the run.
    """

    fetcher: Fetcher
    robots: Robots
    throttle: Throttle
    now: Callable[[], datetime]
    deadline: float
    stop: Event
    left: set[str] = field(default_factory=set)

    def acquire(self, url: str) -> bool:
        """Wait until `url` may be fetched. False where the run ends first, or the host wants to be left alone."""
        host = host_key(url)
        if self.stop.is_set() or host in self.left:
            return False
        delay = self.robots.delay(url)
        if delay is not None:
            self.throttle.tell(host, delay)
        return self.throttle.wait(host, self.deadline)

    def get(self, url: str, wanted: RequestKind, etag: str = "", last_modified: str = "") -> Response:
        """Send one request, and one for each redirect; robots.txt and the delay of every host on the way are obeyed.

        Raises as `Fetcher.get` does, and FetchError where the run ends before a redirect could be followed.
        """
        hops = [url]

        def follow(hop: str) -> None:
            self.throttle.answered(host_key(hops[-1]))
            hops.append(hop)
            if why := self.robots.why_not(hop):
                raise Blocked(hop, why)
            if not self.acquire(hop):
                raise FetchError(hop, "a redirect leads here, and this host cannot be asked again in this run")

        try:
            return self.fetcher.get(
                url, etag=etag, last_modified=last_modified, accept=wanted.accept, check=follow, look=wanted.look,
                most=wanted.most,
            )  # fmt: skip
        finally:
            self.throttle.answered(host_key(hops[-1]))

    def back_off(self, url: str, until: datetime) -> bool:
        """Leave the host of `url` alone until then; True where that is soon enough to wait for."""
        host = host_key(url)
        seconds = (until - self.now()).total_seconds()
        if seconds > PATIENCE:
            self.left.add(host)
            return False
        self.throttle.hold(host, seconds)
        return True


@dataclass(frozen=True, slots=True)
class DiscoveryClient:
    """A polite client for a site that no run is configured for; `failed` is why a URL gave nothing: URL → one line."""

    client: PoliteClient
    failed: dict[str, str] = field(default_factory=dict)

    @property
    def robots(self) -> Robots:
        """The robots.txt of each host."""
        return self.client.robots

    def ask(self, url: str, kind: str) -> bytes | None:
        """The unpacked body at `url`, a feed, a sitemap or a page by `kind`; None where there is none."""
        try:
            if kind != "robots" and (why := self.client.robots.why_not(url)):
                self.failed[url] = why
            elif not self.client.acquire(url):
                self.failed[url] = "its host wants more time between two requests than is left"
            else:
                answer = self.client.get(url, RequestKind("*/*", most=MOST_UNPACKED if kind == "sitemap" else None))
                if answer.status == 200:
                    return answer.body
                self.failed[url] = f"the server answered {answer.status}"
        except FetchError as error:
            self.failed[url] = error.why
        return None


@contextmanager
def discovery_client(user_agent: str, allow_private: bool) -> Iterator[DiscoveryClient]:
    """A client for the few requests of `scraper discover`."""
    with Fetcher(user_agent=user_agent, allow_private=allow_private) as fetcher:
        throttle = Throttle(_DELAY)
        robots = Robots.over(fetcher, user_agent, lambda url: throttle.answered(host_key(url)))
        end = time.monotonic() + _DEADLINE
        yield DiscoveryClient(PoliteClient(fetcher, robots, throttle, lambda: datetime.now(UTC), end, Event()))
