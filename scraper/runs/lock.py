"""One run at a time per store: a file lock, which the operating system releases when the process ends.

The lock file is beside an SQLite store, else beside the TOML. It is never deleted: otherwise two runs could lock two
files of the same name. `….lock.json` beside it names the run that holds it.
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

from filelock import FileLock, Timeout, has_fcntl

from scraper.errors import Busy, UsageError
from scraper.runs.config import News

_HAS_LOCKS = has_fcntl or os.name == "nt"
"""Elsewhere the existence of the file is the lock, so that nothing else may create it."""
_READS = 20
_READ_DELAY = 0.05
"""Seconds between two attempts to read the file of a holder that has just started."""


def lock_path(news: News) -> Path:
    """The lock file of a store: beside the SQLite file, symbolic links resolved, or beside the TOML."""
    scheme, _, rest = news.run.store.partition(":///")
    file = rest.partition("?")[0]
    is_file = scheme.partition("+")[0] == "sqlite" and file not in ("", ":memory:") and not file.startswith("file:")
    path = (news.path.parent / file if is_file else news.path).resolve()
    return path.with_name(f"{path.name}.lock")


def holder_path(path: Path) -> Path:
    """The JSON file beside the lock at `path` that names its holder."""
    return path.with_name(f"{path.name}.json")


@contextmanager
def locked(news: News, run_id: str) -> Iterator[None]:
    """Hold the lock of the store of `news` for the run `run_id`.

    Raises Busy at once if another run holds it, and UsageError if the lock file cannot be written.
    """
    path = lock_path(news)
    holder = holder_path(path)
    lock = FileLock(path, timeout=0)
    try:
        if _HAS_LOCKS:
            path.open("a").close()  # FileLock would create missing folders, and wait if it may not write
        lock.acquire()
    except Timeout as error:
        raise Busy(f"{path} is held {_holder(holder)}. Wait until it ends, or stop it") from error
    except (OSError, NotImplementedError) as error:
        if not path.parent.is_dir():
            remedy = "create it, or correct store = in the file"
            raise UsageError(f"{news.path}: there is no folder {path.parent} for the store: {remedy}") from error
        why = (getattr(error, "strerror", None) or str(error)).lower()
        remedy = "Make the folder writable, on a file system that supports locks"
        raise UsageError(f"{path}: the run cannot be locked: {why}. {remedy}") from error
    try:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        record = {"pid": os.getpid(), "host": socket.gethostname(), "since": now, "run": run_id}
        holder.write_text(f"{json.dumps(record)}\n", "utf-8")
        yield
        holder.unlink(missing_ok=True)
    finally:
        lock.release()


def _holder(path: Path) -> str:
    """Who holds the lock; a process that has just started may not have written its file yet."""
    for _ in range(_READS):
        record = _read(path)
        if record and (record.get("host") != socket.gethostname() or _is_alive(record.get("pid"))):
            run, pid, host, since = (record.get(name, "?") for name in ("run", "pid", "host", "since"))
            return f"by run {run} (process {pid} on {host}) since {since}"
        time.sleep(_READ_DELAY)
    return "by an unknown process"


def _read(path: Path) -> Mapping[str, object]:
    try:
        record = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def _is_alive(pid: object) -> bool:
    if not isinstance(pid, int) or pid <= 0:
        return False
    if os.name == "nt":  # signal 0 would be Ctrl-C there; a lock that is held has a holder
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # the process of another user
        return True
    return True
