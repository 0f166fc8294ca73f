"""Parse feeds in processes that a limit of time and memory can end."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
from pathlib import Path
from threading import Lock, Semaphore, Timer
from typing import Any

from scraper.errors import FetchError
from scraper.runs.sources import feed_process

MOST_SECONDS = 10.0
"""Seconds for a feed. The longest real ones take two."""

MOST_PROCESSES = 2
"""Feeds that are parsed at a time; a process takes 25 MB and is used again."""

_slots = Semaphore(MOST_PROCESSES)
_lock = Lock()
_idle: list[subprocess.Popen[bytes]] = []


def parse_feed(body: bytes, url: str, most: int, base: str = "") -> dict[str, Any]:
    """The version and entries of a feed, each text cut to `most` characters.

    Relative bases in the feed are resolved against `base`.
    Raises FetchError if it cannot be parsed, or not within `MOST_SECONDS` and `feed_process.MOST_MEMORY`.
    """
    with _slots:
        answer = _exchange(json.dumps([most, base]).encode() + b"\n" + body)
    if answer is None:
        raise FetchError(url, f"the feed cannot be parsed within {MOST_SECONDS:g} seconds; check the URL")
    if "error" in answer:
        raise FetchError(url, f"the feed cannot be parsed ({answer['error']}); check the URL")
    return answer


def _exchange(request: bytes) -> dict[str, Any] | None:
    """The answer of a process, which is kept for the next feed; None if it ended or had to be ended."""
    process = _take()
    assert process.stdin is not None
    assert process.stdout is not None
    timer = Timer(MOST_SECONDS, process.kill)
    timer.daemon = True
    timer.start()
    try:
        feed_process.send(process.stdin, request)  # type: ignore[arg-type]
        answer = feed_process.receive(process.stdout)  # type: ignore[arg-type]
    except OSError:  # it has ended
        answer = None
    finally:
        timer.cancel()
    if answer is None:
        _end(process)
        return None
    with _lock:
        _idle.append(process)
    decoded: dict[str, Any] = json.loads(answer)
    return decoded


def _take() -> subprocess.Popen[bytes]:
    with _lock:
        while _idle:
            process = _idle.pop()
            if process.poll() is None:
                return process
            _end(process)
    return subprocess.Popen(
        [sys.executable, "-P", str(Path(feed_process.__file__))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        start_new_session=True,  # Ctrl-C is for the run, which ends it
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            try:
                stream.close()
            except OSError:  # what was not written yet
                continue
    process.wait()


@atexit.register
def _end_all() -> None:
    with _lock:
        while _idle:
            _end(_idle.pop())
