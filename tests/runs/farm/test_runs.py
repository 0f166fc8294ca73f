"""Two runs over eight hosts with some three hundred pages, the second over a farm that did not change.

The access log is the witness of what was asked for; both runs are made once, by the command.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.farm.command import AGENT, CommandResult, FarmCommand, source
from tests.farm.server import Farm, Hit, running
from tests.farm.sites import FarmSite

HOSTS = range(1, 9)
WIRE = frozenset(range(3, 13))
PRIVATE = "/private/account"


@dataclass(frozen=True)
class Twice:
    """What two runs said, did and asked for."""

    farm: Farm
    command: FarmCommand
    runs: tuple[CommandResult, CommandResult]
    logs: tuple[list[Hit], list[Hit]]


def sites() -> list[FarmSite]:
    made = [
        FarmSite(1, link="{path}?utm_source=rss&utm_medium=feed&fbclid=invented#top"),
        FarmSite(2),
        FarmSite(3),
        FarmSite(4, listed=60),
        FarmSite(5, link="/s/{number}"),
        FarmSite(6),
        FarmSite(7, wire=WIRE),
        FarmSite(8, wire=WIRE),
    ]
    for site in made:
        site.publish(20 if site.number == 5 else 40)
    return made


def sources(farm: Farm) -> list[str]:
    bases = {number: farm[number].base for number in HOSTS}
    return [
        source(bases[1], feeds=["/feed.xml"], refetch="1s"),
        source(bases[2], feeds=["/atom.xml"], sitemaps=["/news.xml"], refetch="1s"),
        source(bases[3], sitemaps=["/sitemap.xml"], refetch="1s"),
        source(bases[4], pages=["/", "/towns/", "/coast/", "/schools/"], refetch="1s"),
        source(bases[5], feeds=["/feed.xml"], sitemaps=["/sitemap.xml"], refetch="1s"),
        source(bases[6], feeds=["/feed.xml"], urls=[PRIVATE], refetch="1s"),
        source(bases[7], feeds=["/feed.xml"], refetch="1s"),
        source(bases[8], feeds=["/feed.xml"], refetch="1s"),
    ]


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twice]:
    with running(Farm(sites())) as farm:
        command = FarmCommand(tmp_path_factory.mktemp("twice"))
        command.write(sources(farm))
        first, log = command.run(), list(farm.log)
        farm.forget()
        time.sleep(1.1)  # until every page is due again
        yield Twice(farm, command, (first, command.run()), (log, list(farm.log)))


def test_every_story_is_kept_once_under_its_canonical_address(twice: Twice) -> None:
    wanted = [site.url(told.number) for site in twice.farm.sites.values() for told in site.stories]
    assert sorted(kept.url for kept in twice.command.kept()) == sorted(wanted)
    assert len(wanted) == 300


def test_every_story_is_kept_as_its_editors_wrote_it(twice: Twice) -> None:
    written = {
        site.url(told.number): "\n\n".join(told.paragraphs)
        for site in twice.farm.sites.values()
        for told in site.stories
    }
    assert {kept.url: kept.article.text for kept in twice.command.kept()} == written


def test_site_with_a_rule_is_cleaned_by_it_and_one_without_by_the_generic_route(twice: Twice) -> None:
    routes = {(kept.site, kept.article.source) for kept in twice.command.kept()}
    assert {site.rpartition(".")[2]: route.partition(":")[0] for site, route in routes} == {
        "1": "rule", "2": "rule", "4": "rule", "5": "rule", "3": "generic", "6": "generic", "7": "generic",
        "8": "generic",
    }  # fmt: skip


def test_both_runs_end_well(twice: Twice) -> None:
    assert [result.code for result in twice.runs] == [0, 0], twice.runs[1].stdout


def test_second_run_finds_nothing_new(twice: Twice) -> None:
    assert {event["kept"] for event in twice.runs[1].pages.values()} <= {"none", "same"}
    assert twice.runs[1].stdout.count("0 new") == 1
    assert {kept.revision for kept in twice.command.kept()} == {1}


@pytest.mark.parametrize("number", HOSTS)
def test_page_that_did_not_change_costs_a_304(twice: Twice, number: int) -> None:
    asked = [
        hit for hit in twice.logs[1] if hit.path in pages_of(twice.farm[number]) and hit.host.endswith(f".{number}")
    ]
    assert {hit.status for hit in asked} == {304}
    assert all("if-none-match" in hit.headers for hit in asked)
    assert len(asked) == (40 if number != 5 else len(asked))


@pytest.mark.parametrize(("number", "path"), [(1, "/feed.xml"), (2, "/atom.xml"), (2, "/news.xml"), (4, "/towns/")])
def test_feed_that_did_not_change_costs_a_304(twice: Twice, number: int, path: str) -> None:
    assert [hit.status for hit in twice.farm.asked(number, path)] == [304]


@pytest.mark.parametrize("turn", [0, 1], ids=["first", "second"])
def test_nothing_is_asked_for_twice_in_one_run(twice: Twice, turn: int) -> None:
    asked = Counter((hit.host, hit.path) for hit in twice.logs[turn])
    assert asked.most_common(1)[0][1] == 1


@pytest.mark.parametrize("turn", [0, 1], ids=["first", "second"])
def test_robots_txt_comes_before_everything_else(twice: Twice, turn: int) -> None:
    first = {hit.host: hit.path for hit in reversed(twice.logs[turn])}
    assert first == dict.fromkeys(twice.farm.sites, "/robots.txt")


def test_what_robots_txt_forbids_is_not_asked_for(twice: Twice) -> None:
    assert not [hit for log in twice.logs for hit in log if hit.path.startswith("/private/")]
    assert twice.runs[0].pages[twice.farm[6].base + PRIVATE]["outcome"] == "forbidden"


def test_tracking_parameters_of_a_feed_are_not_sent(twice: Twice) -> None:
    assert not [hit for log in twice.logs for hit in log if "?" in hit.path]


def test_every_request_says_who_asks_and_carries_no_cookie(twice: Twice) -> None:
    headers = [hit.headers for log in twice.logs for hit in log]
    assert {header["user-agent"] for header in headers} == {AGENT}
    assert not any("cookie" in header or "authorization" in header for header in headers)


def test_wire_copy_is_linked_and_not_dropped(twice: Twice) -> None:
    kept = {stored.id: stored for stored in twice.command.kept()}
    linked = [
        (stored.url, kept[stored.duplicate_of].url) for stored in kept.values() if stored.duplicate_of is not None
    ]
    wire = {frozenset(twice.farm[number].url(told) for number in (7, 8)) for told in WIRE}
    assert {frozenset(pair) for pair in linked} == wire
    assert len(linked) == len(WIRE)


@pytest.mark.parametrize("turn", [0, 1], ids=["first", "second"])
def test_the_summary_line_stands_alone_on_standard_output(twice: Twice, turn: int) -> None:
    lines = twice.runs[turn].stdout.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("8 sources: ")


@pytest.mark.parametrize("turn", [0, 1], ids=["first", "second"])
def test_every_line_of_the_log_is_json_and_carries_the_id_of_the_run(twice: Twice, turn: int) -> None:
    assert len({event["run"] for event in twice.runs[turn].events}) == 1
    known = all_pages(twice)
    assert len(twice.runs[turn].pages) == len([hit for hit in twice.logs[turn] if hit.path in known]) + 1


def test_each_run_has_an_id_of_its_own(twice: Twice) -> None:
    assert twice.runs[0].events[0]["run"] != twice.runs[1].events[0]["run"]


def pages_of(site: FarmSite) -> set[str]:
    return {path for told in site.stories for path in (told.path, f"/s/{told.number}")}


def all_pages(twice: Twice) -> set[str]:
    return {path for site in twice.farm.sites.values() for path in pages_of(site)}
