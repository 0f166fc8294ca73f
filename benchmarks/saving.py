"""Measure how many pages per second of processor time a store saves, and its memory: real pages, 40 blocks each.

python -m benchmarks.saving [PAGES] [STORE]
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path

from benchmarks.corpus import publisher_pages
from benchmarks.memory import resident_megabytes
from scraper.model import Article, Origin, Paragraph, Reason, Removal, Route
from scraper.model import Path as Place
from scraper.runs.store import Store
from scraper.runs.types import Discovered, FetchResult, Outcome, PageResult
from tests.farm.prose import story

BLOCKS, REMOVALS = 40, 20
NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def article(number: int, url: str) -> Article:
    """An article of 40 paragraphs that occur in no other article."""
    texts = [text for at in range(7) for text in story("saving", 7 * number + at).paragraphs][:BLOCKS]
    blocks = tuple(Paragraph(text, Place(f"main > p:nth-child({at})", at)) for at, text in enumerate(texts))
    rule = "site_rules.tidepost_example: ad('.mpu')"
    removals = tuple(
        Removal(Reason.AD, rule, "Advertisement", Place(f"div:nth-child({at})", at))
        for at in range(BLOCKS, BLOCKS + REMOVALS)
    )
    origin = Origin(Route.GENERIC)
    return Article(
        url, f"Story {number}", None, ("Rosa Bellamy",), None, None, "en", None, (), blocks, removals, origin
    )


def main(count: int, url: str) -> None:
    """Print the rate and the memory after each tenth of the pages."""
    bodies = cycle([page.html for page in publisher_pages()])
    with Store.open(url) as store:
        store.begin("benchmark", "", NOW)
        store.offer(
            "a", [Discovered(f"https://tidepost.example/{number}") for number in range(count)], "benchmark", NOW
        )
        jobs = store.plan("a", NOW, count, 0.0)
        spent = 0.0
        for tenth in range(10):
            some = jobs[tenth * count // 10 : (tenth + 1) * count // 10]
            results = (
                PageResult(
                    FetchResult(job, Outcome.ARTICLE, job.url, 200, body, "text/html", '"1"'), article(job.id, job.url)
                )
                for job, body in zip(some, islice(bodies, len(some)), strict=True)
            )
            for result in results:
                start = time.process_time()
                store.save("benchmark", result, NOW)
                spent += time.process_time() - start
            done = (tenth + 1) * count // 10
            print(f"{done:8,} pages  {done / spent:7.0f} a second  {resident_megabytes():7.1f} MB")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        given = sys.argv[2] if len(sys.argv) > 2 else f"sqlite:///{Path(folder) / 'articles.db'}"
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000, given)
