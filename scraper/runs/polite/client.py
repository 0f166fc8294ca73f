"""A polite HTTP client: it obeys robots.txt, keeps a delay between requests to a host, and backs off on request."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Event

from scraper.errors import Blocked, FetchError, UsageError
from scraper.net.fetch import Fetcher
from scraper.net.response import PAGE_STATUSES, Response
from scraper.runs.polite.directives import Directives
from scraper.runs.polite.reservations import Reservations
from scraper.runs.polite.robots import Robots
from scraper.runs.polite.throttle import Throttle
from scraper.runs.sources.listing import SourceBody
from scraper.runs.sources.sitemaps import MOST_UNPACKED
from scraper.urls import host_key

PATIENCE = 120.0
"""Longest back-off in seconds that is waited for; beyond it, a host is skipped for the rest of the run."""
LONG_DELAY = 60.0
"""A delay in seconds that robots.txt asks for, from which on it is reported."""
MOST_REFUSED = 10
"""Responses 403, 429 or 503 in a row after which a host is left alone for the rest of the run."""
_DELAY = 1.0
"""Seconds between two requests of `scraper discover` to a host, unless robots.txt sets more."""
_DEADLINE = 300.0
"""Seconds for all requests of `scraper discover`."""


@dataclass(frozen=True, slots=True)
class RequestKind:
    """Options of a request: its Accept header, and `look` and `most` (bytes) of `Fetcher.get`."""

    accept: str
    look: Callable[[Response], None] | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class PoliteClient:
    """A thread-safe client that obeys robots.txt, keeps each host's delay, and backs off.

    `now` returns aware UTC times, `deadline` is the end of the run on the clock of `throttle`, `skipped` holds the
    hosts that are not fetched from again in this run, and `refusals` counts the last responses of each that refused.
    `reservations` are those of complete hosts, None if nobody obeys or records them.
    """

    fetcher: Fetcher
    robots: Robots
    throttle: Throttle
    now: Callable[[], datetime]
    deadline: float
    stop: Event
    directives: Directives
    reservations: Reservations | None = None
    skipped: set[str] = field(default_factory=set)
    refusals: dict[str, int] = field(default_factory=dict)

    @property
    def is_over(self) -> bool:
        """Whether the run has ended, so that nothing more may be requested."""
        return self.stop.is_set() or self.throttle.now() >= self.deadline

    def acquire(self, url: str) -> bool:
        """Wait until `url` may be fetched; False if the run ends first or its host is skipped.

        After True, `get` must be called; no other request is sent to the host meanwhile, whoever asks.
        """
        host = host_key(url)
        if self.stop.is_set() or host in self.skipped:
            return False
        delay = self.robots.delay(url)
        if delay is not None:
            self.throttle.raise_delay(host, delay)
        return self.throttle.wait(host, self.deadline, alone=True)

    def get(self, url: str, kind: RequestKind, etag: str = "", last_modified: str = "") -> Response:
        """Fetch `url` and follow redirects, obeying robots.txt and the delay of every host involved.

        Raises the errors of `Fetcher.get`, and FetchError if a redirect cannot be followed before the run ends.
        """
        taken = [host_key(url)]

        def follow(hop: str) -> None:
            self.throttle.done(taken.pop())
            if why := self.robots.why_not(hop):
                raise Blocked(hop, why)
            if not self.acquire(hop):
                raise FetchError(hop, "the target of a redirect cannot be fetched in this run; try again later")
            taken.append(host_key(hop))

        try:
            return self.fetcher.get(
                url, etag=etag, last_modified=last_modified, accept=kind.accept, check=follow, look=kind.look,
                most=kind.most,
            )  # fmt: skip
        finally:
            for host in taken:
                self.throttle.done(host)

    def get_if_allowed(self, url: str) -> Response | None:
        """The response to a request that no page depends on; None where robots.txt forbids it or asks for long delays.

        Raises the errors of `get`.
        """
        if self.is_over or self.robots.why_not(url) or (self.robots.delay(url) or 0.0) >= LONG_DELAY:
            return None
        return self.get(url, RequestKind("*/*")) if self.acquire(url) else None

    def count(self, url: str, refused: bool) -> None:
        """Count a response; after MOST_REFUSED refusals in a row, the host is skipped for the rest of the run."""
        host = host_key(url)
        self.refusals[host] = self.refusals.get(host, 0) + 1 if refused else 0
        if self.refusals[host] >= MOST_REFUSED:
            self.skipped.add(host)

    def back_off(self, url: str, until: datetime) -> bool:
        """Send no request to the host of `url` until then; True if that is soon enough to wait for."""
        host = host_key(url)
        seconds = (until - self.now()).total_seconds()
        if seconds > PATIENCE:
            self.skipped.add(host)
            return False
        self.throttle.hold(host, seconds)
        return True


@dataclass(frozen=True, slots=True)
class DiscoveryClient:
    """A polite client for `scraper discover`; `failed` maps each URL without a result to the reason, one line."""

    client: PoliteClient
    failed: dict[str, str] = field(default_factory=dict)

    @property
    def robots(self) -> Robots:
        """The robots.txt rules of each host."""
        return self.client.robots

    def ask(self, url: str, kind: str) -> SourceBody | None:
        """The document at `url`, or None; `kind` is "feed", "sitemap" or "page"."""
        try:
            if why := self.client.robots.why_not(url):
                self.failed[url] = why
            elif not self.client.acquire(url):
                self.failed[url] = "its host requires a longer delay than the remaining time; try again later"
            else:
                response = self.client.get(url, RequestKind("*/*", most=MOST_UNPACKED if kind == "sitemap" else None))
                if response.status in PAGE_STATUSES:
                    return SourceBody(response.body, response.url)
                self.failed[url] = f"the server answered {response.status}"
        except FetchError as error:
            self.failed[url] = error.why
        except UsageError as error:  # an address that only looks like one
            self.failed[url] = str(error)
        return None


@contextmanager
def discovery_client(user_agent: str, allow_private: bool) -> Iterator[DiscoveryClient]:
    """A client for the requests of `scraper discover`."""
    with Fetcher(user_agent=user_agent, allow_private=allow_private) as fetcher:
        throttle = Throttle(_DELAY)
        robots = Robots.over(fetcher, user_agent, lambda url: throttle.answered(host_key(url)))
        end = time.monotonic() + _DEADLINE
        directives = Directives(robots.token)
        client = PoliteClient(fetcher, robots, throttle, lambda: datetime.now(UTC), end, Event(), directives)
        yield DiscoveryClient(client)
