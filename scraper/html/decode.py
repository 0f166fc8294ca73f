"""Decode the bytes of a page, and refuse what is not HTML.

The charset is decided only here, by the first of these that applies: a byte order mark; bytes that are valid UTF-8 or
look like UTF-16; a label in the HTTP header, a `<meta>` or the XML declaration in which the bytes are valid; the
language of the page and the letters that the bytes would be; else windows-1252.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import webencodings

from scraper.errors import EmptyArticle, NotHtml, TooLarge
from scraper.html.file_kinds import file_kind, has_controls, refusal

MOST_PAGE_BYTES = 20_000_000
"""A page larger than this is refused. The largest news page among some 750 measured has 2.3 MB."""
MOST_HEAD = 256_000
"""Labels are searched in this many bytes at the beginning of a page."""

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_HTTP_LABEL = re.compile(r"""charset\s*=\s*["']?([^\s"';,]{2,40})""", re.IGNORECASE)
_CONTENT_LABEL = re.compile(rb"charset\s{0,9}=(.{2,60})", re.IGNORECASE | re.DOTALL)
_LABEL = re.compile(rb"""[\s"';,]*([\w:.-]{2,40})""")
_ATTRIBUTE = re.compile(
    rb"""[\s/]{0,999}+([^\s/>=]{1,99}+)(?:\s{0,99}+=\s{0,99}+(?:"([^"]{0,2000}+)"|'([^']{0,2000}+)'|([^\s>]{0,2000}+)))?"""
)
_XML_LABEL = re.compile(rb"""\s{0,99}<\?xml\s[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([\w:.-]{2,40})["']""")
_HTML = re.compile(rb"<html(?=[\s/])", re.IGNORECASE)
_LANGUAGE = re.compile(rb"\s*([a-z]{2,3})(?:[-_]([a-z_-]{2,20}))?")
_IN_HEAD = re.compile(rb"<(!--|meta\b|script\b|style\b|title\b|textarea\b|noscript\b)", re.IGNORECASE)
_ENDS = {
    b"!--": re.compile(rb"-->"), b"noscript": re.compile(rb">"),
    **{tag: re.compile(rb"</" + tag, re.IGNORECASE) for tag in (b"script", b"style", b"title", b"textarea")},
}  # fmt: skip
"""Element of a head that may contain the text of a `<meta>` → where it ends."""
_MARKUP = re.compile(rb"<(?:!doctype|!--|\?xml|/?[a-zA-Z][a-zA-Z0-9-]{0,40}[\s/>])", re.IGNORECASE)
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_ESCAPE = b"\x1b$"
_CODECS = {"gbk": "gb18030", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be", "x-user-defined": "cp1252"}
"""Encoding → Python's codec, where that of webencodings deviates from the standard."""
_CODES = {
    "ru": "cp1251 koi8-r iso8859-5 cp866", "uk": "cp1251 koi8-u", "be": "cp1251", "bg": "cp1251", "mk": "cp1251",
    "sr": "cp1251 cp1250",
    "ja": "cp932 euc_jp", "zh": "gb18030 big5hkscs", "ko": "cp949", "el": "cp1253", "tr": "cp1254", "az": "cp1254",
    "he": "cp1255", "iw": "cp1255", "ar": "cp1256", "fa": "cp1256", "ur": "cp1256", "th": "cp874", "vi": "cp1258",
    "pl": "cp1250", "cs": "cp1250", "sk": "cp1250", "hu": "cp1250", "ro": "cp1250", "hr": "cp1250", "sl": "cp1250",
    "et": "cp1257", "lv": "cp1257", "lt": "cp1257",
}  # fmt: skip
"""Language → the codecs of its unlabelled pages, the most common first; cp1252 for other languages."""
_CYRILLIC = "[оеаиінтсрвл]"
_TYPICAL = {
    "cp932": "[぀-ヿ]", "euc_jp": "[぀-ヿ]", "cp949": "[가-힣]", "gb18030": "[的一是在不了有和人这中大为上个国我以要他]",
    "big5hkscs": "[的一是在不了有和人這中大為上個國我以要他]",
    "cp1251": _CYRILLIC, "koi8-r": _CYRILLIC, "koi8-u": _CYRILLIC, "iso8859-5": _CYRILLIC, "cp866": _CYRILLIC,
    "cp1253": "[αοιετσνηρπςκ]", "cp1255": "[יוהלאתרמבשנ]", "cp1256": "[الينومرتبةهع]",
    "cp874": "[านรกอเงมยลทสวต่้ัีิ]",
}  # fmt: skip
"""Codec → the most common letters of its languages."""
_NOT_JAPANESE = dict.fromkeys(range(0xF8F0, 0xF8F4), "\ufffd")
"""The characters that Python gives for four bytes that are invalid in the standard's Shift_JIS."""
_ENOUGH = {"cp949": 0.5, "cp932": 0.2, "euc_jp": 0.2, "gb18030": 0.04, "big5hkscs": 0.04}
"""Codec with many letters → the share that the common letters must exceed; 0.5 for the other codecs."""


@dataclass(frozen=True, slots=True)
class DecodedPage:
    """The text of a page, Python's name of its codec, and the basis of that choice.

    `basis` is "byte order mark", "bytes", "header", "meta", "xml declaration", "language" or "default"; `replaced`
    counts the bytes that are invalid in the codec; each is U+FFFD in the text.
    """

    text: str
    codec: str
    basis: str
    replaced: int = 0


def decode_page(body: bytes, content_type: str = "") -> DecodedPage:
    """Decode a page by its bytes, its `Content-Type` header and its labels. Never raises."""
    for bom, codec in _BOMS:
        if body.startswith(bom):
            return _decoded(body[len(bom) :], codec, "byte order mark")
    if (wide := _utf16(body)) is not None:
        return _decoded(body, wide, "bytes")
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return _decoded(body, *_decide(body, content_type))
    if text.isascii() and _ESCAPE in body:  # ISO-2022-JP is ASCII with escape sequences
        return _decoded(body, *_decide(body, content_type))
    return DecodedPage(text, "utf-8", "bytes")


def _decide(body: bytes, content_type: str) -> tuple[str, str]:
    """The codec and basis of a page that is not valid UTF-8, by a sample that begins with its first non-ASCII byte.

    UTF-8 if few of the bytes are invalid, else the first label in which nearly all are valid. As every byte is valid in
    Latin-1, a language that the letters confirm takes precedence over that label; so does any label of the page if the
    header says Latin-1, which is often the server's default.
    """
    labels: dict[str, str] = {}
    for basis, label in _labels(body, content_type):
        if codec := codec_of(label):
            labels.setdefault(codec, basis)
    first = _BEYOND_ASCII.search(body)
    sample = body[first.start() :][:MOST_HEAD] if first else body[:MOST_HEAD]
    unicode = _decoded(sample, "utf-8", "bytes")
    valid = _foreign(unicode.text) - unicode.replaced
    # text in other encodings has at most half as many accidental sequences of UTF-8 as invalid bytes
    if valid and valid >= (1 if "utf-8" in labels else 2) * unicode.replaced:
        return "utf-8", "bytes"
    pages = [_decoded(sample, codec, labels[codec]) for codec in labels if codec != "utf-8"]
    fitting = [(page.codec, page.basis) for page in pages if _fits(page)]
    if not fitting or fitting[0][0] == "cp1252":
        by_letters = _by_letters(body, sample)
        if not fitting or (by_letters[0] in _TYPICAL and by_letters[1] != "default"):
            return by_letters
        if fitting[0][1] == "header":
            return fitting[1 % len(fitting)]
    return fitting[0]


def _by_letters(body: bytes, sample: bytes) -> tuple[str, str]:
    """The codec of the language that a page declares, if the letters confirm it, or of the script that they suggest.

    The basis is "default" if neither is conclusive.
    """
    root = _HTML.search(body, 0, MOST_HEAD)
    attributes = _attributes(body, root.end())[0] if root else {}
    named = _LANGUAGE.match((attributes.get(b"lang") or attributes.get(b"xml:lang") or b"").lower())
    candidates = _CODES.get(named[1].decode(), "").split() if named else []
    if named and any(part in (named[2] or b"") for part in (b"tw", b"hk", b"hant")):
        candidates.reverse()
    best = max((_decoded(sample, codec, "language") for codec in candidates), key=_typicality, default=None)
    if best is not None and _typicality(best) >= 1:
        return best.codec, "language"
    words = re.findall(rb"[@-~\x80-\xff]{3,}", sample)
    if sum(len(word) for word in words if 2 * _foreign_bytes(word) >= max(6, len(word))) >= 30:
        pages = [_decoded(sample, codec, "bytes") for codec in _TYPICAL]
        likely = [page for page in pages if _typicality(page) >= 1]
        if likely:
            most = max(likely, key=_typicality)
            return next((page.codec for page in likely if page.codec in _ENOUGH), most.codec), "bytes"
    return best.codec if best is not None else "cp1252", "default"


def _foreign_bytes(word: bytes) -> int:
    return len(word) - len(word.decode("ascii", "ignore"))


def _fits(page: DecodedPage) -> bool:
    return page.replaced <= max(2, _foreign(page.text) // 50)


def _typicality(page: DecodedPage) -> float:
    """The share of common letters among the non-ASCII characters, in units of the share that is convincing.

    0 if too many bytes are invalid, 1 for codecs whose letters are not distinctive.
    """
    foreign = _foreign(page.text)
    if page.codec not in _TYPICAL or not foreign or not _fits(page):
        return float(page.codec not in _TYPICAL)
    return len(re.findall(_TYPICAL[page.codec], page.text)) / foreign / _ENOUGH.get(page.codec, 0.5)


def _labels(body: bytes, content_type: str) -> Iterator[tuple[str, str]]:
    """The sources of a charset label and the labels, the most reliable first."""
    if named := _HTTP_LABEL.search(content_type):
        yield "header", named[1]
    if _ESCAPE in body:
        yield "bytes", "iso-2022-jp"
    for label in _meta_labels(body):
        # a <meta> that is readable as ASCII is not in UTF-16
        yield "meta", "utf-8" if label.lower().startswith("utf-16") else label
    if named_in := _XML_LABEL.match(body):
        yield "xml declaration", named_in[1].decode("ascii")


def _meta_labels(body: bytes) -> Iterator[str]:
    """The labels in the `<meta>` tags of a page; comments, scripts, styles and titles are skipped."""
    at = 0
    while (found := _IN_HEAD.search(body, at, MOST_HEAD)) is not None:
        name, at = found[1].lower(), found.end()
        if name == b"meta":
            attributes, at = _attributes(body, at)
            content = _CONTENT_LABEL.search(attributes.get(b"content", b""))
            named = b"name" in attributes or b"property" in attributes
            label = attributes.get(b"charset") or (content[1] if content is not None and not named else b"")
            if cleaned := _LABEL.match(label):
                yield cleaned[1].decode("ascii", "replace")
        elif (closed := _ENDS[name].search(body, at, MOST_HEAD)) is not None:
            at = closed.end()
        else:
            return


def _attributes(body: bytes, at: int) -> tuple[dict[bytes, bytes], int]:
    """The attributes of the tag from `at` on, and their end."""
    found: dict[bytes, bytes] = {}
    while (pair := _ATTRIBUTE.match(body, at, MOST_HEAD)) is not None:
        found.setdefault(pair[1].lower(), pair[2] or pair[3] or pair[4] or b"")
        at = pair.end()
    return found, at


@lru_cache(maxsize=500)
def codec_of(label: str) -> str | None:
    """Python's codec for a label of the Encoding Standard; None for a label that it omits or forbids."""
    encoding = webencodings.lookup(label)
    if encoding is None or encoding.name == "replacement":
        return None
    return _CODECS.get(encoding.name) or codecs.lookup(encoding.codec_info.name).name


def _decoded(body: bytes, codec: str, basis: str) -> DecodedPage:
    """`body` decoded by `codec`; an invalid byte does not affect its neighbours."""
    text = body.decode(codec, "replace" if codec.startswith("utf") else "bodycopy.like_browsers")
    text = text.translate(_NOT_JAPANESE) if codec == "cp932" else text
    replaced = text.count("\ufffd")
    if replaced and codec == "utf-8":
        replaced -= body.count("\ufffd".encode())
    return DecodedPage(text, codec, basis, replaced)


def _like_browsers(error: UnicodeError) -> tuple[str, int]:
    """What browsers show for a byte that Python's codec rejects; U+FFFD for one byte, so that the markup stays intact.

    Windows code pages lack control characters, gb18030 the euro sign of GBK, euc_jp the characters of NEC and IBM such
    as ①, which cp932 has at the same row and cell.
    """
    assert isinstance(error, UnicodeDecodeError)
    first, *rest = error.object[error.start : error.start + 2]
    if error.encoding == "charmap" and first < 0xA0:
        return chr(first), error.start + 1
    if error.encoding == "gb18030" and first == 0x80:
        return "€", error.start + 1
    if error.encoding == "euc_jp" and rest and all(0xA0 < byte < 0xFF for byte in (first, *rest)):
        row, cell = first - 0xA1, rest[0] - 0xA1
        lead = row // 2 + (0x81 if row < 62 else 0xC1)
        trail = cell + 0x9F if row % 2 else cell + 0x40 + (cell > 62)
        try:
            return bytes([lead, trail]).decode("cp932").translate(_NOT_JAPANESE), error.start + 2
        except UnicodeDecodeError:
            pass
    return "\ufffd", error.start + 1


codecs.register_error("bodycopy.like_browsers", _like_browsers)


def _utf16(body: bytes) -> str | None:
    """The codec of UTF-16 without a byte order mark, in which zero bytes alternate with ASCII; else None."""
    head = body[:2_000]
    zeros = (head[0::2].count(0), head[1::2].count(0))
    if max(zeros) < 8 or max(zeros) < 4 * min(zeros) or max(zeros) < len(head) // 16:
        return None
    return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"


def _foreign(text: str) -> int:
    """The number of non-ASCII characters."""
    return len(text) - len(text.encode("ascii", "ignore"))


def is_binary(data: bytes) -> bool:
    """Whether `data` is not text: a known type of file, or one with control characters that is not in UTF-16."""
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _utf16(data) is not None
    return bool(file_kind(data)) or (has_controls(data) and not wide)


def looks_like_html(data: bytes | str) -> bool:
    """Whether `data` is markup rather than flattened text: it begins with a tag, or contains at least five."""
    head = data[:20_000].encode("utf-8", "replace") if isinstance(data, str) else data[:20_000]
    if _MARKUP.match(head.removeprefix(codecs.BOM_UTF8).lstrip()):
        return True
    if _utf16(head) is not None or head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head.replace(b"\x00", b"")
    return len(_MARKUP.findall(head)) >= 5


def read_page(html: bytes | str, url: str, content_type: str = "") -> bytes:
    """`html` in UTF-8, for the parser.

    Raises EmptyArticle for an empty page, NotHtml for anything but HTML, TooLarge above `MOST_PAGE_BYTES`, and
    TypeError for anything but bytes and str.
    """
    if not isinstance(html, bytes | str):
        raise TypeError(f"the page must be bytes or str, not {type(html).__name__}")
    if len(html) > MOST_PAGE_BYTES:
        raise TooLarge(url, f"{len(html):,} bytes; the most is {MOST_PAGE_BYTES:,}. Cut the page down first")
    if isinstance(html, bytes):
        if kind := file_kind(html):
            raise NotHtml(url, refusal(kind))
        decoded = decode_page(html, content_type)
        text = decoded.text
        page = html if decoded.codec == "utf-8" and decoded.basis == "bytes" and not decoded.replaced else text.encode()
    else:
        text, page = html, html.encode("utf-8", "replace")
    if not text or text.isspace():
        raise EmptyArticle(url, "the page is empty. Check that it was fetched in full")
    if (b"\x00" in page and page.count(b"\x00") > 8) or ("\ufffd" in text and text.count("\ufffd") > len(text) // 8):
        raise NotHtml(url, "these bytes are not text in any known charset. Pass an HTML page")
    if not _MARKUP.search(page):
        raise NotHtml(url, "it contains no markup. For flattened text call clean_text, or use --input text")
    return page
