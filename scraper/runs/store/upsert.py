"""INSERTs in which the databases differ: one that may meet a row that is there, and the id of a new row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table, insert
from sqlalchemy.dialects import postgresql, sqlite


def inserting(connection: Connection, table: Table) -> Any:
    """An INSERT into `table` that has `on_conflict_do_nothing` and `on_conflict_do_update`, alike in both dialects."""
    return (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(table)


def inserted(connection: Connection, table: Table, values: Mapping[str, Any]) -> int:
    """Enter one row; its id."""
    key: Any = connection.execute(insert(table), values).inserted_primary_key
    return int(key[0])
