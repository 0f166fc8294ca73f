"""Articles and their revisions: a changed body is a revision, a changed pitch or byline is none.

Near-duplicates are found by the bands of their simhash. Only articles that are like none before them are entered there,
so that a text that stands under a thousand addresses is compared once, and each link leads to the first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from difflib import unified_diff
from itertools import takewhile
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from scraper.model import Article
from scraper.runs.store import schema
from scraper.runs.store.aliases import BodyHashes, Kept, signed, unsigned
from scraper.runs.store.near_duplicates import NEAR, distance, simhash_bands
from scraper.runs.store.rows import Columns, Saved, columns, storable
from scraper.runs.store.schema import articles, blocks, removals, revisions
from scraper.runs.store.upsert import adding, inserted

MOST_DIFFED = 2_000
"""Lines compared one by one; a difference of more is one block of lines out and one of lines in."""
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
class RevisionContext:
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


def save_revision(
    connection: Connection, row: Kept, article: Article, body: BodyHashes, context: RevisionContext
) -> Saved:
    """Keep `article` under the URL in `row`, where it is the first or has another body than the one before."""
    parts = columns(article)
    changes = {"changed": context.cleaned, "simhash": signed(body.bits)}
    if row.article_id is None:
        near = _near(connection, body.bits, None)
        first = {
            "url_id": row.id,
            "url": context.url,
            "site": context.site,
            "revision": 1,
            "duplicate_of": near,
            **changes,
        }
        article_id = inserted(connection, articles, first)
        saved, told = Saved("new", article_id, 1), ""
    else:
        saved = Saved("revised", row.article_id, (row.revision or 0) + 1)
        told = text_diff(_old_text(connection, row.revision_id), body.text)
        near = _near(connection, body.bits, row.article_id)
        connection.execute(
            _REVISED, {"row": row.article_id, "revision": saved.revision, "duplicate_of": near, **changes}
        )
        connection.execute(_NO_BANDS, {"row": row.article_id})
    if near is None and body.bits is not None:
        keys = [{"band": key, "article_id": saved.article_id} for key in simhash_bands(body.bits)]
        connection.execute(adding(schema.bands), keys)
    _write(connection, saved, article, parts, body, context, told)
    return saved


def _near(connection: Connection, bits: int | None, own: int | None) -> int | None:
    """The first of the earlier articles that are near to these bits."""
    if bits is None:
        return None
    found = connection.execute(_CANDIDATES, dict(zip(_KEYS, simhash_bands(bits), strict=True)))
    near = [row.id for row in found if distance(bits, unsigned(row.simhash)) <= NEAR and (own is None or row.id < own)]
    return min(near, default=None)


def _write(
    connection: Connection,
    saved: Saved,
    article: Article,
    parts: Columns,
    body: BodyHashes,
    context: RevisionContext,
    told: str,
) -> None:
    values = {
        "article_id": saved.article_id,
        "revision": saved.revision,
        "run_id": context.run_id,
        "fetched": context.fetched,
        "body_hash": body.exact,
        "length": len(body.text),
        "diff": storable(told),
        **_told(article, parts, context.cleaned),
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


def text_diff(old: str, new: str) -> str:
    """The unified diff, with three lines around each change, from the text of one body to that of another; "" if none.

    Its time is bounded whatever the texts are: comparing lines costs the square of their number.
    """
    before, after = _lines(old), _lines(new)
    head = _shared(before, after)
    tail = _shared(before[head:][::-1], after[head:][::-1])
    if max(len(before), len(after)) <= MOST_DIFFED:
        return "\n".join(unified_diff(before, after, "before", "after", lineterm=""))
    cut, put = before[head : len(before) - tail], after[head : len(after) - tail]
    places = [f"{head + bool(part)},{len(part)}" for part in (cut, put)]
    lines = ["--- before", "+++ after", f"@@ -{places[0]} +{places[1]} @@"]
    return "\n".join((*lines, *(f"-{line}" for line in cut), *(f"+{line}" for line in put)))


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


def _shared(one: list[str], other: list[str]) -> int:
    """How many lines both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
