"""The item pipeline in a crawl of Scrapy."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests import ROOT
from tests.integrations.story import CUT, EMPTY, LAST, PAGE
from tests.origin import Answer, Origin

SPIDER = """
import json
import sys
from dataclasses import dataclass

import scrapy
from scrapy.crawler import CrawlerProcess


class Declared(scrapy.Item):
    url = scrapy.Field()
    page = scrapy.Field()
    article = scrapy.Field()


@dataclass
class Plain:
    url: str
    page: str | None = None
    article: dict | None = None


class Harbour(scrapy.Spider):
    name = "harbour"

    async def start(self):
        for path in ("story", "empty", "note"):
            yield scrapy.Request(f"{sys.argv[1]}/{path}")

    def parse(self, response):
        if response.url.endswith("note"):
            yield {"url": response.url, "note": response.text}
            return
        yield {"kind": "response", "page": response}
        yield {"kind": "bytes", "url": response.url, "page": response.body}
        yield Declared(url=response.url, page=response.text)
        yield Plain(response.url, response.text)


process = CrawlerProcess({
    "ITEM_PIPELINES": {"scraper.integrations.scrapy.ArticlePipeline": 300},
    "FEEDS": {sys.argv[2]: {"format": "jsonlines"}},
    "LOG_LEVEL": "WARNING",
    "TELNETCONSOLE_ENABLED": False,
    **json.loads(sys.argv[3]),
})
crawler = process.create_crawler(Harbour)
process.crawl(crawler)
process.start()
print(json.dumps({name: value for name, value in crawler.stats.get_stats().items() if isinstance(value, int)}))
"""


def crawl(server: Origin, folder: Path, **settings: Any) -> tuple[list[dict[str, Any]], dict[str, int], str]:
    """The items of a crawl in another process, its statistics, and what it logged."""
    for path, body in (("story", PAGE.encode()), ("empty", EMPTY.encode()), ("note", b"<p>A note.")):
        answer = Answer(body, headers={"content-type": "text/html; charset=utf-8"})
        server.serve(f"http://127.0.0.1:{server.port}/{path}", answer)
    spider, out = folder / "spider.py", folder / "items.jsonl"
    spider.write_text(SPIDER, "utf-8")
    command = [sys.executable, str(spider), f"http://127.0.0.1:{server.port}", str(out), json.dumps(settings)]
    ended = subprocess.run(
        command, capture_output=True, text=True, timeout=120, env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}
    )
    assert ended.returncode == 0, ended.stderr
    items = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    return items, json.loads(ended.stdout.splitlines()[-1]), ended.stderr


@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
def test_a_crawl_yields_articles(server: Origin, tmp_path: Path) -> None:
    items, stats, log = crawl(server, tmp_path)
    [note] = [item for item in items if "note" in item]
    assert note["note"] == "<p>A note."
    cleaned = [item for item in items if "note" not in item]
    assert len(cleaned) == 4
    for item in cleaned:
        assert item["article"]["title"] == "Harbour opens its books"
        assert LAST in item["article"]["text"]
        assert CUT not in item["article"]["text"]
        assert item["article"]["url"] == f"http://127.0.0.1:{server.port}/story"
        assert not item.get("page")
    assert sorted(item["kind"] for item in cleaned if "kind" in item and "page" not in item) == ["bytes", "response"]
    assert stats["bodycopy/articles"] == 4
    assert stats["bodycopy/EmptyArticle"] == stats["item_dropped_count"] == 4
    assert "Traceback" not in log
    assert "Deprecat" not in log


@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
@pytest.mark.parametrize("reactor", ["asyncioreactor.AsyncioSelectorReactor", "selectreactor.SelectReactor"])
def test_settings_are_heard(server: Origin, tmp_path: Path, reactor: str) -> None:
    options = {"keep": ["newsletter"], "fields": ["title"]}
    items, _, _ = crawl(
        server, tmp_path, BODYCOPY_OPTIONS=options, BODYCOPY_ARTICLE_FIELD="kept",
        TWISTED_REACTOR=f"twisted.internet.{reactor}",
    )  # fmt: skip
    kept = [item["kept"] for item in items if "kept" in item]
    assert len(kept) == 2  # the other items have no such field
    assert all(CUT in article["text"] and article["authors"] == [] for article in kept)
