"""The lists and quotations that a line stands in, as its context says."""

from __future__ import annotations

from collections.abc import Sequence

from scraper.cleaning.lines.line import Context, Line, LineKind
from scraper.model import Container

MOST_CONTAINERS = 40
"""Lists and quotations deeper than this are told from those around them no more: no article has a tenth of it."""
_LISTS = frozenset(["ul", "ol"])
_STYLES = frozenset("aAiI")


class Containing:
    """Numbers the lists and quotations of an article, and the items of its lists, as their lines come."""

    __slots__ = ("items", "known", "numbers")

    def __init__(self) -> None:
        self.numbers: dict[int, int] = {}
        self.items: dict[int, dict[int, int]] = {}
        self.known: dict[int, tuple[Container, ...]] = {}

    def of(self, run: Sequence[Line]) -> tuple[tuple[Container, ...], tuple[int, ...]]:
        """The containers of a block, outermost first, and the positions of its lines in the list that it is."""
        first = run[0]
        within = self.around(first.context)
        if first.kind is not LineKind.ITEM or not within:
            return within, ()
        positions = [within[-1].item]
        for line in run[1:]:
            around = self.around(line.context)
            positions.append(around[-1].item if around else positions[-1])
        return within, tuple(positions)

    def around(self, context: Context | None) -> tuple[Container, ...]:
        """The containers around a line, outermost first."""
        unknown: list[Context] = []
        at: Context | None = context
        while at is not None and id(at) not in self.known:
            unknown.append(at)
            at = at.outer
        within = self.known[id(at)] if at is not None else ()
        for each in reversed(unknown):
            within = self._inside(each, within)
            self.known[id(each)] = within
        return within

    def _inside(self, context: Context, outer: tuple[Container, ...]) -> tuple[Container, ...]:
        """The containers inside the element of a context, given those around it; no more than MOST_CONTAINERS."""
        if len(outer) >= MOST_CONTAINERS:
            return outer
        tag = context.node.tag if context.node is not None else None
        if tag == "blockquote":
            return (*outer, Container(self._number(context)))
        if tag == "li":
            return (*outer, self._item(_list_of(context), id(context)))
        if tag in _LISTS and _directly_in_list(context):
            # a list that stands in another between its items belongs to the item before it
            around = _list_of(context)
            items = self.items.get(self._number(around), {})
            return (*outer, self._item(around, next(reversed(items), id(context))))
        return outer

    def _number(self, context: Context) -> int:
        return self.numbers.setdefault(id(context), len(self.numbers) + 1)

    def _item(self, listing: Context, item: int) -> Container:
        number = self._number(listing)
        items = self.items.setdefault(number, {})
        position = items.setdefault(item, len(items) + 1)
        ordered = listing.ordered and listing.node is not None and listing.node.tag == "ol"
        if not ordered or listing.node is None:
            return Container(number, position)
        attributes = listing.node.attributes
        start, style = attributes.get("start") or "1", attributes.get("type") or ""
        first = int(start) if start.lstrip("-").isdecimal() and len(start) < 7 else 1
        return Container(number, position, True, first, style if style in _STYLES else "")


def _list_of(item: Context) -> Context:
    """The list that an item, or a list between items, belongs to; what is around it, if that is no list."""
    around = item.outer
    while around is not None:
        if around.node is not None and around.node.tag in _LISTS:
            return around
        around = around.outer
    return item.outer or item


def _directly_in_list(context: Context) -> bool:
    """Whether a list stands in another one, and in no item of it."""
    around = context.outer
    while around is not None and around.node is not None:
        if around.node.tag in _LISTS:
            return True
        if around.node.tag in ("li", "blockquote"):
            return False
        around = around.outer
    return False
