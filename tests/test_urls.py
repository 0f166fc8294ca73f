"""Web addresses: canonical form, hosts, sites and publishers."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.errors import UsageError
from scraper.net.fetch import parsed_url
from scraper.urls import (
    LONGEST_URL,
    absolute,
    canonical,
    host_key,
    host_of,
    is_web_address,
    origin_of,
    publisher_of,
    registrable,
    site_of,
)

HOST = "https://harbour.example"


@pytest.mark.parametrize(
    ("written", "spelt"),
    [
        pytest.param("HTTPS://Harbour.Example/A", f"{HOST}/A", id="scheme-and-host-in-small-letters-the-path-as-it-is"),
        pytest.param(HOST, f"{HOST}/", id="empty-path"),
        pytest.param("https://harbour.example./a", f"{HOST}/a", id="trailing-dot"),
        pytest.param("https://harbour.example:443/a", f"{HOST}/a", id="default-port"),
        pytest.param("http://harbour.example:80/a", "http://harbour.example/a", id="default-port-of-http"),
        pytest.param("http://harbour.example:443/a", "http://harbour.example:443/a", id="other-port"),
        pytest.param(f"{HOST}/a#top", f"{HOST}/a", id="fragment"),
        pytest.param(f"{HOST}/a?#top", f"{HOST}/a", id="empty-query"),
        pytest.param(f"{HOST}/a/./b/../c", f"{HOST}/a/c", id="dot-segments"),
        pytest.param(f"{HOST}/a/%2e%2E/b", f"{HOST}/b", id="encoded-dot-segments"),
        pytest.param(f"{HOST}/../../a", f"{HOST}/a", id="above-the-root"),
        pytest.param(f"{HOST}/a/b/..", f"{HOST}/a/", id="closing-dots-leave-a-folder"),
        pytest.param(f"{HOST}/%7euser/%e4%f6", f"{HOST}/~user/%E4%F6", id="percent-encoding-no-more-than-needed"),
        pytest.param(f"{HOST}/a%2fb", f"{HOST}/a%2Fb", id="an-encoded-slash-is-no-slash"),
        pytest.param(f"{HOST}/flut-über-nacht", f"{HOST}/flut-%C3%BCber-nacht", id="letters-beyond-ascii"),
        pytest.param(f"{HOST}/a b|c", f"{HOST}/a%20b%7Cc", id="spaces-inside"),
        pytest.param(f"{HOST}/100%", f"{HOST}/100%25", id="percent-sign-on-its-own"),
        pytest.param(f" \n{HOST}/a\n/b\t", f"{HOST}/a/b", id="white-space-that-a-browser-drops"),
        pytest.param("https://münchen.example/", "https://xn--mnchen-3ya.example/", id="international-name"),
        pytest.param("https://MÜNCHEN.example/", "https://xn--mnchen-3ya.example/", id="international-capitals"),
        pytest.param("https://☃.example/", "https://xn--n3h.example/", id="symbol"),
        pytest.param("https://i💙.news.example/1", "https://xn--i-092s.news.example/1", id="emoji"),
        pytest.param("http://[0:0::1]:8080/", "http://[::1]:8080/", id="ip-6"),
        pytest.param("http://127.0.1.1:8080/a", "http://127.0.1.1:8080/a", id="ip-4"),
        pytest.param("http://localhost/a", "http://localhost/a", id="one-label"),
        pytest.param(f"{HOST}/a;jsessionid=0F3A?x=1", f"{HOST}/a?x=1", id="session-in-the-path"),
    ],
)
def test_canonical_form(written: str, spelt: str) -> None:
    assert canonical(written) == spelt
    assert canonical(spelt) == spelt


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("utm_source=a&utm_medium=b", "", id="campaign-alone"),
        pytest.param("b=2&utm_source=x&a=1", "?b=2&a=1", id="order-stays"),
        pytest.param("at_medium=rss&UTM_Campaign=x&fbclid=1&gclid=2&mc_cid=3", "", id="many-kinds-in-any-case"),
        pytest.param("utm%5Fsource=x&id=7", "?id=7", id="encoded-name"),
        pytest.param("a=1&&b=2&", "?a=1&b=2", id="empty-parts"),
        pytest.param("id=7&page=2&ref=home", "?id=7&page=2&ref=home", id="what-is-not-known-stays"),
        pytest.param("attic=1&format=amp&utmost=2", "?attic=1&format=amp&utmost=2", id="only-alike-at-the-beginning"),
        pytest.param("q=a+b&x=%2B", "?q=a+b&x=%2B", id="plus-and-encoded-plus-differ"),
        pytest.param("id=7&id=8", "?id=7&id=8", id="twice-the-same-name"),
        pytest.param("12345", "?12345", id="no-name"),
    ],
)
def test_only_tracking_parameters_are_removed(query: str, expected: str) -> None:
    assert canonical(f"{HOST}/a?{query}") == f"{HOST}/a{expected}"


@pytest.mark.parametrize(
    ("url", "why"),
    [
        pytest.param("javascript:alert(1)", "beginning with https://", id="script"),
        pytest.param("mailto:desk@harbour.example", "beginning with https://", id="mail"),
        pytest.param("file:///etc/hostname", "beginning with https://", id="file"),
        pytest.param("data:text/html,x", "beginning with https://", id="data"),
        pytest.param("harbour.example/a", "beginning with https://", id="no-scheme"),
        pytest.param("//harbour.example/a", "beginning with https://", id="no-scheme-but-slashes"),
        pytest.param("", "beginning with https://", id="nothing"),
        pytest.param("https://", "its host is not valid", id="no-host"),
        pytest.param("https:///a", "its host is not valid", id="no-host-but-a-path"),
        pytest.param("https://a..b/", "its host is not valid", id="empty-label"),
        pytest.param("https://har bour.example/", "its host is not valid", id="space-in-the-host"),
        pytest.param("https://har%62our.example/", "its host is not valid", id="encoded-host"),
        pytest.param("https://harbour.example\\.evil.example/", "its host is not valid", id="backslash"),
        pytest.param(f"https://{'a' * 64}.example/", "its host is not valid", id="label-too-long"),
        pytest.param("https://127.1/", "is not a valid host", id="ip-4-in-short"),
        pytest.param("https://2130706433/", "is not a valid host", id="ip-4-as-a-number"),
        pytest.param("http://[::1%25eth0]/", "its host is not valid", id="ip-6-with-a-zone"),
        pytest.param("http://[::1/", "is not a web address", id="bracket-open"),
        pytest.param("https://harbour.example:99999/", "is not a web address", id="port-too-large"),
        pytest.param("https://harbour.example:0/", "port 0", id="port-zero"),
        pytest.param("https://harbour.example:x/", "is not a web address", id="port-no-number"),
        pytest.param("https://harbour.example/\x00a", "control characters", id="nul"),
        pytest.param("https://harbour.example/\ud800", "surrogate", id="half-a-character"),
        pytest.param(f"{HOST}/{'a' * LONGEST_URL}", f"longer than {LONGEST_URL}", id="too-long"),
    ],
)
def test_other_strings_than_web_addresses_are_refused(url: str, why: str) -> None:
    with pytest.raises(UsageError, match=re.escape(why)) as caught:
        canonical(url)
    assert len(str(caught.value)) < 300


def test_address_with_a_password_is_refused_without_showing_it() -> None:
    with pytest.raises(UsageError, match="omit user name and password") as caught:
        canonical("https://desk:secret@harbour.example/a")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("link", "address"),
    [
        pytest.param("b", f"{HOST}/news/b", id="beside"),
        pytest.param("/b", f"{HOST}/b", id="from-the-root"),
        pytest.param("//cdn.example/b", "https://cdn.example/b", id="scheme-of-the-base"),
        pytest.param("../../../b", f"{HOST}/b", id="above-the-root"),
        pytest.param("?page=2", f"{HOST}/news/?page=2", id="query-alone"),
        pytest.param("http://mill.example/b", "http://mill.example/b", id="complete"),
    ],
)
def test_link_is_resolved_against_its_page(link: str, address: str) -> None:
    assert absolute(link, f"{HOST}/news/") == address


@pytest.mark.parametrize("link", ["javascript:void(0)", "mailto:a@b.example", "https://[", "tel:1", "http://a:b/"])
def test_links_that_lead_to_no_page_are_refused(link: str) -> None:
    with pytest.raises(UsageError):
        absolute(link, f"{HOST}/news/")


@pytest.mark.parametrize(
    ("url", "host"),
    [
        pytest.param("https://WWW.Tide.example:80/x", "www.tide.example", id="lower-case-without-port"),
        pytest.param("https://tide.example./", "tide.example", id="root-dot"),
        pytest.param("tide.example/x", "", id="no-scheme"),
        pytest.param("https://[::1/", "", id="broken"),
        pytest.param("", "", id="empty"),
    ],
)
def test_host_of_any_string(url: str, host: str) -> None:
    assert host_of(url) == host


@pytest.mark.parametrize(
    ("text", "expected"),
    [("https://tide.example", True), ("HTTP://x", True), ("tide.example/x", False), ("https:///x", False), ("", False)],
)
def test_a_web_address_has_a_scheme_and_a_host(text: str, expected: bool) -> None:
    assert is_web_address(text) is expected


def test_origin_has_the_port_unless_it_is_the_default() -> None:
    assert origin_of("HTTPS://Harbour.example:443/a?b#c") == "https://harbour.example"
    assert origin_of("http://[::1]:8080/a") == "http://[::1]:8080"


def test_host_key_always_names_the_port() -> None:
    assert host_key("HTTPS://Harbour.example/a") == "https://harbour.example:443"
    assert host_key("http://harbour.example/") == "http://harbour.example:80"
    assert host_key("http://[::1]:8080/") == "http://[::1]:8080"


@pytest.mark.parametrize(
    ("url", "site", "domain", "name"),
    [
        pytest.param("https://www.harbour.example/a", "harbour.example", "harbour.example", "harbour", id="www"),
        pytest.param("https://news.harbour.example/a", "news.harbour.example", "harbour.example", "harbour", id="sub"),
        pytest.param("https://www.harbour.co.uk/", "harbour.co.uk", "harbour.co.uk", "harbour", id="co-uk"),
        pytest.param("https://live.harbour.co.jp/", "live.harbour.co.jp", "harbour.co.jp", "harbour", id="co-jp"),
        pytest.param("https://live.harbour.com.tr/", "live.harbour.com.tr", "harbour.com.tr", "harbour", id="com-tr"),
        pytest.param("https://b.tide.github.io/", "b.tide.github.io", "tide.github.io", "tide", id="private"),
        pytest.param("https://github.io/", "github.io", "github.io", "github", id="a-suffix-itself"),
        pytest.param("https://x.harbour.de/", "x.harbour.de", "harbour.de", "harbour", id="country"),
        pytest.param("https://x.mill-pt.xn--p1ai/", "x.mill-pt.xn--p1ai", "mill-pt.xn--p1ai", "mill-pt", id="idn"),
        pytest.param("https://wwwmill.example/", "wwwmill.example", "wwwmill.example", "wwwmill", id="www-without-dot"),
        pytest.param("http://127.0.1.1:8080/", "127.0.1.1", "127.0.1.1", "", id="ip-4"),
        pytest.param("http://[::1]/", "::1", "::1", "", id="ip-6"),
        pytest.param("http://localhost/", "localhost", "localhost", "", id="one-label"),
    ],
)  # fmt: skip
def test_site_registered_domain_and_publisher(url: str, site: str, domain: str, name: str) -> None:
    assert (site_of(url), registrable(url), publisher_of(url)) == (site, domain, name)


@pytest.mark.parametrize("url", ["", "no address", "https://[::1/", "/news/1"])
def test_other_strings_have_no_publisher(url: str) -> None:
    assert publisher_of(url) == ""


PIECES = st.sampled_from(
    ["/", "..", ".", "%", "%2", "%2e", "%2F", "a", "B", "&", "=", "?", "#", "utm_source=x", ";", "ä"]
)
TAILS = st.lists(PIECES | st.text(max_size=3), max_size=12).map("".join)
HOSTS = st.sampled_from(["Harbour.example", "münchen.example.", "[::1]", "127.0.0.1:80", "a.b:8080"]) | st.text(
    max_size=8
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(["http://", "HTTPS://", ""]), HOSTS, TAILS)
def test_canonical_addresses_are_returned_unchanged(scheme: str, host: str, tail: str) -> None:
    try:
        spelt = canonical(f"{scheme}{host}/{tail}")
    except UsageError:
        return
    assert canonical(spelt) == spelt
    assert spelt.isascii()
    assert re.fullmatch(r"https?://[^/?#\s]+/[^#\s]*", spelt)


@settings(max_examples=300, deadline=None)
@given(HOSTS | st.sampled_from(["xn--a.example", "xn--ls8h.example", "a_b.example", "a--b.example"]), TAILS)
def test_a_canonical_address_can_be_fetched_unchanged(host: str, tail: str) -> None:
    try:
        spelt = canonical(f"https://{host}/{tail}")
    except UsageError:
        return
    assert str(parsed_url(spelt)) == spelt


WORDS = st.text(st.sampled_from("aB9-_.~"), min_size=1, max_size=5)


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS.map(str.lower), min_size=1, max_size=4), st.lists(WORDS, max_size=4), st.sampled_from(["", "/"]))
def test_the_fast_path_agrees_with_the_full_one(labels: list[str], path: list[str], end: str) -> None:
    url = "/".join((f"https://{'.'.join(labels)}.example", *path)) + end
    try:
        expected = canonical(f"{url}#fragment")
    except UsageError:
        with pytest.raises(UsageError):
            canonical(url)
    else:
        assert canonical(url) == expected


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40), st.sampled_from([f"{HOST}/a/b?c=d", "http://[::1]/"]))
def test_any_link_is_an_address_or_a_usage_error(link: str, base: str) -> None:
    with suppress(UsageError):
        assert absolute(link, base).startswith(("http://", "https://"))


@pytest.mark.parametrize(
    "query", ["traffic_source=rss", "ito=1490", "CMP=rss", "mbid=x&taid=1", "ref=rss", "source=Newsletter", "linkId=2"]
)
def test_where_a_reader_came_from_is_no_part_of_an_address(query: str) -> None:
    assert canonical(f"https://tidepost.example/a?{query}&id=7") == "https://tidepost.example/a?id=7"


@pytest.mark.parametrize("query", ["ref=12345", "source=council", "from=2026", "campus=1", "item=4", "links=2"])
def test_parameters_that_may_name_the_page_stay(query: str) -> None:
    assert canonical(f"https://tidepost.example/a?{query}") == f"https://tidepost.example/a?{query}"


def test_hosts_under_a_private_suffix_are_of_different_owners() -> None:
    assert registrable("https://a.github.io/x") != registrable("https://b.github.io/x")
    assert registrable("https://a.blogspot.com/x") != registrable("https://b.blogspot.com/x")
    assert registrable("https://news.tidepost.co.uk/") == registrable("https://tidepost.co.uk/")
