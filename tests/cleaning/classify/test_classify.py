"""The detectors of labels, captions and front matter: what each takes, and the line beside it that must stay."""

from __future__ import annotations

import pytest

from scraper import clean_text
from scraper.model import Reason
from tests.support.labelled_pages import HEADLINE, TITLE, URL, Row, S, case, check, rows

# ---- labels and subheads
LABELS = [
    case("label-ad", S[0], S[1], (Reason.AD, "en/ad/'advertisement'", "Advertisement"), S[2], S[3], S[4]),
    case(
        "label-of-two-words",
        S[0],
        S[1],
        (Reason.RELATED, "en/related/'related stories'", "Related Stories"),
        S[2],
        S[3],
        S[4],
    ),
    case("label-in-brackets", S[0], S[1], (Reason.AD, "en/ad/'advertisement'", "[ ADVERTISEMENT ]"), S[2], S[3], S[4]),
    case(
        "label-share",
        S[0],
        S[1],
        S[2],
        S[3],
        S[4],
        (Reason.SHARE, "en/share/'share this article'", "Share this article"),
    ),
    case("one-word-between-paragraphs-is-a-subhead", S[0], S[1], "Video", S[2], S[3], "Print", S[4]),
    case("subhead-that-begins-like-a-label", S[0], S[1], "Advertisement for a tuba", S[2], S[3], S[4]),
    case(
        "label-that-is-the-answer",
        S[0],
        "What did the goat do when the boys had gone home for their tea?",
        "Next.",
        "And then, for anybody who is still listening, what became of the mouthpiece?",
        S[1],
        S[2],
    ),
    case(
        "opening-of-a-pitch",
        S[0],
        S[1],
        (Reason.NEWSLETTER, "en/newsletter/", "Sign up for our weekly newsletter and hear of every tuba."),
        S[2],
        S[3],
    ),
    case(
        "opening-that-goes-on-as-a-report",
        S[0],
        S[1],
        "Sign up for a newsletter from the band, the vicar told his flock on Sunday, and you will never be rid of it.",
        S[2],
        S[3],
    ),
]

# ---- captions and credits
CAPTIONS = [
    case("credit-line", TITLE, (Reason.CREDIT, "captions", "(Image credit: Hal Yarrow/Getty Images)"), *S),
    case("photo-by", TITLE, (Reason.CREDIT, "", "Photo by Hal Yarrow"), *S),
    case("agency-alone", S[0], S[1], (Reason.CREDIT, "", "Getty Images"), S[2], S[3], S[4]),
    case(
        "caption-and-credit",
        TITLE,
        (Reason.CAPTION, "captions", "The band, with tuba."),
        (Reason.CREDIT, "captions", "(Image credit: Hal Yarrow/Getty Images)"),
        *S,
    ),
    case(
        "caption-that-ends-in-a-credit",
        S[0],
        S[1],
        (
            Reason.CAPTION,
            "captions",
            "The bus shelter in Upper Wick, seen from the quarry road. Hal Yarrow/Reuters",
        ),
        S[2],
        S[3],
    ),
    case(
        "agencies-inside-sentences",
        S[0],
        "Reuters sent a photographer, and Getty Images sent two, none of whom could get a picture of the goat.",
        S[1],
        "The picture of the roof was sold to Getty.",
        S[2],
        S[3],
    ),
    case("colon-in-a-short-sentence", S[0], S[1], "Source of the trouble: the goat, again.", S[2], S[3], S[4]),
]

