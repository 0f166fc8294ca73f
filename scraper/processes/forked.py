"""One call in a copy of this process, for programs that make a single one: a copy is there at once."""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable
from typing import NoReturn, ParamSpec, TypeVar

from scraper.processes import child
from scraper.processes.pool import MEMORY, LimitReached, ProcessPool, too_large

_P = ParamSpec("_P")
_T = TypeVar("_T")


def call_forked(seconds: float, function: Callable[_P, _T], *args: _P.args, **named: _P.kwargs) -> _T:
    """The value of a call, or what it raises; LimitReached if it takes longer than `seconds`, or `MEMORY` bytes.

    This process must have one thread. Windows has no copies of processes: there another one is started.
    """
    if not hasattr(os, "fork"):
        return ProcessPool(1).call(seconds, function, *args, **named)
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reader)
        _answer(writer, seconds, lambda: function(*args, **named))
    os.close(writer)
    with os.fdopen(reader, "rb") as answers:
        answer = child.receive(answers)
    _, status = os.waitpid(pid, 0)
    if answer is None:
        late = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGALRM
        raise LimitReached(f"takes more than {seconds:g} seconds" if late else too_large(MEMORY))
    succeeded, value = pickle.loads(answer)
    if isinstance(value, MemoryError):
        raise LimitReached(too_large(MEMORY))
    if not succeeded:
        raise value
    return value  # type: ignore[no-any-return]


def _answer(writer: int, seconds: float, call: Callable[[], object]) -> NoReturn:
    """Make the call in the copy, which the alarm clock of the system ends in time, and end it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    child.limit_memory(MEMORY)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        with os.fdopen(writer, "wb") as answers:
            child.send(answers, child.outcome(call))
    finally:
        os._exit(0)
