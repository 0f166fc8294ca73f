"""The loader and the transformer beside langchain-core."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path

import pytest
from langchain_core.documents import Document
from langchain_core.runnables import RunnableLambda

from scraper import Cleaner
from scraper.errors import EmptyArticle, HttpStatus, ScraperError, UsageError
from scraper.integrations.langchain import ArticleLoader, ArticleTransformer
from scraper.net.fetch import fetch
from tests.integrations.story import CUT, EMPTY, FIRST, LAST, PAGE, URL
from tests.origin import Answer, Origin

LOOPBACK = partial(fetch, allow_private=True)


@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
def test_a_page_is_fetched_and_loaded(server: Origin) -> None:
    address = f"http://127.0.0.1:{server.port}/news/1"
    server.serve(address, Answer(PAGE.encode(), headers={"content-type": "text/html"}))
    [document] = ArticleLoader(address, fetch=LOOPBACK).load()
    assert isinstance(document, Document)
    assert document.page_content.startswith("# Harbour opens its books")
    assert f"[on the wall](http://127.0.0.1:{server.port}/accounts)" in document.page_content
    assert CUT not in document.page_content
    assert document.metadata["source"] == address
    assert document.metadata["title"] == "Harbour opens its books"
    assert document.metadata["authors"] == "Ada Example"


def test_private_addresses_are_refused_by_default() -> None:
    with pytest.raises(ScraperError, match=r"its address 127\.0\.0\.1 is not public"):
        ArticleLoader("http://127.0.0.1:9/news/1").load()


def test_files_are_pages_or_texts(tmp_path: Path) -> None:
    page, text = tmp_path / "page.html", tmp_path / "page.txt"
    page.write_text(PAGE, "utf-8")
    text.write_text(f"{FIRST}\n\n{CUT}\n\n{LAST}\n", "utf-8")
    first, second = ArticleLoader([page, str(text)], content="text").load()
    assert first.metadata["url"] == URL  # which the page names as its own
    assert first.metadata["source"] == str(page)
    assert LAST in first.page_content
    assert second.page_content == f"{FIRST}\n\n{LAST}"


def test_documents_come_one_at_a_time(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGE, "utf-8")
    documents = ArticleLoader([page, tmp_path / "gone.html"]).lazy_load()
    assert next(documents).metadata["title"] == "Harbour opens its books"
    with pytest.raises(UsageError, match=r"gone\.html: No such file"):
        next(documents)


@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
def test_errors_are_passed_over_where_somebody_takes_them(server: Origin, tmp_path: Path) -> None:
    page, empty = tmp_path / "page.html", tmp_path / "empty.html"
    page.write_text(PAGE, "utf-8")
    empty.write_text(EMPTY, "utf-8")
    gone = f"http://127.0.0.1:{server.port}/gone"
    faults: dict[str, ScraperError] = {}
    loader = ArticleLoader([empty, gone, page], fetch=LOOPBACK, on_error=faults.__setitem__)
    assert [document.metadata["source"] for document in loader.load()] == [str(page)]
    assert {source: type(error) for source, error in faults.items()} == {str(empty): EmptyArticle, gone: HttpStatus}


def test_an_error_names_the_file(tmp_path: Path) -> None:
    empty = tmp_path / "empty.html"
    empty.write_text(EMPTY, "utf-8")
    with pytest.raises(EmptyArticle, match=r"empty\.html: "):
        ArticleLoader(empty).load()


def test_the_loader_works_in_the_background(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGE, "utf-8")
    [document] = asyncio.run(ArticleLoader(page, content="text").aload())
    assert FIRST in document.page_content


PAGES = [
    Document(id="a", page_content=PAGE, metadata={"source": URL, "shelf": 3, "title": "?"}),
    Document(page_content=f"{FIRST}\n\n{CUT}\n\n{LAST}\n", metadata={"source": "mail"}),
]


def test_pages_in_documents_become_articles() -> None:
    first, second = ArticleTransformer(content="text").transform_documents(PAGES)
    assert first.id == "a"
    assert first.metadata["shelf"] == 3
    assert first.metadata["title"] == "Harbour opens its books"
    assert first.metadata["source"] == first.metadata["url"] == URL
    assert CUT not in first.page_content
    assert second.page_content == f"{FIRST}\n\n{LAST}"
    assert second.metadata["source"] == "mail"
    assert "url" not in second.metadata
    assert PAGES[0].page_content == PAGE
    assert PAGES[0].metadata["title"] == "?"


def test_options_are_heard_and_chains_take_it() -> None:
    chain = RunnableLambda(ArticleTransformer(cleaner=Cleaner(keep="newsletter"), content="html").transform_documents)
    [document] = chain.invoke(PAGES[:1])
    assert CUT in document.page_content
    assert document.page_content.startswith('<article lang="en">')
    [later] = asyncio.run(ArticleTransformer(content="text").atransform_documents(PAGES[:1]))
    assert CUT not in later.page_content


def test_a_document_without_an_article() -> None:
    empty = Document(page_content=EMPTY, metadata={"link": URL})
    with pytest.raises(EmptyArticle):
        ArticleTransformer().transform_documents([empty])
    faults: list[str] = []
    transformer = ArticleTransformer(url_key="link", on_error=lambda url, error: faults.append(f"{url} {error}"))
    assert len(transformer.transform_documents([empty, *PAGES])) == 2
    assert faults == [f"{URL} {faults[0].partition(' ')[2]}"]
    assert URL in faults[0].partition(" ")[2]


def test_a_format_that_there_is_not() -> None:
    with pytest.raises(UsageError, match='content=\'pdf\': give "text", "markdown" or "html"'):
        ArticleTransformer(content="pdf").transform_documents(PAGES)  # type: ignore[arg-type]
