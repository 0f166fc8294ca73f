"""Load and validate the TOML of a run: every error names file, section and key, and shows a correct value."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
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


_CONTACT = re.compile(r"https?://[\w-]+\.\S+|[\w.+-]+@[\w-]+\.[\w.-]+")


@dataclass(frozen=True, slots=True)
class RunSettings:
    """`[run]`. `deadline` and `keep_pages` are seconds; a relative SQLite file is already one beside the TOML."""

    store: str
    user_agent: str
    deadline: float = 1500.0
    keep_pages: float = 2_592_000.0
    metrics: Path | None = None


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """`[fetch]`. `min_delay` and `timeout` are seconds, `concurrency` counts hosts in flight."""

    min_delay: float = 1.0
    concurrency: int = 16
    timeout: float = 20.0
    max_bytes: int = 5_000_000
    allow_private_addresses: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """`[[source]]`. `urls` holds those of `url_file` too, `max_pages` is a run's, `refetch` is seconds."""

    name: str
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    max_pages: int = 50
    refetch: float = 21_600.0


@dataclass(frozen=True, slots=True)
class News:
    """A whole file; `path` is absolute."""

    path: Path
    run: RunSettings
    fetch: FetchSettings
    sources: tuple[Source, ...]


_KEYS = {
    "[run]": tuple(field.name for field in fields(RunSettings)),
    "[fetch]": tuple(field.name for field in fields(FetchSettings)),
    "[[source]]": (*(field.name for field in fields(Source)), "url_file"),
}


def load(path: Path) -> News:
    """What the file at `path` says. Raises UsageError naming file, section and key, and what to write there."""
    try:
        tables: dict[str, object] = tomllib.loads(_read(path, "the file of a run"))
    except (ValueError, RecursionError) as error:  # TOMLDecodeError, and numbers that Python will not read
        raise UsageError(f"{path}: no valid TOML: {error}") from error
    for name in tables:
        if name not in ("run", "fetch", "source"):
            raise UsageError(f"{path}: there is no section [{name}]{nearest(name, ('run', 'fetch', 'source'))}")
    folder = path.absolute().parent
    return News(
        path=path.absolute(),
        run=_run(Section(path, "[run]", tables.get("run", {}), _KEYS), folder),
        fetch=_fetch(Section(path, "[fetch]", tables.get("fetch", {}), _KEYS)),
        sources=_sources(path, tables.get("source", []), folder),
    )


def _run(section: Section, folder: Path) -> RunSettings:
    usual = RunSettings(store="sqlite:///articles.db", user_agent="")
    said = section.text("store", f'write store = "{usual.store}"') if "store" in section.values else usual.store
    metrics = section.text("metrics", 'write metrics = "bodycopy.prom"') if "metrics" in section.values else None
    return RunSettings(
        store=_store(section, said, folder),
        user_agent=_user_agent(section),
        deadline=section.seconds("deadline", usual.deadline, least=1),
        keep_pages=section.seconds("keep_pages", usual.keep_pages, least=0),
        metrics=None if metrics is None else folder / metrics,
    )


def _user_agent(section: Section) -> str:
    example = "example-bot/1.0 (+https://example.org/bot)"
    agent = section.text("user_agent", f'say who asks and where to reach you: user_agent = "{example}"')
    if not agent.isascii():
        raise section.wrong("user_agent", "only ASCII characters can be sent in the header of a request")
    if not _CONTACT.search(agent):
        wanted = "add a page or mail address where you can be reached"
        raise section.wrong("user_agent", f'found {agent!r}; {wanted}: user_agent = "{example}"')
    return agent


def _store(section: Section, url: str, folder: Path) -> str:
    """The store's URL as SQLAlchemy reads it. A URL may hold a password, so no message repeats it."""
    scheme, _, rest = url.partition("://")
    if scheme in ("postgres", "postgresql", "postgresql+psycopg") and rest:
        return f"postgresql+psycopg://{rest}"
    if scheme not in ("sqlite", "sqlite+pysqlite"):
        wanted = '"sqlite:///articles.db" or "postgresql+psycopg://user@host/database"'
        raise section.wrong("store", f"must be {wanted}")
    name, question, query = rest.partition("?")
    file = name.removeprefix("/")
    if not name.startswith("/") or file in ("", ":memory:"):
        raise section.wrong("store", 'name the file after three slashes: store = "sqlite:///articles.db"')
    return f"{scheme}:///{folder / file}{question}{query}"


