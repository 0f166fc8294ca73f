"""The first hour: a new file, a source that is discovered, and a run, each by its command."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests import ROOT
from tests.farm.command import AGENT, FarmCommand
from tests.farm.server import Farm, running
from tests.farm.sites import FarmSite

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.1.1", "127.0.1.2"])


def test_a_new_file_and_a_discovered_source_make_a_run(tmp_path: Path) -> None:
    site = FarmSite(1)
    site.publish(3)
    command = FarmCommand(tmp_path)
    assert command.call("init", "news.toml", "--user-agent", AGENT).code == 0
    missing = command.run()
    assert missing.code == 2
    assert "scraper discover URL >> " in missing.stderr
    with running(Farm([site])):
        found = command.call("discover", f"{site.base}/", "--allow-private")
        assert found.code == 0
        with command.config.open("a", encoding="utf-8") as file:
            file.write(found.stdout)
        private = command.config.read_text("utf-8").replace("[fetch]", "[fetch]\nallow_private_addresses = true")
        command.config.write_text(private.replace("min_delay = 1.0", "min_delay = 0"), "utf-8")
        assert command.run().code == 0
    assert len(command.kept()) == 3


def discover_into(command: FarmCommand, name: str, *words: str) -> str:
    """Call discover with its output appended to a file, as >> does; returns what it says."""
    with (command.folder / name).open("a", encoding="utf-8") as file:
        done = subprocess.run(
            [sys.executable, "-m", "scraper", "discover", *words], cwd=command.folder, stdout=file,
            stderr=subprocess.PIPE, text=True, timeout=60, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_discover_into_new_file_makes_a_run(tmp_path: Path) -> None:
    first, second = FarmSite(1), FarmSite(2)
    first.publish(2)
    second.publish(3)
    command = FarmCommand(tmp_path)
    with running(Farm([first, second])):
        options = ("--allow-private", "--user-agent", AGENT)
        assert discover_into(command, "news.toml", f"{first.base}/", *options) == ""
        text = command.config.read_text("utf-8").rstrip("\n")
        command.config.write_text(text.replace("min_delay = 1.0", "min_delay = 0"), "utf-8")
        assert discover_into(command, "news.toml", f"{second.base}/", *options) == ""
        assert command.config.read_text("utf-8").count("[run]") == 1
        assert command.run().code == 0
    assert len(command.kept()) == 5


def test_discover_into_new_file_without_a_user_agent_says_what_is_missing(tmp_path: Path) -> None:
    site = FarmSite(1)
    site.publish(2)
    command = FarmCommand(tmp_path)
    with running(Farm([site])):
        said = discover_into(command, "news.toml", f"{site.base}/", "--allow-private")
    assert "scraper init" in said
    assert "[run]" not in command.config.read_text("utf-8")


def test_a_new_file_has_what_it_was_given(tmp_path: Path) -> None:
    command = FarmCommand(tmp_path)
    command.call("init", "news.toml", "--user-agent", 'a "quoted" bot (+https://example.org/bot)')
    written = tomllib.loads(command.config.read_text("utf-8"))
    assert written["run"]["user_agent"] == 'a "quoted" bot (+https://example.org/bot)'


@pytest.mark.parametrize("agent", ["bot", "Bötchen (+https://example.org/bot)", ""])
def test_a_user_agent_without_an_address_is_refused(tmp_path: Path, agent: str) -> None:
    refused = FarmCommand(tmp_path).call("init", "news.toml", "--user-agent", agent)
    assert (refused.code, list(tmp_path.glob("*.toml"))) == (2, [])
    assert "user_agent" in refused.stderr


def test_an_existing_file_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "news.toml").write_text("mine", "utf-8")
    refused = FarmCommand(tmp_path).call("init", "news.toml", "--user-agent", AGENT)
    assert refused.code == 2
    assert "exists already" in refused.stderr
    assert (tmp_path / "news.toml").read_text("utf-8") == "mine"
