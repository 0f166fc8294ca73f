"""Reading a page: its charset, input that is not HTML, and limits of size and shape."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.errors import EmptyArticle, FetchError, NotHtml, ScraperError, TooLarge
from scraper.html.decode import MOST_PAGE_BYTES, decode_page, is_binary, looks_like_html, read_page
from scraper.html.limits import MOST_NESTING, MOST_TAG, parse

URL = "https://www.tidepost.example/2023/04/kites"
HTTP = "text/html; charset="


def page(charset: str = "", text: bytes = b"") -> bytes:
    meta = f'<meta charset="{charset}">'.encode() if charset else b""
    return b"<html><head>" + meta + b"</head><p>" + text + b"</p></html>"


CHARSETS = [
    # one byte is "é" in cp1252, "й" in windows-1251 and nothing in UTF-8, so it shows which source decided
    pytest.param(codecs.BOM_UTF8 + page("cp1251", "é".encode()), f"{HTTP}cp1250", "é", id="bom-over-http-and-meta"),
    pytest.param(codecs.BOM_UTF16_LE + "<p>é</p>".encode("utf-16-le"), f"{HTTP}utf-8", "é", id="bom-utf-16-le"),
    pytest.param(codecs.BOM_UTF16_BE + "<p>é</p>".encode("utf-16-be"), "", "é", id="bom-utf-16-be"),
    pytest.param(page("cp1252", b"\xe9"), f"{HTTP}windows-1251", "й", id="http-over-meta"),
    pytest.param(page("windows-1251", b"\xe9"), "text/html", "й", id="meta-where-http-says-nothing"),
    pytest.param(page("windows-1251", b"\xe9"), "", "й", id="meta-without-http"),
    pytest.param(page("", "é".encode()), "", "é", id="utf-8-where-nobody-says"),
    pytest.param(page("", b"\x93\xe9\x94"), "", "“é”", id="cp1252-where-it-is-no-utf-8"),
    pytest.param(page("utf-8", b"\xe9"), "", "é", id="utf-8-claimed-and-untrue"),
    pytest.param(page("windows-1251", b"\xe9"), f"{HTTP}utf-8", "й", id="http-untrue-so-meta"),
    pytest.param(page("utf-16", "é".encode()), "", "é", id="meta-that-could-not-be-read-if-it-were-true"),
    pytest.param(page("nonsense-9", "é".encode()), f"{HTTP}klingon", "é", id="charsets-that-are-none"),
    pytest.param(page("base64", "é".encode()), f"{HTTP}hex", "é", id="codecs-that-are-no-charsets"),
    pytest.param(page("", b"\x93\x94"), f"{HTTP}iso-8859-1", "“”", id="latin-1-means-cp1252"),
    pytest.param(page("us-ascii", b"\x96"), "", "–", id="ascii-means-cp1252"),
    pytest.param(page("gb2312", "镕".encode("gb18030")), "", "镕", id="gb2312-means-gb18030"),
    pytest.param(page("Shift_JIS", "①".encode("cp932")), "", "①", id="shift-jis-means-cp932"),
    pytest.param(page("utf8", "é".encode()), f'{HTTP}"UTF-8"', "é", id="quoted-and-in-capitals"),
    pytest.param(page("", b"\x81\xe9"), "", "\x81é", id="bytes-that-are-nothing-anywhere"),
]


@pytest.mark.parametrize(("body", "content_type", "expected"), CHARSETS)
def test_charset(body: bytes, content_type: str, expected: str) -> None:
    assert decode_page(body, content_type).text.partition("<p>")[2].partition("</p>")[0] == expected
    assert f"<p>{expected}</p>" in read_page(body, URL, content_type).decode()


@pytest.mark.parametrize(
    ("meta", "expected"),
    [
        pytest.param(b'<meta http-equiv=Content-Type content="text/html; charset=windows-1251">', "й", id="http-equiv"),
        pytest.param(b"<META CHARSET=windows-1251>", "й", id="capitals-no-quotes"),
        pytest.param(b"<meta charset = 'windows-1251' />", "й", id="spaces-and-single-quotes"),
        pytest.param(b"<p data-charset='windows-1251'>", "é", id="not-a-meta-tag"),
        pytest.param(b" " * 5000 + b"<meta charset=windows-1251>", "й", id="far-down"),
    ],
)
def test_charset_in_the_page(meta: bytes, expected: str) -> None:
    assert decode_page(meta + b"\xe9").text.endswith(expected)


def test_the_byte_order_mark_is_not_text() -> None:
    assert decode_page(codecs.BOM_UTF8 + b"<p>x").text == "<p>x"


@given(st.binary(max_size=200), st.text(max_size=40))
def test_decoding_never_fails(body: bytes, content_type: str) -> None:
    assert isinstance(decode_page(body, f"text/html; charset={content_type}").text, str)


@given(st.binary(max_size=200) | st.text(max_size=200))
def test_reading_returns_a_page_or_raises_a_library_error(data: bytes | str) -> None:
    try:
        page_read = read_page(data, URL)
    except ScraperError:
        return
    assert page_read.decode().strip()
    assert parse(page_read, URL) is not None


# input that is not HTML


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        pytest.param(b"%PDF-1.7\n<p>", "a PDF", id="pdf"),
        pytest.param(b"\x89PNG\r\n\x1a\n<p>", "a PNG image", id="png"),
        pytest.param(b"\xff\xd8\xff\xe0<p>", "a JPEG image", id="jpeg"),
        pytest.param(b"GIF89a<p>", "a GIF image", id="gif"),
        pytest.param(b"RIFF....WEBP<p>", "a WebP image", id="webp"),
        pytest.param(b"PK\x03\x04<p>", "a ZIP archive", id="zip"),
        pytest.param(b"\x1f\x8b\x08<p>", "Decompress it first", id="gzip"),
        pytest.param(b"\x00\x00\x00 ftypisom<p>", "a video", id="mp4"),
        pytest.param(bytes(range(256)) * 20, "not text in any known charset", id="noise"),
        pytest.param(b"<p>" + b"\x00" * 100, "not text in any known charset", id="zeros"),
        pytest.param("<p>" + "\ufffd" * 100, "not text in any known charset", id="text-that-was-decoded-wrongly"),
        pytest.param(b"The kite club won.", "call clean_text", id="flattened-text"),
        pytest.param("3 < 4 and 5 > 4", "call clean_text", id="angles-that-are-no-tags"),
        pytest.param(b'{"title": "Kites"}', "call clean_text", id="json"),
    ],
)
def test_not_html(body: bytes | str, kind: str) -> None:
    with pytest.raises(NotHtml, match=kind) as caught:
        read_page(body, URL)
    assert caught.value.url == URL
    assert isinstance(caught.value, FetchError)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="bytes"),
        pytest.param("", id="str"),
        pytest.param(b" \r\n\t ", id="white-space"),
        pytest.param("\u00a0\u2003", id="wide-white-space"),
        pytest.param(codecs.BOM_UTF8, id="only-a-mark"),
    ],
)
def test_empty(body: bytes | str) -> None:
    with pytest.raises(EmptyArticle, match="the page is empty"):
        read_page(body, URL)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"<p>About %PDF- and GIF8 files.</p>", id="formats-named-in-a-story"),
        pytest.param(b"<p>One stray \x00 byte.</p>", id="a-stray-zero"),
        pytest.param("<p>One \ufffd lost character in a line of some length.</p>", id="a-lost-character"),
        pytest.param(b"\n\n<!-- made by hand --><p>x</p>", id="comment-first"),
        pytest.param("Words first, then <b>markup</b>", id="fragment"),
    ],
)
def test_html_with_odd_content_is_read(body: bytes | str) -> None:
    assert read_page(body, URL)


def test_an_error_for_a_page_without_url_says_this_page() -> None:
    with pytest.raises(EmptyArticle, match=r"^this page: the page is empty"):
        read_page("", "")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("<!doctype html><p>x", id="doctype"),
        pytest.param("\ufeff \n<HTML>", id="mark-and-space-first"),
        pytest.param(b"\xef\xbb\xbf<html>", id="bytes-with-a-mark"),
        pytest.param(b"<?xml version='1.0'?><html>", id="xhtml"),
        pytest.param("<!-- saved --><p>x", id="comment"),
        pytest.param("<p>x</p>", id="fragment"),
        pytest.param("Words first. <p>One</p> <p>two</p> <b>three</b>", id="several-tags"),
        pytest.param(b"\xe9t\xe9 <p>a</p><p>b</p><p>c</p>", id="bytes-in-another-charset"),
    ],
)
def test_looks_like_html(data: bytes | str) -> None:
    assert looks_like_html(data)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("", id="nothing"),
        pytest.param("The kite club won.\n\nIt rained.", id="prose"),
        pytest.param("<3 is how the club signs its letters", id="heart"),
        pytest.param("3 < 4, b<c and d>e", id="sums"),
        pytest.param("The <b> tag makes bold text, and <i> italic.", id="tags-that-a-story-names"),
        pytest.param("<https://tidepost.example/> wrote:", id="address-in-angles"),
        pytest.param(b"- one\n- two", id="list"),
    ],
)
def test_does_not_look_like_html(data: bytes | str) -> None:
    assert not looks_like_html(data)


# limits


def _nested(depth: int, tag: str = "div") -> str:
    return f"<{tag}>" * depth + "<p>Deep</p>" + f"</{tag}>" * depth


def _wide(size: int) -> str:
    attributes = "".join(f" data-n{number}='v'" for number in range(size // 10))[: size - 10]
    return f"<p{attributes.rpartition(' ')[0]}>Wide</p>"


@pytest.mark.parametrize(
    ("html", "why"),
    [
        pytest.param(_nested(30_000), "nested 30,000 deep", id="depth"),
        pytest.param("<b>" * 30_000 + "x", "nested 30,000 deep", id="depth-never-closed"),
        pytest.param(_nested(30_000, "SECTION"), "nested 30,000 deep", id="depth-in-capitals"),
        pytest.param(_wide(2 * MOST_TAG), "a tag has", id="one-tag"),
        pytest.param(_wide(2 * MOST_TAG).replace(">", " ", 1)[:-4], "a tag has", id="one-tag-never-closed"),
        pytest.param("<p>Kites</p>" * 10 + _wide(2 * MOST_TAG), "a tag has", id="one-tag-further-down"),
    ],
)
def test_too_large_to_parse(html: str, why: str) -> None:
    with pytest.raises(TooLarge, match=why) as caught:
        parse(html.encode(), URL)
    assert caught.value.url == URL


@pytest.mark.parametrize("body", [pytest.param("<p>", id="str"), pytest.param(b"<p>", id="bytes")])
def test_too_many_bytes(body: bytes | str) -> None:
    fill = b"x" if isinstance(body, bytes) else "x"
    with pytest.raises(TooLarge, match=r"20,000,001 bytes; the most is 20,000,000"):
        read_page(body + fill * (MOST_PAGE_BYTES + 1 - len(body)), URL)  # type: ignore[operator]


@pytest.mark.parametrize(
    "html",
    [
        pytest.param(_nested(MOST_NESTING // 2), id="half-the-depth"),
        pytest.param("<p>" * 30_000 + "x", id="paragraphs-never-closed"),
        pytest.param("<br>" * 30_000 + "x", id="void-elements"),
        pytest.param("<div></div>" * 30_000 + "x", id="many-side-by-side"),
        pytest.param("<path d='m'/>" * 30_000 + "x", id="closed-in-themselves"),
        pytest.param(_wide(MOST_TAG // 2), id="half-the-attributes"),
        pytest.param(f"<img src='data:image/png;base64,{'A' * 2 * MOST_TAG}'><p>x", id="picture-within-one-attribute"),
        pytest.param(f"<script>if (1 < 2) {{ {'x = 1; ' * MOST_TAG} }}</script><p>x", id="long-script"),
        pytest.param("<p>" + "word " * 400_000 + "</p>", id="long-line"),
        pytest.param("<p>" + " " * 2_000_000 + "x</p>", id="megabytes-of-spaces"),
    ],
)
def test_large_pages_are_accepted(html: str) -> None:
    body = parse(html.encode(), URL).body
    assert body is not None
    assert body.text(strip=True)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"%PDF-1.7", True, id="pdf"),
        pytest.param(b"\x1f\x8b\x08", True, id="gzip"),
        pytest.param(b"\x00\x00\x01" * 20, True, id="zero-bytes"),
        pytest.param(bytes(range(1, 256)) * 9, True, id="control-characters"),
        pytest.param(b"\x1b$B%K%e!<%9\x1b(B " * 20, False, id="iso-2022-jp"),
        pytest.param(
            b"A ferry leaves at six, and another at eight, unless there is fog.\x0c\x07 " * 20,
            False,
            id="few-control-characters",
        ),
        pytest.param("A ferry leaves at six.".encode("utf-16"), False, id="utf-16"),
        pytest.param("A ferry leaves at six.".encode("utf-16-le"), False, id="utf-16-without-mark"),
        pytest.param(b"A ferry\x00 leaves.", False, id="one-zero-byte"),
        pytest.param(b"", False, id="empty"),
    ],
)
def test_binary_data_is_recognised(data: bytes, expected: bool) -> None:
    assert is_binary(data) is expected
