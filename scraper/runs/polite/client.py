"""Asking a site that no file of a run names, as politely as a run would."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Event

from scraper.errors import FetchError
from scraper.net.fetch import Fetcher
from scraper.runs.polite.robots import Robots
from scraper.runs.polite.throttle import Pace
from scraper.runs.sources.sitemap_bytes import MOST_UNPACKED
from scraper.runs.work import Guest, Wanted
from scraper.urls import host_key

_DELAY = 1.0
"""Seconds between two requests to one host; robots.txt may ask for more."""
_DEADLINE = 300.0
"""Seconds for all of them."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Asks one URL after another; `failed` says in one line of each that gave nothing why."""

    guest: Guest
    failed: dict[str, str] = field(default_factory=dict)

    @property
    def robots(self) -> Robots:
        """What the robots.txt of each host says."""
        return self.guest.robots

    def ask(self, url: str, kind: str) -> bytes | None:
        """The unpacked body at `url`, whatever its `kind`; None where there is none to have."""
        try:
            if kind != "robots" and (why := self.guest.robots.why_not(url)):
                self.failed[url] = why
            elif not self.guest.welcome(url):
                self.failed[url] = "its host wants longer between two requests than there is time"
            else:
                answer = self.guest.ask(url, Wanted("*/*", most=MOST_UNPACKED if kind == "sitemap" else None))
                if answer.status == 200:
                    return answer.body
                self.failed[url] = f"the server answered {answer.status}"
        except FetchError as error:
            self.failed[url] = error.why
        return None


@contextmanager
def asked_politely(user_agent: str, allow_private: bool) -> Iterator[Asking]:
    """A client that obeys robots.txt and keeps its distance, for a few requests."""
    with Fetcher(user_agent=user_agent, allow_private=allow_private) as fetcher:
        pace = Pace(_DELAY)
        robots = Robots.over(fetcher, user_agent, lambda url: pace.answered(host_key(url)))
        yield Asking(Guest(fetcher, robots, pace, lambda: datetime.now(UTC), time.monotonic() + _DEADLINE, Event()))
