"""The detectors one by one: what each takes, for which reason, and the line beside it that must not be touched.

A case is a page, one tuple a line: the reason for which it leaves (None: it stays), what took it, and the line. `S` are
the paragraphs of a story, which always stay.
"""

from __future__ import annotations

import pytest

from scraper import clean_html, clean_text
from scraper.cleaning.judge import Facts, judge
from scraper.cleaning.lexicon import packs_for
from scraper.cleaning.lines import Cut, Kind, Line
from scraper.model import Article, Path, Reason, Span
from scraper.rules import SiteRule, donation, newsletter, related

Expected = tuple[Reason | None, str, str]
Row = Expected | str

S = (
    "The brass band of Upper Wick has lost its tuba for the third time since Easter, its conductor told the parish "
    "council on Monday evening.",
    "It was last seen on the roof of the bus shelter, where it had been put to dry after the river concert. Two boys "
    "have been spoken to, and one goat.",
    "“You can't simply carry on without one,” said Hilda Praed, who has conducted the band since 1994. “The polka "
    "falls apart. People sit down.”",
    "A replacement would cost about £4,200, which is more than the parish spent on its drains last year. The chairman, "
    "Roland Thripp, called the sum absurd.",
    "The council voted five to two to search the quarry first, on Saturday, weather permitting, with ropes that the "
    "fire brigade has promised to lend.",
)  # fmt: skip
HEADLINE = "Upper Wick band loses its tuba for the third time"
TITLE = (Reason.TITLE, "judge.head", HEADLINE)
URL = "https://www.wickherald.example/2022/06/upper-wick-band-loses-its-tuba"
MOTHER_JONES = "https://www.motherjones.com/politics/2022/06/upper-wick-band-loses-its-tuba/"
THE_WEEK = "https://theweek.com/arts/1012345/upper-wick-band-loses-its-tuba"


def rows(page: tuple[Row, ...]) -> list[Expected]:
    return [(None, "", row) if isinstance(row, str) else row for row in page]


def case(name: str, *page: Row, url: str = URL) -> object:
    return pytest.param(page, url, id=name)


def verdicts(article: Article) -> dict[str, tuple[Reason, str]]:
    return {removal.text: (removal.reason, removal.rule) for removal in article.removals}


def check(article: Article, expected: list[Expected]) -> None:
    found = verdicts(article)
    shown = {text: (reason, found[text][0] if text in found else None) for reason, _, text in expected}
    assert {text: pair for text, pair in shown.items() if pair[0] is not pair[1]} == {}, found
    assert [line for line in article.text.splitlines() if line] == [text for reason, _, text in expected if not reason]
    for reason, rule, text in expected:
        assert reason is None or rule in found[text][1]


# ---- what a site's rule says
RULE = SiteRule(
    domains=("wickherald.example",),
    body=("article",),
    remove=(
        newsletter(text=r"^The Herald, folded small", through=r"^Fold it for me$"),
        donation(text=r"^Pass the hat"),
        related(text=r"^Elsewhere in the valley$", tail=True),
    ),
)


def judged(*lines: str) -> list[Cut | None]:
    facts = Facts(
        url=URL, title=HEADLINE, packs=packs_for("en"), module="site_rules.herald", matchers=RULE.remove, flat=True
    )  # fmt: skip
    made = [Line(Kind.PARAGRAPH, text, Span(number, number, "")) for number, text in enumerate(lines)]
    return judge(made, facts)


def reasons(cuts: list[Cut | None]) -> list[Reason | None]:
    return [cut.reason if cut else None for cut in cuts]


def test_a_phrase_takes_its_line() -> None:
    cuts = judged(S[0], "Pass the hat round, we are short of reeds", S[1], S[2])
    assert reasons(cuts) == [None, Reason.DONATION, None, None]
    assert cuts[1] is not None
    assert cuts[1].rule.startswith("site_rules.herald: ")


def test_a_phrase_inside_a_line_is_none() -> None:
    assert reasons(judged(S[0], "They had to pass the hat round twice, the treasurer said.", S[1])) == [None] * 3


