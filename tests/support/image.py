"""The steps of the Dockerfile, taken where there is no Docker: its files in a folder, its commands in a shell."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests import ROOT

DOCKERFILE = ROOT / "Dockerfile"
_IGNORE = shutil.ignore_patterns("__pycache__", "*.egg-info")


def instructions() -> list[tuple[str, str]]:
    """The instructions of the Dockerfile, each as its name and its arguments in one line."""
    lines = (line for line in DOCKERFILE.read_text("utf-8").splitlines() if not line.startswith("#"))
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines)).splitlines()
    return [(name, rest.strip()) for name, _, rest in (line.partition(" ") for line in joined if line.strip())]


def argument(name: str) -> str:
    """The arguments of the last instruction of this name."""
    return [rest for each, rest in instructions() if each == name][-1]


def is_sent(name: str) -> bool:
    """Whether .dockerignore leaves the file or folder `name`, at the top of the project, to the build."""
    rules = (ROOT / ".dockerignore").read_text("utf-8").split()
    return rules[0] == "*" and f"!{name}" in rules


@dataclass(frozen=True)
class Replay:
    """The build stage in `folder`, which stands for the root of the image."""

    folder: Path

    @property
    def program(self) -> Path:
        """The command that the image starts."""
        return self._path("/opt/bodycopy/bin/bodycopy")

    def build(self, shared: Path | None) -> None:
        """Take the steps up to the second FROM. `shared` is a folder of installed packages that pip need not fetch."""
        first, *steps = instructions()
        workdir = self.folder
        for name, rest in steps[: [each for each, _ in steps].index("FROM")]:
            if name == "WORKDIR":
                workdir = self._path(rest)
                workdir.mkdir(parents=True)
            elif name == "COPY":
                self._copy(rest.split(), workdir)
            elif name == "RUN":
                for step in rest.split(" && "):
                    self._run(step, workdir, shared)
            else:
                raise ValueError(f"{name} is not replayed")
        assert first[0] == "FROM"

    def _copy(self, names: list[str], workdir: Path) -> None:
        *sources, target = names
        for source in sources:
            assert is_sent(source), f"{source} is not in .dockerignore"
            into = workdir / target
            if (ROOT / source).is_dir():
                shutil.copytree(ROOT / source, into, ignore=_IGNORE)
            else:
                shutil.copy(ROOT / source, into)

    def _run(self, step: str, workdir: Path, shared: Path | None) -> None:
        words = [str(self._path(word)) if word.startswith("/") else word for word in shlex.split(step)]
        words = [sys.executable, *words[1:]] if words[0] == "python" else words
        done = subprocess.run(words, cwd=workdir, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, f"{step}\n{done.stdout}\n{done.stderr}"
        if shared is not None and words[1:3] == ["-m", "venv"]:
            (site,) = self._path("/opt/bodycopy/lib").glob("python*/site-packages")
            (site / "shared.pth").write_text(f"{shared}\n", "utf-8")

    def _path(self, inside: str) -> Path:
        return self.folder / inside.removeprefix("/")
