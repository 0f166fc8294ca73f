"""Which part of an unknown page is the article: invented pages, each with what must not be taken beside what must."""

from __future__ import annotations

import pytest

from scraper import clean_html
from scraper.cleaning.body import choose_body
from scraper.cleaning.body.scoring import score_tree
from scraper.cleaning.classify.structure import mark_elements
from scraper.errors import EmptyArticle
from scraper.html.dom import parse_tree
from scraper.model import Reason

URL = "https://tidewater.example/2024/05/ferry"
STORY = [
    "The last ferry of the season left the north pier at noon, with eleven passengers and one reluctant goat aboard.",
    "Nobody on the quay had expected it to sail at all, because the engine had been in pieces since early on Tuesday.",
    "Mira Oldham, who has sold tickets there for thirty years, said she had stopped believing in timetables long ago.",
    "The council will decide in June whether a smaller boat could serve the islands through the coming winter months.",
    "Until then the post will go by plane, the groceries by barge, and everybody else will have to wait for the wind.",
]
TEASER = "Read how the harbour master lost his keys, and found a seal asleep upon his desk the morning after."


def paragraphs(texts: list[str] = STORY) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def page(body: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body>{body}</body></html>"


def text_of(html: str) -> str:
    return clean_html(html, URL).text


def teasers(count: int, tag: str = "div") -> str:
    return "".join(
        f'<{tag} class="item"><h3><a href="/{i}">Headline {i}</a></h3><p>{TEASER}</p></{tag}>' for i in range(count)
    )


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f"<article>{paragraphs()}</article>", id="article"),
        pytest.param(f'<div itemprop="articleBody">{paragraphs()}</div>', id="microdata"),
        pytest.param(f'<div class="x7f2"><div class="k9">{paragraphs()}</div></div>', id="names-that-say-nothing"),
        pytest.param(f"<div>{'<br><br>'.join(STORY)}</div>", id="line-breaks-for-paragraphs"),
        pytest.param("<main>" + "".join(f"<div>{text}</div>" for text in STORY) + "</main>", id="divs-for-paragraphs"),
        pytest.param(
            "<div class='page'>"
            + "".join(f"<div class='part'>{paragraphs([text])}</div>" for text in STORY)
            + "</div>",
            id="split-over-containers",
        ),
        pytest.param(f"<table><tr><td>menu</td><td>{paragraphs()}</td></tr></table>", id="layout-table"),
        pytest.param(
            f'<article class="post tag-newsletter category-comments">{paragraphs()}</article>', id="topics-in-names"
        ),
        pytest.param(f'<div class="layout with-sidebar has-ads">{paragraphs()}</div>', id="states-in-names"),
        pytest.param(f'<div class="promo">{paragraphs()}</div>', id="misleading-name"),
        pytest.param(f'<form id="everything">{paragraphs()}</form>', id="page-in-a-form"),
        pytest.param(
            "<div>" + "".join(f"<div class='card'>{paragraphs([text])}</div>" for text in STORY) + "</div>", id="cards"
        ),
        pytest.param(
            f"<article>{paragraphs()}</article><article>{paragraphs([TEASER])}</article>", id="second-article"
        ),
        pytest.param(f"<section>{teasers(6, 'article')}</section><div>{paragraphs()}</div>", id="articles-of-others"),
        pytest.param(
            f"<div>{paragraphs()}</div><div id='comments'>{paragraphs([TEASER] * 9)}</div>",
            id="more-comments-than-story",
        ),
        pytest.param(f'<p class="premium">{STORY[0]}</p>' + paragraphs(STORY[1:]), id="premium-is-story"),
    ],
)
def test_the_story_is_found_whole(body: str) -> None:
    chrome = "<nav><p>Home and abroad, sports and weather, puzzles and the tides of the week.</p></nav>"
    footer = "<footer><p>Tidewater Example is printed on the harbour. All rights are reserved by the tide.</p></footer>"
    assert text_of(page(f"<header>{chrome}</header>{body}{footer}")).split("\n\n") == STORY


