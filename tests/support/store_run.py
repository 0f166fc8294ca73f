"""Invented articles of one newspaper, and a run in progress that saves them to a store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import create_engine, text

from scraper.model import Article, Origin, Paragraph, Path, Reason, Removal, Route
from scraper.runs.store import Saved, Store
from scraper.runs.types import Discovered, FetchJob, FetchResult, Outcome, PageResult

NOW = datetime(2026, 3, 2, 8, 0, 0, 250_000, tzinfo=UTC)
HOUR = timedelta(hours=1)
BASE = "https://www.tidepost.example"
FERRY = (
    "The last ferry across Tallow Sound leaves Garrick Harbour at seven, council officers announced Thursday.",
    "Passengers complained about crowded benches, broken lanterns and the captain's habit of whistling throughout.",
    "Edda Marsh, who crosses every weekday with four crates of herring, called this a scandal without precedent.",
    "Nobody has yet explained where thirteen sheep, stranded since Wednesday on Little Skerry, should spend winter.",
)
BRIDGE = (
    "Engineers closed the footbridge at Tallow Creek after inspectors discovered rotten timber beneath one arch.",
    "Repairs will take eleven weeks and cost roughly three hundred thousand dollars, mostly borrowed from the state.",
    "Schoolchildren from Upper Fennimore must meanwhile walk around the reservoir, adding forty minutes.",
    "The mayor, himself a carpenter, offered to inspect the remaining beams personally before autumn storms arrive.",
)
PITCH = "Sign up for our free weekly newsletter."


def article(lines: Sequence[str] = FERRY, pitch: str = PITCH, **fields: Any) -> Article:
    """An article of these paragraphs, from which one pitch was removed."""
    blocks = tuple(Paragraph(line, Path(f"main > p:nth-child({at + 1})", at)) for at, line in enumerate(lines))
    gone = Removal(Reason.NEWSLETTER, "site_rules.tidepost: newsletter('p.tide')", pitch, Path("main > p.tide", 99))
    known = {
        "url": None, "title": "Last ferry", "subtitle": None, "authors": ("Rosa Bellamy",), "published": "2026-03-01",
        "modified": None, "language": "en", "section": None, "images": (), "blocks": blocks, "removals": (gone,),
        "origin": Origin(Route.RULE, "site_rules.tidepost"), **fields,
    }  # fmt: skip
    return Article(**known)


@dataclass
class StoreRun:
    """A run in progress over one source. `now` is its clock, `refetch` the setting of the source in seconds."""

    store: Store
    now: datetime = NOW
    run: str = "run-1"
    refetch: float = 6 * 3600.0
    jobs: dict[str, FetchJob] = field(default_factory=dict)

    def offer(self, *paths: str, when: datetime | None = None, source: str = "tide") -> int:
        return self.store.offer(source, [Discovered(f"{BASE}{path}", when) for path in paths], self.run, self.now)

    def plan(self, most: int = 50, refetch: float = 6 * 3600.0, source: str = "tide") -> list[str]:
        """The paths that are due now."""
        jobs = self.store.plan(source, self.now, most, refetch)
        self.jobs |= {job.url: job for job in jobs}
        return [job.url.removeprefix(BASE) for job in jobs]

    def job(self, path: str) -> FetchJob:
        """The job for `path`, which is offered and planned first where necessary."""
        if f"{BASE}{path}" not in self.jobs:
            self.offer(path)
            self.plan(refetch=0)
        return self.jobs[f"{BASE}{path}"]

    def save(self, path: str, what: Article | Outcome, *, canonical: str = "", **fetched: Any) -> Saved:
        """Save the result of fetching `path`: an article, or an outcome without one."""
        job = replace(self.job(path), refetch=self.refetch)
        if isinstance(what, Article):
            facts = {
                "status": 200,
                "body": f"<p>{what.text}</p>{what.removals}".encode("utf-8", "replace"),
                "content_type": "text/html",
            }
            outcome, found = Outcome.ARTICLE, what
        else:
            facts, outcome, found = {}, what, None
        result = FetchResult(job, outcome, **{"url": job.url, **facts, **fetched})
        return self.store.save(self.run, PageResult(result, found, canonical=canonical), self.now)


@contextmanager
def store_run(url: str) -> Iterator[StoreRun]:
    """A run that has begun on the store at `url`."""
    with Store.open(url) as store:
        run = StoreRun(store)
        store.begin(run.run, "news.toml", run.now)
        yield run


def rows(url: str, query: str) -> list[tuple[Any, ...]]:
    """The result of an SQL query over a connection of its own."""
    engine = create_engine(url)
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(query))]
    engine.dispose()
    return found


def count(url: str, table: str) -> int:
    return int(rows(url, f"SELECT count(*) FROM {table}")[0][0])
