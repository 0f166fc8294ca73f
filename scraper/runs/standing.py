"""The verdict on every site of a file after a run: judged now, or carried on from the last run that saw its pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from scraper.errors import RuleError
from scraper.rule_files import read_rules
from scraper.runs.config import News, Source
from scraper.runs.monitoring.baseline import ENOUGH
from scraper.runs.monitoring.evidence import count, moment, period
from scraper.runs.monitoring.listings import DocumentState, darkness, silence
from scraper.runs.monitoring.verdict import judge_site
from scraper.runs.site_stats import SiteStats
from scraper.runs.store import Store
from scraper.runs.summary import is_reported, with_broken_rule, with_darkness, with_unreachable
from scraper.runs.types import Finding, Standing, Verdict
from scraper.urls import site_of

HISTORY = 300
"""The most runs that a site is compared with: six days of a run every half hour."""


@dataclass(slots=True)
class Watch:
    """What a run has seen beside its figures: the source of each site, the site that stands for a source, the documents
    polled, and by site a long delay, a failing page, and the number of pages refused at the first try.
    """

    source_of: dict[str, str] = field(default_factory=dict)
    home_of: dict[str, str] = field(default_factory=dict)
    polled: dict[str, set[str]] = field(default_factory=dict)
    delays: dict[str, float] = field(default_factory=dict)
    failing: dict[str, str] = field(default_factory=dict)
    refused: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The findings on all sites of a file, those `reported` whatever this run saw, and what is to stand."""

    findings: tuple[Finding, ...]
    reported: frozenset[str]
    standing: tuple[Standing, ...]


def verdicts_of(
    news: News, store: Store, stats: Mapping[str, SiteStats], fetched: Collection[str], watch: Watch, now: datetime
) -> Verdicts:
    """Judge every site of `news`. `stats` are those of this run, `fetched` the sites with pages in it."""
    before = store.standing({source.name for source in news.sources})
    homes = {source.name: _home(source, watch, before) for source in news.sources}
    dark: dict[str, list[str]] = {}
    failed: dict[str, list[str]] = {}
    for source in news.sources:
        _look(source, homes[source.name], store, watch, now, dark, failed)
    findings, reported, standing = [], set(), []
    for site in sorted({*stats, *before, *homes.values(), *dark, *failed}):
        known = before.get(site)
        figures = stats.get(site) or SiteStats(site)
        refusal = _refusal(figures, watch.refused[site])
        is_judged = known is None or (site in fetched and bool(refusal or _says_something(figures, known)))
        if known is None or is_judged:
            finding = _judged(figures, store, refusal)
            is_news = bool(refusal) or is_reported(figures, finding)
            known = Standing(finding, _source_of(site, watch, homes), now, is_news)
            standing += [known] if site in fetched else []
        else:
            finding = known.finding
        fault = rule_fault(site, news.run.rules)
        finding = with_darkness(with_unreachable(finding, failed.get(site, ())), dark.get(site, ()))
        finding = _with_delay(with_broken_rule(finding, fault), watch.delays.get(site, 0.0), news.run.deadline)
        finding = finding if is_judged else _with_date(finding, known.judged)
        starved = site not in fetched and watch.delays.get(site, 0.0) >= news.run.deadline
        if known.reported or fault or site in dark or site in failed or starved:
            reported.add(site)
        findings.append(finding)
    return Verdicts(tuple(findings), frozenset(reported), tuple(standing))


def _look(
    source: Source, home: str, store: Store, watch: Watch, now: datetime, dark: dict[str, list[str]],
    failed: dict[str, list[str]],
) -> None:  # fmt: skip
    """Add the evidence that documents of a source failed or went dark, or that it is silent."""
    named = {*source.feeds, *source.sitemaps, *source.pages}
    documents = store.documents(source.name)
    for url in sorted(documents.keys() & (named | watch.polled.get(source.name, set()))):
        sentence = darkness(documents[url], now)
        if sentence and documents[url].state is DocumentState.FAILED:
            failed.setdefault(site_of(url), []).append(sentence)
        elif sentence:
            dark.setdefault(home, []).append(sentence)
    if named and (quiet := silence(store.rhythm(source.name), now)):
        dark.setdefault(home, []).append(quiet)


def _home(source: Source, watch: Watch, before: Mapping[str, Standing]) -> str:
    """The site that stands for a source: that of most of its URLs, or else of its first document."""
    if source.name in watch.home_of:
        return watch.home_of[source.name]
    addresses = [site_of(url) for url in (*source.feeds, *source.pages, *source.sitemaps, *source.urls)]
    known = [site for site, standing in before.items() if standing.source == source.name]
    return next((site for site in (*addresses, "") if site in known or not known), known[0] if known else "")


def _source_of(site: str, watch: Watch, homes: Mapping[str, str]) -> str:
    return watch.source_of.get(site) or next((name for name, home in homes.items() if home == site), "")


def _judged(figures: SiteStats, store: Store, refusal: str) -> Finding:
    """The verdict on the pages of a site in this run."""
    finding = judge_site(figures, store.history(figures.site, HISTORY))
    if not refusal:
        return finding
    verdict = Verdict.INCONCLUSIVE if finding.verdict is Verdict.OK else finding.verdict
    return Finding(finding.site, verdict, (refusal, *finding.evidence))


def _refusal(figures: SiteStats, refused: int) -> str:
    """That a site gave nothing but refusals, if they are too many for pages that were withdrawn."""
    if refused < ENOUGH or figures.fetched or figures.unchanged:
        return ""
    pages = f"{count(refused, 'page')} of this run were gone or refused, and none was read"
    return f"{pages}: they are requested again for a week"


def _says_something(figures: SiteStats, known: Standing) -> bool:
    """Whether a run saw more of a site than unchanged pages, or these show that it lets us in again."""
    denied = figures.blocked + figures.failed + figures.forbidden + figures.declined
    return bool(figures.fetched or denied) or known.finding.verdict is Verdict.INCONCLUSIVE


def _with_date(finding: Finding, judged: datetime) -> Finding:
    """A finding carried on from an earlier run; that comes last, for it tells least."""
    sentence = f"no new page was read in this run: the verdict is of {moment(judged)}"
    return Finding(finding.site, finding.verdict, (*finding.evidence, sentence))


def _with_delay(finding: Finding, delay: float, deadline: float) -> Finding:
    if not delay:
        return finding
    most = count(int(deadline // delay) + 1, "request")
    sentence = f"robots.txt asks for {period(delay)} between two requests: a run of {period(deadline)} makes {most}"
    return Finding(finding.site, finding.verdict, (*finding.evidence, sentence))


def rule_fault(site: str, rules: tuple[str, ...] = ()) -> str:
    """Why the rule of a site is broken; "" if it is not. `rules` go before the installed ones."""
    return matchers_of(site, rules)[1]


def matchers_of(site: str, rules: tuple[str, ...] = ()) -> tuple[tuple[str, ...] | None, str]:
    """The matchers of a site's rule as removals name them (None without a rule), and why the rule is broken ("")."""
    try:
        named = read_rules(rules).find(f"https://{site}/")
    except RuleError as error:
        return None, str(error)
    return (tuple(map(named.receipt_name, named.rule.remove)) if named is not None else None), ""
