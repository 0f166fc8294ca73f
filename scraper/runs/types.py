"""What passes between the parts of a scheduled run."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from scraper.model import Article


class Outcome(Enum):
    """What became of one URL that a run took up."""

    ARTICLE = "article"
    EMPTY = "empty"  # a page came, no article was in it
    UNCHANGED = "unchanged"  # 304, or the same bytes as last time
    FORBIDDEN = "forbidden"  # robots.txt says no; it was not asked for
    BLOCKED = "blocked"  # 401, 403, 429, 451, or an address that must not be reached
    GONE = "gone"  # 404, 410
    REFUSED = "refused"  # too large, no HTML, too many redirects: asking again would not help
    FAILED = "failed"  # 5xx, a network that did not answer, a truncated body: it may pass


@dataclass(frozen=True, slots=True)
class Discovered:
    """An address that a source offers. `when` (UTC) is what the feed or sitemap says of its publication or change."""

    url: str
    when: datetime | None = None
    title: str = ""
    summary: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class FetchJob:
    """A URL that is to be fetched now, with what the last answer said of itself."""

    id: int
    url: str
    source: str
    etag: str = ""
    last_modified: str = ""
    tries: int = 0
    summary: str = ""


@dataclass(frozen=True, slots=True)
class FetchResult:
    """What came of asking for a job's URL; `body` is there for a page (status 200) alone.

    `packed` is that as a store keeps it; while a page waits to be cleaned, it is all there is. `url` is the address
    after redirects, `seconds` the time it took, `again` (UTC) the earliest next try a server asked for (Retry-After) or
    a back-off sets, `why` says in one line what went wrong.
    """

    job: FetchJob
    outcome: Outcome
    url: str
    status: int | None = None
    body: bytes | None = None
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    seconds: float = 0.0
    why: str = ""
    again: datetime | None = None
    packed: bytes | None = None


@dataclass(frozen=True, slots=True)
class PageResult:
    """A finished job: what was fetched, and the article in it where there is one.

    `canonical` is the canonical link of the page, "" where it names none.
    """

    fetched: FetchResult
    article: Article | None = None
    canonical: str = ""

    @property
    def fell_back(self) -> bool:
        """Whether the generic route stood in for the rule of the site."""
        return self.article is not None and self.article.origin.fell_back


class Verdict(Enum):
    """What a run says of one site."""

    OK = "ok"
    DEGRADED = "degraded"
    BROKEN = "broken"
    INCONCLUSIVE = "inconclusive"  # blocked, rate-limited, or too little to tell


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict on one site, with the evidence for it: one plain sentence each, figures included."""

    site: str
    verdict: Verdict
    evidence: tuple[str, ...] = field(default=())
