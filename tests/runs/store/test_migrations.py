"""A store of version 0.1.0 is migrated and loses nothing; a failed migration leaves it unchanged.

The stores in `data/` were written by version 0.1.0: two runs over a paper, with every kind of block and state.
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect

from scraper.errors import StoreError
from scraper.model import (
    Article,
    DecisionOrigin,
    Figure,
    Heading,
    Listing,
    Origin,
    Paragraph,
    Preformatted,
    Quote,
    Route,
    Table,
)
from scraper.runs.store import Store, connection, migrations, schema
from scraper.runs.types import Verdict
from tests import ROOT
from tests.support import postgres
from tests.support.store_run import BASE, rows

DATA = ROOT / "tests" / "runs" / "store" / "data"
FERRY, BRIDGE = f"{BASE}/ferry", f"{BASE}/bridge-closed"


@pytest.fixture
def old_sqlite(tmp_path: Path) -> Path:
    path = tmp_path / "articles.db"
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.executescript((DATA / "store-0.1.0.sqlite.sql").read_text("utf-8"))
    database.close()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def old_store(request: pytest.FixtureRequest) -> str:
    """The URL of a store of version 0.1.0, once in either database."""
    if request.param == "sqlite":
        return f"sqlite:///{request.getfixturevalue('old_sqlite')}"
    url = postgres.fresh(request.getfixturevalue("postgres_server"))
    engine = create_engine(url)
    with engine.begin() as database:
        database.exec_driver_sql((DATA / "store-0.1.0.postgresql.sql").read_text("utf-8").replace("%", "%%"))
    engine.dispose()
    return url


def contents(url: str) -> dict[str, list[tuple[object, ...]]]:
    """The rows of every table, without the columns that the migration rewrites."""
    tables = {
        "runs": "*", "urls": "*", "fetches": "*", "pages": "*", "blocks": "*", "bands": "*",
        "validators": "*", "site_runs": "*", "findings": "*",
        "articles": "id, url_id, url, site, revision, changed, simhash",
        "removals": "revision_id, position, reason, rule, text, data",
        "revisions": "id, article_id, revision, run_id, fetched, cleaned, title, length, body_hash, whole_hash, diff",
    }  # fmt: skip
    return {name: sorted(rows(url, f"SELECT {what} FROM {name}"), key=repr) for name, what in tables.items()}


def shape(url: str) -> dict[str, object]:
    """The tables of a store with their columns and indexes."""
    engine = create_engine(url)
    inspector = inspect(engine)
    found: dict[str, object] = {}
    for table in sorted(inspector.get_table_names()):
        columns = [(column["name"], str(column["type"]), column["nullable"]) for column in inspector.get_columns(table)]
        indexes = sorted((str(index["name"]), index["column_names"]) for index in inspector.get_indexes(table))
        found[table] = columns, indexes, inspector.get_pk_constraint(table)["constrained_columns"]
    engine.dispose()
    return found


def migrated(url: str) -> Store:
    return Store.open(url, migrating=True)


def test_nothing_is_lost(old_store: str) -> None:
    before = contents(old_store)
    migrated(old_store).close()
    assert contents(old_store) == before
    assert rows(old_store, "SELECT version FROM bodycopy_schema") == [(schema.VERSION,)]


def test_the_schema_is_that_of_a_new_store(old_store: str, store_url: str) -> None:
    Store.open(store_url).close()
    migrated(old_store).close()
    if old_store.partition(":")[0] == store_url.partition(":")[0]:
        assert shape(old_store) == shape(store_url)


def test_articles_are_read_as_they_were(old_store: str) -> None:
    with migrated(old_store) as store:
        articles: dict[str, Article] = {stored.url: stored.article for stored in store.articles()}
        assert len(articles) == 4
        origins = {stored.url.removeprefix(BASE): stored.article.origin for stored in store.articles()}
        assert origins == {
            "/ferry": Origin(Route.RULE, "site_rules.tidepost"),
            "/bridge-closed": Origin(Route.GENERIC),
            "/redesigned": Origin(Route.GENERIC, "site_rules.tidepost", fell_back=True),
            "/opinion": Origin(Route.SECOND_OPINION),
        }
        assert articles[f"{BASE}/opinion"].title == "Odd \ud83d half"
        assert {stored.id: stored.duplicate_of for stored in store.articles()} == {1: None, 2: None, 3: 2, 4: None}
        assert store.article(f"{BASE}/print/ferry") == store.article(FERRY)
        assert len(list(store.pages())) == 5
        assert store.validators(f"{BASE}/feed.xml") == ('"f1"', "Sun, 01 Mar 2026 07:00:00 GMT")
        assert [run.id for run in store.runs()] == ["run-2", "run-1"]
        assert len(store.last_findings()[1]) == 2


def test_the_first_revision_keeps_every_kind_of_block_and_receipt(old_store: str) -> None:
    migrated(old_store).close()
    kinds = {kind.__name__.lower() for kind in (Paragraph, Heading, Quote, Listing, Figure, Table, Preformatted)}
    assert {kind for (kind,) in rows(old_store, "SELECT DISTINCT kind FROM blocks WHERE revision_id = 1")} == kinds
    origins = dict(rows(old_store, "SELECT reason, origin FROM removals WHERE revision_id = 1"))
    assert origins == {
        "newsletter": DecisionOrigin.SITE.value,
        "title": "general",
        "ad": "general",
        "share": "general",
    }


def test_the_last_verdicts_stand_after_the_migration(old_store: str) -> None:
    with migrated(old_store) as store:
        run, findings = store.last_findings()
        standing = store.standing()
        assert run is not None
        assert {each.finding for each in standing.values()} >= set(findings)
        assert {each.judged for each in standing.values() if each.finding in findings} == {run.started}
        assert {each.reported for each in standing.values() if each.finding.verdict is Verdict.BROKEN} <= {True}
        assert store.faults() == []


def test_a_migrated_store_goes_on(old_store: str) -> None:
    with migrated(old_store) as store:
        jobs = store.plan("tide", next(iter(store.runs())).started, 50, 0)
        assert {job.url.removeprefix(BASE) for job in jobs} >= {"/new", "/newer", "/failed", "/ferry"}


def test_postgresql_is_migrated_only_on_request(postgres_server: str) -> None:
    url = postgres.fresh(postgres_server)
    engine = create_engine(url)
    with engine.begin() as database:
        database.exec_driver_sql((DATA / "store-0.1.0.postgresql.sql").read_text("utf-8").replace("%", "%%"))
    engine.dispose()
    for read_only in (False, True):
        with pytest.raises(StoreError, match=r"an older version.*scraper migrate news\.toml"):
            Store.open(url, read_only=read_only)
    assert rows(url, "SELECT version FROM bodycopy_schema") == [(1,)]


def test_sqlite_is_backed_up_and_migrated_on_opening(old_sqlite: Path) -> None:
    url = f"sqlite:///{old_sqlite}"
    before = contents(url)
    Store.open(url).close()
    copy = old_sqlite.with_name("articles.db.schema-1")
    assert copy.is_file()
    assert contents(f"sqlite:///{copy}") == before
    assert rows(f"sqlite:///{copy}", "SELECT version FROM bodycopy_schema") == [(1,)]
    assert sorted(path.name for path in old_sqlite.parent.glob("articles.db.*")) == [copy.name]


def test_reading_an_older_store_writes_nothing(old_sqlite: Path) -> None:
    with pytest.raises(StoreError, match="an older version"):
        Store.open(f"sqlite:///{old_sqlite}", read_only=True)
    assert not list(old_sqlite.parent.glob("*.schema-1"))


def test_a_copy_that_cannot_be_made_leaves_the_store_alone(old_sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, version: int) -> Path:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(connection, "backup", full)
    with pytest.raises(StoreError, match="the disk is full"):
        Store.open(f"sqlite:///{old_sqlite}")
    assert rows(f"sqlite:///{old_sqlite}", "SELECT version FROM bodycopy_schema") == [(1,)]


def test_a_failure_in_the_middle_leaves_the_store_as_it_was(old_store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before, shaped = contents(old_store), shape(old_store)
    real = migrations.MIGRATIONS[1]

    def fails(connected: object) -> None:
        real(connected)  # type: ignore[arg-type]
        raise RuntimeError("the plug was pulled")

    monkeypatch.setitem(migrations.MIGRATIONS, 1, fails)
    with pytest.raises(RuntimeError, match="the plug"):
        migrated(old_store)
    assert (contents(old_store), shape(old_store)) == (before, shaped)
    assert rows(old_store, "SELECT version FROM bodycopy_schema") == [(1,)]


KILLED = """
import os, signal, sys
from scraper.runs.store import Store, migrations
real = migrations.MIGRATIONS[1]
def killed(connection):
    real(connection)
    os.kill(os.getpid(), signal.SIGKILL)
