"""Stories that a page loads ahead of scrolling leave the body with a receipt; chapters, subheads and posts stay."""

from __future__ import annotations

import pytest

from scraper import clean_html
from scraper.fixtures.laws import conserved_page
from scraper.model import Reason
from tests.cleaning.body.test_body import STORY, URL, paragraphs

NEXT = [
    "A baker on Quay Street has sold his oven to the museum, which means to light it once a year for the school.",
    "He had fired it with driftwood since the great storm, and never once paid for a log, as he told the reporter.",
    "The museum will pay him in bread, to be baked elsewhere, on the first Monday of every month until he is ninety.",
]
TITLED = "<meta property='og:title' content='The goat sails at noon'>"
LINKED = '{{"@type":"NewsArticle","headline":"{}","datePublished":"2024-05-02"}}'


def whole_page(body: str, head: str = "") -> str:
    title = f"<title>The goat sails at noon | Tidewater</title><link rel='canonical' href='{URL}'>"
    return f"<html lang='en'><head>{title}{head}</head><body>{body}</body></html>"


def story(tag: str = "article", attributes: str = "", inside: str = "") -> str:
    return f"<{tag} {attributes}><h1>The goat sails at noon</h1>{paragraphs()}{inside}</{tag}>"


def other(tag: str = "article", attributes: str = "", above: str = "", level: str = "h1") -> str:
    headline = f"<{level}>Baker sells his oven</{level}>"
    return f"<{tag} {attributes}>{headline}{above}{paragraphs(NEXT)}</{tag}>"


def ahead(title: str = "Baker sells his oven") -> str:
    scripts = (LINKED.format(text) for text in ("The goat sails at noon", title))
    return "".join(f"<script type='application/ld+json'>{text}</script>" for text in scripts)


@pytest.mark.parametrize(
    ("body", "head"),
    [
        pytest.param(story() + other(), "", id="articles side by side"),
        pytest.param(story() + other() + other() + other(), "", id="three more of them"),
        pytest.param(f"{story()}<div class='feed'>{other()}{other()}</div>", "", id="in a feed of their own"),
        pytest.param(story("div", "class='story-page'") + other("div", "class='story-page'"), "", id="named alike"),
        pytest.param(story("div", "id='post-1'") + other("div", "id='post-2'"), "", id="numbered alike"),
        pytest.param(story("div", "class='q'", other("div", "class='infinite-item'")), "", id="inside, by its name"),
        pytest.param(story(inside=other("section", "data-url='/2024/05/oven'")), "", id="inside, by its address"),
        pytest.param(
            story() + other("div", "data-article-url='https://tidewater.example/2024/05/oven'", level="h2"),
            "",
            id="with a smaller headline",
        ),
        pytest.param(story() + other("div", "class='PreloadedContent'", level="h2"), "", id="by what loaded it"),
        pytest.param(
            story(inside=f"<div><h1><a href='/2024/05/oven'>Baker sells his oven</a></h1>{paragraphs(NEXT)}</div>"),
            "",
            id="by where its headline leads",
        ),
        pytest.param(
            story("div") + other("div", "itemscope itemtype='https://schema.org/NewsArticle'"), "", id="by its type"
        ),
        pytest.param(story(inside=other("div")), ahead(), id="inside, by its linked data"),
        pytest.param(story(inside=other("div", above="<p class='byline'>By Ann Example</p>")), "", id="by its byline"),
        pytest.param(
            story(inside=other("div", above="<time datetime='2024-05-02'>2 May</time>")), "", id="by its date"
        ),
        pytest.param(
            f"<main>{story('div', 'class=entry-content')}<div><h1>Baker sells his oven</h1><time datetime='2024-05-02'>"
            f"2 May</time><div class='entry-content'>{paragraphs(NEXT * 3)}</div></div></main>",
            "",
            id="longer than the story",
        ),
        *(
            pytest.param(
                story("div", kind) + f"<div {kind}><h2><a href='/2024/05/oven'>Oven</a></h2>{paragraphs(NEXT)}</div>",
                "",
                id=f"beside it, {kind}",
            )
            for kind in ("class='post-wrap'", "itemscope itemtype='https://schema.org/NewsArticle'", "class='q'")
        ),
    ],
)
def test_a_story_loaded_ahead_leaves_with_a_receipt(body: str, head: str) -> None:
    html = whole_page(f"<main>{body}</main>", head)
    article = clean_html(html, URL)
    assert article.text.split("\n\n") == STORY
    assert article.title == "The goat sails at noon"
    receipts = [cut for cut in article.removals if cut.rule == "body: another story"]
    assert {cut.reason for cut in receipts} == {Reason.RELATED}
    assert all(sentence in "\n".join(cut.text for cut in receipts) for sentence in NEXT)
    assert list(conserved_page(article, html)) == []


