"""A process killed before each statement of a save, or right after it: each URL is done or due, never half saved."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

import pytest
from sqlalchemy import event

from scraper.runs.store import Saved, Store
from scraper.runs.types import Outcome
from tests.support.store_run import BASE, BRIDGE, FERRY, HOUR, NOW, StoreRun, article, count, rows, store_run

CORRECTED = (FERRY[0].replace("seven", "eight"), *FERRY[1:])
Save = Callable[[StoreRun], Saved]
SAVES: dict[str, Save] = {
    "new": lambda run: run.save("/bridge", article(BRIDGE), canonical=f"{BASE}/2026/bridge"),
    "revised": lambda run: run.save("/ferry", article(CORRECTED)),
    "rotated": lambda run: run.save("/ferry", article(pitch="Give today.")),
    "failed": lambda run: run.save("/bridge", Outcome.FAILED),
}
LEAST = {"new": 9, "revised": 9, "rotated": 7, "failed": 3}
"""The least number of statements of such a save, and so of kills."""


def state(url: str) -> list[object]:
    """Everything a run bases its decisions on, as one value."""
    tables = ("urls", "articles", "revisions", "blocks", "removals", "pages", "fetches", "bands")
    return [rows(url, f"SELECT * FROM {table} ORDER BY 1, 2") for table in tables]


def planned(store: Store) -> StoreRun:
    run = StoreRun(store, NOW + 7 * HOUR)
    run.plan()
    return run


def killed_before(url: str, save: Save, number: int) -> bool:
    """Save in a process that is killed before statement `number`, or exits after the last; whether it was killed."""
    child = os.fork()
    if child == 0:
        store = Store.open(url)
        run, seen = planned(store), []

        def note(*_: object) -> None:
            seen.append(1)
            if len(seen) == number:
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(store._engine, "before_cursor_execute", note)
        save(run)
        os._exit(3)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (-signal.SIGKILL, 3)
    return code != 3


def filled(url: str) -> None:
    with store_run(url) as run:
        run.save("/ferry", article())
        run.offer("/bridge")


@pytest.mark.parametrize("kind", SAVES)
def test_save_that_is_killed_is_undone_and_can_be_done_again(store_url: str, kind: str) -> None:
    filled(store_url)
    before = state(store_url)
    number = 1
    while killed_before(store_url, SAVES[kind], number):
        assert state(store_url) == before
        number += 1
    assert number > LEAST[kind]
    assert state(store_url) != before


def test_address_whose_save_was_killed_is_planned_again(store_url: str) -> None:
    filled(store_url)
    assert killed_before(store_url, SAVES["new"], 9)
    with Store.open(store_url) as store:
        run = StoreRun(store)
        assert run.plan() == ["/bridge"]
        assert SAVES["new"](run).kind == "new"
        assert [stored.article.text for stored in store.articles()] == ["\n\n".join(lines) for lines in (FERRY, BRIDGE)]
        assert run.plan() == []
    assert count(store_url, "pages") == 2
