"""What belongs to the story but stands above its body: the dek, the lede, the summary points."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from scraper.cleaning.class_hints import hint_of, name_of
from scraper.cleaning.text import ends_sentence
from scraper.html.dom import Node, Tree, ancestors
from scraper.html.elements import BLOCKS, INVISIBLE, OUTSIDE

_DESCRIPTIONS = "meta[name=description],meta[property='og:description'],meta[name='twitter:description']"
_TAGS = ("p", "h2", "h3", "div", "span", "strong", "section")
_OWN = ("p", "h2", "h3")
"""The tags of a sentence that counts without a telling name."""
_NO_LEDE = OUTSIDE | INVISIBLE | {"li", "table"}
_ANY = ",".join(_TAGS)
_INSIDE = "p,h2,h3,div,span,section"
_PLAIN = re.compile(r"[^\"\\'’“”„«»&\n\t\xa0]+")
_WORD = re.compile(r"\w+")
_LEDE = re.compile(
    r"(?:lead(?!ing|er)|lede|intro|dek|deck|summary|standfirst|abstract|excerpt|chapo|chapeau|perex|ingress|vorspann|bajada|entradilla|subtitle|subtitulo|sommario|teaser-?text)"
)
_LEAST, _MOST = 50, 900
_LEVELS, _SIBLINGS = 8, 40
_DATELINE = 25
_FEW = 3


def find_ledes(tree: Tree, root: Node) -> tuple[list[Node], list[Node]]:
    """What belongs to the story above `root`, in page order: ledes, which open its text, and deks, which announce it.

    In English-language papers the sentence under the headline summarises the story and is set apart from it (a dek);
    in most others it opens the story, which does not repeat it (a lede).
    """
    above = _above(root)
    found = _once(_between(above))
    if len(found) > _FEW:
        found = []
    described = _described(tree, root, above)
    if described is not None and all(
        node.mem_id != described.mem_id and described.text() not in node.text() for node in found
    ):
        found = [described, *found] if not found or _before(described, found[0]) else [*found, described]
    page = tree.root
    if page is None or not (page.attributes.get("lang") or "").lower().startswith("en"):
        return found, []
    deks = [node for node in found if _announces(node, described)]
    return [node for node in found if node not in deks], deks


def _announces(node: Node, described: Node | None) -> bool:
    """Whether a sentence above the body is set as a dek rather than as a paragraph of the text."""
    if node.tag != "p" or _is_lede(node):
        return True
    return described is not None and node.mem_id == described.mem_id


def _once(nodes: Sequence[Node]) -> list[Node]:
    """`nodes` without those that repeat the text of an earlier one."""
    return list({node.text(strip=True): node for node in reversed(nodes)}.values())[::-1]


@dataclass(slots=True)
class _Part:
    """An element above the body, its text, and the page's headline if it stands in that element."""

    node: Node
    text: str
    headline: Node | None


def _above(root: Node) -> list[_Part]:
    """The elements before `root` and before its ancestors, nearest first, up to the headline."""
    found: list[_Part] = []
    current = root
    for _ in range(_LEVELS):
        before = current.prev
        for _ in range(_SIBLINGS):
            if before is None:
                break
            if before.is_element_node and before.tag not in _NO_LEDE:
                headline = before if before.tag == "h1" else before.css_first("h1")
                found.append(_Part(before, before.text(), headline))
                if headline is not None:
                    return found
            before = before.prev
        parent = current.parent
        if parent is None or parent.tag in ("body", "html"):
            break
        current = parent
    return found


def _between(above: Sequence[_Part]) -> list[Node]:
    """Sentences between the headline and the body; without a headline, those whose names are those of ledes."""
    found: list[Node] = []
    for part in above:
        found += [node for node in reversed(_sentences(part)) if part.headline is None or _before(part.headline, node)]
    if above and above[-1].headline is not None:
        return found[::-1]
    return [node for node in found if _named_lede(node)][::-1]


