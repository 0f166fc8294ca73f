"""The command `serve`: it says where it listens, ends with Ctrl-C, and refuses what is unsafe."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests import ROOT
from tests.support.store_run import article, store_run

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

NEWS = '[run]\nuser_agent = "farm-test/1.0 (+https://farm.example/bot)"\n\n[[source]]\nname = "tide"\nurls = []\n'
NEWS += 'feeds = ["https://www.tidepost.example/feed.xml"]\n'


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "news.toml"
    path.write_text(NEWS, "utf-8")
    return path


@contextmanager
def command(config: Path, *more: str, **variables: str) -> Iterator[subprocess.Popen[str]]:
    """Start the command, and kill it at the end of the block if it still runs."""
    with subprocess.Popen(
        [sys.executable, "-m", "scraper", "serve", str(config), *more],
        cwd=config.parent, env={**os.environ, "PYTHONPATH": str(ROOT), **variables},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        try:
            yield process
        finally:
            process.kill()


def refused(config: Path, *more: str, **variables: str) -> str:
    with command(config, *more, **variables) as process:
        out, err = process.communicate(timeout=60)
    assert out == ""
    assert process.returncode not in (0, 1, -9)
    assert "Traceback" not in err
    return err


def test_it_says_where_it_listens_and_ends_with_an_interrupt(config: Path) -> None:
    with store_run(f"sqlite:///{config.parent}/articles.db") as run:
        run.save("/ferry", article())
    with command(config, "--port", "0", "--token", "new") as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        host, _, path = address.removeprefix("http://").partition("/")
        connection = http.client.HTTPConnection(host, timeout=60)
        connection.request("GET", f"/{path}")
        answer = connection.getresponse()
        assert answer.status == 303
        connection.close()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert "Traceback" not in err
    assert process.returncode in (0, 130)


def empty_store(config: Path) -> None:
    """Make the store of a configuration."""
    with store_run(f"sqlite:///{config.parent}/articles.db"):
        pass


def test_other_machines_need_a_token(config: Path) -> None:
    empty_store(config)
    assert "give --token" in refused(config, "--host", "0.0.0.0")


def status_of(address: str, token: str) -> int:
    """The status of the front page, asked for with a token."""
    connection = http.client.HTTPConnection(address.removeprefix("http://").strip("/\n"), timeout=60)
    with closing(connection):
        connection.request("GET", "/", headers={"Authorization": f"Bearer {token}"})
        return connection.getresponse().status


@pytest.mark.parametrize("way", ["file", "variable"])
def test_a_token_can_be_kept_from_the_list_of_processes(config: Path, tmp_path: Path, way: str) -> None:
    empty_store(config)
    kept = tmp_path / "token"
    kept.write_text("a-token-of-the-harbour\n", "utf-8")
    more = ("--token-file", str(kept)) if way == "file" else ()
    variable = "" if way == "file" else "a-token-of-the-harbour"
    with command(config, "--port", "0", *more, BODYCOPY_TOKEN=variable) as process:
        assert process.stdout is not None
        address = process.stdout.readline()
        assert "token" not in address
        assert [status_of(address, token) for token in ("a-token-of-the-harbour", "another")] == [200, 401]


def test_a_token_that_cannot_be_used_is_said(config: Path, tmp_path: Path) -> None:
    empty_store(config)
    empty = tmp_path / "empty"
    empty.write_text("\n", "utf-8")
    assert "at least 16 characters, this one has 5" in refused(config, "--token", "short")
    assert "at least 16 characters, this one has 0" in refused(config, "--token-file", str(empty))
    assert "at least 16 characters, this one has 5" in refused(config, BODYCOPY_TOKEN="short")
    assert "no-such-file: no such file" in refused(config, "--token-file", "no-such-file").lower()
    assert "either" in refused(config, "--token", "new", "--token-file", str(empty))


def test_a_port_in_use_is_said(config: Path) -> None:
    empty_store(config)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert "give another --port" in refused(config, "--port", str(taken.getsockname()[1]))


def test_a_store_that_is_missing_is_said(config: Path) -> None:
    assert "articles.db" in refused(config)
