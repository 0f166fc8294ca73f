"""How a run talks: JSON lines where nobody watches, a line of progress for each source on a terminal."""

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
_DONE = ("article", "empty", "unchanged", "gone", "refused", "forbidden", "blocked", "failed")
_TROUBLE = ("empty", "refused", "blocked", "failed")


def new_run_id(now: datetime | None = None) -> str:
    """A name for a run that sorts by its start: "20261122T073142-4f2a1c"."""
    return f"{now or datetime.now(UTC):%Y%m%dT%H%M%S}-{token_hex(3)}"


def log_to(stream: TextIO, run_id: str, level: Level | None = None) -> RunLog:
    """The right way to talk to `stream`: lines of progress where it is a terminal, JSON elsewhere.

    `level` is the least that is said, by itself "info" in JSON and "warning" on a terminal.
    """
    if stream.isatty():
        return TerminalLog(stream, run_id, level or "warning")
    return JsonLog(stream, run_id, level or "info")


class RunLog(ABC):
    """What a run says while it goes on; a context manager, safe to call from many threads.

    A stream that takes nothing more (a full disk, a closed pipe) silences the talk and not the run: `deaf` tells.
    """

    def __init__(self, stream: TextIO, run_id: str, level: Level) -> None:
        self.run_id = run_id
        self.deaf = False
        self._stream = stream
        self._least = _LEVELS[level]
        self._lock = Lock()
        self._counts: dict[str, Counter[str]] = {}

    def event(self, name: str, /, *, level: Level = "info", **fields: object) -> None:
        """Something happened; `fields` are its figures and names, of any type that can be shown."""
        if _LEVELS[level] >= self._least:
            self._guarded(name, level, fields)

    def progress(self, source: str, /, **counts: int) -> None:
        """Add to the counts of a source: `found`, `planned`, and a page's outcome by its name."""
        with self._lock:
            self._counts.setdefault(source, Counter()).update(counts)

    def counts(self) -> dict[str, Counter[str]]:
        """What `progress` has added up so far, a copy: source → counts."""
        with self._lock:
            return {source: Counter(counts) for source, counts in self._counts.items()}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._guarded(None, "info", {})

    def _guarded(self, name: str | None, level: Level, fields: dict[str, object]) -> None:
        if self.deaf:
            return
        try:
            if name is None:
                self._close()
            else:
                self._say(name, level, fields)
        except OSError:
            self.deaf = True

    @abstractmethod
    def _say(self, name: str, level: Level, fields: dict[str, object]) -> None: ...

    @abstractmethod
    def _close(self) -> None: ...


class JsonLog(RunLog):
    """One JSON object a line: `run`, `event`, `level`, `time` (UTC, ISO 8601), and the event's own fields."""

    def __init__(self, stream: TextIO, run_id: str, level: Level = "info") -> None:
        super().__init__(stream, run_id, level)

    def _say(self, name: str, level: Level, fields: dict[str, object]) -> None:
        time = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
        line = json.dumps({"run": self.run_id, "event": name, "level": level, "time": time, **fields}, default=str)
        with self._lock:
            self._stream.write(f"{line}\n")
            self._stream.flush()

    def _close(self) -> None:
        if self._least <= _LEVELS["info"]:
            for source, counts in self.counts().items():
                self._say("source", "info", {"source": source, **counts})


class TerminalLog(RunLog):
    """For people: a line a source that counts up, and what they should know above it."""

    def __init__(self, stream: TextIO, run_id: str, level: Level = "warning") -> None:
        from rich.console import Console
        from rich.live import Live

        super().__init__(stream, run_id, level)
        self._console = Console(file=stream, highlight=False)
        # what is printed on standard output is data, and none of rich's business
        self._live = Live(
            get_renderable=self._table,
            console=self._console,
            refresh_per_second=4,
            redirect_stdout=False,
            redirect_stderr=False,
        )

    def __enter__(self) -> Self:
        self._live.start()
        return self

    def _say(self, name: str, level: Level, fields: dict[str, object]) -> None:
        from rich.text import Text

        from scraper.output.explain import printable

        shown = ", ".join(f"{key} {value}" for key, value in fields.items() if value not in ("", None))
        style = {"error": "bold red", "warning": "yellow"}.get(level, "dim")
        self._console.print(Text(printable(f"{name}: {shown}" if shown else name), style), soft_wrap=True)

    def _close(self) -> None:
        self._live.stop()

    def _table(self) -> RenderableType:
        from rich.table import Table
        from rich.text import Text

        from scraper.output.explain import printable

        table = Table(box=None, pad_edge=False)
        table.add_column("source")
        for title in ("found", "planned", "done", "articles", "trouble"):
            table.add_column(title, justify="right")
        for source, counts in self.counts().items():
            done, trouble = (sum(counts[name] for name in names) for names in (_DONE, _TROUBLE))
            figures = (counts["found"], counts["planned"], done, counts["article"], trouble)
            table.add_row(Text(printable(source)), *map(str, figures))
        return table


def standard_log(run_id: str, level: Level | None = None) -> RunLog:
    """The talk to standard error."""
    return log_to(sys.stderr, run_id, level)
