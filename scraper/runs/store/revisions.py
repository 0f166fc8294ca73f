"""Save articles and their revisions: only a changed body makes a new revision, not a changed byline or removal.

Near-duplicates are looked up by the bands of their simhash. Only articles that are not near-duplicates get bands, so a
text at a thousand URLs is compared once, and every duplicate points to the first.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from difflib import unified_diff
from itertools import takewhile
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from scraper.model import Article
from scraper.runs.store import schema, search_index
from scraper.runs.store.aliases import BodyHashes, UrlRow, is_lesser, signed, unsigned
from scraper.runs.store.near_duplicates import DUPLICATE_DISTANCE, distance, simhash_bands
from scraper.runs.store.rows import Columns, Saved, columns, storable
from scraper.runs.store.schema import articles, blocks, removals, revisions
from scraper.runs.store.search_index import Indexed
from scraper.runs.store.upsert import adding, inserted

MOST_DIFFED = 2_000
"""Most lines that are diffed line by line; longer texts give one removed and one added block."""
_KEYS = ("first", "second", "third", "fourth")
_CANDIDATES = (
    select(articles.c.id, articles.c.simhash)
    .join(schema.bands, schema.bands.c.article_id == articles.c.id)
    .where(schema.bands.c.band.in_([bindparam(name) for name in _KEYS]))
)
_OLD_FIELDS = select(revisions.c.fields, revisions.c.title).where(revisions.c.id == bindparam("row"))
_UPDATE_ARTICLE = update(articles).where(articles.c.id == bindparam("row"))
_UPDATE_REVISION = update(revisions).where(revisions.c.id == bindparam("row"))
_DELETE_PARTS = tuple(delete(table).where(table.c.revision_id == bindparam("row")) for table in (blocks, removals))
_DELETE_BANDS = delete(schema.bands).where(schema.bands.c.article_id == bindparam("row"))


@dataclass(frozen=True, slots=True)
class RevisionContext:
    """The URL that a revision is published under, and its times and run; `run_id` is None if it is recleaned."""

    url: str
    site: str
    fetched: datetime
    cleaned: datetime
    run_id: str | None


def update_revision(connection: Connection, row: UrlRow, article: Article, cleaned: datetime) -> bool:
    """Update fields, blocks and removals of the current revision, whose body is the same; whether any changed.

    What the generic route found does not replace what the rule found.
    """
    parts = columns(article)
    if parts.whole_hash == row.whole_hash or is_lesser(row, article):
        return False
    old_title = connection.execute(_OLD_FIELDS, {"row": row.revision_id}).one().title
    if old_title != storable(article.title or ""):
        body = search_index.indexed_text(connection, row.revision_id)
        search_index.put(connection, row.article_id or 0, _indexed(article, body), Indexed(old_title, body))
    connection.execute(_UPDATE_REVISION, {"row": row.revision_id, **_values(article, parts, cleaned)})
    for query in _DELETE_PARTS:
        connection.execute(query, {"row": row.revision_id})
    _insert_parts(connection, row.revision_id, parts)
    return True


def save_revision(
    connection: Connection, row: UrlRow, article: Article, body: BodyHashes, context: RevisionContext
) -> Saved:
    """Save `article` as the first or a new revision of the URL in `row`."""
    parts = columns(article)
    indexed: Indexed | None = None
    changes = {"changed": context.cleaned, "simhash": signed(body.bits)}
    if row.article_id is None:
        original = _original(connection, body.bits, None)
        values = {"url_id": row.id, "url": context.url, "site": context.site, "revision": 1, "duplicate_of": original}
        saved, diff = Saved("new", inserted(connection, articles, {**values, **changes}), 1), ""
    else:
        old = connection.execute(_OLD_FIELDS, {"row": row.revision_id}).one_or_none()
        old_body = search_index.indexed_text(connection, row.revision_id)
        indexed = None if old is None else Indexed(old.title, old_body)
        rerouted = old is not None and _is_rerouted(old.fields, article)
        saved = Saved("revised", row.article_id, (row.revision or 0) + 1, rerouted=rerouted)
        diff = text_diff(old_body, body.text)
        original = _original(connection, body.bits, row.article_id)
        values = {"row": row.article_id, "revision": saved.revision, "duplicate_of": original}
        connection.execute(_UPDATE_ARTICLE, {**values, **changes})
        connection.execute(_DELETE_BANDS, {"row": row.article_id})
    if original is None and body.bits is not None:
        keys = [{"band": key, "article_id": saved.article_id} for key in simhash_bands(body.bits)]
        connection.execute(adding(schema.bands), keys)
    _write(connection, saved, article, parts, body, context, diff)
    search_index.put(connection, saved.article_id or 0, _indexed(article, body.text), indexed)
    return saved


def _indexed(article: Article, body: str) -> Indexed:
    return Indexed(storable(article.title or ""), body)


def _is_rerouted(old_fields: str, article: Article) -> bool:
    """Whether the stored revision was found by another route, rule or body selector than `article`."""
    origin = json.loads(old_fields).get("origin", {})
    now = article.origin
    before = tuple(origin.get(name, "") for name in ("route", "rule", "selector"))
    return bool(origin) and before != (now.route.value, now.rule, now.selector)


def _original(connection: Connection, bits: int | None, own: int | None) -> int | None:
    """The id of the first earlier article that is a near-duplicate of these bits."""
    if bits is None:
        return None
    found = connection.execute(_CANDIDATES, dict(zip(_KEYS, simhash_bands(bits), strict=True)))
    near = (row.id for row in found if distance(bits, unsigned(row.simhash)) <= DUPLICATE_DISTANCE)
    return min((article_id for article_id in near if own is None or article_id < own), default=None)


def _write(
    connection: Connection,
    saved: Saved,
    article: Article,
    parts: Columns,
    body: BodyHashes,
    context: RevisionContext,
    diff: str,
) -> None:
    values = {
        "article_id": saved.article_id,
        "revision": saved.revision,
        "run_id": context.run_id,
        "fetched": context.fetched,
        "body_hash": body.exact,
        "length": len(body.text),
        "diff": storable(diff),
        **_values(article, parts, context.cleaned),
    }
    revision_id = inserted(connection, revisions, values)
    _insert_parts(connection, revision_id, parts)


def _values(article: Article, parts: Columns, cleaned: datetime) -> dict[str, Any]:
    return {
        "cleaned": cleaned,
        "origin": article.source,
        "title": storable(article.title or ""),
        "whole_hash": parts.whole_hash,
        "fields": parts.fields,
    }


def _insert_parts(connection: Connection, revision_id: int | None, parts: Columns) -> None:
    for table, rows in ((blocks, parts.blocks), (removals, parts.removals)):
        if rows:
            connection.execute(adding(table), [{"revision_id": revision_id, **row} for row in rows])


def text_diff(old: str, new: str) -> str:
    """The unified diff of two body texts with three lines of context; "" if they are equal.

    Long texts are not compared line by line: that takes quadratic time.
    """
    before, after = _lines(old), _lines(new)
    head = _common_lines(before, after)
    tail = _common_lines(before[head:][::-1], after[head:][::-1])
    if max(len(before), len(after)) <= MOST_DIFFED:
        return "\n".join(unified_diff(before, after, "before", "after", lineterm=""))
    removed, added = before[head : len(before) - tail], after[head : len(after) - tail]
    ranges = [f"{head + bool(part)},{len(part)}" for part in (removed, added)]
    lines = ["--- before", "+++ after", f"@@ -{ranges[0]} +{ranges[1]} @@"]
    return "\n".join((*lines, *(f"-{line}" for line in removed), *(f"+{line}" for line in added)))


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


def _common_lines(one: list[str], other: list[str]) -> int:
    """The number of equal lines at the start."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
