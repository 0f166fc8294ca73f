"""What belongs to the story but stands above its body: the dek, the lead, the points up front."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from scraper.cleaning.dom import Node, Tree, ancestors
from scraper.cleaning.naming import name_of, purpose

_DESCRIPTIONS = "meta[name=description],meta[property='og:description'],meta[name='twitter:description']"
_TAGS = ("p", "h2", "h3", "div", "span", "strong", "section")
_NO_LEAD = frozenset(
    [
        "a",
        "nav",
        "aside",
        "footer",
        "li",
        "figure",
        "figcaption",
        "form",
        "button",
        "table",
        "script",
        "style",
        "noscript",
        "template",
    ]
)
_INSIDE = "p,h2,h3,div,span,section"
_BLOCKS = "p,div,h1,h2,h3,ul,ol,figure,section,table,img,form,iframe"
_PLAIN = re.compile(r"[^\"\\'’“”„«»&\n\t\xa0]+")
_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"[.!?…。！？][\"'”’»)\]」』]*$")
_LEAD = re.compile(
    r"(?:lead(?!ing|er)|lede|intro|dek|deck|summary|standfirst|abstract|excerpt|chapo|chapeau|perex|ingress|vorspann|bajada|entradilla|subtitle|subtitulo|sommario|teaser-?text)",
    re.IGNORECASE,
)
_LEAST, _MOST = 50, 900
_LEVELS, _SIBLINGS = 8, 40
_DATELINE = 25
_FEW = 3


def leads(tree: Tree, root: Node) -> tuple[list[Node], list[Node]]:
    """What of the story stands above `root`, in page order: leads, which open its text, and deks, which announce it.

    In English-language papers the sentence under the headline sums the story up and is set apart from it; in most
    others it opens the story, and what it says is not said again.
    """
    found = _once(_between(root))
    if len(found) > _FEW:
        found = []
    described = _described(tree, root)
    if described is not None and all(
        node.mem_id != described.mem_id and described.text() not in node.text() for node in found
    ):
        found = [described, *found] if not found or _before(described, found[0]) else [*found, described]
    page = tree.css_first("html")
    if page is None or not (page.attributes.get("lang") or "").lower().startswith("en"):
        return found, []
    deks = [node for node in found if _announces(node, described)]
    return [node for node in found if node not in deks], deks


def _announces(node: Node, described: Node | None) -> bool:
    """Whether a sentence above the body is set as a dek, not as a paragraph of the text."""
    if node.tag != "p" or _LEAD.search(name_of(node)):
        return True
    return described is not None and node.mem_id == described.mem_id


def _once(nodes: Sequence[Node]) -> list[Node]:
    """`nodes` without those that say what one before them said."""
    return list({node.text(strip=True): node for node in reversed(nodes)}.values())[::-1]


def _between(root: Node) -> list[Node]:
    """Sentences between the headline and `root`: in what stands before it, and before what it stands in."""
    found: list[Node] = []
    current = root
    for _ in range(_LEVELS):
        before = current.prev
        for _ in range(_SIBLINGS):
            if before is None:
                break
            if before.is_element_node and before.tag not in _NO_LEAD:
                if before.tag == "h1":
                    return found[::-1]
                headline = before.css_first("h1")
                sentences = [node for node in _sentences(before) if headline is None or _before(headline, node)]
                found.extend(reversed(sentences))
                if headline is not None:
                    return found[::-1]
            before = before.prev
        parent = current.parent
        if parent is None or parent.tag in ("body", "html"):
            break
        current = parent
    return [node for node in found if _named_lead(node)][::-1]


def _named_lead(node: Node) -> bool:
    """Whether `node`, or what it stands in, is called a lead."""
    return any(_LEAD.search(name_of(step)) for step in (node, *islice(ancestors(node), 2)))


def _sentences(node: Node) -> list[Node]:
    """The elements in `node`, or itself, that hold whole sentences and nothing else."""
    if len(node.text()) > 6 * _MOST:
        return []
    parts = {part.mem_id: part for part in (node, *islice(node.css(_INSIDE), 40))}
    return [part for part in parts.values() if _is_sentence(part) and not _stands_aside(part, node)]


def _is_sentence(node: Node) -> bool:
    if node.tag not in _TAGS:
        return False
    text = node.text().strip()
    if not _LEAST <= len(text) <= _MOST or not (_SENTENCE.search(text) or _LEAD.search(name_of(node))):
        return False
    if any(part.mem_id != node.mem_id for part in node.css(_BLOCKS)):
        return False
    if node.tag not in ("p", "h2", "h3") and not _LEAD.search(name_of(node)):
        return False
    return sum(len(link.text()) for link in node.css("a")) < 0.3 * len(text)


def _stands_aside(node: Node, top: Node) -> bool:
    """Whether something between `node` and `top` says that this is no part of the story."""
    for step in (node, *ancestors(node)):
        named = purpose(name_of(step))
        hinted = named.soft is not None and not _LEAD.search(name_of(step))
        if step.tag in _NO_LEAD or named.firm is not None or hinted:
            return True
        if step.mem_id == top.mem_id:
            return False
    return False


def _described(tree: Tree, root: Node) -> Node | None:
    """What stands above `root` and reads as the page's head says its description does."""
    head = tree.head
    contents = [meta.attributes.get("content") or "" for meta in head.css(_DESCRIPTIONS)] if head is not None else []
    inside = root.text() if contents else ""
    for content in dict.fromkeys(contents):
        probe = next((part.strip() for part in _PLAIN.findall(content) if len(part) > 12), "")[:30].rstrip()
        if len(content) < _LEAST - 10 or not probe or probe in inside:
            continue
        said = _words(html.unescape(content))
        for node in tree.css(",".join(f'{tag}:lexbor-contains("{probe}")' for tag in _TAGS)):
            if _words(node.text()) == said and not any(parent.tag in _NO_LEAD for parent in _around(node)):
                return _whole(node) if _before(node, root) else None
    return None


def _whole(node: Node) -> Node:
    """The block of which `node` is all but a few words: a dateline often stands in an element of its own."""
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
