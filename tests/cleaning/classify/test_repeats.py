"""A passage that stands on the page twice is read once."""

from __future__ import annotations

import pytest

import scraper
from scraper.model import Reason

URL = "https://www.tidepost.example/2024/goat-elected-harbour-master"
STORY = (
    "A goat was elected harbour master of Fenwick on Monday with eleven votes more than the man who has held the post "
    "since 1988.",
    "“I have nothing against the goat,” said the man, Einar Holm, who will keep the keys until the autumn and show it "
    "the locks.",
    "The county is looking into whether a goat may sign the ferry's papers, and expects an answer before the herring "
    "season.",
)
SHORT = ("“No,” said the clerk.", "The goat said nothing.")


def clean(body: str) -> scraper.Article:
    return scraper.clean_html(f"<main><article><h1>Goat elected harbour master</h1>{body}</article></main>", URL)


def told(texts: tuple[str, ...], tag: str = "p") -> str:
    return "".join(f"<{tag}>{text}</{tag}>" for text in texts)


@pytest.mark.parametrize(
    "copy",
    [
        pytest.param(f'<div class="mobile">{told(STORY)}</div>', id="phones"),
        pytest.param(f'<div class="mobile">{told(STORY[:1])}<p>Fenwick</p>{told(STORY[1:])}</div>', id="with-more"),
        pytest.param(f'<div style="display:none">{told(STORY)}</div>', id="hidden"),
        pytest.param(told(STORY[1:]), id="a-part"),
        pytest.param("<div>" + "<br><br>".join(STORY) + "</div>", id="breaks"),
    ],
)
def test_the_later_copy_leaves_with_a_receipt(copy: str) -> None:
    article = clean(told(STORY) + copy)
    assert [article.text.count(text) for text in STORY] == [1, 1, 1]
    assert sum(removal.reason is Reason.DUPLICATE for removal in article.removals) >= 2


def test_a_text_may_be_told_twice() -> None:
    article = scraper.clean_text("\n\n".join(STORY + STORY))
    assert [article.text.count(text) for text in STORY] == [2, 2, 2]


@pytest.mark.parametrize(
    "again",
    [
        pytest.param(STORY[:1], id="one-paragraph"),
        pytest.param(SHORT, id="short-ones"),
        pytest.param((STORY[0], "In other words: it won.", STORY[0]), id="one-paragraph-three-times"),
    ],
)
def test_what_is_said_again_on_purpose_stays(again: tuple[str, ...]) -> None:
    article = clean(told(STORY + SHORT) + told(again))
    assert all(article.text.count(text) >= 2 for text in again if "other words" not in text)


@pytest.mark.parametrize("caption", ["The goat in the office on Monday", "The goat looks at the tide table."])
def test_a_caption_told_again_below_its_picture_leaves(caption: str) -> None:
    figure = f"<figure><img src=/goat.jpg alt=''><figcaption>{caption}</figcaption></figure>"
    article = clean(told(STORY[:2]) + figure + f"<p>{caption}</p>" + told(STORY[2:]))
    assert caption not in article.text
    assert [cut.reason for cut in article.removals if cut.text == caption] == [Reason.CAPTION] * 2


def test_answers_in_a_list_may_repeat() -> None:
    items = told(("Prams may not be taken on board, but a folding pushchair will be fine on any of our boats.",), "li")
    items += told(
        ("Dogs travel free of charge and may sit on the deck with their owners in all kinds of weather.",), "li"
    )
    article = clean(told(STORY) + f"<h2>North line</h2><ul>{items}</ul><h2>South line</h2><ul>{items}</ul>")
    assert article.text.count("folding pushchair") == 2
