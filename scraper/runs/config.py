"""Load and validate the TOML of a run: every error names file, section and key, and shows a correct value."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from math import inf
from pathlib import Path

from scraper.errors import UsageError
from scraper.runs.config_section import ConfigSection, check_address, nearest
from scraper.runs.polite.directives import Obedience

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
    keep_runs: float = 31_536_000.0
    metrics: Path | None = None
    directives: Obedience = Obedience.OBEY
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
    """`[[source]]`. `urls` includes those of `url_file`, `max_pages` is per run, `refetch` is seconds.

    `directives` replaces that of `[run]`. `hosts` are hosts of links beyond the site: "host", "host:port" or "*".
    """

    name: str
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    max_pages: int = 50
    refetch: float = 21_600.0
    directives: Obedience | None = None
    hosts: tuple[str, ...] = ()


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
            raise UsageError(f"{path}: there is no section [{name}]{nearest(name, _SECTIONS)}")
    folder = path.absolute().parent
    return News(
        path=path.absolute(),
        run=_run(ConfigSection(path, "[run]", tables.get("run", {}), _KEYS), folder),
        fetch=_fetch(ConfigSection(path, "[fetch]", tables.get("fetch", {}), _KEYS)),
        sources=_sources(path, tables.get("source", []), folder),
        notify=_notify(ConfigSection(path, "[notify]", tables.get("notify", {}), _KEYS)),
    )


def _run(section: ConfigSection, folder: Path) -> RunSettings:
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
        keep_runs=section.period("keep_runs", default.keep_runs),
        metrics=None if metrics is None else folder / metrics,
        directives=section.obedience() or default.directives,
        rules=tuple(str(folder / name) for name in section.strings("rules")),
    )


def checked_user_agent(path: Path, agent: str) -> str:
    """`agent`, for the config at `path`. Raises UsageError if it is no name with an address."""
    return _user_agent(ConfigSection(path, "[run]", {"user_agent": agent}, _KEYS))


def _user_agent(section: ConfigSection) -> str:
    example = "example-bot/1.0 (+https://example.org/bot)"
    agent = section.text("user_agent", f'name your crawler and where to reach you: user_agent = "{example}"')
    if not agent.isascii():
        raise section.wrong("user_agent", "an HTTP header holds only ASCII characters; replace the others")
    if not _CONTACT.search(agent):
        wanted = "add a web or mail address where you can be reached"
        raise section.wrong("user_agent", f'found {agent!r}; {wanted}: user_agent = "{example}"')
    return agent


def _store(section: ConfigSection, url: str, folder: Path) -> str:
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


def _fetch(section: ConfigSection) -> FetchSettings:
    default = FetchSettings()
    return FetchSettings(
        min_delay=section.seconds("min_delay", default.min_delay, least=0, most=3600),
        concurrency=section.integer("concurrency", default.concurrency, least=1, most=256),
        timeout=section.seconds("timeout", default.timeout, least=0.1, most=3600),
        max_bytes=section.integer("max_bytes", default.max_bytes, least=1_000, most=1_000_000_000),
        allow_private_addresses=section.boolean("allow_private_addresses", default.allow_private_addresses),
    )


def _notify(section: ConfigSection) -> NotifySettings:
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
        raise section.wrong("form", f"found {settings.form!r}{nearest(settings.form, FORMS)}")
    if settings.webhook and not settings.webhook.startswith(("https://", "http://", "$")):
        raise section.wrong("webhook", "must begin with https:// or http://")
    if settings.smtp and not settings.smtp.startswith(("smtp://", "smtps://", "$")):
        raise section.wrong("smtp", "must begin with smtp:// or smtps://")
    if bool(settings.smtp) != bool(settings.mail_to):
        missing, example = ("mail_to", '["desk@example.org"]') if settings.smtp else ("smtp", '"smtp://localhost:25"')
        raise UsageError(f"{section.path}: [notify] needs {missing} for e-mail: {missing} = {example}")
    return settings


def _secret(section: ConfigSection, key: str, missing: str) -> str:
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
    section = ConfigSection(path, "[[source]]", values, _KEYS, f" {place}")
    default = Source(name="")
    source = Source(
        name=section.text("name", 'choose a short one: name = "harbourpost"'),
        feeds=section.addresses("feeds"),
        sitemaps=section.addresses("sitemaps"),
        pages=section.addresses("pages"),
        urls=(*section.addresses("urls"), *_url_file(section, folder)),
        max_pages=section.integer("max_pages", default.max_pages, least=1, most=1_000_000),
        refetch=section.seconds("refetch", default.refetch, least=1),
        directives=section.obedience(),
        hosts=section.hosts("hosts"),
    )
    if not (source.feeds or source.sitemaps or source.pages or source.urls or "url_file" in section.values):
        wanted = 'write feeds = ["https://…"], or sitemaps, pages, urls or url_file, as `scraper discover` finds them'
        raise UsageError(f"{path}: {section.where} ({source.name}) lists no URLs: {wanted}")
    return source


def _url_file(section: ConfigSection, folder: Path) -> tuple[str, ...]:
    """The URLs in `url_file`, one per line, without empty lines and lines that begin with "#"."""
    if "url_file" not in section.values:
        return ()
    file = folder / section.text("url_file", 'write url_file = "urls.txt"')
    lines = enumerate(_read(file, f"url_file of {section.path}, {section.where}").splitlines(), 1)
    entries = [(number, line.strip()) for number, line in lines if line.strip() and not line.lstrip().startswith("#")]
    for number, line in entries:
        check_address(line, f"{file}, line {number}")
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
