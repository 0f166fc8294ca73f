"""What else on a page weighs as much as its story, or is named like something else: neither misleads the choice."""

from __future__ import annotations

import pytest

from scraper import clean_html
from scraper.fixtures.laws import conserved_page
from scraper.model import Reason
from tests.cleaning.body.test_body import STORY, TEASER, URL, page, paragraphs, teasers, text_of

HEADLINE = "The goat sails at noon"
HEAD = f"<title>{HEADLINE} | Tidewater</title><meta property='og:title' content='{HEADLINE}'>"
FOREIGN = [
    "The county archive keeps a copy of every page that was printed here since the first of them in the old century.",
    "Volunteers look through them twice a day, and no quotation has been lost since they were given their own keys.",
    "What a page points to is kept beside it, so that a later reader sees what the town was told, and in what order.",
]
LATER = [
    "A second boat is to be hired in the spring from a yard up the coast, which has had no order since the last war.",
    "Its captain, who is also its cook, wants to know first how many goats there will be, and what they like to eat.",
    "Two of the passengers have asked for their money back, as they had meant to go to the theatre on the other side.",
    "The others have founded a club, which meets on the quay whenever the fog horn sounds, and drinks from one flask.",
    "Nothing more was heard of the engine until Saturday, when a boy sold a part of it back to the yard for a whistle.",
]
HANZI = [
    "本季最后一班渡轮于周一中午驶离北码头，船上有十一名乘客和一只山羊。",
    "码头上没有人料到它真的会开航，因为发动机从周二起就被拆成了零件。",
    "在那里卖了三十年船票的米拉说，她早就不再相信任何一张时刻表了。",
]
KANA = [
    "今季最後の渡し船が正午に北の桟橋を出た。乗っていたのは十一人の客と山羊が一頭だった。",
    "桟橋では誰も出航を予想していなかった。機関は火曜から分解されたままだったからである。",
    "三十年切符を売ってきた女性は、時刻表を信じるのはとうの昔にやめたと話していた。",
]


def lines(texts: list[str] = STORY) -> str:
    return "<br><br>".join(texts)


def whole_text(body: str, head: str = HEAD) -> list[str]:
    html = page(body, head)
    article = clean_html(html, URL)
    assert list(conserved_page(article, html)) == []
    assert not [cut for cut in article.removals if cut.reason is Reason.DUPLICATE]
    return article.text.split("\n\n")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<div id='a'>{0}</div><div class='pic'></div><div id='a'>{1}</div>", id="side by side"),
        pytest.param("<div class='entrytext'>{0}</div><img src='/a.jpg'><div class='entrytext'>{1}</div>", id="named"),
        pytest.param(
            "<div class='p entrytext'>{0}</div><div class='p'></div><div><div class='p entrytext'>{1}</div></div>",
            id="on two levels",
        ),
        pytest.param(
            "<div class='entrytext'>{0}</div><div class='entrytext'><div class='entrytext'>{1}</div></div>",
            id="one in another",
        ),
    ],
)
def test_no_paragraph_is_there_twice(body: str) -> None:
    main = body.format(paragraphs(STORY[:2]), paragraphs([*STORY[2:], *LATER]))
    assert whole_text(f"<div id='page'><h1>{HEADLINE}</h1><div>{main}</div></div>") == [*STORY, *LATER]


@pytest.mark.parametrize("tag", ["script", "style"])
def test_a_script_in_a_paragraph_is_no_prose(tag: str) -> None:
    code = "function pick(form) { var town = form.town.value; go('/towns?' + town); } " * 40
    aside = f"<td><p><{tag}>{code}</{tag}>Find a town:</p></td>"
    assert whole_text(f"<table><tr><td>{lines()}</td>{aside}</tr></table>") == STORY


def test_the_words_around_a_script_are_prose() -> None:
    first = f"<p>{STORY[0]} <script>show({{ad: 1}})</script></p>"
    footer = f"<div><p>{TEASER}</p></div>"
    assert whole_text(f"<div><article>{first}{paragraphs(STORY[1:])}</article>{footer}</div>") == STORY


@pytest.mark.parametrize("story", [pytest.param(HANZI, id="Chinese"), pytest.param(KANA, id="Japanese")])
def test_a_chinese_or_japanese_character_says_more_than_a_letter(story: list[str]) -> None:
    head = "<title>正午に山羊が出航 - 潮报</title>"
    about = f"<div class='q'>{paragraphs(FOREIGN[:2])}</div>"
    main = f"<div class='c'><h1>正午に山羊が出航</h1><div class='b'>{paragraphs(story)}</div></div>"
    assert whole_text(f"<div>{main}{about}</div>", head) == story


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("{post}<div class='sidebar'><section class='widget'>{box}</section></div>", id="sidebar"),
        pytest.param("{post}<div id='about'>{box}</div>", id="nameless"),
        pytest.param("<div class='w'><div class='x'>{box}</div></div>{post}", id="above"),
    ],
)
def test_a_post_of_two_lines_goes_before_a_box_beside_it(body: str) -> None:
    lines = [
        "The lamp was lit at six and nobody was there to see it but the gulls.",
        "They said nothing, which is unusual for gulls in a wind like this one.",
    ]
    post = f"<article><h2>{HEADLINE}</h2><div class='entry-content'>{paragraphs(lines)}</div></article>"
    assert whole_text(body.format(post=post, box=f"<p>{' '.join(FOREIGN)}</p>")) == lines


