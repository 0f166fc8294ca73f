"""Markdown as lines: headings, quotations, lists, tables, code and pictures; links and emphasis are spans of its text.

Like those of any text, the spans of its lines hold every character of the input, addresses and signs included.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from scraper.cleaning.lines.inline import SpanSource, address_of, placed_spans
from scraper.cleaning.lines.line import Decision, Line, LineKind
from scraper.cleaning.text import ends_sentence, tidy, tidy_preformatted
from scraper.model import Image, Inline, InlineKind, Reason, Span

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(?=\S)(.*?)[ \t]*#*[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-{3,})[ \t]*$")
_RULE = re.compile(r" {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$")
_QUOTE = re.compile(r" {0,3}>[ \t]?")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|(\d{1,3})[.)])[ \t]+(?=\S)")
_ROW = re.compile(r"[ \t]*\|.*\|[ \t]*$")
_HEADER = re.compile(r"[ \t]*\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*$")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_ADDRESS = r"\(\s*<?(?:[^()\s]|\([^()\s]*\))*>?(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
_PICTURE = re.compile(rf"!\[([^\[\]]*)\]({_ADDRESS})")
_LINK = re.compile(rf"(?<!!)\[((?:[^\[\]]|\[[^\[\]]*\])*)\](?:{_ADDRESS}|\[[^\[\]]*\])")
_ONLY_PICTURE = re.compile(rf"\s*\[?(?P<picture>!\[[^\[\]]*\]{_ADDRESS})(?:\]{_ADDRESS})?\s*$")
_REFERENCE = re.compile(r" {0,3}\[[^\[\]]+\]:[ \t]+<?(?:\w+:|/|#)\S*")
_FIRST_HEADING = re.compile(r"\s*(?:#[ \t]+[^\W\d_].{3,}\n[ \t]*\n|\S.{3,}\n={3,}[ \t]*\n)")
_STRONG = (
    re.compile(r"^ {0,3}#{1,6}[ \t]+\S.*$|^\S.*\n=+[ \t]*$", re.MULTILINE),
    re.compile(rf"!?\[[^\[\]\n]+\]{_ADDRESS}"),
)
"""Signs of Markdown that other texts hardly ever hold: headings, and links or pictures."""
_WEAK = (
    re.compile(r"^ {0,3}>[ \t]\S", re.MULTILINE),
    re.compile(r"(?<!\S)(\*\*|__)\w[^*_\n]+\1(?!\w)"),
    re.compile(r"^ {0,3}```", re.MULTILINE),
    re.compile(r"^(\*|_)[^*_\s][^*_\n]+\1[ \t]*$", re.MULTILINE),
)
"""Signs that other texts hold too: one of them counts beside a heading or a link."""
_FLAT = re.compile(r"^[ \t]*[•‣▪▫●○◦·]", re.MULTILINE)
"""A bullet of a page, which Markdown writes with a sign of the keyboard."""
SIGNS = frozenset("#>=_|`~+:!\\[]")
"""Signs that open a line or stand in it, beside those of lists."""
_READ = 50_000
_INLINE: tuple[tuple[re.Pattern[str], str, InlineKind | None], ...] = (
    (_PICTURE, "", None),
    (_LINK, r"\1", InlineKind.LINK),
    (re.compile(r"\[\^[^\[\]\s]+\](?!:)"), "", None),
    (re.compile(r"<(https?://[^<>\s]+)>"), r"\1", InlineKind.LINK),
    (re.compile(r"<br ?/?>", re.IGNORECASE), " ", None),
    (re.compile(r"(?<![\w*])\*\*(?=[^\s*])(.+?)(?<=\S)\*\*(?!\w)"), r"\1", InlineKind.STRONG),
    (re.compile(r"(?<![\w_])__(?=[^\s_])(.+?)(?<=\S)__(?!\w)"), r"\1", InlineKind.STRONG),
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=\S)\*(?![\w*])"), r"\1", InlineKind.EMPHASIS),
    (re.compile(r"(?<![\w_])_(?=[^\s_])([^_]+?)(?<=\S)_(?![\w_])"), r"\1", InlineKind.EMPHASIS),
    (re.compile(r"~~(?=\S)(.+?)(?<=\S)~~"), r"\1", InlineKind.STRIKE),
    (re.compile(r"(`+)(?=[^`])(.+?)(?<=[^`])\1(?!`)"), r"\2", InlineKind.CODE),
)
"""Signs within a line, what is left of them, and what they say of it."""
_Left = str | Callable[[re.Match[str]], str]
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~-])")
_PRIVATE = 0xE000
"""Escaped signs are moved to characters for private use while the others are read."""
_BACK = {_PRIVATE + code: chr(code) for code in range(32, 127)}
_OPEN, _SHUT = 0xF0000, 0xF8000
"""Where the characters begin that stand for the two ends of the spans of a line, while the others are read."""
_MOST_SPANS = 2_000
_END = re.compile(f"[{chr(_OPEN)}-{chr(_SHUT + _MOST_SPANS)}]")


def is_markdown(text: str) -> bool:
    """Whether a text is in Markdown: it begins with a heading, or holds several signs that plain text does not."""
    sample = text[:_READ]
    if "#" not in sample and "](" not in sample and "\n=" not in sample:
        return False
    if _FIRST_HEADING.match(sample):
        return True
    if _FLAT.search(sample):
        return False
    strong = sum(len(sign.findall(sample)) for sign in _STRONG)
    return strong > 1 or (strong == 1 and any(sign.search(sample) for sign in _WEAK))


@dataclass(slots=True)
class _Block:
    """Lines of the input that make one line of the article, each without the sign at its beginning."""

    kind: LineKind
    start: int
    lines: list[str] = field(default_factory=list)
    level: int = 0
    group: int = 0
    number: int = 0
    is_open: bool = True
    is_reference: bool = False


def lines_of_markdown(text: str) -> list[Line]:
    """The lines of a text in Markdown; none for one that holds nothing but signs."""
    blocks = _Reader().blocks(text)
    if not blocks:
        return []
    starts = [0, *(block.start for block in blocks[1:])]
    ends = [*starts[1:], len(text)]
    return [
        _line(block, Span(start, end, text[start:end])) for block, start, end in zip(blocks, starts, ends, strict=True)
    ]


class _Reader:
    """Reads a text line by line."""

    def __init__(self) -> None:
        self._blocks: list[_Block] = []
        self._groups = 0
        self._fenced = False

    def blocks(self, text: str) -> list[_Block]:
        offset = 0
        for raw in text.splitlines(keepends=True):
            self._take(raw.rstrip("\r\n"), offset)
            offset += len(raw)
        return [block for block in self._blocks if any(map(str.strip, block.lines))]

    def _take(self, line: str, offset: int) -> None:
        last = self._blocks[-1] if self._blocks else None
        if self._fenced or _FENCE.match(line):
            self._code(line, offset)
        elif not line.strip():
            self._close()
        elif last and last.is_open and last.kind is LineKind.PARAGRAPH and (under := _UNDERLINE.match(line)):
            last.kind, last.level, last.is_open = LineKind.HEADING, 1 + (under[1][0] == "-"), False
        elif _RULE.match(line):
            self._close()
        elif found := _HEADING.match(line):
            self._add(_Block(LineKind.HEADING, offset, [found[2]], level=len(found[1]), is_open=False))
        elif found := _QUOTE.match(line):
            self._quote(line[found.end() :], offset)
        elif found := _ITEM.match(line):
            numbered = bool(found[1])
            group = self._group(lambda block: block.kind is LineKind.ITEM and bool(block.number) == numbered)
            number = int(found[1] or 0)
            self._add(_Block(LineKind.ITEM, offset, [line[found.end() :]], group=group, number=number))
        elif _ROW.match(line):
            if not (last and last.kind is LineKind.TABLE and last.is_open):
                self._add(_Block(LineKind.TABLE, offset))
            self._blocks[-1].lines.append(line)
        elif _REFERENCE.match(line):
            self._add(_Block(LineKind.PARAGRAPH, offset, [line], is_open=False, is_reference=True))
        else:
            self._text(line, offset)

    def _text(self, line: str, offset: int) -> None:
        last = self._blocks[-1] if self._blocks else None
        goes_on = last is not None and last.is_open and last.kind is not LineKind.TABLE
        if last is not None and goes_on and not ends_sentence(last.lines[-1]) and not _ONLY_PICTURE.match(line):
            last.lines.append(line)
        else:
            self._add(_Block(LineKind.PARAGRAPH, offset, [line], is_open=not _ONLY_PICTURE.match(line)))

    def _code(self, line: str, offset: int) -> None:
        if _FENCE.match(line):
            self._fenced = not self._fenced
            if self._fenced:
                self._add(_Block(LineKind.PRE, offset))
            else:
                self._close()
        else:
            self._blocks[-1].lines.append(line)

    def _quote(self, line: str, offset: int) -> None:
        last = self._blocks[-1] if self._blocks else None
        if not line.strip():
            self._close()
        elif last and last.kind is LineKind.QUOTE and last.is_open and not ends_sentence(last.lines[-1]):
            last.lines.append(line)
        else:
            group = self._group(lambda block: block.kind is LineKind.QUOTE)
            self._add(_Block(LineKind.QUOTE, offset, [line], group=group))

    def _group(self, is_fellow: Callable[[_Block], bool]) -> int:
        """The number of the group that a block continues, or of a new one."""
        if self._blocks and is_fellow(self._blocks[-1]):
            return self._blocks[-1].group
        self._groups += 1
        return self._groups

    def _add(self, block: _Block) -> None:
        self._close()
        self._blocks.append(block)

    def _close(self) -> None:
        if self._blocks:
            self._blocks[-1].is_open = False


def _line(block: _Block, span: Span) -> Line:
    if block.kind is LineKind.PRE:
        return Line(LineKind.PRE, tidy_preformatted("\n".join(block.lines)), span)
    if block.kind is LineKind.TABLE:
        rows = tuple(tuple(_cells(row)) for row in block.lines if not _HEADER.match(row))
        text = "\n".join("\t".join(row) for row in rows)
        return Line(LineKind.TABLE, text, span, rows=rows, header=any(map(_HEADER.match, block.lines)))
    raw = " ".join(line.strip().removesuffix("\\") for line in block.lines)
    if block.is_reference:
        return Line(LineKind.PARAGRAPH, tidy(raw), span, structure=Decision(Reason.FURNITURE, "markdown: address"))
    if found := _ONLY_PICTURE.match(raw):
        address = _PICTURE.sub(r"\2", found["picture"])[1:-1].split()
        return Line(LineKind.FIGURE, "", span, image=Image(address[0].strip("<>") if address else ""))
    text = plain_text(raw)
    linked = sum(len(plain_text(link)) for link in _LINK.findall(raw)) / max(1, len(text))
    return Line(
        block.kind, text, span, level=block.level, group=block.group, number=block.number, linked=min(1.0, linked),
        spans=_spans(raw, text),
    )  # fmt: skip


def _cells(row: str) -> Iterator[str]:
    for cell in re.split(r"(?<!\\)\|", row.strip().strip("|")):
        yield plain_text(cell)


def plain_text(raw: str) -> str:
    """A line of Markdown without its links' addresses, pictures, emphasis and escapes."""
    return tidy(_without_signs(raw, lambda left, _: left).translate(_BACK))


