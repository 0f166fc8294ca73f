"""Asking a source for what it offers: feeds, sitemaps and section pages, fetched as politely as articles are."""

from __future__ import annotations

from dataclasses import dataclass, field

from scraper.runs.config import Source
from scraper.runs.logs import Talk
from scraper.runs.sources.listing import discover
from scraper.runs.sources.sitemap_bytes import MOST_UNPACKED
from scraper.runs.sources.sitemaps import is_index
from scraper.runs.store import Store
from scraper.runs.types import Found, Job, Outcome
from scraper.runs.work import PAGE, Guest, Wanted, asked_for

_WANTED = {
    "feed": Wanted("application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.5"),
    "sitemap": Wanted("application/xml,text/xml,text/plain;q=0.5,*/*;q=0.1", most=MOST_UNPACKED),
    "page": Wanted(PAGE.accept),
}
"""By the kind of what is read."""


@dataclass(slots=True)
class Scouted:
    """What one source offers now. `validators` are those of what was read, to be remembered once `found` is kept.

    `asked` counts the feeds, sitemaps and section pages that were asked for; `failed` says of each that gave no answer
    why: URL → one line.
    """

    source: Source
    found: list[Found] = field(default_factory=list)
    validators: dict[str, tuple[str, str]] = field(default_factory=dict)
    asked: int = 0
    failed: dict[str, str] = field(default_factory=dict)


def scout(source: Source, guest: Guest, store: Store, talk: Talk) -> Scouted:
    """Look at all that a source names; what fails is logged and stands in nobody's way."""
    scouted = Scouted(source)

    def ask(url: str, kind: str) -> bytes | None:
        return _ask(scouted, guest, store, talk, url, kind)

    scouted.found = discover(source, ask, talk)
    return scouted


def _ask(scouted: Scouted, guest: Guest, store: Store, talk: Talk, url: str, kind: str) -> bytes | None:
    name = scouted.source.name
    fetched = asked_for(Job(0, url, name, *store.validators(url)), guest, _WANTED[kind])
    if fetched is None:
        return None
    scouted.asked += 1
    if fetched.body is not None:
        if kind != "sitemap" or not is_index(fetched.body):
            # an index that did not change may lead to sitemaps that did
            scouted.validators[url] = fetched.etag, fetched.last_modified
        return fetched.body
    if fetched.outcome is not Outcome.UNCHANGED:
        scouted.failed[url] = fetched.why
        talk.event("unreachable", level="warning", source=name, url=url, why=fetched.why)
    return None
