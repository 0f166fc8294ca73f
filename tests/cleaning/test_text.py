"""What is done to characters, and what is never done to them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.cleaning.text import BREAK, ends_sentence, has_text, split_paragraphs, tidy, tidy_preformatted

NBSP, NARROW, THIN, ZWSP, SHY = "\u00a0", "\u202f", "\u2009", "\u200b", "\u00ad"

CHANGED = [
    pytest.param("cafe\u0301", "café", id="nfc"),
    pytest.param("A\u030angstro\u0308m", "Ångström", id="nfc-twice"),
    pytest.param(f"10{NBSP}km", "10 km", id="no-break-space"),
    pytest.param(f"«{NARROW}Oui{NARROW}»", "« Oui »", id="narrow-no-break-space"),
    pytest.param(f"5{THIN}000", "5 000", id="thin-space"),
    pytest.param("one\u3000two\u2003three", "one two three", id="wide-spaces"),
    pytest.param(f"Har{ZWSP}bour", "Harbour", id="zero-width-space"),
    pytest.param("\ufeffHarbour", "Harbour", id="byte-order-mark"),
    pytest.param("Har\u2060bour", "Harbour", id="word-joiner"),
    pytest.param(f"news{SHY}let{SHY}ter", "newsletter", id="soft-hyphen"),
    pytest.param("\u200eHarbour\u200f \u202aPost\u202c", "Harbour Post", id="direction-marks"),
    pytest.param("Har\x00bour\x7f \x1bPost", "Harbour Post", id="control-characters"),
    pytest.param("  one \t two\n\nthree\r\n ", "one two three", id="runs-of-spaces"),
    pytest.param(f" {NBSP}{ZWSP}{SHY} ", "", id="nothing-to-see"),
    pytest.param("Fish &amp; chips", "Fish & chips", id="ampersand"),
    pytest.param("Fish &amp;amp; chips", "Fish & chips", id="escaped-twice"),
    pytest.param("Fish &amp;amp;amp;amp; chips", "Fish & chips", id="escaped-four-times"),
    pytest.param("it&#8217;s &#x2014; here", "it’s — here", id="numeric"),
    pytest.param("&ldquo;Yes&rdquo;&nbsp;&hellip;", "“Yes” …", id="named"),
    pytest.param("&amp;quot;Yes&amp;quot;", '"Yes"', id="quotation-marks-escaped-twice"),
    pytest.param("5 &lt; 6 &gt; 4", "5 < 6 > 4", id="angles"),
    pytest.param("news&shy;letter", "newsletter", id="entity-that-cannot-be-seen"),
    pytest.param(f"&am{ZWSP}p; co", "& co", id="entity-with-a-hole-in-it"),
]


@pytest.mark.parametrize(("text", "expected"), CHANGED)
def test_changed(text: str, expected: str) -> None:
    assert tidy(text) == expected
    assert tidy(expected) == expected


KEPT = [
    pytest.param("“Double” and ‘single’, \"straight\" and 'plain'", id="quotation-marks"),
    pytest.param("«Guillemets», „deutsch“, ‚einfach‘ and 「鉤」", id="quotation-marks-of-others"),
    pytest.param("hyphen-minus, non‑breaking, en – em — bar ― minus −", id="dashes"),
    pytest.param("1,234.56 and 1.234,56 and 1’234 and 1 234", id="numbers"),
    pytest.param("½ cup, x², H₂O, ① and Ⅳ", id="numbers-that-only-compatibility-would-change"),
    pytest.param("٣ ৪ 五", id="digits-of-other-scripts"),
    pytest.param("ﬁne ﬂour", id="ligatures"),
    pytest.param("wait… and wait...", id="ellipsis-and-dots"),
    pytest.param("Straße, ĲSSEL, İstanbul, ſmall", id="letters"),
    pytest.param("AT&T, Q&A, R&D; Fish & chips", id="ampersands"),
    pytest.param("see &copyright; and &unknown; and &x;", id="what-only-looks-like-an-entity"),
    pytest.param("https://tidepost.example/?a=1&lang=en&copy=2", id="address"),
    pytest.param("می‌خواهم", id="non-joiner-in-persian"),
    pytest.param("👩‍👩‍👧 and ☕️", id="joined-emoji"),
    pytest.param("$5, £5, 5 €, ¥5, 5 ₹", id="money"),
    pytest.param("5'10\", 40°, 3′ 4″, 6×8, ±2 %", id="signs"),
    pytest.param("€2.50–€3", id="range"),
]


@pytest.mark.parametrize("text", KEPT)
def test_kept(text: str) -> None:
    assert tidy(text) == text


LETTERS = st.characters(codec="utf-8", exclude_characters="&")
MARKS = "\"'“”‘’„‚«»‹›-–—―−‐‑…0123456789½²¼"


@given(st.text(alphabet=LETTERS))
def test_tidying_again_changes_nothing(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    assert once == once.strip()
    assert "  " not in once
    assert unicodedata.is_normalized("NFC", once)


@given(
    st.lists(st.sampled_from(["&", "&amp;", "amp;", "#38;", "&#x26;", "lt;", "&nbsp;", ZWSP, NBSP, "a"]), max_size=4)
)
def test_tidying_entities_again_changes_nothing(parts: list[str]) -> None:
    once = tidy("".join(parts))
    assert tidy(once) == once


@given(st.text(alphabet=st.sampled_from(MARKS + f" a{NBSP}{ZWSP}{SHY}\n")))
def test_marks_and_numbers_come_through_in_their_order(text: str) -> None:
    assert [c for c in tidy(text) if c in MARKS] == [c for c in text if c in MARKS]


@given(st.text(alphabet=LETTERS))
def test_only_what_cannot_be_seen_is_lost(text: str) -> None:
    seen = [c for c in unicodedata.normalize("NFC", text) if c.isprintable() and not c.isspace() and c != "\ufffc"]
    assert not set(seen) - set(tidy(text))


# what can be seen at all


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param("a", id="letter"),
        pytest.param(f" {NBSP}.\n", id="full-stop"),
        pytest.param("—", id="dash"),
        pytest.param("👩", id="emoji"),
        pytest.param("]\\[", id="brackets"),
    ],
)
def test_has_text(raw: str) -> None:
    assert has_text(raw)
    assert tidy(raw)


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param("", id="nothing"),
        pytest.param(" \t\r\n\x0b\x0c", id="white-space"),
        pytest.param(f"{NBSP}{NARROW}\u3000", id="wide-white-space"),
        pytest.param(f"{ZWSP}{SHY}\ufeff\u200e\u2060", id="zero-width"),
        pytest.param("\x00\x1b\x7f", id="control-characters"),
    ],
)
def test_has_no_text(raw: str) -> None:
    assert not has_text(raw)
    assert tidy(raw) == ""


# preformatted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a\n  b\n    c", "a\n  b\n    c", id="indent-kept"),
        pytest.param("a    b", "a    b", id="inner-spaces-kept"),
        pytest.param("a\n\n\nb", "a\n\n\nb", id="inner-blank-lines-kept"),
        pytest.param("\n\n  a\nb  \n\n", "  a\nb", id="blank-edges-go"),
        pytest.param("a \t\nb", "a\nb", id="trailing-spaces-go"),
        pytest.param("a\r\nb\rc", "a\nb\nc", id="odd-line-ends"),
        pytest.param(f"ca{SHY}fe\u0301", "café", id="characters-as-elsewhere"),
        pytest.param("", "", id="empty"),
    ],
)
def test_preformatted(text: str, expected: str) -> None:
    assert tidy_preformatted(text) == expected
    assert tidy_preformatted(expected) == expected


# sentences and line breaks


@pytest.mark.parametrize(
    ("text", "ends", "pauses"),
    [
        pytest.param("The crane leans.", True, True, id="stop"),
        pytest.param("“Does it lean?” ", True, True, id="quotation-mark-and-space-behind"),
        pytest.param("(It leans!)", True, True, id="bracket-behind"),
        pytest.param("The crane leans…", True, True, id="ellipsis"),
        pytest.param("クレーンは傾いている。", True, True, id="ideographic-stop"),
        pytest.param("「傾いている」", True, True, id="ideographic-quotation"),
        pytest.param("What the board said:", False, True, id="colon"),
        pytest.param("The crane leans", False, False, id="no-mark"),
        pytest.param("The crane (a tall one)", False, False, id="bracket-alone"),
        pytest.param("", False, False, id="empty"),
    ],
)
def test_ends_sentence(text: str, ends: bool, pauses: bool) -> None:
    assert ends_sentence(text, pauses=False) == ends
    assert ends_sentence(text) == pauses


LONG = "the second crane was lifted onto the quay on Thursday, four years after the first"


@pytest.mark.parametrize(
    ("pieces", "count"),
    [
        pytest.param(["One crane.", "", "Two cranes."], 2, id="empty line"),
        pytest.param(["One crane.", "Two cranes."], 2, id="new sentence"),
        pytest.param(["One crane", "Two cranes"], 2, id="short lines broken on purpose"),
        pytest.param(["One crane,", "and two more"], 1, id="goes on in small letters"),
        pytest.param([f"{'潮が満ちる' * 12}。", f"（{'船が出る' * 12}。）"], 1, id="ideographic stop"),
        pytest.param([f"{'潮が満ちる' * 12}。", f"\u3000{'船が出る' * 12}。"], 2, id="ideographic indent"),
        pytest.param([f"The story: {LONG}", f"\xa0 \xa0 Which leans: {LONG}"], 2, id="indent of spaces"),
        pytest.param([f"The story: {LONG},", f"Which leans: {LONG},", f"And {LONG}."], 1, id="wrapped lines"),
    ],
)
def test_split_paragraphs(pieces: list[str], count: int) -> None:
    parts = split_paragraphs(BREAK.join(pieces))
    assert len(parts) == count
    assert [piece for part in parts for piece in part.split(BREAK) if piece] == [piece for piece in pieces if piece]
