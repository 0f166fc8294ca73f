"""The verbs of a run as people meet them: whole commands over a loopback origin, what they print, and the exit code."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import origin
from tests.origin import Answer
from tests.support.desk import Desk
from tests.support.shelf import AGENT, STORY
from tests.support.terminal import read_terminal

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk at which one run was made; its tests leave it as it is."""
    with origin.running() as server:
        made = Desk(tmp_path_factory.mktemp("desk"), server)
        assert made("run", "news.toml").code == 0
        yield made


@pytest.fixture
def new_desk(tmp_path: Path, server: origin.Origin) -> Desk:
    return Desk(tmp_path, server)


def test_a_run_prints_one_line_and_logs_with_its_id(new_desk: Desk) -> None:
    ran = new_desk("run", "news.toml")
    assert ran.code == 0
    assert re.fullmatch(r"1 source: 3 found, 3 new in \d+ s; all well\n", ran.out)
    (run_id,) = {event["run"] for event in ran.events}
    assert re.fullmatch(r"\d{8}T\d{6}-[0-9a-f]{6}", str(run_id))
    assert {"run started", "page", "source", "run ended"} <= {str(event["event"]) for event in ran.events}
    assert all({"level", "time"} <= event.keys() for event in ran.events)


def test_a_quiet_run_that_finds_nothing_amiss_says_its_one_line(new_desk: Desk) -> None:
    ran = new_desk("run", "news.toml", "--quiet")
    assert (ran.code, ran.err) == (0, "")
    assert len(ran.out.splitlines()) == 1


def test_a_quiet_run_says_its_findings(new_desk: Desk) -> None:
    new_desk("run", "news.toml")
    new_desk.publish(9)
    for path in list(new_desk.server.answers):
        if "/news/" in path:
            new_desk.server.answers[path] = Answer(b"no", 403)
    ran = new_desk("run", "news.toml", "--quiet")
    assert ran.code in (1, 3)
    (event,) = ran.events
    assert (event["event"], event["level"], event["site"]) == ("finding", "error", "127.0.0.1")
    assert event["verdict"] == "inconclusive"
    assert event["why"]
    assert "127.0.0.1 inconclusive" in ran.out


def test_metrics_are_written_where_the_file_asks_for_them(new_desk: Desk) -> None:
    new_desk.write('metrics = "bodycopy.prom"')
    assert new_desk("run", "news.toml").code == 0
    told = (new_desk.folder / "bodycopy.prom").read_text("utf-8")
    config = str(new_desk.folder / "news.toml")
    assert f'bodycopy_run_pages{{config="{config}",outcome="article",site="127.0.0.1"}} 3.0' in told
    assert f'bodycopy_run_articles{{config="{config}",kind="new"}} 3.0' in told
    new_desk.write('metrics = "nowhere/bodycopy.prom"')
    ran = new_desk("run", "news.toml")
    assert (ran.code, ran.out) == (2, "")
    assert "there is no folder" in ran.err


def test_status_names_each_site_and_its_verdict(desk: Desk) -> None:
    ran = desk("status", "news.toml")
    assert (ran.code, ran.err) == (0, "")
    assert re.search(r"^127\.0\.0\.1 +(ok|inconclusive) ", ran.out, re.MULTILINE)


def test_the_report_is_a_page_with_its_explained_views(desk: Desk) -> None:
    assert desk("report", "news.toml", "out.html") == (0, "", "")
    told = (desk.folder / "out.html").read_text("utf-8")
    links = re.findall(r'href="(out-pages/[^"]+)"', told)
    assert links
    assert all((desk.folder / link).is_file() for link in links)
    assert desk("report", "news.toml", "out.html").code == 0
    assert desk("report", "news.toml", "alone.html", "--alone").code == 0
    assert not (desk.folder / "alone-pages").exists()
    assert "alone-pages" not in (desk.folder / "alone.html").read_text("utf-8")


def test_a_folder_that_is_no_reports_is_not_replaced(desk: Desk) -> None:
    (desk.folder / "mine-pages").mkdir()
    (desk.folder / "mine-pages" / "notes.html").write_text("mine")
    ran = desk("report", "news.toml", "mine.html")
    assert ran.code == 2
    assert "mine-pages is there already" in ran.err
    assert (desk.folder / "mine-pages" / "notes.html").read_text() == "mine"


@pytest.mark.parametrize(
    ("form", "holds"), [("text", STORY[0]), ("md", "# Quay 1\n"), ("html", "<h1>Quay 1</h1>"), ("json", '"removals": ')]
)
def test_show_prints_one_article(desk: Desk, form: str, holds: str) -> None:
    ran = desk("show", "news.toml", f"{desk.base}/news/quay-1?utm_source=feed#top", "--as", form)
    assert (ran.code, ran.err) == (0, "")
    assert holds in ran.out


def test_show_of_what_is_not_stored_says_so(desk: Desk) -> None:
    ran = desk("show", "news.toml", "https://tidepost.example/x")
    assert (ran.code, ran.out) == (2, "")
    assert "is not among the stored articles" in ran.err


