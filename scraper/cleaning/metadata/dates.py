"""Dates as pages print them, to ISO 8601, no more exact than they were."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

_MONTHS_WRITTEN = """
january jan januar janvier enero ene
february feb februar février fevrier febrero
march mar märz maerz mars marzo
april apr avril avr abril abr
may mai mayo
june jun juni juin junio
july jul juli juillet julio
august aug août aout agosto ago
september sep sept septembre septiembre
october oct oktober okt octobre octubre
november nov novembre noviembre
december dec dezember dez décembre decembre diciembre dic
"""
_MONTHS = {
    name: number for number, names in enumerate(_MONTHS_WRITTEN.strip().splitlines(), 1) for name in names.split()
}
_WORDS = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th|er|\.)?(?: de)? )?([^\W\d_]{3,10})\.?(?: de)?"
    r"(?: (\d{1,2})(?:st|nd|rd|th)?,?)? (\d{4})\b"
)
_NUMERIC = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b|\b(\d{4})[-/](\d{2})[-/](\d{2})\b")
_STAMP = re.compile(r"\d{10}(?:\d{3})?")
_SHORT_ZONE = re.compile(r"([+-]\d{2})(\d{2})$")


def iso_date(text: str | None) -> str | None:
    """ "2022-10-05T11:41:32+00:00" or "2022-10-05" for a date in `text`; None where there is none.

    Reads ISO 8601, RFC 2822, Unix seconds, and days written out in English, German, French or Spanish.
    """
    text = " ".join((text or "")[:200].replace(",", " ").split())
    if not text:
        return None
    if _STAMP.fullmatch(text):
        return datetime.fromtimestamp(int(text[:10]), UTC).isoformat()
    try:
        moment = datetime.fromisoformat(_SHORT_ZONE.sub(r"\1:\2", text))
    except (ValueError, OverflowError):
        return _rfc(text) or _written(text)
    return moment.isoformat() if ":" in text else moment.date().isoformat()


def _rfc(text: str) -> str | None:
    if not (text[:3].isalpha() and text[3:4] == " " and ":" in text):
        return None
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _written(text: str) -> str | None:
    for before, name, after, year in _WORDS.findall(text):
        month, day = _MONTHS.get(name.lower()), before or after
        if month and day:
            return _day(int(year), month, int(day))
    found = _NUMERIC.search(text)
    if found is None:
        return None
    d, m, y, y2, m2, d2 = found.groups()
    return _day(int(y), int(m), int(d)) if y else _day(int(y2), int(m2), int(d2))


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
