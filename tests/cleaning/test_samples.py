"""The four sample texts and the labelled lines beside the repository, scored by the script that lies there too.

They are not part of the repository. Where they are absent these tests are skipped.
"""

from __future__ import annotations

import importlib.util
import warnings
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from scraper import clean_text

SHARED = Path(__file__).resolve().parents[3] / "shared"
SCORE = SHARED / "corpus" / "score.py"
SAMPLES = ("businessinsider_in", "motherjones", "theweek", "upolitics")
MOST_LOST = 0.005
MOST_LEFT = 0.03

pytestmark = pytest.mark.skipif(not SCORE.exists(), reason="the sample texts are not here")


@cache
def score() -> ModuleType:
    spec = importlib.util.spec_from_file_location("samples_score", SCORE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def rows(name: str) -> tuple[dict[str, Any], ...]:
    folder = SHARED / "seeds" if name == "seeds" else SHARED / "corpus" / name
    if not (folder / "gold.jsonl").exists():
        pytest.skip(f"{folder.name} is not here")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # the script leaves its files to the collector
        return tuple(score().load(name))


def test_there_are_four_sample_texts() -> None:
    assert {row["id"] for row in rows("seeds")} == set(SAMPLES)


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_sample_text_is_exact(sample: str) -> None:
    row = next(row for row in rows("seeds") if row["id"] == sample)
    article = clean_text(row["text"], row["url"])
    lost, left, _, _ = score().line_errors(row, article.text)
    assert (lost, left) == ([], [])
    key = score().key
    assert key(article.title or "") == key(row["meta"]["title"] or "")
    assert [key(name) for name in article.authors] == [key(name) for name in row["meta"]["authors"]]


def test_labelled_lines() -> None:
    lost: list[str] = []
    left: list[str] = []
    body = other = 0
    for row in rows("lines"):
        gone, stay, of_body, of_other = score().line_errors(row, clean_text(row["text"], row["url"]).text)
        lost, left, body, other = [*lost, *gone], [*left, *stay], body + of_body, other + of_other
    assert len(lost) <= MOST_LOST * body, lost
    assert len(left) <= MOST_LEFT * other, left
