"""Exports as JSON lines, Parquet and Markdown, read back by other libraries."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet
import pytest
import yaml

from scraper.errors import UsageError
from scraper.model import Article
from scraper.output.rendering import FORMAT_VERSION
from scraper.runs import export as exporting
from scraper.runs.export import ExportFormat, export, file_name, with_front_matter
from scraper.runs.store import Store, Stored
from tests.support.article_store import START, STORY, keep, page, store_url

NASTY = "He said: \"no\" — #1 & 'two' {x} [y]: \\n %s"
URLS = [f"https://www.tidepost.example/news/2026/the-quay-stood-empty-{number}.html" for number in range(3)]


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> list[Stored]:
    folder = tmp_path_factory.mktemp("store")
    with Store.open(store_url(folder)) as store:
        keep(
            store,
            [(url, page(f"Quay {number}", *STORY, f"Berth {number} is free.")) for number, url in enumerate(URLS)],
        )
        return list(store.articles())


def entries(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def nasty(item: Stored, **fields: object) -> Stored:
    return replace(item, article=replace(item.article, **fields))  # type: ignore[arg-type]


def test_a_json_line_is_an_article_as_it_is(stored: list[Stored], tmp_path: Path) -> None:
    assert export(stored, "jsonl", tmp_path / "out.jsonl") == 3
    lines = (tmp_path / "out.jsonl").read_text("utf-8").split("\n")
    assert lines.pop() == ""
    known = [
        {
            "stored": {
                "site": "tidepost.example", "fetched": item.fetched.isoformat(), "cleaned": item.cleaned.isoformat(),
                "revision": 1, "duplicate_of": item.duplicate_of, "id": item.id,
            },
            "version": FORMAT_VERSION,
            **item.article.to_dict(),
        }
        for item in stored
    ]  # fmt: skip
    assert [json.loads(line) for line in lines] == known
    assert [Article.from_dict(json.loads(line)) for line in lines] == [item.article for item in stored]


def test_json_lines_go_to_standard_output_too(stored: list[Stored], capsys: pytest.CaptureFixture[str]) -> None:
    assert export(stored, "jsonl", Path("-")) == 3
    assert [json.loads(line)["title"] for line in capsys.readouterr().out.splitlines()] == [
        "Quay 0",
        "Quay 1",
        "Quay 2",
    ]


def test_half_a_surrogate_comes_back_from_a_json_line(stored: list[Stored], tmp_path: Path) -> None:
    export([nasty(stored[0], title="\ud83d\u2028x")], "jsonl", tmp_path / "out.jsonl")
    (line,) = (tmp_path / "out.jsonl").read_bytes().splitlines()
    assert json.loads(line)["title"] == "\ud83d\u2028x"


def test_parquet_has_flat_columns_and_all_of_the_text(stored: list[Stored], tmp_path: Path) -> None:
    assert export(stored, "parquet", tmp_path / "out.parquet") == 3
    rows = pyarrow.parquet.read_table(tmp_path / "out.parquet").to_pylist()
    assert [row["text"] for row in rows] == [item.article.text for item in stored]
    assert [row["url"] for row in rows] == [item.url for item in stored]
    assert rows[0]["fetched"] == stored[0].fetched
    assert [row["revision"] for row in rows] == [1, 1, 1]
    assert rows[0]["authors"] == []
    assert rows[0]["site"] == "tidepost.example"


def test_parquet_and_front_matter_have_the_fields_of_the_page(stored: list[Stored], tmp_path: Path) -> None:
    fields = {"site": "The Tide Post", "description": "A quay.", "tags": ("quay", "tide"), "published": "2026-03-02"}
    told = nasty(stored[0], **fields)
    export([told], "parquet", tmp_path / "out.parquet")
    (row,) = pyarrow.parquet.read_table(tmp_path / "out.parquet").to_pylist()
    assert (row["site_name"], row["description"], row["tags"]) == ("The Tide Post", "A quay.", ["quay", "tide"])
    assert (row["published_at"], row["modified_at"]) == (datetime(2026, 3, 2, tzinfo=UTC), None)
    assert 'site_name: "The Tide Post"\ndescription: "A quay."\ntags: ["quay", "tide"]' in with_front_matter(told)


def test_parquet_is_written_a_group_at_a_time(
    stored: list[Stored], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "ROWS", 2)
    alive = 0

    def counted() -> Iterator[Stored]:
        nonlocal alive
        for number in range(7):
            alive = number + 1
            yield nasty(stored[0], title=f"\ud83d{number}")

    assert export(counted(), "parquet", tmp_path / "out.parquet") == alive == 7
    file = pyarrow.parquet.ParquetFile(tmp_path / "out.parquet")
    assert [file.metadata.row_group(group).num_rows for group in range(file.num_row_groups)] == [2, 2, 2, 1]
    assert file.read(["title"]).to_pylist()[6] == {"title": "\\ud83d6"}


def test_markdown_is_a_file_an_article_in_a_folder_a_site(stored: list[Stored], tmp_path: Path) -> None:
    assert export(stored, "markdown", tmp_path / "out") == 3
    files = entries(tmp_path / "out")
    assert files.pop(0) == ".bodycopy-export"
    for number, name in enumerate(files):
        assert re.fullmatch(rf"tidepost\.example/2026-10-30-the-quay-stood-empty-{number}-[0-9a-f]{{10}}\.md", name)
    head, body = (tmp_path / "out" / files[1]).read_text("utf-8").removeprefix("---\n").split("---\n\n", 1)
    assert body == stored[1].article.markdown
    assert yaml.safe_load(head) == {
        "title": "Quay 1", "published": "2026-10-30", "language": "en", "url": stored[1].url, "site": stored[1].site,
        "source": stored[1].article.source, "fetched": stored[1].fetched.isoformat(),
        "cleaned": stored[1].cleaned.isoformat(), "revision": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    "title",
    [
        NASTY,
        "- no",
        "yes",
        "1911",
        "# no",
        "a: b",
        "---",
        "…",
        "\x85\u2028\x00\x7f\ufffe",
        "😀",
        "<b>&amp;",
        "null",
        "!x",
        " ",
    ],
)
def test_front_matter_is_yaml_that_gives_the_words_back(stored: list[Stored], title: str) -> None:
    item = nasty(stored[0], title=title, authors=(title, "Ada Example"))
    head = with_front_matter(item).removeprefix("---\n").split("\n---\n", 1)[0]
    assert yaml.safe_load(head)["title"] == title
    assert yaml.safe_load(head)["authors"] == [title, "Ada Example"]


@pytest.mark.parametrize(
    ("url", "site", "published", "start"),
    [
        pytest.param("https://a.example/x/../../etc/passwd", "a.example", None, "a.example/undated-passwd-", id="dots"),
        pytest.param(
            "https://a.example/%2e%2e%2f%00.html", "a.example", "2026", "a.example/undated-story-", id="escapes"
        ),
        pytest.param(
            "https://a.example/", "a.example", "2026-11-01T06:00:00Z", "a.example/2026-11-01-story-", id="no-path"
        ),
        pytest.param("https://a.example/über-straße", "a.example", None, "a.example/undated-uber-strae-", id="letters"),
        pytest.param("https://a.example/港", "..", None, "unknown/undated-story-", id="no-letters-and-a-bad-site"),
        pytest.param("https://[::1]/" + "x" * 999, "::1", None, f"_1/undated-{'x' * 60}-", id="endless-name"),
        pytest.param("https://a.example/CON", "a/../b", None, "a_.._b/undated-con-", id="site-with-slashes"),
    ],
)
def test_file_names_are_safe(stored: list[Stored], url: str, site: str, published: str | None, start: str) -> None:
    item = replace(nasty(stored[0], title="Story", published=published), url=url, site=site)
    name = file_name(item)
    assert str(name).startswith(start)
    assert len(name.parts) == 2
    assert re.fullmatch(r"[a-z0-9._-]+/[a-z0-9-]+\.md", str(name))
    assert len(name.name) < 100


def test_file_names_hang_on_the_address_and_the_date_alone(stored: list[Stored]) -> None:
    revised = replace(nasty(stored[0], title="Another headline"), revision=9, id=77, fetched=datetime.max)
    assert file_name(revised) == file_name(stored[0])
    assert (
        len({file_name(replace(stored[0], url=url)) for url in ("https://a.example/x", "https://a.example/x?p=2")}) == 2
    )


@pytest.mark.parametrize("kind", ["jsonl", "parquet", "markdown"])
def test_an_export_of_the_same_kind_is_replaced_whole(stored: list[Stored], tmp_path: Path, kind: ExportFormat) -> None:
    out = tmp_path / "out"
    export(stored, kind, out)
    assert export(stored[:1], kind, out) == 1
    assert [entry.name for entry in tmp_path.iterdir()] == ["out"]
    if kind == "markdown":
        assert len(entries(out)) == 2
    elif kind == "jsonl":
        assert len(out.read_bytes().splitlines()) == 1
    else:
        assert pyarrow.parquet.read_table(out).num_rows == 1


@pytest.mark.parametrize("kind", ["jsonl", "parquet", "markdown"])
@pytest.mark.parametrize("there", ["jsonl", "parquet", "markdown", "text", "folder", "json"])
def test_nothing_else_is_ever_replaced(stored: list[Stored], tmp_path: Path, kind: ExportFormat, there: str) -> None:
    out = tmp_path / "out"
    if there == kind:
        return
    if there in ("jsonl", "parquet", "markdown"):
        export(stored, there, out)  # type: ignore[arg-type]
    elif there == "folder":
        out.mkdir()
        (out / "notes.md").write_text("mine")
    else:
        out.write_text('{"url": "mine"}\n' if there == "json" else "mine\n")
    before = entries(tmp_path)
    with pytest.raises(UsageError, match="exists and was not written by this command"):
        export(stored, kind, out)
    assert entries(tmp_path) == before


@pytest.mark.parametrize(
    "name", ["notes.md", "tidepost.example/notes.md", "tidepost.example/deep/a.md", "pictures/a.png"]
)
def test_a_folder_that_somebody_added_to_is_not_replaced(stored: list[Stored], tmp_path: Path, name: str) -> None:
    export(stored, "markdown", tmp_path / "out")
    mine = tmp_path / "out" / name
    mine.parent.mkdir(exist_ok=True)
    mine.write_text("mine")
    with pytest.raises(UsageError, match="exists and was not written"):
        export(stored, "markdown", tmp_path / "out")
    assert mine.read_text() == "mine"


@pytest.mark.parametrize("kind", ["jsonl", "parquet", "markdown"])
def test_an_export_that_fails_leaves_the_one_before(stored: list[Stored], tmp_path: Path, kind: ExportFormat) -> None:
    def failing() -> Iterator[Stored]:
        yield stored[0]
        raise ZeroDivisionError

    out = tmp_path / "out"
    export(stored, kind, out)
    before = {name: (tmp_path / name).read_bytes() for name in entries(tmp_path)}
    with pytest.raises(ZeroDivisionError):
        export(failing(), kind, out)
    assert {name: (tmp_path / name).read_bytes() for name in entries(tmp_path)} == before


@pytest.mark.parametrize("kind", ["jsonl", "parquet", "markdown"])
def test_nothing_to_export_is_an_empty_export(tmp_path: Path, kind: ExportFormat) -> None:
    assert export([], kind, tmp_path / "out") == 0
    assert export([], kind, tmp_path / "out") == 0


def test_since_and_site_choose(tmp_path: Path) -> None:
    with Store.open(store_url(tmp_path)) as store:
        keep(
            store,
            [*((url, page(f"Quay {url[-6]}", *STORY, url)) for url in URLS), ("https://other.example/a", page("O"))],
        )
        assert export(store.articles(site="other.example"), "jsonl", tmp_path / "a") == 1
        assert export(store.articles(since=START.replace(hour=7)), "jsonl", tmp_path / "b") == 3
