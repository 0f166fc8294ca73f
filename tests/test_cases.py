"""Every recorded case against its golden, and the collection against what it must hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper import cases
from scraper.errors import CaseError, GoldenDraft, GoldenMissing, UsageError
from scraper.golden import status_of
from tests.origin import manifest

REPOSITORY = Path(__file__).parent.parent
ROOT = REPOSITORY / "cassettes"
ALL = cases.cases(ROOT)


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_case(case: cases.Case) -> None:
    (result,) = [found for found in cases.check(case.name, root=ROOT) if found.name == case.name]
    assert result.ok, "\n".join(str(error) for error in result.errors)


@pytest.mark.parametrize("site", sorted({case.site for case in ALL}))
def test_every_law_of_the_site_holds_over_its_cases(site: str) -> None:
    (result,) = [found for found in cases.check(site, root=ROOT) if found.name == site]
    assert result.ok, "\n".join(str(error) for error in result.errors)


def test_no_site_is_without_a_rule_and_no_rule_without_cases() -> None:
    assert cases.gaps(ROOT) == []
    assert cases.gaps(ROOT, REPOSITORY / "site_rules") == []


def test_every_reconstructed_page_is_recorded_and_every_recording_has_its_page() -> None:
    assert [case.name for case in ALL] == sorted(f"{page.site}/{page.case}" for page in manifest())


def test_no_recording_keeps_what_is_private() -> None:
    for case in ALL:
        text = case.recording.read_text("utf-8")
        head = text.partition("string: |")[0] + text.rpartition("\n    headers:")[2]
        assert "!!binary" not in text, case.name
        for word in ("set-cookie", "authorization", "user-agent", "accept-encoding", "content-encoding"):
            assert word not in head.lower(), f"{case.name}: {word}"


@pytest.fixture
def copy(tmp_path: Path) -> cases.Case:
    """One good case in a folder of its own."""
    source = ALL[0]
    target = cases.Case(tmp_path, source.site, source.case)
    target.recording.parent.mkdir()
    target.recording.write_bytes(source.recording.read_bytes())
    target.golden.write_bytes(source.golden.read_bytes())
    return target


def _errors(case: cases.Case) -> list[type[Exception]]:
    (result,) = [found for found in cases.check(case.name, root=case.root) if found.name == case.name]
    return [type(error) for error in result.errors]


def test_a_recording_without_a_golden_is_found(copy: cases.Case) -> None:
    copy.golden.unlink()
    assert _errors(copy) == [GoldenMissing]


def test_a_golden_without_a_recording_is_found(copy: cases.Case) -> None:
    copy.recording.unlink()
    assert _errors(copy) == [GoldenMissing]
    (result, *_) = cases.check(copy.name, live=True, root=copy.root)
    assert [type(error) for error in result.errors] == [GoldenMissing]


def test_a_draft_is_found(copy: cases.Case) -> None:
    text = copy.golden.read_text("utf-8")
    copy.golden.write_text(text.replace("\nstatus: approved\n", "\nstatus: draft\n"), "utf-8")
    assert status_of(copy.golden.read_text("utf-8")) == "draft"
    assert _errors(copy) == [GoldenDraft]
    with pytest.raises(GoldenDraft):
        cases.verify(copy)


def test_a_folder_without_a_rule_and_a_rule_without_cases_are_found(copy: cases.Case, tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    rules.mkdir()
    for name in ("_shared.py", "unrecorded_example.py"):
        (rules / name).write_text("")
    found = {gap.case: str(gap) for gap in cases.gaps(tmp_path, rules)}
    assert set(found) == {copy.site, "unrecorded_example"}
    assert "no rule module" in found[copy.site]
    assert "0 recorded cases" in found["unrecorded_example"]


def test_a_rule_with_one_case_is_found(copy: cases.Case, tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / f"{copy.site}.py").write_text("")
    (gap,) = cases.gaps(tmp_path, rules)
    assert "1 recorded case" in str(gap)


def test_a_recording_that_does_not_answer_is_a_case_error(copy: cases.Case) -> None:
    text = copy.recording.read_text("utf-8").replace("method: GET", "method: PUT")
    copy.recording.write_text(text, "utf-8")
    with pytest.raises(CaseError, match="record it again"):
        cases.replay(copy)


@pytest.mark.parametrize("text", ["", "interactions: []", "a: [", "just words"])
def test_a_broken_recording_is_a_usage_error(copy: cases.Case, text: str) -> None:
    copy.recording.write_text(text, "utf-8")
    with pytest.raises(UsageError):
        cases.replay(copy)


def test_a_name_that_selects_nothing_says_what_there_is(copy: cases.Case) -> None:
    with pytest.raises(UsageError, match=copy.site):
        cases.cases(copy.root, "harbourpost_example")
