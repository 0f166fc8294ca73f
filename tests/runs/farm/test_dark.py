"""A source that goes dark is a finding, within its own rhythm; a source that only pauses, or does not change, is none.

The runs are made in this process, with a clock that the test sets.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scraper.runs import config
from scraper.runs.logs import JsonLog, new_run_id
from scraper.runs.monitoring.status import read_status
from scraper.runs.run import run
from scraper.runs.store import Store
from scraper.runs.summary import Summary
from scraper.runs.types import Finding, Verdict
from tests.farm.answers import FarmAnswer, failure
from tests.farm.command import FarmCommand, source
from tests.farm.server import Farm, host_of, running
from tests.farm.sites import FarmSite, Spoil

pytestmark = pytest.mark.block_network(allowed_hosts=[host_of(number) for number in range(1, 16)])

START = datetime(2026, 11, 2, 6, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
EMPTY_RSS = b'<?xml version="1.0"?><rss version="2.0"><channel><title>Quay</title></channel></rss>'
EMPTY_MAP = b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>'
CHALLENGE = b"<!doctype html><title>One moment</title><p>Checking that you are human.</p><script>go()</script>"
SCRIPTED = b'<!doctype html><title>Towns</title><div id="root"></div><script src="/app.js"></script>'


@dataclass
class Desk:
    """Runs over a farm, at the times that the test sets."""

    farm: Farm
    command: FarmCommand
    now: datetime = START
    last: list[Finding] = field(default_factory=list)

    def run(self, after: timedelta = HOUR) -> Summary:
        self.now += after
        news = config.load(self.command.config)
        with Store.open(news.run.store) as store, JsonLog(io.StringIO(), new_run_id(self.now)) as log:
            summary = run(news, store, log, threading.Event(), now=lambda: self.now)
            self.last = store.last_findings()[1]
        return summary

    def finding(self, number: int = 1) -> Finding:
        (found,) = (finding for finding in self.last if finding.site == host_of(number))
        return found


def desk(folder: Path, farm: Farm, stories: int = 8, **listed: list[str]) -> Desk:
    for site in farm.sites.values():
        site.publish(stories)
    command = FarmCommand(folder)
    command.write([source(site.base, **listed) for site in farm.sites.values()], fetch="timeout = 5")
    return Desk(farm, command)


def sends(path: str, answer: FarmAnswer) -> Spoil:
    """Answer so for this path, and as ever for all others."""
    return lambda asked, times, honest: answer if asked == path else honest


HOME = failure(302, location="/")
HOPELESS = pytest.mark.parametrize(
    ("kind", "path", "answer"),
    [
        pytest.param("feeds", "/feed.xml", FarmAnswer(CHALLENGE, etag='"c"'), id="feed-challenge"),
        pytest.param("feeds", "/feed.xml", HOME, id="feed-redirected-home"),
        pytest.param("feeds", "/feed.xml", FarmAnswer(b""), id="feed-empty-file"),
        pytest.param("feeds", "/feed.xml", FarmAnswer(b'{"error": "no such feed"}'), id="feed-json-error"),
        pytest.param("feeds", "/feed.xml", FarmAnswer(EMPTY_RSS, etag='"e"'), id="feed-without-items"),
        pytest.param("feeds", "/feed.xml", failure(404), id="feed-gone"),
        pytest.param("sitemaps", "/news.xml", FarmAnswer(EMPTY_MAP, etag='"e"'), id="sitemap-empty"),
        pytest.param("sitemaps", "/news.xml", FarmAnswer(CHALLENGE), id="sitemap-challenge"),
        pytest.param("sitemaps", "/news.xml", HOME, id="sitemap-redirected-home"),
        pytest.param("sitemaps", "/news.xml", FarmAnswer(b""), id="sitemap-empty-file"),
        pytest.param("pages", "/coast/", FarmAnswer(SCRIPTED, etag='"s"'), id="section-by-script"),
        pytest.param("pages", "/coast/", FarmAnswer(b""), id="section-empty-file"),
        pytest.param("pages", "/coast/", HOME, id="section-redirected-home"),
    ],
)


@HOPELESS
def test_source_that_goes_dark_is_a_finding_in_the_next_run_and_every_later_one(
    tmp_path: Path, kind: str, path: str, answer: FarmAnswer
) -> None:
    with running(Farm([FarmSite(1)])) as farm:
        made = desk(tmp_path, farm, **{kind: [path]})
        assert made.run().exit_code == 0
        farm[1].spoil = sends(path, answer)
        for _ in range(3):
            summary = made.run()
            assert summary.exit_code in (1, 3)
            assert "all well" not in summary.line
            assert made.finding().verdict in (Verdict.DEGRADED, Verdict.INCONCLUSIVE)
            assert any(f"{farm[1].base}{path}" in line for line in made.finding().evidence), made.finding()
        farm[1].spoil = None
        summary = made.run()
        assert (summary.exit_code, made.finding().verdict) == (0, Verdict.OK)


def unchanged(path: str, times: int, honest: FarmAnswer) -> FarmAnswer:
    """The first feed for ever, whatever is published."""
    return FarmAnswer(status=304) if path == "/feed.xml" and times else honest


def test_feed_that_answers_304_for_ever_is_a_finding_once_it_is_silent_for_longer_than_usual(tmp_path: Path) -> None:
    with running(Farm([FarmSite(1)])) as farm:
        made = desk(tmp_path, farm, feeds=["/feed.xml"])
        for _ in range(20):
            farm[1].publish(1)
            assert made.run(12 * HOUR).exit_code == 0
        farm[1].spoil = lambda path, times, honest: FarmAnswer(status=304) if path == "/feed.xml" else honest
        assert [made.run(6 * HOUR).exit_code for _ in range(4)] == [0] * 4
        assert made.run(6 * HOUR).exit_code == 1
        assert "listed nothing new for 30 hours; its pauses were 12 hours at most" in made.finding().evidence[0]
        farm[1].spoil = None
        farm[1].publish(1)
        assert made.run(6 * HOUR).exit_code == 0


def test_silence_is_compared_with_the_dates_of_the_stories_where_there_is_no_history(tmp_path: Path) -> None:
    with running(Farm([FarmSite(1)])) as farm:
        made = desk(tmp_path, farm, stories=12, feeds=["/feed.xml"])
        made.run()
        farm[1].spoil = unchanged
        assert made.run(2 * DAY).exit_code == 0
        assert made.run(20 * DAY).exit_code == 1


def test_thirty_runs_over_sites_that_do_not_change_raise_no_alarm(tmp_path: Path) -> None:
    with running(Farm([FarmSite(1), FarmSite(2)])) as farm:
        made = desk(tmp_path, farm, feeds=["/feed.xml"], pages=["/coast/"], sitemaps=["/news.xml"])
        for _ in range(31):
            summary = made.run(HOUR / 2)
            assert (summary.exit_code, summary.line.endswith("all well")) == (0, True), made.last


def test_weekly_is_given_weeks(tmp_path: Path) -> None:
    with running(Farm([FarmSite(1)])) as farm:
        made = desk(tmp_path, farm, feeds=["/feed.xml"])
        made.run()
        for _ in range(4):
            farm[1].publish(3)
            assert made.run(7 * DAY).exit_code == 0
        assert made.run(10 * DAY).exit_code == 0
        assert made.run(5 * DAY).exit_code == 1


def test_sitemap_that_was_empty_before_and_recovered_may_be_empty_again(tmp_path: Path) -> None:
    """A news sitemap lists two days; on a quiet weekend it lists nothing."""
    with running(Farm([FarmSite(1)])) as farm:
        made = desk(tmp_path, farm, sitemaps=["/news.xml"], feeds=["/feed.xml"])
        made.run()
        quiet = sends("/news.xml", FarmAnswer(EMPTY_MAP))
        codes = []
        for spoil in (quiet, None, quiet, None):
            farm[1].spoil = spoil
            farm[1].publish(1)
            codes += [made.run().exit_code for _ in range(4)]
        assert codes == [1] * 4 + [0] * 12


def test_broken_site_whose_feed_answers_304_stays_in_status_exit_code_and_line(tmp_path: Path) -> None:
    with running(Farm([FarmSite(1), FarmSite(2)])) as farm:
        made = desk(tmp_path, farm, feeds=["/feed.xml"])
        made.run()
        farm[1].spoil = lambda path, times, honest: FarmAnswer(SCRIPTED) if path.count("/") == 4 else honest
        farm[1].publish(8)
        assert made.run().exit_code == 5
        judged = made.now
        for _ in range(3):
            summary = made.run()
            assert summary.exit_code == 5
            assert f"{host_of(1)} broken" in summary.line
            assert made.finding().verdict is Verdict.BROKEN
            assert (
                f"no new page was read in this run: the verdict is of {judged:%Y-%m-%d %H:%M} UTC"
                in made.finding().evidence[-1]
            )
            assert len(made.finding().evidence) == 2  # it does not grow
            assert made.finding(2).verdict is Verdict.OK
        with Store.open(made.command.store_url, read_only=True) as store:
            status = read_status(store)
        assert [site.verdict for site in status.sites] == [Verdict.BROKEN, Verdict.OK]


def test_every_source_has_a_verdict_even_one_that_never_listed_anything(tmp_path: Path) -> None:
    with running(Farm([FarmSite(1), FarmSite(2)])) as farm:
        made = desk(tmp_path, farm, feeds=["/feed.xml"])
        farm[2].spoil = sends("/feed.xml", FarmAnswer(EMPTY_RSS))
        made.run()
        assert {finding.site for finding in made.last} == {host_of(1), host_of(2)}
        assert made.finding(2).verdict is not Verdict.OK


def test_site_that_blocked_everything_stays_reported_until_a_page_is_read(tmp_path: Path) -> None:
    with running(Farm([FarmSite(1), FarmSite(2)])) as farm:
        made = desk(tmp_path, farm, feeds=["/feed.xml"])
        farm[1].spoil = lambda path, times, honest: failure(403) if path.count("/") == 4 else honest
        assert made.run().exit_code == 1
        assert made.run(timedelta(seconds=30)).exit_code == 1
        assert made.finding().verdict is Verdict.INCONCLUSIVE
        farm[1].spoil = None
        assert made.run(2 * DAY).exit_code == 0


def dates(change: Callable[[str], str]) -> Spoil:
    def spoil(path: str, times: int, honest: FarmAnswer) -> FarmAnswer:
        return replace(honest, body=change(honest.body.decode()).encode(), etag="") if path == "/feed.xml" else honest

    return spoil


@pytest.mark.parametrize("date", ["Thu, 01 Jan 2099 00:00:00 GMT", "Mon, 01 Jan 0001 00:00:00 GMT", "31 Feb 2026"])
def test_one_impossible_date_hides_neither_silence_nor_stories(tmp_path: Path, date: str) -> None:
    def spoiled(xml: str) -> str:
        head, tag, rest = xml.partition("<pubDate>")
        return f"{head}{tag}{date}{rest[rest.index('<') :]}"

    with running(Farm([FarmSite(1)])) as farm:
        made = desk(tmp_path, farm, feeds=["/feed.xml"])
        farm[1].spoil = dates(spoiled)
        made.run()
        for _ in range(10):
            farm[1].publish(1)
            assert made.run(12 * HOUR).counts["new"] == 1
        asked = len(farm.pages_asked(1))
        assert made.run(HOUR).counts.get("article", 0) == 0  # the date is no reason to fetch the page again
        assert len(farm.pages_asked(1)) == asked
        assert made.run(5 * DAY).exit_code == 1


@pytest.mark.parametrize("status", [404, 410, 400, 406])
def test_refusal_in_one_run_loses_no_story(tmp_path: Path, status: int) -> None:
    with running(Farm([FarmSite(1)])) as farm:
        made = desk(tmp_path, farm, feeds=["/feed.xml"])
        farm[1].spoil = lambda path, times, honest: failure(status) if path.count("/") == 4 and times == 0 else honest
        assert made.run().exit_code == 1
        assert made.command.kept() == []
        assert "8 pages of this run were gone or refused" in made.finding().evidence[0]
        assert made.run(HOUR / 2).exit_code == 1  # it stands until they are read
        assert made.run(2 * HOUR).exit_code == 0
        assert len(made.command.kept()) == 8


def test_refusal_that_lasts_is_given_up_and_counted(tmp_path: Path) -> None:
    with running(Farm([FarmSite(1)])) as farm:
        made = desk(tmp_path, farm, feeds=["/feed.xml"])
        farm[1].vanish(3, 404)
        lines = [made.run(12 * HOUR).line for _ in range(24)]
        assert sum("1 given up" in line for line in lines) == 1
        assert len(farm.asked(1, farm[1].story(3).path)) == 6


def test_long_crawl_delay_is_said(tmp_path: Path) -> None:
    with running(Farm([FarmSite(1, robots="User-agent: *\nCrawl-delay: 3600\n")])) as farm:
        made = desk(tmp_path, farm, feeds=["/feed.xml"])
        summary = made.run()
        assert summary.exit_code == 1
        assert any("3,600 seconds" in line or "60 minutes" in line for line in made.finding().evidence)
