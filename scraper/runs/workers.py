"""Threads for the tasks of a run. They end with the process, so that no server can hold up the end of a run."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Condition, Thread, local

MOST_WAITING = 64
"""Most threads beyond the concurrency: those whose task waits for the turn of its host."""


class Workers:
    """Runs tasks in threads, at most `concurrency` at a time; `ended` is called with the error of each task, or None.

    A task that waits inside `waiting()` gives its place to another, so that a few slow hosts do not hold up the rest.
    If the system starts no more threads, tasks wait for those there are; without any, they run in the calling thread.
    """

    def __init__(self, concurrency: int, ended: Callable[[BaseException | None], None]) -> None:
        self._concurrency = concurrency
        self._ended = ended
        self._condition = Condition()
        self._tasks: deque[Callable[[], None]] = deque()
        self._threads = 0
        self._idle = 0
        self._active = 0
        self._waiting = 0
        self._closed = False
        self._own = local()

    def submit(self, task: Callable[[], None]) -> None:
        """Run `task` as soon as there is a place for it."""
        with self._condition:
            self._tasks.append(task)
            self._offer()
            if self._threads:
                return
            self._tasks.clear()
            self._active += 1
        self._run(task)

    def close(self) -> None:
        """Forget the tasks that have not begun. Threads end after their present task, which is not waited for."""
        with self._condition:
            self._closed = True
            self._tasks.clear()
            self._condition.notify_all()

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Give up the place of the calling task meanwhile; without effect in other threads."""
        if not getattr(self._own, "is_worker", False):
            yield
            return
        with self._condition:
            self._active -= 1
            self._waiting += 1
            self._offer()
        try:
            yield
        finally:
            with self._condition:
                self._condition.wait_for(lambda: self._active < self._concurrency or self._closed)
                self._waiting -= 1
                self._active += 1

    def _offer(self) -> None:
        """Wake a thread for the next task, or start one. The caller holds the lock."""
        self._condition.notify_all()
        room = self._threads - self._waiting < self._concurrency and self._waiting < MOST_WAITING
        if self._tasks and not self._idle and room:
            try:
                Thread(target=self._work, name="host", daemon=True).start()
            except RuntimeError:  # the system has no thread left
                return
            self._threads += 1

    def _work(self) -> None:
        self._own.is_worker = True
        while True:
            with self._condition:
                self._idle += 1
                self._condition.wait_for(lambda: self._closed or (self._tasks and self._active < self._concurrency))
                self._idle -= 1
                if self._closed:
                    return
                self._active += 1
                task = self._tasks.popleft()
                self._offer()
            self._run(task)

    def _run(self, task: Callable[[], None]) -> None:
        error: BaseException | None = None
        try:
            task()
        except BaseException as raised:  # for `ended` to judge
            error = raised
        with self._condition:
            self._active -= 1
            self._condition.notify_all()
        self._ended(error)
