"""What the build of the documentation site adds to MkDocs."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from scraper.cli import app
from tests import ROOT
from tools.docs_notebook import as_markdown
from tools.docs_site import command_reference, loaded_from_elsewhere, relinked


@pytest.mark.parametrize(
    ("page", "written", "expected"),
    [
        ("rules.md", "[a](../CONTRIBUTING.md#where)", "[a](contributing.md#where)"),
        ("how_to/x.md", "[a](../../README.md)", "[a](../index.md)"),
        ("how_to/x.md", "[a](../runs.md#b)", "[a](../runs.md#b)"),
        ("index.md", "[a](docs/runs.md) [b](cassettes/README.md)", "[a](runs.md) [b](recordings.md)"),
        ("contributing.md", "[a](https://tidepost.example/docs/x.md)", "[a](https://tidepost.example/docs/x.md)"),
        ("index.md", "```text\n[a](docs/runs.md)\n```", "```text\n[a](docs/runs.md)\n```"),
        ("index.md", "[a](scraper/api.py)", "[a](scraper/api.py)"),
    ],
)
def test_links_lead_to_pages_of_the_site(page: str, written: str, expected: str) -> None:
    assert relinked(written, page) == expected


@pytest.mark.parametrize(
    ("html", "loads"),
    [
        ('<script src="https://cdn.example/x.js"></script>', True),
        ("<link rel=stylesheet href=//fonts.example/css>", True),
        ('<img alt="" src="http://tidepost.example/a.png">', True),
        ('<a href="https://tidepost.example/">x</a>', False),
        ('<link rel="canonical" href="https://tidepost.example/">', False),
        ('<script src="../assets/x.js"></script>', False),
    ],
)
def test_what_is_loaded_from_other_hosts_is_found(html: str, loads: bool) -> None:
    assert bool(loaded_from_elsewhere(html)) == loads


def test_every_command_and_its_examples_are_in_the_reference() -> None:
    written = command_reference()
    for verb in (name for name in app if not name.startswith("-")):
        assert f"\n## scraper {verb}\n" in written
    assert "\n### scraper rule new\n" in written
    assert "scraper store backup news.toml articles-2026-11.db" in written
    assert "`--dry-run`" in written


def test_a_stored_notebook_is_shown_with_its_outputs() -> None:
    stored = json.loads((ROOT / "docs" / "notebooks" / "pages.ipynb").read_text("utf-8"), object_hook=joined)
    page = as_markdown(stored)
    assert page.startswith("# Pages in a notebook\n")
    assert "2 × newsletter: 'Sign up" in page
    assert '<div class="output">\n<article lang="en">' in page


def joined(data: dict[str, object]) -> object:
    """A part of a notebook as nbformat gives it: lists of lines are texts."""
    texts = {
        name: "".join(value) if isinstance(value, list) and all(isinstance(line, str) for line in value) else value
        for name, value in data.items()
    }
    return SimpleNamespace(**texts) if "cell_type" in data or "output_type" in data or "cells" in data else texts
