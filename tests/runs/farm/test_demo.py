"""The third act of `make demo` plays: a redesign is noticed, the rule is mended, `reclean` puts it right."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from tools import demo


def test_redesign_is_noticed_and_put_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "FOLDER", tmp_path)
    shown = io.StringIO()
    demo.redesign(Console(file=shown, width=200))
    before, mended = shown.getvalue().split(" the rule is mended ")
    assert "- body selector 'div.ml-story' matched 0 of 14 pages" in before
    assert "127.0.1.1  broken " in before
    assert '+RULE = SiteRule(domains=("127.0.1.1",), body=("div.ml-story", "section.zq-flow"))' in mended
    assert "  1 article: longer text; " in mended
    assert "127.0.1.1: broken before, ok now" in mended
    assert "127.0.1.1  ok " in mended
    assert "ledger.py:2" in (tmp_path / "redesign" / "report.html").read_text("utf-8")
