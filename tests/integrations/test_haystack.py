"""The converter in pipelines of Haystack."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from haystack import Document, Pipeline
from haystack.components.preprocessors import DocumentSplitter
from haystack.components.writers import DocumentWriter
from haystack.dataclasses import ByteStream
from haystack.document_stores.in_memory import InMemoryDocumentStore

from scraper.errors import UsageError
from scraper.integrations.haystack import ArticleConverter
from tests.integrations.story import CUT, EMPTY, FIRST, LAST, PAGE, URL

STREAM = ByteStream(PAGE.encode(), meta={"url": "https://quay.example/b", "content_type": "text/html"})


def test_files_and_streams_are_converted(tmp_path: Path) -> None:
    page, text = tmp_path / "page.html", tmp_path / "page.txt"
    page.write_text(PAGE, "utf-8")
    text.write_text(f"{FIRST}\n\n{CUT}\n\n{LAST}\n", "utf-8")
    documents = ArticleConverter().run([str(page), text, STREAM], meta={"shelf": 3})["documents"]
    assert [document.meta.get("url") for document in documents] == [URL, None, "https://quay.example/b"]
    assert all(isinstance(document, Document) and CUT not in document.content for document in documents)
    assert documents[0].content.startswith("# Harbour opens its books")
    assert documents[0].meta["file_path"] == str(page)
    assert documents[0].meta["authors"] == "Ada Example"
    assert documents[1].content == f"{FIRST}\n\n{LAST}"
    assert [document.meta["shelf"] for document in documents] == [3, 3, 3]


def test_each_source_has_its_own_meta() -> None:
    streams = [ByteStream(PAGE.encode()), ByteStream(PAGE.encode())]
    given = [{"url": "https://quay.example/a"}, {"url": "none"}]
    documents = ArticleConverter("text").run(streams, meta=given)["documents"]
    assert [document.meta["url"] for document in documents] == ["https://quay.example/a", URL]


def test_what_has_no_article_is_passed_over(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    empty = ByteStream(EMPTY.encode(), meta={"url": URL})
    with caplog.at_level(logging.WARNING):
        documents = ArticleConverter().run([empty, tmp_path / "gone.html", STREAM])["documents"]
    assert len(documents) == 1
    said = [record.getMessage() for record in caplog.records if record.name == "scraper.integrations.haystack"]
    assert len(said) == 2
    assert said[0].startswith(f"{URL} is passed over: ")
    assert "gone.html is passed over: " in said[1]


def test_a_pipeline_is_saved_loaded_and_run() -> None:
    store = InMemoryDocumentStore(index="saved")  # what is loaded shares the index
    pipeline = Pipeline()
    pipeline.add_component("converter", ArticleConverter("text", options={"keep": ["newsletter"]}))
    pipeline.add_component("splitter", DocumentSplitter(split_by="passage", split_length=1))
    pipeline.add_component("writer", DocumentWriter(store))
    pipeline.connect("converter.documents", "splitter.documents")
    pipeline.connect("splitter.documents", "writer.documents")
    again = Pipeline.loads(pipeline.dumps(), allowed_modules=["scraper.integrations.haystack"])
    assert again.get_component("converter").options == {"keep": ["newsletter"]}
    written = again.run({"converter": {"sources": [STREAM]}})["writer"]["documents_written"]
    assert written > 3
    found = store.filter_documents({"field": "meta.title", "operator": "==", "value": "Harbour opens its books"})
    assert any(CUT in (document.content or "") for document in found)


def test_an_option_that_there_is_not() -> None:
    with pytest.raises(UsageError, match="there is no option kept="):
        ArticleConverter(options={"kept": ["caption"]})
