"""Judge sites again after their pages were cleaned again, so that a mended rule need not wait for the next story."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from scraper.runs.clean_page import CleanedPage
from scraper.runs.config import News
from scraper.runs.monitoring.evidence import moment
from scraper.runs.monitoring.status import WORST_FIRST
from scraper.runs.monitoring.verdict import judge_site
from scraper.runs.site_stats import SiteStats, SiteStatsBuilder
from scraper.runs.standing import HISTORY, matchers_of
from scraper.runs.store import RawPage, Store
from scraper.runs.summary import is_reported
from scraper.runs.types import FetchJob, FetchResult, PageResult, Standing, Verdict


@dataclass(slots=True)
class Rejudging:
    """The sites whose standing verdict is broken or degraded, and the pages that were cleaned again since then."""

    store: Store
    standing: dict[str, Standing]
    starts: dict[str, datetime]
    rules: tuple[str, ...] = ()
    builders: dict[str, SiteStatsBuilder] = field(default_factory=dict)

    @classmethod
    def of(cls, news: News, store: Store) -> Rejudging:
        """The sites of `news` that are to be judged again."""
        known = store.standing({source.name for source in news.sources})
        bad = {site: each for site, each in known.items() if each.finding.verdict in (Verdict.BROKEN, Verdict.DEGRADED)}
        starts = {site: store.verdict_since(site, each.finding.verdict) or each.judged for site, each in bad.items()}
        return cls(store, bad, starts, news.run.rules)

    def see(self, page: RawPage, cleaned: CleanedPage) -> None:
        """Count a page of a site that is judged again, if it was fetched since the verdict stands."""
        start = self.starts.get(page.site)
        if start is None or page.fetched < start:
            return
        fetched = FetchResult(FetchJob(page.id, page.url, page.source), cleaned.outcome, page.url)
        builder = self.builders.setdefault(page.site, SiteStatsBuilder(page.site))
        builder.add(PageResult(fetched, cleaned.article))

    def better(self, now: datetime) -> Iterator[tuple[Standing, SiteStats]]:
        """The verdicts that have become better, with the figures they are based on."""
        for site, builder in sorted(self.builders.items()):
            before = self.standing[site]
            matchers, fault = matchers_of(site, self.rules)
            stats = builder.close(0, self.store.recurring(site), matchers)
            finding = judge_site(stats, self.store.history(site, HISTORY, self.starts[site]))
            if finding.verdict is Verdict.INCONCLUSIVE or fault:
                continue
            if WORST_FIRST.index(finding.verdict) > WORST_FIRST.index(before.finding.verdict):
                yield Standing(finding, before.source, now, is_reported(stats, finding)), stats

    def save(self, config: str, run_id: str, now: datetime) -> list[tuple[str, Verdict, Verdict]]:
        """Save the better verdicts, with those that stay, as the newest; returns (site, before, now) of each.

        The figures of the pages cleaned again replace those of the runs since the verdict began.
        """
        judged = list(self.better(now))
        if not judged:
            return []
        better = [standing for standing, _ in judged]
        self.store.put_standing(better)
        _, findings = self.store.last_findings()
        known = {finding.site: finding for finding in findings}
        for each in better:
            sentence = f"judged again on {moment(now)}, after its pages were cleaned again"
            known[each.finding.site] = replace(each.finding, evidence=(*each.finding.evidence, sentence))
        self.store.begin(run_id, config, now)
        for each in better:
            self.store.drop_history(each.finding.site, self.starts[each.finding.site])
        self.store.put_findings(run_id, list(known.values()), [stats for _, stats in judged])
        changes = [
            (each.finding.site, self.standing[each.finding.site].finding.verdict, each.finding.verdict)
            for each in better
        ]
        self.store.end(run_id, now, f"reclean: {_line(changes)}", {})
        return changes


def _line(changes: list[tuple[str, Verdict, Verdict]]) -> str:
    return "; ".join(f"{site} {now.value}" for site, _, now in changes)
