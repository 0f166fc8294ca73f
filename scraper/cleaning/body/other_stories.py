"""The headline of the page's story, and the other stories on the page: what it loads ahead for endless scrolling."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import takewhile
from urllib.parse import urlsplit

from scraper.cleaning.class_hints import hint_of, name_of
from scraper.cleaning.lexicon import words_of_all
from scraper.cleaning.metadata.linked_data import linked_headlines
from scraper.html.dom import Node, Tree, ancestors, outermost
from scraper.html.elements import ASIDES
from scraper.model import Reason

_TITLES = "title,meta[property='og:title'],meta[name='twitter:title']"
_ADDRESSES = "link[rel=canonical],meta[property='og:url']"
_URL_NAMES = frozenset([
    "data-url", "data-href", "data-canonical", "data-canonical-url", "data-article-url", "data-story-url",
    "data-post-url", "data-page-url", "data-permalink", "data-link", "data-path", "itemid",
])  # fmt: skip
_HEADS = "h1,h2,h3"
_FRAMES = frozenset(["article", "section", "div", "li"])
_SIGNED = "time[datetime],[rel=author],[itemprop=author],[itemprop=datePublished],[class],address"
_LOADED = re.compile(
    r"infinite|auto-?load|pre-?load|endless|continuous"
    r"|(?:next|more|loaded|lazy|ajax|scroll)[-_]{0,2}(?:article|story|post|item|entry|news|content|page)"
    r"|(?:article|story|post|item|entry)[-_]{0,2}next"
)
_LIVE = re.compile(r"(?<![a-z])live(?!r|d)|ticker|timeline|minute-?by|chronik")
_STORY = re.compile(r"article|story|post|entry|news|infinite|content")
_PART = re.compile(
    r"chapter|part(?!ner|icl)|section|slide|page-?\d|block|row|column|kapitel|chapitre|capitulo|capitolo"
)
_TYPED = "Article"
_SPLIT = re.compile(r"\s+[|–—\-»·]\s+")
_WORD = re.compile(r"\w+")
_DIGITS = re.compile(r"\d+")
_NAME = 2
"""An `<h1>` of so many words may be the name of the site, which titles give too."""
_LONG, _LEAST, _ABOVE, _OPENING = 80, 150, 200, 12
"""A paragraph of prose; the prose of another story, and of the story above it; the elements before a headline."""


@dataclass(frozen=True, slots=True)
class Stories:
    """The headline of the page's story, None where no heading says what its title says; the elements of `others`."""

    headline: Node | None = None
    others: tuple[Node, ...] = ()


def may_be_other(name: str, attributes: Mapping[str, str | None]) -> bool:
    """Whether an element with this name and these attributes may be another story, of which `find_stories` is told."""
    return (bool(name) and _may_be_loaded(name)) or not _URL_NAMES.isdisjoint(attributes)


@lru_cache(maxsize=8192)
def _may_be_loaded(name: str) -> bool:
    return _LOADED.search(name.lower()) is not None


def find_stories(tree: Tree, url: str, places: Sequence[Node]) -> Stories:
    """The headline of the story, and the outermost elements below it that hold another story.

    An `<h1>` alone is no sign of another story, as it may be a subhead or a chapter's: the element around it must be
    an article beside that of the story, or have an address, a byline, a date or a name of its own. `places` are the
    elements which that may be said of without an `<h1>`.
    """
    heads = tree.tags("h1")
    wanted = _titles(tree)
    headline = _headline(heads, wanted)
    if headline is None and (first := _first_of_two(heads)) is not None:
        return Stories(None, _others(tree, url, places, heads, first))
    if headline is None:
        return _under_smaller_headline(tree, url, wanted)
    if len(_words(headline.text())) <= _NAME:
        smaller = _under_smaller_headline(tree, url, [words for words in wanted if len(words) > _NAME])
        if smaller.headline is not None:
            return smaller
    return Stories(headline, _others(tree, url, places, heads, headline))


def _others(tree: Tree, url: str, places: Sequence[Node], heads: Sequence[Node], headline: Node) -> tuple[Node, ...]:
    """The elements with other stories below `headline`, one of `heads`, which are all `<h1>` of the page."""
    later = list(takewhile(lambda node: node.mem_id != headline.mem_id, reversed(heads)))
    around = {node.mem_id for node in ancestors(headline)}
    page = _Page(tree, url, headline, around)
    found = [story for head in reversed(later) if (story := page.other_story(head)) is not None]
    found += page.linked_twins()
    found += [place for place in places if place.mem_id not in around and page.is_other(place)]
    return tuple(outermost(found)) if found and not _is_live(tree) else ()


