"""What a site's figures say against its own history: pure, no clock, no disk."""

from __future__ import annotations

from scraper.runs.site_run import SiteRun, Tally

__all__ = ["SiteRun", "Tally"]
