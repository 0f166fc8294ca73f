"""The subcommands of runs before they are called: their help, and their error for a missing extra."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from scraper.runs.store import Store
from tests import origin
from tests.support.command_line import CommandLine, without

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
VERBS = ("run", "discover", "status", "report", "reclean", "export", "show", "schedule")
EXTRAS = ("feedparser", "jinja2", "prometheus_client", "protego", "sqlalchemy")


@pytest.fixture
def command(tmp_path: Path, server: origin.Origin) -> CommandLine:
    Store.open(f"sqlite:///{tmp_path}/articles.db").close()
    return CommandLine(tmp_path, server)


@pytest.mark.parametrize("verb", VERBS)
def test_every_subcommand_has_help_with_examples(command: CommandLine, verb: str) -> None:
    result = command(verb, "--help")
    assert (result.code, result.stderr) == (0, "")
    assert "Examples:" in result.stdout
    assert f"scraper {verb} " in result.stdout


@pytest.mark.parametrize(
    ("arguments", "missing", "extra"),
    [
        pytest.param(("run", "news.toml"), "sqlalchemy", "runs", id="run"),
        pytest.param(("report", "news.toml", "a.html"), "sqlalchemy", "runs", id="report"),
        pytest.param(("discover", "https://tidepost.example/"), "protego", "runs", id="discover"),
        pytest.param(("export", "news.toml", "x.parquet", "--as", "parquet"), "pyarrow", "parquet", id="parquet"),
    ],
)
def test_a_missing_extra_is_named(command: CommandLine, arguments: tuple[str, ...], missing: str, extra: str) -> None:
    result = without(command.folder, [missing], *arguments)
    assert (result.code, result.stdout) == (2, "")
    assert f"pip install 'bodycopy[{extra}]'" in result.stderr


@pytest.mark.parametrize("arguments", [("run", "--help"), ("schedule", "news.toml", "--every", "1h")])
def test_help_and_schedule_need_no_extra(command: CommandLine, arguments: tuple[str, ...]) -> None:
    result = without(command.folder, EXTRAS, *arguments)
    assert (result.code, result.stderr) == (0, "")


def test_the_list_of_subcommands_loads_none_of_them() -> None:
    code = "import sys; from scraper.cli import run; run(['--help']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    *lines, modules = done.stdout.splitlines()
    assert all(verb in "\n".join(lines) for verb in VERBS)
    assert not [name for name in modules.split() if name.startswith(("scraper.runs", *EXTRAS, "httpx"))]
