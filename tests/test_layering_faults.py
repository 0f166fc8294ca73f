"""The test of the layers themselves: each fault that the table is there for is seen, and its innocent twin is not."""

from __future__ import annotations

import pytest

from tests.layers import RULE_MODULE, Row
from tests.test_layering import faults, row_of

FAULTY = [
    pytest.param("scraper.cleaning.judge", "import httpx", id="network-in-the-core"),
    pytest.param("scraper.cleaning.judge", "from scraper import rulebook", id="submodule-imported-from-its-package"),
    pytest.param("scraper.cleaning.judge", "import scraper", id="the-facade-from-inside"),
    pytest.param("scraper.cleaning.judge", "def f():\n    import scraper.fetch", id="inside-a-function-too"),
    pytest.param("scraper.cleaning.second_opinion", "import trafilatura", id="lazy-import-made-eager"),
    pytest.param("scraper.recording", "from vcr import VCR", id="vcr-at-module-level"),
    pytest.param("scraper.recording", "try:\n    import yaml\nexcept ImportError:\n    pass", id="eager-under-try"),
    pytest.param("scraper.cases", "import httpx", id="type-only-import-made-real"),
    pytest.param("scraper.cases", "def f():\n    import httpx", id="type-only-import-made-lazy"),
    pytest.param("scraper.errors", "from . import model", id="relative-imports-are-not-read-so-not-allowed"),
    pytest.param("site_rules.harbourpost_example", "from scraper.model import Reason", id="rule-beyond-the-vocabulary"),
    pytest.param("site_rules.harbourpost_example", "from site_rules import theweek_com", id="rule-on-a-rule"),
    pytest.param("site_rules._shared", "from site_rules._shared import X", id="shared-on-itself"),
]
INNOCENT = [
    pytest.param("scraper.cleaning.judge", "import re\nfrom collections.abc import Sequence", id="standard-library"),
    pytest.param("scraper.cleaning.judge", "from scraper.cleaning.lines import Line", id="sibling"),
    pytest.param("scraper.cleaning.second_opinion", "def f():\n    from trafilatura import extract", id="lazy"),
    pytest.param("scraper.cases", "if TYPE_CHECKING:\n    import httpx", id="only-for-types"),
    pytest.param("scraper.cases", "class A:\n    def f(self):\n        import scraper.fetch", id="in-a-method"),
    pytest.param("site_rules.harbourpost_example", "from scraper.rules import SiteRule, ad", id="vocabulary"),
    pytest.param("site_rules.harbourpost_example", "from site_rules._shared import OUTBRAIN", id="shared-matchers"),
    pytest.param("scraper.laws", '"""::\n\n    from pathlib import Path\n    import httpx\n"""', id="docstring"),
]


def _given(module: str) -> Row:
    given = row_of(module)
    assert given is not None
    return given


@pytest.mark.parametrize(("module", "source"), FAULTY)
def test_a_forbidden_import_is_seen(module: str, source: str) -> None:
    assert faults(module, source, _given(module))


@pytest.mark.parametrize(("module", "source"), INNOCENT)
def test_an_allowed_import_passes(module: str, source: str) -> None:
    assert faults(module, source, _given(module)) == []


@pytest.mark.parametrize(
    "module",
    [
        pytest.param("scraper.utils", id="new-module"),
        pytest.param("scraper.cleaning.magic", id="new-module-of-the-core"),
        pytest.param("site_rules._vendors", id="new-shared-module"),
    ],
)
def test_a_module_without_a_row_is_not_guessed(module: str) -> None:
    assert row_of(module) is None


def test_a_new_site_needs_no_row() -> None:
    assert row_of("site_rules.harbourpost_example") is RULE_MODULE
