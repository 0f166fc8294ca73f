"""A picture follows the decision on its line: in the body, a field of the article; out of it, on a receipt."""

from __future__ import annotations

import pytest

from scraper import clean_html
from scraper.model import Article, Figure, Image, Reason
from scraper.rules import Matcher, SiteRule, ad, newsletter, related

URL = "https://quaynews.example/2026/crane"
STORY = "The second crane was lifted onto the quay on Thursday, four years after the first one, and it leans a little."
CRANE, TEASER, BANNER = (f"https://quaynews.example/{name}.jpg" for name in ("crane", "teaser", "banner"))


def clean(body: str, *matchers: Matcher) -> Article:
    rule = SiteRule(domains=("quaynews.example",), body=("div.story",), remove=matchers)
    html = f"<html lang=en><body><div class=story>{f'<p>{STORY}</p>' * 3}{body}</div></body></html>"
    return clean_html(html, URL, rule=rule)


def shown(article: Article) -> list[str]:
    figures = [block.image.url for block in article.blocks if isinstance(block, Figure)]
    assert figures == [image.url for image in article.images]
    return figures


def receipts(article: Article) -> list[tuple[Reason, str, list[str]]]:
    return [(each.reason, each.text, [image.url for image in each.images]) for each in article.removals]


def test_a_picture_of_the_story_is_shown_and_has_no_receipt() -> None:
    article = clean(f"<figure><img src={CRANE}></figure>")
    assert (shown(article), receipts(article)) == ([CRANE], [])


@pytest.mark.parametrize(
    ("body", "matcher", "expected"),
    [
        pytest.param(f"<img class=ad src={BANNER}>", ad("img.ad"), (Reason.AD, "", [BANNER]), id="picture"),
        pytest.param(f"<div class=slot><img src={BANNER}></div>", ad(".slot"), (Reason.AD, "", [BANNER]), id="box"),
        pytest.param(
            f"<div class=slot><img src={BANNER}><p>Buy a crane</p></div>",
            ad(".slot"),
            (Reason.AD, "Buy a crane", [BANNER]),
            id="box-with-text",
        ),
        pytest.param(
            f"<div class=slot><img src={BANNER}><img src={TEASER}></div>",
            ad(".slot"),
            (Reason.AD, "", [BANNER, TEASER]),
            id="two-pictures",
        ),
    ],
)
def test_a_picture_that_a_rule_removes_has_a_receipt(
    body: str, matcher: Matcher, expected: tuple[Reason, str, list[str]]
) -> None:
    article = clean(f"<img src={CRANE}>{body}<p>{STORY}</p>", matcher)
    assert (shown(article), receipts(article)) == ([CRANE], [expected])


def test_a_picture_that_a_general_rule_removes_has_a_receipt() -> None:
    article = clean(f"<aside class=related-posts><a href=/x><img src={TEASER}>Tide rises</a></aside><p>{STORY}</p>")
    assert (shown(article), receipts(article)) == ([], [(Reason.RELATED, "Tide rises", [TEASER])])


def test_a_picture_behind_a_tail_goes_with_it() -> None:
    body = f"<img src={CRANE}><p>More from the quay</p><img src={TEASER}><p>Tide rises, again, in the old harbour.</p>"
    article = clean(body, related(text=r"^More from the quay$", tail=True))
    assert shown(article) == [CRANE]
    assert [urls for _, _, urls in receipts(article)] == [[], [TEASER], []]


def test_a_picture_inside_a_run_goes_with_it() -> None:
    body = f"<p>The tide by mail</p><img src={BANNER}><p>Every morning at six.</p><p>Send it to me</p><p>{STORY}</p>"
    article = clean(body, newsletter(text=r"^The tide by mail$", through=r"^Send it to me$"))
    assert shown(article) == []
    assert [urls for _, _, urls in receipts(article)] == [[], [BANNER], [], []]


def test_caption_and_credit_stay_with_the_picture_that_stays() -> None:
    body = (
        f"<figure><img src={CRANE}><figcaption>The crane, leaning. <span class=credit>Ada Example</span>"
        "</figcaption></figure>"
    )
    article = clean(body)
    assert article.images == (Image(CRANE, "The crane, leaning.", "Ada Example"),)
    assert all(not urls for _, _, urls in receipts(article))


def test_every_picture_of_a_figure_is_shown() -> None:
    article = clean(f"<figure><img src={CRANE}><img src={TEASER}><figcaption>Both cranes.</figcaption></figure>")
    assert shown(article) == [CRANE, TEASER]
    assert [image.caption for image in article.images] == ["Both cranes."] * 2
