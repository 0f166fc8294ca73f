"""Poll a source: fetch its feeds, sitemaps and section pages politely, and list their URLs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from hashlib import blake2b

from scraper.runs.config import Source
from scraper.runs.fetch_page import PAGE, fetch_with_retries
from scraper.runs.logs import RunLog
from scraper.runs.monitoring.evidence import count
from scraper.runs.monitoring.listings import Document, DocumentState, Poll, is_due_in_full, is_front
from scraper.runs.polite.client import LONG_DELAY, PoliteClient, RequestKind
from scraper.runs.polite.directives import NOFOLLOW
from scraper.runs.sources.listing import SourceBody, list_urls
from scraper.runs.sources.sitemaps import MOST_UNPACKED, is_index
from scraper.runs.store import Store
from scraper.runs.types import Discovered, FetchJob, FetchResult, Outcome

_REQUESTS = {
    "feed": RequestKind(
        "application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.5"
    ),
    "sitemap": RequestKind("application/xml,text/xml,text/plain;q=0.5,*/*;q=0.1", most=MOST_UNPACKED),
    "page": RequestKind(PAGE.accept),
}
"""The request for a feed, a sitemap or a section page."""


@dataclass(slots=True)
class SourceListing:
    """The URLs that one source lists now.

    `fetched` counts requests for feeds, sitemaps and section pages, `failed` maps the URLs of those that failed to an
    error in one line. `validators` maps URL → (ETag, Last-Modified) and is saved after `found`. `polls` maps the URL of
    each to what it gave, `delays` to a long delay in seconds that robots.txt asks for. `left_out` counts links that are
    not followed by the reason. `documents` are the states of its documents before.
    """

    source: Source
    found: list[Discovered] = field(default_factory=list)
    validators: dict[str, tuple[str, str]] = field(default_factory=dict)
    fetched: int = 0
    failed: dict[str, str] = field(default_factory=dict)
    polls: dict[str, Poll] = field(default_factory=dict)
    delays: dict[str, float] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)
    documents: dict[str, Document] = field(default_factory=dict)


def poll(source: Source, client: PoliteClient, store: Store, log: RunLog) -> SourceListing:
    """Poll everything that a source names; failures are logged and do not stop the rest."""
    listing = SourceListing(source, documents=store.documents(source.name))
    answered: dict[str, str] = {}
    hashes: dict[str, str] = {}

    def fetch(url: str, kind: str) -> SourceBody | None:
        fetched = _fetch(listing, client, store, log, url, kind)
        if fetched is None or fetched.body is None:
            return None
        answered[url] = fetched.url
        hashes[url] = blake2b(fetched.body, digest_size=16).hexdigest()
        wishes = fetched.directives | client.directives.of_page(fetched.body) if kind == "page" else ()
        return SourceBody(fetched.body, fetched.url, NOFOLLOW in wishes)

    def report(url: str, listed: int, error: str) -> None:
        state = DocumentState.UNREADABLE if error else DocumentState.READ if listed else DocumentState.EMPTY
        listing.polls[url] = Poll(state, listed, answered.get(url, url), error, hashes.get(url, ""))
        went_home = is_front(listing.polls[url].answered) and not is_front(url)
        if state is not DocumentState.READ or went_home:  # else it would look unchanged the next time
            listing.validators.pop(url, None)

    def left_out(why: str, number: int) -> None:
        listing.left_out[why] += number

    obedience = client.directives.of_source(source.name)
    listing.found = list_urls(source, fetch, log, report, left_out, obedience)
    return listing


def _fetch(
    listing: SourceListing, client: PoliteClient, store: Store, log: RunLog, url: str, kind: str
) -> FetchResult | None:
    """The response for a document if it has a body; else note why it has none."""
    name = listing.source.name
    validators = () if is_due_in_full(listing.documents.get(url)) else store.validators(url)
    fetched = fetch_with_retries(FetchJob(0, url, name, *validators), client, _REQUESTS[kind])
    delay = long_delay(client, url, fetched)
    if delay:
        listing.delays[url] = delay
    if fetched is None:
        if url in listing.delays:
            why = f"robots.txt asks for {count(round(delay), 'second')} between two requests; the run ends before"
            listing.polls[url] = Poll(DocumentState.FAILED, error=why)
            log.event("unreachable", level="warning", source=name, url=url, why=why)
        return None
    listing.fetched += 1
    if fetched.body is not None:
        if kind != "sitemap" or not is_index(fetched.body):
            # an unchanged index may list sitemaps that have changed
            listing.validators[url] = fetched.etag, fetched.last_modified
        return fetched
    if fetched.outcome is Outcome.UNCHANGED:
        listing.polls[url] = Poll(DocumentState.UNCHANGED)
    else:
        listing.polls[url] = Poll(DocumentState.FAILED, error=fetched.why)
        listing.failed[url] = fetched.why
        log.event("unreachable", level="warning", source=name, url=url, why=fetched.why)
    return None


def long_delay(client: PoliteClient, url: str, fetched: FetchResult | None) -> float:
    """The seconds between two requests that robots.txt asks for, after it was obeyed for `url`; 0 if they are few."""
    if client.is_over or (fetched is not None and fetched.status is None):
        return 0.0
    delay = client.robots.delay(url) or 0.0
    return delay if delay >= LONG_DELAY else 0.0