def test_a_list_beside_a_short_text_named_as_a_story_is_no_box() -> None:
    winners = [f"Best song about boat number {number}: the gulls of the outer pier" for number in range(40)]
    items = "".join(f"<li>{winner}</li>" for winner in winners)
    head = f"<header><h1>{HEADLINE}</h1><div class='article-text'><p>{STORY[0]}</p></div></header>"
    text = whole_text(f"<main>{head}<div class='k'><p>{STORY[1]}</p><ul>{items}</ul></div></main>")
    assert winners[-1] in "\n".join(text)


def test_a_short_post_goes_before_the_profile_of_its_author() -> None:
    profile = f"<div class='sidebar'><div class='widget'><dl><dd>{' '.join([*FOREIGN, TEASER])}</dd></dl></div></div>"
    post = f"<div class='post'><h3>{HEADLINE}</h3><div class='entry-content'>{lines(STORY[:3])}</div></div>"
    assert whole_text(f"<h1>Notes of a ferryman</h1>{post}{profile}") == STORY[:3]


def test_what_holds_the_prose_is_the_story_whatever_its_name_says() -> None:
    header = f"<header><h1>{HEADLINE}</h1><p>{TEASER}</p></header>"
    assert whole_text(f"{header}<div class='promo'>{paragraphs([*STORY, *LATER])}</div>")[-10:] == [*STORY, *LATER]


@pytest.mark.parametrize("tag", ["i", "em", "b"])
def test_a_story_that_is_one_quotation_goes_before_its_comments(tag: str) -> None:
    told = f"A reader writes <{tag}>“{' '.join(STORY)}”</{tag}>"
    comments = "".join(
        f"<li><div>{TEASER}<br>Number {index} agrees with that, and so does the cat.</div></li>" for index in range(20)
    )
    post = f"<article><h2><a href='/1'>{HEADLINE}</a></h2><div class='q'>{told}</div></article>"
    assert whole_text(f"{post}<ul id='comments'>{comments}</ul>") == [f"A reader writes “{' '.join(STORY)}”"]


def test_comments_go_before_nothing() -> None:
    comments = "".join(f"<li><div>{text}</div></li>" for text in STORY * 3)
    assert STORY[0] in text_of(page(f"<ul id='comments'>{comments}</ul>"))


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<div id='bar'>{foreign}</div><div id='wrap'>{story}</div>", id="above it"),
        pytest.param("<div id='wrap'>{story}</div><div id='about'>{foreign}</div>", id="below it"),
        pytest.param("<table><tr><td>{foreign}</td><td>{story}</td></tr></table>", id="in another cell"),
    ],
)
def test_other_prose_stays_outside_the_part_with_the_headline(body: str) -> None:
    story = f"<div class='box'><h1>{HEADLINE}</h1><div class='k'>{paragraphs()}</div></div>"
    assert whole_text(body.format(foreign=paragraphs(FOREIGN), story=story)) == STORY


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            "<article><div><h1>{h}</h1>{first}</div><div class='more'>{rest}</div></article>", id="in an article"
        ),
        pytest.param(
            "<main><section><h1>{h}</h1>{first}</section><section>{rest}</section></main>", id="two of a kind"
        ),
    ],
)
def test_a_story_that_goes_on_beside_the_part_with_its_headline_is_whole(body: str) -> None:
    assert whole_text(body.format(h=HEADLINE, first=paragraphs(STORY[:3]), rest=paragraphs(STORY[3:]))) == STORY


def test_a_part_with_the_headline_is_no_teaser_by_its_name() -> None:
    story = f"<section class='card'><h1>{HEADLINE}</h1><div class='b'>{paragraphs()}</div></section>"
    assert whole_text(f"{story}<div class='river'><ul>{teasers(12, 'li')}</ul></div>") == STORY


@pytest.mark.parametrize("name", ["section-and-ad", "ad-text", "print-only", "block-toolbar", "article-share"])
def test_a_name_that_every_paragraph_has_says_nothing(name: str) -> None:
    pieces = "".join(f"<div class='{name}'><p>{text}</p></div>" for text in STORY)
    assert whole_text(f"<main><article><h1>{HEADLINE}</h1><section>{pieces}</section></article></main>") == STORY


def test_a_name_that_two_paragraphs_have_says_something() -> None:
    pieces = "".join(f"<div class='ad-text'><p>{text}</p></div>" for text in FOREIGN[:2])
    assert whole_text(f"<main><article><h1>{HEADLINE}</h1>{paragraphs()}{pieces}</article></main>") == STORY


@pytest.mark.parametrize("tag", ["font", "b", "i"])
def test_a_format_is_not_all_of_the_story(tag: str) -> None:
    body = f"<table><tr><td><{tag}>{''.join(f'<p>{text}' for text in (*STORY, *LATER))}</{tag}></td></tr></table>"
    last = "The harbour office was closed when we rang on Sunday, and the telephone was answered by somebody's parrot."
    rows = body.replace(f"</{tag}></td>", f"</{tag}><p>{last}</td>")
    assert whole_text(rows) == [*STORY, *LATER, last]


@pytest.mark.parametrize("tag", ["noembed", "noframes"])
def test_what_a_browser_never_shows_is_not_read(tag: str) -> None:
    advert = f"<{tag}><a href='https://ads.example/?a=1'><img src='/x.gif'></a> Ropes of all lengths at Ole's.</{tag}>"
    body = f"<article>{paragraphs(STORY[:2])}{advert}<p>{STORY[2]}{advert}</p>{paragraphs(STORY[3:])}</article>"
    assert whole_text(f"<main>{body}</main>") == STORY
