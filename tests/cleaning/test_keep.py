"""What a rule keeps stays in the article, whatever the general rules say of its name or wording."""

from __future__ import annotations

import pytest

from scraper import clean_html, clean_text
from scraper.errors import InvalidRule
from scraper.model import Article, DecisionOrigin, Reason, Route
from scraper.rules import Matcher, SiteRule, ad, furniture, keep, related

URL = "https://quaynews.example/2026/crane"
STORY = (
    "The second crane was lifted onto the quay on Thursday, four years after the first one, and it leans a little.",
    "Nobody on the harbour board would say who had measured the foundation, or whether anybody had done so at all.",
    "The crane will carry its first load in May, if the inspectors who came on Friday are content with what they saw.",
)
FACTS = "The crane in figures"
WEIGHT = "It weighs 212 tonnes, and the quay was built for 180."
CAPTION = "From left: the old crane, the new crane, and the board, which declined to stand any closer to either."
PREMIUM = "What the inspectors wrote down, and crossed out again, is known to this newspaper."


def page(*inner: str) -> str:
    paragraphs = "".join(f"<p>{text}</p>" for text in STORY)
    return f"<html lang=en><body><div class=story><h1>Crane leans</h1>{paragraphs}{''.join(inner)}</div></body></html>"


BOXES = (
    f'<aside class="factbox"><h3>{FACTS}</h3><p>{WEIGHT}</p></aside>',
    f'<p class="caption">{CAPTION}</p>',
    f'<div class="paywall-message"><p class="premium">{PREMIUM}</p></div>',
)


def clean(*matchers: Matcher, html: str = page(*BOXES)) -> Article:
    return clean_html(html, URL, rule=SiteRule(domains=("quaynews.example",), body=("div.story",), remove=matchers))


def test_without_keep_the_general_rules_take_all_three() -> None:
    article = clean()
    assert [text for text in (FACTS, WEIGHT, CAPTION, PREMIUM) if text in article.text] == []
    assert {removal.origin for removal in article.removals if removal.text != "Crane leans"} == {DecisionOrigin.GENERAL}


@pytest.mark.parametrize(
    ("matcher", "kept"),
    [
        pytest.param(keep("aside.factbox"), (FACTS, WEIGHT), id="fact-box"),
        pytest.param(keep("p.caption"), (CAPTION,), id="caption-paragraph"),
        pytest.param(keep("p.premium"), (PREMIUM,), id="premium-paragraph-in-a-paywall-box"),
        pytest.param(keep(text=r"^It weighs \d+ tonnes"), (WEIGHT,), id="one-line-of-a-box-by-its-wording"),
        pytest.param(keep("aside", text=r"^The crane in figures"), (FACTS, WEIGHT), id="selector-and-wording"),
    ],
)
def test_what_is_kept_stays_and_the_rest_goes_as_before(matcher: Matcher, kept: tuple[str, ...]) -> None:
    article = clean(matcher)
    boxed = (FACTS, WEIGHT, CAPTION, PREMIUM)
    assert tuple(text for text in boxed if text in article.text) == kept
    receipts = "\n".join(removal.text for removal in article.removals)
    assert tuple(text for text in boxed if text in receipts) == tuple(text for text in boxed if text not in kept)


def test_a_kept_box_keeps_its_shape_and_its_place() -> None:
    blocks = clean(keep("aside.factbox")).blocks
    assert [(type(block).__name__, block.text) for block in blocks[-2:]] == [("Heading", FACTS), ("Paragraph", WEIGHT)]


def test_keep_goes_before_the_rules_own_removals() -> None:
    article = clean(related("aside, p.caption"), keep("p.caption"), furniture(text=r"^It weighs"))
    assert CAPTION in article.text
    assert FACTS not in article.text


def test_keep_goes_before_a_tail() -> None:
    html = page("<p>More from the quay</p>", f"<p>{WEIGHT}</p>", f'<p class="caption">{CAPTION}</p>')
    article = clean(related(text=r"^More from the quay$", tail=True), keep("p.caption"), html=html)
    assert article.text.endswith(CAPTION)
    assert [removal.text for removal in article.removals if removal.reason is Reason.RELATED][-1] == WEIGHT


def test_keep_goes_before_labels_and_detectors() -> None:
    label = "Advertisement"
    html = page(f"<p class=sign>{label}</p>", f"<p>{STORY[0]}</p>")
    assert label not in clean(html=html).text
    assert label in clean(keep("p.sign"), html=html).text
    assert label in clean(keep(text=r"^Advertisement$"), html=html).text


def test_keep_by_wording_works_on_flattened_text() -> None:
    rule = SiteRule(domains=("quaynews.example",), body=("div.story",), remove=(keep(text=r"^Advertisement$"),))
    text = "\n\n".join((STORY[0], "Advertisement", *STORY[1:]))
    assert "Advertisement" not in clean_text(text, URL).text
    article = clean_text(text, URL, rule=rule)
    assert article.text == text
    assert article.origin.route is Route.TEXT


def test_a_rule_may_still_remove_inside_what_it_keeps() -> None:
    box = f'<aside class="factbox"><p>{WEIGHT}</p><p class="slot">Buy a crane</p></aside>'
    article = clean(keep("aside.factbox"), ad("p.slot"), html=page(box))
    assert WEIGHT in article.text
    assert [(removal.reason, removal.text) for removal in article.removals][-1] == (Reason.AD, "Buy a crane")


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: keep(), id="nothing"),
        pytest.param(lambda: keep("p", tail=True), id="tail"),
        pytest.param(lambda: keep(text=r"^A", through=r"^B"), id="through"),
        pytest.param(lambda: keep(text="A"), id="unanchored"),
    ],
)
def test_keep_is_checked_when_the_rule_loads(make: object) -> None:
    with pytest.raises(InvalidRule, match="keep"):
        make()  # type: ignore[operator]
