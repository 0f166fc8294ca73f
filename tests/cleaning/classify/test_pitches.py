"""The detectors of pitches and donation appeals, beside the stories that only speak of such things."""

from __future__ import annotations

import pytest

from scraper import clean_text
from scraper.model import Reason
from tests.support.labelled_pages import HEADLINE, MOTHER_JONES, THE_WEEK, TITLE, Row, S, case, check, rows

# ---- pitches
OFFERS = [
    case(
        "label-pitch-button",
        *S[:4],
        (Reason.SUBSCRIPTION, "site_rules.theweek_com", "Subscribe to The Week"),
        (Reason.SUBSCRIPTION, "", "Nine opinions a week, and some of them are yours."),
        (Reason.SUBSCRIPTION, "", "SUBSCRIBE & SAVE"),
        S[4],
        url=THE_WEEK,
    ),
    case(
        "pitch-with-a-button-below",
        *S[:3],
        (
            Reason.NEWSLETTER,
            "",
            "Would you like more news of the band? Get our free newsletter in your inbox every Friday.",
        ),
        (Reason.NEWSLETTER, "", "Sign me up"),
        *S[3:],
    ),
    case(
        "pitch-above-the-first-paragraph",
        TITLE,
        (
            Reason.NEWSLETTER,
            "promotions",
            "You like brass. We like brass. Join the Mother Jones Daily newsletter and we'll send you some.",
        ),
        *S,
        url=MOTHER_JONES,
    ),
    case(
        "what-label-and-button-enclose",
        *S[:3],
        (Reason.NEWSLETTER, "en/newsletter/'subscribe to our newsletter'", "Subscribe to our newsletter"),
        (Reason.NEWSLETTER, "promotions: inside a newsletter box", "Eleven tunes and one rumor"),
        (Reason.NEWSLETTER, "", "Sign up now"),
        *S[3:],
    ),
    case(
        "between-two-labels-with-a-paragraph-in-between",
        *S[:2],
        (Reason.NEWSLETTER, "en/newsletter/'subscribe to our newsletter'", "Subscribe to our newsletter"),
        S[2],
        S[3],
        (Reason.NEWSLETTER, "en/newsletter/'sign up now'", "Sign up now"),
        S[4],
    ),
    case(
        "pitch-in-no-known-words",
        *S[:3],
        (
            Reason.NEWSLETTER,
            "promotions: newsletter pitch",
            "Brass in the morning? Let us wake you: our newsletter lands in your inbox before the milk does.",
        ),
        *S[3:],
    ),
    case(
        "promise-above-a-pitch",
        *S[:3],
        (Reason.NEWSLETTER, "promotions: above a newsletter pitch", "Your week, with fewer tubas"),
        (
            Reason.NEWSLETTER,
            "promotions: newsletter pitch",
            "We write a newsletter, and we'd like you to have it. Give us your email and it is yours on Friday.",
        ),
        *S[3:],
    ),
    case(
        "magazine-at-the-end",
        *S,
        (
            Reason.SUBSCRIPTION,
            "promotions: subscription pitch",
            "A subscription to our magazine costs you $19 a year, and you may cancel anytime. Subscribe today.",
        ),
    ),
    case(
        "app",
        *S,
        (Reason.APP_PROMO, "", "Get the free Wick Herald mobile app for your phone"),
        (Reason.APP_PROMO, "en/app_promo/'get it on google play'", "Get it on Google Play"),
    ),
    case(
        "newsletter-of-somebody-in-the-story",
        *S[:3],
        "Praed writes a newsletter about brass, which goes out to eleven people every month, three of them in Denmark.",
        *S[3:],
    ),
    case(
        "pitch-that-is-quoted",
        *S[:3],
        "“Sign up for our newsletter, and we will tell you where the tuba is,” a note under the door said.",
        *S[3:],
    ),
    case(
        "advice-to-the-reader",
        *S[:3],
        "If you see a tuba on a roof, do not climb up to it. Ring the parish clerk, and keep an eye on it.",
        *S[3:],
    ),
    case(
        "price-of-somebody-elses-subscription",
        *S[:3],
        "Members of the band pay a subscription of £40 a year, and get a cap. The chairman has never paid.",
        *S[3:],
    ),
]

