"""Times how one checkout, which is on PYTHONPATH, cleans pages. `benchmarks.speed --against` starts it as a script.

Reads pickles from standard input: first the pages (publisher, URL, HTML, text), then a route and a page's number at a
time. Answers with pickles: where the package `scraper` lies, then the seconds of each cleaning.
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
    """Route → what cleans this page by it."""
    rule = next(rule for rule in RULES if publisher in rule.domains)
    return {
        "generic route": lambda: scraper.clean_html(html, url),
        "rule route": lambda: clean_by_rule(html, url, rule),
        "text route": lambda: scraper.clean_text(text, url),
    }


def clean_by_rule(html: bytes, url: str, rule: Any) -> Any:
    """The article by a rule that is not installed, as this checkout takes one."""
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
