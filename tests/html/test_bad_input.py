"""Input that is not a news page gives an `Article` or a helpful `ScraperError`, and no other error."""

from __future__ import annotations

import random

import pytest

from scraper import Article, clean_text
from scraper.errors import EmptyArticle, NotHtml
from tests.support.bounded_work import RULED, SENTENCE, STORY, assert_error, clean_bounded, hosts, outcome

NOISE = random.Random(7).randbytes(200_000)


# ---- empty input, and input that is not HTML

EMPTY = [
    pytest.param("", id="an empty string"),
    pytest.param(b"", id="no bytes"),
    pytest.param(" \r\n\t\xa0 ", id="blanks"),
    pytest.param(" " * 5_000_000, id="megabytes of spaces"),
    pytest.param(b"\xef\xbb\xbf", id="a byte order mark and nothing else"),
]


@hosts
@pytest.mark.parametrize("page", EMPTY)
def test_empty_input_is_an_empty_page(page: bytes | str, url: str) -> None:
    assert_error(clean_bounded(page, url), EmptyArticle, url, "the page is empty", "Check that it was fetched in full")


@hosts
@pytest.mark.parametrize(
    ("page", "named", "advice"),
    [
        pytest.param(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "a PDF", "Pass the page itself", id="pdf"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + NOISE, "a PNG image", "Pass the page itself", id="png"),
        pytest.param(b"\xff\xd8\xff\xe0\x00\x10JFIF" + NOISE, "a JPEG image", "Pass the page itself", id="jpeg"),
        pytest.param(b"GIF89a" + NOISE, "a GIF image", "Pass the page itself", id="gif"),
        pytest.param(b"RIFF\x00\x00\x00\x00WEBP", "a WebP image", "Pass the page itself", id="webp"),
        pytest.param(b"PK\x03\x04" + NOISE, "a ZIP archive", "Pass the page itself", id="zip"),
        pytest.param(b"\x1f\x8b\x08" + NOISE, "a gzip archive", "Decompress it", id="a body that was not decompressed"),
        pytest.param(NOISE, "not text in any known charset", "Pass an HTML page", id="noise"),
        pytest.param(b"\x00" * 1_000_000, "not text in any known charset", "Pass an HTML page", id="zeros"),
        pytest.param(SENTENCE * 9, "no markup", "clean_text", id="flattened text"),
        pytest.param('{"headline": "x"}', "no markup", "clean_text", id="json"),
        pytest.param("<" * 1_000_000, "no markup", "clean_text", id="opening brackets"),
    ],
)
def test_the_error_names_the_kind_of_file(page: bytes | str, named: str, advice: str, url: str) -> None:
    assert_error(clean_bounded(page, url), NotHtml, url, named, advice)


@hosts
@pytest.mark.parametrize(
    "page",
    [
        pytest.param("<!doctype html>", id="a doctype"),
        pytest.param("<html><head><title>x</title></head></html>", id="no body"),
        pytest.param("<frameset><frame src=a></frameset>", id="frames"),
        pytest.param("<svg><text>unseen</text></svg>", id="a drawing"),
        pytest.param('<?xml version="1.0"?><rss><channel><item>x</item></channel></rss>', id="a feed"),
        pytest.param("<html><script>document.write('<p>later</p>')</script></html>", id="a page that a script writes"),
        pytest.param(f"<template>{STORY}</template>", id="a story in a template"),
        pytest.param("<title>" + STORY, id="a title that never ends"),
        pytest.param("<!--" + STORY, id="a comment that never ends"),
        pytest.param("<html><meta http-equiv=refresh content='0;url=/x'></html>", id="a redirect"),
        pytest.param("<nav><a href=/>Home</a> <a href=/news>News</a></nav>", id="a menu"),
        pytest.param("<p>" + " " * 4_000_000 + "</p>", id="a paragraph of megabytes of spaces"),
        pytest.param("<ul>" + "<li></li>" * 20_000 + "</ul>", id="a list of nothing"),
    ],
)
def test_a_page_without_an_article_is_an_empty_article(page: str, url: str) -> None:
    assert_error(clean_bounded(page, url), EmptyArticle, url, "Is it an index, a login or a consent page?")


def test_an_error_without_a_url_says_this_page() -> None:
    assert_error(clean_bounded("", ""), EmptyArticle, "", "the page is empty")


# ---- charsets

ACCENTS = "Die alte Fähre über die Ilse fährt seit Montag nicht mehr, sagte Bürgermeister Jürgen Schröder. "
GERMAN = f"<article>{f'<p>{ACCENTS}</p>' * 4}</article>"


