"""Per-host throttle: when the next request to a host may start."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from threading import Lock

_LOOK = 0.05
"""Seconds between two looks at a host that answers another request."""


class Stopped(Exception):
    """The run was stopped while a thread waited for the turn of a host."""


@dataclass(slots=True)
class _Host:
    """Time of the last request (or its response), seconds until the next, the end of a hold, and whether one runs."""

    last: float = -inf
    delay: float = 0.0
    held: float = -inf
    busy: bool = False

    def free(self) -> float:
        return max(self.last + self.delay, self.held)


class Throttle:
    """Keeps a delay between the requests to each host. Thread-safe; `clock` returns seconds, `sleep` waits for them.

    A host is any string; URLs with the same string share a delay. All times are on `clock`'s scale.
    """

    def __init__(
        self,
        min_delay: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._min_delay = min_delay
        self._clock = clock
        self._sleep = sleep
        self._lock = Lock()
        self._hosts: dict[str, _Host] = {}

    def now(self) -> float:
        """The time on the clock of the throttle."""
        return self._clock()

    def wait(self, host: str, deadline: float = inf, *, alone: bool = False) -> bool:
        """Wait for the next slot of `host` and take it: True. False, at once, if `deadline` comes first.

        With `alone`, the slot is taken only when no other such one is in use; `done` ends it. Two slots of a host are
        at least its delay apart, even if the delay is raised or the host held during the wait. If `sleep` raises, no
        slot is taken.
        """
        while True:
            with self._lock:
                state, now = self._host(host), self._clock()
                free = state.free()
                if max(free, now) > deadline:
                    return False
                is_free = not (alone and state.busy)
                if free <= now and is_free:
                    state.last = now
                    state.busy = state.busy or alone
                    return True
            self._sleep(free - now if is_free else max(free - now, _LOOK))

    def done(self, host: str) -> None:
        """End a slot that was taken `alone`: the response has come, and the delay counts from now."""
        with self._lock:
            self._host(host).busy = False
        self.answered(host)

    def answered(self, host: str) -> None:
        """Count the delay from now, the response to the last request.

        A slot is taken before connecting, so requests may reach the server closer together than they started. Counted
        from the response, they are never closer than the delay.
        """
        with self._lock:
            state = self._host(host)
            state.last = max(state.last, self._clock())

    def raise_delay(self, host: str, delay: float) -> None:
        """Raise the delay of `host` to `delay` seconds, as robots.txt requires; a longer delay stays."""
        with self._lock:
            state = self._host(host)
            state.delay = max(state.delay, delay)

    def hold(self, host: str, seconds: float) -> None:
        """Send no request to `host` for so many seconds, as its Retry-After requires; a longer hold stays."""
        with self._lock:
            state = self._host(host)
            state.held = max(state.held, self._clock() + seconds)

    def free(self, host: str) -> float:
        """The earliest time of the next request to `host`, which may be past."""
        with self._lock:
            return self._host(host).free()

    def _host(self, host: str) -> _Host:
        return self._hosts.setdefault(host, _Host(delay=self._min_delay))