def test_the_dek_above_the_body_belongs_to_it() -> None:
    dek = "Eleven passengers, one goat: how a boat that nobody trusted made its last crossing of the year."
    head = f'<meta name="description" content="{dek}">'
    header = f"<header><h1>The goat sails at noon</h1><div class='k3'>{dek}</div><p>By Ann Example</p></header>"
    body = f"<main>{header}<div class='story-body'>{paragraphs()}</div></main>"
    assert text_of(page(body, head)).split("\n\n") == [dek, *STORY]


def test_a_dek_in_english_announces_the_story_and_is_no_part_of_its_text() -> None:
    dek = "Eleven passengers, one goat: how a boat that nobody trusted made its last crossing of the year."
    header = f"<h1>The goat sails at noon</h1><h2 class='standfirst'>{dek}</h2>"
    html = page(f"<main>{header}<div class='story-body'>{paragraphs()}</div></main>").replace(
        "<html>", '<html lang="en-GB">'
    )
    choice = choose_body(parse_tree(html))
    assert choice is not None
    assert [node.text() for node in choice.deks] == [dek]
    assert text_of(html).split("\n\n") == STORY


def test_what_opens_a_live_blog_belongs_to_it() -> None:
    posts = "".join(f"<div class='post'><div class='live'>{paragraphs([text])}</div></div>" for text in STORY * 4)
    opener = f"<div class='article-body'>{paragraphs(STORY[:3])}</div>"
    feed = f"<div class='feed'><article class='entry-content'>{posts}</article></div>"
    html = page(f"<main><h1>The goat sails</h1>{opener}{feed}</main>")
    assert text_of(html).startswith("\n\n".join(STORY[:3]))


def test_a_lead_between_headline_and_body_belongs_to_it() -> None:
    lead = "A boat that nobody trusted made its last crossing of the year on Sunday, against all that was said."
    intro = f"<div class='intro'><p>{lead}</p></div>"
    body = f"<main><h1>The goat sails at noon</h1>{intro}<div class='k'>{paragraphs()}</div></main>"
    assert text_of(page(body)).split("\n\n") == [lead, *STORY]


@pytest.mark.parametrize(
    ("lead", "tag"),
    [
        pytest.param("How a goat, a pier and a broken engine came together on one cold Sunday in autumn", "p", id="p"),
        pytest.param(
            "How a goat, a pier and a broken engine came together on one cold Sunday in autumn", "div", id="div"
        ),
    ],
)
def test_what_is_called_a_lead_needs_no_full_stop(lead: str, tag: str) -> None:
    above = f"<h1>The goat sails at noon</h1><{tag} class='subtitle'>{lead}</{tag}>"
    assert text_of(page(f"<main>{above}<div class='k'>{paragraphs()}</div></main>")).split("\n\n") == [lead, *STORY]


def test_type_set_with_leading_is_no_lead() -> None:
    label = "The passengers of the last ferry, and the goat among them, on the quay at the north pier"
    above = f"<h1>The goat sails at noon</h1><p class='text-sm leading-6'>{label}</p>"
    assert text_of(page(f"<main>{above}<div class='k'>{paragraphs()}</div></main>")).split("\n\n") == STORY


def test_a_lead_is_found_past_all_that_is_small() -> None:
    lead = "A boat that nobody trusted made its last crossing of the year on Sunday, against all that was said."
    small = "\n".join("<span itemprop='publisher'></span>" for _ in range(9))
    above = f"<h1>The goat sails at noon</h1><div><p>{lead}</p></div>{small}<script>{'var tide = 1;' * 200}</script>"
    assert text_of(page(f"<main>{above}<div class='k'>{paragraphs()}</div></main>")).split("\n\n") == [lead, *STORY]


def test_what_is_brought_back_brings_its_likes() -> None:
    parts = "".join(
        f"<div class='box box-{i} teaser-unit'><p>{' '.join(STORY)} And so it went on, day {i} of many.</p></div>"
        for i in (1, 2, 3)
    )
    text = text_of(page(f"<main><div class='k'>{parts}</div></main>"))
    assert all(f"day {i} of many" in text for i in (1, 2, 3))


