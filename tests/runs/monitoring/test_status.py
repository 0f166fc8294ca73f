"""The status: verdicts and since when, as plain columns in a pipe and as a table on a terminal."""

from __future__ import annotations

import io

from rich.console import Console

from scraper.runs.monitoring.status import RunStatus, plain, read_status, show_status
from tests.support.fake_store import EVERY, START, FakeStore, farm
from tests.support.simulated_site import SimulatedSite


def broken_for(days: int) -> FakeStore:
    site = SimulatedSite("saltmarsh.example").after(10)
    for _ in range(days):
        site.day(redesign=True, pages=14)
    store = FakeStore()
    store.add(SimulatedSite("quay.example").after(10 + days))
    store.add(site)
    return store


def drawn(status: RunStatus, *, terminal: bool, width: int = 160) -> str:
    console = Console(file=io.StringIO(), force_terminal=terminal, width=width)
    show_status(status, console)
    file = console.file
    assert isinstance(file, io.StringIO)
    return file.getvalue()


def test_the_worst_site_comes_first_with_its_evidence() -> None:
    lines = plain(read_status(broken_for(3).as_store())).splitlines()
    assert lines[0].startswith("last run 2026-10-05 06:00 UTC: 2 sites: ")
    assert lines[2].split() == ["SITE", "VERDICT", "ARTICLES", "SINCE", "EVIDENCE"]
    assert lines[3].startswith("saltmarsh.example  broken ")
    assert "2026-10-04 14:00 UTC  body selector 'div.story' matched 0 of" in lines[3]
    assert lines[3].endswith("(and 1 more)")
    assert lines[4].startswith("quay.example       ok ")


def test_columns_stand_below_each_other() -> None:
    lines = plain(read_status(farm(6, 12).as_store())).splitlines()[2:]
    place = lines[0].index("VERDICT")
    assert {line[place - 2 : place] for line in lines} == {"  "}
    assert {line[place:].split()[0] for line in lines[1:]} == {"broken", "degraded", "inconclusive", "ok"}


def test_since_is_when_the_verdict_last_changed() -> None:
    row = read_status(broken_for(4).as_store()).sites[0]
    assert row.since == START + 10 * EVERY
    healthy = read_status(broken_for(4).as_store()).sites[1]
    assert healthy.since == START


def test_a_store_without_a_run_says_what_to_do() -> None:
    assert plain(read_status(FakeStore().as_store())) == "no run has given a verdict yet: scraper run news.toml\n"


def test_a_terminal_gets_a_table_and_a_pipe_the_plain_columns() -> None:
    status = read_status(broken_for(1).as_store())
    table = drawn(status, terminal=True)
    assert "\x1b[" in table
    assert "saltmarsh.example" in table
    assert drawn(status, terminal=False) == plain(status)


def test_a_narrow_terminal_still_shows_every_site() -> None:
    table = drawn(read_status(broken_for(1).as_store()), terminal=True, width=80)
    assert "saltmarsh" in table
    assert "quay" in table


def test_text_of_a_page_steers_no_terminal() -> None:
    store = broken_for(0)
    site = SimulatedSite("marsh.example").after(12)
    site.day(pitch=1.0, pages=14)
    last = site.runs[-1]
    line = "\x1b[2JBuy now [bold]today[/bold]"
    site.runs[-1] = type(last).from_dict(
        {**last.to_dict(), "recurring": [[line, last.articles]], "carried": {line: last.articles}}
    )
    store.add(site)
    for terminal in (True, False):
        shown = drawn(read_status(store.as_store()), terminal=terminal, width=200)
        assert "\x1b[2J" not in shown
        assert "[bold]" in shown
