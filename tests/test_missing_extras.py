"""Each component for another package says what to install where that package is not."""

from __future__ import annotations

import ast
import sys
import tomllib
from importlib import import_module

import pytest

from scraper.errors import MissingExtra
from tests import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
SHARED = ("__init__", "article_documents")
MODULES = sorted(
    path.stem for path in (ROOT / "scraper" / "integrations").glob("*.py") if path.stem not in SHARED
)  # fmt: skip


def packages_of(module: str) -> set[str]:
    """The packages that a module of `scraper.integrations` imports, but for this one and the standard library."""
    tree = ast.parse((ROOT / "scraper" / "integrations" / f"{module}.py").read_text("utf-8"))
    named = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return {name.partition(".")[0] for name in named} - {"scraper"} - sys.stdlib_module_names


@pytest.mark.parametrize("module", MODULES)
def test_the_error_names_the_extra(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for package in packages_of(module):
        monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.delitem(sys.modules, f"scraper.integrations.{module}", raising=False)
    extra = module.replace("_", "-")
    with pytest.raises(MissingExtra) as caught:
        import_module(f"scraper.integrations.{module}")
    assert str(caught.value).endswith(f" is not installed: pip install 'bodycopy[{extra}]'")
    [requirement] = EXTRAS[extra]
    assert requirement.startswith(f"{caught.value.library}>=")


def test_one_extra_has_them_all() -> None:
    [together] = EXTRAS["integrations"]
    assert together == f"bodycopy[{','.join(sorted(['pandas', *(name.replace('_', '-') for name in MODULES)]))}]"


def test_each_is_tested_beside_its_package() -> None:
    tested = {path.stem for path in (ROOT / "tests" / "integrations").glob("test_*.py")}
    assert tested >= {f"test_{module}" for module in MODULES}
