"""The figures of a site in one run, counted from results as they come."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from scraper.model import Article, DecisionOrigin, Figure, Image, Origin, Paragraph, Path, Reason, Removal, Route
from scraper.runs.site_stats import SiteStats, SiteStatsBuilder, kept_lines, removed_share
from scraper.runs.types import FetchJob, FetchResult, Outcome, PageResult

MODULE = "site_rules.quay"
BY_RULE = Origin(Route.RULE, MODULE, "div.story")


def article(*lines: str, origin: Origin = BY_RULE, cuts: tuple[str, ...] = ()) -> Article:
    blocks = tuple(Paragraph(line, Path("p", order)) for order, line in enumerate(lines))
    place, site, general = Path("p", 99), DecisionOrigin.SITE, DecisionOrigin.GENERAL
    removals = tuple(
        Removal(Reason.AD, rule, "Buy now", place, site if rule.startswith(MODULE) else general) for rule in cuts
    )
    return Article("https://quay.example/1", "T", None, (), None, None, None, None, (), blocks, removals, origin)


def result(outcome: Outcome, found: Article | None = None, *, number: int = 0) -> PageResult:
    job = FetchJob(number, f"https://quay.example/{number}", "quay")
    return PageResult(FetchResult(job, outcome, job.url, 200, seconds=0.5), found)


def tallied(*results: PageResult, recurring: tuple[tuple[str, int], ...] = ()) -> SiteStats:
    builder = SiteStatsBuilder("quay.example")
    for item in results:
        builder.add(item)
    return builder.close(40, recurring)


def articles(*found: Article) -> SiteStats:
    return tallied(*(result(Outcome.ARTICLE, item) for item in found))


def test_every_outcome_is_counted_once() -> None:
    run = tallied(*(result(outcome, article("A.") if outcome is Outcome.ARTICLE else None) for outcome in Outcome))
    counts = {outcome: getattr(run, "articles" if outcome is Outcome.ARTICLE else outcome.value) for outcome in Outcome}
    assert set(counts.values()) == {1}
    assert (run.site, run.found, run.fetched, run.seconds) == ("quay.example", 40, 2, 4.5)


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        pytest.param(Origin(Route.RULE, MODULE), (0, 0, 1), id="by the rule"),
        pytest.param(Origin(Route.GENERIC, MODULE, fell_back=True), (1, 1, 0), id="the rule's body is gone"),
        pytest.param(Origin(Route.GENERIC, MODULE), (1, 0, 1), id="a rule that names no body"),
        pytest.param(Origin(Route.GENERIC, fell_back=True, fault="x"), (1, 1, 0), id="the rule is broken"),
        pytest.param(Origin(Route.GENERIC), (1, 0, 0), id="no rule"),
        pytest.param(Origin(Route.SECOND_OPINION), (1, 0, 0), id="another's answer"),
    ],
)
def test_who_chose_the_body(origin: Origin, expected: tuple[int, int, int]) -> None:
    run = articles(article("A.", origin=origin, cuts=(f"{MODULE}: ad('p')",)))
    assert (run.generic, run.fell_back, run.ruled) == expected
    assert bool(run.hits) is bool(run.ruled)


def test_a_matcher_counts_once_an_article_and_general_ones_do_not() -> None:
    mine, general = f"{MODULE}: ad('p')", "structure: form"
    run = articles(article("A.", cuts=(mine, mine, general)), article("B."), article("C.", cuts=(mine,)))
    assert run.hits == {mine: 2}
    assert run.reasons == {"ad": 4}
    assert (run.ruled, run.selectors, run.matched) == (3, {"div.story": 3}, 3)


def test_medians_are_over_articles() -> None:
    run = articles(article("a" * 10), article("b" * 20), article("c" * 400))
    assert (run.median_length, run.removed_share) == (20.0, 0.0)
    assert (tallied().median_length, tallied().removed_share) == (None, None)


def test_the_removed_share_is_of_all_characters_of_the_body() -> None:
    assert removed_share(article("a" * 21, cuts=("x: y",))) == pytest.approx(7 / 28)
    assert removed_share(article()) is None


def test_lines_of_three_articles_recur_and_those_of_two_do_not() -> None:
    pitch, twice = "Write to us.", "Two of them."
    run = articles(article("A.", pitch, twice), article("B.", pitch, twice), article("C.", f" {pitch}  ", pitch))
    assert run.recurring == ((pitch, 3),)
    assert run.carried == {pitch: 3}


def test_lines_that_the_store_knows_are_counted_in_this_run_too() -> None:
    run = tallied(result(Outcome.ARTICLE, article("A.", "Known.")), recurring=(("Known.", 9), ("Elsewhere.", 4)))
    assert run.recurring == (("Known.", 9), ("Elsewhere.", 4))
    assert run.carried == {"Known.": 1}


def test_lines_are_words() -> None:
    figure = Figure(Image("https://quay.example/a.jpg", "Caption"), Path("p", 2))
    assert kept_lines(
        replace(article("***", "2026", "One\nTwo"), blocks=(*article("***", "One\nTwo").blocks, figure))
    ) == {
        "One",
        "Two",
    }


def test_lines_of_very_many_articles_are_bounded_and_the_pitch_is_still_known() -> None:
    builder = SiteStatsBuilder("quay.example")
    for number in range(3000):
        lines = (f"Line {letter} of story {number}." for letter in "abcdef")
        builder.add(result(Outcome.ARTICLE, article(*lines, "Write to us.")))
    assert len(builder._lines) <= 5000
    assert builder.close(0, ()).recurring == (("Write to us.", 3000),)


def test_figures_come_back_from_json_as_they_were() -> None:
    builder = SiteStatsBuilder("quay.example")
    for number in range(4):
        builder.add(result(Outcome.ARTICLE, article("A.", "Write to us.", cuts=(f"{MODULE}: ad('p')",)), number=number))
    run = builder.close(3, (), (f"{MODULE}: ad('p')",))
    assert SiteStats.from_dict(json.loads(json.dumps(run.to_dict()))) == run
    assert SiteStats.from_dict({"site": "quay.example", "unknown": 1}) == SiteStats("quay.example")
