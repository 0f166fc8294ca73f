"""The pages in one file of many: JSON lines, CSV, Parquet and WARC, read record by record within a limit of bytes.

Records have the fields `html` or `text`, and `url`, `id`, `content_type` if they are known.
"""

from __future__ import annotations

import csv
import gzip
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from scraper.batch.input_pages import InputPage, page_too_large
from scraper.errors import FetchError, MissingExtra, NotHtml, UsageError
from scraper.html.decode import MOST_PAGE_BYTES
from scraper.net.decompress import decompress_body
from scraper.net.response import PAGE_STATUSES, Response, must_be_html
from scraper.urls import is_web_address

MOST_LINE = 3 * MOST_PAGE_BYTES
"""The most bytes of a line: a page in JSON, with escapes."""
_MOST_URL = 100_000
_ROWS = 16
_FIELDS = ("id", "url", "html", "text", "content_type")


def archive_pages(path: Path) -> Iterator[InputPage]:
    """The pages in a file, by its ending; `.gz` may follow. Raises UsageError if it cannot be read, naming it."""
    reader = _READERS.get(_ending(path))
    if reader is None:
        raise UsageError(f"{path}: the ending says what is in it; give a file that ends in {', '.join(_READERS)}")
    with _reading(path):
        yield from reader(path)


def is_list(path: Path) -> bool:
    """Whether a file holds the addresses of pages rather than the pages."""
    return _ending(path) == ".txt"


def _ending(path: Path) -> str:
    suffixes = [suffix.lower() for suffix in path.suffixes[-2:]]
    return suffixes[0] if suffixes[1:] == [".gz"] else (suffixes or [""])[-1]


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:  # gzip's are among them
        why = (error.strerror or str(error)).lower()
        raise UsageError(f"{path} cannot be read: {why}") from error
    except (EOFError, zlib.error) as error:
        raise UsageError(f"{path} is cut off or damaged: {error}") from error


def _opened(path: Path) -> IO[bytes]:
    return gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb")  # type: ignore[return-value]


def _lines(file: IO[bytes], most: int) -> Iterator[bytes | None]:
    """The lines of a file; None for one of more than `most` bytes."""
    while line := file.readline(most + 1):
        if len(line) <= most:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(most)
        yield None


def _addresses(path: Path) -> Iterator[InputPage]:
    """The addresses in a text file, one a line; empty lines and those that begin with # are none."""
    with _opened(path) as file:
        for number, line in enumerate(_lines(file, _MOST_URL), 1):
            url = (line or b"").decode("utf-8-sig", "replace").strip()
            if line is not None and (not url or url.startswith("#")):
                continue
            if is_web_address(url):
                yield InputPage(url, url)
            else:
                why = f"{path} line {number}: {url[:80]!r} is not a web address, such as https://example.org/news/1"
                yield InputPage(_numbered(path, number), error=UsageError(why))


def _json_lines(path: Path) -> Iterator[InputPage]:
    with _opened(path) as file:
        for number, line in enumerate(_lines(file, MOST_LINE), 1):
            name = _numbered(path, number)
            if line is None:
                yield InputPage(name, error=page_too_large(name))
                continue
            if not line.strip():
                continue
            try:
                record = json.loads(line.decode("utf-8-sig"))
            except ValueError as error:  # of the encoding too
                yield InputPage(name, error=UsageError(f"{path} line {number} is not JSON: {error}"))
                continue
            if isinstance(record, dict):
                yield _page(record, name)
            else:
                yield InputPage(name, error=UsageError(f"{path} line {number} is not a JSON object"))


def _table(path: Path) -> Iterator[InputPage]:
    def text(lines: Iterable[bytes | None]) -> Iterator[str]:
        for number, line in enumerate(lines, 1):
            if line is None:
                raise UsageError(f"{path} line {number}: more than {MOST_LINE:,} bytes")
            yield line.decode("utf-8-sig" if number == 1 else "utf-8", "replace")

    csv.field_size_limit(MOST_PAGE_BYTES)
    with _opened(path) as file:
        lines = text(_lines(file, MOST_LINE))
        header = next(lines, "")
        delimiter = max(",;\t", key=header.count)
        names = next(csv.reader([header], delimiter=delimiter), [])
        _check_fields(path, names)
        rows = csv.DictReader(lines, names, delimiter=delimiter)
        try:
            for number, row in enumerate(rows, 1):
                yield _page(row, f"{path.name}:{number}")
        except csv.Error as error:
            raise UsageError(f"{path} line {rows.line_num + 1}: {error}") from error


