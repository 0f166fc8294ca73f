"""The report on a config's runs: one self-contained HTML page for screen, phone and print."""

from __future__ import annotations

from scraper.runs.monitoring.report.data import ReportData, SiteReport, WorstPage, read_report
from scraper.runs.monitoring.report.report_page import explained_pages, render

__all__ = ["ReportData", "SiteReport", "WorstPage", "explained_pages", "read_report", "render"]
