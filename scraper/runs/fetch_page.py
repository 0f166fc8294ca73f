"""Fetch one URL politely, and report the outcome."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from scraper.errors import Blocked, FetchError, NotHtml, StoreError, TooLarge, TooManyRedirects, UsageError
from scraper.net.decompress import compress_page
from scraper.net.response import PAGE_STATUSES, Response, must_be_html, retry_after
from scraper.runs.polite.client import PoliteClient, RequestKind
from scraper.runs.polite.directives import TDM, Obedience
from scraper.runs.polite.throttle import Stopped
from scraper.runs.types import FetchJob, FetchResult, Outcome

PAGE = RequestKind("text/html,application/xhtml+xml;q=0.9,*/*;q=0.1", must_be_html)
TRIES = 3
"""The most requests for one page in one run, after errors that may be temporary."""
BACK_OFF = 2.0
"""Seconds before the second try, ±50 %; doubled before each further one."""
_BLOCKED = frozenset([401, 402, 403, 407, 429, 451])
_GONE = frozenset([404, 410])
_TEMPORARY = frozenset([408, 425, 429, 500, 502, 503, 504])
_FRONT = re.compile(r"(?:/(?:[a-z]{2}(?:[_-][a-z]{2})?|home|index\.\w{2,5}))*", re.IGNORECASE)
_REFUSING = frozenset([403, 429, 503])
_LATER = timedelta(hours=1)


def fetch_page(job: FetchJob, client: PoliteClient) -> FetchResult | None:
    """Fetch one page and compress it, unless its publisher declines. None if the run ends first: the URL stays due."""
    found = _reserved(job, client)
    declined = client.directives.noted(FetchResult(job, Outcome.ARTICLE, job.url), found)
    if declined.outcome is Outcome.DECLINED:
        return declined
    fetched = fetch_with_retries(job, client, PAGE)
    if fetched is None or fetched.outcome not in (Outcome.ARTICLE, Outcome.UNCHANGED):
        return fetched
    if fetched.body is not None and (why := _led_away(job.url, fetched.url)):
        return replace(fetched, outcome=Outcome.GONE, body=None, why=why)
    fetched = client.directives.noted(fetched, found)
    if fetched.body is None:
        return fetched
    return replace(fetched, body=None, packed=compress_page(fetched.body))


def _reserved(job: FetchJob, client: PoliteClient) -> frozenset[str]:
    """The reservation for the complete host of a page; its robots.txt was read before."""
    if client.reservations is None or client.directives.of_source(job.source) is Obedience.IGNORE:
        return frozenset()
    try:
        return frozenset([TDM] if client.reservations.covers(job.url) else ())
    except UsageError:  # an address without a host, which fetching it reports
        return frozenset()


def _led_away(asked: str, answered: str) -> str:
    """Why a page is not the one asked for: deleted stories redirect to the front page or their section. "" if it is."""
    path, other = (urlsplit(url).path.rstrip("/") for url in (asked, answered))
    was_page = bool(path) or bool(urlsplit(asked).query)
    if asked == answered or (path and path == other) or not was_page or urlsplit(answered).query:
        return ""
    if _FRONT.fullmatch(other):
        return "it redirects to the front page, as deleted stories do"
    if path.startswith(f"{other}/") and not path.removeprefix(f"{other}/").startswith(("amp", "print")):
        return "it redirects to a section above it, as deleted stories do"
    return ""


def fetch_with_retries(job: FetchJob, client: PoliteClient, kind: RequestKind) -> FetchResult | None:
    """Fetch the URL of a job, up to TRIES times if errors may be temporary. The outcome of any page is ARTICLE.

    Whatever the server sends, and whatever goes wrong with it, is an outcome. None if the run ends before the first
    request.
    """
    try:
        return _try(job, client, kind)
    except (Stopped, StoreError, ImportError):  # nothing that this URL could cause
        raise
    except UsageError as error:
        return FetchResult(job, Outcome.REFUSED, job.url, why=str(error))
    except Exception as error:  # one URL must not end a run
        why = f"the request failed with {type(error).__name__}: {error}"
        return FetchResult(job, Outcome.FAILED, job.url, why=why, again=client.now() + _LATER)


def _try(job: FetchJob, client: PoliteClient, kind: RequestKind) -> FetchResult | None:
    if client.is_over:
        return None
    if not client.robots.may_fetch(job.url):
        return _forbidden(job, client)
    fetched = None
    for number in range(1, TRIES + 1):
        if not client.acquire(job.url):
            return fetched
        fetched = _fetch(job, client, kind, number)
        client.count(job.url, fetched.status in _REFUSING)
        if fetched.again is None or fetched.outcome not in (Outcome.FAILED, Outcome.BLOCKED):
            break
        if not client.back_off(job.url, fetched.again):
            break
    return fetched


def _forbidden(job: FetchJob, client: PoliteClient) -> FetchResult:
    if client.robots.unsure(job.url):
        outcome = Outcome.BLOCKED if client.robots.blocked(job.url) else Outcome.FAILED
        return FetchResult(job, outcome, job.url, why=client.robots.why_not(job.url), again=client.now() + _LATER)
    return FetchResult(job, Outcome.FORBIDDEN, job.url, why="robots.txt forbids it")


def _fetch(job: FetchJob, client: PoliteClient, kind: RequestKind, number: int) -> FetchResult:
    try:
        response = client.get(job.url, kind, job.etag, job.last_modified)
    except Blocked as error:
        return FetchResult(job, Outcome.BLOCKED, job.url, why=error.why)
    except (TooLarge, TooManyRedirects, NotHtml) as error:
        return FetchResult(job, Outcome.REFUSED, job.url, why=error.why)
    except FetchError as error:
        return FetchResult(job, Outcome.FAILED, job.url, why=error.why, again=_back_off(job, client, number))
    return _outcome_of(job, response, client, number)


def _outcome_of(job: FetchJob, response: Response, client: PoliteClient, number: int) -> FetchResult:
    """The result of a job, by the status of its response."""
    headers, status = response.headers, response.status
    fetched = FetchResult(
        job, Outcome.ARTICLE, response.url, status, None, headers.get("content-type", ""), headers.get("etag", ""),
        headers.get("last-modified", ""), response.seconds, directives=client.directives.of_headers(headers),
    )  # fmt: skip
    if status in PAGE_STATUSES:
        return replace(fetched, body=response.body)
    if status == 304:
        return replace(fetched, outcome=Outcome.UNCHANGED)
    why = f"the server answered {status}"
    again = (retry_after(response, client.now()) or _back_off(job, client, number)) if status in _TEMPORARY else None
    if status in _BLOCKED:
        return replace(fetched, outcome=Outcome.BLOCKED, why=why, again=again)
    if status in _GONE:
        return replace(fetched, outcome=Outcome.GONE, why=why)
    outcome = Outcome.FAILED if status >= 500 or again else Outcome.REFUSED
    return replace(fetched, outcome=outcome, why=why, again=again)


def _back_off(job: FetchJob, client: PoliteClient, number: int) -> datetime:
    seconds = BACK_OFF * 2.0 ** min(job.tries + number - 1, 10) * random.uniform(0.5, 1.5)
    return client.now() + timedelta(seconds=seconds)
