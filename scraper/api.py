"""The two entry points of the library: clean a page, or clean flattened text."""

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
    """The article on a news page. `url` selects the site rule; without one for its host, the generic route is used.

    `content_type` is the HTTP header, which may name the charset of bytes. `rule` replaces the installed rule for the
    site. `summary` is the article's summary in a feed, HTML or text, complete or cut off; it is further evidence for
    `completeness`.

    If the installed rule is broken, the generic route is used, and `origin.fault` says what is wrong. Raises a
    ScraperError: NotHtml or TooLarge if the input is not a page, LayoutChanged if no body selector of a rule without
    `generic_body` matches, EmptyArticle if there is no article, InvalidRule for an invalid selector in `rule`.
    """
    named, fault = _rule_for(url, rule)
    article = cleaning.article_from_html(html, url, named, content_type or "")
    return _finished(article, named, fault, summary)


def clean_text(
    text: str, url: str | None = None, *, rule: SiteRule | NamedRule | None = None, summary: str | None = None
) -> Article:
    """The article in the flattened text of a news page; empty text gives an article without blocks.

    `url` selects the site rule; `rule` and `summary` are as for `clean_html`. Raises TooLarge if the text is too long
    for one page.
    """
    named, fault = _rule_for(url, rule)
    return _finished(cleaning.article_from_text(text, url, named), named, fault, summary)


def _rule_for(url: str | None, rule: SiteRule | NamedRule | None) -> tuple[NamedRule | None, str]:
    """The rule to clean with, and the fault of the site's installed rule if that is broken."""
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
