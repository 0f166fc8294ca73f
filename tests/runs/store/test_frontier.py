"""Registering and planning URLs: newest first, new before due, bounded, by index."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from scraper.runs.store import Saved, Store
from scraper.runs.types import Discovered, Outcome
from tests.support.store_run import BASE, BRIDGE, FERRY, HOUR, NOW, StoreRun, article, count, rows, store_run

MINUTE = HOUR / 60
DAY = 24 * HOUR


@pytest.fixture
def run(store_url: str) -> Iterator[StoreRun]:
    with store_run(store_url) as made:
        yield made


def test_new_addresses_are_counted_once(run: StoreRun) -> None:
    assert run.offer("/a", "/b", "/a") == 2
    assert run.offer("/b", "/c") == 1
    assert run.offer() == 0


def test_plan_is_newest_first_and_bounded(run: StoreRun) -> None:
    run.offer("/old", when=NOW - DAY)
    run.offer("/new", when=NOW - MINUTE)
    run.offer("/undated-first", "/undated-second")
    assert run.plan(most=3) == ["/undated-first", "/undated-second", "/new"]
    assert run.plan(most=0) == []


def test_an_undated_list_stays_behind_the_dated_ones_before_it(run: StoreRun) -> None:
    offered = [Discovered(f"{BASE}/dated", NOW - DAY), Discovered(f"{BASE}/archive")]
    run.store.offer("tide", offered, run.run, NOW)
    run.now += HOUR
    run.offer("/newer", when=NOW - HOUR)
    assert run.plan() == ["/newer", "/dated", "/archive"]


def test_date_ahead_of_the_clock_does_not_stay_newest(run: StoreRun) -> None:
    run.offer("/clock-is-wrong", when=NOW + 9999 * DAY)
    run.now += HOUR
    run.offer("/newer")
    assert run.plan() == ["/newer", "/clock-is-wrong"]


def test_what_was_planned_and_not_saved_is_planned_again(run: StoreRun) -> None:
    run.offer("/a")
    assert run.plan() == run.plan() == ["/a"]


def test_sources_have_plans_of_their_own(run: StoreRun) -> None:
    run.offer("/a")
    assert run.offer("/a", "/b", source="other") == 1
    assert (run.plan(), run.plan(source="other")) == (["/a"], ["/b"])


def test_job_carries_the_validators_of_the_last_response(run: StoreRun) -> None:
    run.store.offer("tide", [Discovered(f"{BASE}/ferry", summary="Off by \0 seven")], run.run, run.now)
    run.plan()
    assert run.job("/ferry").summary == "Off by \ufffd seven"
    run.save("/ferry", article(), etag='"1"', last_modified="Sun, 01 Mar 2026 08:00:00 GMT")
    run.plan(refetch=0)
    job = run.job("/ferry")
    assert (job.etag, job.last_modified, job.tries) == ('"1"', "Sun, 01 Mar 2026 08:00:00 GMT", 0)
    run.save("/ferry", Outcome.UNCHANGED)
    run.plan(refetch=0)
    assert run.job("/ferry").etag == '"1"'
    run.save("/ferry", article(BRIDGE))
    run.plan(refetch=0)
    assert run.job("/ferry").etag == ""


@pytest.mark.parametrize("outcome", [Outcome.ARTICLE, Outcome.EMPTY, Outcome.UNCHANGED, Outcome.FORBIDDEN])
def test_page_is_due_again_after_refetch(run: StoreRun, outcome: Outcome) -> None:
    run.save("/a", article() if outcome is Outcome.ARTICLE else outcome)
    run.now += 6 * HOUR - MINUTE
    assert run.plan() == []
    run.now += MINUTE
    assert run.plan() == ["/a"]


def test_new_ones_come_before_those_that_are_due(run: StoreRun) -> None:
    run.save("/due", article())
    run.now += DAY
    run.offer("/new", when=NOW - 30 * DAY)
    assert run.plan() == ["/new", "/due"]
    assert run.plan(most=1) == ["/new"]


@pytest.mark.parametrize(
    ("quiet", "wait"),
    [(1, 6), (2, 12), (3, 12), (4, 24), (8, 48), (16, 96)],
)
def test_page_unchanged_for_days_is_fetched_less_often(run: StoreRun, quiet: int, wait: int) -> None:
    run.save("/a", article())
    run.now += quiet * DAY
    run.save("/a", article(pitch="Another."))
    run.now += wait * HOUR - MINUTE
    assert run.plan() == []
    run.now += MINUTE
    assert run.plan() == ["/a"]


def test_page_unchanged_for_a_month_is_retired(run: StoreRun) -> None:
    run.save("/a", article())
    run.now += 32 * DAY
    run.save("/a", article())
    run.now += 9999 * DAY
    assert run.plan() == []
    run.offer("/a", when=run.now)
    assert run.plan() == ["/a"]


def test_change_resets_the_recrawl_level(run: StoreRun) -> None:
    run.save("/a", article())
    run.now += 20 * DAY
    run.save("/a", article(BRIDGE))
    run.now += 6 * HOUR
    assert run.plan() == ["/a"]


@pytest.mark.parametrize("outcome", [Outcome.GONE, Outcome.REFUSED])
def test_refusal_is_tried_again_over_days_and_given_up_until_its_date_changes(run: StoreRun, outcome: Outcome) -> None:
    run.offer("/a", when=NOW - DAY)
    tries = [run.save("/a", outcome).given_up]
    began = run.now
    while not tries[-1]:
        assert run.plan() == []  # not at once
        run.now += timedelta(hours=1)
        if run.plan():
            tries.append(run.save("/a", outcome).given_up)
    assert len(tries) == 6
    assert 6 * DAY < run.now - began < 9 * DAY
    run.now += 365 * DAY
    assert run.plan() == []
    run.offer("/a", when=NOW - DAY)
    assert run.plan() == []
    run.offer("/a", when=NOW + DAY)
    assert run.plan() == ["/a"]


def test_refusal_is_tried_again_sooner_where_pages_are_fetched_again_sooner(run: StoreRun) -> None:
    run.refetch = 600.0
    run.save("/a", Outcome.GONE)
    run.now += 9 * MINUTE
    assert run.plan() == []
    run.now += MINUTE
    assert run.plan() == ["/a"]
    run.save("/a", Outcome.GONE)
    run.now += 5 * HOUR
    assert run.plan() == []
    run.now += HOUR
    assert run.plan() == ["/a"]


def test_page_that_was_there_is_not_requested_sooner_when_it_is_gone(run: StoreRun) -> None:
    run.refetch = 600.0
    run.save("/a", article(FERRY))
    run.save("/a", Outcome.GONE)
    run.now += 59 * MINUTE
    assert run.plan(refetch=1e6) == []
    run.now += MINUTE
    assert run.plan(refetch=1e6) == ["/a"]


@pytest.mark.parametrize("outcome", [Outcome.FAILED, Outcome.BLOCKED])
def test_transient_failure_is_retried_at_the_given_time(run: StoreRun, outcome: Outcome) -> None:
    run.save("/a", outcome, again=NOW + 90 * MINUTE)
    run.now += 89 * MINUTE
    assert run.plan() == []
    run.now += MINUTE
    assert run.plan() == ["/a"]
    assert run.job("/a").tries == 1
    run.save("/a", article())
    run.plan(refetch=0)
    assert run.job("/a").tries == 0


def test_repeated_failure_is_retried_less_often_and_then_retired(run: StoreRun) -> None:
    run.offer("/a")
    for wait in (5, 5, 5, 10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440, 1440):
        assert run.plan() == ["/a"]
        run.save("/a", Outcome.FAILED)
        run.now += (wait - 1) * MINUTE
        assert run.plan() == []
        run.now += MINUTE
    run.plan()
    run.save("/a", Outcome.FAILED)
    run.now += 365 * DAY
    assert run.plan() == []


def test_later_date_makes_a_quiet_page_due(run: StoreRun) -> None:
    run.offer("/a", when=NOW - DAY)
    run.save("/a", article())
    run.now += 16 * DAY
    run.save("/a", article())
    run.now += 6 * HOUR
    assert run.plan() == []
    run.offer("/a", when=run.now - HOUR)
    assert run.plan() == ["/a"]


def test_canonical_link_makes_two_addresses_one(run: StoreRun, store_url: str) -> None:
    run.offer("/amp/ferry", "/ferry", when=NOW)
    run.plan()
    assert run.save("/amp/ferry", article(), canonical=f"{BASE}/ferry") == Saved("new", 1, 1)
    assert run.plan(refetch=0) == ["/amp/ferry"]
    assert run.offer("/ferry") == 0
    (stored,) = run.store.articles()
    assert stored.url == f"{BASE}/ferry"
    for path in ("/ferry", "/amp/ferry"):
        assert run.store.article(BASE + path) == stored
    assert run.save("/ferry", article((*FERRY, "Swipe.")), canonical=f"{BASE}/ferry") == Saved("same", 1, 1)
    assert run.plan(refetch=0) == ["/amp/ferry"]
    assert count(store_url, "articles") == count(store_url, "pages") == 1


def test_second_url_of_a_stored_article_becomes_its_alias(run: StoreRun) -> None:
    run.save("/ferry", article())
    assert run.save("/print/ferry", article((*FERRY, "Page 1")), canonical=f"{BASE}/ferry") == Saved("same", 1, 1)
    assert run.plan(refetch=0) == ["/ferry"]
    stored = run.store.article(f"{BASE}/print/ferry")
    assert stored is not None
    assert stored.article == article()


def test_third_address_is_linked_by_a_canonical_link_that_nobody_offered(run: StoreRun) -> None:
    run.save("/m/ferry", article(), canonical=f"{BASE}/ferry")
    assert run.save("/print/ferry", article(), canonical=f"{BASE}/ferry").kind == "same"
    assert len(list(run.store.articles())) == 1


def test_redirect_target_becomes_an_alias(run: StoreRun) -> None:
    run.save("/s/1", article(), url=f"{BASE}/ferry")
    assert run.offer("/ferry") == 0
    assert [stored.url for stored in run.store.articles()] == [f"{BASE}/ferry"]
    run.offer("/ferry", when=NOW + DAY)
    assert run.plan(refetch=0) == ["/s/1"]


def test_canonical_link_that_all_pages_share_swallows_no_story(run: StoreRun) -> None:
    run.offer("/bridge", "/ferry", "/latest", when=NOW)
    run.plan()
    run.save("/ferry", article(), canonical=f"{BASE}/latest")
    assert run.save("/bridge", article(BRIDGE), canonical=f"{BASE}/latest") == Saved("new", 2, 1)
    assert {stored.url for stored in run.store.articles()} == {f"{BASE}/ferry", f"{BASE}/bridge"}
    assert run.plan() == ["/latest"]
    other = tuple(f"{line} Or was it?" for line in reversed((*BRIDGE[:2], *FERRY[2:])))
    assert run.save("/latest", article(other), canonical=f"{BASE}/latest").kind == "new"
    assert [each.url for each in run.store.articles()] == [f"{BASE}{path}" for path in ("/ferry", "/bridge", "/latest")]


def test_alias_with_another_story_gets_its_own_article(run: StoreRun) -> None:
    run.offer("/ferry", "/latest")
    run.plan()
    run.save("/ferry", article(), canonical=f"{BASE}/latest")
    assert run.save("/latest", article(BRIDGE)) == Saved("new", 2, 1)
    assert [stored.url for stored in run.store.articles()] == [f"{BASE}/ferry", f"{BASE}/latest"]


QUERIES = {
    "urls_new (source=?": "new",
    "urls_retry (source=?": "failed",
    "urls_done (source=? AND recrawl_level=?": "due",
    "sqlite_autoindex_urls_1 (url=?)": "known",
}


def test_planning_reads_only_the_urls_it_needs(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'articles.db'}"
    with store_run(url) as run:
        statements: list[tuple[str, object]] = []

        def note(_: object, __: object, statement: str, parameters: object, *___: object) -> None:
            statements.append((statement, parameters))

        event.listen(run.store._engine, "before_cursor_execute", note)
        run.offer(*(f"/{number}" for number in range(20)))
        run.plan()
        event.remove(run.store._engine, "before_cursor_execute", note)
        with run.store._reading() as connection:
            plans = [
                " ".join(row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters))  # type: ignore[arg-type]
                for statement, parameters in statements
                if statement.startswith("SELECT")
            ]
    assert len(plans) == 8
    assert not [plan for plan in plans if "SCAN" in plan or "B-TREE" in plan]
    assert {name for name in QUERIES if any(name in plan for plan in plans)} == QUERIES.keys()


def test_planning_sends_as_many_queries_over_many_urls_as_over_few(tmp_path: Path) -> None:
    counts = []
    for known in (10, 3_000):
        with Store.open(f"sqlite:///{tmp_path / f'{known}.db'}") as store:
            store.begin("run-1", "", NOW)
            run = StoreRun(store)
            run.offer(*(f"/{number}" for number in range(known)))
            statements: list[str] = []
            event.listen(store._engine, "before_cursor_execute", lambda *seen: statements.append(seen[2]))  # noqa: B023
            run.offer(*(f"/{number}" for number in range(10)), "/new")
            run.plan(most=5)
            counts.append(len(statements))
    assert counts[0] == counts[1]


def test_every_fetch_is_recorded(run: StoreRun, store_url: str) -> None:
    run.save("/a", article(), seconds=0.25)
    run.now += timedelta(hours=7)
    run.save("/a", Outcome.FAILED, status=503, why="the server answered 503")
    query = "SELECT outcome, status, seconds, saved, error FROM fetches ORDER BY id"
    assert rows(store_url, query) == [
        ("article", 200, 0.25, "new", ""), ("failed", 503, 0.0, "none", "the server answered 503"),
    ]  # fmt: skip
