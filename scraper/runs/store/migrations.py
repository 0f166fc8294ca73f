"""Migrate a store of an older version to the current schema, in one transaction.

To change the schema, raise `schema.VERSION`, change the tables there, and add a migration to `MIGRATIONS`.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from scraper.runs.store import search_index
from scraper.runs.store.rows import canonical_json
from scraper.runs.store.schema import WATCH, metadata

_BATCH = 500


def migrate(connection: Connection, version: int) -> int:
    """Run every migration from schema `version` on, in order; returns the new version."""
    for number in range(version, max(MIGRATIONS) + 1):
        MIGRATIONS[number](connection)
    return max(MIGRATIONS) + 1


def backup(path: Path, version: int) -> Path:
    """Copy the SQLite store at `path`, of schema `version`, to e.g. "articles.db.schema-1"; returns the copy's path.

    It appears complete or not at all. Raises sqlite3.Error if it cannot be written.
    """
    target = path.with_name(f"{path.name}.schema-{version}")
    draft = path.with_name(f"{target.name}.{os.getpid()}")
    try:
        with sqlite3.connect(path) as source, sqlite3.connect(draft) as copy:
            source.backup(copy)
        source.close()
        copy.close()
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return target


def _name_columns(connection: Connection) -> None:
    """Schema 1 (version 0.1.0) to 2: columns named by their content, and the origin of articles and removals."""
    for table, old, new in (
        ("urls", "same_as", "alias_of"), ("urls", "found", "discovered_at"), ("urls", "dated", "source_date"),
        ("urls", "asked", "fetched_at"), ("urls", "again", "retry_at"), ("urls", "calm", "recrawl_level"),
        ("fetches", "kept", "saved"), ("fetches", "why", "error"), ("articles", "near", "duplicate_of"),
        ("revisions", "source", "origin"),
    ):  # fmt: skip
        connection.execute(text(f"ALTER TABLE {table} RENAME COLUMN {old} TO {new}"))
    connection.execute(text("DROP INDEX ix_urls_same_as"))
    connection.execute(text("CREATE INDEX ix_urls_alias_of ON urls (alias_of)"))
    connection.execute(text("DROP INDEX urls_later"))
    connection.execute(text("CREATE INDEX urls_retry ON urls (source, retry_at) WHERE state = 2"))
    connection.execute(text("ALTER TABLE removals ADD COLUMN origin TEXT NOT NULL DEFAULT 'general'"))
    last = 0
    while rows := connection.execute(_SOME_REVISIONS, {"last": last, "most": _BATCH}).all():
        for row in rows:
            fields = json.loads(row.fields)
            origin = _origin(fields.pop("source"), fields.pop("selector", ""))
            connection.execute(_FIELDS, {"row": row.id, "fields": canonical_json({**fields, "origin": origin})})
            if origin["rule"]:
                connection.execute(_BY_RULE, {"row": row.id, "module": f"{origin['rule']}: "})
        last = rows[-1].id


def _origin(source: str, selector: str) -> dict[str, object]:
    """The origin of an article as a dict, from the string of version 0.1.0, e.g. "rule:site_rules.x+generic"."""
    rule = source.removeprefix("rule:").removesuffix("+generic") if source.startswith("rule:") else ""
    generic = source.endswith("generic")
    route = "rule" if rule and not generic else "generic" if generic else source
    return {"route": route, "rule": rule, "selector": selector, "fell_back": bool(rule) and generic, "fault": ""}


_SOME_REVISIONS = text("SELECT id, fields FROM revisions WHERE id > :last ORDER BY id LIMIT :most")
_FIELDS = text("UPDATE revisions SET fields = :fields WHERE id = :row")
_BY_RULE = text(
    "UPDATE removals SET origin = 'site' WHERE revision_id = :row AND substr(rule, 1, length(:module)) = :module"
)


def _add_watch(connection: Connection) -> None:
    """Tables for the state of each document, source and verdict; the last findings become the standing verdicts."""
    metadata.create_all(connection, tables=list(WATCH), checkfirst=False)
    connection.execute(_STANDING)


_STANDING = text("""
    INSERT INTO standing (site, source, verdict, evidence, judged, reported)
    SELECT f.site, COALESCE((SELECT MIN(u.source) FROM urls u WHERE u.site = f.site), ''), f.verdict, f.evidence,
        r.started, CASE WHEN f.verdict IN ('broken', 'degraded') THEN 1 ELSE 0 END
    FROM findings f JOIN runs r ON r.id = f.run_id
    WHERE r.id = (SELECT r2.id FROM findings f2 JOIN runs r2 ON r2.id = f2.run_id WHERE f2.site = f.site
        ORDER BY r2.started DESC, r2.id DESC LIMIT 1)
""")


def _add_search(connection: Connection) -> None:
    """The full-text index over all articles; a hundred thousand take about a minute."""
    search_index.create(connection)
    search_index.fill(connection)


def _add_directives(connection: Connection) -> None:
    """What publishers say about the use of their articles, and how long documents bring nothing new."""
    connection.execute(text("ALTER TABLE articles ADD COLUMN directives TEXT NOT NULL DEFAULT ''"))
    known = {column["name"] for column in inspect(connection).get_columns("documents")}
    if "unchanged" not in known:  # schema 2 makes the table as it is now
        connection.execute(text("ALTER TABLE documents ADD COLUMN unchanged INTEGER NOT NULL DEFAULT 0"))
        connection.execute(text("ALTER TABLE documents ADD COLUMN body_hash TEXT NOT NULL DEFAULT ''"))
        connection.execute(text("ALTER TABLE documents ADD COLUMN polled BIGINT"))


MIGRATIONS: dict[int, Callable[[Connection], None]] = {
    1: _name_columns, 2: _add_watch, 3: _add_search, 4: _add_directives,
}  # fmt: skip
"""Schema version → the migration to the next one."""
