"""The database of runs: URLs, raw pages, articles with revisions, blocks and removals, run history and findings.

SQLAlchemy Core over SQLite (WAL mode) or PostgreSQL; no module outside this package imports SQLAlchemy.
"""

from __future__ import annotations

from scraper.runs.store.rows import FailedPage, RawPage, RunRow, Saved, Stored
from scraper.runs.store.store import Store

__all__ = ["FailedPage", "RawPage", "RunRow", "Saved", "Store", "Stored"]
