"""A tag says what its element is for, unless the element holds the story."""

import pytest

import scraper
from scraper.cleaning.classify.prose import prose_paragraphs
from scraper.html.dom import parse_tree

URL = "https://www.tidepost.example/2024/heron-stops-the-night-train"
STORY = (
    "A heron that settled on the points at Marsh Junction held up the night train for two hours on Sunday, the railway "
    "said.",
    "The driver, Petra Holm, walked ahead of her engine with a lamp and a tin of sardines, and came back without the "
    "sardines.",
    "Passengers were given tea, and eleven of them walked the last mile to Fenwick along the embankment in the rain.",
    "The railway has asked the county whether a heron may be moved in March, when the birds are building their nests.",
    "An answer is expected in April, by which time the eggs will have hatched and the question will be another one.",
)
BEFORE, INSIDE = STORY[:3], STORY[3:]


def paragraphs(texts: tuple[str, ...]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def clean(body: str) -> scraper.Article:
    page = f"<main><article><h1>Heron stops the night train</h1>{body}</article></main>"
    return scraper.clean_html(page, URL)


@pytest.mark.parametrize(
    "opening",
    ["<footer>", '<footer class="article-end">', "<form action='/x'>", "<nav>", "<ins>"],
)
def test_the_story_stays_in_an_element_whose_tag_is_for_other_things(opening: str) -> None:
    tag = opening.strip("<>").split()[0]
    article = clean(f"{paragraphs(BEFORE)}{opening}{paragraphs(INSIDE)}</{tag}>")
    assert [text for text in STORY if text not in article.text] == []


@pytest.mark.parametrize(
    "box",
    [
        pytest.param(f"<footer>{paragraphs(STORY[4:])}</footer>", id="one-paragraph"),
        pytest.param("<footer><p>Tidepost</p><p>Harbour Road</p><p>Contact</p></footer>", id="short-lines"),
        pytest.param(
            f"<form><input type=email><p>{'We send it each week and never to anyone else. ' * 3}</p>"
            f"<p>{'You can leave the list on any day that you like. ' * 3}</p></form>",
            id="form-to-fill-in",
        ),
        pytest.param(
            "<nav>" + "".join(f"<h4><a href='/{i}'>Rain</a></h4><p>{INSIDE[i]}</p>" for i in range(2)) + "</nav>",
            id="teasers",
        ),
        pytest.param(f"<aside><h3>Herons</h3>{paragraphs(INSIDE)}</aside>", id="box-beside-the-story"),
    ],
)
def test_other_things_leave_the_story(box: str) -> None:
    article = clean(f"{paragraphs(BEFORE)}{box}{paragraphs(INSIDE[:1])}")
    assert len(article.text) < sum(map(len, STORY[:4])) + 30
    assert article.removals[-1].text.count("\n") >= box.count("<p>") - 1


@pytest.mark.parametrize(
    ("body", "count"),
    [
        pytest.param(paragraphs(STORY), 5, id="story"),
        pytest.param(paragraphs(STORY[:1]), 0, id="one"),
        pytest.param("".join(f"<h3>Heron</h3><p>{text}</p>" for text in STORY), 0, id="teasers"),
        pytest.param("".join(f"<p><a href='/'>{text}</a></p>" for text in STORY), 0, id="links"),
        pytest.param(
            "<p>サギが線路に座り、夜行列車は日曜日に二時間止まったと、鉄道会社が火曜日に発表した。</p>" * 2, 2, id="cjk"
        ),
        pytest.param("<p>A short one.</p>" * 9, 0, id="short"),
    ],
)
def test_paragraphs_of_prose_follow_one_another(body: str, count: int) -> None:
    root = parse_tree(f"<body><div>{body}</div></body>").css_first("div")
    assert root is not None
    assert prose_paragraphs(root) == count
