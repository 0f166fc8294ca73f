"""The two calls of the library: a page, or a flattened text, to its article."""

from __future__ import annotations

from dataclasses import replace

from scraper import cleaning
from scraper.errors import RuleError
from scraper.model import Article
from scraper.rules import NamedRule, SiteRule, registry


def clean_html(
    html: bytes | str,
    url: str,
    *,
    content_type: str | None = None,
    rule: SiteRule | NamedRule | None = None,
    summary: str | None = None,
) -> Article:
    """The article on a news page. `url` chooses the site rule; "" or an unknown host takes the generic route.

    `content_type` is the HTTP header that bytes came with; it may name their charset. `rule` is used instead of the
    installed rule for the site. `summary` is what a feed says of the article, HTML or text, complete or cut off: one
    more sign for `completeness`.

    Where the installed rule for the site is broken the generic route stands in, and `origin.fault` says what is wrong.
    Raises a ScraperError: NotHtml or TooLarge for what cannot be a page, LayoutChanged where no body selector of a rule
    without `generic_body` matches, EmptyArticle where there is no article, InvalidRule for a bad selector in `rule`.
    """
    named, fault = _rule_for(url, rule)
    article = cleaning.article_from_html(html, url, named, content_type or "")
    return _finished(article, named, fault, summary)


def clean_text(
    text: str, url: str | None = None, *, rule: SiteRule | NamedRule | None = None, summary: str | None = None
) -> Article:
    """The article in the flattened text of a news page; empty text gives an article without blocks.

    `url` brings in the site's rule; `rule` and `summary` are as for `clean_html`. Raises TooLarge for what cannot be a
    single page.
    """
    named, fault = _rule_for(url, rule)
    return _finished(cleaning.article_from_text(text, url, named), named, fault, summary)


def _rule_for(url: str | None, rule: SiteRule | NamedRule | None) -> tuple[NamedRule | None, str]:
    """The rule to clean with, and what is wrong with the site's own where that cannot be used."""
    if isinstance(rule, SiteRule):
        registry.check_selectors(rule)
        return NamedRule("", rule), ""
    if rule is not None:
        return rule, ""
    try:
        return registry.find_rule(url), ""
    except RuleError as error:
        return None, str(error)


def _finished(article: Article, named: NamedRule | None, fault: str, summary: str | None) -> Article:
    if summary is not None:
        article = cleaning.with_summary(article, summary, named)
    return replace(article, origin=replace(article.origin, fell_back=True, fault=fault)) if fault else article