def test_the_first_article_is_the_story_where_the_title_is_worded_in_another_way() -> None:
    html = whole_page(f"<main>{story()}{other()}</main>").replace("The goat sails at noon |", "Ferry takes animal |")
    assert clean_html(html, URL).text.split("\n\n") == STORY


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            f"<header><h1>The goat sails at noon</h1></header><article>{paragraphs()}</article>{other()}",
            id="headline above",
        ),
        pytest.param(
            f"<h1>Tidewater</h1><article><h2>The goat sails at noon</h2>{paragraphs()}</article>{other(level='h2')}",
            id="smaller headlines",
        ),
    ],
)
def test_an_article_beside_that_of_the_story_is_another(body: str) -> None:
    article = clean_html(whole_page(f"<main>{body}</main>", TITLED), URL)
    assert article.text.split("\n\n") == STORY
    assert [cut.reason for cut in article.removals if NEXT[0] in cut.text] == [Reason.RELATED]


def test_smaller_headlines_within_the_story_are_subheads() -> None:
    inner = f"<h2>The oven</h2>{paragraphs(NEXT)}"
    body = f"<h1>Tidewater</h1><article><h2>The goat sails at noon</h2>{paragraphs()}{inner}</article>"
    text = clean_html(whole_page(f"<main>{body}</main>", TITLED), URL).text
    assert text.split("\n\n") == [*STORY, "The oven", *NEXT]


def chapter(headline: str, tag: str = "section", attributes: str = "") -> str:
    return f"<{tag} {attributes}><h1>{headline}</h1>{paragraphs(NEXT)}</{tag}>"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(story(inside=f"<h1>What the goat ate</h1>{paragraphs(NEXT)}"), id="subhead"),
        pytest.param(
            story(inside=f"<hr><div class='x'><h1>What the goat ate</h1></div>{paragraphs(NEXT)}"), id="framed subhead"
        ),
        pytest.param(story(inside=chapter("The oven") + chapter("The museum")), id="sections"),
        pytest.param(story(inside=chapter("The oven", "div") + chapter("The museum", "div")), id="unnamed divisions"),
        pytest.param(
            f"<article>{story('div', 'class=chapter')}{chapter('The oven', 'div', 'class=chapter')}</article>",
            id="chapters",
        ),
        pytest.param(
            f"<article>{story('div', 'class=text-block')}{chapter('The oven', 'div', 'class=text-block')}</article>",
            id="blocks of a page builder",
        ),
        pytest.param(story() + chapter("Chapter 2: the oven", "article"), id="numbered articles"),
        pytest.param(
            story("div", "class='q'") + f"<div class='q'><h2><a href='#oven'>Oven</a></h2>{paragraphs(NEXT)}</div>",
            id="chapter that links to itself",
        ),
        pytest.param(story() + chapter("2. The oven", "article"), id="articles with numbers"),
        pytest.param(
            story("div", "class='q'", f"<div data-url='{URL}#oven'><h2>The oven</h2>{paragraphs(NEXT)}</div>"),
            id="address within the page",
        ),
        pytest.param(
            story("div", "class='q'", f"<div data-url='{URL}/post-7'><h1>The oven</h1>{paragraphs(NEXT)}</div>"),
            id="address below the page",
        ),
        pytest.param(
            story(inside=f"<div><h1><a href='#oven'>The oven</a></h1>{paragraphs(NEXT)}</div>"), id="link to itself"
        ),
        pytest.param(
            story("div", "class='live'", other("div", "class='live-post' data-url='/l/7'", "<time datetime='2024'>")),
            id="post of a live blog",
        ),
    ],
)
def test_what_has_its_own_headline_within_the_story_stays(body: str) -> None:
    text = clean_html(whole_page(f"<main>{body}</main>"), URL).text
    assert [sentence for sentence in [*STORY, *NEXT] if sentence not in text] == []


def test_the_posts_of_a_live_blog_stay_whatever_their_headlines() -> None:
    kind = '<script type="application/ld+json">{"@type":"LiveBlogPosting","headline":"The goat sails"}</script>'
    posts = "".join(other("article", f"data-url='/post/{index}'") for index in range(3))
    text = clean_html(whole_page(f"<main>{story('div', inside=posts)}</main>", kind), URL).text
    assert [sentence for sentence in [*STORY, *NEXT] if sentence not in text] == []


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<h1>The goat sails at noon</h1><article data-url='/s/77'><h2>Noon, and a goat</h2>{}</article>"),
        pytest.param("<h1>The goat sails at noon</h1><div class='infinite-scroll'><h2>Noon, and a goat</h2>{}</div>"),
        pytest.param("<h1>Tidewater</h1><article data-url='/s/77'><h1>Of a goat on the sea</h1>{}</article>"),
    ],
)
def test_what_holds_all_of_the_prose_is_the_story(body: str) -> None:
    assert clean_html(whole_page(f"<main>{body.format(paragraphs())}</main>"), URL).text.endswith("\n\n".join(STORY))
