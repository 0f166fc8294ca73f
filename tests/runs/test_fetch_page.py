"""One job over a real loopback server: the requests, the outcome, and the retries."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest

from scraper.net.fetch import Fetcher
from scraper.runs import clean_page as cleaning
from scraper.runs.clean_page import clean_fetched, clean_limited, clean_page
from scraper.runs.fetch_page import fetch_page
from scraper.runs.polite.client import PoliteClient
from scraper.runs.polite.directives import Directives
from scraper.runs.polite.robots import Robots
from scraper.runs.polite.throttle import Throttle
from scraper.runs.types import FetchJob, Outcome, PageResult
from tests.origin import Answer, LoopbackDial, Origin

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

SITE = "http://tidepost.example"
DIRECTIVES = Directives("tidebot")
NOW = datetime(2026, 11, 22, 7, 30, tzinfo=UTC)
HTML = {"content-type": "text/html; charset=utf-8"}
STORY = "".join(
    f"<p>The ferry left the quay {number} minutes late on Tuesday, with a full deck and a crew that slept little.</p>"
    for number in range(3, 9)
)
HEAD = "<html lang=en><head><title>Ferry late</title></head>"
PAGE = f"{HEAD}<body><article><h1>Ferry late</h1>{STORY}</article></body></html>"


@contextmanager
def client(server: Origin, deadline: float = 60.0, max_bytes: int = 100_000) -> Iterator[PoliteClient]:
    """A guest whose every name leads to the loopback server, and who never really sleeps."""
    clock = [0.0]

    def sleep(seconds: float) -> None:
        clock[0] += seconds

    with Fetcher(
        user_agent="tidebot/1.0 (+https://tidepost.example/bot)",
        resolver=lambda host, port: ["93.184.216.34"],
        dial=LoopbackDial(server.port),
        max_bytes=max_bytes,
    ) as fetcher:
        throttle = Throttle(1.0, clock=lambda: clock[0], sleep=sleep)
        yield PoliteClient(
            fetcher, Robots.over(fetcher, "tidebot"), throttle, lambda: NOW, deadline, Event(), DIRECTIVES
        )


def done(server: Origin, path: str = "/a", **known: str) -> PageResult:
    with client(server) as asking:
        fetched = fetch_page(FetchJob(1, SITE + path, "tide", **known), asking)  # type: ignore[arg-type]
    assert fetched is not None
    return clean_fetched(fetched, clean_page, DIRECTIVES)


def asked(server: Origin) -> list[str]:
    return [path.removeprefix("tidepost.example") for path in server.asked]


def test_a_page_becomes_an_article(server: Origin) -> None:
    server.serve(f"{SITE}/a", Answer(PAGE.encode(), headers={**HTML, "etag": '"v1"', "last-modified": "x"}))
    result = done(server)
    assert result.article is not None
    assert "ferry left the quay" in result.article.text
    fetched = result.fetched
    assert (fetched.outcome, fetched.status, fetched.etag, fetched.body) == (
        Outcome.ARTICLE,
        200,
        '"v1"',
        PAGE.encode(),
    )
    assert asked(server) == ["/robots.txt", "/a"]


@pytest.mark.parametrize(
    ("answer", "outcome", "times"),
    [
        pytest.param(Answer(status=304, headers=HTML), Outcome.UNCHANGED, 1, id="unchanged"),
        pytest.param(Answer(status=404, headers=HTML), Outcome.GONE, 1, id="not-found"),
        pytest.param(Answer(status=410, headers=HTML), Outcome.GONE, 1, id="gone"),
        pytest.param(Answer(status=403, headers=HTML), Outcome.BLOCKED, 1, id="not-for-us"),
        pytest.param(Answer(status=451, headers=HTML), Outcome.BLOCKED, 1, id="not-here"),
        pytest.param(Answer(status=400, headers=HTML), Outcome.REFUSED, 1, id="bad-request"),
        pytest.param(Answer(status=500, headers=HTML), Outcome.FAILED, 3, id="broken-server"),
        pytest.param(Answer(status=503, headers=HTML), Outcome.FAILED, 3, id="busy-server"),
        pytest.param(Answer(b"%PDF-1.7", headers={"content-type": "application/pdf"}), Outcome.REFUSED, 1, id="a-pdf"),
        pytest.param(Answer(b"%PDF-1.7", headers=HTML), Outcome.REFUSED, 1, id="a-pdf-that-says-html"),
        pytest.param(Answer(b"<p>Menu</p>", headers=HTML), Outcome.EMPTY, 1, id="no-article"),
    ],
)
def test_outcomes(server: Origin, answer: Answer, outcome: Outcome, times: int) -> None:
    server.serve(f"{SITE}/a", answer)
    result = done(server)
    assert result.fetched.outcome is outcome
    assert asked(server).count("/a") == times
    assert result.article is None
    assert outcome is Outcome.UNCHANGED or result.fetched.why


def test_what_is_known_of_the_last_answer_is_sent_back(server: Origin) -> None:
    server.serve(f"{SITE}/a", Answer(status=304, headers=HTML))
    assert done(server, etag='"v1"').fetched.outcome is Outcome.UNCHANGED


def test_an_empty_page_is_kept_for_a_better_cleaner(server: Origin) -> None:
    server.serve(f"{SITE}/a", Answer(b"<p>Menu</p>", headers=HTML))
    assert done(server).fetched.body == b"<p>Menu</p>"


def test_a_server_that_recovers_is_asked_again(server: Origin) -> None:
    page, broken = Answer(PAGE.encode(), headers=HTML), Answer(status=500, headers=HTML)
    answers = iter([broken, broken, page])

    class Recovering(dict[str, Answer]):
        def get(self, key: str, default: Answer | None = None) -> Answer | None:  # type: ignore[override]
            return next(answers) if key == "tidepost.example/a" else default

    server.answers = Recovering()
    assert done(server).fetched.outcome is Outcome.ARTICLE
    assert asked(server).count("/a") == 3


def test_retry_after_is_obeyed_to_the_second(server: Origin) -> None:
    server.serve(f"{SITE}/a", Answer(status=429, headers={**HTML, "retry-after": "30"}))
    with client(server) as asking:
        fetched = fetch_page(FetchJob(1, f"{SITE}/a", "tide"), asking)
        assert asking.throttle.free("http://tidepost.example:80") >= 60.0
    assert fetched is not None
    assert (fetched.outcome, fetched.again) == (Outcome.BLOCKED, NOW + timedelta(seconds=30))


def test_a_host_that_wants_hours_is_left_alone_for_this_run(server: Origin) -> None:
    server.serve(f"{SITE}/a", Answer(status=429, headers={**HTML, "retry-after": "7200"}))
    server.serve(f"{SITE}/b", Answer(PAGE.encode(), headers=HTML))
    with client(server) as asking:
        first = fetch_page(FetchJob(1, f"{SITE}/a", "tide"), asking)
        assert first is not None
        assert first.again == NOW + timedelta(hours=2)
        assert fetch_page(FetchJob(2, f"{SITE}/b", "tide"), asking) is None
    assert asked(server) == ["/robots.txt", "/a"]


def test_what_robots_forbids_is_not_asked_for(server: Origin) -> None:
    server.serve(f"{SITE}/robots.txt", Answer(b"User-agent: *\nDisallow: /a", headers={"content-type": "text/plain"}))
    result = done(server)
    assert (result.fetched.outcome, result.fetched.again) == (Outcome.FORBIDDEN, None)
    assert asked(server) == ["/robots.txt"]


def test_robots_that_cannot_be_read_mean_not_now(server: Origin) -> None:
    server.serve(f"{SITE}/robots.txt", Answer(status=500))
    result = done(server)
    assert result.fetched.outcome is Outcome.FAILED
    assert result.fetched.again is not None
    assert "/a" not in asked(server)


def test_a_redirect_to_what_robots_forbids_is_not_followed(server: Origin) -> None:
    server.serve(f"{SITE}/robots.txt", Answer(b"User-agent: *\nDisallow: /b", headers={"content-type": "text/plain"}))
    server.serve(f"{SITE}/a", Answer(status=302, headers={"location": "/b"}))
    assert done(server).fetched.outcome is Outcome.BLOCKED
    assert "/b" not in asked(server)


def test_nothing_is_asked_for_after_the_deadline(server: Origin) -> None:
    with client(server, deadline=-1.0) as asking:
        assert fetch_page(FetchJob(1, f"{SITE}/a", "tide"), asking) is None
    assert "/a" not in asked(server)


def test_nothing_is_asked_for_once_the_run_is_stopped(server: Origin) -> None:
    with client(server) as asking:
        asking.stop.set()
        assert fetch_page(FetchJob(1, f"{SITE}/a", "tide"), asking) is None


def test_a_cleaner_that_breaks_costs_one_page(server: Origin, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise ZeroDivisionError("of a line")

    monkeypatch.setattr(cleaning, "_clean", broken)
    server.serve(f"{SITE}/a", Answer(PAGE.encode(), headers=HTML))
    fetched = done(server).fetched
    assert (fetched.outcome, fetched.why) == (Outcome.EMPTY, "the cleaner failed with ZeroDivisionError: of a line")
    assert fetched.body == PAGE.encode()


def test_a_library_that_is_missing_is_no_fault_of_the_page(server: Origin, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*args: object, **kwargs: object) -> None:
        raise ModuleNotFoundError("No module named 're2'")

    monkeypatch.setattr(cleaning, "_clean", missing)
    server.serve(f"{SITE}/a", Answer(PAGE.encode(), headers=HTML))
    with pytest.raises(ModuleNotFoundError):
        done(server)


def test_a_page_is_the_same_with_a_limit() -> None:
    for body in (PAGE.encode(), b"", b"%PDF-1.7"):
        assert clean_limited(body, "text/html", f"{SITE}/a") == clean_page(body, "text/html", f"{SITE}/a")


def test_a_page_that_takes_too_long_to_clean_has_no_article(monkeypatch: pytest.MonkeyPatch) -> None:
    clean_limited(PAGE.encode(), "text/html", f"{SITE}/a")  # the process is there
    monkeypatch.setattr(cleaning, "CLEANING_SECONDS", 0.02)
    more = "".join(f"<p>Sentence {n} of a story that does not end, said the harbour master.</p>" for n in range(15_000))
    cleaned = clean_limited(
        PAGE.replace("</body>", f"{more}</body>").encode(), "text/html", f"{SITE}/a"
    )  # takes a second
    assert (cleaned.outcome, cleaned.why) == (Outcome.EMPTY, "cleaning it takes more than 0.02 seconds")


def test_the_charset_of_the_header_counts(server: Origin) -> None:
    body = PAGE.replace("little", "wenig für").encode("cp1252")
    server.serve(f"{SITE}/a", Answer(body, headers={"content-type": "text/html; charset=cp1252"}))
    article = done(server).article
    assert article is not None
    assert "wenig für" in article.text


def test_the_address_that_a_page_calls_its_own_goes_with_it(server: Origin) -> None:
    page = PAGE.replace("<title>", f'<link rel="canonical" href="{SITE}/story"><title>')
    server.serve(f"{SITE}/a", Answer(page.encode(), headers=HTML))
    assert done(server).canonical == f"{SITE}/story"


def test_two_pages_of_a_host_keep_their_distance(server: Origin) -> None:
    server.serve(f"{SITE}/a", Answer(PAGE.encode(), headers=HTML))
    with client(server) as asking:
        fetch_page(FetchJob(1, f"{SITE}/a", "tide"), asking)
        fetch_page(FetchJob(2, f"{SITE}/a", "tide"), asking)
        assert asking.throttle.free("http://tidepost.example:80") == 2.0


def test_an_invalid_address_does_not_end_the_worker(server: Origin) -> None:
    with client(server) as asking:
        fetched = fetch_page(FetchJob(1, "ftp://tidepost.example/a", "tide"), asking)
    assert fetched is not None
    assert fetched.outcome is Outcome.REFUSED


@pytest.mark.parametrize(
    ("asked_for", "answers", "outcome"),
    [
        ("/news/town/late-ferry-1", "/", Outcome.GONE),
        ("/news/town/late-ferry-1", "/en/", Outcome.GONE),
        ("/news/town/late-ferry-1", "/index.html", Outcome.GONE),
        ("/news/town/late-ferry-1", "/news/town/", Outcome.GONE),
        ("/?p=12", "/", Outcome.GONE),
        ("/news/town/late-ferry-1", "/2026/late-ferry", Outcome.ARTICLE),
        ("/news/town/late-ferry", "/news/town/late-ferry/", Outcome.ARTICLE),
        ("/amp/late-ferry", "/late-ferry", Outcome.ARTICLE),
        ("/late-ferry/amp/", "/late-ferry", Outcome.ARTICLE),
        ("/?p=12", "/2026/late-ferry", Outcome.ARTICLE),
        ("/news/12/print", "/news?id=12", Outcome.ARTICLE),
    ],
)
def test_a_deleted_story_that_leads_home_is_gone(
    server: Origin, asked_for: str, answers: str, outcome: Outcome
) -> None:
    server.serve(SITE + asked_for, Answer(status=301, headers={"location": answers}))
    server.serve(SITE + answers, Answer(PAGE.encode(), headers=HTML))
    result = done(server, asked_for)
    assert result.fetched.outcome is outcome
    assert (result.article is not None) == (outcome is Outcome.ARTICLE)


@pytest.mark.parametrize(
    "content_type",
    ["text/html; charset=utf-8, text/html", "text/html,charset=utf-8", '"text/html"', "text/html charset=utf-8", ""],
)
@pytest.mark.parametrize("status", [200, 203, 206])
def test_pages_are_known_as_browsers_know_them(server: Origin, content_type: str, status: int) -> None:
    server.serve(f"{SITE}/a", Answer(PAGE.encode(), status=status, headers={"content-type": content_type}))
    assert done(server).article is not None
