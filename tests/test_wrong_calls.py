"""Calls that are easily made wrong give a short message that says what to write."""

from __future__ import annotations

import pytest

from scraper import clean_html, clean_text, errors

URL = "https://www.weirpost.example/news/sluice"
STORY = "".join(f"<p>The sluice was opened at {hour} on Friday, the water board said.</p>" for hour in range(6, 12))
PAGE = f"<!doctype html><html><body><article><h1>Sluice</h1>{STORY}</article></body></html>"


@pytest.mark.parametrize(
    ("html", "url", "message"),
    [
        pytest.param(URL, PAGE * 500, "the page and its URL are swapped: give the page first", id="swapped"),
        pytest.param(URL.encode(), PAGE, "the page and its URL are swapped", id="swapped-bytes"),
        pytest.param(PAGE, PAGE * 500, "the URL is not a web address: give the page first", id="page-twice"),
        pytest.param(PAGE, "x" * 20_000, "the URL is not a web address", id="long"),
        pytest.param(URL, URL, "this is the address of a page, not the page: fetch it first", id="address-twice"),
        pytest.param(URL, None, "this is the address of a page", id="address-alone"),
    ],
)
def test_a_page_and_its_address_are_told_apart(html: bytes | str, url: str | None, message: str) -> None:
    with pytest.raises(errors.UsageError, match=message) as raised:
        clean_html(html, url)
    assert len(str(raised.value)) < 120


def test_a_page_that_begins_with_an_address_is_a_page() -> None:
    assert "water board" in clean_html(f"{URL} {PAGE}", URL).text


@pytest.mark.parametrize(
    "text",
    [PAGE, f"\n\n  {PAGE.upper()}", f"<body>{STORY}", "<table><tr><td><b>By Ada Example</b></td></tr></table>"],
    ids=range(4),
)
def test_html_given_as_text_is_refused_and_says_what_to_call(text: str) -> None:
    with pytest.raises(errors.UsageError, match="this is HTML, and clean_text takes flattened text: call clean_html"):
        clean_text(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("Sign up for our newsletter", id="no-article"),
        pytest.param("A page begins with <!doctype html>, the handbook says, and it ends with </html>.", id="of-html"),
    ],
)
def test_text_is_text(text: str) -> None:
    assert clean_text(text).url is None
