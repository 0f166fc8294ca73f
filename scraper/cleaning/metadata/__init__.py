"""Headline, dek, byline, dates, section, language and lead picture: from the rule's selectors, JSON-LD, meta tags."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from scraper.cleaning.metadata.beside_headline import NOTHING_BESIDE, Beside, beside_headline
from scraper.cleaning.metadata.bylines import names_in
from scraper.cleaning.metadata.completeness import NO_CLAIMS, Claims, claims_of
from scraper.cleaning.metadata.dates import iso_date
from scraper.cleaning.metadata.headline import headline_of
from scraper.cleaning.metadata.linked_data import linked_article, string_of
from scraper.cleaning.metadata.page_dates import date_on_page, date_texts, first_date
from scraper.cleaning.text import tidy
from scraper.html.dom import Node, Tree, ancestors
from scraper.rules import SiteRule
from scraper.urls import publisher_of

_SITE_SUFFIX = re.compile(r"\s+[|–—\-»·]\s+[^|–—»·]{2,40}$")
_TAG = re.compile(r"</?(?:a|b|i|em|strong|span|p|br|u|sup|sub|small)(?: [^<>]{0,300})?/?>", re.IGNORECASE)
"""Markup in a field that is text."""
_FAR = 8
_FEW_TAGS = 4
_MOST_FIELD = 5_000
_MOST_PEOPLE = 50
_MOST_TAGS, _LONGEST_TAG = 50, 100
_META = {
    "title": ("og:title", "twitter:title", "parsely-title", "sailthru.title", "title", "dc.title"),
    "authors": ("author", "article:author", "parsely-author", "sailthru.author", "mrf:authors", "dc.creator", "byl"),
    "published": (
        "article:published_time",
        "article:published",
        "datepublished",
        "pub_date",
        "parsely-pub-date",
        "sailthru.date",
        "dc.date.issued",
        "dc.date",
        "date",
        "publishdate",
    ),
    "modified": ("article:modified_time", "article:modified", "datemodified", "og:updated_time", "last-modified"),
    "section": ("article:section", "parsely-section", "sailthru.vertical"),
    "language": ("og:locale", "content-language", "dc.language"),
    "image": ("og:image", "twitter:image"),
    "description": ("og:description", "description", "twitter:description", "dc.description"),
    "tags": ("article:tag", "parsely-tags", "sailthru.tags", "news_keywords", "keywords"),
}


@dataclass(frozen=True, slots=True)
class Metadata:
    """The fields of an article that stand outside its body."""

    title: str | None = None
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    section: str | None = None
    image: str | None = None
    claims: Claims = NO_CLAIMS
    beside: Beside = NOTHING_BESIDE
    sites: frozenset[str] = frozenset()
    site: str | None = None
    description: str | None = None
    tags: tuple[str, ...] = ()


def read_metadata(
    tree: Tree, rule: SiteRule | None, roots: Sequence[Node] = (), url: str = "", spoken: str | None = None,
    admits: Callable[[str], bool] = bool,
) -> Metadata:  # fmt: skip
    """What the page at `url` says of the article whose body is `roots`.

    `spoken` is its language if that is known; `admits` tells the dates on which it may have been published.
    Broken JSON-LD is passed over: meta tags say it again. The selectors of a rule are tried
    around the body, in the nearest element that holds the page's headline too.
    """
    around = _around(tree, roots) if rule is not None else tree
    meta = _meta(tree)
    headlines = [text for node in tree.tags("h1")[:5] if (text := tidy(node.text(separator=" ")))]
    linked = linked_article(tree, (*headlines, *_named(meta, "title")))
    titles = [_clean(string_of(linked, "headline")), *_named(meta, "title"), _clean(string_of(linked, "name"))]
    given = (*map(_clean, meta.get("og:site_name", ())), _clean(string_of(linked, "publisher")))
    title = _text(around, rule.title if rule else ()) or headline_of(tree, titles, given, publisher_of(url))
    authors = _authors(around, rule, linked, _people(meta))
    dates = chain((string_of(linked, "datePublished"),), _named(meta, "published"))
    published = _published(tree, roots, rule, dates, admits)
    spoken = spoken or _spoken(tree, linked, _named(meta, "language"))
    known, dek = bool(authors and published), _clean(string_of(linked, "alternativeHeadline"))
    return Metadata(
        title=title,
        subtitle=_text(around, rule.subtitle if rule else ()) or dek or None,
        authors=authors,
        published=published,
        modified=iso_date(string_of(linked, "dateModified")) or first_date(_named(meta, "modified")),
        language=spoken,
        section=_text(around, rule.section if rule else ())
        or _clean(string_of(linked, "articleSection"))
        or next(_named(meta, "section"), None),
        image=next(_named(meta, "image"), None),
        claims=claims_of(linked, meta),
        sites=_sites(tree, meta, linked, title or ""),
        site=next(filter(None, (*given, *map(_clean, meta.get("application-name", ())))), None),
        description=_description(linked, meta, title),
        tags=_tags(linked, meta),
        beside=NOTHING_BESIDE if known else beside_headline(_around(tree, roots), title or "", spoken),
    )


def _around(tree: Tree, roots: Sequence[Node]) -> Tree | Node:
    """The nearest element around the body with a headline in it; the whole page where the two stand far apart."""
    for node in islice(ancestors(roots[0]), _FAR) if roots else ():
        if node.css_first("h1") is not None:
            return node
    return tree


def _meta(tree: Tree) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    inside = tree.head.css("meta[content]") if tree.head is not None else []
    for node in inside if len(inside) > _FEW_TAGS else tree.css("meta[content]"):
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        if name and attributes["content"]:
            found.setdefault(name.lower(), []).append(attributes["content"])
    return found


def _named(meta: dict[str, list[str]], field: str) -> Iterator[str]:
    """What the meta tags say that name `field`, the names most to be trusted first."""
    for name in _META[field]:
        for value in meta.get(name, ()):
            text = _clean(value)
            if text:
                yield text


def _people(meta: dict[str, list[str]]) -> list[str]:
    """What the first meta tags that name people say, but for the name of the site."""
    sites = {_clean(site) for site in meta.get("og:site_name", ())}
    for name in _META["authors"]:
        if people := [text for value in meta.get(name, ()) if (text := _clean(value))]:
            return [text for text in people if text not in sites] or people[:1]
    return []


def _clean(text: str | None) -> str:
    return tidy(_TAG.sub("", html.unescape(text[:_MOST_FIELD]))) if text else ""


def _text(tree: Tree | Node, selectors: Sequence[str]) -> str:
    """The text of the first element that the first matching selector selects, or ""."""
    for selector in selectors:
        node = tree.css_first(selector)
        text = tidy(node.text(separator=" ")) if node is not None else ""
        if text:
            return text
    return ""


def _sites(tree: Tree, meta: dict[str, list[str]], linked: dict[str, Any], title: str) -> frozenset[str]:
    """What the page calls its site, in small letters."""
    node = tree.css_first("head > title")
    whole = tidy(node.text()) if node is not None else ""
    behind = _SITE_SUFFIX.search(whole)
    suffix = behind[0].lstrip(" |–—-»·") if behind is not None and behind[0] not in title else ""
    names = (*meta.get("og:site_name", ()), string_of(linked, "publisher"), suffix)
    return frozenset(_clean(name).casefold() for name in names if name)


def _description(linked: dict[str, Any], meta: dict[str, list[str]], title: str | None) -> str | None:
    """What the page says of its article in a sentence, if that is not its headline again."""
    texts = (*_named(meta, "description"), _clean(string_of(linked, "description")))
    return next((text for text in texts if text and text != title), None)


def _tags(linked: dict[str, Any], meta: dict[str, list[str]]) -> tuple[str, ...]:
    """The keywords of the article, each once, as the first that names some has them."""
    keywords = linked.get("keywords")
    given = keywords if isinstance(keywords, list) else [keywords]
    named = [string_of({"of": keyword}, "of") for keyword in given[:_MOST_TAGS]]
    for texts in (named, *(meta.get(name, []) for name in _META["tags"])):
        words = (_clean(word) for text in texts[:_MOST_TAGS] for word in text[:_MOST_FIELD].split(","))
        tags = {word.casefold(): word for word in words if 0 < len(word) <= _LONGEST_TAG}
        if tags:
            return tuple(tags.values())[:_MOST_TAGS]
    return ()


def _authors(tree: Tree | Node, rule: SiteRule | None, linked: dict[str, Any], named: list[str]) -> tuple[str, ...]:
    for selector in rule.authors if rule else ():
        names = names_in([tidy(node.text(separator=" ")) for node in tree.css(selector)[:10]])
        if names:
            return tuple(names)
    people = linked.get("author")
    people = people if isinstance(people, list) else [people]
    whole = [_clean(_string(person.get("name"))) for person in people if _is_organisation(person)]
    given = [_name_of(person) if isinstance(person, dict) else person for person in people]
    flat = [name for item in given for name in (item if isinstance(item, list) else [item]) if isinstance(name, str)]
    texts = [_clean(name) for name in flat[:_MOST_PEOPLE]] or named
    return tuple(names_in([text for text in texts if "://" not in text], [text for text in whole if text]))


def _name_of(person: dict[str, Any]) -> Any:
    """The name of a JSON-LD person, in one piece or in two."""
    parts = (string_of(person, "givenName"), string_of(person, "familyName"))
    name = person.get("name")
    return name.get("@value") if isinstance(name, dict) else name or " ".join(filter(None, parts)) or None


def _is_organisation(person: Any) -> bool:
    kind = person.get("@type") if isinstance(person, dict) else None
    return isinstance(kind, str) and kind.endswith("Organization")


def _string(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _published(
    tree: Tree, roots: Sequence[Node], rule: SiteRule | None, named: Iterable[str], admits: Callable[[str], bool]
) -> str | None:
    known = first_date(named, admits)
    if known and len(known) > len("2022-10-05"):
        return known
    around = _around(tree, roots)
    for selector in rule.published if rule else ():
        for node in around.css(selector)[:3]:
            if date := first_date(date_texts(node), admits):
                return date
    return known or date_on_page(around, roots, admits)


def _spoken(tree: Tree, linked: dict[str, Any], named: Iterable[str]) -> str | None:
    """The language that the page says it is in."""
    root = tree.css_first("html")
    language = (root.attributes.get("lang") if root is not None else "") or string_of(linked, "inLanguage")
    return next(filter(None, map(_language, chain((language,), named))), None)


def _language(tag: str) -> str | None:
    code = re.match(r"[a-zA-Z]{2,3}(?![a-zA-Z])", tag.strip())
    return code.group(0).lower() if code else None
