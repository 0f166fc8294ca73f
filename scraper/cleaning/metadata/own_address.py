"""The address that a page names as its own, for pages whose address the caller does not know."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.errors import UsageError
from scraper.html.dom import Tree, base_url, parse_tree
from scraper.urls import absolute, host_of, is_public_host, is_web_address

_HEAD = 300_000
"""Bytes searched: some heads have long style sheets and state before their links."""
_END = re.compile(rb"</head\b|<body\b", re.IGNORECASE)
_NAMED = re.compile(rb"canonical|og:url", re.IGNORECASE)
CANONICAL, OPEN_GRAPH = "canonical", "og:url"
"""Where a page names its address."""


def own_address(page: bytes) -> tuple[str, str]:
    """The public web address that a page in UTF-8 names as its own, and where it does; two empty strings without one.

    An address of a front page is none of an article, and links that contradict each other say nothing.
    """
    end = _END.search(page, 0, _HEAD)
    head = page[: end.start() if end else _HEAD]
    if _NAMED.search(head) is None:
        return "", ""
    tree = parse_tree(head)
    base = base_url(tree, "")
    for where, links in ((CANONICAL, _canonical(tree)), (OPEN_GRAPH, _open_graph(tree))):
        found = {address for link in links if (address := _public(link, base))}
        if len(found) == 1:
            return found.pop(), where
    return "", ""


def _canonical(tree: Tree) -> Iterator[str]:
    for node in tree.css("link[rel][href]"):
        if CANONICAL in (node.attributes["rel"] or "").lower().split():
            yield node.attributes["href"] or ""


def _open_graph(tree: Tree) -> Iterator[str]:
    for node in tree.css("meta[content]"):
        named = node.attributes.get("property") or node.attributes.get("name") or ""
        if named.strip().lower() == OPEN_GRAPH:
            yield node.attributes["content"] or ""


def _public(link: str, base: str) -> str:
    """The canonical form of a link to a page of a public host; "" for any other."""
    link = link.strip()
    if not is_web_address(link) and not is_web_address(base):
        link = f"https:{link}" if link.startswith("//") else ""
    try:
        address = absolute(link, base) if link else ""
    except UsageError:
        return ""
    is_page = address.count("/") >= 3 and address.split("/", 3)[3] != ""
    return address if is_page and is_public_host(host_of(address)) else ""
