"""Asking a source for what it offers: feeds, sitemaps and section pages, fetched as politely as articles are."""

from __future__ import annotations

from dataclasses import dataclass, field

from scraper.answers import retry_after
from scraper.errors import FetchError
from scraper.runs.config import Source
from scraper.runs.discover import discover
from scraper.runs.logs import Talk
from scraper.runs.sitemaps import is_index
from scraper.runs.store import Store
from scraper.runs.values import Found
from scraper.runs.work import Guest

_ACCEPT = {
    "feed": "application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.5",
    "sitemap": "application/xml,text/xml,text/plain;q=0.5,*/*;q=0.1",
}
_PAGE = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1"


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
    why = guest.robots.why_not(url)
    if not why and not guest.welcome(url):
        return None
    scouted.asked += 1
    try:
        answer = guest.ask(url, _ACCEPT.get(kind, _PAGE), *store.validators(url)) if not why else None
    except FetchError as error:
        answer, why = None, error.why
    if answer is not None and answer.status == 200:
        if kind != "sitemap" or not is_index(answer.body):
            # an index that did not change may lead to sitemaps that did
            scouted.validators[url] = answer.headers.get("etag", ""), answer.headers.get("last-modified", "")
        return answer.body
    if answer is not None and answer.status != 304:
        why = f"the server answered {answer.status}"
        until = retry_after(answer, guest.now())
        if until is not None:
            guest.leave(url, until)
    if why:
        scouted.failed[url] = why
        talk.event("unreachable", level="warning", source=scouted.source.name, url=url, why=why)
    return None
