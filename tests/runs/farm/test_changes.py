"""What a second run makes of a farm that changed: pitches, corrections, pages that vanish, new stories."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from scraper.runs.store import Stored
from tests.farm.command import CommandResult, FarmCommand, source
from tests.farm.server import Farm, running
from tests.farm.sites import FarmSite

ROTATED, CORRECTED, VANISHED, NEW = 1, 2, 3, 6
"""The hosts, by what happens to them between the two runs."""
COUNT = 6
WRONG, RIGHT = "an unsigned draft said", "the signed minutes said"


@dataclass(frozen=True)
class Changed:
    farm: Farm
    command: FarmCommand
    before: dict[str, Stored]
    second: CommandResult
    third: CommandResult

    def after(self, number: int) -> dict[str, Stored]:
        """The articles of one host as they are kept now, by address."""
        base = f"{self.farm[number].base}/"
        return {kept.url: kept for kept in self.command.kept() if kept.url.startswith(base)}

    def kinds(self, number: int) -> list[str]:
        """What the second run did with the pages of one host."""
        base = f"{self.farm[number].base}/"
        return sorted(str(event["kept"]) for url, event in self.second.pages.items() if url.startswith(base))


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Changed]:
    farm = Farm([FarmSite(number) for number in (ROTATED, CORRECTED, VANISHED, NEW)])
    for site in farm.sites.values():
        site.publish(COUNT)
    first_words = farm[CORRECTED].story(3).paragraphs[1].partition(" ")[0]
    farm[CORRECTED].correct(
        3, farm[CORRECTED].story(3).paragraphs[1], f"{first_words} was late, {WRONG}. Then came rain."
    )
    with running(farm):
        command = FarmCommand(tmp_path_factory.mktemp("changed"))
        command.write([source(site.base, feeds=["/feed.xml"], refetch="1s") for site in farm.sites.values()])
        assert command.run().code == 0
        before = {kept.url: kept for kept in command.kept()}
        farm[ROTATED].rotate_pitch()
        farm[CORRECTED].correct(3, WRONG, RIGHT)
        farm[VANISHED].vanish(1, 404)
        farm[VANISHED].vanish(2, 410)
        farm[NEW].publish(3)
        time.sleep(1.1)  # until every page is due again
        farm.forget()
        second = command.run()
        time.sleep(1.1)
        yield Changed(farm, command, before, second, command.run())


def test_pitch_that_changed_makes_no_revision(changed: Changed) -> None:
    assert changed.kinds(ROTATED) == ["same"] * COUNT
    after = changed.after(ROTATED)
    assert {kept.revision for kept in after.values()} == {1}
    assert {url: kept.article.text for url, kept in after.items()} == {
        url: kept.article.text for url, kept in changed.before.items() if url in after
    }


def test_rotated_pitch_was_fetched_and_seen(changed: Changed) -> None:
    statuses = [hit.status for hit in changed.farm.pages_asked(ROTATED)]
    assert statuses[:COUNT] == [200] * COUNT


def test_sentence_that_was_corrected_makes_one_revision_with_its_diff(changed: Changed) -> None:
    assert changed.kinds(CORRECTED) == ["none"] * (COUNT - 1) + ["revised"]
    after = changed.after(CORRECTED)
    url = changed.farm[CORRECTED].url(3)
    assert {kept.url: kept.revision for kept in after.values() if kept.revision != 1} == {url: 2}
    assert RIGHT in after[url].article.text
    removed = [line for line in after[url].diff.splitlines() if line.startswith("-") and not line.startswith("---")]
    added = [line for line in after[url].diff.splitlines() if line.startswith("+") and not line.startswith("+++")]
    assert len(removed) == len(added) == 1
    assert WRONG in removed[0]
    assert RIGHT in added[0]


def test_correction_is_the_same_article(changed: Changed) -> None:
    url = changed.farm[CORRECTED].url(3)
    assert changed.after(CORRECTED)[url].id == changed.before[url].id


def test_page_that_vanished_is_gone_and_its_article_is_kept(changed: Changed) -> None:
    base = changed.farm[VANISHED].base
    gone = {url for url, event in changed.second.pages.items() if event["outcome"] == "gone"}
    assert gone == {changed.farm[VANISHED].url(number) for number in (1, 2)}
    assert len(changed.after(VANISHED)) == len([url for url in changed.before if url.startswith(f"{base}/")]) == COUNT


def test_page_that_is_gone_is_not_asked_for_again(changed: Changed) -> None:
    assert not {url for url, event in changed.third.pages.items() if event["outcome"] == "gone"}
    for number in (1, 2):
        assert len(changed.farm.asked(VANISHED, changed.farm[VANISHED].story(number).path)) == 1


def test_new_stories_are_found_and_those_alone(changed: Changed) -> None:
    assert changed.kinds(NEW).count("new") == 3
    assert len(changed.after(NEW)) == COUNT + 3
    assert "3 new" in changed.second.stdout


def test_third_run_over_the_same_farm_asks_for_no_body(changed: Changed) -> None:
    assert {event["outcome"] for event in changed.third.pages.values()} <= {"unchanged"}
    assert "0 new" in changed.third.stdout


def test_new_stories_come_before_those_that_are_asked_for_again(changed: Changed) -> None:
    new = {told.path for told in changed.farm[NEW].stories[COUNT:]}
    asked = [hit.path for hit in changed.farm.pages_asked(NEW)]
    assert set(asked[:3]) == new
    assert asked[:3] == [told.path for told in reversed(changed.farm[NEW].stories[COUNT:])]
