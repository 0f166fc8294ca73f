"""Tell somebody about changed verdicts: by a command, a webhook or e-mail, once a change, and never at a run's cost."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from scraper.runs.advice import advice_on
from scraper.runs.config import News, NotifySettings
from scraper.runs.logs import RunLog
from scraper.runs.monitoring.status import WORST_FIRST
from scraper.runs.notify.channels import Channel, channels_of
from scraper.runs.notify.message import Message, VerdictChange
from scraper.runs.store import Store
from scraper.runs.summary import Summary
from scraper.runs.types import Finding, Verdict

_TRIES = 3
_MOST_SECONDS = 30.0
_PAUSE = 1.0
"""Seconds before the second try; doubled before the third."""


def notify(
    news: News, store: Store, summary: Summary, log: RunLog, sleep: Callable[[float], None] = time.sleep
) -> tuple[str, ...]:
    """Tell which verdicts changed since they were last told; returns the errors, one for each channel that failed.

    What no channel could be told is told again after the next run. Raises StoreError if the store fails.
    """
    told = store.notified()
    changes = tuple(_changes(news, summary, told))
    if not changes or not any(channels_of(news.notify)):
        return ()
    message = Message(summary.run_id, str(news.path), summary.line, changes)
    errors = send_message(news.notify, message, sleep)
    for error in errors:
        log.event("notification failed", level="warning", why=error)
    if len(errors) < len(tuple(channels_of(news.notify))):
        store.put_notified({change.site: change.verdict for change in changes}, summary.ended)
        log.event("notified", sites=[change.site for change in changes])
    return errors


def send_message(
    settings: NotifySettings, message: Message, sleep: Callable[[float], None] = time.sleep
) -> tuple[str, ...]:
    """Send a message through every channel, up to three times each; returns an error for each that failed.

    No try begins later than half a minute after the first: a run must end.
    """
    end = time.monotonic() + _MOST_SECONDS
    return tuple(error for channel in channels_of(settings) if (error := _send(channel, message, sleep, end)))


def _send(channel: Channel, message: Message, sleep: Callable[[float], None], end: float) -> str:
    error = ""
    for number in range(_TRIES):
        if number:
            sleep(_PAUSE * 2.0 ** (number - 1))
        error, may_retry = channel.send(message)
        if not error or not may_retry or time.monotonic() > end:
            break
    return f"{channel.name}: {error}" if error else ""


def _changes(news: News, summary: Summary, told: Mapping[str, tuple[Verdict, datetime]]) -> Iterator[VerdictChange]:
    """The verdicts that differ from what was told, except on sites of which something was told a moment ago."""
    reported = {finding.site for finding in summary.findings}
    every = timedelta(seconds=news.notify.every)
    for finding in _by_weight(summary.verdicts):
        before, sent = told.get(finding.site, (Verdict.OK, None))
        if finding.verdict is before or (finding.verdict is not Verdict.OK and finding.site not in reported):
            continue
        if sent is not None and timedelta() <= summary.ended - sent < every:
            continue
        page = summary.failing.get(finding.site, "")
        advice = advice_on(str(news.path), finding.site, finding.verdict, page, rules=news.run.rules)
        status = () if finding.verdict is Verdict.OK else (("scraper", "status", str(news.path)),)
        commands = (*status, *advice.looking, *advice.mending)
        yield VerdictChange(
            finding.site, finding.verdict, before, finding.evidence, page, advice.module, commands, advice.file
        )


def _by_weight(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: (WORST_FIRST.index(finding.verdict), finding.site))
