"""Docs of spaCy."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc, DocBin

from scraper import clean_html, clean_text
from scraper.integrations.spacy import article_doc
from tests.integrations.story import CUT, FIRST, LAST, PAGE, URL

ARTICLE = clean_html(PAGE, URL)


def test_a_doc_has_the_text_and_a_span_for_each_block() -> None:
    doc = article_doc(spacy.blank("en"), ARTICLE)
    assert isinstance(doc, Doc)
    assert doc.text == ARTICLE.text
    assert [span.text for span in doc.spans["blocks"]] == [block.text for block in ARTICLE.blocks]
    assert [span.label_ for span in doc.spans["blocks"]] == ["paragraph", "heading", "listing", "paragraph"]
    assert doc.user_data["article"]["authors"] == "Ada Example"
    assert CUT not in doc.text


def test_components_run_on_it() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    doc = nlp(article_doc(nlp, ARTICLE))
    assert [span.text for span in doc.spans["blocks"]][-1] == LAST
    assert any(FIRST in sentence.text for sentence in doc.sents)
    [piped] = nlp.pipe([article_doc(nlp, ARTICLE)])
    assert len(list(piped.sents)) == len(list(doc.sents)) > 3


def test_it_is_stored() -> None:
    nlp = spacy.blank("en")
    stored = DocBin(docs=[article_doc(nlp, ARTICLE)], store_user_data=True).to_bytes()
    [doc] = DocBin().from_bytes(stored).get_docs(nlp.vocab)
    assert [span.label_ for span in doc.spans["blocks"]] == ["paragraph", "heading", "listing", "paragraph"]
    assert doc.user_data["article"]["title"] == "Harbour opens its books"


@pytest.mark.parametrize("language", ["en", "de", "zh"])
def test_any_blank_model_will_do(language: str) -> None:
    article = clean_text("港口公布了账目。\n\nThe harbour’s accounts fit on one page, Mr. Sample said.\n")
    doc = article_doc(spacy.blank(language), article)
    assert [span.text for span in doc.spans["blocks"]] == [block.text for block in article.blocks]
    assert len(doc.spans["blocks"]) == 2


def test_an_article_without_text() -> None:
    doc = article_doc(spacy.blank("en"), clean_text(""))
    assert (doc.text, list(doc.spans["blocks"])) == ("", [])
