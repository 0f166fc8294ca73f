"""Export articles as JSON lines, a Parquet file or a folder of Markdown files, with few articles in memory."""

from __future__ import annotations

import hashlib
import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote, urlsplit

from scraper.errors import MissingExtra
from scraper.model import Article
from scraper.output.files import atomic_file, atomic_folder
from scraper.output.rendering import to_json

if TYPE_CHECKING:
    import pyarrow

    from scraper.runs.store import Stored

ExportFormat = Literal["jsonl", "parquet", "markdown"]

ROWS = 500
"""Articles in a row group of a Parquet file, and the most in memory."""
_MARK = ".bodycopy-export"
_FILE = re.compile(r"(?:\d{4}-\d{2}-\d{2}|undated)-[a-z0-9-]+-[0-9a-f]{10}\.md")
_NOT_PRINTABLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ud800-\udfff\ufeff\ufffe\uffff]"
)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def export(stored: Iterable[Stored], kind: ExportFormat, out: Path) -> int:
    """Write `stored` to `out` atomically and return the number of articles; JSON lines can go to "-", standard output.

    Raises UsageError if `out` cannot be written or is not an earlier export of this kind, and if the extra for Parquet
    is not installed.
    """
    if kind == "markdown":
        return _markdown(stored, out)
    return _parquet(stored, out) if kind == "parquet" else _jsonl(stored, out)


def _jsonl(stored: Iterable[Stored], out: Path) -> int:
    lines = (_json_line(item) for item in stored)
    if str(out) == "-":
        return sum(1 for line in lines if sys.stdout.write(line))
    with atomic_file(out, _is_jsonl) as file:
        return sum(1 for line in lines if file.write(line.encode("utf-8", "backslashreplace")))


def _json_line(item: Stored) -> str:
    """The article as `to_json` has it, after what the store knows of it. `Article.from_dict` reads it, too."""
    known = {
        "site": item.site, "fetched": item.fetched.isoformat(), "cleaned": item.cleaned.isoformat(),
        "revision": item.revision, "duplicate_of": item.duplicate_of, "id": item.id,
    }  # fmt: skip
    return f'{{"stored": {json.dumps(known, ensure_ascii=False)}, {to_json(item.article, indent=None)[1:]}'


def _is_jsonl(path: Path) -> bool:
    with path.open("rb") as file:
        try:
            first = json.loads(file.readline())
        except ValueError:
            return False
    return isinstance(first, dict) and {"text", "blocks", "removals"} <= first.keys()


def _parquet(stored: Iterable[Stored], out: Path) -> int:
    try:
        import pyarrow
        import pyarrow.parquet
    except ModuleNotFoundError as error:
        raise MissingExtra("pyarrow", "parquet") from error
    schema = _schema()
    number = 0
    with (
        atomic_file(out, _is_parquet) as file,
        pyarrow.parquet.ParquetWriter(file, schema, compression="zstd") as writer,
    ):
        for rows in _batches(stored):
            writer.write_table(pyarrow.Table.from_pylist(rows, schema=schema), row_group_size=ROWS)
            number += len(rows)
    return number


def _schema() -> pyarrow.Schema:
    import pyarrow as arrow

    text, when = arrow.string(), arrow.timestamp("us", tz="UTC")
    columns = [
        ("url", text), ("site", text), ("title", text), ("subtitle", text), ("authors", arrow.list_(text)),
        ("published", text), ("modified", text), ("language", text), ("section", text), ("text", text),
        ("source", text), ("confidence", arrow.float64()), ("removals", arrow.int32()), ("images", arrow.int32()),
        ("revision", arrow.int32()), ("duplicate_of", arrow.int64()), ("id", arrow.int64()), ("fetched", when),
        ("cleaned", when), ("directives", arrow.list_(text)), ("site_name", text), ("description", text),
        ("tags", arrow.list_(text)), ("published_at", when), ("modified_at", when),
    ]  # fmt: skip
    return arrow.schema(columns, metadata={"bodycopy": "articles 1"})


def _batches(stored: Iterable[Stored]) -> Iterator[list[dict[str, object]]]:
    rows = (_row(item) for item in stored)
    while batch := list(islice(rows, ROWS)):
        yield batch


