"""What a feed's summary says of the text being whole, and the summaries that say nothing of it."""

from __future__ import annotations

import html
from dataclasses import replace

import pytest

import scraper
from scraper import clean_html, clean_text
from scraper.cleaning.metadata.feed_summary import MAX_SUMMARY, MIN_DIFFERENCE, summary_lines
from scraper.model import Completeness

URL = "https://www.tidepost.example/2023/04/night-ferry-late-again"
STORY = (
    "The night ferry to Port Ellery left the quay twenty minutes late on Tuesday with a full car deck and no cook.",
    "It was the ninth delay of the spring, said Maud Eklund, who counts them from the window of her bakery.",
    "The company blames a valve that was ordered in February and has been seen, according to its makers, in Rotterdam.",
    "“We could row it over faster,” said the harbor master, Bert Coll, who is not known for joking about boats.",
    "Passengers were given a voucher for a sandwich, to be had on board on any day when there is a cook.",
    "A new timetable is to be printed in May, with a column for the hour at which the ferry leaves in practice.",
    "The council will discuss on Friday whether the old paddle steamer can be taken out of the museum for the summer.",
    "Its boiler was last lit in 1962, for the visit of a princess who in the end had come by train.",
)
DEK = "A missing valve, a missing cook, and a bakery with a view: why nobody in Port Ellery sets a watch by the ferry."


def page(*paragraphs: str, head: str = "") -> str:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return f"<html lang=en><head>{head}</head><body><article><h1>Night ferry late again</h1>{body}</article></body>"


def weighed(*paragraphs: str, summary: str, head: str = "") -> Completeness:
    return clean_html(page(*paragraphs, head=head), URL, summary=summary).completeness


def marked_up(*paragraphs: str) -> str:
    return "".join(f"<p>{html.escape(text)}</p>\n" for text in paragraphs)


WHOLE = marked_up(*STORY)


@pytest.mark.parametrize(
    "summary",
    [
        pytest.param(WHOLE, id="HTML"),
        pytest.param(html.escape(WHOLE), id="HTML that was escaped once more"),
        pytest.param("\n\n".join(STORY), id="text"),
        pytest.param(" ".join(STORY), id="text in one line"),
        pytest.param(WHOLE.replace("“", "&ldquo;").replace("’", "&#8217;"), id="entities"),
        pytest.param(WHOLE + "<p>Sign up for our newsletter</p>", id="a pitch below"),
        pytest.param(
            WHOLE + "<p>The post <a href=/>Night ferry late again</a> appeared first on The Tide Post.</p>",
            id="the footer of a feed",
        ),
    ],
)
def test_a_summary_that_goes_on_where_the_text_stops_is_a_sign_against(summary: str) -> None:
    said = weighed(*STORY[:4], summary=summary)
    assert said.share == pytest.approx(0.5, abs=0.05)
    assert said.paywalled is None
    (sign,) = said.signs
    assert sign.startswith("summary: goes on for 3")
    assert sign.endswith(" characters where the text ends")


def test_it_is_one_where_the_text_breaks_off_in_the_middle_of_a_word() -> None:
    said = weighed(*STORY[:2], STORY[2][:60] + "…", summary=WHOLE)
    assert said.share == pytest.approx(0.3, abs=0.05)
    assert said.signs[0] == "the text ends in an ellipsis"


def test_it_is_one_in_text_too() -> None:
    said = clean_text("\n\n".join(STORY[:4]), summary=WHOLE).completeness
    assert said == weighed(*STORY[:4], summary=WHOLE)


def test_it_is_one_where_a_site_rule_reads_the_page() -> None:
    url = "https://theweek.com/news/night-ferry"
    body = f"<html lang=en><body><div id=article-body>{marked_up(*STORY[:4])}</div></body></html>"
    article = clean_html(body, url, summary=WHOLE)
    assert article.source.startswith("rule:")
    assert article.completeness.share == pytest.approx(0.5, abs=0.05)


def test_a_much_longer_summary_is_a_sign_against_though_the_text_ends_in_other_words() -> None:
    said = weighed(*STORY[:3], "Members of the Tide Post club know by now how the matter ended.", summary=WHOLE)
    assert said.share == pytest.approx(0.45, abs=0.05)
    (sign,) = said.signs
    assert sign.startswith("summary: 6")
    assert " characters, and the text has 3" in sign


def test_a_much_longer_summary_of_which_the_text_has_nothing_gives_no_share() -> None:
    said = clean_text("Members of the Tide Post club know where the blue button is.", summary=WHOLE).completeness
    assert said.share is None
    assert said.signs[0].endswith(" characters, and the text has 48")


