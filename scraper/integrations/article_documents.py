"""What the components share: the articles of addresses and files, and the content and metadata of a document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Literal

from scraper.api import Cleaner
from scraper.errors import PageError, ScraperError, UsageError
from scraper.html.decode import decode_page, is_binary, looks_like_html
from scraper.model import Article
from scraper.net.response import Page
from scraper.output.rendering import FORMATS
from scraper.urls import is_web_address

ContentFormat = Literal["text", "markdown", "html"]
PageSource = str | Path
"""A web address, or the path of a file."""
PageFetch = Callable[[str], Page]
OnError = Callable[[str, ScraperError], None]
MetadataValue = str | float | bool

ABOUT_CLEANING = ("confidence", "present", "paywalled", "route")
"""Metadata that say nothing to a reader of the article."""


def content_of(article: Article, form: ContentFormat) -> str:
    """The article as the content of a document, without white space around it. Raises UsageError for other formats."""
    if form not in ("text", "markdown", "html"):
        raise UsageError(f'content={form!r}: give "text", "markdown" or "html"')
    return FORMATS[form](article).strip()


def metadata_of(article: Article) -> dict[str, MetadataValue]:
    """The fields that are known, as strings, numbers and truth values, which every vector store takes.

    `present` and `paywalled` are those of `completeness`, `route` is how the body was found.
    """
    known: dict[str, MetadataValue | None] = {
        "url": article.url, "title": article.title, "subtitle": article.subtitle, "authors": ", ".join(article.authors),
        "published": article.published, "modified": article.modified, "language": article.language,
        "section": article.section, "site": article.site, "description": article.description,
        "tags": ", ".join(article.tags), "confidence": article.confidence, "present": article.completeness.share,
        "paywalled": article.completeness.paywalled, "route": article.source,
    }  # fmt: skip
    return {name: value for name, value in known.items() if value is not None and value != ""}


def article_in(data: bytes | str, url: str | None, cleaner: Cleaner, content_type: str = "") -> Article:
    """The article of a page or of flattened text, whichever `data` is. Raises ScraperError."""
    if looks_like_html(data) or (isinstance(data, bytes) and is_binary(data)):
        return cleaner.clean_html(data, url, content_type=content_type)
    return cleaner.clean_text(data if isinstance(data, str) else decode_page(data, content_type).text, url)


def articles_of(
    sources: PageSource | Iterable[PageSource], cleaner: Cleaner, fetch: PageFetch | None, on_error: OnError | None
) -> Iterator[tuple[str, Article]]:
    """Each source with its article, one at a time.

    An error is raised, or given to `on_error` with its source, which is passed over.
    """
    for source in [sources] if isinstance(sources, PageSource) else sources:
        try:
            article = _article_of(source, cleaner, fetch)
        except ScraperError as error:
            if on_error is None:
                raise
            on_error(str(source), error)
        else:
            yield str(source), article


def _article_of(source: PageSource, cleaner: Cleaner, fetch: PageFetch | None) -> Article:
    if isinstance(source, str) and is_web_address(source):
        from scraper.net.fetch import fetch as guarded_fetch

        page = (fetch or guarded_fetch)(source)
        return article_in(page.body, page.url, cleaner, page.content_type)
    try:
        data = Path(source).read_bytes()
    except OSError as error:
        raise UsageError(f"cannot read {source}: {error.strerror or error}") from error
    try:
        return article_in(data, None, cleaner)
    except PageError as error:
        raise type(error)(str(source), error.why) from error
