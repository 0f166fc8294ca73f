"""Functions that a test has called in another process."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from pathlib import Path


def own_pid() -> int:
    return os.getpid()


def hold_the_interpreter() -> bool:
    """Backtrack for centuries inside C, where no Python code of the process can run."""
    return re.match(r"(a+)+$", "a" * 60 + "b") is not None


def hold_after_naming(path: Path) -> bool:
    """As `hold_the_interpreter`, after the process has written its id to a file."""
    path.write_text(str(os.getpid()), "utf-8")
    return hold_the_interpreter()


def take(size: int) -> int:
    return len(bytearray(size))


def crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def chatter() -> str:
    sys.stdout.write("what a library prints\n")
    sys.stdout.flush()
    os.write(1, b"and what its C code prints")
    return "the value"


def fail() -> None:
    raise LookupError("no such stall")


class Unsendable(Exception):
    """An error that cannot be pickled."""

    def __init__(self) -> None:
        super().__init__("two legs bad")
        self.stream = sys.stdin


def fail_unsendably() -> None:
    raise Unsendable


def number_of_file(number: int, gate: Path | None) -> int:
    """The number, as soon as the file is there."""
    while gate is not None and not gate.exists():
        time.sleep(0.01)
    return number


def length_of(data: bytes) -> int:
    return len(data)


def crash_if(wanted: bool) -> int:
    if wanted:
        crash()
    return os.getpid()


def hold_if(wanted: bool) -> int:
    if wanted:
        hold_the_interpreter()
    return os.getpid()
