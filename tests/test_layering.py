"""Which package may import which. Imports that the table does not list are forbidden, and every package needs a row.

The order is errors, model, urls → html → rules → cleaning → api → many_pages → output → net → batch, integrations →
fixtures → runs → cli: a package may import only packages to its left, and not always all of them.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests import ROOT


@dataclass(frozen=True)
class Import:
    """One import: the module or package, the line, and whether it is at the top, in a function or for types only."""

    name: str
    line: int
    where: str


@dataclass(frozen=True)
class Row:
    """Package → what its modules may import, apart from their siblings and the standard library."""

    always: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    typing: tuple[str, ...] = ()


def row(always: str = "", *, inside: str = "", typing: str = "") -> Row:
    return Row(tuple(always.split()), tuple(inside.split()), tuple(typing.split()))


VALUES = "scraper.blocks scraper.errors scraper.model scraper.urls"
CORE = f"{VALUES} scraper.html scraper.rules"
RUNS = (
    f"{CORE} scraper.processes scraper.api scraper.cleaning scraper.cleaning_options scraper.rule_files scraper.output"
    " scraper.net scraper.runs"
)
PACKAGES = {
    "scraper": row(
        f"{CORE} scraper.cleaning_options scraper.api scraper.many_pages scraper.output", inside="scraper.cli"
    ),
    "scraper.rule_files": row(f"{CORE} scraper.cleaning_options"),
    # the child imports the package that it belongs to, whose functions it calls
    "scraper.processes": row(inside="scraper"),
    "scraper.cleaning_options": row(f"{VALUES} scraper.rules"),
    "scraper.api": row(
        f"{CORE} scraper.cleaning_options scraper.cleaning",
        inside="scraper.processes scraper.rule_files",
        typing="scraper.rule_files",
    ),
    "scraper.many_pages": row(
        f"{VALUES} scraper.cleaning_options scraper.api", inside="scraper.processes", typing="scraper.processes"
    ),
    # Article.markdown and Article.html import the renderer when they are called
    "scraper.errors": row(),
    "scraper.blocks": row(),
    "scraper.model": row("scraper.blocks", inside="scraper.output"),
    "scraper.urls": row("scraper.errors", inside="idna tld"),
    "scraper.html": row(VALUES, inside="re2"),
    "scraper.rules": row(f"{VALUES} scraper.html", inside="re2"),
    "scraper.cleaning": row(f"{CORE} scraper.cleaning_options", inside="re2"),
    "scraper.output": row(VALUES, inside="rich.text scraper.html.mathml", typing="rich.console"),
    "scraper.net": row(f"{VALUES} scraper.html httpcore", inside="brotli zstandard"),
    "scraper.integrations": row(
        f"{VALUES} scraper.api scraper.html.decode scraper.net.response scraper.output", inside="scraper.net.fetch"
    ),
    "scraper.fixtures": row(
        f"{CORE} scraper.api scraper.cleaning scraper.output scraper.net.decompress",
        inside="scraper.net",
        typing="httpx",
    ),
    "scraper.runs": row(RUNS, inside="rich", typing="rich.console"),
    "scraper.runs.store": row(f"{VALUES} scraper.cleaning.metadata scraper.net.decompress scraper.runs sqlalchemy"),
    "scraper.runs.polite": row(f"{VALUES} scraper.net scraper.runs"),
    "scraper.runs.sources": row(f"{CORE} scraper.processes scraper.cleaning scraper.net.decompress scraper.runs"),
    "scraper.runs.monitoring": row(f"{VALUES} scraper.output scraper.runs", inside="rich", typing="rich.console"),
    "scraper.serve": row(
        f"{VALUES} scraper scraper.api scraper.html scraper.processes scraper.cleaning.metadata scraper.output"
        " scraper.runs starlette jinja2 markupsafe uvicorn"
    ),
    "scraper.cli": row(
        f"{VALUES} scraper.cleaning.metadata scraper.runs cyclopts",
        inside=f"{RUNS} scraper.batch scraper.cleaning_options scraper.fixtures scraper.many_pages scraper.serve"
        " rich.console rich.progress",
        typing="scraper.batch scraper.cleaning_options",
    ),
    "scraper.batch": row(
        f"{VALUES} scraper.api scraper.cleaning_options scraper.html scraper.many_pages scraper.net.decompress"
        " scraper.net.response scraper.output scraper.processes",
    ),
    # one row for all sites, so that a new site needs no change here
    "site_rules": row("scraper.rules"),
}
ONLY = {
    "httpx": {"scraper.net.fetch"},
    "httpcore": {"scraper.net.connections", "scraper.net.fetch", "scraper.net.guard"},
    "protego": {"scraper.runs.polite.robots"},
    "selectolax": {"scraper.html.dom"},
    "trafilatura": {"scraper.cleaning.body.second_opinion"},
    "vcr": {"scraper.fixtures.recording"},
    "yaml": {"scraper.fixtures.recording"},
    "jinja2": {"scraper.runs.monitoring.report.report_page", "scraper.serve.pages"},
    "prometheus_client": {"scraper.runs.monitoring.metrics"},
    "datasets": {"scraper.integrations.datasets"},
    "spacy": {"scraper.integrations.spacy"},
    "haystack": {"scraper.integrations.haystack"},
    "llama_index": {"scraper.integrations.llama_index"},
    "langchain_core": {"scraper.integrations.langchain"},
    "itemadapter": {"scraper.integrations.scrapy"},
    "scrapy": {"scraper.integrations.scrapy"},
    "twisted": {"scraper.integrations.scrapy"},
    "web_poet": {"scraper.integrations.web_poet"},
    "pandas": {"scraper.output.data_frame"},
    "pyarrow": {"scraper.batch.page_archives", "scraper.runs.export"},
    "warcio": {"scraper.batch.page_archives"},
    "brotli": {"scraper.net.decompress"},
    "zstandard": {"scraper.net.decompress"},
    "feedparser": {"scraper.runs.sources.feed_parser"},
    "filelock": {"scraper.runs.lock"},
    "idna": {"scraper.urls"},
    "tld": {"scraper.urls"},
    "webencodings": {"scraper.html.decode"},
    "lxml": {"scraper.runs.sources.sitemaps"},
}
"""Library → the modules that may import it."""
LAZY = frozenset(
    [
        "trafilatura", "brotli", "zstandard", "vcr", "yaml", "pandas", "pyarrow", "warcio", "feedparser",
        "lxml", "idna", "re2", "rich",
    ]
)  # fmt: skip
"""Libraries that are imported only inside functions, as they are slow to load or belong to an extra."""
WORLDLY = {
    "asyncio", "ftplib", "http", "logging", "multiprocessing", "os", "pathlib", "random", "secrets", "shutil", "socket",
    "sqlite3", "ssl", "subprocess", "tempfile", "threading", "time", "urllib.request", "uuid",
}  # fmt: skip
PURE = ("scraper.errors", "scraper.model", "scraper.rules", "scraper.cleaning", "scraper.html", "scraper.output")
NOT_PURE = {"scraper.output.files"}


@cache
def modules() -> dict[str, Path]:
    """Module name → file, for all packages."""
    found = {}
    for path in sorted((*ROOT.glob("scraper/**/*.py"), *ROOT.glob("site_rules/**/*.py"))):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def package_of(module: str) -> str:
    """The longest name in PACKAGES that `module` equals or belongs to; "" for a new top-level name."""
    names = [name for name in PACKAGES if within(module, name) and (name != "scraper" or module.count(".") < 1)]
    if not names and module == "scraper.__main__":
        return "scraper"
    return max(names, key=len, default="")


def within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def imports_of(source: str) -> list[Import]:
    """The imports of `source`, except from the standard library."""
    return [item for item in _walk(ast.parse(source), "always") if item.name.partition(".")[0] not in STANDARD]


STANDARD = sys.stdlib_module_names


def _walk(node: ast.AST, where: str) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        inner = where
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            inner = "inside"
        elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            inner = "typing"
        for name in _names(child):
            yield Import(name, getattr(child, "lineno", 0), inner)
        yield from _walk(child, inner)


def _names(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        base = "." * node.level + (node.module or "")
        for alias in node.names:
            submodule = f"{base}.{alias.name}"
            yield submodule if submodule in modules() else base


def allowed(item: Import, module: str) -> bool:
    own, library = package_of(module), item.name.partition(".")[0]
    given = PACKAGES[own]
    if library in ONLY and not (module in ONLY[library] or item.where == "typing"):
        return False
    if library in LAZY and item.where == "always":
        return False
    names = {*given.always, *(given.inside if item.where != "always" else ())}
    names |= {*given.typing, "scraper"} if item.where == "typing" else set()
    if library == "scraper":
        its = package_of(item.name)
        return its == own or any(its == name or (within(item.name, name) and name != "scraper") for name in names)
    if library == "site_rules":
        return item.name == "site_rules._shared" and module not in ("site_rules", "site_rules._shared")
    return library in ONLY or any(within(item.name, name) for name in names)


def faults(module: str, source: str) -> list[str]:
    """The forbidden imports of a module, one message each."""
    found = [item for item in imports_of(source) if not allowed(item, module)]
    return [f"{module}:{item.line} imports {item.name} ({item.where})" for item in found]


@pytest.mark.parametrize("module", modules())
def test_module_belongs_to_a_package_and_imports_what_its_row_allows(module: str) -> None:
    assert package_of(module), f"{module} belongs to no package of PACKAGES: say what it may import"
    assert not faults(module, modules()[module].read_text("utf-8"))


def test_no_row_outlives_its_package() -> None:
    assert sorted(PACKAGES.keys() - modules().keys()) == []


@pytest.mark.parametrize("package", ONLY)
def test_each_library_is_imported_where_the_table_says(package: str) -> None:
    holders = set()
    for module, path in modules().items():
        if any(within(item.name, package) for item in imports_of(path.read_text("utf-8")) if item.where != "typing"):
            holders.add(module)
    assert holders == ONLY[package]


PURE_MODULES = [name for name in modules() if any(within(name, package) for package in PURE) and name not in NOT_PURE]


@pytest.mark.parametrize("module", PURE_MODULES)
def test_pure_module_has_no_clock_no_disk_and_no_socket(module: str) -> None:
    names = {name for node in ast.walk(ast.parse(modules()[module].read_text("utf-8"))) for name in _names(node)}
    assert not {name for name in names if name in WORLDLY or name.partition(".")[0] in WORLDLY}


def test_modules_are_loaded_by_name_only_where_rules_are_looked_up() -> None:
    users = {name for name, path in modules().items() if "import_module" in path.read_text("utf-8")}
    assert users == {"scraper.rules.registry"}


FAULTY = [
    pytest.param("scraper.cleaning.classify", "import httpx", id="network-in-the-core"),
    pytest.param("scraper.cleaning.classify", "from scraper.net import fetch", id="a-package-to-the-right"),
    pytest.param("scraper.cleaning.classify", "import scraper", id="the-facade-from-inside"),
    pytest.param("scraper.cleaning.classify", "def f():\n    import scraper.net.fetch", id="inside-a-function-too"),
    pytest.param("scraper.cleaning.body.second_opinion", "import trafilatura", id="lazy-import-made-eager"),
    pytest.param("scraper.fixtures.recording", "from vcr import VCR", id="vcr-at-module-level"),
    pytest.param("scraper.fixtures.recording", "try:\n    import yaml\nexcept ImportError:\n    pass", id="under-try"),
    pytest.param("scraper.fixtures", "import httpx", id="type-only-import-made-real"),
    pytest.param("scraper.fixtures", "def f():\n    import httpx", id="type-only-import-made-lazy"),
    pytest.param("scraper.errors", "from . import model", id="relative-imports-are-not-read-so-not-allowed"),
    pytest.param("scraper.runs.store.rows", "from scraper.net import fetch", id="the-store-and-the-network"),
    pytest.param("site_rules.harbourpost_example", "from scraper.model import Reason", id="rule-beyond-the-vocabulary"),
    pytest.param("site_rules.harbourpost_example", "from site_rules import theweek_com", id="rule-on-a-rule"),
    pytest.param("site_rules._shared", "from site_rules._shared import X", id="shared-on-itself"),
]
INNOCENT = [
    pytest.param("scraper.cleaning.classify", "import re\nfrom collections.abc import Sequence", id="standard-library"),
    pytest.param("scraper.cleaning.classify", "from scraper.cleaning.lines.line import Line", id="sibling"),
    pytest.param("scraper.cleaning.body.second_opinion", "def f():\n    from trafilatura import extract", id="lazy"),
    pytest.param("scraper.fixtures", "if TYPE_CHECKING:\n    import httpx", id="only-for-types"),
    pytest.param("scraper.fixtures", "class A:\n    def f(self):\n        import scraper.net.fetch", id="in-a-method"),
    pytest.param("site_rules.harbourpost_example", "from scraper.rules import SiteRule, ad", id="vocabulary"),
    pytest.param("site_rules.harbourpost_example", "from site_rules._shared import OUTBRAIN", id="shared-matchers"),
    pytest.param("scraper.cleaning", '"""::\n\n    from pathlib import Path\n    import httpx\n"""', id="docstring"),
]


@pytest.mark.parametrize(("module", "source"), FAULTY)
def test_a_forbidden_import_is_seen(module: str, source: str) -> None:
    assert faults(module, source)


@pytest.mark.parametrize(("module", "source"), INNOCENT)
def test_an_allowed_import_passes(module: str, source: str) -> None:
    assert faults(module, source) == []


def test_a_package_without_a_row_is_not_guessed() -> None:
    assert package_of("scraper.utils") == ""
    assert package_of("scraper.magic.wand") == ""
