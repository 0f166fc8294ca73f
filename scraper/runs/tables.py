"""One section of a TOML file, read strictly: every reader names file, section and key, and says what to write there."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from pathlib import Path

from scraper.errors import UsageError
from scraper.urls import canonical

Keys = Mapping[str, tuple[str, ...]]
"""Section, as it is written in brackets → the names of its keys."""

LONGEST = 3_153_600_000.0
"""Seconds of a duration: a century."""

_UNITS = {"w": 604_800, "d": 86_400, "h": 3_600, "m": 60, "s": 1}
_DURATION = re.compile("".join(rf"(?:(?P<{unit}>\d+(?:\.\d+)?){unit})?" for unit in _UNITS))
_HOW_LONG = '"90s", "25m", "6h", "30d", "1h30m", or a number of seconds'
_KINDS = {
    str: "a text",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    list: "a list",
    dict: "a table",
}


def duration(text: str) -> float:
    """Seconds of "90s", "25m", "6h", "30d", "2w", "1h30m" or "90". Raises UsageError for anything else."""
    said = text.strip()
    if re.fullmatch(r"\d+(\.\d+)?", said):
        return float(said)
    found = _DURATION.fullmatch(said)
    if found is None or not said:
        raise UsageError(f"{text!r} is no duration: write {_HOW_LONG}")
    return float(sum(float(found[unit]) * seconds for unit, seconds in _UNITS.items() if found[unit]))


class Table:
    """One section: `where` says which, `values` what is in it, `keys` what each section of the file may hold.

    Every reader raises UsageError, and so does the making of a table with a key that is none of its section's.
    """

    def __init__(self, path: Path, section: str, values: object, keys: Keys, place: str = "") -> None:
        self.path = path
        self.where = section + place
        if not isinstance(values, Mapping):
            raise UsageError(f"{path}: {section} must be a section with keys, found {_kind(values)}")
        self.values: Mapping[str, object] = values
        for key in self.values:
            if key not in keys[section]:
                raise UsageError(f"{path}: {self.where} has no key {key!r}{_elsewhere(key, section, keys)}")

    def wrong(self, key: str, why: str) -> UsageError:
        """The error that says what is wrong with a key."""
        return UsageError(f"{self.path}: {self.where} {key}: {why}")

    def text(self, key: str, missing: str) -> str:
        """A text with something in it; `missing` says what to write where there is none."""
        value = self.values.get(key)
        if value is None:
            raise UsageError(f"{self.path}: {self.where} needs {key}: {missing}")
        if not isinstance(value, str):
            raise self._kind_of(key, "a text in quotes")
        if not value.strip() or not value.isprintable():
            raise self.wrong(key, f"found {value!r}; {missing}")
        return value.strip()

    def seconds(self, key: str, default: float, least: float, most: float = LONGEST) -> float:
        """A duration, as text or as a number."""
        value = self.values.get(key, default)
        if isinstance(value, str):
            try:
                value = duration(value)
            except UsageError as error:
                raise self.wrong(key, str(error)) from error
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self._kind_of(key, f"a duration: {_HOW_LONG}")
        if not least <= value <= most:  # "nan" is TOML too, and lies nowhere
            raise self.wrong(key, f"found {value} seconds; must be from {least:g} to {most:g}")
        return float(value)

    def whole(self, key: str, default: int, least: int, most: int) -> int:
        """A whole number within bounds."""
        value = self.values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self._kind_of(key, "a whole number")
        if not least <= value <= most:
            raise self.wrong(key, f"found {value}; must be from {least} to {most}")
        return value

    def flag(self, key: str, default: bool) -> bool:
        """True or false."""
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            raise self._kind_of(key, "true or false, without quotes")
        return value

    def addresses(self, key: str) -> tuple[str, ...]:
        """A list of web addresses, as they are written; none where the key is missing."""
        value = self.values.get(key, [])
        if not isinstance(value, list):
            raise self._kind_of(key, f'a list: {key} = ["https://…"]')
        for place, item in enumerate(value, 1):
            if not isinstance(item, str):
                raise self.wrong(key, f"entry {place} is {_kind(item)}; must be a web address in quotes")
            check_address(item, f"{self.path}: {self.where} {key}, entry {place}")
        return tuple(item.strip() for item in value)

    def _kind_of(self, key: str, wanted: str) -> UsageError:
        return self.wrong(key, f"found {_kind(self.values[key])}; must be {wanted}")


def _elsewhere(key: str, section: str, keys: Keys) -> str:
    homes = [other for other, names in keys.items() if key in names]
    return f"; it belongs into {homes[0]}" if homes else nearest(key, keys[section])


def nearest(wrong: str, right: tuple[str, ...]) -> str:
    """The end of a sentence on a wrong name: which of the right ones is meant, or which there are."""
    near = difflib.get_close_matches(wrong, right, n=1)
    return f"; did you mean {near[0]!r}?" if near else f"; there are {', '.join(right)}"


def check_address(url: str, where: str) -> None:
    """Raises UsageError, opening with `where`, for what is no web address."""
    try:
        canonical(url)
    except UsageError as error:
        raise UsageError(f"{where}: {error}") from error


def _kind(value: object) -> str:
    kind = _KINDS.get(type(value), "a date or time")
    return kind if isinstance(value, list | dict) else f"{kind} ({value!r})"
