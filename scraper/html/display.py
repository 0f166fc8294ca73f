"""The tree of a page as a reader sees it: what the parser leaves in the wrong place, or what only a browser draws.

Unclosed elements give back the story that they swallow, declarative shadow roots take the place of their hosts'
content; inline elements get the characters that a browser would draw (`inline_text`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from scraper.html.dom import Node, Tree, ancestors, parse_tree
from scraper.html.inline_text import INLINE_DRAWN, draw

_SWALLOWING = ("aside", "footer", "form", "ins", "nav")
"""Elements beside the story, which hold the rest of it if they are not closed."""
_SEEN_OTHERWISE = f"{INLINE_DRAWN},amp-img,amp-anim,noscript img,{','.join(_SWALLOWING)}"
_TAGS = {tag: re.compile(rb"<(/?)" + tag.encode() + rb"(?=[\s/>])") for tag in _SWALLOWING}
_LEAST_PARAGRAPH = 80
"""The bytes of a long paragraph in UTF-8: a character of Chinese has three, and says about as much as three letters."""
_TEMPLATE = re.compile(rb"<(/?)template\b([^>]*)>", re.IGNORECASE)
_SHADOW = re.compile(rb"\sshadowroot(?:mode)?\s*=\s*[\"']?(?:open|closed)", re.IGNORECASE)
_SHADOW_ROOT = "shadow-root"
_MOST_SHADOW_ROOTS = 500
_MOST_BESIDE = 4
"""An element with more images than this is not the frame of one."""


def displayed_tree(page: bytes) -> Tree:
    """The tree of a page in UTF-8, as a reader sees it."""
    shadowed = b"shadowroot" in page
    tree = parse_tree(_open_shadow_roots(page) if shadowed else page)
    if shadowed:
        _fill_slots(tree)
    beside: list[Node] = []
    for node in tree.css(_SEEN_OTHERWISE):
        if node.tag in _SWALLOWING:
            beside.append(node)
        elif node.tag in ("amp-img", "amp-anim"):
            _name_image(node)
        elif node.tag == "img":
            _show_without_script(node)
            draw(node)
        else:
            draw(node)
    _release_swallowed(tree, page, beside)
    return tree


def _name_image(node: Node) -> None:
    """Replace an image of AMP by an ordinary one."""
    made = parse_tree("<img>").css_first("img")
    if made is not None:
        for name, value in node.attributes.items():
            made.attrs[name] = value or ""
        node.replace_with(made)


def _show_without_script(image: Node) -> None:
    """Give the address of an image for readers without scripts to the image that a script would load in its place."""
    fallback = next((around for around in ancestors(image) if around.tag == "noscript"), None)
    frame = fallback.parent if fallback is not None else None
    address = image.attributes.get("src") or ""
    if fallback is None or frame is None or not address or fallback.text(strip=True):
        return
    loaded = next((other for other in frame.css("img") if not _in_noscript(other)), None)
    while (
        loaded is None and frame.tag in ("div", "span", "a") and frame.parent is not None and not frame.text(strip=True)
    ):
        frame = frame.parent
    if loaded is not None and frame.tag != "body" and len(frame.css("img")) <= _MOST_BESIDE:
        loaded.attrs["data-src-without-script"] = address
    elif loaded is None and frame.tag in ("figure", "picture"):
        fallback.unwrap()


def _in_noscript(node: Node) -> bool:
    return any(around.tag == "noscript" for around in ancestors(node))


def _release_swallowed(tree: Tree, page: bytes, beside: Sequence[Node]) -> None:
    """Replace each unclosed element `beside` the story by its content if that goes on with the paragraphs before it."""
    suspects = [node for node in beside if _goes_on(node)]
    lowered = page.lower() if suspects else b""
    for tag in {node.tag or "" for node in suspects}:
        nodes = tree.css(tag)
        unclosed = {nodes[number].mem_id for number in _unclosed(lowered, tag, len(nodes))}
        for node in suspects:
            if node.tag == tag and node.mem_id in unclosed:
                node.unwrap()


def _unclosed(lowered: bytes, tag: str, count: int) -> list[int]:
    """The numbers of the elements of a tag that have no end tag; none if the source has not as many as the tree."""
    opened: list[int] = []
    number = 0
    for found in _TAGS[tag].finditer(lowered):
        if found[1]:
            if opened:
                opened.pop()
        elif not (tag == "form" and opened):  # a parser ignores a form inside another
            opened.append(number)
            number += 1
    return opened if number == count else []


def _goes_on(node: Node) -> bool:
    """Whether an element holds a long paragraph of the same class as one right in front of it."""
    before = node.prev
    while before is not None and before.tag != "p":
        before = before.prev
    if before is None:
        return False
    own = before.attributes.get("class")
    return any(
        paragraph.attributes.get("class") == own and len(paragraph.text().strip().encode()) >= _LEAST_PARAGRAPH
        for paragraph in node.css("p")
    )


def _open_shadow_roots(page: bytes) -> bytes:
    """`page` with each declarative shadow root as an element, which a parser keeps in the tree."""
    names: list[bytes] = []

    def renamed(tag: re.Match[bytes]) -> bytes:
        if not tag[1]:
            names.append(_SHADOW_ROOT.encode() if _SHADOW.search(tag[2]) else b"template")
            return b"<%b%b>" % (names[-1], tag[2])
        return b"</%b>" % (names.pop() if names else b"template")

    return _TEMPLATE.sub(renamed, page)


def _fill_slots(tree: Tree) -> None:
    """Put the content of each host into the slots of its shadow root, and that in the place of the content."""
    for _ in range(_MOST_SHADOW_ROOTS):
        root = tree.css_first(_SHADOW_ROOT)
        if root is None:
            return
        host = root.parent
        content = _children(host, root) if host is not None else []
        filled: set[str] = set()
        for slot in root.css("slot"):
            name = slot.attributes.get("name") or ""
            filling = [node for node in content if _slot_of(node) == name and name not in filled]
            filled.add(name)
            for node in filling:
                slot.insert_before(node)
            if filling:
                slot.decompose()
            else:
                slot.unwrap()
        for node in content:
            node.decompose()
        root.unwrap()


def _children(host: Node, root: Node) -> list[Node]:
    """What stands in a host beside its shadow root, white space aside."""
    found: list[Node] = []
    child = host.child
    while child is not None:
        if child.mem_id != root.mem_id and (child.is_element_node or (child.text_content or "").strip()):
            found.append(child)
        child = child.next
    return found


def _slot_of(node: Node) -> str:
    return (node.attributes.get("slot") or "") if node.is_element_node else ""
