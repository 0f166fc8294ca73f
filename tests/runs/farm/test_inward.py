"""Redirects into the caller's own network, from hosts with public names and addresses.

The run is made in this process, for its names must resolve as the test says: each to a public address whose
connections end at a host of the farm. What leads inward resolves, but no connection may be tried.
"""

from __future__ import annotations

import functools
import io
import json
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from scraper.net.fetch import Fetcher
from scraper.runs import config
from scraper.runs.logs import JsonLog
from scraper.runs.run import run
from scraper.runs.store import Store
from tests.farm.command import AGENT
from tests.farm.faults import sends_to
from tests.farm.server import Farm, host_of, running
from tests.farm.sites import FarmSite
from tests.support.loopback_server import LoopbackBackend

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.1.1", "127.0.1.2"])

ADDRESSES = {"fine.example": "93.184.216.1", "inward.example": "93.184.216.2", "office.example": "10.20.30.40"}


class Inward(LoopbackBackend):
    """Connects public addresses to the hosts of the farm."""

    def loopback_for(self, address: str) -> str:
        return host_of(int(address.rpartition(".")[2]))


def resolver(host: str, port: int) -> list[str]:
    return [ADDRESSES.get(host, host)]


@pytest.mark.parametrize(
    "target",
    [
        pytest.param("http://127.0.0.1/admin", id="loopback"),
        pytest.param("http://10.0.0.8/", id="private"),
        pytest.param("http://169.254.169.254/latest/meta-data/", id="metadata"),
        pytest.param("http://[::1]/", id="loopback-v6"),
        pytest.param("http://[::ffff:10.0.0.8]/", id="mapped"),
        pytest.param("http://office.example/", id="name-that-resolves-inward"),
        pytest.param("file:///etc/hostname", id="file"),
    ],
)
def test_redirect_inward_is_blocked_and_no_connection_is_tried(target: str, tmp_path: Path) -> None:
    farm = Farm([FarmSite(1, robots=""), FarmSite(2, robots="", spoil=sends_to(target))])
    for site in farm.sites.values():
        site.publish(1)
    with running(farm):
        dial = Inward(farm.port)
        urls = [f"http://{name}{farm[number].story(1).path}" for name, number in NAMED]
        events = outcomes(tmp_path, urls, functools.partial(Fetcher, resolver=resolver, dial=dial))
    assert [events[name] for name, _ in NAMED] == ["article", "blocked"]
    assert set(dial.dialled) == {ADDRESSES[name] for name, _ in NAMED}


def test_page_on_a_private_address_is_blocked_before_its_robots_txt_is_asked_for(tmp_path: Path) -> None:
    dial = Inward(1)
    fetching = functools.partial(Fetcher, resolver=resolver, dial=dial)
    assert outcomes(tmp_path, ["http://office.example/news/1"], fetching) == {"office.example": "blocked"}
    assert dial.dialled == []


NAMED = (("fine.example", 1), ("inward.example", 2))


def outcomes(folder: Path, urls: list[str], fetching: Callable[..., Fetcher]) -> dict[str, str]:
    """Host → what became of its page."""
    toml = f'[run]\nuser_agent = "{AGENT}"\n[fetch]\nmin_delay = 0\n[[source]]\nname = "both"\nurls = {urls}\n'
    (folder / "news.toml").write_text(toml, "utf-8")
    news = config.load(folder / "news.toml")
    http_reply = io.StringIO()
    with Store.open(news.run.store) as store, JsonLog(http_reply, "test") as log:
        run(news, store, log, threading.Event(), fetching=fetching)
    told = [json.loads(line) for line in http_reply.getvalue().splitlines()]
    pages = [event for event in told if event["event"] == "page"]
    return {str(event["url"]).split("/")[2]: str(event["outcome"]) for event in pages}
