"""JSON-LD of many shapes, broken and whole."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.cleaning.metadata import Metadata
from tests.cleaning.metadata.test_metadata import META, WHOLE, linked, read

OTHER = {"@type": "Organization", "name": "Tide Post", "headline": "Tide Post"}
SHAPES = [
    pytest.param(WHOLE, id="object"),
    pytest.param([OTHER, WHOLE], id="list"),
    pytest.param({"@context": "https://schema.org", "@graph": [OTHER, WHOLE]}, id="graph"),
    pytest.param([{"@graph": [OTHER, WHOLE]}], id="graph-in-a-list"),
    pytest.param({"@type": "WebPage", "mainEntity": WHOLE}, id="main-entity"),
    pytest.param({**WHOLE, "@type": ["NewsArticle", "Thing"]}, id="two-types"),
    pytest.param({**WHOLE, "@type": "https://schema.org/NewsArticle"}, id="type-as-address"),
    pytest.param({**WHOLE, "@type": "BlogPosting"}, id="posting"),
    pytest.param({**WHOLE, "headline": ["Kite club wins back its hill", "Kites"]}, id="list-of-headlines"),
    pytest.param({**WHOLE, "headline": "Kite&nbsp;club wins back its hill"}, id="entity-in-the-headline"),
]


@pytest.mark.parametrize("data", SHAPES)
def test_linked_data_of_many_shapes(data: Any) -> None:
    found = read(linked(data))
    assert found.title == "Kite club wins back its hill"
    assert found.authors == ("Nora Ashby",)


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param('{"@type": "NewsArticle", "headline": "Kite', id="cut-off"),
        pytest.param('{"@type": "NewsArticle", "headline": "Kite" "x"}', id="comma-left-out"),
        pytest.param("<!-- Article headline is not here -->", id="comment"),
        pytest.param('"NewsArticle and nothing else"', id="string"),
        pytest.param("[" * 100_000 + '"Article"', id="nested-beyond-counting"),
        pytest.param('{"@type": {"NewsArticle": 1}, "headline": "No"}', id="type-is-an-object"),
        pytest.param('{"@type": null, "headline": "Not an article"}', id="no-type"),
        pytest.param('{"@type": "Organization", "headline": "Not an article"}', id="another-type"),
        pytest.param('{"@type": "NewsArticle", "headline": null, "author": {"name": {}}}', id="values-of-other-types"),
        pytest.param('{"@type": "NewsArticle", "headline": 7, "datePublished": 7.5}', id="numbers"),
        pytest.param('{"@type": "NewsArticle", "n": ' + "9" * 5000 + "}", id="number-beyond-counting"),
    ],
)
def test_broken_linked_data_leaves_it_to_meta_tags(broken: str) -> None:
    found = read(linked(broken) + META)
    assert found.title == "Kite club beats water company"
    assert found.authors == ("Bo Sample",)
    assert found.published == "2023-04-05T08:00:00+00:00"


def test_broken_linked_data_beside_a_whole_one() -> None:
    assert read(linked('{"headline": ') + linked(WHOLE)).title == "Kite club wins back its hill"


def test_line_breaks_within_a_string_are_forgiven() -> None:
    text = json.dumps(WHOLE).replace("wins back", "wins\nback")
    assert read(linked(text)).title == "Kite club wins back its hill"


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=8), lambda inner: st.lists(inner, max_size=3), max_leaves=4
    )
)
def test_no_value_of_linked_data_is_too_strange(value: Any) -> None:
    for field in WHOLE:
        found = read(linked(json.dumps({**WHOLE, field: value}).replace("</", "<\\/")))
        assert isinstance(found, Metadata)


TEXT = json.dumps(WHOLE)


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(f"//<![CDATA[\n{TEXT}\n//]]>", id="cdata-behind-a-comment"),
        pytest.param(f"/*<![CDATA[*/{TEXT}/*]]>*/", id="cdata-in-comments"),
        pytest.param(f"<!-- {TEXT} -->", id="html-comment"),
        pytest.param(TEXT[:-1] + ",}", id="comma-before-the-end"),
        pytest.param(json.dumps(OTHER) + "\n" + TEXT, id="two-objects"),
        pytest.param(f"\ufeff{TEXT};", id="byte-order-mark-and-semicolon"),
        pytest.param(TEXT.replace(", ", ",, ", 1), id="two-commas"),
        pytest.param(TEXT[:-1] + r', "note": "it\'s 5 \% off"}', id="escapes-that-json-lacks"),
        pytest.param(TEXT.replace('"', "&quot;"), id="quotation-marks-as-entities"),
    ],
)
def test_linked_data_in_a_wrapping(script: str) -> None:
    found = read(linked(script))
    assert (found.authors, found.published) == (("Nora Ashby",), "2023-04-06T09:30:00+01:00")


@pytest.mark.parametrize(
    "author",
    [
        pytest.param({"author": {"name": {"@value": "Nora Ashby"}}}, id="value"),
        pytest.param({"author": {"@list": [{"name": "Nora Ashby"}]}}, id="list"),
        pytest.param({"author": {"@type": "Role", "author": {"name": "Nora Ashby"}}}, id="role"),
        pytest.param({"author": None, "creator": ["Nora Ashby"]}, id="creator"),
        pytest.param({"author": {"name": "<a href='/ashby'>Nora Ashby</a>"}}, id="markup"),
        pytest.param({"author": {"@id": "#ashby"}}, id="reference-to-another-script"),
        pytest.param({"author": "#ashby"}, id="reference-without-an-object"),
    ],
)
def test_authors_of_many_shapes(author: dict[str, Any]) -> None:
    person = {"@type": "Person", "@id": "#ashby", "name": "Nora Ashby"}
    assert read(linked({**WHOLE, **author}) + linked(person)).authors == ("Nora Ashby",)


def test_an_article_that_a_page_has_as_its_part_and_a_date_in_an_object() -> None:
    article = {**WHOLE, "datePublished": {"@type": "Date", "@value": "2023-04-06T09:30:00+01:00"}}
    found = read(linked({"@type": "WebPage", "hasPart": [article]}))
    assert (found.authors, found.published) == (("Nora Ashby",), "2023-04-06T09:30:00+01:00")


def test_a_script_whose_type_names_a_charset() -> None:
    script = linked(WHOLE).replace("ld+json", "ld+json; charset=utf-8")
    assert read(script).authors == ("Nora Ashby",)


def test_of_two_articles_the_one_with_the_headline_of_the_page_counts() -> None:
    other = {**WHOLE, "headline": "Ten kites for the summer", "author": {"name": "Shop Desk"}, "image": "k", "url": "u"}
    headline = "<h1>Kite club wins back its hill</h1>"
    for data in ([WHOLE, other], [other, WHOLE]):
        assert read(linked(data), headline).authors == ("Nora Ashby",)


def test_an_author_that_is_a_reference() -> None:
    author = {"@type": "Person", "@id": "https://tidepost.example/#nora", "name": "Nora Ashby"}
    article = {**WHOLE, "author": [{"@id": author["@id"]}]}
    assert read(linked({"@graph": [article, author]})).authors == ("Nora Ashby",)
    assert read(linked({"@graph": [{**article, "author": {"@id": "#nobody"}}, author]})).authors == ()


def test_an_author_with_given_and_family_name() -> None:
    assert read(linked({**WHOLE, "author": {"givenName": "Nora", "familyName": "Ashby"}})).authors == ("Nora Ashby",)


def test_a_surname_of_two_with_y_between_is_one_person() -> None:
    assert read(linked({**WHOLE, "author": "Marcelino Lobos y Pardo"})).authors == ("Marcelino Lobos y Pardo",)
    assert read(linked({**WHOLE, "author": "Ana Lobos y Luis Pardo"})).authors == ("Ana Lobos", "Luis Pardo")


def test_a_headline_with_a_dash_stays_whole_where_the_title_adds_the_site() -> None:
    head = "<title>Kite war ends – for now | Tide Post</title>" + linked(
        {**WHOLE, "headline": "Kite war ends – for now"}
    )
    assert read(head).title == "Kite war ends – for now"
    head = "<title>Kite war ends | Tide Post</title>" + linked({**WHOLE, "headline": "Kite war ends | Tide Post"})
    assert read(head).title == "Kite war ends"
