"""What came of an input that is no news page, in bounded work.

Work is measured against a bare parse in the same process, with much to spare: what is quadratic takes far longer, and a
slow or busy machine fails nothing. `benchmarks/hostile.py` has the figures.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cache

import pytest

from scraper import Article, ScraperError, clean_html
from scraper.html.dom import parse_tree

MOST_PARSES = 200
"""How many bare parses of three megabytes of short paragraphs any input may cost; the costliest here costs twenty."""
SENTENCE = "The footbridge at Tallow Creek will close on Monday for eleven weeks, the county said on Tuesday. "
STORY = f"<p>{SENTENCE}</p>" * 5
RULED = "https://theweek.com/politics/footbridge-to-close"
UNKNOWN = "https://www.tidepost.example/2023/04/footbridge-to-close"

hosts = pytest.mark.parametrize("url", [pytest.param(RULED, id="rule"), pytest.param(UNKNOWN, id="generic")])


def outcome(work: Callable[[], Article]) -> Article | ScraperError:
    """What came of it. Anything but an `Article` or a `ScraperError` is raised, and fails the test."""
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
    """The processor time of one bare parse."""
    begun = time.process_time()
    body = parse_tree("<p>some text</p>" * 190_000).body
    assert body is not None
    assert body.text(separator="\n")
    return time.process_time() - begun


def clean_bounded(page: bytes | str, url: str) -> Article | ScraperError:
    return outcome(lambda: clean_html(page, url))


def assert_error(result: Article | ScraperError, kind: type[ScraperError], url: str, *words: str) -> None:
    """It is an error of that kind whose text names the page, what is wrong, and what to do."""
    assert type(result) is kind
    text = str(result)
    assert text.startswith(f"{url}: " if url else "this page: ")
    for word in words:
        assert word in text
