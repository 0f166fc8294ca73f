"""Open a store, and turn database errors into advice for the user."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, insert, inspect, make_url, select, text
from sqlalchemy.exc import ArgumentError, DBAPIError, StatementError
from sqlalchemy.pool import QueuePool

from scraper.errors import Busy, StoreError
from scraper.runs.store import schema, search_index
from scraper.runs.store.migrations import MIGRATIONS, backup, migrate

_ADVICE = {
    "database is locked": "another program has been writing to it for {patience:g} s; try again later",
    "database table is locked": "another program is writing to it; try again later",
    "disk is full": "the disk is full; saved data is safe; free some space and run again",
    "No space left on device": "the database's disk is full; saved data is safe; free some space and run again",
    "readonly database": "it is read-only; check the permissions of the file and of its folder",
    "read-only transaction": "the database is read-only; use a writable one",
    "unable to open database file": "it cannot be opened; check the path and the permissions of file and folder",
    "disk I/O error": "the disk cannot be read or written; check the system log",
    "not a database": "this file is not an SQLite database; set another one under store",
    "no such module: fts5": "SQLite was built without full-text search; use another Python, or PostgreSQL",
    "malformed": "the file is damaged; restore a backup or start a new store",
    "lock timeout": "another program has held a lock for {patience:g} s; try again later",
}
"""Part of a database's error message → what the user should do."""
_UNREACHABLE = "the database cannot be reached or refuses: {reason}; check the server, the address, user and password"
_WAL_ERRORS = frozenset(["unable", "readonly"])
"""Words of SQLite's errors if the WAL file beside the database can neither be read nor created."""
_SCHEMA_LOCK = 7_204_551
"""The PostgreSQL advisory lock that serializes two programs opening an empty database at the same time."""


_RUN_LOCK = 7_204_552
_TRY_LOCK = text("SELECT pg_try_advisory_lock(:key, hashtext(current_schema()))")


def open_engine(url: str, *, read_only: bool, patience: float, migrating: bool = False) -> tuple[Engine, str]:
    """An engine for the store at `url`, with the tables of this version, and the URL without its password.

    Unless `read_only`, an empty database gets the tables, and an older SQLite store is copied and migrated; an older
    PostgreSQL store is migrated only if `migrating`. `patience` is the lock timeout in seconds. Raises StoreError.
    """
    try:
        parts = make_url(url)
    except ArgumentError as error:
        raise StoreError(url, "write sqlite:///articles.db or postgresql+psycopg://user@host/database") from error
    if parts.get_backend_name() == "sqlite":  # the path unquoted: a folder may be named "%41"
        parts = parts.set(database=url.partition(":///")[2].partition("?")[0])
    shown = url if parts.get_backend_name() == "sqlite" else parts.render_as_string(hide_password=True)
    with translate_errors(shown, patience), ExitStack() as undo:
        engine = _engine(parts, shown, read_only, patience)
        undo.callback(engine.dispose)
        _check(engine, parts, shown, read_only, migrating)
        undo.pop_all()
    return engine, shown