def _under_smaller_headline(tree: Tree, url: str, wanted: Sequence[frozenset[str]]) -> Stories:
    """The stories of a page whose headline is no `<h1>`; articles beside it, with headlines like it, are others."""
    heads = tree.css("h2,h3")
    alike = [head for head in heads if _words(head.text()) in wanted]
    if len(alike) != 1:
        return Stories()
    beside = [
        head for head in heads if head.tag == alike[0].tag and any(node.tag == "article" for node in ancestors(head))
    ]
    own = alike[0].mem_id in {head.mem_id for head in beside}
    return Stories(alike[0], _others(tree, url, (), beside, alike[0]) if own else ())


def _first_of_two(heads: Sequence[Node]) -> Node | None:
    """The first of several `<h1>` in articles, where none of them says what the title of the page says."""
    if len(heads) < 2:
        return None
    return next((head for head in heads if any(node.tag == "article" for node in ancestors(head))), None)


def _titles(tree: Tree) -> list[frozenset[str]]:
    """The words of the titles of a page, and of their parts."""
    nodes = tree.head.css(_TITLES)[:6] if tree.head is not None else []
    titles = [node.attributes.get("content") or node.text() for node in nodes]
    return [_words(part) for title in titles for part in (title, *_SPLIT.split(title))]


def _headline(heads: Sequence[Node], wanted: Sequence[frozenset[str]]) -> Node | None:
    """The heading that says what a title in `wanted` says; of several, the one with most of its words."""
    best, most = None, 0.0
    for head in heads:
        words = _words(head.text())
        shared = max((len(words & each) for each in wanted), default=0)
        if shared > most and shared >= 0.6 * len(words):
            best, most = head, shared
    return best


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def _is_live(tree: Tree) -> bool:
    """Whether the page is a live blog, whose posts have headlines and addresses of their own."""
    scripts = tree.css("script[type^='application/ld+json']")
    return any("LiveBlogPosting" in node.text() for node in scripts) or bool(tree.css_matches("[itemtype*=LiveBlog]"))


def _path(address: str) -> str:
    """The path of an address, "" where it leads nowhere in particular."""
    try:
        return urlsplit(address.strip()).path.rstrip("/")
    except ValueError:
        return ""


