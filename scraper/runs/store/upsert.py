"""INSERT statements for both databases: plain, on conflict do nothing, on conflict update.

Statements are cached: building one costs SQLAlchemy more than executing it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection, Insert, Table, insert
from sqlalchemy.dialects import sqlite


@cache
def adding(table: Table) -> Insert:
    """A plain INSERT into `table`."""
    return insert(table)


def ignoring(connection: Connection, table: Table) -> Insert:
    """An INSERT into `table` that skips existing rows."""
    return _ignoring(connection.dialect.name, table)


def replacing(connection: Connection, table: Table, *keys: str) -> Insert:
    """An INSERT into `table` that updates the existing row with the same `keys`, a unique set of columns."""
    return _replacing(connection.dialect.name, table, keys)


def inserted(connection: Connection, table: Table, values: Mapping[str, Any]) -> int:
    """Insert a row; returns its id."""
    key: Any = connection.execute(adding(table), values).inserted_primary_key
    return int(key[0])


@cache
def _ignoring(dialect: str, table: Table) -> Insert:
    query: Insert = _insert(dialect, table).on_conflict_do_nothing()
    return query


@cache
def _replacing(dialect: str, table: Table, keys: tuple[str, ...]) -> Insert:
    query = _insert(dialect, table)
    others = [column.name for column in table.c if column.name not in keys and column.name != "id"]
    new = {name: query.excluded[name] for name in others}
    replaced: Insert = query.on_conflict_do_update(index_elements=keys, set_=new)
    return replaced


def _insert(dialect: str, table: Table) -> Any:
    if dialect == "postgresql":
        from sqlalchemy.dialects import postgresql  # 2 MB that SQLite does not need

        return postgresql.insert(table)
    return sqlite.insert(table)
