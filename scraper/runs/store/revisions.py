"""Articles and their revisions: a changed body is a revision, a changed pitch or byline is none.

Near-duplicates are found by the bands of their simhash. Only articles that are like none before them are entered there,
so that a text that stands under a thousand addresses is compared once, and each link leads to the first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from scraper.model import Article
from scraper.runs.store import schema
from scraper.runs.store.aliases import Body, Kept, signed, unsigned
from scraper.runs.store.diffing import diff
from scraper.runs.store.near_duplicates import NEAR, bands, distance
from scraper.runs.store.rows import Columns, Saved, columns, storable
from scraper.runs.store.schema import articles, blocks, removals, revisions
from scraper.runs.store.upsert import adding, inserted

_KEYS = ("first", "second", "third", "fourth")
_CANDIDATES = (
    select(articles.c.id, articles.c.simhash)
    .join(schema.bands, schema.bands.c.article_id == articles.c.id)
    .where(schema.bands.c.band.in_([bindparam(name) for name in _KEYS]))
)
_OLD_TEXT = select(blocks.c.text).where(blocks.c.revision_id == bindparam("row")).order_by(blocks.c.position)
_REVISED = update(articles).where(articles.c.id == bindparam("row"))
_MENDED = update(revisions).where(revisions.c.id == bindparam("row"))
_EMPTIED = tuple(delete(table).where(table.c.revision_id == bindparam("row")) for table in (blocks, removals))
_NO_BANDS = delete(schema.bands).where(schema.bands.c.article_id == bindparam("row"))


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an article comes from: the name it bears, when its page was fetched and cleaned, in which run if in one."""

    url: str
    site: str
    fetched: datetime
    cleaned: datetime
    run_id: str | None


def mend(connection: Connection, row: Kept, article: Article, cleaned: datetime) -> bool:
    """Where the body is what it was: tell anew what left it, where all stands, and the fields.

    Gives whether any of that changed.
    """
    parts = columns(article)
    if parts.whole == row.whole_hash:
        return False
    connection.execute(_MENDED, {"row": row.revision_id, **_told(article, parts, cleaned)})
    for query in _EMPTIED:
        connection.execute(query, {"row": row.revision_id})
    _fill(connection, row.revision_id, parts)
    return True


def keep(connection: Connection, row: Kept, article: Article, body: Body, origin: Origin) -> Saved:
    """Keep `article` under the URL in `row`, where it is the first or has another body than the one before."""
    parts = columns(article)
    changes = {"changed": origin.cleaned, "simhash": signed(body.bits)}
    if row.article_id is None:
        near = _near(connection, body.bits, None)
        first = {
            "url_id": row.id,
            "url": origin.url,
            "site": origin.site,
            "revision": 1,
            "duplicate_of": near,
            **changes,
        }
        article_id = inserted(connection, articles, first)
        saved, told = Saved("new", article_id, 1), ""
    else:
        saved = Saved("revised", row.article_id, (row.revision or 0) + 1)
        told = diff(_old_text(connection, row.revision_id), body.text)
        near = _near(connection, body.bits, row.article_id)
        connection.execute(
            _REVISED, {"row": row.article_id, "revision": saved.revision, "duplicate_of": near, **changes}
        )
        connection.execute(_NO_BANDS, {"row": row.article_id})
    if near is None and body.bits is not None:
        keys = [{"band": key, "article_id": saved.article_id} for key in bands(body.bits)]
        connection.execute(adding(schema.bands), keys)
    _write(connection, saved, article, parts, body, origin, told)
    return saved


def _near(connection: Connection, bits: int | None, own: int | None) -> int | None:
    """The first of the earlier articles that are near to these bits."""
    if bits is None:
        return None
    found = connection.execute(_CANDIDATES, dict(zip(_KEYS, bands(bits), strict=True)))
    near = [row.id for row in found if distance(bits, unsigned(row.simhash)) <= NEAR and (own is None or row.id < own)]
    return min(near, default=None)


def _write(
    connection: Connection, saved: Saved, article: Article, parts: Columns, body: Body, origin: Origin, told: str
) -> None:
    values = {
        "article_id": saved.article_id,
        "revision": saved.revision,
        "run_id": origin.run_id,
        "fetched": origin.fetched,
        "body_hash": body.exact,
        "length": len(body.text),
        "diff": storable(told),
        **_told(article, parts, origin.cleaned),
    }
    revision_id = inserted(connection, revisions, values)
    _fill(connection, revision_id, parts)


def _told(article: Article, parts: Columns, cleaned: datetime) -> dict[str, Any]:
    return {
        "cleaned": cleaned,
        "origin": article.source,
        "title": storable(article.title or ""),
        "whole_hash": parts.whole,
        "fields": parts.fields,
    }


def _fill(connection: Connection, revision_id: int | None, parts: Columns) -> None:
    for table, rows in ((blocks, parts.blocks), (removals, parts.removals)):
        if rows:
            connection.execute(adding(table), [{"revision_id": revision_id, **row} for row in rows])


def _old_text(connection: Connection, revision_id: int | None) -> str:
    rows = connection.execute(_OLD_TEXT, {"row": revision_id})
    return "\n\n".join(row.text for row in rows if row.text)
