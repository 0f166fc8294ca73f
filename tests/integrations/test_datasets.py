"""The map function beside datasets of Hugging Face."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import pytest
from datasets import Dataset, Value, disable_progress_bars

from scraper import Cleaner, clean_html
from scraper.integrations.datasets import AddArticles
from tests.integrations.story import CUT, EMPTY, FIRST, LAST, PAGE, URL

ROWS = {
    "html": [EMPTY, PAGE, f"{FIRST}\n\n{CUT}\n\n{LAST}\n", None],
    "url": [None, URL, None, None],
    "shelf": [1, 2, 3, 4],
}


@pytest.fixture(autouse=True)
def quiet() -> None:
    disable_progress_bars()


def cleaned(rows: dict[str, list[Any]], add: AddArticles, **how: Any) -> Dataset:
    before = Dataset.from_dict(rows)
    return before.map(add, features=add.features(before.features), load_from_cache_file=False, **how)


@pytest.mark.block_network(allowed_hosts=[".*/pymp-.*"])  # the sockets between processes
@pytest.mark.parametrize(
    "how", [{}, {"batched": True, "batch_size": 1}, {"batched": True}, {"batched": True, "num_proc": 2}], ids=str
)
def test_rows_get_the_columns_of_their_article(how: dict[str, Any]) -> None:
    article = clean_html(PAGE, URL)
    found = cleaned(ROWS, AddArticles(), **how)
    assert found["shelf"] == [1, 2, 3, 4]
    assert found["article_text"] == [None, article.text, f"{FIRST}\n\n{LAST}", None]
    assert found["article_title"] == [None, "Harbour opens its books", None, None]
    assert found["article_authors"][:2] == [None, ["Ada Example"]]
    assert found["article_confidence"][1] == pytest.approx(article.confidence)
    assert {"reason": "newsletter", "text": CUT} in found["article_cuts"][1]
    assert found["article_error"][0].startswith("this page: ")
    assert found["article_error"][1:] == [None, None, "there is no page"]


def test_columns_have_the_same_types_whatever_comes_first() -> None:
    add = AddArticles(prefix="a_")
    empty = cleaned({"html": [EMPTY], "url": [URL]}, add, batched=True)
    full = cleaned({"html": [PAGE], "url": [URL]}, add, batched=True)
    assert empty.features == full.features
    assert full.features["a_text"] == Value("string")
    assert list(add.columns) == [name for name in full.column_names if name.startswith("a_")]


def test_pages_may_be_bytes_without_addresses(tmp_path: Path) -> None:
    add = AddArticles(page="body", url=None, prefix="", content="markdown", cleaner=Cleaner(keep="newsletter"))
    found = cleaned({"body": [PAGE.encode()]}, add, batched=True, remove_columns=["body"])
    assert found["text"][0].startswith("# Harbour opens its books")
    assert CUT in found["text"][0]
    found.to_parquet(tmp_path / "articles.parquet")
    assert Dataset.from_parquet(str(tmp_path / "articles.parquet"))["title"] == found["title"]


def test_it_can_be_sent_to_other_processes() -> None:
    add = pickle.loads(pickle.dumps(AddArticles(cleaner=Cleaner(keep="newsletter"))))
    assert CUT in add({"html": PAGE, "url": URL})["article_text"]
