"""Clean one fetched page, report the outcome, and find its canonical link."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import unescape

from scraper.api import clean_html
from scraper.cleaning_options import Options
from scraper.errors import CleanError, LayoutChanged, PageError, UsageError
from scraper.model import Article
from scraper.net.decompress import decompress_page
from scraper.processes.pool import LimitReached, ProcessPool
from scraper.rule_files import read_rules
from scraper.runs.types import FetchResult, Outcome, PageResult
from scraper.urls import absolute, registrable

CLEANING_SECONDS = 30.0
"""Seconds for a page. The longest real ones take a tenth of one."""
_pool = ProcessPool(1)
_HEAD = 300_000
"""Bytes searched for the link: some heads have long style sheets and state before their links."""
_SKIPPED = re.compile(rb"<(!--|script\b|style\b)")
_ENDS = {b"!--": b"-->", b"script": b"</script", b"style": b"</style"}
_LINK = re.compile(rb"<link\b([^>]{0,3000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(rb"""([a-z-]{1,40})\s{0,9}=\s{0,9}("[^"]*"|'[^']*'|[^\s"'>]+)""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CleanedPage:
    """The article of a page; without one, the outcome and the error in one line."""

    article: Article | None = None
    outcome: Outcome = Outcome.ARTICLE
    why: str = ""


Clean = Callable[[bytes, str, str, str], CleanedPage]
"""Body, content type, URL and a feed's summary of a page → what came of it: `clean_page` or `clean_limited`."""


def clean_fetched(fetched: FetchResult, clean: Clean) -> PageResult:
    """The result of a job: with the article of the page, or with the reason why it has none."""
    if fetched.packed is None:
        return PageResult(fetched)
    body = decompress_page(fetched.packed)
    fetched = replace(fetched, body=body)
    cleaned = clean(body, fetched.content_type, fetched.url, fetched.job.summary)
    if cleaned.article is None:
        fetched = replace(fetched, outcome=cleaned.outcome, why=cleaned.why)
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
        return CleanedPage(outcome=Outcome.EMPTY, why=error.why)
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


def canonical_link(body: bytes, url: str) -> str:
    """The canonical link of the page at `url`, in canonical form, or "".

    Links to a front page or another domain (the source of a syndicated story) are ignored, as are contradicting links.
    """
    end = body.find(b"<body", 0, _HEAD)
    head = body[: end if end >= 0 else _HEAD]
    lower = head.lower()
    if b"canonical" not in lower:
        return ""
    targets = {_target(link, url) for link in _LINK.findall(_markup(head, lower)) if b"canonical" in link.lower()}
    targets.discard("")
    return targets.pop() if len(targets) == 1 else ""


def _markup(head: bytes, lower: bytes) -> bytes:
    """`head` without comments, scripts and style sheets, which make up most of it."""
    parts, at = [], 0
    while start := _SKIPPED.search(lower, at):
        parts.append(head[at : start.start()])
        at = lower.find(_ENDS[start[1]], start.end())
        if at < 0:
            return b"".join(parts)
    return b"".join((*parts, head[at:]))


def _target(link: bytes, url: str) -> str:
    pairs = {name.lower(): value.strip(b"\"'").strip() for name, value in reversed(_ATTRIBUTE.findall(link))}
    if b"canonical" not in pairs.get(b"rel", b"").lower().split() or not pairs.get(b"href"):
        return ""
    try:
        target = absolute(unescape(pairs[b"href"].decode("utf-8", "replace")), url)
        elsewhere = registrable(target) != registrable(url)
    except UsageError:
        return ""
    return "" if elsewhere or target.split("/", 3)[3] == "" else target
