"""RSS 2.0 and Atom feeds of the cleaned articles, of all sites and of each."""

from __future__ import annotations

import re
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
from scraper.serve.json_api import archive_of, rfc3339

MOST_IN_FEED = 50
"""Articles of a feed."""
_ALL = "all"
_KINDS = {"rss": "application/rss+xml", "atom": "application/atom+xml"}
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


async def answer_feed(request: Request) -> Response:
    """The feed that the address names: `all.atom`, or the name of a site before `.rss` or `.atom`."""
    name, _, kind = request.path_params["name"].rpartition(".")
    if kind not in _KINDS or not name:
        raise HTTPException(404, "there is no such feed: they are all.rss, all.atom, SITE.rss and SITE.atom")
    site = None if name == _ALL else name
    newest = await run_in_threadpool(archive_of(request).newest, site, MOST_IN_FEED, duplicates=False)
    if not newest and site is not None:
        raise HTTPException(404, f"there is no article of {name}")
    address = str(request.url.replace(query=""))
    made = _rss(newest, site, address) if kind == "rss" else _atom(newest, site, address)
    return Response(made, media_type=_KINDS[kind])


def _rss(newest: list[Stored], site: str | None, address: str) -> str:
    items = "".join(
        f"<item><title>{_text(_title(stored))}</title><link>{_text(stored.url)}</link>"
        f'<guid isPermaLink="false">{_id(stored)}</guid><pubDate>{format_datetime(_published(stored))}</pubDate>'
        f"{''.join(f'<dc:creator>{_text(name)}</dc:creator>' for name in stored.article.authors)}"
        f"<content:encoded>{_text(_body(stored))}</content:encoded></item>\n"
        for stored in newest
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">\n'
        f"<channel><title>{_text(site or 'All sites')}</title><link>{_text(address)}</link>"
        f"<description>Cleaned articles</description>"
        f'<atom:link rel="self" type="{_KINDS["rss"]}" href="{_text(address)}"/>\n{items}</channel></rss>\n'
    )


def _atom(newest: list[Stored], site: str | None, address: str) -> str:
    updated = rfc3339(max((stored.cleaned for stored in newest), default=datetime.now(UTC)))
    entries = "".join(
        f"<entry><id>{_id(stored)}</id><title>{_text(_title(stored))}</title>"
        f'<link rel="alternate" href="{_text(stored.url)}"/><published>{rfc3339(_published(stored))}</published>'
        f"<updated>{rfc3339(stored.cleaned)}</updated>"
        f"{''.join(f'<author><name>{_text(name)}</name></author>' for name in _authors(stored))}"
        f'<content type="html">{_text(_body(stored))}</content></entry>\n'
        for stored in newest
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<id>{_text(address)}</id><title>{_text(site or 'All sites')}</title><updated>{updated}</updated>"
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
