"""The document tree. The only module that imports selectolax."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

Tree = LexborHTMLParser
Node = LexborNode


def parse_tree(html: bytes | str) -> Tree:
    """The tree of a page or fragment, which is text or bytes in UTF-8."""
    return LexborHTMLParser(html)


def selector_fault(selector: str) -> str:
    """The error in a CSS selector; "" if it is valid."""
    if not selector.strip():
        return "the selector is empty; name an element, such as div.story"
    try:
        _PROBE.css(selector)
    except (SelectolaxError, ValueError) as error:
        return f"{selector!r} is not a valid CSS selector: {error}"
    return ""


_PART = re.compile(
    r"""(?:[^,()\[\]"'\\]|\\.|"[^"]*"|'[^']*'|\[(?:[^\]"']|"[^"]*"|'[^']*')*\]|\((?:[^()]|\([^()]*\))*\))+"""
)
_PLAIN_ID = re.compile(r"[a-zA-Z][a-zA-Z0-9_-]{0,60}")
_PROBE = LexborHTMLParser("<html><body><p>probe</p></body></html>")


def outermost(nodes: list[Node]) -> list[Node]:
    """`nodes` (in page order), each once, without those inside another of them."""
    if len(nodes) < 2:
        return nodes
    nodes = list({node.mem_id: node for node in nodes}.values())
    ids = {node.mem_id for node in nodes}
    return [node for node in nodes if not any(parent.mem_id in ids for parent in ancestors(node))]


def body_roots(tree: Tree, selectors: Sequence[str]) -> tuple[tuple[Node, ...], str]:
    """The outermost elements with text that the first matching selector selects, and that selector; else () and "".

    A selector matches if each of its comma-separated parts selects an element with text. After a redesign that leaves
    only the lede of "p.lede, div.story", the next selector is tried: the lede alone is not the article.
    """
    for selector in selectors:
        roots = [node for node in tree.css(selector) if _has_text(node)]
        parts = selector_parts(selector)
        if roots and (len(parts) == 1 or all(any(map(_has_text, tree.css(part))) for part in parts)):
            return tuple(outermost(roots)), selector
    return (), ""


def _has_text(node: Node) -> bool:
    return bool(node.text(strip=True))


def selector_parts(selector: str) -> list[str]:
    """The parts of a CSS selector between its commas; commas in brackets, parentheses and strings do not count."""
    return [part.strip() for part in _PART.findall(selector) if part.strip()]


def base_url(tree: Tree, url: str) -> str:
    """The URL that relative addresses on the page at `url` refer to: that of its `<base>`, if it has one."""
    base = tree.css_first("base[href]")
    href = (base.attributes.get("href") or "").strip() if base is not None else ""
    try:
        return urljoin(url, href) if href else url
    except ValueError:
        return url


def ancestors(node: Node) -> Iterator[Node]:
    """The elements around `node`, nearest first."""
    parent = node.parent
    while parent is not None and parent.tag != "-undef":
        yield parent
        parent = parent.parent


def path_of(node: Node) -> str:
    """A CSS path that selects only `node`, from the nearest element with a unique id, or else from the root."""
    steps: list[str] = []
    current: Node | None = node
    while current is not None and current.tag not in ("html", "-document"):
        name = current.id
        if name and _PLAIN_ID.fullmatch(name) and len(current.parser.css(f"#{name}")) == 1:
            return " > ".join([f"#{name}", *reversed(steps)])
        steps.append(f"{current.tag}:nth-child({_position(current)})")
        current = current.parent
    return " > ".join(["html", *reversed(steps)])


def _position(node: Node) -> int:
    position = 1
    sibling = node.prev
    while sibling is not None:
        position += sibling.is_element_node
        sibling = sibling.prev
    return position
