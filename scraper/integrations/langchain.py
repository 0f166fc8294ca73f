"""LangChain: a loader of articles from addresses and files, and a transformer of documents that hold pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from scraper.api import Cleaner
from scraper.errors import MissingExtra, ScraperError
from scraper.integrations.article_documents import (
    ContentFormat,
    OnError,
    PageFetch,
    PageSource,
    article_in,
    articles_of,
    content_of,
    metadata_of,
)
from scraper.urls import is_web_address

try:
    from langchain_core.document_loaders import BaseLoader
    from langchain_core.documents import BaseDocumentTransformer, Document
except ImportError as error:
    raise MissingExtra("langchain-core", "langchain") from error


class ArticleLoader(BaseLoader):
    """Loads a `Document` for each source, a web address or a file with a page or flattened text.

    `content` is "markdown", "text" or "html". `cleaner` has options, `fetch` gives the page at an address. An error is
    raised unless there is `on_error`, which is called with the source and the error; that source is passed over.
    """

    def __init__(
        self,
        sources: PageSource | Iterable[PageSource],
        *,
        cleaner: Cleaner | None = None,
        content: ContentFormat = "markdown",
        fetch: PageFetch | None = None,
        on_error: OnError | None = None,
    ) -> None:
        self._sources = sources
        self._cleaner = cleaner or Cleaner()
        self._content = content
        self._fetch = fetch
        self._on_error = on_error

    def lazy_load(self) -> Iterator[Document]:
        """The documents, one at a time; `source` in their metadata is what was given here."""
        for source, article in articles_of(self._sources, self._cleaner, self._fetch, self._on_error):
            metadata = {"source": source, **metadata_of(article)}
            yield Document(page_content=content_of(article, self._content), metadata=metadata)


class ArticleTransformer(BaseDocumentTransformer):
    """Replaces pages, or flattened texts, in documents by their articles.

    The address is that in the metadata at `url_key`, by default "source", if it is one. What the metadata hold stays
    unless the article has a field of that name. `on_error` is as for `ArticleLoader`; it gets the address, or "".
    """

    def __init__(
        self,
        *,
        cleaner: Cleaner | None = None,
        content: ContentFormat = "markdown",
        url_key: str = "source",
        on_error: OnError | None = None,
    ) -> None:
        self._cleaner = cleaner or Cleaner()
        self._content = content
        self._url_key = url_key
        self._on_error = on_error

    def transform_documents(self, documents: Sequence[Document], **kwargs: Any) -> Sequence[Document]:
        """New documents with the articles, in the order of `documents`, which stay as they are."""
        return list(self.lazy_transform(documents))

    def lazy_transform(self, documents: Iterable[Document]) -> Iterator[Document]:
        """As `transform_documents`, one at a time."""
        for document in documents:
            named = document.metadata.get(self._url_key)
            url = named if isinstance(named, str) and is_web_address(named) else None
            try:
                article = article_in(document.page_content, url, self._cleaner)
            except ScraperError as error:
                if self._on_error is None:
                    raise
                self._on_error(url or "", error)
            else:
                content = content_of(article, self._content)
                metadata = {**document.metadata, **metadata_of(article)}
                yield Document(id=document.id, page_content=content, metadata=metadata)
