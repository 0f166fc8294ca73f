"""Input and output of the command: the article of a URL, a file or `-`, and data for standard output."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from scraper.errors import PageError, TooCostly, UsageError
from scraper.model import Article
from scraper.urls import is_web_address

if TYPE_CHECKING:
    from scraper.cleaning_options import Options

Flag = Annotated[bool, Parameter(negative="")]
Rendering = Literal["text", "md", "markdown", "html", "json", "tei"]
"""The formats of `scraper.output.rendering.FORMATS`."""
OutputFormat = Annotated[Rendering, Parameter(name="--as")]
InputKind = Literal["html", "text"]
Explained = tuple[Article, dict[str, str]]


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A page and its address, and the header that it came with."""

    body: bytes
    url: str
    content_type: str = ""


TIMEOUT = 60.0
"""Seconds that cleaning may take unless --timeout says otherwise."""

_OTHER_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:/", re.IGNORECASE)
_HOST = re.compile(r"www\.|(?:[a-z0-9-]+\.)+[a-z]{2,}/", re.IGNORECASE)


def article_of(
    source: str, url: str | None, kind: InputKind | None, timeout: float, rules: str | None = None
) -> Article:
    """The cleaned article of `source`; `url` is the address of a file, `kind` its type (None: detect).

    Cleaning may take `timeout` seconds. `rules` is a folder, a file or a module with rules.

    Raises UsageError if it cannot be read, and every ScraperError of fetching and cleaning; those name the file.
    """
    return explained_of(source, url, kind, timeout, rules, naming=False)[0]


def explained_of(
    source: str, url: str | None, kind: InputKind | None, timeout: float, rules: str | None = None, *,
    naming: bool = True,
) -> Explained:  # fmt: skip
    """As `article_of`, with what the elements of the removals are called on the page, by their paths, if `naming`."""
    if url is not None and not is_web_address(url):
        raise UsageError(f"--url {url!r} is not a web address: write it in full, as in https://example.org/news/1")
    options = options_of(rules)
    if is_web_address(source):
        from scraper.net.fetch import fetch

        page = fetch(source)
        kind = kind or ("text" if page.content_type.lower().startswith("text/plain") else None)
        return _cleaned(page.body, url or page.url, kind, timeout, options, naming, page.content_type)
    data = _standard_input() if source == "-" else _file(source)
    try:
        return _cleaned(data, url, kind, timeout, options, naming)
    except PageError as error:
        raise type(error)("standard input" if source == "-" else source, error.why) from error


def page_of(source: str, url: str | None, *, fetching: bool = True) -> SourcePage:
    """The page at a web address, which is empty unless `fetching`, in a file, or on standard input, with its address.

    `url` is the address of a file, by default the one that the page names as its own. Raises UsageError and FetchError.
    """
    if url is not None and not is_web_address(url):
        raise UsageError(f"--url {url!r} is not a web address: write it in full, as in https://example.org/news/1")
    if is_web_address(source):
        if not fetching:
            return SourcePage(b"", url or source)
        from scraper.net.fetch import fetch

        page = fetch(source)
        return SourcePage(page.body, url or page.url, page.content_type)
    from scraper.cleaning.metadata.own_address import own_address
    from scraper.html.decode import read_page

    data = _standard_input() if source == "-" else _file(source)
    address = url or own_address(read_page(data, ""))[0]
    if not address:
        raise UsageError(f"{source} names no address of its own: give --url, as in --url https://example.org/news/1")
    return SourcePage(data, address)


def options_of(rules: str | None) -> Options:
    """The options of the command; a broken rule is said, and its site cleaned without one."""
    from scraper.cleaning_options import DEFAULTS

    if rules is None:
        return DEFAULTS
    from scraper.api import Cleaner

    cleaner = Cleaner(rules=rules)
    for fault in cleaner.faults:
        sys.stderr.write(f"scraper: {fault}\n")
    return cleaner.options


def _cleaned(
    data: bytes, url: str | None, kind: InputKind | None, timeout: float, options: Options, naming: bool,
    content_type: str = "",
) -> Explained:  # fmt: skip
    from scraper.processes.forked import call_forked
    from scraper.processes.pool import LimitReached

    if not 0 < timeout < inf:
        raise UsageError(f"--timeout {timeout:g}: give seconds, such as 60")
    try:
        return call_forked(timeout, _clean, data, url, kind, content_type, options, naming)
    except LimitReached as error:
        why = f"cleaning it {error}. Give it a longer --timeout if it is an ordinary page"
        raise TooCostly(url or "", why) from None


def _clean(
    data: bytes, url: str | None, kind: InputKind | None, content_type: str, options: Options, naming: bool
) -> Explained:
    from scraper.api import clean_html, clean_text
    from scraper.html.decode import decode_page, is_binary, looks_like_html

    if kind != "html" and not is_binary(data) and (kind is not None or not looks_like_html(data)):
        return clean_text(decode_page(data, content_type).text, url, options=options), {}
    article = clean_html(data, url, content_type=content_type, options=options)
    if not naming:
        return article, {}
    from scraper.cleaning.place_names import place_names

    return article, place_names(article, data, content_type)


def put(text: str) -> None:
    """Write data to standard output; on a terminal, control characters are made visible."""
    if sys.stdout.isatty():
        from scraper.output.explain import printable

        text = printable(text)
    sys.stdout.write(text)


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise UsageError("there is no standard input: name a file")
    if sys.stdin.isatty():
        sys.stderr.write("scraper: reading from the terminal; end the input with Ctrl-D\n")
    return sys.stdin.buffer.read()


def _file(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except FileNotFoundError as error:
        raise UsageError(missing_file(name)) from error
    except IsADirectoryError as error:
        raise UsageError(f"{name} is a directory: name one file in it") from error
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise UsageError(f"{name} cannot be read: {why}; name another file") from error


def missing_file(name: str) -> str:
    """The message for a name that is no file: what was probably meant."""
    if name.startswith("-"):
        return f"unknown option {name} (see scraper --help)"
    if _OTHER_SCHEME.match(name):
        return f"{name} is neither a file nor a web address: give http:// or https://, a file, or - for standard input"
    if _HOST.match(name):
        return f"{name}: no such file; a web address begins with https://"
    return f"{name}: no such file; give a web address, a file, or - for standard input"
