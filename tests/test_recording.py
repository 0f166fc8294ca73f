"""Recording through the real HTTP stack, from the loopback origin, into an empty folder."""

from __future__ import annotations

import builtins
import gzip
import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

from scraper import cases, rulebook
from scraper.errors import GoldenMismatch, HttpStatus, TooLarge, UsageError
from scraper.golden import status_of
from scraper.rules import SiteRule
from scraper.scaffold import domain_of, module_name
from tests.origin import Answer, Origin, transport

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

URL = "https://www.harbourpost.example/news/the-quay-is-finished"
HTML = {"content-type": "text/html; charset=utf-8", "set-cookie": "visitor=invented"}
PAGE = """<!DOCTYPE html><html lang="en"><head><title>The quay is finished</title></head><body>
<nav>Home Port Fish</nav><article><h1>The quay is finished</h1>
<p>The new quay at Harbour Post was handed over on Friday, nine months late and two metres longer than planned.</p>
<p>“We measured it twice,” said the harbour master, Ada Quill. “The third time we decided to stop measuring.”</p>
<p>Ships of up to 90 metres can moor there from Monday. The fishermen’s landing stays where it has been since 1902.</p>
<p>The town paid €4.1 million, of which a third came from the region, and the café on the old quay keeps its lease.</p>
</article></body></html>"""


@pytest.fixture
def folders(tmp_path: Path) -> dict[str, Path]:
    return {"root": tmp_path / "cassettes", "rules": tmp_path / "site_rules"}


@pytest.fixture
def recorded(server: Origin, folders: dict[str, Path]) -> cases.Case:
    server.serve(URL, Answer(gzip.compress(PAGE.encode()), headers={**HTML, "content-encoding": "gzip"}))
    return cases.record(URL, transport=transport(server), **folders)


def _check(case: cases.Case) -> cases.Result:
    (result,) = [found for found in cases.check(case.name, root=case.root) if found.name == case.name]
    return result


def test_a_page_is_recorded_named_and_drafted(recorded: cases.Case) -> None:
    assert recorded.name == "harbourpost_example/the-quay-is-finished"
    golden = recorded.golden.read_text("utf-8")
    assert status_of(golden) == "draft"
    assert "“We measured it twice,”" in golden
    assert sorted(path.name for path in recorded.recording.parent.iterdir()) == [
        "the-quay-is-finished.md",
        "the-quay-is-finished.yaml",
    ]


def test_the_recording_reads_as_the_page_and_keeps_no_cookie(recorded: cases.Case) -> None:
    text = recorded.recording.read_text("utf-8")
    assert "said the harbour master, Ada Quill. “The third time" in text
    assert "string: |" in text
    for word in ("visitor", "gzip", "bodycopy", "!!binary"):
        assert word not in text


def test_approving_makes_it_hold_without_the_origin(recorded: cases.Case) -> None:
    (diff,) = cases.approve(recorded.name, root=recorded.root)
    assert diff == cases.Diff(recorded.name, "")
    assert status_of(recorded.golden.read_text("utf-8")) == "approved"
    assert _check(recorded).errors == ()


def test_a_golden_that_was_tampered_with_is_a_mismatch_with_a_diff(recorded: cases.Case) -> None:
    cases.approve(recorded.name, root=recorded.root)
    golden = recorded.golden.read_text("utf-8")
    recorded.golden.write_text(golden.replace("nine months late", "on time"), "utf-8")
    (error,) = _check(recorded).errors
    assert isinstance(error, GoldenMismatch)
    assert "-The new quay at Harbour Post was handed over on Friday, on time" in str(error)
    (diff,) = cases.approve(recorded.name, root=recorded.root)
    assert "+The new quay at Harbour Post was handed over on Friday, nine months late" in diff.text
    assert recorded.golden.read_text("utf-8") == golden


def test_recording_again_leaves_an_approved_golden_that_holds(recorded: cases.Case, server: Origin) -> None:
    cases.approve(recorded.name, root=recorded.root)
    before = recorded.golden.read_text("utf-8")
    cases.record(URL, transport=transport(server), root=recorded.root, rules=recorded.root)
    assert recorded.golden.read_text("utf-8") == before
    server.serve(URL, Answer(PAGE.replace("Friday", "Sunday").encode(), headers=HTML))
    cases.record(URL, transport=transport(server), root=recorded.root, rules=recorded.root)
    assert status_of(recorded.golden.read_text("utf-8")) == "draft"
    assert "Sunday" in recorded.recording.read_text("utf-8")


