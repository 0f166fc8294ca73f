"""Calls in other processes: values and errors come back, and limits of time and memory end what takes too much."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from scraper.processes.pool import LimitReached, ProcessPool
from tests import ROOT
from tests.processes import calls

LONG = 60.0


@pytest.fixture
def pool() -> Iterator[ProcessPool]:
    opened = ProcessPool(1, memory=1 << 30)
    yield opened
    opened.close()


def test_a_process_is_used_again(pool: ProcessPool) -> None:
    first = pool.call(LONG, calls.own_pid)
    assert first != os.getpid()
    assert pool.call(LONG, calls.own_pid) == first


def test_an_error_is_raised_here_and_the_process_stays(pool: ProcessPool) -> None:
    first = pool.call(LONG, calls.own_pid)
    with pytest.raises(LookupError, match="no such stall"):
        pool.call(LONG, calls.fail)
    with pytest.raises(RuntimeError, match="Unsendable: two legs bad"):
        pool.call(LONG, calls.fail_unsendably)
    assert pool.call(LONG, calls.own_pid) == first


def test_what_is_printed_is_no_answer(pool: ProcessPool) -> None:
    assert pool.call(LONG, calls.chatter) == "the value"
    assert pool.call(LONG, calls.chatter) == "the value"


def test_a_call_that_holds_the_interpreter_is_ended_in_time(pool: ProcessPool) -> None:
    pool.call(LONG, calls.own_pid)
    began = time.monotonic()
    with pytest.raises(LimitReached, match=r"takes more than 0\.5 seconds"):
        pool.call(0.5, calls.hold_the_interpreter)
    assert time.monotonic() - began < LONG
    assert pool.call(LONG, calls.take, 1_000) == 1_000


def test_the_time_of_a_call_begins_when_its_process_is_ready(pool: ProcessPool) -> None:
    assert pool.call(0.2, calls.take, 10) == 10  # it takes longer to start the process


def test_a_call_that_takes_too_much_memory_is_ended(pool: ProcessPool) -> None:
    with pytest.raises(LimitReached, match="takes more than 1 GB of memory"):
        pool.call(LONG, calls.take, 2 << 30)
    assert pool.call(LONG, calls.take, 1_000) == 1_000


def test_a_crash_harms_only_its_own_call(pool: ProcessPool) -> None:
    with pytest.raises(LimitReached, match="brings its parser down"):
        pool.call(LONG, calls.crash)
    assert pool.call(LONG, calls.take, 1_000) == 1_000


def test_a_process_that_was_killed_while_idle_is_replaced(pool: ProcessPool) -> None:
    first = pool.call(LONG, calls.own_pid)
    os.kill(first, 9)
    until = time.monotonic() + LONG
    while time.monotonic() < until and _is_running(first):
        time.sleep(0.02)
    assert pool.call(LONG, calls.own_pid) != first


def test_close_ends_calls_in_progress() -> None:
    pool = ProcessPool(1)
    pool.call(LONG, calls.own_pid)
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(pool.call, LONG, calls.hold_the_interpreter)
        while not pool._busy:
            time.sleep(0.01)
        pool.close()
        with pytest.raises(LimitReached):
            waiting.result(LONG)


def test_calls_of_many_threads_share_the_processes() -> None:
    pool = ProcessPool(2)
    with ThreadPoolExecutor(8) as threads:
        pids = set(threads.map(lambda _: pool.call(LONG, calls.own_pid), range(40)))
    pool.close()
    assert 1 <= len(pids) <= 2


ORPHAN = """
import os, threading, time
from pathlib import Path
from scraper.processes.pool import ProcessPool
from tests.processes import calls
note = Path({note!r})
threading.Thread(target=ProcessPool(1).call, args=(1.0, calls.hold_after_naming, note), daemon=True).start()
while not note.exists() or not note.read_text():
    time.sleep(0.01)
os._exit(0)
"""


def test_a_process_whose_starter_was_killed_ends_by_itself(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", ORPHAN.format(note=str(note))], env=env, check=True, timeout=LONG)
    pid, until = int(note.read_text("utf-8")), time.monotonic() + LONG
    while time.monotonic() < until and _is_running(pid):
        time.sleep(0.05)
    assert not _is_running(pid)


def _is_running(pid: int) -> bool:
    """Whether a process is there and is not a zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


FORKED = """
import os, sys
from scraper.processes.pool import ProcessPool
from tests.processes import calls
pool = ProcessPool(1)
first = pool.call(60.0, calls.own_pid)
child = os.fork()
if child == 0:
    os._exit(0 if pool.call(60.0, calls.own_pid) != first else 1)
code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
sys.exit(code or int(pool.call(60.0, calls.own_pid) != first))
"""


def test_a_forked_process_starts_its_own() -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", FORKED], env=env, check=True, timeout=LONG)


def test_a_module_of_the_same_name_does_not_get_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "scraper.py").write_text("raise ImportError('not the package')\n", "utf-8")
    code = "import bodycopy; print(bodycopy.clean_text('Kites flew.', options=bodycopy.Options(timeout=60)).text)"
    env = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{tmp_path}"}
    ended = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, timeout=LONG)
    assert (ended.stdout.strip(), ended.stderr) == ("Kites flew.", "")
