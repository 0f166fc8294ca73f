"""RSS, Atom, RDF and JSON Feed: valid, malformed and hostile."""

from __future__ import annotations

import gzip
import json
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.errors import FetchError
from scraper.runs.sources import feeds, limited
from scraper.runs.sources.feeds import MOST_SUMMARY, read_feed
from scraper.runs.types import Discovered

URL = "https://harbour.example/feeds/all.xml"
DAY = datetime(2026, 2, 3, 8, 30, tzinfo=UTC)


def rss(*items: str, head: str = '<?xml version="1.0"?>') -> bytes:
    inside = "".join(f"<item>{item}</item>" for item in items)
    return f'{head}<rss version="2.0"><channel><title>Harbour</title>{inside}</channel></rss>'.encode()


def atom(entry: str, base: str = "") -> bytes:
    return f'<feed xmlns="http://www.w3.org/2005/Atom"{base}><entry>{entry}</entry></feed>'.encode()


def only(body: bytes) -> Discovered:
    (found,) = read_feed(body, URL)
    return found


def watched(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Record what is parsed."""
    given: list[bytes] = []
    parse = feeds.parse_feed

    def watching(body: bytes, *options: Any) -> dict[str, Any]:
        given.append(body)
        return parse(body, *options)

    monkeypatch.setattr(feeds, "parse_feed", watching)
    return given


def without_declaration(body: bytes) -> bytes:
    return body.partition(b"?>")[2].lstrip()


def test_rss_gives_address_date_title_and_summary() -> None:
    body = rss(
        "<title>Ferry &amp;amp; &lt;em&gt;tide&lt;/em&gt;</title><link>/2026/ferry?utm_source=rss&amp;id=7</link>"
        "<description>&lt;p&gt;Late again.&lt;/p&gt;</description><pubDate>Tue, 03 Feb 2026 10:30:00 +0200</pubDate>"
    )
    assert only(body) == Discovered(
        "https://harbour.example/2026/ferry?id=7", DAY, "Ferry & tide", "<p>Late again.</p>", URL
    )


def test_atom_gives_the_publication_rather_than_the_change() -> None:
    body = atom(
        '<title type="html">A &lt;b&gt;long&lt;/b&gt; tide</title><link rel="alternate" href="y"/>'
        '<link rel="edit" href="/edit/y"/><updated>2026-02-09T00:00:00Z</updated>'
        "<published>2026-02-03T08:30:00Z</published><summary>Short.</summary>"
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The longer text.</p></div></content>',
        ' xml:base="https://mill.example/x/"',
    )
    assert only(body) == Discovered("https://mill.example/x/y", DAY, "A long tide", "<p>The longer text.</p>", URL)


def test_atom_without_publication_gives_the_change() -> None:
    assert only(atom('<link href="/y"/><updated>2026-02-03T10:30:00+02:00</updated>')).when == DAY


def test_rdf_is_read() -> None:
    body = (
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        b'xmlns:dc="http://purl.org/dc/elements/1.1/"><item rdf:about="x"><title>Tide</title>'
        b"<link>https://harbour.example/tide</link><dc:date>2026-02-03T08:30:00Z</dc:date></item></rdf:RDF>"
    )
    assert only(body) == Discovered("https://harbour.example/tide", DAY, "Tide", "", URL)


def test_json_feed_is_read() -> None:
    items = [
        {
            "url": "/a",
            "title": "Tide",
            "summary": "s",
            "content_html": "<p>long</p>",
            "date_published": "2026-02-03T08:30:00Z",
        },
        {"external_url": "https://mill.example/b", "date_modified": "2026-02-03T10:30:00+02:00"},
        {"id": "no address"},
        {"url": 7},
        "no entry",
    ]
    body = b"\xef\xbb\xbf" + json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}).encode()
    assert read_feed(body, URL) == [
        Discovered("https://harbour.example/a", DAY, "Tide", "<p>long</p>", URL),
        Discovered("https://mill.example/b", DAY, "", "", URL),
    ]


@pytest.mark.parametrize(
    ("item", "addresses"),
    [
        pytest.param("<title>no link</title>", [], id="no-link"),
        pytest.param("<link></link>", [], id="empty-link"),
        pytest.param("<link>javascript:alert(1)</link>", [], id="script"),
        pytest.param("<link>file:///etc/hostname</link>", [], id="file"),
        pytest.param("<link>data:text/html,x</link>", [], id="data"),
        pytest.param("<link>https://[::1/</link>", [], id="broken-address"),
        pytest.param("<guid>12345</guid>", [], id="number-for-an-id"),
        pytest.param('<guid isPermaLink="false">https://harbour.example/a</guid>', [], id="id-that-is-no-link"),
        pytest.param("<guid>https://harbour.example/a</guid>", ["https://harbour.example/a"], id="id-that-is-one"),
        pytest.param("<link>/a?b=1&c=2</link>", ["https://harbour.example/a?b=1&c=2"], id="bare-ampersand"),
        pytest.param("<link>\n https://harbour.example/a \n</link>", ["https://harbour.example/a"], id="white-space"),
        pytest.param(
            "<link>https://clicks.example/7</link><feedburner:origLink "
            'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">https://harbour.example/a'
            "</feedburner:origLink>",
            ["https://harbour.example/a"],
            id="counted-click",
        ),
    ],
)
def test_link_of_an_entry(item: str, addresses: list[str]) -> None:
    assert [found.url for found in read_feed(rss(item), URL)] == addresses


@pytest.mark.parametrize(
    ("date", "when"),
    [
        pytest.param("Tue, 03 Feb 2026 08:30:00 GMT", DAY, id="gmt"),
        pytest.param("Tue, 03 Feb 2026 03:30:00 EST", DAY, id="named-zone"),
        pytest.param("2026-02-03T08:30:00", DAY, id="no-zone-is-utc"),
        pytest.param("3 February", None, id="no-year"),
        pytest.param("yesterday", None, id="no-date"),
        pytest.param("Tue, 03 Feb 99999 08:30:00 GMT", None, id="beyond-the-calendar"),
    ],
)
def test_dates_are_aware_and_in_utc(date: str, when: datetime | None) -> None:
    assert only(rss(f"<link>/a</link><pubDate>{date}</pubDate>")).when == when


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(rss("<link>/a</link>", "<link>/b</link>")[:-20], id="cut-off"),
        pytest.param(rss("<link>/a</link>", "<link>/b</link><title>x & y</title>"), id="bare-ampersand"),
        pytest.param(rss("<link>/a</link>", "<link>/b</link><title>&eacute;&nbsp;</title>"), id="entities-of-html"),
        pytest.param(rss("<link>/a</link><x:y>z</x:y>", "<link>/b</link>"), id="prefix-of-nothing"),
        pytest.param(rss("<link>/a</link><title>\x0b</title>", "<link>/b</link>"), id="control-character"),
        pytest.param(
            rss("<link>/a</link>", "<link>/b</link>", head="\n\n<?xml version='1.0'?>"), id="blank-lines-first"
        ),
        pytest.param(
            rss("<link>/a</link><title>\xe9</title>", "<link>/b</link>").replace(b"\xc3", b""), id="bad-utf-8"
        ),
    ],
)
def test_broken_xml_gives_what_can_be_read(body: bytes) -> None:
    assert [found.url for found in read_feed(body, URL)] == [f"https://harbour.example/{name}" for name in "ab"]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"<html><body><p>Not found</p></body></html>", id="page"),
        pytest.param(b"not found", id="text"),
        pytest.param(b"<rss><channel><item><link>/a</link>&#xffffffff;", id="character-beyond-unicode"),
        pytest.param(b"\x00" * 5000, id="nul-bytes"),
        pytest.param(b"\x1f\x8b\x08\x00", id="gzip"),
        pytest.param(b"{", id="json-cut-off"),
        pytest.param(b'{"items": 3}', id="json-of-another-kind"),
        pytest.param(b'{"a":' * 100_000, id="json-nested-too-deep"),
        pytest.param(b'{"items": [' + b"9" * 5000 + b"]}", id="json-number-beyond-python"),
    ],
)
def test_other_bytes_are_a_fetch_error(body: bytes) -> None:
    with pytest.raises(FetchError, match=URL):
        read_feed(body, URL)


def test_feed_without_entries_is_a_feed() -> None:
    assert read_feed(rss(), URL) == []


def _laughs(levels: int) -> str:
    entities = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(levels))
    return f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "lol">{entities}]>'


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(_laughs(9), id="billion-laughs"),
        pytest.param('<!DOCTYPE rss [<!ENTITY e9 SYSTEM "file:///etc/hostname">]>', id="file"),
        pytest.param('<!DOCTYPE rss [<!ENTITY e9 SYSTEM "http://127.0.0.1:9/">]>', id="network"),
        pytest.param('<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd">', id="foreign-dtd"),
        pytest.param('<!doctype rss [<!ENTITY % p SYSTEM "file:///etc/hostname"> %p;]>', id="parameter-entity"),
    ],
)
def test_entities_are_not_expanded(head: str) -> None:
    body = rss("<link>/a</link><title>x&e9;y</title><description>z&e9;</description>", head=head)
    found = only(body)
    assert found.url == "https://harbour.example/a"
    assert len(found.title) + len(found.summary) < 20
    assert Path("/etc/hostname").read_text("utf-8").strip() not in (found.title[1:-1], found.summary[1:])


def test_bytes_are_never_taken_for_the_name_of_a_file_or_an_address(tmp_path: Path) -> None:
    file = tmp_path / "feed.xml"
    file.write_bytes(rss("<link>/a</link>"))
    for name in (str(file), file.as_uri(), "http://127.0.0.1:9/feed.xml"):
        with pytest.raises(FetchError):
            read_feed(name.encode(), URL)


def test_no_more_tags_are_read_than_a_feed_has(monkeypatch: pytest.MonkeyPatch) -> None:
    given = watched(monkeypatch)
    monkeypatch.setattr(feeds, "MOST_TAGS", 100)
    body = rss("<link>/a</link><description>" + "x<b>" * 300, head="")
    assert only(body).url == "https://harbour.example/a"
    assert given[0].count(b"<") == 100
    assert body.startswith(without_declaration(given[0]))


@pytest.mark.parametrize(
    "attribute",
    [
        pytest.param("a{}=''", id="empty"),
        pytest.param('a{}="&gt;>"', id="with-the-sign-that-closes-a-tag"),
        pytest.param("a{}=b", id="without-quotes"),
    ],
)
def test_feed_is_cut_before_a_tag_of_many_attributes(attribute: str, monkeypatch: pytest.MonkeyPatch) -> None:
    given = watched(monkeypatch)
    many = " ".join(attribute.format(number) for number in range(100_000))
    body = rss("<link>/a</link>").replace(b"</channel>", f"<item {many}><link>/b</link></item></channel>".encode())
    assert only(body).url == "https://harbour.example/a"
    assert [without_declaration(each) for each in given] == [without_declaration(body[: body.index(b"<item a0")])]


def test_summary_of_many_attributes_is_text() -> None:
    escaped = "&lt;p class=\"a\" id='b'&gt;" * 2000
    found = read_feed(rss(f"<link>/a</link><description>{escaped}</description>", "<link>/b</link>"), URL)
    assert len(found) == 2
    assert len(found[0].summary) == 2000 * len("<p class='a' id='b'>")


def test_summary_is_bounded() -> None:
    assert (
        len(only(rss(f"<link>/a</link><description>{'x' * (MOST_SUMMARY + 5)}</description>")).summary) == MOST_SUMMARY
    )


@pytest.mark.parametrize(
    ("date", "when"),
    [
        pytest.param("Di, 03 Feb 2026 09:30:00 +0100", DAY, id="weekday-of-another-language"),
        pytest.param("3. Februar 2026 08:30", DAY, id="german-month"),
        pytest.param("mar., 03 f\u00e9vr. 2026 10:30:00 +0200", DAY, id="french-month"),
        pytest.param("3 de febrero de 2026, 08:30", DAY, id="spanish-month"),
        pytest.param("2026/2/3 08:30:00", DAY, id="slashes"),
        pytest.param("2026/02/03 10:30 +0200", DAY, id="slashes-and-zone"),
        pytest.param("2026/2/31 08:30:00", None, id="no-such-day"),
        pytest.param("3 Foo 2026 08:30", None, id="no-month"),
    ],
)
def test_dates_as_publishing_systems_write_them(date: str, when: datetime | None) -> None:
    assert only(rss(f"<link>/a</link><pubDate>{date}</pubDate>")).when == when


def test_bases_are_resolved_against_each_other() -> None:
    entry = '<entry xml:base="2026/tides/"><link href="late"/><id>7</id></entry>'
    body = f'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/news/">{entry}</feed>'
    assert only(body.encode()).url == "https://harbour.example/news/2026/tides/late"


@pytest.mark.parametrize("name", ["punycode", "idna", "unicode_escape", "utf-16", "base64", "no-such-charset"])
def test_the_declared_charset_is_believed_only_if_the_standard_has_it(name: str) -> None:
    body = rss("<link>/a</link><title>F\u00e4hre</title>", head=f'<?xml version="1.0" encoding="{name}"?>')
    assert only(body + b"<!--" + b"a" * 3000 + b"-" + b"z" * 30_000 + b"-->").title == "F\u00e4hre"


def test_a_packed_feed_is_unpacked() -> None:
    assert only(gzip.compress(rss("<link>/a</link>"))).url == "https://harbour.example/a"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(rss(f"<author>{'a' * 200_000}</author><link>/a</link>"), id="word-of-an-author"),
        pytest.param(b"\n" * 100_000 + rss("<link>/a</link>"), id="blank-lines"),
        pytest.param(b'<?xml version="1.0"?>' * 5_000 + rss("<link>/a</link>", head=""), id="declarations"),
    ],
)
def test_no_feed_takes_longer_than_the_limit(body: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited, "MOST_SECONDS", 2.0)
    began = time.monotonic()
    with suppress(FetchError):
        limited.read_limited(read_feed, body, URL)
    assert time.monotonic() - began < 4
    assert only(rss("<link>/b</link>")).url == "https://harbour.example/b"


PARTS = st.sampled_from([
    "<rss>", "<item>", "</item>", "<link>", "/a", "<![CDATA[", "]]>", "<!--", "<!DOCTYPE", "<!ENTITY", "<![", "&", "&#",
    "<", ">", "<feed>", "<entry>", "<content type='xhtml'>", "xml:base='http://['", "<a href='//['>", "\x00", "é", "]]",
    "<?xml", "<link href='http://['/>", "<title mode='base64'>", "<category domain='['>", "<pubDate>", "9999-99",
    "Mon, ", "&#xffffffff;", "<textInput>", "<media:content/>",
])  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PARTS, max_size=12).map("".join))
def test_any_bytes_are_a_feed_or_a_fetch_error(text: str) -> None:
    for body in (text.encode(), f"<rss version='2.0'><channel><item><link>/a</link>{text}".encode()):
        with suppress(FetchError):
            assert all(found.url.startswith("http") for found in read_feed(body, URL))
