"""Raw pages: read them for recleaning, save the recleaned article, purge old ones."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, func, select, tuple_, update

from scraper.model import Article
from scraper.net.decompress import decompress_page
from scraper.runs.store import aliases
from scraper.runs.store.aliases import BodyHashes
from scraper.runs.store.revisions import RevisionContext, save_revision, update_revision
from scraper.runs.store.rows import RawPage, Saved, digest
from scraper.runs.store.schema import articles, fetches, pages, urls

PAGES_A_BATCH = 20
"""Pages per query: a few megabytes."""

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
_DELETE_PAGE = delete(pages).where(pages.c.url_id == bindparam("page_of"), pages.c.revision == bindparam("of"))
_SET_REVISION = update(pages).where(pages.c.id == bindparam("page"))


def batch(
    connection: Connection, after: tuple[datetime, int] | None, since: datetime | None, site: str | None
) -> list[RawPage]:
    """The next pages, oldest first: those of current articles and those without an article."""
    query = _PAGES.limit(PAGES_A_BATCH)
    if after is not None:
        query = query.where(tuple_(pages.c.fetched, pages.c.id) > after)
    if since is not None:
        query = query.where(pages.c.fetched >= since)
    if site is not None:
        query = query.where(urls.c.site == site)
    return [_page(*row) for row in connection.execute(query)]


def _page(
    id_: int, url: str, source: str, site: str, fetched: datetime, body: bytes, kind: str, summary: str, revision: int
) -> RawPage:
    return RawPage(id_, url, source, site, fetched, decompress_page(body), kind, summary, revision)


def save_recleaned(connection: Connection, page_id: int, article: Article | None, now: datetime) -> Saved:
    """Save `article` as the content of that page; no change if it is None or a later page replaced the page."""
    page = connection.execute(_PAGE, {"page": page_id}).one_or_none()
    row = aliases.find_url(connection, page.url_id) if page is not None else None
    if page is None or row is None or row.alias_of is not None:
        return Saved("none")
    if article is None or page.revision not in (0, row.revision):
        return Saved("none", row.article_id, row.revision or 0)
    if row.body_hash != digest(article.text) and aliases.is_lesser(row, article):
        return Saved("held", row.article_id, row.revision or 0)
    if row.body_hash == digest(article.text):
        update_revision(connection, row, article, now)
        saved = Saved("same", row.article_id, row.revision or 0)
    else:
        context = RevisionContext(row.url, row.site, page.fetched, now, None)
        saved = save_revision(connection, row, article, BodyHashes.of(article.text), context)
    if page.revision != saved.revision:
        connection.execute(_DELETE_PAGE, {"page_of": page.url_id, "of": saved.revision})
        connection.execute(_SET_REVISION, {"page": page_id, "revision": saved.revision})
    return saved


def purge(connection: Connection, before: datetime) -> int:
    """Delete raw pages last seen before then and fetch records of that time; returns the number of pages."""
    newer = select(fetches.c.id).where(fetches.c.at >= before).order_by(fetches.c.id).limit(1)
    beyond = select(func.coalesce(func.max(fetches.c.id), 0) + 1)
    connection.execute(
        delete(fetches).where(fetches.c.id < func.coalesce(newer.scalar_subquery(), beyond.scalar_subquery()))
    )
    return connection.execute(delete(pages).where(pages.c.fetched < before)).rowcount


def amounts(connection: Connection, site: str | None) -> tuple[int, int]:
    """The number of articles (of a site) and of raw pages."""
    stored = select(func.count()).select_from(articles)
    kept = select(func.count()).select_from(pages.join(urls, urls.c.id == pages.c.url_id))
    if site is not None:
        stored, kept = stored.where(articles.c.site == site), kept.where(urls.c.site == site)
    return connection.execute(stored).scalar_one(), connection.execute(kept).scalar_one()
