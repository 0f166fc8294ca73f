"""The six laws hold on every rule and every recorded case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from scraper import Article, cases, clean_html, clean_text, laws, rulebook
from scraper.model import Paragraph, Span
from scraper.rulebook import Entry
from tests.test_traps import TRAPS, written

ROOT = Path(__file__).parent.parent / "cassettes"
CASES = {case.name: case for case in cases.cases(ROOT)}
RULES = {entry.module: entry for entry in rulebook.entries()}
TEXT = """\
The footbridge at Tallow Creek will close on Monday for eleven weeks, the county said, after divers found shipworm.

Sign up for our free weekly newsletter and get the best of the creek delivered to your inbox.

• About nine hundred people cross it on a working day, most of them on the way to the ferry.
• The repair is to cost $310,000, a third of it from the state.

Work is planned to end in the last week of June, a few days before the regatta.
"""


@cache
def page_of(name: str) -> tuple[bytes, str, Entry]:
    """The recorded page of a case, its URL, and its rule."""
    page = cases.replay(CASES[name])
    entry = rulebook.find(page.url)
    assert entry is not None
    return page.html if isinstance(page.html, bytes) else page.html.encode(), page.url, entry


@cache
def article_of(name: str) -> Article:
    html, url, _ = page_of(name)
    return clean_html(html, url)


@cache
def flattened(name: str) -> tuple[str, Article]:
    html, url, _ = page_of(name)
    text = laws.flatten(html)
    return text, clean_text(text, url)


def articles_of(entry: Entry) -> list[Article]:
    return [article_of(name) for name in CASES if name.startswith(f"{entry.site}/")]


def said(broken: Iterator[laws.Broken]) -> list[str]:
    return [str(each) for each in broken]


# ---- the laws hold


@pytest.mark.parametrize("name", CASES)
def test_conservation_holds_on_both_roads(name: str) -> None:
    html, _, entry = page_of(name)
    text, article = flattened(name)
    assert said(laws.conserved_page(article_of(name), html, entry.rule)) == []
    assert said(laws.conserved_text(article, text)) == []
    assert "".join(each.place.raw for each in article.ledger if isinstance(each.place, Span)) == text


@pytest.mark.parametrize("name", CASES)
def test_stability_holds(name: str) -> None:
    html, url, entry = page_of(name)
    assert said(laws.stable_page(article_of(name), html, url, entry.rule)) == []
    text, article = flattened(name)
    assert clean_text(text, url) == article


@pytest.mark.parametrize("name", CASES)
def test_two_roads_agree(name: str) -> None:
    html, _, entry = page_of(name)
    assert said(laws.agreed(article_of(name), html, entry.rule)) == []


@pytest.mark.parametrize("module", RULES)
def test_no_matcher_of_a_rule_is_dead(module: str) -> None:
    assert said(laws.dead(RULES[module], articles_of(RULES[module]))) == []


@pytest.mark.parametrize("module", RULES)
def test_no_pattern_of_a_rule_is_guilty_on_the_pages_of_any_site(module: str) -> None:
    everywhere = [article_of(name) for name in CASES] + [flattened(name)[1] for name in CASES]
    assert said(laws.guilty(RULES[module].rule, everywhere)) == []


@pytest.mark.parametrize("name", CASES)
def test_no_phrase_pack_is_guilty_on_what_was_kept(name: str) -> None:
    article = article_of(name)
    assert said(laws.guilty_phrases(laws.paragraphs(article), article.language)) == []


@pytest.mark.parametrize("module", RULES)
def test_no_pattern_of_a_rule_is_guilty_on_the_traps(module: str) -> None:
    rule = RULES[module].rule
    for trap in TRAPS:
        page, language, url = trap.values
        owner = rulebook.find(url)
        if owner is not None and owner.module != module:
            continue
        _, _, stay = written(page, language)
        article = with_paragraphs(clean_text(TEXT, url), stay)
        assert said(laws.guilty(rule, [article])) == [], trap.id


def with_paragraphs(article: Article, texts: list[str]) -> Article:
    return replace(article, blocks=tuple(Paragraph(text, article.blocks[0].place) for text in texts))


def test_coverage_holds() -> None:
    counts = {entry.site: len(articles_of(entry)) for entry in RULES.values() if entry.ours}
    sites = {name.partition("/")[0] for name in CASES}
    assert sites == set(counts)
    assert said(laws.covered(RULES.values(), counts)) == []
