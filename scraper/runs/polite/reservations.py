"""The reservation of text and data mining for whole hosts, in /.well-known/tdmrep.json."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from urllib.parse import urlsplit

from scraper.errors import FetchError, UsageError
from scraper.net.response import PAGE_STATUSES, Response
from scraper.runs.polite.directives import is_reserved, reserved_paths
from scraper.urls import origin_of

PLACE = "/.well-known/tdmrep.json"


@dataclass(slots=True)
class _Host:
    lock: Lock = field(default_factory=Lock)
    locations: list[tuple[str, bool]] | None = None


class Reservations:
    """The tdmrep.json of every host, each fetched once, when the first page of the host is. Thread-safe.

    `get` fetches a URL and returns None if it may not be fetched. A host without a readable file reserves nothing.
    """

    def __init__(self, get: Callable[[str], Response | None]) -> None:
        self._get = get
        self._lock = Lock()
        self._hosts: dict[str, _Host] = {}

    def covers(self, url: str) -> bool:
        """Whether the file of its host reserves `url`."""
        with self._lock:
            host = self._hosts.setdefault(origin_of(url), _Host())
        with host.lock:
            if host.locations is None:
                host.locations = self._fetch(f"{origin_of(url)}{PLACE}")
        parts = urlsplit(url)
        return is_reserved(f"{parts.path}?{parts.query}" if parts.query else parts.path, host.locations)

    def _fetch(self, url: str) -> list[tuple[str, bool]]:
        try:
            response = self._get(url)
        except (FetchError, UsageError):
            return []
        return [] if response is None or response.status not in PAGE_STATUSES else reserved_paths(response.body)
