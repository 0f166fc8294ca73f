"""Notifications over real servers on loopback: a webhook, an SMTP server, a command; each told once a change."""

from __future__ import annotations

import io
import json
import socketserver
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from scraper import cli
from scraper.errors import UsageError
from scraper.runs import config
from scraper.runs.config import FetchSettings, News, NotifySettings, RunSettings, Source
from scraper.runs.logs import JsonLog
from scraper.runs.notify import notify, send_message
from scraper.runs.notify.message import Message, VerdictChange, webhook_body
from scraper.runs.store import Store
from scraper.runs.summary import Summary
from scraper.runs.types import Finding, Verdict
from tests.support.article_store import AGENT

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

NOW = datetime(2026, 11, 2, 6, 0, tzinfo=UTC)
SITE = "tidepost.example"
DEAD = "body selector 'div.story' matched 0 of 12 pages"
LAST = Message("r1", "news.toml", "1 source: 3 found", (VerdictChange(SITE, Verdict.BROKEN, Verdict.OK, (DEAD,)),))


class Hook(ThreadingHTTPServer):
    """Records every POST, and answers with `statuses`, then with 200."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.statuses: list[int] = []
        self.posts: list[tuple[dict[str, str], bytes]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/secret-token"


class Handler(BaseHTTPRequestHandler):
    server: Hook

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.posts.append(({name.lower(): value for name, value in self.headers.items()}, body))
        self.send_response(self.server.statuses.pop(0) if self.server.statuses else 200)
        self.send_header("location", "http://127.0.0.1:1/")
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


class Post(socketserver.ThreadingTCPServer):
    """A mail server that keeps what it is given."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Dialogue)
        self.mails: list[bytes] = []
        self.answers: list[bytes] = []
        """Answers to the next MAIL commands; afterwards they are accepted."""

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"


class Dialogue(socketserver.StreamRequestHandler):
    server: Post

    def handle(self) -> None:
        self.wfile.write(b"220 quay ESMTP\r\n")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                lines = []
                while (part := self.rfile.readline()) not in (b".\r\n", b""):
                    lines.append(part)
                self.server.mails.append(b"".join(lines))
            if verb == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            refused = self.server.answers.pop(0) if verb == b"MAIL" and self.server.answers else b""
            self.wfile.write(refused or b"250 ok\r\n")


@contextmanager
def serving(server: Any) -> Iterator[Any]:
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.01))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def hook() -> Iterator[Hook]:
    with serving(Hook()) as server:
        yield server


@pytest.fixture
def post() -> Iterator[Post]:
    with serving(Post()) as server:
        yield server


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path}/articles.db") as opened:
        yield opened


def news(folder: Path, **settings: Any) -> News:
    return News(
        folder / "news.toml", RunSettings("", AGENT), FetchSettings(), (Source("tide"),), NotifySettings(**settings)
    )


def summary(verdict: Verdict, now: datetime = NOW, *, reported: bool = True, site: str = SITE) -> Summary:
    finding = Finding(site, verdict, (DEAD,) if verdict is not Verdict.OK else ())
    findings = (finding,) if reported and verdict is not Verdict.OK else ()
    failing = {site: f"https://{site}/9"}
    return Summary("r1", now, now, {}, findings, 0, "1 source: 3 found", (finding,), failing)


def tell(made: News, store: Store, what: Summary) -> tuple[tuple[str, ...], str]:
    log = io.StringIO()
    errors = notify(made, store, what, JsonLog(log, "r1"), sleep=lambda seconds: None)
    return errors, log.getvalue()


def test_a_changed_verdict_is_told_once_with_evidence_page_and_commands(
    hook: Hook, store: Store, tmp_path: Path
) -> None:
    made = news(tmp_path, webhook=hook.url)
    for hours in range(0, 12, 2):
        assert tell(made, store, summary(Verdict.BROKEN, NOW + timedelta(hours=hours)))[0] == ()
    ((headers, body),) = hook.posts
    assert headers["content-type"] == "application/json"
    (change,) = json.loads(body)["changes"]
    assert (change["site"], change["verdict"], change["before"]) == (SITE, "broken", "ok")
    assert change["evidence"] == [DEAD]
    assert change["page"] == f"https://{SITE}/9"
    assert f"scraper explain https://{SITE}/9" in change["commands"]
    assert f"scraper reclean {tmp_path}/news.toml --site {SITE}" in change["commands"]


def test_rules_of_the_run_are_named_and_stand_in_its_commands(hook: Hook, store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "tide.toml").write_text(f"domains = '{SITE}'\nbody = 'article'\n", "utf-8")
    plain = news(tmp_path, webhook=hook.url)
    tell(replace(plain, run=replace(plain.run, rules=(str(folder),))), store, summary(Verdict.BROKEN))
    (change,) = json.loads(hook.posts[0][1])["changes"]
    assert change["rule"] == "rules/tide.toml"
    assert f"scraper explain https://{SITE}/9 --rules {folder}" in change["commands"]


