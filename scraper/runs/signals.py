"""SIGTERM, SIGHUP and Ctrl-C as an event, so that a run can finish its current pages."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from socket import socket, socketpair
from threading import Event, Thread
from types import FrameType

_SIGNALS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGINT", "SIGHUP") if hasattr(signal, name))
"""Windows has no SIGHUP."""


@contextmanager
def stop_signals() -> Iterator[Event]:
    """An event that the first signal sets; the second raises KeyboardInterrupt. For the main thread only.

    Signals that this process was started to ignore, as nohup does with SIGHUP, stay ignored.
    """
    received: list[int] = []

    def handle(number: int, frame: FrameType | None) -> None:
        received.append(number)
        if len(received) > 1:
            raise KeyboardInterrupt

    before = {number: signal.getsignal(number) for number in _SIGNALS}
    with _wakeup_event() as stop:
        try:
            for number, handler in before.items():
                if handler != signal.SIG_IGN:
                    signal.signal(number, handle)
            yield stop
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


@contextmanager
def _wakeup_event() -> Iterator[Event]:
    """An event that a thread sets when a signal arrives.

    A signal handler interrupts the main thread, which may hold the lock of the event, so it must not set it.
    """
    stop = Event()
    reader, writer = socketpair()  # Windows accepts a socket, not a pipe
    writer.setblocking(False)
    watcher = Thread(target=_watch, args=(reader, stop), name="stopping", daemon=True)
    watcher.start()
    before = signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
    try:
        yield stop
    finally:
        signal.set_wakeup_fd(before)
        writer.close()
        watcher.join()
        reader.close()


def _watch(reader: socket, stop: Event) -> None:
    while numbers := reader.recv(64):
        if any(number in _SIGNALS for number in numbers):
            stop.set()
