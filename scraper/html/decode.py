"""Bytes to text: which charset they are in, and what is not a page.

The charset is decided here and nowhere else: by the byte order mark, by bytes that are valid UTF-8, by the labels of
the HTTP header, of `<meta>` and of the XML declaration as far as the bytes fit them, then by language and bytes.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import webencodings

from scraper.errors import EmptyArticle, NotHtml, TooLarge

MOST_BYTES = 20_000_000
"""A page larger than this is refused. The largest news page among some 750 measured has 2.3 MB."""
MOST_HEAD = 256_000
"""Labels are looked for in so many bytes at the beginning of a page."""

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
"""Where what opens inside a head ends; the labels in it, those of a `<meta>` aside, declare nothing."""
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
"""Codecs of Python that decode as the standard does where those of webencodings do not."""
_CODES = {
    "ru": "cp1251 koi8-r", "uk": "cp1251 koi8-u", "be": "cp1251", "bg": "cp1251", "mk": "cp1251", "sr": "cp1251 cp1250",
    "ja": "cp932 euc_jp", "zh": "gb18030 big5hkscs", "ko": "cp949", "el": "cp1253", "tr": "cp1254", "az": "cp1254",
    "he": "cp1255", "iw": "cp1255", "ar": "cp1256", "fa": "cp1256", "ur": "cp1256", "th": "cp874", "vi": "cp1258",
    "pl": "cp1250", "cs": "cp1250", "sk": "cp1250", "hu": "cp1250", "ro": "cp1250", "hr": "cp1250", "sl": "cp1250",
    "et": "cp1257", "lv": "cp1257", "lt": "cp1257",
}  # fmt: skip
"""Language → the codecs that pages without a label are in, the commonest first; cp1252 for any other language."""
_TYPICAL = {
    "cp932": r"[぀-ヿ]", "euc_jp": r"[぀-ヿ]", "cp949": r"[가-힣]",
    "gb18030": r"[的一是在不了有和人这中大为上个国我以要他]",
    "big5hkscs": r"[的一是在不了有和人這中大為上個國我以要他]",
    "cp1251": r"[а-яіїєґ]", "koi8-r": r"[а-я]", "koi8-u": r"[а-яіїєґ]",
    "cp1253": r"[α-ώ]", "cp1255": r"[א-ת]", "cp1256": r"[ء-ي]", "cp874": r"[ก-๙]",
}  # fmt: skip
"""Codec → the letters that prevail in a text that is really in it."""
_NOT_JAPANESE = dict.fromkeys(range(0xF8F0, 0xF8F4), "\ufffd")
"""What Python makes of four bytes that are invalid in Shift_JIS by the standard."""
_ENOUGH = {"cp932": 0.2, "euc_jp": 0.2, "gb18030": 0.04, "big5hkscs": 0.04}
"""The share of the letters beyond ASCII that the typical ones must have; half of them for the other codecs."""


@dataclass(frozen=True, slots=True)
class DecodedPage:
    """The text of a page, the codec it was decoded with (a name of Python's), and what that rests on.

    `basis` is "byte order mark", "bytes", "header", "meta", "xml declaration", "language" or "default"; `replaced`
    counts the bytes that are invalid in the codec, each U+FFFD in the text.
    """

    text: str
    codec: str
    basis: str
    replaced: int = 0


def decode_page(body: bytes, content_type: str = "") -> DecodedPage:
    """The text of a page, by its bytes, the `Content-Type` header it came with, and its own labels. Never raises."""
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
    """The page in the first encoding that a label names and most bytes are valid in, UTF-8 with a few bad bytes first.

    A header that names Latin-1 is often the server's default, and gives way to a label of the page that fits.
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
    if len(fitting) > 1 and fitting[0].basis == "header" and fitting[0].codec == "cp1252":
        return fitting[1]
    return fitting[0] if fitting else None


def _by_language(body: bytes) -> DecodedPage:
    """A page whose labels say nothing, in the encoding that suits its language, and where it names none, its bytes."""
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
    """Whether most bytes beyond ASCII stand in runs, as in scripts other than Latin, and make up a few words."""
    runs = sum(map(len, re.findall(rb"[\x80-\xff]{4,}", body[:MOST_HEAD])))
    return runs > 40 and 2 * runs > sum(map(len, re.findall(rb"[\x80-\xff]+", body[:MOST_HEAD])))


def _is_typical(page: DecodedPage) -> bool:
    """Whether the letters that prevail in the text are those of the languages that its codec is for."""
    pattern = _TYPICAL.get(page.codec)
    if pattern is None or page.replaced > max(2, _foreign(page.text) // 50):
        return pattern is None
    return len(re.findall(pattern, page.text)) > _ENOUGH.get(page.codec, 0.5) * _foreign(page.text)


def _labels(body: bytes, content_type: str) -> Iterator[tuple[str, str]]:
    """The charset labels of a page and where they stand, the most trusted first."""
    if named := _HTTP_LABEL.search(content_type):
        yield "header", named[1]
    if _ESCAPE in body:
        yield "bytes", "iso-2022-jp"
    for label in _meta_labels(body):
        # a page that could be read as ASCII up to its <meta> is not UTF-16, whatever it says
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


@cache
def codec_of(label: str) -> str | None:
    """Python's codec for a label of the Encoding Standard, None for a label that it does not know or forbids."""
    encoding = webencodings.lookup(label)
    if encoding is None or encoding.name == "replacement":
        return None
    return _CODECS.get(encoding.name) or codecs.lookup(encoding.codec_info.name).name


def _decoded(body: bytes, codec: str, basis: str) -> DecodedPage:
    """`body` in `codec`. A byte that is invalid in it spoils no other byte."""
    if codec == "euc_jp":
        text = body.decode(codec, _handler("bodycopy.euc_jp", _in_jis_2004))
    elif codec.startswith("cp125"):
        text = body.decode(codec, _handler("bodycopy.windows", _as_browsers_do))
    else:
        text = body.decode(codec, _handler("bodycopy.one_byte", _one_byte))
        text = text.translate(_NOT_JAPANESE) if codec == "cp932" else text
    # a U+FFFD that was written as such is not a bad byte
    return DecodedPage(
        text, codec, basis, text.count("\ufffd") - (body.count(b"\xef\xbf\xbd") if codec == "utf-8" else 0)
    )


@cache
def _handler(name: str, handle: Callable[[UnicodeError], tuple[str, int]]) -> str:
    codecs.register_error(name, handle)
    return name


def _one_byte(error: UnicodeError) -> tuple[str, int]:
    """One U+FFFD for one byte, so that the markup behind it stays; for UTF-8 and UTF-16, for one broken sequence."""
    assert isinstance(error, UnicodeDecodeError)
    return "\ufffd", error.end if error.encoding.startswith("utf") else error.start + 1


def _as_browsers_do(error: UnicodeError) -> tuple[str, int]:
    """A byte from 0x80 to 0x9F that a Windows code page leaves out is the control character of that number."""
    assert isinstance(error, UnicodeDecodeError)
    byte = error.object[error.start]
    return chr(byte) if byte < 0xA0 else "\ufffd", error.start + 1


def _in_jis_2004(error: UnicodeError) -> tuple[str, int]:
    """The letters of NEC and IBM that browsers know in EUC-JP, such as ①."""
    assert isinstance(error, UnicodeDecodeError)
    try:
        return error.object[error.start : error.start + 2].decode("euc_jis_2004"), error.start + 2
    except UnicodeDecodeError:
        return "\ufffd", error.start + 1


def _utf16(body: bytes) -> str | None:
    """The codec of UTF-16 without a byte order mark: ASCII letters and zero bytes take turns."""
    head = body[:2_000]
    zeros = (head[0::2].count(0), head[1::2].count(0))
    if max(zeros) < 8 or max(zeros) < 4 * min(zeros) or max(zeros) < len(head) // 16:
        return None
    return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"


def _foreign(text: str) -> int:
    """How many characters beyond ASCII a text has."""
    return len(text) - len(text.encode("ascii", "ignore"))


def looks_like_html(data: bytes | str) -> bool:
    """Whether `data` is markup rather than flattened text: it opens with a tag, or contains several."""
    head = data[:20_000].encode("utf-8", "replace") if isinstance(data, str) else data[:20_000]
    if _MARKUP.match(head.removeprefix(codecs.BOM_UTF8).lstrip()):
        return True
    if _utf16(head) is not None or head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head.replace(b"\x00", b"")
    return len(_MARKUP.findall(head)) >= 5


def read_page(html: bytes | str, url: str, content_type: str = "") -> bytes:
    """`html` in UTF-8. Raises EmptyArticle for nothing, NotHtml for what is not HTML, TooLarge for more than a page.

    Raises TypeError for anything but bytes and str.
    """
    if not isinstance(html, bytes | str):
        raise TypeError(f"the page must be bytes or str, not {type(html).__name__}")
    if len(html) > MOST_BYTES:
        raise TooLarge(url, f"{len(html):,} bytes; the most is {MOST_BYTES:,}. Cut the page down before cleaning it")
    if isinstance(html, bytes):
        for magic, kind in _MAGIC.items():
            if html.startswith(magic):
                raise NotHtml(url, f"this is {kind}, not HTML. Hand over the page itself")
        decoded = decode_page(html, content_type)
        text = decoded.text
        page = html if decoded.codec == "utf-8" and decoded.basis == "bytes" and not decoded.replaced else text.encode()
    else:
        text, page = html, html.encode("utf-8", "replace")
    if not text or text.isspace():
        raise EmptyArticle(url, "the page is empty. Check that it was fetched in full")
    if (b"\x00" in page and page.count(b"\x00") > 8) or ("\ufffd" in text and text.count("\ufffd") > len(text) // 8):
        raise NotHtml(url, "these bytes are not text in any charset that was named. Hand over an HTML page")
    if not _MARKUP.search(page):
        raise NotHtml(url, "there is no markup in it. For flattened text call clean_text, or say --input text")
    return page
