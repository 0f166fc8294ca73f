"""One run at a time for one store: a lock on a file, which the system releases when its holder dies.

The lock lies beside an SQLite store, and beside the TOML for any other. It stays there, since removing it would let two
runs hold two files of one name. Beside it, `….lock.json` tells people who holds it.
"""

from __future__ import annotations

import json
import os
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from scraper.errors import Busy, UsageError
from scraper.runs.config import News

_LOOKS = 20
_BETWEEN_LOOKS = 0.05
"""Seconds between two looks at what a holder that has only just started says of itself."""


def lock_path(news: News) -> Path:
    """Where the lock of a store lies: beside the file of SQLite, whichever name leads there, or beside the TOML."""
    scheme, _, rest = news.run.store.partition(":///")
    file = rest.partition("?")[0]
    is_file = scheme.partition("+")[0] == "sqlite" and file not in ("", ":memory:") and not file.startswith("file:")
    path = (news.path.parent / file if is_file else news.path).resolve()
    return path.with_name(f"{path.name}.lock")


def holder_path(path: Path) -> Path:
    """The file beside the lock at `path` in which its holder says who it is."""
    return path.with_name(f"{path.name}.json")


@contextmanager
def locked(news: News, run_id: str) -> Iterator[None]:
    """Hold the lock of the store of `news` for the run `run_id`.

    Raises Busy at once, with who holds it and since when, and UsageError where the lock cannot be written.
    """
    path = lock_path(news)
    holder = holder_path(path)
    lock = FileLock(path, timeout=0)
    try:
        path.open("a").close()  # FileLock would make missing folders, and wait where it may not write
        lock.acquire()
    except Timeout as error:
        raise Busy(f"{path} is held {_holder(holder)}. Wait for it to end, or stop it") from error
    except (OSError, NotImplementedError) as error:
        why = (getattr(error, "strerror", None) or str(error)).lower()
        remedy = "Make the folder writable, on a file system with locks"
        raise UsageError(f"{path}: the lock of a run cannot be taken: {why}. {remedy}") from error
    try:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        said = {"pid": os.getpid(), "host": socket.gethostname(), "since": now, "run": run_id}
        holder.write_text(f"{json.dumps(said)}\n", "utf-8")
        yield
        holder.unlink(missing_ok=True)
    finally:
        lock.release()


def _holder(path: Path) -> str:
    """Who holds the lock, by its own account. One that has only just started may not have written it yet."""
    for _ in range(_LOOKS):
        said = _read(path)
        if said and (said.get("host") != socket.gethostname() or _is_alive(said.get("pid"))):
            return "by run {run} (process {pid} on {host}) since {since}".format_map(_Words(said))
        time.sleep(_BETWEEN_LOOKS)
    return "by another process that does not say who it is"


class _Words(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "?"


def _read(path: Path) -> Mapping[str, object]:
    try:
        said = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
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
