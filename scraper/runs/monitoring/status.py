"""The output of `scraper status`: the last verdict on each site, the worst first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from scraper.output.explain import printable
from scraper.runs.monitoring.evidence import moment
from scraper.runs.types import Finding, Verdict

if TYPE_CHECKING:
    from rich.console import Console

    from scraper.runs.store import Store

WORST_FIRST = (Verdict.BROKEN, Verdict.DEGRADED, Verdict.INCONCLUSIVE, Verdict.OK)
_COLOURS = dict(zip(WORST_FIRST, ("bold red", "yellow", "cyan", "green"), strict=True))
_COLUMNS = ("SITE", "VERDICT", "ARTICLES", "SINCE", "EVIDENCE")


@dataclass(frozen=True, slots=True)
class SiteStatus:
    """The last verdict on a site, the articles of the last run, and since when the verdict has been the same."""

    site: str
    verdict: Verdict
    articles: int
    since: datetime | None
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RunStatus:
    """The last run with verdicts: its start, its summary line, and its sites, the worst first."""

    started: datetime | None
    summary: str
    sites: tuple[SiteStatus, ...]


def read_status(store: Store) -> RunStatus:
    """Read the status of the last run from the store. Raises StoreError."""
    run, findings = store.last_findings()
    sites = sorted((_site(store, finding) for finding in findings), key=_worst_first)
    return RunStatus(run.started if run else None, run.summary if run else "", tuple(sites))


def _worst_first(status: SiteStatus) -> tuple[int, str]:
    return WORST_FIRST.index(status.verdict), status.site


def _site(store: Store, finding: Finding) -> SiteStatus:
    last = store.history(finding.site, 1)
    articles = last[0].articles if last else 0
    begun = store.verdict_since(finding.site, finding.verdict)
    return SiteStatus(finding.site, finding.verdict, articles, begun, finding.evidence)


def plain(status: RunStatus) -> str:
    """The status as plain text: the last run, and a table with aligned columns."""
    if not status.sites:
        return f"{_headline(status)}\n"
    rows = [_COLUMNS, *(_row(site) for site in status.sites)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_COLUMNS) - 1)]
    lines = [
        "  ".join((*(_fitted(cell, width, column) for column, (cell, width) in enumerate(cells)), row[-1])).rstrip()
        for row in rows
        for cells in [list(zip(row, widths, strict=False))]
    ]
    return "\n".join((_headline(status), "", *lines)) + "\n"


def _fitted(cell: str, width: int, column: int) -> str:
    return cell.rjust(width) if _COLUMNS[column] == "ARTICLES" else cell.ljust(width)


def show_status(status: RunStatus, console: Console) -> None:
    """Print the status: a coloured table on a terminal, plain text elsewhere."""
    if not console.is_terminal or not status.sites:
        console.out(plain(status), end="", highlight=False)
        return
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for head in _COLUMNS:
        right = head == "ARTICLES"
        table.add_column(head.capitalize(), justify="right" if right else "left", no_wrap=head in ("VERDICT", "SINCE"))
    for site in status.sites:
        name, verdict, *rest = _row(site)
        table.add_row(Text(name), Text(verdict, _COLOURS[site.verdict]), *(Text(cell) for cell in rest))
    console.print(Text(_headline(status)))
    console.print(table)


def _headline(status: RunStatus) -> str:
    if status.started is None:
        return "no run has given a verdict yet: scraper run news.toml"
    summary = f": {printable(status.summary)}" if status.summary else ""
    return f"last run {_when(status.started)}{summary}"


def _row(site: SiteStatus) -> Sequence[str]:
    evidence = printable(" ".join(site.evidence[0].split())) if site.evidence else ""
    more = f" (and {len(site.evidence) - 1} more)" if len(site.evidence) > 1 else ""
    return printable(site.site), site.verdict.value, str(site.articles), _when(site.since), f"{evidence}{more}"


def _when(time: datetime | None) -> str:
    return moment(time) if time else "-"
