"""Opening a store, and what its failures mean to the one who runs it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, insert, inspect, make_url, select, text
from sqlalchemy.exc import ArgumentError, DBAPIError, StatementError
from sqlalchemy.pool import QueuePool

from scraper.errors import StoreError
from scraper.runs.store import schema
from scraper.runs.store.migrations import MIGRATIONS, copy_beside, migrate

_MEANINGS = {
    "database is locked": "another program is writing to it and did not finish in {patience:g} s; try again later",
    "database table is locked": "another program is writing to it; try again later",
    "disk is full": "the disk is full; make room and run again: what was saved before is whole",
    "No space left on device": "the database's disk is full; make room and run again: what was saved before is whole",
    "readonly database": "it may not be written to; mind the rights of the file and of its folder",
    "read-only transaction": "the database may only be read; use one that may be written to",
    "unable to open database file": "it cannot be opened; mind the folder, the file and the rights of both",
    "disk I/O error": "the disk cannot be read or written; look into the system's log",
    "not a database": "this file is no SQLite database; name another one under store",
    "malformed": "the file is damaged; put back a copy, or begin with a new one",
    "lock timeout": "another program holds a lock and did not let go in {patience:g} s; try again later",
}
_TRIED = "the database does not answer or refuses: {reason}; check that it runs, and address, user and password"
_BARRED = frozenset(["unable", "readonly"])
"""Words of SQLite where a log beside the file can be neither read nor made."""
_MIGRATION = 7_204_551
"""The advisory lock under which two programs that open an empty PostgreSQL database at once wait for each other."""


def opened(url: str, *, read_only: bool, patience: float, migrating: bool = False) -> tuple[Engine, str]:
    """An engine on the store at `url`, which has the tables of this version, and the URL as it may be shown.

    For writing, an empty database is given the tables, and an older store in SQLite is migrated after a copy beside it
    was made; one in PostgreSQL only where `migrating` says so. `patience` is how many seconds a lock is waited for.
    Raises StoreError.
    """
    try:
        parts = make_url(url)
    except ArgumentError as error:
        raise StoreError(url, "write sqlite:///articles.db or postgresql+psycopg://user@host/database") from error
    if parts.get_backend_name() == "sqlite":  # the path as it was written: a folder may have "%41" in its name
        parts = parts.set(database=url.partition(":///")[2].partition("?")[0])
    shown = url if parts.get_backend_name() == "sqlite" else parts.render_as_string(hide_password=True)
    with telling(shown, patience), ExitStack() as undo:
        engine = _engine(parts, shown, read_only, patience)
        undo.callback(engine.dispose)
        _check(engine, parts, shown, read_only, migrating)
        undo.pop_all()
    return engine, shown


@contextmanager
def telling(store: str, patience: float) -> Iterator[None]:
    """Turn what the database says of a failure into a StoreError that says what to do."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        raise StoreError(store, _meaning(error, patience)) from error
    except StatementError as error:  # a value of a wrong kind, a time without a zone: the caller's
        raise (error.orig or error) from None


def _meaning(error: BaseException, patience: float) -> str:
    reason = str(getattr(error, "orig", None) or error).strip()
    for sign, meaning in _MEANINGS.items():
        if sign in reason:
            return meaning.format(patience=patience)
    line = " ".join(reason.split())[:300]
    signs = ("connection", "server closed", "terminating", "authentication", "does not exist", "could not translate")
    if "psycopg" in type(getattr(error, "orig", None)).__module__ and any(sign in reason for sign in signs):
        return _TRIED.format(reason=line)
    return line


def _engine(url: URL, shown: str, read_only: bool, patience: float) -> Engine:
    backend = url.get_backend_name()
    if backend == "sqlite":
        return _sqlite(url, shown, read_only, patience)
    if backend == "postgresql":
        return _postgres(url, shown, read_only, patience)
    raise StoreError(shown, f"{backend} is not known; use sqlite or postgresql+psycopg")


def _postgres(url: URL, shown: str, read_only: bool, patience: float) -> Engine:
    given = url.query.get("options", "")
    settings = f"-c lock_timeout={int(patience * 1000)} -c default_transaction_read_only={'on' if read_only else 'off'}"
    try:
        return create_engine(
            url.set(drivername="postgresql+psycopg"),
            max_overflow=-1,
            connect_args={"connect_timeout": 10, "application_name": "bodycopy", "options": f"{given} {settings}"},
        )
    except ModuleNotFoundError as error:
        why = "PostgreSQL needs psycopg: pip install 'bodycopy[postgres]'"
        raise StoreError(shown, why) from error


