"""Atomic writes: a file or folder appears complete or not at all, and never replaces foreign content."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from scraper.errors import UsageError


@contextmanager
def atomic_file(out: Path, is_ours: Callable[[Path], bool]) -> Iterator[IO[bytes]]:
    """A file to write to, which replaces `out` when the block ends without an error.

    Raises UsageError if `out` exists and `is_ours(out)` is false, or if it cannot be written.
    """
    target = out.resolve()
    with writing(out):
        if target.exists() and not (target.is_file() and (target.stat().st_size == 0 or is_ours(target))):
            raise _not_ours(out)
        draft = _draft(target)
        try:
            with draft.open("wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)


@contextmanager
def atomic_folder(out: Path, is_ours: Callable[[Path], bool]) -> Iterator[Path]:
    """An empty folder to write into, which replaces `out` and its content when the block ends without an error.

    Raises UsageError if `out` is not empty and `is_ours(out)` is false, or if it cannot be written.
    """
    target = out.resolve()
    with writing(out):
        if target.exists() and not (target.is_dir() and (not any(target.iterdir()) or is_ours(target))):
            raise _not_ours(out)
        draft = _draft(target)
        try:
            draft.mkdir()
            yield draft
            _swap(draft, target)
        finally:
            shutil.rmtree(draft, ignore_errors=True)


def write_text(out: Path, text: str) -> None:
    """Write `text` to `out`, replacing any file; a device such as /dev/stdout is written to directly.

    Raises UsageError if it cannot be written.
    """
    data = text.encode("utf-8", "backslashreplace")
    if out.exists() and not out.is_file():
        with writing(out):
            out.write_bytes(data)
        return
    with atomic_file(out, lambda _: True) as file:
        file.write(data)


def _draft(target: Path) -> Path:
    return target.with_name(f".{target.name[:200]}.{os.getpid()}.draft")


def _swap(draft: Path, target: Path) -> None:
    """Rename `draft` to `target`; the previous content of `target` is at `draft` afterwards."""
    if not target.exists():
        draft.rename(target)
        return
    old = draft.with_suffix(".old")
    target.rename(old)
    try:
        draft.rename(target)
    except OSError:
        old.rename(target)
        raise
    old.rename(draft)


@contextmanager
def writing(out: Path) -> Iterator[None]:
    """Raise UsageError, which names `out`, where the system does not let it be written."""
    try:
        yield
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise UsageError(f"{out} cannot be written: {why}; give another path") from error


def _not_ours(out: Path) -> UsageError:
    return UsageError(f"{out} exists and was not written by this command: give another path, or move it away")
