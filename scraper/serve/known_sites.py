"""The sites that the server shows: those with articles, and those on which the last run gave a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from scraper.runs.monitoring.status import WORST_FIRST
from scraper.runs.store import Store
from scraper.runs.store.browsing import SiteCount
from scraper.runs.types import Finding, Verdict


@dataclass(frozen=True, slots=True)
class KnownSite:
    """A site, the number of its articles (None without any), and the verdict that `scraper status` shows.

    `judged` is the start of the run that gave the verdict. Both are None for a site that the last run did not have.
    """

    name: str
    count: SiteCount | None
    finding: Finding | None
    judged: datetime | None


def known_sites(store: Store) -> list[KnownSite]:
    """All sites, the worst verdict first."""
    counts = {row.site: row for row in store.archive.sites()}
    run, findings = store.last_findings()
    judged = {finding.site: finding for finding in findings}
    sites = [
        KnownSite(name, counts.get(name), judged.get(name), run.started if run and name in judged else None)
        for name in {*counts, *judged}
    ]
    return sorted(sites, key=lambda site: (_rank(site.finding), site.name))


def known_site(store: Store, name: str) -> KnownSite | None:
    """The site of this name, if there is one."""
    return next((site for site in known_sites(store) if site.name == name), None)


def _rank(finding: Finding | None) -> int:
    return WORST_FIRST.index(finding.verdict if finding else Verdict.OK)
