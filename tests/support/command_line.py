"""The `scraper` command in a folder with a `news.toml`, whose only source is a feed on a loopback origin."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

from scraper import cli
from tests import origin
from tests.origin import Answer
from tests.support.article_store import AGENT, STORY, page

WITHOUT = "import sys; sys.modules.update(dict.fromkeys(sys.argv.pop().split(','))); from scraper.cli import run; "
WITHOUT += "sys.exit(run(sys.argv[1:]))"


class CommandResult(NamedTuple):
    """The exit code of a finished command and what it wrote."""

    code: int
    stdout: str
    stderr: str

    @property
    def events(self) -> list[dict[str, Any]]:
        """The log, one dict a line. Raises ValueError for a line that is not JSON."""
        return [json.loads(line) for line in self.stderr.splitlines()]

    @property
    def pages(self) -> dict[str, dict[str, Any]]:
        """The log's `page` events by URL. Raises ValueError if a page was processed twice in one run."""
        events = [event for event in self.events if event["event"] == "page"]
        by_url = {event["url"]: event for event in events}
        if len(by_url) != len(events):
            raise ValueError("a page was processed twice in one run")
        return by_url


class CommandLine:
    """A folder with a `news.toml`; calling it runs the command in this process."""

    def __init__(self, folder: Path, server: origin.Origin) -> None:
        self.folder, self.server = folder, server
        self.base = f"http://127.0.0.1:{server.port}"
        self.publish(3)
        self.write()

    def write(self, more: str = "") -> None:
        text = f'[run]\nuser_agent = "{AGENT}"\n{more}\n[fetch]\nmin_delay = 0\nallow_private_addresses = true\n'
        text += f'[[source]]\nname = "tidepost"\nfeeds = ["{self.base}/feed.xml"]\n'
        (self.folder / "news.toml").write_text(text, "utf-8")

    def publish(self, count: int) -> None:
        items = ""
        for number in range(count):
            html = page(f"Quay {number}", *STORY, f"Berth {number} is free until the end of the month, she said.")
            self.server.serve(f"{self.base}/news/quay-{number}", Answer(html, headers={"content-type": "text/html"}))
            items += f"<item><title>Quay {number}</title><link>{self.base}/news/quay-{number}</link></item>"
        feed = f'<rss version="2.0"><channel><title>Tide Post</title>{items}</channel></rss>'
        headers = {"content-type": "application/rss+xml"}
        self.server.serve(f"{self.base}/feed.xml", Answer(feed.encode(), headers=headers))
        front = b'<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head></html>'
        self.server.serve(f"{self.base}/", Answer(front, headers={"content-type": "text/html"}))

    def __call__(self, *arguments: str) -> CommandResult:
        """Run the command in this process, with standard output and error that are not terminals."""
        with chdir(self.folder), redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
            code = cli.run(arguments)
        return CommandResult(code, out.getvalue(), err.getvalue())


def without(folder: Path, missing: Sequence[str], *arguments: str) -> CommandResult:
    """Run the command in a new process in which some libraries are not installed."""
    env = {**os.environ, "PYTHONPATH": str(Path.cwd()), "COLUMNS": "100"}
    command = [sys.executable, "-c", WITHOUT, *arguments, ",".join(missing)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=folder, env=env)
    assert "Traceback" not in done.stderr, done.stderr
    return CommandResult(done.returncode, done.stdout, done.stderr)
