"""Saving and reading back: new articles, revisions, rotated pitches; the same in SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from scraper.errors import UsageError
from scraper.model import (
    Figure,
    Heading,
    Image,
    Listing,
    Paragraph,
    Path,
    Preformatted,
    Quote,
    Reason,
    Removal,
    Span,
    Table,
)  # fmt: skip
from scraper.runs.store import Saved, Store
from scraper.runs.types import Outcome
from tests.support.store_run import BASE, BRIDGE, FERRY, HOUR, NOW, StoreRun, article, count, rows, store_run

CORRECTED = (FERRY[0].replace("seven", "eight"), *FERRY[1:])


@pytest.fixture
def run(store_url: str) -> Iterator[StoreRun]:
    with store_run(store_url) as made:
        yield made


def test_article_is_read_back_as_it_was(run: StoreRun) -> None:
    assert run.save("/ferry", article()) == Saved("new", 1, 1)
    (stored,) = run.store.articles()
    assert stored.article == article()
    assert (stored.url, stored.site, stored.revision, stored.diff, stored.duplicate_of) == (
        f"{BASE}/ferry",
        "tidepost.example",
        1,
        "",
        None,
    )
    assert stored.fetched == stored.cleaned == NOW


AT = Path("main > :nth-child(1)", 0)
ODD = article(
    title="A \0 title \ud800",
    blocks=(
        Heading("Zwölf Brücken 🌉", 2, AT),
        Quote(("One.", "Two."), AT),
        Listing(("a", "b"), True, AT, 3, True),
        Figure(Image("https://tidepost.example/a.jpg", "A caption", "A credit"), AT),
        Table((("a", "b"), ("c", "")), True, AT),
        Preformatted("  verse\n\tverse", AT),
        Paragraph("Half \udfff and nothing \0.", Span(0, 9, "Half \udfff \0")),
        Paragraph("", AT),
    ),
    removals=(Removal(Reason.AD, "a rule: '\0'", "\ud83d", Span(1, 2, "\0")),),
    confidence=0.25,
)


def test_every_kind_of_block_and_every_character_is_read_back(run: StoreRun) -> None:
    run.save("/odd", ODD)
    assert [stored.article for stored in run.store.articles()] == [ODD]


def test_blocks_and_removals_can_be_queried_in_sql(run: StoreRun, store_url: str) -> None:
    run.save("/ferry", article())
    assert rows(store_url, "SELECT kind, text FROM blocks ORDER BY position") == [("paragraph", line) for line in FERRY]
    reason, rule, text = rows(store_url, "SELECT reason, rule, text FROM removals")[0]
    assert (reason, rule) == ("newsletter", "site_rules.tidepost: newsletter('p.tide')")
    assert text.startswith("Sign up")


def test_rotated_pitch_updates_its_removal_without_a_revision(run: StoreRun, store_url: str) -> None:
    run.save("/ferry", article())
    run.now += HOUR
    assert run.save("/ferry", article(pitch="Give today.")) == Saved("same", 1, 1)
    (stored,) = run.store.articles()
    assert stored.article == article(pitch="Give today.")
    assert (stored.fetched, stored.cleaned) == (NOW, NOW + HOUR)
    assert count(store_url, "revisions") == count(store_url, "removals") == count(store_url, "pages") == 1


def test_unchanged_page_rewrites_nothing(run: StoreRun) -> None:
    run.save("/ferry", article())
    run.now += HOUR
    assert run.save("/ferry", article(), body=b"<p>other bytes</p>").kind == "same"
    (stored,) = run.store.articles()
    assert stored.cleaned == NOW
    (page,) = run.store.pages()
    assert page.body != b"<p>other bytes</p>"
    assert page.fetched == NOW + HOUR


def test_corrected_sentence_is_a_revision_with_its_diff(run: StoreRun, store_url: str) -> None:
    run.save("/ferry", article())
    run.now += HOUR
    assert run.save("/ferry", article(CORRECTED)) == Saved("revised", 1, 2)
    (stored,) = run.store.articles()
    assert stored.article == article(CORRECTED)
    assert stored.revision == 2
    changed = [line for line in stored.diff.splitlines() if line[0] in "+-" and line[1:3] not in ("++", "--")]
    assert changed == [f"-{FERRY[0]}", f"+{CORRECTED[0]}"]
    assert rows(store_url, "SELECT count(*) FROM blocks WHERE revision_id = 1") == [(len(FERRY),)]


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"title": "Another headline"}, id="headline"),
        pytest.param({"authors": ()}, id="byline"),
        pytest.param({"modified": "2026-03-02"}, id="date"),
    ],
)
def test_changed_field_is_saved_without_a_revision(run: StoreRun, changed: dict[str, object]) -> None:
    run.save("/ferry", article())
    assert run.save("/ferry", article(**changed)).kind == "same"
    assert next(run.store.articles()).article == article(**changed)


def test_reverted_body_is_a_third_revision(run: StoreRun) -> None:
    kinds = [run.save("/ferry", article(lines)).kind for lines in (FERRY, CORRECTED, FERRY)]
    assert kinds == ["new", "revised", "revised"]
    assert next(run.store.articles()).article == article()


@pytest.mark.parametrize("outcome", [each for each in Outcome if each is not Outcome.ARTICLE])
def test_article_outlives_whatever_its_page_answers_later(run: StoreRun, outcome: Outcome) -> None:
    run.save("/ferry", article())
    assert run.save("/ferry", outcome) == Saved("none", 1, 1)
    assert next(run.store.articles()).article == article()


@pytest.mark.parametrize("outcome", [each for each in Outcome if each is not Outcome.ARTICLE])
def test_page_without_an_article_makes_none(run: StoreRun, outcome: Outcome, store_url: str) -> None:
    assert run.save("/ferry", outcome, why="it \0 was not there") == Saved("none", None, 0)
    assert list(run.store.articles()) == []
    assert rows(store_url, "SELECT outcome FROM fetches") == [(outcome.value,)]


def test_articles_are_read_by_time_and_site_the_oldest_first(run: StoreRun) -> None:
    for number in range(4):
        run.save(f"/{number}", article((f"Story {number}.",)))
        run.now += HOUR
    run.save("/0", article(("Story 0 was corrected.",)))
    assert [stored.article.text for stored in run.store.articles(since=NOW + HOUR * 3)] == [
        "Story 3.",
        "Story 0 was corrected.",
    ]
    assert [stored.url[-1] for stored in run.store.articles(site="tidepost.example")] == ["1", "2", "3", "0"]
    assert list(run.store.articles(site="other.example")) == []


@pytest.mark.parametrize("count", [6, 7])
def test_more_than_is_read_at_once_comes_each_once(run: StoreRun, monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    for module in ("queries.STORED_A_BATCH", "raw_pages.PAGES_A_BATCH"):
        monkeypatch.setattr(f"scraper.runs.store.{module}", 3)
    for number in range(count):
        run.save(f"/{number}", article((f"Story {number}.",)))
    assert [stored.id for stored in run.store.articles()] == list(range(1, count + 1))
    assert [page.url for page in run.store.pages()] == [f"{BASE}/{number}" for number in range(count)]


def test_article_is_found_by_any_spelling_of_its_address(run: StoreRun) -> None:
    run.save("/ferry", article())
    for url in (f"{BASE}/ferry", "HTTPS://WWW.tidepost.example:443/ferry?utm_source=rss#top"):
        stored = run.store.article(url)
        assert stored is not None
        assert stored.id == 1
    assert run.store.article(f"{BASE}/bridge") is None
    with pytest.raises(UsageError, match="not a web address"):
        run.store.article("ferry")


def test_wire_copy_elsewhere_is_stored_as_a_duplicate(run: StoreRun) -> None:
    run.save("/bridge", article(BRIDGE))
    run.save("/ferry", article())
    assert run.save("/wire", article(("UP (TW) –", *BRIDGE))) == Saved("new", 3, 1)
    assert run.save("/wire-too", article((*BRIDGE, "More soon."))) == Saved("new", 4, 1)
    assert [stored.duplicate_of for stored in run.store.articles()] == [None, None, 1, 1]


@pytest.mark.parametrize(
    ("flipped", "linked"),
    [
        pytest.param(0, True, id="none"),
        pytest.param(1 << 63, True, id="the-highest"),
        pytest.param(1 << 5 | 1 << 20 | 1 << 60, True, id="three-in-three-bands"),
        pytest.param(7 << 14, True, id="three-across-two-bands"),
        pytest.param(1 << 5 | 1 << 20 | 1 << 40 | 1 << 60, False, id="four-in-four-bands"),
        pytest.param(15, False, id="four-in-one-band"),
    ],
)
def test_near_means_three_bits_of_the_simhash(
    run: StoreRun, monkeypatch: pytest.MonkeyPatch, flipped: int, linked: bool
) -> None:
    one = 0x9F3A_0D5C_77E1_8B24
    bits = {"\n\n".join(BRIDGE): one, "\n\n".join(FERRY): one ^ flipped}
    monkeypatch.setattr("scraper.runs.store.aliases.simhash", bits.__getitem__)
    run.save("/bridge", article(BRIDGE))
    run.save("/ferry", article(FERRY))
    assert [stored.duplicate_of for stored in run.store.articles()] == [None, 1 if linked else None]


def test_wire_copy_that_was_rewritten_is_linked_no_more(run: StoreRun) -> None:
    run.save("/bridge", article(BRIDGE))
    run.save("/wire", article((*BRIDGE, "More.")))
    run.save("/wire", article(FERRY))
    assert [stored.duplicate_of for stored in run.store.articles()] == [None, None]
    run.save("/again", article((*FERRY, "More.")))
    assert [stored.duplicate_of for stored in run.store.articles()] == [None, None, 2]


def test_short_texts_are_like_nothing(run: StoreRun) -> None:
    for path in ("/a", "/b"):
        run.save(path, article(("Mist until noon, then sun.",)))
    assert [stored.duplicate_of for stored in run.store.articles()] == [None, None]


def test_times_keep_their_moment_in_any_zone(run: StoreRun) -> None:
    run.now = datetime(2026, 3, 2, 3, 0, 0, 7, tzinfo=timezone(timedelta(hours=-5)))
    run.save("/ferry", article())
    (stored,) = run.store.articles()
    assert stored.fetched == datetime(2026, 3, 2, 8, 0, 0, 7, tzinfo=UTC)
    assert stored.fetched.tzinfo is UTC


def test_time_without_a_zone_is_refused(run: StoreRun) -> None:
    with pytest.raises(TypeError):
        run.store.plan("tide", NOW.replace(tzinfo=None), 1, 0.0)


def test_job_of_another_store_is_refused(run: StoreRun) -> None:
    run.job("/ferry")
    run.jobs[f"{BASE}/ferry"] = replace(run.jobs[f"{BASE}/ferry"], id=77)
    with pytest.raises(UsageError, match="never offered"):
        run.save("/ferry", article())


def test_store_can_be_read_while_it_is_written_to(run: StoreRun, store_url: str) -> None:
    run.save("/ferry", article())
    with Store.open(store_url, read_only=True) as reader:
        reading = reader.articles()
        assert next(reading).article == article()
        run.save("/ferry", article(CORRECTED))
        assert list(reading) == []
        assert [stored.revision for stored in reader.articles()] == [2]
