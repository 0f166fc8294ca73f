"""The completion script does its work in a real bash, and the others are complete."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scraper.cli import app, run

BASH = shutil.which("bash")


def script(shell: str, called: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    monkeypatch.setattr(sys, "argv", [called])
    assert run(["completion", shell]) == 0
    return capsys.readouterr().out


def completed(path: Path, *words: str) -> list[str]:
    """What bash offers for the last of these words."""
    line = " ".join(words)
    lines = (
        f"source {path}",
        f"COMP_WORDS=({line}); [[ {len(words)} -gt ${{#COMP_WORDS[@]}} ]] && COMP_WORDS+=('')",
        f"COMP_CWORD={len(words) - 1}",
        "_scraper",
        'printf "%s\\n" "${COMPREPLY[@]}"',
    )
    done = subprocess.run([str(BASH), "-c", "\n".join(lines)], cwd=path.parent, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.mark.skipif(BASH is None, reason="bash is not installed")
def test_bash_completes_commands_options_values_and_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "completion.bash"
    path.write_text(script("bash", "/usr/bin/scraper", monkeypatch, capsys), "utf-8")
    (tmp_path / "news.toml").touch()
    assert completed(path, "scraper", "re") == ["record", "report", "reclean"]
    assert completed(path, "scraper", "reclean", "--d") == ["--dry-run"]
    assert "raw" in completed(path, "scraper", "show", "--as", "r")
    assert completed(path, "scraper", "run", "ne") == ["news.toml"]
    assert "complete -o default -F _scraper scraper\n" in path.read_text("utf-8")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
@pytest.mark.parametrize("called", ["scraper", "bodycopy"])
def test_script_names_every_command_and_is_for_the_name_that_was_called(
    shell: str, called: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = script(shell, f"/usr/local/bin/{called}", monkeypatch, capsys)
    other = {"scraper": "bodycopy", "bodycopy": "scraper"}[called]
    assert called in text
    assert not re.search(rf"(?m)^(?:complete -c|complete .* -F \\S+|#compdef) {other}\b", text)
    commands = [name for name in app if not name.startswith("-")]
    assert len(commands) > 15
    assert [name for name in commands if name not in text] == []


def test_an_unknown_shell_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["completion", "tcsh"]) == 2
    assert "tcsh" in capsys.readouterr().err
