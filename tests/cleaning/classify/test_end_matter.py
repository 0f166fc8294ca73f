"""The detectors of what stands behind an article or points to others."""

from __future__ import annotations

import pytest

from scraper import clean_text
from scraper.model import Reason
from tests.support.labelled_pages import HEADLINE, TITLE, Row, S, case, check, page, rows

TAILS = [
    case(
        "end-label-takes-what-follows",
        *S,
        (Reason.COMMENTS, "en/comments/'leave a comment'", "Leave a comment"),
        (
            Reason.COMMENTS,
            "end_matter: after",
            "Tuba found in the boot of a car, and nobody is saying whose car it was.",
        ),
    ),
    case(
        "label-in-mid-article-is-no-end",
        *S[:2],
        (Reason.RELATED, "en/related/'recommended for you'", "Recommended for you"),
        *S[2:],
    ),
    case(
        "teasers-under-their-label",
        *S,
        (Reason.RELATED, "en/related/'related stories'", "Related Stories"),
        (Reason.RELATED, "end_matter", "Goat Eats the Minutes of the Last Meeting"),
        (Reason.RELATED, "end_matter", "Why the Polka Needs a Bottom Line"),
        (Reason.RELATED, "end_matter", "Nine Roofs on Which a Tuba Has Been Seen"),
    ),
    case(
        "list-without-a-label",
        *S[:3],
        "Praed's rules for the search:",
        "No whistling",
        "No goats",
        "Nobody looks in the quarry alone",
        *S[3:],
    ),
    case(
        "bio-at-the-end",
        TITLE,
        (Reason.BYLINE, "front_matter", "By Petra Lowndes"),
        *S,
        (
            Reason.AUTHOR_BIO,
            "end_matter: author bio",
            "Petra Lowndes is a staff writer who covers music and parish affairs. She lives in Lower Wick.",
        ),
    ),
    case(
        "bio-of-the-subject",
        *S,
        "Praed is a former editor of the Brass Quarterly and has worked as a music critic. She covers her ears.",
    ),
    case(
        "last-paragraph-about-somebody-new",
        *S,
        "Outside the hall Mabel Orchard, a retired reporter, was waiting for the bus. She had heard nothing, she said.",
    ),
    case(
        "name-behind-the-article",
        *S,
        (Reason.BYLINE, "end_matter: name behind the article", "Petra Lowndes"),
        (Reason.COMMENTS, "en/comments/'leave a comment'", "Leave a comment"),
    ),
]


@pytest.mark.parametrize(("page", "url"), TAILS)
def test_detectors_of_tails(page: tuple[Row, ...], url: str) -> None:
    expected = rows(page)
    check(clean_text("\n\n".join(text for _, _, text in expected), url), expected)


def test_linked_teasers_go_with_their_label() -> None:
    links = (
        "<p><a href=/a>Goat eats the minutes of the meeting</a></p><p><a href=/b>Why the polka needs a bottom</a></p>"
    )
    article = page(*S[:3], "<h3>Related</h3>", links, *S[3:])
    assert article.text == "\n\n".join(S)
    assert {removal.reason for removal in article.removals} == {Reason.TITLE, Reason.RELATED}


def test_a_plain_paragraph_below_a_related_label_stays() -> None:
    article = page(*S[:3], "<p><strong>Related</strong></p>", *S[3:])
    assert article.text == "\n\n".join(S)


def test_subheads_in_headings_stay() -> None:
    article = page(S[0], "<h2>Video</h2>", S[1], S[2], "<h2>What the goat knew</h2>", S[3], S[4])
    assert article.text == "\n\n".join((S[0], "Video", S[1], S[2], "What the goat knew", S[3], S[4]))


def test_a_heading_that_repeats_the_headline_goes() -> None:
    article = page(f"<h2>{HEADLINE}</h2>", *S)
    assert article.text == "\n\n".join(S)


def test_paragraphs_behind_the_teasers_of_an_end_marker_stay() -> None:
    further = (
        "It is a strange thing to lose, she admits, since nobody has ever hidden under a bed with one, and yet the "
        "roof of the hall, which the council mended only in May, has a hole that fits.",
        "Whoever took it, the sexton thinks, must have had a van, two friends and no ear for music at all, which "
        "leaves most of the parish under suspicion and makes the next rehearsal a quiet one.",
    )
    teasers = ("Read next", "Goat Eats the Minutes of the Last Meeting", "Why the Polka Needs a Bottom Line")
    article = clean_text("\n\n".join((*S, *teasers, *further)))
    assert article.text.split("\n\n")[-2:] == list(further)
