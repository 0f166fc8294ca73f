"""When trafilatura is asked, when its answer is taken, and what becomes of it."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter

import pytest

from scraper import cleaning
from scraper.cleaning import body
from scraper.cleaning.body import Body, second_opinion
from scraper.errors import EmptyArticle
from scraper.fixtures.laws import visible_lines
from scraper.html.limits import parse
from scraper.model import Article, Listing
from scraper.rules import NamedRule, SiteRule

URL = "https://harbour.example/news/ferry"
STORY = [
    "The night ferry to Port Ellery left the quay twenty minutes late on Tuesday, with a full car deck and no lights.",
    "Its captain, Ines Holloway, said that the generator had failed while the last lorries were being loaded.",
    "Two engineers worked through the crossing by torchlight, and the galley served cold soup to four hundred people.",
    "The harbour board, which bought the ship in 2011, has put off a refit three times because of its cost.",
    "A decision is expected in March, when the winter timetable ends and the second ship comes back from the yard.",
]
TEASER = "The weather over the bay stays calm until the weekend, the coastguard said in its morning report."
PAGE = f"""<html lang="en"><head><title>Ferry late</title></head><body>
<header><a href="/">The Harbour</a></header>
<div id="aside-text"><p>{TEASER}</p></div>
<h1>Ferry crosses without lights</h1>
<article><div class="copy">{"".join(f"<p>{text}</p>" for text in STORY[:3])}
<ul><li>Built in 1998, lengthened in 2004.</li><li>Room for four hundred people.</li></ul>
{"".join(f"<p>{text}</p>" for text in STORY[3:])}<p>Sign up for our newsletter</p></div></article>
<footer><p>Contact the editors by post</p></footer></body></html>"""


def choose(selector: str, confidence: float):
    return lambda tree, url: Body(tuple(tree.css(selector)), confidence=confidence)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that trafilatura was asked about; it answers as it does."""
    pages: list[str] = []
    real = second_opinion._ask

    def ask(page: str, url: str) -> str:
        pages.append(page)
        return real(page, url)

    monkeypatch.setattr(second_opinion, "_ask", ask)
    return pages


