"""The subcommand `clean` for many inputs: where their pages come from, the bar of progress, and the exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from scraper.cli.input import InputKind, missing_file, put
from scraper.errors import Blocked, FetchError, UsageError
from scraper.urls import is_web_address

if TYPE_CHECKING:
    from scraper.batch.article_lines import ArticleLines
    from scraper.batch.input_pages import InputPage
    from scraper.cleaning_options import Options
    from scraper.runs.types import FetchResult


@dataclass(frozen=True, slots=True, kw_only=True)
class ManyInputs:
    """The inputs of `scraper clean`, and what to do with them, as its help says."""

    sources: Sequence[str]
    archives: Sequence[Path]
    kind: InputKind | None
    out: Path | None
    workers: int | None
    verbose: bool

    @property
    def is_many(self) -> bool:
        """Whether they give lines of a file rather than one article."""
        return len(self.sources) != 1 or bool(self.archives) or self.out is not None or _is_folder(self.sources[0])


def clean_inputs(inputs: ManyInputs, options: Options, url: str | None = None, as_: str = "json") -> int:
    """Clean all inputs to JSON lines, and return the exit code; `url` and `as_` are what else the command was given.

    Raises UsageError for inputs that cannot be read, naming the first, and Busy if another start writes the file.
    """
    if url is not None:
        raise UsageError("--url is the address of one page: give many addresses in a file, as in --from pages.jsonl")
    if as_ not in ("text", "json"):
        raise UsageError(f"--as {as_}: many inputs give JSON lines; leave it out, and see the fields of article")
    from scraper.batch.article_lines import article_lines
    from scraper.batch.clean_lines import clean_lines
    from scraper.many_pages import worker_count

    workers = worker_count(inputs.workers)
    _check(inputs)
    is_terminal = sys.stderr.isatty() and (inputs.out is not None or not sys.stdout.isatty())
    with article_lines(inputs.out, put) as lines:
        try:
            with _progress(inputs, lines.before) if is_terminal else _silence() as added:
                clean_lines(_pages(inputs, lines), lines, workers, options, added)
        finally:
            if inputs.verbose or is_terminal or lines.failed:
                sys.stderr.write(f"scraper: {_summary(lines, inputs.out)}\n")
    return lines.exit_code


def _is_folder(source: str) -> bool:
    try:
        return not is_web_address(source) and Path(source).is_dir()
    except (OSError, ValueError):  # too long for a name, or no name
        return False


def _check(inputs: ManyInputs) -> None:
    """Raise UsageError for an input that is not there, before any work is done."""
    if not inputs.sources and not inputs.archives:
        raise UsageError("nothing to clean: give a file, a folder, an address or --from (see scraper clean --help)")
    for source in inputs.sources:
        if source == "-":
            raise UsageError("- is standard input, one page: give it alone and without --out, or save it to a file")
        if not is_web_address(source) and not _is_folder(source):
            try:
                is_there = Path(source).exists()
            except (OSError, ValueError):
                is_there = False
            if not is_there:
                raise UsageError(missing_file(source))
    for archive in inputs.archives:
        if archive.is_dir() or not archive.exists():
            why = "a folder, which needs no --from" if archive.is_dir() else "no such file"
            raise UsageError(f"--from {archive}: {why}")


def _pages(inputs: ManyInputs, lines: ArticleLines) -> Iterator[InputPage]:
    """The pages that have no line yet: files first, then archives, then what is fetched."""
    from scraper.batch.input_pages import InputPage, page_of_path, page_paths
    from scraper.batch.page_archives import archive_pages, is_list

    files = (path for source in inputs.sources if not is_web_address(source) for path in page_paths(Path(source)))
    archived = (page for archive in inputs.archives if not is_list(archive) for page in archive_pages(archive))
    listed = (page for archive in inputs.archives if is_list(archive) for page in archive_pages(archive))
    given = (InputPage(source, source) for source in inputs.sources if is_web_address(source))
    at_hand = (page for page in chain(map(page_of_path, files), archived) if not lines.is_done(page.id))
    remote = (page for page in chain(given, listed) if not lines.is_done(page.id))
    for page in chain(at_hand, _fetched(remote)):
        yield page if inputs.kind is None else replace(page, kind=inputs.kind)


def _fetched(pages: Iterator[InputPage]) -> Iterator[InputPage]:
    """The pages at the addresses of `pages`, as they come; those with an error as they are."""
    first = next(pages, None)
    if first is None:  # the libraries of runs are not needed
        return
    from scraper.cli.options import with_extra

    with with_extra():
        from scraper.runs import url_list
    wrong: list[InputPage] = []

    def addresses() -> Iterator[str]:
        for page in chain([first], pages):
            if page.error is not None:
                wrong.append(page)
            else:
                yield page.url or page.id

    with closing(url_list.fetched_pages(addresses())) as results:
        for result in results:
            yield _page_of(result)
            while wrong:
                yield wrong.pop(0)
    yield from wrong


def _page_of(result: FetchResult) -> InputPage:
    from scraper.batch.input_pages import InputPage
    from scraper.runs.types import Outcome

    asked = result.job.url
    if result.outcome is Outcome.ARTICLE and result.body is not None:
        kind: InputKind | None = "text" if result.content_type.lower().startswith("text/plain") else None
        return InputPage(asked, result.url, result.body, None, result.content_type, kind)
    kinds = {Outcome.BLOCKED: Blocked, Outcome.FORBIDDEN: Blocked}
    return InputPage(asked, result.url, error=kinds.get(result.outcome, FetchError)(asked, result.why))


@contextmanager
def _silence() -> Iterator[Callable[[], None]]:
    yield lambda: None


@contextmanager
def _progress(inputs: ManyInputs, before: int) -> Iterator[Callable[[], None]]:
    """A bar on standard error, and what to call for each input that is done."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    from scraper.batch.input_pages import page_paths

    total = None
    if not inputs.archives:
        total = sum(1 if is_web_address(name) else sum(1 for _ in page_paths(Path(name))) for name in inputs.sources)
    columns = (TextColumn("cleaning"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    console = Console(file=sys.stderr)
    with Progress(*columns, console=console, redirect_stdout=False, redirect_stderr=False, transient=True) as bar:
        task = bar.add_task("", total=total, completed=before if total is None else min(before, total))
        yield lambda: bar.advance(task)


def _summary(lines: ArticleLines, out: Path | None) -> str:
    failed = lines.failed.total()
    articles = lines.written - failed
    parts = [f"{articles} article{'' if articles == 1 else 's'}"]
    if failed:
        parts.append(f"{failed} failed")
    if lines.before:
        parts.append(f"{lines.before} were there already")
    return ", ".join(parts) + (f"; their lines in {out} say why" if failed and out is not None else "")