@pytest.mark.parametrize(
    "summary",
    [
        pytest.param("", id="nothing"),
        pytest.param(" \n", id="blanks"),
        pytest.param("<p></p>", id="an empty paragraph"),
        pytest.param(DEK, id="a dek"),
        pytest.param(f"<p>{DEK}</p><p>By Rosa Bellamy</p>", id="a dek and a byline"),
        pytest.param(f"{STORY[0]} […]", id="the first paragraph"),
        pytest.param(marked_up(*STORY[:3]) + "<p>The company blames a va&#8230;</p>", id="the first, cut in a word"),
        pytest.param(marked_up(*STORY[:4]) + "<a href=/>Continue reading…</a>", id="half of it, and a link"),
        pytest.param(f"{STORY[0]} {STORY[2]}... Continue reading Night ferry late again", id="a cut, and a link"),
        pytest.param("The ferry was late. " * 9, id="the story in other words"),
        pytest.param(f"{STORY[-1]} {DEK}", id="the end of the text, and a dek"),
        pytest.param(WHOLE + f"<p>{DEK}</p>", id="all of it, and a note below"),
        pytest.param("<img src=/ferry.jpg alt='The ferry'>", id="a picture"),
        pytest.param("a < b", id="no markup"),
    ],
)
def test_a_summary_that_says_nothing(summary: str) -> None:
    assert weighed(*STORY, summary=summary) == Completeness()


def test_a_long_summary_that_is_all_in_the_text_is_a_weak_sign_for_it() -> None:
    said = weighed(*STORY, summary=WHOLE)
    assert said.share is None
    (sign,) = said.signs
    assert sign.startswith("summary: all of its 6")
    assert sign.endswith(" characters are in the text")


def test_what_the_page_itself_claims_stays() -> None:
    head = '<meta name="wordcount" content="9000"><meta name="article:content_tier" content="locked">'
    alone = clean_html(page(*STORY[:4], head=head), URL).completeness
    said = weighed(*STORY[:4], summary=WHOLE, head=head)
    assert said.share == alone.share
    assert said.paywalled is True
    assert said.signs[: len(alone.signs)] == alone.signs
    assert len(said.signs) == len(alone.signs) + 1


def test_a_summary_changes_nothing_else() -> None:
    article = clean_html(page(*STORY[:4]), URL, summary=WHOLE)
    assert replace(article, completeness=Completeness()) == clean_html(page(*STORY[:4]), URL)


def test_an_empty_text_has_none_of_what_was_told() -> None:
    said = clean_text("", summary=WHOLE).completeness
    assert said.share is None
    assert said.signs[0].endswith(" characters, and the text has 0")


def test_words_without_spaces_between_them_are_weighed_too() -> None:
    story = [
        f"港の渡し船は{hour}時に出るはずだったが、船長が鍵をなくしたため、客は岸で長く待たされた。"
        for hour in "一二三四五六七八九"
    ]
    story += [
        f"{name}さんは、橋があれば濡れずに済むのにと話し、濡れた帽子を絞りながら家へ帰っていった。"
        for name in "山川田森林石原谷岡"
    ]
    said = clean_text("\n\n".join(story[:9]), summary="\n".join(story)).completeness
    assert said.share == pytest.approx(0.5, abs=0.1)


@pytest.mark.parametrize(
    "summary",
    [
        pytest.param("<div>" * 20_000 + STORY[0], id="nested without end"),
        pytest.param("<p><font size=1>x</p>" * 5_000, id="formatting never closed"),
        pytest.param("".join(f"<p><font size={n}>x</p>" for n in range(5_000)), id="each formatted in its own way"),
        pytest.param("".join(f"<p>{STORY[n % 8]}</p>" for n in range(9_000)), id="a megabyte"),
        pytest.param("\n" * 100_000, id="line breaks"),
        pytest.param("x\n" * 50_000, id="lines of a letter"),
        pytest.param("a b " * 25_000, id="the same words again and again"),
        pytest.param("&amp;" * 20_000, id="entities of entities"),
        pytest.param("<" * 100_000, id="brackets"),
        pytest.param("The post " * 11_000, id="the beginnings of a footer"),
        pytest.param("…" * 100_000, id="ellipses"),
        pytest.param("\x00\ud800\ufffe", id="noise"),
        pytest.param("<p>\x00\ud800\ufffe</p>", id="noise in a paragraph"),
    ],
)
def test_of_a_summary_that_is_none_little_is_read(summary: str) -> None:
    assert len(summary_lines(summary)) <= MAX_SUMMARY
    assert len(summary_lines(summary).splitlines()) <= 2_000
    assert isinstance(weighed(*STORY, summary=summary), Completeness)


def test_a_note_shorter_than_a_dek_may_be_is_none() -> None:
    assert sum(map(len, DEK.split())) < MIN_DIFFERENCE


@pytest.mark.parametrize("summary", [b"bytes", 5, ["a line"]], ids=lambda value: type(value).__name__)
def test_a_summary_must_be_a_string(summary: object) -> None:
    with pytest.raises(TypeError, match="the summary must be a str"):
        scraper.clean_html(page(*STORY), URL, summary=summary)  # type: ignore[arg-type]
