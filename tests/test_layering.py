"""Who may import whom. What the table does not list is forbidden, and a module without a row fails."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.layers import CORE, RULE_MODULE, TABLE, Row

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Import:
    name: str
    line: int
    where: str


ONLY = {
    "httpx": {"scraper.fetch"},
    "httpcore": {"scraper.connections", "scraper.fetch", "scraper.guard"},
    "protego": {"scraper.runs.robots"},
    "selectolax": {"scraper.cleaning.dom"},
    "trafilatura": {"scraper.cleaning.second_opinion"},
    "vcr": {"scraper.recording"},
    "yaml": {"scraper.recording"},
    "cyclopts": {"scraper.cli", "scraper.runs.commands", "scraper.runs.kept_commands", "scraper.runs.verbs"},
    "rich": {"scraper.cli", "scraper.explain", "scraper.runs.commands", "scraper.runs.logs", "scraper.runs.status"},
    "jinja2": {"scraper.runs.report.page"},
    "prometheus_client": {"scraper.runs.metrics"},
    "pyarrow": {"scraper.runs.export"},
    "feedparser": {"scraper.runs.feeds"},
    "idna": {"scraper.runs.addresses"},
    "lxml": {"scraper.runs.sitemaps"},
    "sqlalchemy": {
        f"scraper.runs.store.{name}"
        for name in (
            "history",
            "keeping",
            "naming",
            "opening",
            "planning",
            "reading",
            "recleaning",
            "saving",
            "schema",
            "store",
            "upsert",
        )
    },
    "scraper.cli": {"scraper.__main__"},
}
WORLDLY = {
    "asyncio", "ftplib", "http", "logging", "multiprocessing", "os", "pathlib", "random", "secrets", "shutil", "socket",
    "sqlite3", "ssl", "subprocess", "tempfile", "threading", "time", "urllib.request", "uuid",
}  # fmt: skip


@cache
def modules() -> dict[str, Path]:
    """Module name → file, of both packages as they lie in the tree."""
    found = {}
    for path in sorted((*ROOT.glob("scraper/**/*.py"), *ROOT.glob("site_rules/**/*.py"))):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def row_of(module: str) -> Row | None:
    if module in TABLE:
        return TABLE[module]
    package, _, name = module.rpartition(".")
    return RULE_MODULE if package == "site_rules" and not name.startswith("_") else None


def imports_of(source: str, known: frozenset[str]) -> list[Import]:
    """Everything `source` imports, but the standard library."""
    found = _walk(ast.parse(source), "always", known)
    return [item for item in found if item.name.partition(".")[0] not in sys.stdlib_module_names]


def _walk(node: ast.AST, where: str, known: frozenset[str]) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        inner = where
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            inner = "inside"
        elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            inner = "typing"
        for name in _names(child, known):
            yield Import(name, getattr(child, "lineno", 0), inner)
        yield from _walk(child, inner, known)


def _names(node: ast.AST, known: frozenset[str]) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        base = "." * node.level + (node.module or "")
        for alias in node.names:
            whole = f"{base}.{alias.name}"
            yield whole if whole in known else base


def allowed(item: Import, given: Row) -> bool:
    names = {*given.always, *(given.inside if item.where == "inside" else ())}
    names |= {*given.inside, *given.typing} if item.where == "typing" else set()
    wide = tuple(name.removesuffix("*") for name in names if name.endswith(".*"))
    return item.name in names or item.name.startswith(wide) if wide else item.name in names


def faults(module: str, source: str, given: Row) -> list[str]:
    found = [item for item in imports_of(source, frozenset(modules())) if not allowed(item, given)]
    return [f"{module}:{item.line} imports {item.name} ({item.where})" for item in found]


@pytest.mark.parametrize("module", modules())
def test_module_has_a_row_and_keeps_to_it(module: str) -> None:
    given = row_of(module)
    assert given is not None, f"{module} has no row in TABLE: say what it may import"
    assert not faults(module, modules()[module].read_text("utf-8"), given)


def test_no_row_outlives_its_module() -> None:
    assert sorted(TABLE.keys() - modules().keys()) == []


@pytest.mark.parametrize("package", ONLY)
def test_only_these_modules_may_import(package: str) -> None:
    holders = set()
    for module, path in modules().items():
        items = imports_of(path.read_text("utf-8"), frozenset(modules()))
        if any(f"{item.name}.".startswith(f"{package}.") for item in items if item.where != "typing"):
            holders.add(module)
    assert holders == ONLY[package]


@pytest.mark.parametrize("module", ["scraper.errors", "scraper.model", "scraper.patterns"])
def test_what_everybody_builds_on_loads_only_the_standard_library(module: str) -> None:
    items = imports_of(modules()[module].read_text("utf-8"), frozenset(modules()))
    assert [item for item in items if item.where == "always"] == []


PURE = [name for name in modules() if name.startswith("scraper.cleaning")]
PURE += sorted(CORE | {"scraper.rendering", "scraper.golden", "scraper.laws", "scraper.explain"})


@pytest.mark.parametrize("module", PURE)
def test_pure_module_has_no_clock_no_disk_and_no_socket(module: str) -> None:
    names = {
        name for node in ast.walk(ast.parse(modules()[module].read_text("utf-8"))) for name in _names(node, frozenset())
    }
    assert not {name for name in names if name in WORLDLY or name.partition(".")[0] in WORLDLY}


@pytest.mark.parametrize("name", ["scraper.rulebook", "scraper.fetch", "scraper.cases", "scraper.cli", "scraper"])
def test_the_table_itself_keeps_the_core_pure(name: str) -> None:
    core = {module: given for module, given in TABLE.items() if module.startswith("scraper.cleaning")}
    assert core
    for module, given in core.items():
        for where in ("always", "inside"):
            assert not allowed(Import(name, 1, where), given), module


def test_modules_are_loaded_by_name_only_where_rules_are_looked_up() -> None:
    users = {name for name, path in modules().items() if "import_module" in path.read_text("utf-8")}
    assert users == {"scraper.rulebook"}
