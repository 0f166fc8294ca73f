"""Poll a source: fetch its feeds, sitemaps and section pages politely, and list their URLs."""

from __future__ import annotations

from dataclasses import dataclass, field

from scraper.runs.config import Source
from scraper.runs.fetch_page import PAGE, fetch_with_retries
from scraper.runs.logs import RunLog
from scraper.runs.polite.client import PoliteClient, RequestKind
from scraper.runs.sources.listing import list_urls
from scraper.runs.sources.sitemaps import MOST_UNPACKED, is_index
from scraper.runs.store import Store
from scraper.runs.types import Discovered, FetchJob, Outcome

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
    error in one line. `validators` maps URL → (ETag, Last-Modified) and is saved after `found`.
    """

    source: Source
    found: list[Discovered] = field(default_factory=list)
    validators: dict[str, tuple[str, str]] = field(default_factory=dict)
    fetched: int = 0
    failed: dict[str, str] = field(default_factory=dict)


def poll(source: Source, client: PoliteClient, store: Store, log: RunLog) -> SourceListing:
    """Poll everything that a source names; failures are logged and do not stop the rest."""
    listing = SourceListing(source)

    def fetch(url: str, kind: str) -> bytes | None:
        return _fetch(listing, client, store, log, url, kind)

    listing.found = list_urls(source, fetch, log)
    return listing


def _fetch(
    listing: SourceListing, client: PoliteClient, store: Store, log: RunLog, url: str, kind: str
) -> bytes | None:
    name = listing.source.name
    fetched = fetch_with_retries(FetchJob(0, url, name, *store.validators(url)), client, _REQUESTS[kind])
    if fetched is None:
        return None
    listing.fetched += 1
    if fetched.body is not None:
        if kind != "sitemap" or not is_index(fetched.body):
            # an unchanged index may list sitemaps that have changed
            listing.validators[url] = fetched.etag, fetched.last_modified
        return fetched.body
    if fetched.outcome is not Outcome.UNCHANGED:
        listing.failed[url] = fetched.why
        log.event("unreachable", level="warning", source=name, url=url, why=fetched.why)
    return None
