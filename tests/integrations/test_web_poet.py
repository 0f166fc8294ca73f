"""The page object beside web-poet."""

from __future__ import annotations

import asyncio

import attrs
import pytest
from web_poet import HttpResponse, Returns, WebPage, field
from web_poet.exceptions import UseFallback
from web_poet.pages import get_item_cls, is_injectable

from scraper import Article, Cleaner
from scraper.errors import EmptyArticle
from scraper.integrations.web_poet import ArticlePage
from tests.integrations.story import CUT, EMPTY, LAST, PAGE, URL

RESPONSE = HttpResponse(URL, body=PAGE.encode())


def test_the_item_is_the_article() -> None:
    article = asyncio.run(ArticlePage(response=RESPONSE).to_item())
    assert isinstance(article, Article)
    assert article.url == URL
    assert LAST in article.text
    assert CUT not in article.text
    assert get_item_cls(ArticlePage) is Article
    assert is_injectable(ArticlePage)
    assert issubclass(ArticlePage, WebPage)


@pytest.mark.parametrize(("header", "read"), [("text/html; charset=windows-1250", "Dvořák"), ("text/html", "Dvoøák")])
def test_a_response_says_its_charset(header: str, read: str) -> None:
    body = PAGE.replace('<meta charset="utf-8">', "").replace("café", "Dvořák").encode("cp1250")
    page = ArticlePage(response=HttpResponse(URL, body=body, headers={"Content-Type": header}))
    assert f"in the {read} by the quay" in page.article().text


def test_a_subclass_has_options_of_its_own() -> None:
    class WholePage(ArticlePage):
        cleaner = Cleaner(keep="newsletter")

    assert CUT in asyncio.run(WholePage(response=RESPONSE).to_item()).text
    assert CUT not in asyncio.run(ArticlePage(response=RESPONSE).to_item()).text


@attrs.define
class Headline:
    title: str
    words: int


def test_a_subclass_yields_an_item_of_its_own() -> None:
    class HeadlinePage(ArticlePage, Returns[Headline]):
        @field
        def title(self) -> str:
            return self.article().title or ""

        @field
        def words(self) -> int:
            return len(self.article().text.split())

        async def to_item(self) -> Headline:  # type: ignore[override]
            return await super(ArticlePage, self).to_item()  # type: ignore[misc]

    item = asyncio.run(HeadlinePage(response=RESPONSE).to_item())
    assert item == Headline("Harbour opens its books", item.words)
    assert item.words > 30


def test_the_page_is_cleaned_once() -> None:
    page = ArticlePage(response=RESPONSE)
    assert page.article() is asyncio.run(page.to_item())


def test_a_page_without_an_article() -> None:
    with pytest.raises(EmptyArticle, match="harbourpost"):
        asyncio.run(ArticlePage(response=HttpResponse(URL, body=EMPTY.encode())).to_item())


def test_input_is_validated() -> None:
    class Checked(ArticlePage):
        def validate_input(self) -> None:
            raise UseFallback

    with pytest.raises(UseFallback):
        asyncio.run(Checked(response=RESPONSE).to_item())
