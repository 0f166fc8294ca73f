"""What the soak mutates, and the answers that it gives from memory."""

from __future__ import annotations

import gzip
import json
from typing import Any

import httpcore

_STORY = "".join(
    f"<p>The ferry left the quay {number} minutes late on Tuesday, with a full deck and a crew that slept little.</p>"
    for number in range(3, 7)
)
PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ferry late</title><meta name="robots" '
    'content="max-image-preview:large"><link rel="canonical" href="/2026/11/20/the-ferry-is-late-10001"></head>'
    f"<body><article><h1>Ferry late</h1>{_STORY}</article></body></html>"
).encode()
"""The body of a response whose head is mutated."""
_OTHERWISE = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 3\r\nconnection: close\r\n\r\nabc"
_ROBOTS = b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"


class Answers(httpcore.NetworkBackend):
    """Answers each request from memory: with the next of `next`, with 404 for a robots.txt, or else with a page."""

    def __init__(self) -> None:
        self.next: list[bytes] = []

    def connect_tcp(self, *where: Any, **how: Any) -> httpcore.NetworkStream:
        """A connection that answers once."""
        return _Answered(self)

    def sleep(self, seconds: float) -> None:
        """Nobody waits."""


class _Answered(httpcore.NetworkStream):
    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._left: bytes | None = None

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        left = self._left or b""
        piece, self._left = left[:max_bytes], left[max_bytes:]
        return piece

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        if self._left is None and buffer:
            is_robots = buffer.startswith(b"GET /robots.txt ")
            waiting = self._answers.next
            self._left = _ROBOTS if is_robots else waiting.pop(0) if waiting else _OTHERWISE

    def close(self) -> None:
        pass

    def start_tls(self, *how: Any, **more: Any) -> httpcore.NetworkStream:
        return self

    def get_extra_info(self, info: str) -> Any:
        return None


def _head(*lines: str, status: str = "200 OK") -> bytes:
    return "\r\n".join((f"HTTP/1.1 {status}", *lines)).encode("latin-1")


