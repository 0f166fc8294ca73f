"""What the markup of the lines that stay says beyond their text: spans, cells, sizes of pictures, players, notes.

The text of a line is settled before, and does not change here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from scraper.cleaning.lines.embeds import embed_of, post_of
from scraper.cleaning.lines.inline import MOST_TITLE, address_of, has_markup, spans_of
from scraper.cleaning.lines.line import Decision, Line, LineKind, Player
from scraper.cleaning.lines.media import GridCell
from scraper.cleaning.text import tidy
from scraper.html.dom import Node, ancestors
from scraper.model import Cell, Image, Inline, InlineKind, Path

Decisions = Sequence[Decision | None]

_LANGUAGE = re.compile(r"(?:^|\s)(?:language|lang|brush:|highlight-source|sourceCode)[-: ]\s*([A-Za-z0-9+#.-]{1,30})")
_NAME = re.compile(r"#[^\s\"'\\\]<>]{1,200}")
_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[a-z]|[ivx]{1,5}|[*†‡§¶#]{1,3})[\])]?")
_MOST_AROUND = 4
_MOST_PIXELS = 100_000


def with_markup(lines: Sequence[Line], decisions: Decisions, base: str) -> tuple[Sequence[Line], Decisions]:
    """`lines` with what the markup of those that stay says, and with a line for each player among them.

    `base` is what the links of the page refer to.
    """
    kept = [line for line, decision in zip(lines, decisions, strict=True) if _stays(decision)]
    noted = False
    for line in kept:
        if line.source is None:
            continue
        if isinstance(line.source, tuple):
            _read_table(line, line.source, base)
        elif line.kind is LineKind.FIGURE:
            _describe(line)
        elif line.kind is LineKind.PRE:
            _name_language(line)
        elif has_markup(line.source):
            line.spans = spans_of(line.source, line.text, base)
            noted = noted or any(span.url.startswith("#") for span in line.spans)
        if line.kind is LineKind.QUOTE and line.context is not None:
            line.embed = post_of(line.context, base)
    if noted:
        _link_notes(kept, base)
    if any(line.players for line in lines):
        return _with_players(lines, decisions, base)
    return lines, decisions


def _stays(decision: Decision | None) -> bool:
    return decision is None or decision.reason is None


def _describe(line: Line) -> None:
    """The alternative text and the size of a picture."""
    if line.image is None or not isinstance(line.source, Node):
        return
    node = line.source if line.source.tag == "img" else line.source.css_first("img")
    if node is None:
        return
    attributes = node.attributes
    alt = tidy((attributes.get("alt") or "")[: 4 * MOST_TITLE])
    width, height = (_pixels(attributes.get(name)) for name in ("width", "height"))
    if alt or width or height:
        line.image = Image(line.image.url, line.image.caption, line.image.credit, alt, width, height)


def _pixels(value: str | None) -> int:
    number = (value or "").strip().removesuffix("px")
    return int(number) if number.isdecimal() and len(number) < 6 and int(number) < _MOST_PIXELS else 0


def _name_language(line: Line) -> None:
    """The language of code, by the class that highlighters read."""
    if not isinstance(line.source, Node):
        return
    inner = line.source.css_first("code")
    for node in (line.source, *((inner,) if inner is not None else ()), line.source.parent):
        if node is None:
            continue
        found = _LANGUAGE.search(node.attributes.get("class") or "")
        named = found[1] if found else node.attributes.get("data-lang") or node.attributes.get("data-language") or ""
        if re.fullmatch(r"[A-Za-z0-9+#.-]{1,30}", named):
            line.language = named.lower()
            return


def _read_table(line: Line, places: Sequence[GridCell], base: str) -> None:
    """The header cells of a table, those that cover others, and the spans of its text."""
    starts: list[list[int]] = []
    at = 0
    for row in line.rows:
        starts.append([])
        for text in row:
            starts[-1].append(at)
            at += len(text) + 1
    cells: list[Cell] = []
    spans: list[Inline] = []
    for place in places:
        if place.node.tag == "th" or place.columns > 1 or place.rows > 1:
            cells.append(Cell(place.row, place.column, place.node.tag == "th", place.columns, place.rows))
        text = line.rows[place.row][place.column]
        if text and has_markup(place.node):
            found = spans_of(place.node, text, base, cell=True)
            if len(found) == 1 and found[0].kind is InlineKind.PARAGRAPH:
                continue  # a paragraph that is all of its cell
            spans += moved_on(found, starts[place.row][place.column])
    line.cells, line.spans = tuple(cells), tuple(spans)


def moved_on(spans: Iterable[Inline], by: int) -> list[Inline]:
    """`spans` of a text that stands `by` characters further on."""
    return [replace(span, start=span.start + by, end=span.end + by) for span in spans] if by else list(spans)


def _link_notes(lines: Sequence[Line], base: str) -> None:
    """Tell references to notes from other links to places on the page, and mark the notes."""
    holders: dict[int, int] = {}
    for number, line in enumerate(lines):
        first = next((part for part in nodes_of(line) if isinstance(part, Node)), None)
        if first is not None:
            holders.setdefault(first.mem_id, number)
            for _, around in zip(range(_MOST_AROUND), ancestors(first), strict=False):
                holders.setdefault(around.mem_id, number)
    notes: dict[str, int | None] = {}
    for number, line in enumerate(lines):
        if not any(span.url.startswith("#") for span in line.spans):
            continue
        spans: list[Inline] = []
        for span in line.spans:
            if not (span.kind is InlineKind.LINK and span.url.startswith("#")):
                spans.append(span)
                continue
            if span.url not in notes:
                notes[span.url] = _holder(line, span.url, holders)
            target = notes[span.url]
            if target is not None and target > number and _MARK.fullmatch(line.text[span.start : span.end]):
                spans.append(replace(span, kind=InlineKind.REFERENCE, title=""))
                lines[target].spans = _with_note(lines[target], span.url)
            elif address := address_of(f"{base.partition('#')[0]}{span.url}", base) if base else span.url:
                spans.append(replace(span, url=address))
        line.spans = _without_raised_marks(spans, line.text)


def nodes_of(line: Line) -> Sequence[Node | tuple[Node, ...] | None]:
    """The nodes that the text of a line, or its picture, was read from; () for a table."""
    return line.source if isinstance(line.source, list) else () if isinstance(line.source, tuple) else (line.source,)


def _holder(line: Line, url: str, holders: dict[int, int]) -> int | None:
    """The number of the line that the place `url` on the page is in, or that begins there."""
    first = next((part for part in nodes_of(line) if isinstance(part, Node)), None)
    if first is None or not _NAME.fullmatch(url):
        return None
    target = first.parser.css_first(f'[id="{url[1:]}"],a[name="{url[1:]}"]')
    if target is None:
        return None
    for _, around in zip(range(_MOST_AROUND), (target, *ancestors(target)), strict=False):
        if around.mem_id in holders:
            return holders[around.mem_id]
    return None


def _with_note(line: Line, url: str) -> tuple[Inline, ...]:
    """The spans of a note; a line is one note, the first that refers to it names it."""
    if not line.text or any(span.kind is InlineKind.NOTE for span in line.spans):
        return line.spans
    return (Inline(InlineKind.NOTE, 0, len(line.text), url), *line.spans)


def _without_raised_marks(spans: Sequence[Inline], text: str) -> tuple[Inline, ...]:
    """`spans`, with each reference to a note in place of the raised text around it."""
    references = [span for span in spans if span.kind is InlineKind.REFERENCE]
    kept: list[Inline] = []
    for span in spans:
        inner = [each for each in references if span.start <= each.start and each.end <= span.end]
        if span.kind is InlineKind.SUPERSCRIPT and len(inner) == 1 and _MARK.fullmatch(text[span.start : span.end]):
            if inner[0] not in kept:
                kept.append(replace(inner[0], start=span.start, end=span.end))
        elif span.kind is not InlineKind.REFERENCE or not any(
            each.url == span.url and each.start <= span.start and span.end <= each.end for each in kept
        ):
            kept.append(span)
    return tuple(kept)


def _with_players(lines: Sequence[Line], decisions: Decisions, base: str) -> tuple[Sequence[Line], Decisions]:
    """Lines for the players beside a line that stays, and the numbers of all lines anew."""
    stay = [_stays(decision) for decision in decisions]
    all_lines: list[Line] = []
    decided: list[Decision | None] = []
    for number, (line, decision) in enumerate(zip(lines, decisions, strict=True)):
        all_lines.append(line)
        decided.append(decision)
        if line.players and any(stay[max(0, number - 1) : number + 2]):
            for player in line.players:
                made = _player_line(player, base)
                if made is not None:
                    at = len(all_lines) - player.before
                    all_lines.insert(at, made)
                    decided.insert(at, None)
    if len(all_lines) > len(lines):
        for order, line in enumerate(all_lines, 1):
            if isinstance(line.place, Path) and line.place.order != order:
                line.place = Path(line.place.path, order)
    return all_lines, decided


def _player_line(player: Player, base: str) -> Line | None:
    embed = embed_of(player.node, Path(player.path, 0), base)
    if embed is None:
        return None
    return Line(LineKind.EMBED, "", embed.place, context=player.context, embed=embed)
