"""`--rules` of the command: rules of the caller's own, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_cli import PAGE, PARAGRAPHS, URL, scraper

RULE = """\
about = "The Harbour Post: rules of a reader"
domains = ["harbourpost.example"]
body = "article"
[remove]
related = { text = '^Then four trawlers' }
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "harbourpost.toml").write_text(RULE, "utf-8")
    (tmp_path / "tides.html").write_text(PAGE, "utf-8")
    return tmp_path


def test_clean_and_explain_use_the_rules_of_a_folder(folder: Path) -> None:
    done = scraper("clean", "tides.html", "--url", URL, "--rules", "rules", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{PARAGRAPHS[0]}\n\n{PARAGRAPHS[2]}\n"
    shown = scraper("explain", "tides.html", "--url", URL, "--rules", "rules/harbourpost.toml", cwd=folder)
    assert "related · rules/harbourpost.toml: related(text='^Then four trawlers')" in shown.stdout


def test_sites_lists_the_rules_of_a_folder_before_the_installed_ones(folder: Path) -> None:
    (folder / "rules" / "week.toml").write_text("domains = 'theweek.com'\nbody = 'article'\n", "utf-8")
    done = scraper("sites", "--rules", "rules/", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    rows = [line.split() for line in done.stdout.splitlines()]
    assert ["harbourpost.example", "1", "rules/harbourpost.toml"] in [row[:3] for row in rows]
    assert [row[2] for row in rows if row[0] == "theweek.com"] == ["rules/week.toml"]
    assert "site_rules.motherjones_com" in done.stdout


def test_a_broken_rule_is_said_and_the_page_is_cleaned_without_it(folder: Path) -> None:
    (folder / "rules" / "harbourpost.toml").write_text(f"{RULE}newsleter = 'p'\n", "utf-8")
    done = scraper("clean", "tides.html", "--url", URL, "--rules", "rules", cwd=folder)
    assert (done.returncode, done.stdout) == (0, "\n\n".join(PARAGRAPHS) + "\n")
    wanted = "scraper: rules/harbourpost.toml: remove= has no verb 'newsleter': did you mean 'newsletter'?\n"
    assert done.stderr == wanted
    listed = scraper("sites", "--rules", "rules", cwd=folder)
    assert (listed.returncode, listed.stderr) == (5, wanted)


def test_rules_that_are_not_there_are_a_wrong_call(folder: Path) -> None:
    done = scraper("clean", "tides.html", "--rules", "rulez/", cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "scraper: rules: there is no rulez/: name a folder, a .toml or .py file, or a module\n"
