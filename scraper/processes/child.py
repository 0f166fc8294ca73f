"""The program of a process in which functions are called.

It is started with this file as its program and the limit of its memory in bytes as argument. Each request on its
standard input is the seconds that the call may take, the function and its arguments, each response whether it
succeeded and the value or the error; a message before them says that the process is ready. It ends with its input,
hence with the process that started it; a call that takes too long then is ended by the alarm clock of the system.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

LENGTH = 8
"""Bytes of the length before a message, the most significant first."""

_LATER = 1.0
"""Seconds after the limit at which the process ends by itself, if the one that started it has gone."""


def answer_requests(memory: int) -> None:
    """Answer requests until the input ends."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is not an answer
    limit_memory(memory)
    _load_package()
    send(answers, b"ready")
    while (request := receive(requests)) is not None:
        send(answers, _answer(request))


def send(stream: BinaryIO, data: bytes) -> None:
    """Write a message."""
    stream.write(len(data).to_bytes(LENGTH, "big"))
    stream.write(data)
    stream.flush()


def receive(stream: BinaryIO) -> bytes | None:
    """Read a message; None at the end of the stream, even within a message."""
    head = stream.read(LENGTH)
    size = int.from_bytes(head, "big")
    data = stream.read(size) if len(head) == LENGTH else b""
    return data if len(head) == LENGTH and len(data) == size else None


def _answer(request: bytes) -> bytes:
    def call() -> object:
        seconds, function, arguments, named = pickle.loads(request)
        _set_alarm(seconds + _LATER)
        return function(*arguments, **named)

    try:
        return outcome(call)
    finally:
        _set_alarm(0)


def outcome(call: Callable[[], object]) -> bytes:
    """Whether a call succeeded, and its value or its error, as bytes."""
    try:
        return pickle.dumps((True, call()), pickle.HIGHEST_PROTOCOL)
    except Exception as error:  # for the caller, whatever it is
        return _failure(error)


def _failure(error: Exception) -> bytes:
    try:
        data = pickle.dumps((False, error), pickle.HIGHEST_PROTOCOL)
        pickle.loads(data)
        return data
    except (pickle.PicklingError, TypeError, AttributeError):  # an error of a library that holds what cannot be sent
        return pickle.dumps((False, RuntimeError(f"{type(error).__name__}: {error!s:.500}")))


def _load_package() -> None:
    """Import the package that this file belongs to, whatever else of its name comes first on the path."""
    root = str(Path(__file__).parents[2])
    sys.path.insert(0, root)
    import scraper

    assert scraper.__path__[0] == str(Path(__file__).parents[1])
    sys.path.remove(root)


def limit_memory(memory: int) -> None:
    """Let this process take at most so many bytes of address space."""
    try:
        import resource
    except ImportError:  # Windows
        return
    with suppress(ValueError, OSError):  # macOS may refuse it
        resource.setrlimit(resource.RLIMIT_AS, (memory, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _set_alarm(seconds: float) -> None:
    """Let the system end this process after `seconds`; 0 for never."""
    if hasattr(signal, "setitimer"):  # not on Windows
        signal.setitimer(signal.ITIMER_REAL, seconds)


if __name__ == "__main__":
    answer_requests(int(sys.argv[1]))
