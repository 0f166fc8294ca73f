"""The log of a run: JSON lines into a pipe, progress on a terminal."""

from __future__ import annotations

import io
import json
import pty
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

import pytest

from scraper.runs.logs import JsonLog, Level, TerminalLog, log_to, new_run_id, standard_log
from tests.support.terminal import read_terminal

RUN = "20261101T060000-0a1b2c"


class Terminal(io.StringIO):
    """A stream that calls itself a terminal."""

    def isatty(self) -> bool:
        return True


class Full(io.StringIO):
    """A disk without room."""

    def write(self, text: str) -> int:
        raise OSError(28, "No space left on device")


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_run_ids_sort_by_time_and_differ() -> None:
    early, late = (new_run_id(datetime(2026, 11, day, 6, tzinfo=UTC)) for day in (1, 2))
    assert re.fullmatch(r"20261101T060000-[0-9a-f]{6}", early)
    assert early < late
    assert new_run_id() != new_run_id()


@pytest.mark.parametrize(("stream", "kind"), [(io.StringIO(), JsonLog), (Terminal(), TerminalLog)])
def test_the_stream_chooses_the_format(stream: TextIO, kind: type) -> None:
    assert isinstance(log_to(stream, RUN), kind)


def test_the_standard_log_is_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    with standard_log(RUN) as log:
        log.event("run started")
    captured = capsys.readouterr()
    assert captured.out == ""
    assert json.loads(captured.err)["run"] == RUN


def test_an_event_is_one_line_with_run_level_and_utc_time() -> None:
    stream = io.StringIO()
    with log_to(stream, RUN) as log:
        log.event("page", level="warning", url="https://tidepost.example/1", status=503, why="line\nbreak", none=None)
    (line,) = lines(stream)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z", str(line.pop("time")))
    assert line == {
        "run": RUN, "event": "page", "level": "warning", "url": "https://tidepost.example/1", "status": 503,
        "why": "line\nbreak", "none": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    "value",
    [Path("/news"), datetime(2026, 11, 1, tzinfo=UTC), ValueError("no"), "\ud83d", "{x}", "%s %d", "\x1b[31m", b"\xff"],
)
def test_any_value_can_be_logged(value: object) -> None:
    stream = io.StringIO()
    with log_to(stream, RUN) as log:
        log.event("saw %s {y}", value=value)
    assert stream.getvalue().isascii()
    assert lines(stream)[0]["event"] == "saw %s {y}"
    assert lines(stream)[0]["value"] == (value if isinstance(value, str) else str(value))


@pytest.mark.parametrize(
    ("least", "expected"),
    [
        pytest.param("debug", ["debug", "info", "warning", "error"], id="everything"),
        pytest.param(None, ["info", "warning", "error"], id="by-itself"),
        pytest.param("error", ["error"], id="quiet"),
    ],
)
def test_events_below_the_level_are_not_logged(least: Level | None, expected: list[str]) -> None:
    stream = io.StringIO()
    with log_to(stream, RUN, least) as log:
        levels: tuple[Level, ...] = ("debug", "info", "warning", "error")
        for level in levels:
            log.event("something", level=level)
    assert [line["level"] for line in lines(stream)] == expected


def test_counts_are_added_up_and_logged_once_for_each_source() -> None:
    stream = io.StringIO()
    with log_to(stream, RUN) as log:
        log.progress("tidepost", found=7, planned=5)
        log.progress("quaynews", found=1)
        log.progress("tidepost", article=1)
        log.progress("tidepost", article=1)
        assert stream.getvalue() == ""
    summary = {line["source"]: line for line in lines(stream)}
    assert {key: summary["tidepost"][key] for key in ("event", "found", "planned", "article")} == {
        "event": "source", "found": 7, "planned": 5, "article": 2,
    }  # fmt: skip
    assert summary["quaynews"]["found"] == 1


def test_a_quiet_log_has_no_counts() -> None:
    stream = io.StringIO()
    with log_to(stream, RUN, "error") as log:
        log.progress("tidepost", found=7)
    assert stream.getvalue() == ""


def test_threads_log_complete_lines_and_lose_no_count() -> None:
    stream = io.StringIO()
    with log_to(stream, RUN) as log, ThreadPoolExecutor(8) as pool:

        def work(number: int) -> None:
            log.event("page", number=number, padding="x" * 500)
            log.progress("tidepost", article=1)

        list(pool.map(work, range(400)))
        assert log.counts()["tidepost"]["article"] == 400
    assert sorted(line["number"] for line in lines(stream) if line["event"] == "page") == list(range(400))


def test_a_log_that_cannot_be_written_does_not_stop_the_run() -> None:
    with log_to(Full(), RUN) as log:
        log.progress("tidepost", found=1)
        log.event("page")
        log.event("page")
        assert log.is_broken


def test_the_terminal_shows_warnings_and_counts_and_no_details() -> None:
    stream = Terminal()
    with log_to(stream, RUN) as log:
        log.event("page", url="https://tidepost.example/1")
        log.event("unreachable", level="warning", source="quay [bold]news[/]", why="a\x1b[2Jb", status=None)
        log.progress("tide [red]post[/]", found=7, planned=5)
        log.progress("tide [red]post[/]", article=3, failed=1)
    shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", stream.getvalue())
    assert "tidepost.example" not in shown
    assert "unreachable: source quay [bold]news[/], why a␛[2Jb" in shown
    assert "\x1b[2J" not in stream.getvalue()
    assert "status" not in shown
    assert re.search(r"tide \[red\]post\[/\]\s+7\s+5\s+4\s+3\s+1\b", shown)


def test_a_real_terminal_is_left_as_it_was() -> None:
    leader, follower = pty.openpty()
    with (
        open(follower, "w", encoding="utf-8") as stream,  # noqa: PTH123 - an open file, not a path
        log_to(stream, RUN) as log,
    ):
        log.progress("tidepost", found=1)
    shown = read_terminal(leader)
    assert shown.count("\x1b[?25l") == shown.count("\x1b[?25h") == 1
    assert "tidepost" in shown


def test_a_terminal_shows_how_many_of_all_pages_are_done_and_the_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    stream = Terminal()
    with TerminalLog(stream, RUN) as log:
        log.progress("tidepost", planned=5)
        log.progress("quaynews", planned=15)
        log.progress("tidepost", article=4, failed=1)
    last = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", stream.getvalue()).splitlines()[-1]
    assert re.match(r"pages .* 5/20 .*:.*left", last)
