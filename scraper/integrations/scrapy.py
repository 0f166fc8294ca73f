"""Scrapy: an item pipeline that puts the article of a page in its place."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, MutableMapping
from typing import Any

from scraper.api import Cleaner
from scraper.errors import MissingExtra, ScraperError
from scraper.integrations.article_documents import article_in
from scraper.model import Article

try:
    from itemadapter import ItemAdapter
    from scrapy.exceptions import DropItem
    from scrapy.http import Response
    from scrapy.utils.asyncio import is_asyncio_available
except ImportError as error:
    raise MissingExtra("scrapy", "scrapy") from error


class ArticlePipeline:
    """Takes the page out of an item and puts its article in, as `Article.to_dict` gives it.

    The page is in the field `page`: a response, or HTML as str or bytes, whose address is in the field `url`. The
    article goes into the field `article`. Items without a page pass as they are; one whose page has no article is
    dropped, and counted in the statistics under `bodycopy/` and the name of the error.

    Settings: `BODYCOPY_OPTIONS` are the keywords of a `Cleaner`, as in `{"keep": ["caption"]}`; `BODYCOPY_PAGE_FIELD`
    and `BODYCOPY_ARTICLE_FIELD` are the names of the fields.
    """

    def __init__(
        self, cleaner: Cleaner | None = None, *, page_field: str = "page", article_field: str = "article",
        stats: Any = None,
    ) -> None:  # fmt: skip
        self._cleaner = cleaner or Cleaner()
        self._page_field = page_field
        self._article_field = article_field
        self._stats = stats

    @classmethod
    def from_crawler(cls, crawler: Any) -> ArticlePipeline:
        """The pipeline that the settings describe."""
        settings = crawler.settings
        return cls(
            Cleaner(**settings.getdict("BODYCOPY_OPTIONS")),
            page_field=settings.get("BODYCOPY_PAGE_FIELD", "page"),
            article_field=settings.get("BODYCOPY_ARTICLE_FIELD", "article"),
            stats=crawler.stats,
        )

    async def process_item(self, item: Any, spider: Any = None) -> Any:
        """The item with the article; it is cleaned in a thread, so that the crawl goes on."""
        adapter = ItemAdapter(item)
        page = adapter.get(self._page_field)
        if not page:
            return item
        try:
            article = await _in_thread(self._article, page, adapter.get("url"))
        except ScraperError as error:
            self._count(type(error).__name__)
            raise DropItem(str(error)) from error
        self._count("articles")
        adapter[self._article_field] = article.to_dict()
        if isinstance(item, MutableMapping):
            del adapter[self._page_field]
        else:
            adapter[self._page_field] = None
        return item

    def _article(self, page: Any, url: str | None) -> Article:
        if not isinstance(page, Response):
            return article_in(page, url, self._cleaner)
        content_type = (page.headers.get("Content-Type") or b"").decode("latin-1")
        return article_in(page.body, page.url, self._cleaner, content_type)

    def _count(self, name: str) -> None:
        if self._stats is not None:
            self._stats.inc_value(f"bodycopy/{name}")


async def _in_thread(clean: Callable[..., Article], *args: Any) -> Article:
    if is_asyncio_available():
        return await asyncio.to_thread(clean, *args)
    from twisted.internet.threads import deferToThread

    article: Article = await deferToThread(clean, *args)
    return article
