"""The tutorial and the how-to pages: every command and every example is run, and prints what the page says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import ROOT
from tests.support.doc_examples import examples, run_examples

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
PAGES = [ROOT / "docs" / "tutorial.md", *sorted((ROOT / "docs" / "how_to").glob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_examples_do_what_the_page_says(page: Path, tmp_path: Path) -> None:
    assert run_examples(page, tmp_path) == len(examples(page)) > 0
