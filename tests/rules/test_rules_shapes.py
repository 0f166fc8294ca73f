"""The types of the fields of a site rule: every invalid value beside a valid one."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from scraper.errors import InvalidRule, ScraperError
from scraper.rules import SiteRule, ad


def rule(**fields: Any) -> SiteRule:
    return SiteRule(**{"domains": ("harbourpost.example",), "body": ("div.story-text",), **fields})


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        pytest.param({"domains": "harbourpost.example"}, "domains=", id="string-of-domains"),
        pytest.param({"domains": ["harbourpost.example"]}, "domains=", id="list-of-domains"),
        pytest.param({"domains": ()}, "domains=", id="no-domain"),
        pytest.param({"domains": ("www.harbourpost.example",)}, "domains=", id="www-domain"),
        pytest.param({"domains": ("HarbourPost.example",)}, "domains=", id="capitals"),
        pytest.param({"domains": ("https://harbourpost.example",)}, "domains=", id="url"),
        pytest.param({"domains": ("harbourpost.example/news",)}, "domains=", id="path"),
        pytest.param({"domains": ("harbourpost",)}, "domains=", id="no-dot"),
        pytest.param({"domains": ("",)}, "domains=", id="empty-domain"),
        pytest.param({"domains": (b"harbourpost.example",)}, "domains=", id="bytes"),
        pytest.param({"body": "div.story-text"}, "body=", id="string-body"),
        pytest.param({"body": ()}, "body=", id="no-body"),
        pytest.param({"body": ("",)}, "body=", id="empty-body"),
        pytest.param({"body": (None,)}, "body=", id="none-in-body"),
        pytest.param({"title": "h1"}, "title=", id="string-title"),
        pytest.param({"subtitle": "h2"}, "subtitle=", id="string-subtitle"),
        pytest.param({"authors": "a"}, "authors=", id="string-authors"),
        pytest.param({"published": "time"}, "published=", id="string-published"),
        pytest.param({"section": "nav"}, "section=", id="string-section"),
        pytest.param({"remove": ("p.ad",)}, "remove=", id="selector-without-a-verb"),
        pytest.param({"remove": ad("p.ad")}, "remove=", id="matcher-without-a-tuple"),
        pytest.param({"remove": [ad("p.ad")]}, "remove=", id="list-of-matchers"),
        pytest.param({"remove": ((ad("p.ad"),),)}, "remove=", id="star-forgotten"),
    ],
)
def test_wrong_shape_names_module_and_field(fields: dict[str, object], named: str) -> None:
    with pytest.raises(InvalidRule) as caught:
        rule(**fields)
    assert caught.value.module == __name__
    assert caught.value.why.startswith(named)


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"domains": ("harbourpost.example", "tide.example")}, id="two-domains"),
        pytest.param({"domains": ("news.harbourpost.example",)}, id="subdomain"),
        pytest.param({"domains": ("wwwharbour.example",)}, id="only-begins-like-www"),
        pytest.param({"body": ("div.story-text", "#old")}, id="two-templates"),
        pytest.param({"body": (), "generic_body": True}, id="no-body-but-the-generic-one"),
        pytest.param({"title": ("h1",), "subtitle": ("h2",), "authors": ("a",)}, id="fields"),
        pytest.param({"remove": ()}, id="nothing-to-remove"),
        pytest.param({"remove": (ad("p.ad"), *(ad("p.advert"),))}, id="star"),
        pytest.param({"repair": str.strip}, id="repair"),
    ],
)
def test_right_shape_beside_it(fields: dict[str, Any]) -> None:
    made = rule(**fields)
    assert {name: getattr(made, name) for name in fields} == fields


def test_error_is_a_scraper_error_and_can_be_pickled() -> None:
    with pytest.raises(ScraperError) as caught:
        rule(body="p")
    again = pickle.loads(pickle.dumps(caught.value))
    assert (type(again), str(again), again.exit_code) == (InvalidRule, str(caught.value), 5)
