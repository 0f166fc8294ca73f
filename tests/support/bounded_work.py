"""Clean input that is not a news page, and check that it takes bounded work.

Work is measured in bare parses in the same process, so a slow machine fails no test. The limit is generous, as
quadratic work takes much longer. `benchmarks/hostile.py` has the figures.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cache

import pytest

from scraper import Article, ScraperError, clean_html
from scraper.html.dom import parse_tree

MOST_PARSES = 200
"""How many bare parses of three megabytes of short paragraphs an input may cost. The costliest here costs twenty."""
SENTENCE = "The footbridge at Tallow Creek will close on Monday for eleven weeks, the county said on Tuesday. "
STORY = f"<p>{SENTENCE}</p>" * 5
RULED = "https://theweek.com/politics/footbridge-to-close"
UNKNOWN = "https://www.tidepost.example/2023/04/footbridge-to-close"

hosts = pytest.mark.parametrize("url", [pytest.param(RULED, id="rule"), pytest.param(UNKNOWN, id="generic")])


def outcome(work: Callable[[], Article]) -> Article | ScraperError:
    """The article or the ScraperError that `work` gives. Any other exception fails the test."""
    bare = one_parse()
    begun = time.process_time()
    try:
        result: Article | ScraperError = work()
    except ScraperError as error:
        result = error
    assert time.process_time() - begun < MOST_PARSES * bare
    return result


@cache
def one_parse() -> float:
    """The processor seconds of one bare parse."""
    begun = time.process_time()
    body = parse_tree("<p>some text</p>" * 190_000).body
    assert body is not None
    assert body.text(separator="\n")
    return time.process_time() - begun


def clean_bounded(page: bytes | str, url: str) -> Article | ScraperError:
    """What `clean_html` gives for a page, in bounded work."""
    return outcome(lambda: clean_html(page, url))


def assert_error(result: Article | ScraperError, kind: type[ScraperError], url: str, *words: str) -> None:
    """Assert that `result` is an error of this kind whose text names the page and contains `words`."""
    assert type(result) is kind
    text = str(result)
    assert text.startswith(f"{url}: " if url else "this page: ")
    for word in words:
        assert word in text
