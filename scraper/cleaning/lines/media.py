"""Pictures and tables: the address of a picture, and which table holds data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urljoin

from scraper.cleaning.text import has_text, tidy
from scraper.html.dom import Node, ancestors
from scraper.html.elements import INVISIBLE, MEDIA

_LAZY = ("data-pin-media", "data-original", "data-lazy-src", "data-src", "data-lazyload")
_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
_CANDIDATE = re.compile(r"\s*([^\s,]\S*[^\s,])(?:\s+(\d+(?:\.\d+)?)[wxh])?\s*(?:,|$)")
PICTURE_FILE = re.compile(r"[^\s,]+\.(?:jpe?g|png|webp|avif|gif)(?:[?#]\S*)?", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r"/pagespeed_static/|(?:^|[/_-])(?:blank|spacer|placeholder|transparent|pixel|1x1|empty|lazy(?:load)?|loading|loader|dummy)"
    r"(?:[._-]?(?:image|img|\d+(?:x\d+)?))?\.(?:gif|png|jpe?g|svg|webp)(?:[?#]|$)",
    re.IGNORECASE,
)
"""The address of what stands in a picture's place until a script loads it."""
_BLURRED = re.compile(r"[?&](?:blur|(?:w|width|h|height)=\d{1,2}(?!\d))", re.IGNORECASE)
"""The address of a tiny picture that is drawn large, blurred, until the real one is loaded."""
_CREDIT_LABEL = re.compile(r"\(?(?:image|photo|picture|video) ?credits?: ?([^()]{2,200})\)?$", re.IGNORECASE)
CREDIT = (
    "[class*=credit i],[class*=image-source i],[class*=source i]:not([class*=caption i]),"
    "[itemprop=copyrightHolder],[itemprop=creditText]"
)
"""A selector for the credit in a figure."""
_LAYOUT = "td h2, td h3, td article, td form, script, style"
_BLOCKS_IN_CELL = "td p + p, td div div, td ul, td ol"
_MOST_CELL = 300
"""A table with blocks in its cells lays out the page if a cell has more characters."""
_MOST_ENTRY = 80
_MOST_SPAN = 50
_MOST_GRID = 100_000
"""In a table of more cells, empty ones included, none covers others."""
_FLOATS = re.compile(r"^(?:left|right|center)\b|float\s*:|caption|align(?:left|right|center)", re.IGNORECASE)


class GridCell(NamedTuple):
    """A cell of a table: its place in the grid, counted from 0, and how many columns and rows it covers."""

    node: Node
    row: int
    column: int
    columns: int
    rows: int


def data_table(table: Node) -> tuple[tuple[tuple[str, ...], ...], tuple[GridCell, ...]]:
    """The cells of a data table, row by row, and where they stand; () for a table that only lays out the page.

    Where a cell spans further columns or rows, the cells that it covers are empty.
    """
    if table.css_first(_LAYOUT) is not None or len(table.css("table")) > 1:
        return (), ()
    rows, places = _grid(table)
    if len(rows) < 2 or (max(len(row) - row.count("") for row in rows) < 2 and not _is_column(table, rows)):
        return (), ()
    if table.css_first(_BLOCKS_IN_CELL) is not None and not _is_regular(rows):
        return (), ()
    return tuple(rows), tuple(places)


def _grid(table: Node) -> tuple[list[tuple[str, ...]], list[GridCell]]:
    """The texts of the cells of a table, row by row without empty rows, and where each cell stands."""
    rows: list[tuple[str, ...]] = []
    places: list[GridCell] = []
    covered: dict[int, int] = {}
    total = 0
    for row in table.css("tr"):
        cells: list[str] = []
        own: list[GridCell] = []
        spare = 0
        for cell in row.css("td, th"):
            _skip_covered(cells, covered)
            columns, below = 1, 0
            if total + len(cells) < _MOST_GRID:
                columns, below = _span(cell, "colspan"), _span(cell, "rowspan") - 1
            own.append(GridCell(cell, len(rows), len(cells), columns, below + 1))
            for _ in range(columns):
                covered[len(cells)] = below
                cells.append("")
            cells[-columns] = tidy(seen_text(cell, " "))
            spare = columns - 1
        width = len(cells) - spare
        _skip_covered(cells, covered)
        total += len(cells)
        if total >= _MOST_GRID:
            covered.clear()
        if any(cells):
            rows.append(tuple(cells[: width if len(cells) == width + spare else None]))
            places += own
    return rows, places


def _skip_covered(cells: list[str], covered: dict[int, int]) -> None:
    """Append empty cells for the next columns that a cell above covers."""
    while covered.get(len(cells), 0) > 0:
        covered[len(cells)] -= 1
        cells.append("")


def _span(cell: Node, name: str) -> int:
    value = (cell.attributes.get(name) or "").strip()
    return min(max(1, int(value)), _MOST_SPAN) if value.isdecimal() and len(value) < 5 else 1


