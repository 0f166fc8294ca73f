"""Write the crontab line of a run, and its systemd service and timer."""

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
_INTERVALS = (
    *(number * _MINUTE for number in range(1, 61) if 60 % number == 0),
    *(number * _HOUR for number in range(2, 25) if 24 % number == 0),
    7 * _DAY,
)
"""The intervals in seconds that the five fields of cron can express."""
_SLACK = 60
"""Seconds for a stopped run, beyond the current page: to save it, judge the sites and write the summary."""
_TEMPORARY = ("/tmp", "/var/tmp")
"""Folders in which PrivateTmp= would hide the run's files."""
_ALL = """\
# Either this line, put in by crontab -e:

{line}
# or these files, and then: systemctl enable --now {name}.timer

# /etc/systemd/system/{name}.service
{service}
# /etc/systemd/system/{name}.timer
{timer}"""
_CRONTAB = """\
# One summary line a run; findings and errors as JSON lines beside it. cron mails whatever a run prints:
# MAILTO=you@example.org says to whom, and with >/dev/null behind the line only findings and errors are.
{fields} {line}
"""
_SERVICE = """\
[Unit]
Description=Scheduled run of {path}
Wants=network-online.target
After=network-online.target
{on_failure}

[Service]
Type=oneshot
User={user}
WorkingDirectory={folder}
ExecStart={command}
# one that is told to stop finishes the pages in hand
TimeoutStopSec={stop}
TimeoutStartSec={start}
# 6: another run holds the store, and does the work{and_findings}
SuccessExitStatus={success}
Nice=10
IOSchedulingClass=idle
NoNewPrivileges=yes
CapabilityBoundingSet=
ProtectSystem=strict
ProtectHome=read-only
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectControlGroups=yes
PrivateDevices=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native
{private_tmp}ReadWritePaths={writable}
"""
_ON_FAILURE = "OnFailure={name}-failed.service"
_NO_CHANNEL = "# OnFailure=UNIT starts a unit of yours when a run fails; with [notify] in the file, there is one for it"
_FAILED = """\
[Unit]
Description=Tell that a scheduled run of {path} failed

[Service]
Type=oneshot
User={user}
ExecStart={command}
"""
_TIMER = """\
[Unit]
Description=Every {interval}: scheduled run of {path}

[Timer]
OnBootSec=2min
OnUnitActiveSec={every:g}s
RandomizedDelaySec={spread}s
AccuracySec={accuracy}

[Install]
WantedBy=timers.target
"""


def schedule_text(news: News, every: float, part: Literal["cron", "service", "timer", "failed"] | None = None) -> str:
    """The text that schedules a run every `every` seconds: one part ready to install, or all of them with notes.

    Raises UsageError if `part` is "cron" and cron cannot express the interval; without `part` a note says so.
    """
    if part == "service":
        return service(news)
    if part == "failed":
        return failed_service(news)
    if part == "timer":
        return timer(news, every)
    try:
        line = crontab(news, every)
    except UsageError as error:
        if part == "cron":
            raise
        line = f"# {error}\n"
    if part == "cron":
        return line
    name = unit_name(news)
    failed = f"\n# /etc/systemd/system/{name}-failed.service\n{failed_service(news)}" if has_channel(news) else ""
    return _ALL.format(line=line, name=name, service=service(news), timer=timer(news, every)) + failed


def command(news: News) -> tuple[str, ...]:
    """The command line that runs `news` from any folder without PATH: all names are absolute."""
    script = Path(sys.executable).absolute().with_name("scraper")
    start = (str(script),) if script.is_file() else (str(Path(sys.executable).absolute()), "-m", "scraper")
    words = (*start, "run", str(news.path))
    for word in words:
        if any(ord(character) < 32 for character in word):
            raise UsageError(f"{word!r}: a name with control characters cannot stand in a schedule: rename it")
    return words


def crontab(news: News, every: float) -> str:
    """The crontab line that starts a run every `every` seconds, at a minute that depends on the path, with notes.

    Raises UsageError with the nearest possible intervals if cron cannot express this one.
    """
    fields = cron_fields(every, offset=zlib.crc32(str(news.path).encode()))
    if "\\" in "".join(command(news)):
        raise UsageError(f"{news.path}: every cron reads a backslash its own way: rename what has one in its name")
    # an unescaped % ends the command, even in quotes
    line = " ".join(shlex.quote(word) for word in (*command(news), "--quiet")).replace("%", r"\%")
    return _CRONTAB.format(fields=fields, line=line)


