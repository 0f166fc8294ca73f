"""Text by another route never replaces that of a rule, and any other replacement is told; in both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from scraper.model import Article, Origin, Route
from scraper.runs.store import Saved
from scraper.runs.types import Outcome
from tests.support.store_run import BASE, BRIDGE, FERRY, StoreRun, article, count, store_run

RULE = Origin(Route.RULE, "site_rules.tidepost", "div.story")
OTHER_SELECTOR = Origin(Route.RULE, "site_rules.tidepost", "section.flow")
FELL_BACK = Origin(Route.GENERIC, "site_rules.tidepost", fell_back=True)
BROKEN_RULE = Origin(Route.GENERIC, "site_rules.tidepost", fell_back=True, fault="a bad selector")
NO_RULE, SECOND = Origin(Route.GENERIC), Origin(Route.SECOND_OPINION)
SHORTER = FERRY[:-1]


@pytest.fixture
def run(store_url: str) -> Iterator[StoreRun]:
    with store_run(store_url) as made:
        yield made


def found(origin: Origin, lines: tuple[str, ...] = FERRY) -> Article:
    return article(lines, origin=origin)


@pytest.mark.parametrize("worse", [FELL_BACK, BROKEN_RULE])
def test_text_of_the_generic_route_does_not_replace_that_of_the_rule(run: StoreRun, worse: Origin) -> None:
    run.save("/ferry", found(RULE))
    run.now += timedelta(days=1)
    assert run.save("/ferry", found(worse, SHORTER)) == Saved("held", 1, 1)
    (stored,) = run.store.articles()
    assert stored.article == found(RULE)
    assert [page.revision for page in run.store.pages()] == [1, 0]


def test_what_was_held_is_saved_once_the_rule_finds_it(run: StoreRun, store_url: str) -> None:
    run.save("/ferry", found(RULE))
    run.save("/ferry", found(FELL_BACK, SHORTER))
    held = next(page for page in run.store.pages() if page.revision == 0)
    assert run.store.reclean(held.id, found(FELL_BACK, SHORTER), run.now).kind == "held"
    saved = run.store.reclean(held.id, found(OTHER_SELECTOR, SHORTER), run.now)
    assert (saved.kind, saved.revision, saved.rerouted) == ("revised", 2, True)
    assert run.store.revisions(f"{BASE}/ferry")[-1].article == found(OTHER_SELECTOR, SHORTER)


def test_failing_pages_are_those_whose_last_request_gave_nothing_by_the_rule(run: StoreRun) -> None:
    for path, what, why in (
        ("/well", found(RULE), ""),
        ("/down", Outcome.FAILED, "503 Service Unavailable"),
        ("/empty", Outcome.EMPTY, "no article is on it"),
        ("/fell-back", article(BRIDGE, origin=FELL_BACK), ""),
        ("/gone", Outcome.GONE, "404"),
    ):
        run.now += timedelta(hours=1)
        run.save(path, what, why=why, body=path.encode())
    failing = {page.url.removeprefix(BASE): page for page in run.store.failing()["tidepost.example"]}
    assert list(failing) == ["/fell-back", "/empty", "/down"]
    assert failing["/down"].why == "503 Service Unavailable"
    assert "generic route" in failing["/fell-back"].why
    assert [page.url.removeprefix(BASE) for page in run.store.failing(1)["tidepost.example"]] == ["/fell-back"]
    raw = run.store.raw_page(f"{BASE}/empty")
    assert raw is not None
    assert (raw.body, raw.revision) == (b"/empty", 0)
    assert run.store.raw_page(f"{BASE}/never-seen") is None


def test_page_that_was_mended_no_longer_fails(run: StoreRun) -> None:
    run.save("/ferry", found(RULE))
    assert run.store.failing() == {}
    run.save("/ferry", found(FELL_BACK, SHORTER))
    ((page,),) = run.store.failing().values()
    assert "held back" in page.why
    raw = run.store.raw_page(page.url)
    assert raw is not None
    run.store.reclean(raw.id, found(OTHER_SELECTOR, SHORTER), run.now)
    assert run.store.failing() == {}


def test_page_that_was_held_goes_when_a_better_one_comes(run: StoreRun, store_url: str) -> None:
    run.save("/ferry", found(RULE))
    run.save("/ferry", found(FELL_BACK, SHORTER))
    assert count(store_url, "pages") == 2
    run.save("/ferry", found(RULE))
    assert [page.revision for page in run.store.pages()] == [1]


@pytest.mark.parametrize(
    ("before", "after", "rerouted"),
    [
        pytest.param(RULE, RULE, False, id="same-rule"),
        pytest.param(RULE, OTHER_SELECTOR, True, id="other-template"),
        pytest.param(FELL_BACK, RULE, True, id="rule-mended"),
        pytest.param(FELL_BACK, FELL_BACK, False, id="generic-before-and-after"),
        pytest.param(RULE, NO_RULE, True, id="rule-removed"),
        pytest.param(NO_RULE, NO_RULE, False, id="no-rule"),
        pytest.param(NO_RULE, SECOND, True, id="second-opinion"),
    ],
)
def test_any_other_replacement_is_a_revision_that_tells_its_route(
    run: StoreRun, before: Origin, after: Origin, rerouted: bool
) -> None:
    assert not run.save("/ferry", found(before)).rerouted
    assert run.save("/ferry", found(after, SHORTER)) == Saved("revised", 1, 2, rerouted=rerouted)


def test_the_same_text_by_the_generic_route_opens_no_door_to_a_worse_one(run: StoreRun) -> None:
    run.save("/ferry", found(RULE))
    assert run.save("/ferry", found(FELL_BACK)).kind == "same"
    assert run.save("/ferry", found(FELL_BACK, SHORTER)).kind == "held"
    (stored,) = run.store.articles()
    assert stored.article == found(RULE)
