"""The command as users run it: its output, its exit code, and its errors, in processes of their own."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from scraper import cli
from scraper.errors import UsageError
from scraper.output.files import write_text
from tests.support.terminal import read_terminal

VERBS = ("clean", "explain", "record", "approve", "check", "sites")
URL = "https://www.harbourpost.example/tides"
PARAGRAPHS = (
    "For eleven years the north quay stood empty, and the ice house beside it was let to a climbing club.",
    "Then four trawlers came in on the morning tide, and nobody was there to take their lines, a skipper said.",
    "A hearing is set for May. Until then the mayor has asked both sides to leave each other’s ropes alone.",
)
PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>The tide turns</title></head>
<body><article><h1>The tide turns</h1>{"".join(f"<p>{text}</p>" for text in PARAGRAPHS)}</article></body></html>
"""
TEXT = "\n\n".join([*PARAGRAPHS[:2], "Sign up for our newsletter", PARAGRAPHS[2]]) + "\n"


# with unbuffered output Python does not report a closed pipe
ENVIRONMENT = {**os.environ, "COLUMNS": "80", "PYTHONUNBUFFERED": ""}


# root can read every file unless it drops these capabilities
IS_ROOT = sys.platform != "win32" and os.getuid() == 0
NO_OVERRIDE = ("setpriv", "--bounding-set=-dac_override,-dac_read_search") if IS_ROOT else ()


def scraper(
    *arguments: str, stdin: bytes = b"", cwd: Path | None = None, through: Sequence[str] = ()
) -> subprocess.CompletedProcess[str]:
    command = [*through, sys.executable, "-m", "scraper", *arguments]
    done = subprocess.run(command, input=stdin, capture_output=True, timeout=60, env=ENVIRONMENT, cwd=cwd)
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def failed(done: subprocess.CompletedProcess[str], code: int) -> str:
    """The one line that a failed command prints."""
    assert (done.returncode, done.stdout) == (code, ""), done
    assert re.fullmatch(r"scraper: [^\n]+\n", done.stderr), done.stderr
    return done.stderr


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "tides.html"
    path.write_text(PAGE, "utf-8")
    return path


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "tides.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_clean_prints_the_article_and_nothing_else(page: Path) -> None:
    done = scraper("clean", str(page), "--url", URL)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "\n\n".join(PARAGRAPHS) + "\n"


@pytest.mark.parametrize(
    ("form", "holds"),
    [("md", f"{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}\n"), ("html", f"<p>{PARAGRAPHS[1]}</p>\n"), ("json", '"removals": ')],
)
def test_clean_prints_other_forms(page: Path, form: str, holds: str) -> None:
    done = scraper("clean", str(page), "--url", URL, "--as", form)
    assert (done.returncode, done.stderr) == (0, "")
    assert holds in done.stdout
    if form == "json":
        assert json.loads(done.stdout)["url"] == URL


def test_clean_reads_standard_input_as_bytes() -> None:
    latin = '<html><head><meta charset="iso-8859-1"></head><body><article>' + PAGE.partition("<article>")[2]
    done = scraper("clean", "-", "--url", URL, stdin=latin.replace("ice house", "café").encode("cp1252"))
    assert done.returncode == 0
    assert "café" in done.stdout
    assert "each other’s ropes" in done.stdout


def test_clean_recognises_flattened_text(text: Path) -> None:
    done = scraper("clean", str(text))
    assert (done.returncode, done.stdout) == (0, "\n\n".join(PARAGRAPHS) + "\n")


def test_the_input_type_can_be_given() -> None:
    markup = "".join(f"<p>{part}</p>\n" for part in PARAGRAPHS).encode()
    assert "<p>" not in scraper("clean", "-", stdin=markup).stdout
    assert f"<p>{PARAGRAPHS[1]}</p>" in scraper("explain", "-", "--input", "text", stdin=markup).stdout
    assert "no markup" in failed(scraper("clean", "-", "--input", "html", stdin=TEXT.encode()), 3)


def test_clean_prints_a_summary_with_verbose_only(text: Path) -> None:
    done = scraper("clean", str(text), "--verbose")
    assert done.stderr == "scraper: 3 blocks kept, 1 cut (1 newsletter)\n"
    assert "kept" not in done.stdout


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_no_article_is_a_failure_with_nothing_printed(form: str) -> None:
    assert "no article" in failed(scraper("clean", "-", "--as", form, stdin=b"Sign up for our newsletter\n"), 4)


