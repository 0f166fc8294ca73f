"""Find the article links of a section page by the shape of their URLs, without site-specific rules."""

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
"""Most article links of a page. The longest front pages have about 300."""

_TECHNICAL = ("feed", "feeds", "rss", "sitemap", "wp-content", "wp-json", "wp-admin", "cdn-cgi")
"""Path segments, the same in every language, that no article is below."""
_FILES = frozenset({
    "pdf", "jpg", "jpeg", "png", "gif", "webp", "svg", "bmp", "tif", "tiff", "ico", "avif", "mp3", "mp4", "m4a",
    "m4v", "mov", "avi", "webm", "ogg", "ogv", "wav", "flv", "zip", "gz", "tgz", "rar", "tar", "bz2", "doc",
    "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "csv", "txt", "rtf", "xml", "xsl", "rss", "atom", "rdf",
    "json", "css", "js", "map", "woff", "woff2", "ttf", "eot", "epub", "mobi", "ics", "exe", "dmg", "apk", "iso",
})  # fmt: skip
"""Extensions of files that are no pages. All others are taken for pages: publishing systems invent their own."""
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
    """The features of a URL: number of words in its slug, whether it has an article number and a date, and the day."""

    words: int
    numbered: bool
    dated: bool
    when: datetime | None


def article_links(html: bytes | str, url: str) -> list[Discovered]:
    """The links of the page at `url` that look like articles of the same site, in page order, each once.

    `title` is the longest link text, `when` the day in the URL; `nofollow` is True if all links to it are. Raises
    EmptyArticle, NotHtml or TooLarge if `html` is not a page.
    """
    tree = parse(read_page(html, url), url)
    texts: dict[str, str] = {}
    followed = set()
    for address, text, nofollow in _links(tree, url):
        followed.update([] if nofollow else [address])
        texts[address] = max(texts.get(address, ""), text, key=len)
    found = []
    for address, text in texts.items():
        shape = shape_of(address)
        if shape is not None and _is_article(text, shape):
            found.append(Discovered(address, shape.when, text, "", url, nofollow=address not in followed))
    return found[:MOST_LINKS]


def shape_of(address: str, *, is_listed: bool = False) -> Shape | None:
    """The shape of a canonical URL; None for a front page, list, file or form, judging by its path.

    `is_listed` is for a URL of a sitemap, which lists articles as a rule: below "video" or "newsletter" there are some.
    """
    parts = urlsplit(address)
    path = unquote(parts.path).lower().rstrip("/")
    extension = _EXTENSION.search(path)
    if not (path or parts.query) or (extension is not None and _is_file(path, extension[1])):
        return None
    path = _EXTENSION.sub("", path)
    numbered = bool(_ID.search(path)) or bool(_QUERY_ID.search(parts.query))
    day = _day(path)
    shape = Shape(max(map(_words, path.split("/")[-2:])), numbered, day is not None or bool(_DATE.search(path)), day)
    segments = path.split("/")
    never, rarely = _list_segments()
    is_sure = shape.words >= 3 and (shape.dated or shape.numbered)
    is_list = not rarely.isdisjoint(segments) and not is_sure
    is_other = not never.isdisjoint(segments) and not (is_listed and is_sure)
    return None if is_list or is_other else shape


def _is_file(path: str, extension: str) -> bool:
    """Whether a path with this extension is a file. A headline may end in the name of a program: "runs-on-node.js"."""
    return extension in _FILES and not (extension == "js" and _words(path.rpartition("/")[2]) >= 4)


@cache
def _list_segments() -> tuple[frozenset[str], frozenset[str]]:
    """Lower-case path segments that articles are never below, and rarely below.

    The first are lists, forms, legal pages and other media; the second are lists at some sites and sections with
    articles at others, so a date or number in the URL decides.
    """
    return frozenset((*_TECHNICAL, *words_of_all("no_article_paths"))), frozenset(words_of_all("seldom_article_paths"))


def _links(tree: Tree, url: str) -> Iterator[tuple[str, str, bool]]:
    site, page = registrable(url), canonical(url)
    base = base_of(tree, url)
    for node in tree.css("a[href]"):
        try:
            address = absolute(node.attributes.get("href") or "", base)
        except UsageError:  # javascript:, mailto:, tel:
            continue
        if address != page and registrable(address) == site and not _is_excluded(node):
            yield address, " ".join(node.text(separator=" ").split())[:500], "nofollow" in _rel(node)


def base_of(tree: Tree, url: str) -> str:
    """The address against which the links of the page at `url` are resolved."""
    node = tree.css_first("base[href]")
    try:
        return absolute((node.attributes.get("href") or "") if node is not None else "", url)
    except UsageError:  # browsers ignore an invalid base too
        return url


def _is_excluded(node: Node) -> bool:
    """Whether a link is sponsored, or inside a navigation or footer."""
    return "sponsored" in _rel(node) or any(parent.tag in ("nav", "footer") for parent in ancestors(node))


def _rel(node: Node) -> list[str]:
    return (node.attributes.get("rel") or "").lower().split()


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
    except ValueError:  # e.g. 31 February
        return None