def cron_fields(every: float, offset: int = 0) -> str:
    """The five fields of cron for an interval in seconds: a divisor of an hour or a day, a day, or a week.

    `offset` shifts minute, hour and weekday, so that not all runs start at the full hour. Raises UsageError for others.
    """
    if every not in _INTERVALS:
        below = [number for number in _INTERVALS if number < every][-1:]
        above = [number for number in _INTERVALS if number > every][:1]
        nearest = " or ".join(spoken(number) for number in (*below, *above))
        raise UsageError(
            f"cron cannot start something every {spoken(every)}: {nearest} it can, the systemd timer any interval"
        )
    minute, hour, day = offset % 60, offset // 60 % 24, offset // 1440 % 7
    if every == _MINUTE:
        return "* * * * *"
    if every < _HOUR:
        return f"{_list(minute, int(every) // _MINUTE, 60)} * * * *"
    if every <= _DAY:
        return f"{minute} {'*' if every == _HOUR else _list(hour, int(every) // _HOUR, 24)} * * *"
    return f"{minute} {hour} * * {day}"


def _list(offset: int, step: int, length: int) -> str:
    return ",".join(str(number) for number in range(offset % step, length, step))


def spoken(seconds: float) -> str:
    """A duration as options accept it: "30m", "1d"."""
    for unit, size in (("d", _DAY), ("h", _HOUR), ("m", _MINUTE)):
        if seconds >= size and seconds % size == 0:
            return f"{seconds / size:.0f}{unit}"
    return f"{seconds:g}s"


def service(news: News) -> str:
    """The systemd service that runs `news` once, with write access only to the folders it needs."""
    stop = math.ceil(news.fetch.timeout) + _SLACK
    folders = _folders(news)
    told = has_channel(news)
    hides_files = any(folder.is_relative_to(base) for folder in folders for base in _TEMPORARY)
    return _SERVICE.format(
        path=_unit(str(news.path)), user=_unit(getpass.getuser()), folder=_unit(str(news.path.parent)),
        command=_exec(command(news)), stop=stop, start=math.ceil(news.run.deadline) + stop,
        on_failure=_ON_FAILURE.format(name=unit_name(news)) if told else _NO_CHANNEL,
        and_findings="; 1 and 5: findings, of which [notify] tells" if told else "",
        success="1 5 6" if told else "6", private_tmp="" if hides_files else "PrivateTmp=yes\n",
        writable=" ".join(_quoted(str(folder)) for folder in folders),
    )  # fmt: skip


def failed_service(news: News) -> str:
    """The systemd service that tells of a run that failed. Raises UsageError without a channel in `[notify]`."""
    if not has_channel(news):
        raise UsageError(f'{news.path}: nobody is told of a run that failed: write [notify] with webhook = "https://…"')
    words = (*command(news)[:-2], "notify", str(news.path), "--failed")
    return _FAILED.format(path=_unit(str(news.path)), user=_unit(getpass.getuser()), command=_exec(words))


def has_channel(news: News) -> bool:
    """Whether anybody is told of changed verdicts."""
    return bool(news.notify.command or news.notify.webhook or news.notify.mail_to)


def timer(news: News, every: float) -> str:
    """The systemd timer that starts the service every `every` seconds, delayed by up to a tenth of them."""
    return _TIMER.format(
        interval=spoken(every), path=_unit(str(news.path)), every=every, spread=max(1, min(round(every / 10), 300)),
        accuracy="1s" if every < 10 * _MINUTE else "1min",
    )  # fmt: skip


def unit_name(news: News) -> str:
    """The name of the systemd units without suffix: "bodycopy-news"."""
    kept = "".join(
        letter if letter.isascii() and (letter.isalnum() or letter in "-_") else "-" for letter in news.path.stem
    )
    return f"bodycopy-{kept.strip('-') or 'news'}"


def _folders(news: News) -> list[Path]:
    """The folders that a run writes to: those of the lock, which is beside the store, and of the metrics."""
    folders = [lock_path(news).parent]
    if news.run.metrics is not None:
        folders.append(news.run.metrics.resolve().parent)
    return sorted(set(folders))


def _exec(words: Sequence[str]) -> str:
    program, *arguments = words
    # systemd expands variables only in arguments
    return " ".join([_quoted(program), *(_quoted(word).replace("$", "$$") for word in arguments)])


def _quoted(word: str) -> str:
    escaped = _unit(word).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"' if escaped != word or any(character in word for character in " \t';#") or not word else word


def _unit(text: str) -> str:
    """`text` with the specifiers of systemd escaped."""
    return text.replace("%", "%%")
