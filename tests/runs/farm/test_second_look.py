"""What a site gives at first is not always what it means: each case is put right in a later run, or told."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from scraper.runs.store import Store
from tests.farm.answers import FarmAnswer, failure, page
from tests.farm.command import FarmCommand, source
from tests.farm.server import Farm, running
from tests.farm.sites import FarmSite, Spoil

SPELLINGS = ("{path}", "{path}/", "{path}/index.html", "/{path}", "{upper}", "{path}?utm_source=feed")
CONSENT = """<!doctype html><html lang="en"><head><title>Before you continue to the Ledger</title></head><body><main>
<h1>Before you continue</h1><p>We and our 311 partners use cookies and keep information on your device to show you
advertisements. You may accept this, or choose what you consent to.</p></main></body></html>"""
LOST = """<!doctype html><html lang="en"><head><title>Page not found</title></head><body><main><h1>Page not found</h1>
<p>The page that you asked for is not here. It may have moved, or the address was mistyped.</p></main></body></html>"""


def several(path: str, times: int, honest: FarmAnswer) -> FarmAnswer:
    """In the first run each page is refused in another way."""
    kinds = {"1": 404, "2": 400, "3": 406}
    if path.count("/") != 4 or times:
        return honest
    number = path.rpartition("-")[2]
    if number in kinds:
        return failure(kinds[number])
    return replace(honest, content_type="application/octet-stream") if number == "4" else failure(302, location=path)


def test_pages_that_are_refused_at_first_are_there_in_the_next_run(tmp_path: Path) -> None:
    def looping(path: str, times: int, honest: FarmAnswer) -> FarmAnswer:
        return several(path, times // 6 if path.endswith("-5") else times, honest)

    farm = Farm([FarmSite(1, spoil=looping)])
    farm[1].publish(5)
    with running(farm):
        command = FarmCommand(tmp_path)
        command.write([source(farm[1].base, feeds=["/feed.xml"], refetch="1s")])
        command.run()
        assert command.kept() == []
        time.sleep(1.1)
        assert "5 new" in command.run().stdout
    assert {stored.url for stored in command.kept()} == {farm[1].url(number) for number in range(1, 6)}


def test_spellings_of_one_address_are_one_article(tmp_path: Path) -> None:
    farm = Farm([FarmSite(1)])
    told = farm[1].publish(2)[0]
    written = [each.format(path=told.path, upper=told.path.title()) for each in SPELLINGS]

    def spoil(path: str, times: int, honest: FarmAnswer) -> FarmAnswer:
        kept = farm[1]._honest(told.path if path in written else path)
        return replace(kept, body=kept.body.replace(b'rel="canonical"', b'rel="shortlink"'), etag="")

    farm[1].spoil = spoil
    with running(farm):
        command = FarmCommand(tmp_path)
        command.write([source(farm[1].base, urls=[*written, farm[1].story(2).path])])
        command.run()
        assert len(farm.pages_asked(1)) == 6
    assert len(command.kept()) == 2
    assert {stored.duplicate_of for stored in command.kept()} == {None}
    with Store.open(command.store_url, read_only=True) as store:
        texts = {stored.article.text for path in written if (stored := store.article(farm[1].base + path))}
    assert len(texts) == 1


def test_other_story_under_another_spelling_is_an_article_of_its_own(tmp_path: Path) -> None:
    farm = Farm([FarmSite(1)])
    first, second = farm[1].publish(2)

    def spoil(path: str, times: int, honest: FarmAnswer) -> FarmAnswer:
        kept = farm[1]._honest(second.path if path == f"{first.path}/" else path)
        return replace(kept, body=kept.body.replace(b'rel="canonical"', b'rel="shortlink"'), etag="")

    farm[1].spoil = spoil
    with running(farm):
        command = FarmCommand(tmp_path)
        command.write([source(farm[1].base, urls=[first.path, f"{first.path}/"])])
        assert "2 new" in command.run().stdout


@pytest.mark.parametrize(
    ("instead", "outcome"), [(CONSENT, "blocked"), (LOST, "gone")], ids=["consent-page", "soft-not-found"]
)
def test_page_in_the_place_of_an_article_is_no_article(tmp_path: Path, instead: str, outcome: str) -> None:
    def led(path: str, times: int, honest: FarmAnswer) -> FarmAnswer:
        if path.startswith("/consent"):
            return page(instead)
        return failure(302, location=f"/consent?back={path}") if path.count("/") == 4 else honest

    farm = Farm([FarmSite(1, spoil=led)])
    farm[1].publish(8)
    with running(farm):
        command = FarmCommand(tmp_path)
        command.write([source(farm[1].base, feeds=["/feed.xml"])])
        result = command.run()
    assert command.kept() == []
    assert {event["outcome"] for event in result.pages.values()} == {outcome}
    assert result.code in (1, 3)
    assert "127.0.1.1 inconclusive" in result.stdout


def test_page_that_only_sends_on_by_meta_refresh_says_where_to(tmp_path: Path) -> None:
    def interstitial(path: str, times: int, honest: FarmAnswer) -> FarmAnswer:
        return page('<meta http-equiv="refresh" content="0; url=/2026/elsewhere">') if path.count("/") == 4 else honest

    farm = Farm([FarmSite(1, spoil=interstitial)])
    farm[1].publish(1)
    with running(farm):
        command = FarmCommand(tmp_path)
        command.write([source(farm[1].base, feeds=["/feed.xml"])])
        (event,) = command.run().pages.values()
    assert event["outcome"] == "empty"
    assert event["why"].startswith(f"it only sends its readers on to {farm[1].base}/2026/elsewhere;")


def stuck(path: str, times: int, honest: FarmAnswer) -> FarmAnswer:
    """The feed never changes its ETag."""
    return replace(honest, etag='"first"', modified=None) if path == "/feed.xml" else honest


@pytest.mark.parametrize(("spoil", "most"), [(stuck, 9), (None, 4)], ids=["stuck", "honest"])
def test_feed_that_answers_304_for_ever_is_requested_in_full_now_and_then(
    tmp_path: Path, spoil: Spoil | None, most: int
) -> None:
    farm = Farm([FarmSite(1, spoil=spoil)])
    farm[1].publish(1)
    with running(farm):
        command = FarmCommand(tmp_path)
        command.write([source(farm[1].base, feeds=["/feed.xml"])])
        command.run()
        for _ in range(11):
            if spoil is not None:
                farm[1].publish(1)
            command.run()
        statuses = [hit.status for hit in farm.asked(1, "/feed.xml")]
    assert statuses[:4] == [200, 304, 304, 200]
    assert statuses.count(200) <= most
    assert len(command.kept()) == (10 if spoil is not None else 1)
