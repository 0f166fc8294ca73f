"""One job: ask for the page as a guest would; clean what came, and say what became of it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import Event

from scraper.api import clean_html
from scraper.errors import (
    Blocked,
    CleanError,
    FetchError,
    LayoutChanged,
    NotHtml,
    PageError,
    RuleError,
    TooLarge,
    TooManyRedirects,
    UsageError,
)
from scraper.model import Article
from scraper.net.fetch import Fetcher
from scraper.net.response import Answer, must_be_html, retry_after
from scraper.rules import registry
from scraper.runs.canonical import canonical_link
from scraper.runs.packing import pack, unpack
from scraper.runs.polite.robots import Robots
from scraper.runs.polite.throttle import Pace
from scraper.runs.types import Fetched, Job, Outcome, Result
from scraper.urls import host_key

TRIES = 3
"""How often one page is asked for in one run, where what went wrong may pass."""
BACK_OFF = 2.0
"""Seconds before the second try; twice as many before the third, each give or take a half."""
PATIENCE = 120.0
"""A server that wants to be left alone for longer than this (in seconds) is left alone until the next run."""
_BLOCKED = frozenset([401, 402, 403, 407, 429, 451])
_GONE = frozenset([404, 410])
_PASSING = frozenset([408, 425, 429, 500, 502, 503, 504])
_LATER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: `accept` as HTTP says it, `look` and `most` as `Fetcher.get` takes them."""

    accept: str
    look: Callable[[Answer], None] | None = None
    most: int | None = None


PAGE = Wanted("text/html,application/xhtml+xml;q=0.9,*/*;q=0.1", must_be_html)


@dataclass(frozen=True, slots=True)
class Guest:
    """What every request of a run shares. `now` gives aware UTC times, `deadline` the run's end on `pace`'s clock."""

    fetcher: Fetcher
    robots: Robots
    pace: Pace
    now: Callable[[], datetime]
    deadline: float
    stop: Event
    left: set[str] = field(default_factory=set)

    def welcome(self, url: str) -> bool:
        """Wait until `url` may be asked for. False where the run ends first, or the host wants to be left alone."""
        host = host_key(url)
        if self.stop.is_set() or host in self.left:
            return False
        delay = self.robots.delay(url)
        if delay is not None:
            self.pace.tell(host, delay)
        return self.pace.wait(host, self.deadline)

    def ask(self, url: str, wanted: Wanted, etag: str = "", last_modified: str = "") -> Answer:
        """One request, and one for each redirect, with robots.txt asked and the delay kept where it leads.

        Raises as `Fetcher.get` does, and FetchError where the run ends before a redirect could be followed.
        """
        hops = [url]

        def follow(hop: str) -> None:
            self.pace.answered(host_key(hops[-1]))
            hops.append(hop)
            if why := self.robots.why_not(hop):
                raise Blocked(hop, why)
            if not self.welcome(hop):
                raise FetchError(hop, "a redirect leads here, and this host cannot be asked any more in this run")

        try:
            return self.fetcher.get(
                url, etag=etag, last_modified=last_modified, accept=wanted.accept, check=follow, look=wanted.look,
                most=wanted.most,
            )  # fmt: skip
        finally:
            self.pace.answered(host_key(hops[-1]))

    def leave(self, url: str, until: datetime) -> bool:
        """Leave the host of `url` alone until then; whether that is soon enough to wait for."""
        host = host_key(url)
        seconds = (until - self.now()).total_seconds()
        if seconds > PATIENCE:
            self.left.add(host)
            return False
        self.pace.hold(host, seconds)
        return True


def page(job: Job, guest: Guest) -> Fetched | None:
    """Ask for one page, packed for the time it waits. None where the run ended before it could be: it stays to do."""
    fetched = asked_for(job, guest, PAGE)
    if fetched is None or fetched.body is None:
        return fetched
    return replace(fetched, body=None, packed=pack(fetched.body))


def asked_for(job: Job, guest: Guest, wanted: Wanted) -> Fetched | None:
    """What came of asking for a job's URL, again where what went wrong may pass; ARTICLE for anything that came.

    None where the run ended before it could be asked for.
    """
    try:
        allowed = guest.robots.may_fetch(job.url)
    except UsageError as error:
        return Fetched(job, Outcome.REFUSED, job.url, why=str(error))
    if not allowed:
        return _forbidden(job, guest)
    fetched = None
    for number in range(1, TRIES + 1):
        if not guest.welcome(job.url):
            return fetched
        fetched = _fetch(job, guest, wanted, number)
        if fetched.again is None or fetched.outcome not in (Outcome.FAILED, Outcome.BLOCKED):
            break
        if not guest.leave(job.url, fetched.again):
            break
    return fetched


