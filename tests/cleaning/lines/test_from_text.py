"""Flattened text as lines: bullets, numbers, hard wraps, and every character of the input in one span."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper import clean_text
from scraper.cleaning.lines.from_text import lines_of_text
from scraper.cleaning.lines.line import Line, LineKind
from scraper.fixtures.laws import conserved_text
from scraper.model import Span

FIRST = (
    "The harbour board met on Monday and talked for an hour about the\n"
    "old crane, which has stood on the quay since the war and which\n"
    "nobody has dared to climb for as long as anyone can remember now\n"
    "but which the town would keep."
)
SECOND = (
    "The mayor said that the crane was safe, and that she would go up\n"
    "herself if the weather were ever to allow it, which it rarely is\n"
    "in a town that has three hundred days of wind in the year and a\n"
    "storm on the others."
)


def texts(text: str) -> list[str]:
    return [line.text for line in lines_of_text(text)]


def spans(lines: list[Line]) -> str:
    assert all(isinstance(line.place, Span) for line in lines)
    return "".join(line.place.raw for line in lines if isinstance(line.place, Span))


def one_line(paragraph: str) -> str:
    return " ".join(paragraph.split())


# lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("One.\n\nTwo.\n\nThree.", ["One.", "Two.", "Three."], id="blank-line-between"),
        pytest.param("One.\nTwo.\nThree.", ["One.", "Two.", "Three."], id="single-newline"),
        pytest.param("One.\n\n\n \n\t\nTwo.", ["One.", "Two."], id="many-blank-lines"),
        pytest.param("\n\n  One.\n\n", ["One."], id="blank-edges"),
        pytest.param("One.\r\n\r\nTwo.", ["One.", "Two."], id="windows"),
        pytest.param("One.\rTwo.", ["One.", "Two."], id="old-mac"),
        pytest.param("One.\u2028Two.\u2029Three.", ["One.", "Two.", "Three."], id="unicode-separators"),
        pytest.param("One.\x0cTwo.\x85Three.", ["One.", "Two.", "Three."], id="page-and-next-line"),
        pytest.param("One.\n\u00a0\u200b\n\nTwo.", ["One.", "Two."], id="line-with-nothing-to-see"),
        pytest.param("  One\u00a0thing. \t", ["One thing."], id="tidied"),
        pytest.param("One.", ["One."], id="one-line"),
    ],
)
def test_lines(text: str, expected: list[str]) -> None:
    lines = lines_of_text(text)
    assert [line.text for line in lines] == expected
    assert {line.kind for line in lines} == {LineKind.PARAGRAPH}
    assert spans(lines) == text


@pytest.mark.parametrize("text", [pytest.param("", id="empty"), pytest.param(" \n\u00a0\r\n\u200b", id="blank")])
def test_no_lines(text: str) -> None:
    assert lines_of_text(text) == []


# bullets and numbers


@pytest.mark.parametrize("bullet", ["• ", "•", "‣ ", "▪ ", "● ", "○ ", "◦ ", "· ", "* ", "- ", "– ", "  • ", "\t- "])
def test_bullets(bullet: str) -> None:
    lines = lines_of_text(f"The board found:\n{bullet}rust\n{bullet}gulls\n\nIt went home.")
    assert [line.kind for line in lines] == [LineKind.PARAGRAPH, LineKind.ITEM, LineKind.ITEM, LineKind.PARAGRAPH]
    assert [line.text for line in lines[1:3]] == ["rust", "gulls"]
    assert lines[1].group == lines[2].group > 0
    assert [line.number for line in lines] == [0, 0, 0, 0]


@pytest.mark.parametrize("mark", [pytest.param("{}. ", id="full-stop"), pytest.param("{}) ", id="bracket")])
def test_numbers(mark: str) -> None:
    items = "\n".join(mark.format(number) + word for number, word in enumerate(("rust", "gulls", "wind"), 7))
    lines = lines_of_text(f"The board found:\n{items}")
    assert [(line.kind, line.text, line.number) for line in lines[1:]] == [
        (LineKind.ITEM, "rust", 7), (LineKind.ITEM, "gulls", 8), (LineKind.ITEM, "wind", 9),
    ]  # fmt: skip
    assert len({line.group for line in lines[1:]}) == 1


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("-5 degrees at noon.", id="minus"),
        pytest.param("*Names have been changed.", id="asterisk-of-a-note"),
        pytest.param("–40 is where the scales meet.", id="minus-as-a-dash"),
        pytest.param("— Nora Ashby", id="signature"),
        pytest.param("-", id="dash-alone"),
        pytest.param("1.5 million gulls.", id="decimal"),
        pytest.param("2023. That was the year.", id="year"),
        pytest.param("12", id="number-alone"),
        pytest.param("7.", id="number-and-stop-alone"),
        pytest.param("3rd of May", id="ordinal"),
        pytest.param("10:30 is when it opens.", id="time"),
    ],
)
def test_what_only_begins_like_an_item(line: str) -> None:
    (only,) = lines_of_text(line)
    assert (only.kind, only.text) == (LineKind.PARAGRAPH, line)


def test_a_list_ends_where_a_paragraph_stands_between() -> None:
    lines = lines_of_text("• rust\n• gulls\nIt rained.\n• wind")
    assert lines[0].group == lines[1].group != lines[3].group


def test_bullets_and_numbers_are_two_lists() -> None:
    lines = lines_of_text("• rust\n1. gulls\n2. wind")
    assert lines[0].group != lines[1].group == lines[2].group


# hard wraps


@pytest.mark.parametrize("end", [pytest.param("\n", id="unix"), pytest.param("\r\n", id="windows")])
def test_hard_wrapped_paragraphs_are_joined(end: str) -> None:
    text = f"{FIRST}\n\n{SECOND}\n".replace("\n", end)
    assert texts(text) == [one_line(FIRST), one_line(SECOND)]
    assert spans(lines_of_text(text)) == text


def test_hard_wrapped_without_blank_lines_parts_after_a_short_line() -> None:
    assert texts(f"{FIRST}\n{SECOND}") == [one_line(FIRST), one_line(SECOND)]


INDENTED = """    The second crane was lifted onto the quay on Thursday, four
years after the first one, and it leans a little to the left when
the tide is out.
    Nobody has yet been found who would say so in writing, nor who
