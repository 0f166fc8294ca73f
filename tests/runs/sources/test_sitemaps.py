"""Sitemaps: plain, index, gzipped, news and text; malformed and hostile."""

from __future__ import annotations

import gzip
import sys
import tracemalloc
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.errors import FetchError
from scraper.runs.sources import sitemaps
from scraper.runs.sources.sitemaps import MOST_URLS, is_index, read_sitemap
from scraper.runs.types import Discovered

URL = "https://harbour.example/sitemap.xml"
HOME = "https://harbour.example"
DAY = datetime(2026, 2, 3, 8, 30, tzinfo=UTC)
SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = f'{SITEMAP} xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
UTF_16 = '<?xml version="1.0" encoding="UTF-16"?>'
MB = 1_000_000


def urlset(*urls: str, names: str = SITEMAP, head: str = '<?xml version="1.0" encoding="UTF-8"?>') -> bytes:
    return f"{head}<urlset {names}>{''.join(f'<url>{url}</url>' for url in urls)}</urlset>".encode()


def index(*sitemaps: tuple[str, str]) -> bytes:
    inside = "".join(f"<sitemap><loc>{HOME}/{loc}</loc>{date}</sitemap>" for loc, date in sitemaps)
    return f"<sitemapindex {SITEMAP}>{inside}</sitemapindex>".encode()


def pages(body: bytes) -> list[str]:
    return [found.url.removeprefix(HOME) for found in read_sitemap(body, URL)[0]]


@contextmanager
def peak_below(most: int) -> Iterator[None]:
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < most
    finally:
        tracemalloc.stop()


def test_plain_sitemap_gives_addresses_and_dates() -> None:
    body = urlset(
        f"<loc>\n{HOME}/a?x=1&amp;utm_source=y\n</loc><lastmod>2026-02-03T10:30:00+02:00</lastmod><priority>1</priority>",
        f"<loc>{HOME}/b</loc><lastmod>2026-02-03</lastmod>",
        f"<loc>{HOME}/c</loc><lastmod>lately</lastmod>",
    )
    assert read_sitemap(body, URL) == (
        [
            Discovered(f"{HOME}/a?x=1", DAY, "", "", URL),
            Discovered(f"{HOME}/b", datetime(2026, 2, 3, tzinfo=UTC), "", "", URL),
            Discovered(f"{HOME}/c", None, "", "", URL),
        ],
        [],
    )


def test_news_sitemap_gives_the_publication_and_the_title() -> None:
    news = "<news:publication_date>2026-02-03T08:30:00Z</news:publication_date><news:title>Tide &amp; time</news:title>"
    item = f"<loc>{HOME}/a</loc><lastmod>2026-02-09</lastmod><news:news>{news}</news:news>"
    assert read_sitemap(urlset(item, names=NEWS), URL)[0] == [Discovered(f"{HOME}/a", DAY, "Tide & time", "", URL)]


