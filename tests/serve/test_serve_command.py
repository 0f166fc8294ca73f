"""The command `serve`: it says where it listens, ends with Ctrl-C, and refuses what is unsafe."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
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
def command(config: Path, *more: str) -> Iterator[subprocess.Popen[str]]:
    """Start the command, and kill it at the end of the block if it still runs."""
    with subprocess.Popen(
        [sys.executable, "-m", "scraper", "serve", str(config), *more],
        cwd=config.parent, env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        try:
            yield process
        finally:
            process.kill()


def refused(config: Path, *more: str) -> str:
    with command(config, *more) as process:
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


def test_a_port_in_use_is_said(config: Path) -> None:
    empty_store(config)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert "give another --port" in refused(config, "--port", str(taken.getsockname()[1]))


def test_a_store_that_is_missing_is_said(config: Path) -> None:
    assert "articles.db" in refused(config)
