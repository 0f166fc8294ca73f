"""Load and validate the TOML of a run: every error names file, section and key, and shows a correct value."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from math import inf
from pathlib import Path

from scraper.errors import UsageError
from scraper.urls import canonical

_LONGEST = 3_153_600_000.0
"""The longest duration in seconds: a century."""

_UNITS = {"w": 604_800, "d": 86_400, "h": 3_600, "m": 60, "s": 1}
_DURATION = re.compile("".join(rf"(?:(?P<{unit}>\d+(?:\.\d+)?){unit})?" for unit in _UNITS))
_DURATIONS = '"90s", "25m", "6h", "30d", "1h30m", or a number of seconds'
_KINDS = {
    str: "a string", bool: "a boolean", int: "an integer", float: "a number", list: "a list", dict: "a table",
}  # fmt: skip
_CONTACT = re.compile(r"https?://[\w-]+\.\S+|[\w.+-]+@[\w-]+\.[\w.-]+")


@dataclass(frozen=True, slots=True)
class RunSettings:
    """`[run]`. `deadline` and the `keep_` times are seconds; the paths of `rules` and of an SQLite `store` absolute."""

    store: str
    user_agent: str
    deadline: float = 1500.0
    keep_pages: float = 2_592_000.0
    keep_articles: float = inf
    keep_urls: float = 7_776_000.0
    metrics: Path | None = None
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """`[fetch]`. `min_delay` and `timeout` are seconds, `concurrency` counts hosts."""

    min_delay: float = 1.0
    concurrency: int = 16
    timeout: float = 20.0
    max_bytes: int = 5_000_000
    allow_private_addresses: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """`[[source]]`. `urls` includes those of `url_file`, `max_pages` is per run, `refetch` is seconds."""

    name: str
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    max_pages: int = 50
    refetch: float = 21_600.0


@dataclass(frozen=True, slots=True)
class NotifySettings:
    """`[notify]`: the channels that are told of changed verdicts. At most one message a site in `every` seconds."""

    command: tuple[str, ...] = ()
    webhook: str = ""
    form: str = "json"
    smtp: str = ""
    mail_from: str = ""
    mail_to: tuple[str, ...] = ()
    every: float = 3600.0


@dataclass(frozen=True, slots=True)
class News:
    """The config of a run; `path` is absolute."""

    path: Path
    run: RunSettings
    fetch: FetchSettings
    sources: tuple[Source, ...]
    notify: NotifySettings = NotifySettings()


_SECTIONS = ("run", "fetch", "notify", "source")
FORMS = ("json", "slack", "discord", "teams", "ntfy")
"""The forms of a webhook's body."""
_KEYS = {
    "[run]": tuple(field.name for field in fields(RunSettings)),
    "[fetch]": tuple(field.name for field in fields(FetchSettings)),
    "[notify]": tuple(field.name for field in fields(NotifySettings)),
    "[[source]]": (*(field.name for field in fields(Source)), "url_file"),
}


def load(path: Path) -> News:
    """Load the config at `path`. Raises UsageError with file, section and key, and a correct value."""
    try:
        tables: dict[str, object] = tomllib.loads(_read(path, "the config of a run"))
    except (ValueError, RecursionError) as error:  # TOMLDecodeError, and numbers that are too long for Python
        raise UsageError(f"{path}: not valid TOML: {error}; correct the file") from error
    for name in tables:
        if name not in _SECTIONS:
            raise UsageError(f"{path}: there is no section [{name}]{_nearest(name, _SECTIONS)}")
    folder = path.absolute().parent
    return News(
        path=path.absolute(),
        run=_run(_Section(path, "[run]", tables.get("run", {})), folder),
        fetch=_fetch(_Section(path, "[fetch]", tables.get("fetch", {}))),
        sources=_sources(path, tables.get("source", []), folder),
        notify=_notify(_Section(path, "[notify]", tables.get("notify", {}))),
    )


def _run(section: _Section, folder: Path) -> RunSettings:
    default = RunSettings(store="sqlite:///articles.db", user_agent="")
    store = section.text("store", f'write store = "{default.store}"') if "store" in section.values else default.store
    metrics = section.text("metrics", 'write metrics = "bodycopy.prom"') if "metrics" in section.values else None
    return RunSettings(
        store=_store(section, store, folder),
        user_agent=_user_agent(section),
        deadline=section.seconds("deadline", default.deadline, least=1),
        keep_pages=section.period("keep_pages", default.keep_pages),
        keep_articles=section.period("keep_articles", default.keep_articles),
        keep_urls=section.period("keep_urls", default.keep_urls),
        metrics=None if metrics is None else folder / metrics,
        rules=tuple(str(folder / name) for name in section.strings("rules")),
    )


