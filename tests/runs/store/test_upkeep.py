"""A store for years: retention, a clock that was ahead, a file that is replaced, backup and check."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from scraper.errors import Busy, StoreError
from scraper.runs.monitoring.listings import DocumentState, Poll
from scraper.runs.site_stats import SiteStats
from scraper.runs.store import Store, schema, upkeep
from scraper.runs.types import Finding, Outcome, Standing, Verdict
from tests.support import postgres
from tests.support.store_run import BASE, BRIDGE, FERRY, HOUR, NOW, StoreRun, article, count, rows, store_run

DAY = timedelta(days=1)


@pytest.fixture
def run(store_url: str) -> Iterator[StoreRun]:
    with store_run(store_url) as made:
        yield made


def test_articles_that_have_not_changed_are_deleted_with_all_that_belongs_to_them(
    run: StoreRun, store_url: str
) -> None:
    run.save("/old", article(FERRY))
    run.save("/copy", article(FERRY))
    run.now += 10 * DAY
    run.save("/new", article(BRIDGE))
    assert run.store.purge_articles(NOW + DAY) == 2
    assert [stored.url for stored in run.store.articles()] == [f"{BASE}/new"]
    assert count(store_url, "revisions") == count(store_url, "pages") == 1
    assert {row[0] for row in rows(store_url, "SELECT DISTINCT revision_id FROM blocks")} == {3}
    assert run.store.faults() == []


def test_deleted_article_is_not_fetched_again_unless_it_changes(run: StoreRun) -> None:
    run.save("/old", article(FERRY))
    run.now += 10 * DAY
    run.store.purge_articles(run.now)
    run.offer("/old")
    assert run.plan(refetch=1) == []
    run.offer("/old", when=run.now)
    assert run.plan(refetch=1) == ["/old"]


def test_near_duplicate_outlives_the_article_it_points_to(run: StoreRun) -> None:
    run.save("/old", article(FERRY))
    run.now += 10 * DAY
    run.save("/copy", article(FERRY))
    assert run.store.purge_articles(NOW + DAY) == 1
    (kept,) = run.store.articles()
    assert (kept.url, kept.duplicate_of) == (f"{BASE}/copy", None)


def test_urls_that_gave_no_article_are_forgotten_and_found_again(run: StoreRun, store_url: str) -> None:
    run.save("/ferry", article(FERRY))
    for _ in range(6):
        run.save("/gone", Outcome.GONE)
    run.offer("/never-fetched")
    run.now += 100 * DAY
    run.offer("/recent")
    assert run.store.purge_urls(run.now - 90 * DAY) == 2
    assert {url for (url,) in rows(store_url, "SELECT url FROM urls")} == {f"{BASE}/ferry", f"{BASE}/recent"}
    assert run.offer("/gone") == 1
    assert run.store.faults() == []


def test_sitemap_that_changes_its_addresses_each_run_does_not_grow_for_ever(
    run: StoreRun, store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "MOST_UNFETCHED", 50)
    for number in range(10):
        run.now += HOUR
        run.offer(*(f"/{number}-{page}" for page in range(20)))
        run.store.purge_urls(run.now - 90 * DAY)
        assert count(store_url, "urls") <= 50
    assert run.plan(most=1)[0].startswith("/9-")  # the newest are kept


def test_clock_that_jumped_ten_years_ahead_and_back_leaves_nothing_stuck(store_url: str) -> None:
    with store_run(store_url) as run:
        run.save("/ferry", article(FERRY))
        run.now += 3650 * DAY
        run.run = "run-ahead"
        assert run.store.begin(run.run, "news.toml", run.now) is False
        run.save("/bridge", article(BRIDGE))
        run.save("/failed", Outcome.FAILED, again=run.now + HOUR)
        run.store.put_findings(run.run, [Finding("tidepost.example", Verdict.BROKEN, ("x",))], [])
        run.now, run.run = NOW + HOUR, "run-right"
        assert run.store.begin(run.run, "news.toml", run.now) is True
        run.now += DAY
        assert set(run.plan()) == {"/ferry", "/bridge", "/failed"}
        run.store.put_findings(run.run, [Finding("tidepost.example", Verdict.OK)], [])
        assert run.store.last_findings()[1] == [Finding("tidepost.example", Verdict.OK)]
        assert run.store.begin("run-later", "news.toml", run.now) is False


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[StoreRun]:
    with store_run(f"sqlite:///{tmp_path}/articles.db") as run:
        run.save("/ferry", article(FERRY))
        yield run


def test_store_that_is_removed_while_it_is_open_is_noticed(opened: StoreRun, tmp_path: Path) -> None:
    opened.job("/bridge")
    (tmp_path / "articles.db").unlink()
    with pytest.raises(StoreError, match="removed or replaced"):
        opened.save("/bridge", article(BRIDGE))


def test_store_that_is_replaced_while_it_is_open_is_noticed(opened: StoreRun, tmp_path: Path) -> None:
    opened.job("/bridge")
    (tmp_path / "other.db").write_bytes((tmp_path / "articles.db").read_bytes())
    (tmp_path / "other.db").replace(tmp_path / "articles.db")
    with pytest.raises(StoreError, match="removed or replaced"):
        opened.save("/bridge", article(BRIDGE))


def test_backup_is_a_whole_store_and_replaces_nothing(opened: StoreRun, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    opened.store.backup(target)
    with Store.open(f"sqlite:///{target}", read_only=True) as copy:
        assert list(copy.articles()) == list(opened.store.articles())
        assert copy.faults() == []
    with pytest.raises(StoreError, match="replaces nothing"):
        opened.store.backup(target)
    assert sorted(path.name for path in tmp_path.glob("*copy.db*")) == ["copy.db"]


def test_postgresql_is_backed_up_by_its_own_tool(run: StoreRun, store_url: str, tmp_path: Path) -> None:
    if store_url.startswith("sqlite"):
        run.store.backup(tmp_path / "copy.db")
    else:
        with pytest.raises(StoreError, match="pg_dump"):
            run.store.backup(tmp_path / "copy.db")


def test_run_holds_a_postgresql_store_until_it_ends(postgres_server: str) -> None:
    url, elsewhere = postgres.fresh(postgres_server), postgres.fresh(postgres_server)
    with Store.open(url) as first, Store.open(url) as second, Store.open(elsewhere) as other:
        with first.exclusive():
            with pytest.raises(Busy, match="held by another run"), second.exclusive():
                pass
            with other.exclusive():
                pass
        with second.exclusive():
            pass


def test_connection_that_the_server_ended_is_replaced(postgres_server: str) -> None:
    url = postgres.fresh(postgres_server)
    with store_run(url) as run:
        run.save("/ferry", article(FERRY))
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'bodycopy'"
        rows(url, others)
        assert run.save("/bridge", article(BRIDGE)).kind == "new"


def test_views_have_titles_and_readable_times(run: StoreRun, store_url: str) -> None:
    run.save("/ferry", article(FERRY))
    run.now += DAY
    run.save("/ferry", article((FERRY[0].replace("seven", "eight"), *FERRY[1:])))
    run.store.put_findings(run.run, [Finding("tidepost.example", Verdict.OK)], [])
    (latest,) = rows(store_url, "SELECT url, title, revision, fetched FROM latest_articles")
    assert latest == (f"{BASE}/ferry", article(FERRY).title, 2, f"{run.now:%Y-%m-%d %H:%M:%S}")
    history = rows(store_url, "SELECT revision, fetched FROM article_history ORDER BY revision")
    assert history == [(1, f"{NOW:%Y-%m-%d %H:%M:%S}"), (2, f"{run.now:%Y-%m-%d %H:%M:%S}")]
    assert rows(store_url, "SELECT site, verdict, started FROM site_verdicts") == [
        ("tidepost.example", "ok", f"{NOW:%Y-%m-%d %H:%M:%S}")
    ]


def test_vacuum_makes_a_file_smaller_and_loses_nothing(opened: StoreRun, tmp_path: Path) -> None:
    for number in range(40):
        opened.save(f"/{number}", article((f"Number {number}", *(f"Line {n} of {number}." * 40 for n in range(50)))))
    before = list(opened.store.articles())
    opened.store.vacuum()
    size = (tmp_path / "articles.db").stat().st_size
    opened.store.purge_articles(NOW + DAY)
    opened.store.vacuum()
    assert (tmp_path / "articles.db").stat().st_size < size / 2
    assert len(before) == 41


def test_check_finds_what_is_missing(opened: StoreRun, tmp_path: Path) -> None:
    assert opened.store.faults() == []
    with sqlite3.connect(tmp_path / "articles.db") as database:
        database.execute("DELETE FROM revisions")
    database.close()
    assert f"the article at {BASE}/ferry has lost its current revision" in opened.store.faults()


def test_history_of_an_article_has_all_its_revisions(run: StoreRun) -> None:
    run.save("/ferry", article(FERRY))
    run.now += DAY
    run.save("/ferry", article((FERRY[0].replace("seven", "eight"), *FERRY[1:])))
    first, second = run.store.revisions(f"{BASE}/ferry")
    assert (first.revision, second.revision, first.diff) == (1, 2, "")
    assert first.article.text != second.article.text
    assert second.diff
    assert run.store.revisions(f"{BASE}/none") == []


def fill(run: StoreRun) -> None:
    """A row in every table: articles, an alias, a failure, a run with its figures, a document, a verdict."""
    run.offer("/print")
    run.save("/ferry", article(FERRY), canonical=f"{BASE}/print")
    run.save("/failed", Outcome.FAILED)
    run.save("/empty", Outcome.EMPTY)
    run.store.remember(f"{BASE}/feed", '"1"', "")
    run.store.note_polls("tide", {f"{BASE}/feed": Poll(DocumentState.READ, 3)}, run.now)
    run.store.note_offer("tide", 3, [run.now], run.now)
    finding = Finding("tidepost.example", Verdict.BROKEN, ("x",))
    run.store.put_findings(run.run, [finding], [SiteStats("tidepost.example", 3)])
    run.store.put_standing([Standing(finding, "tide", run.now, True)])
    run.store.put_notified({"tidepost.example": Verdict.BROKEN}, run.now)


def purge(run: StoreRun) -> None:
    for _ in range(2):  # what another row refers to goes with the second
        for delete in (run.store.purge, run.store.purge_articles, run.store.purge_urls, run.store.purge_runs):
            delete(run.now - 90 * DAY)
        run.store.purge_documents(run.now - 90 * DAY, run.now)


def test_no_table_keeps_anything_of_a_source_that_is_no_more(run: StoreRun, store_url: str) -> None:
    fill(run)
    tables = [name for name in schema.metadata.tables if name != "bodycopy_schema"]
    assert {name for name in tables if not count(store_url, name)} == set()
    run.now += 100 * DAY
    purge(run)
    assert {name: count(store_url, name) for name in tables if count(store_url, name)} == {}
    assert run.store.faults() == []


def test_source_that_is_still_there_keeps_its_verdict_and_its_rhythm(run: StoreRun, store_url: str) -> None:
    fill(run)
    run.now += 100 * DAY
    run.store.note_polls("tide", {f"{BASE}/feed": Poll(DocumentState.UNCHANGED)}, run.now)
    purge(run)
    assert run.store.documents("tide")[f"{BASE}/feed"].listed == 3
    assert run.store.validators(f"{BASE}/feed") == ('"1"', "")
    assert run.store.rhythm("tide") is not None
    assert list(run.store.standing()) == list(run.store.notified()) == ["tidepost.example"]


def test_daily_sitemaps_are_forgotten_with_their_validators(run: StoreRun, store_url: str) -> None:
    for number in range(10):
        run.now += 20 * DAY
        url = f"{BASE}/sitemap-{number}.xml"
        run.store.remember(url, f'"{number}"', "")
        run.store.note_polls("tide", {url: Poll(DocumentState.READ, 3)}, run.now)
        run.store.purge_documents(run.now - 90 * DAY, run.now)
    assert count(store_url, "documents") == count(store_url, "validators") == 5


def test_old_runs_lose_their_figures_but_revisions_keep_theirs(run: StoreRun, store_url: str) -> None:
    run.save("/ferry", article(FERRY))
    stats = [SiteStats("tidepost.example", 3)]
    for number in range(4):
        run.now += 100 * DAY
        run.store.begin(f"run-at-{number}", "news.toml", run.now)
        run.store.put_findings(f"run-at-{number}", [Finding("tidepost.example", Verdict.OK)], stats)
    assert run.store.purge_runs(run.now - 150 * DAY) == 2
    assert [each.id for each in run.store.runs()] == ["run-at-3", "run-at-2", "run-1"]
    assert len(run.store.history("tidepost.example")) == len(run.store.verdicts("tidepost.example")) == 2
    assert rows(store_url, "SELECT DISTINCT run_id FROM revisions") == [("run-1",)]
    assert run.store.faults() == []


def test_fetches_go_with_the_pages_also_where_there_is_no_newer_one(run: StoreRun, store_url: str) -> None:
    run.save("/ferry", article(FERRY))
    assert run.store.purge(run.now + DAY) == 1
    assert count(store_url, "fetches") == 0
