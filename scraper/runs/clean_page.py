"""Clean one fetched page, whatever it is, and report the outcome; and the canonical link that it names."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import unescape

from scraper.api import clean_html
from scraper.errors import CleanError, LayoutChanged, PageError, UsageError
from scraper.model import Article
from scraper.net.decompress import decompress_page
from scraper.rules import registry
from scraper.runs.types import FetchResult, Outcome, PageResult
from scraper.urls import absolute, registrable

_HEAD = 300_000
"""Bytes looked at: the heads of some pages carry style sheets and state before their links."""
_HIDDEN = re.compile(rb"<(!--|script\b|style\b)")
_ENDS = {b"!--": b"-->", b"script": b"</script", b"style": b"</style"}
_LINK = re.compile(rb"<link\b([^>]{0,3000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(rb"""([a-z-]{1,40})\s{0,9}=\s{0,9}("[^"]*"|'[^']*'|[^\s"'>]+)""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CleanedPage:
    """The article of a page; without one, the outcome and the error in one line."""

    article: Article | None = None
    outcome: Outcome = Outcome.ARTICLE
    why: str = ""


def clean_fetched(fetched: FetchResult) -> PageResult:
    """The result of a job: where a page came, the article in it, or why there is none."""
    if fetched.packed is None:
        return PageResult(fetched)
    body = decompress_page(fetched.packed)
    fetched = replace(fetched, body=body)
    cleaned = clean_page(body, fetched.content_type, fetched.url, fetched.job.summary)
    if cleaned.article is None:
        fetched = replace(fetched, outcome=cleaned.outcome, why=cleaned.why)
    return PageResult(fetched, cleaned.article, canonical_link(body, fetched.url))


def clean_page(body: bytes, content_type: str, url: str, summary: str = "") -> CleanedPage:
    """The article of a page, whatever the page is.

    Where the rule of its site is broken, or its body selectors match nothing, the generic route stands in and
    `article.origin` says so. Raises ImportError where a library is missing or broken: that is not the page's fault.
    """
    try:
        return CleanedPage(_clean(body, content_type, url, summary or None))
    except ImportError:
        raise
    except CleanError as error:
        return CleanedPage(outcome=Outcome.EMPTY, why=error.why)
    except PageError as error:
        return CleanedPage(outcome=Outcome.REFUSED, why=error.why)
    except Exception as error:  # one page must not end a run: it is kept, named, and cleaned again after a fix
        return CleanedPage(outcome=Outcome.EMPTY, why=f"the cleaner failed with {type(error).__name__}: {error}")


def _clean(body: bytes, content_type: str, url: str, summary: str | None) -> Article:
    try:
        return clean_html(body, url, content_type=content_type, summary=summary)
    except LayoutChanged:
        named = registry.find_rule(url)
        generic = replace(named, rule=replace(named.rule, generic_body=True)) if named is not None else None
        return clean_html(body, url, content_type=content_type, rule=generic, summary=summary)


def canonical_link(body: bytes, url: str) -> str:
    """The canonical link of the page at `url`, in canonical form, or "".

    A link to a front page, or to another domain, from which the story was taken, is not believed, nor are two that
    differ.
    """
    end = body.find(b"<body", 0, _HEAD)
    head = body[: end if end >= 0 else _HEAD]
    lower = head.lower()
    if b"canonical" not in lower:
        return ""
    named = {_target(link, url) for link in _LINK.findall(_shown(head, lower)) if b"canonical" in link.lower()}
    named.discard("")
    return named.pop() if len(named) == 1 else ""


def _shown(head: bytes, lower: bytes) -> bytes:
    """`head` without comments, scripts and style sheets: most of its bytes, so they are skipped, not matched."""
    shown, at = [], 0
    while found := _HIDDEN.search(lower, at):
        shown.append(head[at : found.start()])
        at = lower.find(_ENDS[found[1]], found.end())
        if at < 0:
            return b"".join(shown)
    return b"".join((*shown, head[at:]))


def _target(link: bytes, url: str) -> str:
    pairs = {name.lower(): value.strip(b"\"'").strip() for name, value in reversed(_ATTRIBUTE.findall(link))}
    if b"canonical" not in pairs.get(b"rel", b"").lower().split() or not pairs.get(b"href"):
        return ""
    try:
        target = absolute(unescape(pairs[b"href"].decode("utf-8", "replace")), url)
        away = registrable(target) != registrable(url)
    except UsageError:
        return ""
    return "" if away or target.split("/", 3)[3] == "" else target
