"""The pages, the feeds, the API and the cleaner of a real server over a real store, in either database."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from xml.etree import ElementTree

import feedparser
import pytest
from selectolax.lexbor import LexborHTMLParser

from scraper.runs.store import Store
from scraper.runs.types import Finding, Standing, Verdict
from tests.support.served import Served, served
from tests.support.store_run import BASE, BRIDGE, FERRY, HOUR, StoreRun, article, store_run

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

HOSTILE = '</title><script>owned()</script><b onmouseover="owned()">\x1b[31m\u202e'
SITE = "tidepost.example"
TOKEN = "a-token-of-the-harbour"


@pytest.fixture
def full(store_url: str) -> str:
    """A store with an article of two revisions, one with hostile text, and a verdict."""
    with store_run(store_url) as run:
        run.save("/ferry", article(FERRY))
        run.now += HOUR
        run.save("/ferry", article((*FERRY[:3], "Nobody knows where thirteen goats should spend winter.")))
        hostile = article(BRIDGE, title=HOSTILE, authors=(HOSTILE,), subtitle=HOSTILE, pitch=HOSTILE)
        run.save("/bridge", hostile, body=b"<script>owned()</script><p>A page", canonical=f"{BASE}/bridge?a=1&b=<2>")
        finding = Finding(SITE, Verdict.BROKEN, (f"12 of 14 pages have no body. {HOSTILE}",))
        run.store.put_standing([Standing(finding, "tide", run.now, True)])
    return store_url


@pytest.fixture
def site(full: str) -> Iterator[Served]:
    with served(full) as server:
        yield server


def links(page: str) -> list[str]:
    return [node.attributes.get("href") or "" for node in LexborHTMLParser(page).css("a[href]")]


def test_every_link_of_every_page_leads_somewhere(site: Served) -> None:
    seen: set[str] = set()
    ahead = ["/"]
    while ahead:
        path = ahead.pop()
        if path in seen or not path.startswith("/"):
            continue
        seen.add(path)
        answer = site.ask(path)
        assert answer.status == 200, path
        if answer.headers["content-type"].startswith("text/html"):
            assert b"<script>owned" not in answer.body, path
            assert not LexborHTMLParser(answer.text).css("[onmouseover]"), path
            ahead += [link.partition("#")[0] for link in links(answer.text)]
    assert {"/", f"/sites/{SITE}", "/articles/1", "/articles/1/1", "/articles/1/2/cuts", "/articles/1/2/page"} <= seen


def test_a_site_shows_its_verdict_and_its_articles(site: Served) -> None:
    front, page = site.ask("/").text, site.ask(f"/sites/{SITE}").text
    assert "12 of 14 pages have no body." in front
    assert LexborHTMLParser(page).css("h1 .verdict.broken")
    assert "Last ferry" in page


def test_an_article_shows_its_revisions_and_what_changed(site: Served) -> None:
    new, old = site.ask("/articles/1").text, site.ask("/articles/1/1").text
    assert "thirteen goats" in new
    assert "thirteen sheep" in old
    changed = [node.text() for node in LexborHTMLParser(new).css(".diff .added, .diff .removed")]
    assert any("goats" in line for line in changed)
    assert any("sheep" in line for line in changed)


def test_the_cuts_are_marked_in_their_places(site: Served) -> None:
    answer = site.ask("/articles/1/2/cuts")
    assert "Sign up for our free weekly newsletter." in answer.text
    assert "default-src" not in answer.headers["content-security-policy"]  # the page brings its own
    assert "Content-Security-Policy" in answer.text


def test_a_raw_page_is_text(site: Served) -> None:
    answer = site.ask("/articles/2/1/page")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.text == "<script>owned()</script><p>A page"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("herring", ["Last ferry"]),
        ("HERRING goats", ["Last ferry"]),
        ("herring timber", []),
        ('"thirteen goats"', ["Last ferry"]),
        ('"goats thirteen"', []),
        ("sheep", []),  # of an earlier revision
        ("engin*", [None]),
        ("\"*'); DROP TABLE articles; --", []),
        ("", []),
    ],
)
def test_search(site: Served, query: str, found: list[str | None]) -> None:
    from urllib.parse import quote

    answer = site.ask(f"/api/articles?q={quote(query)}").json
    titles = [each["title"] if each["id"] == 1 else None for each in answer["articles"]]
    assert titles == found
    page = site.ask(f"/search?q={quote(query)}")
    assert page.status == 200
    assert len(LexborHTMLParser(page.text).css(".found > li")) == len(found)


def test_a_match_is_marked(site: Served) -> None:
    assert "<mark>herring</mark>" in site.ask("/search?q=herring").text


@pytest.mark.parametrize("kind", ["rss", "atom"])
@pytest.mark.parametrize("name", ["all", SITE])
def test_feeds_are_sound_and_hold_the_articles(site: Served, name: str, kind: str) -> None:
    answer = site.ask(f"/feeds/{name}.{kind}")
    assert answer.headers["content-type"].partition(";")[0] == f"application/{kind}+xml"
    ElementTree.fromstring(answer.body)
    feed = feedparser.parse(answer.body)
    assert not feed.bozo
    assert len(feed.entries) == 2
    ferry = next(entry for entry in feed.entries if entry.title == "Last ferry")
    assert ferry.link == f"{BASE}/ferry"
    assert FERRY[0] in ferry.content[0].value
    assert "newsletter" not in ferry.content[0].value
    assert ferry.published_parsed[:3] == (2026, 3, 1)
    hostile = next(entry for entry in feed.entries if entry is not ferry)
    assert "onmouseover" in hostile.title  # as text
    assert "owned" not in hostile.content[0].value.partition("</em>")[2]


def test_the_api_gives_lists_in_pages_and_articles_whole(site: Served) -> None:
    first = site.ask("/api/articles?most=1").json
    second = site.ask(f"/api/articles?most=1&before={first['next']['before']}").json
    assert {first["articles"][0]["id"], second["articles"][0]["id"]} == {1, 2}
    assert site.ask(f"/api/articles?most=1&before={second['next']['before']}").json == {"articles": [], "next": None}
    whole = site.ask("/api/articles/1").json
    assert (whole["revision"], whole["article"]["title"]) == (2, "Last ferry")
    assert whole["article"]["removals"][0]["reason"] == "newsletter"
    assert site.ask("/api/articles/1?revision=1").json["article"]["text"].endswith("should spend winter.")
    assert [row["revision"] for row in site.ask("/api/articles/1/revisions").json["revisions"]] == [1, 2]
    sites = site.ask("/api/sites").json["sites"]
    assert [(each["site"], each["articles"], each["verdict"]) for each in sites] == [(SITE, 2, "broken")]


def test_the_api_is_described(site: Served) -> None:
    described = site.ask("/api/openapi.json").json
    assert described["openapi"] == "3.1.0"
    schemas = described["components"]["schemas"]

    def check(value: object, schema: dict[str, object]) -> None:
        """Whether an answer has what its schema says: required fields, and no others."""
        schema = schemas[str(schema["$ref"]).rpartition("/")[2]] if "$ref" in schema else schema
        properties = schema.get("properties")
        if isinstance(value, dict) and isinstance(properties, dict):
            assert set(schema.get("required", ())) <= set(value)  # type: ignore[call-overload]
            for name, inner in properties.items():
                if name in value:
                    check(value[name], inner)
        elif isinstance(value, list):
            for item in value:
                check(item, schema["items"])  # type: ignore[arg-type]

    for path in ("/api/sites", "/api/articles", "/api/articles/{id}", "/api/articles/{id}/revisions"):
        answer = described["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        check(site.ask(path.replace("{id}", "1")).json, answer)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/articles/9", 404),
        ("/articles/1/9", 404),
        ("/articles/1/9/page", 404),
        ("/sites/nowhere.example", 404),
        ("/feeds/nowhere.example.atom", 404),
        ("/feeds/all.json", 404),
        ("/nothing", 404),
        ("/search?q=herring&skip=x", 400),
        ("/api/articles?before=yesterday", 400),
        ("/api/articles?most=-1", 400),
        ("/api/articles/99999999999999999999", 404),
    ],
)
def test_a_wrong_address_says_so(site: Served, path: str, status: int) -> None:
    answer = site.ask(path)
    assert answer.status == status
    if path.startswith("/api/"):
        assert answer.json["error"]
    else:
        assert f"<h1>{status}</h1>" in answer.text


def test_nothing_can_be_written(site: Served) -> None:
    for method in ("POST", "PUT", "DELETE"):
        assert site.ask("/articles/1", method).status == 405


def test_another_name_for_the_server_is_refused(site: Served) -> None:
    assert site.ask("/", Host="rebinding.example").status == 421
    assert site.ask("/", Host=f"localhost:{site.port}").status == 200


def test_a_token_is_asked_for_and_kept_in_a_cookie(full: str) -> None:
    with served(full, TOKEN) as site:
        assert site.ask("/").status == 401
        assert site.ask("/api/sites", Authorization="Bearer another").status == 401
        assert site.ask("/api/sites", Authorization=f"Bearer {TOKEN}").status == 200
        first = site.ask(f"/search?token={TOKEN}")
        assert (first.status, first.headers["location"]) == (303, "/search")
        cookie = first.headers["set-cookie"].partition(";")[0]
        assert site.ask("/", Cookie=cookie).status == 200
        assert site.ask("/", Cookie="bodycopy_token=another; =;").status == 401
        assert site.ask("/clean", "POST", b"<p>", Cookie=cookie).status == 401


PAGE = f"<html><body><article><h1>Last ferry</h1>{''.join(f'<p>{line}</p>' for line in FERRY)}</article></body></html>"


def test_a_page_and_a_text_are_cleaned_for_others(full: str) -> None:
    with served(full, TOKEN) as site:
        known = {"Authorization": f"Bearer {TOKEN}"}
        page = site.ask("/clean?url=https://a.example/1", "POST", PAGE.encode(), Content_Type="text/html", **known)
        assert page.json["text"] == "\n\n".join(FERRY)
        assert page.json["url"] == "https://a.example/1"
        text = site.ask("/clean", "POST", "\n\n".join(FERRY).encode(), Content_Type="text/plain", **known)
        assert text.json["text"] == "\n\n".join(FERRY)
        for body, status in ((b"", 422), (gzip.compress(PAGE.encode()), 400), (b"x" * 20_000_001, 413)):
            answer = site.ask("/clean", "POST", body, Content_Type="text/html", **known)
            assert (answer.status, bool(answer.json["error"])) == (status, True)
        assert site.ask("/clean?url=ftp://a.example", "POST", b"<p>", **known).status == 400


def test_without_a_token_nothing_is_cleaned(site: Served) -> None:
    assert site.ask("/clean", "POST", PAGE.encode(), Content_Type="text/html").status == 403


def test_a_store_that_is_written_meanwhile_shows_what_is_new(full: str) -> None:
    with served(full) as site, Store.open(full) as store:
        assert site.ask("/api/articles?q=lighthouse").json["articles"] == []
        StoreRun(store).save(
            "/lamp", article(("The lighthouse keeper of Garrick retires after forty winters of fog.",))
        )
        assert len(site.ask("/api/articles?q=lighthouse").json["articles"]) == 1
