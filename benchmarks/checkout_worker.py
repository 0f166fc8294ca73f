"""Time the cleaner of the checkout on PYTHONPATH. `benchmarks.speed --against` starts this file as a script.

It reads pickles from standard input, first the pages (publisher, URL, HTML, text), then a route and a page number at a
time. It writes pickles: the path of the package `scraper`, then the seconds for each page.
"""

from __future__ import annotations

import inspect
import pickle
import sys
import time
from collections.abc import Callable
from typing import Any

from publisher_rules import RULES

import scraper


def cleaners(publisher: str, url: str, html: bytes, text: str) -> dict[str, Callable[[], Any]]:
    """Route → function that cleans this page."""
    rule = next(rule for rule in RULES if publisher in rule.domains)
    return {
        "generic route": lambda: scraper.clean_html(html, url),
        "rule route": lambda: clean_by_rule(html, url, rule),
        "text route": lambda: scraper.clean_text(text, url),
    }


def clean_by_rule(html: bytes, url: str, rule: Any) -> Any:
    """The article by a rule that is not installed, in a call that this checkout accepts."""
    if HAS_RULE:
        return scraper.clean_html(html, url, rule=NamedRule("publisher_rules", rule))
    return scraper.cleaning.clean_html(html, url, rule, "publisher_rules")


HAS_RULE = "rule" in inspect.signature(scraper.clean_html).parameters
if HAS_RULE:
    from scraper.rules import NamedRule


def main() -> None:
    """Answer until standard input ends."""
    pages = [cleaners(*page) for page in pickle.load(sys.stdin.buffer)]
    _answer(scraper.__file__)
    while sys.stdin.buffer.peek(1):
        route, number = pickle.load(sys.stdin.buffer)
        clean = pages[number][route]
        start = time.perf_counter()
        clean()
        _answer(time.perf_counter() - start)


def _answer(value: object) -> None:
    pickle.dump(value, sys.stdout.buffer)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
