"""The address that a page calls its own: its canonical link, so that one story under two addresses is kept once."""

from __future__ import annotations

import re
from html import unescape

from scraper.errors import UsageError
from scraper.urls import absolute, registrable

_HEAD = 300_000
"""Bytes looked at: the heads of some pages carry style sheets and state before their links."""
_HIDDEN = re.compile(rb"<(!--|script\b|style\b)")
_ENDS = {b"!--": b"-->", b"script": b"</script", b"style": b"</style"}
_LINK = re.compile(rb"<link\b([^>]{0,3000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(rb"""([a-z-]{1,40})\s{0,9}=\s{0,9}("[^"]*"|'[^']*'|[^\s"'>]+)""", re.IGNORECASE)


def canonical_link(body: bytes, url: str) -> str:
    """The canonical form of the page's own link, or "".

    A link is not believed that leads to a front page or to another domain (there the story was taken from), nor are two
    that differ.
    """
    end = body.find(b"<body", 0, _HEAD)
    head = body[: end if end >= 0 else _HEAD]
    lower = head.lower()
    if b"canonical" not in lower:
        return ""
    named = {_target(link, url) for link in _LINK.findall(_shown(head, lower)) if b"canonical" in link.lower()}
    named.discard("")
    return named.pop() if len(named) == 1 else ""


def _shown(head: bytes, lower: bytes) -> bytes:
    """`head` without comments, scripts and style sheets: most of its bytes, so they are passed over, not matched."""
    shown, at = [], 0
    while found := _HIDDEN.search(lower, at):
        shown.append(head[at : found.start()])
        at = lower.find(_ENDS[found[1]], found.end())
        if at < 0:
            return b"".join(shown)
    return b"".join((*shown, head[at:]))


def _target(link: bytes, url: str) -> str:
    pairs = {name.lower(): value.strip(b"\"'").strip() for name, value in reversed(_ATTRIBUTE.findall(link))}
    if b"canonical" not in pairs.get(b"rel", b"").lower().split() or not pairs.get(b"href"):
        return ""
    try:
        target = absolute(unescape(pairs[b"href"].decode("utf-8", "replace")), url)
        away = registrable(target) != registrable(url)
    except UsageError:
        return ""
    return "" if away or target.split("/", 3)[3] == "" else target