def _sqlite(url: URL, shown: str, read_only: bool, patience: float) -> Engine:
    """The driver begins no transaction: it would do so late, and a reader that turns writer must fail."""
    if not url.database or url.database == ":memory:":
        raise StoreError(shown, "a store needs a file: sqlite:///articles.db")
    path = Path(url.database)
    if not path.parent.is_dir():
        raise StoreError(shown, f"there is no folder {path.parent}; make it, or name another file")
    if read_only and not path.exists():
        raise StoreError(shown, "there is nothing in it yet; `scraper run` fills it")

    def connect() -> sqlite3.Connection:
        return _connect(path, read_only, patience)

    return create_engine("sqlite+pysqlite://", creator=connect, poolclass=QueuePool, pool_size=2, max_overflow=-1)


@contextmanager
def transaction(engine: Engine, *, write: bool) -> Iterator[Connection]:
    """A connection whose transaction ends with the block, undone where that raises.

    One that writes has SQLite's only lock from the start, or waits for it; one that reads sees one state throughout.
    """
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
        elif not write:
            connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection
        connection.commit()


def _connect(path: Path, read_only: bool, patience: float) -> sqlite3.Connection:
    address = f"file:{quote(str(path.absolute()))}?mode={'ro' if read_only else 'rwc'}"
    made = _raw(address, patience)
    try:
        if read_only:
            _readable(made)
            return made
        # NORMAL: after a power cut the last pages may be missing, but none is half there, and the address is missing
        # with its page, so that it is asked for again. A killed process loses nothing.
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "journal_size_limit=67108864"):
            made.execute(f"PRAGMA {pragma}")
    except sqlite3.OperationalError as error:
        made.close()
        log = path.with_name(f"{path.name}-wal")
        if not read_only or not _BARRED & set(str(error).split()) or (log.exists() and log.stat().st_size):
            raise
        # In a folder that may not be written to, a log cannot be shared; without one the file alone is the whole.
        made = _raw(f"{address}&immutable=1", patience)
    return made


def _raw(address: str, patience: float) -> sqlite3.Connection:
    return sqlite3.connect(address, uri=True, timeout=patience, isolation_level=None, check_same_thread=False)


def _readable(made: sqlite3.Connection) -> Any:
    return made.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()


def _check(engine: Engine, url: URL, shown: str, read_only: bool, migrating: bool) -> None:
    with transaction(engine, write=not read_only) as connection:
        if engine.dialect.name == "postgresql" and not read_only:
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_MIGRATION})"))
        there = set(inspect(connection).get_table_names())
        if schema.about.name in there:
            version = connection.execute(select(schema.about.c.version)).scalar()
            if _is_older(shown, version, read_only, migrating or engine.dialect.name == "sqlite"):
                if engine.dialect.name == "sqlite":
                    copy_beside(Path(url.database or ""), version or 0)
                migrate(connection, version or 0)
            if not read_only:
                _set_version(connection)
        elif read_only:
            raise StoreError(shown, "there is nothing in it yet; `scraper run` fills it")
        elif there & schema.metadata.tables.keys():
            raise StoreError(shown, "it holds tables of another program; use a database of its own")
        else:
            schema.metadata.create_all(connection, checkfirst=False)
            connection.execute(insert(schema.about), {"version": schema.VERSION})


def _set_version(connection: Connection) -> None:
    """Enter the version; where it is there already, this shows before the first page is fetched that one may write."""
    connection.execute(schema.about.update().values(version=schema.VERSION))


def _is_older(shown: str, version: int | None, read_only: bool, may_migrate: bool) -> bool:
    """Whether a store has to be migrated. Raises StoreError where that cannot be done now."""
    if version is None or (version < schema.VERSION and version not in MIGRATIONS):
        raise StoreError(shown, "its schema has no known version; put back a copy, or begin with a new store")
    made_by = f"version of bodycopy made it (schema {version}, here {schema.VERSION})"
    if version > schema.VERSION:
        raise StoreError(shown, f"a newer {made_by}; update bodycopy")
    if version < schema.VERSION and (read_only or not may_migrate):
        raise StoreError(shown, f"an older {made_by}; bring it up to date with: scraper migrate news.toml")
    return version < schema.VERSION
