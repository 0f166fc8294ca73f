"""robots.txt rules (RFC 9309). The only module that imports protego."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

from protego import Protego

from scraper.errors import Blocked, FetchError, UsageError
from scraper.net.response import Response
from scraper.urls import origin_of

if TYPE_CHECKING:
    from scraper.net.fetch import Fetcher

MOST_BYTES = 512_000
"""Bytes of a robots.txt that are read, the 500 KiB of RFC 9309; rules beyond them are ignored."""

ACCEPT = "text/plain,*/*;q=0.1"

_TOKEN = re.compile(r"(?:Mozilla/\S+ \((?:[^)]*?\bcompatible;)?\s*)?([\w.-]+)", re.IGNORECASE)
_GROUP = re.compile(r"\s*user[- ]?agent\b\s*:?([^#]*)", re.IGNORECASE)
_OTHER_ROBOT = "user-agent: \x00"


@dataclass(frozen=True, slots=True)
class _Rules:
    """A robots.txt; without `parsed` everything is allowed, or nothing if it could not be fetched (`error` says why).

    `blocked` means that its host must not be contacted at all.
    """

    parsed: Protego | None = None
    error: str = ""
    blocked: bool = False


@dataclass(slots=True)
class _Entry:
    """The rules of a host; None until the thread that holds the lock has fetched them."""

    lock: Lock = field(default_factory=Lock)
    rules: _Rules | None = None


class Robots:
    """The robots.txt of every host, each fetched once. Thread-safe: other threads wait while one fetches it.

    `get` fetches a URL with redirects and returns a response for any status. A 2xx is parsed; a 4xx except 429 allows
    everything; anything else, including a network error, means that nothing may be fetched now (`unsure`).

    `token` is the name of the crawler.
    """

    def __init__(self, get: Callable[[str], Response], user_agent: str) -> None:
        self._get = get
        self.token = product_token(user_agent)
        self._lock = Lock()
        self._entries: dict[str, _Entry] = {}

    @classmethod
    def over(
        cls,
        fetcher: Fetcher,
        user_agent: str,
        answered: Callable[[str], None] = lambda url: None,
        is_over: Callable[[], bool] = lambda: False,
    ) -> Robots:
        """Fetch with `fetcher`, as plain text, at most `MOST_BYTES`, and nothing any more once the run `is_over`.

        `answered` is called with the URL after each request for a robots.txt, so that it counts for the throttle.
        """

        def check(url: str) -> None:
            if is_over():
                raise FetchError(url, "the run ended first")

        def get(url: str) -> Response:
            check(url)
            try:
                return fetcher.get(url, accept=ACCEPT, first=MOST_BYTES, check=check)
            finally:
                answered(url)

        return cls(get, user_agent)

    def may_fetch(self, url: str) -> bool:
        """Whether `url` may be fetched now. Raises UsageError if it is not a web address."""
        rules = self._rules(url)
        return not rules.error and (rules.parsed is None or bool(rules.parsed.can_fetch(url, self.token)))

    def unsure(self, url: str) -> bool:
        """Whether robots.txt could not be fetched, so that nothing on its host may be fetched now."""
        return bool(self._rules(url).error)

    def blocked(self, url: str) -> bool:
        """Whether its host must not be contacted at all, because its address is not public."""
        return self._rules(url).blocked

    def why_not(self, url: str) -> str:
        """Why `url` may not be fetched now, in one line; "" if it may."""
        if self.may_fetch(url):
            return ""
        error = self._rules(url).error
        return f"robots.txt could not be fetched ({error}); try again later" if error else "robots.txt forbids it"

    def delay(self, url: str) -> float | None:
        """Seconds between two requests, by Crawl-delay or Request-rate, whichever is longer; None without either."""
        parsed = self._rules(url).parsed
        if parsed is None:
            return None
        rate = parsed.request_rate(self.token)
        delays = [parsed.crawl_delay(self.token), rate.seconds / rate.requests if rate else None]
        return max((delay for delay in delays if delay is not None), default=None)

    def sitemaps(self, url: str) -> tuple[str, ...]:
        """The sitemaps in the robots.txt of this URL's host, in order and unique, not resolved."""
        parsed = self._rules(url).parsed
        return tuple(dict.fromkeys(parsed.sitemaps)) if parsed else ()

    def _rules(self, url: str) -> _Rules:
        origin = origin_of(url)
        entry = self._entries.get(origin)
        if entry is None:
            with self._lock:
                entry = self._entries.setdefault(origin, _Entry())
        if entry.rules is None:
            with entry.lock:
                if entry.rules is None:
                    entry.rules = self._fetch(f"{origin}/robots.txt")
        return entry.rules

    def _fetch(self, url: str) -> _Rules:
        try:
            response = self._get(url)
        except FetchError as error:
            return _Rules(error=error.why or "no response", blocked=isinstance(error, Blocked))
        if 200 <= response.status < 300:
            return _Rules(_parsed(response.body[:MOST_BYTES], self.token))
        allowed = 400 <= response.status < 500 and response.status != 429
        return _Rules(error="" if allowed else f"the server answered {response.status}")


def product_token(user_agent: str) -> str:
    """The name that robots.txt groups are matched with: "example-bot" in "example-bot/1.0 (+https://example.org/bot)".

    Also in "Mozilla/5.0 (compatible; example-bot/1.0)". Raises UsageError if there is none.
    """
    found = _TOKEN.match(user_agent.strip())
    if found is None:
        raise UsageError(
            f"user agent {user_agent!r} has no name: start it with one, as in example-bot/1.0 (+https://…)"
        )
    return found[1]


def _parsed(body: bytes, token: str) -> Protego:
    """Parse a robots.txt after renaming the groups of all other robots to one name.

    Protego stores the rules of a group once per name, so thousands of names over thousands of rules would exhaust
    memory. It also applies a group for "ex" to "example-bot", where RFC 9309 requires the complete product token.
    """
    lines = body.decode("utf-8-sig", "replace").splitlines()
    return Protego.parse("\n".join(_normalized(line, token) for line in lines))


def _normalized(line: str, token: str) -> str:
    named = _GROUP.match(line)
    name = named[1].strip() if named else ""
    if not name:
        return line
    if not name.strip("*"):
        return "user-agent: *"
    ours = re.fullmatch(rf"{re.escape(token)}\*?(?:[^\w.-].*)?", name.lstrip("*"), re.IGNORECASE)
    return f"user-agent: {token}" if ours else _OTHER_ROBOT
