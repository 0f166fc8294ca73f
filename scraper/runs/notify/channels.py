"""The ways in which a notification is sent: a command, a webhook, e-mail."""

from __future__ import annotations

import json
import os
import smtplib
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from http.client import HTTPException
from typing import Protocol
from urllib.error import HTTPError
from urllib.parse import unquote, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from scraper.runs.config import NotifySettings
from scraper.runs.notify.message import Message, webhook_body

TIMEOUT = 15.0
"""Seconds for one try."""
_TEMPORARY = frozenset([408, 425, 429, *range(500, 600)])

_UNSET = "the environment has no variable {}: set it in the crontab or the systemd unit"

Attempt = tuple[str, bool]
"""The error of an attempt ("" if there was none), and whether another one may succeed."""


def _revealed(value: str) -> str:
    """The value itself, or that of the environment variable it names; "" if that is not set."""
    return os.environ.get(value[1:], "").strip() if value.startswith("$") else value


class Channel(Protocol):
    """One way of sending a message; `name` is the key of the configuration."""

    @property
    def name(self) -> str:
        """What to call it in an error."""
        ...

    def send(self, message: Message) -> Attempt:
        """Try once to send the message."""
        ...


def channels_of(settings: NotifySettings) -> Iterator[Channel]:
    """The channels of a configuration."""
    if settings.command:
        yield _Command(settings.command)
    if settings.webhook:
        yield _Webhook(settings.webhook, settings.form)
    if settings.mail_to:
        yield _Mail(settings.smtp, settings.mail_from, settings.mail_to)


@dataclass(frozen=True, slots=True)
class _Command:
    """The message is its standard input, as JSON."""

    words: tuple[str, ...]
    name: str = "command"

    def send(self, message: Message) -> Attempt:
        try:
            done = subprocess.run(
                self.words, input=json.dumps(message.to_dict()).encode(), timeout=TIMEOUT, capture_output=True,
                check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return f"{self.words[0]} did not end within {TIMEOUT:g} s", False
        except OSError as error:
            return f"{self.words[0]} cannot be started: {error.strerror}", False
        said = " ".join(done.stderr.decode("utf-8", "replace").split())[:200]
        return (f"{self.words[0]} exited with {done.returncode}: {said}" if done.returncode else ""), True


class _NoRedirect(HTTPRedirectHandler):
    """A redirected POST would arrive as a GET without the message."""

    def redirect_request(self, *_: object) -> None:
        return None


@dataclass(frozen=True, slots=True)
class _Webhook:
    """A POST. The address is a secret, so errors do not repeat it."""

    url: str
    form: str
    name: str = "webhook"

    def send(self, message: Message) -> Attempt:
        body, headers = webhook_body(message, self.form)
        if not (url := _revealed(self.url)):
            return _UNSET.format(self.url), False
        request = Request(url, body, {"User-Agent": "bodycopy", **headers}, method="POST")
        try:
            with build_opener(_NoRedirect).open(request, timeout=TIMEOUT):
                return "", False
        except HTTPError as error:
            error.close()
            return f"the server answered {error.code}", error.code in _TEMPORARY
        except (OSError, HTTPException) as error:
            return f"it cannot be reached: {getattr(error, 'reason', error)}", True


@dataclass(frozen=True, slots=True)
class _Mail:
    """E-mail over SMTP: smtp:// with STARTTLS where the server offers it, smtps:// with TLS from the start."""

    server: str
    sender: str
    to: tuple[str, ...]
    name: str = "mail"

    def send(self, message: Message) -> Attempt:
        if not (server := _revealed(self.server)):
            return _UNSET.format(self.server), False
        try:
            with self._connected(server) as connection:
                connection.send_message(self._mail(message))
        except smtplib.SMTPResponseException as error:
            said = error.smtp_error.decode("utf-8", "replace") if isinstance(error.smtp_error, bytes) else ""
            return f"the server answered {error.smtp_code} {said}".strip(), 400 <= error.smtp_code < 500
        except smtplib.SMTPRecipientsRefused as error:
            return f"the server refused {', '.join(error.recipients)}", False
        except (OSError, smtplib.SMTPException) as error:
            return f"it cannot be sent: {error}", True
        return "", False

    def _connected(self, server: str) -> smtplib.SMTP:
        parts = urlsplit(server)
        secure = parts.scheme == "smtps"
        kind = smtplib.SMTP_SSL if secure else smtplib.SMTP
        connection = kind(parts.hostname or "localhost", parts.port or (465 if secure else 25), timeout=TIMEOUT)
        try:
            connection.ehlo()
            if not secure and connection.has_extn("starttls"):
                connection.starttls()
                connection.ehlo()
            if parts.username:
                connection.login(unquote(parts.username), unquote(parts.password or ""))
        except (OSError, smtplib.SMTPException):
            connection.close()
            raise
        return connection

    def _mail(self, message: Message) -> EmailMessage:
        mail = EmailMessage()
        mail["Subject"] = message.title
        mail["From"] = self.sender or f"bodycopy@{socket.gethostname() or 'localhost'}"
        mail["To"] = ", ".join(self.to)
        mail["Date"] = formatdate()
        mail["Message-ID"] = make_msgid(domain="bodycopy.invalid")
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(message.text.encode("utf-8", "replace").decode())
        return mail
