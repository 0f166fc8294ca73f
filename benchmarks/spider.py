"""A typical run with Scrapy and trafilatura: a spider over sitemaps, and a pipeline that extracts and stores.

python -m benchmarks.spider STORE SITEMAP...
"""

from __future__ import annotations

import sqlite3
import sys
import zlib
from collections.abc import Iterator
from typing import Any

from scrapy.crawler import CrawlerProcess
from scrapy.http import Response, TextResponse
from scrapy.spiders import SitemapSpider
from trafilatura import extract

AGENT = "farm-bench/1.0 (+https://farm.example/bot)"
_LEVEL = 3
"""The zlib level of the pages in the store of a run."""


class News(SitemapSpider):
    """Fetches every page in the sitemaps."""

    name = "news"

    def parse(self, response: Response, **kwargs: Any) -> Iterator[dict[str, Any]]:
        """Hand the page to the pipeline unchanged."""
        if isinstance(response, TextResponse):
            yield {"url": response.url, "text": response.text, "body": response.body}


class Keeper:
    """Extracts and saves each page in one transaction, in a database with the settings of a run's store."""

    def __init__(self, path: str) -> None:
        self._path = path

    @classmethod
    def from_crawler(cls, crawler: Any) -> Keeper:
        """Create the pipeline with the database that the settings name."""
        return cls(crawler.settings["KEEPER_PATH"])

    def open_spider(self) -> None:
        """Create a database with one table."""
        self._store = sqlite3.connect(self._path, isolation_level=None)
        self._store.execute("PRAGMA journal_mode=WAL")
        self._store.execute("PRAGMA synchronous=NORMAL")
        self._store.execute("CREATE TABLE items (url TEXT PRIMARY KEY, text TEXT NOT NULL, page BLOB NOT NULL)")

    def process_item(self, item: dict[str, Any]) -> dict[str, Any]:
        """Extract and save one page."""
        text = extract(item["text"], url=item["url"], include_comments=False) or ""
        row = item["url"], text, zlib.compress(item["body"], _LEVEL)
        self._store.execute("INSERT INTO items VALUES (?, ?, ?)", row)
        return item

    def close_spider(self) -> None:
        """Close the database."""
        self._store.close()


def main(path: str, sitemaps: list[str]) -> None:
    """Crawl once into the database at `path`."""
    settings = {
        "USER_AGENT": AGENT,
        "ROBOTSTXT_OBEY": True,
        "DOWNLOAD_DELAY": 0,
        "CONCURRENT_REQUESTS": 16,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
        "COOKIES_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "LOG_LEVEL": "WARNING",
        "ITEM_PIPELINES": {Keeper: 300},
        "KEEPER_PATH": path,
    }
    process = CrawlerProcess(settings)
    process.crawl(News, sitemap_urls=sitemaps)
    process.start()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
