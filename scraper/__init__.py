"""bodycopy: exactly the article its editors wrote, from a page or its flattened text, with a receipt for each cut."""

from __future__ import annotations

from scraper import cleaning, errors
from scraper.errors import ScraperError
from scraper.html.decode import looks_like_html
from scraper.model import Article, Block, Reason, Removal
from scraper.rules import registry

__version__ = "0.1.0"

__all__ = [
    "Article", "Block", "Reason", "Removal", "ScraperError", "clean_html", "clean_text", "errors", "looks_like_html",
]  # fmt: skip


def clean_html(html: bytes | str, url: str, *, summary: str | None = None) -> Article:
    """The article on a news page. `url` chooses the site rule; "" or an unknown host takes the generic route.

    `summary` is what a feed said of it, HTML or text, whole or cut: a sign for `completeness` and nothing else.

    Raises a ScraperError: NotHtml or TooLarge for what is no page, LayoutChanged where a strict rule's body is gone,
    EmptyArticle where there is no article, InvalidRule or RuleConflict where an installed rule is broken.
    """
    rule, module = registry.rule_of(url)
    return cleaning.with_summary(cleaning.clean_html(html, url, rule, module), summary, rule, module)


def clean_text(text: str, url: str | None = None, *, summary: str | None = None) -> Article:
    """The article in the flattened text of a news page; `url` brings in the site's phrases. Empty text, empty article.

    `summary` is what a feed said of it, as for `clean_html`.

    Raises TooLarge for what is no single page, InvalidRule or RuleConflict where an installed rule is broken.
    """
    rule, module = registry.rule_of(url)
    return cleaning.with_summary(cleaning.clean_text(text, url, rule, module), summary, rule, module)
