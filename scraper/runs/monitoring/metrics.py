"""Write a run's figures as a textfile for Prometheus' node exporter, replaced atomically at the end of each run."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Gauge, write_to_textfile

from scraper.errors import UsageError
from scraper.runs.site_stats import SiteStats
from scraper.runs.types import Finding, Verdict

if TYPE_CHECKING:
    from scraper.runs.summary import Summary

_OUTCOMES = ("empty", "unchanged", "forbidden", "blocked", "declined", "gone", "refused", "failed")


def check_metrics_path(path: Path) -> None:
    """Raise UsageError if the textfile at `path` could not be written at the end of a run."""
    if path.suffix != ".prom":
        raise UsageError(f"{path}: the node exporter only reads files that end in .prom: name it {path.name}.prom")
    if not path.parent.is_dir():
        raise UsageError(f"{path}: there is no folder {path.parent}: create it, or name another in metrics")
    if path.is_dir() or not os.access(path.parent, os.W_OK | os.X_OK):
        raise UsageError(f"{path}: cannot be written: make {path.parent} writable, or name another file in metrics")


def write(path: Path, config: Path, summary: Summary, sites: Iterable[SiteStats], verdicts: Iterable[Finding]) -> None:
    """Write the figures of one run to `path` atomically. Raises UsageError if it cannot be written.

    `config` is the path of the run's TOML; it labels every figure, so that several runs can share a machine.
    """
    registry = CollectorRegistry()
    _of_run(registry, str(config), summary)
    _of_sites(registry, str(config), sites, verdicts)
    try:
        write_to_textfile(str(path), registry)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise UsageError(f"{path}: cannot be written: {why}; make {path.parent} writable") from error


def _of_run(registry: CollectorRegistry, config: str, summary: Summary) -> None:
    def gauge(name: str, about: str, value: float) -> None:
        Gauge(f"bodycopy_run_{name}", about, ["config"], registry=registry).labels(config).set(value)

    gauge("end_time_seconds", "When the last run ended, in seconds since 1970.", summary.ended.timestamp())
    gauge("duration_seconds", "How long the last run took.", (summary.ended - summary.started).total_seconds())
    gauge("exit_code", "Exit code: 0 all well, 1 findings, 3 nothing fetched, 5 broken.", summary.exit_code)
    articles = Gauge("bodycopy_run_articles", "Articles of the last run.", ["config", "kind"], registry=registry)
    for kind in ("new", "revised", "same"):
        articles.labels(config, kind).set(summary.counts.get(kind, 0))


def _of_sites(
    registry: CollectorRegistry, config: str, sites: Iterable[SiteStats], verdicts: Iterable[Finding]
) -> None:
    labels = ["config", "site", "outcome"]
    pages = Gauge("bodycopy_run_pages", "Pages of the last run by outcome.", labels, registry=registry)
    found = Gauge("bodycopy_run_found", "URLs that the sources listed.", ["config", "site"], registry=registry)
    for site in sites:
        found.labels(config, site.site).set(site.found)
        pages.labels(config, site.site, "article").set(site.articles)
        for outcome in _OUTCOMES:
            pages.labels(config, site.site, outcome).set(getattr(site, outcome))
    findings = list(verdicts)
    counts = Gauge("bodycopy_run_sites", "Sites of the last run by verdict.", ["config", "verdict"], registry=registry)
    for verdict in Verdict:
        counts.labels(config, verdict.value).set(sum(finding.verdict is verdict for finding in findings))
    labels = ["config", "site", "verdict"]
    states = Gauge("bodycopy_site_verdict", "1 for the verdict on a site, 0 for the others.", labels, registry=registry)
    for finding in findings:
        for verdict in Verdict:
            states.labels(config, finding.site, verdict.value).set(finding.verdict is verdict)
