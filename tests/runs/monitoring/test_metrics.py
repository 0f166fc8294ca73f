"""The textfile for Prometheus, read back by Prometheus' own parser."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from scraper.errors import UsageError
from scraper.runs.monitoring import metrics
from scraper.runs.site_stats import SiteStats
from scraper.runs.summary import Summary
from scraper.runs.types import Finding, Verdict

START = datetime(2026, 11, 1, 6, 0, tzinfo=UTC)
CONFIG = Path('/srv/new"s/news.toml')
SUMMARY = Summary("r1", START, START + timedelta(seconds=90), {"article": 3, "new": 2, "revised": 1}, (), 1, "line")
SITES = (
    SiteStats("tidepost.example", found=9, fetched=3, articles=3, unchanged=4, gone=1),
    SiteStats("quaynews.example", found=2, blocked=2),
)
VERDICTS = (Finding("tidepost.example", Verdict.OK), Finding("quaynews.example", Verdict.INCONCLUSIVE, ("blocked",)))


def read(path: Path) -> dict[tuple[str, ...], float]:
    """Name and label values, without the config's → value."""
    samples = [item for family in text_string_to_metric_families(path.read_text("utf-8")) for item in family.samples]
    assert all(sample.labels["config"] == str(CONFIG) for sample in samples)
    return {
        (sample.name, *(value for name, value in sorted(sample.labels.items()) if name != "config")): sample.value
        for sample in samples
    }


def test_a_run_is_written_in_figures(tmp_path: Path) -> None:
    path = tmp_path / "bodycopy.prom"
    metrics.write(path, CONFIG, SUMMARY, SITES, VERDICTS)
    figures = read(path)
    assert figures["bodycopy_run_end_time_seconds",] == (START + timedelta(seconds=90)).timestamp()
    assert figures["bodycopy_run_duration_seconds",] == 90
    assert figures["bodycopy_run_exit_code",] == 1
    assert [figures["bodycopy_run_articles", kind] for kind in ("new", "revised", "same")] == [2, 1, 0]
    assert figures["bodycopy_run_pages", "article", "tidepost.example"] == 3
    assert figures["bodycopy_run_pages", "unchanged", "tidepost.example"] == 4
    assert figures["bodycopy_run_pages", "blocked", "quaynews.example"] == 2
    assert figures["bodycopy_run_found", "quaynews.example"] == 2
    assert [figures["bodycopy_run_sites", verdict.value] for verdict in Verdict] == [1, 0, 0, 1]
    assert figures["bodycopy_site_verdict", "quaynews.example", "inconclusive"] == 1
    assert figures["bodycopy_site_verdict", "quaynews.example", "broken"] == 0


def test_the_next_run_replaces_it_whole_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "bodycopy.prom"
    metrics.write(path, CONFIG, SUMMARY, SITES, VERDICTS)
    metrics.write(path, CONFIG, SUMMARY, SITES[:1], VERDICTS[:1])
    assert not any("quaynews.example" in key for key in read(path))
    assert [entry.name for entry in tmp_path.iterdir()] == ["bodycopy.prom"]


def test_a_run_without_sites_is_written_too(tmp_path: Path) -> None:
    metrics.write(tmp_path / "a.prom", CONFIG, SUMMARY, (), ())
    assert read(tmp_path / "a.prom")["bodycopy_run_sites", "ok"] == 0


@pytest.mark.parametrize(
    ("name", "why"),
    [
        pytest.param("bodycopy.txt", "name it bodycopy.txt.prom", id="not-read-by-the-exporter"),
        pytest.param("nowhere/a.prom", "there is no folder", id="no-folder"),
        pytest.param("folder.prom", "cannot be written", id="a-folder"),
    ],
)
def test_a_file_that_could_not_be_written_is_an_error_before_the_run(tmp_path: Path, name: str, why: str) -> None:
    (tmp_path / "folder.prom").mkdir()
    with pytest.raises(UsageError, match=why):
        metrics.check_metrics_path(tmp_path / name)


def test_a_file_that_can_be_written_passes(tmp_path: Path) -> None:
    metrics.check_metrics_path(tmp_path / "a.prom")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_after_all_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nowhere/a\.prom: cannot be written: no such file or directory"):
        metrics.write(tmp_path / "nowhere" / "a.prom", CONFIG, SUMMARY, SITES, VERDICTS)