would climb it.
    The harbour master looked at it through a telescope for an hour
and a half, wrote something on the back of an envelope, and took the
early tram home.
"""


def test_an_indented_line_opens_a_paragraph_of_hard_wrapped_text() -> None:
    assert [text.split()[0] for text in texts(INDENTED)] == ["The", "Nobody", "The"]
    assert spans(lines_of_text(INDENTED)) == INDENTED


def test_the_lines_of_an_item_may_be_indented() -> None:
    items = "- rust on the hook and on the chain, which were both painted in\n  the spring, and gulls\n- wind"
    assert texts(f"{FIRST}\n\n{SECOND}\n\n{items}")[2:] == [
        "rust on the hook and on the chain, which were both painted in the spring, and gulls",
        "wind",
    ]


def test_few_lines_are_hard_wrapped_where_each_goes_on_in_small_letters() -> None:
    paragraphs = [
        "The second crane was lifted onto the quay on Thursday, four years after the\nfirst one, and it leans.",
        "Nobody has yet been found who would say so in writing, nor who would climb it\nin this wind.",
        "The harbour master looked at it through a telescope for an hour and a half and\nwent home.",
    ]
    assert texts("\n\n".join(paragraphs)) == [one_line(text) for text in paragraphs]


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("a man of eighty-\none years", "a man of eighty-one years"),
        ("plans for two- \nand three-masted ships", "plans for two- and three-masted ships"),
        ("der Hafen-\nund Kranmeister", "der Hafen- und Kranmeister"),
    ],
)
def test_a_word_that_was_broken_behind_its_hyphen_is_whole(broken: str, whole: str) -> None:
    text = f"{FIRST}\n\nIt was painted in the spring, said the board, by {broken}.\n\n{SECOND}"
    assert f"It was painted in the spring, said the board, by {whole}." in " ".join(texts(text))


def test_items_open_within_hard_wrapped_text() -> None:
    lines = lines_of_text(f"{FIRST}\n\n- rust on the hook and on the chain\n- gulls\n\n{SECOND}")
    kinds = [line.kind for line in lines]
    assert kinds == [LineKind.PARAGRAPH, LineKind.ITEM, LineKind.ITEM, LineKind.PARAGRAPH]


def test_short_paragraphs_that_end_as_sentences_do_are_not_joined() -> None:
    sentences = [f"Gull number {number} sat on the crane the whole of the afternoon." for number in range(10)]
    assert texts("\n".join(sentences)) == sentences


def test_long_paragraphs_are_not_joined() -> None:
    paragraphs = [one_line(FIRST), one_line(SECOND)] * 4
    assert texts("\n".join(paragraphs)) == paragraphs


def test_headlines_without_full_stops_are_not_joined() -> None:
    headlines = [f"Crane {number} to stay on the quay" for number in range(10)]
    assert texts("\n".join(headlines)) == headlines


# every character in one span

LINES = st.lists(
    st.sampled_from(["One.", FIRST, SECOND, "• rust", "- gulls", "1. wind", "", " ", "\u00a0", "\u200b", "Crane", "—"])
    | st.text(max_size=12),
    max_size=12,
)
ENDS = st.sampled_from(["\n", "\n\n", "\r\n", "\r", "\u2028", "\x0b", "\x85"])


@given(LINES, ENDS)
def test_spans_join_to_the_input(parts: list[str], end: str) -> None:
    text = end.join(parts)
    lines = lines_of_text(text)
    assert spans(lines) == (text if lines else "")
    for line in lines:
        assert isinstance(line.place, Span)
        assert line.place.raw == text[line.place.start : line.place.end]


@given(LINES, ENDS)
def test_nothing_that_can_be_read_is_left_out(parts: list[str], end: str) -> None:
    text = end.join(parts)
    letters = [c for c in text if c.isascii() and c.isalpha()]
    if "&" not in text:
        assert [c for line in lines_of_text(text) for c in line.text if c.isascii() and c.isalpha()] == letters


def test_text_of_another_kind_is_never_refused() -> None:
    assert len(lines_of_text("x" * 5_000_000)) == 1
    assert len(lines_of_text("\ud800 lone surrogate")) == 1


# what a text browser lists below a page


@pytest.mark.parametrize(
    "headings", ["References\n\n   Visible links\n", "References\n\n", "Verweise\n\n   Sichtbare:\n"]
)
def test_numbers_of_links_and_their_list(headings: str) -> None:
    text = f"{one_line(FIRST)}[1]\n\n[2]{one_line(SECOND)}\n\n{headings}   1. https://x.example/a\n   2. ftp://x.example/b\n"
    lines = lines_of_text(text)
    assert [line.text for line in lines if line.is_open] == [one_line(FIRST), one_line(SECOND)]
    assert [line.text for line in lines if not line.is_open][-1] == "2. ftp://x.example/b"
    assert spans(lines) == text


@pytest.mark.parametrize(
    "end",
    [
        pytest.param("1. Take the rope.\n2. Pull.", id="a-list-that-is-no-address"),
        pytest.param("1. https://x.example/a\n\nThe end.", id="a-list-amid-the-text"),
    ],
)
def test_numbers_in_brackets_without_a_list_of_links(end: str) -> None:
    lines = lines_of_text(f"The crane[1] stays.\n\n{end}")
    assert lines[0].text == "The crane[1] stays."
    assert all(line.is_open for line in lines)


def test_a_list_of_addresses_without_numbers_in_the_text() -> None:
    assert all(
        line.is_open for line in lines_of_text("The crane stays.\n\n1. https://x.example/a\n2. https://x.example/b")
    )


def test_a_line_that_leaves_a_list_parts_its_spans() -> None:
    text = "- a rope\n- Sign up for our free weekly newsletter and get the best of the creek by email.\n- a crane\n"
    article = clean_text(f"The board found:\n{text}")
    assert [str(broken) for broken in conserved_text(article, f"The board found:\n{text}")] == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("– Kranen blir stående, sa ordføreren.", LineKind.PARAGRAPH),
        ("– Kto go tu postawił? – zapytał burmistrz.", LineKind.PARAGRAPH),
        ("– Two ropes", LineKind.ITEM),
        ("- The crane stays.", LineKind.ITEM),
        ("• The crane stays.", LineKind.ITEM),
    ],
)
def test_a_dash_opens_a_spoken_sentence_or_an_item(text: str, kind: LineKind) -> None:
    line = lines_of_text(text)[0]
    assert line.kind is kind
    assert line.text == (text if kind is LineKind.PARAGRAPH else text[2:])
