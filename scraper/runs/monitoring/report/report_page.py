"""Render the report as HTML without scripts or external files; its policy allows only the inline style, by hash."""

from __future__ import annotations

import base64
import hashlib
import re
import shlex
from collections.abc import Collection, Iterator
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import DictLoader, Environment, StrictUndefined, Template

from scraper.output.explain import printable
from scraper.output.explain_page import explained_page
from scraper.runs.monitoring.evidence import matcher_name, moment, percent, short
from scraper.runs.monitoring.report.data import ReportData, explained_file
from scraper.runs.monitoring.report.plots import WIDTH, ends, plots, strip

if TYPE_CHECKING:
    from scraper.runs.clean_page import Clean
    from scraper.runs.store import Store

_WEB = re.compile(r"https?://", re.IGNORECASE)


def render(data: ReportData, explained: str = "", written: Collection[str] = ()) -> str:
    """Render the report as an HTML document. Text of pages is escaped, and its control characters are made visible.

    `explained` is the folder, beside the report, with the files of `explained_pages`, whose names are in `written`;
    there are links to those alone.
    """
    return _template().render(data=data, explained=explained, written=written)


def explained_pages(store: Store, data: ReportData, clean: Clean) -> Iterator[tuple[str, str]]:
    """The explained views of the report's pages: file name and HTML.

    For a page that failed, `clean` is called, if it was stored; there is no view without an article. Raises StoreError.
    """
    for page in (page for site in data.sites for page in site.failing):
        raw = store.raw_page(page.url)
        cleaned = clean(raw.body, raw.content_type, raw.url, raw.summary).article if raw is not None else None
        if cleaned is not None:
            yield explained_file(page.url), explained_page(cleaned)
    for url in {page.url for site in data.sites for page in site.worst}:
        stored = store.article(url)
        if stored is not None:
            yield explained_file(url), explained_page(stored.article)


@cache
def _template() -> Template:
    """The template of the page; an undefined name in it is an error."""
    folder = files("scraper.runs.monitoring.report")
    style = folder.joinpath("page.css").read_text("utf-8")
    loader = DictLoader({"page.html": folder.joinpath("page.html").read_text("utf-8")})
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        finalize=_shown,
    )  # fmt: skip
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment.globals.update(
        style=style, policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
        width=WIDTH, plots=plots, strip=strip, ends=ends, web=_web, command=_command, words=shlex.join,
        file_of=explained_file,
    )  # fmt: skip
    environment.filters.update(day=_day, short_day=_short_day, percent=percent, short=short, matcher=matcher_name)
    return environment.get_template("page.html")


def _shown(value: object) -> object:
    return printable(value) if type(value) is str else value


def _web(url: str) -> bool:
    return _WEB.match(url) is not None


def _command(*words: str) -> str:
    return shlex.join(("scraper", *words))


def _day(time: datetime | None) -> str:
    return moment(time) if time else "–"


def _short_day(time: datetime) -> str:
    """A day as in "2 Nov"; Windows has no format for one without a zero."""
    return f"{time.day} {time:%b}"