@dataclass(frozen=True)
class _Page:
    """What another story is compared with: `around` are the elements around the headline."""

    tree: Tree
    url: str
    headline: Node
    around: set[int]

    @cached_property
    def _paths(self) -> tuple[str, ...]:
        """The paths under which the page is known."""
        nodes = self.tree.css(_ADDRESSES)
        given = [self.url, *(node.attributes.get("href") or node.attributes.get("content") or "" for node in nodes)]
        return tuple(path for each in given if (path := _path(each)))

    @cached_property
    def _linked(self) -> list[frozenset[str]]:
        """The words of each headline in the linked data of the page."""
        return [_words(text) for text in linked_headlines(self.tree)]

    def other_story(self, head: Node) -> Node | None:
        """The outermost element that `head`, an `<h1>` below the headline, opens, if it is another story."""
        if _words(head.text()) == _words(self.headline.text()):
            return None
        chain = list(self._opened(head))
        if not chain or _is_numbered(head) or any(_LIVE.search(name_of(node).lower()) for node in chain):
            return None
        if not any(self._is_other(node, head) for node in chain):
            return None
        return chain[-1] if _prose(chain[-1]) >= _LEAST and self._prose_above(chain[-1]) else None

    def is_other(self, place: Node) -> bool:
        """Whether an element that a smaller headline opens is another story."""
        head = place.css_first(_HEADS)
        if head is None or head.tag == "h1" or all(node.mem_id != place.mem_id for node in self._opened(head)):
            return False
        return self._says_other(place, head) and _prose(place) >= _LEAST and self._prose_above(place)

    def linked_twins(self) -> list[Node]:
        """The elements beside one around the headline and of its kind that a smaller headline with a link opens."""
        found: list[Node] = []
        for own in ancestors(self.headline):
            if own.tag not in _FRAMES:
                continue
            kind, after = _kind(own), own.next
            while after is not None:
                if after.is_element_node and _kind(after) == kind and self._is_linked_story(after):
                    found.append(after)
                after = after.next
        return found

    def _is_linked_story(self, node: Node) -> bool:
        """Whether an element holds the text of a story whose headline, at its top, is a link to another page."""
        head = node.css_first("h2,h3")
        if head is None or node.css_first("h1") is not None or not self._leads_away(head):
            return False
        opened = any(around.mem_id == node.mem_id for around in self._opened(head))
        return opened and _prose(node) >= _LEAST and self._prose_above(node)

    def _opened(self, head: Node) -> Iterator[Node]:
        """The elements around `head` that hold no prose above it, nor the headline of the page."""
        current = head
        for parent in ancestors(head):
            if parent.mem_id in self.around or parent.tag in ("body", "html", *ASIDES):
                return
            before, steps = current.prev, 0
            while before is not None:
                if before.is_element_node and (steps > _OPENING or _prose(before) > _LEAST):
                    return
                steps += before.is_element_node
                before = before.prev
            yield parent
            current = parent

    def _is_other(self, node: Node, head: Node) -> bool:
        if self._is_twin(node) or self._says_other(node, head) or self._leads_away(head):
            return True
        return _TYPED in (node.attributes.get("itemtype") or "") or (node.tag != "section" and _is_signed(node, head))

    def _says_other(self, node: Node, head: Node) -> bool:
        """Whether the address, the name or the headline of an element is that of another story."""
        name = name_of(node).lower()
        if _LIVE.search(name):
            return False
        if _LOADED.search(name) or self._has_own_address(node):
            return True
        return _words(head.text()) in self._linked and _words(self.headline.text()) in self._linked

    def _has_own_address(self, node: Node) -> bool:
        return any(self._is_elsewhere(node.attributes.get(name) or "") for name in _URL_NAMES)

    def _leads_away(self, head: Node) -> bool:
        """Whether a headline is a link to another page."""
        link = head.css_first("a[href]") or next((node for node in ancestors(head) if node.tag == "a"), None)
        return link is not None and self._is_elsewhere(link.attributes.get("href") or "")

    def _is_elsewhere(self, address: str) -> bool:
        """Whether an address is neither that of the page nor below it."""
        path, known = _path(address) if "/" in address else "", self._paths
        return bool(path and known) and not f"{path}/".startswith(tuple(f"{each}/" for each in known))

    @cached_property
    def _own_article(self) -> Node | None:
        """The nearest `<article>` around the headline of the page."""
        return next((node for node in ancestors(self.headline) if node.tag == "article"), None)

    def _is_twin(self, node: Node) -> bool:
        """Whether an element stands beside one of its kind that holds the headline of the page."""
        name = _DIGITS.sub("", name_of(node).lower())
        if _PART.search(name):
            return False
        if node.tag == "article" and self._own_article is not None:
            return all(around.mem_id != self._own_article.mem_id for around in ancestors(node))
        before = node.prev
        while before is not None and before.mem_id not in self.around:
            if before.tag == node.tag == "article" and before.css_first("h1") is None and _prose(before) >= _ABOVE:
                return True
            before = before.prev
        alike = before is not None and before.tag == node.tag and _DIGITS.sub("", name_of(before).lower()) == name
        return alike and _STORY.search(name) is not None

    def _prose_above(self, node: Node) -> bool:
        """Whether the story of the page has prose above `node`."""
        above, current = 0, node
        for parent in (node, *ancestors(node)):
            before = current.prev
            while before is not None and above < _ABOVE:
                above += _prose(before) if before.is_element_node else 0
                if before.mem_id in self.around or before.mem_id == self.headline.mem_id:
                    return above >= _ABOVE
                before = before.prev
            current = parent
            if above >= _ABOVE or parent.tag == "body":
                break
        return above >= _ABOVE


def _kind(node: Node) -> tuple[str | None, str, str | None]:
    """What elements of one kind share: tag, names without their numbers, and type."""
    return node.tag, _DIGITS.sub("", name_of(node).lower()), node.attributes.get("itemtype")


def _prose(node: Node) -> int:
    """The characters of the paragraphs in an element."""
    paragraphs = [node] if node.tag == "p" else node.css("p")
    if not paragraphs and node.css_matches("br"):
        paragraphs = [node]
    return sum(size for paragraph in paragraphs if (size := len(paragraph.text())) > _LONG)


def _is_signed(node: Node, head: Node) -> bool:
    """Whether an element has a byline or a date between its headline and its prose."""
    for part in node.css(_SIGNED)[:40]:
        reason = hint_of(name_of(part)).strong
        named = reason in (Reason.BYLINE, Reason.DATE) or part.tag in ("time", "address")
        if (named or part.attributes.get("itemprop") or part.attributes.get("rel") == "author") and part != head:
            return True
    return False


def _is_numbered(head: Node) -> bool:
    """Whether a headline counts the chapters of one story."""
    text = head.text(strip=True).casefold()
    return text[:1].isdecimal() or any(text.startswith(word) for word in _chapters())


@cache
def _chapters() -> tuple[str, ...]:
    return tuple(f"{word} " for word in words_of_all("chapter_words"))
