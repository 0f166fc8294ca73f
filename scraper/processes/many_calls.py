"""Many calls of a function in several processes, few of them ahead of the one who reads the values."""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from threading import Condition, Lock, Thread
from typing import Any, Generic, TypeVar

from scraper.processes.pool import LimitReached, ProcessPool

AHEAD = 8
"""Calls a process that are begun or done before the value of the first of them is read."""
MOST_AHEAD_BYTES = 64 << 20
"""Bytes of the arguments of such calls. A call with more than that waits until it is alone."""

_LOOK = 0.5
"""Seconds between two looks whether an answer is there, which otherwise says so itself."""
_JOIN = 0.05
"""Seconds for a thread to end after its process was ended; a process that was just being started is ended then."""

_K = TypeVar("_K")


@dataclass(frozen=True, slots=True)
class Answer(Generic[_K]):
    """The key of a call, and its value, or else its error; that is a `LimitReached` where the process was ended."""

    key: _K
    value: Any
    error: Exception | None


@dataclass(slots=True)
class _Call(Generic[_K]):
    """A call as it waits, runs and waits to be read."""

    key: _K
    request: bytes
    size: int
    answer: bytes | LimitReached | None = None


def call_many(
    processes: int,
    seconds: float,
    function: Callable[..., object],
    calls: Iterable[tuple[_K, tuple[object, ...]]],
    *,
    ordered: bool,
) -> Generator[Answer[_K], None, None]:
    """The answer to each call of `function`, given as its key and its arguments, in their order or as they end.

    `calls` is read in this thread, a little ahead of the answers. An error of it is raised after the answers to the
    calls before. A call may take `seconds`. The processes end with the iterator. Raises RuntimeError or OSError if none
    can be started.
    """
    queue: _Queue[_K] = _Queue(ProcessPool(processes), processes, seconds, ordered)
    source = iter(calls)
    failure: Exception | None = None
    more = True
    try:
        while True:
            is_ready = queue.is_ready()
            if more and (queue.is_hungry() if is_ready else queue.has_room()):
                try:
                    key, arguments = next(source)
                    queue.add(key, pickle.dumps((seconds, function, arguments, {}), pickle.HIGHEST_PROTOCOL))
                except StopIteration:
                    more = False
                except Exception as error:  # for the reader, once it has the answers to the calls before
                    failure, more = error, False
                if not is_ready:
                    continue
            if queue.is_empty():
                break
            yield queue.read()
        if failure is not None:
            raise failure
    finally:
        queue.close()


class _Queue(Generic[_K]):
    """The calls ahead of the reader, and the threads that hand them to the processes, one each."""

    def __init__(self, pool: ProcessPool, processes: int, seconds: float, ordered: bool) -> None:
        self._pool = pool
        self._processes = processes
        self._seconds = seconds
        lock = Lock()
        self._added, self._answered = Condition(lock), Condition(lock)
        self._waiting: deque[_Call[_K]] = deque()
        self._unread: deque[_Call[_K]] = deque()
        self._ordered = ordered
        self._ahead = self._running = self._bytes = 0
        self._threads: list[Thread] = []
        self._fault: Exception | None = None
        self._closed = False

    def is_empty(self) -> bool:
        """Whether every call has been read."""
        return self._ahead == 0

    def is_hungry(self) -> bool:
        """Whether a process has nothing to do next."""
        with self._answered:
            return self._running <= self._processes and self._has_room()

    def has_room(self) -> bool:
        """Whether another call may be added."""
        with self._answered:
            return self._has_room()

    def _has_room(self) -> bool:
        return self._ahead == 0 or (self._ahead < AHEAD * self._processes and self._bytes < MOST_AHEAD_BYTES)

    def is_ready(self) -> bool:
        """Whether `read` returns at once."""
        with self._answered:
            return self._is_ready()

    def _is_ready(self) -> bool:
        return self._fault is not None or (bool(self._unread) and self._unread[0].answer is not None)

    def add(self, key: _K, request: bytes) -> None:
        """Have a call made as soon as a process is free."""
        call = _Call(key, request, len(request))
        with self._added:
            self._waiting.append(call)
            if self._ordered:
                self._unread.append(call)
            self._ahead += 1
            self._running += 1
            self._bytes += call.size
            self._added.notify()
        if len(self._threads) < self._processes:
            thread = Thread(target=self._work, name="calls", daemon=True)
            thread.start()
            self._threads.append(thread)

    def read(self) -> Answer[_K]:
        """The next answer, which is waited for. Raises the error of a process that cannot be started."""
        with self._answered:
            while not self._answered.wait_for(self._is_ready, _LOOK):
                pass  # Windows hears Ctrl-C in between only
            if self._fault is not None:
                raise self._fault
            call = self._unread.popleft()
            self._ahead -= 1
            self._bytes -= call.size
        if not isinstance(call.answer, bytes):
            return Answer(call.key, None, call.answer)
        succeeded, value = pickle.loads(call.answer)
        if isinstance(value, MemoryError):
            return Answer(call.key, None, self._pool.out_of_memory())
        return Answer(call.key, value, None) if succeeded else Answer(call.key, None, value)

    def close(self) -> None:
        """End the processes, and forget what was not read."""
        with self._added:
            self._closed = True
            self._waiting.clear()
            self._added.notify_all()
        while self._threads:
            self._pool.close()
            self._threads[-1].join(_JOIN)
            if not self._threads[-1].is_alive():
                self._threads.pop()
        self._pool.close()

    def _work(self) -> None:
        while (call := self._next()) is not None:
            answer: bytes | LimitReached | None = None
            try:
                answer = self._pool.ask(call.request, self._seconds)
            except LimitReached as error:
                answer = error
            except (OSError, RuntimeError, MemoryError) as error:  # there is no process to ask
                self._fault = error
            with self._answered:
                call.request, call.answer = b"", answer
                self._running -= 1
                if not self._ordered:
                    self._unread.append(call)
                self._answered.notify()

    def _next(self) -> _Call[_K] | None:
        with self._added:
            self._added.wait_for(lambda: self._closed or self._waiting)
            return None if self._closed else self._waiting.popleft()
