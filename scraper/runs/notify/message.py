"""A notification as text, as JSON, and as the body that each chat service expects."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from scraper.output.explain import printable
from scraper.runs.types import Verdict

_MOST_CHANGES = 20
_MOST_EVIDENCE = 5
_MOST_OF_LINE = 500
_DISCORD, _SLACK, _NTFY, _TEAMS = 2_000, 12_000, 4_000, 20_000
"""The most characters of a message; Discord and ntfy refuse longer ones."""


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """A changed verdict with its evidence, a failing page (""), the rule's module and file (""), and what to do."""

    site: str
    verdict: Verdict
    before: Verdict
    evidence: tuple[str, ...] = ()
    page: str = ""
    rule: str = ""
    commands: tuple[tuple[str, ...], ...] = ()
    file: str = ""

    def to_dict(self) -> dict[str, Any]:
        """As values that JSON can represent."""
        return {
            "site": self.site, "verdict": self.verdict.value, "before": self.before.value,
            "evidence": list(self.evidence), "page": self.page, "rule": self.rule,
            "file": self.file, "commands": [shlex.join(words) for words in self.commands],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Message:
    """What a run has to tell; without `changes`, only its `summary`."""

    run_id: str
    config: str
    summary: str
    changes: tuple[VerdictChange, ...] = ()

    @property
    def title(self) -> str:
        """One line: the first three sites with their verdicts, or the summary."""
        named = [f"{change.site} {change.verdict.value}" for change in self.changes[:3]]
        more = f" and {len(self.changes) - 3} more" if len(self.changes) > 3 else ""
        return _line(f"bodycopy: {', '.join(named)}{more}" if named else f"bodycopy: {self.summary}")

    @property
    def text(self) -> str:
        """The complete message as plain text."""
        return "\n".join((*self._lines(), _line(self.summary) if self.changes else "", f"({_line(self.config)})"))

    def to_dict(self) -> dict[str, Any]:
        """As values that JSON can represent."""
        changes = [change.to_dict() for change in self.changes]
        return {"run": self.run_id, "config": self.config, "summary": self.summary, "changes": changes}

    def _lines(self) -> Iterator[str]:
        yield self.title
        yield ""
        for change in self.changes[:_MOST_CHANGES]:
            yield _line(f"{change.site}: {change.verdict.value} (before: {change.before.value})")
            yield from (f"- {_line(sentence)}" for sentence in change.evidence[:_MOST_EVIDENCE])
            if change.page:
                yield _line(f"A page to look at: {change.page}")
            if change.rule:
                yield _line(f"Its rule: {change.file or change.rule}")
            yield from (f"  {_line(shlex.join(words))}" for words in change.commands)
            yield ""
        if len(self.changes) > _MOST_CHANGES:
            yield f"and {len(self.changes) - _MOST_CHANGES} more: see scraper status"


def _line(text: str) -> str:
    """Text of pages may hold control characters and line breaks; a line of a message holds neither."""
    return printable(" ".join(text.split()))[:_MOST_OF_LINE]


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 2]} …"


def _json(message: Message) -> Any:
    return message.to_dict()


def _slack(message: Message) -> Any:
    text = message.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return {"text": _cut(text, _SLACK)}


def _discord(message: Message) -> Any:
    return {"content": _cut(message.text, _DISCORD), "allowed_mentions": {"parse": []}}


def _teams(message: Message) -> Any:
    body = [
        {"type": "TextBlock", "text": message.title, "weight": "Bolder", "wrap": True},
        {"type": "TextBlock", "text": _cut(message.text, _TEAMS), "wrap": True, "fontType": "Monospace"},
    ]
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json", "type": "AdaptiveCard", "version": "1.4",
        "body": body,
    }  # fmt: skip
    attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": None, "content": card}
    return {"type": "message", "attachments": [attachment]}


_BODIES: dict[str, Callable[[Message], Any]] = {"json": _json, "slack": _slack, "discord": _discord, "teams": _teams}


def webhook_body(message: Message, form: str) -> tuple[bytes, dict[str, str]]:
    """The body and headers of the POST in this form: json, slack, discord, teams or ntfy."""
    if form == "ntfy":
        broken = any(change.verdict is Verdict.BROKEN for change in message.changes)
        title = message.title.encode("ascii", "replace").decode()
        headers = {"Title": title, "Priority": "high" if broken else "default", "Content-Type": "text/plain"}
        return message.text.encode("utf-8", "replace")[:_NTFY].decode("utf-8", "ignore").encode(), headers
    return json.dumps(_BODIES[form](message)).encode(), {"Content-Type": "application/json"}
