"""What a caller may keep, drop and choose, per call and as a configured `Cleaner`."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

import scraper.rules as site_rule_words
from scraper import Article, Cleaner, Options, Reason, SiteRule, clean_html, clean_text, errors, fixtures
from scraper.cleaning_options import ARTICLE_FIELDS, BLOCK_KINDS
from scraper.model import DecisionOrigin, Figure, InlineKind, Paragraph, Table
from scraper.rules import NamedRule, keep, newsletter
from tests import ROOT

URL = "https://www.tidepost.example/2026/03/ferry"
PARAGRAPHS = "".join(
    f"<p>The ferry to <a href='/tallow'>Tallow Island</a> sails at {hour} o'clock again from Monday, "
    "the harbour office said, and nobody on the quay had heard of it before.</p>"
    for hour in ("six", "eight", "ten", "noon")
)
BIO = "Ada Example has covered the harbour for nine years."
PAGE = f"""<html lang="en"><head><meta property="article:published_time" content="2031-05-06T07:08:09+00:00">
<meta name="author" content="Ada Example"></head><body><article><h1>Ferry sails again</h1>
<time datetime="2026-03-02">2 March 2026</time>
{PARAGRAPHS}
<figure><img src="/quay.jpg" alt="A quay"><figcaption>The quay on Sunday.
<span class="credit">Photo: Bo Sample</span></figcaption></figure>
<div class="fares"><h3>Fares</h3><table><caption>
What a passage costs from Monday on, in crowns.</caption><tr><th>Who</th><th>Fare</th></tr>
<tr><td>Adult</td><td>4</td></tr></table></div>
<p class="tide-letter">Sign up for our free newsletter and get the tide in your inbox.</p>
<div class="author-bio"><p>{BIO}</p><ul><li>Harbour desk</li><li>Weather desk</li></ul></div>
{PARAGRAPHS.replace("six", "one").replace("eight", "two").replace("ten", "three").replace("noon", "four")}
</article></body></html>"""
PLAIN = clean_html(PAGE, URL)


def cleaned(**options: Any) -> Article:
    return clean_html(PAGE, URL, options=Options(**options))


def reasons(article: Article) -> set[Reason]:
    return {removal.reason for removal in article.removals}


def texts(article: Article) -> list[str]:
    return [block.text for block in article.blocks]


def test_the_page_has_what_the_tests_need() -> None:
    assert {Reason.AUTHOR_BIO, Reason.NEWSLETTER, Reason.CAPTION, Reason.CREDIT} <= reasons(PLAIN)
    assert BIO not in PLAIN.text
    assert PLAIN.published == "2031-05-06T07:08:09+00:00"


def test_defaults_change_nothing() -> None:
    assert cleaned() == PLAIN
    assert Cleaner().clean_html(PAGE, URL) == PLAIN
    assert Options() == Options(keep=(), drop=[], rules=())


# keep


def test_an_element_that_is_kept_stays_in_its_own_blocks_without_a_receipt() -> None:
    article = cleaned(keep="author_bio")
    assert Reason.AUTHOR_BIO not in reasons(article)
    bio = next(block for block in article.blocks if block.text == BIO)
    assert isinstance(bio, Paragraph)
    assert "Harbour desk\nWeather desk" in texts(article)
    orders = [entry.place.order for entry in article.ledger]
    assert orders == sorted(set(orders))
    others = [(each.reason, each.text) for each in PLAIN.removals if each.reason is not Reason.AUTHOR_BIO]
    assert [(each.reason, each.text) for each in article.removals] == others


def test_kept_captions_stand_in_the_text_once() -> None:
    article = cleaned(keep={Reason.CAPTION, "credit"})
    assert not {Reason.CAPTION, Reason.CREDIT} & reasons(article)
    figure = next(block for block in article.blocks if isinstance(block, Figure))
    assert (figure.image.caption, figure.image.credit) == ("", "")
    assert article.markdown.count("The quay on Sunday.") == 1
    assert article.images == PLAIN.images


def test_what_is_kept_still_fills_fields() -> None:
    text = "Ferry sails again\n\nBy Ada Example\n\n" + "\n\n".join(
        f"The ferry sails at {hour} o'clock again from Monday, the harbour office said." for hour in ("six", "ten")
    )
    article = clean_text(text, options=Options(keep=("byline", "title")))
    assert article.authors == ("Ada Example",)
    assert article.title == "Ferry sails again"
    assert article.text.startswith("Ferry sails again\n\nBy Ada Example\n\nThe ferry")
    assert article.removals == ()


def test_every_reason_can_be_kept_and_then_nothing_leaves() -> None:
    article = cleaned(keep=list(Reason))
    assert article.removals == ()
    for removal in PLAIN.removals:
        assert removal.text.split("\n")[0] in article.text
    assert [field for field in ARTICLE_FIELDS if getattr(article, field) != getattr(PLAIN, field)] == []


# drop


def test_a_kind_of_block_is_dropped_with_a_receipt_that_says_so() -> None:
    article = cleaned(drop="table")
    assert any(isinstance(block, Table) for block in PLAIN.blocks)
    assert not any(isinstance(block, Table) for block in article.blocks)
    receipts = [removal for removal in article.removals if removal.origin is DecisionOrigin.OPTIONS]
    assert [(each.reason, each.rule) for each in receipts] == [(Reason.UNWANTED, "options: drop=table")] * 2
    assert [each.text for each in receipts] == [
        "What a passage costs from Monday on, in crowns.",
        "Who\tFare\nAdult\t4",
    ]


def test_a_reason_is_dropped_where_names_hint_at_it_whatever_the_site_rule_keeps() -> None:
    kept = SiteRule(domains=("tidepost.example",), body=("article",), remove=(keep(".author-bio"),))
    assert BIO in clean_html(PAGE, URL, rule=kept).text
    article = clean_html(PAGE, URL, rule=kept, options=Options(drop={"author_bio"}))
    assert BIO not in article.text
    removal = next(each for each in article.removals if each.text == BIO)
    assert removal.origin is DecisionOrigin.OPTIONS
    assert removal.reason is Reason.AUTHOR_BIO
    assert removal.rule == "options: drop=author_bio (<div> author-bio)"


def test_an_element_with_most_of_the_article_is_not_dropped() -> None:
    page = f"<article><div class='related'><h1>Ferry</h1>{PARAGRAPHS}</div></article>"
    assert clean_html(page, URL, options=Options(drop="related")).text == clean_html(page, URL).text


def test_pictures_leave_with_receipts() -> None:
    article = cleaned(images=False)
    assert article.images == ()
    assert not any(isinstance(block, Figure) for block in article.blocks)
    removal = next(each for each in article.removals if each.origin is DecisionOrigin.OPTIONS)
    assert removal.images[0].url == "https://www.tidepost.example/quay.jpg"
    assert removal.rule == "options: images=False"
    assert article.text == PLAIN.text


def test_links_leave_and_their_text_stays() -> None:
    spans = [span.kind for block in PLAIN.blocks if isinstance(block, Paragraph) for span in block.spans]
    assert InlineKind.LINK in spans
    article = cleaned(links=False)
    assert article.text == PLAIN.text
    assert "](" not in article.markdown.replace("![A quay](", "")
    assert article.removals == PLAIN.removals


def test_text_and_options_account_for_every_character() -> None:
    text = "Ferry\n\n## Fares\n\n- Adult 4\n- Child 2\n\nSign up for our free newsletter today.\n\n" + "It sails. " * 20
    article = clean_text(text, options=Options(keep="newsletter", drop=("listing", "heading")))
    assert "".join(entry.place.raw for entry in article.ledger) == text  # type: ignore[union-attr]
    assert "Sign up" in article.text
    assert "Adult" not in article.text


# fields, language, dates


def test_only_the_fields_that_are_wanted_are_filled() -> None:
    article = cleaned(fields=("title", "authors"))
    assert (article.title, article.authors) == (PLAIN.title, PLAIN.authors)
    assert (article.published, article.language, article.images) == (None, None, ())
    assert article.blocks == PLAIN.blocks


def test_the_language_of_the_caller_goes_before_that_of_the_page() -> None:
    assert cleaned(language="de-AT").language == "de"
    text = "Die Fähre fährt wieder, sagte das Amt.\n\nJetzt kostenlos den Newsletter abonnieren"
    assert clean_text(text, options=Options(language="nl")).language == "nl"


@pytest.mark.parametrize(
    ("limits", "published"),
    [
        pytest.param({"not_after": date(2026, 12, 31)}, "2026-03-02", id="the-next-that-the-page-names"),
        pytest.param({"not_after": "2026-03-02"}, "2026-03-02", id="a-day-holds-all-of-it"),
        pytest.param({"not_after": date(2026, 3, 1)}, None, id="none-is-left"),
        pytest.param({"not_before": "2031-05-06"}, "2031-05-06T07:08:09+00:00", id="not-before-a-day"),
        pytest.param({"not_before": datetime(2031, 5, 6, 7, 8, 10, tzinfo=UTC)}, None, id="not-before-a-second"),
        pytest.param({"not_before": datetime(2031, 5, 6, 7, 8, 9)}, "2031-05-06T07:08:09+00:00", id="naive"),
        pytest.param({"not_after": "2031-05-06T07:00:00+00:00"}, "2026-03-02", id="not-after-a-time"),
    ],
)
def test_a_date_outside_the_limits_is_not_believed(limits: dict[str, Any], published: str | None) -> None:
    assert cleaned(**limits).published == published


# values that cannot be meant


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param({"keep": "captions"}, r"keep= names 'captions'.*did you mean 'caption'\?", id="misspelt-reason"),
        pytest.param({"keep": "table"}, r"keep= names 'table', which there is not", id="a-kind-is-no-reason"),
        pytest.param({"keep": "zzz"}, r"keep= names 'zzz'.*choose among ad, ", id="nothing-like-it"),
        pytest.param({"keep": 3}, r"keep=3: give names", id="keep-number"),
        pytest.param({"drop": [3]}, r"drop= names 3: give names in quotes", id="drop-number"),
        pytest.param({"drop": "tables"}, r"did you mean 'table'\?", id="misspelt-kind"),
        pytest.param({"keep": "ad", "drop": "ad"}, r"both name 'ad'", id="both"),
        pytest.param({"fields": "titel"}, r"did you mean 'title'\?", id="misspelt-field"),
        pytest.param({"links": "no"}, r"links='no': write True or False", id="links"),
        pytest.param({"language": "german"}, r"language='german': give the code", id="language"),
        pytest.param({"not_before": "yesterday"}, r"not_before='yesterday': give a date", id="date"),
        pytest.param({"not_before": "2026-02-01", "not_after": "2026-01-01"}, r"swap them", id="order"),
        pytest.param({"rule": "rules/a.toml"}, r"rule= must be a SiteRule.*goes into rules=", id="rule"),
        pytest.param({"rules": 3}, r"rules=3: give a folder, a file, a module", id="rules"),
        pytest.param({"rules": [3]}, r"rules= names 3", id="rules-inside"),
    ],
)
def test_a_value_that_cannot_be_meant_is_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(errors.UsageError, match=message):
        Options(**options)


def test_an_unknown_option_of_a_cleaner_is_refused() -> None:
    with pytest.raises(errors.UsageError, match=r"no option keeps=: did you mean 'keep'\?"):
        Cleaner(keeps="ad")


# rules


TIDE = SiteRule(domains=("tidepost.example",), body=("article",), remove=(newsletter(text="^The ferry to Tallow"),))


def test_the_rule_of_the_call_goes_before_that_of_the_options_and_that_before_rules() -> None:
    other = replace(TIDE, remove=(newsletter(text="^Fares"),))
    both = Options(rule=other, rules=TIDE)
    assert "Fares" not in clean_html(PAGE, URL, options=both).text
    assert "Tallow" in clean_html(PAGE, URL, options=both).text
    assert "Tallow" not in clean_html(PAGE, URL, rule=TIDE, options=both).text
    assert "Tallow" not in clean_html(PAGE, URL, options=Options(rules=TIDE)).text


def test_rules_are_for_their_own_sites_and_go_before_the_installed_ones() -> None:
    mine = NamedRule("mine.week", SiteRule(domains=("theweek.com",), body=("article",)))
    cleaner = Cleaner(rules=[TIDE, mine])
    assert cleaner.clean_html(PAGE, "https://theweek.com/1").origin.rule == "mine.week"
    assert cleaner.clean_html(PAGE, "https://gorsepost.example/1").origin.rule == ""
    assert clean_text("Ferry", "https://theweek.com/1").origin.rule == "site_rules.theweek_com"
    assert cleaner.clean_text("Ferry", "https://motherjones.com/1").origin.rule == "site_rules.motherjones_com"


def test_a_module_and_a_package_are_rules_too() -> None:
    import site_rules

    options = Options(rules=site_rules)
    assert options.rules == ("module:site_rules",)
    assert clean_text("Ferry", "https://theweek.com/1", options=options).origin.rule == "site_rules.theweek_com"
    assert Cleaner(rules="site_rules.theweek_com").faults == ()
    with pytest.raises(errors.UsageError, match=r"there is no site_rulez: name a folder, a \.toml or \.py file"):
        Cleaner(rules="site_rulez")


def test_options_reach_the_other_process() -> None:
    options = Options(keep="author_bio", drop="table", images=False, language="de", rules=TIDE)
    limited = clean_html(PAGE, URL, options=replace(options, timeout=60))
    assert limited == clean_html(PAGE, URL, options=options)


# the configured cleaner


def test_a_cleaner_takes_options_keywords_or_both() -> None:
    assert Cleaner(Options(keep="ad")).options == Cleaner(keep="ad").options == Options(keep={"ad"})
    assert Cleaner(Options(keep="ad"), links=False).options == Options(keep="ad", links=False)
    assert repr(Cleaner(links=False)) == "Cleaner(links=False)"


def test_many_threads_share_one_cleaner() -> None:
    cleaner = Cleaner(keep="author_bio", drop="table", links=False, rules=TIDE)
    pages = [PAGE.replace("six", f"number {number}") for number in range(24)]
    alone = [cleaner.clean_html(page, URL) for page in pages]
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(lambda page: cleaner.clean_html(page, URL), pages * 2))
    assert together == alone * 2


def test_options_are_values() -> None:
    assert hash(Options(keep=["ad", "poll"])) == hash(Options(keep=("poll", "ad")))
    assert {site_rule_words.unwanted("p.x").reason} == {Reason.UNWANTED}


# what options do to recorded pages


CASES = [case.name for case in fixtures.cases(ROOT / "cassettes")]
SEVERAL = Options(keep={"caption", "related"}, drop={"table", "author_bio"}, images=False, links=False)


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("options", [Options(keep=Reason), Options(drop=BLOCK_KINDS), Options(drop=Reason), SEVERAL])
def test_every_word_of_a_page_is_in_one_block_or_receipt_whatever_the_options(name: str, options: Options) -> None:
    pytest.importorskip("vcr")
    site, _, case = name.partition("/")
    recorded = fixtures.replay(fixtures.Case(ROOT / "cassettes", site, case))
    plain = fixtures.clean(recorded)
    article = clean_html(recorded.body, recorded.url, content_type=recorded.content_type, options=options)
    assert words(article) == words(plain)
    orders = [entry.place.order for entry in article.ledger]
    assert sorted(set(orders)) == orders
    assert (article.title, article.authors, article.published) == (plain.title, plain.authors, plain.published)
    assert not article.removals or set(options.kept) != set(Reason)
    assert not {each.reason for each in article.removals} & options.kept


def words(article: Article) -> Counter[str]:
    return Counter(word for entry in article.ledger for word in entry.text.split())
