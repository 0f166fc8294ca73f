"""The laws in somebody else's repository, for a rule of their own: the ten lines that `scraper.laws` shows."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from scraper import cleaning, laws
from scraper.rulebook import Entry
from scraper.rules import SiteRule, newsletter
from tests.test_laws import said

RULE = '''
"""The Tide Post (tidepost.example): a weekly that puts its letter between the paragraphs."""

from scraper.rules import SiteRule, newsletter

RULE = SiteRule(domains=("example.org",), body=("main",), remove=(newsletter("p.tide-letter"),{more}))
'''
PAGE = """<!doctype html><html lang=en><title>Footbridge {n} to close</title><body><nav>Home</nav><main>
<p>The footbridge at Tallow Creek will close on Monday for {n} weeks, the county said, after divers found shipworm.</p>
<p class=tide-letter>The Tide, every Friday, in your inbox.</p>
<p>About nine hundred people cross it on a working day, most of them on the way to the ferry.</p></main></body></html>
"""


@pytest.fixture
def strangers_test(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Path, str]]:
    """A repository with two pages and room for a rule, and the ten lines that `scraper.laws` shows."""
    (tmp_path / "my_rules").mkdir()
    (tmp_path / "pages").mkdir()
    for number in (8, 11):
        (tmp_path / "pages" / f"bridge-{number}.html").write_text(PAGE.format(n=number), "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "my_rules", raising=False)
    monkeypatch.delitem(sys.modules, "my_rules.example_org", raising=False)
    example = (laws.__doc__ or "").partition("::\n\n")[2]
    yield tmp_path / "my_rules" / "example_org.py", textwrap.dedent(example)
    monkeypatch.undo()
    for module in ("my_rules", "my_rules.example_org"):
        sys.modules.pop(module, None)


def run(source: str) -> None:
    namespace: dict[str, object] = {}
    exec(compile(source, "test_rule.py", "exec"), namespace)
    test = namespace["test_rule"]
    assert callable(test)
    test()


def test_a_rule_of_ones_own_is_tested_in_ten_lines(strangers_test: tuple[Path, str]) -> None:
    module, test = strangers_test
    assert len([line for line in test.splitlines() if line.strip()]) <= 11
    module.write_text(RULE.format(more=""), "utf-8")
    run(test)


@pytest.mark.parametrize(
    "more",
    [
        pytest.param('newsletter("p.gone")', id="a matcher that fires in no case"),
        pytest.param('newsletter(text="^The footbridge at Mill")', id="a pattern that fires in no case"),
    ],
)
def test_the_ten_lines_fail_for_a_bad_rule(strangers_test: tuple[Path, str], more: str) -> None:
    module, test = strangers_test
    module.write_text(RULE.format(more=more), "utf-8")
    with pytest.raises(AssertionError, match="dead matcher"):
        run(test.replace("== []", "== [], laws.check_rule(entry, list(articles.values()))"))


def test_what_the_rule_of_a_stranger_takes_is_receipted() -> None:
    rule = SiteRule(domains=("example.org",), body=("main",), remove=(newsletter("p.tide-letter"),))
    entry = Entry("my_rules.example_org", rule, "", ours=False)
    url = "https://example.org/bridge"
    article = cleaning.clean_html(PAGE.format(n=8), url, rule, entry.module)
    assert laws.check_case(article, PAGE.format(n=8), url, rule) == []
    assert [removal.rule for removal in article.removals] == ["my_rules.example_org: newsletter('p.tide-letter')"]
    assert said(laws.covered([entry], {"example_org": 1})) == [
        "coverage: my_rules.example_org: 1 recorded cases, and 2 are the least"
    ]