def test_export_streams_to_standard_output_or_a_file(desk: Desk) -> None:
    ran = desk("export", "news.toml", "-")
    assert (ran.code, ran.err) == (0, "scraper: 3 articles exported\n")
    assert sorted(json.loads(line)["title"] for line in ran.out.splitlines()) == ["Quay 0", "Quay 1", "Quay 2"]
    assert desk("export", "news.toml", "out.jsonl", "--since", "1d", "--site", "127.0.0.1").out == ""
    assert sorted((desk.folder / "out.jsonl").read_text("utf-8").splitlines()) == sorted(ran.out.splitlines())
    assert desk("export", "news.toml", "none.jsonl", "--since", "2199-01-01").err == "scraper: 0 articles exported\n"
    assert desk("export", "news.toml", "--as", "markdown", "out").code == 0
    assert len(list((desk.folder / "out" / "127.0.0.1").glob("*.md"))) == 3


@pytest.mark.parametrize("since", ["yesterday", "2026", "7x", "", "-1d"])
def test_a_time_that_is_none_is_refused(desk: Desk, since: str) -> None:
    ran = desk("export", "news.toml", "never.jsonl", f"--since={since}")
    assert ran.code == 2
    assert not (desk.folder / "never.jsonl").exists()


def test_recleaning_by_the_same_rules_changes_nothing(desk: Desk) -> None:
    for arguments in (("--dry-run",), (), ("--site", "127.0.0.1", "--since", "7d")):
        ran = desk("reclean", "news.toml", *arguments)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith("3 pages cleaned anew: 0 articles ")


def test_schedule_prints_a_line_and_units(desk: Desk) -> None:
    ran = desk("schedule", "news.toml", "--every", "30m")
    assert (ran.code, ran.err) == (0, "")
    assert re.search(r"^\d+,\d+ \* \* \* \* /.+ run .+news\.toml --quiet$", ran.out, re.MULTILINE)
    assert "[Service]" in ran.out
    assert "[Timer]" in ran.out
    only = desk("schedule", "news.toml", "--every", "30m", "--as", "timer").out
    assert only.startswith("[Unit]\n")
    assert "[Service]" not in only


def test_schedule_says_what_cron_cannot_and_what_overlaps(desk: Desk) -> None:
    ran = desk("schedule", "news.toml", "--every", "45m")
    assert ran.code == 0
    assert "# cron cannot start something every 45m" in ran.out
    assert "OnUnitActiveSec=2700s" in ran.out
    assert desk("schedule", "news.toml", "--every", "45m", "--as", "cron").code == 2
    assert "no less than --every 20m" in desk("schedule", "news.toml", "--every", "20m").err
    assert desk("schedule", "news.toml", "--every", "30s").code == 2
    assert desk("schedule", "news.toml", "--every", "soon").code == 2


def test_discover_prints_a_source_that_a_run_reads(new_desk: Desk) -> None:
    ran = new_desk("discover", f"{new_desk.base}/", "--allow-private", "--user-agent", AGENT)
    assert ran.code == 0
    assert f'feeds = ["{new_desk.base}/feed.xml"]' in ran.out.replace("\n", "").replace("    ", "").replace(",]", "]")
    head = f'[run]\nuser_agent = "{AGENT}"\n[fetch]\nmin_delay = 0\nallow_private_addresses = true\n'
    (new_desk.folder / "news.toml").write_text(head + ran.out, "utf-8")
    assert new_desk("run", "news.toml").code == 0


def test_discover_takes_a_host_for_its_front_page(new_desk: Desk) -> None:
    ran = new_desk("discover", "127.0.0.1")
    assert (ran.code, ran.out) == (3, "")
    assert "https://127.0.0.1/" in ran.err


def test_discover_refuses_a_private_address_by_itself(new_desk: Desk) -> None:
    ran = new_desk("discover", f"{new_desk.base}/")
    assert (ran.code, ran.out) == (3, "")
    assert new_desk.server.asked == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("status",),
        ("report", "out.html"),
        ("export", "out.jsonl"),
        ("show", "https://tidepost.example/"),
        ("reclean", "--dry-run"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_without_a_run_there_is_nothing_to_read(new_desk: Desk, arguments: tuple[str, ...]) -> None:
    verb, *rest = arguments
    ran = new_desk(verb, "news.toml", *rest)
    assert (ran.code, ran.out) == (2, "")
    assert re.fullmatch(r"scraper: store [^\n]+\n", ran.err)
    assert sorted(entry.name for entry in new_desk.folder.iterdir()) == ["news.toml"]


def test_on_a_terminal_progress_is_shown_beside_the_one_line_of_data(new_desk: Desk) -> None:
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "scraper", "run", "news.toml"]
    env = {**os.environ, "PYTHONPATH": str(Path.cwd()), "COLUMNS": "100", "TERM": "xterm"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=follower, cwd=new_desk.folder, env=env, text=True
    ) as process:
        os.close(follower)
        shown = read_terminal(leader)
        assert process.stdout is not None
        out = process.stdout.read()
    assert re.fullmatch(r"1 source: [^\n]+; all well\n", out)
    assert re.search(r"tidepost +3 +3 +3 +3 +0", shown)
    assert "{" not in shown
