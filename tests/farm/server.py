"""The HTTP/1.1 server of the farm: one thread, a listening socket for each host, keep-alive, an access log."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread

from tests.farm.answers import RawFarmAnswer, failure, on_the_wire
from tests.farm.sites import FarmSite

MOST_HOSTS = 64
"""The hosts are 127.0.1.1 to 127.0.1.64."""
_LONGEST_HEAD = 65_536


@dataclass(frozen=True, slots=True)
class Hit:
    """One request: `path` with its query, `at` in seconds of `time.monotonic`, headers by lower-case name."""

    host: str
    path: str
    at: float
    status: int
    headers: Mapping[str, str]


class Farm:
    """The hosts, by address, and the log of what they were asked. Sites may be changed from any thread.

    `wait` are the seconds before every answer, and none goes out while `held`. `note` is told of each request
    instead of the log.
    """

    def __init__(self, sites: Iterable[FarmSite], note: Callable[[Hit], None] | None = None) -> None:
        self.sites = {host_of(site.number): site for site in sites}
        self.log: list[Hit] = []
        self.port = 0
        self.wait = 0.0
        self.held = False
        self._note = note or self.log.append

    def __getitem__(self, number: int) -> FarmSite:
        return self.sites[host_of(number)]

    def asked(self, number: int, path: str | None = None) -> list[Hit]:
        """The requests to the host with this number, in order; with `path`, those for that path."""
        host = host_of(number)
        return [hit for hit in list(self.log) if hit.host == host and path in (None, hit.path)]

    def pages_asked(self, number: int) -> list[Hit]:
        """The requests for its article pages: all except robots.txt, feeds, sitemaps and section pages."""
        offers = self[number].offers
        return [hit for hit in self.asked(number) if hit.path not in offers]

    def forget(self) -> None:
        """Empty the log before the next run."""
        self.log.clear()

    def reply(self, host: str, path: str, headers: Mapping[str, str]) -> RawFarmAnswer:
        """Answer one request and log it."""
        at = time.monotonic()
        wire = on_the_wire(self.sites[host].answer(path), headers)
        self._note(Hit(host, path, at, wire.status, headers))
        return wire


def host_of(number: int) -> str:
    """The address of the host with this number, from 1 up. Raises ValueError beyond MOST_HOSTS."""
    if not 1 <= number <= MOST_HOSTS:
        raise ValueError(f"host {number}: a farm has the hosts 1 to {MOST_HOSTS}")
    return f"127.0.1.{number}"


class _Connection(asyncio.Protocol):
    def __init__(self, farm: Farm, open_ones: set[asyncio.Transport]) -> None:
        self._farm = farm
        self._open = open_ones
        self._data = b""
        self._slow: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._host = transport.get_extra_info("sockname")[0]
        self._open.add(transport)

    def connection_lost(self, exc: Exception | None) -> None:
        self._open.discard(self._transport)
        if self._slow is not None:
            self._slow.cancel()

    def data_received(self, data: bytes) -> None:
        self._data += data
        while b"\r\n\r\n" in self._data:
            head, _, self._data = self._data.partition(b"\r\n\r\n")
            self._answer(head.decode("latin-1"))
        if len(self._data) > _LONGEST_HEAD:
            self._transport.abort()

    def _answer(self, head: str) -> None:
        first, *lines = head.split("\r\n")
        method, path, _ = first.split(" ", 2)
        pairs = (line.partition(":") for line in lines)
        headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
        wire = self._farm.reply(self._host, path, headers)
        if method != "GET":
            wire = on_the_wire(failure(405), headers)
        if wire.pause or self._farm.wait or self._farm.held:
            self._slow = asyncio.get_running_loop().create_task(self._slowly(wire))
            return
        self._transport.write(wire.head + wire.body)
        if wire.close:
            self._transport.close()

    async def _slowly(self, wire: RawFarmAnswer) -> None:
        await asyncio.sleep(self._farm.wait)
        while self._farm.held:
            await asyncio.sleep(0.01)
        if not wire.pause:
            self._transport.write(wire.head + wire.body)
        else:
            self._transport.write(wire.head)
            for at in range(len(wire.body)):
                await asyncio.sleep(wire.pause)
                self._transport.write(wire.body[at : at + 1])
        if wire.close:
            self._transport.close()


@contextmanager
def running(farm: Farm, port: int = 0) -> Iterator[Farm]:
    """Serve the farm in a thread of its own until the block ends. Raises OSError where the port is taken."""
    sockets = _listening(list(farm.sites), port)
    farm.port = sockets[0].getsockname()[1]
    for host, site in farm.sites.items():
        site.base = f"http://{host}:{farm.port}"
    loop = asyncio.new_event_loop()
    open_ones: set[asyncio.Transport] = set()
    for sock in sockets:
        loop.run_until_complete(loop.create_server(lambda: _Connection(farm, open_ones), sock=sock))
    thread = Thread(target=loop.run_forever, name="farm", daemon=True)
    thread.start()
    try:
        yield farm
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.run_until_complete(_closed(open_ones))
        for sock in sockets:
            sock.close()
        loop.close()


async def _closed(open_ones: set[asyncio.Transport]) -> None:
    for transport in list(open_ones):
        transport.abort()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await asyncio.sleep(0)


def _listening(hosts: list[str], port: int) -> list[socket.socket]:
    """A listening socket for each host, all on the given port, or on one free port where it is 0."""
    for _ in range(20):
        sockets: list[socket.socket] = []
        try:
            for host in hosts:
                taken = sockets[0].getsockname()[1] if sockets else port
                sockets.append(socket.create_server((host, taken), backlog=128))
        except OSError:
            for sock in sockets:
                sock.close()
            if port:
                raise
        else:
            return sockets
    raise OSError(f"no port is free on all of {len(hosts)} loopback hosts")
