"""The date of an article in the elements of its page, where neither JSON-LD nor meta tags name it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from scraper.cleaning.class_hints import hint_of, name_of
from scraper.cleaning.metadata.date_lines import is_date_line
from scraper.cleaning.metadata.dates import iso_date
from scraper.cleaning.text import ends_sentence, tidy
from scraper.html.dom import Node, Tree, ancestors
from scraper.model import Reason

_NAMED = (
    ".published[title],.published[datetime],.dt-published[title],.dt-published[datetime],time.entry-date[datetime],"
    "time[pubdate][datetime],[itemprop=datePublished]"
)
"""What says of itself that the article was published then: hAtom, h-entry, microdata."""
_DATED = f"{_NAMED},time[datetime]"
_MOST_DATES = 30
_MOST_LEVELS, _NAMED_LEVELS = 6, 2
"""How far around a date its story is looked for; one that says that it is the date of an article is believed sooner."""
_ELSEWHERE = frozenset(("nav", "aside", "footer"))
_OTHERS = frozenset((Reason.RELATED, Reason.COMMENTS))
_LEVELS = tuple(f"h{level}" for level in range(2, 7))
_HEADS = ",".join(_LEVELS)
_HEADLINES = ",".join(f"{level} a[href],a[href] {level}" for level in _LEVELS)
_NO_STORY = (
    "author", "autor", "staff", "profil", "people", "person", "contributor", "journalist", "team", "share", "mailto:",
    "facebook.", "twitter.", "whatsapp",
)  # fmt: skip
"""Parts of the addresses of pages about people, and of buttons to share a page."""
_BLOCKS = frozenset(("p", "li", "td", "blockquote"))
_SENTENCE = 80
"""A line of so many more characters than its date is a sentence that holds it."""
_FEW_WORDS, _SHORT = 4, 20
"""A link of so many words is a headline, and one of a word less and more than so many characters."""
_SMALL = 500
"""An element of more characters is no teaser, whatever its name hints at."""


def date_on_page(around: Tree | Node, roots: Sequence[Node], admits: Callable[[str], bool] = bool) -> str | None:
    """The date in the first element that dates the article: one that says so first, none that dates another story.

    `admits` tells the dates that it may be.
    """
    outside = {node.mem_id for root in roots for node in (root, *ancestors(root))}
    nodes = around.css(_DATED)[:_MOST_DATES]
    named = {node.mem_id for node in around.css(_NAMED)} if nodes else set()
    for node in sorted(nodes, key=lambda node: (node.mem_id not in named, _is_of_change(node))):
        date = first_date(date_texts(node), admits)
        if date and not _is_of_another(node, outside, _NAMED_LEVELS if node.mem_id in named else _MOST_LEVELS):
            return date
    return None


def date_texts(node: Node) -> list[str]:
    """What may be the date of an element that dates something, the most exact first."""
    attributes = node.attributes
    named = [attributes.get(name) for name in ("datetime", "data-timestamp", "content", "title", "rel")]
    return [*filter(None, named), node.text(separator=" ")]


def first_date(texts: Iterable[str], admits: Callable[[str], bool] = bool) -> str | None:
    """The first date in any of `texts` that `admits` tells to be one of those wanted."""
    return next((date for text in texts if (date := iso_date(text)) and admits(date)), None)


def _is_of_change(node: Node) -> bool:
    attributes = node.attributes
    classes = (attributes.get("class") or "").split()
    return attributes.get("itemprop") == "dateModified" or ("updated" in classes and "published" not in classes)


def _is_of_another(node: Node, outside: set[int], levels: int) -> bool:
    """Whether an element dates another story, a comment, or what a sentence tells; `outside` are those around all."""
    said = len(tidy(node.text()))
    around = (node, *islice(ancestors(node), levels))
    if any(each.tag == "h1" for each in around):
        return False
    for each in around:
        line = tidy(each.text()) if each.tag in _BLOCKS or each.tag in _ELSEWHERE else ""
        if each.tag in _BLOCKS and _is_told(line, said):
            return True
        if each.mem_id in outside or each.css_first("h1") is not None:
            return False
        hint = hint_of(name_of(each))
        if hint.strong in _OTHERS or (hint.weak in _OTHERS and len(each.text()) < _SMALL):
            return True
        if each.tag in _ELSEWHERE and (len(line) > said + _SENTENCE or each.css_first(_HEADS) is not None):
            return True
        if _holds_headline(each):
            return True
    return False


def _holds_headline(node: Node) -> bool:
    """Whether an element is the headline of another story, with a link to it, or holds one."""
    linked = [node] if node.tag == "a" else node.css("a[href]")
    heads = [] if node.tag in _LEVELS else node.css(_HEADLINES)
    return any(map(_is_headline, linked)) or any(not _is_about_people(link) for link in heads)


def _is_headline(link: Node) -> bool:
    """Whether a link is a headline rather than the name of an author, a button, or a date."""
    text = tidy(link.text(separator=" "))
    words = text.count(" ") + 1
    long = words >= _FEW_WORDS or (words == _FEW_WORDS - 1 and len(text) > _SHORT)
    return long and not _is_about_people(link) and not is_date_line(text)


def _is_about_people(link: Node) -> bool:
    href = (link.attributes.get("href") or "").lower()
    return any(part in href for part in _NO_STORY)


def _is_told(line: str, said: int) -> bool:
    """Whether a line with a date of `said` characters is a sentence that tells of that day."""
    return len(line) > said + _SENTENCE or (len(line) > said and ends_sentence(line) and not is_date_line(line))
