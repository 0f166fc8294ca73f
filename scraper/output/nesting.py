"""A text and its spans as a tree, for renderings that put something around each part."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from scraper.model import Inline, InlineKind

CELL_BLOCKS = frozenset((InlineKind.PARAGRAPH, InlineKind.BULLETS, InlineKind.NUMBERS, InlineKind.ITEM))
"""What only the text of a cell has."""


@dataclass(slots=True)
class SpanNode:
    """A part of a text with a span, and what is in it."""

    span: Inline
    children: list[str | SpanNode] = field(default_factory=list)


def nested(text: str, spans: Iterable[Inline], left_out: Collection[InlineKind] = ()) -> list[str | SpanNode]:
    """The parts of `text`, in order; spans of the kinds `left_out` are not told from the text around them.

    Spans that cross another one, stand outside the text or begin or end in white space are shortened or left out.
    """
    top: list[str | SpanNode] = []
    stack: list[tuple[int, list[str | SpanNode]]] = [(len(text), top)]
    at = 0
    for span in spans:
        if span.kind in left_out:
            continue
        start, end = max(span.start, at), min(span.end, len(text))
        while len(stack) > 1 and stack[-1][0] <= start:
            at = _say(text, at, stack[-1][0], stack[-1][1])
            stack.pop()
        end = min(end, stack[-1][0])
        if span.kind is not InlineKind.BREAK:
            start += len(text[start:end]) - len(text[start:end].lstrip())
            end -= len(text[start:end]) - len(text[start:end].rstrip())
        if start >= end:
            continue
        at = _say(text, at, start, stack[-1][1])
        node = SpanNode(span)
        stack[-1][1].append(node)
        stack.append((end, node.children))
    while stack:
        end, children = stack.pop()
        at = _say(text, at, end, children)
    return top


def _say(text: str, start: int, end: int, children: list[str | SpanNode]) -> int:
    if start < end:
        children.append(text[start:end])
    return max(start, end)
