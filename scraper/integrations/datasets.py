"""Hugging Face datasets: a function for `Dataset.map` that adds the articles of a column of pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scraper.api import Cleaner
from scraper.errors import MissingExtra, ScraperError
from scraper.integrations.article_documents import ContentFormat, article_in, content_of
from scraper.model import Article

try:
    from datasets import Features, List, Value
except ImportError as error:
    raise MissingExtra("datasets", "datasets") from error

_TEXTS = (
    "title", "subtitle", "published", "modified", "language", "section", "site", "description", "source",
)  # fmt: skip
_LISTS = ("authors", "tags")


class AddArticles:
    """Adds the columns of `columns` to rows with a page, singly or in batches, in any number of processes.

    `page` and `url` are the names of the columns with the pages, bytes or str, and their addresses; `url=None` if there
    are none. `prefix` goes before the names of the new columns. `content` is "markdown", "text" or "html". The columns
    of a row without an article are None, and `error` says why.

    `dataset.map(add, batched=True, features=add.features(dataset.features))` gives the new columns the same types
    whatever the first pages hold.
    """

    def __init__(
        self,
        *,
        page: str = "html",
        url: str | None = "url",
        prefix: str = "article_",
        content: ContentFormat = "text",
        cleaner: Cleaner | None = None,
    ) -> None:
        self._page = page
        self._url = url
        self._prefix = prefix
        self._content = content
        self._cleaner = cleaner or Cleaner()

    @property
    def columns(self) -> dict[str, Any]:
        """The new columns with their types."""
        types = {"text": Value("string"), **dict.fromkeys(_TEXTS, Value("string"))}
        types |= {**dict.fromkeys(_LISTS, List(Value("string"))), "confidence": Value("float64")}
        types |= {"cuts": List({"reason": Value("string"), "text": Value("string")}), "error": Value("string")}
        return {f"{self._prefix}{name}": kind for name, kind in types.items()}

    def features(self, before: Mapping[str, Any]) -> Features:
        """The columns of a dataset afterwards, if those before were `before`."""
        return Features({**before, **self.columns})

    def __call__(self, rows: Mapping[str, Any]) -> dict[str, Any]:
        """The new columns of one row, or of a batch."""
        pages = rows[self._page]
        if not isinstance(pages, list):
            url = rows[self._url] if self._url else None
            return dict(zip(self.columns, self._row(pages, url), strict=True))
        urls = rows[self._url] if self._url else [None] * len(pages)
        found = [self._row(page, url) for page, url in zip(pages, urls, strict=True)]
        return {name: [row[place] for row in found] for place, name in enumerate(self.columns)}

    def _row(self, page: bytes | str | None, url: str | None) -> tuple[object, ...]:
        nothing = [None] * (len(self.columns) - 1)
        if page is None:
            return (*nothing, "there is no page")
        try:
            article = article_in(page, url, self._cleaner)
        except ScraperError as error:
            return (*nothing, str(error))
        return (*self._values(article), None)

    def _values(self, article: Article) -> tuple[object, ...]:
        return (
            content_of(article, self._content), *(getattr(article, name) for name in _TEXTS),
            *(list(getattr(article, name)) for name in _LISTS), article.confidence,
            [{"reason": removal.reason.value, "text": removal.text} for removal in article.removals],
        )  # fmt: skip
