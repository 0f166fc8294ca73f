"""Cleaning in many threads at once gives what it gives in one, and what comes out of it can be sent elsewhere."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor

import pytest

from scraper import Article, ScraperError, clean_html, clean_text, errors, fixtures
from scraper.fixtures import laws
from tests import ROOT

CASSETTES = ROOT / "cassettes"
WORKERS, PAGES, ROUNDS = 8, 40, 4


def recorded() -> list[tuple[bytes | str, str]]:
    """PAGES pages with their URLs: the recorded ones, and as many of them again on a host that no rule knows."""
    pages = [fixtures.replay(case) for case in fixtures.cases(CASSETTES)]
    known: list[tuple[bytes | str, str]] = [(page.body, page.url) for page in pages]
    unknown = [(html, f"https://www.tidepost.example/{number}") for number, (html, _) in enumerate(known)]
    return (known + unknown)[:PAGES]


def clean(page: tuple[bytes | str, str]) -> tuple[Article | str, Article]:
    """The article, or the text of the error, and the article of the flattened page."""
    html, url = page
    flat = clean_text(laws.flatten(html), url)
    try:
        return clean_html(html, url), flat
    except ScraperError as error:
        return str(error), flat


def test_many_threads_say_what_one_says() -> None:
    pages = recorded()
    assert len(pages) == PAGES
    alone = [clean(page) for page in pages]
    assert sum(isinstance(article, Article) for article, _ in alone) > PAGES // 2
    with ThreadPoolExecutor(WORKERS) as pool:
        together = list(pool.map(clean, pages * ROUNDS))
    assert together == alone * ROUNDS


def test_the_same_page_in_all_threads_at_once() -> None:
    page = recorded()[0]
    with ThreadPoolExecutor(WORKERS) as pool:
        assert len(set(pool.map(clean, [page] * PAGES))) == 1


def test_every_article_survives_pickling() -> None:
    for page in recorded():
        for article in clean(page):
            copy = pickle.loads(pickle.dumps(article))
            assert copy == article
            assert hash(copy) == hash(article)


KINDS = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, ScraperError)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_error_survives_pickling(kind: type[ScraperError]) -> None:
    one_argument = kind.__init__ is Exception.__init__
    error = kind("it is gone") if one_argument else kind("https://tidepost.example/a", "it is gone")
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is kind
    assert (str(copy), copy.args, copy.exit_code) == (str(error), error.args, error.exit_code)
    assert vars(copy) == vars(error)
    assert "it is gone" in str(copy)


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(b"%PDF-1.7", id="no page"),
        pytest.param("", id="an empty page"),
        pytest.param("<p>x</p>" + "<div>" * 30_000, id="a page too deep"),
    ],
)
def test_an_error_that_was_raised_survives_pickling(page: bytes | str) -> None:
    with pytest.raises(ScraperError) as raised:
        clean_html(page, "https://tidepost.example/a")
    copy = pickle.loads(pickle.dumps(raised.value))
    assert (type(copy), str(copy)) == (type(raised.value), str(raised.value))
