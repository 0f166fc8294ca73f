"""The subcommands `run`, `discover`, `status`, `report` and `schedule`.

This module is loaded when one of them is called; each imports the libraries of the extra `runs` itself.
"""

from __future__ import annotations

import os
import stat
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal
from urllib.parse import quote

from cyclopts import Parameter

from scraper.cli.input import Flag, put
from scraper.cli.options import verb, with_extra
from scraper.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from threading import Event

    from scraper.runs.config import News
    from scraper.runs.logs import RunLog
    from scraper.runs.store import Store
    from scraper.runs.types import Finding, Verdict

SchedulePart = Annotated[Literal["cron", "service", "timer", "failed"] | None, Parameter(name="--as")]

_MARK = ".bodycopy-report"

run = verb(
    "run",
    "scraper run news.toml",
    "scraper run news.toml --quiet",
    note="Prints a summary line. The log goes to standard error, as JSON lines unless that is a terminal.\n"
    "Exit codes: 0 all well, 1 findings, 3 nothing could be fetched, 5 a rule is broken,\n"
    "6 another run holds the store.",
)
init = verb("init", 'scraper init news.toml --user-agent "example-bot/1.0 (+https://example.org/bot)"')
discover = verb(
    "discover",
    "scraper discover https://www.example.org/ >> news.toml",
    'scraper discover https://www.example.org/ --user-agent "example-bot/1.0 (+https://example.org/bot)" > news.toml',
)
status = verb("status", "scraper status news.toml")
notify = verb("notify", "scraper notify news.toml --test")
report = verb("report", "scraper report news.toml report.html")
schedule = verb(
    "schedule",
    "scraper schedule news.toml --every 30m",
    "scraper schedule news.toml --every 2h --as timer > bodycopy-news.timer",
)


@run.default
@with_extra()
def _run(config: Path, /, *, quiet: Flag = False, verbose: Flag = False) -> int:
    """Run once over the sources of a file; the exit code.

    Args:
        config: The TOML file of the run.
        quiet: Log only findings and errors, and print nothing if all verdicts are as before, for cron.
        verbose: Log every step.
    """
    from scraper.runs.config import load

    news = load(config)  # before the imports, which take a second: errors in the file are reported at once
    from scraper.rule_files import read_rules
    from scraper.runs.lock import locked
    from scraper.runs.logs import new_run_id, standard_log
    from scraper.runs.signals import stop_signals
    from scraper.runs.store import Store

    read_rules(news.run.rules)  # raises if a folder is missing
    run_id = new_run_id()
    if news.run.metrics is not None:
        from scraper.runs.monitoring import metrics

        metrics.check_metrics_path(news.run.metrics)
    log = standard_log(run_id, "error" if quiet else "debug" if verbose else None)
    with locked(news, run_id), stop_signals() as stop, Store.open(news.run.store) as store, store.exclusive():
        return _run_once(news, store, log, stop, quiet)


def _run_once(news: News, store: Store, log: RunLog, stop: Event, quiet: bool) -> int:
    from scraper.runs.notify import notify as tell
    from scraper.runs.run import run as run_once

    last, before = store.last_findings()
    with log:
        summary = run_once(news, store, log, stop)
        is_as_before = last is not None and _verdicts(before) == _verdicts(summary.verdicts)
        if not (quiet and is_as_before):
            for finding in summary.findings:
                verdict, why = finding.verdict.value, finding.evidence
                log.event("finding", level="error", site=finding.site, verdict=verdict, why=why)
        tell(news, store, summary, log)
    if not (quiet and is_as_before):
        put(f"{summary.line}\n")
    if news.run.metrics is not None:
        from scraper.runs.monitoring import metrics
        from scraper.runs.site_stats import SiteStats

        verdicts = store.last_findings()[1]
        names = [finding.site for finding in verdicts]
        sites = [store.site_run(summary.run_id, site) or SiteStats(site) for site in names]
        metrics.write(news.run.metrics, news.path, summary, sites, verdicts)
    return summary.exit_code


def _verdicts(findings: Iterable[Finding]) -> dict[str, Verdict]:
    return {finding.site: finding.verdict for finding in findings}


@notify.default
@with_extra()
def _notify(config: Path, /, *, test: Flag = False, failed: Flag = False) -> int:
    """Send a message through every channel of [notify]; exit code 3 if one of them fails.

    Args:
        config: The TOML file of the run.
        test: Send a test message.
        failed: Say that a run failed, as the systemd units of scraper schedule do.
    """
    from scraper.runs.config import load
    from scraper.runs.logs import new_run_id
    from scraper.runs.notify import send_message
    from scraper.runs.notify.channels import channels_of
    from scraper.runs.notify.message import Message
    from scraper.runs.summary import NOTHING_FETCHED

    news = load(config)
    if not any(channels_of(news.notify)):
        raise UsageError(f'{config}: no channel is configured: write [notify] with webhook = "https://…"')
    if test is failed:
        raise UsageError("give --test for a test message: changed verdicts are sent by scraper run itself")
    what = "this is a test" if test else f"a run of {news.path} failed: see the log of its unit, and scraper status"
    errors = send_message(news.notify, Message(new_run_id(), str(news.path), what))
    for channel in channels_of(news.notify):
        put(f"{channel.name}: sent\n" if not any(error.startswith(f"{channel.name}: ") for error in errors) else "")
    for error in errors:
        sys.stderr.write(f"scraper: {error}\n")
    return NOTHING_FETCHED if errors else 0