def _is_regular(rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows have the same number of short cells, as those of data have."""
    return len({len(row) for row in rows}) == 1 and max(len(cell) for row in rows for cell in row) <= _MOST_CELL


def _is_column(table: Node, rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table of one column lists short entries, which are no links."""
    entries = [cell for row in rows for cell in row]
    return max(map(len, entries)) <= _MOST_ENTRY and table.css_first("a, img, div, br, p + p") is None


def captioned_picture(table: Node) -> bool:
    """Whether a table holds a picture and, in a cell below it, a caption, and nothing else."""
    if len(table.css("img")) != 1 or table.css_first("ul, ol, h2, h3, h4, p + p") is not None:
        return False
    filled = [
        cell for cell in table.css("td, th, caption") if cell.css_first("img") is not None or has_text(cell.text())
    ]
    if len(filled) == 1 and filled[0].css_first("img") is not None and _FLOATS.search(_layout(table)):
        return 0 < len(tidy(filled[0].text())) <= _MOST_CELL / 2
    return (
        len(filled) == 2
        and filled[0].css_first("img") is not None
        and not has_text(filled[0].text())
        and len(tidy(filled[1].text())) <= _MOST_CELL
    )


def _layout(table: Node) -> str:
    """The attributes of a table that say where it stands."""
    return " ".join(table.attributes.get(name) or "" for name in ("align", "style", "class"))


def seen_text(node: Node, separator: str = "") -> str:
    """The visible text of a cell or of preformatted text; `<br>` is a line break."""
    parts: list[str] = []
    stack = [node.child]
    while stack:
        inner = stack.pop()
        if inner is None:
            continue
        stack.append(inner.next)
        if inner.is_text_node:
            parts.append(inner.text_content or "")
        elif inner.tag == "br":
            parts.append("\n")
        elif inner.is_element_node and inner.tag not in INVISIBLE and inner.tag not in MEDIA:
            stack.append(inner.child)
    return separator.join(parts)


def credited(text: str) -> str:
    """The credit without its label and brackets: "(Image credit: Ann Example)" gives "Ann Example"."""
    label = _CREDIT_LABEL.match(text)
    return label.group(1).strip() if label else text


def enlarges_picture(button: Node) -> bool:
    """Whether a button is no more than the picture of a figure, which it opens in full size."""
    if button.css_first("img") is None or has_text(button.text()):
        return False
    return any(around.tag == "figure" for around in ancestors(button))


def in_caption(node: Node) -> bool:
    """Whether `node` stands in the caption of a figure."""
    parent = node.parent
    while parent is not None and parent.tag not in ("figure", "body"):
        if parent.tag == "figcaption":
            return True
        parent = parent.parent
    return False


def holds_own_text(figure: Node) -> bool:
    """Whether a figure holds text beside its captions, or other figures with captions of their own."""
    for inner in figure.css("blockquote, pre, table, p, ul, ol, h2, h3, figure"):
        other = inner.mem_id != figure.mem_id if inner.tag == "figure" else not in_caption(inner)
        if other and (inner.tag == "figure" or inner.text(strip=True)):
            return True
    return False


def image_address(node: Node, tag: str, base: str) -> str:
    """The address of a picture, absolute where `base` is known; "" for trackers, placeholders, data and players."""
    if tag == "picture":
        inner = node.css_first("img")
        source = image_address(inner, "img", base) if inner is not None else ""
        return source or next((_absolute(best, base) for each in node.css("source") if (best := _best(each))), "")
    if tag != "img":
        return ""
    attributes = node.attributes
    if attributes.get("width") in ("0", "1") or attributes.get("height") in ("0", "1"):
        return ""
    own = attributes.get("src") or ""
    blurred = own if _is_picture(own) and _BLURRED.search(own) else ""
    for address in (*(attributes.get(name) or "" for name in _LAZY), "" if blurred else own):
        if _is_picture(address):
            return _absolute(address, base)
    found = (
        _best(node)
        or blurred
        or attributes.get("data-src-without-script")
        or next(
            (
                value
                for name, value in attributes.items()
                if value
                and (name.startswith("data-") or name.endswith("src"))
                and PICTURE_FILE.fullmatch(value)
                and _is_picture(value)
            ),
            "",
        )
    )
    return _absolute(found, base) if found else ""


def _is_picture(address: str) -> bool:
    """Whether an address may be that of a picture, rather than data or a placeholder."""
    return bool(address.strip()) and not address.lstrip().startswith("data:") and not _PLACEHOLDER.search(address)


def _best(node: Node) -> str:
    """The largest picture in the sets of an element, "" where it has none."""
    for name in _SETS:
        found = _CANDIDATE.findall(node.attributes.get(name) or "")
        sizes = {str(address): float(size or 1) for address, size in found if _is_picture(address)}
        if sizes:
            return max(sizes, key=lambda address: sizes[address])
    return ""


def _absolute(address: str, base: str) -> str:
    if address.isprintable() and not address.endswith((" ", "#", "?", ";")):
        if address.startswith("https://"):
            return address
        if address.startswith("//") and base.startswith("https://"):
            return f"https:{address}"
    try:
        return urljoin(base, address.strip()) if base else address.strip()
    except ValueError:
        return ""
