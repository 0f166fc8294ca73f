"""Bytes → text → tree: the charset, what is no page, and what no page may be."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from functools import cache
from typing import Any

from scraper.errors import EmptyArticle, NotHtml, TooLarge
from scraper.html.dom import Tree, parse_tree

MOST_BYTES = 20_000_000
"""A page larger than this is refused. The largest news page among some 750 measured has 2.3 MB."""
MOST_DEPTH = 1_500
"""Nesting deeper than this is refused: parsing is quadratic in it. Browsers stop at 512."""
MOST_TAGS = 200_000
"""More tags than this are refused. The largest news page measured has 13,400."""
MOST_CHOICES = 5_000
"""More `<option>`s than this are refused: parsing is quadratic in those of one list."""
MOST_OPEN = 300
"""More formatting tags open at once are refused: each block opens all of them again. So are more `<body>` tags."""
MOST_TAG = 150_000
"""A single tag longer than this (in characters) is refused: parsing is quadratic in its attributes."""


def _any_case(name: bytes) -> bytes:
    """A pattern for a name in small letters or capitals. The flag for it would cost twice the time."""
    return b"".join(b"[%c%c]" % (letter, letter - 32) for letter in name)


_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}["']?\s{0,5}([a-zA-Z0-9_:.-]{2,40})""", re.IGNORECASE)
_HTTP = re.compile(r"""charset\s*=\s*["']?([\w:.-]{2,40})""", re.IGNORECASE)
_MANY_TAGS = 1_500
_DEEP_TAGS = 20_000
_FORMATS = frozenset(b"b big code em font i s small strike strong tt u".split())
"""Elements that the parser opens again in every block that follows, where they are never closed."""
_SLOW = (
    b"<(?:(?:" + b"|".join(_any_case(name) for name in sorted(_FORMATS)) + rb")[\s/]"
    rb"|(" + _any_case(b"opt") + rb"[iIgG])|(" + _any_case(b"body") + b"|" + _any_case(b"html") + rb")[\s/])"
)
_MARKUP = re.compile(rb"<(?:!doctype|!--|\?xml|/?[a-zA-Z][a-zA-Z0-9-]{0,40}[\s/>])", re.IGNORECASE)
_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})[^<>]{0,5000}?(/?)>")
_MAGIC = {
    b"%PDF-": "a PDF",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"RIFF": "a WebP image or other RIFF file",
    b"PK\x03\x04": "a ZIP archive or office document",
    b"\x1f\x8b": "a gzip archive: decompress it first",
    b"\x00\x00\x00 ftyp": "a video",
}
# a tag that opens with a good number of attributes, as against a "<" inside a script
_ATTRIBUTES = re.compile(
    rb"<[a-zA-Z][a-zA-Z0-9-]{0,40}(?:\s{1,20}[^\s<>=]{1,80}(?:=(?:\"[^\"<>]{0,80}\"|\'[^\'<>]{0,80}\'|[^\s<>\"\']{0,80}))?){50}"
)
# never nested by a parser: void, or closed by the next of their kind
_FLAT = frozenset(
    b"area base br col embed hr img input link meta param source track wbr p li dt dd option tr td th thead tbody tfoot"
    b" optgroup colgroup rp rt html head body".split()
)
_OVERRIDES = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc-kr": "cp949",
    "utf8": "utf-8",
}


def decode(body: bytes, content_type: str = "") -> str:
    """The text of a page: byte order mark, then the HTTP charset, then `<meta charset>`, then UTF-8, then cp1252.

    A named charset that does not fit the bytes is passed over when they are valid UTF-8. Never raises.
    """
    return _decoded(body, content_type)[0]


def _decoded(body: bytes, content_type: str) -> tuple[str, str]:
    """The text, and the charset that every byte of `body` is valid in, "" where some had to be replaced or left out."""
    for bom, name in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(name, "replace"), ""
    for name in _charsets(body, content_type):
        try:
            return body.decode(name), name
        except (UnicodeError, LookupError):  # some codecs of Python are no charsets, and fail in their own ways
            continue
    return body.decode("cp1252", "replace"), ""


def _charsets(body: bytes, content_type: str) -> list[str]:
    """The charsets to try, as Python calls them."""
    named = _HTTP.search(content_type)
    declared = [named.group(1).lower()] if named else []
    meta = _META.search(body[:4096])
    if meta:
        # a page that could be read as ASCII up to its meta tag is not UTF-16, whatever the tag says
        name = meta.group(1).decode("ascii").lower()
        declared.append("utf-8" if name.startswith("utf-16") else name)
    return [_OVERRIDES.get(name, name) for name in (*declared, "utf-8")]


