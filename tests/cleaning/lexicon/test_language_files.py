"""The language files: each has every key in the right shape, and each pattern takes its example, first and for good."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Any

import pytest

from scraper import clean_text
from scraper.cleaning.lexicon import label_key, languages, notices, pack
from scraper.cleaning.lexicon.matching import Pattern
from scraper.cleaning.metadata.dates import month_number
from scraper.model import Reason
from scraper.rules.patterns import folded, matches, pattern_fault
from tests.support.stories import story

WEIGHED = {
    "common", "sentence_starts", "clock_words", "date_words", "you", "we", "attribution", "imperatives",
    "newsletter_words", "frequency_words", "subscription_words", "app_words", "appeal_verbs", "donation_words",
    "newsroom_words", "urgency_words", "buttons", "end_markers", "unmistakable", "credit_words", "credit_joiners",
    "byline_words", "name_joiners", "name_particles", "chapter_words", "notice_words",
    "no_article_paths", "seldom_article_paths",
}  # fmt: skip
"""Lists of words and phrases in lower case."""
WRITTEN = {"byline_openers", "role_joiners", "ranks", "roles", "currencies", "glued_labels", "months"}
"""Lists of words as they are written."""
MAY_BE_EMPTY = {"ordinals", "date_joiners"}
EXPRESSIONS = {"bio_verbs", "bio_jobs", "read_time", "glued_pointer"}
"""Regular expressions."""
NOTICES = {"walls", "unread", "feed_footers", "bot_checks", "not_found", "consent_pages"}
TABLES = {"labels", "patterns", *NOTICES}
every_language = pytest.mark.parametrize("language", languages())


def data(language: str) -> dict[str, Any]:
    text = files("scraper.cleaning.lexicon").joinpath(f"{language}.toml").read_text("utf-8")
    return tomllib.loads(text)


def test_the_languages_are_those_that_have_a_file() -> None:
    assert languages()[0] == "en"
    assert {"de", "en", "es", "fr"} <= set(languages())
    assert list(languages()[1:]) == sorted(languages()[1:])


@every_language
def test_every_key_is_there_and_no_other(language: str) -> None:
    assert set(data(language)) == WEIGHED | WRITTEN | MAY_BE_EMPTY | EXPRESSIONS | TABLES


@every_language
def test_every_list_holds_words_once(language: str) -> None:
    own = data(language)
    for key in WEIGHED | WRITTEN | MAY_BE_EMPTY:
        words = own[key]
        assert isinstance(words, list), key
        assert words or key in MAY_BE_EMPTY, key
        assert all(isinstance(word, str) and word and not word.startswith(" ") for word in words), key
        assert sorted(set(words)) == sorted(words), key


@every_language
def test_words_are_written_as_they_are_compared(language: str) -> None:
    own = data(language)
    odd = {word for key in WEIGHED for word in own[key] if word != word.lower() or "’" in word}
    assert odd == set()


@every_language
def test_a_year_has_twelve_months(language: str) -> None:
    assert len(data(language)["months"]) == 12


def test_a_month_has_one_number_in_all_languages() -> None:
    numbers: dict[str, set[int]] = {}
    for language in languages():
        for number, names in enumerate(data(language)["months"], 1):
            for name in names.split():
                numbers.setdefault(name, set()).add(number)
    assert {name: found for name, found in numbers.items() if len(found) > 1} == {}
    assert {name: month_number(name.title()) for name in numbers} == {name: min(numbers[name]) for name in numbers}


@every_language
def test_every_expression_compiles(language: str) -> None:
    own = data(language)
    for key in EXPRESSIONS:
        re.compile(own[key])
    assert re.search(own["read_time"], "") is None


@every_language
def test_every_reason_with_words_of_its_own_has_them(language: str) -> None:
    own = data(language)
    assert {Reason(reason) for reason in own["labels"]} >= {Reason.NEWSLETTER, Reason.AD, Reason.RELATED, Reason.SHARE}
    assert {Reason(reason) for reason in own["patterns"]} >= set(Reason) - {
        Reason.TITLE, Reason.SUBTITLE, Reason.BREADCRUMB, Reason.CAPTION, Reason.DUPLICATE, Reason.CREDIT,
        Reason.UNWANTED,
    }  # fmt: skip


@every_language
def test_a_label_is_there_once_and_has_one_reason(language: str) -> None:
    found: dict[str, list[str]] = {}
    for reason, labels in data(language)["labels"].items():
        for label in labels:
            found.setdefault(label_key(label), []).append(reason)
    assert {key: reasons for key, reasons in found.items() if len(reasons) > 1 or not key} == {}


@every_language
def test_notices_match_their_examples(language: str) -> None:
    for table in NOTICES:
        for name, fields in data(language)[table].items():
            assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", name), name
            assert set(fields) == {"example", "match"}, name
            assert pattern_fault(f"^{fields['match']}") == "", name
            assert matches(fields["match"], fields["example"]), name
            assert notices(table).match(folded(fields["example"])), name


PATTERNS = [pytest.param(each, id=str(each)) for language in languages() for each in pack(language).patterns]
every_pattern = pytest.mark.parametrize("pattern", PATTERNS)


@every_pattern
def test_a_pattern_is_named_anchored_and_valid(pattern: Pattern) -> None:
    assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", pattern.id)
    assert [fault for fault in map(pattern_fault, (pattern.match, pattern.needs, pattern.unless)) if fault] == []


@every_pattern
def test_a_pattern_takes_its_example_before_any_other(pattern: Pattern) -> None:
    assert pack(pattern.language).pattern(folded(pattern.example)) == pattern


@every_pattern
def test_the_example_leaves_a_page_by_its_pattern_and_nothing_else_does(pattern: Pattern) -> None:
    *front, last, end = story(pattern.language)
    page = "\n\n".join([*front, pattern.example, last, end])
    article = clean_text(page, f"https://www.tidepost.example/{pattern.language}/1")
    found = [(str(removal.reason), removal.rule, removal.text) for removal in article.removals]
    assert found == [(str(pattern.reason), str(pattern), pattern.example)]
