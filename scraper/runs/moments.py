"""Dates of feeds and sitemaps, as moments in UTC."""

from __future__ import annotations

from datetime import UTC, datetime

from scraper.cleaning.metadata.dates import iso_date


def moment(text: str | None) -> datetime | None:
    """The moment in UTC that `text` names, midnight for a day; None where it names none. No zone is read as UTC."""
    said = iso_date(text)
    if said is None:
        return None
    try:
        when = datetime.fromisoformat(said)
        return when.astimezone(UTC) if when.tzinfo is not None else when.replace(tzinfo=UTC)
    except (ValueError, OverflowError):  # no calendar of Python reaches beyond the years 1 and 9999
        return None


def newest_first(when: datetime | None) -> float:
    """A key to sort by: later moments first, what has none last."""
    return -when.timestamp() if when is not None else float("inf")
