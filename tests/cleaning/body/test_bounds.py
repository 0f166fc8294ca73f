"""Choosing the body, stripping it and parting it into lines: what pages of odd shapes cost on the generic route."""

from __future__ import annotations

import pytest

from scraper import Article
from tests.cleaning.body.test_body import page, paragraphs
from tests.support.bounded_work import UNKNOWN, clean_bounded

LONG = "The harbour was quiet, and the ferry left late, as it so often does in the winter months. "


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<div>" * 1400 + paragraphs() + "</div>" * 1400, id="deep"),
        pytest.param("<div>" + LONG * 20_000 + "</div>", id="one-huge-text"),
        pytest.param("<div>" + f"<p>{LONG}</p>" * 5_000 + "</div>", id="many-siblings"),
        pytest.param("<div>" + (LONG + "<br>") * 5_000 + "</div>", id="many-breaks"),
        pytest.param(paragraphs() + "<p>" + "<a href='/x'>tide</a> " * 5_000 + "</p>", id="many-links"),
        pytest.param(paragraphs() + "<p>" + "<span class='caption'>x</span> y " * 5_000 + "</p>", id="many-captions"),
        pytest.param(
            paragraphs() + "<figure><img src='a.jpg'><figcaption>x</figcaption></figure>" * 3_000, id="many-figures"
        ),
        pytest.param(
            "<div class='caption'>x<div class='credit'>y" * 400 + "</div></div>" * 400 + paragraphs(), id="nested-cuts"
        ),
        pytest.param(f"<div class='{' '.join(f'c{i}' for i in range(20_000))}'>{paragraphs()}</div>", id="many-names"),
        pytest.param(
            "".join(f"<div class='post-{i}'><h2><a href='/'>H</a></h2><p>{LONG}</p></div>" for i in range(3_000)),
            id="index",
        ),
    ],
)
def test_the_work_grows_no_faster_than_the_page(body: str) -> None:
    head = '<meta name="description" content="The ferry that never came, and the town that waited for it">'
    assert isinstance(clean_bounded(page(body, head), UNKNOWN), Article)
