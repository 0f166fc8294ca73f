"""The file of articles: one JSON line an input, to which a second start adds what is missing."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from scraper.errors import Busy, PageError, UsageError
from scraper.output.files import writing

_START = '{"id": '
_DECODER = json.JSONDecoder()


class ArticleLines:
    """Writes a line for each input, at once and complete; `is_done` says whether an input has one from before.

    `written` counts the lines of this start, `failed` those with an error by its exit code, `before` the lines that
    were there.
    """

    def __init__(self, write: Callable[[str], object], done: Counter[int]) -> None:
        self._write = write
        self._done = done
        self.before = done.total()
        self.written = 0
        self.failed: Counter[int] = Counter()

    def is_done(self, key: str) -> bool:
        """Whether there is a line for this input from before. An id that comes n times needs n lines."""
        number = hash(key)
        if not self._done[number]:
            return False
        self._done[number] -= 1
        return True

    def add_article(self, key: str, url: str | None, article: str) -> None:
        """Add an article, given as JSON."""
        self._add(key, url, f'"article": {article}')

    def add_error(self, key: str, url: str | None, error: Exception) -> None:
        """Add the error of an input."""
        message = error.why if isinstance(error, PageError) else str(error)
        said = {"type": type(error).__name__, "message": message}
        self.failed[getattr(error, "exit_code", 1)] += 1
        self._add(key, url, f'"error": {json.dumps(said, ensure_ascii=False)}')

    def _add(self, key: str, url: str | None, rest: str) -> None:
        head = json.dumps({"id": key, "url": url}, ensure_ascii=False)
        self._write(f"{head[:-1]}, {rest}}}\n")
        self.written += 1

    @property
    def exit_code(self) -> int:
        """0 if every input of this start gave an article; what all failed with if none did; otherwise 1."""
        if not self.failed:
            return 0
        return next(iter(self.failed)) if self.failed.total() == self.written and len(self.failed) == 1 else 1


@contextmanager
def article_lines(out: Path | None, put: Callable[[str], object]) -> Iterator[ArticleLines]:
    """The lines of the file `out`, those in it included; a last line that was cut off is removed. None: `put` them.

    Raises UsageError if the file has other content or cannot be written, Busy if another start writes it.
    """
    if out is None:
        yield ArticleLines(put, Counter())
        return
    with ExitStack() as stack:
        with writing(out):
            file = stack.enter_context(out.open("a+b"))
            _lock(file, out)
            done = _repaired(file, out)

        def write(line: str) -> None:
            with writing(out):
                file.write(line.encode("utf-8", "backslashreplace"))  # lone surrogates, which are then valid JSON
                file.flush()

        yield ArticleLines(write, done)


def _repaired(file: IO[bytes], out: Path) -> Counter[int]:
    """How often each id is in the file, whose last line is removed if it is not complete."""
    done: Counter[int] = Counter()
    file.seek(0)
    start = file.read(len(_START))
    if start != _START.encode()[: len(start)]:
        raise _foreign(out, 1)
    file.seek(0)
    size = 0
    for number, line in enumerate(file, 1):
        if not line.endswith(b"\n"):
            file.truncate(size)
            break
        size += len(line)
        done[hash(_id_of(line, out, number))] += 1
    file.seek(0, os.SEEK_END)
    return done


def _id_of(line: bytes, out: Path, number: int) -> str:
    text = line.decode("utf-8", "replace")
    try:
        key, _ = _DECODER.raw_decode(text, len(_START))
    except ValueError:
        key = None
    if not text.startswith(_START) or not isinstance(key, str):
        raise _foreign(out, number)
    return key


def _foreign(out: Path, number: int) -> UsageError:
    return UsageError(f"{out} line {number} was not written by this command: give another path, or move the file away")


def _lock(file: IO[bytes], out: Path) -> None:
    """Hold the file until it is closed, which the end of the process does too."""
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(1 << 40)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError) as error:
        raise Busy(f"another start of this command writes {out}. Wait until it ends, or stop it") from error
