"""When a host may be asked again: exact to the clock, whoever asks, however many threads do."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from threading import Lock


@dataclass(slots=True)
class _Host:
    """The last start (or the end of its answer), the seconds that must follow it, and until when to leave it alone."""

    last: float = -inf
    delay: float = 0.0
    held: float = -inf

    def free(self) -> float:
        return max(self.last + self.delay, self.held)


class Throttle:
    """The times at which hosts are asked. Thread-safe; `clock` gives seconds, `sleep` waits for some of them.

    A host is any string, the same for all that must share a throttle. All moments are on `clock`'s scale.
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

    def wait(self, host: str, deadline: float = inf) -> bool:
        """Wait until `host` may be asked, and take that turn: True. False, at once, where `deadline` comes first.

        Two turns of one host are never closer than its delay, even where that was raised, or the host held, while
        somebody waited. What `sleep` raises ends the wait, and no turn is taken.
        """
        while True:
            with self._lock:
                known, now = self._host(host), self._clock()
                free = known.free()
                if max(free, now) > deadline:
                    return False
                if free <= now:
                    known.last = now
                    return True
            self._sleep(free - now)

    def answered(self, host: str) -> None:
        """The turn's request has been answered: let the delay count from now.

        A turn is taken before a connection is made, so the server sees requests at other distances than they were
        started at. Counted from the answer on, they are never closer there than the delay.
        """
        with self._lock:
            known = self._host(host)
            known.last = max(known.last, self._clock())

    def tell(self, host: str, delay: float) -> None:
        """Ask `host` no more often than every `delay` seconds, as robots.txt wants it; never more often than before."""
        with self._lock:
            known = self._host(host)
            known.delay = max(known.delay, delay)

    def hold(self, host: str, seconds: float) -> None:
        """Leave `host` alone for so many seconds from now, as its Retry-After wants it; a longer hold stays."""
        with self._lock:
            known = self._host(host)
            known.held = max(known.held, self._clock() + seconds)

    def free(self, host: str) -> float:
        """The earliest moment at which `host` may be asked; it may be past."""
        with self._lock:
            return self._host(host).free()

    def _host(self, host: str) -> _Host:
        return self._hosts.setdefault(host, _Host(delay=self._min_delay))
