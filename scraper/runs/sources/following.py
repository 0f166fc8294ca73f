"""Which links of a source are followed: those of its own site, and those of the hosts that it allows."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from scraper.runs.config import Source
from scraper.runs.polite.directives import Obedience
from scraper.runs.types import Discovered
from scraper.urls import DEFAULT_PORTS, canonical, host_of, origin_of, registrable

OTHER_HOST, OTHER_PORT, NOFOLLOW_LINK = "on other hosts", "on other ports", "marked nofollow"
"""Why a link is not followed: what is left out is so many pages "on other hosts"."""
ANY_HOST = "*"
_DEFAULT = frozenset(DEFAULT_PORTS.values())


@dataclass(slots=True)
class Following:
    """The limits of one source; `obedience` is that to rel=nofollow.

    Links are followed to the registrable domains of all addresses that the configuration names, on their ports and the
    default ones, and to the hosts in `Source.hosts` with their subdomains, on the port named with them or any other.
    """

    source: Source
    obedience: Obedience
    _origins: dict[str, str] = field(default_factory=dict)
    _sites: set[str] = field(default_factory=set)
    _ports: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        source = self.source
        self._ports.update(_DEFAULT)
        for address in map(canonical, (*source.feeds, *source.sitemaps, *source.pages, *source.urls)):
            self._sites.add(registrable(address))
            self._ports.add(_port(address))

    def why_not(self, found: Discovered) -> str:
        """Why a link is not followed, or ""."""
        if found.nofollow and self.obedience is Obedience.OBEY:
            return NOFOLLOW_LINK
        return self.why_not_to(found.url)

    def why_not_to(self, url: str) -> str:
        """Why no link to a canonical address is followed, or ""."""
        origin = origin_of(url)
        if origin not in self._origins:
            self._origins[origin] = self._of_origin(origin)
        return self._origins[origin]

    def _of_origin(self, origin: str) -> str:
        host = host_of(origin)
        for allowed in self.source.hosts:
            parts = urlsplit(f"//{allowed}")
            is_named = allowed == ANY_HOST or host == parts.hostname or host.endswith(f".{parts.hostname}")
            if is_named and parts.port in (None, _port(origin)):
                return ""
        if registrable(origin) not in self._sites:
            return OTHER_HOST
        return "" if _port(origin) in self._ports else OTHER_PORT


def _port(url: str) -> int:
    parts = urlsplit(url)
    return parts.port or DEFAULT_PORTS[parts.scheme]
