"""Lines that flattening glued together, and lines that only look as if it had."""

from __future__ import annotations

import pytest

from scraper import clean_html, clean_text
from scraper.cleaning.lines.from_text import lines_of_text
from scraper.cleaning.lines.unglue import unglue
from scraper.model import Article, Reason, Span

URL = "https://www.tidepost.example/2023/04/kite-club-wins-back-its-hill"
TITLE = "Kite club wins back its hill"
OPENING = (
    "The kite club of Lower Stanwick may fly from Beacon Hill again, a judge ruled on Thursday, nine years after the "
    "water company put a fence around it."
)
MIDDLE = (
    "The company had argued that the strings were a danger to its mast. No string has touched the mast since 1988, "
    "when it was struck by a goose."
)
CLOSING = (
    "The fence comes down in May. Until then the club will go on meeting in the car park of the swimming bath, where "
    "there is no wind."
)


def article(*lines: str, url: str = URL) -> Article:
    return clean_text("\n\n".join((TITLE, *lines)), url)


def text_of(*lines: str) -> str:
    return "\n\n".join(lines)


def taken(result: Article) -> list[tuple[Reason, str]]:
    return [(removal.reason, removal.text) for removal in result.removals if removal.reason is not Reason.TITLE]


def spans(result: Article) -> str:
    return "".join(entry.place.raw for entry in result.ledger if isinstance(entry.place, Span))


BEHIND = {
    "staff name": ("Nora Ashby", Reason.BYLINE),
    "staff name with an initial": ("Nora P. Ashby", Reason.BYLINE),
    "staff name with a particle": ("Joost van Rijn", Reason.BYLINE),
    "pointer to the whole report": ("Read the full judgment at The Stanwick Courier.", Reason.RELATED),
    "read more at": ("Read more at The Stanwick Courier.", Reason.RELATED),
    "ad label": ("Advertisement", Reason.AD),
    "ad label in capitals": ("ADVERTISEMENT", Reason.AD),
}


@pytest.mark.parametrize("name", BEHIND)
def test_what_is_stuck_behind_the_last_sentence(name: str) -> None:
    glued, reason = BEHIND[name]
    result = article(OPENING, MIDDLE, f"{CLOSING} {glued}")
    assert result.text == text_of(OPENING, MIDDLE, CLOSING)
    assert taken(result) == [(reason, glued)]


def test_the_staff_name_behind_the_last_sentence_is_the_author() -> None:
    assert article(OPENING, MIDDLE, f"{CLOSING} Nora Ashby").authors == ("Nora Ashby",)


def test_a_name_behind_a_closing_quotation_mark() -> None:
    quoted = f"{CLOSING} “We bring our own,” the club's secretary said. “It is mostly hot.”"
    result = article(OPENING, MIDDLE, f"{quoted} Nora Ashby")
    assert result.text == text_of(OPENING, MIDDLE, quoted)


def test_a_staff_name_with_a_box_behind_it() -> None:
    result = article(OPENING, MIDDLE, f"{CLOSING} Nora Ashby", "Sign up for our newsletter")
    assert result.text == text_of(OPENING, MIDDLE, CLOSING)
    assert taken(result) == [(Reason.BYLINE, "Nora Ashby"), (Reason.NEWSLETTER, "Sign up for our newsletter")]


@pytest.mark.parametrize("label", ["Advertisement", "ADVERTISEMENT", "Anzeige", "Publicité", "Publicidad"])
@pytest.mark.parametrize("space", [" ", ""])
def test_a_label_stuck_to_a_paragraph_in_the_middle(label: str, space: str) -> None:
    result = article(OPENING, f"{MIDDLE}{space}{label}", CLOSING)
    assert result.text == text_of(OPENING, MIDDLE, CLOSING)
    assert taken(result) == [(Reason.AD, label)]


@pytest.mark.parametrize(
    "credit",
    [
        "Edwin Marlow/Getty Images",
        "Edwin Marlow / Reuters",
        "A kite above Beacon Hill in 2014. Edwin Marlow/AFP",
        "Members of the club at the fence. E. Marlow/Shutterstock",
    ],
)
def test_a_credit_stuck_before_the_first_sentence(credit: str) -> None:
    result = article(f"{credit} {OPENING}", MIDDLE, CLOSING)
    assert result.text == text_of(OPENING, MIDDLE, CLOSING)
    assert taken(result) == [(Reason.CAPTION, credit)]


