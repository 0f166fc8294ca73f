"""Bytes to text: decide the charset of a page, and refuse what is not HTML.

The charset is decided only here, by the first of these that holds: a byte order mark; bytes that are valid UTF-8 or
look like UTF-16; a label in the HTTP header, a `<meta>` or the XML declaration that the bytes fit; the language of the
page and the letters that its bytes would give; else windows-1252.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import webencodings

from scraper.errors import EmptyArticle, NotHtml, TooLarge

MOST_PAGE_BYTES = 20_000_000
"""A page larger than this is refused. The largest news page among some 750 measured has 2.3 MB."""
MOST_HEAD = 256_000
"""Labels are sought in this many bytes at the beginning of a page."""

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_HTTP_LABEL = re.compile(r"""charset\s*=\s*["']?([^\s"';,]{2,40})""", re.IGNORECASE)
_META_LABEL = re.compile(rb"""charset\s{0,9}=\s{0,9}["']?\s{0,9}([^\s"'/>;,]{2,40})""", re.IGNORECASE)
_XML_LABEL = re.compile(rb"""\s{0,99}<\?xml\s[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([\w:.-]{2,40})["']""")
_LANGUAGE = re.compile(
    rb"""<html\s[^>]{0,2000}?\blang\s{0,9}=\s{0,9}["']?([a-zA-Z]{2,3})(-[a-zA-Z-]{2,20})?""", re.IGNORECASE
)
_IN_HEAD = re.compile(rb"<(!--|meta\b|script\b|style\b|title\b|textarea\b|noscript\b)", re.IGNORECASE)
_ENDS = {
    b"!--": re.compile(rb"-->"), b"meta": re.compile(rb">"), b"noscript": re.compile(rb">"),
    **{tag: re.compile(rb"</" + tag, re.IGNORECASE) for tag in (b"script", b"style", b"title", b"textarea")},
}  # fmt: skip
"""What opens in a head → where it ends. Only labels in a `<meta>` declare anything."""
_MARKUP = re.compile(rb"<(?:!doctype|!--|\?xml|/?[a-zA-Z][a-zA-Z0-9-]{0,40}[\s/>])", re.IGNORECASE)
_ESCAPE = b"\x1b$"
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
_CODECS = {"gbk": "gb18030", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be", "x-user-defined": "cp1252"}
"""Encoding → Python's codec, where the one that webencodings gives deviates from the standard."""
_CODES = {
    "ru": "cp1251 koi8-r", "uk": "cp1251 koi8-u", "be": "cp1251", "bg": "cp1251", "mk": "cp1251", "sr": "cp1251 cp1250",
    "ja": "cp932 euc_jp", "zh": "gb18030 big5hkscs", "ko": "cp949", "el": "cp1253", "tr": "cp1254", "az": "cp1254",
    "he": "cp1255", "iw": "cp1255", "ar": "cp1256", "fa": "cp1256", "ur": "cp1256", "th": "cp874", "vi": "cp1258",
    "pl": "cp1250", "cs": "cp1250", "sk": "cp1250", "hu": "cp1250", "ro": "cp1250", "hr": "cp1250", "sl": "cp1250",
    "et": "cp1257", "lv": "cp1257", "lt": "cp1257",
}  # fmt: skip
"""Language → the codecs of its pages without a label, the most common first; cp1252 for other languages."""
_TYPICAL = {
    "cp932": r"[぀-ヿ]", "euc_jp": r"[぀-ヿ]", "cp949": r"[가-힣]",
    "gb18030": r"[的一是在不了有和人这中大为上个国我以要他]",
    "big5hkscs": r"[的一是在不了有和人這中大為上個國我以要他]",
    "cp1251": r"[а-яіїєґ]", "koi8-r": r"[а-я]", "koi8-u": r"[а-яіїєґ]",
    "cp1253": r"[α-ώ]", "cp1255": r"[א-ת]", "cp1256": r"[ء-ي]", "cp874": r"[ก-๙]",
}  # fmt: skip
"""Codec → the letters that prevail in a text that was written in it."""
_NOT_JAPANESE = dict.fromkeys(range(0xF8F0, 0xF8F4), "\ufffd")
"""The characters that Python gives for four bytes that the standard calls invalid in Shift_JIS."""
_ENOUGH = {"cp932": 0.2, "euc_jp": 0.2, "gb18030": 0.04, "big5hkscs": 0.04}
"""Codec → the share that typical letters must have among those beyond ASCII; 0.5 for the others."""


@dataclass(frozen=True, slots=True)
class DecodedPage:
    """The text of a page, Python's name of the codec that it was decoded with, and what decided that.

    `basis` is "byte order mark", "bytes", "header", "meta", "xml declaration", "language" or "default"; `replaced`
    counts the bytes that are invalid in the codec; each is U+FFFD in the text.
    """

    text: str
    codec: str
    basis: str
    replaced: int = 0


def decode_page(body: bytes, content_type: str = "") -> DecodedPage:
    """Decode a page by its bytes, the `Content-Type` header that came with it, and its own labels. Never raises."""
    for bom, codec in _BOMS:
        if body.startswith(bom):
            return _decoded(body[len(bom) :], codec, "byte order mark")
    if (wide := _utf16(body)) is not None:
        return _decoded(body, wide, "bytes")
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return _by_labels(body, content_type) or _by_language(body)
    if text.isascii() and _ESCAPE in body:  # ISO-2022-JP is ASCII with escape sequences
        return _by_labels(body, content_type) or DecodedPage(text, "utf-8", "bytes")
    return DecodedPage(text, "utf-8", "bytes")


def _by_labels(body: bytes, content_type: str) -> DecodedPage | None:
    """The page in UTF-8 if only a few bytes are invalid, else by the first label that nearly all bytes are valid in.

    Latin-1 in the header is often the server's default: it gives way to a label of the page. Every byte is valid in
    it, so it also gives way to the language of the page, where the bytes are clearly in the letters of that.
    """
    unicode = _decoded(body, "utf-8", "bytes")
    if _foreign(unicode.text) - unicode.replaced > 4 * unicode.replaced:
        return unicode
    fitting = []
    for basis, label in _labels(body, content_type):
        codec = codec_of(label)
        if codec is not None and codec != "utf-8":
            page = _decoded(body, codec, basis)
            if page.replaced <= max(2, _foreign(page.text) // 50):
                fitting.append(page)
    if fitting and fitting[0].codec == "cp1252":
        by_language = _by_language(body)
        if by_language.basis == "language" and by_language.codec in _TYPICAL and _is_typical(by_language):
            return by_language
        if fitting[0].basis == "header":
            return fitting[1 % len(fitting)]
    return fitting[0] if fitting else None


def _by_language(body: bytes) -> DecodedPage:
    """The page in an encoding of the language that it names; if it names none, in one that its bytes suggest."""
    found = _LANGUAGE.search(body[:MOST_HEAD])
    language, region = (found[1].decode().lower(), (found[2] or b"").lower()) if found else ("", b"")
    codecs_ = _CODES.get(language, "").split()
    if any(part in region for part in (b"tw", b"hk", b"hant")):
        codecs_.reverse()
    if found is None and _runs_on(body):
        codecs_ = list(_TYPICAL)
    for codec in codecs_:
        page = _decoded(body, codec, "language" if found else "bytes")
        if _is_typical(page):
            return page
    return _decoded(body, codecs_[0], "language") if found and codecs_ else _decoded(body, "cp1252", "default")


def _runs_on(body: bytes) -> bool:
    """Whether there are some words of bytes beyond ASCII, most of them in runs, as in scripts other than Latin."""
    runs = sum(map(len, re.findall(rb"[\x80-\xff]{4,}", body[:MOST_HEAD])))
    return runs > 40 and 2 * runs > sum(map(len, re.findall(rb"[\x80-\xff]+", body[:MOST_HEAD])))


def _is_typical(page: DecodedPage) -> bool:
    """Whether the letters of the languages that the codec is for prevail in the text."""
    pattern = _TYPICAL.get(page.codec)
    if pattern is None or page.replaced > max(2, _foreign(page.text) // 50):
        return pattern is None
    return len(re.findall(pattern, page.text)) > _ENOUGH.get(page.codec, 0.5) * _foreign(page.text)


def _labels(body: bytes, content_type: str) -> Iterator[tuple[str, str]]:
    """Where the page names a charset, and its label, the most trusted first."""
    if named := _HTTP_LABEL.search(content_type):
        yield "header", named[1]
    if _ESCAPE in body:
        yield "bytes", "iso-2022-jp"
    for label in _meta_labels(body):
        # a page whose <meta> is readable as ASCII is not in UTF-16
        yield "meta", "utf-8" if label.lower().startswith("utf-16") else label
    if named_in := _XML_LABEL.match(body):
        yield "xml declaration", named_in[1].decode("ascii")


def _meta_labels(body: bytes) -> Iterator[str]:
    """The labels in the `<meta>` tags of a page; comments, scripts, styles and titles are skipped."""
    at = 0
    while (found := _IN_HEAD.search(body, at, MOST_HEAD)) is not None:
        name = found[1].lower()
        closed = _ENDS[name].search(body, found.end(), MOST_HEAD)
        if closed is None:
            return
        if name == b"meta" and (label := _META_LABEL.search(body, found.end(), closed.start())):
            yield label[1].decode("ascii", "replace")
        at = closed.end()


@lru_cache(maxsize=500)
def codec_of(label: str) -> str | None:
    """Python's codec for a label of the Encoding Standard; None for labels that it does not list or that it forbids."""
    encoding = webencodings.lookup(label)
    if encoding is None or encoding.name == "replacement":
        return None
    return _CODECS.get(encoding.name) or codecs.lookup(encoding.codec_info.name).name


def _decoded(body: bytes, codec: str, basis: str) -> DecodedPage:
    """`body` decoded by `codec`; an invalid byte does not affect its neighbours."""
    if codec == "euc_jp":
        text = body.decode(codec, _handler("bodycopy.euc_jp", _in_jis_2004))
    elif codec.startswith("cp125"):
        text = body.decode(codec, _handler("bodycopy.windows", _as_browsers_do))
    else:
        text = body.decode(codec, _handler("bodycopy.one_byte", _one_byte))
        text = text.translate(_NOT_JAPANESE) if codec == "cp932" else text
    written = body.count("\ufffd".encode()) if codec == "utf-8" else 0  # U+FFFD in the source itself does not count
    return DecodedPage(text, codec, basis, text.count("\ufffd") - written)


@cache
def _handler(name: str, handle: Callable[[UnicodeError], tuple[str, int]]) -> str:
    codecs.register_error(name, handle)
    return name


def _one_byte(error: UnicodeError) -> tuple[str, int]:
    """U+FFFD for one byte, which leaves the markup behind it intact; in UTF-8 and UTF-16, for one broken sequence."""
    assert isinstance(error, UnicodeDecodeError)
    return "\ufffd", error.end if error.encoding.startswith("utf") else error.start + 1


def _as_browsers_do(error: UnicodeError) -> tuple[str, int]:
    """The control character of the same number, for a byte from 0x80 to 0x9F that the Windows code page leaves out."""
    assert isinstance(error, UnicodeDecodeError)
    byte = error.object[error.start]
    return chr(byte) if byte < 0xA0 else "\ufffd", error.start + 1


def _in_jis_2004(error: UnicodeError) -> tuple[str, int]:
    """The NEC and IBM characters, such as ①, that browsers accept in EUC-JP."""
    assert isinstance(error, UnicodeDecodeError)
    try:
        return error.object[error.start : error.start + 2].decode("euc_jis_2004"), error.start + 2
    except UnicodeDecodeError:
        return "\ufffd", error.start + 1


def _utf16(body: bytes) -> str | None:
    """The codec of UTF-16 without a byte order mark, where zero bytes alternate with ASCII; None otherwise."""
    head = body[:2_000]
    zeros = (head[0::2].count(0), head[1::2].count(0))
    if max(zeros) < 8 or max(zeros) < 4 * min(zeros) or max(zeros) < len(head) // 16:
        return None
    return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"


def _foreign(text: str) -> int:
    """The number of characters beyond ASCII."""
    return len(text) - len(text.encode("ascii", "ignore"))


def file_kind(data: bytes) -> str:
    """What a file is by its first bytes, such as "a PDF"; "" for anything that may be a page."""
    return next((kind for magic, kind in _MAGIC.items() if data.startswith(magic)), "")


def is_binary(data: bytes) -> bool:
    """Whether `data` is not text: a known kind of file, or one with zero bytes that is not in UTF-16."""
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _utf16(data) is not None
    return bool(file_kind(data)) or (data.count(b"\0", 0, 8192) > 8 and not wide)


def looks_like_html(data: bytes | str) -> bool:
    """Whether `data` is markup rather than flattened text: it begins with a tag, or contains at least five."""
    head = data[:20_000].encode("utf-8", "replace") if isinstance(data, str) else data[:20_000]
    if _MARKUP.match(head.removeprefix(codecs.BOM_UTF8).lstrip()):
        return True
    if _utf16(head) is not None or head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head.replace(b"\x00", b"")
    return len(_MARKUP.findall(head)) >= 5


def read_page(html: bytes | str, url: str, content_type: str = "") -> bytes:
    """`html` in UTF-8, as the parser takes it.

    Raises EmptyArticle for an empty page, NotHtml for anything but HTML, TooLarge above `MOST_PAGE_BYTES`, and
    TypeError for anything but bytes and str.
    """
    if not isinstance(html, bytes | str):
        raise TypeError(f"the page must be bytes or str, not {type(html).__name__}")
    if len(html) > MOST_PAGE_BYTES:
        raise TooLarge(url, f"{len(html):,} bytes; the most is {MOST_PAGE_BYTES:,}. Cut the page down first")
    if isinstance(html, bytes):
        if kind := file_kind(html):
            raise NotHtml(url, f"this is {kind}, not HTML. Pass the page itself")
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
