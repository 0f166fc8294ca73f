"""Who wrote an article and when, as its page shows it between the headline and the story.

Publishing systems put bylines in boxes with a date, a picture and buttons, often outside the element with the story.
They are read here for a page whose metadata names nobody, or no day.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from scraper.cleaning.class_hints import hint_of, name_of
from scraper.cleaning.lexicon import label_key, packs_for, words_of_all
from scraper.cleaning.metadata.bylines import names_in, only_people, opens_byline
from scraper.cleaning.metadata.date_lines import is_date_line, without_date
from scraper.cleaning.metadata.dates import iso_date
from scraper.cleaning.text import ends_sentence, tidy
from scraper.html.dom import Node, Tree, ancestors
from scraper.html.elements import ASIDES, BLOCKS, CONTROLS, INLINE, INVISIBLE
from scraper.model import Reason

_HEADLINES = "h1,[itemprop~=headline],h2"
_MICRODATA = "[itemprop~=author],[itemprop~=creator]"
_AUTHORS = frozenset(("author", "creator"))
"""What `rel` and `itemprop` say of those who wrote."""
_NAMING = re.compile(
    r"author|autor|auteur|byline|writer|contributor|reporter|journalist|redakt|verfasser|created-?by|posted-?by|username"
)
"""Parts of class names of elements that name people."""
_OF_ARTICLE = re.compile(r"(?:Article|Posting|Page|Report|CreativeWork|Blog)$")
_UNSEEN = INVISIBLE | CONTROLS | ASIDES
_ELSEWHERE = frozenset((Reason.RELATED, Reason.COMMENTS, Reason.SHARE, Reason.AD, Reason.NEWSLETTER, Reason.CAPTION))
_OTHERS = frozenset((Reason.RELATED, Reason.COMMENTS))
_JOINED = "\x01"
"""What stands between two elements without a space between them."""
_SPACED = re.compile(rf"\s+{_JOINED}\s*|{_JOINED}\s+")
_MOST_LINES, _MOST_LEVELS, _MOST_AUTHORS = 40, 12, 20
_MOST_DEPTH = 60
_MOST_DAYS = 2
_PROSE = 100
"""A sentence of more characters is a dek or story."""
_DEKS = 1
"""So many lines of prose may stand before the byline."""
_MOST_NAMING = 300
"""Characters of an element that holds the names of authors."""
_NEAR = 600
"""An element around the headline with no more characters holds what stands above the headline, too."""


@dataclass(frozen=True, slots=True)
class Beside:
    """The people beside a headline, and the lines there that give a date."""

    authors: tuple[str, ...] = ()
    dated: tuple[str, ...] = ()

    def published(self, kept: Container[str]) -> str | None:
        """The date of the lines that are not among the lines of the story, `kept`; of two, one is that of a change."""
        dates = [iso_date(text) for text in self.dated if text not in kept]
        return min(filter(None, dates[:_MOST_DAYS]), default=None)


NOTHING_BESIDE = Beside()


@dataclass(frozen=True, slots=True)
class _Line:
    """A line beside the headline; `naming` is the name of the element around it that holds the names of authors."""

    text: str
    naming: str


def beside_headline(around: Tree | Node, title: str, language: str | None) -> Beside:
    """What stands beside the headline `title` in `around`, the element with the headline and the story."""
    headline = _headline(around, title)
    lines = _above_story(headline) if headline is not None else []
    named = names_in(_in_microdata(around)) or names_in(list(_bylines(lines, language)))
    dated = [line.text for line in lines if is_date_line(line.text) or opens_byline(without_date(line.text))]
    return Beside(tuple(named), tuple(filter(iso_date, dated)))


def _headline(around: Tree | Node, title: str) -> Node | None:
    nodes = around.css(_HEADLINES)[:_MOST_LINES]
    wanted = title.casefold()
    same = (node for node in nodes if (text := tidy(node.text(separator=" ")).casefold()) and text in wanted)
    return next(same, next((node for node in nodes if node.tag == "h1"), None))


def _in_microdata(around: Tree | Node) -> list[str]:
    """The names of authors in the microdata of an article; not in that of a comment or a person."""
    found = []
    for node in around.css(_MICRODATA)[:_MOST_AUTHORS]:
        scope = next((each.attributes for each in ancestors(node) if "itemscope" in each.attributes), None)
        if scope is None or _OF_ARTICLE.search((scope.get("itemtype") or "").rstrip("/")):
            inner = node.css_first("[itemprop~=name]") or node
            found.append(tidy(inner.attributes.get("content") or inner.text(separator=" ")))
    return [text for text in found if text and "://" not in text]


class _Found:
    """The lines from above the headline down to the story, `full` where that begins."""

    def __init__(self) -> None:
        self.lines: list[_Line] = []
        self.full = False
        self._prose = 0

    def add(self, line: _Line) -> None:
        """Append a line, unless the story has begun."""
        self._prose += len(line.text) > _PROSE and ends_sentence(line.text)
        self.full = self.full or self._prose > _DEKS or len(self.lines) == _MOST_LINES
        if not self.full:
            self.lines.append(line)


def _above_story(headline: Node) -> list[_Line]:
    """The lines from above the headline down to the story, without the headline."""
    found = _Found()
    start = headline
    for node in islice(ancestors(headline), _MOST_LEVELS):
        if node.tag in ("body", "html") or len(node.text()) > _NEAR:
            break
        start = node
    _gather(start, headline.mem_id, "", found)
    for node in (start, *islice(ancestors(start), _MOST_LEVELS)):
        behind = node.next
        while behind is not None and not found.full:
            if behind.is_element_node:
                _gather_element(behind, headline.mem_id, "", found)
            behind = behind.next
    return found.lines


def _gather_element(node: Node, headline: int, naming: str, found: _Found, depth: int = 0) -> None:
    """Add the lines of an element that is seen and speaks of this article."""
    if (node.attributes.get("itemtype") or "").endswith("Comment"):
        return
    hint = hint_of(name_of(node))
    if node.tag not in _UNSEEN and hint.strong not in _ELSEWHERE and hint.weak not in _OTHERS:
        _gather(node, headline, _names_people(node) or naming, found, depth)


def _gather(node: Node, headline: int, naming: str, found: _Found, depth: int = 0) -> None:
    """Add the lines in `node` to `found`, without those of the headline."""
    pieces: list[str] = []
    named = naming
    child = node.child if node.mem_id != headline else None
    while child is not None and not found.full:
        tag = child.tag or ""
        if child.is_text_node:
            pieces.append(child.text_content or "")
        elif tag in INLINE and child.css_first(BLOCKS) is None:
            pieces += (_JOINED, child.text(separator=_JOINED), _JOINED)
            inner = map(_names_people, (child, *child.css("[class],[rel],[itemprop]")))
            named = max(filter(None, inner), default=named)
        elif child.is_element_node:
            _flush(pieces, named, found)
            pieces, named = [], naming
            if tag != "br" and child.mem_id != headline and depth < _MOST_DEPTH:
                _gather_element(child, headline, naming, found, depth + 1)
        child = child.next
    _flush(pieces, named, found)


def _flush(pieces: Sequence[str], naming: str, found: _Found) -> None:
    text = tidy(re.sub(f"{_JOINED}+", " | ", _SPACED.sub(" ", "".join(pieces).strip(f" \n\t{_JOINED}"))))
    if text:
        found.add(_Line(text, naming))


def _names_people(node: Node) -> str:
    """A name for an element that says that it holds the names of authors; "" for others, and for large ones."""
    attributes = node.attributes
    said = {attributes.get("itemprop"), attributes.get("rel")} & _AUTHORS
    named = f"{attributes.get('class') or ''} {attributes.get('data-component') or ''}".lower()
    if not (node.tag == "address" or said or _NAMING.search(named)) or len(node.text()) > _MOST_NAMING:
        return ""
    return f"{node.tag} {named}"


def _bylines(lines: Sequence[_Line], language: str | None) -> Iterator[str]:
    """The lines that name people, and the pieces of lines that do, without their dates.

    Of lines in elements that hold names, those count whose elements have the same name as the first.
    """
    packs = packs_for(language)
    first, labelled = "", False
    for line in lines:
        text = without_date(line.text)
        reasons = {reason for pack in packs if (reason := pack.label(label_key(text))) is not None}
        naming = (line.naming == (first or line.naming) != "" or labelled) and reasons <= {Reason.BYLINE}
        labelled = label_key(text) in words_of_all("byline_words")
        for piece in (text, *text.split(" | ")):
            if opens_byline(piece) or (naming and only_people(piece)):
                first = first or line.naming or "-"
                yield piece
                break
