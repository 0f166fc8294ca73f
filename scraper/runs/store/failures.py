"""Find the pages that failed in the last runs, and the raw page of a URL."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, and_, select

from scraper.net.decompress import decompress_page
from scraper.runs.store.queries import URL_ID
from scraper.runs.store.rows import FailedPage, RawPage
from scraper.runs.store.schema import articles, fetches, pages, revisions, urls
from scraper.runs.types import Outcome

LOOKED_AT = 5_000
"""The newest requests, of all sites together, that are searched for failures."""
_UNREAD = frozenset([Outcome.REFUSED.value, Outcome.BLOCKED.value, Outcome.FAILED.value])
_HELD = "the rule matches nothing; the generic route finds a text, which is held back"
_FELL_BACK = "the rule matches nothing; the article is that of the generic route"

_failure = pages.alias()
_REQUESTS = (
    select(
        urls.c.url, urls.c.site, fetches.c.at, fetches.c.outcome, fetches.c.error, revisions.c.fields,
        _failure.c.id.label("failure"),
    )
    .join(urls, urls.c.id == fetches.c.url_id)
    .outerjoin(articles, articles.c.url_id == urls.c.id)
    .outerjoin(revisions, and_(revisions.c.article_id == articles.c.id, revisions.c.revision == articles.c.revision))
    .outerjoin(_failure, and_(_failure.c.url_id == urls.c.id, _failure.c.revision == 0))
    .where(urls.c.alias_of.is_(None))
    .order_by(fetches.c.id.desc())
    .limit(LOOKED_AT)
)  # fmt: skip
_RAW = (
    select(
        pages.c.id, pages.c.url, urls.c.source, urls.c.site, pages.c.fetched, pages.c.body, pages.c.content_type,
        urls.c.summary, pages.c.revision,
    )
    .join(urls, urls.c.id == pages.c.url_id)
    .where(pages.c.url_id == URL_ID)
    .order_by(pages.c.fetched.desc(), pages.c.id.desc())
    .limit(1)
)  # fmt: skip


def failing(connection: Connection, most: int) -> dict[str, list[FailedPage]]:
    """At most `most` pages of each site whose last request gave no article by the rule, the newest first."""
    found: dict[str, list[FailedPage]] = {}
    seen: set[str] = set()
    for row in connection.execute(_REQUESTS):
        if row.url in seen:
            continue
        seen.add(row.url)
        why = _why(row)
        known = found.setdefault(row.site, [])
        if why and len(known) < most:
            known.append(FailedPage(row.url, row.site, row.at, why))
    return {site: items for site, items in found.items() if items}


def _why(row: Any) -> str:
    """Why the page of this request is a failure; "" if it is none, or if it was mended by cleaning it again."""
    if row.outcome in _UNREAD:
        return str(row.error or row.outcome)
    if row.failure is not None and row.outcome != Outcome.GONE.value:
        return _HELD if row.fields else str(row.error or "no article was found")
    return _FELL_BACK if row.fields and json.loads(row.fields)["origin"].get("fell_back") else ""


def raw_page(connection: Connection, url: str) -> RawPage | None:
    """The newest raw page of this canonical URL, or of the URL of which it is an alias."""
    row = connection.execute(_RAW, {"url": url}).one_or_none()
    if row is None:
        return None
    body = decompress_page(row.body)
    return RawPage(
        row.id, row.url, row.source, row.site, row.fetched, body, row.content_type, row.summary, row.revision
    )