def _is_lede(node: Node) -> bool:
    """Whether the class names or id of `node` are those of a lede."""
    return _LEDE.search(name_of(node).lower()) is not None


def _named_lede(node: Node) -> bool:
    """Whether `node`, or an element closely around it, has the name of a lede."""
    return any(_is_lede(step) for step in (node, *islice(ancestors(node), 2)))


def _sentences(part: _Part) -> list[Node]:
    """The elements in `part`, or itself, that hold complete sentences and nothing else."""
    if len(part.text) > 6 * _MOST or len(part.text.strip()) < _LEAST:
        return []
    nodes = {node.mem_id: node for node in (part.node, *islice(part.node.css(_INSIDE), 40))}
    return [node for node in nodes.values() if _is_sentence(node) and not _stands_aside(node, part.node)]


def _is_sentence(node: Node) -> bool:
    tag = node.tag
    if tag not in _TAGS:
        return False
    text = node.text().strip()
    if not _LEAST <= len(text) <= _MOST:
        return False
    ends = ends_sentence(text, pauses=False)
    if not (ends and tag in _OWN) and not _is_lede(node):
        return False
    if any(part.mem_id != node.mem_id for part in node.css(BLOCKS)):
        return False
    return sum(len(link.text()) for link in node.css("a")) < 0.3 * len(text)


def _stands_aside(node: Node, top: Node) -> bool:
    """Whether a tag or name between `node` and `top` puts it outside the story."""
    for step in (node, *ancestors(node)):
        named = hint_of(name_of(step))
        hinted = named.weak is not None and not _is_lede(step)
        if step.tag in _NO_LEDE or named.strong is not None or hinted:
            return True
        if step.mem_id == top.mem_id:
            return False
    return False


def _described(tree: Tree, root: Node, above: Sequence[_Part]) -> Node | None:
    """The element above `root` whose words are those of the description in the page's head."""
    head = tree.head if any(len(part.text) >= _LEAST - 10 for part in above) else None
    contents = [meta.attributes.get("content") or "" for meta in head.css(_DESCRIPTIONS)] if head is not None else []
    for content in dict.fromkeys(contents):
        probe = next((part.strip() for part in _PLAIN.findall(content) if len(part) > 12), "")[:30].rstrip()
        if len(content) < _LEAST - 10 or not probe:
            continue
        parts = [part.node for part in reversed(above) if probe in part.text]
        if not parts or probe in root.text():
            continue
        said = _words(html.unescape(content))
        for node in (node for part in parts for node in part.css(_ANY)):
            matches = _has_text(node, probe) and _words(node.text()) == said
            if matches and not any(step.tag in _NO_LEDE for step in _around(node)):
                return _whole(node)
    return None


def _has_text(node: Node, probe: str) -> bool:
    """Whether a text directly in `node` contains `probe`."""
    child = node.child
    while child is not None:
        if child.is_text_node and probe in (child.text_content or ""):
            return True
        child = child.next
    return False


def _whole(node: Node) -> Node:
    """The block that holds `node` and at most a few words more: a dateline often has an element of its own."""
    size = len(node.text(strip=True))
    current, parent = node, node.parent
    while parent is not None and parent.tag in _TAGS and len(parent.text(strip=True)) <= size + _DATELINE:
        current, parent = parent, parent.parent
    return current if len(current.text(strip=True)) > size else node


def _around(node: Node) -> Iterator[Node]:
    return islice(ancestors(node), 40)


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))


def _before(node: Node, other: Node) -> bool:
    """Whether `node` stands before `other` on the page, and not in it."""
    above = {parent.mem_id: child for child, parent in pairwise([node, *ancestors(node)])}
    for child, parent in pairwise([other, *ancestors(other)]):
        if parent.mem_id in above:
            after = above[parent.mem_id].next
            for _ in range(1000):
                if after is None or after.mem_id == child.mem_id:
                    break
                after = after.next
            return after is not None
    return False
