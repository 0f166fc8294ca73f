"""One run over hosts that each misbehave in their own way, with well-behaved ones among them.

All of it is one command; the log of the run says what became of each page, the access log what was asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.farm import faults
from tests.farm.command import CommandResult, FarmCommand, source
from tests.farm.server import Farm, running
from tests.farm.sites import FarmSite, Spoil

FINE = (1, 2, 3)
WAIT = 2
"""Seconds that the busy hosts ask for in Retry-After."""
FED = (13, 23)
"""Hosts whose pages are found in their feeds; the others' are listed."""
FORBIDDING = "User-agent: *\nDisallow: /\n"
SPOILS: dict[int, Spoil] = {
    11: faults.stumbles,
    12: faults.down,
    13: faults.busy(WAIT),
    14: faults.circles,
    15: faults.sends_to("file:///etc/hostname"),
    16: faults.drips,
    17: faults.swells,
    18: faults.breaks_off,
    19: faults.bloats,
    20: faults.no_page,
    21: faults.robots_fail,
    23: faults.feed_breaks,
    24: faults.mislabels,
    25: faults.unlabelled,
    26: faults.busy(3600),
}
STORIES = dict.fromkeys(SPOILS, 1) | {22: 3, 23: 5, 24: 2, 25: 2, 26: 3, 27: 2, **dict.fromkeys(FINE, 6)}


@dataclass(frozen=True)
class Once:
    farm: Farm
    command: FarmCommand
    result: CommandResult

    def outcomes(self, number: int) -> list[str]:
        """What became of the pages of one host."""
        base = f"{self.farm[number].base}/"
        return [str(event["outcome"]) for url, event in self.result.pages.items() if url.startswith(base)]


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Once]:
    made = [FarmSite(number, spoil=SPOILS.get(number), robots=robots_of(number)) for number in sorted(STORIES)]
    farm = Farm(made)
    for number, count in STORIES.items():
        farm[number].publish(count)
    farm[27].vanish(1, 404)
    farm[27].vanish(2, 410)
    with running(farm):
        command = FarmCommand(tmp_path_factory.mktemp("misbehaving"))
        command.write(
            [
                source(site.base, feeds=["/feed.xml"]) if site.number in FED else source(site.base, urls=paths_of(site))
                for site in made
            ],
            fetch="timeout = 2\nconcurrency = 32",
        )
        yield Once(farm, command, command.run())


def robots_of(number: int) -> str:
    return FORBIDDING if number == 22 else "User-agent: *\nDisallow:\n"


def paths_of(site: FarmSite) -> list[str]:
    return [told.path for told in site.stories]


@pytest.mark.parametrize(
    ("number", "outcome", "asked"),
    [
        pytest.param(11, "article", 2, id="500-then-fine"),
        pytest.param(12, "failed", 3, id="503-for-ever"),
        pytest.param(13, "article", 2, id="429-then-fine"),
        pytest.param(14, "refused", 6, id="redirects-for-ever"),
        pytest.param(15, "blocked", 1, id="redirect-to-a-file"),
        pytest.param(16, "failed", 3, id="dripping-body"),
        pytest.param(17, "refused", 1, id="gzip-bomb"),
        pytest.param(18, "failed", 3, id="truncated-body"),
        pytest.param(19, "refused", 1, id="twenty-megabytes"),
        pytest.param(20, "refused", 1, id="a-pdf"),
        pytest.param(21, "failed", 0, id="robots-that-fail"),
        pytest.param(22, "forbidden", 0, id="robots-that-forbid"),
        pytest.param(24, "article", 2, id="charset-of-the-header-beats-the-meta-element"),
        pytest.param(25, "article", 2, id="charset-that-nobody-knows"),
        pytest.param(27, "gone", 2, id="vanished"),
    ],
)
def test_each_host_gets_its_outcome(once: Once, number: int, outcome: str, asked: int) -> None:
    assert set(once.outcomes(number)) == {outcome}
    assert len(once.farm.pages_asked(number)) == asked


def test_host_that_fails_its_robots_txt_is_asked_for_nothing_else(once: Once) -> None:
    assert {hit.path for hit in once.farm.asked(21)} == {"/robots.txt"}
    assert {hit.path for hit in once.farm.asked(22)} == {"/robots.txt"}


@pytest.mark.parametrize("number", [*FINE, 24, 25])
def test_pages_of_the_others_are_all_had_and_rightly_read(once: Once, number: int) -> None:
    site = once.farm[number]
    written = {site.url(told.number): "\n\n".join(told.paragraphs) for told in site.stories}
    here = {kept.url: kept.article.text for kept in once.command.kept() if kept.url.startswith(f"{site.base}/")}
    assert here == written


def test_retry_after_is_obeyed_to_the_second(once: Once) -> None:
    first, second = once.farm.pages_asked(13)
    assert (first.status, second.status) == (429, 200)
    assert second.at - first.at >= WAIT


def test_host_that_asks_for_an_hour_is_left_alone(once: Once) -> None:
    assert [hit.status for hit in once.farm.pages_asked(26)] == [429]
    assert once.outcomes(26) == ["blocked"]


def test_broken_feed_gives_the_items_that_are_whole(once: Once) -> None:
    assert len(once.outcomes(23)) >= 4
    assert set(once.outcomes(23)) == {"article"}


def test_redirects_are_followed_five_times_at_most(once: Once) -> None:
    paths = [hit.path for hit in once.farm.pages_asked(14)]
    assert len(set(paths)) == len(paths) == 6


@pytest.mark.parametrize("number", [12, 14, 15, 16, 17, 18, 19, 20, 26])
def test_what_went_wrong_is_said_in_the_log(once: Once, number: int) -> None:
    base = f"{once.farm[number].base}/"
    told = [event for url, event in once.result.pages.items() if url.startswith(base)]
    assert told
    assert all(event["why"] and event["level"] == "warning" for event in told)


def test_the_run_ends_with_findings_and_names_no_well_behaved_host(once: Once) -> None:
    assert once.result.code == 1, once.result.stderr
    for number in FINE:
        assert f"127.0.1.{number} " not in once.result.stdout.partition(";")[2]


def test_nothing_was_kept_of_what_is_no_article(once: Once) -> None:
    hosts = {kept.url.partition("//")[2].partition(":")[0] for kept in once.command.kept()}
    assert hosts == {f"127.0.1.{number}" for number in (*FINE, 11, 13, 23, 24, 25)}
