"""The part of a store that the status and the report read, for simulated sites with thirty runs each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from typing import Any, cast

from scraper.model import Article, DecisionOrigin, Origin, Paragraph, Path, Reason, Removal, Route
from scraper.runs.monitoring.verdict import judge_site
from scraper.runs.site_stats import SiteStats
from scraper.runs.store import FailedPage, RawPage, RunRow, Store, Stored
from scraper.runs.types import Finding, Verdict
from tests.support.simulated_site import STORY, SimulatedSite

START = datetime(2026, 10, 1, 6, 0, tzinfo=UTC)
EVERY = timedelta(hours=8)


def article(url: str, *, kept: int = 2400, cut: int = 300, ruled: bool = True, title: str = "") -> Article:
    """An article with `kept` characters of text and `cut` characters removed."""
    blocks = (Paragraph("word " * (kept // 5), Path("p", 1)),) if kept else ()
    removals = (
        Removal(
            Reason.NEWSLETTER, "harbour: newsletter('p')", "pitch " * (cut // 6), Path("p", 2), DecisionOrigin.SITE
        ),
    )
    return Article(
        url, title or f"The tide at {url[-2:]}", None, (), None, None, "en", None, (), blocks, removals,
        Origin(Route.RULE, "harbour", STORY) if ruled else Origin(Route.GENERIC), 1.0 if ruled else 0.4,
    )  # fmt: skip


@dataclass
class FakeStore:
    """Runs are numbered from 0, the oldest. `seen` has None for runs without the site."""

    seen: dict[str, list[SiteStats | None]] = field(default_factory=dict)
    kept: list[Article] = field(default_factory=list)
    findings: dict[str, list[Finding]] = field(default_factory=dict)
    failed: dict[str, list[FailedPage]] = field(default_factory=dict)

    def add(self, site: SimulatedSite) -> None:
        """Add a site with its runs and a verdict on each of the last six. All earlier verdicts are OK."""
        self.seen[site.name] = list(site.runs)
        runs = list(enumerate(site.runs))
        self.findings[site.name] = [Finding(site.name, Verdict.OK) for _ in runs[:-6]]
        self.findings[site.name] += [judge_site(run, site.runs[:number][::-1]) for number, run in runs[-6:]]

    def as_store(self) -> Store:
        return cast(Store, self)

    def runs(self, most: int = 30) -> list[RunRow]:
        count = max((len(runs) for runs in self.seen.values()), default=0)
        rows = [
            RunRow(
                f"r{number}", "news.toml", START + number * EVERY, START + number * EVERY + timedelta(seconds=95),
                f"{len(self.seen)} sites: 120 found, 14 new in 95 s; all well", {"found": 120, "new": 14},
            )
            for number in range(count)
        ]  # fmt: skip
        return rows[::-1][:most]

    def site_run(self, run_id: str, site: str) -> SiteStats | None:
        return self.seen[site][int(run_id[1:])]

    def history(self, site: str, most: int = 30) -> list[SiteStats]:
        return [run for run in self.seen[site] if run is not None][::-1][:most]

    def verdicts(self, site: str, most: int = 500) -> list[tuple[datetime, Verdict]]:
        verdicts = [(START + number * EVERY, finding.verdict) for number, finding in enumerate(self.findings[site])]
        return verdicts[::-1][:most]

    def verdict_since(self, site: str, verdict: Verdict) -> datetime | None:
        streak = list(takewhile(lambda row: row[1] is verdict, self.verdicts(site)))
        return streak[-1][0] if streak else None

    def last_findings(self) -> tuple[RunRow | None, Sequence[Finding]]:
        rows = self.runs(1)
        return (rows[0] if rows else None), [findings[-1] for _, findings in sorted(self.findings.items())]

    def failing(self, most: int = 3) -> dict[str, list[FailedPage]]:
        return {site: pages[:most] for site, pages in self.failed.items()}

    def raw_page(self, url: str) -> RawPage | None:
        return None

    def articles(self, *, since: datetime | None = None, site: str | None = None) -> Iterator[Stored]:
        for number, item in enumerate(self.kept):
            when, host = START + number * EVERY, (item.url or "").split("/")[2]
            if (site is None or host == site) and (since is None or when >= since):
                yield Stored(number, item.url or "", host, 1, when, when, item)

    def article(self, url: str) -> Stored | None:
        return next((stored for stored in self.articles() if stored.url == url), None)


def farm(sites: int = 20, days: int = 30) -> FakeStore:
    """A store of `sites` sites: one redesigned, one with a new pitch, one blocked, one with a dead matcher."""
    happened: dict[int, dict[str, Any]] = {
        1: {"redesign": True}, 2: {"pitch": 1.0}, 3: {"blocked": 1.0}, 4: {"dead": "rule: newsletter('p.tide-letter')"},
    }  # fmt: skip
    store = FakeStore()
    for number in range(sites):
        site = SimulatedSite(
            f"{_NAMES[number % len(_NAMES)]}{number or ''}.example", number, pages=4 + 3 * (number % 6)
        )
        site.after(days - 1)
        site.day(pages=15, **happened.get(number, {}))
        store.add(site)
        store.kept += [
            article(
                f"https://{site.name}/2026/story-{page:02}", kept=(40, 1200, 3000, 5200)[page % 4], cut=90 * page,
                ruled=page % 5 > 0, title=f"A story of the quay, part {page}",
            )
            for page in range(12)
        ]  # fmt: skip
    redesigned = f"{_NAMES[1]}1.example"
    store.failed[redesigned] = [
        FailedPage(f"https://{redesigned}/2026/story-{page}", redesigned, START, "the rule matches nothing")
        for page in range(40, 43 if sites > 1 else 40)
    ]
    return store


_NAMES = ("harbourpost", "tidesignal", "quaycourier", "saltmarshtimes", "lighthouse-weekly")
