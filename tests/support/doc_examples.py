"""The examples of a documentation page, run in their order in an empty folder.

A block with a title is a file, and is written under that name. `python` is run, all blocks of a page in one namespace;
what it prints is the `text` block below it. In `console`, lines that begin with `$ ` are run by bash, and the lines
below each are what it prints. A line that is `…` stands for any lines, `…` in a line for anything in it; times and
durations may differ.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stdout, suppress
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from tests import ROOT

PORT = "8000"
"""The port that pages name; a free one is used in its place."""
FAILS = "  # exit code "
"""What a command ends with that does not exit with 0; where it prints nothing else, its message is compared."""
HOME = "/home/ada/news"
"""The folder in which pages run their examples."""
_VARYING = (
    (re.compile(r"\b\d+ s\b"), "1 s"),
    (re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC"), "2026-11-28 10:30 UTC"),
)
_BLOCK = re.compile(r"^```(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SETS_UP = re.compile(r"python3 -m venv |\. \.venv/|pip install ")
_COMMENT = re.compile(r" {2,}# .*$")


class Example(NamedTuple):
    """A block of a page: its language, its title if it is a file, and its text."""

    language: str
    title: str
    text: str


def examples(page: Path) -> list[Example]:
    """The blocks of a page."""
    return [Example(*found.groups("")) for found in _BLOCK.finditer(page.read_text("utf-8"))]


def run_examples(page: Path, folder: Path) -> int:
    """Run the examples of a page in `folder`. Returns their number; raises AssertionError where one differs."""
    port, names, printed, done = str(_free_port()), {"__name__": "example"}, None, 0
    blocks = examples(page)
    with _shell(folder) as shell, chdir(folder):
        for language, title, written in blocks:
            text = re.sub(rf"\b{PORT}\b", port, written)
            done += 1
            if title:
                (folder / title).parent.mkdir(parents=True, exist_ok=True)
                (folder / title).write_text(text, "utf-8")
            elif language == "python":
                with redirect_stdout(StringIO()) as out:
                    exec(compile(text, str(page), "exec"), names)
                printed = out.getvalue()
            elif language == "text":
                assert printed is not None, f"{page.name}: a text block follows no Python"
                _compare(page, "print", text, printed)
                printed = None
            elif language == "console":
                for command, expected in _commands(text):
                    _compare(page, command, expected, shell(command))
            else:
                raise AssertionError(f"{page.name}: a block of {language} is neither a file nor run")
    return done


def _commands(text: str) -> Iterator[tuple[str, str]]:
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, expected = part.partition("\n")
        yield command, expected


@contextmanager
def _shell(folder: Path) -> Iterator[object]:
    """A function that runs a command in `folder` and returns what it prints; servers it starts end with the block."""
    started: list[subprocess.Popen[bytes]] = []
    env = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "100"}

    def run(line: str) -> str:
        line, _, code = line.partition(FAILS)
        command = _COMMENT.sub("", line)
        if _SETS_UP.match(command):
            _check_extras(command)
            return ""
        if command.endswith(" &"):
            served = subprocess.Popen(
                ["bash", "-c", f"exec {command[:-2]}"],
                cwd=folder, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
            started.append(served)
            _wait_for(int(re.findall(r"\b\d{4,5}\b", command)[0]))
            return ""
        done = subprocess.run(["bash", "-c", command], cwd=folder, env=env, capture_output=True, text=True, timeout=300)
        assert done.returncode == int(code or 0), f"{command}: exit code {done.returncode}\n{done.stdout}{done.stderr}"
        return done.stdout or (done.stderr if code else "")

    try:
        yield run
    finally:
        for served in started:
            with suppress(ProcessLookupError):
                os.killpg(served.pid, signal.SIGTERM)
            served.wait(30)


def _check_extras(command: str) -> None:
    extras = re.findall(r"bodycopy\[([\w,]+)\]", command)
    known = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    assert {extra for listed in extras for extra in listed.split(",")} <= set(known), command


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _wait_for(port: int) -> None:
    for _ in range(600):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 5):
            return
        time.sleep(0.1)
    raise AssertionError(f"nothing listens on {port}")


def _compare(page: Path, what: str, expected: str, printed: str) -> None:
    printed = printed.replace(str(Path(sys.executable).parent), f"{HOME}/.venv/bin").replace(str(Path.cwd()), HOME)
    for varying, constant in _VARYING:
        expected, printed = varying.sub(constant, expected), varying.sub(constant, printed)
    pattern = ""
    for line in expected.rstrip("\n").split("\n"):
        pattern += (
            r"(?:.*\n)*?" if line.strip() == "…" else ".*".join(map(re.escape, line.rstrip().split("…"))) + r" *\n"
        )
    given = "".join(f"{line.rstrip()}\n" for line in printed.rstrip("\n").split("\n"))
    shown = f"{page.name}: {what}\n--- expected\n{expected}\n--- printed\n{printed}"
    assert re.fullmatch(pattern, given), shown
