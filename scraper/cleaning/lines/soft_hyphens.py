"""Soft hyphens in the lines that stay: the deciders read words without them, the article keeps those of its page."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from scraper.cleaning.lines.inline import places_in_text, written_text
from scraper.cleaning.lines.line import Decision, Line, LineKind
from scraper.cleaning.lines.media import GridCell
from scraper.model import Span

SOFT_HYPHEN = "\xad"


def put_soft_hyphens_back(lines: Sequence[Line], decisions: Sequence[Decision | None]) -> None:
    """Give the lines that stay their soft hyphens, and move their spans accordingly.

    Their texts are settled before: what the soft hyphens stood between is found by counting visible characters.
    """
    for line, decision in zip(lines, decisions, strict=True):
        if decision is not None and decision.reason is not None:
            continue
        if isinstance(line.source, tuple):
            _into_table(line, line.source)
        elif line.kind not in (LineKind.PRE, LineKind.FIGURE, LineKind.TABLE):
            places = _places(_raw(line), line.text)
            line.text = _hyphenated(line.text, places)
            _move_spans(line, places)


def _raw(line: Line) -> str:
    if isinstance(line.place, Span):
        return line.place.raw
    return written_text(line.source) if line.source is not None and not isinstance(line.source, tuple) else ""


def _places(raw: str, text: str) -> list[int]:
    """Where in `text` the soft hyphens of `raw` stand, between two letters: elsewhere they break nothing."""
    if SOFT_HYPHEN not in raw:
        return []
    found = places_in_text(raw, text, [at for at, letter in enumerate(raw) if letter == SOFT_HYPHEN]) or {}
    inside = {at for at, ended in found.values() if 0 < at == ended < len(text)}
    return sorted(at for at in inside if text[at - 1 : at + 1].isalnum())


def _into_table(line: Line, cells: Sequence[GridCell]) -> None:
    nodes = {(cell.row, cell.column): cell.node for cell in cells}
    rows, places, at = [], [], 0
    for number, row in enumerate(line.rows):
        hyphenated = []
        for column, text in enumerate(row):
            node = nodes.get((number, column))
            within = _places(written_text(node), text) if node is not None else []
            hyphenated.append(_hyphenated(text, within))
            places += [at + place for place in within]
            at += len(text) + 1
        rows.append(tuple(hyphenated))
    line.rows = tuple(rows)
    _move_spans(line, places)


def _hyphenated(text: str, places: Sequence[int]) -> str:
    bounds = [0, *places, len(text)]
    return SOFT_HYPHEN.join(text[start:end] for start, end in pairwise(bounds))


def _move_spans(line: Line, places: Sequence[int]) -> None:
    line.spans = tuple(
        replace(span, start=span.start + bisect_right(places, span.start), end=span.end + bisect_left(places, span.end))
        for span in line.spans
    )
