"""The contract with cron: exit codes, one run at a time, SIGTERM and the deadline, as the hosts saw it."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.farm.command import FarmCommand, ended, shipped, source
from tests.farm.server import Farm, running
from tests.farm.sites import FarmSite

ALL = 30
OPEN = "User-agent: *\nDisallow:\n"
BROKEN_RULES = [
    pytest.param("RULE = SiteRule(domains=('127.0.1.1',), body=('div[',))", id="bad-selector"),
    pytest.param(
        "RULE = SiteRule(domains=('127.0.1.1',), body=('div',), remove=(ad(text='Buy'),))", id="unanchored-pattern"
    ),
]
SOUND_RULE = "from scraper.rules import SiteRule\nRULE = SiteRule(domains=('127.0.1.2',), body=('main',))"


@pytest.fixture
def farm() -> Iterator[Farm]:
    """Two hosts with fifteen stories each."""
    made = Farm([FarmSite(1, robots=OPEN), FarmSite(2, robots=OPEN)])
    for site in made.sites.values():
        site.publish(15)
    with running(made):
        yield made


@pytest.fixture
def command(tmp_path: Path, farm: Farm) -> FarmCommand:
    made = FarmCommand(tmp_path)
    made.write([source(site.base, feeds=["/feed.xml"]) for site in farm.sites.values()], fetch="timeout = 60")
    return made


def until(happened: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    """Wait for it, as long as the process lives."""
    while not happened():
        assert process.poll() is None, process.communicate()[1]
        time.sleep(0.005)


def pages(farm: Farm) -> list[str]:
    """The article pages that were asked for, on both hosts."""
    return [f"{hit.host}{hit.path}" for number in (1, 2) for hit in farm.pages_asked(number)]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        pytest.param('dead_line = "25m"', "deadline", id="misspelt-key-and-its-neighbour"),
        pytest.param('deadline = "soon"', "deadline", id="no-duration"),
        pytest.param("deadline = ", "TOML", id="no-toml"),
    ],
)
def test_wrong_file_is_exit_2_and_nothing_is_asked_for(farm: Farm, command: FarmCommand, wrong: str, said: str) -> None:
    command.write([source(farm[1].base, feeds=["/feed.xml"])], run=wrong)
    result = command.run()
    assert (result.code, result.stdout) == (2, "")
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert farm.log == []


def test_missing_file_is_exit_2(command: FarmCommand) -> None:
    command.config.unlink()
    assert command.run().code == 2


@pytest.mark.parametrize("status", [403, 500])
def test_nothing_that_could_be_fetched_is_exit_3(farm: Farm, command: FarmCommand, status: int) -> None:
    for site in farm.sites.values():
        site.block(status)
    result = command.run()
    assert result.code == 3
    assert len(result.stdout.splitlines()) == 1


def test_loopback_hosts_are_not_asked_unless_the_file_allows_it(farm: Farm, command: FarmCommand) -> None:
    command.config.write_text(command.config.read_text("utf-8").replace("allow_private_addresses = true", ""), "utf-8")
    result = command.run()
    assert result.code == 3
    assert farm.log == []
    assert "not public" in result.stderr


@pytest.mark.parametrize("source", BROKEN_RULES)
def test_a_broken_rule_harms_its_own_site_alone(farm: Farm, command: FarmCommand, source: str) -> None:
    packages = shipped(command.folder / "packages", "broken_rules")
    (packages / "broken_rules").mkdir()
    (packages / "broken_rules" / "__init__.py").touch()
    (packages / "broken_rules" / "first_host.py").write_text(
        f"from scraper.rules import SiteRule, ad\n{source}", "utf-8"
    )
    (packages / "broken_rules" / "second_host.py").write_text(SOUND_RULE, "utf-8")
    result = command.run()
    assert result.code == 5
    assert "127.0.1.1 broken" in result.stdout
    assert "broken_rules.first_host" in result.stderr
    assert len(pages(farm)) == ALL
    kept = command.kept()
    assert {stored.article.origin.rule for stored in kept if stored.site == "127.0.1.2"} == {"broken_rules.second_host"}
    first = [stored.article.origin for stored in kept if stored.site == "127.0.1.1"]
    assert len(first) == ALL // 2
    assert all(origin.fell_back and "broken_rules.first_host" in origin.fault for origin in first)


def test_rules_of_the_file_are_used_and_a_broken_one_harms_its_own_site_alone(farm: Farm, command: FarmCommand) -> None:
    (command.folder / "my_rules").mkdir()
    (command.folder / "my_rules" / "first.toml").write_text("domains = ['127.0.1.1']\nbody = 'div['", "utf-8")
    (command.folder / "my_rules" / "second.py").write_text(SOUND_RULE, "utf-8")
    sources = [source(site.base, feeds=["/feed.xml"]) for site in farm.sites.values()]
    command.write(sources, run='rules = "my_rules/"', fetch="timeout = 60")
    result = command.run()
    assert result.code == 5
    assert "127.0.1.1 broken" in result.stdout
    assert "my_rules/first.toml" in result.stderr
    kept = command.kept()
    assert {stored.article.origin.rule for stored in kept if stored.site == "127.0.1.2"} == {"my_rules/second.py"}
    first = [stored.article.origin for stored in kept if stored.site == "127.0.1.1"]
    assert len(first) == ALL // 2
    assert all(origin.fell_back and "my_rules/first.toml" in origin.fault for origin in first)


def test_rules_that_are_not_there_are_exit_2_and_nothing_is_asked_for(farm: Farm, command: FarmCommand) -> None:
    command.write([source(farm[1].base, feeds=["/feed.xml"])], run='rules = "no_rules/"')
    result = command.run()
    assert (result.code, result.stdout, farm.log) == (2, "", [])
    assert "no_rules: name a folder" in result.stderr


def test_second_start_ends_at_once_and_says_who_runs(farm: Farm, command: FarmCommand) -> None:
    farm.held = True
    with command.started() as first:
        until(lambda: bool(farm.log), first)
        second = command.run()
        assert second.code == 6
        assert second.stdout == ""
        assert f"process {first.pid}" in second.stderr
        farm.held = False
        assert ended(first).code == 0
    assert len(pages(farm)) == ALL
    assert command.run().code == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
def test_signal_finishes_the_pages_in_hand_and_the_next_run_does_the_others(
    farm: Farm, command: FarmCommand, number: signal.Signals
) -> None:
    farm.wait = 0.1
    with command.started() as process:
        until(lambda: len(pages(farm)) >= 4, process)
        process.send_signal(number)
        result = ended(process)
    assert result.code == 0, result.stderr
    assert len(result.stdout.splitlines()) == 1
    assert "stopped early" in result.stdout
    first = pages(farm)
    assert len(first) < ALL
    assert sorted(kept.url.rpartition("//")[2].replace(f":{farm.port}", "") for kept in command.kept()) == sorted(first)
    farm.wait = 0.0
    assert command.run().code == 0
    assert len(pages(farm)) == len(set(pages(farm))) == len(command.kept()) == ALL


def test_deadline_holds_and_the_next_run_does_the_others(farm: Farm, command: FarmCommand) -> None:
    farm.wait = 0.5
    command.write([source(site.base, feeds=["/feed.xml"]) for site in farm.sites.values()], run='deadline = "4s"')
    result = command.run()
    assert result.code == 0, result.stderr
    assert "deadline" in result.stdout
    first = pages(farm)
    assert 0 < len(first) < ALL
    assert len(command.kept()) == len(first)
    assert max(hit.at for hit in farm.log) - min(hit.at for hit in farm.log) < 4.5
    farm.wait = 0.0
    command.write([source(site.base, feeds=["/feed.xml"]) for site in farm.sites.values()])
    assert command.run().code == 0
    assert len(pages(farm)) == len(set(pages(farm))) == len(command.kept()) == ALL
