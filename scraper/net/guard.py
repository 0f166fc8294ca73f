"""Limits on the addresses, the time and the size of a fetch, enforced between httpx and the socket.

There they apply to everything above: TLS, redirects, and a recorder that reads complete bodies.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future, wait
from threading import Thread
from typing import Any

import httpcore

from scraper.errors import Blocked, TooLarge
from scraper.net.heads import HeadReader

MOST_BODY_BYTES = 5_000_000
"""Decompressed bytes of one page. News pages of 2 MB are common, of 4 MB rare."""

DEADLINE = 20.0
"""Seconds for one fetch, from the first name look-up to the last byte, redirects included."""

_RAW_SLACK = 1_000_000  # for response headers and redirect bodies

Resolver = Callable[[str, int], Iterable[str]]

_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
# global to older Pythons' `is_global`: IETF assignments, where Oracle's cloud serves metadata, and the address at which
# Azure serves certificates to its machines
_NOT_PUBLIC = (ipaddress.IPv4Network("192.0.0.0/24"), ipaddress.IPv4Network("168.63.129.16/32"))


def resolve(host: str, port: int) -> list[str]:
    """The IP addresses of `host`, from the system's resolver. Raises OSError if there are none."""
    return [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet; of an IPv6 address, an embedded IPv4 address is checked."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None) or _nat64(ip)
        return is_public(str(inner)) if inner is not None else ip in _GLOBAL_UNICAST and ip.is_global
    if any(ip in network for network in _NOT_PUBLIC):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def _nat64(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else None


class Meter:
    """The time and bytes that one fetch may still use: `seconds` from now on, and a page of `most` bytes."""

    __slots__ = ("_end", "_left", "_most", "_seconds")

    def __init__(self, seconds: float, most: int) -> None:
        self._seconds = seconds
        self._end = time.monotonic() + seconds
        self._most = most
        self._left = most + _RAW_SLACK

    def left(self) -> float:
        """The seconds left. Raises httpcore.ReadTimeout if there are none."""
        seconds = self._end - time.monotonic()
        if seconds <= 0:
            raise self.late()
        return seconds

    def late(self) -> httpcore.ReadTimeout:
        """The error for an exceeded time limit."""
        return httpcore.ReadTimeout(f"not complete after {self._seconds:g} seconds")

    def used(self) -> float:
        """The seconds used so far."""
        return self._seconds - (self._end - time.monotonic())

    def pause(self, seconds: float) -> None:
        """Extend the time limit by seconds that the caller spent, not the server."""
        self._end += seconds

    def room(self) -> int:
        """The bytes, still compressed, that may still arrive."""
        return self._left

    def count(self, data: bytes) -> bytes:
        """Count `data` and return it. Raises TooLarge above the limit."""
        self._left -= len(data)
        if self._left < 0:
            raise TooLarge("", f"more than {self._most} bytes")
        return data


class Guard(httpcore.NetworkBackend):
    """Resolves a name once, refuses it if any of its addresses is not public, and connects to a checked address.

    `meter` limits its connections; the owner of a connection replaces it for each fetch.
    """

    def __init__(self, allow_private: bool, dial: httpcore.NetworkBackend, resolver: Resolver, meter: Meter) -> None:
        self.meter = meter
        self._allow_private = allow_private
        self._dial = dial
        self._resolver = resolver

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first address of `host` that accepts one; each gets an equal share of the time left."""
        failure: httpcore.NetworkError | httpcore.TimeoutException = httpcore.ConnectError(f"{host} has no address")
        addresses = self._checked(host.strip("[]"), port)
        for number, address in enumerate(addresses):
            share = self.meter.left() / (len(addresses) - number)
            try:
                stream = self._dial.connect_tcp(address, port, share, local_address, socket_options)
            except (httpcore.NetworkError, httpcore.TimeoutException) as error:
                failure = error
            else:
                return _Metered(stream, self)
        raise failure

    def _checked(self, host: str, port: int) -> list[str]:
        addresses = [host] if _is_address(host) else self._look_up(host, port)
        if not self._allow_private:
            for address in addresses:
                if not is_public(address):
                    raise Blocked(host, f"its address {address} is not public. Only public pages are fetched")
        return addresses

    def _look_up(self, host: str, port: int) -> list[str]:
        """The addresses of `host`, looked up in a thread, as the system's resolver has no time limit."""
        future: Future[list[str]] = Future()
        try:
            Thread(target=_resolve_into, args=(future, self._resolver, host, port), daemon=True).start()
        except RuntimeError as error:  # the system has no thread left
            raise httpcore.ConnectError(f"{host} cannot be resolved now: {error}") from error
        if not wait([future], self.meter.left()).done:
            raise self.meter.late()
        try:
            return future.result()
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"{host} cannot be resolved: {error}") from error


def _resolve_into(future: Future[list[str]], resolver: Resolver, host: str, port: int) -> None:
    try:
        future.set_result(list(resolver(host, port)))
    except (OSError, UnicodeError) as error:
        future.set_exception(error)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


class _Metered(httpcore.NetworkStream):
    """A stream limited by the guard's meter, even below a recorder that reads complete bodies."""

    def __init__(self, stream: httpcore.NetworkStream, guard: Guard) -> None:
        self._stream = stream
        self._guard = guard
        self._head = HeadReader()

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        meter = self._guard.meter
        while True:
            data = meter.count(self._stream.read(max_bytes, meter.left()))
            repaired = self._head.feed(data)
            if repaired or not data:
                return repaired

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._head.expect()
        self._stream.write(buffer, self._guard.meter.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = self._guard.meter.left()
        return _Metered(self._stream.start_tls(ssl_context, server_hostname, left), self._guard)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
