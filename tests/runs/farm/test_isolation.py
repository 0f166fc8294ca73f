"""Addresses, headers and files that no client should choke on, beside forty pages that are in order.

Each is an outcome of its own URL: in the run that meets it and in the next, all else is fetched and stored.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.farm.answers import FarmAnswer, failure
from tests.farm.command import CommandResult, FarmCommand, source
from tests.farm.server import Farm, running
from tests.farm.sites import FarmSite

GOOD = 40
TRIGGERS = {
    "long": "/login?back=" + "x" * 3_000,
    "longest": "/login?back=" + "x" * 30_000,
    "short-ip": "http://127.1/",
    "number-ip": "http://2130706433/",
    "hyphen": "http://-x.example/",
    "empty-label": "http://a..b/",
    "slashes": "https:////]x=@",
    "bracket": "http://[::1/",
    "port": "http://x.example:99999/",
    "password": "http://a:b@x.example/",
    "percent": "http://%00.example/",
    "label": f"http://{'a' * 70}.example/",
    "scheme": "javascript:alert(1)",
}
SURROGATES = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>/2026/11/20/one-lantern-less-10001</loc>
<news:news><news:title>A &#xD83D;&#55357; b</news:title></news:news></url>
<url><loc>http://💙.invalid/2026/11/20/a-heart-of-blue-10002</loc></url></urlset>"""


def spoil(path: str, times: int, honest: FarmAnswer) -> FarmAnswer:
    kind = path.rpartition("/")[2]
    if path.startswith("/t/"):
        return failure(302, location=TRIGGERS[kind])
    if path == "/broken.xml":
        return FarmAnswer(body=SURROGATES.encode(), content_type="application/xml")
    return honest


@dataclass(frozen=True)
class Twice:
    farm: Farm
    command: FarmCommand
    first: CommandResult
    second: CommandResult


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twice]:
    farm = Farm([FarmSite(1, spoil=spoil), FarmSite(2)])
    farm[1].publish(GOOD)
    farm[2].publish(GOOD)
    with running(farm):
        command = FarmCommand(tmp_path_factory.mktemp("isolation"))
        bad = [f"/t/{name}" for name in TRIGGERS]
        command.write(
            [
                source(
                    farm[1].base, urls=bad, feeds=["/feed.xml"], sitemaps=["/broken.xml"], refetch="1s", max_pages=200
                )
                + 'hosts = ["*"]\n',
                source(farm[2].base, feeds=["/feed.xml"]),
            ],
            fetch="timeout = 3",
        )
        first = command.run()
        farm[2].publish(1)
        yield Twice(farm, command, first, command.run())


def test_all_good_pages_are_stored_in_this_run_and_the_next(twice: Twice) -> None:
    assert {twice.first.code, twice.second.code} <= {0, 1}, twice.first.stderr[-2000:]
    for result, number, expected in ((twice.first, 1, GOOD), (twice.first, 2, GOOD), (twice.second, 2, 1)):
        base = f"{twice.farm[number].base}/"
        pages = [event for url, event in result.pages.items() if url.startswith(base)]
        assert [event["outcome"] for event in pages].count("article") == expected


@pytest.mark.parametrize("name", TRIGGERS)
def test_each_trigger_is_an_outcome_of_its_url(twice: Twice, name: str) -> None:
    event = twice.first.pages[f"{twice.farm[1].base}/t/{name}"]
    assert event["outcome"] in ("blocked", "refused", "failed", "gone")
    assert event["why"]


def test_a_sitemap_with_half_characters_is_read(twice: Twice) -> None:
    assert f"{twice.farm[1].base}/2026/11/20/one-lantern-less-10001" in twice.first.pages
    assert any("xn--" in url for url in twice.first.pages)