_HTML = "Content-Type: text/html; charset=utf-8"
HEADS = (
    _head(_HTML, f"Content-Length: {len(PAGE)}", 'ETag: "a1b2"', "Last-Modified: Fri, 20 Nov 2026 10:00:00 GMT"),
    _head("content-type: text/html;charset=windows-1252", "Transfer-Encoding: chunked", "Connection: close"),
    _head(_HTML, "Content-Encoding: gzip", "Vary: Accept-Encoding"),
    _head(_HTML, "Content-Encoding: br, zstd", "Set-Cookie: a=b; Path=/; HttpOnly"),
    _head("Location: /2026/11/21/moved-10002?utm_source=x#top", "Set-Cookie: id=1", status="301 Moved Permanently"),
    _head("Location: https://other.example:8443/login?back=%2Fa", "Content-Length: 0", status="302 Found"),
    _head("Retry-After: 120", "Content-Length: 0", status="429 Too Many Requests"),
    _head("Retry-After: Fri, 20 Nov 2026 10:00:00 GMT", "Content-Length: 0", status="503 Service Unavailable"),
    _head('ETag: W/"x"', status="304 Not Modified"),
    _head("X-Robots-Tag: soak-bot: noindex, nofollow", "X-Robots-Tag: noarchive", "tdm-reservation: 1", _HTML),
    _head("Content-Type: application/pdf", 'Content-Disposition: attachment; filename="größe.pdf"'),
    _head("Link: </feed>; rel=preload", "Date: Fri, 20 Nov 2026 10:00:00 GMT", _HTML, status="103 Early Hints"),
)
ADDRESSES = tuple(
    address.encode("utf-8")
    for address in (
        "http://tidepost.example/2026/11/20/the-ferry-is-late-10001?utm_source=feed&id=7#comments",
        "https://www.tidepost.example:8443/a/../b//c/./index.html?q=a%20b&r=%c3%a9",
        "//cdn.tidepost.example/story;jsessionid=1A2B?x=[1]",
        "/login?back=https%3A%2F%2Ftidepost.example%2F",
        "https://xn--brcke-kva.example/grüße/日本語",
        "http://[2001:db8::1]:8080/story",
        "http://192.0.2.17/story.cms?articleid=100203",
        "https://user:secret@tidepost.example/",
        "HTTP://TIDEPOST.EXAMPLE./%7Efoo/%zz",
        "http://💙.example/ß?ſ=K#٣",
    )
)
_RSS = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Tide Post</title><link>http://tidepost.example/</link>'
    + "".join(
        f"<item><title>Ferry &amp; quay {n}</title><link>http://tidepost.example/2026/11/{n}/story-{n}</link><guid "
        f'isPermaLink="false">tag:{n}</guid><pubDate>Fri, {n} Nov 2026 10:00:00 +0100</pubDate><dc:creator>Ada Quill'
        f"</dc:creator><content:encoded><![CDATA[<p>Late by {n} minutes.</p>]]></content:encoded></item>"
        for n in range(10, 14)
    )
    + "</channel></rss>"
)
_ATOM = (
    '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://tidepost.example/">'
    "<title>T</title><entry>"
    '<title type="html">A &lt;b&gt;ferry&lt;/b&gt;</title><link rel="alternate" href="a?x=1&amp;amp;y=2"/>'
    "<id>urn:1</id><updated>2026-11-20T10:00:00Z</updated><summary>Short.</summary></entry></feed>"
)
_RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><item '
    'rdf:about="http://tidepost.example/r"><title>R</title><link>http://tidepost.example/r</link></item></rdf:RDF>'
)
_JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [
            {
                "id": "1",
                "url": "/j/1",
                "title": "J",
                "date_published": "2026-11-20T10:00:00Z",
                "content_html": "<p>x</p>",
            }
        ],
    }
)
_MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_URLSET = (
    f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="{_MAP}" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>http://tidepost.example/2026/11/20/a-b-c-1'
    "</loc><lastmod>2026-11-20T10:00:00+01:00</lastmod><news:news><news:publication_date>2026-11-20</news:publication_date>"
    "<news:title>A title &#x1F499;</news:title></news:news></url><url><loc>/2026/11/21/d-e-f-2</loc></url></urlset>"
)
_INDEX = (
    f'<sitemapindex xmlns="{_MAP}"><sitemap><loc>http://tidepost.example/sitemap-1.xml.gz</loc><lastmod>2026-11-20'
    "</lastmod></sitemap><sitemap><loc>/sitemap-tags.xml</loc></sitemap></sitemapindex>"
)
_SECTION = (
    '<!doctype html><html><head><base href="/towns/"><title>Towns</title></head><body><main>'
    + "".join(
        f'<h2><a rel="noopener" href="/2026/11/{n}/the-ferry-is-late-again-1000{n}">The ferry is late, day {n}</a></h2>'
        for n in range(10, 16)
    )
    + "</main></body></html>"
)
_TEXT = "http://tidepost.example/2026/11/20/a-plain-line-1\nhttp://tidepost.example/2026/11/20/another-line-2\n"
_DOCTYPE = '<!DOCTYPE rss [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;">]>' + _RSS.replace("Late", "&c;")
DOCUMENTS = (
    *(text.encode() for text in (_RSS, _RSS, _ATOM, _RDF, _JSON, _URLSET, _INDEX, _SECTION, _TEXT, _DOCTYPE)),
    _RSS.replace("utf-8", "utf-16").encode("utf-16"),
    gzip.compress(_URLSET.encode(), mtime=0),
    gzip.compress(_RSS.encode(), mtime=0),
)
WORDS = (
    b"\r\n", b"\n", b"\x00", b"\xff", b"\xed\xa0\x80", b"&#xD83D;", b"&#0;", b"&amp;amp;", b"<![CDATA[", b"]]>",
    b"<!--", b"<?xml version='1.0' encoding='utf-7'?>", b"encoding='idna'", b"charset=punycode", b"charset=\"", b"%",
    b"%00", b"//", b"\\", b"@", b":", b":0", b":99999", b"[", b"]", b"..", b"xn--", b"127.1", "💙".encode(),
    "ß".encode(), "٣".encode(), b"javascript:", b"-", b"9" * 60, b"-1", b"1e9", b"Mon, 99 Foo 99999 25:61:61 +9999",
    b"0001-01-01T00:00:00Z", b"9999-12-31T23:59:59-23:59", b"gzip", b"br", b"zstd", b"deflate", b"chunked",
    b"identity", b"\r\n\r\n", b" \t ", b"Content-Length: 99999999999999999999", b"Transfer-Encoding: chunked",
    b"Location: ", b"X-Robots-Tag: a:b:c,", b"HTTP/1.1 100 Continue\r\n\r\n", b"xmlns:a='b'", b"<loc>", b"</item>",
    b"{", b"[" * 300, b"\"", b"<a>" * 300,
)  # fmt: skip
"""What is put into the seeds."""
