"""A run's line in a crontab, and its systemd service and timer. Pure, but for asking where the command lies."""

from __future__ import annotations

import getpass
import math
import shlex
import sys
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from scraper.errors import UsageError
from scraper.runs.config import News
from scraper.runs.lock import lock_path

_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_SLACK = 60
"""Seconds a stopped run gets beside the page in hand: to store it, judge the sites and write its summary."""


def schedule_text(news: News, every: float, part: Literal["cron", "service", "timer"] | None = None) -> str:
    """What starts a run every `every` seconds: one part alone as it is installed, or all of them with notes.

    Raises UsageError where the part cannot say the interval; among all of them a note says so.
    """
    if part == "service":
        return service(news)
    if part == "timer":
        return timer(news, every)
    try:
        line = crontab(news, every)
    except UsageError as error:
        if part == "cron":
            raise
        line = f"# {error}\n"
    name = unit_name(news)
    home = f"# /etc/systemd/system/{name}"
    return (
        line
        if part == "cron"
        else (
            f"# Either this line, put in by crontab -e:\n\n{line}\n"
            f"# or these two files, and then: systemctl enable --now {name}.timer\n\n"
            f"{home}.service\n{service(news)}\n{home}.timer\n{timer(news, every)}"
        )
    )


def command(news: News) -> tuple[str, ...]:
    """What starts a run of `news` from any folder and without a PATH: absolute names alone."""
    script = Path(sys.executable).absolute().with_name("scraper")
    start = (str(script),) if script.is_file() else (str(Path(sys.executable).absolute()), "-m", "scraper")
    words = (*start, "run", str(news.path))
    for word in words:
        if any(ord(character) < 32 for character in word):
            raise UsageError(f"{word!r}: a name with control characters cannot stand in a schedule: rename it")
    return words


def crontab(news: News, every: float) -> str:
    """The crontab line that starts a run every `every` seconds, at a minute of its own, with notes above it.

    Raises UsageError for what five fields cannot say, naming the nearest that they can.
    """
    fields = cron_fields(every, offset=zlib.crc32(str(news.path).encode()))
    if "\\" in "".join(command(news)):
        raise UsageError(f"{news.path}: every cron reads a backslash its own way: rename what has one in its name")
    # cron takes an unescaped % for the end of the command, in quotes too
    line = " ".join(shlex.quote(word) for word in (*command(news), "--quiet")).replace("%", r"\%")
    return (
        "# One summary line a run; findings and errors as JSON lines beside it. cron mails whatever a run prints:\n"
        "# MAILTO=you@example.org says to whom, and with >/dev/null behind the line only findings and errors are.\n"
        f"{fields} {line}\n"
    )


def cron_fields(every: float, offset: int = 0) -> str:
    """The five fields of cron for an interval in seconds: whole parts of an hour or a day, a day, or a week.

    `offset` moves the minute and the hour, so that not everybody asks at the full hour. Raises UsageError for others.
    """
    minutes, rest = divmod(every, _MINUTE)
    number = int(minutes)
    minute, hour, day = offset % 60, offset // 60 % 24, offset // 1440 % 7
    if not rest and number == 1:
        return "* * * * *"
    if not rest and 0 < number < 60 and 60 % number == 0:
        return f"{_list(minute, number, 60)} * * * *"
    hours = number // 60
    if not rest and number and number % 60 == 0 and 24 % hours == 0:
        when = "*" if hours == 1 else _list(hour, hours, 24)
        return f"{minute} {when} * * *"
    if every == 7 * _DAY:
        return f"{minute} {hour} * * {day}"
    raise UsageError(
        f"cron cannot start something every {spoken(every)}: {_nearest(every)} it can, the systemd timer any interval"
    )


def _list(offset: int, step: int, length: int) -> str:
    return ",".join(str(number) for number in range(offset % step, length, step))


def _nearest(every: float) -> str:
    minutes = [number for number in range(1, 61) if 60 % number == 0]
    hours = [number for number in range(2, 25) if 24 % number == 0]
    known = sorted([*(number * _MINUTE for number in minutes), *(number * _HOUR for number in hours), 7 * _DAY])
    below = [number for number in known if number < every][-1:]
    above = [number for number in known if number > every][:1]
    return " or ".join(spoken(number) for number in (*below, *above))


