"""House rules that no linter checks: sizes, docstrings, names, and the files that are shipped."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

from tests import ROOT

MOST_MODULE = 400
MOST_FUNCTION = 40
Function = ast.FunctionDef | ast.AsyncFunctionDef
FILES = {
    path.relative_to(ROOT).as_posix(): path.suffix
    for package in ("scraper", "site_rules")
    for path in sorted(ROOT.glob(f"{package}/**/*"))
    if path.is_file()
}
SOURCES = [name for name, suffix in FILES.items() if suffix == ".py"]
DATA = [name for name, suffix in FILES.items() if suffix not in (".py", ".pyc")]
TESTS = [path.relative_to(ROOT).as_posix() for path in sorted(ROOT.glob("tests/**/*.py"))]
every_source = pytest.mark.parametrize("name", SOURCES)


@cache
def source(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


@cache
def tree(name: str) -> ast.Module:
    return ast.parse(source(name))


def long_functions(module: ast.Module) -> list[str]:
    sized = [
        (node, (node.end_lineno or 0) - node.lineno + 1) for node in ast.walk(module) if isinstance(node, Function)
    ]
    return [f"{node.name}: {lines} lines" for node, lines in sized if lines > MOST_FUNCTION]


def undocumented(node: ast.Module | ast.ClassDef, name: str = "module") -> Iterator[str]:
    """The public names at the top of a module and of its classes that have no docstring."""
    if not (ast.get_docstring(node) or "").strip():
        yield name
    for child in node.body:
        if isinstance(child, Function | ast.ClassDef) and not child.name.startswith("_"):
            if isinstance(child, ast.ClassDef):
                yield from undocumented(child, child.name)
            elif not (ast.get_docstring(child) or "").strip():
                yield child.name


def catch_alls(module: ast.Module) -> list[int]:
    handlers = [node for node in ast.walk(module) if isinstance(node, ast.ExceptHandler)]
    return [node.lineno for node in handlers if node.type is None or _names(node.type) & {"Exception", "BaseException"}]


def _names(node: ast.expr) -> set[str]:
    return {name.id for name in ast.walk(node) if isinstance(name, ast.Name)}


def prints(module: ast.Module) -> list[int]:
    calls = [node for node in ast.walk(module) if isinstance(node, ast.Call)]
    return [
        node.lineno for node in calls if isinstance(node.func, ast.Name) and node.func.id in ("print", "breakpoint")
    ]


@every_source
def test_module_is_not_too_long(name: str) -> None:
    assert len(source(name).splitlines()) <= MOST_MODULE


def test_no_test_module_is_too_long() -> None:
    assert {name for name in TESTS if len(source(name).splitlines()) > MOST_MODULE} == set()


@every_source
def test_functions_are_not_too_long(name: str) -> None:
    assert long_functions(tree(name)) == []


@every_source
def test_every_public_name_is_documented(name: str) -> None:
    assert list(undocumented(tree(name))) == []


BOUNDARIES = (
    "scraper/processes/child.py",
    "scraper/processes/many_calls.py",
    "scraper/rules/registry.py",
    "scraper/runs/clean_page.py",
    "scraper/runs/fetch_page.py",
    "scraper/runs/run.py",
    "scraper/runs/sources/listing.py",
    "scraper/runs/workers.py",
)
"""The modules that catch every exception, once each, so that a page, an address, a listing or a result affects only
itself, a rule only its site, the error of a thread reaches the run, and the error of an input what follows it."""


@every_source
def test_no_error_is_caught_unnamed(name: str) -> None:
    assert len(catch_alls(tree(name))) == (name in BOUNDARIES)


@every_source
def test_nothing_is_printed(name: str) -> None:
    assert prints(tree(name)) == []


@pytest.mark.parametrize("name", [*SOURCES, *(name for name in DATA if name.endswith(".toml"))])
def test_nothing_is_left_to_do(name: str) -> None:
    assert re.findall(r"\b(?:TODO|FIXME|XXX|HACK)\b", source(name)) == []


@pytest.mark.parametrize("name", [*SOURCES, *(name for name in DATA if name.endswith((".html", ".toml")))])
def test_times_are_formatted_as_windows_can(name: str) -> None:
    """`%-d` and the like are extensions of the C library."""
    assert re.findall(r"%[-_^#][A-Za-z]|strftime\([^)]*%[ElkOPsCDehnRrtT]", source(name)) == []


@pytest.mark.parametrize("name", SOURCES)
def test_name_says_what_is_in_it(name: str) -> None:
    assert not {"utils", "util", "common", "helpers", "helper", "misc"} & set(Path(name).with_suffix("").parts)


def public_names(module: ast.Module) -> set[str]:
    """The names of the classes, functions and constants at the top of a module that others may import."""
    names = {node.name for node in module.body if isinstance(node, Function | ast.ClassDef)}
    for node in module.body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        names |= {target.id for target in targets if isinstance(target, ast.Name)}
    return {name for name in names if not name.startswith("_")}


def test_no_public_name_means_two_things() -> None:
    """The vocabulary of rules and the subcommands are not checked: users choose their names."""
    homes: dict[str, list[str]] = {}
    for name in SOURCES:
        if name.startswith("scraper/") and not name.startswith(("scraper/cli/", "scraper/rules/__init__")):
            for public in public_names(tree(name)):
                homes.setdefault(public, []).append(name)
    assert {public: names for public, names in homes.items() if len(names) > 1} == {}


def test_no_two_modules_share_a_name() -> None:
    """A package may contain a module of its own name, such as `store/store.py`."""
    stems = [Path(name).stem for name in SOURCES if name.startswith("scraper/") and not name.endswith("__init__.py")]
    assert sorted({stem for stem in stems if stems.count(stem) > 1}) == []


@pytest.mark.parametrize("package", ["scraper", "site_rules"])
def test_package_says_that_it_is_typed(package: str) -> None:
    assert files(package).joinpath("py.typed").is_file()


@pytest.mark.parametrize("name", [name for name in DATA if name.endswith(".toml")])
def test_data_file_is_installed_and_reads(name: str) -> None:
    package, _, inner = name.rpartition("/")
    assert tomllib.loads(files(package.replace("/", ".")).joinpath(inner).read_text("utf-8"))


@pytest.mark.parametrize("name", DATA)
def test_data_file_is_shipped(name: str) -> None:
    package, _, inner = name.partition("/")
    shipped = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["package-data"]
    assert any(Path(inner).match(glob) for glob in shipped[package])


def _function(lines: int) -> str:
    return "def f():\n" + "    x = 1\n" * (lines - 1)


def test_sizes_are_counted_with_their_first_and_last_line() -> None:
    assert long_functions(ast.parse(_function(MOST_FUNCTION))) == []
    assert long_functions(ast.parse(_function(MOST_FUNCTION + 1))) == ["f: 41 lines"]


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        pytest.param("", ["module"], id="empty-module"),
        pytest.param('"""D."""\ndef f(): ...', ["f"], id="function"),
        pytest.param('"""D."""\nclass A:\n    """D."""\n    def g(self): ...', ["g"], id="method"),
        pytest.param('"""D."""\ndef _f(): ...\nclass _A:\n    def g(self): ...', [], id="private"),
        pytest.param('"""D."""\nclass A:\n    """D."""\n    def __str__(self): ...', [], id="magic-method"),
        pytest.param('"""D."""\ndef f():\n    """D."""\n    def g(): ...', [], id="inner-function"),
        pytest.param('"""D."""\ndef f():\n    """ """', ["f"], id="blank-docstring"),
    ],
)
def test_missing_docstrings_are_seen(text: str, missing: list[str]) -> None:
    assert list(undocumented(ast.parse(text))) == missing


@pytest.mark.parametrize(
    ("clause", "lines"),
    [
        pytest.param("except:", [3], id="bare"),
        pytest.param("except Exception:", [3], id="everything"),
        pytest.param("except (ValueError, BaseException):", [3], id="everything-in-a-tuple"),
        pytest.param("except ValueError:", [], id="named"),
        pytest.param("except email.errors.MessageError:", [], id="named-by-its-module"),
    ],
)
def test_catch_alls_are_seen(clause: str, lines: list[int]) -> None:
    assert catch_alls(ast.parse(f"try:\n    f()\n{clause}\n    pass")) == lines


def test_a_method_called_print_is_not_the_function() -> None:
    assert prints(ast.parse("console.print(1)")) == []
    assert prints(ast.parse("print(1)")) == [1]
