"""The two entry points of the library: clean a page, or clean flattened text."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, ParamSpec

from scraper import cleaning
from scraper.cleaning_options import Options
from scraper.errors import RuleError, TooCostly, UsageError
from scraper.model import Article
from scraper.rules import NamedRule, SiteRule, registry

if TYPE_CHECKING:
    from scraper.processes.pool import ProcessPool

_P = ParamSpec("_P")


def clean_html(
    html: bytes | str,
    url: str,
    *,
    content_type: str | None = None,
    rule: SiteRule | NamedRule | None = None,
    summary: str | None = None,
    options: Options = Options(),  # noqa: B008
) -> Article:
    """The article on a news page. `url` selects the site rule; without one for its host, the generic route is used.

    `content_type` is the HTTP header, which may name the charset of bytes. `rule` replaces the installed rule for the
    site. `summary` is the article's summary in a feed, HTML or text, complete or cut off; it is further evidence for
    `completeness`.

    If the installed rule is broken, the generic route is used, and `origin.fault` says what is wrong. Raises a
    ScraperError: NotHtml or TooLarge if the input is not a page, LayoutChanged if no body selector of a rule without
    `generic_body` matches, EmptyArticle if there is no article, TooCostly beyond `options.timeout`, InvalidRule for an
    invalid selector in `rule`.
    """
    if options.timeout is not None:
        return _limited(
            url, options.timeout, clean_html, html, url, content_type=content_type, rule=rule, summary=summary
        )
    named, fault = _rule_for(url, rule)
    article = cleaning.article_from_html(html, url, named, content_type or "")
    return _finished(article, named, fault, summary)


def clean_text(
    text: str,
    url: str | None = None,
    *,
    rule: SiteRule | NamedRule | None = None,
    summary: str | None = None,
    options: Options = Options(),  # noqa: B008
) -> Article:
    """The article in the flattened text of a news page; empty text gives an article without blocks.

    `url` selects the site rule; `rule`, `summary` and `options` are as for `clean_html`. Raises TooLarge if the text is
    too long for one page, TooCostly beyond `options.timeout`.
    """
    if options.timeout is not None:
        return _limited(url, options.timeout, clean_text, text, url, rule=rule, summary=summary)
    named, fault = _rule_for(url, rule)
    return _finished(cleaning.article_from_text(text, url, named), named, fault, summary)


def _limited(
    url: str | None, seconds: float, clean: Callable[_P, Article], *args: _P.args, **named: _P.kwargs
) -> Article:
    """What `clean` returns or raises, in another process within the limits."""
    import pickle

    from scraper.processes.pool import LimitReached

    try:
        pickle.dumps(named)
    except (pickle.PicklingError, AttributeError) as error:
        why = f"its repair= must be a function at the top level of a module ({error})"
        raise UsageError(f"rule= cannot be sent to another process, as timeout= needs: {why}") from error
    try:
        return _pool().call(seconds, clean, *args, **named)
    except LimitReached as error:
        why = f"cleaning it {error}. Give it a longer timeout if it is an ordinary page"
        raise TooCostly(url or "", why) from None


@cache
def _pool() -> ProcessPool:
    from scraper.processes.pool import ProcessPool

    return ProcessPool(os.cpu_count() or 1)


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