def test_a_run_goes_through_to_its_end() -> None:
    box = ("The Herald, folded small", "It fits in any pocket of any coat.", "Fold it for me")
    assert reasons(judged(S[0], *box, S[1], S[2])) == [None, *[Reason.NEWSLETTER] * 3, None, None]


def test_a_run_without_its_end_takes_its_first_line_only() -> None:
    cuts = judged("The Herald, folded small", *S, *S, *S)
    assert reasons(cuts) == [Reason.NEWSLETTER, *[None] * 15]


def test_a_tail_takes_everything_behind_it() -> None:
    cuts = judged(*S[:3], "Elsewhere in the valley", "Goat eats the minutes of the last meeting.", S[3])
    assert reasons(cuts) == [*[None] * 3, *[Reason.RELATED] * 3]


def test_a_verdict_that_a_line_brings_stands() -> None:
    cut = Cut(Reason.AD, "strip: named as ad")
    made = [Line(Kind.PARAGRAPH, text, Path("p", n), cut=cut if n == 1 else None) for n, text in enumerate(S)]
    assert judge(made, Facts(url=URL, packs=packs_for("en")))[1] is cut


# ---- labels and subheads
LABELS = [
    case("label-ad", S[0], S[1], (Reason.AD, "lexicon.en label", "Advertisement"), S[2], S[3], S[4]),
    case("label-of-two-words", S[0], S[1], (Reason.RELATED, "lexicon.en label", "Related Stories"), S[2], S[3], S[4]),
    case("label-in-brackets", S[0], S[1], (Reason.AD, "lexicon.en label", "[ ADVERTISEMENT ]"), S[2], S[3], S[4]),
    case("label-share", S[0], S[1], S[2], S[3], S[4], (Reason.SHARE, "lexicon.en label", "Share this article")),
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
        (Reason.NEWSLETTER, "lexicon.en", "Sign up for our weekly newsletter and hear of every tuba."),
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
    case("credit-line", TITLE, (Reason.CREDIT, "judge.captions", "(Image credit: Hal Yarrow/Getty Images)"), *S),
    case("photo-by", TITLE, (Reason.CREDIT, "", "Photo by Hal Yarrow"), *S),
    case("agency-alone", S[0], S[1], (Reason.CREDIT, "", "Getty Images"), S[2], S[3], S[4]),
    case(
        "caption-and-credit",
        TITLE,
        (Reason.CAPTION, "judge", "The band, with tuba."),
        (Reason.CREDIT, "judge.captions", "(Image credit: Hal Yarrow/Getty Images)"),
        *S,
    ),
    case(
        "caption-that-ends-in-a-credit",
        S[0],
        S[1],
        (
            Reason.CAPTION,
            "judge.captions",
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
        (Reason.SUBTITLE, "judge.head: dek", "The goat is a suspect."),
        (Reason.BYLINE, "judge.head: byline", "By Petra Lowndes"),
        (Reason.DATE, "judge.head: date", "June 14, 2022"),
        *S,
    ),
    case("name-alone-below-the-headline", TITLE, (Reason.BYLINE, "judge.head", "Petra Lowndes"), *S),
    case(
        "name-with-role",
        TITLE,
        (Reason.BYLINE, "judge.head", "Petra Lowndes, Arts Correspondent"),
        (Reason.DATE, "judge.head", "Jun 14, 2022, 9:05 AM"),
        *S,
    ),
    case("reading-time", TITLE, (Reason.DATE, "judge.head", "3 min read"), *S),
    case("section-label", (Reason.BREADCRUMB, "judge.head", "Arts & Noise"), TITLE, *S),
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
    case("headline-twice", TITLE, (Reason.DUPLICATE, "judge.head: headline again", HEADLINE), *S),
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
        (Reason.CAPTION, "judge.head: alt text", "band tuba upper wick"),
        S[1],
        S[2],
        S[3],
        S[4],
    ),
    case(
        "subheads-are-no-alt-texts", TITLE, S[0], S[1], "Lost and found", S[2], "Down the quarry", S[3], "Ropes", S[4]
    ),
]

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
            "judge.offers",
            "You like brass. We like brass. Join the Mother Jones Daily newsletter and we'll send you some.",
        ),
        *S,
        url=MOTHER_JONES,
    ),
    case(
        "what-label-and-button-enclose",
        *S[:3],
        (Reason.NEWSLETTER, "lexicon.en label", "Subscribe to our newsletter"),
        (Reason.NEWSLETTER, "judge.offers: inside a newsletter box", "Eleven tunes and one rumor"),
        (Reason.NEWSLETTER, "", "Sign up now"),
        *S[3:],
    ),
    case(
        "between-two-labels-with-a-paragraph-in-between",
        *S[:2],
        (Reason.NEWSLETTER, "lexicon.en label", "Subscribe to our newsletter"),
        S[2],
        S[3],
        (Reason.NEWSLETTER, "lexicon.en label", "Sign up now"),
        S[4],
    ),
    case(
        "pitch-in-no-known-words",
        *S[:3],
        (
            Reason.NEWSLETTER,
            "judge.offers: newsletter pitch",
            "Brass in the morning? Let us wake you: our newsletter lands in your inbox before the milk does.",
        ),
        *S[3:],
    ),
    case(
        "promise-above-a-pitch",
        *S[:3],
        (Reason.NEWSLETTER, "judge.offers: above a newsletter pitch", "Your week, with fewer tubas"),
        (
            Reason.NEWSLETTER,
            "judge.offers: newsletter pitch",
            "We write a newsletter, and we'd like you to have it. Give us your email and it is yours on Friday.",
        ),
        *S[3:],
    ),
    case(
        "magazine-at-the-end",
        *S,
        (
            Reason.SUBSCRIPTION,
            "judge.offers: subscription pitch",
            "A subscription to our magazine costs you $19 a year, and you may cancel anytime. Subscribe today.",
        ),
    ),
    case(
        "app",
        *S,
        (Reason.APP_PROMO, "", "Get the free Wick Herald mobile app for your phone"),
        (Reason.APP_PROMO, "lexicon.en label", "iPhone Android"),
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
APPEAL = "judge.appeals: donation appeal"
APPEALS = [
    case(
        "opener-in-capitals-ask-signature-buttons",
        TITLE,
        *S,
        (Reason.DONATION, APPEAL, "WE'LL KEEP THIS SHORT"),
        (Reason.DONATION, APPEAL, VOICE),
        (Reason.DONATION, APPEAL, ASK),
        (Reason.DONATION, "", "Signed by Otto Fenn"),
        (Reason.DONATION, "judge", "Otto Fenn, Publisher"),
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
        (Reason.DONATION, "lexicon.en", "Support our journalism with a gift today."),
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

# ---- behind the article
TAILS = [
    case(
        "end-label-takes-what-follows",
        *S,
        (Reason.COMMENTS, "lexicon.en label", "Leave a comment"),
        (
            Reason.COMMENTS,
            "judge.tail: after",
            "Tuba found in the boot of a car, and nobody is saying whose car it was.",
        ),
    ),
    case(
        "label-in-mid-article-is-no-end",
        *S[:2],
        (Reason.RELATED, "lexicon.en label", "Recommended for you"),
        *S[2:],
    ),
    case(
        "teasers-under-their-label",
        *S,
        (Reason.RELATED, "lexicon.en label", "Related Stories"),
        (Reason.RELATED, "judge.tail", "Goat Eats the Minutes of the Last Meeting"),
        (Reason.RELATED, "judge.tail", "Why the Polka Needs a Bottom Line"),
        (Reason.RELATED, "judge.tail", "Nine Roofs on Which a Tuba Has Been Seen"),
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
        (Reason.BYLINE, "judge.head", "By Petra Lowndes"),
        *S,
        (
            Reason.AUTHOR_BIO,
            "judge.tail: author bio",
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
        (Reason.BYLINE, "judge.tail: name behind the article", "Petra Lowndes"),
        (Reason.COMMENTS, "lexicon.en label", "Leave a comment"),
    ),
]


@pytest.mark.parametrize(
    ("page", "url"), [*LABELS, *CAPTIONS, *FRONT, *ECHOES, *OFFERS, *APPEALS, *TAILS]
)  # fmt: skip
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


INNOCENT = """
    Want to help? Bring a rope, the fire brigade says.
    Register to vote by Tuesday if you want a say in the matter.
    Sign up for swimming lessons closed within the hour.
    Download speeds in the valley are the worst in the county.
    Get the facts first, her grandfather used to say.
    Donate blood, the posters say, and get a biscuit.
    Photo finish: the goat won by a nose.
    Read next to the window, the text can just be made out.
    Watch: it never rained on a Tuesday again.
    Advertisers have left the paper one by one.
    Share of the vote: 41 percent.
    Follow the river for two miles and you come to the quarry.
    Click on the tuba and it plays a note, the museum's website promises.
    The museum's app, which costs nothing, plays the note when you point your phone at the roof.
    Subscribers to the concerts were sent a letter on Monday.
    You can follow her on the pitch as well as off it, her trainer says.
    This story is not available to anybody who was there.
    By clicking her tongue she can call the goat from a mile away.
    Comments from the public gallery were not minuted.
    Save the tuba, a banner on the church said.
    Most popular of all was the polka.
    Related to the vicar by marriage, Thripp has held the chair since 2009.
    Listen to the band and you will hear where the tuba used to be.
    Support for the search has grown since Monday.
    Join the queue, Praed said.
    Contact with the goat should be avoided, the vet advises.
    More from Praed on the subject could not be had.
    Trending downward since 2016, membership stood at eleven in May.
    The views of the goat are its own.
    Tags were found in the quarry, but no tuba.
    Image rights to the goat were sold in 1999.
    Free beer will be handed out to your left.
    Your tickets, please, said the goat's owner, and laughed.
    We asked seven readers what they would do with a tuba. Here is what they told us.
    Our critics picked their favorite tubas of the year.
    I subscribe to the view that a tuba is never lost, merely waiting.
    If you or someone you know is missing a tuba, call the parish clerk on 01632 960 111.
    The brewery, which gave $500, asked not to be thanked.
    “We are counting on our readers to bring the tuba back,” the Herald's editor, Nick Orde, said.
    Editor's note: This article has been changed to give the right age of the goat.
    Additional charges were dropped.
    Reporting a lost tuba takes four forms and a stamp.
    Updated rules for the use of the roof come into force in 2023.
    Published in 1911, the march has been played at every fair since.
    By Monday the search had cost more than the tuba.
    By Hilda Praed's count, it was the ninth.
    From our seats we could see the tuba, but not hear it.
    Never miss a rehearsal, the rules say.
    Stay informed, stay calm, stay off the roof: so ran the notice.
    Have you seen this tuba?
    1. Take the rope.
    5 comments were made, all by the goat.
    Keep reading the small print, said the lawyer.
    Read the label, said the lawyer.
"""
"""Lines of an article that begin as labels, pitches and notices do."""


@pytest.mark.parametrize("line", list(map(str.strip, INNOCENT.strip().splitlines())))
@pytest.mark.parametrize("place", [0, 3, 5], ids=["first", "inside", "last"])
def test_a_line_that_only_begins_like_boilerplate(line: str, place: int) -> None:
    lines = (*S[:place], line, *S[place:])
    article = clean_text("\n\n".join((HEADLINE, *lines)), URL)
    assert [(removal.text, removal.rule) for removal in article.removals] == [(HEADLINE, "judge.head: headline")]
    assert page(*lines).text == "\n\n".join(lines)


# ---- what HTML tells beyond the text
def page(*inner: str) -> Article:
    body = "".join(piece if piece.startswith("<") else f"<p>{piece}</p>" for piece in inner)
    return clean_html(
        f"<html lang=en><head><title>{HEADLINE}</title></head><body><article><h1>{HEADLINE}</h1>{body}</article>",
        URL,
    )


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
