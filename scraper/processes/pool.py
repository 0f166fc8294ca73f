"""Processes that are used again, and a limit of time for each call."""

from __future__ import annotations

import atexit
import os
import pickle
import select
import subprocess
import sys
import weakref
from collections.abc import Callable
from pathlib import Path
from threading import Lock, Semaphore, Timer
from typing import BinaryIO, ParamSpec, TypeVar

from scraper.processes import child

MEMORY = 2 << 30
"""Bytes of address space that a call may take. Cleaning a page of 5 MB takes a fifth of it."""

_HAS_POLL = hasattr(select, "poll")
"""Whether a process can be waited for with a limit of time. Windows needs a thread for each call."""

_P = ParamSpec("_P")
_T = TypeVar("_T")


class LimitReached(Exception):
    """A call was ended by a limit; the message says by which, and reads on after "it"."""


def too_large(memory: int) -> str:
    """How a call ends that took more than `memory` bytes, or that the system ended for another reason."""
    return f"takes more than {memory / (1 << 30):g} GB of memory, or brings its parser down"


class ProcessPool:
    """Up to `most` processes, started when they are needed, for calls of any number of threads.

    A call may take `memory` bytes. Functions and arguments must be such as `pickle` can send; a function is found by
    its module and name. The processes end with this one.
    """

    def __init__(self, most: int, memory: int = MEMORY) -> None:
        self._most = most
        self._memory = memory
        self._slots = Semaphore(most)
        self._lock = Lock()
        self._idle: list[subprocess.Popen[bytes]] = []
        self._busy: set[subprocess.Popen[bytes]] = set()
        _pools.add(self)

    def call(self, seconds: float, function: Callable[_P, _T], *args: _P.args, **named: _P.kwargs) -> _T:
        """The value of a call, or what it raises; LimitReached if it takes too long or too much memory."""
        request = pickle.dumps((seconds, function, args, named), pickle.HIGHEST_PROTOCOL)
        succeeded, value = pickle.loads(self.ask(request, seconds))
        if isinstance(value, MemoryError):
            raise self.out_of_memory()
        if not succeeded:
            raise value
        return value  # type: ignore[no-any-return]

    def ask(self, request: bytes, seconds: float) -> bytes:
        """The answer of a process to a request, both as `scraper.processes.child` has them; LimitReached as above."""
        with self._slots:
            return self._exchange(request, seconds)

    def out_of_memory(self) -> LimitReached:
        """The error for a call that took too much memory."""
        return LimitReached(too_large(self._memory))

    def close(self) -> None:
        """End all processes, also those in use: their calls raise LimitReached."""
        with self._lock:
            idle, self._idle = self._idle, []
            for process in self._busy:
                process.kill()
        for process in idle:
            _end(process)

    def _exchange(self, request: bytes, seconds: float) -> bytes:
        process = self._take()
        late: list[bool] = []

        def kill() -> None:
            late.append(True)
            process.kill()

        timer = Timer(seconds, kill)
        timer.daemon = True
        answer = None
        try:
            if not _HAS_POLL:
                timer.start()
            child.send(process.stdin, request)  # type: ignore[arg-type]
            if _HAS_POLL and not _is_readable(process.stdout, seconds):  # type: ignore[arg-type]
                kill()
            answer = child.receive(process.stdout)  # type: ignore[arg-type]
        except OSError:  # it has ended
            answer = None
        finally:
            timer.cancel()
            self._put_back(process, usable=answer is not None and not late)
        if answer is None:
            raise LimitReached(f"takes more than {seconds:g} seconds" if late else too_large(self._memory))
        return answer

    def _take(self) -> subprocess.Popen[bytes]:
        with self._lock:
            while self._idle:
                process = self._idle.pop()
                if process.poll() is None:
                    self._busy.add(process)
                    return process
                _end(process)
        process = self._start()
        with self._lock:
            self._busy.add(process)
        if child.receive(process.stdout) is None:  # type: ignore[arg-type]
            self._put_back(process, usable=False)
            raise RuntimeError(f"{sys.executable} cannot start a process that imports this package")
        return process

    def _put_back(self, process: subprocess.Popen[bytes], *, usable: bool) -> None:
        with self._lock:
            self._busy.discard(process)
            if usable:
                self._idle.append(process)
                return
        _end(process)

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-P", str(Path(child.__file__)), str(self._memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            start_new_session=True,  # Ctrl-C is for this process, which ends the other
        )

    def forget(self) -> None:
        """Begin without processes: those there are belong to the process that this one was forked from."""
        self._slots = Semaphore(self._most)
        self._lock = Lock()
        self._idle, self._busy = [], set()


_pools: weakref.WeakSet[ProcessPool] = weakref.WeakSet()


def _is_readable(stream: BinaryIO, seconds: float) -> bool:
    """Whether there is something to read, or the end, within so many seconds."""
    poll = select.poll()
    poll.register(stream, select.POLLIN)
    return bool(poll.poll(seconds * 1000))


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            try:
                stream.close()
            except OSError:  # what was not written yet
                continue
    process.wait()


def _forget_all() -> None:
    for pool in list(_pools):
        pool.forget()


@atexit.register
def _close_all() -> None:
    for pool in list(_pools):
        pool.close()


if hasattr(os, "register_at_fork"):  # not on Windows
    os.register_at_fork(after_in_child=_forget_all)
