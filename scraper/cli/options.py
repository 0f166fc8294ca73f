"""What the subcommands of runs share: help texts, options, and the error for a missing extra."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from cyclopts import App

from scraper.cleaning.metadata.dates import utc_moment
from scraper.errors import MissingExtra, UsageError
from scraper.runs.config_section import duration
from scraper.urls import site_of

_EXTRAS = {
    "feedparser": "runs", "jinja2": "runs", "prometheus_client": "runs", "protego": "runs", "sqlalchemy": "runs",
    "psycopg": "postgres", "starlette": "serve", "uvicorn": "serve",
}  # fmt: skip


@contextmanager
def with_extra() -> Iterator[None]:
    """Turn the import error for a library of an extra into a MissingExtra that names it."""
    try:
        yield
    except ModuleNotFoundError as error:
        extra = _EXTRAS.get((error.name or "").partition(".")[0])
        if extra is None:
            raise
        raise MissingExtra(error.name or "", extra) from error


def verb(name: str, *examples: str, note: str = "") -> App:
    """The subcommand `name`, whose help ends with a note and examples."""
    lines = "\n".join(f"  {example}" for example in examples)
    more = f"{note}\n\n" if note else ""
    return App(name=name, help_format="plaintext", help_epilogue=f"{more}Examples:\n\n{lines}")


def moment_of(since: str | None, now: datetime) -> datetime | None:
    """The UTC time of --since, a period before `now` or a date. Raises UsageError for anything else."""
    if since is None:
        return None
    if since[:1].isdigit() and since[-1:].isalpha() and "-" not in since:
        return now - timedelta(seconds=duration(since))
    when = utc_moment(since)
    if when is None:
        raise UsageError(f"--since {since!r}: give a period, as in 7d or 36h, or a date, as in 2026-11-01")
    return when


def site_named(site: str | None) -> str | None:
    """The site of --site, in the form that the store uses. Raises UsageError if it is not a host."""
    return None if site is None else site_of(site if "://" in site else f"https://{site}")
