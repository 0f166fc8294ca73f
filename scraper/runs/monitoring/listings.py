"""Notice a source that goes dark: its feeds, sitemaps and section pages, and the rhythm of its new stories.

Pure functions, without clock or disk. A document that cannot be read or lists nothing is compared with what it listed
before; a source without new stories with its own pauses, so that a weekly is given weeks and a wire a day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import Enum
from itertools import pairwise
from urllib.parse import urlsplit

from scraper.runs.monitoring.evidence import count, moment, period

_MOST_GAPS = 50
_FEW_GAPS = 10
_PATIENCE = 2
_LEAST_SILENCE = timedelta(days=1)
_FIRST_WEEK = timedelta(days=8)
_LEAST_SILENCE_IN_FIRST_WEEK = timedelta(days=3)
_LEAST_GAPS = 3
_LULL = 1.5
_IN_FULL = (2, 6, 18, 54, 162)


class DocumentState(Enum):
    """What a feed, sitemap or section page gave."""

    READ = "read"
    UNCHANGED = "unchanged"  # status 304: as when it was last read
    EMPTY = "empty"
    UNREADABLE = "unreadable"
    FAILED = "failed"


_WELL = (DocumentState.READ, DocumentState.UNCHANGED)


@dataclass(frozen=True, slots=True)
class Poll:
    """One request for a document: what it gave, the number of URLs, the address after redirects, and the error.

    `body_hash` is that of its body, "" without one.
    """

    state: DocumentState
    listed: int = 0
    answered: str = ""
    error: str = ""
    body_hash: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A document and its state since then.

    `listed` and `answered` are of the last time that it listed anything, `longest_lull` is the number of seconds of the
    longest time without any from which it recovered. `unchanged` counts the requests since it last brought another
    body, whose hash is `body_hash`.
    """

    url: str
    source: str
    state: DocumentState
    since: datetime
    error: str = ""
    listed: int = 0
    answered: str = ""
    longest_lull: float = 0.0
    unchanged: int = 0
    body_hash: str = ""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When a source found its last new story, and the `gaps` between earlier ones in seconds, oldest first."""

    source: str
    known_since: datetime
    new_at: datetime
    gaps: tuple[float, ...] = field(default=())


def after_poll(before: Document | None, url: str, source: str, poll: Poll, now: datetime) -> Document:
    """The state of a document after a request for it."""
    if before is None:
        return Document(url, source, poll.state, now, poll.error, poll.listed, poll.answered, body_hash=poll.body_hash)
    if poll.state is DocumentState.READ and _sent_home(url, before.answered, poll.answered):
        poll = Poll(DocumentState.UNREADABLE, error="it redirects to the front page")
    is_well = poll.state in _WELL
    lull = before.longest_lull
    if is_well and before.state is DocumentState.EMPTY:
        lull = max(lull, (now - before.since).total_seconds())
    since = before.since if (is_well and before.state in _WELL) or poll.state is before.state else now
    is_same = poll.state is DocumentState.UNCHANGED or poll.body_hash in ("", before.body_hash)
    unchanged, body_hash = (before.unchanged + 1, before.body_hash) if is_same else (0, poll.body_hash)
    after = Document(
        url, source, poll.state, since, poll.error, before.listed, before.answered, lull, unchanged, body_hash
    )
    return replace(after, listed=poll.listed, answered=poll.answered) if poll.state is DocumentState.READ else after


def is_due_in_full(document: Document | None) -> bool:
    """Whether to request a document without validators: some servers answer 304 for ever once they were given one.

    After two requests that brought nothing, then more and more seldom if it has not changed indeed.
    """
    count = document.unchanged if document is not None else 0
    return count in _IN_FULL or (count > 0 and count % _IN_FULL[-1] == 0)


def _sent_home(url: str, before: str, now: str) -> bool:
    """Whether a document that used to answer under an address of its own is now redirected to the front page."""
    return is_front(now) and bool(before) and not is_front(before) and not is_front(url)


def is_front(url: str) -> bool:
    """Whether this is the address of a front page."""
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def darkness(document: Document, now: datetime) -> str:
    """What is wrong with a document in one sentence; "" if it is well."""
    since = f" since {moment(document.since)}" if document.since < now else ""
    before = f"; it listed {count(document.listed, 'URL')} before" if document.listed else ""
    if document.state is DocumentState.FAILED:
        return f"{document.url}: {document.error}"
    if document.state is DocumentState.UNREADABLE:
        return f"{document.url} cannot be read{since}: {document.error}{before}"
    if document.state is DocumentState.EMPTY and document.listed:
        if (now - document.since).total_seconds() < _LULL * document.longest_lull:
            return ""  # it has been empty for as long before, and recovered
        return f"{document.url} lists nothing{since}{before}"
    return ""


def after_offer(
    before: Rhythm | None, source: str, new: int, dates: Iterable[datetime | None], now: datetime
) -> Rhythm | None:
    """The rhythm of a source after it listed URLs with these `dates`, of which `new` are new.

    Before there is a history of runs, the dates of the stories stand for it.
    """
    if before is not None and before.new_at > now:  # the clock was ahead
        before = replace(before, new_at=now, known_since=min(before.known_since, now))
    if before is None:
        if not new:
            return None
        known = sorted({date for date in dates if date is not None and date <= now})[-_MOST_GAPS:]
        gaps = tuple((later - earlier).total_seconds() for earlier, later in pairwise(known))
        span = known[-1] - known[0] if known else timedelta()
        return Rhythm(source, now - span, now, gaps)
    if not new:
        return before
    gaps = (*before.gaps, (now - before.new_at).total_seconds())[-_MOST_GAPS:]
    return replace(before, new_at=now, gaps=gaps)


def silence(rhythm: Rhythm | None, now: datetime) -> str:
    """That a source has had no new story for far longer than usual, in one sentence; "" if it has not."""
    if rhythm is None or len(rhythm.gaps) < _LEAST_GAPS:
        return ""
    longest, quiet = _longest(rhythm.gaps), now - rhythm.new_at
    least = _LEAST_SILENCE if rhythm.new_at - rhythm.known_since >= _FIRST_WEEK else _LEAST_SILENCE_IN_FIRST_WEEK
    if quiet <= max(_PATIENCE * timedelta(seconds=longest), least):
        return ""
    usual = f"; its pauses were {period(longest)} at most" if longest >= 1 else ""
    return f"source {rhythm.source} has listed nothing new for {period(quiet.total_seconds())}{usual}"


def _longest(gaps: Sequence[float]) -> float:
    """The longest usual gap: of many, the single longest is an exception."""
    return sorted(gaps)[-2 if len(gaps) >= _FEW_GAPS else -1]