def checked_user_agent(path: Path, agent: str) -> str:
    """`agent`, for the config at `path`. Raises UsageError if it is no name with an address."""
    return _user_agent(_Section(path, "[run]", {"user_agent": agent}))


def _user_agent(section: _Section) -> str:
    example = "example-bot/1.0 (+https://example.org/bot)"
    agent = section.text("user_agent", f'name your crawler and where to reach you: user_agent = "{example}"')
    if not agent.isascii():
        raise section.wrong("user_agent", "an HTTP header holds only ASCII characters; replace the others")
    if not _CONTACT.search(agent):
        wanted = "add a web or mail address where you can be reached"
        raise section.wrong("user_agent", f'found {agent!r}; {wanted}: user_agent = "{example}"')
    return agent


def _store(section: _Section, url: str, folder: Path) -> str:
    """The store's URL for SQLAlchemy. It may hold a password, so messages do not repeat it."""
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


def _fetch(section: _Section) -> FetchSettings:
    default = FetchSettings()
    return FetchSettings(
        min_delay=section.seconds("min_delay", default.min_delay, least=0, most=3600),
        concurrency=section.integer("concurrency", default.concurrency, least=1, most=256),
        timeout=section.seconds("timeout", default.timeout, least=0.1, most=3600),
        max_bytes=section.integer("max_bytes", default.max_bytes, least=1_000, most=1_000_000_000),
        allow_private_addresses=section.boolean("allow_private_addresses", default.allow_private_addresses),
    )


def _notify(section: _Section) -> NotifySettings:
    default = NotifySettings()
    settings = NotifySettings(
        command=section.strings("command"),
        webhook=_secret(section, "webhook", 'write webhook = "https://…", or "$NAME" for an environment variable'),
        form=section.text("form", "") if "form" in section.values else default.form,
        smtp=_secret(section, "smtp", 'write smtp = "smtp://user:password@mail.example.org:587"'),
        mail_from=section.text("mail_from", "") if "mail_from" in section.values else default.mail_from,
        mail_to=section.strings("mail_to"),
        every=section.seconds("every", default.every, least=0),
    )
    if settings.form not in FORMS:
        raise section.wrong("form", f"found {settings.form!r}{_nearest(settings.form, FORMS)}")
    if settings.webhook and not settings.webhook.startswith(("https://", "http://", "$")):
        raise section.wrong("webhook", "must begin with https:// or http://")
    if settings.smtp and not settings.smtp.startswith(("smtp://", "smtps://", "$")):
        raise section.wrong("smtp", "must begin with smtp:// or smtps://")
    if bool(settings.smtp) != bool(settings.mail_to):
        missing, example = ("mail_to", '["desk@example.org"]') if settings.smtp else ("smtp", '"smtp://localhost:25"')
        raise UsageError(f"{section.path}: [notify] needs {missing} for e-mail: {missing} = {example}")
    return settings


def _secret(section: _Section, key: str, missing: str) -> str:
    """A string that may hold a secret, or "$NAME" of an environment variable that does. Messages do not repeat it."""
    return section.text(key, missing) if key in section.values else ""


def _sources(path: Path, tables: object, folder: Path) -> tuple[Source, ...]:
    example = '[[source]]\nname = "harbourpost"\nfeeds = ["https://harbourpost.example/feed"]'
    if isinstance(tables, Mapping):
        raise UsageError(f"{path}: a source needs double brackets: write [[source]] instead of [source]")
    if not isinstance(tables, list) or not tables:
        raise UsageError(
            f"{path}: there is no source; scraper discover URL >> {path} adds one, or write it:\n{example}"
        )
    sources = tuple(_source(path, place, values, folder) for place, values in enumerate(tables, 1))
    for place, source in enumerate(sources, 1):
        first = [other.name for other in sources].index(source.name) + 1
        if first != place:
            why = f"{source.name!r} is already the name of [[source]] {first}; choose another"
            raise UsageError(f"{path}: [[source]] {place} name: {why}")
    return sources


def _source(path: Path, place: int, values: object, folder: Path) -> Source:
    section = _Section(path, "[[source]]", values, f" {place}")
    default = Source(name="")
    source = Source(
        name=section.text("name", 'choose a short one: name = "harbourpost"'),
        feeds=section.addresses("feeds"),
        sitemaps=section.addresses("sitemaps"),
        pages=section.addresses("pages"),
        urls=(*section.addresses("urls"), *_url_file(section, folder)),
        max_pages=section.integer("max_pages", default.max_pages, least=1, most=1_000_000),
        refetch=section.seconds("refetch", default.refetch, least=1),
    )
    if not (source.feeds or source.sitemaps or source.pages or source.urls or "url_file" in section.values):
        wanted = 'write feeds = ["https://…"], or sitemaps, pages, urls or url_file, as `scraper discover` finds them'
        raise UsageError(f"{path}: {section.where} ({source.name}) lists no URLs: {wanted}")
    return source


