"""The subcommands of runs as users call them, over a loopback origin: their output and exit codes."""

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
from tests.support.article_store import AGENT, STORY
from tests.support.command_line import CommandLine
from tests.support.terminal import read_terminal

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])


@pytest.fixture(scope="module")
def command(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CommandLine]:
    """A command line after one finished run. The tests that share it do not change it."""
    with origin.running() as server:
        made = CommandLine(tmp_path_factory.mktemp("command"), server)
        assert made("run", "news.toml").code == 0
        yield made


@pytest.fixture
def new_command(tmp_path: Path, server: origin.Origin) -> CommandLine:
    return CommandLine(tmp_path, server)


def test_a_run_prints_one_line_and_logs_with_its_id(new_command: CommandLine) -> None:
    result = new_command("run", "news.toml")
    assert result.code == 0
    assert re.fullmatch(r"1 source: 3 found, 3 new in \d+ s; all well\n", result.stdout)
    (run_id,) = {event["run"] for event in result.events}
    assert re.fullmatch(r"\d{8}T\d{6}-[0-9a-f]{6}", str(run_id))
    assert {"run started", "page", "source", "run ended"} <= {str(event["event"]) for event in result.events}
    assert all({"level", "time"} <= event.keys() for event in result.events)


def test_a_quiet_run_without_findings_prints_its_summary_alone(new_command: CommandLine) -> None:
    result = new_command("run", "news.toml", "--quiet")
    assert (result.code, result.stderr) == (0, "")
    assert len(result.stdout.splitlines()) == 1


def test_a_quiet_run_prints_nothing_where_all_is_as_it_was(new_command: CommandLine) -> None:
    new_command("run", "news.toml")
    result = new_command("run", "news.toml", "--quiet")
    assert (result.code, result.stdout, result.stderr) == (0, "", "")


def test_a_quiet_run_logs_its_findings(new_command: CommandLine) -> None:
    new_command("run", "news.toml")
    new_command.publish(9)
    for path in list(new_command.server.answers):
        if "/news/" in path:
            new_command.server.answers[path] = Answer(b"no", 403)
    result = new_command("run", "news.toml", "--quiet")
    assert result.code in (1, 3)
    (event,) = result.events
    assert (event["event"], event["level"], event["site"]) == ("finding", "error", "127.0.0.1")
    assert event["verdict"] == "inconclusive"
    assert event["why"]
    assert "127.0.0.1 inconclusive" in result.stdout


def test_metrics_are_written_where_the_file_asks_for_them(new_command: CommandLine) -> None:
    new_command.write('metrics = "bodycopy.prom"')
    assert new_command("run", "news.toml").code == 0
    metrics = (new_command.folder / "bodycopy.prom").read_text("utf-8")
    config = str(new_command.folder / "news.toml")
    assert f'bodycopy_run_pages{{config="{config}",outcome="article",site="127.0.0.1"}} 3.0' in metrics
    assert f'bodycopy_run_articles{{config="{config}",kind="new"}} 3.0' in metrics
    new_command.write('metrics = "nowhere/bodycopy.prom"')
    result = new_command("run", "news.toml")
    assert (result.code, result.stdout) == (2, "")
    assert "there is no folder" in result.stderr


def test_status_names_each_site_and_its_verdict(command: CommandLine) -> None:
    result = command("status", "news.toml")
    assert (result.code, result.stderr) == (0, "")
    assert re.search(r"^127\.0\.0\.1 +(ok|inconclusive) ", result.stdout, re.MULTILINE)


def test_the_report_is_a_page_with_its_explained_views(command: CommandLine) -> None:
    assert command("report", "news.toml", "out.html") == (0, "", "")
    report = (command.folder / "out.html").read_text("utf-8")
    links = re.findall(r'href="(out-pages/[^"]+)"', report)
    assert links
    assert all((command.folder / link).is_file() for link in links)
    assert command("report", "news.toml", "out.html").code == 0
    assert command("report", "news.toml", "alone.html", "--alone").code == 0
    assert not (command.folder / "alone-pages").exists()
    assert "alone-pages" not in (command.folder / "alone.html").read_text("utf-8")


def test_a_folder_of_other_content_is_not_replaced(command: CommandLine) -> None:
    (command.folder / "mine-pages").mkdir()
    (command.folder / "mine-pages" / "notes.html").write_text("mine")
    result = command("report", "news.toml", "mine.html")
    assert result.code == 2
    assert "mine-pages exists" in result.stderr
    assert (command.folder / "mine-pages" / "notes.html").read_text() == "mine"


@pytest.mark.parametrize(
    ("form", "holds"), [("text", STORY[0]), ("md", "# Quay 1\n"), ("html", "<h1>Quay 1</h1>"), ("json", '"removals": ')]
)
def test_show_prints_one_article(command: CommandLine, form: str, holds: str) -> None:
    result = command("show", "news.toml", f"{command.base}/news/quay-1?utm_source=feed#top", "--as", form)
    assert (result.code, result.stderr) == (0, "")
    assert holds in result.stdout


def test_show_prints_the_stored_page_byte_for_byte(command: CommandLine) -> None:
    url = f"{command.base}/news/quay-1"
    words = [sys.executable, "-m", "scraper", "show", "news.toml", url, "--as", "raw"]
    env = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    (served,) = [answer for path, answer in command.server.answers.items() if path.endswith("/news/quay-1")]
    result = subprocess.run(words, cwd=command.folder, env=env, capture_output=True, check=True)
    assert (result.stdout, result.stderr) == (served.body, b"")
    unknown = command("show", "news.toml", f"{command.base}/news/none", "--as", "raw")
    assert (unknown.code, unknown.stdout) == (2, "")
    assert "no raw page" in unknown.stderr


