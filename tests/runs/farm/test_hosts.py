"""The links of a feed lead to its own site, or to hosts that the configuration allows; others are counted and said."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.farm.answers import FarmAnswer
from tests.farm.command import CommandResult, FarmCommand, source
from tests.farm.server import Farm, host_of, running
from tests.farm.sites import FarmSite

LINKS = "<item><title>A far story</title><link>{}</link></item>"


def run(folder: Path, *links: str, hosts: Sequence[str] = ()) -> tuple[Farm, FarmCommand, CommandResult]:
    """A run over the feed of host 1 with these links; "{base}" and "{other}" stand for the hosts 1 and 2."""
    farm = Farm([FarmSite(1), FarmSite(2)])
    farm[1].publish(1)
    farm[2].publish(1)

    def spoil(path: str, times: int, honest: FarmAnswer) -> FarmAnswer:
        if path != "/far.xml":
            return honest
        whole = "".join(LINKS.format(link) for link in links)
        whole = whole.replace("{base}", farm[1].url(1)).replace("{other}", farm[2].url(1))
        return FarmAnswer(f'<rss version="2.0"><channel>{whole}</channel></rss>'.encode(), content_type="text/xml")

    farm[1].spoil = spoil
    with running(farm):
        command = FarmCommand(folder)
        allowed = [host.format(port=farm.port) for host in hosts]
        command.write([f"{source(farm[1].base, feeds=['/far.xml'])}hosts = {allowed}\n"], fetch="timeout = 2")
        return farm, command, command.run()


def test_links_to_other_hosts_are_not_followed_but_counted(tmp_path: Path) -> None:
    farm, command, result = run(tmp_path, "{base}", "{other}", "http://elsewhere.invalid/2026/11/20/a-story-1")
    assert [stored.url for stored in command.kept()] == [farm[1].url(1)]
    assert farm.asked(2) == []
    assert "2 links on other hosts" in result.stdout
    (event,) = (event for event in result.events if event["event"] == "left out")
    assert (event["what"], event["count"]) == ("pages on other hosts", 2)


@pytest.mark.parametrize("hosts", [[host_of(2)], [f"{host_of(2)}:{{port}}"], ["*"]], ids=["host", "port", "any"])
def test_hosts_that_the_configuration_names_are_followed(tmp_path: Path, hosts: list[str]) -> None:
    farm, command, result = run(tmp_path, "{base}", "{other}", hosts=hosts)
    assert {stored.url for stored in command.kept()} == {farm[1].url(1), farm[2].url(1)}
    assert "on other hosts" not in result.stdout


def test_other_port_of_a_named_host_stays_closed(tmp_path: Path) -> None:
    farm, _, result = run(tmp_path, "{base}", "{other}", hosts=[f"{host_of(2)}:1"])
    assert farm.asked(2) == []
    assert "1 links on other hosts" in result.stdout


def test_links_to_other_ports_are_not_followed_but_counted(tmp_path: Path) -> None:
    _, command, result = run(tmp_path, "{base}", f"http://{host_of(1)}:22/2026/11/20/a-story-1")
    assert len(command.kept()) == 1
    assert "1 links on other ports" in result.stdout
    assert not any(":22/" in url for url in result.pages)


def test_feed_of_a_proxy_whose_links_all_lead_elsewhere_is_a_finding_that_says_what_to_write(tmp_path: Path) -> None:
    farm, command, result = run(tmp_path, "{other}")
    assert result.code == 1
    assert farm.asked(2) == []
    assert f'write hosts = ["{host_of(2)}"]' in command.call("status", "news.toml").stdout
