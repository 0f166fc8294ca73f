"""The threads of a run: how many tasks at a time, who waits, and what happens without threads."""

from __future__ import annotations

import threading
import time
from queue import SimpleQueue

import pytest

from scraper.runs import workers
from scraper.runs.workers import Workers


def test_no_more_tasks_at_a_time_than_the_concurrency() -> None:
    ended: SimpleQueue[BaseException | None] = SimpleQueue()
    pool, lock, running, most = Workers(3, ended.put), threading.Lock(), [0], [0]

    def task() -> None:
        with lock:
            running[0] += 1
            most[0] = max(most[0], running[0])
        time.sleep(0.01)
        with lock:
            running[0] -= 1

    for _ in range(12):
        pool.submit(task)
    assert [ended.get(timeout=5) for _ in range(12)] == [None] * 12
    assert most == [3]
    pool.close()


def test_waiting_tasks_give_their_places_to_others() -> None:
    ended: SimpleQueue[BaseException | None] = SimpleQueue()
    pool, turn = Workers(2, ended.put), threading.Event()

    def slow() -> None:
        with pool.waiting():
            turn.wait(5)

    for _ in range(6):
        pool.submit(slow)
    pool.submit(turn.set)  # begins only if the six hold no place
    began = time.monotonic()
    assert [ended.get(timeout=10) for _ in range(7)] == [None] * 7
    assert time.monotonic() - began < 4
    pool.close()


def test_errors_are_handed_over() -> None:
    ended: SimpleQueue[BaseException | None] = SimpleQueue()
    pool = Workers(1, ended.put)
    pool.submit(lambda: int("x"))  # type: ignore[arg-type, return-value]
    assert isinstance(ended.get(timeout=5), ValueError)
    pool.close()


def test_without_threads_tasks_run_in_the_calling_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    def start(thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(workers.Thread, "start", start)
    ended: list[BaseException | None] = []
    pool, names = Workers(4, ended.append), []
    for _ in range(5):
        pool.submit(lambda: names.append(threading.current_thread().name))
    assert names == [threading.current_thread().name] * 5
    assert ended == [None] * 5
