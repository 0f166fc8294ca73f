"""One call in a copy of the process: values and errors come back, and limits end what takes too much."""

from __future__ import annotations

import os
import sys
import time

import pytest

from scraper.processes.forked import call_forked
from scraper.processes.pool import LimitReached
from tests.processes import calls

LONG = 60.0

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no copies of processes")


def test_the_value_comes_from_another_process() -> None:
    assert call_forked(LONG, calls.own_pid) != os.getpid()
    assert call_forked(LONG, lambda: "a value of a function without a name") == "a value of a function without a name"


def test_an_error_is_raised_here() -> None:
    with pytest.raises(LookupError, match="no such stall"):
        call_forked(LONG, calls.fail)
    with pytest.raises(RuntimeError, match="Unsendable: two legs bad"):
        call_forked(LONG, calls.fail_unsendably)


def test_a_call_that_holds_the_interpreter_is_ended_in_time() -> None:
    began = time.monotonic()
    with pytest.raises(LimitReached, match=r"takes more than 0\.3 seconds"):
        call_forked(0.3, calls.hold_the_interpreter)
    assert time.monotonic() - began < LONG


def test_a_call_that_takes_too_much_memory_or_crashes_is_ended() -> None:
    with pytest.raises(LimitReached, match="takes more than 2 GB of memory"):
        call_forked(LONG, calls.take, 3 << 30)
    with pytest.raises(LimitReached, match="brings its parser down"):
        call_forked(LONG, calls.crash)
