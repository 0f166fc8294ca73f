"""Dates as pages print them, to ISO 8601, no more exact than they were."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import cache

from scraper.cleaning.lexicon import languages, months_of, other_words, words_of_all

_NUMERIC = re.compile(
    r"\b(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})\b"
    r"|\b(?P<y2>\d{4})[-/](?P<m2>\d{1,2})[-/](?P<d2>\d{1,2})\b"
    r"|(?P<y3>\d{4})[年년] ?(?P<m3>\d{1,2})[月월] ?(?P<d3>\d{1,2})[日일]"
    r"|\b(?P<one>\d{1,2})/(?P<two>\d{1,2})/(?P<y4>\d{4})\b"
)
_STAMP = re.compile(r"\d{10}(?:\d{3})?")
_TWELVE_HOURS = re.compile(r"\b(\d{1,2}):(\d{2})(?::\d{2})? ?([ap])\.? ?m\b", re.IGNORECASE)
_UNSET = ("0001-01-01", "1970-01-01")
"""What publishing systems write for a date that was never set."""
_OFFSET = re.compile(r"\b(?:GMT|UTC) ?([+-])(\d{1,2}):?(\d{2})?(?: ?\(.*)?$")
"""A zone as JavaScript writes it: "GMT+0100 (Central European Standard Time)"."""
_ZONES = {
    "WEST": "+0100", "BST": "+0100", "CET": "+0100", "MEZ": "+0100", "CEST": "+0200", "MESZ": "+0200", "EET": "+0200",
    "SAST": "+0200", "EEST": "+0300", "MSK": "+0300", "SGT": "+0800", "HKT": "+0800", "JST": "+0900", "KST": "+0900",
    "AEST": "+1000", "AEDT": "+1100", "NZST": "+1200", "NZDT": "+1300", "EST": "-0500", "EDT": "-0400", "CST": "-0600",
    "CDT": "-0500", "MST": "-0700", "MDT": "-0600", "PST": "-0800", "PDT": "-0700",
}  # fmt: skip
_ZONE_NAME = re.compile(rf"(?<=:\d\d) ?({'|'.join(_ZONES)})(?= \d{{4}}$|$)")
_SHORT_ZONE = re.compile(r" ?([+-]\d{2})(\d{2})$")
_UTC = re.compile(r"(?<=\d) ?(?:UTC|GMT)$")


def iso_date(text: str | None) -> str | None:
    """ "2022-10-05T11:41:32+00:00" or "2022-10-05" for a date in `text`; None where there is none, or an unset one.

    Reads ISO 8601, RFC 2822, Unix seconds, and days written out in any of the languages, with a time of twelve hours.
    """
    found = _read(" ".join((text or "")[:200].replace(",", " ").split()))
    return None if found is None or found.startswith(_UNSET) else found


def _read(text: str) -> str | None:
    if not text:
        return None
    if _STAMP.fullmatch(text):
        return datetime.fromtimestamp(int(text[:10]), UTC).isoformat()
    text = _OFFSET.sub(_offset, text)
    text = _ZONE_NAME.sub(lambda found: f" {_ZONES[found[1]]}", text)
    try:
        moment = datetime.fromisoformat(_UTC.sub("+00:00", _SHORT_ZONE.sub(r"\1:\2", text)))
    except (ValueError, OverflowError):
        clock = _TWELVE_HOURS.search(text)
        return _at(_written(text), clock) if clock else _rfc(text) or _written(text)
    return moment.isoformat() if ":" in text else moment.date().isoformat()


def _offset(found: re.Match[str]) -> str:
    return f"{found[1]}{int(found[2]):02}{found[3] or '00'}"


@cache
def _months() -> dict[str, int]:
    years = [*(months_of(language) for language in languages()), [names.split() for names in other_words("months")]]
    return {name: number for months in years for number, names in enumerate(months, 1) for name in names}


def month_names() -> tuple[str, ...]:
    """The names of months, long and short, in all languages."""
    return tuple(_months())


def month_number(name: str) -> int | None:
    """1 to 12 for the name of a month, or its short form, in any of the languages; None for another word."""
    return _months().get(name.lower())


@cache
def _date_words() -> re.Pattern[str]:
    """A day with its month in words: "5 October 2022", "October 5th, 2022", "5. Oktober 2022", "5 de mayo de 2022"."""
    ordinals, joiners = ("|".join(words_of_all(key)) for key in ("ordinals", "date_joiners"))
    return re.compile(
        rf"(?:(\d{{1,2}})(?:{ordinals}|\.)?(?: (?:{joiners}))? )?([^\W\d_]{{3,12}})\.?(?: (?:{joiners}))?"
        rf"(?: (\d{{1,2}})(?:{ordinals})?,?)? (\d{{4}})\b"
    )


def _at(day: str | None, clock: re.Match[str]) -> str | None:
    """A day with a time of twelve hours; the day alone where there is no such time."""
    hour, minute = int(clock[1]), int(clock[2])
    if day is None or not 1 <= hour <= 12 or minute > 59:
        return day
    return f"{day}T{hour % 12 + 12 * (clock[3].lower() == 'p'):02}:{minute:02}:00"


def _rfc(text: str) -> str | None:
    if not (text[:3].isalpha() and text[3:4] == " " and ":" in text):
        return None
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _written(text: str) -> str | None:
    for before, name, after, year in _date_words().findall(text):
        month, day = month_number(name), before or after
        if month and day:
            return _day(int(year), month, int(day))
    found = _NUMERIC.search(text)
    if found is None:
        return None
    for y, m, d in (("y", "m", "d"), ("y2", "m2", "d2"), ("y3", "m3", "d3")):
        if found[y]:
            return _day(int(found[y]), int(found[m]), int(found[d]))
    one, two = int(found["one"]), int(found["two"])
    # which of the two is the month is known where the other is above 12, or where they are the same
    return _day(int(found["y4"]), min(one, two), max(one, two)) if max(one, two) > 12 or one == two else None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def utc_moment(text: str | None) -> datetime | None:
    """The UTC time that `text` names, midnight for a day; None where it names none. A time without a zone is UTC."""
    said = iso_date(text)
    if said is None:
        return None
    try:
        when = datetime.fromisoformat(said)
        return when.astimezone(UTC) if when.tzinfo is not None else when.replace(tzinfo=UTC)
    except (ValueError, OverflowError):  # no calendar of Python reaches beyond the years 1 and 9999
        return None


def newest_first(when: datetime | None) -> float:
    """A key to sort by: later times first, None last."""
    return -when.timestamp() if when is not None else float("inf")