@contextmanager
def translate_errors(store: str, patience: float) -> Iterator[None]:
    """Raise database errors as StoreErrors that say what to do."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        raise StoreError(store, _advice(error, patience)) from error
    except StatementError as error:  # a bug of the caller: a wrong type, a time without a zone
        raise (error.orig or error) from None


def _advice(error: BaseException, patience: float) -> str:
    reason = str(getattr(error, "orig", None) or error).strip()
    for part, advice in _ADVICE.items():
        if part in reason:
            return advice.format(patience=patience)
    line = " ".join(reason.split())[:300]
    parts = ("connection", "server closed", "terminating", "authentication", "does not exist", "could not translate")
    if "psycopg" in type(getattr(error, "orig", None)).__module__ and any(part in reason for part in parts):
        return _UNREACHABLE.format(reason=line)
    return line


def _engine(url: URL, shown: str, read_only: bool, patience: float) -> Engine:
    backend = url.get_backend_name()
    if backend == "sqlite":
        return _sqlite(url, shown, read_only, patience)
    if backend == "postgresql":
        return _postgres(url, shown, read_only, patience)
    raise StoreError(shown, f"{backend} is not supported; use sqlite or postgresql+psycopg")


def _postgres(url: URL, shown: str, read_only: bool, patience: float) -> Engine:
    options = url.query.get("options", "")
    settings = f"-c lock_timeout={int(patience * 1000)} -c default_transaction_read_only={'on' if read_only else 'off'}"
    try:
        return create_engine(
            url.set(drivername="postgresql+psycopg"),
            max_overflow=-1,
            pool_pre_ping=True,  # a connection from before a restart of the server is replaced
            connect_args={"connect_timeout": 10, "application_name": "bodycopy", "options": f"{options} {settings}"},
        )
    except ModuleNotFoundError as error:
        raise StoreError(shown, "PostgreSQL needs psycopg: pip install 'bodycopy[postgres]'") from error


def _sqlite(url: URL, shown: str, read_only: bool, patience: float) -> Engine:
    """The driver starts no transactions: it would start them late, and upgrading a read to a write may fail."""
    if not url.database or url.database == ":memory:":
        raise StoreError(shown, "a store needs a file: sqlite:///articles.db")
    path = Path(url.database)
    if not path.parent.is_dir():
        raise StoreError(shown, f"there is no folder {path.parent}; create it or name another file")
    if read_only and not path.exists():
        raise StoreError(shown, "it is empty; fill it with `scraper run`")

    def connect() -> sqlite3.Connection:
        return _connect(path, read_only, patience)

    return create_engine("sqlite+pysqlite://", creator=connect, poolclass=QueuePool, pool_size=2, max_overflow=-1)


@contextmanager
def exclusive(engine: Engine, shown: str) -> Iterator[None]:
    """Hold the PostgreSQL database for one run, whatever file or machine it was started from. Raises Busy.

    The server releases the lock when the connection ends. SQLite needs none: the lock is a file beside it.
    """
    if engine.dialect.name != "postgresql":
        yield
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.detach()  # closed at the end instead of returned to the pool, which would keep the lock
        if not connection.execute(_TRY_LOCK, {"key": _RUN_LOCK}).scalar():
            raise Busy(f"store {shown} is held by another run. Wait until it ends, or stop it")
        yield


@contextmanager
def transaction(engine: Engine, *, write: bool) -> Iterator[Connection]:
    """A connection whose transaction is committed at the end of the block, and rolled back if that raises.

    With `write` it holds SQLite's only write lock from the start; otherwise it reads one snapshot throughout.
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
    raw = _raw_connection(address, patience)
    try:
        if read_only:
            raw.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()  # fails if the WAL file is inaccessible
            return raw
        # synchronous=NORMAL: a power cut may lose the last commits, but never part of one. The URL of a lost page is
        # lost with it, so the page is fetched again. A killed process loses nothing.
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "journal_size_limit=67108864"):
            raw.execute(f"PRAGMA {pragma}")
    except sqlite3.OperationalError as error:
        raw.close()
        wal = path.with_name(f"{path.name}-wal")
        if not read_only or not _WAL_ERRORS & set(str(error).split()) or (wal.exists() and wal.stat().st_size):
            raise
        # A read-only folder cannot hold a WAL file; if there is none, the database file alone is complete.
        return _raw_connection(f"{address}&immutable=1", patience)
    return raw


def _raw_connection(address: str, patience: float) -> sqlite3.Connection:
    return sqlite3.connect(address, uri=True, timeout=patience, isolation_level=None, check_same_thread=False)


def _check(engine: Engine, url: URL, shown: str, read_only: bool, migrating: bool) -> None:
    with transaction(engine, write=not read_only) as connection:
        if engine.dialect.name == "postgresql" and not read_only:
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_SCHEMA_LOCK})"))
        tables = set(inspect(connection).get_table_names())
        if schema.about.name in tables:
            version = connection.execute(select(schema.about.c.version)).scalar()
            if _is_older(shown, version, read_only, migrating or engine.dialect.name == "sqlite"):
                if engine.dialect.name == "sqlite":
                    backup(Path(url.database or ""), version or 0)
                migrate(connection, version or 0)
            if not read_only:
                # also if it is unchanged: a read-only database then fails before the first fetch
                connection.execute(schema.about.update().values(version=schema.VERSION))
        elif read_only:
            raise StoreError(shown, "it is empty; fill it with `scraper run`")
        elif tables & schema.metadata.tables.keys():
            raise StoreError(shown, "it holds tables of another program; use a separate database")
        else:
            schema.metadata.create_all(connection, checkfirst=False)
            search_index.create(connection)
            connection.execute(insert(schema.about), {"version": schema.VERSION})


def _is_older(shown: str, version: int | None, read_only: bool, migrating: bool) -> bool:
    """Whether a store must be migrated. Raises StoreError if that is impossible or not allowed."""
    if version is None or (version < schema.VERSION and version not in MIGRATIONS):
        raise StoreError(shown, "its schema version is unknown; restore a backup or start a new store")
    made_by = f"version of bodycopy wrote it (schema {version}, here {schema.VERSION})"
    if version > schema.VERSION:
        raise StoreError(shown, f"a newer {made_by}; update bodycopy")
    if version < schema.VERSION and (read_only or not migrating):
        raise StoreError(shown, f"an older {made_by}; migrate it with: scraper migrate news.toml")
    return version < schema.VERSION
