"""The `scraper` command over a farm, each call in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from scraper.runs.store import Store, Stored
from tests import ROOT
from tests.support.command_line import CommandResult

MOST_SECONDS = 120.0
"""How long a command may take before the test fails. None comes near it."""
AGENT = "farm-test/1.0 (+https://farm.example/bot)"


@dataclass(frozen=True, slots=True)
class FarmCommand:
    """A folder with a `news.toml`, in which `scraper` is called."""

    folder: Path
    store: str = "sqlite:///articles.db"

    @property
    def config(self) -> Path:
        return self.folder / "news.toml"

    @property
    def store_url(self) -> str:
        """The absolute URL of the store."""
        return self.store.replace("sqlite:///articles", f"sqlite:///{self.folder}/articles")

    def write(self, sources: Sequence[str], run: str = "", fetch: str = "") -> None:
        """Write the configuration: lines for the sections `run` and `fetch`, and complete tables in `sources`."""
        fetch = fetch if "min_delay" in fetch else f"min_delay = 0\n{fetch}"
        head = f'[run]\nstore = "{self.store}"\nuser_agent = "{AGENT}"\n{run}\n'
        head += f"[fetch]\nallow_private_addresses = true\n{fetch}\n"
        self.config.write_text("\n".join((head, *sources)), "utf-8")

    def run(self, *more: str) -> CommandResult:
        """Call `scraper run news.toml` and wait for it."""
        return self.call("run", str(self.config), *more)

    def call(self, *arguments: str) -> CommandResult:
        """Call any verb and wait for it."""
        ended = subprocess.run(
            _command(arguments), cwd=self.folder, env=self._env(), capture_output=True, text=True, timeout=MOST_SECONDS
        )
        return CommandResult(ended.returncode, ended.stdout, ended.stderr)

    def kept(self) -> list[Stored]:
        """The current articles of the store, oldest first."""
        with Store.open(self.store_url, read_only=True) as store:
            return list(store.articles())

    @contextmanager
    def started(self) -> Iterator[subprocess.Popen[str]]:
        """Start `scraper run news.toml`, and kill it at the end of the block if it still runs."""
        with subprocess.Popen(
            _command(("run", str(self.config))),
            cwd=self.folder,
            env=self._env(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            try:
                yield process
            finally:
                process.kill()

    def _env(self) -> dict[str, str]:
        return {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{shipped(self.folder / 'packages')}"}


def ended(process: subprocess.Popen[str]) -> CommandResult:
    """The result of a started command, once it has ended by itself."""
    stdout, stderr = process.communicate(timeout=MOST_SECONDS)
    return CommandResult(process.returncode, stdout, stderr)


def source(base: str, name: str = "", **keys: str | int | Sequence[str]) -> str:
    """A `[[source]]` table. Paths of feeds, sitemaps, pages and urls are resolved against the host `base`."""
    lines = [f'name = "{name or base.rpartition("/")[2]}"']
    for key, value in keys.items():
        if isinstance(value, list | tuple):
            value = [path if path.startswith("http") else base + path for path in value]
        lines.append(f"{key} = {json.dumps(value)}")
    return "[[source]]\n" + "\n".join(lines) + "\n"


def shipped(folder: Path, rules: str = "tests.farm.rules") -> Path:
    """A folder for PYTHONPATH in which the rules of the farm have an entry point, as in an installed package.

    The lookup by address is the one by domain: `127.0.1.2` is a valid domain of a rule.
    """
    info = folder / "farm_rules-1.0.dist-info"
    if not info.is_dir():
        info.mkdir(parents=True)
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: farm-rules\nVersion: 1.0\n", "utf-8")
        (info / "entry_points.txt").write_text(f"[scraper.site_rules]\nfarm = {rules}\n", "utf-8")
    return folder


def _command(arguments: Sequence[str]) -> list[str]:
    return [sys.executable, "-m", "scraper", *arguments]