def test_cards_of_other_stories_are_not_brought_back_together() -> None:
    cards = "".join(f"<div class='card'><h3>Elsewhere</h3><p>{TEASER}</p></div>" for _ in range(4))
    html = page(f"<div><div class='k'>{paragraphs(STORY[:3])}</div><div class='row'>{cards}</div></div>")
    assert TEASER not in text_of(html)


@pytest.mark.parametrize(
    "between",
    [
        pytest.param(f"<figure><img src='a.jpg'><figcaption>{TEASER}</figcaption></figure>", id="caption"),
        pytest.param(f"<aside><p>{TEASER}</p></aside>", id="aside"),
        pytest.param(f'<div class="newsletter"><p>{TEASER}</p></div>', id="newsletter"),
        pytest.param(f'<p><a href="/x">{TEASER}</a></p>', id="link"),
        pytest.param("<p>By Ann Example, harbour correspondent</p>", id="byline"),
    ],
)
def test_what_else_stands_between_headline_and_body_stays_out(between: str) -> None:
    body = f"<main><h1>The goat sails at noon</h1>{between}<div class='k'>{paragraphs()}</div></main>"
    assert text_of(page(body)).split("\n\n") == STORY


@pytest.mark.parametrize(
    ("junk", "reason"),
    [
        pytest.param(
            '<div class="share-buttons"><a href="#">Post it</a> <a href="#">Mail it</a></div>', Reason.SHARE, id="share"
        ),
        pytest.param(
            f'<div class="RelatedPosts"><h3>More</h3><p>{TEASER}</p></div>', Reason.RELATED, id="related-camel-case"
        ),
        pytest.param(f'<a href="/x"><div><h4>Keys</h4><p>{TEASER}</p></div></a>', Reason.RELATED, id="block-in-a-link"),
        pytest.param(
            '<p>See too: <a href="/x">The seal on the desk of the master</a></p>', Reason.RELATED, id="label-and-link"
        ),
        pytest.param(
            '<ul><li><a href="/a">Tides</a></li><li><a href="/b">Winds</a></li></ul>',
            Reason.RELATED,
            id="list-of-links",
        ),
        pytest.param("<form><p>Letters from the pier, each Friday.</p></form>", Reason.NEWSLETTER, id="form"),
        pytest.param(
            '<div class="author-bio"><p>Ann Example writes about boats.</p></div>', Reason.AUTHOR_BIO, id="bio"
        ),
        pytest.param('<p class="wp-caption-text">The pier at noon.</p>', Reason.CAPTION, id="caption"),
        pytest.param('<div class="ad-slot">Advertisement</div>', Reason.AD, id="ad"),
        pytest.param(
            '<blockquote class="pull-right">The goat was calm.</blockquote>', Reason.DUPLICATE, id="pull-quote"
        ),
    ],
)
def test_what_leaves_the_body_leaves_a_receipt_that_says_why(junk: str, reason: Reason) -> None:
    article = clean_html(page(f"<article>{paragraphs(STORY[:3])}{junk}{paragraphs(STORY[3:])}</article>"), URL)
    assert article.text.split("\n\n") == STORY
    assert reason in {removal.reason for removal in article.removals}


@pytest.mark.parametrize(
    "kept",
    [
        pytest.param(
            '<ul><li>Bring a coat.</li><li>Bring <a href="/t">a ticket</a> and some bread.</li></ul>', id="list"
        ),
        pytest.param("<blockquote><p>We sail when the goat says so.</p></blockquote>", id="quotation"),
        pytest.param(
            '<p>The <a href="/c">council</a> met <a href="/d">twice</a> on the matter that week.</p>',
            id="links-in-prose",
        ),
        pytest.param("<h2>What the council said</h2>", id="subhead"),
        pytest.param(
            '<div class="share-card"><blockquote><p>Sailing today! We think.</p></blockquote></div>', id="quoted-post"
        ),
        pytest.param('<div class="code-block"><pre>ferry --when noon</pre></div>', id="code"),
        pytest.param("<p>No.</p>", id="short-paragraph"),
        pytest.param(f"<div class='js_readmore'><p>{STORY[0]} {STORY[1]}</p></div>", id="folded-story"),
        pytest.param("<div class='faq-card'><h2>Who looks after the goat?</h2></div>", id="question"),
    ],
)
def test_what_belongs_stays(kept: str) -> None:
    article = clean_html(page(f"<article>{paragraphs(STORY[:3])}{kept}{paragraphs(STORY[3:])}</article>"), URL)
    words = " ".join(parse_tree(kept).body.text(separator=" ").split())  # type: ignore[union-attr]
    assert words.split()[0] in article.text
    assert words.split()[-1] in article.text
    assert not [removal for removal in article.removals if removal.text in words]


