"""Private addresses, redirects, schemes, passwords and certificates that a Fetcher refuses, with real servers."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpcore
import pytest

from scraper.errors import Blocked, FetchError, UsageError
from scraper.net import guard
from scraper.net.fetch import MOST_REDIRECTS, Fetcher, fetch, guarded_transport
from tests.support import loopback_server
from tests.support.loopback_server import CERTIFICATE, LoopbackBackend, LoopbackServer, http_reply

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

PUBLIC = "93.184.216.34"
URL = "http://harbourpost.example/1"
PRIVATE = [
    pytest.param("127.0.0.1", id="loopback"),
    pytest.param("127.9.9.9", id="the rest of loopback"),
    pytest.param("0.0.0.0", id="this host"),
    pytest.param("10.1.2.3", id="private-10"),
    pytest.param("172.31.0.1", id="private-172"),
    pytest.param("192.168.1.1", id="private-192"),
    pytest.param("100.100.100.200", id="carrier's, and a cloud's metadata"),
    pytest.param("169.254.1.1", id="link-local"),
    pytest.param("169.254.169.254", id="metadata"),
    pytest.param("192.0.0.192", id="Oracle's metadata"),
    pytest.param("168.63.129.16", id="Azure's metadata"),
    pytest.param("224.0.0.1", id="multicast"),
    pytest.param("255.255.255.255", id="broadcast"),
    pytest.param("::1", id="loopback in IPv6"),
    pytest.param("::", id="unspecified in IPv6"),
    pytest.param("fd00:ec2::254", id="metadata in IPv6"),
    pytest.param("fe80::1", id="link-local in IPv6"),
    pytest.param("fec0::1", id="site-local in IPv6"),
    pytest.param("ff02::1", id="multicast in IPv6"),
    pytest.param("::ffff:127.0.0.1", id="mapped loopback"),
    pytest.param("::ffff:a9fe:a9fe", id="mapped metadata"),
    pytest.param("::127.0.0.1", id="compatible loopback"),
    pytest.param("64:ff9b::7f00:1", id="loopback behind NAT64"),
    pytest.param("64:ff9b::a9fe:a9fe", id="metadata behind NAT64"),
    pytest.param("64:ff9b:1::a00:1", id="local NAT64"),
    pytest.param("2002:7f00:1::", id="loopback in 6to4"),
    pytest.param("2001:0:4136:e378:8000:63bf:80ff:fffe", id="loopback in Teredo"),
    pytest.param("4000::1", id="an address nobody has"),
]


@pytest.fixture
def site() -> Iterator[LoopbackServer]:
    with loopback_server.running() as running:
        yield running


class Names:
    """A resolver that returns one answer after another, repeats the last, and records the names looked up."""

    def __init__(self, *answers: str | list[str]) -> None:
        self._answers = [[answer] if isinstance(answer, str) else answer for answer in answers]
        self.requests: list[str] = []

    def __call__(self, host: str, port: int) -> list[str]:
        self.requests.append(host)
        return self._answers[min(len(self.requests), len(self._answers)) - 1]


def guest(
    site: LoopbackServer, names: Callable[[str, int], list[str]] | None = None, dial: LoopbackBackend | None = None
) -> Fetcher:
    """A Fetcher for which every public name leads to the loopback server."""
    return Fetcher(user_agent="example-bot", resolver=names or Names(PUBLIC), dial=dial or LoopbackBackend(site.port))


@pytest.mark.parametrize("address", PRIVATE)
def test_a_private_address_is_refused_however_it_is_given(site: LoopbackServer, address: str) -> None:
    host = f"[{address}]" if ":" in address else address
    site.reply("/1", status="302 Discovered", location=f"http://{host}:{site.port}/admin")
    dial = LoopbackBackend(site.port)
    with guest(site, dial=dial) as fetcher:
        for url in (f"http://{host}:{site.port}/admin", URL):  # asked for, and redirected to
            with pytest.raises(Blocked, match="not public"):
                fetcher.get(url)
    with guest(site, Names(address), dial) as fetcher, pytest.raises(Blocked, match="not public"):
        fetcher.get(URL)
    assert dial.dialled == [PUBLIC]
    assert site.paths == ["/1"]


@pytest.mark.parametrize("host", ["127.1", "0x7f000001", "2130706433", "017700000001", "0", "127。0。0。1"])
def test_an_unusual_spelling_of_an_address_is_refused_when_resolved(
    site: LoopbackServer, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    def numeric(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (socket.inet_ntoa(socket.inet_aton(host)), port))]

    monkeypatch.setattr(socket, "getaddrinfo", numeric)
    with guest(site, guard.resolve) as fetcher, pytest.raises(Blocked, match="not public"):
        fetcher.get(f"http://{host}:{site.port}/")
    assert site.connections == 0


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.216.34", "2606:2800:220:1::1", "64:ff9b::808:808", "172.32.0.1"]
)
def test_public_addresses_are_reached(site: LoopbackServer, address: str) -> None:
    site.reply("/1", b"<p>x</p>")
    dial = LoopbackBackend(site.port)
    with guest(site, Names(address), dial) as fetcher:
        assert fetcher.get(URL).body == b"<p>x</p>"
    assert dial.dialled == [address]


@pytest.mark.parametrize("url", ["http://127.0.0.1:{}/1", "http://localhost:{}/1"])
def test_private_addresses_can_be_allowed(site: LoopbackServer, url: str) -> None:
    site.reply("/1", b"<p>x</p>")
    names = Names("127.0.0.1")
    with Fetcher(user_agent="example-bot", allow_private=True, resolver=names) as fetcher:
        assert fetcher.get(url.format(site.port)).status == 200


def test_one_private_address_among_public_ones_is_refused(site: LoopbackServer) -> None:
    with guest(site, Names([PUBLIC, "127.0.0.1"])) as fetcher, pytest.raises(Blocked):
        fetcher.get(URL)
    assert site.connections == 0


def test_a_name_is_resolved_once_and_connected_to_as_checked(site: LoopbackServer) -> None:
    site.reply("/1", b"<p>x</p>")
    names, dial = Names(PUBLIC, "127.0.0.1"), LoopbackBackend(site.port)
    with guest(site, names, dial) as fetcher:
        for _ in range(3):
            fetcher.get(URL)
    assert (names.requests, dial.dialled) == (["harbourpost.example"], [PUBLIC])


@pytest.mark.parametrize("location", ["/2", "http://harbourpost.example:8080/2", "http://harbourpost.example./2"])
def test_a_name_that_turns_private_is_refused(site: LoopbackServer, location: str) -> None:
    site.replies["/1!"] = http_reply(status="302 Discovered", location=location, connection="close")
    site.reply("/2", b"the router's password")
    names, dial = Names(PUBLIC, "192.168.0.1"), LoopbackBackend(site.port)
    with guest(site, names, dial) as fetcher, pytest.raises(Blocked, match=r"192\.168\.0\.1 is not public"):
        fetcher.get(URL)
    assert (len(names.requests), dial.dialled, site.paths) == (2, [PUBLIC], ["/1"])


def test_an_address_that_does_not_answer_leaves_time_for_the_next(site: LoopbackServer) -> None:
    class Deaf(LoopbackBackend):
        def connect_tcp(self, host: str, port: int, timeout: float | None = None, *more: Any) -> httpcore.NetworkStream:
            shares.append(timeout or 0.0)
            if host != PUBLIC:
                raise httpcore.ConnectTimeout("timed out")
            return super().connect_tcp(host, port, timeout)

    shares: list[float] = []
    site.reply("/1", b"<p>x</p>")
    with guest(site, Names(["8.8.8.8", "8.8.4.4", PUBLIC]), Deaf(site.port)) as fetcher:
        assert fetcher.get(URL).status == 200
    assert [round(share / guard.DEADLINE, 1) for share in shares] == [0.3, 0.5, 1.0]


def test_redirects_are_followed_five_times(site: LoopbackServer) -> None:
    for number in range(1, MOST_REDIRECTS + 1):
        site.reply(f"/{number}", status="301 Moved", location=f"/{number + 1}")
    site.reply("/6", b"<p>here</p>")
    site.reply("/0", status="308 Moved", location="/1")
    with guest(site) as fetcher:
        assert fetcher.get(URL).url == "http://harbourpost.example/6"
        with pytest.raises(FetchError, match="more than 5 redirects"):
            fetcher.get("http://harbourpost.example/0")
    assert site.paths == [f"/{number}" for number in (*range(1, 7), *range(6))]


def test_an_endless_redirect_is_an_error(site: LoopbackServer) -> None:
    site.reply("/1", status="302 Discovered", location="/1")
    with guest(site) as fetcher, pytest.raises(FetchError, match="more than 5 redirects"):
        fetcher.get(URL)
    assert site.paths == ["/1"] * 6


@pytest.mark.parametrize("status", ["300 Choose", "301 Moved", "304 Not Modified"])
def test_a_redirect_without_a_location_is_a_response(site: LoopbackServer, status: str) -> None:
    site.replies["/1"] = f"HTTP/1.1 {status}\r\ncontent-length: 0\r\n\r\n".encode()
    with guest(site) as fetcher:
        assert fetcher.get(URL).status == int(status[:3])


def test_check_is_called_for_every_redirect(site: LoopbackServer) -> None:
    site.reply("/1", status="302 Discovered", location="//elsewhere.example/2")
    site.reply("/2", status="302 Discovered", location="/private/3")
    seen = []

    def check(url: str) -> None:
        seen.append(url)
        if "/private/" in url:
            raise Blocked(url, "robots.txt forbids it")

    with guest(site) as fetcher, pytest.raises(Blocked, match=r"elsewhere\.example/private/3: robots\.txt"):
        fetcher.get(URL, check=check)
    assert seen == ["http://elsewhere.example/2", "http://elsewhere.example/private/3"]
    assert site.paths == ["/1", "/2"]


@pytest.mark.parametrize(
    "location",
    [
        "file:///etc/passwd",
        "ftp://harbourpost.example/",
        "gopher://127.0.0.1:6379/_INFO",
        "data:text/html,x",
        "JavaScript:x",
    ],
)
def test_a_redirect_to_another_scheme_is_refused(site: LoopbackServer, location: str) -> None:
    site.reply("/1", status="302 Discovered", location=location)
    with guest(site) as fetcher, pytest.raises(Blocked, match="only http"):
        fetcher.get(URL)
    assert site.paths == ["/1"]


def test_cookies_are_sent_to_no_other_host(site: LoopbackServer) -> None:
    site.reply("/1", status="302 Found", location="http://elsewhere.example/2", set_cookie="visitor=invented")
    site.reply("/2", status="302 Found", location="http://harbourpost.example/3")
    site.reply("/3")
    with guest(site) as fetcher:
        fetcher.get(URL)
    assert [request.headers.get("cookie") for request in site.requests] == [None, None, "visitor=invented"]


@pytest.mark.parametrize("host", ["xn--a.example", "xn--ls8h.example"])
def test_a_redirect_to_a_host_that_idna_cannot_decode_is_followed(site: LoopbackServer, host: str) -> None:
    site.reply("/1", status="302 Found", location=f"http://{host}/2")
    site.reply("/2", b"here")
    with guest(site) as fetcher:
        response = fetcher.get(URL)
    assert (response.url, response.body) == (f"http://{host}/2", b"here")


@pytest.mark.parametrize(
    "location",
    [
        "http://[::1", "http://a:b:c/", "https:////]x=@", "http://127.1/", "http://2130706433/", "http://-x.example:0/",
        "http://a..b/", "http://%zz/", "http://x.example:٣/", f"http://x.example/{'y' * 20_000}",
    ],
)  # fmt: skip
def test_a_redirect_to_an_invalid_url_is_a_fetch_error(site: LoopbackServer, location: str) -> None:
    site.replies["/1"] = f"HTTP/1.1 302 Discovered\r\nlocation: {location}\r\ncontent-length: 0\r\n\r\n".encode()
    with guest(site) as fetcher, pytest.raises(FetchError):
        fetcher.get(URL)


@pytest.mark.parametrize(
    ("location", "asked"),
    [
        ("http://harbour\tpost.example/2", "/2"),
        ("http://ⓗarbourpost.example/2", "/2"),
        ("//harbourpost.example/2#top", "/2"),
        ("/n/brücke", "/n/br%C3%BCcke"),
        ("/n/am see", "/n/am%20see"),
        ("/2?sig=%7e%2f&utm_source=x&back=[1]|2", "/2?sig=%7e%2f&utm_source=x&back=[1]|2"),
        (f"/login?back={'x' * 5_000}", f"/login?back={'x' * 5_000}"),
    ],
)
def test_a_redirect_is_followed_as_browsers_do(site: LoopbackServer, location: str, asked: str) -> None:
    site.replies["/1"] = f"HTTP/1.1 302 Found\r\nlocation: {location}\r\ncontent-length: 0\r\n\r\n".encode()
    with guest(site) as fetcher:
        fetcher.get(URL)
    assert site.paths == ["/1", asked]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "news/1",
        "ftp://harbourpost.example/1",
        "file:///etc/passwd",
        "http://",
        "http://[::1",
        "http://a b/",
        "//x.example/",
        "http://harbourpost.example:0/",
        "http://harbourpost.example:99999/",
        "http://[fe80::1%25eth0]/",
    ],
)
def test_a_url_that_is_not_a_web_address_is_a_usage_error(site: LoopbackServer, url: str) -> None:
    with guest(site) as fetcher, pytest.raises(UsageError):
        fetcher.get(url)
    assert site.connections == 0


@pytest.mark.parametrize("who", ["ada:quill", "ada", ":quill", "harbourpost.example\\"])
def test_a_url_with_a_password_is_refused(site: LoopbackServer, who: str) -> None:
    site.reply("/1", status="302 Discovered", location=f"http://{who}@harbourpost.example/2")
    with guest(site) as fetcher:
        with pytest.raises(UsageError, match="user name or password") as caught:
            fetcher.get(f"http://{who}@elsewhere.example/")
        with pytest.raises(Blocked, match="user name or password"):
            fetcher.get(URL)
    assert "quill" not in str(caught.value)
    assert site.paths == ["/1"]


def test_proxies_and_passwords_of_the_environment_are_ignored(
    site: LoopbackServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with loopback_server.running() as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url())
        netrc = tmp_path / "netrc"
        netrc.write_text("machine harbourpost.example login ada password quill")
        monkeypatch.setenv("NETRC", str(netrc))
        with guest(site) as fetcher:
            fetcher.get(URL)
        assert proxy.connections == 0
    assert "authorization" not in site.requests[0].headers


def test_a_self_signed_certificate_is_refused() -> None:
    with loopback_server.running(tls=True) as site:
        with guest(site) as fetcher, pytest.raises(FetchError, match="certificate"):
            fetcher.get("https://harbourpost.example/1")
        transport = guarded_transport(dial=LoopbackBackend(site.port), resolver=Names(PUBLIC))
        with pytest.raises(FetchError, match="certificate"):
            fetch("https://harbourpost.example/1", transport=transport)
        assert (site.connections, site.requests) == (2, [])


def test_a_certificate_for_another_name_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with loopback_server.running(tls=True) as site, guest(site) as fetcher:
        site.reply("/1", b"<p>x</p>")
        assert fetcher.get("https://harbourpost.example/1").body == b"<p>x</p>"
        assert fetcher.get("https://harbourpost.example/1").body == b"<p>x</p>"
        for host in ("elsewhere.example", PUBLIC):
            with pytest.raises(FetchError, match="certificate"):
                fetcher.get(f"https://{host}/1")
        assert [request.connection for request in site.requests] == [1, 1]
