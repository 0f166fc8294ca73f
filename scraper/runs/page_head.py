"""What the head of a page says about the page: its canonical link and its meta elements.

The head is searched as bytes, without parsing the page, which a process with limits does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from scraper.errors import UsageError
from scraper.urls import absolute, registrable

_HEAD = 300_000
"""Bytes searched for the link: some heads have long style sheets and state before their links."""
_SKIPPED = re.compile(rb"<(!--|script\b|style\b)")
_ENDS = {b"!--": b"-->", b"script": b"</script", b"style": b"</style"}
_META = re.compile(rb"<meta\b([^>]{0,3000})>", re.IGNORECASE)
_REFRESH = re.compile(r"\s*\d{1,4}(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*|(?!url\s*=))(\S.*)", re.IGNORECASE | re.DOTALL)
_LINK = re.compile(rb"<link\b([^>]{0,3000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(rb"""([a-z-]{1,40})\s{0,9}=\s{0,9}("[^"]*"|'[^']*'|[^\s"'>]+)""", re.IGNORECASE)


def canonical_link(body: bytes, url: str) -> str:
    """The canonical link of the page at `url`, in canonical form, or "".

    Links to a front page or another domain (the source of a syndicated story) are ignored, as are contradicting links.
    """
    markup = _markup(body, b"canonical")
    targets = {_target(link, url) for link in _LINK.findall(markup) if b"canonical" in link.lower()}
    targets.discard("")
    return targets.pop() if len(targets) == 1 else ""


def metas(body: bytes, *words: bytes) -> Iterator[tuple[str, str]]:
    """The name in lower case and the content of each meta element in the head, if one of the words is in the head."""
    for tag in _META.findall(_markup(body, *words)):
        pairs = _pairs(tag)
        name, content = (pairs.get(key, b"").decode("utf-8", "replace") for key in (b"name", b"content"))
        yield unescape(name).strip().lower(), unescape(content)


def refreshed(body: bytes, url: str) -> str:
    """Where a page at `url` sends its readers by a meta refresh; "" if nowhere else."""
    for tag in _META.findall(_markup(body, b"refresh")):
        pairs = _pairs(tag)
        found = _REFRESH.match(unescape(pairs.get(b"content", b"").decode("utf-8", "replace")))
        if pairs.get(b"http-equiv", b"").lower() != b"refresh" or found is None:
            continue
        try:
            target = absolute(found[1].strip("\"' "), url)
        except UsageError:
            continue
        return "" if target == url else target
    return ""


def _markup(body: bytes, *words: bytes) -> bytes:
    """The head without comments, scripts and style sheets, which make up most of it; b"" if none of the words is in it.

    The words are in lower case.
    """
    end = body.find(b"<body", 0, _HEAD)
    head = body[: end if end >= 0 else _HEAD]
    lower = head.lower()
    if not any(word in lower for word in words):
        return b""
    parts, at = [], 0
    while start := _SKIPPED.search(lower, at):
        parts.append(head[at : start.start()])
        at = lower.find(_ENDS[start[1]], start.end())
        if at < 0:
            return b"".join(parts)
    return b"".join((*parts, head[at:]))


def _pairs(tag: bytes) -> dict[bytes, bytes]:
    """The attributes of a tag: name in lower case → value; the first of a name counts."""
    return {name.lower(): value.strip(b"\"'").strip() for name, value in reversed(_ATTRIBUTE.findall(tag))}


def _target(link: bytes, url: str) -> str:
    pairs = _pairs(link)
    if b"canonical" not in pairs.get(b"rel", b"").lower().split() or not pairs.get(b"href"):
        return ""
    try:
        target = absolute(unescape(pairs[b"href"].decode("utf-8", "replace")), url)
        elsewhere = registrable(target) != registrable(url)
    except UsageError:
        return ""
    return "" if elsewhere or target.split("/", 3)[3] == "" else target
