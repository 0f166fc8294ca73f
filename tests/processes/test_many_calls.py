"""Many calls in processes: their order, how far ahead they are, and what becomes of those that end their process."""

from __future__ import annotations

import itertools
import os
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from scraper.processes.many_calls import AHEAD, call_many
from scraper.processes.pool import LimitReached
from tests.processes import calls

LONG = 60.0
TWO = 2


def is_alive(pid: int) -> bool:
    """Whether there is a process; one that has ended and was waited for is none."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_answers_come_in_the_order_of_the_calls() -> None:
    numbers = list(range(50))
    answers = list(call_many(TWO, LONG, calls.number_of_file, ((n, (n, None)) for n in numbers), ordered=True))
    assert [(answer.key, answer.value, answer.error) for answer in answers] == [(n, n, None) for n in numbers]


def test_without_order_a_call_that_lasts_holds_up_no_other(tmp_path: Path) -> None:
    """The first call ends when a file is there, which is written after the answers to all others were read."""
    gate = tmp_path / "gate"
    given = ((n, (n, gate if n == 0 else None)) for n in range(AHEAD))
    with closing(call_many(TWO, LONG, calls.number_of_file, given, ordered=False)) as answers:
        first = [next(answers).key for _ in range(AHEAD - 1)]
        gate.touch()
        assert sorted(first) == list(range(1, AHEAD))
        assert [answer.key for answer in answers] == [0]


def test_in_order_the_call_that_lasts_comes_first(tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    seen: list[int] = []

    def given() -> Iterator[tuple[int, tuple[object, ...]]]:
        for n in range(AHEAD):
            seen.append(n)
            if n == AHEAD - 1:
                gate.touch()
            yield n, (n, gate if n == 0 else None)

    assert [answer.key for answer in call_many(TWO, LONG, calls.number_of_file, given(), ordered=True)] == seen


@pytest.mark.parametrize("ordered", [True, False])
def test_an_endless_input_is_read_a_bounded_way_ahead(ordered: bool) -> None:
    read = itertools.count()
    numbers = ((n, (n, None)) for n in read)
    with closing(call_many(TWO, LONG, calls.number_of_file, numbers, ordered=ordered)) as answers:
        for taken in range(1, 200):
            next(answers)
            pulled = int(repr(read)[len("count(") : -1])
            assert taken <= pulled <= taken + AHEAD * TWO


def test_large_arguments_are_not_piled_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scraper.processes.many_calls.MOST_AHEAD_BYTES", 1 << 20)
    read: list[int] = []

    def given() -> Iterator[tuple[int, tuple[object, ...]]]:
        for n in range(20):
            read.append(n)
            yield n, (bytes(3 << 20),)

    for taken, answer in enumerate(call_many(TWO, LONG, calls.length_of, given(), ordered=True), 1):
        assert answer.value == 3 << 20
        assert len(read) <= taken + 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_a_call_that_ends_its_process_affects_only_itself() -> None:
    given = ((n, (n % 5 == 2,)) for n in range(20))
    answers = list(call_many(TWO, LONG, calls.crash_if, given, ordered=True))
    assert [answer.key for answer in answers] == list(range(20))
    assert [n for n, answer in enumerate(answers) if isinstance(answer.error, LimitReached)] == [2, 7, 12, 17]
    assert len({answer.value for answer in answers if answer.error is None}) >= 3  # processes were replaced


def test_a_call_that_lasts_too_long_affects_only_itself() -> None:
    given = ((n, (n == 1,)) for n in range(4))
    answers = list(call_many(1, 2.0, calls.hold_if, given, ordered=True))
    assert [(answer.key, type(answer.error)) for answer in answers] == [
        (0, type(None)), (1, LimitReached), (2, type(None)), (3, type(None)),
    ]  # fmt: skip


def test_errors_are_values() -> None:
    answers = list(call_many(TWO, LONG, calls.fail, ((n, ()) for n in range(3)), ordered=True))
    assert [str(answer.error) for answer in answers] == ["no such stall"] * 3
    (answer,) = call_many(1, LONG, calls.take, [("much", (3 << 30,))], ordered=True)
    assert isinstance(answer.error, LimitReached)


def test_an_error_of_the_input_comes_after_the_answers_before_it() -> None:
    def given() -> Iterator[tuple[int, tuple[object, ...]]]:
        yield from ((n, (n, None)) for n in range(5))
        raise LookupError("the file is cut")

    answers = call_many(TWO, LONG, calls.number_of_file, given(), ordered=True)
    assert [next(answers).value for _ in range(5)] == list(range(5))
    with pytest.raises(LookupError, match="the file is cut"):
        next(answers)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_closing_ends_the_processes_also_those_at_work() -> None:
    given = itertools.chain([(0, (False,)), (1, (False,))], ((n, (True,)) for n in itertools.count(2)))
    answers = call_many(TWO, LONG, calls.hold_if, given, ordered=True)
    pids = {next(answers).value, next(answers).value}
    assert all(map(is_alive, pids))
    answers.close()
    assert not any(map(is_alive, pids))


def test_nothing_to_call_starts_nothing() -> None:
    assert list(call_many(TWO, LONG, calls.fail, (), ordered=True)) == []
