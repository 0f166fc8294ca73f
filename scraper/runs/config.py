"""The file of a scheduled run, read strictly: what it does not say right is said back, with what to write instead."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from scraper.errors import UsageError
from scraper.runs.tables import Table, check_address, nearest

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
        run=_run(Table(path, "[run]", tables.get("run", {}), _KEYS), folder),
        fetch=_fetch(Table(path, "[fetch]", tables.get("fetch", {}), _KEYS)),
        sources=_sources(path, tables.get("source", []), folder),
    )


def _run(table: Table, folder: Path) -> RunSettings:
    usual = RunSettings(store="sqlite:///articles.db", user_agent="")
    said = table.text("store", f'write store = "{usual.store}"') if "store" in table.values else usual.store
    metrics = table.text("metrics", 'write metrics = "bodycopy.prom"') if "metrics" in table.values else None
    return RunSettings(
        store=_store(table, said, folder),
        user_agent=_user_agent(table),
        deadline=table.seconds("deadline", usual.deadline, least=1),
        keep_pages=table.seconds("keep_pages", usual.keep_pages, least=0),
        metrics=None if metrics is None else folder / metrics,
    )


def _user_agent(table: Table) -> str:
    example = "example-bot/1.0 (+https://example.org/bot)"
    agent = table.text("user_agent", f'say who asks and where to reach you: user_agent = "{example}"')
    if not agent.isascii():
        raise table.wrong("user_agent", "only ASCII characters can be sent in the header of a request")
    if not _CONTACT.search(agent):
        wanted = "add a page or mail address where you can be reached"
        raise table.wrong("user_agent", f'found {agent!r}; {wanted}: user_agent = "{example}"')
    return agent


def _store(table: Table, url: str, folder: Path) -> str:
    """The store's URL as SQLAlchemy reads it. A URL may hold a password, so no message repeats it."""
    scheme, _, rest = url.partition("://")
    if scheme in ("postgres", "postgresql", "postgresql+psycopg") and rest:
        return f"postgresql+psycopg://{rest}"
    if scheme not in ("sqlite", "sqlite+pysqlite"):
        wanted = '"sqlite:///articles.db" or "postgresql+psycopg://user@host/database"'
        raise table.wrong("store", f"must be {wanted}")
    name, question, query = rest.partition("?")
    file = name.removeprefix("/")
    if not name.startswith("/") or file in ("", ":memory:"):
        raise table.wrong("store", 'name the file after three slashes: store = "sqlite:///articles.db"')
    return f"{scheme}:///{folder / file}{question}{query}"


def _fetch(table: Table) -> FetchSettings:
    usual = FetchSettings()
    return FetchSettings(
        min_delay=table.seconds("min_delay", usual.min_delay, least=0, most=3600),
        concurrency=table.whole("concurrency", usual.concurrency, least=1, most=256),
        timeout=table.seconds("timeout", usual.timeout, least=0.1, most=3600),
        max_bytes=table.whole("max_bytes", usual.max_bytes, least=1_000, most=1_000_000_000),
        allow_private_addresses=table.flag("allow_private_addresses", usual.allow_private_addresses),
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
    table = Table(path, "[[source]]", values, _KEYS, f" {place}")
    usual = Source(name="")
    source = Source(
        name=table.text("name", 'write a short one of your own: name = "harbourpost"'),
        feeds=table.addresses("feeds"),
        sitemaps=table.addresses("sitemaps"),
        pages=table.addresses("pages"),
        urls=(*table.addresses("urls"), *_url_file(table, folder)),
        max_pages=table.whole("max_pages", usual.max_pages, least=1, most=1_000_000),
        refetch=table.seconds("refetch", usual.refetch, least=1),
    )
    offers = source.feeds or source.sitemaps or source.pages or source.urls
    if not offers and "url_file" not in table.values:
        wanted = 'write feeds = ["https://…"], or sitemaps, pages, urls or url_file'
        raise UsageError(
            f"{path}: {table.where} ({source.name}) offers nothing: {wanted}; `scraper discover URL` helps"
        )
    return source


def _url_file(table: Table, folder: Path) -> tuple[str, ...]:
    """The addresses of a list: one a line, empty lines and those that begin with "#" aside; it may be empty."""
    if "url_file" not in table.values:
        return ()
    file = folder / table.text("url_file", 'write url_file = "urls.txt"')
    lines = enumerate(_read(file, f"url_file of {table.path}, {table.where}").splitlines(), 1)
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
