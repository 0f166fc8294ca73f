"""`clean_many`: the articles of `clean_html`, errors as values, and processes that end with the iterator."""

from __future__ import annotations

import itertools
import os
import re
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

import scraper
from scraper import CleanResult, Options, clean_html, clean_many
from scraper.errors import EmptyArticle, NotHtml, TooCostly, UsageError
from tests import ROOT

URL = "https://harbourpost.example/tides"


def page(number: int) -> str:
    story = "".join(
        f"<p>Berth {number} is free until the end of month {n}, the harbour master said.</p>" for n in range(9)
    )
    return f"<!doctype html><html lang='en'><body><article><h1>Berth {number}</h1>{story}</article></body></html>"


def test_the_articles_are_those_of_single_calls() -> None:
    pages = [(f"n{n}", page(n).encode() if n % 2 else page(n), f"{URL}/{n}") for n in range(12)]
    results = list(clean_many(pages, workers=2))
    assert results == [CleanResult(key, url, clean_html(html, url), None) for key, html, url in pages]


def test_without_order_every_result_comes_once() -> None:
    results = clean_many(((n, page(n), URL) for n in range(30)), workers=2, ordered=False)
    found = {result.id: result.article for result in results}
    assert sorted(found) == list(range(30))
    assert all(article is not None and article.title == f"Berth {n}" for n, article in found.items())


def test_errors_are_values() -> None:
    bad: list[tuple[int, bytes | str, str | None]] = [
        (0, b"%PDF-1.7\n1 0 obj\n<<>>\n", URL), (1, "", URL), (2, None, URL), (3, page(3), 7), (4, page(4), None),
    ]  # type: ignore[list-item]  # fmt: skip
    results = list(clean_many(bad, workers=1))
    assert [type(result.error) for result in results] == [NotHtml, EmptyArticle, UsageError, UsageError, type(None)]
    assert [result.article is None for result in results] == [True, True, True, True, False]
    assert results[0].error is not None
    assert URL in str(results[0].error)


def test_a_page_over_its_limit_is_an_error_that_says_so() -> None:
    """A process that has just been started reads the lexicons for far longer than that."""
    results = list(clean_many(((n, page(n), URL) for n in range(3)), workers=1, options=Options(timeout=0.001)))
    assert [(result.id, type(result.error)) for result in results] == [(n, TooCostly) for n in range(3)]
    assert str(results[0].error).startswith(f"{URL}: cleaning it takes more than 0.001 seconds. Give it a longer")


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc to find the workers")
def test_a_worker_that_is_killed_costs_one_page_at_most() -> None:
    def endless():  # type: ignore[no-untyped-def]
        for n in itertools.count():
            yield n, page(n), URL

    others = children()
    with closing(clean_many(endless(), workers=2)) as results:
        next(results)
        before = children() - others
        assert len(before) == 2
        os.kill(min(before), signal.SIGKILL)
        after = list(itertools.islice(results, 100))
        assert [result.id for result in after] == list(range(1, 101))
        assert sum(isinstance(result.error, TooCostly) for result in after) <= 1
        replaced = children() - others
        assert len(replaced) == 2
        assert replaced != before
    assert children() == others


def children() -> set[int]:
    """The processes that this one started to clean pages."""
    found = set()
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            is_ours = f"PPid:\t{os.getpid()}\n" in status.read_text("utf-8")
            if is_ours and b"child.py" in status.with_name("cmdline").read_bytes():
                found.add(int(status.parent.name))
        except (FileNotFoundError, ProcessLookupError):  # it has just ended
            continue
    return found


@pytest.mark.parametrize(
    ("pages", "named", "says"),
    [
        pytest.param([], {"workers": 0}, "workers=0", id="no-workers"),
        pytest.param([], {"workers": True}, "workers=True", id="workers-a-bool"),
        pytest.param("<html>", {}, "pages are str", id="a-page-for-pages"),
        pytest.param(7, {}, "pages are int", id="no-iterable"),
    ],
)
def test_a_wrong_call_is_refused_before_anything_is_read(pages: object, named: dict[str, object], says: str) -> None:
    with pytest.raises(UsageError, match=re.escape(says)):
        clean_many(pages, **named)  # type: ignore[arg-type]


def test_a_page_that_is_no_triple_ends_the_results_after_those_before() -> None:
    results = clean_many([(1, page(1), URL), page(2)], workers=1)  # type: ignore[list-item]
    assert next(results).id == 1
    with pytest.raises(UsageError, match=r"a page of clean_many is a str: give \(id, html, url\)"):
        next(results)


SCRIPT = """
import itertools, sys
from scraper import clean_many
def pages():
    for n in itertools.count():
        yield n, {page!r}, {url!r}
seen = 0
try:
    for result in clean_many(pages(), workers=2):
        seen += 1
        if seen == 3:
            sys.stdout.write("begun\\n")
            sys.stdout.flush()
except KeyboardInterrupt:
    import os, pathlib
    own = f"PPid:\\t{{os.getpid()}}\\n"
    left = 0
    for status in pathlib.Path("/proc").glob("[0-9]*/status"):
        try:
            left += own in status.read_text()
        except (FileNotFoundError, ProcessLookupError):
            pass
    sys.stdout.write(f"ended with {{left}} left\\n")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl-C to a whole console")
def test_an_interrupt_ends_the_workers_in_a_script_without_a_main_guard(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT.format(page=page(1), url=URL), "utf-8")
    command = [sys.executable, str(script)]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, env=env, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (out, err) == ("ended with 0 left\n", "")


def test_it_is_among_the_names_of_the_package() -> None:
    assert {"clean_many", "CleanResult"} <= set(scraper.__all__)
