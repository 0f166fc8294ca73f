"""One run at a time, tested with real processes, some of them killed."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from scraper.errors import Busy, UsageError
from scraper.runs import lock
from scraper.runs.config import FetchSettings, News, RunSettings
from scraper.runs.lock import holder_path, lock_path, locked

HOLD = """
import sys
from pathlib import Path
from scraper.runs.config import FetchSettings, News, RunSettings
from scraper.runs.lock import locked
news = News(Path(sys.argv[1]), RunSettings(sys.argv[2], "bot"), FetchSettings(), ())
with locked(news, "run-of-another"):
    print("held", flush=True)
    sys.stdin.read()
"""


def news(folder: Path, store: str = "", toml: str = "news.toml") -> News:
    return News(folder / toml, RunSettings(store or f"sqlite:///{folder}/articles.db", "bot"), FetchSettings(), ())


@contextmanager
def holder(wanted: News) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", HOLD, str(wanted.path), wanted.run.store]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


@pytest.mark.parametrize(
    ("store", "name"),
    [
        pytest.param("sqlite:///{}/articles.db", "articles.db.lock", id="beside-the-store"),
        pytest.param("sqlite:///{}/articles.db?timeout=5", "articles.db.lock", id="options-are-no-name"),
        pytest.param("sqlite+pysqlite:///{}/articles.db", "articles.db.lock", id="with-a-driver"),
        pytest.param("sqlite:///articles.db", "articles.db.lock", id="relative-to-the-toml"),
        pytest.param("postgresql+psycopg://ada@db.example/news", "news.toml.lock", id="beside-the-toml"),
        pytest.param("sqlite:///:memory:", "news.toml.lock", id="no-file"),
    ],
)
def test_lock_lies_beside_the_store_or_the_toml(tmp_path: Path, store: str, name: str) -> None:
    assert lock_path(news(tmp_path, store.format(tmp_path))) == tmp_path.resolve() / name


def test_two_names_of_one_store_have_one_lock(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "here").symlink_to(tmp_path / "there")
    assert lock_path(news(tmp_path / "here")) == lock_path(news(tmp_path / "there", toml="other.toml"))


@pytest.mark.parametrize("store", ["", "postgresql+psycopg://ada@db.example/news"])
def test_second_run_exits_at_once_and_names_the_first(tmp_path: Path, store: str) -> None:
    wanted = news(tmp_path, store)
    with holder(wanted) as process, pytest.raises(Busy) as refused, locked(wanted, "mine"):
        raise AssertionError("two runs at once")
    message = str(refused.value)
    assert f"run run-of-another (process {process.pid} on {os.uname().nodename})" in message
    assert re.search(r"since \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", message)
    assert refused.value.exit_code == 6


def test_runs_of_other_stores_do_not_block_this_one(tmp_path: Path) -> None:
    with holder(news(tmp_path)), locked(news(tmp_path, f"sqlite:///{tmp_path}/other.db"), "mine"):
        pass


def test_the_lock_of_a_killed_run_is_free(tmp_path: Path) -> None:
    wanted = news(tmp_path)
    with holder(wanted) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert json.loads(holder_path(lock_path(wanted)).read_text())["pid"] == process.pid
    with locked(wanted, "mine"):
        record = json.loads(holder_path(lock_path(wanted)).read_text())
    assert (record["run"], record["pid"]) == ("mine", os.getpid())


def test_a_run_that_ended_frees_the_lock_and_deletes_its_record(tmp_path: Path) -> None:
    wanted = news(tmp_path)
    for _ in range(2):
        with locked(wanted, "mine"):
            pass
    assert not holder_path(lock_path(wanted)).exists()


def test_a_run_that_fails_leaves_the_lock_free(tmp_path: Path) -> None:
    wanted = news(tmp_path)
    with pytest.raises(ZeroDivisionError), locked(wanted, "mine"):
        raise ZeroDivisionError
    with locked(wanted, "mine"):
        pass


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("", id="nothing-yet"),
        pytest.param("{", id="half-a-line"),
        pytest.param('{"pid": 0, "host": "%s"}', id="no-process"),
        pytest.param("[1]", id="something-else"),
    ],
)
def test_a_holder_that_does_not_say_who_it_is_holds_all_the_same(
    tmp_path: Path, content: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "_READS", 2)
    wanted = news(tmp_path)
    with holder(wanted):
        holder_path(lock_path(wanted)).write_text(content.replace("%s", os.uname().nodename))
        with pytest.raises(Busy, match="by an unknown process"), locked(wanted, "mine"):
            raise AssertionError("two runs at once")


def test_a_holder_on_another_machine_is_believed(tmp_path: Path) -> None:
    wanted = news(tmp_path)
    with holder(wanted):
        holder_path(lock_path(wanted)).write_text('{"pid": 7, "host": "quay.example", "since": "noon", "run": "r"}')
        with pytest.raises(Busy, match=r"run r \(process 7 on quay.example\) since noon"), locked(wanted, "mine"):
            raise AssertionError("two runs at once")


def test_a_folder_without_locks_is_an_error(tmp_path: Path) -> None:
    wanted = news(tmp_path, "sqlite:////proc/self/articles.db")
    with (
        pytest.raises(UsageError, match="the run cannot be locked: "),
        locked(wanted, "r"),
    ):
        raise AssertionError("no lock was taken")


def test_a_missing_folder_is_named_with_the_file_that_names_it(tmp_path: Path) -> None:
    wanted = news(tmp_path, f"sqlite:///{tmp_path}/none/articles.db")
    with pytest.raises(UsageError, match=f"toml: there is no folder {tmp_path}/none "), locked(wanted, "r"):
        raise AssertionError("no lock was taken")
