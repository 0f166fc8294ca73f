"""The reader beside llama-index-core."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path

import pytest
from llama_index.core import SimpleDirectoryReader
from llama_index.core.node_parser import MarkdownNodeParser
from llama_index.core.schema import Document, MetadataMode

from scraper import Cleaner
from scraper.errors import EmptyArticle, ScraperError
from scraper.integrations.llama_index import ArticleReader
from scraper.net.fetch import fetch
from tests.integrations.story import CUT, EMPTY, FIRST, LAST, PAGE, URL
from tests.origin import Answer, Origin


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(PAGE, "utf-8")
    return path


@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
def test_a_page_is_fetched_and_read(server: Origin) -> None:
    address = f"http://127.0.0.1:{server.port}/news/1"
    server.serve(address, Answer(PAGE.encode(), headers={"content-type": "text/html"}))
    [document] = ArticleReader(fetch=partial(fetch, allow_private=True)).load_data([address])
    assert isinstance(document, Document)
    assert document.id_ == address
    assert document.text.startswith("# Harbour opens its books")
    assert CUT not in document.text
    assert document.metadata["authors"] == "Ada Example"
    assert document.metadata["url"] == address


def test_a_model_reads_of_the_article_alone(page: Path) -> None:
    [document] = ArticleReader().load_data(page, extra_info={"shelf": 3})
    assert document.metadata["shelf"] == 3
    assert document.metadata["route"] == "generic"
    for mode in (MetadataMode.LLM, MetadataMode.EMBED):
        seen = document.get_content(mode)
        assert "Ada Example" in seen
        assert "2026-03-02" in seen
        assert "route" not in seen
        assert "confidence" not in seen
        assert "shelf" not in seen
    assert URL in document.get_content(MetadataMode.LLM)


def test_a_folder_is_read(page: Path) -> None:
    (page.parent / "notes.md").write_text("# Notes", "utf-8")
    reader = SimpleDirectoryReader(str(page.parent), file_extractor={".html": ArticleReader(content="text")})
    found = {Path(document.metadata["file_path"]).name: document for document in reader.load_data()}
    assert found["page.html"].metadata["title"] == "Harbour opens its books"
    assert LAST in found["page.html"].text
    assert CUT not in found["page.html"].text
    assert "title" not in found["notes.md"].metadata


def test_documents_part_at_headings(page: Path) -> None:
    nodes = MarkdownNodeParser().get_nodes_from_documents(ArticleReader().load_data(page))
    assert [node.text.splitlines()[0] for node in nodes] == ["# Harbour opens its books", "## What the page says"]
    assert all(node.metadata["published"].startswith("2026-03-02") for node in nodes)


def test_options_are_heard_and_it_works_in_the_background(page: Path) -> None:
    reader = ArticleReader(cleaner=Cleaner(keep="newsletter"), content="text")
    [document] = asyncio.run(reader.aload_data(page))
    assert FIRST in document.text
    assert CUT in document.text


def test_a_file_without_an_article(page: Path) -> None:
    empty = page.with_name("empty.html")
    empty.write_text(EMPTY, "utf-8")
    with pytest.raises(EmptyArticle, match=r"empty\.html"):
        ArticleReader().load_data([page, empty])
    faults: dict[str, ScraperError] = {}
    documents = ArticleReader(on_error=faults.__setitem__).load_data([empty, page])
    assert [document.metadata["source"] for document in documents] == [str(page)]
    assert list(faults) == [str(empty)]