def _without_signs(raw: str, left_of: Callable[[str, InlineKind | None], _Left]) -> str:
    """A line with what `left_of` gives for each of the signs in it; escaped signs are moved out of the way."""
    raw = _ESCAPED.sub(lambda found: chr(_PRIVATE + ord(found[1])), raw)
    for sign, left, kind in _INLINE:
        raw = sign.sub(left_of(left, kind), raw)
    return raw


def _spans(raw: str, text: str) -> tuple[Inline, ...]:
    """The links, the emphasis and the code in a line of Markdown, as spans of its plain `text`."""
    if _END.search(raw):
        return ()
    found: list[SpanSource] = []

    def ends(left: str, kind: InlineKind | None) -> _Left:
        return left if kind is None else partial(between, left, kind)

    def between(left: str, kind: InlineKind, match: re.Match[str]) -> str:
        inner = match.expand(left)
        if len(found) == _MOST_SPANS:
            return inner
        found.append(SpanSource(kind, 0, *_target(match[0], inner) if kind is InlineKind.LINK else ()))
        return f"{chr(_OPEN + len(found))}{inner}{chr(_SHUT + len(found))}"

    marked = _without_signs(raw, ends)
    if not found:
        return ()
    plain, at = "", 0
    for end in _END.finditer(marked):
        plain += marked[at : end.start()]
        at = end.end()
        number = ord(end[0])
        if number < _SHUT:
            found[number - _OPEN - 1].start = len(plain)
        else:
            found[number - _SHUT - 1].end = len(plain)
    plain = (plain + marked[at:]).translate(_BACK)
    wanted = sorted(
        (each for each in found if each.kind is not InlineKind.LINK or each.url),
        key=lambda each: (each.start, -each.end),
    )
    return placed_spans(wanted, plain, text) if tidy(plain) == text else ()


def _target(link: str, inner: str) -> tuple[str, str]:
    """The address and the title of a link, "" if it may not be followed; an address alone is its own."""
    if link.startswith("<"):
        return address_of(inner, ""), ""
    target = re.search(rf"{_ADDRESS}$", link)
    if target is None:
        return "", ""
    address, _, title = target[0][1:-1].strip().partition(" ")
    return address_of(address.strip("<>").translate(_BACK), ""), title.strip().strip("\"'").translate(_BACK)


def plain_lines(raw: str) -> str:
    """The words of several lines, without addresses, pictures and the language of code; signs may be left."""
    return "\n".join("" if _FENCE.match(line) else plain_text(line) for line in raw.splitlines())
