"""Which patterns may stand in a rule: anchored, bounded; and how they are matched."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.rules.patterns import PATTERN_REACH, Later, compiled, first_letters, matches, pattern_fault

UNANCHORED, TOP, BROKEN = "not anchored", "top-level |", "no regular expression"
RUNAWAY, MANY = "repeats a repeat", "too many open repeats"


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        pytest.param("donat", UNANCHORED, id="word"),
        pytest.param(r"\AGive", UNANCHORED, id="other-anchor"),
        pytest.param("(?i)^Give", UNANCHORED, id="flag-first"),
        pytest.param("(?:^Give)", UNANCHORED, id="anchor-inside-a-group"),
        pytest.param(" ^Give", UNANCHORED, id="space-first"),
        pytest.param("^Give|Donate", TOP, id="second-side-unanchored"),
        pytest.param("^Give|", TOP, id="empty-side"),
        pytest.param("^(Give", BROKEN, id="open-group"),
        pytest.param("^[", BROKEN, id="open-class"),
        pytest.param("^*", BROKEN, id="nothing-to-repeat"),
        pytest.param(r"^\8", BROKEN, id="group-that-is-none"),
        pytest.param("^a{99999999999999999999}", BROKEN, id="count-beyond-counting"),
        pytest.param("^" + "(" * 5000 + ")" * 5000, BROKEN, id="groups-too-deep"),
        pytest.param("^(a+)+$", RUNAWAY, id="repeat-of-a-repeat"),
        pytest.param("^(?:a*)*b", RUNAWAY, id="star-of-a-star"),
        pytest.param("^(?:a?){20}b", RUNAWAY, id="many-optionals"),
        pytest.param(r"^(?:\w+\s?)*$", RUNAWAY, id="words-with-optional-spaces"),
        pytest.param("^(?:a|aa)+$", RUNAWAY, id="repeat-of-alternatives"),
        pytest.param("^((a+)b?)+$", RUNAWAY, id="repeat-two-groups-deep"),
        pytest.param("^(?:x(?=a+b))+", RUNAWAY, id="repeat-in-a-lookahead"),
        pytest.param("^(?:a+?)+?b", RUNAWAY, id="lazy-repeats"),
        pytest.param("^.*.*.*.*x", MANY, id="four-stars-in-a-row"),
        pytest.param(r"^(?:\w+ ){3}x", MANY, id="short-repeat-of-an-open-one"),
        pytest.param("^.*a.*b(?:.*c|.*d).*e", MANY, id="stars-through-alternatives"),
    ],
)
def test_fault(pattern: str, why: str) -> None:
    assert why in pattern_fault(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param("", id="no-pattern-at-all"),
        pytest.param("^Give today$", id="words"),
        pytest.param("^(?:Give|Donate)", id="alternatives-in-a-group"),
        pytest.param("^Give|^Donate", id="both-sides-anchored"),
        pytest.param("^Sign up for .{0,60}newsletter", id="bounded-gap"),
        pytest.param("^Sign up.*", id="one-star"),
        pytest.param("^a.*b.*c", id="two-stars"),
        pytest.param("^(?:ha ){1,20}$", id="repeat-of-fixed-words"),
        pytest.param("^(?:a{3})+$", id="repeat-of-a-fixed-count"),
        pytest.param("^(?:a?b?){2}c", id="short-repeat-of-optionals"),
        pytest.param(r"^\[\d+\]", id="escaped"),
        pytest.param("^Tip ?: ", id="optional-space"),
        pytest.param("^Give(?! back) .{1,80}", id="negative-lookahead"),
        pytest.param("^Abonnez[- ]vous", id="class"),
    ],
)
def test_no_fault(pattern: str) -> None:
    assert pattern_fault(pattern) == ""
    re.compile(pattern)


@pytest.mark.filterwarnings("ignore:Possible (nested set|set):FutureWarning")  # "[[" and "||" in a class
@given(st.text(alphabet="^ab(|)*+?{2,}[].\\d", max_size=20))
def test_any_pattern_has_a_fault_or_compiles(text: str) -> None:
    pattern = f"^{text}"
    if pattern_fault(pattern) == "":
        assert compiled(pattern).pattern == pattern


# matching


def test_case_does_not_count() -> None:
    assert matches("^sign up", "SIGN UP now")
    assert matches("^STRASSE", "strasse")
    assert not matches("^sign up", "Please sign up")


def test_a_pattern_sees_no_further_than_its_reach() -> None:
    pattern = "^a.*z"
    assert matches(pattern, "a" * (PATTERN_REACH - 1) + "z")
    assert not matches(pattern, "a" * PATTERN_REACH + "z")
    assert matches("^a+$", "a" * PATTERN_REACH)


def test_later_matches_as_the_pattern_itself() -> None:
    later = Later("by (\\w+)", re.IGNORECASE)
    found, searched = later.match("By Nora"), later.search("words by Nora")
    assert found is not None
    assert searched is not None
    assert (found[1], searched[1], searched.start()) == ("Nora", "Nora", 6)
    assert later.match("words by Nora") is None
    assert later.search("by Nora", 1) is None
    assert Later("by").match("By Nora") is None


def test_later_is_compiled_at_its_first_use_and_not_before() -> None:
    broken = Later("(")
    with pytest.raises(re.error):
        broken.match("x")


# first letters


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        pytest.param("^Give", "g", id="word"),
        pytest.param("^(?:Give|donate)", "gd", id="alternatives"),
        pytest.param("^(?:sign|subscribe)", "s", id="one-letter-shared"),
        pytest.param("^[GD]ive", "gd", id="class"),
        pytest.param("^(?:The )?Week", "tw", id="optional-word"),
        pytest.param("^a*b", "ab", id="star"),
        pytest.param("^a+b", "a", id="plus"),
        pytest.param("^(?=x)Give", "g", id="lookahead-passed-over"),
        pytest.param("^(?:(?:a|b)c|d)", "abd", id="group-in-a-group"),
        pytest.param(r"^\[ad\]", "[", id="escaped"),
        pytest.param("^Été", "é", id="accent"),
    ],
)
def test_first_letters(pattern: str, letters: str) -> None:
    assert first_letters(pattern) == frozenset(letters)


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param("^.Give", id="anything"),
        pytest.param("^[^a]ive", id="all-but-one"),
        pytest.param("^[a-z]ive", id="range"),
        pytest.param(r"^\d+ Give", id="digit"),
        pytest.param("^(?:Give|.*)", id="one-side-open"),
        pytest.param(r"^(?:The )?\w+", id="open-behind-an-optional"),
    ],
)
def test_first_letters_may_be_any(pattern: str) -> None:
    assert first_letters(pattern) is None


@given(
    st.sampled_from(["^Give", "^(?:Give|donate)", "^[GD]ive", "^(?:The )?Week", "^a*b", "^(?:(?:a|b)c|d)"]),
    st.text(alphabet="GgDdiveonat Thekbc", max_size=8),
)
def test_what_matches_begins_with_one_of_the_first_letters(pattern: str, text: str) -> None:
    if matches(pattern, text):
        assert text[:1].lower() in (first_letters(pattern) or {text[:1].lower()})
