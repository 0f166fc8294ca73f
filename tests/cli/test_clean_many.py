"""`scraper clean` of many inputs, as users run it: the lines, resuming, exit codes, and errors that name the input."""

from __future__ import annotations

import csv
import gzip
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from pyarrow import parquet

from scraper import cli
from scraper.runs import url_list
from tests import origin
from tests.cli.test_cli import ENVIRONMENT, failed, scraper
from tests.origin import Answer
from tests.support.command_line import without
from tests.support.terminal import read_terminal

URL = "https://harbourpost.example/berths"


def page(number: int) -> str:
    story = "".join(f"<p>Berth {number} is free until the end of month {n}, the master said.</p>" for n in range(9))
    return f"<!doctype html><html lang='en'><body><article><h1>Berth {number}</h1>{story}</article></body></html>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Seven pages, of which one is none, and a file that is not read."""
    for number in range(6):
        file = tmp_path / "saved" / f"month-{number % 2}" / f"berth-{number}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page(number), "utf-8")
    (tmp_path / "saved" / "chart.html").write_bytes(b"%PDF-1.7\n1 0 obj\n<<>>\n")
    (tmp_path / "saved" / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    return tmp_path


def records(out: Path) -> dict[str, dict[str, Any]]:
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    found = {line["id"]: line for line in lines}
    assert len(found) == len(lines)
    return found


def titles(out: Path) -> dict[str, str]:
    return {key: record["article"]["title"] for key, record in records(out).items()}


def test_a_folder_gives_a_line_for_each_page(folder: Path) -> None:
    done = scraper("clean", "saved", "--out", "a.jsonl", cwd=folder)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "scraper: 6 articles, 1 failed; their lines in a.jsonl say why\n"
    found = records(folder / "a.jsonl")
    assert sorted(found) == ["saved/chart.html", *(f"saved/month-{n % 2}/berth-{n}.html" for n in (0, 2, 4, 1, 3, 5))]
    assert found["saved/chart.html"]["error"]["type"] == "NotHtml"
    assert "this is a PDF" in found["saved/chart.html"]["error"]["message"]
    single = json.loads(scraper("clean", "saved/month-1/berth-3.html", "--as", "json", cwd=folder).stdout)
    assert found["saved/month-1/berth-3.html"]["article"] == single


def test_several_files_without_a_file_for_lines_are_printed(folder: Path) -> None:
    done = scraper("clean", "saved/month-0/berth-0.html", "saved/month-1", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    keys = [json.loads(line)["id"] for line in done.stdout.splitlines()]
    assert keys == ["saved/month-0/berth-0.html", *(f"saved/month-1/berth-{n}.html" for n in (1, 3, 5))]


def test_a_second_start_does_what_is_missing_and_mends_the_last_line(folder: Path) -> None:
    out = folder / "a.jsonl"
    scraper("clean", "saved", "--out", "a.jsonl", cwd=folder)
    whole = out.read_bytes()
    lines = whole.splitlines(keepends=True)
    for kept, torn in ((3, lines[3][:40]), (0, lines[0][:5]), (6, lines[6][:-1]), (2, b"")):
        out.write_bytes(b"".join(lines[:kept]) + torn)
        done = scraper("clean", "saved", "--out", "a.jsonl", "--verbose", cwd=folder)
        assert out.read_bytes() == whole
        assert (f"{kept} were there already" in done.stderr) is (kept > 0)
    done = scraper("clean", "saved", "--out", "a.jsonl", cwd=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert out.read_bytes() == whole


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize(("sent", "code"), [(signal.SIGKILL, -signal.SIGKILL), (signal.SIGINT, 130)])
def test_a_start_that_is_ended_is_resumed(folder: Path, sent: signal.Signals, code: int) -> None:
    """The input is a pipe that stays open, so that the command is always in the middle of its work."""
    out = folder / "a.jsonl"
    rows = [json.dumps({"id": n, "html": page(n)}) + "\n" for n in range(40)]
    os.mkfifo(folder / "live.jsonl")
    (folder / "pages.jsonl").write_text("".join(rows), "utf-8")
    command = [sys.executable, "-m", "scraper", "clean", "--from", "live.jsonl", "--out", "a.jsonl"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, env=ENVIRONMENT, cwd=folder) as process:
        with (folder / "live.jsonl").open("w", encoding="utf-8") as live:
            live.writelines(rows[:20])
            live.flush()
            while not out.exists() or out.read_bytes().count(b"\n") < 3:
                assert process.poll() is None
            process.send_signal(sent)
            assert process.wait(60) == code
        assert process.stderr is not None
        assert process.stderr.read() == b""
    before = out.read_bytes()
    assert scraper("clean", "--from", "pages.jsonl", "--out", "a.jsonl", cwd=folder).returncode == 0
    assert out.read_bytes().startswith(before[: before.rfind(b"\n") + 1])
    assert titles(out) == {str(n): f"Berth {n}" for n in range(40)}


def test_an_id_that_comes_twice_has_two_lines_even_after_a_cut(tmp_path: Path) -> None:
    rows = "".join(json.dumps({"url": URL, "html": page(n)}) + "\n" for n in (1, 2))
    (tmp_path / "pages.jsonl").write_text(rows, "utf-8")
    out = tmp_path / "a.jsonl"
    arguments = ("clean", "--from", "pages.jsonl", "--out", "a.jsonl")
    scraper(*arguments, cwd=tmp_path)
    whole = out.read_text("utf-8")
    out.write_text(whole.splitlines(keepends=True)[0], "utf-8")
    scraper(*arguments, cwd=tmp_path)
    assert out.read_text("utf-8") == whole
    assert [json.loads(line)["article"]["title"] for line in whole.splitlines()] == ["Berth 1", "Berth 2"]


def test_two_starts_do_not_write_one_file(folder: Path) -> None:
    with (folder / "a.jsonl").open("ab") as file:
        fcntl = pytest.importorskip("fcntl", reason="Windows has no fcntl")
        fcntl.flock(file, fcntl.LOCK_EX)
        assert "another start" in failed(scraper("clean", "saved", "--out", "a.jsonl", cwd=folder), 6)


def test_the_exit_code_says_what_all_inputs_failed_with(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"%PDF-1.7\n1 0 obj\n<<>>\n")
    (tmp_path / "b.html").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "c.txt").write_text("Sign up for our newsletter\n", "utf-8")
    assert scraper("clean", "a.html", "b.html", cwd=tmp_path).returncode == 3
    assert scraper("clean", "c.txt", "--out", "c.jsonl", cwd=tmp_path).returncode == 4
    assert scraper("clean", "a.html", "c.txt", cwd=tmp_path).returncode == 1


def warc(*responses: tuple[str, bytes, str]) -> bytes:
    """A compressed archive of responses, given as status, body and headers, and of a record that is none."""
    data = gzip.compress(b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\na: b\r\n\r\n")
    for number, (status, body, headers) in enumerate(responses):
        http = f"HTTP/1.1 {status}\r\n{headers}\r\n\r\n".encode() + body
        head = f"WARC-Type: response\r\nWARC-Record-ID: <urn:uuid:b{number}>\r\nWARC-Target-URI: {URL}/{number}\r\n"
        kind = f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}"
        data += gzip.compress(f"WARC/1.0\r\n{head}{kind}\r\n\r\n".encode() + http + b"\r\n\r\n")
    return data


def chunked(body: bytes) -> bytes:
    half = len(body) // 2
    parts = (body[:half], body[half:], b"")
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts)


@pytest.mark.parametrize("ending", ["jsonl", "jsonl.gz", "csv", "tsv", "parquet", "warc.gz"])
def test_pages_come_from_an_archive(tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"pages.{ending}"
    rows = [{"id": f"b{n}", "url": f"{URL}/{n}", "html": page(n)} for n in range(3)]
    if ending.startswith("jsonl"):
        data = "".join(json.dumps(row) + "\n" for row in rows).encode()
        file.write_bytes(gzip.compress(data) if ending.endswith("gz") else data)
    elif ending == "parquet":
        parquet.write_table(pyarrow.Table.from_pylist(rows), file)
    elif ending == "warc.gz":
        html = "Content-Type: text/html; charset=utf-8"
        responses = (
            ("200 OK", page(0).encode(), html),
            ("200 OK", gzip.compress(page(1).encode()), f"{html}\r\nContent-Encoding: gzip"),
            ("200 OK", chunked(page(2).encode()), f"{html}\r\nTransfer-Encoding: chunked"),
            ("200 OK", b"\xff\xd8", "Content-Type: image/jpeg"),
            ("404 Not Found", page(9).encode(), html),
        )
        file.write_bytes(warc(*responses))
    else:
        with file.open("w", encoding="utf-8", newline="") as table:
            writer = csv.DictWriter(table, ["id", "url", "html"], delimiter="\t" if ending == "tsv" else ",")
            writer.writeheader()
            writer.writerows(rows)
    done = scraper("clean", "--from", file.name, "--out", "a.jsonl", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    found = records(tmp_path / "a.jsonl").values()
    assert [(line["url"], line["article"]["title"]) for line in found] == [
        (f"{URL}/{n}", f"Berth {n}") for n in range(3)
    ]
    assert [line["id"] for line in found] == ["b0", "b1", "b2"]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        pytest.param("a.warc.gz", b"\x1f\x8b\x08\x00nothing", "a.warc.gz", id="warc"),
        pytest.param("a.warc", page(1).encode(), "a.warc is not a WARC file", id="page-as-warc"),
        pytest.param("a.parquet", b"PAR1 and no more", "a.parquet is not a Parquet file", id="parquet"),
        pytest.param("a.csv", b"id,address\n1,2\n", "a.csv has no column html or text: rename", id="csv"),
        pytest.param("a.csv", b"", "a.csv has no column html or text", id="empty-csv"),
        pytest.param("a.jsonl.gz", b"no gzip", "a.jsonl.gz cannot be read", id="not-gzip"),
        pytest.param("a.jsonl.gz", gzip.compress(b"{}\n" * 99)[:-9], "a.jsonl.gz is cut off", id="gzip-cut"),
    ],
)
def test_a_bad_archive_is_named(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(data)
    done = scraper("clean", "--from", name, "--out", "out.jsonl", cwd=tmp_path)
    assert done.returncode == 2
    assert says in done.stderr


def test_a_bad_record_is_an_error_of_its_own(tmp_path: Path) -> None:
    good = json.dumps({"id": 7, "html": page(7)})
    lines = ["{torn", "[1]", '{"url": "harbour", "html": "x"}', '{"id": "none"}', '{"html": 5}', good]
    (tmp_path / "pages.jsonl").write_text("\n".join(lines), "utf-8")
    done = scraper("clean", "--from", "pages.jsonl", "--out", "out.jsonl", cwd=tmp_path)
    assert done.returncode == 1
    found = records(tmp_path / "out.jsonl")
    assert found.pop("7")["article"]["title"] == "Berth 7"
    assert list(found) == ["pages.jsonl:1", "pages.jsonl:2", "pages.jsonl:3", "none", "pages.jsonl:5"]
    assert all("pages.jsonl" in line["error"]["message"] for line in found.values())


def test_a_record_beyond_the_limit_is_an_error_and_not_read_whole(tmp_path: Path) -> None:
    with (tmp_path / "pages.jsonl").open("w", encoding="utf-8") as file:
        file.write('{"id": "big", "html": "' + "<p>tide</p>" * 6_000_000 + '"}\n')
        file.write(json.dumps({"id": "small", "html": page(1)}) + "\n")
    done = scraper("clean", "--from", "pages.jsonl", "--out", "out.jsonl", cwd=tmp_path)
    found = records(tmp_path / "out.jsonl")
    assert (done.returncode, found["pages.jsonl:1"]["error"]["type"]) == (1, "TooLarge")
    assert found["small"]["article"]["title"] == "Berth 1"


@pytest.mark.parametrize(
    ("missing", "name", "extra"), [("warcio", "a.warc", "warc"), ("pyarrow", "a.parquet", "parquet")]
)
def test_a_missing_extra_is_named(tmp_path: Path, missing: str, name: str, extra: str) -> None:
    (tmp_path / name).write_bytes(b"")
    result = without(tmp_path, [missing], "clean", "--from", name)
    assert result.code == 2
    assert f"pip install 'bodycopy[{extra}]'" in result.stderr


@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
def test_addresses_are_fetched_in_their_order_and_by_robots_txt(
    tmp_path: Path, server: origin.Origin, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = f"http://127.0.0.1:{server.port}"
    html = {"content-type": "text/html"}
    for number in range(4):
        server.serve(f"{base}/berth/{number}", Answer(page(number).encode(), headers=html))
    server.serve(f"{base}/robots.txt", Answer(b"User-agent: *\nDisallow: /private\n"))
    listed = [f"{base}/berth/{number}" for number in range(4)]
    names = ["# the berths", *listed, "", "harbour", f"{base}/private/1", f"{base}/gone"]
    (tmp_path / "urls.txt").write_text("\n".join(names), "utf-8")
    real = url_list.fetched_pages
    monkeypatch.setattr(url_list, "fetched_pages", lambda urls: real(urls, allow_private=True, pause=0))
    monkeypatch.chdir(tmp_path)
    assert cli.run(["clean", "--from", "urls.txt", "--out", "a.jsonl"]) == 1
    found = records(tmp_path / "a.jsonl")
    assert {found[url]["article"]["title"] for url in listed} == {f"Berth {n}" for n in range(4)}
    errors = {key: line["error"]["type"] for key, line in found.items() if "error" in line}
    assert errors == {"urls.txt:7": "UsageError", f"{base}/private/1": "Blocked", f"{base}/gone": "FetchError"}
    paths = [asked.removeprefix("127.0.0.1") for asked in server.asked]
    assert paths == ["/robots.txt", *(f"/berth/{number}" for number in range(4)), "/gone"]
    assert cli.run(["clean", "--from", "urls.txt", "--out", "a.jsonl"]) == 0
    assert len(server.asked) == len(paths)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_on_a_terminal_there_is_a_bar_and_the_lines_stay_clean(folder: Path) -> None:
    import pty

    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "scraper", "clean", "saved/month-0", "saved/month-1"]
    environment = {**ENVIRONMENT, "TERM": "xterm-256color"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=follower, env=environment, cwd=folder) as process:
        os.close(follower)
        assert process.stdout is not None
        shown = read_terminal(leader)
        lines = process.stdout.read().splitlines()
    assert process.returncode == 0
    assert "6/6" in shown
    assert "scraper: 6 articles" in shown
    assert [json.loads(line)["article"]["title"] for line in lines] == [f"Berth {n}" for n in (0, 2, 4, 1, 3, 5)]
