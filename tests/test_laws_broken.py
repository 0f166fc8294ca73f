"""Each of the six laws fails where something was tampered with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from scraper import Article, clean_text, laws
from scraper.errors import EmptyArticle
from scraper.model import Block, Paragraph, Reason, Removal, Span
from scraper.rules import donation
from tests.test_laws import CASES, RULES, TEXT, article_of, articles_of, flattened, page_of

PITCH = "Sign up for our free weekly newsletter and get the best of the creek delivered to your inbox."


def which(broken: Iterator[laws.Broken]) -> set[str]:
    return {each.law for each in broken}


def without(article: Article, entry: Block | Removal) -> Article:
    return replace(
        article,
        blocks=tuple(block for block in article.blocks if block is not entry),
        removals=tuple(removal for removal in article.removals if removal is not entry),
    )


def with_block(article: Article, text: str) -> Article:
    return replace(article, blocks=(*article.blocks, Paragraph(text, article.blocks[-1].place)))


@pytest.mark.parametrize("name", CASES)
def test_a_page_from_whose_ledger_anything_is_missing_is_not_conserved(name: str) -> None:
    html, _, entry = page_of(name)
    article = article_of(name)
    for each in article.ledger:
        if each.text:
            (broken,) = laws.conserved_page(without(article, each), html, entry.rule)
            assert "in no block or receipt" in broken.detail, each


@pytest.mark.parametrize("name", CASES)
def test_a_text_from_whose_ledger_anything_is_missing_is_not_conserved(name: str) -> None:
    text, article = flattened(name)
    for each in article.ledger:
        assert which(laws.conserved_text(without(article, each), text)) == {"conservation"}, each


def test_a_page_with_anything_twice_is_not_conserved() -> None:
    for name in CASES:
        html, _, entry = page_of(name)
        article = article_of(name)
        (broken,) = laws.conserved_page(with_block(article, "Twice."), html, entry.rule)
        assert "6 characters are there twice" in broken.detail


def tampered(article: Article) -> dict[str, Article]:
    """A cleaned TEXT, spoilt in every way in which the ledger of a text can be wrong."""
    first, *rest = article.blocks
    place = first.place
    assert isinstance(place, Span)
    quoted = replace(first, text=first.text.replace("Monday", "Sunday"))
    (removal,) = article.removals
    return {
        "a letter of a block was changed": replace(article, blocks=(quoted, *rest)),
        "a receipt does not hold its whole text": replace(article, removals=(replace(removal, text="Sign up"),)),
        "a span is shorter than what it stands for": replace(
            article, blocks=(replace(first, place=replace(place, end=place.end - 3, raw=place.raw[:-3])), *rest)
        ),
        "a span says it stands elsewhere": replace(
            article, blocks=(replace(first, place=replace(place, start=1, end=place.end + 1)), *rest)
        ),
        "a span holds other characters": replace(
            article, blocks=(replace(first, place=replace(place, raw=place.raw.upper())), *rest)
        ),
        "a block is there twice": replace(article, blocks=(first, first, *rest)),
        "the ledger is empty": replace(article, blocks=(), removals=()),
    }


def test_the_text_itself_keeps_the_laws() -> None:
    article = clean_text(TEXT)
    assert laws.check_text(article, TEXT) == []
    assert [removal.reason for removal in article.removals] == [Reason.NEWSLETTER]


@pytest.mark.parametrize("why", tampered(clean_text(TEXT)))
def test_a_tampered_ledger_is_not_conserved(why: str) -> None:
    assert which(laws.conserved_text(tampered(clean_text(TEXT))[why], TEXT)) == {"conservation"}


def test_an_article_that_is_not_that_of_its_page_is_not_stable() -> None:
    for name in CASES:
        html, url, entry = page_of(name)
        other = replace(article_of(name), section="Elsewhere")
        (broken,) = laws.stable_page(other, html, url, entry.rule)
        assert "cleaning the page again gives another article" in broken.detail


def test_an_article_that_is_not_that_of_its_text_is_not_stable() -> None:
    (broken,) = laws.stable_text(replace(clean_text(TEXT), authors=("Edda Marsh",)), TEXT)
    assert "cleaning the text again gives another article" in broken.detail


@pytest.mark.parametrize("name", CASES)
def test_an_article_with_a_pitch_left_in_it_is_not_stable(name: str) -> None:
    html, url, entry = page_of(name)
    broken = list(laws.stable_page(with_block(article_of(name), PITCH), html, url, entry.rule))
    assert any(each.law == "stability" and "the cleaned text loses newsletter" in each.detail for each in broken)


@pytest.mark.parametrize("name", CASES)
def test_two_roads_do_not_agree_where_one_keeps_what_the_other_cannot_see(name: str) -> None:
    html, _, entry = page_of(name)
    (broken,) = laws.agreed(with_block(article_of(name), "Unprinted words. " * 30), html, entry.rule)
    assert broken.law == "two roads"
    assert "Unprinted words." in broken.detail


@pytest.mark.parametrize("module", RULES)
def test_every_matcher_is_found_dead_where_it_did_not_fire(module: str) -> None:
    entry = RULES[module]
    articles = articles_of(entry)
    for matcher in entry.rule.remove:
        name = f"{module}: {matcher}"
        idle = [replace(a, removals=tuple(r for r in a.removals if r.rule != name)) for a in articles]
        (broken,) = laws.dead(entry, idle)
        assert broken.detail == f"{matcher} fires in no case"


@pytest.mark.parametrize("module", RULES)
def test_a_rule_whose_pattern_matches_what_was_kept_is_guilty(module: str) -> None:
    entry = RULES[module]
    for article in articles_of(entry):
        for text in laws.paragraphs(article):
            pattern = "^" + re.escape(text[:30])
            rule = replace(entry.rule, remove=(*entry.rule.remove, donation(text=pattern)))
            assert which(laws.guilty(rule, [article])) == {"innocence"}, text


@pytest.mark.parametrize(
    ("language", "line"),
    [
        pytest.param("en", "Sign up for our newsletter", id="an English pitch"),
        pytest.param("en", "Leave a comment", id="an English label"),
        pytest.param("de", "Jetzt Newsletter abonnieren", id="a German label"),
        pytest.param(None, "Leave a comment", id="any language"),
    ],
)
def test_a_phrase_pack_that_matches_what_was_kept_is_guilty(language: str | None, line: str) -> None:
    assert which(laws.guilty_phrases([line], language)) == {"innocence"}


@pytest.mark.parametrize("missing", [1, 2], ids=["one case is not two", "none at all"])
def test_a_rule_with_too_few_cases_is_not_covered(missing: int) -> None:
    for entry in RULES.values():
        (broken,) = laws.covered([entry], {entry.site: laws.FEWEST_CASES - missing})
        assert (broken.law, broken.where) == ("coverage", entry.module)


def test_a_domain_of_two_rules_is_not_covered() -> None:
    for entry in RULES.values():
        copy = replace(entry, module=f"copies.{entry.site}")
        broken = list(laws.covered([entry, copy], {entry.site: laws.FEWEST_CASES}))
        assert len(broken) == len(entry.rule.domains)
        assert {each.where for each in broken} == {copy.module}


def test_cases_without_a_rule_are_not_covered() -> None:
    (broken,) = laws.covered([], {"tidepost_example": 3})
    assert (broken.where, broken.detail) == ("tidepost_example", "recorded cases without a rule")


def test_the_body_of_a_page_without_one_is_an_error() -> None:
    with pytest.raises(EmptyArticle):
        laws.body_of("<html><body></body></html>", "https://tidepost.example/a")