def _fetch(section: Section) -> FetchSettings:
    usual = FetchSettings()
    return FetchSettings(
        min_delay=section.seconds("min_delay", usual.min_delay, least=0, most=3600),
        concurrency=section.whole("concurrency", usual.concurrency, least=1, most=256),
        timeout=section.seconds("timeout", usual.timeout, least=0.1, most=3600),
        max_bytes=section.whole("max_bytes", usual.max_bytes, least=1_000, most=1_000_000_000),
        allow_private_addresses=section.flag("allow_private_addresses", usual.allow_private_addresses),
    )


def _sources(path: Path, tables: object, folder: Path) -> tuple[Source, ...]:
    example = '[[source]]\nname = "harbourpost"\nfeeds = ["https://harbourpost.example/feed"]'
    if isinstance(tables, Mapping):
        raise UsageError(f"{path}: a source stands under double brackets: write [[source]] instead of [source]")
    if not isinstance(tables, list) or not tables:
        raise UsageError(f"{path}: there is no source; write one:\n{example}")
    sources = tuple(_source(path, place, values, folder) for place, values in enumerate(tables, 1))
    for place, source in enumerate(sources, 1):
        first = [other.name for other in sources].index(source.name) + 1
        if first != place:
            raise UsageError(f"{path}: [[source]] {place} name: {source.name!r} is [[source]] {first} already")
    return sources


def _source(path: Path, place: int, values: object, folder: Path) -> Source:
    section = Section(path, "[[source]]", values, _KEYS, f" {place}")
    usual = Source(name="")
    source = Source(
        name=section.text("name", 'write a short one of your own: name = "harbourpost"'),
        feeds=section.addresses("feeds"),
        sitemaps=section.addresses("sitemaps"),
        pages=section.addresses("pages"),
        urls=(*section.addresses("urls"), *_url_file(section, folder)),
        max_pages=section.whole("max_pages", usual.max_pages, least=1, most=1_000_000),
        refetch=section.seconds("refetch", usual.refetch, least=1),
    )
    offers = source.feeds or source.sitemaps or source.pages or source.urls
    if not offers and "url_file" not in section.values:
        wanted = 'write feeds = ["https://…"], or sitemaps, pages, urls or url_file'
        raise UsageError(
            f"{path}: {section.where} ({source.name}) offers nothing: {wanted}; `scraper discover URL` helps"
        )
    return source


def _url_file(section: Section, folder: Path) -> tuple[str, ...]:
    """The addresses of a list: one a line, empty lines and those that begin with "#" aside; it may be empty."""
    if "url_file" not in section.values:
        return ()
    file = folder / section.text("url_file", 'write url_file = "urls.txt"')
    lines = enumerate(_read(file, f"url_file of {section.path}, {section.where}").splitlines(), 1)
    listed = [(number, line.strip()) for number, line in lines if line.strip() and not line.lstrip().startswith("#")]
    for number, line in listed:
        check_address(line, f"{file}, line {number}")
    return tuple(line for _, line in listed)


def _read(path: Path, what: str) -> str:
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError as error:
        raise UsageError(f"{path}: there is no such file ({what})") from error
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({what}): {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: is no UTF-8 text ({what}): save it as UTF-8") from error


def duration(text: str) -> float:
    """Seconds of "90s", "25m", "6h", "30d", "2w", "1h30m" or "90". Raises UsageError for anything else."""
    said = text.strip()
    if re.fullmatch(r"\d+(\.\d+)?", said):
        return float(said)
    found = _DURATION.fullmatch(said)
    if found is None or not said:
        raise UsageError(f"{text!r} is no duration: write {_HOW_LONG}")
    return float(sum(float(found[unit]) * seconds for unit, seconds in _UNITS.items() if found[unit]))


class Section:
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
