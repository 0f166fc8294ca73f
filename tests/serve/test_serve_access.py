"""Who may ask: names of the server, tokens as callers, browsers and feed readers send them."""

from __future__ import annotations

import base64
from collections.abc import Iterator

import pytest

from scraper.errors import UsageError
from scraper.serve.access import LEAST_TOKEN, check_token
from tests.support.served import Served, served
from tests.support.store_run import article, store_run

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

TOKEN = "a-token-of-the-harbour"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    made = f"sqlite:///{tmp_path_factory.mktemp('access') / 'articles.db'}"
    with store_run(made) as run:
        run.save("/ferry", article())
    return made


@pytest.fixture(scope="module")
def site(url: str) -> Iterator[Served]:
    with served(url, TOKEN) as server:
        yield server


def basic(user: str, password: str) -> str:
    return f"Basic {base64.b64encode(f'{user}:{password}'.encode()).decode()}"


def test_another_name_for_the_server_is_refused(url: str) -> None:
    with served(url) as open_site:
        assert open_site.ask("/", Host="rebinding.example").status == 421
        assert open_site.ask("/", Host=f"localhost:{open_site.port}").status == 200


def test_a_token_is_asked_for_and_kept_in_a_cookie(site: Served) -> None:
    assert site.ask("/").status == 401
    first = site.ask(f"/search?token={TOKEN}")
    assert (first.status, first.headers["location"]) == (303, "/search")
    assert site.ask(f"//elsewhere.example/?token={TOKEN}").headers["location"].startswith("/elsewhere.example")
    cookie = first.headers["set-cookie"].partition(";")[0]
    assert site.ask("/", Cookie=cookie).status == 200
    assert site.ask("/", Cookie="bodycopy_token=another; =;").status == 401
    assert site.ask("/clean", "POST", b"<p>", Cookie=cookie).status == 401


@pytest.mark.parametrize("path", ["/", "/api/sites", "/feeds/all.atom"])
@pytest.mark.parametrize(
    ("header", "status"),
    [
        (f"Bearer {TOKEN}", 200),
        (f"bearer  {TOKEN}", 200),
        (basic("reader", TOKEN), 200),
        (basic("", TOKEN), 200),
        ("Bearer another", 401),
        (f"Bearer {TOKEN[:-1]}", 401),
        (f"Bearer {TOKEN}x", 401),
        ("Bearer", 401),
        (basic("reader", "another"), 401),
        (basic(TOKEN, ""), 401),
        (basic("reader", f"{TOKEN}:"), 401),
        (f"Basic {TOKEN}", 401),
        ("Basic =", 401),
        ("Basic \xe9", 401),
        ("Basic /////w==", 401),
        (TOKEN, 401),
    ],
)
def test_a_token_is_taken_from_the_header(site: Served, path: str, header: str, status: int) -> None:
    assert site.ask(path, Authorization=header).status == status


def test_feed_readers_and_browsers_are_told_to_ask_for_a_password(site: Served) -> None:
    answer = site.ask("/feeds/all.rss")
    schemes = answer.headers.get_all("www-authenticate") or []
    assert [line.partition(" ")[0] for line in schemes] == ["Basic", "Bearer"]
    assert "password" in answer.json["error"]


def test_a_password_that_a_browser_remembers_cleans_nothing(site: Served) -> None:
    known = {"Authorization": basic("reader", TOKEN), "Content_Type": "text/plain"}
    assert site.ask("/clean", "POST", b"", Origin="https://elsewhere.example", **known).status == 401
    assert site.ask("/clean", "POST", b"The ferry is late.", **known).status == 200


@pytest.mark.parametrize(
    ("token", "why"),
    [
        ("", "at least 16 characters, this one has 0"),
        ("x" * (LEAST_TOKEN - 1), "at least 16 characters, this one has 15"),
        ("a token with spaces in it", "no space"),
        ("ein-schlüssel-zum-hafen", "ASCII"),
        ("a-token-of-the\nharbour", "ASCII"),
    ],
)
def test_a_weak_or_unusable_token_is_refused(url: str, token: str, why: str) -> None:
    with pytest.raises(UsageError, match=why), served(url, token):
        pass
    check_token("x" * LEAST_TOKEN)
