"""Options of the library: `timeout` ends a page that takes too long, and changes nothing for the others."""

from __future__ import annotations

import time

import pytest

from scraper import Options, SiteRule, clean_html, clean_text, errors
from scraper.rules import newsletter

STORY = "".join(
    f"<p>The ferry to Tallow Island sails at {hour} o'clock again from Monday, the harbour office said.</p>"
    for hour in ("six", "eight", "ten", "noon")
)
PAGE = f"<html><body><article><h1>Ferry</h1>{STORY}<p class=tide>Sign up for our letter.</p></article></body></html>"
URL = "https://www.tidepost.example/2026/03/ferry"
PATIENT = Options(timeout=60)


def stuck(html: str) -> str:
    """A repair that never ends."""
    time.sleep(600)
    return html


def test_a_page_and_a_text_are_the_same_with_a_limit() -> None:
    rule = SiteRule(domains=("tidepost.example",), body=("article",), remove=(newsletter("p.tide"),))
    assert clean_html(PAGE, URL, rule=rule, options=PATIENT) == clean_html(PAGE, URL, rule=rule)
    assert clean_text("Ferry\n\nIt sails again.", options=PATIENT) == clean_text("Ferry\n\nIt sails again.")


def test_errors_are_the_same_with_a_limit() -> None:
    with pytest.raises(errors.EmptyArticle) as without:
        clean_html("", URL)
    with pytest.raises(errors.EmptyArticle) as limited:
        clean_html("", URL, options=PATIENT)
    assert str(limited.value) == str(without.value)


def test_a_page_that_takes_too_long_is_an_error_that_says_so() -> None:
    rule = SiteRule(domains=("tidepost.example",), body=("article",), repair=stuck)
    with pytest.raises(errors.TooCostly, match=r"takes more than 0\.5 seconds.*longer timeout") as raised:
        clean_html(PAGE, URL, rule=rule, options=Options(timeout=0.5))
    assert raised.value.url == URL
    assert raised.value.exit_code == 4


def test_a_rule_that_cannot_be_sent_is_refused_with_the_reason() -> None:
    rule = SiteRule(domains=("tidepost.example",), body=("article",), repair=lambda html: html)
    with pytest.raises(errors.UsageError, match="repair= must be a function at the top level of a module"):
        clean_html(PAGE, URL, rule=rule, options=PATIENT)


@pytest.mark.parametrize("timeout", [0, -1, float("nan"), float("inf"), True, "5"])
def test_a_timeout_that_cannot_be_meant_is_refused(timeout: float) -> None:
    with pytest.raises(errors.UsageError, match="give seconds"):
        Options(timeout=timeout)
