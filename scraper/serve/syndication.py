"""RSS 2.0 and Atom feeds of the cleaned articles, of all sites and of each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from scraper.cleaning.metadata.dates import utc_moment
from scraper.output.semantic_html import html_blocks
from scraper.runs.store import Stored
from scraper.serve.conditional import is_not_modified, validators_for
from scraper.serve.json_api import rfc3339
from scraper.serve.known_sites import known_site

MOST_IN_FEED = 50
"""Articles of a feed."""
_ALL = "all"
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_KINDS = {"rss": "application/rss+xml", "atom": "application/atom+xml"}
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class _Feed:
    """What a feed says: its title, its articles, a sentence about its site, and when any of it changed last."""

    title: str
    newest: list[Stored]
    description: str
    changed: datetime


async def answer_feed(request: Request) -> Response:
    """The feed that the address names: `all.atom`, or the name of a site before `.rss` or `.atom`."""
    name, _, kind = request.path_params["name"].rpartition(".")
    if kind not in _KINDS or not name:
        raise HTTPException(404, "there is no such feed: they are all.rss, all.atom, SITE.rss and SITE.atom")
    made, changed = await run_in_threadpool(_made, request, name, kind)
    headers = validators_for(made, changed) | {"Cache-Control": "private, no-cache"}
    if is_not_modified(request.headers, headers):
        return Response(status_code=304, headers=headers)
    return Response(made, media_type=_KINDS[kind], headers=headers)


def _made(request: Request, name: str, kind: str) -> tuple[bytes, datetime]:
    feed = _feed(request, None if name == _ALL else name)
    address = str(request.url.replace(query=""))
    made = _rss(feed, address) if kind == "rss" else _atom(feed, address)
    return made.encode(), feed.changed


def _feed(request: Request, site: str | None) -> _Feed:
    store = request.app.state.store.get()
    newest = store.archive.newest(site, MOST_IN_FEED, duplicates=False)
    changed = max((stored.cleaned for stored in newest), default=_NEVER)
    if site is None:
        return _Feed("All sites", newest, "Cleaned articles", changed)
    known = known_site(store, site)
    if known is None:
        raise HTTPException(404, f"there is no site {site} in this store")
    if known.finding is None:
        return _Feed(site, newest, "Cleaned articles", changed)
    verdict = known.finding.verdict
    begun = store.verdict_since(site, verdict) or changed
    return _Feed(site, newest, f"Cleaned articles. The verdict on this site is {verdict.value}.", max(changed, begun))


def _rss(feed: _Feed, address: str) -> str:
    items = "".join(
        f"<item><title>{_text(_title(stored))}</title><link>{_text(stored.url)}</link>"
        f'<guid isPermaLink="false">{_id(stored)}</guid><pubDate>{format_datetime(_published(stored))}</pubDate>'
        f"{''.join(f'<dc:creator>{_text(name)}</dc:creator>' for name in stored.article.authors)}"
        f"<content:encoded>{_text(_body(stored))}</content:encoded></item>\n"
        for stored in feed.newest
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">\n'
        f"<channel><title>{_text(feed.title)}</title><link>{_text(address)}</link>"
        f"<description>{_text(feed.description)}</description>"
        f'<atom:link rel="self" type="{_KINDS["rss"]}" href="{_text(address)}"/>\n{items}</channel></rss>\n'
    )


def _atom(feed: _Feed, address: str) -> str:
    entries = "".join(
        f"<entry><id>{_id(stored)}</id><title>{_text(_title(stored))}</title>"
        f'<link rel="alternate" href="{_text(stored.url)}"/><published>{rfc3339(_published(stored))}</published>'
        f"<updated>{rfc3339(stored.cleaned)}</updated>"
        f"{''.join(f'<author><name>{_text(name)}</name></author>' for name in _authors(stored))}"
        f'<content type="html">{_text(_body(stored))}</content></entry>\n'
        for stored in feed.newest
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<id>{_text(address)}</id><title>{_text(feed.title)}</title><subtitle>{_text(feed.description)}</subtitle>"
        f"<updated>{rfc3339(feed.changed)}</updated>"
        f'<link rel="self" type="{_KINDS["atom"]}" href="{_text(address)}"/>\n{entries}</feed>\n'
    )


def _text(text: str) -> str:
    """`text` as XML can hold it."""
    return escape(_NOT_XML.sub("\ufffd", text))


def _title(stored: Stored) -> str:
    return stored.article.title or stored.url


def _authors(stored: Stored) -> tuple[str, ...]:
    """The authors; Atom wants one, so it is the site where the page names none."""
    return stored.article.authors or (stored.site,)


def _id(stored: Stored) -> str:
    return _text(f"urn:bodycopy:{stored.site}:{stored.id}")


def _published(stored: Stored) -> datetime:
    """When an article was published or, if its page does not say, fetched."""
    return utc_moment(stored.article.published or "") or stored.fetched


def _body(stored: Stored) -> str:
    dek = f"<p><em>{escape(stored.article.subtitle)}</em></p>" if stored.article.subtitle else ""
    return dek + html_blocks(stored.article.blocks)
