"""What a class name or an id says of its element, and what it does not."""

from __future__ import annotations

import pytest

from scraper.cleaning.class_hints import hint_of
from scraper.model import Reason


@pytest.mark.parametrize(
    ("name", "strong"),
    [
        pytest.param("related-posts", Reason.RELATED, id="pair"),
        pytest.param("block__newsletterSignup", Reason.NEWSLETTER, id="camel-case"),
        pytest.param("has-comments", None, id="state"),
        pytest.param("without-ads", None, id="state-without"),
        pytest.param("tag-trending", None, id="topic"),
        pytest.param("tag-list", Reason.FURNITURE, id="not-a-topic"),
        pytest.param("road headline", None, id="no-part-of-a-word"),
        pytest.param("leia-mais", Reason.RELATED, id="portuguese"),
        pytest.param("box czytajTez", Reason.RELATED, id="polish"),
        pytest.param("wp-embedded-content", Reason.RELATED, id="embedded-post"),
        pytest.param("x" * 5000, None, id="long"),
    ],
)
def test_a_name_says_what_an_element_is_for(name: str, strong: Reason | None) -> None:
    assert hint_of(name).strong is strong


@pytest.mark.parametrize("name", ["article-body", "storyBody", "entry__content", "c-post-text", "richtext"])
def test_a_name_says_that_an_element_holds_a_story(name: str) -> None:
    assert hint_of(name).content


def test_parts_of_a_page_builder_are_no_widgets() -> None:
    assert hint_of("elementor-element elementor-widget elementor-widget-heading") == hint_of("")
    assert hint_of("elementor-element widget").weak is Reason.RELATED