def test_redirects_are_replayed(server: Origin, folders: dict[str, Path]) -> None:
    server.serve(URL, Answer(PAGE.encode(), headers=HTML))
    server.serve("http://harbourpost.example/q", Answer(status=301, headers={"location": URL}))
    made = cases.record("http://harbourpost.example/q", "short-link", transport=transport(server), **folders)
    assert cases.replay(made).url == URL


def test_a_failed_recording_leaves_nothing_and_harms_nothing(recorded: cases.Case, server: Origin) -> None:
    before = recorded.recording.read_bytes()
    server.serve(URL, Answer(b"gone", 410, HTML))
    with pytest.raises(HttpStatus):
        cases.record(URL, transport=transport(server), root=recorded.root, rules=recorded.root)
    server.serve(URL, Answer(gzip.compress(bytes(50_000_000)), headers={**HTML, "content-encoding": "gzip"}))
    with pytest.raises(TooLarge):
        cases.record(URL, transport=transport(server), root=recorded.root, rules=recorded.root)
    assert recorded.recording.read_bytes() == before
    assert not list(recorded.recording.parent.glob("*.new"))


def test_a_new_site_gets_a_rule_that_loads(
    recorded: cases.Case, folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folders["rules"] / "harbourpost_example.py"
    spec = importlib.util.spec_from_file_location("harbourpost_example", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert SiteRule(domains=("harbourpost.example",), body=(), generic_body=True) == module.RULE
    monkeypatch.setitem(sys.modules, "harbourpost_example", module)
    entry = rulebook.load_module("harbourpost_example")
    assert entry is not None
    assert entry.about.startswith("Harbourpost (harbourpost.example): ")


def test_the_rule_of_a_site_is_never_overwritten(
    recorded: cases.Case, folders: dict[str, Path], server: Origin
) -> None:
    path = folders["rules"] / "harbourpost_example.py"
    path.write_text("# mine")
    cases.record(URL, transport=transport(server), **folders)
    assert path.read_text() == "# mine"


def test_a_known_site_is_recorded_under_its_rule(server: Origin, folders: dict[str, Path]) -> None:
    server.serve("https://develop.theweek.com/tech/quay", Answer(PAGE.encode(), headers=HTML))
    made = cases.record("https://develop.theweek.com/tech/quay", transport=transport(server), **folders)
    assert made.name == "theweek_com/quay"
    assert not folders["rules"].exists()


@pytest.mark.parametrize("name", ["", "Über", "../escape", "a b", "x" * 81, "-x"])
def test_a_case_needs_a_plain_name(server: Origin, folders: dict[str, Path], name: str) -> None:
    with pytest.raises(UsageError, match="cannot be called"):
        cases.record(URL, name, transport=transport(server), **folders)
    assert server.asked == []


@pytest.mark.parametrize(
    ("url", "domain", "module"),
    [
        ("https://www.harbourpost.example/1", "harbourpost.example", "harbourpost_example"),
        ("https://m.harbour-post.example/1", "harbour-post.example", "harbour_post_example"),
        ("https://news.harbourpost.example:8443/1", "news.harbourpost.example", "news_harbourpost_example"),
        ("https://4harbours.example/", "4harbours.example", "site_4harbours_example"),
        ("https://m.example/", "m.example", "m_example"),
    ],
)
def test_what_a_new_rule_is_called(url: str, domain: str, module: str) -> None:
    assert domain_of(url) == domain
    assert module_name(domain) == module


@pytest.mark.parametrize("url", ["https://127.0.0.1/x", "https://localhost/x", "not a url", ""])
def test_a_url_that_names_no_site_gets_no_rule(url: str) -> None:
    with pytest.raises(UsageError, match="names no site"):
        domain_of(url)


def test_without_the_extra_the_error_names_it(
    server: Origin, folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without_vcr(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.partition(".")[0] == "vcr":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without_vcr)
    with pytest.raises(UsageError, match=r"bodycopy\[recording\]"):
        cases.record(URL, transport=transport(server), **folders)
