"""The values that the parts of a run exchange."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from scraper.model import Article


class Outcome(Enum):
    """The outcome of one URL in a run."""

    ARTICLE = "article"
    EMPTY = "empty"  # a page without an article
    UNCHANGED = "unchanged"  # status 304, or the same bytes as last time
    FORBIDDEN = "forbidden"  # robots.txt forbids it, so it was not fetched
    BLOCKED = "blocked"  # 401, 403, 429, 451, or an address that may not be fetched
    GONE = "gone"  # 404, 410
    DECLINED = "declined"  # noindex, noai, tdm-reservation: its publisher asks that it is not stored
    REFUSED = "refused"  # too large, not HTML, too many redirects: permanent
    FAILED = "failed"  # 5xx, network error, truncated body: may be temporary


@dataclass(frozen=True, slots=True)
class Discovered:
    """A URL that a source lists; `when` (UTC) is its publication or change according to the feed or sitemap.

    `nofollow` is True if its link is marked so.
    """

    url: str
    when: datetime | None = None
    title: str = ""
    summary: str = ""
    origin: str = ""
    nofollow: bool = False


@dataclass(frozen=True, slots=True)
class FetchJob:
    """A URL to fetch now, with the validators of the last response and the summary in the feed.

    `refetch` is the number of seconds after which its source has pages fetched again.
    """

    id: int
    url: str
    source: str
    etag: str = ""
    last_modified: str = ""
    tries: int = 0
    summary: str = ""
    refetch: float = 21_600.0


@dataclass(frozen=True, slots=True)
class FetchResult:
    """The result of fetching a job's URL.

    `body` is set for status 200 only; until the page is cleaned, `packed` replaces it: the compressed body, as it is
    stored. `url` is the address after redirects, `again` (UTC) the earliest next try by Retry-After or back-off, `why`
    the error in one line. `directives` are those of the publisher on this page; `may_archive` is False if its raw page
    is not to be kept.
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
    directives: frozenset[str] = frozenset()
    may_archive: bool = True


@dataclass(frozen=True, slots=True)
class PageResult:
    """A finished job: the fetch result, the article if there is one, and the canonical link of the page or ""."""

    fetched: FetchResult
    article: Article | None = None
    canonical: str = ""

    @property
    def fell_back(self) -> bool:
        """True if the generic route was used although the site has a rule."""
        return self.article is not None and self.article.origin.fell_back


class Verdict(Enum):
    """The verdict of a run on one site."""

    OK = "ok"
    DEGRADED = "degraded"
    BROKEN = "broken"
    INCONCLUSIVE = "inconclusive"  # blocked, rate-limited, or too few pages


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict on one site, with its evidence as sentences with figures."""

    site: str
    verdict: Verdict
    evidence: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Standing:
    """The last verdict on the pages of a site: when and from which source, and whether it is to be reported."""

    finding: Finding
    source: str
    judged: datetime
    reported: bool
