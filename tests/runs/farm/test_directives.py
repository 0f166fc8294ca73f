"""What publishers ask for in headers, meta elements and tdmrep.json: obeyed, recorded or ignored, and always counted.

The access log shows what was asked for, the store what was kept.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from scraper.runs.store import Store
from tests.farm.answers import FarmAnswer
from tests.farm.command import CommandResult, FarmCommand, source
from tests.farm.server import Farm, host_of, running
from tests.farm.sites import TDMREP, FarmSite

HEADERS = {
    1: ("noindex", "declined", "noindex"),
    2: ("farm-test: noindex, nofollow", "declined", "nofollow noindex"),
    3: ("otherbot: noindex, nofollow", "article", ""),
    4: ("noarchive", "article", "noarchive"),
    5: ("unavailable_after: 25 Jun 2031 15:00:00 GMT, noai", "declined", "noai"),
    6: ("noimageai", "article", "noimageai"),
    7: ("otherbot: noarchive, farm-test: none", "declined", "nofollow noindex"),
}
METAS = {
    8: ('<meta name="ROBOTS" content="NoIndex,follow">', "declined", "noindex"),
    9: ("<meta content='noindex' name='Farm-Test'>", "declined", "noindex"),
    10: ('<meta name="otherbot" content="noindex">', "article", ""),
    11: ('<meta name="robots" content="max-image-preview:large, noarchive">', "article", "noarchive"),
    12: ('<meta name="tdm-reservation" content="1">', "declined", "tdm-reservation"),
    13: ('<!-- <meta name="robots" content="noindex"> -->', "article", ""),
    14: ('<meta name="robots" content="index, follow">', "article", ""),
}
RESERVED = 15
PLAIN = 16
EXPECTED = {
    **{number: (outcome, found) for said in (HEADERS, METAS) for number, (_, outcome, found) in said.items()},
    RESERVED: ("declined", "tdm-reservation"),
    PLAIN: ("article", ""),
}
DECLINED = sorted(number for number, (outcome, _) in EXPECTED.items() if outcome == "declined")


def farm() -> Farm:
    site = FarmSite(1)
    site.publish(PLAIN)
    site.reserved = json.dumps(
        [
            {"location": f"{site.story(PLAIN).path}$", "tdm-reservation": 0},
            {
                "location": f"/*{site.story(RESERVED).path[-8:]}",
                "tdm-reservation": 1,
                "tdm-policy": "https://x.example/",
            },
        ]
    )
    numbers = {site.story(number).path: number for number in EXPECTED}

    def spoil(path: str, times: int, honest: FarmAnswer) -> FarmAnswer:
        number = numbers.get(path, 0)
        if path in site.offers and path.endswith("xml"):  # as publishing systems send it with every feed
            return replace(honest, headers={"X-Robots-Tag": "noindex, nofollow"})
        if number in HEADERS:
            return replace(honest, headers={"X-Robots-Tag": HEADERS[number][0]})
        if number in METAS:
            return replace(
                honest, body=honest.body.replace(b"</head>", METAS[number][0].encode() + b"</head>"), etag=""
            )
        return honest

    site.spoil = spoil
    return Farm([site])


@dataclass(frozen=True)
class Told:
    farm: Farm
    command: FarmCommand
    result: CommandResult

    def outcome(self, number: int) -> str:
        return str(self.result.pages[self.farm[1].url(number)]["outcome"])


def told(folder: Path, directives: str) -> Iterator[Told]:
    with running(farm()) as serving:
        command = FarmCommand(folder)
        command.write([source(serving[1].base, feeds=["/feed.xml"])], run=f'directives = "{directives}"')
        yield Told(serving, command, command.run())


@pytest.fixture(scope="module")
def obeyed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    yield from told(tmp_path_factory.mktemp("obeyed"), "obey")


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    yield from told(tmp_path_factory.mktemp("recorded"), "record")


@pytest.mark.parametrize("number", EXPECTED)
def test_each_page_has_the_outcome_that_its_publisher_asks_for(obeyed: Told, number: int) -> None:
    outcome, found = EXPECTED[number]
    assert obeyed.outcome(number) == outcome
    why = obeyed.result.pages[obeyed.farm[1].url(number)]["why"]
    assert outcome == "article" or set(found.split()) - {"nofollow"} <= set(
        why.rpartition("(")[2].strip(")").split(", ")
    )


def test_declined_pages_are_counted_and_neither_stored_nor_kept(obeyed: Told) -> None:
    urls = {obeyed.farm[1].url(number) for number in DECLINED}
    assert f"{len(DECLINED)} declined by their publisher" in obeyed.result.stdout
    assert "2 without raw page (noarchive)" in obeyed.result.stdout
    with Store.open(obeyed.command.store_url, read_only=True) as store:
        assert {stored.url for stored in store.articles()} == set(obeyed.result.pages) - urls
        assert len(list(store.pages())) == len(EXPECTED) - len(DECLINED) - 2
    assert not {page for page in (page.url for page in pages(obeyed)) if page in urls}


def pages(told: Told) -> list[object]:
    with Store.open(told.command.store_url, read_only=True) as store:
        return list(store.pages())


def test_page_that_tdmrep_json_reserves_is_not_asked_for(obeyed: Told) -> None:
    assert obeyed.farm.asked(1, obeyed.farm[1].story(RESERVED).path) == []
    assert len(obeyed.farm.asked(1, TDMREP)) == 1


def test_recorded_directives_stand_with_the_articles(recorded: Told) -> None:
    assert {recorded.outcome(number) for number in EXPECTED} == {"article"}
    stored = {each.url: " ".join(each.directives) for each in recorded.command.kept()}
    assert stored == {recorded.farm[1].url(number): found for number, (_, found) in EXPECTED.items()}
    assert "declined" not in recorded.result.stdout


def test_ignored_directives_leave_no_trace_and_tdmrep_json_is_not_asked_for(tmp_path: Path) -> None:
    for ignored in told(tmp_path, "ignore"):
        assert {ignored.outcome(number) for number in EXPECTED} == {"article"}
        assert {stored.directives for stored in ignored.command.kept()} == {()}
        assert ignored.farm.asked(1, TDMREP) == []


def test_one_source_may_have_leave_that_others_have_not(tmp_path: Path) -> None:
    spoil = lambda path, times, honest: replace(honest, headers={"X-Robots-Tag": "noai"})  # noqa: E731
    serving = Farm([FarmSite(1, spoil=spoil), FarmSite(2, spoil=spoil)])
    for number in (1, 2):
        serving[number].publish(4)
    with running(serving):
        command = FarmCommand(tmp_path)
        command.write(
            [
                source(serving[1].base, feeds=["/feed.xml"], directives="ignore"),
                source(serving[2].base, feeds=["/feed.xml"]),
            ]
        )
        result = command.run()
    assert {stored.site for stored in command.kept()} == {host_of(1)}
    assert result.code == 1
    assert "4 declined by their publisher" in result.stdout
    assert "the publisher asks that 4 pages of this run are not stored" in command.call("status", "news.toml").stdout


def test_declined_page_is_stored_once_its_publisher_no_longer_asks(tmp_path: Path) -> None:
    serving = Farm([FarmSite(1)])
    serving[1].publish(3)
    with running(serving):
        command = FarmCommand(tmp_path)
        command.write([source(serving[1].base, feeds=["/feed.xml"], refetch="1s")])
        serving[1].spoil = lambda path, times, honest: replace(honest, headers={"X-Robots-Tag": "noindex"})
        command.run()
        assert command.kept() == []
        serving[1].spoil = None
        time.sleep(1.1)
        assert "3 new" in command.run().stdout
        serving[1].spoil = lambda path, times, honest: replace(honest, headers={"X-Robots-Tag": "noarchive"})
        time.sleep(1.1)
        command.run()
        with Store.open(command.store_url, read_only=True) as store:
            assert [stored.directives for stored in store.articles()] == [("noarchive",)] * 3
            assert list(store.pages()) == []


def nofollow(path: str, times: int, honest: FarmAnswer) -> FarmAnswer:
    body = honest.body
    if path == "/":
        first, link, rest = body.partition(b'<h2><a href="')
        body = first + link.replace(b"<a", b'<a rel="noopener NoFollow"') + rest
    if path == "/towns/":
        body = body.replace(b"</head>", b'<meta name="robots" content="nofollow"></head>')
    return replace(honest, body=body, etag="")


@pytest.mark.parametrize(("directives", "left"), [("obey", True), ("record", False), ("ignore", False)])
def test_links_marked_nofollow_are_followed_as_the_configuration_says(
    tmp_path: Path, directives: str, left: bool
) -> None:
    serving = Farm([FarmSite(1, spoil=nofollow)])
    stories = serving[1].publish(6)
    towns = {told.path for told in stories if told.section == "towns"}
    with running(serving):
        command = FarmCommand(tmp_path)
        command.write([source(serving[1].base, pages=["/"], directives=directives)])
        result = command.run()
        asked = {hit.path for hit in serving.pages_asked(1)}
        assert asked == {told.path for told in stories[: 5 if left else 6]}
        assert ("1 links marked nofollow" in result.stdout) == left
        command.write([source(serving[1].base, name="towns", pages=["/towns/"], directives=directives)])
        assert (f"{len(towns)} links marked nofollow" in command.run().stdout) == left
