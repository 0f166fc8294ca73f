"""spaCy: a `Doc` of the text of an article, with a span for each block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scraper.errors import MissingExtra
from scraper.integrations.article_documents import metadata_of
from scraper.model import Article

try:
    from spacy.tokens import Doc
except ImportError as error:
    raise MissingExtra("spacy", "spacy") from error

if TYPE_CHECKING:
    from spacy.language import Language


def article_doc(nlp: Language, article: Article) -> Doc:
    """`article.text` as tokens of `nlp`, with spans of its blocks under `doc.spans["blocks"]`.

    The label of a span is the kind of the block: "paragraph", "heading", "quote", "listing", "embed", "table" or
    "preformatted"; its number among the spans is that of the block among those with a text. `doc.user_data["article"]`
    holds the known fields. No component has run: `nlp(doc)` runs them, and `nlp.pipe(docs)` does for many.
    """
    doc = nlp.make_doc(article.text)
    spans, start = [], 0
    for block in article.blocks:
        if block.text:
            end = start + len(block.text)
            spans.append(doc.char_span(start, end, label=type(block).__name__.lower(), alignment_mode="expand"))
            start = end + len("\n\n")
    doc.spans["blocks"] = [span for span in spans if span is not None]
    doc.user_data["article"] = metadata_of(article)
    return doc
