"""`scraper run` killed with SIGKILL at random points and started again: every article once, nothing half-written.

Three kills a store belong to every test run; `KILLS=100 pytest tests/test_run_killed.py` makes it a hundred.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from scraper.runs.store import Store
from tests.farm.command import FarmCommand, source
from tests.farm.server import Farm, running
from tests.farm.sites import FarmSite

KILLS = int(os.environ.get("KILLS", "3"))
HOSTS = (1, 2, 3)
EACH = 4
"""Stories that every host publishes before each start, so that each has something to do."""
SEED = 20261122
HALVES = {
    "an article without its revision": "articles a WHERE NOT EXISTS "
    "(SELECT 1 FROM revisions r WHERE r.article_id = a.id AND r.revision = a.revision)",
    "an article without its page": "articles a WHERE NOT EXISTS "
    "(SELECT 1 FROM pages p WHERE p.url_id = a.url_id AND p.revision = a.revision)",
    "a revision without blocks": "revisions r WHERE NOT EXISTS (SELECT 1 FROM blocks b WHERE b.revision_id = r.id)",
    "a revision without receipts": "revisions r WHERE NOT EXISTS (SELECT 1 FROM removals m WHERE m.revision_id = r.id)",
    "a page whose URL is still to do": "pages p JOIN urls u ON u.id = p.url_id WHERE u.outcome = ''",
    "a URL that is done and was never fetched": "urls u WHERE u.outcome <> '' AND NOT EXISTS "
    "(SELECT 1 FROM fetches f WHERE f.url_id = u.id)",
    "a fetch whose URL does not know of it": "fetches f JOIN urls u ON u.id = f.url_id WHERE u.outcome = ''",
}
"""What each query would count, were a page not one transaction."""


@pytest.fixture
def farm() -> Iterator[Farm]:
    made = Farm([FarmSite(number, listed=EACH * (KILLS + 2)) for number in HOSTS])
    with running(made):
        yield made


def killed(command: FarmCommand, farm: Farm, dice: random.Random) -> bool:
    """Start a run and kill it: at once, or some requests and some milliseconds into it. Whether it was still alive."""
    asked = len(farm.log) + dice.randrange(EACH * len(HOSTS) + 6)
    early = dice.random() < 0.1
    with command.started() as process:
        while not early and len(farm.log) < asked and process.poll() is None:
            time.sleep(0.002)
        time.sleep(dice.random() * (0.9 if early else 0.06))
        process.kill()
        output = process.communicate()
        assert process.returncode in (0, -signal.SIGKILL), output
        return process.returncode != 0


def change(farm: Farm, dice: random.Random) -> None:
    """New stories everywhere, and a correction in one that was there before."""
    for site in farm.sites.values():
        if site.stories:
            number = dice.randint(1, len(site.stories))
            site.correct(
                number, site.story(number).paragraphs[0], f"{site.story(number).paragraphs[0]} Then it rained."
            )
        site.publish(EACH)


def killed_and_finished(command: FarmCommand, farm: Farm) -> int:
    """As many runs as there are to be killed, then one to the end; how many were alive when they were killed."""
    dice = random.Random(SEED)
    command.write(
        [source(site.base, feeds=["/feed.xml"], max_pages=10_000, refetch="1s") for site in farm.sites.values()],
        fetch="concurrency = 3",
    )
    alive = 0
    for _ in range(KILLS):
        change(farm, dice)
        alive += killed(command, farm, dice)
    time.sleep(1.1)  # until every page is due again
    assert command.run().code == 0
    return alive


def check_whole(command: FarmCommand, farm: Farm) -> None:
    """Every story once, as it is now, with its page; no page without a state that a later run would mend."""
    written = {
        site.url(story.number): "\n\n".join(story.paragraphs) for site in farm.sites.values() for story in site.stories
    }
    kept = command.kept()
    assert len(kept) == len(written)
    assert {stored.url: stored.article.text for stored in kept} == written
    assert all(stored.article.blocks and stored.article.removals for stored in kept)
    with Store.open(command.store_url, read_only=True) as store:
        assert {page.url for page in store.pages()} >= written.keys()
        assert all(page.body for page in store.pages())


def check_nothing_is_half_written(command: FarmCommand) -> None:
    engine = create_engine(command.store_url)
    try:
        with engine.connect() as connection:
            assert {what: connection.scalar(text(f"SELECT count(*) FROM {rows}")) for what, rows in HALVES.items()} == (
                dict.fromkeys(HALVES, 0)
            )
    finally:
        engine.dispose()


def check_no_work_was_done_twice(farm: Farm, alive: int) -> None:
    """A kill costs at most what was in hand: a page a host, and what waited for the one writer."""
    for site in farm.sites.values():
        for story in site.stories:
            bodies = [hit for hit in farm.asked(site.number, story.path) if hit.status == 200]
            changes = story.paragraphs[0].count("Then it rained.")
            assert 1 <= len(bodies) <= 1 + changes + alive


@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
def test_run_that_is_killed_loses_and_repeats_nothing(tmp_path: Path, store_url: str, farm: Farm) -> None:
    command = FarmCommand(tmp_path, store_url)
    alive = killed_and_finished(command, farm)
    assert alive
    check_whole(command, farm)
    check_nothing_is_half_written(command)
    check_no_work_was_done_twice(farm, alive)
    if store_url.startswith("sqlite"):
        with closing(sqlite3.connect(store_url.removeprefix("sqlite:///"))) as database:
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert database.execute("PRAGMA foreign_key_check").fetchall() == []