@hosts
@pytest.mark.parametrize(
    "page",
    [
        pytest.param(GERMAN.encode(), id="none said, UTF-8"),
        pytest.param(GERMAN.encode("cp1252"), id="none said, cp1252"),
        pytest.param(b"\xef\xbb\xbf<meta charset=latin-1>" + GERMAN.encode(), id="the byte order mark beats meta"),
        pytest.param(GERMAN.encode("utf-16"), id="UTF-16 with its mark"),
        pytest.param(b"\xfe\xff" + GERMAN.encode("utf-16-be"), id="UTF-16, big end first"),
        pytest.param(b"<meta charset=iso-8859-1>" + GERMAN.encode("cp1252"), id="latin-1 said"),
        pytest.param(b"<meta charset=utf-8>" + GERMAN.encode("cp1252"), id="UTF-8 said, cp1252 sent"),
        pytest.param(b"<meta charset=utf-16>" + GERMAN.encode(), id="UTF-16 said in ASCII"),
        pytest.param(b"<meta charset=nonsense>" + GERMAN.encode(), id="no such charset"),
        pytest.param(b"<meta charset=base64>" + GERMAN.encode(), id="a codec that is no charset"),
        pytest.param(b"<meta charset=rot13>" + GERMAN.encode(), id="a codec from text to text"),
        pytest.param(b"<meta charset=undefined>" + GERMAN.encode(), id="a codec that always fails"),
        pytest.param(b"<meta charset=idna>" + GERMAN.encode(), id="a codec for host names"),
        pytest.param(b'<meta charset="">' + GERMAN.encode(), id="an empty name"),
    ],
)
def test_the_charset_is_found(page: bytes, url: str) -> None:
    article = clean_bounded(page, url)
    assert isinstance(article, Article)
    assert article.text.startswith(ACCENTS.strip())


@hosts
@pytest.mark.parametrize(
    "charset", ["utf-7", "punycode", "unicode_escape", "raw_unicode_escape", "hex", "zlib", "mbcs"]
)
def test_a_codec_that_is_not_a_charset_is_ignored(charset: str, url: str) -> None:
    page = f"<meta charset={charset}>".encode() + GERMAN.encode() + b"<p>\\N{x} \\ud800 +2AA- \xff"
    clean_bounded(page, url)


@hosts
@pytest.mark.parametrize("charset", ["utf-32", "utf-16-le", "cp037", "utf-7"])
def test_an_undeclared_charset_gives_an_article_or_an_error(charset: str, url: str) -> None:
    clean_bounded(GERMAN.encode(charset), url)


@hosts
def test_a_lone_surrogate_is_accepted(url: str) -> None:
    article = clean_bounded(f"<article><p>\ud800 {SENTENCE}\udfff</p>{STORY}</article>", url)
    assert isinstance(article, Article)
    assert SENTENCE.strip() in article.text


# ---- flattened text


@pytest.mark.parametrize(
    "text", ["", " \n\t", "\ufeff", "\u200b\n" * 9, " " * 5_000_000, "\n" * 1_000_000, "&nbsp;\n" * 9]
)
def test_empty_text_is_an_empty_article(text: str) -> None:
    article = outcome(lambda: clean_text(text, RULED))
    assert isinstance(article, Article)
    assert (article.text, article.blocks, article.removals) == ("", (), ())


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(NOISE[:50_000].decode("latin-1"), id="noise"),
        pytest.param("\x00" * 100_000, id="zeros"),
        pytest.param("%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\n", id="a pdf"),
        pytest.param("\ud800 " + SENTENCE, id="half a surrogate"),
        pytest.param("\x1e" * 300_000, id="separators"),
        pytest.param("x\v" * 4_000, id="vertical tabs"),
        pytest.param("• \n" * 5_000, id="bullets with nothing behind them"),
        pytest.param(f"<p>{SENTENCE}</p>", id="markup"),
        pytest.param("a" + " " * 5_000_000 + "b", id="megabytes of spaces between two letters"),
    ],
)
def test_odd_text_is_an_article(text: str) -> None:
    assert isinstance(outcome(lambda: clean_text(text, RULED)), Article)
    assert isinstance(outcome(lambda: clean_text(text)), Article)


# ---- input that is neither bytes nor text is a TypeError


@pytest.mark.parametrize("text", [b"bytes", bytearray(b"x"), None, 5, ["a line"]], ids=lambda text: type(text).__name__)
def test_text_must_be_a_string(text: object) -> None:
    with pytest.raises(TypeError, match="the text must be a str"):
        clean_text(text)  # type: ignore[arg-type]
