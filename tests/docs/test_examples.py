"""The tutorial, the how-to pages and others: every command and every example is run, and prints what the page says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import ROOT
from tests.support.doc_examples import examples, run_examples

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
PAGES = [
    *(ROOT / "docs" / name for name in ("tutorial.md", "confidence.md")),
    *sorted((ROOT / "docs" / "how_to").glob("*.md")),
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_examples_do_what_the_page_says(page: Path, tmp_path: Path) -> None:
    assert run_examples(page, tmp_path) == len(examples(page)) > 0


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("```python\nprint(1)\n```\n\n```text\n2\n```\n", "print"),
        ("```console\n$ echo 1\n2\n```\n", "echo 1"),
        ("```console\n$ false\n```\n", "exit code 1"),
        ("```console\n$ true  # exit code 3\n```\n", "exit code 0"),
        ("```text\n2\n```\n", "follows no Python"),
        ("```toml\na = 1\n```\n", "neither a file nor run"),
    ],
)
def test_an_example_that_differs_is_found(tmp_path: Path, written: str, why: str) -> None:
    (tmp_path / "page.md").write_text(written, "utf-8")
    with pytest.raises(AssertionError, match=why):
        run_examples(tmp_path / "page.md", tmp_path)
