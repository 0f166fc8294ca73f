"""Pages that are cleaned and saved to a store as a run does it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scraper.runs.clean_page import clean_page
from scraper.runs.store import Store
from scraper.runs.types import Discovered, FetchJob, FetchResult, Outcome, PageResult

START = datetime(2026, 11, 1, 6, 0, tzinfo=UTC)
AGENT = "quay-test/1.0 (+https://tidepost.example/bot)"
STORY = (
    "For eleven years the north quay stood empty, and the ice house beside it was let to a climbing club.",
    "Then four trawlers came in on the morning tide, and nobody was there to take their lines, a skipper said.",
    "A hearing is set for May. Until then the mayor has asked both sides to leave each other’s ropes alone.",
    "The harbour office has kept a list of every berth since 1911, and none of them was ever given back.",
)


def page(title: str, *paragraphs: str, published: str = "2026-10-30") -> bytes:
    """A news page with this title and these paragraphs."""
    body = "".join(f"<p>{text}</p>" for text in paragraphs or STORY)
    head = f'<meta charset="utf-8"><title>{title}</title><meta property="article:published_time" content="{published}">'
    return f'<html lang="en"><head>{head}</head><body><article><h1>{title}</h1>{body}</article></body></html>'.encode()


def news_toml(folder: Path, more: str = "") -> Path:
    """Write the configuration of a run whose store is `articles.db` beside it."""
    path = folder / "news.toml"
    source = '[[source]]\nname = "tidepost"\nurls = ["https://tidepost.example/1"]\n'
    path.write_text(f'[run]\nstore = "sqlite:///articles.db"\nuser_agent = "{AGENT}"\n{more}\n{source}', "utf-8")
    return path


def store_url(folder: Path) -> str:
    """The URL of the store that `news_toml` names."""
    return f"sqlite:///{folder}/articles.db"


def keep(store: Store, pages: Iterable[tuple[str, bytes]], now: datetime = START, run_id: str = "r1") -> None:
    """Save `pages` (URL and bytes) in one run, an hour apart."""
    bodies = dict(pages)
    store.begin(run_id, "news.toml", now)
    store.offer("tidepost", [Discovered(url) for url in bodies], run_id, now)
    for number, job in enumerate(sorted(store.plan("tidepost", now, len(bodies) + 1000, 0), key=lambda job: job.id)):
        if job.url in bodies:
            store.save(run_id, result(job, bodies[job.url]), now + timedelta(hours=number))
    store.end(run_id, now, "done", {})


def result(job: FetchJob, body: bytes) -> PageResult:
    """The result of fetching and cleaning a page with this body."""
    fetched = FetchResult(job, Outcome.ARTICLE, job.url, 200, body, "text/html; charset=utf-8")
    if b"<p>" not in body:
        return PageResult(replace(fetched, outcome=Outcome.EMPTY))
    return PageResult(fetched, clean_page(body, fetched.content_type, job.url).article)
