"""What runs say of sites that change under them: a redesign, a new pitch, a closed door, and nothing at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from scraper.runs.store import Store
from scraper.runs.types import Finding, Verdict
from tests.farm.answers import FarmAnswer, failure
from tests.farm.command import CommandResult, FarmCommand, source
from tests.farm.server import Farm, host_of, running
from tests.farm.sites import FarmSite

REDESIGNED, PITCHING, UNRULED, BLOCKED, SAME, LIMITED = range(1, 7)
"""The hosts, by what happens to them before the last run; UNRULED and LIMITED have no rule."""
QUIET_RUNS = 30
NEW_PITCH = "The Times has kept a chair for you by the stove in its reading room since the first frost."


@dataclass(frozen=True)
class Watched:
    quiet: list[CommandResult]
    last: CommandResult
    findings: dict[str, Finding]
    status: CommandResult


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    farm = Farm([FarmSite(number) for number in range(1, 7)])
    with running(farm):
        command = FarmCommand(tmp_path_factory.mktemp("watched"))
        command.write([source(site.base, feeds=["/feed.xml"]) for site in farm.sites.values()], fetch="timeout = 5")
        quiet = []
        for _ in range(QUIET_RUNS):
            publish(farm)
            quiet.append(command.run())
        farm[REDESIGNED].redesign()
        farm[PITCHING].appeal(NEW_PITCH)
        farm[UNRULED].redesign()
        farm[BLOCKED].block(403)
        publish(farm)
        farm[LIMITED].spoil = too_many
        last = command.run()
        yield Watched(quiet, last, findings(command), command.call("status", str(command.config)))


def too_many(path: str, times: int, honest: FarmAnswer) -> FarmAnswer:
    """The feed is still given out; every page is answered with 429 for an hour."""
    return failure(429, retry_after="3600") if path.count("/") == 4 else honest


def publish(farm: Farm) -> None:
    for site in farm.sites.values():
        site.publish(8)


def findings(command: FarmCommand) -> dict[str, Finding]:
    with Store.open(command.store_url, read_only=True) as store:
        return {finding.site: finding for finding in store.last_findings()[1]}


@pytest.mark.parametrize("turn", range(QUIET_RUNS))
def test_run_over_sites_that_only_publish_raises_no_alarm(watched: Watched, turn: int) -> None:
    assert watched.quiet[turn].code == 0, watched.quiet[turn].stdout
    assert watched.quiet[turn].stdout.endswith("all well\n")


def test_redesign_under_a_rule_is_broken(watched: Watched) -> None:
    finding = watched.findings[host_of(REDESIGNED)]
    assert finding.verdict is Verdict.BROKEN
    assert any("div.ml-story" in line for line in finding.evidence), finding.evidence


def test_new_pitch_in_every_article_is_degraded_and_quoted(watched: Watched) -> None:
    finding = watched.findings[host_of(PITCHING)]
    assert finding.verdict is Verdict.DEGRADED
    assert any("kept a chair for you by the stove" in line for line in finding.evidence), finding.evidence


@pytest.mark.parametrize(
    ("number", "word"), [pytest.param(BLOCKED, "403", id="403"), pytest.param(LIMITED, "blocked", id="429")]
)
def test_closed_door_is_inconclusive_and_never_called_a_redesign(watched: Watched, number: int, word: str) -> None:
    finding = watched.findings[host_of(number)]
    assert finding.verdict is Verdict.INCONCLUSIVE
    assert any(word in line for line in finding.evidence), finding.evidence


@pytest.mark.parametrize(
    "number", [pytest.param(SAME, id="unchanged"), pytest.param(UNRULED, id="redesigned-without-a-rule")]
)
def test_site_whose_articles_come_as_ever_is_well(watched: Watched, number: int) -> None:
    assert watched.findings[host_of(number)].verdict is Verdict.OK


def test_exit_code_and_summary_name_the_worst(watched: Watched) -> None:
    assert watched.last.code == 5
    summary = watched.last.stdout
    assert f"{host_of(REDESIGNED)} broken" in summary
    assert f"{host_of(PITCHING)} degraded" in summary
    assert f"{host_of(BLOCKED)} inconclusive" in summary
    assert host_of(SAME) not in summary


def test_status_prints_the_verdict_of_each_site(watched: Watched) -> None:
    for number, verdict in ((REDESIGNED, "broken"), (PITCHING, "degraded"), (BLOCKED, "inconclusive"), (SAME, "ok")):
        lines = [line for line in watched.status.stdout.splitlines() if host_of(number) in line]
        assert any(verdict in line for line in lines), watched.status.stdout
