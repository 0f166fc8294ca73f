"""The state of each document, the rhythm of each source, the standing verdicts, and what was told of them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection, select

from scraper.runs.monitoring.listings import Document, DocumentState, Rhythm
from scraper.runs.store.rows import canonical_json, storable
from scraper.runs.store.schema import documents, notified, rhythms, standing
from scraper.runs.store.upsert import replacing
from scraper.runs.types import Finding, Standing, Verdict


def read_documents(connection: Connection, source: str) -> dict[str, Document]:
    """The documents of a source by URL."""
    rows = connection.execute(select(documents).where(documents.c.source == source))
    return {
        row.url: Document(
            row.url, row.source, DocumentState(row.state), row.since, row.error, row.listed, row.answered,
            row.longest_lull, row.unchanged, row.body_hash,
        )
        for row in rows
    }  # fmt: skip


def save_documents(connection: Connection, items: Iterable[Document], now: datetime) -> None:
    """Replace the state of documents that were requested now."""
    rows = [
        {
            "url": storable(item.url), "source": item.source, "state": item.state.value, "error": storable(item.error),
            "since": item.since, "listed": item.listed, "answered": storable(item.answered),
            "longest_lull": item.longest_lull, "unchanged": item.unchanged, "body_hash": item.body_hash,
            "polled": now,
        }
        for item in items
    ]  # fmt: skip
    if rows:
        connection.execute(replacing(connection, documents, "url"), rows)


def read_rhythm(connection: Connection, source: str) -> Rhythm | None:
    """The rhythm of a source; None before its first story."""
    row = connection.execute(select(rhythms).where(rhythms.c.source == source)).one_or_none()
    return None if row is None else Rhythm(row.source, row.known_since, row.new_at, tuple(json.loads(row.gaps)))


def save_rhythm(connection: Connection, rhythm: Rhythm) -> None:
    """Replace the rhythm of a source."""
    values = {
        "source": rhythm.source, "known_since": rhythm.known_since, "new_at": rhythm.new_at,
        "gaps": canonical_json(rhythm.gaps),
    }  # fmt: skip
    connection.execute(replacing(connection, rhythms, "source"), values)


def read_standing(connection: Connection, sources: Collection[str] | None) -> dict[str, Standing]:
    """The standing verdict on the pages of each site of these sources (None: of all), by site."""
    return {
        row.site: Standing(
            Finding(row.site, Verdict(row.verdict), tuple(json.loads(row.evidence))), row.source, row.judged,
            bool(row.reported),
        )
        for row in connection.execute(select(standing).order_by(standing.c.site))
        if sources is None or row.source in sources
    }  # fmt: skip


def save_standing(connection: Connection, items: Iterable[Standing]) -> None:
    """Replace the standing verdicts on sites."""
    rows = [
        {
            "site": item.finding.site, "source": item.source, "verdict": item.finding.verdict.value,
            "evidence": canonical_json(item.finding.evidence), "judged": item.judged, "reported": int(item.reported),
        }
        for item in items
    ]  # fmt: skip
    if rows:
        connection.execute(replacing(connection, standing, "site"), rows)


def read_notified(connection: Connection) -> dict[str, tuple[Verdict, datetime]]:
    """The verdict that was last told on each site, and when."""
    return {row.site: (Verdict(row.verdict), row.sent) for row in connection.execute(select(notified))}


def save_notified(connection: Connection, verdicts: Mapping[str, Verdict], now: datetime) -> None:
    """Save that these verdicts were told."""
    rows = [{"site": site, "verdict": verdict.value, "sent": now} for site, verdict in verdicts.items()]
    if rows:
        connection.execute(replacing(connection, notified, "site"), rows)
