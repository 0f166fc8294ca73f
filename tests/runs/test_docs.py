"""docs/runs.md agrees with the keys, exit codes, verdicts, metrics and commands of the code."""

from __future__ import annotations

import re
import shlex
from dataclasses import fields
from pathlib import Path

import pytest

from scraper import errors
from scraper.runs.config import FetchSettings, RunSettings, Source, load
from scraper.runs.types import Verdict
from tests import ROOT

PAGE = (ROOT / "docs" / "runs.md").read_text("utf-8")
EXAMPLE = PAGE.partition("```toml\n")[2].partition("```")[0]


def test_the_example_is_read_and_shows_every_default(tmp_path: Path) -> None:
    (tmp_path / "news.toml").write_text(EXAMPLE, "utf-8")
    news = load(tmp_path / "news.toml")
    shown = RunSettings(f"sqlite:///{tmp_path}/articles.db", news.run.user_agent, metrics=tmp_path / "bodycopy.prom")
    assert news.run == shown
    assert news.fetch == FetchSettings()
    assert news.sources == (Source("harbourpost", ("https://harbourpost.example/feed.xml",)),)


@pytest.mark.parametrize("settings", [RunSettings, FetchSettings, Source])
def test_the_example_has_every_key(settings: type) -> None:
    written = re.findall(r"^(\w+) = ", EXAMPLE, re.MULTILINE)
    assert [field.name for field in fields(settings) if field.name not in written] == []
    assert "url_file = " in EXAMPLE


def test_exit_codes_of_our_errors_are_in_the_table() -> None:
    codes = set(re.findall(r"^\| (\d) \|", PAGE, re.MULTILINE))
    assert codes == {"0", "1", "2", "3", "5", "6"}
    assert errors.Busy.exit_code == 6
    assert errors.StoreError.exit_code == errors.UsageError.exit_code == 2


def test_every_verdict_is_explained() -> None:
    assert re.findall(r"^- `(\w+)`: ", PAGE, re.MULTILINE) == [verdict.value for verdict in Verdict]


def test_every_metric_is_named() -> None:
    source = (ROOT / "scraper" / "runs" / "monitoring" / "metrics.py").read_text("utf-8")
    names = {f"bodycopy_run_{name}" for name in re.findall(r'gauge\("(\w+)"', source)}
    names |= set(re.findall(r'Gauge\(\s*"(bodycopy_\w+)"', source))
    assert len(names) == 8
    assert set(re.findall(r"`(bodycopy_[a-z_]+)", PAGE)) == names


def test_commands_are_ones_that_there_are() -> None:
    from scraper.cli import app

    lines = re.findall(r"^\$ (bodycopy .+?)(?: {2,}#.*)?$", PAGE, re.MULTILINE)
    assert len(lines) == 7
    for line in lines:
        app.parse_args(shlex.split(line)[1:], exit_on_error=False, print_error=False)
