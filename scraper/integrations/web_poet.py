"""web-poet: a page object whose item is the `Article`, for scrapy-poet and other frameworks of web-poet."""

from __future__ import annotations

from typing import ClassVar

from scraper.api import Cleaner
from scraper.errors import MissingExtra
from scraper.model import Article

try:
    from web_poet import WebPage, cached_method, validates_input
except ImportError as error:
    raise MissingExtra("web-poet", "web-poet") from error


class ArticlePage(WebPage[Article]):
    """The page of an article. A subclass with a `cleaner` of its own has other options.

    Raises a ScraperError if there is no article on the page.
    """

    cleaner: ClassVar[Cleaner] = Cleaner()

    @cached_method
    def article(self) -> Article:
        """The article, for the fields of a subclass that yields an item of its own."""
        response = self.response
        content_type = response.headers.get("Content-Type", "")
        return self.cleaner.clean_html(bytes(response.body), str(response.url), content_type=content_type)

    @validates_input
    async def to_item(self) -> Article:
        """The article."""
        article: Article = self.article()
        return article
