"""What is no news page: an `Article` or a `ScraperError` that says what to do, in bounded work, and no other error.

Work is measured against a bare parse in the same process, with much to spare: what is quadratic takes far longer, and a
slow or busy machine fails nothing. `benchmarks/hostile.py` has the figures.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from functools import cache

import pytest

from scraper import Article, ScraperError, clean_html, clean_text
from scraper.cleaning.dom import parse_tree
from scraper.errors import EmptyArticle, NotHtml, TooLarge

MOST_PARSES = 400
"""How many bare parses of three megabytes of short paragraphs any input may cost; the costliest here costs ninety."""
SENTENCE = "The footbridge at Tallow Creek will close on Monday for eleven weeks, the county said on Tuesday. "
STORY = f"<p>{SENTENCE}</p>" * 5
RULED = "https://theweek.com/politics/footbridge-to-close"
UNKNOWN = "https://www.tidepost.example/2023/04/footbridge-to-close"
MANY = " ".join(f"a{i}=b" for i in range(20_000))
NOISE = random.Random(7).randbytes(200_000)

hosts = pytest.mark.parametrize("url", [pytest.param(RULED, id="rule"), pytest.param(UNKNOWN, id="generic")])


def outcome(work: Callable[[], Article]) -> Article | ScraperError:
    """What came of it. Anything but an `Article` or a `ScraperError` is raised, and fails the test."""
    bare = one_parse()
    begun = time.process_time()
    try:
        result: Article | ScraperError = work()
    except ScraperError as error:
        result = error
    assert time.process_time() - begun < MOST_PARSES * bare
    return result


@cache
def one_parse() -> float:
    """The processor time of one bare parse."""
    begun = time.process_time()
    body = parse_tree("<p>some text</p>" * 190_000).body
    assert body is not None
    assert body.text(separator="\n")
    return time.process_time() - begun


def html(page: bytes | str, url: str) -> Article | ScraperError:
    return outcome(lambda: clean_html(page, url))


def says(result: Article | ScraperError, kind: type[ScraperError], url: str, *words: str) -> None:
    """It is an error of that kind whose text names the page, what is wrong, and what to do."""
    assert type(result) is kind
    text = str(result)
    assert text.startswith(f"{url}: " if url else "this page: ")
    for word in words:
        assert word in text


# ---- nothing, and what is no HTML

EMPTY = [
    pytest.param("", id="an empty string"),
    pytest.param(b"", id="no bytes"),
    pytest.param(" \r\n\t\xa0 ", id="blanks"),
    pytest.param(" " * 5_000_000, id="megabytes of spaces"),
    pytest.param(b"\xef\xbb\xbf", id="a byte order mark and nothing else"),
]


@hosts
@pytest.mark.parametrize("page", EMPTY)
def test_nothing_is_an_empty_page(page: bytes | str, url: str) -> None:
    says(html(page, url), EmptyArticle, url, "the page is empty", "Check that it was fetched in full")


@hosts
@pytest.mark.parametrize(
    ("page", "named", "advice"),
    [
        pytest.param(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "a PDF", "Hand over the page", id="pdf"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + NOISE, "a PNG image", "Hand over the page", id="png"),
        pytest.param(b"\xff\xd8\xff\xe0\x00\x10JFIF" + NOISE, "a JPEG image", "Hand over the page", id="jpeg"),
        pytest.param(b"GIF89a" + NOISE, "a GIF image", "Hand over the page", id="gif"),
        pytest.param(b"RIFF\x00\x00\x00\x00WEBP", "a WebP image", "Hand over the page", id="webp"),
        pytest.param(b"PK\x03\x04" + NOISE, "a ZIP archive", "Hand over the page", id="zip"),
        pytest.param(b"\x1f\x8b\x08" + NOISE, "a gzip archive", "decompress it", id="a body that was not decompressed"),
        pytest.param(NOISE, "no text in any charset", "Hand over an HTML page", id="noise"),
        pytest.param(b"\x00" * 1_000_000, "no text in any charset", "Hand over an HTML page", id="zeros"),
        pytest.param(SENTENCE * 9, "no markup", "clean_text", id="flattened text"),
        pytest.param('{"headline": "x"}', "no markup", "clean_text", id="json"),
        pytest.param("<" * 1_000_000, "no markup", "clean_text", id="opening brackets"),
    ],
)
def test_what_is_no_html_is_named(page: bytes | str, named: str, advice: str, url: str) -> None:
    says(html(page, url), NotHtml, url, named, advice)


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
def test_a_page_with_no_article_says_so(page: str, url: str) -> None:
    says(html(page, url), EmptyArticle, url, "Is it an index, a login or a consent page?")


def test_an_error_without_a_url_speaks_of_this_page() -> None:
    says(html("", ""), EmptyArticle, "", "the page is empty")


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
    article = html(page, url)
    assert isinstance(article, Article)
    assert article.text.startswith(ACCENTS.strip())


@hosts
@pytest.mark.parametrize(
    "charset", ["utf-7", "punycode", "unicode_escape", "raw_unicode_escape", "hex", "zlib", "mbcs"]
)
def test_a_codec_of_python_that_no_page_means_does_no_harm(charset: str, url: str) -> None:
    page = f"<meta charset={charset}>".encode() + GERMAN.encode() + b"<p>\\N{x} \\ud800 +2AA- \xff"
    html(page, url)


@hosts
@pytest.mark.parametrize("charset", ["utf-32", "utf-16-le", "cp037", "utf-7"])
def test_a_charset_that_nothing_says_is_an_article_or_an_error(charset: str, url: str) -> None:
    html(GERMAN.encode(charset), url)


@hosts
def test_half_a_surrogate_does_no_harm(url: str) -> None:
    article = html(f"<article><p>\ud800 {SENTENCE}\udfff</p>{STORY}</article>", url)
    assert isinstance(article, Article)
    assert SENTENCE.strip() in article.text


# ---- shapes that no page has


@hosts
@pytest.mark.parametrize(
    ("page", "advice"),
    [
        pytest.param("<div>" * 30_000 + STORY, "nested 30,000 deep", id="30,000 divs"),
        pytest.param("<b>" * 30_000 + STORY, "deep", id="30,000 bold"),
        pytest.param("<blockquote>" * 30_000 + STORY, "deep", id="30,000 quotes"),
        pytest.param("<x-tide>" * 30_000 + STORY, "deep", id="30,000 elements nobody knows"),
        pytest.param(f"<div {MANY}>{STORY}</div>", "one tag is", id="20,000 attributes"),
        pytest.param("x" * 20_000_001, "bytes; the most is", id="more bytes than a page has"),
    ],
)
def test_what_would_take_for_ever_is_refused(page: str, advice: str, url: str) -> None:
    says(html(page, url), TooLarge, url, advice, "the most is")


@hosts
@pytest.mark.parametrize(
    "page",
    [
        pytest.param("<div>" * 1_400 + STORY + "</div>" * 1_400, id="1,400 nested"),
        pytest.param("<ul><li>" * 15_000, id="lists in lists"),
        pytest.param("<table><tr><td>" * 10_000, id="tables in tables"),
        pytest.param("<a>" * 30_000 + STORY, id="links in links"),
        pytest.param(("<div><p>" * 9_000) + "x", id="uneven nesting"),
        pytest.param("</div>" * 100_000 + STORY, id="ends without beginnings"),
        pytest.param(f'<div class="{"a " * 1_000_000}">{STORY}</div>', id="one endless attribute"),
        pytest.param(f'<div class="{"a " * 1_000_000}', id="a tag that never ends"),
        pytest.param(f"<script>{'if (a < b) x = 1; ' * 200_000}</script>{STORY}", id="a script of megabytes"),
        pytest.param(STORY + "<script>" + "a < b " * 300_000, id="a script that never ends"),
        pytest.param("<p>" + "&amp;amp;" * 200_000 + "</p>", id="entities of entities"),
        pytest.param(STORY + f"<p>a{chr(0xA0) * 1_000_000}b</p>", id="a megabyte of no-break spaces"),
        pytest.param(STORY + "x<br>" * 15_000, id="line breaks"),
        pytest.param("<p>" + "e" + "\u0301" * 300_000, id="accents on one letter"),
        pytest.param("<ol start=99999999999999999999><li>x<li>y</ol><ol start=²><li>z</ol>" + STORY, id="odd numbers"),
        pytest.param('<base href="http://["><img src="http://[::1"><img srcset=",,,">' + STORY, id="odd addresses"),
    ],
)
def test_a_shape_no_page_has_is_an_article_or_an_error(page: str, url: str) -> None:
    html(page, url)


@hosts
@pytest.mark.parametrize(
    "line",
    [
        pytest.param(SENTENCE * 50_000, id="5 MB of prose"),
        pytest.param("word " * 1_000_000, id="a word, a million times"),
        pytest.param("Rosa Bellamy/Getty Images " + SENTENCE * 20_000, id="a credit glued to megabytes"),
        pytest.param(SENTENCE.replace(" ", "  ") * 10_000 + "Rosa Bellamy", id="a name glued to megabytes"),
        pytest.param("“" * 1_000_000, id="opening quotation marks"),
        pytest.param("$5 " * 500_000, id="sums of money"),
        pytest.param("A" * 5_000_000, id="one capital letter"),
    ],
)
def test_a_line_of_megabytes_is_read(line: str, url: str) -> None:
    article = html(f"<article><p>{line}</p>{STORY}</article>", url)
    assert isinstance(article, Article)
    flat = outcome(lambda: clean_text(line, url))
    assert isinstance(flat, Article)
    assert "".join(str(getattr(entry.place, "raw", "")) for entry in flat.ledger) == line


BIG = [
    pytest.param("<article>" + "<p>some text</p>" * 655_000, TooLarge, id="10 MB of short paragraphs"),
    pytest.param("<ul>" + "<li>some text</li>" * 580_000 + "</ul>", TooLarge, id="10 MB of list items"),
]


@pytest.mark.parametrize(("page", "kind"), BIG)
def test_ten_megabytes_of_html_are_refused(page: str, kind: type[ScraperError]) -> None:
    assert len(page) > 10_000_000
    says(html(page, UNKNOWN), kind, UNKNOWN)


def test_ten_megabytes_of_short_lines_are_refused() -> None:
    text = "some text here\n" * 670_000
    assert len(text) > 10_000_000
    says(outcome(lambda: clean_text(text, RULED)), TooLarge, RULED, "lines; the most is", "Cut it")


# ---- JSON-LD

ARTICLE = '"@context":"https://schema.org","@type":"NewsArticle"'
BROKEN = {
    "cut off": f'{{{ARTICLE},"headline":"Footbridge to cl',
    "no JSON at all": '"headline" NewsArticle',
    "null": 'null "headline" NewsArticle',
    "single quotes": "{'@type':'NewsArticle','headline':'Footbridge'}",
    "numbers for texts": f'{{{ARTICLE},"headline":5,"author":7,"datePublished":8,"articleSection":9,"inLanguage":1}}',
    "lists for texts": f'{{{ARTICLE},"headline":["a",["b"]],"datePublished":[[]],"articleSection":[],"author":[[[]]]}}',
    "objects for texts": f'{{{ARTICLE},"headline":{{"a":1}},"datePublished":{{}},"author":{{"name":{{"name":[1]}}}}}}',
    "truths for texts": f'{{{ARTICLE},"headline":true,"author":false,"datePublished":null,"isAccessibleForFree":[]}}',
    "authors of every kind": f'{{{ARTICLE},"headline":"x","author":[[{{"name":[1,null]}}],3,"By",{{}},{{"name":""}}]}}',
    "a graph that is a text": '{"@graph":"NewsArticle","headline":"x"}',
    "a graph that is a number": '{"@graph":12,"@type":"NewsArticle","headline":"x"}',
    "a graph of graphs": '{"@graph":[[{"@graph":[{"@type":["NewsArticle",{}],"headline":"x"}]}],null,3]}',
    "a type that is an object": '{"@type":{"@id":"NewsArticle"},"headline":"x"}',
    "nested for ever": "[" * 100_000 + '"NewsArticle"',
    "objects for ever": '{"@graph":' * 50_000 + '"NewsArticle"',
    "a number of 10,000 digits": f'{{{ARTICLE},"headline":"x","wordCount":{"9" * 10_000}}}',
    "infinite": f'{{{ARTICLE},"headline":"x","wordCount":Infinity,"datePublished":NaN}}',
    "a count that is none": f'{{{ARTICLE},"headline":"x","wordCount":{{"a":[]}},"hasPart":3,"articleBody":[1]}}',
    "parts of every kind": f'{{{ARTICLE},"headline":"x","hasPart":[1,null,{{"isAccessibleForFree":{{}}}},[[]]]}}',
    "impossible dates": f'{{{ARTICLE},"headline":"x","datePublished":"9999-99-99","dateModified":"999999999999"}}',
    "a year too many": f'{{{ARTICLE},"headline":"x","datePublished":"{"1" * 5_000}"}}',
    "half a surrogate": f'{{{ARTICLE},"headline":"\\ud800 x"}}',
    "control characters": f'{{{ARTICLE},"headline":"a\x01\n\x00b"}}',
}


@hosts
@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
def test_broken_json_ld_costs_no_article(data: str, url: str) -> None:
    page = f"<html><head><script type='application/ld+json'>{data}</script></head><article>{STORY}</article></html>"
    article = html(page, url)
    assert isinstance(article, Article)
    assert SENTENCE.strip() in article.text
    assert article.title is None or isinstance(article.title, str)
    assert all(isinstance(name, str) for name in article.authors)
    for field in (article.published, article.modified, article.section, article.language, article.subtitle):
        assert field is None or isinstance(field, str)


# ---- a URL that is none

URLS = [
    pytest.param("not a url", id="words"),
    pytest.param("http://[::1", id="half an address"),
    pytest.param("http://[", id="a bracket"),
    pytest.param("javascript:alert(1)", id="a script"),
    pytest.param("", id="nothing"),
    pytest.param(" ", id="a space"),
    pytest.param("//", id="slashes"),
    pytest.param("http://", id="no host"),
    pytest.param("http://a..b/", id="an empty label"),
    pytest.param("http://xn--/", id="a broken international name"),
    pytest.param("http://theweek.com:99999999/", id="an impossible port"),
    pytest.param("\x00\xff\ud800", id="noise"),
    pytest.param("https://" + "a." * 5_000, id="10 KB of labels"),
    pytest.param("mailto:rosa@tidepost.example", id="an address of mail"),
]


@pytest.mark.parametrize("url", URLS)
def test_a_url_that_is_none_costs_no_article(url: str) -> None:
    page = f"<base href='http://['><article><img src='/a.jpg'>{STORY}</article>"
    article = html(page, url)
    assert isinstance(article, Article)
    assert SENTENCE.strip() in article.text
    flat = outcome(lambda: clean_text(SENTENCE * 3, url))
    assert isinstance(flat, Article)
    assert flat.text == (SENTENCE * 3).strip()


@pytest.mark.parametrize("url", URLS)
def test_an_error_with_a_url_that_is_none_can_be_read(url: str) -> None:
    says(html("", url), EmptyArticle, url, "the page is empty")


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


# ---- what is neither bytes nor text is a mistake of the caller, and a TypeError as anywhere in Python


@pytest.mark.parametrize("text", [b"bytes", bytearray(b"x"), None, 5, ["a line"]], ids=lambda text: type(text).__name__)
def test_text_must_be_a_string(text: object) -> None:
    with pytest.raises(TypeError, match="the text must be a str"):
        clean_text(text)  # type: ignore[arg-type]
