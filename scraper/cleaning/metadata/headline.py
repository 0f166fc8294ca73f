"""The headline of an article: the title in a page's head as its headings show it, without the name of the site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from itertools import islice

from scraper.cleaning.class_hints import name_of
from scraper.cleaning.text import tidy
from scraper.html.dom import Node, Tree, ancestors

_HEADINGS = "h1,[itemprop~=headline],h2,h3[class*=title],h3[class*=headline]"
_MOST_HEADINGS = 12
_NAMED = re.compile(r"headline|(?:entry|post|article|story|news|page)[-_]?title|^title$")
_LOGO = re.compile(r"logo|brand|masthead|site-?(?:title|name)")
_FRONT = re.compile(r"https?://[^/?#]+/?|/|/?index\.\w+")
"""The address of a front page."""
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_NO_SPACES = "㐀-鿿぀-ヿ가-힣"
_SEPARATOR = re.compile(
    rf"\s+(?:[|–—\-»«·•●:/~‹›<>*→_]|::)\s+|\s*[｜|]\s*|: |(?<=[{_NO_SPACES}])[_-](?=[{_NO_SPACES}])"
)
"""What may stand between a headline and the name of its site."""
_BARS = re.compile(r"\s*[|｜]\s*|\s+»\s+")
_SUFFIX = re.compile(
    rf"(?:\s+[|–—\-»·•●/~‹›<>*→_]\s+|\s+::\s+|\s*[|｜]\s*|(?<=[{_NO_SPACES}])_)(?![a-zà-ÿ])[^|–—»·｜]{{2,40}}$"
)
"""A separator and what may be the name of a site, which does not begin with a small letter."""
_SECTION = re.compile(r" - [A-ZÀ-Þ]\S*(?: \S+)?$")
_WORD = re.compile(r"[^\W_]+")
_BETWEEN = "\x01"
_LONG = 12
"""Characters of a headline that is known in a piece of a heading."""
_ARTICLE = 3
"""Characters of an article before the name of a paper."""


def headline_of(tree: Tree, offered: Iterable[str], sites: Iterable[str], publisher: str) -> str | None:
    """The headline of a page, or None.

    `offered` are the titles of its metadata, those most to be trusted first; `sites` are the names that the page gives
    its site, and `publisher` is that in its address.
    """
    nodes = tree.css(_HEADINGS)[:_MOST_HEADINGS]
    known = frozenset(_key(site) for site in (*sites, publisher) if _key(site))
    main = [node for node in nodes if node.tag == "h1" and _may_be_headline(node, known)]
    node = tree.css_first("head > title")
    whole = tidy(node.text()) if node is not None else ""
    titles = [text for each in offered if (text := tidy(_TAG.sub("", each))) and not _is_site(text, known)]
    wordings = [_wordings(title, known) for title in titles or [whole]]
    if confirmed := _first_confirmed(main, wordings):
        return confirmed
    firsts = [text for node in main if (text := _shown(node))]
    for first in firsts:
        if any(_alike(first, _bare(title, known)) for title in titles or [whole]):
            return first
    others = [node for node in nodes if node.tag != "h1" and _may_be_headline(node, known)]
    if confirmed := _first_confirmed(others, wordings):
        return confirmed
    if titles:
        # the <title> adds the name of the site: what stands before that is headline, dashes included
        title = _without_site(titles[0], known)
        return title if title in _wordings(whole, known)[1:] else _bare(title, known)
    named = [tidy(node.attributes.get("content") or node.text()) for node in tree.css("[itemprop~=headline]")[:1]]
    inside = "" if _is_site(whole, known) else _headline_in(whole, known)
    by_name = [_shown(node) for node in (*main, *others) if _NAMED.search(name_of(node).lower())]
    logos = [_shown(node) for node in nodes if node.tag == "h1" and not _is_site(_shown(node), known)]
    return next(filter(None, (*firsts, *named, inside, *by_name, *logos, whole)), None)


def _may_be_headline(heading: Node, known: Set[str]) -> bool:
    return not _is_logo(heading) and not _is_site(_shown(heading), known)


def _first_confirmed(headings: Sequence[Node], wordings: Sequence[Sequence[str]]) -> str | None:
    """The first of several titles that a heading shows, in the wording of that heading."""
    shown = (_confirmed(heading, each) for each in wordings for heading in headings)
    return next(filter(None, shown), None)


def _key(text: str) -> str:
    """A wording as wordings are compared: its letters and digits."""
    return "".join(_WORD.findall(text.casefold()))


def _shown(node: Node) -> str:
    return tidy(node.text(separator=" "))


def _is_logo(node: Node) -> bool:
    """Whether a heading is a logo, or the name of a section that leads to the front page."""
    if any(_LOGO.search(name_of(each).lower()) for each in (node, *islice(ancestors(node), 1))):
        return True
    links = node.css("a[href]")
    return bool(links) and all(_FRONT.fullmatch(link.attributes.get("href") or "") for link in links)


def _is_site(text: str, known: Set[str]) -> bool:
    """Whether a text is the name of the site, with an article before it or a domain behind it."""
    key = _key(text)
    first, _, rest = text.partition(" ")
    domain = "." in text and " " not in text and any(key.startswith(site) for site in known)
    return key in known or domain or (len(first) <= _ARTICLE and _key(rest) in known)


def _wordings(title: str, known: Set[str]) -> list[str]:
    """A title, and what is left of it without the name of a site, or a shorter piece, before or behind it."""
    found = [title]
    for parting in _SEPARATOR.finditer(title):
        before, behind = title[: parting.start()], title[parting.end() :]
        if before and (len(before) > len(behind) or _is_site(behind, known)):
            found.append(before)
        if behind and _is_site(before, known):
            found += [behind, *_wordings(behind, known)[1:]]
    return found


def _confirmed(heading: Node, wordings: Sequence[str]) -> str | None:
    """The wording of a heading that is one of `wordings`, or has one of them as a piece beside a label or a button."""
    spaced, joined = _shown(heading), tidy(heading.text())
    keys = {_key(wording): wording for wording in reversed(wordings)}
    pieces = heading.text(separator=_BETWEEN).split(_BETWEEN)
    known = [text for piece in pieces if len(text := tidy(piece)) >= _LONG and _key(text) in keys]
    if known:
        return known[0]
    wording = keys.get(_key(joined))
    return None if wording is None else joined if joined.casefold() == wording.casefold() else spaced


def _without_site(title: str, known: Set[str]) -> str:
    """A title without the known name of its site, and without a section between the two."""
    for parting in _SEPARATOR.finditer(title):
        before, behind = title[: parting.start()], title[parting.end() :]
        if before and _is_site(behind, known):
            return _SECTION.sub("", before) if parting[0] == " - " else before
        if behind and _is_site(before, known):
            return behind
    return title


def _bare(title: str, known: Set[str]) -> str:
    """A title without the name of its site: the one that is known, else what may be one behind it."""
    shorter = _without_site(title, known)
    return shorter if shorter != title else _SUFFIX.sub("", title)


def _headline_in(whole: str, known: Set[str]) -> str:
    """The headline in a <title>: the longest of several pieces, whatever the site puts before and behind it."""
    pieces = [piece for piece in _BARS.split(whole) if piece and not _is_site(piece, known)]
    return max(pieces, key=len) if pieces and len(pieces[0]) < len(whole) else _bare(whole, known)


def _alike(headline: str, other: str) -> bool:
    """Whether two wordings are of one headline; a section's name, one word of it, is not."""
    a, b = set(headline.lower().split()), set(other.lower().split())
    return len(a & b) >= 0.6 * min(len(a), len(b)) > 0 and (len(a) > 1 or len(b) <= 3)
