"""A gallery within a story leaves it as captions; a story told in pictures, and one with a few of them, stays."""

from __future__ import annotations

import pytest

from scraper import clean_html
from scraper.fixtures.laws import conserved_page
from scraper.model import Reason
from tests.cleaning.body.test_body import STORY, URL, page, paragraphs

SEEN = [
    "A goat on the after deck of the last ferry, with the north pier behind it",
    "Tickets of the old kind, which are still printed on the island",
    "The engine in pieces on the quay, as seen from the harbour office",
    "Mira Oldham at her window, where she has sat for thirty years",
]


def gallery(texts: list[str], counter: str, item: str = "li", around: str = "ul") -> str:
    items = "".join(
        f"<{item}><div><img src='/{number}.jpg'></div><div><h4>{counter.format(number, len(texts))}</h4><p>{text}</p>"
        f"<p>Ann Example/Tide Pictures</p></div></{item}>"
        for number, text in enumerate(texts, 1)
    )
    return f"<{around}>{items}</{around}>"


def story(inside: str) -> str:
    return page(
        f"<main><article><div class='k'>{paragraphs(STORY[:3])}{inside}{paragraphs(STORY[3:])}</div></article></main>"
    )


@pytest.mark.parametrize(
    "inside",
    [
        pytest.param(gallery(SEEN, "{}/{}"), id="list"),
        pytest.param(gallery(SEEN, "{} of {}"), id="in words"),
        pytest.param(gallery(SEEN, "{} / {} Ferry day", "div", "div"), id="divisions"),
        pytest.param(f"<div class='b'><h3>The week in pictures</h3>{gallery(SEEN, '{}/{}')}</div>", id="in a box"),
    ],
)
def test_a_gallery_within_a_story_leaves_it(inside: str) -> None:
    html = story(inside)
    article = clean_html(html, URL)
    assert article.text.split("\n\n") == STORY
    assert {cut.reason for cut in article.removals} <= {Reason.CAPTION, Reason.CREDIT}
    assert all(any(text in cut.text for cut in article.removals) for text in SEEN)
    assert list(conserved_page(article, html)) == []


def shown(text: str, item: str) -> str:
    return (
        f"<div class='item'><img src=/a.jpg alt=''><{item}>{text}</{item}><span>Ann Example/Tide Pictures</span></div>"
    )


@pytest.mark.parametrize(
    "name", ["gallery", "slideshow-box", "photo-strip", "c-carousel", "diaporama", "fotostrecke", "inline-pics"]
)
def test_a_gallery_by_its_name_leaves_a_story(name: str) -> None:
    pictures = "".join(shown(text, "p") for text in SEEN)
    article = clean_html(story(f"<div class='{name}'><h3>The week in pictures</h3>{pictures}</div>"), URL)
    assert article.text.split("\n\n") == STORY


@pytest.mark.parametrize("inside", ["<h4>{}</h4>", "<p>{}.</p>"])
def test_what_is_named_as_a_gallery_and_is_none_stays(inside: str) -> None:
    items = "".join(f"<div><img src=/a.jpg>{inside.format(text)}</div>" for text in SEEN)
    text = clean_html(story(f"<div class='gallery'>{items}</div>"), URL).text
    assert [line for line in SEEN if line not in text] == []


@pytest.mark.parametrize(
    "frame",
    [
        "<img src=/a.jpg alt='{0}'><p>{0}</p>",
        "<div><a href=/a><img src=/a.jpg alt='{0}'></a></div><div class=t>{0}</div>",
        "<p><img src=/a.jpg alt='{0}'></p><p><em>{0}</em></p>",
        "<p><img src=/a.jpg><br><em>{0}</em></p>",
        "<p><a href=/a><img src=/a.jpg></a><small>{0}</small></p>",
    ],
)
def test_a_caption_is_told_by_the_picture_above_it(frame: str) -> None:
    article = clean_html(story(frame.format(SEEN[0])), URL)
    assert article.text.split("\n\n") == STORY
    assert [cut.reason for cut in article.removals if cut.text == SEEN[0]] == [Reason.CAPTION]


@pytest.mark.parametrize(
    "below",
    [
        "<p><img src=/a.jpg><em>{}</em> is where it sails from.</p>",
        "<h3>{}</h3>",
        "<p><b>{}</b></p>",
        "<p>{} is where it sails from.</p>",
    ],
)
def test_a_heading_that_its_picture_repeats_stays(below: str) -> None:
    said = below.format(SEEN[2])
    article = clean_html(story(f"<img src=/a.jpg alt='{SEEN[2]}'>{said}"), URL)
    assert SEEN[2] in article.text


@pytest.mark.parametrize(
    "inside",
    [
        pytest.param(gallery([f"{text}." for text in SEEN], "{}/{}"), id="sentences"),
        pytest.param(gallery(SEEN, "Place {}"), id="not counted"),
        pytest.param(gallery(SEEN[:2], "{}/{}"), id="two pictures"),
        pytest.param("".join(f"<p>{text} {number}/4</p>" for number, text in enumerate(SEEN, 1)), id="no pictures"),
    ],
)
def test_other_lists_stay(inside: str) -> None:
    text = clean_html(story(inside), URL).text
    assert [line for line in SEEN if line in inside and line not in text] == []


def test_a_story_told_in_pictures_stays() -> None:
    html = page(f"<main><article><h1>The goat in pictures</h1>{gallery(SEEN * 3, '{}/{}')}</article></main>")
    assert all(text in clean_html(html, URL).text for text in SEEN)
