"""The entry points of the library: clean a page, or flattened text, by itself or with a configured `Cleaner`."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import fields, replace
from functools import cache
from typing import TYPE_CHECKING, Any, ParamSpec

from scraper import cleaning
from scraper.cleaning.metadata.own_address import own_address
from scraper.cleaning_options import DEFAULTS, Options, unknown_name
from scraper.errors import RuleError, TooCostly, UsageError
from scraper.html.decode import looks_like_html, read_page
from scraper.model import Article
from scraper.rules import NamedRule, SiteRule, registry
from scraper.urls import LONGEST_REQUEST

if TYPE_CHECKING:
    from scraper.processes.pool import ProcessPool
    from scraper.rule_files import RuleBook

_P = ParamSpec("_P")
_PAGES = ("<!doctype html", "<html", "<head", "<body")
_OPENING = 1_000


def clean_html(
    html: bytes | str,
    url: str | None = None,
    *,
    content_type: str | None = None,
    rule: SiteRule | NamedRule | None = None,
    summary: str | None = None,
    options: Options = DEFAULTS,
) -> Article:
    """The article on a news page. `url` selects the site rule; without one for its host, the generic route is used.

    Without `url` the page's own address is taken, if it names a public one; `origin.address` says where.

    `content_type` is the HTTP header, which may name the charset of bytes. `rule` goes before every other rule for the
    site, then those of `options`, then the installed ones. `summary` is the article's summary in a feed, HTML or text,
    complete or cut off; it is further evidence for `completeness`.

    If the site's rule is broken, the generic route is used, and `origin.fault` says what is wrong. Raises a
    ScraperError: NotHtml or TooLarge if the input is not a page, LayoutChanged if no body selector of a rule without
    `generic_body` matches, EmptyArticle if there is no article, TooCostly beyond `options.timeout`, InvalidRule for an
    invalid selector in `rule`.
    """
    if isinstance(html, bytes | str):
        _check_order(html, url)
    if options.timeout is not None:
        within = replace(options, timeout=None)
        return _limited(
            url, options.timeout, clean_html, html, url, content_type=content_type, rule=rule, summary=summary,
            options=within,
        )  # fmt: skip
    page, basis = read_page(html, url or "", content_type or ""), ""
    if not url:
        url, basis = own_address(page)
    named, fault = _rule_for(url, rule, options)
    article = cleaning.article_from_page(page, url, named, options)
    article = replace(article, origin=replace(article.origin, address=basis)) if basis else article
    return _finished(article, named, fault, summary)


def clean_text(
    text: str,
    url: str | None = None,
    *,
    rule: SiteRule | NamedRule | None = None,
    summary: str | None = None,
    options: Options = DEFAULTS,
) -> Article:
    """The article in the flattened text of a news page; empty text gives an article without blocks.

    `url` selects the site rule; `rule`, `summary` and `options` are as for `clean_html`. Raises TooLarge if the text is
    too long for one page, TooCostly beyond `options.timeout`.
    """
    if options.timeout is not None:
        within = replace(options, timeout=None)
        return _limited(url, options.timeout, clean_text, text, url, rule=rule, summary=summary, options=within)
    named, fault = _rule_for(url, rule, options)
    article = _finished(cleaning.article_from_text(text, url, named, options), named, fault, summary)
    # a few tags may stand in a text; one that begins like a page, or of which only tags were left, is a page
    if text[:_OPENING].lstrip().lower().startswith(_PAGES) or (not article.text and looks_like_html(f"-{text}")):
        raise UsageError("this is HTML, and clean_text takes flattened text: call clean_html, or use --input html")
    return article


class Cleaner:
    """`clean_html` and `clean_text` with options that are given once; for any number of threads.

    The options are an `Options`, its keywords, or both: `Cleaner(keep="caption", rules="rules/")`. Rules are read here;
    `faults` are the errors in those that do not load, whose sites are cleaned without a rule. Raises UsageError.
    """

    def __init__(self, options: Options = DEFAULTS, /, **changes: Any) -> None:
        known = [field.name for field in fields(Options)]
        for name in changes:
            if name not in known:
                raise UsageError(f"there is no option {name}=: {unknown_name(name, known)}")
        self.options = replace(options, **changes)
        book = _rule_book(self.options)
        self.faults = book.faults if book is not None else ()

    def __repr__(self) -> str:
        changed = ((field.name, getattr(self.options, field.name)) for field in fields(Options))
        shown = (f"{name}={value!r}" for name, value in changed if value != getattr(DEFAULTS, name))
        return f"Cleaner({', '.join(shown)})"

    def clean_html(
        self, html: bytes | str, url: str | None = None, *, content_type: str | None = None, summary: str | None = None
    ) -> Article:
        """The article on a page, as `scraper.clean_html` gives it with these options."""
        return clean_html(html, url, content_type=content_type, summary=summary, options=self.options)

    def clean_text(self, text: str, url: str | None = None, *, summary: str | None = None) -> Article:
        """The article in flattened text, as `scraper.clean_text` gives it with these options."""
        return clean_text(text, url, summary=summary, options=self.options)


def _check_order(html: bytes | str, url: str | None) -> None:
    """Raise UsageError if the page and its address are swapped, or one of them is given as the other."""
    wanted = "give the page first, then its URL: clean_html(html, url)"
    opening = html[:8] if isinstance(html, str) else bytes(html[:8]).decode("latin-1")
    is_address = opening.lower().startswith(("http://", "https://"))
    if isinstance(url, str) and ("<" in url or len(url) > LONGEST_REQUEST):
        why = "the page and its URL are swapped" if is_address else "the URL is not a web address"
        raise UsageError(f"{why}: {wanted}")
    if is_address and len(html) < LONGEST_REQUEST and len(html.split()) == 1:
        raise UsageError("this is the address of a page, not the page: fetch it first, as scraper clean URL does")


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


def _rule_for(url: str | None, rule: SiteRule | NamedRule | None, options: Options) -> tuple[NamedRule | None, str]:
    """The rule to clean with, and the fault of the site's own rule if that is broken."""
    rule = rule if rule is not None else options.rule
    if isinstance(rule, SiteRule):
        registry.check_selectors(rule)
        return NamedRule("", rule), ""
    if rule is not None:
        return rule, ""
    book = _rule_book(options)
    try:
        return (registry.find_rule(url) if book is None else book.find(url)), ""
    except RuleError as error:
        return None, str(error)


def _rule_book(options: Options) -> RuleBook | None:
    """The rules of the caller, None where there are none but the installed ones."""
    if not options.rules:
        return None
    from scraper.rule_files import read_rules

    return read_rules(options.sources)


def _finished(article: Article, named: NamedRule | None, fault: str, summary: str | None) -> Article:
    if summary is not None:
        article = cleaning.with_summary(article, summary, named)
    return replace(article, origin=replace(article.origin, fell_back=True, fault=fault)) if fault else article