def _forbidden(job: Job, guest: Guest) -> Fetched:
    if guest.robots.unsure(job.url):
        outcome = Outcome.BLOCKED if guest.robots.blocked(job.url) else Outcome.FAILED
        return Fetched(job, outcome, job.url, why=guest.robots.why_not(job.url), again=guest.now() + _LATER)
    return Fetched(job, Outcome.FORBIDDEN, job.url, why="robots.txt forbids it")


def _fetch(job: Job, guest: Guest, wanted: Wanted, number: int) -> Fetched:
    try:
        answer = guest.ask(job.url, wanted, job.etag, job.last_modified)
    except Blocked as error:
        return Fetched(job, Outcome.BLOCKED, job.url, why=error.why)
    except (TooLarge, TooManyRedirects, NotHtml) as error:
        return Fetched(job, Outcome.REFUSED, job.url, why=error.why)
    except FetchError as error:
        return Fetched(job, Outcome.FAILED, job.url, why=error.why, again=_back_off(job, guest, number))
    return _told(job, answer, guest, number)


def _told(job: Job, answer: Answer, guest: Guest, number: int) -> Fetched:
    """What an answer means for its job."""
    headers, status = answer.headers, answer.status
    fetched = Fetched(
        job, Outcome.ARTICLE, answer.url, status, None, headers.get("content-type", ""), headers.get("etag", ""),
        headers.get("last-modified", ""), answer.seconds,
    )  # fmt: skip
    if status == 200:
        return replace(fetched, body=answer.body)
    if status == 304:
        return replace(fetched, outcome=Outcome.UNCHANGED)
    why = f"the server answered {status}"
    again = (retry_after(answer, guest.now()) or _back_off(job, guest, number)) if status in _PASSING else None
    if status in _BLOCKED:
        return replace(fetched, outcome=Outcome.BLOCKED, why=why, again=again)
    if status in _GONE:
        return replace(fetched, outcome=Outcome.GONE, why=why)
    outcome = Outcome.FAILED if status >= 500 or again else Outcome.REFUSED
    return replace(fetched, outcome=outcome, why=why, again=again)


def _back_off(job: Job, guest: Guest, number: int) -> datetime:
    seconds = BACK_OFF * 2.0 ** min(job.tries + number - 1, 10) * random.uniform(0.5, 1.5)
    return guest.now() + timedelta(seconds=seconds)


def cleaned(fetched: Fetched) -> Result:
    """What became of a job: where a page came, the article in it, or why there is none. Raises as `read` does."""
    if fetched.packed is None:
        return Result(fetched)
    body = unpack(fetched.packed)
    fetched = replace(fetched, body=body)
    own = canonical_link(body, fetched.url)
    came = read(body, fetched.content_type, fetched.url, fetched.job.summary)
    if came.article is None:
        fetched = replace(fetched, outcome=came.outcome, why=came.why)
    return Result(fetched, came.article, came.fell_back, own)


@dataclass(frozen=True, slots=True)
class Read:
    """The article of a page; without one, why there is none."""

    article: Article | None = None
    fell_back: bool = False
    outcome: Outcome = Outcome.ARTICLE
    why: str = ""


def read(body: bytes, content_type: str, url: str, summary: str = "") -> Read:
    """The article of a page, whatever the page is.

    Raises RuleError where the rule of its site is broken, ImportError where a library is missing or broken: neither
    is the page's fault.
    """
    try:
        return Read(*clean(body, content_type, url, summary))
    except (RuleError, ImportError):
        raise
    except CleanError as error:
        return Read(outcome=Outcome.EMPTY, why=error.why)
    except PageError as error:
        return Read(outcome=Outcome.REFUSED, why=error.why)
    except Exception as error:  # one page must not end a run: it is kept, named, and cleaned again when that is mended
        return Read(outcome=Outcome.EMPTY, why=f"the cleaner failed with {type(error).__name__}: {error}")


def clean(body: bytes, content_type: str, url: str, summary: str = "") -> tuple[Article, bool]:
    """The article of a page, and whether the generic route had to stand in for the site's rule.

    Raises RuleError, CleanError, NotHtml or TooLarge.
    """
    try:
        article = clean_html(body, url, content_type=content_type, summary=summary or None)
    except LayoutChanged:
        named = registry.find_rule(url)
        generic = replace(named, rule=replace(named.rule, generic_body=True)) if named is not None else None
        article = clean_html(body, url, content_type=content_type, rule=generic, summary=summary or None)
    return article, article.origin.fell_back
