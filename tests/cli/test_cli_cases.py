"""The subcommands for rules and recorded cases, and the help of the command."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scraper import cli, fixtures
from tests import ROOT
from tests.cli.test_cli import URL, VERBS, scraper


def test_sites_lists_the_rules() -> None:
    done = scraper("sites")
    assert (done.returncode, done.stderr) == (0, "")
    head, *rows = done.stdout.splitlines()
    assert head.split() == ["DOMAIN", "MATCHERS", "MODULE", "SITE"]
    assert [row.split()[0] for row in rows] == sorted(row.split()[0] for row in rows)
    row = next(row.split() for row in rows if row.startswith("theweek.com "))
    assert int(row[1]) > 0
    assert row[2] == "site_rules.theweek_com"


INSTALLED = "; the rules are the installed ones, see scraper sites"


def test_a_recorded_case_is_approved_and_checked(tmp_path: Path) -> None:
    pytest.importorskip("vcr")
    name = "upolitics_com/nothing-to-cut"
    cassettes = ROOT / "cassettes"
    shutil.copytree(cassettes / "upolitics_com", tmp_path / "cassettes" / "upolitics_com")
    golden = tmp_path / "cassettes" / f"{name}.md"
    golden.write_text("An older golden.\n", "utf-8")

    done = scraper("check", name, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, f"scraper: 1 checked, 1 with findings{INSTALLED}\n")
    assert f"{name}: differs from the golden\n" in done.stdout
    assert "\n-An older golden.\n" in done.stdout

    shown = scraper("approve", name, "--dry-run", cwd=tmp_path)
    assert (shown.returncode, shown.stderr) == (0, "scraper: nothing was written\n")
    assert "\n-An older golden.\n" in shown.stdout
    assert golden.read_text("utf-8") == "An older golden.\n"

    done = scraper("approve", name, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "scraper: 1 approved\n")
    assert "\n-An older golden.\n" in done.stdout
    assert scraper("approve", name, cwd=tmp_path).stdout == f"{name}: unchanged\n"

    done = scraper("check", name, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, f"{name}: ok\n")


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of POSIX")
@pytest.mark.parametrize(("answer", "said"), [("y\n", "1 approved"), ("n\n", "nothing was written"), ("\n", "nothing")])
def test_on_a_terminal_it_asks_before_it_overwrites(tmp_path: Path, answer: str, said: str) -> None:
    pytest.importorskip("vcr")
    name = "upolitics_com/nothing-to-cut"
    shutil.copytree(ROOT / "cassettes" / "upolitics_com", tmp_path / "cassettes" / "upolitics_com")
    golden = tmp_path / "cassettes" / f"{name}.md"
    golden.write_text("An older golden.\n", "utf-8")
    leader, follower = os.openpty()
    os.write(leader, answer.encode())
    command = [sys.executable, "-m", "scraper", "approve", name]
    done = subprocess.run(command, stdin=follower, capture_output=True, text=True, timeout=60, cwd=tmp_path)
    os.close(follower)
    os.close(leader)
    assert done.returncode == 0
    assert "scraper: accept this? [y/N] " in done.stderr
    assert said in done.stderr
    assert (golden.read_text("utf-8") == "An older golden.\n") is (answer != "y\n")


def test_check_without_a_name_reports_what_is_missing(tmp_path: Path) -> None:
    pytest.importorskip("vcr")
    shutil.copytree(ROOT / "cassettes" / "upolitics_com", tmp_path / "cassettes" / "upolitics_com")
    done = scraper("check", cwd=tmp_path)
    assert done.returncode == 1
    assert "theweek_com: a rule (installed as site_rules.theweek_com) with 0 recorded cases" in done.stdout
    assert done.stderr.endswith(f"with findings{INSTALLED}\n")


def test_check_outside_a_project_says_so_and_names_no_rule_of_others(tmp_path: Path) -> None:
    done = scraper("check", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"there are no cases in {tmp_path}/cassettes: run this in the folder of cassettes" in done.stderr
    assert "the installed rules (site_rules) are checked where their cases are" in done.stderr


def test_rules_of_this_package_need_no_cases_in_a_project_of_a_user(tmp_path: Path) -> None:
    pytest.importorskip("vcr")
    (tmp_path / "cassettes" / "tidepost_example").mkdir(parents=True)
    (tmp_path / "cassettes" / "tidepost_example" / "a.md").write_text("golden", "utf-8")
    done = scraper("check", cwd=tmp_path)
    assert "theweek_com" not in done.stdout
    assert "tidepost_example: a folder of cases without a rule" in done.stdout


def test_record_prints_its_files_and_the_next_step(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    calls = []

    def recorded(url: str, case: str | None) -> fixtures.Case:
        calls.append((url, case))
        return fixtures.Case(Path("cassettes"), "harbourpost_example", "tides")

    monkeypatch.setattr(fixtures, "record", recorded)
    assert cli.run(["record", URL, "--case", "tides"]) == 0
    assert calls == [(URL, "tides")]
    folder = "cassettes/harbourpost_example"
    captured = capsys.readouterr()
    assert captured.out == f"{folder}/tides.yaml\n{folder}/tides.md\nsite_rules/harbourpost_example.py\n"
    assert captured.err.endswith("then: scraper approve harbourpost_example/tides\n")


def test_version() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+\S*\n", scraper("--version").stdout)


def test_help_lists_every_subcommand() -> None:
    done = scraper("--help")
    assert (done.returncode, done.stderr) == (0, "")
    for verb in VERBS:
        assert re.search(rf"│ {verb}  ", done.stdout), verb


@pytest.mark.parametrize("verb", VERBS)
def test_the_examples_in_the_help_of_every_subcommand_parse(verb: str) -> None:
    done = scraper(verb, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    examples = [line.strip() for line in done.stdout.partition("Examples:")[2].splitlines() if "scraper" in line]
    assert examples
    for example in examples:
        call = next(part for part in example.split(" | ") if part.startswith("scraper "))
        assert call.split()[1] == verb
        cli.app.parse_args(shlex.split(call)[1:], exit_on_error=False, print_error=False)


def test_help_loads_nothing_heavy() -> None:
    heavy = ["httpx", "trafilatura", "lxml", "vcr", "yaml", "rich.markdown"]
    code = f"import sys; from scraper.cli import run; run(['--help']); sys.exit(str({{*{heavy}}} & {{*sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60)
    assert done.stderr.decode().strip() == "set()"
