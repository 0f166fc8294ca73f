"""Dates as pages print them, to ISO 8601, no more exact than they were."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import cache
from typing import NamedTuple

from scraper.cleaning.lexicon import languages, months_of, other_words, words_of_all

_NUMERIC = re.compile(
    r"(?<![\w.])(?P<d>\d{1,2})\. ?(?P<m>\d{1,2})\. ?(?P<y>\d{4})(?!\d)"
    r"|(?<![\w.])(?P<y2>\d{4})(?P<by>[-/]|\. ?)(?P<m2>\d{1,2})(?P=by)(?P<d2>\d{1,2})(?!\d)"
    r"|(?P<y3>\d{4}) ?[年년] ?(?P<m3>\d{1,2}) ?[月월] ?(?P<d3>\d{1,2}) ?[日일]"
    r"|(?<![\w.])(?P<one>\d{1,2})(?P<between>-| ?/ ?)(?P<two>\d{1,2})(?P=between)(?P<y4>\d{4})(?!\d)"
)
_STAMP = re.compile(r"(\d{10})(?:\d{3}|\.\d{1,9})?")
UNSET = ("0001-01-01", "1601-01-01", "1753-01-01", "1899-12-30", "1900-01-01", "1969-12-31", "1970-01-01", "9999-12-31")
"""What publishing systems, databases and spreadsheets write for a date that was never set."""
_YEARS = range(1600, 2200)
"""The years of a date in words or numbers; others are of another calendar, or no years."""
_OFFSET = re.compile(r"\b(?:GMT|UTC) ?([+-])(\d{1,2}):?(\d{2})?(?: ?\(.*)?$")
"""A zone as JavaScript writes it: "GMT+0100 (Central European Standard Time)"."""
_REGION = re.compile(r"\[[\w/+-]{1,40}\]$")
"""A zone as Java writes it behind the offset: "[Europe/Berlin]"."""
_LOST_PLUS = re.compile(r"(:\d\d(?:\.\d{1,6})?) (\d{2}:\d{2})$")
"""An offset whose plus was read as a space."""
_ZONES = {
    "WEST": "+0100", "BST": "+0100", "CET": "+0100", "MEZ": "+0100", "WAT": "+0100", "CEST": "+0200", "MESZ": "+0200",
    "CAT": "+0200", "EET": "+0200", "SAST": "+0200", "EAT": "+0300", "EEST": "+0300", "MSK": "+0300", "TRT": "+0300",
    "PKT": "+0500", "WIB": "+0700", "ICT": "+0700", "AWST": "+0800", "HKT": "+0800", "MYT": "+0800", "PHT": "+0800",
    "SGT": "+0800", "WITA": "+0800", "JST": "+0900", "KST": "+0900", "WIT": "+0900", "ACST": "+0930", "AEST": "+1000",
    "ACDT": "+1030", "AEDT": "+1100", "NZST": "+1200", "NZDT": "+1300", "BRT": "-0300", "EDT": "-0400",
    "EST": "-0500", "CDT": "-0500", "CST": "-0600", "MDT": "-0600", "MST": "-0700", "PDT": "-0700", "PST": "-0800",
    "AKDT": "-0800", "AKST": "-0900", "HST": "-1000", "GMT": "+0000", "UTC": "+0000",
}  # fmt: skip
_ZONE_NAME = re.compile(rf"(?<=:\d\d) ?\(?({'|'.join(_ZONES)})\)?(?= \d{{4}}$|$)")
_SHORT_ZONE = re.compile(r" ?([+-]\d{2})(?::?(\d{2}))?$")
_TWELVE_HOURS = re.compile(
    rf"(?<!\d)(\d{{1,2}})[:.](\d{{2}})(?::\d{{2}})? ?([ap])\.? ?m\b\.?(?: \(?({'|'.join(_ZONES)})\b)?", re.IGNORECASE
)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LETTERS_BESIDE = re.compile(r"(?<=\d)[-/.](?=[^\W\d_]{2})|(?<=[^\W\d_])[-/.](?=\d)")
"""What parts the name of a month from numbers: "20-Nov-2026"."""
_UTC = re.compile(r"(?<=\d) ?(?:UTC|GMT)$")


def iso_date(text: str | None) -> str | None:
    """ "2022-10-05T11:41:32+00:00" or "2022-10-05" for a date in `text`; None where there is none, or an unset one.

    Reads ISO 8601, RFC 2822, Unix seconds, and days written out in any of the languages, with a time of twelve hours.
    """
    found = _read(" ".join((text or "")[:200].replace(",", " ").split()))
    return None if found is None or found.startswith(UNSET) else found


def _read(text: str) -> str | None:
    if not any(map(str.isdigit, text)):
        return None
    if stamp := _STAMP.fullmatch(text):
        return datetime.fromtimestamp(int(stamp[1]), UTC).isoformat()
    text = _OFFSET.sub(_offset, _REGION.sub("", text))
    text = _ZONE_NAME.sub(lambda found: f" {_ZONES[found[1]]}", text)
    exact = _LOST_PLUS.sub(r"\1+\2", text)
    try:
        moment = datetime.fromisoformat(
            _UTC.sub("+00:00", _SHORT_ZONE.sub(_full_zone, exact) if ":" in exact else exact)
        )
    except (ValueError, OverflowError):
        return _rfc(text) or _written(text)
    return moment.isoformat() if ":" in text or "T" in text else moment.date().isoformat()


def _full_zone(found: re.Match[str]) -> str:
    return f"{found[1]}:{found[2] or '00'}"


def _offset(found: re.Match[str]) -> str:
    return f"{found[1]}{int(found[2]):02}{found[3] or '00'}"


@cache
def _months() -> dict[str, int]:
    years = [*(months_of(language) for language in languages()), [names.split() for names in other_words("months")]]
    return {_month_key(name): number for months in years for number, names in enumerate(months, 1) for name in names}


def _month_key(name: str) -> str:
    """The name of a month as names are compared: one word in small letters, with one letter for the Turkish i and ı."""
    return name.lower().replace(" ", "_").replace("i̇", "i").replace("ı", "i")


def month_names() -> tuple[str, ...]:
    """The names of months, long and short, in all languages."""
    return tuple(name.replace("_", " ") for name in _months())


def month_number(name: str) -> int | None:
    """1 to 12 for the name of a month, or its short form, in any of the languages; None for another word."""
    return _months().get(_month_key(name))


class _Patterns(NamedTuple):
    """A day with its month in words, and the months whose names are of several words."""

    day: re.Pattern[str]
    year_first: re.Pattern[str]
    long: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    """For "5 October 2022", "October 5th, 2022", "5. Oktober 2022", "5 de mayo de 2022", "2022. október 5."."""
    ordinals, joiners = ("|".join(words_of_all(key)) for key in ("ordinals", "date_joiners"))
    name = r"([^\s\d.,:;|/()_-][^\s\d.,:;|/()-]{1,14})\.?(?:/[^\s\d/]{3,20})?"
    joined = rf"(?: (?:{joiners}))?"
    return _Patterns(
        day=re.compile(
            rf"(?:(?<!\d)(\d{{1,2}})(?:{ordinals}|\.)?{joined} )?{name}{joined}"
            rf"(?: (\d{{1,2}})(?:{ordinals})?,?{joined})?[ -](\d{{4}})(?!\d)"
        ),
        year_first=re.compile(rf"(?<!\d)(\d{{4}})\.? {name} (\d{{1,2}})(?![\d:])"),
        long=re.compile("|".join(name.replace("_", " ") for name in _months() if "_" in name)),
    )


def _rfc(text: str) -> str | None:
    weekday, _, rest = text.partition(" ")
    of_a_mail = (len(weekday) == len("Mon") and weekday.isalpha()) or weekday[:3].lower() in _WEEKDAYS
    if not of_a_mail or ":" not in rest or _TWELVE_HOURS.search(rest):
        return None
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(f"{weekday[:3]} {rest}").isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _written(text: str) -> str | None:
    """The first day in `text`, with the time of twelve hours beside it if there is one."""
    text = _patterns().long.sub(lambda found: found[0].replace(" ", "_"), _LETTERS_BESIDE.sub(" ", text))
    day, start, end = _first_day(text)
    if day is None:
        return None
    for clock in _TWELVE_HOURS.finditer(text):
        between = text[end : clock.start()] if clock.start() >= end else text[clock.end() : start]
        if not any(map(str.isdigit, between)):
            return _at(day, clock)
    return day


def _at(day: str, clock: re.Match[str]) -> str:
    """A day with a time of twelve hours; the day alone where there is no such time."""
    hour, minute = int(clock[1]), int(clock[2])
    if not 1 <= hour <= 12 or minute > 59:
        return day
    zone = _ZONES[clock[4].upper()] if clock[4] else ""
    offset = f"{zone[:3]}:{zone[3:]}" if zone else ""
    return f"{day}T{hour % 12 + 12 * (clock[3].lower() == 'p'):02}:{minute:02}:00{offset}"


def _first_day(text: str) -> tuple[str | None, int, int]:
    """The first day in `text` with its start and end; None and two zeros where there is none."""
    words = _patterns()
    for found in words.day.finditer(text):
        before, name, after, year = found.groups()
        if (month := month_number(name)) and (before or after):
            return _day(int(year), month, int(before or after)), *found.span()
    if numbers := _NUMERIC.search(text):
        return _numeric(numbers), *numbers.span()
    for found in words.year_first.finditer(text):
        if month := month_number(found[2]):
            return _day(int(found[1]), month, int(found[3])), *found.span()
    return None, 0, 0


def _numeric(found: re.Match[str]) -> str | None:
    for y, m, d in (("y", "m", "d"), ("y2", "m2", "d2"), ("y3", "m3", "d3")):
        if found[y]:
            return _day(int(found[y]), int(found[m]), int(found[d]))
    one, two = int(found["one"]), int(found["two"])
    # which of the two is the month is known where the other is above 12, or where they are the same
    return _day(int(found["y4"]), min(one, two), max(one, two)) if max(one, two) > 12 or one == two else None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if year in _YEARS else None
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
