"""Raw pages: read for recleaning, given the article that a mended rule finds in them, dropped when their time is up."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, func, select, tuple_, update

from scraper.model import Article
from scraper.net.decompress import decompress_page
from scraper.runs.store import aliases
from scraper.runs.store.aliases import BodyHashes
from scraper.runs.store.revisions import RevisionContext, mend, save_revision
from scraper.runs.store.rows import KeptPage, Saved, digest
from scraper.runs.store.schema import articles, fetches, pages, urls

PAGES_A_BATCH = 20
"""Pages read at once: some megabytes."""

_PAGES: Select[Any] = (
    select(
        pages.c.id, pages.c.url, urls.c.source, urls.c.site, pages.c.fetched, pages.c.body, pages.c.content_type,
        urls.c.summary, pages.c.revision,
    )
    .join(urls, urls.c.id == pages.c.url_id)
    .outerjoin(articles, articles.c.url_id == urls.c.id)
    .where(urls.c.alias_of.is_(None), pages.c.revision.in_([0, func.coalesce(articles.c.revision, 0)]))
    .order_by(pages.c.fetched, pages.c.id)
)  # fmt: skip
_PAGE = select(pages.c.url_id, pages.c.revision, pages.c.fetched).where(pages.c.id == bindparam("page"))
_TAKE_PLACE = delete(pages).where(pages.c.url_id == bindparam("page_of"), pages.c.revision == bindparam("of"))
_MOVE = update(pages).where(pages.c.id == bindparam("page"))


def batch(
    connection: Connection, after: tuple[datetime, int] | None, since: datetime | None, site: str | None
) -> list[KeptPage]:
    """The next pages in the order in which they came: those of current articles, and those in which none was found."""
    query = _PAGES.limit(PAGES_A_BATCH)
    if after is not None:
        query = query.where(tuple_(pages.c.fetched, pages.c.id) > after)
    if since is not None:
        query = query.where(pages.c.fetched >= since)
    if site is not None:
        query = query.where(urls.c.site == site)
    return [_page(*row) for row in connection.execute(query)]


def _page(
    id_: int, url: str, source: str, site: str, fetched: datetime, body: bytes, content_type: str, summary: str, of: int
) -> KeptPage:
    return KeptPage(id_, url, source, site, fetched, decompress_page(body), content_type, summary, of)


def save_recleaned(connection: Connection, page_id: int, article: Article | None, now: datetime) -> Saved:
    """Take `article` as what is in that page. Without one, or where a later page took its place, nothing changes."""
    page = connection.execute(_PAGE, {"page": page_id}).one_or_none()
    row = aliases.kept(connection, page.url_id) if page is not None else None
    if page is None or row is None or row.alias_of is not None:
        return Saved("none")
    if article is None or page.revision not in (0, row.revision):
        return Saved("none", row.article_id, row.revision or 0)
    if row.body_hash == digest(article.text):
        mend(connection, row, article, now)
        saved = Saved("same", row.article_id, row.revision or 0)
    else:
        context = RevisionContext(row.url, row.site, page.fetched, now, None)
        saved = save_revision(connection, row, article, BodyHashes.of(article.text), context)
    if page.revision != saved.revision:
        connection.execute(_TAKE_PLACE, {"page_of": page.url_id, "of": saved.revision})
        connection.execute(_MOVE, {"page": page_id, "revision": saved.revision})
    return saved


def purge(connection: Connection, before: datetime) -> int:
    """Drop the raw pages that came, or were last seen, before then, and what was noted of requests; how many pages."""
    newer = select(fetches.c.id).where(fetches.c.at >= before).order_by(fetches.c.id).limit(1)
    connection.execute(delete(fetches).where(fetches.c.id < newer.scalar_subquery()))
    return connection.execute(delete(pages).where(pages.c.fetched < before)).rowcount
