"""A run where the modules and signals of POSIX are missing, as on Windows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from scraper.runs import lock
from tests.origin import Origin
from tests.support.command_line import CommandLine

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

WITHOUT = """
import os, re, signal, sys, time
sys.modules.update(dict.fromkeys(("fcntl", "termios", "resource", "pwd", "grp", "tty", "pty")))
for number in ("SIGHUP", "SIGUSR1", "SIGUSR2", "SIGALRM"):
    delattr(signal, number)
for name in ("set_blocking", "fork", "getuid", "killpg"):
    delattr(os, name)
posix_strftime = time.strftime  # the datetime module calls it too
def strftime(pattern, *when):
    if re.search("%[^aAbBcdHIjmMpSUwWxXyYzZfGuV:%]", pattern):
        raise ValueError("Invalid format string")
    return posix_strftime(pattern, *when)
time.strftime = strftime
from scraper.cli import run
sys.exit(run(sys.argv[1:]))
"""


def without_posix(command: CommandLine, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(Path.cwd()), "PYTHONWARNINGS": "ignore"}
    call = [sys.executable, "-c", WITHOUT, *arguments]
    return subprocess.run(call, capture_output=True, text=True, timeout=60, cwd=command.folder, env=env)


def test_a_run_and_its_readers_start(tmp_path: Path, server: Origin) -> None:
    command = CommandLine(tmp_path, server)
    for kept in ("3 found, 3 new", "0 found, 0 new"):
        done = without_posix(command, "run", "news.toml")
        assert done.returncode == 0, done.stderr
        assert kept in done.stdout
        assert json.loads(done.stderr.splitlines()[-1])["source"] == "tidepost"
    for arguments in (["status", "news.toml"], ["report", "news.toml", "r.html"], ["export", "news.toml", "a.jsonl"]):
        done = without_posix(command, *arguments)
        assert done.returncode == 0, done.stderr
    assert not (tmp_path / "articles.db.lock.json").exists()


def test_no_signal_is_sent_to_a_holder_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    def kill(pid: int, number: int) -> None:
        raise AssertionError("signal 0 is Ctrl-C there")

    monkeypatch.setattr(lock.os, "kill", kill)  # type: ignore[attr-defined]
    monkeypatch.setattr(lock.os, "name", "nt")  # type: ignore[attr-defined]
    alive = lock._is_alive(4711)
    monkeypatch.undo()
    assert alive
