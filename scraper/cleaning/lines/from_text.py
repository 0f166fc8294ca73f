"""Flattened text as lines: bullets, numbers, hard-wrapped paragraphs. Every character of the input is in one span."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeVar

from scraper.cleaning.lexicon import words_of_all
from scraper.cleaning.lines.from_markdown import is_markdown, lines_of_markdown, plain_lines
from scraper.cleaning.lines.line import MOST_LINES, Decision, Line, LineKind
from scraper.cleaning.text import ends_sentence, has_text, tidy
from scraper.errors import TooLarge
from scraper.model import Reason, Span

_BULLET = re.compile(r"\s*(?:[•‣▪▫●○◦∙·⁃]\s*|[*–-]\s+(?=\S))")
BULLETS = frozenset("•‣▪▫●○◦∙·⁃*–-")
"""What the items of a list may begin with."""
_SPEECH_DASH = "–"
"""What opens a spoken sentence in Norwegian, Polish or Russian, and an item in any language."""
_NUMBER = re.compile(r"\s*(\d{1,3})[.)]\s+(?=\S)")
_LISTED_LINK = re.compile(r"\s*\d{1,4}\.\s+\w+:\S+\s*$")
_LINK_NUMBER = re.compile(r"\[\d{1,4}\]")
_HYPHENED = re.compile(r"(?<=[^\W\d_]{2})-[ \t]*\r?\n[ \t]*([^\W\d_]+)")
"""A hyphen at the end of a line that was broken at a fixed width, and the word below it."""
_LABEL = 40
_LINKS = Decision(Reason.FURNITURE, "text: the addresses of its links")
_WRAPPED = (50, 100)
_Part = TypeVar("_Part")


def lines_of_text(text: str, url: str = "") -> list[Line]:
    """The lines of a flattened page; `url` is for error messages. Blank input gives no lines.

    Raises TypeError for anything but a str, TooLarge for more than MOST_LINES, before any of them is looked at.
    """
    if not isinstance(text, str):
        raise TypeError(f"the text must be a str, not {type(text).__name__}: decode bytes first")
    if is_markdown(text) and (lines := lines_of_markdown(text)):
        return _limited(lines, url)
    return _plain_lines(_limited(_spans(text), url))


def reader_of(text: str) -> Callable[[str], str]:
    """A function from the span of a line of `text` to what it says, without the signs that are no part of the words."""
    if is_markdown(text):
        return plain_lines
    numbered = _list_of_links(_spans(text)) is not None
    return (lambda raw: _LINK_NUMBER.sub("", raw)) if numbered else str


def _limited(parts: list[_Part], url: str) -> list[_Part]:
    if len(parts) > MOST_LINES:
        raise TooLarge(url, f"it has {len(parts):,} lines; the most is {MOST_LINES:,}. Cut it to one article")
    return parts


def _plain_lines(spans: Sequence[Span]) -> list[Line]:
    """The lines of plain text. Where a text browser listed the links below it, without their numbers and that list."""
    first = _list_of_links(spans)
    lines: list[Line] = []
    group = 0
    for at, span in enumerate(spans):
        raw = span.raw
        if first is not None:
            if at >= first:
                lines.append(Line(LineKind.PARAGRAPH, tidy(raw.strip()), span, structure=_LINKS))
                continue
            raw = _LINK_NUMBER.sub("", raw) if _LINK_NUMBER.sub("", raw).strip() else raw
        raw = _HYPHENED.sub(_rejoined, raw) if "-" in raw else raw
        first_sign = raw.lstrip()[:1]
        bullet = _BULLET.match(raw) if first_sign in BULLETS else None
        number = _NUMBER.match(raw) if first_sign.isdigit() else None
        marker = bullet or number
        item = tidy(raw[marker.end() :]) if marker else ""
        spoken = first_sign == _SPEECH_DASH and ends_sentence(item, pauses=False)
        if not item or spoken:  # a bullet with nothing behind it is not an item
            lines.append(Line(LineKind.PARAGRAPH, tidy(raw.strip()), span))
            continue
        if not (lines and lines[-1].kind is LineKind.ITEM and bool(lines[-1].number) == bool(number)):
            group += 1
        value = int(number.group(1)) if number and not bullet else 0
        lines.append(Line(LineKind.ITEM, item, span, group=group, number=value))
    return lines


def _rejoined(broken: re.Match[str]) -> str:
    """A word that was broken behind its hyphen; in "two- and three-year plans" the hyphen ends the first word."""
    return f"- {broken[1]}" if broken[1] in words_of_all("name_joiners") else f"-{broken[1]}"


def _list_of_links(spans: Sequence[Span]) -> int | None:
    """Where the numbered addresses begin that a text browser puts below a page, their headings included."""
    at, listed = len(spans), 0
    while at and (_LISTED_LINK.match(spans[at - 1].raw) or (listed and len(spans[at - 1].raw.strip()) <= _LABEL)):
        at -= 1
        listed += _LISTED_LINK.match(spans[at].raw) is not None
    if not listed:
        return None
    # no more than two headings stand above the list: "References", "Visible links"
    start = next(i for i in range(at, len(spans)) if _LISTED_LINK.match(spans[i].raw))
    at = max(at, start - 2)
    return at if any(_LINK_NUMBER.search(span.raw) for span in spans[:at]) else None


def _spans(text: str) -> list[Span]:
    """One span for each line with visible text, the white space after it included; the first begins at 0."""
    starts: list[int] = []
    offset = 0
    for raw in text.splitlines(keepends=True):
        if has_text(raw) and ("&" not in raw or tidy(raw)):  # an unresolved &nbsp; is not text
            starts.append(offset)
        offset += len(raw)
    if not starts:
        return []
    if _is_wrapped(text):
        usual = Counter(_indentation(text, start) for start in starts).most_common(1)[0][0]
        befores = [None, *starts]
        starts = [start for start, before in zip(starts, befores, strict=False) if _opens(text, start, before, usual)]
    starts[0] = 0
    return [Span(start, end, text[start:end]) for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def _is_wrapped(text: str) -> bool:
    """Whether the lines of `text` were broken at a fixed width, by an editor or a mail program."""
    sample = [line.rstrip() for line in text[:20_000].splitlines()]
    pairs = [(line, after) for line, after in pairwise(sample) if line.strip() and after.strip()]
    if len(pairs) < 6 and (len(pairs) < 3 or not all(after.lstrip()[:1].islower() for _, after in pairs)):
        return False
    wide = [line for line, _ in pairs if _WRAPPED[0] <= len(line) <= _WRAPPED[1]]
    running = sum(not ends_sentence(line) for line in wide)
    longest = max(len(line) for line in sample)
    return longest <= _WRAPPED[1] and len(wide) > 0.6 * len(pairs) and running > 0.6 * len(wide)


def _opens(text: str, start: int, before: int | None, usual: int) -> bool:
    """Whether the line at `start` opens a paragraph of hard-wrapped text; `before` is where the line above begins.

    `usual` is the indentation of most lines: one with more opens a paragraph, unless it goes on with an item.
    """
    if before is None:
        return True
    above = text[before:start]
    if len(above.splitlines()) > 1 or _BULLET.match(text, start) or _NUMBER.match(text, start):
        return True
    if _indentation(text, start) > usual and not _BULLET.match(above) and not _NUMBER.match(above):
        return _indentation(text, before) <= usual or ends_sentence(above)
    return len(above.rstrip()) < _WRAPPED[0] - 10


def _indentation(text: str, start: int) -> int:
    """The white space at the beginning of a line, tabs as eight columns."""
    width = 0
    for sign in text[start : start + _WRAPPED[0]]:
        if not sign.isspace() or sign == "\n":
            break
        width += 8 if sign == "\t" else 1
    return width
