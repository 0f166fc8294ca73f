"""The golden text: whatever two articles differ in shows as a difference of their goldens."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from scraper.golden import difference, status_of, to_golden
from scraper.model import Article, Image, Paragraph, Path, Reason, Removal

ARTICLE = Article(
    url="https://harbourpost.example/1",
    title='A "quay" is built',
    subtitle=None,
    authors=("Ada Quill",),
    published="2024-01-02",
    modified=None,
    language="en",
    section="Port",
    images=(Image("https://harbourpost.example/1.jpg", "The quay", "Ada Quill"),),
    blocks=(Paragraph("It is finished.", Path("p", 0)),),
    removals=(Removal(Reason.AD, "m: ad('.x')", "Advertisement\nClose", Path("p > b", 1)),),
    source="generic",
)

GOLDEN = """---
url: "https://harbourpost.example/1"
title: "A \\"quay\\" is built"
subtitle: null
authors: ["Ada Quill"]
published: "2024-01-02"
modified: null
language: "en"
section: "Port"
images:
  - {"url": "https://harbourpost.example/1.jpg", "caption": "The quay", "credit": "Ada Quill"}
source: "generic"
status: draft
---

# A "quay" is built

It is finished.

---

Receipts: 1

- ad · m: ad('.x') · p > b · Advertisement ⏎ Close
"""


def test_the_golden_of_an_article_reads_like_this() -> None:
    assert to_golden(ARTICLE) == GOLDEN


@pytest.mark.parametrize(
    "change",
    [
        {"url": None},
        {"title": "A quay is built"},
        {"subtitle": ""},
        {"authors": ("Ada", "Quill")},
        {"published": None},
        {"modified": "2024-01-03"},
        {"language": "de"},
        {"section": None},
        {"images": ()},
        {"images": (Image("https://harbourpost.example/1.jpg", "The quay"),)},
        {"blocks": ()},
        {"blocks": (Paragraph("It is finished", Path("p", 0)),)},
        {"removals": ()},
        {"removals": (replace(ARTICLE.removals[0], reason=Reason.EVENT),)},
        {"removals": (replace(ARTICLE.removals[0], rule="other"),)},
        {"removals": (replace(ARTICLE.removals[0], text="Advertisement Close"),)},
        {"removals": (replace(ARTICLE.removals[0], place=Path("p", 1)),)},
        {"removals": ARTICLE.removals * 2},
        {"source": "text"},
    ],
    ids=str,
)
def test_every_difference_shows(change: dict[str, Any]) -> None:
    other = replace(ARTICLE, **change)
    assert difference(to_golden(ARTICLE), to_golden(other), "a/b")


def test_characters_that_no_editor_shows_are_written_out() -> None:
    hidden = replace(ARTICLE, title="a\u200bb", removals=(replace(ARTICLE.removals[0], text="x\u00ady\tz"),))
    golden = to_golden(hidden)
    assert 'title: "a\\u200bb"' in golden
    assert golden.endswith("x\\u00ady\\u0009z\n")


def test_equal_goldens_have_no_difference() -> None:
    assert difference(GOLDEN, GOLDEN, "a/b") == ""


@pytest.mark.parametrize(
    ("text", "status"),
    [
        pytest.param(GOLDEN, "draft", id="draft"),
        pytest.param(GOLDEN.replace("status: draft", "status: approved"), "approved", id="approved"),
        pytest.param(GOLDEN.replace("status: draft\n", ""), None, id="no status"),
        pytest.param(GOLDEN.replace("status: draft\n", "") + "\nstatus: approved\n", None, id="only in the text"),
        pytest.param("", None, id="empty"),
    ],
)
def test_the_status_is_read_from_the_front_matter(text: str, status: str | None) -> None:
    assert status_of(text) == status
