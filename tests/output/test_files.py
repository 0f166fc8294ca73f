"""Files and folders that appear complete or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from scraper.errors import UsageError
from scraper.output.files import atomic_file, atomic_folder

Place = Callable[[Path, Callable[[Path], bool]], AbstractContextManager[object]]


def ours(path: Path) -> bool:
    return "ours" in path.name


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_a_file_appears_when_it_is_complete(tmp_path: Path) -> None:
    with atomic_file(tmp_path / "new", ours) as file:
        file.write(b"all")
        assert not (tmp_path / "new").exists()
    assert (tmp_path / "new").read_bytes() == b"all"
    assert names(tmp_path) == ["new"]


def test_a_file_that_fails_leaves_the_old_one_and_nothing_beside_it(tmp_path: Path) -> None:
    (tmp_path / "ours").write_text("old")
    with pytest.raises(ZeroDivisionError), atomic_file(tmp_path / "ours", ours) as file:
        file.write(b"half" * (1 // 0))
    assert (tmp_path / "ours").read_text() == "old"
    assert names(tmp_path) == ["ours"]


@pytest.mark.parametrize(
    ("name", "text"), [pytest.param("ours", "old", id="ours"), pytest.param("theirs", "", id="empty")]
)
def test_a_file_of_ours_or_an_empty_one_is_replaced(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    with atomic_file(tmp_path / name, ours) as file:
        file.write(b"new")
    assert (tmp_path / name).read_bytes() == b"new"


def test_a_link_remains_a_link(tmp_path: Path) -> None:
    (tmp_path / "ours").write_text("old")
    (tmp_path / "link").symlink_to("ours")
    with atomic_file(tmp_path / "link", ours) as file:
        file.write(b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "ours").read_bytes() == b"new"


@pytest.mark.parametrize("place", [atomic_file, atomic_folder])
def test_foreign_content_is_refused_and_kept(tmp_path: Path, place: Place) -> None:
    (tmp_path / "notes").write_text("mine")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "notes").write_text("mine")
    for name in ("notes", "folder"):
        refused = pytest.raises(UsageError, match="exists and was not written by this command")
        with refused, place(tmp_path / name, ours):
            raise AssertionError("it was opened")
    assert (tmp_path / "notes").read_text() == (tmp_path / "folder" / "notes").read_text() == "mine"
    assert names(tmp_path) == ["folder", "notes"]


@pytest.mark.parametrize("place", [atomic_file, atomic_folder])
def test_a_missing_folder_is_named(tmp_path: Path, place: Place) -> None:
    refused = pytest.raises(UsageError, match="nowhere/out cannot be written: no such file or directory")
    with refused, place(tmp_path / "nowhere" / "out", ours):
        raise AssertionError("it was opened")


def test_a_full_disk_leaves_the_old_file_and_is_reported(tmp_path: Path) -> None:
    (tmp_path / "ours").write_text("old")
    with pytest.raises(UsageError, match="no space left on device"), atomic_file(tmp_path / "ours", ours):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert (tmp_path / "ours").read_text() == "old"


def old_folder(path: Path) -> None:
    (path / "a").mkdir(parents=True)
    (path / "a" / "old.md").write_text("old")


def test_a_folder_is_replaced_with_its_content(tmp_path: Path) -> None:
    old_folder(tmp_path / "ours")
    with atomic_folder(tmp_path / "ours", ours) as folder:
        (folder / "new.md").write_text("new")
        assert (tmp_path / "ours" / "a" / "old.md").exists()
    assert names(tmp_path / "ours") == ["new.md"]
    assert names(tmp_path) == ["ours"]


def test_a_folder_that_cannot_be_renamed_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old_folder(tmp_path / "ours")
    rename = Path.rename

    def fails(self: Path, target: Path) -> Path:
        if self.name.endswith(".draft") and Path(target).name == "ours":
            raise OSError(5, "Input/output error")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fails)
    with pytest.raises(UsageError, match="input/output error"), atomic_folder(tmp_path / "ours", ours) as folder:
        (folder / "new.md").write_text("new")
    assert names(tmp_path / "ours") == ["a"]


@pytest.mark.parametrize("there", [None, "empty"])
def test_a_folder_appears_when_it_is_complete(tmp_path: Path, there: str | None) -> None:
    if there:
        (tmp_path / "out").mkdir()
    with atomic_folder(tmp_path / "out", ours) as folder:
        (folder / "new.md").write_text("new")
        assert there or not (tmp_path / "out").exists()
    assert names(tmp_path / "out") == ["new.md"]
    assert names(tmp_path) == ["out"]


def test_a_folder_that_fails_leaves_the_old_one(tmp_path: Path) -> None:
    old_folder(tmp_path / "ours")
    with pytest.raises(ZeroDivisionError), atomic_folder(tmp_path / "ours", ours) as folder:
        (folder / "new.md").write_text("half" * (1 // (folder / "new.md").write_text("")))
    assert (tmp_path / "ours" / "a" / "old.md").read_text() == "old"
    assert names(tmp_path) == ["ours"]
