"""When a run ends: at its deadline or after a signal, whatever the servers are doing then."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.farm.command import FarmCommand, source
from tests.farm.server import Farm, running
from tests.farm.sites import FarmSite

PROMISED = 2.0
START = 6.0
"""Seconds that the process may take to start on a busy machine."""


@pytest.fixture
def silent() -> Iterator[Farm]:
    """Two hosts that answer nothing for a long time."""
    farm = Farm([FarmSite(1), FarmSite(2)])
    with running(farm):
        farm.wait = 30.0
        yield farm


def command_over(farm: Farm, folder: Path, run: str) -> FarmCommand:
    command = FarmCommand(folder)
    command.write([source(site.base, feeds=["/feed.xml"]) for site in farm.sites.values()], run, "timeout = 20")
    return command


def test_a_run_ends_at_its_deadline_although_no_server_answers(silent: Farm, tmp_path: Path) -> None:
    command = command_over(silent, tmp_path, 'deadline = "2s"')
    began = time.monotonic()
    result = command.run()
    assert time.monotonic() - began < 2 + PROMISED + START
    assert "ended by the deadline" in result.stdout


def test_a_run_ends_soon_after_a_signal_although_no_server_answers(silent: Farm, tmp_path: Path) -> None:
    command = command_over(silent, tmp_path, 'deadline = "1m"')
    with command.started() as process:
        while not silent.log:
            time.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        began = time.monotonic()
        out, _ = process.communicate(timeout=30)
    assert time.monotonic() - began < PROMISED + 1
    assert "stopped early" in out
    assert len(silent.log) <= 2  # no further robots.txt
