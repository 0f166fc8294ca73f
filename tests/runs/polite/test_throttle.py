"""The throttle, tested with a clock that only `sleep` advances, and once with real threads."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

import pytest

from scraper.runs.polite.throttle import Throttle

HOST, OTHER = "https://harbourpost.example:443", "https://elsewhere.example:443"


class Clock:
    """A clock that only `sleep` advances; `while_asleep` is called once, during the next sleep."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []
        self.while_asleep = lambda: None

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        called, self.while_asleep = self.while_asleep, lambda: None
        called()
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def throttle(clock: Clock) -> Throttle:
    return Throttle(2.0, clock, clock.sleep)


def test_the_first_request_waits_for_nothing(throttle: Throttle, clock: Clock) -> None:
    assert throttle.free(HOST) < clock.now
    assert throttle.wait(HOST, clock.now)
    assert clock.slept == []


def test_slots_are_exactly_the_delay_apart(throttle: Throttle, clock: Clock) -> None:
    starts = []
    for pause in (0.0, 0.5, 1.75, 0.25):
        assert throttle.wait(HOST)
        starts.append(clock.now)
        clock.now += pause
    assert starts == [100.0, 102.0, 104.0, 106.0]
    assert clock.slept == [2.0, 1.5, 0.25]


def test_a_request_after_the_delay_waits_for_nothing(throttle: Throttle, clock: Clock) -> None:
    throttle.wait(HOST)
    clock.now += 2.0
    assert throttle.wait(HOST)
    assert clock.slept == []


def test_hosts_do_not_wait_for_one_another(throttle: Throttle, clock: Clock) -> None:
    throttle.wait(HOST)
    assert throttle.wait(OTHER)
    assert clock.slept == []


def test_a_slot_after_the_deadline_is_refused_at_once_and_not_taken(throttle: Throttle, clock: Clock) -> None:
    throttle.wait(HOST)
    assert not throttle.wait(HOST, clock.now + 1.99)
    assert clock.slept == []
    assert throttle.wait(HOST, clock.now + 2.0)
    assert clock.now == 102.0


def test_no_slot_is_given_after_the_deadline(throttle: Throttle, clock: Clock) -> None:
    assert not throttle.wait(HOST, clock.now - 0.01)
    assert throttle.wait(HOST, clock.now)


@pytest.mark.parametrize(("delay", "gap"), [(10.0, 10.0), (0.5, 2.0), (0.0, 2.0)])
def test_robots_can_raise_the_delay_and_not_lower_it(
    throttle: Throttle, clock: Clock, delay: float, gap: float
) -> None:
    throttle.wait(HOST)
    throttle.raise_delay(HOST, delay)
    throttle.raise_delay(HOST, 1.0)
    throttle.wait(HOST)
    assert clock.now == 100.0 + gap
    assert throttle.wait(OTHER)
    assert clock.now == 100.0 + gap


def test_a_held_host_gets_no_request(throttle: Throttle, clock: Clock) -> None:
    throttle.wait(HOST)
    throttle.hold(HOST, 60)
    throttle.hold(HOST, 5)
    assert throttle.free(HOST) == 160.0
    assert not throttle.wait(HOST, 159.9)
    assert throttle.wait(HOST, 160.0)
    assert clock.now == 160.0


def test_a_hold_shorter_than_the_delay_shortens_nothing(throttle: Throttle, clock: Clock) -> None:
    throttle.wait(HOST)
    throttle.hold(HOST, 0)
    throttle.wait(HOST)
    assert clock.now == 102.0


@pytest.mark.parametrize("by_robots", [True, False], ids=["crawl-delay", "Retry-After"])
def test_a_change_during_a_wait_prolongs_it(throttle: Throttle, clock: Clock, by_robots: bool) -> None:
    throttle.wait(HOST)
    clock.while_asleep = (lambda: throttle.raise_delay(HOST, 30)) if by_robots else (lambda: throttle.hold(HOST, 30))
    assert throttle.wait(HOST)
    assert clock.now == 130.0


def test_a_deadline_can_be_missed_during_a_wait(throttle: Throttle, clock: Clock) -> None:
    throttle.wait(HOST)
    clock.while_asleep = lambda: throttle.hold(HOST, 30)
    assert not throttle.wait(HOST, 120.0)


def test_the_delay_can_count_from_the_response(throttle: Throttle, clock: Clock) -> None:
    throttle.wait(HOST)
    clock.now += 1.5
    throttle.answered(HOST)
    throttle.wait(HOST)
    assert clock.now == 103.5
    throttle.wait(OTHER)
    assert clock.now == 103.5


def test_an_interrupted_wait_takes_no_slot(clock: Clock) -> None:
    def stop(seconds: float) -> None:
        raise KeyboardInterrupt

    throttle = Throttle(2.0, clock, stop)
    throttle.wait(HOST)
    with pytest.raises(KeyboardInterrupt):
        throttle.wait(HOST)
    assert throttle.free(HOST) == 102.0


def test_a_sleep_that_ends_too_early_is_slept_again(clock: Clock) -> None:
    throttle = Throttle(2.0, clock, lambda seconds: clock.sleep(min(seconds, 0.75)))
    throttle.wait(HOST)
    throttle.wait(HOST)
    assert clock.now == 102.0
    assert clock.slept == [0.75, 0.75, 0.5]


def test_threads_keep_the_delay_between_them() -> None:
    throttle = Throttle(0.02)
    began = time.monotonic()
    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(throttle.wait, [HOST] * 16))
    assert throttle.free(HOST) >= began + 16 * 0.02
    assert throttle.free(HOST) <= time.monotonic() + 0.02


def test_one_request_at_a_time_to_a_host() -> None:
    throttle, lock, running, most = Throttle(0.0), Lock(), [0], [0]

    def request(_: int) -> None:
        assert throttle.wait("tide", alone=True)
        with lock:
            running[0] += 1
            most[0] = max(most[0], running[0])
        time.sleep(0.01)
        with lock:
            running[0] -= 1
        throttle.done("tide")

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(request, range(12)))
    assert most == [1]


def test_a_slot_that_never_ends_holds_up_nobody_after_the_deadline() -> None:
    throttle = Throttle(0.0)
    assert throttle.wait("tide", alone=True)
    assert not throttle.wait("tide", throttle.now() + 0.2, alone=True)
    assert throttle.wait("other", alone=True)
