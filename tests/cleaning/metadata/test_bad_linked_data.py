"""JSON-LD and addresses that are none cost no article."""

from __future__ import annotations

import pytest

from scraper import Article, clean_text
from scraper.errors import EmptyArticle
from tests.support.bounded_work import SENTENCE, STORY, assert_error, clean_bounded, hosts, outcome

# ---- JSON-LD

ARTICLE = '"@context":"https://schema.org","@type":"NewsArticle"'
BROKEN = {
    "cut off": f'{{{ARTICLE},"headline":"Footbridge to cl',
    "no JSON at all": '"headline" NewsArticle',
    "null": 'null "headline" NewsArticle',
    "single quotes": "{'@type':'NewsArticle','headline':'Footbridge'}",
    "numbers for texts": f'{{{ARTICLE},"headline":5,"author":7,"datePublished":8,"articleSection":9,"inLanguage":1}}',
    "lists for texts": f'{{{ARTICLE},"headline":["a",["b"]],"datePublished":[[]],"articleSection":[],"author":[[[]]]}}',
    "objects for texts": f'{{{ARTICLE},"headline":{{"a":1}},"datePublished":{{}},"author":{{"name":{{"name":[1]}}}}}}',
    "truths for texts": f'{{{ARTICLE},"headline":true,"author":false,"datePublished":null,"isAccessibleForFree":[]}}',
    "authors of every kind": f'{{{ARTICLE},"headline":"x","author":[[{{"name":[1,null]}}],3,"By",{{}},{{"name":""}}]}}',
    "a graph that is a text": '{"@graph":"NewsArticle","headline":"x"}',
    "a graph that is a number": '{"@graph":12,"@type":"NewsArticle","headline":"x"}',
    "a graph of graphs": '{"@graph":[[{"@graph":[{"@type":["NewsArticle",{}],"headline":"x"}]}],null,3]}',
    "a type that is an object": '{"@type":{"@id":"NewsArticle"},"headline":"x"}',
    "nested for ever": "[" * 100_000 + '"NewsArticle"',
    "objects for ever": '{"@graph":' * 50_000 + '"NewsArticle"',
    "a number of 10,000 digits": f'{{{ARTICLE},"headline":"x","wordCount":{"9" * 10_000}}}',
    "infinite": f'{{{ARTICLE},"headline":"x","wordCount":Infinity,"datePublished":NaN}}',
    "a count that is none": f'{{{ARTICLE},"headline":"x","wordCount":{{"a":[]}},"hasPart":3,"articleBody":[1]}}',
    "parts of every kind": f'{{{ARTICLE},"headline":"x","hasPart":[1,null,{{"isAccessibleForFree":{{}}}},[[]]]}}',
    "impossible dates": f'{{{ARTICLE},"headline":"x","datePublished":"9999-99-99","dateModified":"999999999999"}}',
    "a year too many": f'{{{ARTICLE},"headline":"x","datePublished":"{"1" * 5_000}"}}',
    "half a surrogate": f'{{{ARTICLE},"headline":"\\ud800 x"}}',
    "control characters": f'{{{ARTICLE},"headline":"a\x01\n\x00b"}}',
}


@hosts
@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
def test_broken_json_ld_costs_no_article(data: str, url: str) -> None:
    page = f"<html><head><script type='application/ld+json'>{data}</script></head><article>{STORY}</article></html>"
    article = clean_bounded(page, url)
    assert isinstance(article, Article)
    assert SENTENCE.strip() in article.text
    assert article.title is None or isinstance(article.title, str)
    assert all(isinstance(name, str) for name in article.authors)
    for field in (article.published, article.modified, article.section, article.language, article.subtitle):
        assert field is None or isinstance(field, str)


# ---- a URL that is none

URLS = [
    pytest.param("not a url", id="words"),
    pytest.param("http://[::1", id="half an address"),
    pytest.param("http://[", id="a bracket"),
    pytest.param("javascript:alert(1)", id="a script"),
    pytest.param("", id="nothing"),
    pytest.param(" ", id="a space"),
    pytest.param("//", id="slashes"),
    pytest.param("http://", id="no host"),
    pytest.param("http://a..b/", id="an empty label"),
    pytest.param("http://xn--/", id="a broken international name"),
    pytest.param("http://theweek.com:99999999/", id="an impossible port"),
    pytest.param("\x00\xff\ud800", id="noise"),
    pytest.param("https://" + "a." * 5_000, id="10 KB of labels"),
    pytest.param("mailto:rosa@tidepost.example", id="an address of mail"),
]


@pytest.mark.parametrize("url", URLS)
def test_a_url_that_is_none_costs_no_article(url: str) -> None:
    page = f"<base href='http://['><article><img src='/a.jpg'>{STORY}</article>"
    article = clean_bounded(page, url)
    assert isinstance(article, Article)
    assert SENTENCE.strip() in article.text
    flat = outcome(lambda: clean_text(SENTENCE * 3, url))
    assert isinstance(flat, Article)
    assert flat.text == (SENTENCE * 3).strip()


@pytest.mark.parametrize("url", URLS)
def test_an_error_with_a_url_that_is_none_can_be_read(url: str) -> None:
    assert_error(clean_bounded("", url), EmptyArticle, url, "the page is empty")
