"""Runs, their findings and statistics for each site, and the cache validators of feeds and sitemaps."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, literal, select, update

from scraper.runs.site_stats import SiteStats
from scraper.runs.store.rows import RunRow, canonical_json, storable
from scraper.runs.store.schema import Moment, findings, runs, site_runs, validators
from scraper.runs.store.upsert import replacing
from scraper.runs.types import Finding, Verdict

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ENDED = update(runs).where(runs.c.id == bindparam("run"))


def begin(connection: Connection, run_id: str, config: str, now: datetime) -> None:
    """Record the start of a run."""
    connection.execute(insert(runs), {"id": run_id, "config": storable(config), "started": now})


def end(connection: Connection, run_id: str, now: datetime, summary: str, counts: Mapping[str, int]) -> None:
    """Record the end of a run."""
    values = {"ended": now, "summary": storable(summary), "counts": canonical_json(dict(counts))}
    connection.execute(_ENDED, {"run": run_id, **values})


def last_runs(connection: Connection, most: int) -> list[RunRow]:
    """The newest runs, newest first."""
    query = select(runs).order_by(runs.c.started.desc(), runs.c.id.desc()).limit(most)
    return [_run(row) for row in connection.execute(query)]


def _run(row: Row[Any]) -> RunRow:
    return RunRow(row.id, row.config, row.started, row.ended, row.summary, json.loads(row.counts))


def put_findings(connection: Connection, run_id: str, items: Sequence[Finding], stats: Sequence[SiteStats]) -> None:
    """Replace the findings and site statistics of a run."""
    for table in (findings, site_runs):
        connection.execute(table.delete().where(table.c.run_id == run_id))
    started = connection.execute(select(runs.c.started).where(runs.c.id == run_id)).scalar_one_or_none()
    verdicts = [
        {"run_id": run_id, "site": item.site, "verdict": item.verdict.value, "evidence": canonical_json(item.evidence)}
        for item in items
    ]
    site_rows = [
        {"run_id": run_id, "site": item.site, "started": started, "data": canonical_json(item.to_dict())}
        for item in stats
    ]
    if verdicts:
        connection.execute(insert(findings), verdicts)
    if site_rows:
        connection.execute(insert(site_runs), site_rows)


def last_findings(connection: Connection) -> tuple[RunRow | None, list[Finding]]:
    """The newest run with findings, and its findings by site; None and an empty list without one."""
    has_findings = select(findings.c.run_id).where(findings.c.run_id == runs.c.id).exists()
    run = connection.execute(
        select(runs).where(has_findings).order_by(runs.c.started.desc(), runs.c.id.desc()).limit(1)
    ).first()
    if run is None:
        return None, []
    rows = connection.execute(select(findings).where(findings.c.run_id == run.id).order_by(findings.c.site))
    return _run(run), [Finding(row.site, Verdict(row.verdict), tuple(json.loads(row.evidence))) for row in rows]


def site_run(connection: Connection, run_id: str, site: str) -> SiteStats | None:
    """The statistics of a site in a run."""
    query = select(site_runs.c.data).where(site_runs.c.run_id == run_id, site_runs.c.site == site)
    data = connection.execute(query).scalar_one_or_none()
    return None if data is None else SiteStats.from_dict(json.loads(data))


def history(connection: Connection, site: str, most: int, before: datetime | None) -> list[SiteStats]:
    """The statistics of a site in its newest runs, newest first; with `before`, of those that started before then."""
    query = select(site_runs.c.data).where(site_runs.c.site == site)
    if before is not None:
        query = query.where(site_runs.c.started < before)
    rows = connection.execute(query.order_by(site_runs.c.started.desc(), site_runs.c.run_id.desc()).limit(most))
    return [SiteStats.from_dict(json.loads(row.data)) for row in rows]


def drop_history(connection: Connection, site: str, since: datetime) -> None:
    """Delete the statistics of a site in the runs that started then or later."""
    connection.execute(site_runs.delete().where(site_runs.c.site == site, site_runs.c.started >= since))


def verdicts(connection: Connection, site: str, most: int) -> list[tuple[datetime, Verdict]]:
    """The verdicts on a site, each with the start of its run, newest first."""
    query = select(runs.c.started, findings.c.verdict).join_from(findings, runs).where(findings.c.site == site)
    rows = connection.execute(query.order_by(runs.c.started.desc(), runs.c.id.desc()).limit(most))
    return [(row.started, Verdict(row.verdict)) for row in rows]


def verdict_since(connection: Connection, site: str, verdict: Verdict) -> datetime | None:
    """The start of the first run since which a site has this verdict; None if the newest verdict is another."""
    on_site = (
        select(runs.c.started, findings.c.verdict)
        .join_from(findings, runs)
        .where(findings.c.site == site)
        .cte("on_site")
    )
    last_other = select(func.max(on_site.c.started)).where(on_site.c.verdict != verdict.value).scalar_subquery()
    streak = select(func.min(on_site.c.started)).where(
        on_site.c.verdict == verdict.value, on_site.c.started > func.coalesce(last_other, literal(_EPOCH, Moment))
    )
    return connection.execute(streak).scalar()


def validators_of(connection: Connection, url: str) -> tuple[str, str]:
    """The ETag and Last-Modified of the last response, "" if missing."""
    query = select(validators.c.etag, validators.c.last_modified).where(validators.c.url == url)
    row = connection.execute(query).one_or_none()
    return ("", "") if row is None else (row.etag, row.last_modified)


def remember(connection: Connection, url: str, etag: str, last_modified: str) -> None:
    """Replace the validators of a feed or sitemap."""
    values = {"url": url, "etag": storable(etag), "last_modified": storable(last_modified)}
    connection.execute(replacing(connection, validators, "url"), values)