def _row(item: Stored) -> dict[str, object]:
    article = item.article
    names = ("title", "subtitle", "published", "modified", "language", "section", "text", "source")
    plain = {name: _valid(getattr(article, name)) for name in names}
    return {
        **plain, "url": item.url, "site": item.site, "authors": [_valid(name) for name in article.authors],
        "confidence": article.confidence, "removals": len(article.removals), "images": len(article.images),
        "revision": item.revision, "duplicate_of": item.duplicate_of, "id": item.id, "fetched": item.fetched,
        "cleaned": item.cleaned, "directives": list(item.directives),
        "site_name": _valid(article.site), "description": _valid(article.description),
        "tags": [_valid(tag) for tag in article.tags], "published_at": article.published_at,
        "modified_at": article.modified_at,
    }  # fmt: skip


def _valid(text: str | None) -> str | None:
    """`text` with lone surrogates, which JSON in a page can contain, escaped: UTF-8 cannot encode them."""
    return text and text.encode("utf-8", "backslashreplace").decode()


def _is_parquet(path: Path) -> bool:
    import pyarrow
    from pyarrow import parquet

    try:
        return b"bodycopy" in (parquet.read_schema(path).metadata or {})
    except pyarrow.ArrowInvalid:
        return False


def _markdown(stored: Iterable[Stored], out: Path) -> int:
    number = 0
    with atomic_folder(out, _is_markdown) as folder:
        (folder / _MARK).write_text("Written by scraper export, which replaces this folder as a whole.\n", "utf-8")
        for item in stored:
            file = folder / file_name(item)
            file.parent.mkdir(exist_ok=True)
            with file.open("x", encoding="utf-8", errors="backslashreplace", newline="\n") as document:
                document.write(with_front_matter(item))
            number += 1
    return number


def _is_markdown(folder: Path) -> bool:
    """True if an export wrote this folder and no other file was added."""
    if not (folder / _MARK).is_file():
        return False
    return all(
        file.is_dir()
        if len(parts := file.relative_to(folder).parts) == 1
        else len(parts) == 2 and _FILE.fullmatch(file.name)
        for file in folder.rglob("*")
        if file != folder / _MARK
    )


def file_name(item: Stored) -> Path:
    """The path of an article in the folder: site/date-slug-hash.md, from its URL and publication date."""
    site = re.sub(r"[^a-z0-9.-]+", "_", item.site.lower()).strip(".") or "unknown"
    date = _DATE.match(item.article.published or "")
    parts = re.split(r"/+", unquote(urlsplit(item.url).path))
    slug = max((_slug(part) for part in parts), key=len) or _slug(item.article.title or "") or "article"
    digest = hashlib.sha256(item.url.encode("utf-8", "backslashreplace")).hexdigest()[:10]
    return Path(site) / f"{date[0] if date else 'undated'}-{slug}-{digest}.md"


def _slug(text: str) -> str:
    stem = re.sub(r"\.(?:html?|php|aspx?)$", "", text, flags=re.IGNORECASE)
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:60].strip("-")


def with_front_matter(item: Stored) -> str:
    """An article as Markdown with YAML front matter, ending in a newline."""
    return "\n".join(["---", *_front_matter(item), "---", "", item.article.markdown])


def _front_matter(item: Stored) -> Iterator[str]:
    article: Article = item.article
    values = {
        "title": article.title, "subtitle": article.subtitle, "authors": article.authors,
        "published": article.published, "modified": article.modified, "language": article.language,
        "section": article.section, "url": item.url, "site": item.site, "source": article.source,
        "fetched": item.fetched.isoformat(), "cleaned": item.cleaned.isoformat(), "revision": item.revision,
        "directives": item.directives,
        "site_name": article.site, "description": article.description, "tags": article.tags,
    }  # fmt: skip
    for name, value in values.items():
        if value not in (None, "", ()):
            # JSON is valid YAML, except for characters that YAML requires to be escaped
            yield f"{name}: {_NOT_PRINTABLE.sub(_escaped, json.dumps(value, ensure_ascii=False))}"


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