def test_show_of_an_unknown_address_is_an_error(command: CommandLine) -> None:
    result = command("show", "news.toml", "https://tidepost.example/x")
    assert (result.code, result.stdout) == (2, "")
    assert "no stored article has the address" in result.stderr


def test_export_streams_to_standard_output_or_a_file(command: CommandLine) -> None:
    result = command("export", "news.toml", "-")
    assert (result.code, result.stderr) == (0, "scraper: 3 articles exported\n")
    assert sorted(json.loads(line)["title"] for line in result.stdout.splitlines()) == ["Quay 0", "Quay 1", "Quay 2"]
    assert command("export", "news.toml", "out.jsonl", "--since", "1d", "--site", "127.0.0.1").stdout == ""
    assert sorted((command.folder / "out.jsonl").read_text("utf-8").splitlines()) == sorted(result.stdout.splitlines())
    assert (
        command("export", "news.toml", "none.jsonl", "--since", "2199-01-01").stderr == "scraper: 0 articles exported\n"
    )
    assert command("export", "news.toml", "--as", "markdown", "out").code == 0
    assert len(list((command.folder / "out" / "127.0.0.1").glob("*.md"))) == 3


@pytest.mark.parametrize("since", ["yesterday", "2026", "7x", "", "-1d"])
def test_an_invalid_time_is_refused(command: CommandLine, since: str) -> None:
    result = command("export", "news.toml", "never.jsonl", f"--since={since}")
    assert result.code == 2
    assert not (command.folder / "never.jsonl").exists()


def test_recleaning_with_the_same_rules_changes_nothing(command: CommandLine) -> None:
    for arguments in (("--dry-run",), (), ("--site", "127.0.0.1", "--since", "7d")):
        result = command("reclean", "news.toml", *arguments)
        assert (result.code, result.stderr) == (0, "")
        assert result.stdout.startswith("3 pages cleaned again: 0 articles ")


def test_schedule_prints_a_line_and_units(command: CommandLine) -> None:
    result = command("schedule", "news.toml", "--every", "30m")
    assert (result.code, result.stderr) == (0, "")
    assert re.search(r"^\d+,\d+ \* \* \* \* /.+ run .+news\.toml --quiet$", result.stdout, re.MULTILINE)
    assert "[Service]" in result.stdout
    assert "[Timer]" in result.stdout
    only = command("schedule", "news.toml", "--every", "30m", "--as", "timer").stdout
    assert only.startswith("[Unit]\n")
    assert "[Service]" not in only


def test_schedule_warns_of_what_cron_cannot_do_and_of_overlaps(command: CommandLine) -> None:
    result = command("schedule", "news.toml", "--every", "45m")
    assert result.code == 0
    assert "# cron cannot start something every 45m" in result.stdout
    assert "OnUnitActiveSec=2700s" in result.stdout
    assert command("schedule", "news.toml", "--every", "45m", "--as", "cron").code == 2
    assert "as long as --every 20m or longer" in command("schedule", "news.toml", "--every", "20m").stderr
    assert command("schedule", "news.toml", "--every", "30s").code == 2
    assert command("schedule", "news.toml", "--every", "soon").code == 2


def test_discover_prints_a_source_that_a_run_reads(new_command: CommandLine) -> None:
    result = new_command("discover", f"{new_command.base}/", "--allow-private", "--user-agent", AGENT)
    assert result.code == 0
    assert f'feeds = ["{new_command.base}/feed.xml"]' in result.stdout.replace("\n", "").replace("    ", "").replace(
        ",]", "]"
    )
    head = f'[run]\nuser_agent = "{AGENT}"\n[fetch]\nmin_delay = 0\nallow_private_addresses = true\n'
    (new_command.folder / "news.toml").write_text(head + result.stdout, "utf-8")
    assert new_command("run", "news.toml").code == 0


def test_discover_accepts_a_host(new_command: CommandLine) -> None:
    result = new_command("discover", "127.0.0.1")
    assert (result.code, result.stdout) == (3, "")
    assert "https://127.0.0.1/" in result.stderr


def test_discover_refuses_a_private_address_by_default(new_command: CommandLine) -> None:
    result = new_command("discover", f"{new_command.base}/")
    assert (result.code, result.stdout) == (3, "")
    assert new_command.server.asked == []


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
def test_reading_before_the_first_run_is_an_error(new_command: CommandLine, arguments: tuple[str, ...]) -> None:
    verb, *rest = arguments
    result = new_command(verb, "news.toml", *rest)
    assert (result.code, result.stdout) == (2, "")
    assert re.fullmatch(r"scraper: store [^\n]+\n", result.stderr)
    assert sorted(entry.name for entry in new_command.folder.iterdir()) == ["news.toml"]


def test_on_a_terminal_progress_is_shown_beside_the_one_line_of_data(new_command: CommandLine) -> None:
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "scraper", "run", "news.toml"]
    env = {**os.environ, "PYTHONPATH": str(Path.cwd()), "COLUMNS": "100", "TERM": "xterm"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=follower, cwd=new_command.folder, env=env, text=True
    ) as process:
        os.close(follower)
        shown = read_terminal(leader)
        assert process.stdout is not None
        out = process.stdout.read()
    assert re.fullmatch(r"1 source: [^\n]+; all well\n", out)
    assert re.search(r"tidepost +3 +3 +3 +3 +0", shown)
    assert re.search(r"pages .*3/3 .*0:00:00 left", re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", shown))
    assert "{" not in shown