# ---- appeals
ASK = (
    "So if our reporting matters to you, please help us with a tax-deductible donation today. We are $31,000 short, "
    "and the deadline is Thursday."
)
VOICE = (
    "We're a small newsroom, and it is readers like you who pay for what we do. No billionaire does, and we've looked "
    "for one."
)
APPEAL = "appeals: donation appeal"
APPEALS = [
    case(
        "opener-in-capitals-ask-signature-buttons",
        TITLE,
        *S,
        (Reason.DONATION, APPEAL, "WE'LL KEEP THIS SHORT"),
        (Reason.DONATION, APPEAL, VOICE),
        (Reason.DONATION, APPEAL, ASK),
        (Reason.DONATION, "", "Signed by Otto Fenn"),
        (Reason.DONATION, "", "Otto Fenn, Publisher"),
        (Reason.DONATION, "", "Donate Now"),
        url=MOTHER_JONES,
    ),
    case(
        "ask-without-an-opener",
        TITLE,
        *S,
        (Reason.DONATION, APPEAL, VOICE),
        (Reason.DONATION, APPEAL, ASK),
        url=MOTHER_JONES,
    ),
    case(
        "truncated-in-mid-sentence",
        TITLE,
        *S,
        (Reason.DONATION, APPEAL, "WE NEED TO TALK ABOUT MONEY"),
        (Reason.DONATION, APPEAL, VOICE),
        (
            Reason.DONATION,
            APPEAL,
            "So if our journalism is worth something to you, please donate what you can to Mother",
        ),
        url=MOTHER_JONES,
    ),
    case(
        "short-call-between-paragraphs",
        *S[:2],
        (Reason.DONATION, "en/donation/", "Support our journalism with a gift today."),
        *S[2:],
    ),
    case(
        "payment-methods",
        TITLE,
        *S,
        (Reason.DONATION, APPEAL, ASK),
        (Reason.DONATION, "", "payment methods"),
        url=MOTHER_JONES,
    ),
    case(
        "appeal-of-the-people-in-the-story",
        *S,
        "The band has asked for donations by the end of June. “Please give what you can,” Praed said. “We need it.”",
        "Gifts can be left at the post office, where they will be counted by somebody who does not play.",
    ),
    case(
        "ends-with-we-but-no-money",
        *S,
        "We asked the goat's owner for a comment twice. We were offered tea, and then, when we had drunk it, the door.",
    ),
    case(
        "story-about-a-fund",
        S[0],
        "A fund set up for a new tuba has taken £1,900 in donations, the treasurer said, most of it from Denmark.",
        "Donors who give more than £50 will have their names engraved inside the bell, where nobody will see them.",
        S[2],
        "The campaign ends on June 30. Last year's, for a drum, fell £12 short, and the drum has one skin.",
    ),
]


@pytest.mark.parametrize(("page", "url"), [*OFFERS, *APPEALS])
def test_detectors_of_pitches(page: tuple[Row, ...], url: str) -> None:
    expected = rows(page)
    check(clean_text("\n\n".join(text for _, _, text in expected), url), expected)


def test_an_appeal_that_stands_there_twice_goes_twice() -> None:
    appeal = ("WE'LL KEEP THIS SHORT", VOICE, ASK)
    article = clean_text("\n\n".join((HEADLINE, *S, *appeal, *appeal)), MOTHER_JONES)
    assert article.text == "\n\n".join(S)
    assert [removal.reason for removal in article.removals[1:]] == [Reason.DONATION] * 6


def test_a_column_whose_author_asks_is_the_article() -> None:
    column = (
        "I have run the accounts of this newsroom for nine years, and once a year I am allowed to write about them. We "
        "are $40,000 short.",
        "Two thirds of our budget comes from readers like you, who donate $35 on average. No advertiser pays for a "
        "story about a goat.",
        "We spent $11,200 last year on finding out who had taken the tuba. Our reporters asked everybody, and then "
        "they asked everybody's mother.",
        "I know how it sounds when a newsroom asks its readers for money, so I have put our receipts on the table.",
        "So here it is: if our reporting is worth something to you, please donate today. We'd be grateful.",
    )  # fmt: skip
    title = "What the tuba cost us"
    article = clean_text(
        "\n\n".join((title, *column)), "https://www.motherjones.com/media/2022/06/what-the-tuba-cost-us/"
    )
    assert article.text == "\n\n".join(column)
