"""A file or a folder that is put in its place whole, or not at all, and never over what somebody else wrote."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from scraper.errors import UsageError

_AT_FDCWD = -100
_EXCHANGE = 2
_CANNOT = frozenset([errno.ENOSYS, errno.EINVAL, errno.ENOTSUP])


@contextmanager
def whole_file(out: Path, is_ours: Callable[[Path], bool]) -> Iterator[IO[bytes]]:
    """A file to write to, that takes the place of `out` when the block ends well.

    Raises UsageError where `out` is there and not `is_ours`, and where it cannot be written.
    """
    target = out.resolve()
    with _said_as_usage(out):
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
def whole_folder(out: Path, is_ours: Callable[[Path], bool]) -> Iterator[Path]:
    """An empty folder to write into, that takes the place of `out`, with all that is in it, when the block ends well.

    Raises UsageError where `out` is there, is not empty and is not `is_ours`, and where it cannot be written.
    """
    target = out.resolve()
    with _said_as_usage(out):
        if target.exists() and not (target.is_dir() and (not any(target.iterdir()) or is_ours(target))):
            raise _not_ours(out)
        draft = _draft(target)
        try:
            draft.mkdir()
            yield draft
            _swap(draft, target)
        finally:
            shutil.rmtree(draft, ignore_errors=True)


def _draft(target: Path) -> Path:
    return target.with_name(f".{target.name[:200]}.{os.getpid()}.draft")


def _swap(draft: Path, target: Path) -> None:
    """Put `draft` at `target`; what was there is at `draft` afterwards. In one step where the system can."""
    if not target.exists():
        draft.rename(target)
        return
    if _exchanged(draft, target):
        return
    old = draft.with_suffix(".old")
    target.rename(old)
    try:
        draft.rename(target)
    except OSError:
        old.rename(target)
        raise
    old.rename(draft)


def _exchanged(one: Path, other: Path) -> bool:
    """Swap two names in one step; False where this system or its file system cannot. Raises OSError for the rest."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(other))


@contextmanager
def _said_as_usage(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UsageError(f"{out} cannot be written: {(error.strerror or str(error)).lower()}") from error


def _not_ours(out: Path) -> UsageError:
    return UsageError(f"{out} is there already and is no export of this kind: name another place, or move it away")
