"""Files that are no page, told by their first bytes, beside text that begins like them."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import sqlite3
import tarfile
import zipfile
from pathlib import Path

import pytest

from scraper.html.file_kinds import file_kind, refusal

STORY = b"<p>The ferry leaves at six, a deckhand said.</p>"
MHTML = b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\r\n"


def zipped() -> bytes:
    with zipfile.ZipFile(packed := io.BytesIO(), "w") as archive:
        archive.writestr("story.html", STORY)
    return packed.getvalue()


def tarred() -> bytes:
    with tarfile.open(fileobj=(packed := io.BytesIO()), mode="w") as archive:
        archive.addfile(tarfile.TarInfo("story.html"), io.BytesIO())
    return packed.getvalue()


def database(folder: Path) -> bytes:
    path = folder / "kept.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE kept (name)")
    connection.close()
    return path.read_bytes()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        pytest.param(gzip.compress(STORY), "a gzip archive: decompress it first", id="gzip"),
        pytest.param(bz2.compress(STORY), "a bzip2 archive: decompress it first", id="bzip2"),
        pytest.param(lzma.compress(STORY), "an xz archive: decompress it first", id="xz"),
        pytest.param(zipped(), "a ZIP archive or office document", id="zip"),
        pytest.param(tarred(), "a tar archive", id="tar"),
        pytest.param(b"\x00\x00\x00\x1cftypavif", "an AVIF image", id="avif"),
        pytest.param(b"\x00\x00\x00\x20ftypisom", "a video", id="mp4"),
        pytest.param(MHTML, "a page saved as MHTML: save it as HTML instead", id="mhtml"),
        pytest.param(STORY, "", id="page"),
        pytest.param(b"MIME-Version: 1.0 was written in 1992, she said.", "", id="text about MIME"),
        pytest.param(b"", "", id="empty"),
    ],
)
def test_the_kind_of_a_file(data: bytes, kind: str) -> None:
    assert file_kind(data) == kind


def test_the_kind_of_a_database(tmp_path: Path) -> None:
    assert file_kind(database(tmp_path)) == "an SQLite database"


def test_a_refusal_says_what_to_do() -> None:
    assert refusal("an xz archive: decompress it first") == "this is an xz archive, not HTML. Decompress it first"
    assert refusal("a PDF") == "this is a PDF, not HTML. Pass the page itself"