def answer(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(second_opinion, "_ask", lambda page, url: text)


def article(text: str) -> Article:
    return cleaning.article_from_text(text)


def test_a_much_longer_answer_wins_and_says_so(monkeypatch, asked):
    monkeypatch.setattr(body, "choose_body", choose("#aside-text", 0.4))
    found = cleaning.article_from_html(PAGE, URL)
    assert (found.source, found.confidence) == ("second-opinion", 0.4)
    assert all(text in found.text for text in STORY)
    assert TEASER not in found.text
    assert asked == [PAGE.encode()]


def test_its_body_is_cleaned_like_any_other(monkeypatch):
    monkeypatch.setattr(body, "choose_body", choose("#aside-text", 0.4))
    found = cleaning.article_from_html(PAGE, URL)
    assert [removal.text for removal in found.removals if removal.reason == "newsletter"] == [
        "Sign up for our newsletter"
    ]
    assert any(isinstance(block, Listing) and len(block.items) == 2 for block in found.blocks)


def test_its_body_is_conserved_and_stable(monkeypatch):
    monkeypatch.setattr(body, "choose_body", choose("#aside-text", 0.4))
    tree = parse(PAGE.encode(), URL)
    roots = second_opinion.other_body(PAGE.encode(), tree, URL)
    found = cleaning.article_from_html(PAGE, URL)
    seen = Counter("".join("".join(visible_lines(root)) for root in roots).replace(" ", ""))
    said = Counter("".join("".join(entry.text.split()) for entry in found.ledger))
    assert seen == said
    assert cleaning.article_from_html(PAGE, URL) == found
    assert not cleaning.article_from_text(found.text).removals


@pytest.mark.parametrize(
    ("selector", "confidence"),
    [
        pytest.param("#aside-text", second_opinion.DOUBTFUL, id="sure enough"),
        pytest.param("article", 0.1, id="doubtful, but nothing on the page could be so much longer"),
    ],
)
def test_not_asked(monkeypatch, asked, selector, confidence):
    monkeypatch.setattr(body, "choose_body", choose(selector, confidence))
    found = cleaning.article_from_html(PAGE, URL)
    assert (found.source, found.confidence, asked) == ("generic", confidence, [])


@pytest.mark.parametrize(
    "rule",
    [
        pytest.param(SiteRule(domains=("harbour.example",), body=("#aside-text",)), id="its body is there"),
        pytest.param(SiteRule(domains=("harbour.example",), body=("#gone",), generic_body=True), id="its body is gone"),
    ],
)
def test_never_asked_where_a_rule_knows_the_site(monkeypatch, asked, rule):
    monkeypatch.setattr(body, "choose_body", choose("#aside-text", 0.0))
    found = cleaning.article_from_html(PAGE, URL, NamedRule("harbour_example", rule))
    assert found.source.startswith("rule:harbour_example")
    assert asked == []


def test_not_asked_about_a_page_without_an_article(asked):
    with pytest.raises(EmptyArticle):
        cleaning.article_from_html(
            "<html><body><ul><li><a href=/a>One</a><li><a href=/b>Two</a></ul></body></html>", URL
        )
    assert asked == []


@pytest.mark.parametrize(
    "more",
    [
        pytest.param("<!--" + "x" * second_opinion.MOST_PAGE + "-->", id="many characters"),
        pytest.param(f"<p>{STORY[0]}</p>" * 4000, id="many lines"),
        pytest.param("<p>x</p>" * 30_000, id="more lines than the cleaner takes"),
        pytest.param(f"<div><p>{STORY[0]}</p>" * 200, id="deeply nested"),
    ],
)
def test_not_asked_about_a_huge_page(monkeypatch, asked, more):
    monkeypatch.setattr(body, "choose_body", choose("#aside-text", 0.1))
    page = PAGE.replace("</body>", f"{more}</body>")
    assert cleaning.article_from_html(page, URL).source == "generic"
    assert asked == []


@pytest.mark.parametrize(
    "told",
    [
        pytest.param("", id="no answer"),
        pytest.param(TEASER, id="the same as ours"),
        pytest.param("Nothing of this stands anywhere on the page. " * 20, id="not found on the page"),
    ],
)
def test_ours_stays(monkeypatch, told):
    monkeypatch.setattr(body, "choose_body", choose("#aside-text", 0.4))
    answer(monkeypatch, told)
    found = cleaning.article_from_html(PAGE, URL)
    assert (found.source, found.text) == ("generic", TEASER)


def test_a_page_that_breaks_it_is_one_it_has_no_opinion_on(monkeypatch):
    import trafilatura

    def broken(*args: object, **options: object) -> str:
        raise ValueError("no")

    monkeypatch.setattr(trafilatura, "extract", broken)
    assert second_opinion._ask(PAGE, URL) == ""


@pytest.mark.parametrize(
    ("ours", "theirs", "taken"),
    [
        pytest.param(300, 600, True, id="twice as long"),
        pytest.param(300, 590, False, id="somewhat longer: as often worse"),
        pytest.param(0, 500, True, id="ours came to nothing"),
        pytest.param(10, 390, False, id="short itself"),
    ],
)
def test_criterion(ours, theirs, taken):
    assert second_opinion.is_better(article("a" * ours), article("b" * theirs)) is taken


def test_what_is_not_told_stays_outside(monkeypatch):
    """Elements are taken as far up as they consist of what was told, and no farther."""
    told = "\n".join(STORY)
    boxes = "".join(f"<section><p>{text}</p></section>" for text in STORY)
    page = f"<html><body><div>{boxes}<section><p>{TEASER} {TEASER} {TEASER}</p></section></div></body></html>"
    answer(monkeypatch, told)
    tree = parse(page.encode(), URL)
    roots = second_opinion.other_body(page.encode(), tree, URL)
    assert [root.tag for root in roots] == ["section"] * len(STORY)
    assert [root.text(strip=True) for root in roots] == STORY


def test_importing_loads_no_trafilatura():
    code = "import sys, scraper.cleaning.body.second_opinion; sys.exit('trafilatura' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
