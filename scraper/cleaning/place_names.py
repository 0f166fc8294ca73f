"""What the elements that left an article are called on their page: `p.tide-letter` says more than `p:nth-child(5)`."""

from __future__ import annotations

import re
from itertools import islice

from scraper.errors import ScraperError
from scraper.html.decode import read_page
from scraper.html.dom import Node, ancestors
from scraper.html.limits import parse
from scraper.model import Article, Path, Route

_TAG = re.compile(r"[a-z][a-z0-9-]*")
_NAME = re.compile(r"-?[A-Za-z_][\w-]{0,59}")
_MOST_CLASSES, _MOST_AROUND, _MOST_PLACES = 2, 3, 2_000


def place_names(article: Article, html: bytes | str, content_type: str = "") -> dict[str, str]:
    """CSS path of a removal → a short selector of names, for those elements that have names or stand in such."""
    if article.origin.route in (Route.TEXT, Route.LINKED_DATA):
        return {}
    try:
        tree = parse(read_page(html, article.url or "", content_type), article.url or "")
    except ScraperError:
        return {}
    names: dict[str, str] = {}
    paths = (each.place.path for each in article.removals if isinstance(each.place, Path))
    for path in dict.fromkeys(islice(paths, _MOST_PLACES)):
        node = tree.css_first(path)
        tag = _TAG.match(path.rpartition(" > ")[2])
        # a page that its rule repaired has another tree
        if node is not None and (tag is None or tag[0] == node.tag) and (name := _name(node)):
            names[path] = name
    return names


def _name(node: Node) -> str:
    own = _called(node)
    if own:
        return own
    for around in islice(ancestors(node), _MOST_AROUND):
        if around.tag in ("body", "html"):
            break
        if outer := _called(around):
            return f"{outer} {node.tag}"
    return ""


def _called(node: Node) -> str:
    """An element by its class names or its id; "" without either."""
    attributes = node.attributes
    classes = [name for name in (attributes.get("class") or "").split() if _NAME.fullmatch(name)]
    if classes:
        return ".".join((node.tag or "", *classes[:_MOST_CLASSES]))
    own = attributes.get("id") or ""
    return f"{node.tag}#{own}" if _NAME.fullmatch(own) else ""