# ---- in front of the article
FRONT = [
    case(
        "headline-dek-byline-date",
        TITLE,
        (Reason.SUBTITLE, "front_matter: dek", "The goat is a suspect."),
        (Reason.BYLINE, "front_matter: byline", "By Petra Lowndes"),
        (Reason.DATE, "front_matter: date", "June 14, 2022"),
        *S,
    ),
    case("name-alone-below-the-headline", TITLE, (Reason.BYLINE, "front_matter", "Petra Lowndes"), *S),
    case(
        "name-with-role",
        TITLE,
        (Reason.BYLINE, "front_matter", "Petra Lowndes, Arts Correspondent"),
        (Reason.DATE, "front_matter", "Jun 14, 2022, 9:05 AM"),
        *S,
    ),
    case("reading-time", TITLE, (Reason.DATE, "front_matter", "3 min read"), *S),
    case("section-label", (Reason.BREADCRUMB, "front_matter", "Arts & Noise"), TITLE, *S),
    case(
        "first-sentence-with-a-date",
        TITLE,
        "On June 14, 2022, at about nine in the evening, a tuba was heard on the quarry road.",
        *S,
    ),
    case(
        "names-alone-as-subheads",
        TITLE,
        S[0],
        "Hilda Praed",
        S[2],
        "Roland Thripp",
        S[3],
        "Moses Tull",
        "The goat's owner, who is eighty-one, says that it has never cared for music of any kind.",
        "Ada Finch",
        S[4],
    ),
    case("no-headline", *S),
]

# ---- the headline again
ECHOES = [
    case("headline-twice", TITLE, (Reason.DUPLICATE, "front_matter: headline again", HEADLINE), *S),
    case(
        "headline-in-other-words-is-the-first-sentence",
        TITLE,
        "Upper Wick's band has lost its tuba, and it is the third time.",
        *S,
    ),
    case("headline-as-a-sentence-further-down", TITLE, *S, "And so the band of Upper Wick loses its tuba again."),
    case(
        "alt-text-of-the-slug",
        TITLE,
        S[0],
        (Reason.CAPTION, "front_matter: alt text", "band tuba upper wick"),
        S[1],
        S[2],
        S[3],
        S[4],
    ),
    case(
        "subheads-are-no-alt-texts", TITLE, S[0], S[1], "Lost and found", S[2], "Down the quarry", S[3], "Ropes", S[4]
    ),
]


@pytest.mark.parametrize(("page", "url"), [*LABELS, *CAPTIONS, *FRONT, *ECHOES])
def test_detectors(page: tuple[Row, ...], url: str) -> None:
    expected = rows(page)
    check(clean_text("\n\n".join(text for _, _, text in expected), url), expected)


def test_what_the_front_matter_becomes() -> None:
    lines = (HEADLINE, "The goat is a suspect.", "By Petra Lowndes and Jim Oakes", "June 14, 2022", *S)
    article = clean_text("\n\n".join(lines), URL)
    assert article.title == HEADLINE
    assert article.subtitle == "The goat is a suspect."
    assert article.authors == ("Petra Lowndes", "Jim Oakes")
    assert article.published == "2022-06-14"
    assert article.text == "\n\n".join(S)


def test_a_breadcrumb_is_numbered() -> None:
    article = clean_text("\n\n".join(("1. Home", "2. Arts", HEADLINE, *S)), URL)
    assert article.text == "\n\n".join(S)
    assert [(removal.reason, removal.text) for removal in article.removals] == [
        (Reason.BREADCRUMB, "Home"),
        (Reason.BREADCRUMB, "Arts"),
        (Reason.TITLE, HEADLINE),
    ]


def test_a_numbered_list_in_the_article_is_no_breadcrumb() -> None:
    lines = (S[0], S[1], "1. Nobody looks in the quarry alone", "2. No whistling", S[2], S[3])
    assert "2. No whistling" in clean_text("\n\n".join((HEADLINE, *lines)), URL).markdown


@pytest.mark.parametrize("headline", ["Goat eats tuba", "Коза съела тубу", "Ziege frisst Tuba"])
def test_a_headline_of_three_words_right_above_the_story(headline: str) -> None:
    article = clean_text("\n\n".join((headline, *S)))
    assert (article.title, article.text) == (headline, "\n\n".join(S))