@pytest.mark.parametrize(
    ("body", "listed"),
    [
        pytest.param(gzip.compress(urlset("<loc>/a</loc>")), ["/a"], id="packed"),
        pytest.param(
            urlset("<loc>/a</loc>", names='xmlns="http://harbour.example/wrong"'), ["/a"], id="wrong-namespace"
        ),
        pytest.param(urlset("<loc>/a</loc>", names=""), ["/a"], id="no-namespace"),
        pytest.param(b"<x:urlset><x:url><x:loc>/a</x:loc></x:url></x:urlset>", ["/a"], id="prefix-of-nothing"),
        pytest.param(b"\n\n" + urlset("<loc>/a</loc>"), ["/a"], id="blank-lines-first"),
        pytest.param(b"\xef\xbb\xbf" + urlset("<loc>/a</loc>"), ["/a"], id="byte-order-mark"),
        pytest.param(
            urlset("<loc>/a?b=1&amp;c=2</loc>", head=UTF_16).decode().encode("utf-16"),
            ["/a?b=1&c=2"],
            id="utf-16",
        ),
        pytest.param(urlset("<loc>/a?b=1&c=2&copy=3</loc>"), ["/a?b=1&c=2&copy=3"], id="bare-ampersands"),
        pytest.param(urlset("<loc><![CDATA[/a?b=1&c=2]]></loc>"), ["/a?b=1&c=2"], id="cdata"),
        pytest.param(urlset("<loc>/a?b=1&amp;amp;c=2</loc>"), ["/a?b=1&c=2"], id="escaped-twice"),
        pytest.param(urlset("<loc>/a</loc>", "<loc>/b</loc>")[:-20], ["/a", "/b"], id="cut-off"),
        pytest.param(
            gzip.compress(urlset("<loc>/a</loc>", "<loc>/b</loc>"))[:-9], ["/a", "/b"], id="packed-and-cut-off"
        ),
        pytest.param(urlset("<loc>/a</loc><x>", "<loc>/b</loc>"), ["/b", "/a"], id="tag-left-open"),
        pytest.param(
            urlset("<image:image><image:loc>/i.jpg</image:loc><image:url>/j</image:url></image:image><loc>/a</loc>"),
            ["/a"],
            id="address-of-an-image",
        ),
        pytest.param(urlset("<loc>javascript:alert(1)</loc>", "<loc>/a</loc>"), ["/a"], id="script"),
        pytest.param(
            urlset("<loc>file:///etc/hostname</loc>", "<loc/>", "", "<loc>/a</loc>"), ["/a"], id="file-and-none"
        ),
        pytest.param(urlset(), [], id="empty"),
        pytest.param(f"\ufeff{HOME}/a\r\n\r\n# b\n{HOME}/c\nno address\n".encode(), ["/a", "/c"], id="text"),
        pytest.param(gzip.compress(f"{HOME}/a\n".encode()), ["/a"], id="packed-text"),
    ],
)
def test_malformed_sitemap_is_read_as_far_as_possible(body: bytes, listed: list[str]) -> None:
    assert pages(body) == listed


@pytest.mark.parametrize("cut", range(4085, 4105))
def test_ampersands_are_escaped_wherever_a_chunk_ends(cut: int) -> None:
    padding = "x" * (cut - 60)
    body = urlset(f"<loc>/{padding}</loc>", "<loc>/a?b=1&amp;c=2&d=3&#38;e=4</loc>", names="", head="")
    assert pages(body)[-1] == "/a?b=1&c=2&d=3&e=4"


def test_index_gives_news_first_then_the_newest_then_the_latest_year() -> None:
    body = index(
        ("posts-2019.xml", ""),
        ("posts-1.xml", "<lastmod>2026-01-01</lastmod>"),
        ("posts-2026.xml", ""),
        ("posts-2.xml", "<lastmod>2026-02-03T08:30:00Z</lastmod>"),
        ("news.xml", ""),
    )
    found, nested = read_sitemap(body, URL)
    assert found == []
    names = ["news.xml", "posts-2.xml", "posts-1.xml", "posts-2026.xml", "posts-2019.xml"]
    assert nested == [f"{HOME}/{name}" for name in names]
    assert is_index(body)
    assert is_index(gzip.compress(body))
    assert not is_index(urlset())


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"  \n", id="white-space"),
        pytest.param(b"<html><body><p>Not found</p></body></html>", id="page"),
        pytest.param(b'{"urls": []}', id="json"),
        pytest.param(b"\x1f\x8b\x08broken", id="broken-packing"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + b"\x00" * 999, id="image"),
    ],
)
def test_other_bytes_are_a_fetch_error(body: bytes) -> None:
    with pytest.raises(FetchError, match="not a sitemap"):
        read_sitemap(body, URL)


def _laughs() -> str:
    entities = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    return f'<!DOCTYPE urlset [<!ENTITY e0 "lol">{entities}]>'


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(_laughs(), id="billion-laughs"),
        pytest.param('<!DOCTYPE urlset [<!ENTITY e9 SYSTEM "file:///etc/hostname">]>', id="file"),
        pytest.param('<!DOCTYPE urlset [<!ENTITY e9 SYSTEM "http://127.0.0.1:9/">]>', id="network"),
        pytest.param('<!DOCTYPE urlset SYSTEM "http://127.0.0.1:9/x.dtd">', id="foreign-dtd"),
    ],
)
def test_entities_are_not_expanded(head: str) -> None:
    with peak_below(2 * MB):
        listed = pages(urlset("<loc>/a&e9;</loc>", "<loc>/b</loc>", head=head))
    assert listed[-1] == "/b"
    assert all(len(address) < 20 for address in listed)