def test_no_article_as_json_still_gives_the_receipts() -> None:
    done = scraper("clean", "-", "--as", "json", stdin=b"Sign up for our newsletter\n")
    assert done.returncode == 4
    assert json.loads(done.stdout)["removals"][0]["reason"] == "newsletter"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param(["clean", "gone.html"], "gone.html: no such file", id="no such file"),
        pytest.param(
            ["clean", "www.harbourpost.example/tides"],
            "a web address begins with https://",
            id="address without scheme",
        ),
        pytest.param(["clean", "ftp://harbourpost.example/"], "neither a file nor a web address", id="other scheme"),
        pytest.param(["clean", "https:///tides"], "neither a file nor a web address", id="address without host"),
        pytest.param(["explain", "."], "is a directory", id="directory"),
        pytest.param(["clean", "x" * 5000], "cannot be read", id="endless name"),
        pytest.param(["clean", "-", "--url", "harbour"], "--url 'harbour' is not a web address", id="no address"),
        pytest.param(["clean"], "scraper clean --help", id="nothing to clean"),
        pytest.param(["clean", "-", "-"], "- is standard input, one page", id="standard input twice"),
        pytest.param(["clean", "--from", "gone.warc"], "--from gone.warc: no such file", id="no such archive"),
        pytest.param(["clean", "--from", "pyproject.toml"], "the ending says what is in it", id="no archive"),
        pytest.param(["clean", "tests", "README.md", "--as", "md"], "many inputs give JSON lines", id="many as md"),
        pytest.param(["clean", "tests", "README.md", "--url", URL], "the address of one page", id="many, one url"),
        pytest.param(["clean", "README.md", "gone.html"], "gone.html: no such file", id="one of many is not there"),
        pytest.param(["clean", "site_rules"], "no page in this folder", id="folder without pages"),
        pytest.param(["clean", "README.md", "--out", "tests/cli"], "cannot be written", id="folder for the lines"),
        pytest.param(["clean", "README.md", "--out", "pyproject.toml"], "was not written by", id="other lines"),
        pytest.param(["clean", "tests", "--workers", "0"], "workers=0", id="no workers"),
        pytest.param(["clean", "--nonsense"], "unknown option --nonsense", id="option for source"),
        pytest.param(["clean", "-", "--as", "pdf"], '"text", "md", "markdown", "html", "json"', id="unknown form"),
        pytest.param(["tidy"], "scraper --help", id="unknown verb"),
        pytest.param(["record", "harbour"], "harbour: no such file; give a web address", id="record, no address"),
        pytest.param(["approve", "harbour"], "no case 'harbour'", id="approve, no such case"),
        pytest.param(["check", "harbour"], "no case 'harbour'", id="check, no such case"),
        pytest.param(["explain", "gone.html"], "gone.html: no such file", id="explain, no such file"),
    ],
)
def test_an_error_says_what_to_do(arguments: list[str], says: str) -> None:
    assert says in failed(scraper(*arguments), 2)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no mode that forbids reading")
def test_an_unreadable_file_is_named(page: Path) -> None:
    page.chmod(0)
    assert "permission denied" in failed(scraper("clean", str(page), through=NO_OVERRIDE), 2)


def test_a_private_address_is_not_fetched() -> None:
    assert "127.0.0.1" in failed(scraper("clean", "http://127.0.0.1:9/tides"), 3)


@pytest.mark.parametrize(
    "arguments", [["clean"], ["clean", "--input", "html"], ["clean", "--input", "text"], ["explain"]]
)
@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\n", "this is a PDF, not HTML", id="pdf"),
        pytest.param(gzip.compress(PAGE.encode()), "this is a gzip archive, not HTML. Decompress it first", id="gzip"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "this is a PNG image, not HTML", id="png"),
    ],
)
def test_a_file_that_is_no_page_is_refused_by_name(
    tmp_path: Path, arguments: list[str], data: bytes, says: str
) -> None:
    (tmp_path / "saved").write_bytes(data)
    assert f"scraper: saved: {says}" in failed(scraper(*arguments, "saved", cwd=tmp_path), 3)
    assert failed(scraper(*arguments, "-", stdin=data), 3).startswith("scraper: standard input: this is ")


@pytest.mark.parametrize("verb", ["clean", "explain"])
def test_a_page_that_takes_too_long_is_ended(text: Path, verb: str) -> None:
    text.write_text(TEXT * 3000, "utf-8")
    said = failed(scraper(verb, str(text), "--timeout", "0.001"), 4)
    assert said.startswith(f"scraper: {text}: cleaning it takes more than 0.001 seconds. Give it a longer --timeout")
    assert "give seconds" in failed(scraper(verb, str(text), "--timeout", "0"), 2)


def test_text_in_utf_16_is_text() -> None:
    assert scraper("clean", "-", stdin=TEXT.encode("utf-16")).stdout == "\n\n".join(PARAGRAPHS) + "\n"


