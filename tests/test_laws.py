"""The six laws: each holds on every rule and every recorded case, and each fails where something was tampered with."""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from scraper import Article, cases, clean_html, clean_text, cleaning, laws, rulebook
from scraper.errors import EmptyArticle
from scraper.model import Block, Paragraph, Reason, Removal, Span
from scraper.rulebook import Entry
from scraper.rules import SiteRule, donation, newsletter
from tests.test_traps import TRAPS, written

ROOT = Path(__file__).parent.parent / "cassettes"
CASES = {case.name: case for case in cases.cases(ROOT)}
RULES = {entry.module: entry for entry in rulebook.entries()}

PITCH = "Sign up for our free weekly newsletter and get the best of the creek delivered to your inbox."
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


# ---- and each of them can fail


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


# ---- ten lines in somebody else's repository

RULE = '''
"""The Tide Post (tidepost.example): a weekly that puts its letter between the paragraphs."""

from scraper.rules import SiteRule, newsletter

RULE = SiteRule(domains=("example.org",), body=("main",), remove=(newsletter("p.tide-letter"),{more}))
'''
PAGE = """<!doctype html><html lang=en><title>Footbridge {n} to close</title><body><nav>Home</nav><main>
<p>The footbridge at Tallow Creek will close on Monday for {n} weeks, the county said, after divers found shipworm.</p>
<p class=tide-letter>The Tide, every Friday, in your inbox.</p>
<p>About nine hundred people cross it on a working day, most of them on the way to the ferry.</p></main></body></html>
"""


@pytest.fixture
def strangers_test(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Path, str]]:
    """A repository with two pages and room for a rule, and the ten lines that `scraper.laws` shows."""
    (tmp_path / "my_rules").mkdir()
    (tmp_path / "pages").mkdir()
    for number in (8, 11):
        (tmp_path / "pages" / f"bridge-{number}.html").write_text(PAGE.format(n=number), "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "my_rules", raising=False)
    monkeypatch.delitem(sys.modules, "my_rules.example_org", raising=False)
    example = (laws.__doc__ or "").partition("::\n\n")[2]
    yield tmp_path / "my_rules" / "example_org.py", textwrap.dedent(example)
    monkeypatch.undo()
    for module in ("my_rules", "my_rules.example_org"):
        sys.modules.pop(module, None)


def run(source: str) -> None:
    namespace: dict[str, object] = {}
    exec(compile(source, "test_rule.py", "exec"), namespace)
    test = namespace["test_rule"]
    assert callable(test)
    test()


def test_a_rule_of_ones_own_is_tested_in_ten_lines(strangers_test: tuple[Path, str]) -> None:
    module, test = strangers_test
    assert len([line for line in test.splitlines() if line.strip()]) <= 11
    module.write_text(RULE.format(more=""), "utf-8")
    run(test)


@pytest.mark.parametrize(
    "more",
    [
        pytest.param('newsletter("p.gone")', id="a matcher that fires in no case"),
        pytest.param('newsletter(text="^The footbridge at Mill")', id="a pattern that fires in no case"),
    ],
)
def test_the_ten_lines_fail_for_a_bad_rule(strangers_test: tuple[Path, str], more: str) -> None:
    module, test = strangers_test
    module.write_text(RULE.format(more=more), "utf-8")
    with pytest.raises(AssertionError, match="dead matcher"):
        run(test.replace("== []", "== [], laws.check_rule(entry, list(articles.values()))"))


def test_what_the_rule_of_a_stranger_takes_is_receipted() -> None:
    rule = SiteRule(domains=("example.org",), body=("main",), remove=(newsletter("p.tide-letter"),))
    entry = Entry("my_rules.example_org", rule, "", ours=False)
    url = "https://example.org/bridge"
    article = cleaning.clean_html(PAGE.format(n=8), url, rule, entry.module)
    assert laws.check_case(article, PAGE.format(n=8), url, rule) == []
    assert [removal.rule for removal in article.removals] == ["my_rules.example_org: newsletter('p.tide-letter')"]
    assert said(laws.covered([entry], {"example_org": 1})) == [
        "coverage: my_rules.example_org: 1 recorded cases, and 2 are the least"
    ]