def spoken(seconds: float) -> str:
    """A duration as the options take it: "30m", "1d"."""
    for unit, size in (("d", _DAY), ("h", _HOUR), ("m", _MINUTE)):
        if seconds >= size and seconds % size == 0:
            return f"{seconds / size:.0f}{unit}"
    return f"{seconds:g}s"


def service(news: News) -> str:
    """The systemd service that runs `news` once, confined to the folders it writes."""
    stop = math.ceil(news.fetch.timeout) + _SLACK
    folders = _folders(news)
    return "\n".join([
        "[Unit]",
        f"Description=Scheduled run of {_unit(str(news.path))}",
        "Wants=network-online.target",
        "After=network-online.target",
        "",
        "[Service]",
        "Type=oneshot",
        f"User={_unit(getpass.getuser())}",
        f"WorkingDirectory={_unit(str(news.path.parent))}",
        f"ExecStart={_exec(command(news))}",
        "# one that is told to stop finishes the pages in hand",
        f"TimeoutStopSec={stop}",
        f"TimeoutStartSec={math.ceil(news.run.deadline) + stop}",
        "# 6: another run holds the store, and does the work",
        "SuccessExitStatus=6",
        "Nice=10",
        "IOSchedulingClass=idle",
        *_HARDENING,
        *([] if any(folder.is_relative_to(base) for folder in folders for base in _TEMPORARY) else ["PrivateTmp=yes"]),
        f"ReadWritePaths={' '.join(_quoted(str(folder)) for folder in folders)}",
        "",
    ])  # fmt: skip


_TEMPORARY = ("/tmp", "/var/tmp")
"""Where PrivateTmp= would hide the run's own files."""
_HARDENING = (
    "NoNewPrivileges=yes",
    "CapabilityBoundingSet=",
    "ProtectSystem=strict",
    "ProtectHome=read-only",
    "ProtectKernelTunables=yes",
    "ProtectKernelModules=yes",
    "ProtectControlGroups=yes",
    "PrivateDevices=yes",
    "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX",
    "RestrictNamespaces=yes",
    "RestrictRealtime=yes",
    "RestrictSUIDSGID=yes",
    "LockPersonality=yes",
    "SystemCallArchitectures=native",
)


def timer(news: News, every: float) -> str:
    """The systemd timer that starts the service every `every` seconds, give or take a tenth."""
    spread = max(1, min(round(every / 10), 300))
    return "\n".join([
        "[Unit]",
        f"Description=Every {spoken(every)}: scheduled run of {_unit(str(news.path))}",
        "",
        "[Timer]",
        "OnBootSec=2min",
        f"OnUnitActiveSec={every:g}s",
        f"RandomizedDelaySec={spread}s",
        "AccuracySec=1s" if every < 10 * _MINUTE else "AccuracySec=1min",
        "",
        "[Install]",
        "WantedBy=timers.target",
        "",
    ])  # fmt: skip


def unit_name(news: News) -> str:
    """The name of the units, without its ending: "bodycopy-news"."""
    kept = "".join(
        letter if letter.isascii() and (letter.isalnum() or letter in "-_") else "-" for letter in news.path.stem
    )
    return f"bodycopy-{kept.strip('-') or 'news'}"


def _folders(news: News) -> list[Path]:
    """What a run writes into: beside its lock, which lies with the store, and beside the metrics."""
    folders = [lock_path(news).parent]
    if news.run.metrics is not None:
        folders.append(news.run.metrics.resolve().parent)
    return sorted(set(folders))


def _exec(words: Sequence[str]) -> str:
    program, *arguments = words
    # systemd looks for variables in the arguments alone
    return " ".join([_quoted(program), *(_quoted(word).replace("$", "$$") for word in arguments)])


def _quoted(word: str) -> str:
    escaped = _unit(word).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"' if escaped != word or any(character in word for character in " \t';#") or not word else word


def _unit(text: str) -> str:
    """`text` where systemd would expand specifiers."""
    return text.replace("%", "%%")
