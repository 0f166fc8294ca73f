"""A site is redesigned, its articles are not spoilt meanwhile, its rule is mended, and `reclean` puts it right."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.farm.command import CommandResult, FarmCommand, source
from tests.farm.own_rule import MENDED, OLD, write_rule
from tests.farm.server import Farm, host_of, running
from tests.farm.sites import FarmSite

CORRECTED = "the minutes were signed only later"


@dataclass(frozen=True)
class Mended:
    broken: CommandResult
    held: dict[str, tuple[int, str]]
    reports: tuple[str, str]
    explained: dict[str, str]
    first: dict[str, tuple[int, str]]
    dry: CommandResult
    recleaned: CommandResult
    status: CommandResult
    after: dict[str, tuple[int, str]]
    unchanged: CommandResult
    later: CommandResult
    history: CommandResult


def kept(command: FarmCommand) -> dict[str, tuple[int, str]]:
    return {stored.url: (stored.revision, stored.article.text) for stored in command.kept()}


def written_report(command: FarmCommand) -> str:
    assert command.call("report", str(command.config), "report.html").code == 0
    return (command.folder / "report.html").read_text("utf-8")


@pytest.fixture(scope="module")
def mended(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mended]:
    farm = Farm([FarmSite(1)])
    site = farm[1]
    site.publish(6)
    with running(farm):
        command = FarmCommand(tmp_path_factory.mktemp("mended"))
        command.write([source(site.base, feeds=["/feed.xml"], refetch="1s")])
        write_rule(command, OLD)
        assert command.run().code == 0
        first = kept(command)
        site.redesign()
        site.publish(8)
        site.correct(2, site.story(2).paragraphs[1], f"A clerk said that {CORRECTED}, and that rain had come in.")
        time.sleep(1.1)
        broken = command.run()
        held, report = kept(command), written_report(command)
        explained = {path.name: path.read_text("utf-8") for path in (command.folder / "report-pages").glob("*.html")}
        write_rule(command, MENDED)
        arguments = ("reclean", str(command.config))
        dry, recleaned = command.call(*arguments, "--dry-run"), command.call(*arguments)
        status = command.call("status", str(command.config))
        after = kept(command)
        unchanged = command.run("--quiet")
        site.publish(1)
        yield Mended(
            broken, held, (report, written_report(command)), explained, first, dry, recleaned, status, after, unchanged,
            command.run(), command.call("show", str(command.config), site.url(2), "--history"),
        )  # fmt: skip


def test_redesign_replaces_no_article_that_the_rule_found(mended: Mended) -> None:
    assert mended.broken.code == 5
    assert {url: mended.held[url] for url in mended.first} == mended.first
    assert "held back" in mended.broken.stdout
    assert "held" in {event["kept"] for event in mended.broken.pages.values()}


def test_report_names_file_selector_failing_page_and_commands(mended: Mended) -> None:
    page = LexborHTMLParser(mended.reports[0])
    box = page.css_first(".broken-box")
    assert "packages/quay_rules/ledger.py:2" in box.text()
    assert "div.ml-story" in box.text()
    assert "the generic route finds a text, which is held back" in page.css_first(".pages").text()
    assert f"--site {host_of(1)} --dry-run" in box.css_first("pre").text()
    views = {(link.attributes["href"] or "").rpartition("/")[2] for link in page.css(".failing a, .broken-box a")}
    assert views & mended.explained.keys()
    assert any(CORRECTED in view for view in mended.explained.values())


def test_report_after_the_mend_shows_no_failing_page(mended: Mended) -> None:
    page = LexborHTMLParser(mended.reports[1])
    assert page.css(".failing, .broken-box") == []
    assert page.css_first("nav tbody .verdict").text() == "ok"


def test_reclean_says_that_the_site_is_well_again_and_status_agrees(mended: Mended) -> None:
    assert f"{host_of(1)}: broken before, ok now\n" in mended.recleaned.stdout
    assert f"{host_of(1)}  ok" in mended.status.stdout
    assert "judged again" in mended.status.stdout
    assert "broken before" not in mended.dry.stdout


def test_reclean_brings_what_was_held_back(mended: Mended) -> None:
    (url,) = [url for url, (revision, _) in mended.after.items() if url in mended.first and revision == 2]
    assert CORRECTED in mended.after[url][1]
    assert {other: found for other, found in mended.after.items() if other in mended.first and other != url} == {
        other: found for other, found in mended.first.items() if other != url
    }


def test_later_runs_are_well_with_or_without_a_new_story(mended: Mended) -> None:
    assert (mended.unchanged.code, mended.unchanged.stdout) == (0, "")
    assert mended.later.code == 0
    assert "1 new" in mended.later.stdout
    assert mended.later.stdout.endswith("all well\n")


def test_history_shows_both_revisions_and_what_changed(mended: Mended) -> None:
    lines = mended.history.stdout.splitlines()
    assert [line.partition(",")[0] for line in lines if line.startswith("revision")] == ["revision 1", "revision 2"]
    assert any(line.startswith("+") and CORRECTED in line for line in lines)


def test_reclean_says_why_it_has_nothing_to_do(tmp_path: Path) -> None:
    farm = Farm([FarmSite(1)])
    farm[1].publish(3)
    with running(farm):
        command = FarmCommand(tmp_path)
        command.write([source(farm[1].base, feeds=["/feed.xml"])], run='keep_pages = "1s"')
        assert command.run().code == 0
        site = command.call("reclean", str(command.config), "--site", "elsewhere.example")
        since = command.call("reclean", str(command.config), "--since", "2099-01-01")
        time.sleep(1.1)
        purging = command.run()
        nothing = command.call("reclean", str(command.config))
    assert "holds no article of elsewhere.example" in site.stdout
    assert "was fetched since 2099-01-01" in since.stdout
    assert "3 old pages deleted" in purging.stdout
    assert "no raw page is left, and 3 articles stay as they are" in nothing.stdout
    assert "keep_pages deletes them after 1 second" in nothing.stdout


@pytest.mark.parametrize("action", ["check", "vacuum"])
def test_store_is_checked_and_shrunk_by_a_command(tmp_path: Path, action: str) -> None:
    farm = Farm([FarmSite(1)])
    farm[1].publish(1)
    with running(farm):
        command = FarmCommand(tmp_path)
        command.write([source(farm[1].base, feeds=["/feed.xml"])])
        command.run()
    assert command.call("store", action, str(command.config)).code == 0
    assert command.call("store", action, str(command.config), "x.db").code == 2


def test_store_is_backed_up_and_restored(tmp_path: Path) -> None:
    farm = Farm([FarmSite(1)])
    farm[1].publish(2)
    with running(farm):
        command = FarmCommand(tmp_path)
        command.write([source(farm[1].base, feeds=["/feed.xml"])])
        command.run()
        before = kept(command)
        assert command.call("store", "backup", str(command.config), "copy.db").code == 0
        farm[1].publish(2)
        command.run()
        for name in ("articles.db-wal", "articles.db-shm"):
            (tmp_path / name).unlink(missing_ok=True)
        (tmp_path / "copy.db").replace(tmp_path / "articles.db")
        assert kept(command) == before
        assert command.run().code == 0
        assert len(kept(command)) == 4
