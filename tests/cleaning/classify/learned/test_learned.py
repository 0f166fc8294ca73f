"""The line judge on flattened pages: what it adds to the detectors, and what it must leave alone."""

import pytest

import scraper
from scraper.cleaning.classify import learned
from scraper.model import DecisionOrigin, Removal
from scraper.rules import SiteRule, donation, keep

URL = "https://www.tidepost.example/2024/harbour-board-closes-ferry-slip"
STORY = (
    "The harbour board closed the old ferry slip on Monday after an inspector found that two of its four chains had "
    "rusted through.",
    "Boats that land there each evening will use the fish quay until spring, the board said in a letter to skippers.",
    "“We looked at it for years and nobody wrote it down,” said Marta Quill, who has run the winch since 1998.",
    "Repairs are expected to cost 240,000 crowns, of which the county pays half. The rest comes from landing fees.",
    "Skippers have asked for a second winch. The board will decide in March.",
)
FURTHER = (
    "The old slip was built of ropes and planks in 1911 and has been mended eleven times since, the council said.",
    "Nobody knows where the crane went that stood beside it, and the museum has asked readers to look in their sheds.",
    "A ferry of the county will carry bicycles and prams until the summer, at two crowns a crossing.",
)
LEFTOVERS = ("Marta Quill (left) at the winch of the old slip", "Leave a reply to Marta")
REPLIES = ("3 comments", "About time. My father complained of those chains in 1987.", "Reply")


def text(*after: str) -> str:
    return "\n\n".join(("Harbour board closes ferry slip over rusted chains", "By Ines Calder", *STORY, *after))


def learned_of(article: scraper.Article) -> dict[str, Removal]:
    return {cut.text: cut for cut in article.removals if cut.origin is DecisionOrigin.LEARNED}


def test_a_line_that_no_detector_knows_leaves_with_its_confidence() -> None:
    cut = learned_of(scraper.clean_text(text(*REPLIES), URL))["Reply"]
    assert cut.rule == "learned: line judge"
    assert cut.confidence is not None
    assert learned.LABEL <= cut.confidence <= 1


def test_what_a_detector_decides_has_no_confidence_and_what_it_suggests_has_one() -> None:
    article = scraper.clean_text(text("Marta Quill at the winch on the old slip.", "Photograph: Odd Hansen"), URL)
    confidence = {cut.text: cut.confidence for cut in article.removals}
    assert confidence["Photograph: Odd Hansen"] is None
    assert (confidence["Marta Quill at the winch on the old slip."] or 0) >= learned.SUGGESTED


def test_the_story_stays() -> None:
    kept = scraper.clean_text(text(*REPLIES), URL).text
    assert all(paragraph in kept for paragraph in STORY)


def test_what_the_rule_of_the_site_keeps_stays() -> None:
    rule = SiteRule(domains=("tidepost.example",), body=("main",), remove=(keep(text=r"^Reply$"),))
    article = scraper.clean_text(text(*REPLIES), URL, rule=rule)
    assert "Reply" in article.text.splitlines()


def test_what_the_rule_of_the_site_removes_leaves_by_the_rule() -> None:
    rule = SiteRule(domains=("tidepost.example",), body=("main",), remove=(donation(text=r"^Reply$"),))
    cut = next(cut for cut in scraper.clean_text(text(*REPLIES), URL, rule=rule).removals if cut.text == "Reply")
    assert cut.origin is DecisionOrigin.SITE


def test_a_likely_reason_fills_no_field() -> None:
    article = scraper.clean_text("\n\n".join((*STORY, *REPLIES)), URL)
    assert article.authors == ()
    assert article.published is None


def page(between: str) -> str:
    first, last = ("".join(f"<p>{line}</p>" for line in lines) for lines in (STORY, FURTHER))
    return f"<main><article><h1>Harbour board</h1><div>{first}{between}{last}</div></article></main>"


def boxed(line: str) -> str:
    return page(f"<div><img src='/winch.jpg'><div>{line}</div></div>")


@pytest.mark.parametrize("line", LEFTOVERS)
def test_a_line_of_a_page_leaves_with_its_confidence(line: str) -> None:
    article = scraper.clean_html(boxed(line), URL)
    cut = learned_of(article)[line]
    assert learned.PAGE_LABEL <= (cut.confidence or 0) <= 1
    assert article.text.split("\n\n") == [*STORY, *FURTHER]


@pytest.mark.parametrize("line", LEFTOVERS)
def test_a_line_of_a_page_that_the_rule_of_its_site_keeps_stays(line: str) -> None:
    rule = SiteRule(domains=("tidepost.example",), body=("main",), remove=(keep(text=f"^{line.split()[0]}"),))
    assert line in scraper.clean_html(boxed(line), URL, rule=rule).text


def test_tables_and_code_of_a_page_stay() -> None:
    rows = "".join(f"<tr><td>{slip}<td>{chains}</tr>" for slip, chains in (("Reply", "3"), ("Share", "4")))
    article = scraper.clean_html(page(f"<table>{rows}</table><pre>Reply</pre>"), URL)
    assert "Reply\t3" in article.text
    assert not learned_of(article)


@pytest.mark.parametrize("pages", [("",), ("\n \n",), ("Reply",), ("- ",)])
def test_pages_of_next_to_nothing(pages: tuple[str]) -> None:
    assert scraper.clean_text(pages[0], URL).url == URL


def test_the_confidence_in_a_text_falls_with_its_doubtful_lines() -> None:
    plain = scraper.clean_text("\n\n".join(STORY), URL).confidence
    doubtful = scraper.clean_text("\n\n".join((*STORY, "A slip in fog", "Marta and Odd", "Rope", "Two")), URL)
    assert 0.5 < doubtful.confidence < plain <= 1
