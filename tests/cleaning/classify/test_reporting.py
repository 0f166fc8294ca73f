"""Reporting in an element whose name has another meaning stays; boxes, pitches and pointers with such names leave."""

from __future__ import annotations

import pytest

from scraper import Reason, clean_html
from scraper.cleaning import article_from_html
from scraper.cleaning.classify.reporting import is_statement
from scraper.model import Article
from scraper.rules import NamedRule, SiteRule, donation, newsletter

BEFORE = (
    "The lock at Harrow Weir will be shut for nine weeks from April, the canal trust said, since its lower gate "
    "has sunk by the breadth of a hand.",
    "Some sixty boats pass it on a summer day, and those that winter above the weir have until the last of March "
    "to come down.",
)
AFTER = (
    "The gate is of oak and weighs eleven tonnes, and only two yards in the country still build them.",
    "The trust expects a bill of 420,000 pounds, of which the towns on the canal are to pay a quarter.",
)


def page(inner: str) -> str:
    first, last = ("".join(f"<p>{text}</p>" for text in texts) for texts in (BEFORE, AFTER))
    story = f"<h1>Lock to shut</h1>{first}{inner}{last}"
    return f"<html lang=en><title>Lock to shut</title><main><article>{story}</article></main>"


def cleaned(inner: str) -> Article:
    return clean_html(page(inner), "https://www.weirpost.example/2026/04/lock-to-shut")


SENTENCE = "Of 900 boaters who were asked, two in three would rather pay for a second gate than wait for the first."
SECOND = "One in ten has sold the boat since the works were announced."


@pytest.mark.parametrize(
    "name",
    ["survey", "poll", "quiz", "privacy", "cookie-jar-story", "gdpr", "trending", "latest-news-item", "recommended",
     "sponsor", "sponsored-fair", "leaderboard", "modal-share", "keywords-lede", "toolbar-history", "film-credits",
     "popup-shop"],
)  # fmt: skip
@pytest.mark.parametrize("inner", ["<p>{0}</p>", "<p>{0}</p><p>{1}</p>", "{0}"])
def test_reporting_in_an_element_with_a_misleading_name_stays(name: str, inner: str) -> None:
    text = cleaned(f'<div class="{name}">{inner.format(SENTENCE, SECOND)}</div>').text
    assert SENTENCE in text
    assert text.endswith(AFTER[-1])


@pytest.mark.parametrize("name", ["official-comments", "comments", "kommentare"])
def test_words_of_an_official_amid_the_story_stay(name: str) -> None:
    said = "“We shall have it open by the regatta,” said the chair of the trust, “and it will hold for a century.”"
    assert said in cleaned(f'<div class="{name}"><p>{said}</p></div>').text


@pytest.mark.parametrize("name", ["leaderboard", "poll-results", "survey-table", "trending-prices", "share-register"])
def test_a_table_of_figures_stays(name: str) -> None:
    rows = "".join(
        f"<tr><td>{boat}<td>{hours}</tr>" for boat, hours in (("Heron", "9"), ("Otter", "11"), ("Vole", "12"))
    )
    assert "Otter\t11" in cleaned(f'<table class="{name}">{rows}</table>').text


def test_a_table_of_figures_in_a_box_with_such_a_name_stays() -> None:
    rows = "<tr><td>Second gate<td>61</tr><tr><td>First gate<td>22</tr>"
    assert "Second gate\t61" in cleaned(f'<div class="poll-results"><table>{rows}</table></div>').text


def test_a_recipe_named_after_a_biscuit_stays() -> None:
    inner = (
        "<h3>Shortbread</h3><ul><li>300 g of flour<li>200 g of butter</ul><p>Rub, press flat and bake for an hour.</p>"
    )
    assert "Rub, press flat" in cleaned(f'<div class="cookie-recipe">{inner}</div>').text


@pytest.mark.parametrize(
    ("inner", "reason"),
    [
        ('<div class="survey"><p>Tell us what you think of the new site.</p></div>', Reason.POLL),
        ('<div class="privacy"><p>We and our partners store data on your device.</p></div>', Reason.CONSENT),
        ('<div class="trending"><p><a href="/o">The otter of the upper pound is back.</a></p></div>', Reason.RELATED),
        ('<div class="ad"><p>Rope that outlasts the boat. Half price until the end of May.</p></div>', Reason.AD),
        ('<div class="factbox"><p>The weir was built in 1794 and has four sluices.</p></div>', Reason.RELATED),
        ('<div class="poll"><p>Would a second gate be worth the money?</p><button>Vote</button></div>', Reason.POLL),
        ('<div class="newsletter"><p>The week on the water, from its lock keepers.</p></div>', Reason.NEWSLETTER),
        ('<div class="photo-credits">Pictures: Ada Fenn</div>', Reason.CREDIT),
    ],
)  # fmt: skip
def test_a_box_with_such_a_name_leaves(inner: str, reason: Reason) -> None:
    article = cleaned(inner)
    assert article.text.split("\n\n") == [*BEFORE, *AFTER]
    assert [removal.reason for removal in article.removals if removal.reason is not Reason.TITLE] == [reason]


def test_comments_of_readers_behind_the_story_leave() -> None:
    inner = "<div class=comments><p>My father drove boats through that gate and never trusted it.</p></div>"
    behind = page("").replace("</article>", f"{inner}</article>")
    article = clean_html(behind, "https://www.weirpost.example/2026/04/lock-to-shut")
    assert article.text.split("\n\n") == [*BEFORE, *AFTER]


@pytest.mark.parametrize(
    "sentence",
    ["The report of the engineers was laid before the trust on Friday and has ninety pages.", "She resigned.",
     "“The gate was rotten.”"],
)  # fmt: skip
def test_a_sentence_that_is_one_link_stays(sentence: str) -> None:
    assert sentence in cleaned(f'<p><a href="https://trust.example/report.pdf">{sentence}</a></p>').text


@pytest.mark.parametrize(
    "pointer",
    ["Otter stops regatta for the second year", "Read the full report here.", "Find out more on our pages.",
     "What does a lock keeper earn?"],
)  # fmt: skip
def test_a_pointer_that_is_one_link_leaves(pointer: str) -> None:
    assert pointer not in cleaned(f'<p><a href="/2026/03/other">{pointer}</a></p>').text


@pytest.mark.parametrize(
    ("text", "stated"), [("It sank.", True), ("“It sank.”", True), ("Otter sinks", False), ("More ...", False)]
)
def test_a_statement_ends_with_a_full_stop(text: str, *, stated: bool) -> None:
    assert is_statement(text) is stated


def test_a_sentence_between_two_lines_that_a_rule_removes_stays() -> None:
    html = page(
        "<p class=letter>High water: one letter a month, by those who mend the gates.</p>"
        "<p>The meeting rose at nine, when the pound ran dry.</p><p>Each line here is paid for by readers.</p>"
    )
    rule = SiteRule(
        ("weirpost.example",), body=("article",), remove=(newsletter("p.letter"), donation(text="^Each line here"))
    )
    article = article_from_html(html, "https://weirpost.example/a", NamedRule("site_rules.weirpost_example", rule))
    assert "The meeting rose at nine" in article.text
    assert "High water" not in article.text