migrations.MIGRATIONS[1] = killed
Store.open(sys.argv[1], migrating=True)
"""
OPENED = "import sys; from scraper.runs.store import Store; Store.open(sys.argv[1], migrating=True).close()"


def test_a_kill_in_the_middle_leaves_the_store_as_it_was(old_store: str) -> None:
    before = contents(old_store)
    done = subprocess.run([sys.executable, "-c", KILLED, old_store], cwd=ROOT, timeout=60, check=False)
    assert done.returncode == -9
    assert contents(old_store) == before
    migrated(old_store).close()
    assert contents(old_store) == before


def test_of_two_processes_that_open_it_at_once_one_migrates(old_store: str) -> None:
    before = contents(old_store)
    command = [sys.executable, "-W", "error", "-c", OPENED, old_store]
    both = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    assert [process.communicate(timeout=60)[1] for process in both] == ["", ""]
    assert [process.returncode for process in both] == [0, 0]
    assert contents(old_store) == before


@pytest.fixture
def command(old_sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    config = old_sqlite.with_name("news.toml")
    source = '[[source]]\nname = "tide"\nurls = ["https://www.tidepost.example/1"]\n'
    config.write_text(f'[run]\nstore = "sqlite:///articles.db"\nuser_agent = "t/1 (+https://t.example)"\n{source}')
    monkeypatch.chdir(old_sqlite.parent)
    return config


def test_the_command_migrates(command: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from scraper import cli

    assert cli.run(["migrate", str(command)]) == 0
    assert capsys.readouterr().out.endswith("is up to date\n")
    assert cli.run(["migrate", str(command)]) == 0


def test_every_schema_but_todays_has_a_migration() -> None:
    assert sorted(migrations.MIGRATIONS) == list(range(1, schema.VERSION))
