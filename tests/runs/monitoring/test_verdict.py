"""Verdicts distinguish a redesign, a new pitch, a dead matcher and a blocked site from an ordinary day."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from scraper.runs.monitoring.drift import dead_matchers
from scraper.runs.monitoring.verdict import judge_site
from scraper.runs.site_stats import SiteStats
from scraper.runs.types import Finding, Verdict
from tests.support.simulated_site import FEATURE, MATCHERS, PITCH, STORY, SimulatedSite

OK, DEGRADED, BROKEN, INCONCLUSIVE = Verdict.OK, Verdict.DEGRADED, Verdict.BROKEN, Verdict.INCONCLUSIVE
LETTER = next(iter(MATCHERS))


def judged(site: SimulatedSite, **happened: Any) -> Finding:
    return judge_site(site.day(**happened), site.history)


def has_evidence(finding: Finding, *words: str) -> bool:
    """Whether one piece of the evidence holds all of the words."""
    return any(all(word in line for word in words) for line in finding.evidence)


@pytest.mark.parametrize(
    ("happened", "expected", "words"),
    [
        pytest.param({}, OK, (), id="an ordinary day"),
        pytest.param(
            {"redesign": True},
            BROKEN,
            ("body selector 'div.story' matched 0 of 14 pages", "12 runs before, it matched 93 %"),
            id="class names changed, generic stands in",
        ),
        pytest.param({"redesign": True, "strict": True}, BROKEN, ("all 14 pages were empty",), id="nothing stands in"),
        pytest.param({"pitch": 1.0}, DEGRADED, ("new line", PITCH), id="a new pitch in every article"),
        pytest.param({"pitch": 0.8}, DEGRADED, ("new line", PITCH), id="a new pitch in most articles"),
        pytest.param({"pitch": 0.2}, OK, (), id="a line in some articles is none"),
        pytest.param({"template": "article.v2"}, DEGRADED, (repr(STORY), "'article.v2'"), id="another template"),
        pytest.param({"dead": LETTER}, DEGRADED, ("newsletter('p.tide-letter')", "none of"), id="pitch markup changed"),
        pytest.param({"dead": "rule: related('aside.more')", "pages": 4}, OK, (), id="a matcher that often rests"),
        pytest.param({"cut": 0.05}, DEGRADED, ("median body",), id="only teasers are left"),
        pytest.param({"cut": 0.8}, OK, (), id="somewhat shorter stories"),
        pytest.param({"blocked": 1.0}, INCONCLUSIVE, ("14 of 1", "pages were blocked or rate-limited"), id="blocked"),
        pytest.param(
            {"blocked": 0.8, "redesign": True}, INCONCLUSIVE, ("blocked",), id="blocked while it was redesigned"
        ),
        pytest.param({"blocked": 0.25}, OK, (), id="a few pages were blocked"),
        pytest.param({"pages": 2}, OK, (), id="two ordinary pages"),
        pytest.param({"pages": 0}, OK, (), id="nothing new"),
        pytest.param({"pages": 2, "redesign": True, "strict": True}, INCONCLUSIVE, ("2 pages", "too"), id="two empty"),
        pytest.param({"pages": 1, "redesign": True}, INCONCLUSIVE, ("1 page of", "too few"), id="one page fell back"),
    ],
)
def test_the_next_run_has_the_right_verdict(
    happened: dict[str, Any], expected: Verdict, words: tuple[str, ...]
) -> None:
    site = SimulatedSite(seed=3).after(12)
    finding = judged(site, **{"pages": 14, **happened})
    assert finding.verdict is expected, finding
    assert finding.site == site.name
    assert not words or has_evidence(finding, *words), finding
    assert bool(finding.evidence) is (expected is not OK)


@pytest.mark.parametrize("happened", [{"redesign": True}, {"redesign": True, "strict": True}, {"pitch": 1.0}])
@pytest.mark.parametrize("days", [1, 3, 30])
def test_one_day_of_history_is_enough_for_what_is_plain(days: int, happened: dict[str, Any]) -> None:
    site = SimulatedSite(seed=5)
    for _ in range(days):
        site.day(pages=14)
    assert judged(site, pages=14, **happened).verdict is (DEGRADED if "pitch" in happened else BROKEN)


@pytest.mark.parametrize(
    ("happened", "expected"),
    [
        pytest.param({}, OK, id="all well"),
        pytest.param({"pitch": 1.0}, OK, id="a pitch it may always have had"),
        pytest.param({"template": "x"}, OK, id="any selector"),
        pytest.param({"redesign": True}, BROKEN, id="a rule that matches nothing"),
        pytest.param({"redesign": True, "strict": True}, BROKEN, id="no article anywhere"),
        pytest.param({"redesign": True, "strict": True, "pages": 2}, INCONCLUSIVE, id="no article on two pages"),
        pytest.param({"pages": 1}, OK, id="one page"),
        pytest.param({"pages": 0}, INCONCLUSIVE, id="no page"),
        pytest.param({"blocked": 1.0}, INCONCLUSIVE, id="blocked"),
    ],
)
def test_a_site_seen_for_the_first_time(happened: dict[str, Any], expected: Verdict) -> None:
    assert judged(SimulatedSite(), **{"pages": 12, **happened}).verdict is expected


def test_a_site_without_a_rule_is_well_on_the_generic_route() -> None:
    site = SimulatedSite(ruled=0.0)
    site.runs = [_unruled(site.day()) for _ in range(12)]
    now = _unruled(site.day())
    assert judge_site(now, site.runs[::-1]).verdict is OK


def _unruled(run: SiteStats) -> SiteStats:
    return SiteStats.from_dict({**run.to_dict(), "fell_back": 0})


def test_a_rule_that_is_no_longer_installed_is_reported() -> None:
    site = SimulatedSite().after(10)
    assert judge_site(_unruled(site.day(redesign=True, pages=14)), site.history).verdict is BROKEN


def test_a_broken_rule_stays_broken_until_it_is_corrected() -> None:
    site = SimulatedSite(seed=2).after(15)
    assert {judged(site, redesign=True, pages=14).verdict for _ in range(45)} == {BROKEN}
    corrected = [judged(site, template="main.story", pages=14).verdict for _ in range(8)]
    assert set(corrected) == {OK}
    assert judged(site, redesign=True, pages=14).verdict is BROKEN


def test_a_rule_corrected_at_once_has_another_template_and_then_it_is_the_usual_one() -> None:
    site = SimulatedSite(seed=2).after(15)
    verdicts = [judged(site, template="main.story", pages=14).verdict for _ in range(12)]
    assert verdicts[0] is DEGRADED
    assert verdicts[-4:] == [OK] * 4


def test_a_template_that_spreads_gradually_is_reported_when_it_is_clear() -> None:
    site = SimulatedSite(seed=4).after(15)
    site.day(pages=14)
    half = site.runs[-1]
    mixed = SiteStats.from_dict(
        {**half.to_dict(), "selectors": {STORY: half.matched // 3, "article.v2": half.matched // 2}}
    )
    assert judge_site(mixed, site.history).verdict is DEGRADED


def test_a_quiet_run_repeats_what_the_pages_before_it_say() -> None:
    site = SimulatedSite(seed=6).after(12)
    site.day(redesign=True, pages=14)
    quiet = judged(site, pages=0)
    assert quiet.verdict is BROKEN
    assert has_evidence(quiet, "no page was fetched in this run")


def test_a_slow_site_is_judged_over_several_runs() -> None:
    site = SimulatedSite(seed=7, pages=2).after(40)
    seen = [judged(site, redesign=True, pages=2).verdict for _ in range(4)]
    assert BROKEN not in seen[:1]
    assert seen[-1] is BROKEN
    site = SimulatedSite(seed=7, pages=2).after(40)
    assert [judged(site, pitch=1.0, pages=2).verdict for _ in range(5)][-1] is DEGRADED


def test_blocked_days_are_no_history() -> None:
    site = SimulatedSite(seed=8).after(12)
    for _ in range(20):
        assert judged(site, blocked=1.0).verdict is INCONCLUSIVE
    assert judged(site, pages=14).verdict is OK
    assert judged(site, pages=14, redesign=True).verdict is BROKEN


def test_empty_pages_beside_blocked_ones_may_be_blocked_in_disguise() -> None:
    site = SimulatedSite(seed=9).after(12)
    run = SiteStats(site.name, 30, fetched=9, empty=9, blocked=5)
    assert judge_site(run, site.runs[::-1]).verdict is INCONCLUSIVE
    assert judge_site(SiteStats(site.name, 30, fetched=9, empty=9), site.runs[::-1]).verdict is BROKEN


def test_robots_that_forbid_everything_are_no_redesign() -> None:
    site = SimulatedSite(seed=9).after(12)
    finding = judge_site(SiteStats(site.name, 30, forbidden=14), site.runs[::-1])
    assert (finding.verdict, has_evidence(finding, "robots.txt", "14 pages")) == (INCONCLUSIVE, True)


def test_a_dead_matcher_is_named_until_it_is_taken_out_of_the_rule() -> None:
    site = SimulatedSite(seed=10).after(12)
    now = site.day(dead=LETTER, pages=14)
    assert [dead.matcher for dead in dead_matchers((now, *site.history))] == [LETTER]
    edited = SiteStats.from_dict({**now.to_dict(), "matchers": ["rule: ad('div.mpu')"]})
    assert dead_matchers((edited, *site.history)) == ()
    kept = SiteStats.from_dict({**now.to_dict(), "matchers": list(MATCHERS)})
    assert [dead.matcher for dead in dead_matchers((kept, *site.history))] == [LETTER]


def test_all_changes_are_reported() -> None:
    site = SimulatedSite(seed=11).after(12)
    finding = judged(site, template=FEATURE, pitch=1.0, dead=LETTER, pages=20)
    assert finding.verdict is DEGRADED
    for words in ("body selector", "matcher", "new line"):
        assert has_evidence(finding, words), finding


@pytest.mark.parametrize("pages", [0.5, 2, 6, 14, 40])
def test_thirty_unchanged_runs_raise_no_alarm(pages: float) -> None:
    """One run in 2,000 may: 12 sites for each pace, 30 runs each, distinguished only by chance."""
    alarms: Counter[Verdict] = Counter()
    for seed in range(12):
        site = SimulatedSite(seed=seed, pages=pages, empty=(0.0, 0.02, 0.1)[seed % 3], long=(0.2, 0.5, 0.8)[seed % 3])
        alarms.update(judged(site).verdict for _ in range(30))
    assert alarms[BROKEN] + alarms[DEGRADED] == 0


@pytest.mark.parametrize("now", [SiteStats("a.example"), SiteStats("a.example", 3, gone=2, refused=1)])
def test_a_run_of_nothing_is_judged_too(now: SiteStats) -> None:
    assert judge_site(now, ()).verdict is INCONCLUSIVE
    assert judge_site(now, (now, now)).verdict is INCONCLUSIVE
