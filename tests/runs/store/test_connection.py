"""Opening a store, and failures of the disk, the file, the server or through another program."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from scraper.errors import ScraperError, StoreError
from scraper.runs.store import Store
from tests.support.store_run import BASE, BRIDGE, FERRY, NOW, StoreRun, article, count, store_run


def filled(url: str) -> None:
    """Create a store with one article and one URL to fetch."""
    with store_run(url) as run:
        run.save("/ferry", article())
        run.offer("/bridge")


def execute(url: str, *statements: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def test_store_is_opened_again_with_all_that_is_in_it(store_url: str) -> None:
    filled(store_url)
    with Store.open(store_url) as store:
        assert [stored.article for stored in store.articles()] == [article()]
        assert [job.url for job in store.plan("tide", NOW, 5, 60.0)] == [f"{BASE}/bridge"]


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize(
    ("version", "remedy"),
    [
        pytest.param(99, "a newer version.*update bodycopy", id="newer"),
        pytest.param(0, "version is unknown", id="none"),
    ],
)
def test_store_of_another_version_is_not_touched(store_url: str, version: int, remedy: str, read_only: bool) -> None:
    filled(store_url)
    execute(store_url, f"UPDATE bodycopy_schema SET version = {version}")
    with pytest.raises(StoreError, match=remedy):
        Store.open(store_url, read_only=read_only)
    assert count(store_url, "articles") == 1


def test_store_without_a_version_is_not_touched(store_url: str) -> None:
    filled(store_url)
    execute(store_url, "DELETE FROM bodycopy_schema")
    with pytest.raises(StoreError, match="version is unknown"):
        Store.open(store_url)


def test_tables_of_another_program_are_not_touched(store_url: str) -> None:
    execute(store_url, "CREATE TABLE articles (headline TEXT)")
    with pytest.raises(StoreError, match="another program"):
        Store.open(store_url)
    assert count(store_url, "articles") == 0


def test_other_tables_beside_ours_do_no_harm(store_url: str) -> None:
    execute(store_url, "CREATE TABLE recipes (name TEXT)")
    filled(store_url)
    assert count(store_url, "recipes") == 0


def test_reading_needs_a_store_that_was_filled(store_url: str) -> None:
    with pytest.raises(StoreError, match="fill it with `scraper run`"):
        Store.open(store_url, read_only=True)


def test_reader_writes_nothing(store_url: str) -> None:
    filled(store_url)
    with Store.open(store_url, read_only=True) as store:
        assert len(list(store.articles())) == 1
        with pytest.raises(StoreError, match="for reading only"):
            store.purge(NOW)


def test_reader_of_a_file_could_not_write_if_it_tried(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'articles.db'}"
    filled(url)
    with Store.open(url, read_only=True) as store:
        store._read_only = False
        with pytest.raises(StoreError, match="it is read-only"):
            store.purge(NOW)


def test_error_can_be_shown_and_is_one_of_usage() -> None:
    error = StoreError("sqlite:///a.db", "the disk is full")
    assert (str(error), error.exit_code) == ("store sqlite:///a.db: the disk is full", 2)
    assert isinstance(error, ScraperError)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        pytest.param("articles.db", "write sqlite:///", id="a-bare-file-name"),
        pytest.param("mysql://ada@127.0.0.1/db", "use sqlite or postgresql", id="another-database"),
        pytest.param("sqlite://", "needs a file", id="no-file"),
        pytest.param("sqlite:///:memory:", "needs a file", id="memory"),
        pytest.param("sqlite:////nowhere/at/all/articles.db", "no folder /nowhere/at/all", id="no-folder"),
        pytest.param("sqlite:////tmp", "cannot be opened", id="a-folder"),
        pytest.param("postgresql://ada:secret@127.0.0.1:1/db", "cannot be reached", id="no-server"),
    ],
)
def test_invalid_url_gives_an_error_with_a_remedy(url: str, why: str) -> None:
    with pytest.raises(StoreError, match=why) as caught:
        Store.open(url)
    assert "secret" not in str(caught.value)


def test_file_of_another_kind_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "articles.db"
    path.write_text("Minutes of the council. " * 100)
    with pytest.raises(StoreError, match="not an SQLite database"):
        Store.open(f"sqlite:///{path}")
    assert path.read_text().startswith("Minutes")


def test_name_of_a_file_may_hold_anything(tmp_path: Path) -> None:
    filled(f"sqlite:///{tmp_path / 'a b#c%41.db'}")
    assert (tmp_path / "a b#c%41.db").exists()


def test_database_that_does_not_exist_is_named(postgres_server: str) -> None:
    with pytest.raises(StoreError, match=r"does not exist.*check the server"):
        Store.open(f"{postgres_server}_not")


def write_without_server(store: Store, server: str) -> None:
    """Write in a transaction whose connection the server ends."""
    with store._writing() as connection:
        own = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
        execute(server, f"SELECT pg_terminate_backend({own})")
        connection.exec_driver_sql("SELECT 1")


def test_server_that_drops_the_connection_loses_nothing_that_was_saved(postgres_server: str) -> None:
    from tests.support import postgres

    url = postgres.fresh(postgres_server)
    with store_run(url) as run:
        run.save("/ferry", article())
        job = run.job("/bridge")
        with pytest.raises(StoreError, match="cannot be reached"):
            write_without_server(run.store, postgres_server)
        with run.store._writing() as connection:
            own = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
        execute(postgres_server, f"SELECT pg_terminate_backend({own})")  # between transactions: nobody notices
        assert run.save("/bridge", article(BRIDGE)).kind == "new"
        assert job.url == f"{BASE}/bridge"


def test_two_programs_may_open_an_empty_store_at_once(store_url: str) -> None:
    with Store.open(store_url), Store.open(store_url):
        assert count(store_url, "bodycopy_schema") == 1


@pytest.mark.parametrize("begin", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
def test_locked_file_is_waited_for_and_then_named(tmp_path: Path, begin: str) -> None:
    path = tmp_path / "articles.db"
    url = f"sqlite:///{path}"
    filled(url)
    with Store.open(url, patience=0.05) as store, closing(sqlite3.connect(path, isolation_level=None)) as other:
        run = StoreRun(store)
        run.plan()
        other.execute(begin)
        with pytest.raises(StoreError, match=r"another program has been writing .* 0\.05 s"):
            run.save("/bridge", article(BRIDGE))
        assert [stored.article.text for stored in store.articles()] == ["\n\n".join(FERRY)]
        other.execute("ROLLBACK")
        assert run.save("/bridge", article(BRIDGE)).kind == "new"


def test_full_disk_loses_nothing_and_is_done_once_there_is_room(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'articles.db'}"
    filled(url)
    with Store.open(url) as store:
        run = StoreRun(store)
        run.plan()
        with store._writing() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StoreError, match="disk is full; saved data is safe; free some space"):
            run.save("/bridge", article(BRIDGE), body=os.urandom(200_000))
        assert run.plan() == ["/bridge"]
        assert [stored.id for stored in store.articles()] == [1]
        with store._writing() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
        assert run.save("/bridge", article(BRIDGE), body=os.urandom(200_000)).kind == "new"
    assert count(url, "articles") == count(url, "pages") == 2


def as_nobody(work: Callable[[], None]) -> int:
    """Run `work` in a process without root's permissions; returns its exit code."""
    child = os.fork()
    if child == 0:
        try:
            if os.getuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            work()
        except BaseException as error:
            os.write(2, f"{error!r}\n".encode())
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.fixture
def protected() -> Iterator[str]:
    """A filled store, read-only like its folder."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        filled(f"sqlite:///{folder / 'articles.db'}")
        (folder / "articles.db").chmod(0o444)
        folder.chmod(0o555)
        yield f"sqlite:///{folder / 'articles.db'}"
        folder.chmod(0o755)


def test_read_only_store_is_an_error_on_opening(protected: str) -> None:
    def work() -> None:
        with pytest.raises(StoreError, match=r"it is read-only|cannot be opened"):
            Store.open(protected)

    assert as_nobody(work) == 0
    assert count(protected, "articles") == 1


def test_read_only_store_can_be_read(protected: str) -> None:
    def work() -> None:
        with Store.open(protected, read_only=True) as store:
            assert [stored.article for stored in store.articles()] == [article()]

    assert as_nobody(work) == 0
