"""The article links of a section page, told by their shape: no site is named here, and no template."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from urllib.parse import unquote, urlsplit

from scraper.cleaning.lexicon import words_of_all
from scraper.cleaning.metadata.dates import month_number
from scraper.errors import UsageError
from scraper.html.decode import read_page
from scraper.html.dom import Node, Tree, ancestors
from scraper.html.limits import parse
from scraper.runs.types import Discovered
from scraper.urls import absolute, canonical, registrable

MOST_LINKS = 1_000
"""Article links of one page. The fullest front page has some 300."""

_TECHNICAL = ("feed", "feeds", "rss", "sitemap", "wp-content", "wp-json", "wp-admin", "cdn-cgi")
"""Segments of a path that are the same in every language, below which no article stands."""
_PAGES = frozenset({"html", "htm", "shtml", "xhtml", "php", "asp", "aspx", "jsp", "cfm", "stm", "ece", "amp"})
_EXTENSION = re.compile(r"\.([a-z][a-z0-9]{1,4})$")
_DATE = re.compile(r"(?:^|[/_.-])((?:19|20)\d\d)([/_-]?)(0?[1-9]|1[0-2])(?:\2(0?[1-9]|[12]\d|3[01]))?(?=$|[/_.-])")
_NAMED_MONTH = re.compile(r"/((?:19|20)\d\d)/([a-zà-ÿ]{3,10})/(\d{1,2})/")
_ID = re.compile(
    r"(?:^|[/_.-])[a-z]{0,10}\d{5,}(?=$|[/_.-])|(?:^|[/_.-])(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{8,}(?=$|[/_.-])"
)
_QUERY_ID = re.compile(r"(?:^|&)(?:id|p|nid|aid|story|storyid|article|articleid|news_id|newsid)=\w{0,3}\d{3,}", re.I)
_WORD = re.compile(r"[^\W\d_]{2,}|[^\W\d_](?=-)")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Shape:
    """What a path says of itself: words of its slug, whether it holds a number that names it, and a date."""

    words: int
    numbered: bool
    dated: bool
    when: datetime | None


def article_links(html: bytes | str, url: str) -> list[Discovered]:
    """The links of the page at `url` that look like articles of its own site, in page order, each once.

    `title` is the longest text that links there, `when` the day in the address. Raises EmptyArticle, NotHtml or
    TooLarge for what is no page.
    """
    tree = parse(read_page(html, url), url)
    texts: dict[str, str] = {}
    for address, text in _links(tree, url):
        texts[address] = max(texts.get(address, ""), text, key=len)
    found = []
    for address, text in texts.items():
        shape = shape_of(address)
        if shape is not None and _is_article(text, shape):
            found.append(Discovered(address, shape.when, text, "", url))
    return found[:MOST_LINKS]


def shape_of(address: str) -> Shape | None:
    """The shape of a canonical address, None for a front page, a list, a file or a form, as far as its path tells."""
    parts = urlsplit(address)
    path = unquote(parts.path).lower().rstrip("/")
    extension = _EXTENSION.search(path)
    if not (path or parts.query) or (extension is not None and extension[1] not in _PAGES):
        return None
    path = _EXTENSION.sub("", path)
    numbered = bool(_ID.search(path)) or bool(_QUERY_ID.search(parts.query))
    day = _day(path)
    shape = Shape(max(map(_words, path.split("/")[-2:])), numbered, day is not None or bool(_DATE.search(path)), day)
    segments = path.split("/")
    never, seldom = _words_of_lists()
    listed = not seldom.isdisjoint(segments) and not (shape.words >= 3 and (shape.dated or shape.numbered))
    return None if listed or not never.isdisjoint(segments) else shape


@cache
def _words_of_lists() -> tuple[frozenset[str], frozenset[str]]:
    """Segments of a path, in lower case, below which no article stands, and below which one seldom does.

    The first are lists, forms, small print and other media; the second are a list at one site and a section with
    articles at another, where a date or a number decides.
    """
    return frozenset((*_TECHNICAL, *words_of_all("no_article_paths"))), frozenset(words_of_all("seldom_article_paths"))


def _links(tree: Tree, url: str) -> Iterator[tuple[str, str]]:
    home, itself = registrable(url), canonical(url)
    base = _base(tree, url)
    for node in tree.css("a[href]"):
        try:
            address = absolute(node.attributes.get("href") or "", base)
        except UsageError:  # javascript:, mailto:, a telephone
            continue
        if address != itself and registrable(address) == home and not _is_apart(node):
            yield address, " ".join(node.text(separator=" ").split())[:500]


def _base(tree: Tree, url: str) -> str:
    node = tree.css_first("base[href]")
    try:
        return absolute((node.attributes.get("href") or "") if node is not None else "", url)
    except UsageError:  # a base that is none is passed over, as browsers do it
        return url


def _is_apart(node: Node) -> bool:
    """Whether a link is paid for, or stands where a page lists its sections and its small print."""
    if "sponsored" in (node.attributes.get("rel") or "").lower().split():
        return True
    return any(parent.tag in ("nav", "footer") for parent in ancestors(node))


def _is_article(text: str, shape: Shape) -> bool:
    if shape.words >= 3 and (shape.numbered or shape.dated):
        return True
    return _is_headline(text) and (shape.words >= 4 or shape.numbered or (shape.dated and shape.words >= 1))


def _is_headline(text: str) -> bool:
    words = len(text.split()) + len(_WIDE.findall(text)) // 2
    return len(text) <= 300 and words >= 4


def _words(segment: str) -> int:
    return len(_WORD.findall(segment)) if "-" in segment or "_" in segment else min(1, len(_WORD.findall(segment)))


def _day(path: str) -> datetime | None:
    named = _NAMED_MONTH.search(path)
    found = _DATE.search(path)
    try:
        if named and (month := month_number(named[2])):
            return datetime(int(named[1]), month, int(named[3]), tzinfo=UTC)
        return datetime(int(found[1]), int(found[3]), int(found[4]), tzinfo=UTC) if found and found[4] else None
    except ValueError:  # a 31st of February
        return None
