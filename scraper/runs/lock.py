"""One run at a time for one store: an advisory lock on a file, which the kernel lets go of when its holder dies.

The file lies beside an SQLite store, and beside the TOML for any other. It stays where it is: to remove it would let
two runs hold two files of one name. What it says is only for people; who holds it, the kernel knows.
"""

from __future__ import annotations

import fcntl
import json
import os
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from scraper.errors import Busy, UsageError
from scraper.runs.config import News

_LOOKS = 20
_BETWEEN_LOOKS = 0.05
"""Seconds; between two looks at what a holder has to say that has only just come."""


def lock_path(news: News) -> Path:
    """Where the lock of a store lies: beside the file of SQLite, whichever name leads there, or beside the TOML."""
    scheme, _, rest = news.run.store.partition(":///")
    file = rest.partition("?")[0]
    is_file = scheme.partition("+")[0] == "sqlite" and file not in ("", ":memory:") and not file.startswith("file:")
    path = (news.path.parent / file if is_file else news.path).resolve()
    return path.with_name(f"{path.name}.lock")


@contextmanager
def locked(news: News, run_id: str) -> Iterator[None]:
    """Hold the lock of the store of `news` for the run `run_id`.

    Raises Busy at once, saying who holds it since when, and UsageError where the file cannot be written.
    """
    path = lock_path(news)
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise UsageError(f"{path}: the lock of a run cannot be written: {why}. Make the folder writable") from error
    try:
        _take(handle, path)
        _say(handle, run_id)
        yield
        os.ftruncate(handle, 0)
    finally:
        os.close(handle)


def _take(handle: int, path: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise Busy(f"{path} is held {_holder(handle)}. Wait for it to end, or stop it") from error
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise UsageError(f"{path} cannot be locked: {why}. Keep the store on a file system with locks") from error


def _say(handle: int, run_id: str) -> None:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    said = {"pid": os.getpid(), "host": socket.gethostname(), "since": now, "run": run_id}
    os.ftruncate(handle, 0)
    os.pwrite(handle, f"{json.dumps(said)}\n".encode(), 0)


def _holder(handle: int) -> str:
    """Who says to hold the lock. A holder that has only just come may not have said so yet, and its word is awaited."""
    for _ in range(_LOOKS):
        said = _said(handle)
        if said and (said.get("host") != socket.gethostname() or _is_alive(said.get("pid"))):
            return "by run {run} (process {pid} on {host}) since {since}".format_map(_Words(said))
        time.sleep(_BETWEEN_LOOKS)
    return "by another process that does not say who it is"


class _Words(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "?"


def _said(handle: int) -> Mapping[str, object]:
    try:
        said = json.loads(os.pread(handle, 4096, 0))
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _is_alive(pid: object) -> bool:
    if not isinstance(pid, int) or pid <= 0:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's, and alive
        return True
    return True
