"""Clean many pages in several processes: an iterator in, an iterator out, and few pages in memory."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from scraper.api import clean_html
from scraper.cleaning_options import Options
from scraper.errors import TooCostly, UsageError
from scraper.model import Article

if TYPE_CHECKING:
    from scraper.processes.many_calls import Answer

PAGE_TIMEOUT = 60.0
"""Seconds that a page of many may take unless its options say otherwise."""

_Id = TypeVar("_Id")


@dataclass(frozen=True, slots=True)
class CleanResult(Generic[_Id]):
    """What became of a page of `clean_many`: its `id`, and either the `article` or the `error`, the other is None.

    The errors are those that `clean_html` raises. `url` is the one given.
    """

    id: _Id
    url: str | None
    article: Article | None
    error: Exception | None


def clean_many(
    pages: Iterable[tuple[_Id, bytes | str, str | None]],
    *,
    workers: int | None = None,
    ordered: bool = True,
    options: Options = Options(),  # noqa: B008
) -> Generator[CleanResult[_Id], None, None]:
    """The article or the error of each page, cleaned in `workers` processes (default: one for each processor).

    `pages` gives (id, html, url); an id may be anything. It is read in the calling thread as results are taken, eight
    pages a process ahead at most, so it may be lazy and without end; what it raises is raised after the results of the
    pages before. The results come in the order of the pages, or as they are ready if not `ordered`.

    A page may take `options.timeout` seconds (60 by default) and two gigabytes. One that takes more, or that ends its
    process, gives TooCostly; the process is replaced. Every error of a page is a value. The processes end with the
    iterator: when it is exhausted, closed, or no longer referred to. A script that calls this needs no
    `if __name__ == "__main__"`. Raises UsageError if the call is wrong.
    """
    count = worker_count(workers)
    seconds = PAGE_TIMEOUT if options.timeout is None else options.timeout
    _must_be_sendable(options)
    if isinstance(pages, bytes | str) or not isinstance(pages, Iterable):
        raise UsageError(f"pages are {type(pages).__name__}: give an iterable of (id, html, url)")
    return _results(pages, count, seconds, ordered, replace(options, timeout=None))


def _results(
    pages: Iterable[Any], workers: int, seconds: float, ordered: bool, options: Options
) -> Generator[CleanResult[Any], None, None]:
    from contextlib import closing

    from scraper.processes.many_calls import call_many

    def calls() -> Iterator[tuple[tuple[Any, str | None], tuple[object, ...]]]:
        for page in pages:
            key, html, url = _parts(page)
            yield (key, url), (html if isinstance(html, bytes | str) else None, url, options)

    with closing(call_many(workers, seconds, clean_one, calls(), ordered=ordered)) as answers:
        for answer in answers:
            key, url = answer.key
            yield CleanResult(key, url, answer.value, error_of(answer, url or ""))


def clean_one(html: bytes | str | None, url: str | None, options: Options) -> Article:
    """The article on a page; it runs in the processes of `clean_many`."""
    if html is None:
        raise UsageError("the html of this page is neither bytes nor str")
    if not isinstance(url, str | None):
        raise UsageError(f"the url of this page is {type(url).__name__}: give str or None")
    return clean_html(html, url, options=options)


def error_of(answer: Answer[Any], url: str) -> Exception | None:
    """The error of the page at `url`, as `clean_html` with a limit of time raises it."""
    from scraper.processes.pool import LimitReached

    if isinstance(answer.error, LimitReached):
        return TooCostly(url, f"cleaning it {answer.error}. Give it a longer timeout if it is an ordinary page")
    return answer.error


def worker_count(workers: int | None) -> int:
    """The number of processes asked for; None is one for each processor. Raises UsageError."""
    if workers is None:
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if isinstance(workers, bool) or not isinstance(workers, int) or workers < 1:
        raise UsageError(f"workers={workers!r}: give a number of processes, or None for one for each processor")
    return workers


def _must_be_sendable(options: Options) -> None:
    """Raise UsageError for options that another process cannot get."""
    import pickle

    try:
        pickle.dumps(options)
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        why = f"a repair= of a rule must be a function at the top level of a module ({error})"
        raise UsageError(f"options= cannot be sent to another process: {why}") from error


def _parts(page: object) -> tuple[Any, Any, Any]:
    if not isinstance(page, tuple | list) or len(page) != 3:
        raise UsageError(f"a page of clean_many is a {type(page).__name__}: give (id, html, url)")
    return page[0], page[1], page[2]
