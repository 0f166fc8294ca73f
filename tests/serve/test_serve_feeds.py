"""Readers that have a feed already are told so, until an article or the verdict has changed."""

from __future__ import annotations

from datetime import timedelta
from email.utils import format_datetime, parsedate_to_datetime

import feedparser
import pytest

from scraper.runs.store import Store
from scraper.runs.types import Finding, Verdict
from tests.support.served import Served, served
from tests.support.store_run import BRIDGE, HOUR, NOW, StoreRun, article, store_run

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

SITE = "tidepost.example"
FEEDS = (f"/feeds/{SITE}.rss", f"/feeds/{SITE}.atom", "/feeds/all.rss", "/feeds/all.atom")


@pytest.fixture
def url(store_url: str) -> str:
    with store_run(store_url) as run:
        run.save("/ferry", article())
        run.store.put_findings(run.run, [Finding(SITE, Verdict.OK)], [])
    return store_url


def status(site: Served, path: str, **headers: str) -> int:
    answer = site.ask(path, **headers)
    assert (answer.status == 304) == (answer.body == b"")
    assert answer.headers["etag"]
    assert answer.headers["last-modified"]
    assert answer.headers["cache-control"] == "private, no-cache"
    return answer.status


@pytest.mark.parametrize("path", FEEDS)
def test_a_reader_that_has_a_feed_gets_304(url: str, path: str) -> None:
    with served(url) as site:
        first = site.ask(path)
        tag, date = first.headers["etag"], first.headers["last-modified"]
        changed = parsedate_to_datetime(date)
        assert changed == NOW.replace(microsecond=0)
        before = format_datetime(changed - timedelta(seconds=1), usegmt=True)
        for asked, expected in (
            ({"If_None_Match": tag}, 304),
            ({"If_None_Match": f'"other", W/{tag}'}, 304),
            ({"If_None_Match": "*"}, 304),
            ({"If_None_Match": '"other"'}, 200),
            ({"If_Modified_Since": date}, 304),
            ({"If_Modified_Since": before}, 200),
            ({"If_Modified_Since": "yesterday"}, 200),
            ({"If_Modified_Since": ""}, 200),
            ({"If_Modified_Since": f"{date[:-3]}+99999999999999999999"}, 200),
            ({"If_None_Match": '"other"', "If_Modified_Since": date}, 200),  # the tag decides
            ({"If_None_Match": tag, "If_Modified_Since": before}, 304),
        ):
            assert status(site, path, **asked) == expected, asked
        assert site.ask(path, "HEAD", If_None_Match=tag).status == 304


@pytest.mark.parametrize("path", FEEDS)
def test_feedparser_as_a_reader_uses_them(url: str, path: str) -> None:
    with served(url) as site:
        first = feedparser.parse(f"{site.address}{path}")
        assert (first.status, len(first.entries)) == (200, 1)
        again = feedparser.parse(f"{site.address}{path}", etag=first.etag, modified=first.modified)
        assert (again.status, again.entries) == (304, [])


@pytest.mark.parametrize("path", FEEDS)
def test_a_new_article_changes_both(url: str, path: str) -> None:
    with served(url) as site:
        first = site.ask(path).headers
        with Store.open(url) as store:
            run = StoreRun(store)
            run.now += HOUR
            run.save("/bridge", article(BRIDGE, title="Footbridge closed"))
        assert status(site, path, If_None_Match=first["etag"]) == 200
        assert status(site, path, If_Modified_Since=first["last-modified"]) == 200


def test_a_changed_verdict_changes_the_feed_of_its_site_and_a_repeated_one_does_not(url: str) -> None:
    path, dark = FEEDS[1], Finding(SITE, Verdict.DEGRADED, ("the feed lists nothing",))
    with served(url) as site, Store.open(url) as store:
        first = site.ask(path).headers
        seen = []
        for number, finding in enumerate((Finding(SITE, Verdict.OK), dark, dark), start=2):
            store.begin(f"run-{number}", "news.toml", NOW + number * HOUR)
            store.put_findings(f"run-{number}", [finding], [])
            seen.append(status(site, path, If_None_Match=first["etag"]))
            assert status(site, path, If_Modified_Since=first["last-modified"]) == seen[-1]
            first = site.ask(path).headers
        assert seen == [304, 200, 304]


def test_a_store_without_an_article_has_a_feed_that_stays_as_it_is(store_url: str) -> None:
    with store_run(store_url), served(store_url) as site:
        first = site.ask("/feeds/all.atom")
        assert not feedparser.parse(first.body).bozo
        assert status(site, "/feeds/all.atom", If_None_Match=first.headers["etag"]) == 304
