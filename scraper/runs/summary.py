"""Summarize a run: its counts, its findings, one line, and the exit code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from scraper.runs.site_stats import SiteStats
from scraper.runs.sources.following import NOFOLLOW_LINK, OTHER_HOST, OTHER_PORT
from scraper.runs.types import Finding, Outcome, Verdict

ALL_WELL, FINDINGS, NOTHING_FETCHED, RULE_BROKEN = 0, 1, 3, 5
_RESPONSES = (Outcome.ARTICLE, Outcome.EMPTY, Outcome.UNCHANGED, Outcome.GONE, Outcome.REFUSED, Outcome.DECLINED)


@dataclass(frozen=True, slots=True)
class Summary:
    """A run, in one `line`; `counts` has the outcomes that occurred, and "found", "new", "revised" and "same".

    `verdicts` are those on all sites, `findings` those to report; `failing` maps sites to a page that failed.
    """

    run_id: str
    started: datetime
    ended: datetime
    counts: Mapping[str, int]
    findings: tuple[Finding, ...]
    exit_code: int
    line: str
    verdicts: tuple[Finding, ...] = ()
    failing: Mapping[str, str] = field(default_factory=dict)


def summary_of(
    run_id: str,
    started: datetime,
    ended: datetime,
    counts: Counter[str],
    sites: Sequence[SiteStats],
    verdicts: Sequence[Finding],
    unreachable: Collection[str] = (),
    ended_early: str = "",
    sources: int = 1,
) -> Summary:
    """The summary of a run over `sites`, with their `verdicts` in the same order.

    `unreachable` are the sites that are reported whatever their pages gave; `ended_early` is why the run ended early.
    """
    findings = tuple(
        finding
        for site, finding in zip(sites, verdicts, strict=True)
        if finding.site in unreachable or is_reported(site, finding)
    )
    line = _line(counts, findings, sources, ended - started, ended_early)
    return Summary(run_id, started, ended, dict(counts), findings, _exit_code(counts, findings), line, tuple(verdicts))


def with_unreachable(finding: Finding, evidence: Sequence[str]) -> Finding:
    """`finding` with `evidence` of feeds, sitemaps or section pages that failed, if any: at best inconclusive."""
    if not evidence:
        return finding
    if finding.verdict in (Verdict.OK, Verdict.INCONCLUSIVE):  # says more than that there are too few pages
        return Finding(finding.site, Verdict.INCONCLUSIVE, (*evidence, *finding.evidence))
    return Finding(finding.site, finding.verdict, (*finding.evidence, *evidence))


def with_darkness(finding: Finding, evidence: Sequence[str]) -> Finding:
    """`finding` with `evidence` that its source has gone dark, if any: at best degraded."""
    if not evidence:
        return finding
    if finding.verdict is Verdict.BROKEN:
        return Finding(finding.site, Verdict.BROKEN, (*finding.evidence, *evidence))
    return Finding(finding.site, Verdict.DEGRADED, (*evidence, *finding.evidence))


def with_broken_rule(finding: Finding, fault: str) -> Finding:
    """`finding` as broken if the rule of the site does not load; `fault` names the module and the error."""
    if not fault:
        return finding
    sentence = f"its rule is broken, so the generic route is used: {fault}"
    return Finding(finding.site, Verdict.BROKEN, (sentence, *finding.evidence))


def is_reported(site: SiteStats, finding: Finding) -> bool:
    """Whether to report a verdict: being blocked or declined is reported, too few pages are not."""
    if finding.verdict is Verdict.INCONCLUSIVE:
        return site.blocked > 0 or site.failed > 0 or (site.declined > 0 and not site.fetched)
    return finding.verdict is not Verdict.OK


def _exit_code(counts: Mapping[str, int], findings: Sequence[Finding]) -> int:
    tried = sum(counts.get(outcome.value, 0) for outcome in Outcome)
    unreachable = not tried and 0 < counts.get("asked", 0) == counts.get("unreachable", 0)
    if unreachable or (tried and not any(counts.get(outcome.value, 0) for outcome in _RESPONSES)):
        return NOTHING_FETCHED
    if any(finding.verdict is Verdict.BROKEN for finding in findings):
        return RULE_BROKEN
    return FINDINGS if findings else ALL_WELL


def _line(
    counts: Mapping[str, int], findings: Sequence[Finding], sources: int, duration: timedelta, ended_early: str
) -> str:
    labelled = [
        (counts.get("found", 0), "found"),
        (counts.get("new", 0), "new"),
        (counts.get("revised", 0), "revised"),
        (counts.get("same", 0) + counts.get(Outcome.UNCHANGED.value, 0), "unchanged"),
        (counts.get(Outcome.EMPTY.value, 0), "empty"),
        (counts.get(Outcome.BLOCKED.value, 0) + counts.get(Outcome.FORBIDDEN.value, 0), "not allowed"),
        (counts.get(Outcome.FAILED.value, 0), "failed"),
        (counts.get(Outcome.REFUSED.value, 0), "refused"),
        (counts.get(Outcome.GONE.value, 0), "gone"),
        (counts.get(Outcome.DECLINED.value, 0), "declined by their publisher"),
        (counts.get("given_up", 0), "given up"),
        (counts.get("held", 0), "held back"),
        (counts.get("other_route", 0), "by another route"),
        (counts.get("not_archived", 0), "without raw page (noarchive)"),
        *((counts.get(why, 0), f"links {why}") for why in (OTHER_HOST, OTHER_PORT, NOFOLLOW_LINK)),
        (counts.get("purged", 0), "old pages deleted"),
        (counts.get("purged_articles", 0), "old articles deleted"),
        (counts.get("purged_urls", 0), "old URLs deleted"),
        (counts.get("purged_documents", 0), "old documents forgotten"),
        (counts.get("purged_runs", 0), "old runs deleted"),
    ]
    parts = [f"{number} {name}" for number, name in labelled if number or name in ("found", "new")]
    well = "no finding so far" if ended_early else "all well"
    state = well if not findings else "; ".join(f"{finding.site} {finding.verdict.value}" for finding in findings)
    early = f", {ended_early}" if ended_early else ""
    head = f"{sources} {'source' if sources == 1 else 'sources'}: {', '.join(parts)}"
    return f"{head} in {duration.total_seconds():.0f} s{early}; {state}"
