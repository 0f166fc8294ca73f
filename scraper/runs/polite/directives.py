"""What publishers say about the use of their pages: X-Robots-Tag, meta robots, rel=nofollow and TDM reservation.

https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag and https://www.w3.org/2022/tdmrep/. Several
statements add up: the strictest counts, as for search engines.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

from scraper.runs.page_head import metas
from scraper.runs.types import FetchResult, Outcome

TDM = "tdm-reservation"
NOFOLLOW = "nofollow"
_KNOWN = frozenset(("noindex", NOFOLLOW, "noarchive", "noai", "noimageai"))
_DECLINING = frozenset(("noindex", "noai", TDM))
_NONE = ("noindex", NOFOLLOW)
_AGENT = re.compile(r"\s*([\w.*-]{1,100})\s*:(.*)", re.DOTALL)
_WITH_VALUE = frozenset(("unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"))
_EVERYONE = frozenset(("*", "robots"))


class Obedience(Enum):
    """What is done with the directives of a publisher."""

    OBEY = "obey"
    RECORD = "record"  # store the page as if there were none, and the directives with it
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class Directives:
    """How each source's directives are taken: as `obedience`, or as in `exceptions`, source → obedience.

    `token` is the name of the crawler, as in robots.txt.
    """

    token: str
    obedience: Obedience = Obedience.OBEY
    exceptions: Mapping[str, Obedience] = field(default_factory=dict)

    def of_source(self, source: str) -> Obedience:
        """How the directives of a source are taken."""
        return self.exceptions.get(source, self.obedience)

    def of_headers(self, headers: Mapping[str, str]) -> frozenset[str]:
        """The directives in the headers of a response; the lines of X-Robots-Tag are separated by line breaks."""
        found = {name for line in headers.get("x-robots-tag", "").split("\n") for name in self._of_line(line)}
        return _known((*found, *_reserved(headers.get(TDM, ""))))

    def of_page(self, body: bytes) -> frozenset[str]:
        """The directives in the meta elements of a page."""
        token = self.token.lower()
        found: list[str] = []
        for name, content in metas(body, b"robots", TDM.encode(), token.encode()):
            if name == TDM:
                found += _reserved(content)
            elif name in (token, *_EVERYONE):
                found += re.split(r"[\s,]+", content.lower())
        return _known(found)

    def noted(self, fetched: FetchResult, found: frozenset[str]) -> FetchResult:
        """The result of a page with the directives `found`, and what they ask for if they are to be obeyed."""
        obedience = self.of_source(fetched.job.source)
        if obedience is Obedience.IGNORE:
            return replace(fetched, directives=frozenset())
        fetched = replace(fetched, directives=fetched.directives | found)
        if obedience is Obedience.RECORD:
            return fetched
        if declining := sorted(fetched.directives & _DECLINING):
            why = f"its publisher asks that it is not stored ({', '.join(declining)})"
            # without validators, so that it is sent again once this is no longer asked, or no longer obeyed
            return replace(
                fetched, outcome=Outcome.DECLINED, why=why, body=None, packed=None, etag="", last_modified=""
            )
        return replace(fetched, may_archive="noarchive" not in fetched.directives)

    def _of_line(self, line: str) -> Iterator[str]:
        """The directives of one X-Robots-Tag that apply to this crawler: "noarchive, otherbot: noindex, nofollow"."""
        applies = True
        for part in line.lower().split(","):
            named = _AGENT.match(part)
            if named is not None and named[1] not in _WITH_VALUE:
                applies = named[1] == self.token.lower() or named[1] in _EVERYONE
                part = named[2]
            if applies:
                yield part.strip()


def _known(names: Iterable[str]) -> frozenset[str]:
    found = set(names)
    return frozenset({*(found & (_KNOWN | {TDM})), *(_NONE if "none" in found else ())})


def _reserved(value: str) -> tuple[str, ...]:
    return (TDM,) if value.strip() == "1" else ()


def reserved_paths(body: bytes) -> list[tuple[str, bool]]:
    """The locations in a tdmrep.json and whether each is reserved; empty if it is not valid."""
    try:
        entries = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return []
    known = [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    return [
        (entry["location"], str(entry.get(TDM)) == "1") for entry in known if isinstance(entry.get("location"), str)
    ]


def is_reserved(path: str, locations: Iterable[tuple[str, bool]]) -> bool:
    """Whether the first location that matches a path is reserved. "*" stands for anything, "$" at its end for the end.

    A location without both matches what begins with it, as in robots.txt.
    """
    return next((reserved for location, reserved in locations if _matches(path, location)), False)


def _matches(path: str, location: str) -> bool:
    """Whether a pattern matches, in time proportional to its length: each part is looked for behind the one before."""
    pattern, dollar, _ = location.partition("$")
    first, *others = pattern.split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for number, part in enumerate(others, 1):
        if dollar and number == len(others):
            return path.endswith(part) and len(path) - len(part) >= at
        at = path.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return not dollar or at == len(path)
