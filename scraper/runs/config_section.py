"""Read one section of a TOML file with typed values; every error names file, section and key, and a correct value."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from math import inf
from pathlib import Path

from scraper.errors import UsageError
from scraper.runs.polite.directives import Obedience
from scraper.urls import canonical, origin_of

_LONGEST = 3_153_600_000.0
"""The longest duration in seconds: a century."""

_UNITS = {"w": 604_800, "d": 86_400, "h": 3_600, "m": 60, "s": 1}
_DURATION = re.compile("".join(rf"(?:(?P<{unit}>\d+(?:\.\d+)?){unit})?" for unit in _UNITS))
_DURATIONS = '"90s", "25m", "6h", "30d", "1h30m", or a number of seconds'
_KINDS = {
    str: "a string", bool: "a boolean", int: "an integer", float: "a number", list: "a list", dict: "a table",
}  # fmt: skip


def duration(text: str) -> float:
    """Seconds of "90s", "25m", "6h", "30d", "2w", "1h30m" or "90". Raises UsageError for anything else."""
    stripped = text.strip()
    if re.fullmatch(r"\d+(\.\d+)?", stripped):
        return float(stripped)
    found = _DURATION.fullmatch(stripped)
    if found is None or not stripped:
        raise UsageError(f"{text!r} is not a duration: write {_DURATIONS}")
    return float(sum(float(found[unit]) * seconds for unit, seconds in _UNITS.items() if found[unit]))


class ConfigSection:
    """A typed reader of one TOML section; `where` is its name, `values` its content, `keys` those of every section.

    The methods raise UsageError for wrong values, and the constructor raises it for unknown keys.
    """

    def __init__(
        self, path: Path, section: str, values: object, keys: Mapping[str, tuple[str, ...]], place: str = ""
    ) -> None:
        self.path = path
        self.where = section + place
        if not isinstance(values, Mapping):
            raise UsageError(f"{path}: {section} must be a section with keys, found {_kind(values)}")
        self.values: Mapping[str, object] = values
        for key in self.values:
            if key not in keys[section]:
                raise UsageError(f"{path}: {self.where} has no key {key!r}{_suggestion(key, section, keys)}")

    def wrong(self, key: str, why: str) -> UsageError:
        """An error about the value of a key."""
        return UsageError(f"{self.path}: {self.where} {key}: {why}")

    def text(self, key: str, missing: str) -> str:
        """A string that is not blank; `missing` says what to write."""
        value = self.values.get(key)
        if value is None:
            raise UsageError(f"{self.path}: {self.where} needs {key}: {missing}")
        if not isinstance(value, str):
            raise self._wrong_type(key, "a string in quotes")
        if not value.strip() or not value.isprintable():
            raise self.wrong(key, f"found {value!r}; {missing}")
        return value.strip()

    def seconds(self, key: str, default: float, least: float, most: float = _LONGEST) -> float:
        """A duration, as a string or as a number of seconds."""
        value = self.values.get(key, default)
        if isinstance(value, str):
            try:
                value = duration(value)
            except UsageError as error:
                raise self.wrong(key, str(error)) from error
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self._wrong_type(key, f"a duration: {_DURATIONS}")
        if not least <= value <= most:  # also catches nan
            raise self.wrong(key, f"found {value} seconds; must be from {least:g} to {most:g}")
        return float(value)

    def period(self, key: str, default: float) -> float:
        """A duration with a unit: older data are deleted, so a bare number, which may be meant as days, is refused."""
        value = self.values.get(key, default)
        if value == "forever" or key not in self.values:
            return inf if value == "forever" else default
        number = str(value).strip() if key in self.values and not isinstance(value, bool) else ""
        if re.fullmatch(r"\d*\.?\d+", number) and float(number):
            wanted = f'write the unit, {key} = "{number}d" for days or "{number}h" for hours (units: w, d, h, m, s)'
            raise self.wrong(key, f"found {value!r}; {wanted}")
        return self.seconds(key, default, least=0)

    def integer(self, key: str, default: int, least: int, most: int) -> int:
        """An integer within bounds."""
        value = self.values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self._wrong_type(key, "an integer")
        if not least <= value <= most:
            raise self.wrong(key, f"found {value}; must be from {least} to {most}")
        return value

    def boolean(self, key: str, default: bool) -> bool:
        """A boolean."""
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            raise self._wrong_type(key, "true or false, without quotes")
        return value

    def obedience(self) -> Obedience | None:
        """The value of `directives`; None if the key is missing."""
        names = tuple(each.value for each in Obedience)
        value = self.text("directives", f"write one of {', '.join(names)}") if "directives" in self.values else None
        if value is not None and value not in names:
            raise self.wrong("directives", f"found {value!r}{nearest(value, names)}")
        return None if value is None else Obedience(value)

    def strings(self, key: str) -> tuple[str, ...]:
        """A list of strings, or one string; empty if the key is missing."""
        value = self.values.get(key, [])
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list) or not all(isinstance(item, str) and item.strip() for item in items):
            raise self._wrong_type(key, f'a list of strings in quotes: {key} = ["…"]')
        if not all(item.isprintable() for item in items):
            raise self.wrong(key, "found control characters; remove them")
        return tuple(items)

    def hosts(self, key: str) -> tuple[str, ...]:
        """A list of hosts, each with a port or without; "*" is any host."""
        return tuple(self._host(key, item.strip()) for item in self.strings(key))

    def _host(self, key: str, item: str) -> str:
        wrong = self.wrong(key, f'found {item!r}; write hosts as in {key} = ["news.example.org"]')
        try:
            host = "*" if item == "*" else origin_of(f"http://{item}").partition("//")[2]
        except UsageError as error:
            raise wrong from error
        if any(letter in item for letter in "/?#"):
            raise wrong
        return host

    def addresses(self, key: str) -> tuple[str, ...]:
        """A list of URLs; empty if the key is missing."""
        value = self.values.get(key, [])
        if not isinstance(value, list):
            raise self._wrong_type(key, f'a list: {key} = ["https://…"]')
        for place, item in enumerate(value, 1):
            if not isinstance(item, str):
                raise self.wrong(key, f"entry {place} is {_kind(item)}; must be a web address in quotes")
            check_address(item, f"{self.path}: {self.where} {key}, entry {place}")
        return tuple(item.strip() for item in value)

    def _wrong_type(self, key: str, wanted: str) -> UsageError:
        return self.wrong(key, f"found {_kind(self.values[key])}; must be {wanted}")


def _suggestion(key: str, section: str, keys: Mapping[str, tuple[str, ...]]) -> str:
    sections = [other for other, names in keys.items() if key in names]
    return f"; it belongs in {sections[0]}" if sections else nearest(key, keys[section])


def nearest(wrong: str, right: tuple[str, ...]) -> str:
    """The end of an error about a wrong name: the nearest right one, or all of them."""
    near = difflib.get_close_matches(wrong, right, n=1)
    return f"; did you mean {near[0]!r}?" if near else f"; there are {', '.join(right)}"


def check_address(url: str, where: str) -> None:
    """Raise UsageError that begins with `where` if `url` is not a web address."""
    try:
        canonical(url)
    except UsageError as error:
        raise UsageError(f"{where}: {error}") from error


def _kind(value: object) -> str:
    kind = _KINDS.get(type(value), "a date or time")
    return kind if isinstance(value, list | dict) else f"{kind} ({value!r})"
