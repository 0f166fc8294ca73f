"""What runs keep: addresses, raw pages, articles with every revision, block and receipt, runs and their findings.

SQLAlchemy Core over SQLite (in WAL, nothing to install) or PostgreSQL; nothing outside this package imports it.
"""

from __future__ import annotations

from scraper.runs.store.rows import KeptPage, RunRow, Saved, Stored
from scraper.runs.store.store import Store

__all__ = ["KeptPage", "RunRow", "Saved", "Store", "Stored"]
