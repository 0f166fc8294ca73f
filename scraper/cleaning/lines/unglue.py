"""Split lines that flattening glued together: a name after the last sentence, a credit before the first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from scraper.cleaning.lexicon import agencies, expressions_of_all, words_of_all
from scraper.cleaning.lines.line import Decision, Line, LineKind
from scraper.cleaning.metadata.name_expressions import name_pattern
from scraper.cleaning.text import tidy
from scraper.model import Path, Reason, Span

_ENDED = r"(?<=[.!?\"”’)\]])"
_NAME_BEHIND = Decision(Reason.BYLINE, "glued: name behind the last sentence")
_POINTER = Decision(Reason.RELATED, "glued: pointer behind the last sentence")
_MOST_TRIES = 20
LONG = 90
"""A paragraph with something glued to it has at least so many characters left after the split."""


def unglue(lines: Sequence[Line]) -> list[Line]:
    """`lines`, with the glued ones split. The piece that was glued on carries its decision in `structure`."""
    long = [
        i for i, line in enumerate(lines) if line.kind is LineKind.PARAGRAPH and line.is_open and len(line.text) >= LONG
    ]
    last = next((i for i in reversed(long) if len(lines[i].text) > LONG), -1)
    parts = {i: _part(lines[i], i == last) for i in long if i == last or _may_be_glued(lines[i].text)}
    parted = [part for i, line in enumerate(lines) for part in parts.get(i, (line,))]
    return parted if len(parted) == len(lines) else _renumbered(parted)


def _may_be_glued(text: str) -> bool:
    """Whether the ends of a paragraph allow a glued piece: checked before any pattern is tried."""
    return "/" in text[:200] or text.rstrip().endswith(words_of_all("glued_labels"))


def _renumbered(lines: Sequence[Line]) -> list[Line]:
    """`lines` of a page, numbered in reading order again; the lines of a text have their spans for that."""
    return [
        replace(line, place=replace(line.place, order=order)) if isinstance(line.place, Path) else line
        for order, line in enumerate(lines, 1)
    ]


def _part(line: Line, is_last: bool) -> list[Line]:
    found = _glued().label.search(line.text, len(line.text) - 20)
    if found:
        return _split_end(line, found, Decision(Reason.AD, "glued: label behind a sentence"))
    found = _glued().credit.match(line.text) if "/" in line.text[:200] else None
    if found and len(line.text) - found.end() > LONG and len(found.group(0).split()) <= 25:
        return _split_start(line, found, Decision(Reason.CAPTION, "glued: credit before a sentence"))
    if not is_last:
        return [line]
    parts = [line]
    for pattern, cut in ((_glued().name, _NAME_BEHIND), (_glued().pointer, _POINTER)):
        found = pattern.search(parts[0].text)
        if found:
            parts[:1] = _split_end(parts[0], found, cut)
    return parts


class _Glued(NamedTuple):
    """What flattening leaves stuck to a paragraph: a label, a name or a pointer behind it, a credit before it."""

    label: re.Pattern[str]
    name: re.Pattern[str]
    pointer: re.Pattern[str]
    credit: re.Pattern[str]


@cache
def _glued() -> _Glued:
    labels = "|".join(map(re.escape, words_of_all("glued_labels")))
    credit = rf"{name_pattern(alone=True)}\s?/\s?(?:{agencies().any_name})"
    pointers = "|".join(expressions_of_all("glued_pointer"))
    return _Glued(
        re.compile(rf"{_ENDED}\s?(?P<glued>{labels})$"),
        re.compile(rf"{_ENDED} (?P<glued>{name_pattern()})(?<!\.)$"),
        re.compile(rf"{_ENDED} (?P<glued>{pointers})$"),
        re.compile(rf"(?P<glued>[^.!?]{{0,120}}[.!?]?\s?{credit}) (?=[A-ZÀ-Þ“\"])"),
    )


def _split_end(line: Line, found: re.Match[str], cut: Decision) -> list[Line]:
    return _split(line, found.start("glued"), None, cut)


def _split_start(line: Line, found: re.Match[str], cut: Decision) -> list[Line]:
    return _split(line, found.end("glued"), cut, None)


def _split(line: Line, at: int, before: Decision | None, after: Decision | None) -> list[Line]:
    """Split `line` before the word at character `at` of its text."""
    head, tail = line.text[:at].strip(), line.text[at:].strip()
    places = (line.place, line.place)
    if isinstance(line.place, Span):
        whole = line.place
        offset = _offset(whole.raw, tail)
        if offset < 0:
            return [line]
        middle = whole.start + offset
        places = (Span(whole.start, middle, whole.raw[:offset]), Span(middle, whole.end, whole.raw[offset:]))
    spans = tuple(span for span in line.spans if span.end <= len(head))
    return [
        replace(line, text=head, place=places[0], structure=before, players=line.players_at(before=True), spans=spans),
        replace(line, text=tail, place=places[1], structure=after, players=line.players_at(before=False), spans=()),
    ]


def _offset(raw: str, tail: str) -> int:
    """Where in `raw` the text begins that is `tail` when tidied; -1 where the characters do not line up."""
    # tidying hardly ever lengthens a text, and a line of megabytes must not be tidied once for each letter
    start = len(raw) - len(tail) + 1
    for _ in range(_MOST_TRIES):
        start = raw.rfind(tail[0], 0, start)
        if start < 0 or tidy(raw[start:]) == tail:
            return start
    return -1