def test_hostile_names_cannot_control_the_terminal() -> None:
    message = failed(scraper("clean", "a\x1b[31mb\nc.html"), 2)
    assert "\x1b" not in message


def test_explain_marks_every_cut(text: Path) -> None:
    done = scraper("explain", str(text))
    assert (done.returncode, done.stderr) == (0, "")
    assert "\x1b" not in done.stdout
    kept_at, cut_at = done.stdout.index(PARAGRAPHS[1]), done.stdout.index("  ✂ newsletter · ")
    assert kept_at < cut_at < done.stdout.index("  ┃ Sign up for our newsletter") < done.stdout.index(PARAGRAPHS[2])


def test_explain_writes_a_complete_page(text: Path) -> None:
    out = text.with_name("explained.html")
    out.write_text("old", "utf-8")
    done = scraper("explain", str(text), "--html", str(out))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert 'data-reason="newsletter"' in out.read_text("utf-8")
    assert sorted(path.name for path in text.parent.iterdir()) == ["explained.html", "tides.txt"]


@pytest.mark.parametrize("out", ["missing/explained.html", "."])
def test_explain_names_a_file_that_cannot_be_written(text: Path, out: str) -> None:
    message = failed(scraper("explain", str(text), "--html", str(text.parent / out)), 2)
    assert "cannot be written" in message
    assert [path.name for path in text.parent.iterdir()] == ["tides.txt"]


def test_a_failed_write_leaves_the_old_page_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "explained.html"
    out.write_text("old", "utf-8")

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(UsageError, match="no space left"):
        write_text(out, "new page")
    assert out.read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [out]


def test_a_page_can_be_written_to_a_pipe(text: Path) -> None:
    assert scraper("explain", str(text), "--html", "/dev/stdout").stdout.startswith("<!doctype html>")


@pytest.mark.parametrize("verb", ["clean", "explain"])
def test_a_closed_pipe_is_no_error(text: Path, verb: str) -> None:
    text.write_text(TEXT * 3000, "utf-8")
    command = [sys.executable, "-m", "scraper", verb, str(text)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, env=ENVIRONMENT) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("arguments", [("clean", "tides.txt"), ("explain", "tides.txt"), ("sites",), ("--help",)])
def test_a_full_output_is_an_error(text: Path, arguments: tuple[str, ...], unbuffered: str) -> None:
    command = [sys.executable, "-m", "scraper", *arguments]
    env = {**ENVIRONMENT, "PYTHONUNBUFFERED": unbuffered, "PYTHONPATH": str(Path.cwd())}
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, timeout=60, env=env, cwd=text.parent)
    assert done.returncode == 2
    message = "standard output cannot be written: no space left on device; redirect it elsewhere"
    assert done.stderr.decode() == f"scraper: {message}\n"


@pytest.mark.skipif(sys.platform == "win32", reason="the shell of Windows cannot close a stream")
@pytest.mark.parametrize(("closed", "code"), [(">&-", 2), ("2>&-", 0), ("2>/dev/full", 0)])
def test_a_closed_stream_is_no_traceback(text: Path, closed: str, code: int) -> None:
    command = ["sh", "-c", f'exec "{sys.executable}" -m scraper clean "{text}" {closed}']
    done = subprocess.run(command, capture_output=True, timeout=60, env=ENVIRONMENT)
    said = b"scraper: standard output is closed: redirect it to a file or a pipe\n" if code else b""
    assert (done.returncode, done.stderr) == (code, said)
    assert bool(done.stdout) is (code == 0)


def test_an_interrupt_is_quiet(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "article_of", interrupted)
    assert cli.run(["clean", "-"]) == 130
    assert capsys.readouterr() == ("", "")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_on_a_terminal_there_are_colours_and_a_summary_but_no_control_characters(tmp_path: Path) -> None:
    import pty

    source = tmp_path / "hostile.txt"
    source.write_text(TEXT.replace("skipper", "skip\x1b]0;x\x07per"), "utf-8")
    environment = {**ENVIRONMENT, "TERM": "xterm-256color", "NO_COLOR": ""}
    seen = {}
    for verb in ("clean", "explain"):
        leader, follower = pty.openpty()
        command = [sys.executable, "-m", "scraper", verb, str(source)]
        with subprocess.Popen(command, stdin=follower, stdout=follower, stderr=follower, env=environment) as process:
            os.close(follower)
            seen[verb] = read_terminal(leader)
        assert process.returncode == 0
        assert "\x1b]" not in seen[verb]
        assert "\x07" not in seen[verb]
    assert "scraper: 3 blocks kept, 1 cut (1 newsletter)" in seen["clean"]
    assert "\x1b[" not in seen["clean"]
    assert re.search(r"\x1b\[1;35m(  ✂ |newsletter)", seen["explain"])
