"""Which patterns a rule may contain, and how they are matched."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.rules.patterns import PATTERN_REACH, PatternSet, folded, matches, pattern_fault

UNANCHORED, TOP, BROKEN = "not anchored", "top-level |", "not a valid regular expression"
AROUND, ANYTHING = "uses lookaround", "matches any block"


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
        pytest.param(r"^Give\||Donate", TOP, id="escaped-bar-before-a-real-one"),
        pytest.param("^(Give", BROKEN, id="open-group"),
        pytest.param("^[", BROKEN, id="open-class"),
        pytest.param("^*", ANYTHING, id="nothing-to-repeat"),
        pytest.param(r"^\8", BROKEN, id="group-that-is-not-there"),
        pytest.param(r"^(ha)\1", BROKEN, id="backreference"),
        pytest.param("^ha++", BROKEN, id="possessive-repeat"),
        pytest.param("^a{2000}", BROKEN, id="count-above-a-thousand"),
        pytest.param("^(?:a{1,500}){1,500}b", BROKEN, id="counts-that-multiply"),
        pytest.param("^Give(?! back) .{1,80}", AROUND, id="negative-lookahead"),
        pytest.param("^(?=.{0,80}today)Give", AROUND, id="lookahead"),
        pytest.param("^Give(?<=e) now", AROUND, id="lookbehind"),
        pytest.param("^", ANYTHING, id="anchor-alone"),
        pytest.param("^(?:Give)?", ANYTHING, id="all-optional"),
        pytest.param("^.*donate", ANYTHING, id="endless-wildcard-first"),
        pytest.param("^(?:.+) donate", ANYTHING, id="endless-wildcard-in-a-group"),
        pytest.param("^.{2,}donate", ANYTHING, id="endless-count-first"),
        pytest.param("^Give|^.*donate", ANYTHING, id="endless-wildcard-on-the-second-side"),
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
        pytest.param("^[|]", id="bar-in-a-class"),
        pytest.param("^Sign up for .{0,60}newsletter", id="bounded-gap"),
        pytest.param("^Sign up.*", id="one-star"),
        pytest.param("^a.*b.*c", id="two-stars"),
        pytest.param("^(?:ha ){1,20}$", id="repeat-of-fixed-words"),
        pytest.param(r"^\[\d+\]", id="escaped"),
        pytest.param("^Tip ?: ", id="optional-space"),
        pytest.param("^Abonnez[- ]vous", id="class"),
        pytest.param("^(?-i:[A-ZÀ-Þ]).{2,40} abonnieren$", id="range-of-accented-capitals"),
    ],
)
def test_no_fault(pattern: str) -> None:
    assert pattern_fault(pattern) == ""
    re.compile(pattern)


RUNAWAYS = [
    pytest.param("^(a+)+$", id="repeat-of-a-repeat"),
    pytest.param("^(?:a*)*b", id="star-of-a-star"),
    pytest.param("^(?:a?){20}b", id="many-optionals"),
    pytest.param("^(?:a|aa)+$", id="repeat-of-alternatives"),
    pytest.param("^((a+)b?)+$", id="repeat-two-groups-deep"),
    pytest.param("^(?:a+?)+?b", id="lazy-repeats"),
    pytest.param("^a.*.*.*.*x", id="four-stars-in-a-row"),
]


@pytest.mark.parametrize("pattern", RUNAWAYS)
def test_every_pattern_takes_linear_time(pattern: str) -> None:
    assert pattern_fault(pattern) == ""
    start = time.perf_counter()
    assert not matches(pattern, "a" * (PATTERN_REACH - 1) + "!")
    assert time.perf_counter() - start < 1


@given(st.text(alphabet="^ab(|)*+?{2,}[].\\d", max_size=20))
def test_any_pattern_has_a_fault_or_matches_in_a_set(text: str) -> None:
    pattern = f"^{text}"
    if pattern_fault(pattern) == "":
        assert (0 in PatternSet((pattern,)).match("ab")) == matches(pattern, "ab")


# matching


def test_case_does_not_count() -> None:
    assert matches("^sign up", "SIGN UP now")
    assert matches("^STRASSE", "strasse")
    assert not matches("^sign up", "Please sign up")


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        pytest.param("^à lire", "A LIRE AUSSI", id="capitals-without-accents"),
        pytest.param("^a lire", "À LIRE AUSSI", id="capitals-with-accents"),
        pytest.param(r"^abonn\w{1,3}\b ", "Abonnés : la suite", id="accent-inside-a-word"),
        pytest.param(r"^.{3}\bété\b", "un été", id="accent-at-the-edge-of-a-word"),
        pytest.param("^[ÄÖÜ]rzte", "Ärzte", id="accents-in-a-class"),
        pytest.param("^l'été", "L’été", id="typographic-apostrophe"),
        pytest.param("^l’été", "L'été", id="typed-apostrophe"),
        pytest.param("^zażółć", "ZAZOLC", id="letters-with-a-stroke"),
    ],
)
def test_accents_do_not_count(pattern: str, text: str) -> None:
    assert matches(pattern, text)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        pytest.param(r"^abonn\b", "Abonnés", id="word-that-goes-on-with-an-accent"),
        pytest.param(r"^.{3}\bles\b", "modèles", id="word-behind-an-accent"),
        pytest.param(r"^(?-i:[A-ZÀ-Þ])lle", "élle", id="small-letter-for-a-capital"),
    ],
)
def test_letters_with_accents_are_letters(pattern: str, text: str) -> None:
    assert not matches(pattern, text)


def test_other_scripts_are_matched_unchanged() -> None:
    assert matches("^подпишитесь", "ПОДПИШИТЕСЬ на рассылку")
    assert folded("“Ночь” — 夜") == "“Ночь” — 夜"


def test_a_pattern_is_matched_within_its_reach() -> None:
    pattern = "^a.*z"
    assert matches(pattern, "a" * (PATTERN_REACH - 1) + "z")
    assert not matches(pattern, "a" * PATTERN_REACH + "z")
    assert matches("^a+$", "a" * PATTERN_REACH)


def test_a_set_returns_the_indices_of_all_matches() -> None:
    patterns = PatternSet(("^sign up", "^give", "^sign .{0,20}today$"))
    assert patterns.match(folded("Sign up today")) == [0, 2]
    assert patterns.match(folded("Then sign up")) == []
    assert PatternSet(()).match("anything") == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        pytest.param("^ha{2}!", "haa!", id="count"),
        pytest.param("^h(?:a{2}){2}!", "haaaa!", id="counts-of-counts"),
        pytest.param("^ha{1,3}?!", "haa!", id="lazy"),
        pytest.param("^ha[{1}]!", "ha{!", id="braces-in-a-class"),
        pytest.param("^ha[]{2}]!", "ha{!", id="braces-in-a-class-behind-its-bracket"),
        pytest.param(r"^ha\{2}!", "ha{2}!", id="escaped-brace"),
        pytest.param(r"^ha\\{2}!", r"ha\\!", id="escaped-backslash"),
        pytest.param("^ha{2,!", "ha{2,!", id="no-repetition"),
    ],
)
def test_what_a_bounded_pattern_matches_is_matched_in_a_set(pattern: str, text: str) -> None:
    assert PatternSet(["^never", pattern]).match(text) == [1]
    assert PatternSet(["^never", pattern]).match(text.removesuffix("!")) == []
