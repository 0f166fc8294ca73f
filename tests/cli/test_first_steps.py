"""What people try first: the bare command, both names of a format, text that is HTML."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper.cli.archive import _export_kind
from scraper.errors import UsageError
from tests.cli.test_cli import PAGE, URL, page, scraper, text

__all__ = ["page", "text"]  # fixtures


def test_the_bare_command_prints_its_help() -> None:
    done = scraper()
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == scraper("--help").stdout


@pytest.mark.parametrize("verb", ["clean", "show"])
def test_markdown_has_two_names_in_every_verb(page: Path, verb: str) -> None:
    assert "markdown" in scraper(verb, "--help").stdout
    if verb == "clean":
        short, long = (scraper("clean", str(page), "--as", name) for name in ("md", "markdown"))
        assert short.stdout.startswith("# The tide turns\n")
        assert long.stdout == short.stdout


@pytest.mark.parametrize(
    ("given", "name", "kind"),
    [
        (None, "a.parquet", "parquet"),
        (None, "A.PARQUET", "parquet"),
        (None, "a.jsonl", "jsonl"),
        (None, "-", "jsonl"),
        (None, "articles", "jsonl"),
        ("parquet", "articles", "parquet"),
        ("md", "articles", "markdown"),
        ("markdown", "a.example", "markdown"),
    ],
)
def test_the_name_of_an_export_says_its_format(given: None, name: str, kind: str) -> None:
    assert _export_kind(given, Path(name)) == kind


@pytest.mark.parametrize(("given", "name"), [("jsonl", "a.parquet"), ("parquet", "a.jsonl"), ("md", "a.parquet")])
def test_a_name_that_says_another_format_is_refused(given: None, name: str) -> None:
    with pytest.raises(UsageError, match=rf"{name} is the name of a \w+ file, and --as {given} writes another"):
        _export_kind(given, Path(name))


def test_html_that_is_said_to_be_text_is_a_wrong_call(page: Path) -> None:
    done = scraper("clean", str(page), "--input", "text")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("scraper: this is HTML, and clean_text takes flattened text")


def test_a_page_that_names_its_address_needs_no_url(page: Path) -> None:
    page.write_text(PAGE.replace("<head>", f"<head><link rel=canonical href='{URL}'>"), "utf-8")
    shown = scraper("explain", str(page)).stdout.splitlines()
    assert shown[0].split() == ["URL:", URL]
    assert shown[1].split() == ["URL", "named", "by:", "canonical"]