def looks_like_html(data: bytes | str) -> bool:
    """Whether `data` is markup rather than flattened text: it opens with a tag, or holds several."""
    head = data[:20_000].encode("utf-8", "replace") if isinstance(data, str) else data[:20_000]
    opening = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if _MARKUP.match(opening):
        return True
    return len(_MARKUP.findall(head)) >= 5


def read_page(html: bytes | str, url: str, content_type: str = "") -> bytes:
    """`html` in UTF-8. Raises EmptyArticle for nothing, NotHtml for what is no HTML, TooLarge for what no page is.

    Raises TypeError for what is neither bytes nor str.
    """
    if not isinstance(html, bytes | str):
        raise TypeError(f"the page must be bytes or str, and is a {type(html).__name__}")
    if len(html) > MOST_BYTES:
        raise TooLarge(url, f"{len(html):,} bytes; the most is {MOST_BYTES:,}. Cut the page down before cleaning it")
    if isinstance(html, bytes):
        for magic, kind in _MAGIC.items():
            if html.startswith(magic):
                raise NotHtml(url, f"this is {kind}, not HTML. Hand over the page itself")
        text, charset = _decoded(html, content_type)
        page = html if charset == "utf-8" else text.encode("utf-8", "replace")
    else:
        text, page = html, html.encode("utf-8", "replace")
    if not text or text.isspace():
        raise EmptyArticle(url, "the page is empty. Check that it was fetched in full")
    if (b"\x00" in page and page.count(b"\x00") > 8) or ("\ufffd" in text and text.count("\ufffd") > len(text) // 8):
        raise NotHtml(url, "these bytes are no text in any charset that was named. Hand over an HTML page")
    if not _MARKUP.search(page):
        raise NotHtml(url, "there is no markup in it. For flattened text call clean_text, or say --input text")
    return page


def parse(page: bytes, url: str) -> Tree:
    """The tree of a page. Raises TooLarge where parsing it would take out of proportion long."""
    _check_shape(page, url)
    return parse_tree(page)


def repaired(page: bytes, repair: Callable[[str], str] | None) -> bytes:
    """A page in UTF-8 as the rule of its site mends it."""
    return repair(page.decode()).encode("utf-8", "replace") if repair is not None else page


def _check_shape(html: bytes, url: str) -> None:
    tags = html.count(b"<")
    # fewer tags than this cost the parser no more than a fraction of a second, whatever they are
    if tags > _MANY_TAGS:
        _check_tags(html, url, tags)
    window = MOST_TAG // 2
    for start in range(0, len(html) - window, window):
        # a tag longer than MOST_TAG covers a whole window without a single ">"
        if html.find(b">", start, start + window) < 0:
            opened = html.rfind(b"<", 0, start)
            closed = html.find(b">", start)
            length = (closed if closed > 0 else len(html)) - opened
            if length > MOST_TAG and _ATTRIBUTES.match(html, opened):
                raise TooLarge(url, f"one tag is {length:,} characters long; the most is {MOST_TAG:,}")


def _check_tags(html: bytes, url: str, tags: int) -> None:
    if tags > MOST_TAGS:
        raise TooLarge(url, f"it has {tags:,} tags; the most is {MOST_TAGS:,}. Cut it down to one article first")
    slow = _slow().findall(html)
    choices = sum(bool(choice) for choice, _ in slow)
    roots = sum(bool(root) for _, root in slow)
    if choices > MOST_CHOICES or roots > MOST_OPEN:
        raise TooLarge(url, "it has more options to choose from, or more bodies, than a page can have")
    if tags > _DEEP_TAGS or len(slow) - choices - roots > MOST_OPEN:
        depth, formats = _depth(html)
        if formats > MOST_OPEN and len(slow) > MOST_OPEN:
            raise TooLarge(url, f"{formats:,} formatting tags are open at once; the most is {MOST_OPEN:,}")
        if depth > MOST_DEPTH:
            raise TooLarge(url, f"its elements are nested {depth:,} deep; the most is {MOST_DEPTH:,}")


@cache
def _slow() -> Any:
    """The tags that cost a parser most. RE2 finds them in a sixteenth of the time that `re` takes."""
    import re2

    return re2.compile(_SLOW)


def _depth(html: bytes) -> tuple[int, int]:
    """How deep elements are nested, and how many formatting elements are open at once."""
    depth = deepest = formats = most = 0
    for closing, name, empty in _TAG.findall(html):
        tag = name.lower()
        if tag in _FLAT or (empty and tag not in _FORMATS):
            continue
        step = -1 if closing else 1
        depth = max(0, depth + step)
        deepest = max(deepest, depth)
        if tag in _FORMATS:
            formats = max(0, formats + step)
            most = max(most, formats)
    return deepest, most
