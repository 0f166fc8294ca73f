"""The report on the runs of a file: one HTML page that needs nothing else, for a screen, a phone and a printer."""

from __future__ import annotations

from scraper.runs.monitoring.report.data import ReportData, SiteReport, WorstPage, read_report
from scraper.runs.monitoring.report.report_page import explained_pages, render, report_page

__all__ = ["ReportData", "SiteReport", "WorstPage", "explained_pages", "read_report", "render", "report_page"]