def test_a_site_that_is_well_again_is_told_and_one_that_always_was_is_not(
    hook: Hook, store: Store, tmp_path: Path
) -> None:
    made = news(tmp_path, webhook=hook.url)
    for day, verdict in enumerate((Verdict.OK, Verdict.DEGRADED, Verdict.OK, Verdict.OK)):
        tell(made, store, summary(verdict, NOW + timedelta(days=day)))
    told = [json.loads(body)["changes"][0]["verdict"] for _, body in hook.posts]
    assert told == ["degraded", "ok"]


def test_too_few_pages_are_no_news(hook: Hook, store: Store, tmp_path: Path) -> None:
    tell(news(tmp_path, webhook=hook.url), store, summary(Verdict.INCONCLUSIVE, reported=False))
    assert hook.posts == []


def test_a_site_that_flaps_is_told_of_once_in_a_while(hook: Hook, store: Store, tmp_path: Path) -> None:
    made = news(tmp_path, webhook=hook.url, every=3600.0)
    for minute in range(0, 180, 5):
        verdict = Verdict.INCONCLUSIVE if minute % 10 else Verdict.OK
        tell(made, store, summary(verdict, NOW + timedelta(minutes=minute)))
    assert 1 <= len(hook.posts) <= 3


@pytest.mark.parametrize("status", [429, 500, 503])
def test_what_a_server_refuses_for_now_is_tried_again(hook: Hook, store: Store, tmp_path: Path, status: int) -> None:
    hook.statuses = [status, status]
    assert tell(news(tmp_path, webhook=hook.url), store, summary(Verdict.BROKEN))[0] == ()
    assert len(hook.posts) == 3


@pytest.mark.parametrize("status", [301, 307, 400, 404])
def test_what_a_server_refuses_for_good_is_said_without_the_address_and_told_after_the_next_run(
    hook: Hook, store: Store, tmp_path: Path, status: int
) -> None:
    hook.statuses = [status]
    made = news(tmp_path, webhook=hook.url)
    errors, log = tell(made, store, summary(Verdict.BROKEN))
    assert errors == (f"webhook: the server answered {status}",)
    assert "secret-token" not in log
    assert "notification failed" in log
    assert tell(made, store, summary(Verdict.BROKEN))[0] == ()
    assert len(hook.posts) == 2


def test_a_server_that_is_not_there_ends_nothing(store: Store, tmp_path: Path) -> None:
    mail = {"smtp": "smtp://127.0.0.1:1", "mail_to": ("a@b.example",)}
    made = news(tmp_path, webhook="http://127.0.0.1:1/x", command=("/no/such/program",), **mail)
    errors, _ = tell(made, store, summary(Verdict.BROKEN))
    assert [error.partition(":")[0] for error in errors] == ["command", "webhook", "mail"]
    assert store.notified() == {}


@pytest.mark.parametrize(
    ("form", "text"),
    [
        pytest.param("slack", lambda body: body["text"], id="slack"),
        pytest.param("discord", lambda body: body["content"], id="discord"),
        pytest.param("teams", lambda body: body["attachments"][0]["content"]["body"][1]["text"], id="teams"),
    ],
)
def test_each_chat_gets_the_body_it_expects(hook: Hook, tmp_path: Path, form: str, text: Any) -> None:
    assert send_message(NotifySettings(webhook=hook.url, form=form), LAST) == ()
    assert f"{SITE}: broken (before: ok)" in text(json.loads(hook.posts[0][1]))


def test_ntfy_gets_plain_text_with_a_title(hook: Hook) -> None:
    assert send_message(NotifySettings(webhook=hook.url, form="ntfy"), LAST) == ()
    headers, body = hook.posts[0]
    assert (headers["title"], headers["priority"]) == (f"bodycopy: {SITE} broken", "high")
    assert DEAD in body.decode()


@pytest.mark.parametrize(("form", "most"), [("discord", 2000), ("slack", 13000), ("ntfy", 4000), ("teams", 25000)])
def test_a_message_on_a_thousand_sites_fits(form: str, most: int) -> None:
    changes = tuple(VerdictChange(f"s{n}.example", Verdict.BROKEN, Verdict.OK, ("ü" * 900,) * 9) for n in range(1000))
    body, _ = webhook_body(Message("r", "c", "s", changes), form)
    text = body.decode() if form == "ntfy" else str(json.loads(body))
    assert len(text) <= most + 300
    assert len(body) <= 4000 or form != "ntfy"


