"""Which addresses may be connected to, and how long and how much a connection may take. Below httpx, above the socket.

Standing there, the bounds hold for everything above: TLS, redirects, and a recorder that reads whole bodies.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable
from typing import Any

import httpcore

from scraper.errors import Blocked, TooLarge

MOST_BYTES = 5_000_000
"""Bytes of one page, unpacked. News pages of 2 MB are common, of 4 MB rare."""

DEADLINE = 20.0
"""Seconds for one fetch, from the first name look-up to the last byte, all redirects together."""

_RAW_SLACK = 1_000_000  # response headers and redirect bodies, on top of MOST_BYTES

Resolver = Callable[[str, int], Iterable[str]]


def resolve(host: str, port: int) -> list[str]:
    """The addresses of `host`, from the system's resolver. Raises OSError where there are none."""
    return [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def is_public(address: str) -> bool:
    """Whether an IP address lies in the public internet; mapped and tunnelled IPv4 addresses are looked into."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None) or _nat64(ip)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def _nat64(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    inside = ip in ipaddress.IPv6Network("64:ff9b::/96")
    return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if inside else None


class Guard(httpcore.NetworkBackend):
    """Resolves a name once, refuses it if any of its addresses is not public, connects to what it checked."""

    def __init__(self, allow_private: bool, dial: httpcore.NetworkBackend, resolver: Resolver) -> None:
        self._allow_private = allow_private
        self._dial = dial
        self._resolver = resolver
        self._meter = _Meter()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first address of `host` that answers."""
        failure: httpcore.NetworkError | httpcore.TimeoutException = httpcore.ConnectError(f"{host} has no address")
        for address in self._checked(host, port):
            try:
                stream = self._dial.connect_tcp(address, port, self._meter.left(), local_address, socket_options)
            except (httpcore.NetworkError, httpcore.TimeoutException) as error:
                failure = error
            else:
                return _Metered(stream, self._meter)
        raise failure

    def _checked(self, host: str, port: int) -> list[str]:
        try:
            addresses = list(self._resolver(host.strip("[]"), port))
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"{host} cannot be resolved: {error}") from error
        if not self._allow_private:
            for address in addresses:
                if not is_public(address):
                    raise Blocked(host, f"its address {address} is not public, and only public pages are fetched")
        return addresses


class _Meter:
    """What is left of the time and the bytes of one fetch."""

    def __init__(self) -> None:
        self._end = time.monotonic() + DEADLINE
        self._bytes = MOST_BYTES + _RAW_SLACK

    def left(self) -> float:
        seconds = self._end - time.monotonic()
        if seconds <= 0:
            raise httpcore.ReadTimeout(f"not complete after {DEADLINE:.0f} seconds")
        return seconds

    def count(self, data: bytes) -> bytes:
        self._bytes -= len(data)
        if self._bytes < 0:
            raise TooLarge("", f"more than {MOST_BYTES} bytes")
        return data


class _Metered(httpcore.NetworkStream):
    """A stream that keeps to the meter, so that the bounds hold below a recorder that reads whole bodies too."""

    def __init__(self, stream: httpcore.NetworkStream, meter: _Meter) -> None:
        self._stream = stream
        self._meter = meter

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._meter.count(self._stream.read(max_bytes, self._meter.left()))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._meter.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Metered(self._stream.start_tls(ssl_context, server_hostname, self._meter.left()), self._meter)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
