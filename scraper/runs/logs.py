"""The log of a run: JSON lines, or on a terminal one line of counts per source and a bar for all pages."""

from __future__ import annotations

import json
import sys
from abc import ABC, abstractmethod
from collections import Counter
from datetime import UTC, datetime
from secrets import token_hex
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self, TextIO

if TYPE_CHECKING:
    from rich.console import RenderableType

Level = Literal["debug", "info", "warning", "error"]
_LEVELS: dict[str, int] = {"debug": 10, "info": 20, "warning": 30, "error": 40}
_DONE = ("article", "empty", "unchanged", "gone", "refused", "declined", "forbidden", "blocked", "failed")
_PROBLEMS = ("empty", "refused", "blocked", "failed")


def new_run_id(now: datetime | None = None) -> str:
    """A run id that sorts by the start of the run: "20261122T073142-4f2a1c"."""
    return f"{now or datetime.now(UTC):%Y%m%dT%H%M%S}-{token_hex(3)}"


def log_to(stream: TextIO, run_id: str, level: Level | None = None) -> RunLog:
    """A log for `stream`: progress if it is a terminal, else JSON lines.

    `level` is the lowest level that is written (default: "warning" on a terminal, else "info").
    """
    if stream.isatty():
        return TerminalLog(stream, run_id, level or "warning")
    return JsonLog(stream, run_id, level or "info")


class RunLog(ABC):
    """The log of a run: a thread-safe context manager.

    If the stream fails (a full disk, a closed pipe), the run goes on and `is_broken` is set.
    """

    def __init__(self, stream: TextIO, run_id: str, level: Level = "info") -> None:
        self.run_id = run_id
        self.is_broken = False
        self._stream = stream
        self._min_level = _LEVELS[level]
        self._lock = Lock()
        self._counts: dict[str, Counter[str]] = {}

    def event(self, name: str, /, *, level: Level = "info", **fields: object) -> None:
        """Log an event; `fields` are of any type that `str` accepts."""
        if _LEVELS[level] >= self._min_level:
            self._try_to_write(name, level, fields)

    def progress(self, source: str, /, **counts: int) -> None:
        """Add to the counts of a source: `found`, `planned`, or the name of an outcome."""
        with self._lock:
            self._counts.setdefault(source, Counter()).update(counts)

    def counts(self) -> dict[str, Counter[str]]:
        """A copy of the counts so far: source → counts."""
        with self._lock:
            return {source: Counter(counts) for source, counts in self._counts.items()}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._try_to_write(None, "info", {})

    def _try_to_write(self, name: str | None, level: Level, fields: dict[str, object]) -> None:
        if self.is_broken:
            return
        try:
            if name is None:
                self._close()
            else:
                self._write(name, level, fields)
        except OSError:
            self.is_broken = True

    @abstractmethod
    def _write(self, name: str, level: Level, fields: dict[str, object]) -> None: ...

    @abstractmethod
    def _close(self) -> None: ...


class JsonLog(RunLog):
    """One JSON object per line: `run`, `event`, `level`, `time` (UTC, ISO 8601), and the fields of the event."""

    def _write(self, name: str, level: Level, fields: dict[str, object]) -> None:
        time = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
        line = json.dumps({"run": self.run_id, "event": name, "level": level, "time": time, **fields}, default=str)
        with self._lock:
            self._stream.write(f"{line}\n")
            self._stream.flush()

    def _close(self) -> None:
        if self._min_level <= _LEVELS["info"]:
            for source, counts in self.counts().items():
                self._write("source", "info", {"source": source, **counts})


class TerminalLog(RunLog):
    """Live counts per source, a bar with the pages of the run and the time left, and events above them."""

    def __init__(self, stream: TextIO, run_id: str, level: Level = "warning") -> None:
        from rich.console import Console
        from rich.live import Live
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        super().__init__(stream, run_id, level)
        self._console = Console(file=stream, highlight=False)
        self._bar = Progress(
            TextColumn("pages"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("left"),
            console=self._console,
        )  # fmt: skip
        self._pages = self._bar.add_task("pages", total=None)
        # standard output is data, so rich must not redirect it
        self._live = Live(
            get_renderable=self._shown,
            console=self._console,
            refresh_per_second=4,
            redirect_stdout=False,
            redirect_stderr=False,
        )

    def __enter__(self) -> Self:
        self._live.start()
        return self

    def _write(self, name: str, level: Level, fields: dict[str, object]) -> None:
        from rich.text import Text

        from scraper.output.explain import printable

        details = ", ".join(f"{key} {value}" for key, value in fields.items() if value not in ("", None))
        style = {"error": "bold red", "warning": "yellow"}.get(level, "dim")
        self._console.print(Text(printable(f"{name}: {details}" if details else name), style), soft_wrap=True)

    def _close(self) -> None:
        self._live.stop()

    def _shown(self) -> RenderableType:
        """The counts, and below them how many of the pages that are planned by now are done."""
        from rich.console import Group

        counts = self.counts().values()
        total = sum(each["planned"] for each in counts)
        done = sum(each[name] for each in counts for name in _DONE)
        self._bar.update(self._pages, total=total or None, completed=done)
        return Group(self._table(), self._bar.get_renderable())

    def _table(self) -> RenderableType:
        from rich.table import Table
        from rich.text import Text

        from scraper.output.explain import printable

        table = Table(box=None, pad_edge=False)
        table.add_column("source")
        for title in ("found", "planned", "done", "articles", "problems"):
            table.add_column(title, justify="right")
        for source, counts in self.counts().items():
            done, problems = (sum(counts[name] for name in names) for names in (_DONE, _PROBLEMS))
            figures = (counts["found"], counts["planned"], done, counts["article"], problems)
            table.add_row(Text(printable(source)), *map(str, figures))
        return table


def standard_log(run_id: str, level: Level | None = None) -> RunLog:
    """The log on standard error."""
    return log_to(sys.stderr, run_id, level)
