"""Pictures and tables: the address of a picture, and which table holds data."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from scraper.cleaning.text import tidy
from scraper.html.dom import Node
from scraper.html.elements import INVISIBLE, MEDIA

_LAZY = ("data-pin-media", "data-original", "data-lazy-src", "data-src", "data-lazyload", "src")
_CREDIT_LABEL = re.compile(r"\(?(?:image|photo|picture|video) ?credits?: ?([^()]{2,200})\)?$", re.IGNORECASE)
CREDIT = (
    "[class*=credit i],[class*=image-source i],[class*=source i]:not([class*=caption i]),"
    "[itemprop=copyrightHolder],[itemprop=creditText]"
)
"""A selector for the credit in a figure."""
_LAYOUT = "table table, td p + p, td div div, td h2, td ul, script, style"


def table_rows(table: Node) -> tuple[tuple[str, ...], ...]:
    """The cells of a data table, row by row; () for a table that only lays out the page."""
    if table.css_first(_LAYOUT) is not None:
        return ()
    rows = []
    for row in table.css("tr"):
        cells = tuple(tidy(seen_text(cell, " ")) for cell in row.css("td, th"))
        if any(cells):
            rows.append(cells)
    if len(rows) < 2 or max(len(row) for row in rows) < 2:
        return ()
    return tuple(rows)


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


def in_caption(node: Node) -> bool:
    """Whether `node` stands in the caption of a figure."""
    parent = node.parent
    while parent is not None and parent.tag not in ("figure", "body"):
        if parent.tag == "figcaption":
            return True
        parent = parent.parent
    return False


def image_address(node: Node, tag: str, base: str) -> str:
    """The address of a picture, absolute where `base` is known; "" for trackers, inline data and players."""
    if tag == "picture":
        inner = node.css_first("img")
        source = image_address(inner, "img", base) if inner is not None else ""
        if source:
            return source
        first = node.css_first("source[srcset]")
        return _absolute((first.attributes.get("srcset") or "").split(" ")[0], base) if first is not None else ""
    if tag != "img":
        return ""
    attributes = node.attributes
    if attributes.get("width") in ("0", "1") or attributes.get("height") in ("0", "1"):
        return ""
    for name in _LAZY:
        address = attributes.get(name)
        if address and not address.startswith("data:"):
            return _absolute(address, base)
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
