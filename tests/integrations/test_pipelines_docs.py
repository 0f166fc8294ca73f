"""The examples of docs/pipelines.md print what the page says, one after another as a reader would run them."""

from __future__ import annotations

import re
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from datasets import disable_progress_bars
from langchain_core.documents import Document
from scrapy.settings import Settings
from scrapy.utils.misc import load_object

from scraper import Cleaner
from scraper.integrations.scrapy import ArticlePipeline
from tests import ROOT
from tests.integrations.story import PAGE, URL

PIPELINES = (ROOT / "docs" / "pipelines.md").read_text("utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```(?:\n\n```text\n(.*?)```)?", PIPELINES, re.DOTALL)


def test_the_examples_print_what_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disable_progress_bars()
    (tmp_path / "saved.html").write_text(PAGE, "utf-8")
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {"page": PAGE, "url": URL}
    names["document_with_page"] = Document(page_content=PAGE, metadata={"source": URL})
    said = []
    for code, _ in EXAMPLES:
        printed = StringIO()
        with redirect_stdout(printed):
            exec(code, names)
        said.append(printed.getvalue())
    assert said == [expected for _, expected in EXAMPLES]
    assert len(said) == 9


def test_the_example_of_the_readme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [code] = re.findall(
        r"```python\n(from bodycopy\.integrations.*?)```", (ROOT / "README.md").read_text("utf-8"), re.S
    )
    (tmp_path / "saved.html").write_text(PAGE, "utf-8")
    monkeypatch.chdir(tmp_path)
    printed = StringIO()
    with redirect_stdout(printed):
        exec(code, {})
    assert printed.getvalue() == "Harbour opens its books by Ada Example\n"


def test_the_settings_of_scrapy_are_read() -> None:
    names: dict[str, Any] = {}
    exec(next(code for code, _ in EXAMPLES if "ITEM_PIPELINES" in code), names)
    settings = Settings({name: value for name, value in names.items() if name.isupper()})
    [path] = settings.getdict("ITEM_PIPELINES")
    pipeline = load_object(path).from_crawler(SimpleNamespace(settings=settings, stats=None))
    assert isinstance(pipeline, ArticlePipeline)
    assert pipeline._cleaner.options == Cleaner(keep="caption").options
