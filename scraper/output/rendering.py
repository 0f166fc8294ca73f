"""The formats of an article: plain text, Markdown, HTML, JSON and TEI.

Markdown and HTML contain the title, the dek and the body; byline, dates and section remain fields of the article, since
every publication sets them its own way. JSON contains everything, including the receipts.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from scraper.model import Article
from scraper.output.markdown import to_markdown
from scraper.output.semantic_html import to_html

FORMAT_VERSION = "1.0"
"""The version of the JSON, which `article.schema.json` describes; the first number changes where a reader must."""


def to_json(article: Article, *, indent: int | None = 2) -> str:
    """The article as JSON, ending in a newline: every field, block, image and receipt, and the plain `text`."""
    return json.dumps({"version": FORMAT_VERSION, **article.to_dict()}, ensure_ascii=False, indent=indent) + "\n"


def _to_tei(article: Article) -> str:
    from scraper.output.tei import to_tei

    return to_tei(article)


FORMATS: Mapping[str, Callable[[Article], str]] = {
    "text": lambda article: f"{article.text}\n", "md": to_markdown, "markdown": to_markdown, "html": to_html,
    "json": to_json, "tei": _to_tei,
}  # fmt: skip
"""Value of `--as` → renderer."""
