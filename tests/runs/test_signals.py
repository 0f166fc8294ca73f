"""Signals, sent to real processes."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest

WAIT = """
import signal, sys
for name in sys.argv[1:]:
    signal.signal(getattr(signal, name), signal.SIG_DFL)
from scraper.runs.signals import stop_signals
try:
    with stop_signals() as stop:
        print("ready", flush=True)
        while not stop.wait(0.01):
            pass
        print("stopped", flush=True)
        while True:
            stop.wait(1)
            sys.stdin.readline() and sys.exit(7)
except KeyboardInterrupt:
    print("interrupted", flush=True)
"""
AFTER = """
import signal
from scraper.runs.signals import stop_signals
before = [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)]
with stop_signals() as stop:
    pass
print(stop.is_set(), before == [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)])
print(signal.set_wakeup_fd(-1))
"""
SIGNALS = [signal.SIGTERM, signal.SIGINT, signal.SIGHUP]


@contextmanager
def waiting(*prefix: str, heard: Sequence[signal.Signals] = SIGNALS) -> Iterator[subprocess.Popen[str]]:
    """A process that waits for a signal, and ignores none of those `heard`, even where this one was started to."""
    command = [*prefix, sys.executable, "-c", WAIT, *(number.name for number in heard)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert next_line(process) == "ready"
        yield process
        process.kill()


def next_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)
def test_the_first_signal_sets_the_event_and_the_process_goes_on(number: signal.Signals) -> None:
    with waiting() as process:
        process.send_signal(number)
        assert next_line(process) == "stopped"
        process.communicate("go on\n")
        assert process.returncode == 7


def test_the_second_signal_interrupts() -> None:
    with waiting() as process:
        process.send_signal(signal.SIGINT)
        assert next_line(process) == "stopped"
        process.send_signal(signal.SIGINT)
        assert process.communicate("") == ("interrupted\n", None)


def test_a_hangup_that_nohup_ignores_stays_ignored() -> None:
    with waiting("nohup", heard=[signal.SIGTERM]) as process:
        process.send_signal(signal.SIGHUP)
        process.send_signal(signal.SIGTERM)
        assert next_line(process) == "stopped"
        process.communicate("go on\n")
        assert process.returncode == 7


def test_another_signal_sets_nothing() -> None:
    with waiting() as process:
        process.send_signal(signal.SIGWINCH)
        process.send_signal(signal.SIGTERM)
        assert next_line(process) == "stopped"


def test_everything_is_as_before_when_it_ends() -> None:
    done = subprocess.run([sys.executable, "-c", AFTER], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["False", "True", "-1"]
