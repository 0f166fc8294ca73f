"""robots.txt: what it allows, what its absence means, and that it is fetched once."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from scraper.errors import Blocked, FetchError, TooLarge, UsageError
from scraper.net.fetch import Fetcher
from scraper.net.response import Response
from scraper.runs.polite.robots import MOST_BYTES, Robots, product_token
from tests.support import loopback_server
from tests.support.loopback_server import LoopbackServer, http_reply

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

AGENT = "example-bot/1.0 (+https://example.org/bot)"
SITE = "https://harbourpost.example"


class FakeGet:
    """A `get` that returns one response or raises one error, and records the URLs."""

    def __init__(self, body: str | bytes = "", status: int = 200, error: FetchError | None = None) -> None:
        self._answer = Response("", status, {}, body.encode() if isinstance(body, str) else body, 0.0)
        self._error = error
        self.urls: list[str] = []

    def __call__(self, url: str) -> Response:
        self.urls.append(url)
        if self._error is not None:
            raise self._error
        return self._answer


def robots(*lines: str, agent: str = AGENT) -> Robots:
    return Robots(FakeGet("\n".join(lines)), agent)


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/private/1", False),
        ("/private/open/1", True),
        ("/print/news/1", True),
        ("/news/1.pdf", False),
        ("/news/1.pdf?x=1", True),
        ("/news/1?print=1", False),
        ("/n%65ws/1?print=1", False),
        ("/robots.txt", True),
    ],
)
def test_rules_follow_the_standard(path: str, allowed: bool) -> None:
    found = robots(
        "User-agent: *", "Disallow: /private/", "Allow: /private/open/", "Disallow: /*.pdf$", "Disallow: /news/*?print="
    )
    assert found.may_fetch(SITE + path) is allowed
    assert not found.unsure(SITE + path)


@pytest.mark.parametrize(
    ("group", "ours"),
    [
        ("example-bot", True),
        ("Example-Bot", True),
        ("EXAMPLE-BOT/2.0", True),
        ("example-bot*", True),
        ("*", True),
        ("example", False),
        ("bot", False),
        ("example-botany", False),
        ("my-example-bot", False),
        ("org", False),
        ("googlebot", False),
    ],
)
@pytest.mark.parametrize("wording", ["User-agent: {}", "user-agent:{} # who", "USERAGENT : {}", "User agent {}"])
def test_a_group_is_ours_only_by_its_complete_name(group: str, ours: bool, wording: str) -> None:
    found = robots(wording.format(group), "Disallow: /")
    assert found.may_fetch(f"{SITE}/1") is not ours


def test_our_own_group_beats_the_one_for_all() -> None:
    lines = [
        "User-agent: *",
        "Disallow: /",
        "Crawl-delay: 9",
        "User-agent: other",
        "User-agent: Example-bot",
        "Disallow: /x",
    ]
    found = robots(*lines)
    assert found.may_fetch(f"{SITE}/1")
    assert not found.may_fetch(f"{SITE}/x")
    assert found.delay(f"{SITE}/1") is None
    assert not robots(*lines, agent="third-bot").may_fetch(f"{SITE}/1")


@pytest.mark.parametrize(
    ("lines", "delay"),
    [
        (["Crawl-delay: 7"], 7.0),
        (["Crawl-delay: 0.5"], 0.5),
        (["Request-rate: 1/10"], 10.0),
        (["Request-rate: 2/1m"], 30.0),
        (["Crawl-delay: 3", "Request-rate: 1/5"], 5.0),
        (["Crawl-delay: soon"], None),
        (["Crawl-delay: -1"], None),
        (["Crawl-delay: inf"], None),
        ([], None),
    ],
)
def test_the_delay_is_the_longest_given(lines: list[str], delay: float | None) -> None:
    assert robots("User-agent: *", "Disallow:", *lines).delay(f"{SITE}/1") == delay


def test_sitemaps_are_named_once_in_their_order() -> None:
    found = robots("Sitemap: https://harbourpost.example/b.xml", "User-agent: x", "Sitemap: /a.xml", "sitemap: /a.xml")
    assert found.sitemaps(f"{SITE}/1") == ("https://harbourpost.example/b.xml", "/a.xml")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_a_site_without_robots_allows_all(status: int) -> None:
    found = Robots(FakeGet("User-agent: *\nDisallow: /", status), AGENT)
    assert found.may_fetch(f"{SITE}/1")
    assert not found.unsure(f"{SITE}/1")
    assert (found.delay(f"{SITE}/1"), found.sitemaps(f"{SITE}/1")) == (None, ())


@pytest.mark.parametrize(
    "get",
    [
        pytest.param(FakeGet(status=500), id="500"),
        pytest.param(FakeGet(status=503), id="503"),
        pytest.param(FakeGet(status=429), id="429"),
        pytest.param(FakeGet(status=301), id="a redirect to nowhere"),
        pytest.param(FakeGet(error=FetchError(SITE, "timed out")), id="network"),
        pytest.param(FakeGet(error=FetchError(SITE, "")), id="network, without a word"),
        pytest.param(FakeGet(error=Blocked(SITE, "not public")), id="private address"),
        pytest.param(FakeGet(error=TooLarge(SITE, "more than")), id="too large"),
    ],
)
def test_unreachable_robots_allow_nothing_now(get: FakeGet) -> None:
    found = Robots(get, AGENT)
    assert not found.may_fetch(f"{SITE}/1")
    assert found.unsure(f"{SITE}/1")
    assert (found.delay(f"{SITE}/1"), found.sitemaps(f"{SITE}/1")) == (None, ())
    assert get.urls == [f"{SITE}/robots.txt"]


@pytest.mark.parametrize(
    "body", ["", "<!DOCTYPE html><p>Disallow: /", b"\xff\xfe\x00\x01", "Disallow: /\n", "\ufeff\n\n#"]
)
def test_an_invalid_robots_forbids_nothing(body: str | bytes) -> None:
    assert Robots(FakeGet(body), AGENT).may_fetch(f"{SITE}/1")


def test_a_byte_order_mark_hides_no_group() -> None:
    assert not Robots(FakeGet("\ufeffUser-agent: *\nDisallow: /"), AGENT).may_fetch(f"{SITE}/1")


def test_each_host_scheme_and_port_has_its_own_fetched_once() -> None:
    get = FakeGet("User-agent: *\nDisallow: /x")
    found = Robots(get, AGENT)
    for url in ("https://a.example/1", "https://A.example:443/2#f", "http://a.example/", "http://a.example:8080/"):
        for _ in range(2):
            assert found.may_fetch(url)
    found.may_fetch("http://[2606:2800::1]:80/")
    assert get.urls == [
        "https://a.example/robots.txt",
        "http://a.example/robots.txt",
        "http://a.example:8080/robots.txt",
        "http://[2606:2800::1]/robots.txt",
    ]


@pytest.mark.parametrize("url", ["", "/news/1", "ftp://a.example/", "http://", "http://[::1", "http://a.example:x/"])
def test_an_invalid_url_is_a_usage_error(url: str) -> None:
    with pytest.raises(UsageError):
        robots().may_fetch(url)


def test_threads_fetch_one_host_once_and_two_hosts_at_the_same_time() -> None:
    begun, both, requests = Barrier(8, timeout=20), Barrier(2, timeout=20), []

    def get(url: str) -> Response:
        requests.append(url)
        both.wait()  # times out unless both hosts are asked before either answers
        time.sleep(0.1)  # other threads call `may_fetch` meanwhile
        return Response(url, 200, {}, b"User-agent: *\nDisallow: /x", 0.0)

    def want(url: str) -> bool:
        begun.wait()
        return found.may_fetch(url)

    found = Robots(get, AGENT)
    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(want, [f"https://{host}.example/{number}" for number in range(4) for host in "ab"]))
    assert sorted(requests) == ["https://a.example/robots.txt", "https://b.example/robots.txt"]


def test_after_an_interrupt_the_next_caller_fetches() -> None:
    calls = iter([KeyboardInterrupt(), None])

    def get(url: str) -> Response:
        error = next(calls)
        if error is not None:
            raise error
        return Response(url, 404, {}, b"", 0.0)

    found = Robots(get, AGENT)
    with pytest.raises(KeyboardInterrupt):
        found.may_fetch(f"{SITE}/1")
    assert found.may_fetch(f"{SITE}/1")


@pytest.mark.parametrize(
    ("agent", "token"),
    [
        (AGENT, "example-bot"),
        ("example-bot", "example-bot"),
        ("Mozilla/5.0 (compatible; example-bot/1.0; +https://example.org/bot)", "example-bot"),
        ("Mozilla/5.0 (X11; Linux; compatible; example-bot/1.0)", "example-bot"),
        ("Mozilla/5.0", "Mozilla"),
    ],
)
def test_the_product_token_is_the_robots_own_name(agent: str, token: str) -> None:
    assert product_token(agent) == token


@pytest.mark.parametrize("agent", ["", "(nobody)", "/1.0"])
def test_a_user_agent_without_a_name_is_a_usage_error(agent: str) -> None:
    with pytest.raises(UsageError, match="user agent"):
        Robots(FakeGet(), agent)


NAMES = "".join(f"user-agent:example-bot{'*' * (number % 50)}{number}\n" for number in range(12_000))
STARS = "".join(f"user-agent:{'*' * (number % 90 + 1)}\n" for number in range(4_000))
OURS = "".join(f"user-agent:*example-bot{'*' * (number % 90)}\n" for number in range(4_000))


@pytest.mark.parametrize("names", [NAMES, STARS, OURS], ids=["of others", "of all", "of ours"])
def test_many_names_over_many_rules_do_not_multiply(names: str) -> None:
    body = names[:250_000] + "disallow:/a\n" * 20_000
    found = Robots(FakeGet(body), AGENT)
    assert found.may_fetch(f"{SITE}/b")
    (parsed,) = [entry.rules.parsed for entry in found._entries.values() if entry.rules]
    assert parsed is not None
    assert sum(len(rules._rules) for rules in parsed._user_agents.values()) <= 2 * 20_000


@pytest.fixture
def site() -> Iterator[LoopbackServer]:
    with loopback_server.running() as running:
        yield running


@pytest.fixture
def fetched() -> Iterator[Callable[[], Robots]]:
    with Fetcher(user_agent=AGENT, allow_private=True) as fetcher:
        yield lambda: Robots.over(fetcher, AGENT)


def test_it_is_fetched_as_text_through_redirects(site: LoopbackServer, fetched: Callable[[], Robots]) -> None:
    site.reply("/robots.txt", status="301 Moved", location="/r2")
    site.reply("/r2", b"User-agent: *\nDisallow: /x", **{"content-type": "text/plain"})
    found = fetched()
    assert not found.may_fetch(site.url("/x"))
    assert site.paths == ["/robots.txt", "/r2"]
    assert site.requests[0].headers["accept"].startswith("text/plain")


def test_no_more_of_it_is_read_than_the_limit(site: LoopbackServer, fetched: Callable[[], Robots]) -> None:
    start = b"User-agent: *\nDisallow: /within\n"
    filler = b"# filler\n" * (MOST_BYTES // 9)
    site.reply("/robots.txt", start + filler + b"Disallow: /beyond\n" + filler * 60)
    found = fetched()
    assert (found.may_fetch(site.url("/within")), found.may_fetch(site.url("/beyond"))) == (False, True)


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(http_reply(b"User-agent: *\nDis", content_length="900"), id="cut off"),
        pytest.param(http_reply(status="302 Discovered", location="/robots.txt"), id="redirects without an end"),
        pytest.param(http_reply(b"no", "503 Busy"), id="503"),
        pytest.param(b"", id="hangs up"),
    ],
)
def test_robots_that_fail_on_the_wire_allow_nothing_now(
    site: LoopbackServer, fetched: Callable[[], Robots], raw: bytes
) -> None:
    site.replies["/robots.txt!"] = raw
    found = fetched()
    assert not found.may_fetch(site.url("/1"))
    assert found.unsure(site.url("/1"))
