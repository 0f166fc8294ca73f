"""Which addresses a rendering may contain."""

from __future__ import annotations

import re

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_PICTURE_SCHEME = re.compile(r"https?:|data:image/", re.IGNORECASE)
_LINK_SCHEME = re.compile(r"https?:|mailto:|tel:", re.IGNORECASE)
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\ufeff]+")


def picture_url(url: str) -> str:
    """`url` if a page may show it as a picture, else ""."""
    url = url.strip()
    return url if not _SCHEME.match(_UNSEEN.sub("", url)) or _PICTURE_SCHEME.match(url) else ""


def link_url(url: str) -> str:
    """`url` without the characters that browsers skip, if a reader may follow it, else ""."""
    url = _UNSEEN.sub(lambda found: "%20" if found[0].strip("\t\r\n") else "", url.strip())
    scheme = url.replace("%20", "")
    return url if not _SCHEME.match(scheme) or _LINK_SCHEME.match(url) else ""
