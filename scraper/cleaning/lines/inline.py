"""The inline markup of a line, as spans of its text.

What an element holds is read again from the tree, only for lines that stay, and its places are carried over to the
tidied text by counting visible characters.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

from scraper.cleaning.lines.line import LineSource
from scraper.cleaning.text import BREAK, tidy
from scraper.html.dom import Node
from scraper.html.elements import INVISIBLE, MEDIA
from scraper.html.mathml import clean_mathml
from scraper.model import Inline, InlineKind

MOST_ADDRESS = 8_000
"""A link to a longer address (in characters) is not kept as a link."""
MOST_TITLE = 500
_MOST_REREAD = 50
_MOST_OPEN = 40
_KINDS = {
    tag: kind
    for kind, tags in {
        InlineKind.LINK: "a",
        InlineKind.STRONG: "b strong",
        InlineKind.EMPHASIS: "em i dfn var",
        InlineKind.CODE: "code kbd samp tt",
        InlineKind.SUBSCRIPT: "sub",
        InlineKind.SUPERSCRIPT: "sup",
        InlineKind.STRIKE: "s strike del",
        InlineKind.INSERTED: "ins u",
        InlineKind.QUOTATION: "q",
        InlineKind.ABBREVIATION: "abbr acronym",
        InlineKind.RUBY: "ruby",
        InlineKind.READING: "rt",
        InlineKind.MATH: "data",
    }.items()
    for tag in tags.split()
}
_IN_CELLS = {
    "p": InlineKind.PARAGRAPH, "div": InlineKind.PARAGRAPH, "ul": InlineKind.BULLETS, "ol": InlineKind.NUMBERS,
    "li": InlineKind.ITEM,
}  # fmt: skip
_APART = frozenset((InlineKind.BREAK, *_IN_CELLS.values()))
_MOST_BEFORE = 8
_NESTING = frozenset((InlineKind.BULLETS, InlineKind.NUMBERS, InlineKind.ITEM))
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_FOLLOWED = ("http:", "https:", "mailto:", "tel:")
_UNPRINTED = re.compile(r"[\x00-\x20\x7f-\xa0]+")


def has_markup(source: LineSource) -> bool:
    """Whether a line may have inline markup; a line of text alone costs no more than this."""
    if not isinstance(source, list):
        child = source.child
        return child is not None and (not child.is_text_node or child.next is not None)
    return len(source) > 1 or any(not isinstance(part, Node) or not part.is_text_node for part in source)


def spans_of(source: LineSource, text: str, base: str, *, cell: bool = False) -> tuple[Inline, ...]:
    """The spans of the line `text` that was read from `source`, or from a part of it.

    `base` is what its links refer to. In a `cell` of a table, blocks are spans too.
    """
    reader = _Reader(base, cell=cell)
    reader.read(source)
    return placed_spans(reader.found, "".join(reader.parts), text) if reader.found else ()


def written_text(source: LineSource) -> str:
    """The text of a line as the page has it, not tidied."""
    reader = _Reader("", cell=False)
    reader.read(source)
    return "".join(reader.parts)


def address_of(href: str, base: str) -> str:
    """The absolute address that a reader of the page may follow; "" for scripts, data and places on the page itself."""
    href = href.strip()
    if not href or len(href) > MOST_ADDRESS or href == "#":
        return ""
    if not href.isprintable() or " " in href:
        href = _UNPRINTED.sub(lambda found: "%20" if " " in found[0] else "", href)
    if href.startswith(("https://", "http://")):
        return href if len(href) > len("https://") else ""
    scheme = _SCHEME.match(href)
    if scheme is not None:
        return href if scheme[0].lower() in _FOLLOWED else ""
    try:
        if not base:
            return href
        joined = urljoin(base, href)
        return joined if urlsplit(joined).scheme in ("http", "https") else ""
    except ValueError:
        return ""


class SpanSource:
    """A span in the making: offsets into the text as it stands in the tree."""

    __slots__ = ("end", "kind", "source", "start", "title", "url")

    def __init__(self, kind: InlineKind, start: int, url: str = "", title: str = "", source: str = "") -> None:
        self.kind, self.start, self.end = kind, start, start
        self.url, self.title, self.source = url, title, source


class _Reader:
    """Reads text and markup from the tree, with a stack of its own, as hostile pages nest deep."""

    def __init__(self, base: str, *, cell: bool) -> None:
        self.base = base
        self.cell = cell
        self.parts: list[str] = []
        self.at = 0
        self.found: list[SpanSource] = []
        self.open: list[InlineKind] = []

    def read(self, source: LineSource) -> None:
        """Read a whole line."""
        if not isinstance(source, list):
            self._inside(source)
            return
        around: list[tuple[int, SpanSource | None]] = []
        for part in source:
            if part is None:
                self._break()
            elif isinstance(part, tuple):
                around = self._surround(around, part)
            elif part.is_text_node:
                self._say(part.text_content or "")
            else:
                span = self._begin(part, part.tag or "")
                self._inside(part)
                self._finish(span)
        self._surround(around, ())

    def _surround(
        self, around: list[tuple[int, SpanSource | None]], wanted: tuple[Node, ...]
    ) -> list[tuple[int, SpanSource | None]]:
        """Close the elements around the text that are not `wanted`, and open those that are."""
        kept = 0
        while kept < min(len(around), len(wanted)) and around[kept][0] == wanted[kept].mem_id:
            kept += 1
        for _, span in reversed(around[kept:]):
            self._finish(span)
        return around[:kept] + [(node.mem_id, self._begin(node, node.tag or "")) for node in wanted[kept:]]

    def _inside(self, top: Node) -> None:
        stack: list[tuple[Node, SpanSource | None]] = []
        node = top.child
        while True:
            if node is None:
                if not stack:
                    return
                closing, span = stack.pop()
                self._finish(span)
                node = closing.next
                continue
            if node.is_text_node:
                self._say(node.text_content or "")
            elif node.is_element_node:
                tag = node.tag or ""
                if tag == "br":
                    self._break()
                elif not (self.cell and (tag in INVISIBLE or tag in MEDIA)):
                    stack.append((node, self._begin(node, tag)))
                    node = node.child
                    continue
            node = node.next

    def _say(self, text: str) -> None:
        self.parts.append(text)
        self.at += len(text)

    def _break(self) -> None:
        span = SpanSource(InlineKind.BREAK, self.at)
        self._say(BREAK)
        span.end = self.at
        self.found.append(span)

    def _begin(self, node: Node, tag: str) -> SpanSource | None:
        """Open the span of an element; None if it means nothing here, or nothing new."""
        kind = _KINDS.get(tag) or (_IN_CELLS.get(tag) if self.cell else None)
        if kind is None or (kind in self.open and kind not in _NESTING) or len(self.open) > _MOST_OPEN:
            return None
        span = SpanSource(kind, self.at)
        if kind is InlineKind.LINK:
            attributes = node.attributes
            href = (attributes.get("href") or "").strip()
            span.url = href if href.startswith("#") and len(href) < MOST_TITLE else address_of(href, self.base)
            if len(span.url) < 2:
                return None
            span.title = tidy((attributes.get("title") or "")[:MOST_TITLE])
        elif kind is InlineKind.ABBREVIATION:
            span.title = tidy((node.attributes.get("title") or "")[:MOST_TITLE])
        elif kind is InlineKind.MATH:
            span.source = clean_mathml(node.attributes.get("value") or "")
            if not span.source:
                return None
        self.open.append(kind)
        self.found.append(span)
        return span

    def _finish(self, span: SpanSource | None) -> None:
        if span is not None:
            span.end = self.at
            self.open.pop()


def placed_spans(found: list[SpanSource], raw: str, text: str) -> tuple[Inline, ...]:
    """Spans of `raw` as spans of `text`, which is `raw` tidied, or a part of that."""
    places = places_in_text(raw, text, {at for span in found for at in (span.start, span.end)})
    if places is None:
        return ()
    spans: list[Inline] = []
    for span in found:
        if span.kind is InlineKind.BREAK:
            start = places[span.start][1]
            end = start + 1
            if not 0 < start < len(text) or text[start] != " " or places[span.end][0] != end:
                continue
        else:
            start, end = places[span.start][0], places[span.end][1]
        if start < end:
            _add(spans, Inline(span.kind, start, end, span.url, span.title, span.source))
    return tuple(sorted(spans, key=lambda span: (span.start, -span.end)))


def _add(spans: list[Inline], span: Inline) -> None:
    """Append a span, or lengthen the one before it that says the same of the text right in front."""
    for at in range(len(spans) - 1, max(-1, len(spans) - _MOST_BEFORE), -1):
        before = spans[at]
        if before.kind is not span.kind or (before.end != span.start and before != span):
            continue
        if before == span:
            return
        same = (before.url, before.title, before.source) == (span.url, span.title, span.source)
        near = spans[max(0, at - _MOST_OPEN) : at]
        around = any(each.start <= before.start and before.end <= each.end < span.end for each in near)
        if same and not around and span.kind not in _APART:
            spans[at] = Inline(span.kind, before.start, span.end, span.url, span.title, span.source)
            return
    spans.append(span)


def places_in_text(raw: str, text: str, bounds: Iterable[int]) -> dict[int, tuple[int, int]] | None:
    """For each place in `raw`, where in `text` what follows it begins, and where what stands before it ends."""
    shift = len(raw) - len(raw.lstrip())
    if raw.startswith(text, shift):
        return {at: _trimmed(text, max(0, min(at - shift, len(text)))) for at in bounds}
    counts: dict[int, int] = {}
    seen = before = 0
    for at in sorted({*bounds, len(raw)}):
        seen += _visible(raw[before:at])
        counts[at] = seen
        before = at
    packed, whole = "".join(text.split()), "".join(tidy(raw).split())
    if seen != len(whole):  # a place inside a letter with its accent, or inside an entity
        if len(counts) > _MOST_REREAD:
            return None
        counts = {at: min(_visible(raw[:at]), len(whole)) for at in counts}
    first = whole.find(packed)
    if first < 0 or not packed:
        return None
    words = text.split(" ")
    starts = [0]
    for word in words[:-1]:
        starts.append(starts[-1] + len(word))
    places: dict[int, tuple[int, int]] = {}
    for at, count in counts.items():
        number = min(max(count - first, 0), len(packed))
        after = number + bisect_right(starts, number) - 1 if number < len(packed) else len(text)
        ended = number - 1 + bisect_right(starts, number - 1) if number else 0
        places[at] = (after, ended)
    return places


def _visible(raw: str) -> int:
    """How many characters of `raw` a reader sees."""
    return len("".join(tidy(raw).split()))


def _trimmed(text: str, at: int) -> tuple[int, int]:
    """Where the next visible character behind a place begins, and where the last one before it ends."""
    after, ended = at, at
    while after < len(text) and text[after].isspace():
        after += 1
    while ended and text[ended - 1].isspace():
        ended -= 1
    return after, ended
