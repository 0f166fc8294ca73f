"""Split lines that flattening glued together: a name after the last sentence, a credit before the first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from scraper.cleaning.lines.line import Decision, Line, LineKind
from scraper.cleaning.text import tidy
from scraper.model import Path, Reason, Span

_WORDS_IN_NAME = (
    r"[A-ZÀ-Þ][a-zà-ÿ'’.-]+(?: (?:[A-ZÀ-Þ]\.|(?:de|van|von|la|al|el|O'|Mc)))?(?: [A-ZÀ-Þ][A-Za-zà-ÿ'’-]+){1,2}"
)
_STAFF = rf"(?<=[.!?\"”’)\]]) (?P<glued>{_WORDS_IN_NAME})$"
_READ_AT = (
    r"(?<=[.!?\"”’)\]]) (?P<glued>Read (?:more|the (?:full|entire|whole|rest)[^.!?]{0,60}|[^.!?]{0,40} here)"
    r"(?: (?:at|in|from|on|here)[^.!?]{0,60})?\.)$"
)
_LABELS = ("Advertisement", "ADVERTISEMENT", "Anzeige", "Publicité", "Publicidad", "Read more")
_LABEL = rf"(?<=[.!?\"”’)\]])\s?(?P<glued>{'|'.join(_LABELS)})$"
_LEADING = (
    r"(?P<glued>[^.!?]{0,120}[.!?]?\s?(?:[A-ZÀ-Þ][\w.'’-]+ ){0,3}[A-ZÀ-Þ][\w.'’-]*"
    r"\s?/\s?(?:Getty Images|Getty|Reuters|REUTERS|AP|AP Photo|AFP|Shutterstock)) (?=[A-ZÀ-Þ“\"])"
)
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
    return "/" in text[:200] or text.rstrip().endswith(_LABELS)


def _renumbered(lines: Sequence[Line]) -> list[Line]:
    """`lines` of a page, numbered in reading order again; the lines of a text have their spans for that."""
    return [
        replace(line, place=replace(line.place, order=order)) if isinstance(line.place, Path) else line
        for order, line in enumerate(lines, 1)
    ]


def _part(line: Line, is_last: bool) -> list[Line]:
    found = re.compile(_LABEL).search(line.text, len(line.text) - 20)
    if found:
        return _split_end(line, found, Decision(Reason.AD, "glued: label behind a sentence"))
    found = re.match(_LEADING, line.text) if "/" in line.text[:200] else None
    if found and len(line.text) - found.end() > LONG and len(found.group(0).split()) <= 25:
        return _split_start(line, found, Decision(Reason.CAPTION, "glued: credit before a sentence"))
    if not is_last:
        return [line]
    parts = [line]
    for pattern, cut in ((_STAFF, _NAME_BEHIND), (_READ_AT, _POINTER)):
        found = re.search(pattern, parts[0].text)
        if found:
            parts[:1] = _split_end(parts[0], found, cut)
    return parts


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
    return [
        replace(line, text=head, place=places[0], structure=before),
        replace(line, text=tail, place=places[1], structure=after),
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