@pytest.mark.parametrize(
    ("glued", "reason"),
    [
        ("Politics2 min read", Reason.BREADCRUMB),
        ("Sports3 min read", Reason.BREADCRUMB),
        ("4 minute read", Reason.DATE),
    ],
)
def test_section_and_reading_time(glued: str, reason: Reason) -> None:
    result = article(glued, OPENING, MIDDLE, CLOSING)
    assert result.text == text_of(OPENING, MIDDLE, CLOSING)
    assert taken(result) == [(reason, glued)]


NEAR_MISSES = {
    "a name without a full stop before it": "The fence was put up by a foreman called Terence, on the orders of a "
    "director whom nobody at the club ever met, Sir Alan Whitlock",
    "a name that ends the sentence": "Until the fence comes down the club will meet in the car park of the swimming "
    "bath, and the treasurer will bring the tea. So says Nora Ashby.",
    "an answer of one word": "Asked whether the company would appeal, its lawyer shut his case, looked at the window, "
    "and gave the shortest reply of the nine years. No",
    "an advertisement that is spoken of": "The water company had put a notice in the Stanwick Courier. Nobody had read "
    "it, since it was set in the smallest type as an advertisement",
    "read more as advice": "The judge told both sides that they had written a great deal, and that he had liked little "
    "of it. He advised them to read more.",
    "an agency in the sentence": "A photographer for Getty Images was on the hill when the fence went up, and sold the "
    "picture to the club for a kite and a half.",
    "a slash between two names": "The Ashby/Whitlock agreement of 1961 gave the hill to the club on Saturdays and to "
    "the sheep on all other days, and the sheep kept to it.",
    "two minutes that somebody read for": "It took 2 minutes to read the judgment and nine years to get it, as the "
    "secretary of the club observed on the steps of the court.",
    "a place with a full stop before it": "The club was founded in 1926, in the upper room of a public house that has "
    "since been moved, brick by brick, to a museum. It was called The Goose.",
}


@pytest.mark.parametrize("name", NEAR_MISSES)
@pytest.mark.parametrize("last", [True, False], ids=["last", "inside"])
def test_what_only_looks_glued(name: str, last: bool) -> None:
    line = NEAR_MISSES[name]
    lines = (OPENING, MIDDLE, line) if last else (OPENING, line, CLOSING)
    result = article(*lines)
    assert result.text == text_of(*lines)
    assert taken(result) == []


def test_a_name_behind_a_paragraph_in_the_middle_stays() -> None:
    line = f"{MIDDLE} Nora Ashby"
    assert article(OPENING, line, CLOSING).text == text_of(OPENING, line, CLOSING)


def test_a_short_line_is_not_parted() -> None:
    (line,) = unglue(lines_of_text("It was. Nora Ashby"))
    assert line.text == "It was. Nora Ashby"
    assert line.structure is None


@pytest.mark.parametrize(
    "text",
    [
        text_of(TITLE, OPENING, MIDDLE, f"{CLOSING} Nora Ashby"),
        text_of(TITLE, f"Edwin Marlow/Getty Images {OPENING}", f"{MIDDLE} Advertisement", CLOSING),
        f"  {TITLE} \n{OPENING}\n\n\n{MIDDLE}Advertisement \n \n{CLOSING}\u00a0Nora  Ashby\n\n",
        f"{OPENING}\r\n{MIDDLE}\r\n{CLOSING} Nora Ashby \u200b\r\n",
        f"{MIDDLE}\t{MIDDLE}  Advertisement\n{CLOSING}&nbsp;Nora Ashby",
        f"Edwin\u00adMarlow / Reuters {OPENING}\n{CLOSING} Read the full judgment at The Stanwick Courier.",
    ],
    ids=["name", "credit and label", "odd spaces", "carriage returns", "entity", "soft hyphen"],
)
def test_the_parts_still_join_to_the_input(text: str) -> None:
    assert spans(clean_text(text, URL)) == text


def test_a_part_begins_where_its_text_does() -> None:
    text = f"{MIDDLE} Advertisement"
    first, second = unglue(lines_of_text(text))
    assert isinstance(first.place, Span)
    assert isinstance(second.place, Span)
    assert (first.place.start, first.place.end, first.place.raw) == (0, len(MIDDLE) + 1, f"{MIDDLE} ")
    assert (second.place.start, second.place.end, second.place.raw) == (len(MIDDLE) + 1, len(text), "Advertisement")


def test_in_html_too() -> None:
    source = (
        f"<html lang=en><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1><p>{OPENING}</p>"
        f"<p>{MIDDLE}</p><p>{CLOSING} <em>Nora Ashby</em></p></article></body></html>"
    )
    result = clean_html(source, URL)
    assert result.text == text_of(OPENING, MIDDLE, CLOSING)
    assert taken(result) == [(Reason.BYLINE, "Nora Ashby")]
