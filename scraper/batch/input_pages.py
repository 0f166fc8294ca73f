"""The pages in files and folders, each read when it is its turn."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from scraper.errors import ScraperError, TooLarge, UsageError
from scraper.html.decode import MOST_PAGE_BYTES

PageKind = Literal["html", "text"]

PAGE_SUFFIXES = frozenset({"", ".htm", ".html", ".md", ".shtml", ".txt", ".xhtml"})
"""The endings of the files in a folder that are read; those that begin with a dot are not."""


@dataclass(frozen=True, slots=True)
class InputPage:
    """A page to clean: its id, unique among the inputs, its address, and its `data`, or the `path` of the file with it.

    `kind` None: detect. With an `error` there is no data. A page without all three is at its address.
    """

    id: str
    url: str | None = None
    data: bytes | str | None = None
    path: Path | None = None
    content_type: str = ""
    kind: PageKind | None = None
    error: ScraperError | None = None


def page_paths(source: Path) -> Iterator[Path]:
    """The file `source`, or the pages in the folder `source` and the folders in it, sorted.

    Raises UsageError for a folder without a page.
    """
    if not source.is_dir():
        yield source
        return
    found = False
    for folder, inner, names in os.walk(source):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and Path(name).suffix.lower() in PAGE_SUFFIXES:
                found = True
                yield Path(folder, name)
    if not found:
        endings = ", ".join(sorted(PAGE_SUFFIXES - {""}))
        raise UsageError(f"{source}: no page in this folder; files ending in {endings} or in nothing are read")


def page_of_path(path: Path) -> InputPage:
    """The page in a file, by its path, not read yet."""
    return InputPage(path.as_posix(), path=path)


def with_data(page: InputPage) -> InputPage:
    """A page with what is in its file, or with the error of reading it. At most `MOST_PAGE_BYTES` are read."""
    if page.path is None:
        return page
    try:
        with page.path.open("rb") as file:
            data = file.read(MOST_PAGE_BYTES + 1)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        return replace(page, error=UsageError(f"{page.path} cannot be read: {why}"))
    if len(data) > MOST_PAGE_BYTES:
        return replace(page, error=page_too_large(page.id))
    return replace(page, data=data)


def page_too_large(name: str) -> TooLarge:
    """The error for a page of more than `MOST_PAGE_BYTES`."""
    return TooLarge(name, f"more than {MOST_PAGE_BYTES:,} bytes. Cut the page down first")
