"""The dates of feed entries, as publishing systems write them: RFC 822 in any language, with slashes, day first."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

from scraper.cleaning.metadata.dates import month_number

_CLOCK = r"(?:\D{1,9}(\d{1,2}):(\d\d)(?::(\d\d))?)?(?:\.\d{1,9})?\s{0,3}(?:([+-])(\d\d):?(\d\d))?"
_SLASHES = re.compile(rf"\s*(\d{{4}})/(\d{{1,2}})/(\d{{1,2}})\b{_CLOCK}")
_WORDS = re.compile(
    rf"\b(\d{{1,2}})(?:\.|º|er)?\s{{1,3}}(?:de\s)?([^\W\d_]{{3,12}})\.?,?\s{{1,3}}(?:de\s)?(\d{{4}})\b{_CLOCK}"
)
_MOST = 100


def feed_moment(text: str, stamp: object) -> datetime | None:
    """The UTC time of a date in a feed; `stamp` is what feedparser makes of it, in seconds since 1970, or None.

    feedparser takes 2026/6/29 for another day, and reads months in English only. A time without a zone is UTC.
    """
    found = _SLASHES.match(text[:_MOST])
    if found is not None:
        return _moment(int(found[1]), int(found[2]), int(found[3]), found)
    if isinstance(stamp, int | float):
        try:
            return datetime.fromtimestamp(stamp, UTC)
        except (ValueError, OverflowError, OSError):  # beyond year 9999
            return None
    found = _WORDS.search(text[:_MOST])
    month = month_number(found[2]) if found is not None else None
    return _moment(int(found[3]), month, int(found[1]), found) if found is not None and month else None


def _moment(year: int, month: int, day: int, found: re.Match[str]) -> datetime | None:
    hour, minute, second, sign, *offset = found.groups()[3:]
    zone = timedelta(hours=int(offset[0] or 0), minutes=int(offset[1] or 0))
    try:
        return datetime(
            year, month, day, int(hour or 0), int(minute or 0), int(second or 0),
            tzinfo=timezone(-zone if sign == "-" else zone),
        ).astimezone(UTC)  # fmt: skip
    except (ValueError, OverflowError):  # e.g. 31 February
        return None
