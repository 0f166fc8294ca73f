"""What robots.txt allows (RFC 9309). The only module that imports protego."""

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
"""What is read of a robots.txt: the 500 kibibytes that RFC 9309 asks for. Rules behind them are not known."""

ACCEPT = "text/plain,*/*;q=0.1"

_TOKEN = re.compile(r"(?:Mozilla/\S+ \((?:[^)]*?\bcompatible;)?\s*)?([\w.-]+)", re.IGNORECASE)
_GROUP = re.compile(r"\s*user[- ]?agent\b\s*:?([^#]*)", re.IGNORECASE)
_SOMEBODY_ELSE = "user-agent: \x00"


class _Rules:
    """One robots.txt as read; without `parsed`, all is allowed, or nothing is known, and `unsure` says why.

    `blocked` tells that it must not be asked for, and so nothing of its host.
    """

    __slots__ = ("blocked", "parsed", "unsure")

    def __init__(self, parsed: Protego | None = None, unsure: str = "", blocked: bool = False) -> None:
        self.parsed = parsed
        self.unsure = unsure
        self.blocked = blocked


@dataclass(slots=True)
class _Entry:
    """What is known of one host: nothing until somebody, who holds the lock, has asked."""

    lock: Lock = field(default_factory=Lock)
    rules: _Rules | None = None


class Robots:
    """The robots.txt of every host, each asked for once. Thread-safe: who wants it while it is on its way waits for it.

    `get` fetches a URL, redirects followed, and gives any status as an answer. A 2xx is parsed; a 4xx but 429 allows
    all; anything else, a network error among it, means that nothing may be fetched now, and `unsure` tells so.
    """

    def __init__(self, get: Callable[[str], Response], user_agent: str) -> None:
        self._get = get
        self._token = product_token(user_agent)
        self._lock = Lock()
        self._entries: dict[str, _Entry] = {}

    @classmethod
    def over(cls, fetcher: Fetcher, user_agent: str, answered: Callable[[str], None] = lambda url: None) -> Robots:
        """Robots that asks with `fetcher`, for plain text, and for no more of it than is read.

        `answered` is called with the URL of each robots.txt that was asked for: it is a request like others.
        """

        def get(url: str) -> Response:
            try:
                return fetcher.get(url, accept=ACCEPT, first=MOST_BYTES)
            finally:
                answered(url)

        return cls(get, user_agent)

    def may_fetch(self, url: str) -> bool:
        """Whether `url` may be asked for now. Raises UsageError for a URL that is no web address."""
        rules = self._rules(url)
        if rules.unsure:
            return False
        return rules.parsed is None or bool(rules.parsed.can_fetch(url, self._token))

    def unsure(self, url: str) -> bool:
        """Whether robots.txt could not be had, so that nothing of its host may be fetched now."""
        return bool(self._rules(url).unsure)

    def blocked(self, url: str) -> bool:
        """Whether that is because its host must not be asked for anything: its address is not public."""
        return self._rules(url).blocked

    def why_not(self, url: str) -> str:
        """Why `url` may not be asked for now, in one line; "" where it may."""
        if self.may_fetch(url):
            return ""
        unsure = self._rules(url).unsure
        return f"robots.txt could not be read, so not now: {unsure}" if unsure else "robots.txt forbids it"

    def delay(self, url: str) -> float | None:
        """Seconds between two requests, as Crawl-delay or Request-rate asks for, None where neither does."""
        parsed = self._rules(url).parsed
        if parsed is None:
            return None
        rate = parsed.request_rate(self._token)
        delays = [parsed.crawl_delay(self._token), rate.seconds / rate.requests if rate else None]
        return max((delay for delay in delays if delay is not None), default=None)

    def sitemaps(self, url: str) -> tuple[str, ...]:
        """The sitemaps that the robots.txt of this URL's host names, in its order, each once."""
        parsed = self._rules(url).parsed
        return tuple(dict.fromkeys(parsed.sitemaps)) if parsed else ()

    def _rules(self, url: str) -> _Rules:
        place = origin_of(url)
        entry = self._entries.get(place)
        if entry is None:
            with self._lock:
                entry = self._entries.setdefault(place, _Entry())
        if entry.rules is None:
            with entry.lock:
                if entry.rules is None:
                    entry.rules = self._ask(f"{place}/robots.txt")
        return entry.rules

    def _ask(self, url: str) -> _Rules:
        try:
            answer = self._get(url)
        except FetchError as error:
            return _Rules(unsure=error.why or "no answer came", blocked=isinstance(error, Blocked))
        if 200 <= answer.status < 300:
            return _Rules(_parsed(answer.body[:MOST_BYTES], self._token))
        allowed = 400 <= answer.status < 500 and answer.status != 429
        return _Rules(unsure="" if allowed else f"the server answered {answer.status}")


def product_token(user_agent: str) -> str:
    """What groups of a robots.txt are matched with: "example-bot" of "example-bot/1.0 (+https://example.org/bot)".

    Of "Mozilla/5.0 (compatible; example-bot/1.0)" too. Raises UsageError where there is none.
    """
    found = _TOKEN.match(user_agent.strip())
    if found is None:
        raise UsageError(f"user agent {user_agent!r} begins with no name: write it as in example-bot/1.0 (+https://…)")
    return found[1]


def _parsed(body: bytes, token: str) -> Protego:
    """The rules, read with every group that is meant for other robots under one name.

    Protego keeps the rules of a group once for each of its names: thousands of names over thousands of rules fit
    into what is read, and would take all memory there is. And it takes a group for "ex" as one for "example-bot",
    where RFC 9309 wants the whole product token.
    """
    lines = body.decode("utf-8-sig", "replace").splitlines()
    return Protego.parse("\n".join(_narrowed(line, token) for line in lines))


def _narrowed(line: str, token: str) -> str:
    named = _GROUP.match(line)
    name = named[1].strip() if named else ""
    if not name:
        return line
    if not name.strip("*"):
        return "user-agent: *"
    ours = re.fullmatch(rf"{re.escape(token)}\*?(?:[^\w.-].*)?", name.lstrip("*"), re.IGNORECASE)
    return f"user-agent: {token}" if ours else _SOMEBODY_ELSE
