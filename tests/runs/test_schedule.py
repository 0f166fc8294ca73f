"""The crontab line is split as cron and a shell split it, the units are verified by systemd's own reader."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from scraper.errors import UsageError
from scraper.runs import schedule
from scraper.runs.config import FetchSettings, News, NotifySettings, RunSettings

FOLDERS = [
    pytest.param("plain", id="plain"),
    pytest.param("with space", id="space"),
    pytest.param("50% off", id="percent"),
    pytest.param('it\'s $HOME; `id` "x" #1 ü', id="everything-a-shell-knows"),
]
HOUR, DAY = 3600, 86400


def news(folder: Path, name: str = "news.toml", metrics: Path | None = None) -> News:
    folder.mkdir(parents=True, exist_ok=True)
    run = RunSettings(f"sqlite:///{folder}/articles.db", "bot", deadline=1500, metrics=metrics)
    return News(folder / name, run, FetchSettings(timeout=20), ())


def told(folder: Path) -> News:
    """A configuration with somebody to tell."""
    return replace(news(folder), notify=NotifySettings(webhook="https://hooks.example/1"))


def test_a_run_that_fails_starts_a_unit_that_tells_of_it(tmp_path: Path) -> None:
    service = schedule.service(told(tmp_path))
    assert "\nOnFailure=bodycopy-news-failed.service\n" in service
    assert "\nSuccessExitStatus=1 5 6\n" in service  # findings are told by the run itself
    failed = schedule.schedule_text(told(tmp_path), HOUR, "failed")
    assert re.search(r"^ExecStart=.* notify .*news\.toml --failed$", failed, re.MULTILINE)
    assert failed in schedule.schedule_text(told(tmp_path), HOUR)


def test_without_a_channel_there_is_no_such_unit(tmp_path: Path) -> None:
    assert "\nOnFailure=" not in schedule.service(news(tmp_path))
    with pytest.raises(UsageError, match=r"write \[notify\]"):
        schedule.failed_service(news(tmp_path))


def times(fields: str) -> list[int]:
    """The minutes of a week at which five fields of cron are true."""
    minute, hour, day, month, weekday = fields.split()
    assert (day, month) == ("*", "*")

    def holds(field: str, low: int, high: int) -> set[int]:
        numbers = set(range(low, high + 1)) if field == "*" else {int(number) for number in field.split(",")}
        assert numbers <= set(range(low, high + 1))
        return numbers

    week = ((d, h, m) for d in sorted(holds(weekday, 0, 6)) for h in holds(hour, 0, 23) for m in holds(minute, 0, 59))
    return sorted(d * 1440 + h * 60 + m for d, h, m in week)


@pytest.mark.parametrize("offset", [0, 7, 59, 60, 1439, 123456789])
@pytest.mark.parametrize("minutes", [1, 2, 5, 6, 10, 12, 15, 20, 30, 60, 120, 180, 240, 360, 480, 720, 1440, 10080])
def test_cron_starts_a_run_at_just_the_interval(minutes: int, offset: int) -> None:
    starts = times(schedule.cron_fields(minutes * 60, offset))
    assert {later - sooner for sooner, later in zip(starts, [*starts[1:], starts[0] + 10080], strict=True)} == {minutes}


@pytest.mark.parametrize(
    ("every", "nearest"),
    [
        pytest.param(45 * 60, "every 45m: 30m or 1h", id="no-part-of-an-hour"),
        pytest.param(90 * 60, "every 90m: 1h or 2h", id="between-hours"),
        pytest.param(5 * HOUR, "every 5h: 4h or 6h", id="no-part-of-a-day"),
        pytest.param(2 * DAY, "every 2d: 1d or 7d", id="days"),
        pytest.param(30, "every 30s: 1m", id="seconds"),
        pytest.param(150, "every 150s: 2m or 3m", id="half-minutes"),
        pytest.param(60 * DAY, "every 60d: 7d", id="months"),
    ],
)
def test_an_impossible_interval_of_cron_is_an_error_with_the_nearest(every: float, nearest: str) -> None:
    with pytest.raises(UsageError, match=f"cron cannot start something {nearest} it can, the systemd timer any"):
        schedule.cron_fields(every)


def test_two_files_start_at_different_minutes_and_one_always_at_the_same(tmp_path: Path) -> None:
    lines = {schedule.crontab(news(tmp_path, f"{name}.toml"), HOUR).splitlines()[-1].split()[0] for name in "abcdef"}
    assert len(lines) > 1
    assert schedule.crontab(news(tmp_path), HOUR) == schedule.crontab(news(tmp_path), HOUR)


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_crontab_line_reaches_the_command_as_it_is(tmp_path: Path, folder: str) -> None:
    wanted = news(tmp_path / folder)
    *notes, line = schedule.crontab(wanted, 1800).splitlines()
    assert all(note.startswith("#") for note in notes)
    assert "MAILTO" in "".join(notes)
    fields, _, rest = re.fullmatch(r"((?:\S+ ){5})(())(.*)", line).group(1, 2, 4)  # type: ignore[union-attr]
    assert len(times(fields)) == 2 * 24 * 7
    assert not re.search(r"(?<!\\)%", rest)
    shell = rest.replace(r"\%", "%").replace(schedule.command(wanted)[0], "printf '%s\\n'", 1)
    done = subprocess.run(["/bin/sh", "-c", shell], capture_output=True, text=True, check=True, env={"PATH": ""})
    assert done.stdout.splitlines() == [*schedule.command(wanted)[1:], "--quiet"]


def test_the_command_is_absolute_and_there(tmp_path: Path) -> None:
    words = schedule.command(news(tmp_path))
    assert Path(words[0]).is_absolute()
    assert Path(words[0]).is_file()
    assert words[-2:] == ("run", str(tmp_path / "news.toml"))


@pytest.mark.parametrize(
    ("name", "why"),
    [pytest.param("a\nb.toml", "control characters", id="newline"), pytest.param("a\\b.toml", "backslash", id="slash")],
)
def test_a_name_that_no_crontab_can_hold_is_refused(tmp_path: Path, name: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        schedule.crontab(news(tmp_path, name), 1800)


def values(unit: str, key: str) -> list[str]:
    return re.findall(rf"^{key}=(.*)$", unit, re.MULTILINE)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd here")
@pytest.mark.parametrize("folder", [*FOLDERS, pytest.param("back\\slash", id="backslash")])
def test_systemd_reads_the_units_without_a_word(tmp_path: Path, folder: str) -> None:
    wanted = news(tmp_path / folder)
    (tmp_path / "bodycopy-news.service").write_text(schedule.service(wanted))
    (tmp_path / "bodycopy-news.timer").write_text(schedule.timer(wanted, 2700))
    units = [str(tmp_path / f"bodycopy-news.{kind}") for kind in ("service", "timer")]
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("folder", "shown"),
    [
        pytest.param("plain", "plain/news.toml", id="plain"),
        pytest.param("a b", '"{}a b/news.toml"', id="space"),
        pytest.param("50%", '"{}50%%/news.toml"', id="specifier"),
        pytest.param('a"b\\c', '"{}a\\"b\\\\c/news.toml"', id="quote-and-backslash"),
        pytest.param("$HOME", "$$HOME/news.toml", id="variable"),
    ],
)
def test_the_service_quotes_as_systemd_reads(tmp_path: Path, folder: str, shown: str) -> None:
    (start,) = values(schedule.service(news(tmp_path / folder)), "ExecStart")
    assert shown.format(f"{tmp_path}/") in start


def test_the_service_stops_patiently_and_writes_where_it_must(tmp_path: Path) -> None:
    unit = schedule.service(news(tmp_path / "store", metrics=tmp_path / "metrics" / "a.prom"))
    (stop,), (start,) = values(unit, "TimeoutStopSec"), values(unit, "TimeoutStartSec")
    assert int(stop) >= 20 + 60
    assert int(start) >= 1500 + int(stop)
    assert values(unit, "ReadWritePaths") == [f"{tmp_path}/metrics {tmp_path}/store"]
    assert values(unit, "Type") == ["oneshot"]
    assert values(unit, "Nice") == ["10"]


def test_a_private_tmp_is_asked_for_only_where_it_hides_nothing() -> None:
    run = RunSettings("postgresql+psycopg://ada@db.example/news", "bot")
    for folder, private in (("/srv/news", ["yes"]), ("/tmp/news", []), ("/var/tmp/news", [])):
        unit = schedule.service(News(Path(folder) / "news.toml", run, FetchSettings(), ()))
        assert values(unit, "PrivateTmp") == private


@pytest.mark.parametrize(("every", "spread"), [(60, "6s"), (1800, "180s"), (DAY, "300s")])
def test_the_timer_spreads_its_starts(tmp_path: Path, every: int, spread: str) -> None:
    unit = schedule.timer(news(tmp_path), every)
    assert values(unit, "OnUnitActiveSec") == [f"{every}s"]
    assert values(unit, "RandomizedDelaySec") == [spread]


@pytest.mark.parametrize(
    ("name", "unit"),
    [("news.toml", "bodycopy-news"), ("my news@2.toml", "bodycopy-my-news-2"), ("ü.toml", "bodycopy-news")],
)
def test_units_are_named_after_the_file(tmp_path: Path, name: str, unit: str) -> None:
    assert schedule.unit_name(news(tmp_path, name)) == unit