def test_captions_stay_where_they_tell_the_story() -> None:
    figures = "".join(
        f"<figure><img src='{i}.jpg'><figcaption>{text} {text}</figcaption></figure>" for i, text in enumerate(STORY)
    )
    roots = parse_tree(f"<body><article>{figures}<p>{STORY[0]}</p></article></body>").css("article")
    assert not mark_elements(roots, {})


def test_no_rule_of_thumb_takes_most_of_the_body() -> None:
    tree = parse_tree(page(f"<article><div class='newsletter'>{paragraphs()}</div><p>And so on.</p></article>"))
    assert not mark_elements(tree.css("article"), {})


@pytest.mark.parametrize(
    "html",
    [
        pytest.param(page("<nav><a href='/a'>Home</a><a href='/b'>News</a></nav>"), id="menu"),
        pytest.param(page("<form><label>Name</label><input><button>Log in</button></form>"), id="login"),
        pytest.param(page("<h1>404</h1><p>Not here.</p>"), id="error"),
        pytest.param(page(""), id="empty"),
    ],
)
def test_a_page_that_is_no_article_gives_none(html: str) -> None:
    assert choose_body(parse_tree(html)) is None
    with pytest.raises(EmptyArticle):
        clean_html(html, URL)


def test_confidence_tells_stories_from_lists_and_scraps() -> None:
    story = choose_body(parse_tree(page(f"<article><div class='article-body'>{paragraphs(STORY * 3)}</div></article>")))
    index = choose_body(parse_tree(page(f"<main>{teasers(12)}</main>")))
    scrap = choose_body(parse_tree(page(f"<div>{paragraphs(STORY[:1])}</div>")))
    assert story is not None
    assert index is not None
    assert scrap is not None
    assert story.confidence > 0.9
    assert index.confidence < 0.5
    assert scrap.confidence < 0.6


def test_a_list_of_other_stories_weighs_nothing_beside_the_story() -> None:
    html = page(f"<div><div class='k1'>{paragraphs()}</div><div class='k2'>{teasers(9)}</div></div>")
    assert text_of(html).split("\n\n") == STORY


def test_of_articles_side_by_side_the_one_with_the_headline_is_the_story() -> None:
    other = f"<article><h2>Elsewhere</h2>{paragraphs([TEASER] * 9)}</article>"
    html = page(f"<div><article><h1>The goat sails</h1>{paragraphs()}</article>{other}</div>")
    assert TEASER not in text_of(html)


def test_weighing_sums_every_paragraph_once() -> None:
    scores = score_tree(parse_tree(page(f"<div><section>{paragraphs()}</section></div>")))
    assert scores is not None
    assert scores.top.weight == sum(map(len, STORY))


@pytest.mark.parametrize(
    "body",
    [
        "<main><article><h1>Kites</h1>{}</article></main>",
        "<x-app><x-story><h1>Kites</h1>{}</x-story></x-app>",
        "<x-app><x-story>{}</x-story></x-app>",
    ],
)
def test_paragraphs_in_elements_of_a_site_s_own_are_a_body(body: str) -> None:
    told = "".join(
        f"<x-par>The club flew kite number {number} from the hill on Sunday, and the fish in the lake saw it.</x-par>"
        for number in range(5)
    )
    page = parse_tree(f"<header><nav><a href='/'>Home</a></nav></header>{body.format(told)}<footer><p>Ltd</p></footer>")
    found = choose_body(page)
    assert found is not None
    assert all(f"number {number}" in "".join(root.text() for root in found.roots) for number in range(5))
