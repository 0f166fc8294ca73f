"""Clean one fetched page and report the outcome."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from scraper.api import clean_html
from scraper.cleaning_options import Options
from scraper.errors import CleanError, LayoutChanged, PageError, SoftNotFound, Walled
from scraper.model import Article
from scraper.net.decompress import decompress_page
from scraper.processes.pool import LimitReached, ProcessPool
from scraper.rule_files import read_rules
from scraper.runs.page_head import canonical_link, refreshed
from scraper.runs.polite.directives import Directives
from scraper.runs.types import FetchResult, Outcome, PageResult

CLEANING_SECONDS = 30.0
"""Seconds for a page. The longest real ones take a tenth of one."""
_OUTCOMES: dict[type[CleanError], Outcome] = {Walled: Outcome.BLOCKED, SoftNotFound: Outcome.GONE}
_pool = ProcessPool(1)


@dataclass(frozen=True, slots=True)
class CleanedPage:
    """The article of a page; without one, the outcome and the error in one line."""

    article: Article | None = None
    outcome: Outcome = Outcome.ARTICLE
    why: str = ""


Clean = Callable[[bytes, str, str, str], CleanedPage]
"""Body, content type, URL and a feed's summary of a page → what came of it: `clean_page` or `clean_limited`."""


def clean_fetched(fetched: FetchResult, clean: Clean, directives: Directives) -> PageResult:
    """The result of a job: with the article of the page, or with the reason why it has none.

    What the page says in its head about its use is noted, and obeyed as `directives` says.
    """
    if fetched.packed is None:
        return PageResult(fetched)
    body = decompress_page(fetched.packed)
    fetched = directives.noted(replace(fetched, body=body), directives.of_page(body))
    if fetched.outcome is Outcome.DECLINED:
        return PageResult(fetched)
    cleaned = clean(body, fetched.content_type, fetched.url, fetched.job.summary)
    if cleaned.article is None:
        target = refreshed(body, fetched.url) if cleaned.outcome is Outcome.EMPTY else ""
        why = f"it only sends its readers on to {target}; list that address instead" if target else cleaned.why
        fetched = replace(fetched, outcome=cleaned.outcome, why=why)
    return PageResult(fetched, cleaned.article, canonical_link(body, fetched.url))


def clean_limited(
    body: bytes, content_type: str, url: str, summary: str = "", rules: tuple[str, ...] = ()
) -> CleanedPage:
    """`clean_page` in another process. A page that takes longer than `CLEANING_SECONDS`, or 2 GB, has no article."""
    try:
        return _pool.call(CLEANING_SECONDS, clean_page, body, content_type, url, summary, rules)
    except LimitReached as error:
        return CleanedPage(outcome=Outcome.EMPTY, why=f"cleaning it {error}")


def clean_page(body: bytes, content_type: str, url: str, summary: str = "", rules: tuple[str, ...] = ()) -> CleanedPage:
    """Clean a page; errors of the page or the cleaner become an outcome.

    `rules` are files and folders of rules that go before the installed ones. If the rule of its site is broken or its
    body selectors match nothing, the generic route is used and `article.origin` says so. Raises ImportError if a
    library is missing or broken.
    """
    try:
        return CleanedPage(_clean(body, content_type, url, summary or None, rules))
    except ImportError:
        raise
    except CleanError as error:
        return CleanedPage(outcome=_OUTCOMES.get(type(error), Outcome.EMPTY), why=error.why)
    except PageError as error:
        return CleanedPage(outcome=Outcome.REFUSED, why=error.why)
    except Exception as error:  # one page must not end a run; it is stored and can be cleaned again after a fix
        return CleanedPage(outcome=Outcome.EMPTY, why=f"the cleaner failed with {type(error).__name__}: {error}")


def _clean(body: bytes, content_type: str, url: str, summary: str | None, rules: tuple[str, ...]) -> Article:
    try:
        return clean_html(body, url, content_type=content_type, summary=summary, options=Options(rules=rules))
    except LayoutChanged:
        named = read_rules(rules).find(url)
        generic = replace(named, rule=replace(named.rule, generic_body=True)) if named is not None else None
        return clean_html(body, url, content_type=content_type, rule=generic, summary=summary)
