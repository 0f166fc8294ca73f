"""The pages, the feeds, the API and the cleaner of a real server over a real store, in either database."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

import feedparser
import pytest
from selectolax.lexbor import LexborHTMLParser

from scraper.runs.monitoring.status import read_status
from scraper.runs.store import Store
from scraper.runs.types import Finding, Standing, Verdict
from tests.support.served import Served, served
from tests.support.store_run import BASE, BRIDGE, FERRY, HOUR, StoreRun, article, store_run

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

HOSTILE = '</title><script>owned()</script><b onmouseover="owned()">\x1b[31m\u202e'
SITE = "tidepost.example"
DARK = Finding("dark.example", Verdict.DEGRADED, ("the feed https://dark.example/feed.xml lists nothing since Monday",))
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
        run.store.put_standing([Standing(Finding(SITE, Verdict.OK), "tide", run.now, False)])
        run.store.put_findings(run.run, [finding, DARK], [])
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


def test_the_verdicts_are_those_of_status(site: Served, full: str) -> None:
    """Also that on a site whose pages were last judged otherwise, and on one that has no page at all."""
    with Store.open(full) as store:
        told = {row.site: (row.verdict.value, list(row.evidence)) for row in read_status(store).sites}
    assert set(told) == {SITE, DARK.site}
    assert {each["site"]: (each["verdict"], each["evidence"]) for each in site.ask("/api/sites").json["sites"]} == told
    rows = LexborHTMLParser(site.ask("/").text).css("tbody tr")
    assert [(row.css("th")[0].text(), row.css(".verdict")[0].text()) for row in rows] == [
        (SITE, "broken"), (DARK.site, "degraded"),
    ]  # fmt: skip
    page = site.ask(f"/sites/{DARK.site}").text
    assert LexborHTMLParser(page).css("h1 .verdict.degraded")
    assert DARK.evidence[0] in page
    feed = feedparser.parse(site.ask(f"/feeds/{DARK.site}.atom").body)
    assert (feed.feed.subtitle, feed.entries) == ("Cleaned articles. The verdict on this site is degraded.", [])


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
    assert [(each["site"], each["articles"], each["verdict"]) for each in sites] == [
        (DARK.site, 0, "degraded"), (SITE, 2, "broken"),
    ]  # fmt: skip


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


def test_a_store_that_is_written_meanwhile_shows_what_is_new(full: str) -> None:
    with served(full) as site, Store.open(full) as store:
        assert site.ask("/api/articles?q=lighthouse").json["articles"] == []
        StoreRun(store).save(
            "/lamp", article(("The lighthouse keeper of Garrick retires after forty winters of fog.",))
        )
        assert len(site.ask("/api/articles?q=lighthouse").json["articles"]) == 1
