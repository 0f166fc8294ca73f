"""Runs and their findings, validators, recurring lines; raw pages, recleaning, purging."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from scraper.errors import StoreError
from scraper.model import Origin, Route
from scraper.runs.site_stats import SiteStats
from scraper.runs.store import RunRow, Saved
from scraper.runs.types import Finding, Outcome, Verdict
from tests.support.store_run import BASE, BRIDGE, FERRY, HOUR, NOW, StoreRun, article, count, rows, store_run


@pytest.fixture
def run(store_url: str) -> Iterator[StoreRun]:
    with store_run(store_url) as made:
        yield made


def test_runs_are_listed_newest_first(run: StoreRun) -> None:
    run.store.end("run-1", NOW + HOUR, "1 site: ok", {"found": 3})
    run.store.begin("run-2", "news.toml", NOW + 2 * HOUR)
    assert run.store.runs() == [
        RunRow("run-2", "news.toml", NOW + 2 * HOUR, None, "", {}),
        RunRow("run-1", "news.toml", NOW, NOW + HOUR, "1 site: ok", {"found": 3}),
    ]
    assert [each.id for each in run.store.runs(most=1)] == ["run-2"]


def test_id_of_a_run_is_taken_once(run: StoreRun) -> None:
    with pytest.raises(StoreError):
        run.store.begin("run-1", "news.toml", NOW)


OK = Finding("tidepost.example", Verdict.OK, ("12 articles, as ever",))
BROKEN = Finding("creekpost.example", Verdict.BROKEN, ("no body in 9 of 9", "it was 0.1 %"))
SEEN = SiteStats("tidepost.example", found=12, articles=12, hits={"ad": 3}, recurring=(("Read on.", 4),), seconds=1.5)


def test_last_findings_are_those_of_the_newest_run_with_any(run: StoreRun) -> None:
    assert run.store.last_findings() == (None, [])
    run.store.put_findings("run-1", [OK, BROKEN], [SEEN])
    run.store.begin("run-2", "news.toml", NOW + HOUR)
    row, findings = run.store.last_findings()
    assert row is not None
    assert (row.id, findings) == ("run-1", [BROKEN, OK])


def test_findings_are_replaced_by_those_of_the_same_run(run: StoreRun) -> None:
    run.store.put_findings("run-1", [OK, BROKEN], [SEEN])
    run.store.put_findings("run-1", [OK], [SEEN])
    assert run.store.last_findings()[1] == [OK]
    assert run.store.history(SEEN.site) == [SEEN]


def test_a_verdict_stands_since_the_first_run_of_its_streak(run: StoreRun) -> None:
    site = OK.site
    verdicts = (Verdict.OK, Verdict.BROKEN, Verdict.OK, Verdict.OK)
    run.store.put_findings("run-1", [BROKEN], [])
    for number, verdict in enumerate(verdicts, start=2):
        run.store.begin(f"run-{number}", "news.toml", NOW + number * HOUR)
        run.store.put_findings(f"run-{number}", [Finding(site, verdict), BROKEN], [])
    assert run.store.verdict_since(site, Verdict.OK) == NOW + 4 * HOUR
    assert run.store.verdict_since(site, Verdict.BROKEN) is None
    assert run.store.verdict_since(BROKEN.site, Verdict.BROKEN) == NOW
    assert run.store.verdict_since("nowhere.example", Verdict.OK) is None


def test_history_of_a_site_is_newest_first(run: StoreRun) -> None:
    for number in range(2, 6):
        run.store.begin(f"run-{number}", "news.toml", NOW + number * HOUR)
        seen = [SiteStats("tidepost.example", found=number), SiteStats("other.example")]
        run.store.put_findings(f"run-{number}", [], seen)
    assert [each.found for each in run.store.history("tidepost.example", most=3)] == [5, 4, 3]
    assert run.store.site_run("run-4", "tidepost.example") == SiteStats("tidepost.example", found=4)
    assert run.store.site_run("run-1", "tidepost.example") is None
    assert run.store.history("nowhere.example") == []


def test_validators_are_remembered_until_they_are_replaced(run: StoreRun) -> None:
    feed = f"{BASE}/feed.xml"
    assert run.store.validators(feed) == ("", "")
    run.store.remember(feed, '"1"', "Sun, 01 Mar 2026 08:00:00 GMT")
    assert run.store.validators(feed) == ('"1"', "Sun, 01 Mar 2026 08:00:00 GMT")
    run.store.remember(feed, "", "")
    assert run.store.validators(feed) == ("", "")


def test_lines_of_several_articles_recur(run: StoreRun) -> None:
    for number in range(4):
        lines = (f"Story {number}.", "Read us daily.", "Twice.", "Twice.")
        run.save(f"/{number}", article(lines if number else lines[:2]))
    run.save("/0", article(("Story 0 again.", "Read us daily.")))
    assert run.store.recurring("tidepost.example") == [("Read us daily.", 4), ("Twice.", 3)]
    assert run.store.recurring("tidepost.example", least=4) == [("Read us daily.", 4)]
    assert run.store.recurring("tidepost.example", most=1) == [("Read us daily.", 4)]
    assert run.store.recurring("other.example") == []


def test_lines_of_a_wire_story_do_not_recur(run: StoreRun) -> None:
    for number in range(5):
        run.save(f"/{number}", article(FERRY))
    assert run.store.recurring("tidepost.example") == []


def test_pages_are_stored_unchanged(run: StoreRun) -> None:
    body = bytes(range(256)) * 999
    run.save("/ferry", article(), body=body, url=f"{BASE}/ferry/", content_type="text/html; charset=cp1252")
    (page,) = run.store.pages()
    assert page.body == body
    assert (page.url, page.content_type) == (f"{BASE}/ferry/", "text/html; charset=cp1252")
    assert (page.source, page.site, page.fetched) == ("tide", "tidepost.example", NOW)


def test_pages_are_of_current_articles_and_of_those_without_one(run: StoreRun) -> None:
    run.save("/ferry", article(), body=b"first")
    run.save("/ferry", article(BRIDGE), body=b"second")
    run.now += HOUR
    run.save("/ferry", Outcome.EMPTY, body=b"consent wall")
    run.save("/crash", Outcome.FAILED, body=b"odd")
    run.save("/down", Outcome.FAILED)
    run.save("/same", Outcome.UNCHANGED, body=b"not to be stored")
    assert [page.body for page in run.store.pages()] == [b"second", b"consent wall", b"odd"]
    assert [page.body for page in run.store.pages(since=NOW + HOUR)] == [b"consent wall", b"odd"]
    assert list(run.store.pages(site="other.example")) == []


def test_page_with_an_article_takes_the_place_of_one_without(run: StoreRun) -> None:
    run.save("/ferry", Outcome.EMPTY, body=b"consent wall")
    run.save("/ferry", article(), body=b"story")
    assert [page.body for page in run.store.pages()] == [b"story"]


def test_recleaning_revises_what_changes_and_keeps_the_time_of_the_page(run: StoreRun) -> None:
    run.save("/ferry", article((*FERRY, "Read on.")))
    (page,) = run.store.pages()
    later = NOW + 99 * HOUR
    assert run.store.reclean(page.id, article(), later) == Saved("revised", 1, 2)
    assert run.store.reclean(page.id, article(), later) == Saved("same", 1, 2)
    (stored,) = run.store.articles(since=later)
    assert (stored.article, stored.fetched, stored.cleaned) == (article(), NOW, later)
    assert "-Read on." in stored.diff.splitlines()
    assert [each.id for each in run.store.pages()] == [page.id]


def test_recleaning_updates_removals_without_a_revision(run: StoreRun) -> None:
    run.save("/ferry", article())
    (page,) = run.store.pages()
    assert run.store.reclean(page.id, article(origin=Origin(Route.GENERIC)), NOW + HOUR) == Saved("same", 1, 1)
    assert next(run.store.articles()).article.origin == Origin(Route.GENERIC)


def test_recleaning_finds_the_article_in_a_page_that_had_none(run: StoreRun) -> None:
    run.save("/ferry", Outcome.EMPTY, body=b"story")
    (page,) = run.store.pages()
    assert run.store.reclean(page.id, article(), NOW + HOUR) == Saved("new", 1, 1)
    assert [each.body for each in run.store.pages()] == [b"story"]


def test_recleaning_a_later_page_without_an_article_goes_on_from_the_earlier_one(run: StoreRun) -> None:
    run.save("/ferry", article(), body=b"old layout")
    run.now += HOUR
    run.save("/ferry", Outcome.EMPTY, body=b"new layout")
    run.save("/bridge", article(BRIDGE), body=b"old bridge")
    run.save("/bridge", Outcome.EMPTY, body=b"new bridge")
    for page in list(run.store.pages()):
        if page.body.startswith(b"new"):
            found = article((*FERRY, "Corrected.")) if page.body == b"new layout" else article(BRIDGE)
            run.store.reclean(page.id, found, NOW + 2 * HOUR)
    assert [stored.revision for stored in run.store.articles()] == [1, 2]
    assert [each.body for each in run.store.pages()] == [b"new layout", b"new bridge"]


def test_recleaning_that_finds_nothing_loses_nothing(run: StoreRun) -> None:
    run.save("/ferry", article())
    (page,) = run.store.pages()
    assert run.store.reclean(page.id, None, NOW + HOUR) == Saved("none", 1, 1)
    assert run.store.reclean(999, article(BRIDGE), NOW + HOUR) == Saved("none")
    assert [stored.article for stored in run.store.articles()] == [article()]


def test_old_revision_is_not_recleaned(run: StoreRun) -> None:
    run.save("/ferry", article())
    (page,) = run.store.pages()
    run.save("/ferry", article(BRIDGE))
    assert run.store.reclean(page.id, article(("Something else.",)), NOW + HOUR) == Saved("none", 1, 2)


def test_purging_drops_old_pages_and_answers_and_no_article(run: StoreRun, store_url: str) -> None:
    run.save("/ferry", article())
    run.save("/bridge", article(BRIDGE))
    run.now += HOUR
    run.save("/ferry", article())
    assert run.store.purge(NOW + HOUR) == 1
    assert rows(store_url, "SELECT id, saved FROM fetches") == [(3, "same")]
    assert [page.url for page in run.store.pages()] == [f"{BASE}/ferry"]
    assert count(store_url, "articles") == 2
    assert run.save("/bridge", article(BRIDGE)).kind == "same"
    assert len(list(run.store.pages())) == 2


def test_pages_take_a_fraction_of_their_size(run: StoreRun, store_url: str) -> None:
    run.save("/ferry", article(), body=b"<p>Tallow Creek</p>" * 10_000)
    assert rows(store_url, "SELECT length(body) < 5000 FROM pages") in ([(1,)], [(True,)])