@status.default
@with_extra()
def _status(config: Path, /) -> int:
    """Print the verdict of the last run on each site, with the evidence.

    Args:
        config: The TOML file of the run.
    """
    from rich.console import Console

    from scraper.runs.config import load
    from scraper.runs.monitoring.status import read_status, show_status
    from scraper.runs.store import Store

    with Store.open(load(config).run.store, read_only=True) as store:
        show_status(read_status(store), Console(file=sys.stdout, highlight=False))
    return 0


@report.default
@with_extra()
def _report(config: Path, out: Path, /, *, alone: Flag = False) -> int:
    """Write a page on the runs of a file, and beside it a folder with the explained views of the worst articles.

    Args:
        config: The TOML file of the run.
        out: The page to write; the folder is named after it.
        alone: Write only the page, which then shows the command that explains an article.
    """
    from scraper.output.files import atomic_folder, write_text
    from scraper.runs.clean_page import clean_limited
    from scraper.runs.config import load
    from scraper.runs.monitoring.report import explained_pages, read_report, render
    from scraper.runs.store import Store

    folder, written = out.with_name(f"{out.stem}-pages"), set[str]()
    news = load(config)
    clean = partial(clean_limited, rules=news.run.rules)
    with Store.open(news.run.store, read_only=True) as store:
        data = read_report(store, str(config), rules=news.run.rules)
        if not alone:
            with atomic_folder(folder, lambda existing: (existing / _MARK).is_file()) as draft:
                (draft / _MARK).write_text("Written by scraper report, which replaces the complete folder.\n")
                for name, page in explained_pages(store, data, clean):
                    written.add(name)
                    (draft / name).write_text(page, "utf-8", "backslashreplace")
    write_text(out, render(data, "" if alone else quote(folder.name), written))
    return 0


@init.default
@with_extra()
def _init(config: Path, /, *, user_agent: str) -> int:
    """Write the file of a new run, commented, to which scraper discover adds sources.

    Args:
        config: The new TOML file.
        user_agent: The name of your crawler, and where to reach you.
    """
    from scraper.runs.new_config import write_config

    write_config(config, user_agent)
    put(f"{config} is written. Add a source: scraper discover https://www.example.org/ >> {config}\n")
    return 0


@discover.default
@with_extra()
def _discover(url: str, /, *, user_agent: str | None = None, allow_private: Flag = False) -> int:
    """Find the feeds and sitemaps of a site with about twenty requests at most, and print them as a source.

    Into a new file, as in >> news.toml, with --user-agent, it writes a complete file that runs.

    Args:
        url: The front page or a section page; https:// is assumed.
        user_agent: The user agent, such as "example-bot/1.0 (+https://example.org/bot)".
        allow_private: Allow loopback and private addresses.
    """
    from scraper.errors import FetchError
    from scraper.net.fetch import USER_AGENT
    from scraper.runs.config import checked_user_agent
    from scraper.runs.new_config import config_text
    from scraper.runs.polite.client import discovery_client
    from scraper.runs.sources.autodiscovery import find_sources, to_toml

    url = url if "://" in url else f"https://{url}"
    with discovery_client(user_agent or USER_AGENT, allow_private) as client:
        found = find_sources(url, client.ask, client.robots.sitemaps)
    if not (found.feeds or found.sitemaps or found.pages):
        why = client.failed.get(found.url, "no feed, sitemap or article links were found: look for them by hand")
        raise FetchError(found.url, why)
    if _is_new_file():
        if user_agent:
            put(config_text("news.toml", checked_user_agent(Path("--user-agent"), user_agent), allow_private))
        else:
            sys.stderr.write(
                "scraper: the new file has no [run] yet: begin it with scraper init, or give --user-agent\n"
            )
    put(f"\n{to_toml(found)}")  # the file that it is added to may end without a line break
    return 0


def _is_new_file() -> bool:
    """Whether standard output is an empty file."""
    try:
        found = os.fstat(sys.stdout.fileno())
    except (OSError, ValueError):
        return False
    return stat.S_ISREG(found.st_mode) and found.st_size == 0


@schedule.default
@with_extra()
def _schedule(config: Path, /, *, every: str, as_: SchedulePart = None) -> int:
    """Print a crontab line, and a systemd service and timer, that start a run regularly.

    Args:
        config: The TOML file of the run.
        every: The interval: 30m, 2h, 1d.
        as_: Print only the crontab line, the service, the timer, or the service for a run that failed, for a pipe.
    """
    from scraper.runs import schedule as runs_schedule
    from scraper.runs.config import load
    from scraper.runs.config_section import duration

    news, seconds = load(config), duration(every)
    if seconds < 60:
        raise UsageError(f"--every {every}: the shortest interval is one minute: give --every 1m or more")
    if news.run.deadline >= seconds:
        sys.stderr.write(
            f"scraper: a run may take {runs_schedule.spoken(news.run.deadline)} (deadline), "
            f"as long as --every {every} or longer; a run that starts during another exits with code 6\n"
        )
    put(runs_schedule.schedule_text(news, seconds, as_))
    return 0
