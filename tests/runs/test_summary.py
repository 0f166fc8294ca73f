"""The summary of a run: exit code, findings and line."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from scraper.runs.site_stats import SiteStats
from scraper.runs.summary import Summary, summary_of, with_broken_rule, with_darkness, with_unreachable
from scraper.runs.types import Finding, Verdict

START = datetime(2026, 11, 22, 7, 30, tzinfo=UTC)
SITE = SiteStats(site="tidepost.example", articles=3)


def summary(
    counts: dict[str, int], verdict: Verdict = Verdict.OK, site: SiteStats = SITE, unreachable: tuple[str, ...] = ()
) -> Summary:
    finding = Finding(site.site, verdict)
    return summary_of("r1", START, START + timedelta(seconds=42), Counter(counts), [site], [finding], unreachable)


@pytest.mark.parametrize(
    ("counts", "verdict", "code"),
    [
        pytest.param({"article": 3}, Verdict.OK, 0, id="all-well"),
        pytest.param({"unchanged": 3}, Verdict.OK, 0, id="nothing-new"),
        pytest.param({}, Verdict.OK, 0, id="nothing-to-do"),
        pytest.param({"asked": 1}, Verdict.INCONCLUSIVE, 0, id="too-little-to-tell"),
        pytest.param({"article": 3}, Verdict.DEGRADED, 1, id="a-site-is-degraded"),
        pytest.param({"article": 3}, Verdict.BROKEN, 5, id="a-rule-is-broken"),
        pytest.param({"failed": 3}, Verdict.INCONCLUSIVE, 3, id="no-page-answered"),
        pytest.param({"blocked": 2, "forbidden": 1}, Verdict.INCONCLUSIVE, 3, id="every-page-forbidden"),
        pytest.param({"asked": 2, "unreachable": 2}, Verdict.OK, 3, id="no-feed-answered"),
        pytest.param({"asked": 2, "unreachable": 1}, Verdict.OK, 0, id="one-feed-of-two-answered"),
        pytest.param({"asked": 2, "unreachable": 2, "article": 1}, Verdict.OK, 0, id="pages-known-from-before"),
    ],
)
def test_exit_code(counts: dict[str, int], verdict: Verdict, code: int) -> None:
    assert summary(counts, verdict).exit_code == code


def test_a_blocked_site_is_a_finding() -> None:
    result = summary({"article": 1, "blocked": 4}, Verdict.INCONCLUSIVE, SiteStats(site="tidepost.example", blocked=4))
    assert (result.exit_code, len(result.findings)) == (1, 1)


def test_a_feed_that_did_not_answer_is_a_finding() -> None:
    result = with_unreachable(Finding("tidepost.example", Verdict.OK), ["https://tidepost.example/feed: 500"])
    assert result == Finding("tidepost.example", Verdict.INCONCLUSIVE, ("https://tidepost.example/feed: 500",))
    assert summary({"article": 1}, Verdict.INCONCLUSIVE, unreachable=("tidepost.example",)).exit_code == 1


def test_feeds_that_answered_leave_a_verdict_alone() -> None:
    finding = Finding("tidepost.example", Verdict.OK)
    assert with_unreachable(finding, ()) is finding


def test_a_broken_site_stays_broken_where_its_feed_failed_too() -> None:
    result = with_unreachable(Finding("tidepost.example", Verdict.BROKEN, ("a",)), ["b"])
    assert result == Finding("tidepost.example", Verdict.BROKEN, ("a", "b"))


def test_the_most_telling_evidence_comes_first() -> None:
    few = Finding("tidepost.example", Verdict.INCONCLUSIVE, ("no page of the site has been fetched yet",))
    assert with_unreachable(few, ["its feed answers 500"]).evidence[0] == "its feed answers 500"
    broken = Finding("tidepost.example", Verdict.BROKEN, ("body selector 'p' matched 0 of 9 pages",))
    assert with_darkness(broken, ["it is silent"]).evidence[0] == broken.evidence[0]
    degraded = Finding("tidepost.example", Verdict.DEGRADED, ("the bodies are shorter",))
    assert with_darkness(degraded, ["its feed lists nothing"]).evidence[0] == "its feed lists nothing"
    assert with_broken_rule(broken, "a fault").evidence[0].endswith("a fault")


def test_the_line_has_all_counts() -> None:
    counts = {"found": 4, "new": 3, "revised": 1, "same": 2, "unchanged": 5, "failed": 1, "article": 6}
    assert summary(counts).line == "1 source: 4 found, 3 new, 1 revised, 7 unchanged, 1 failed in 42 s; all well"


def test_the_line_names_what_is_wrong() -> None:
    assert summary({"article": 3}, Verdict.DEGRADED).line.endswith("; tidepost.example degraded")
