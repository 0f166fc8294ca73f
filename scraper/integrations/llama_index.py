"""LlamaIndex: a reader of articles from addresses and files, alone or in a `SimpleDirectoryReader`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from scraper.api import Cleaner
from scraper.errors import MissingExtra
from scraper.integrations.article_documents import (
    ABOUT_CLEANING,
    ContentFormat,
    OnError,
    PageFetch,
    PageSource,
    articles_of,
    content_of,
    metadata_of,
)

try:
    from llama_index.core.readers.base import BaseReader
    from llama_index.core.schema import Document
except ImportError as error:
    raise MissingExtra("llama-index-core", "llama-index") from error


class ArticleReader(BaseReader):
    """Reads a `Document` for each source, a web address or a file with a page or flattened text.

    `content` is "markdown", "text" or "html". `cleaner` has options, `fetch` gives the page at an address. An error is
    raised unless there is `on_error`, which is called with the source and the error; that source is passed over.
    """

    def __init__(
        self,
        *,
        cleaner: Cleaner | None = None,
        content: ContentFormat = "markdown",
        fetch: PageFetch | None = None,
        on_error: OnError | None = None,
    ) -> None:
        self._cleaner = cleaner or Cleaner()
        self._content = content
        self._fetch = fetch
        self._on_error = on_error

    def lazy_load_data(
        self, sources: PageSource | Iterable[PageSource], extra_info: Mapping[str, Any] | None = None, **kwargs: Any
    ) -> Iterator[Document]:
        """The documents, one at a time; `source` in their metadata, and their id, is what was given here.

        `extra_info` is further metadata of all. What tells of the cleaning is shown to no model.
        """
        for source, article in articles_of(sources, self._cleaner, self._fetch, self._on_error):
            yield Document(
                id_=source,
                text=content_of(article, self._content),
                metadata={**(extra_info or {}), "source": source, **metadata_of(article)},
                excluded_embed_metadata_keys=[*ABOUT_CLEANING, *(extra_info or ()), "source", "url"],
                excluded_llm_metadata_keys=[*ABOUT_CLEANING, *(extra_info or ())],
            )