def _url_file(section: _Section, folder: Path) -> tuple[str, ...]:
    """The URLs in `url_file`, one per line, without empty lines and lines that begin with "#"."""
    if "url_file" not in section.values:
        return ()
    file = folder / section.text("url_file", 'write url_file = "urls.txt"')
    lines = enumerate(_read(file, f"url_file of {section.path}, {section.where}").splitlines(), 1)
    entries = [(number, line.strip()) for number, line in lines if line.strip() and not line.lstrip().startswith("#")]
    for number, line in entries:
        _check_address(line, f"{file}, line {number}")
    return tuple(line for _, line in entries)


def _read(path: Path, what: str) -> str:
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError as error:
        raise UsageError(f"{path}: there is no such file ({what}); create it or correct the path") from error
    except OSError as error:
        raise UsageError(
            f"{path}: cannot be read ({what}): {error.strerror}; correct the path or its permissions"
        ) from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: is not UTF-8 text ({what}); save it as UTF-8") from error


def duration(text: str) -> float:
    """Seconds of "90s", "25m", "6h", "30d", "2w", "1h30m" or "90". Raises UsageError for anything else."""
    stripped = text.strip()
    if re.fullmatch(r"\d+(\.\d+)?", stripped):
        return float(stripped)
    found = _DURATION.fullmatch(stripped)
    if found is None or not stripped:
        raise UsageError(f"{text!r} is not a duration: write {_DURATIONS}")
    return float(sum(float(found[unit]) * seconds for unit, seconds in _UNITS.items() if found[unit]))


class _Section:
    """A typed reader of one TOML section; `where` is its name, `values` its content.

    The methods raise UsageError for wrong values, and the constructor raises it for unknown keys.
    """

    def __init__(self, path: Path, section: str, values: object, place: str = "") -> None:
        self.path = path
        self.where = section + place
        if not isinstance(values, Mapping):
            raise UsageError(f"{path}: {section} must be a section with keys, found {_kind(values)}")
        self.values: Mapping[str, object] = values
        for key in self.values:
            if key not in _KEYS[section]:
                raise UsageError(f"{path}: {self.where} has no key {key!r}{_suggestion(key, section)}")

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

    def strings(self, key: str) -> tuple[str, ...]:
        """A list of strings, or one string; empty if the key is missing."""
        value = self.values.get(key, [])
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list) or not all(isinstance(item, str) and item.strip() for item in items):
            raise self._wrong_type(key, f'a list of strings in quotes: {key} = ["…"]')
        if not all(item.isprintable() for item in items):
            raise self.wrong(key, "found control characters; remove them")
        return tuple(items)

    def addresses(self, key: str) -> tuple[str, ...]:
        """A list of URLs; empty if the key is missing."""
        value = self.values.get(key, [])
        if not isinstance(value, list):
            raise self._wrong_type(key, f'a list: {key} = ["https://…"]')
        for place, item in enumerate(value, 1):
            if not isinstance(item, str):
                raise self.wrong(key, f"entry {place} is {_kind(item)}; must be a web address in quotes")
            _check_address(item, f"{self.path}: {self.where} {key}, entry {place}")
        return tuple(item.strip() for item in value)

    def _wrong_type(self, key: str, wanted: str) -> UsageError:
        return self.wrong(key, f"found {_kind(self.values[key])}; must be {wanted}")


def _suggestion(key: str, section: str) -> str:
    sections = [other for other, names in _KEYS.items() if key in names]
    return f"; it belongs in {sections[0]}" if sections else _nearest(key, _KEYS[section])


def _nearest(wrong: str, right: tuple[str, ...]) -> str:
    """The end of an error about a wrong name: the nearest right one, or all of them."""
    near = difflib.get_close_matches(wrong, right, n=1)
    return f"; did you mean {near[0]!r}?" if near else f"; there are {', '.join(right)}"


def _check_address(url: str, where: str) -> None:
    """Raise UsageError that begins with `where` if `url` is not a web address."""
    try:
        canonical(url)
    except UsageError as error:
        raise UsageError(f"{where}: {error}") from error


def _kind(value: object) -> str:
    kind = _KINDS.get(type(value), "a date or time")
    return kind if isinstance(value, list | dict) else f"{kind} ({value!r})"
