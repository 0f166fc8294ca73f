"""Two revisions of an article in one: what went and what came, in its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape

from markupsafe import Markup

from scraper.model import Article, Block, Removal
from scraper.output.explain import printable
from scraper.output.semantic_html import html_block
from scraper.runs.store.revisions import MOST_DIFFED
from scraper.runs.store.search_terms import UNSPACED

_FIELDS = ("title", "subtitle", "authors", "published", "modified", "section", "language")
_PIECE = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+|[^\w\s]|\s+")
_MOST_PIECES = 5_000
"""Words of the longest passage that is compared word by word."""
_ALIKE = 0.5
"""The share of words that two passages must have in common to be one that was changed."""
_AHEAD = 10
"""The passages in which the successor of one is looked for."""
_ID = re.compile(' id="[^"]*"')


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs: the fields by name, the body with all its changes and their number, and the cuts of one alone."""

    fields: tuple[tuple[str, Markup], ...]
    body: Markup
    changes: int
    lost_cuts: tuple[Removal, ...]
    new_cuts: tuple[Removal, ...]


def compared(old: Article, new: Article) -> Comparison:
    """The differences from one revision to another."""
    fields = tuple(
        (name, Markup(_words(before, after)))
        for name in _FIELDS
        if (before := _field(old, name)) != (after := _field(new, name))
    )
    parts = list(_blocks(old.blocks, new.blocks))
    changes = sum(changed for _, changed in parts)
    body = Markup(printable("\n".join(part for part, _ in parts)))
    return Comparison(fields, body, changes, _only(old, new), _only(new, old))


def _field(article: Article, name: str) -> str:
    value = getattr(article, name) or ""
    return value if isinstance(value, str) else ", ".join(value)


def _only(article: Article, other: Article) -> tuple[Removal, ...]:
    """The removals of an article that the other does not have."""
    known = Counter((removal.reason, removal.text) for removal in other.removals)
    only = []
    for removal in article.removals:
        key = (removal.reason, removal.text)
        if not known[key]:
            only.append(removal)
        known[key] -= 1
    return tuple(only)


def _blocks(old: Sequence[Block], new: Sequence[Block]) -> Iterator[tuple[str, bool]]:
    """The HTML of all blocks in order, each with whether it differs."""
    before, after = [html_block(block) for block in old], [html_block(block) for block in new]
    if max(len(before), len(after)) > MOST_DIFFED:
        yield from [(_gone(html), True) for html in before] + [(_come(html), True) for html in after]
        return
    for kind, start, end, first, last in SequenceMatcher(None, before, after).get_opcodes():
        if kind == "equal":
            yield from ((html, False) for html in after[first:last])
            continue
        place = first
        for number in range(start, end):
            found = _successor(old[number], new[place : min(place + _AHEAD, last)])
            if found is None:
                yield _gone(before[number]), True
                continue
            yield from ((_come(html), True) for html in after[place : place + found])
            place += found
            yield _changed(old[number], new[place], after[place]), True
            place += 1
        yield from ((_come(html), True) for html in after[place:last])


def _successor(block: Block, others: Sequence[Block]) -> int | None:
    """The place of the first block that is of the same kind and says much the same."""
    words = _counted(block)
    for place, other in enumerate(others):
        others_words = _counted(other)
        size = words.total() + others_words.total()
        if type(other) is type(block) and size and 2 * (words & others_words).total() >= _ALIKE * size:
            return place
    return None


def _counted(block: Block) -> Counter[str]:
    return Counter(piece for piece in _PIECE.findall(block.text) if not piece.isspace())


def _changed(old: Block, new: Block, html: str) -> str:
    """A block with its changed words; where these are the same, the links or the formatting changed."""
    if old.text == new.text:
        return f'<div class="restyled">{html}</div>'
    return f'<p class="changed">{_words(old.text, new.text)}</p>'


def _gone(html: str) -> str:
    return f"<del>{_ID.sub('', html)}</del>"


def _come(html: str) -> str:
    return f"<ins>{html}</ins>"


def _words(old: str, new: str) -> str:
    """Two texts as one, with the words of only one of them marked."""
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    if max(len(before), len(after)) > _MOST_PIECES:
        return _marked("del", old) + _marked("ins", new)
    parts = []
    for kind, start, end, first, last in SequenceMatcher(str.isspace, before, after).get_opcodes():
        if kind == "equal":
            parts.append(escape(printable("".join(after[first:last]))))
        else:
            parts += [_marked("del", "".join(before[start:end])), _marked("ins", "".join(after[first:last]))]
    return "".join(parts)


def _marked(tag: str, text: str) -> str:
    return f"<{tag}>{escape(printable(text))}</{tag}>" if text else ""
