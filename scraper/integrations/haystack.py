"""Haystack: a converter from pages to documents, for pipelines that can be saved."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scraper.api import Cleaner
from scraper.errors import MissingExtra, ScraperError
from scraper.integrations.article_documents import ContentFormat, article_in, content_of, metadata_of
from scraper.urls import is_web_address

try:
    from haystack import Document, component, default_to_dict
    from haystack.components.converters.utils import get_bytestream_from_source, normalize_metadata
    from haystack.dataclasses import ByteStream
except ImportError as error:
    raise MissingExtra("haystack-ai", "haystack") from error

_log = logging.getLogger(__name__)


@component
class ArticleConverter:
    """Converts pages, or flattened texts, in files and byte streams to a `Document` for each article.

    `content` is "markdown", "text" or "html", `options` the keywords of a `Cleaner`, such as `{"keep": ["caption"]}`.
    As with the converters of Haystack, what cannot be read or has no article is passed over, with a warning in the log.

    Whoever loads a saved pipeline names this module, in `allowed_modules=["scraper.integrations.haystack"]`.
    """

    def __init__(self, content: ContentFormat = "markdown", options: Mapping[str, Any] | None = None) -> None:
        self.content = content
        self.options = dict(options or {})
        self._cleaner = Cleaner(**self.options)

    def to_dict(self) -> dict[str, Any]:
        """The component as data, from which Haystack makes it again."""
        data: dict[str, Any] = default_to_dict(self, content=self.content, options=self.options)
        return data

    @component.output_types(documents=list[Document])
    def run(
        self, sources: list[str | Path | ByteStream], meta: dict[str, Any] | list[dict[str, Any]] | None = None
    ) -> dict[str, Any]:
        """The documents under "documents", in the order of `sources`.

        The address of a byte stream is `url` in its `meta`, as `LinkContentFetcher` gives it. Documents have the `meta`
        of their byte stream, that given here for all or for each source, and the fields of the article.
        """
        documents = []
        for source, given in zip(sources, normalize_metadata(meta, len(sources)), strict=True):
            try:
                stream = get_bytestream_from_source(source)
                named = {**stream.meta, **given}
                url = named.get("url")
                url = url if isinstance(url, str) and is_web_address(url) else None
                article = article_in(stream.data, url, self._cleaner, stream.mime_type or "")
            except (OSError, ScraperError) as error:
                name = source if isinstance(source, str | Path) else source.meta.get("url", "a byte stream")
                _log.warning("%s is passed over: %s", name, error)
                continue
            found = {**named, **metadata_of(article)}
            documents.append(Document(content=content_of(article, self.content), meta=found))
        return {"documents": documents}