def _parquet(path: Path) -> Iterator[InputPage]:
    try:
        import pyarrow
        from pyarrow.parquet import ParquetFile
    except ModuleNotFoundError as error:
        raise MissingExtra("pyarrow", "parquet") from error
    number = 0
    try:
        with ParquetFile(path) as file:
            names = file.schema_arrow.names
            _check_fields(path, names)
            for batch in file.iter_batches(_ROWS, columns=[name for name in _FIELDS if name in names]):
                for row in batch.to_pylist():
                    number += 1
                    yield _page(row, f"{path.name}:{number}")
    except pyarrow.ArrowException as error:
        raise UsageError(f"{path} is not a Parquet file, or damaged: {error}") from error


def _warc(path: Path) -> Iterator[InputPage]:
    """The HTML pages among the responses of an archive of the web."""
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ModuleNotFoundError as error:
        raise MissingExtra("warcio", "warc") from error
    number = 0
    with path.open("rb") as file:
        try:
            for record in ArchiveIterator(file, ensure_http_headers=False):
                number += 1
                if record.format != "warc":  # what has no version is taken for ARC
                    raise ArchiveLoadFailed("a record without a WARC version")
                page = _recorded_page(record, _numbered(path, number))
                if page is not None:
                    yield page
        except ArchiveLoadFailed as error:
            raise UsageError(f"{path} is not a WARC file, or damaged: {' '.join(str(error).split())}") from error


def _recorded_page(record: Any, name: str) -> InputPage | None:
    """The page in a record of an archive; None if it holds something else."""
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    key = (record.rec_headers.get_header("WARC-Record-ID") or name).strip("<>").removeprefix("urn:uuid:")
    if record.rec_type != "response" or record.http_headers is None or not is_web_address(url):
        return None
    headers = {key.lower(): value for key, value in record.http_headers.headers}
    status = record.http_headers.get_statuscode() or ""
    response = Response(url, int(status) if status.isdigit() else 0, headers, b"", 0)
    try:
        must_be_html(response)
        if response.status not in PAGE_STATUSES:
            return None
        return InputPage(key, url, _body(record, headers, url), content_type=headers.get("content-type", ""))
    except NotHtml:
        return None
    except FetchError as error:
        return InputPage(key, url, error=error)


def _body(record: Any, headers: Mapping[str, str], url: str) -> bytes:
    from warcio.bufferedreaders import ChunkedDataReader

    if record.length is not None and record.length > MOST_PAGE_BYTES:
        raise page_too_large(url)
    is_chunked = "chunked" in headers.get("transfer-encoding", "").lower()
    stream = ChunkedDataReader(record.raw_stream) if is_chunked else record.raw_stream
    pieces = iter(lambda: stream.read(65_536), b"")
    encoding = headers.get("content-encoding", "")
    return b"".join(decompress_body(pieces, encoding, url, MOST_PAGE_BYTES, sniff=True))


def _check_fields(path: Path, names: Iterable[str]) -> None:
    if not {"html", "text"} & set(names):
        have = ", ".join(names) or "none"
        raise UsageError(f"{path} has no column html or text: rename one of its columns ({have[:300]})")


def _page(record: Mapping[str, Any], name: str) -> InputPage:
    """The page of a record. Its id is that of the record, else its address, else its number in the file."""
    url = record.get("url") or None
    key = record.get("id")
    key = str(key) if key not in (None, "") else str(url or name)
    html, text = record.get("html"), record.get("text")
    data = html or text
    if url is not None and not (isinstance(url, str) and is_web_address(url)):
        key = str(record.get("id") or name)
        return InputPage(key, error=UsageError(f"{name}: the url {str(url)[:80]!r} is not a web address"))
    if not isinstance(data, bytes | str) or not data:
        return InputPage(key, url, error=UsageError(f"{name}: there is no html and no text in it"))
    if len(data) > MOST_PAGE_BYTES:
        return InputPage(key, url, error=page_too_large(name))
    return InputPage(key, url, data, None, str(record.get("content_type") or ""), "html" if html else "text")


def _numbered(path: Path, number: int) -> str:
    return f"{path.name}:{number}"


_READERS: Mapping[str, Callable[[Path], Iterator[InputPage]]] = {
    ".txt": _addresses, ".jsonl": _json_lines, ".ndjson": _json_lines, ".csv": _table, ".tsv": _table,
    ".parquet": _parquet, ".warc": _warc,
}  # fmt: skip
"""The ending of a file → how its pages are read."""