def test_text_of_a_page_mentions_nobody_and_breaks_no_line(post: Post) -> None:
    evil = "a new line: <!channel> @everyone\r\nBcc: all@tidepost.example\x1b[2J"
    message = Message("r", "c", "s", (VerdictChange("x.example", Verdict.DEGRADED, Verdict.OK, (evil,)),))
    assert "<!channel>" not in json.loads(webhook_body(message, "slack")[0])["text"]
    assert json.loads(webhook_body(message, "discord")[0])["allowed_mentions"] == {"parse": []}
    send_message(NotifySettings(smtp=post.url, mail_to=("desk@tidepost.example",)), message)
    mail = message_from_bytes(post.mails[0], policy=policy.default)
    assert mail["bcc"] is None
    assert "\x1b" not in mail.get_content()


def test_mail_arrives_with_subject_and_text(post: Post) -> None:
    to = ("desk@tidepost.example", "night@tidepost.example")
    assert send_message(NotifySettings(smtp=post.url, mail_to=to, mail_from="bot@tidepost.example"), LAST) == ()
    mail = message_from_bytes(post.mails[0], policy=policy.default)
    assert mail["subject"] == f"bodycopy: {SITE} broken"
    assert (mail["from"], mail["to"]) == ("bot@tidepost.example", ", ".join(to))
    assert DEAD in mail.get_content()


@pytest.mark.parametrize(
    ("answer", "tries", "error"),
    [(b"451 later\r\n", 2, ()), (b"550 never\r\n", 1, ("mail: the server answered 550 never",))],
)
def test_mail_is_tried_again_where_that_may_help(post: Post, answer: bytes, tries: int, error: tuple[str, ...]) -> None:
    post.answers = [answer]
    errors = send_message(NotifySettings(smtp=post.url, mail_to=("a@b.example",)), LAST, sleep=lambda seconds: None)
    assert errors == error
    assert len(post.mails) == tries - 1


def test_a_command_gets_the_message_on_standard_input(tmp_path: Path) -> None:
    out = tmp_path / "told.json"
    script = f"import pathlib, sys; pathlib.Path({str(out)!r}).write_bytes(sys.stdin.buffer.read())"
    assert send_message(NotifySettings(command=(sys.executable, "-c", script)), LAST) == ()
    assert json.loads(out.read_text())["changes"][0]["site"] == SITE


def test_a_command_that_fails_says_why() -> None:
    script = "import sys; sys.exit('no pager here')"
    errors = send_message(NotifySettings(command=(sys.executable, "-c", script)), LAST, sleep=lambda seconds: None)
    assert errors == (f"command: {sys.executable} exited with 1: no pager here",)


def write(folder: Path, table: str) -> Path:
    path = folder / "news.toml"
    source = '[[source]]\nname = "tide"\nurls = ["https://tidepost.example/1"]\n'
    path.write_text(f'[run]\nuser_agent = "{AGENT}"\n{source}\n[notify]\n{table}\n', "utf-8")
    return path


@pytest.mark.parametrize(
    ("table", "said"),
    [
        pytest.param('webhok = "https://a.example"', "did you mean 'webhook'", id="misspelt"),
        pytest.param('webhook = "a.example"', "must begin with https://", id="no-scheme"),
        pytest.param('webhook = "https://a.example"\nform = "slak"', "did you mean 'slack'", id="form"),
        pytest.param('mail_to = "desk@a.example"', "needs smtp", id="mail-without-server"),
        pytest.param('smtp = "smtp://a.example"', "needs mail_to", id="server-without-mail"),
        pytest.param('smtp = "mail.a.example"\nmail_to = "d@a.example"', "smtp:// or smtps://", id="smtp-scheme"),
        pytest.param("command = 3", "must be a list of strings", id="command"),
    ],
)
def test_a_wrong_table_is_said(tmp_path: Path, table: str, said: str) -> None:
    with pytest.raises(UsageError) as error:
        config.load(write(tmp_path, table))
    assert said in str(error.value)


def test_a_secret_may_stand_in_the_environment(
    hook: Hook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, 'webhook = "$QUAY_HOOK"')
    assert cli.run(["notify", str(path), "--test"]) == 3
    assert "no variable $QUAY_HOOK" in capsys.readouterr().err
    monkeypatch.setenv("QUAY_HOOK", hook.url)
    assert cli.run(["notify", str(path), "--test"]) == 0


def test_the_command_sends_a_test_message(hook: Hook, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, f'webhook = "{hook.url}"\nform = "slack"')
    assert cli.run(["notify", str(path), "--test"]) == 0
    assert capsys.readouterr().out == "webhook: sent\n"
    assert "this is a test" in json.loads(hook.posts[0][1])["text"]
    hook.statuses = [404]
    assert cli.run(["notify", str(path), "--test"]) == 3
    assert capsys.readouterr().err == "scraper: webhook: the server answered 404\n"


def test_the_command_without_a_channel_says_what_to_write(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["notify", str(write(tmp_path, "")), "--test"]) == 2
    assert "[notify]" in capsys.readouterr().err