def test_a_document_type_loses_nothing() -> None:
    assert pages(urlset("<loc>/a</loc>", head="<!DOCTYPE urlset>")) == ["/a"]


def test_a_well_formed_file_needs_only_expat(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lxml", None)
    assert pages(urlset("<loc>/a?b=1&c=2</loc>", "<loc>/b</loc>")) == ["/a?b=1&c=2", "/b"]
    with pytest.raises(ImportError):
        pages(urlset("<loc>/a</loc></b>"))


def test_no_more_addresses_are_read_than_a_file_may_have(monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST_URLS == 50_000
    monkeypatch.setattr(sitemaps, "MOST_URLS", 500)
    body = b"<urlset>" + b"<url><loc>/a</loc></url>" * 1_000_000
    assert len(pages(body)) == 500
    assert len(pages(gzip.compress(body, 1))) == 500
    assert len(pages(f"{HOME}/a\n".encode() * 505)) == 500


def _packed(opening: bytes, filler: bytes, times: int) -> bytes:
    """A gzip file of `times` million bytes of `filler`, created as a stream."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    piece = filler * (MB // len(filler))
    return b"".join((packer.compress(opening), *(packer.compress(piece) for _ in range(times)), packer.flush()))


@pytest.mark.parametrize(
    ("opening", "filler"),
    [
        pytest.param(b"<urlset><url><loc>/a</loc></url>", b" ", id="white-space"),
        pytest.param(b"<urlset><url><loc>/a</loc></url>", b"<a/>", id="elements"),
        pytest.param(b"<urlset><url><loc>/a</loc></url><url>", b"<a>", id="nesting"),
        pytest.param(b"<urlset><url><loc>/a</loc></url><url><loc>", b"x", id="one-long-address"),
        pytest.param(b"<urlset><url><loc>/a</loc></url><url><loc>", b"&", id="ampersands"),
        pytest.param(b"<urlset><url><loc>/a</loc></url>", b"<!---->", id="comments"),
        pytest.param(b"<urlset><url><loc>/a</loc></url><url ", b"a='>' ", id="one-long-tag"),
    ],
)
def test_bomb_is_not_unpacked_beyond_the_bounds(opening: bytes, filler: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "_MOST_ESCAPED", 50_000)
    body = _packed(opening, filler, 60)
    assert len(body) < MB
    with peak_below(8 * MB):
        assert pages(body) == ["/a"]


@pytest.mark.parametrize("filler", [b"x" * 999 + b"\n", b"\n", b"x"], ids=["lines", "empty-lines", "one-line"])
def test_bomb_of_text_is_read_up_to_the_bounds(filler: bytes) -> None:
    body = _packed(f"{HOME}/a\n".encode(), filler, 60)
    with peak_below(8 * MB):
        assert pages(body) == ["/a"]


PARTS = st.sampled_from([
    "<urlset>", "<url>", "</url>", "<loc>", "</loc>", "/a", "<lastmod>", "2026", "<![CDATA[", "]]>", "<!--",
    "<!DOCTYPE",
    "<!ENTITY", "&", "&#", "&#0;", "<", ">", "<sitemapindex>", "<sitemap>", "\x00", "é", "<?xml", "<news:news>",
])  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(PARTS, max_size=12).map("".join))
def test_any_bytes_are_a_sitemap_or_a_fetch_error(text: str) -> None:
    for body in (text.encode(), f"<urlset><url><loc>/a</loc></url>{text}".encode(), gzip.compress(text.encode())):
        with suppress(FetchError):
            found, nested = read_sitemap(body, URL)
            assert all(address.startswith("http") for address in (*nested, *(item.url for item in found)))
