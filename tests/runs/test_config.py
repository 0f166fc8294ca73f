"""The config of a run: what it accepts, and the message for each error."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scraper.errors import UsageError
from scraper.runs.config import FetchSettings, News, RunSettings, Source, load
from scraper.runs.config_section import duration
from scraper.runs.polite.directives import Obedience

AGENT = 'user_agent = "example-bot/1.0 (+https://harbourpost.example/bot)"\n'
RUN = f"[run]\n{AGENT}"
SOURCE = '[[source]]\nname = "harbour"\nfeeds = ["https://harbourpost.example/feed"]\n'
NAMED = RUN + '[[source]]\nname = "x"\n'
HOW_LONG = '"90s", "25m", "6h", "30d", "1h30m", or a number of seconds'
WHOLE = f"""
[run]
store = "sqlite:///articles.db"
{AGENT}
deadline = "1h30m"
keep_pages = "30d"
metrics = "out/bodycopy.prom"

[fetch]
min_delay = 2
concurrency = 4
timeout = "20s"
max_bytes = 1_000_000
allow_private_addresses = true

[[source]]
name = "harbour"
feeds = ["https://harbourpost.example/feed"]
sitemaps = ["https://harbourpost.example/news.xml"]
pages = ["https://harbourpost.example/world/"]
urls = ["https://harbourpost.example/2026/one-tide-two-harbours"]
url_file = "lists/urls.txt"
max_pages = 7
refetch = "90m"

[[source]]
name = "mill"
pages = ["https://millgazette.example/"]
"""


def news(tmp_path: Path, text: str) -> News:
    file = tmp_path / "news.toml"
    file.write_text(text, "utf-8")
    return load(file)


def complaint(tmp_path: Path, text: str) -> str:
    with pytest.raises(UsageError) as caught:
        news(tmp_path, text)
    return str(caught.value).replace(f"{tmp_path}/", "")


def test_every_key_is_read(tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "urls.txt").write_text(
        "\ufeff# kept by hand\n\nhttps://harbourpost.example/2026/the-ferry-is-late\n  # and a note\n", "utf-8"
    )
    read = news(tmp_path, WHOLE)
    assert read.path == tmp_path / "news.toml"
    assert read.run == RunSettings(
        store=f"sqlite:///{tmp_path}/articles.db",
        user_agent="example-bot/1.0 (+https://harbourpost.example/bot)",
        deadline=5400.0,
        keep_pages=2_592_000.0,
        metrics=tmp_path / "out" / "bodycopy.prom",
    )
    assert read.fetch == FetchSettings(2.0, 4, 20.0, 1_000_000, True)
    assert read.sources[0] == Source(
        name="harbour",
        feeds=("https://harbourpost.example/feed",),
        sitemaps=("https://harbourpost.example/news.xml",),
        pages=("https://harbourpost.example/world/",),
        urls=(
            "https://harbourpost.example/2026/one-tide-two-harbours",
            "https://harbourpost.example/2026/the-ferry-is-late",
        ),
        max_pages=7,
        refetch=5400.0,
    )
    assert read.sources[1] == Source(name="mill", pages=("https://millgazette.example/",))


def test_little_is_enough(tmp_path: Path) -> None:
    read = news(tmp_path, RUN + SOURCE)
    assert read.fetch == FetchSettings()
    assert read.run.store == f"sqlite:///{tmp_path}/articles.db"
    assert (read.run.deadline, read.run.keep_pages, read.run.metrics) == (1500.0, 2_592_000.0, None)
    assert (read.sources[0].max_pages, read.sources[0].refetch) == (50, 21_600.0)


def test_path_is_absolute_wherever_the_run_is_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "news.toml").write_text(RUN + SOURCE, "utf-8")
    monkeypatch.chdir(tmp_path)
    read = load(Path("news.toml"))
    assert read.path == tmp_path / "news.toml"
    assert read.run.store == f"sqlite:///{tmp_path}/articles.db"


@pytest.mark.parametrize(
    ("written", "store"),
    [
        pytest.param("sqlite:///a.db", "sqlite:///{folder}/a.db", id="beside-the-file"),
        pytest.param("sqlite:///data/a.db", "sqlite:///{folder}/data/a.db", id="below-the-file"),
        pytest.param("sqlite:////var/lib/a.db", "sqlite:////var/lib/a.db", id="absolute"),
        pytest.param("sqlite:///a.db?timeout=5", "sqlite:///{folder}/a.db?timeout=5", id="query"),
        pytest.param("postgresql+psycopg://u@h/db", "postgresql+psycopg://u@h/db", id="postgresql"),
        pytest.param("postgresql://u:p@h/db", "postgresql+psycopg://u:p@h/db", id="its-driver-is-ours"),
        pytest.param("postgres://h/db", "postgresql+psycopg://h/db", id="old-name"),
    ],
)
def test_store_is_found_from_anywhere(tmp_path: Path, written: str, store: str) -> None:
    assert news(tmp_path, f'[run]\nstore = "{written}"\n{AGENT}{SOURCE}').run.store == store.format(folder=tmp_path)


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("mysql://root:secret@h/db", id="other-database"),
        pytest.param("articles.db", id="plain-path"),
        pytest.param("sqlite://", id="in-memory"),
        pytest.param("sqlite:///:memory:", id="in-memory-by-name"),
        pytest.param("sqlite://articles.db", id="two-slashes"),
        pytest.param("postgresql://", id="nothing-named"),
    ],
)
def test_unusable_store_is_refused(tmp_path: Path, written: str) -> None:
    message = complaint(tmp_path, f'[run]\nstore = "{written}"\n{AGENT}{SOURCE}')
    assert message.startswith("news.toml: [run] store: ")
    assert "sqlite:///articles.db" in message
    assert "secret" not in message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            RUN + "[fetch]\nmin_dealy = 1\n" + SOURCE,
            "news.toml: [fetch] has no key 'min_dealy'; did you mean 'min_delay'?",
            id="misspelt-key",
        ),
        pytest.param(
            RUN + "min_delay = 1\n" + SOURCE,
            "news.toml: [run] has no key 'min_delay'; it belongs in [fetch]",
            id="key-of-another-section",
        ),
        pytest.param(
            RUN + SOURCE + SOURCE.replace("feeds", "feed"),
            "news.toml: [[source]] 2 has no key 'feed'; did you mean 'feeds'?",
            id="key-of-the-second-source",
        ),
        pytest.param(
            RUN + "[fetch]\nxyzzy = 1\n" + SOURCE,
            "news.toml: [fetch] has no key 'xyzzy'; there are min_delay, concurrency, timeout, max_bytes, "
            "allow_private_addresses",
            id="key-like-no-other",
        ),
        pytest.param(
            RUN + "[fetsh]\n" + SOURCE,
            "news.toml: there is no section [fetsh]; did you mean 'fetch'?",
            id="misspelt-section",
        ),
        pytest.param(
            RUN + SOURCE.replace("[[source]]", "[source]"),
            "news.toml: a source needs double brackets: write [[source]] instead of [source]",
            id="single-brackets",
        ),
        pytest.param(
            "run = 3\n", "news.toml: [run] must be a section with keys, found an integer (3)", id="no-section"
        ),
        pytest.param(
            RUN + 'deadline = "soon"\n' + SOURCE,
            'news.toml: [run] deadline: \'soon\' is not a duration: write "90s", "25m", "6h", "30d", "1h30m", or a '
            "number of seconds",
            id="no-duration",
        ),
        pytest.param(
            RUN + "deadline = true\n" + SOURCE,
            'news.toml: [run] deadline: found a boolean (True); must be a duration: "90s", "25m", "6h", '
            '"30d", "1h30m", or a number of seconds',
            id="a-flag-is-no-number",
        ),
        pytest.param(
            RUN + '[fetch]\nconcurrency = "16"\n' + SOURCE,
            "news.toml: [fetch] concurrency: found a string ('16'); must be an integer",
            id="number-in-quotes",
        ),
        pytest.param(
            RUN + "[fetch]\nallow_private_addresses = 1\n" + SOURCE,
            "news.toml: [fetch] allow_private_addresses: found an integer (1); must be true or false, without quotes",
            id="number-as-flag",
        ),
        pytest.param(
            RUN + SOURCE.replace("[", "").replace("]", "").replace("source\n", "[[source]]\n"),
            "news.toml: [[source]] 1 feeds: found a string ('https://harbourpost.example/feed'); must be a list: "
            'feeds = ["https://…"]',
            id="list-without-brackets",
        ),
        pytest.param(
            RUN + SOURCE + SOURCE,
            "news.toml: [[source]] 2 name: 'harbour' is already the name of [[source]] 1; choose another",
            id="two-of-one-name",
        ),
        pytest.param(
            RUN + SOURCE.replace("https://harbour", "harbour"),
            "news.toml: [[source]] 1 feeds, entry 1: 'harbourpost.example/feed' is not a web address: write it in full"
            ", beginning with https:// or http://",
            id="address-without-scheme",
        ),
        pytest.param(
            NAMED + "urls = [3]\n",
            "news.toml: [[source]] 1 urls: entry 1 is an integer (3); must be a web address in quotes",
            id="number-for-an-address",
        ),
    ],
)
def test_fault_is_named_with_what_to_write(tmp_path: Path, text: str, message: str) -> None:
    assert complaint(tmp_path, text) == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(SOURCE, "[run] needs user_agent: name your crawler", id="no-run-at-all"),
        pytest.param(
            "[run]\nuser_agent = ' '\n" + SOURCE, "name your crawler and where to reach you", id="blank-agent"
        ),
        pytest.param('[run]\nuser_agent = "bot/1"\n' + SOURCE, "where you can be reached", id="agent-without-contact"),
        pytest.param('[run]\nuser_agent = "bøt (a@b.example)"\n' + SOURCE, "ASCII", id="agent-no-header-can-carry"),
        pytest.param('[run]\nuser_agent = "b\\r\\nx: y (a@b.example)"\n' + SOURCE, "found", id="agent-of-two-headers"),
        pytest.param(
            RUN,
            "there is no source; scraper discover URL >> news.toml adds one, or write it:\n[[source]]",
            id="no-source",
        ),
        pytest.param(NAMED + "feeds = []\n", "(x) lists no URLs: write feeds = ", id="empty-source"),
        pytest.param(RUN + "[[source]]\nurls = []\n", "[[source]] 1 needs name: ", id="nameless-source"),
        pytest.param(NAMED + 'url_file = "no.txt"\n', "no.txt: there is no such file", id="no-list"),
        pytest.param(NAMED + 'url_file = "."\n', "cannot be read", id="list-is-a-folder"),
        pytest.param("[run\n", "news.toml: not valid TOML: ", id="no-toml"),
        pytest.param(f"[run]\ndeadline = {'9' * 5000}\n", "news.toml: not valid TOML: ", id="number-beyond-python"),
        pytest.param(RUN + "deadline = nan\n" + SOURCE, "found nan seconds; must be from 1 to", id="nan"),
        pytest.param(RUN + "keep_pages = 30\n" + SOURCE, 'keep_pages = "30d" for days', id="keep-without-unit"),
        pytest.param(RUN + 'keep_pages = "30"\n' + SOURCE, 'keep_pages = "30d" for days', id="keep-bare-text"),
        pytest.param(RUN + "keep_pages = 0.5\n" + SOURCE, 'keep_pages = "0.5d" for days', id="keep-fraction"),
        pytest.param(RUN + "keep_pages = inf\n" + SOURCE, "found inf seconds", id="infinite"),
        pytest.param(RUN + f"deadline = {'9' * 400}\n" + SOURCE, "[run] deadline: found 999", id="beyond-floats"),
        pytest.param(RUN + "[fetch]\ntimeout = 0\n" + SOURCE, "timeout: found 0 seconds", id="no-time"),
        pytest.param(RUN + "[fetch]\nmin_delay = -1\n" + SOURCE, "min_delay: found -1 seconds", id="before-the-last"),
        pytest.param(RUN + "[fetch]\nconcurrency = 0\n" + SOURCE, "found 0; must be from 1 to 256", id="no-host"),
        pytest.param(RUN + "[fetch]\nconcurrency = 257\n" + SOURCE, "found 257; must be from 1 to 256", id="all-hosts"),
        pytest.param(RUN + SOURCE + "max_pages = 0\n", "max_pages: found 0; must be from 1", id="no-page"),
        pytest.param(RUN + SOURCE + "refetch = 2026-01-01\n", "found a date or time", id="date-for-a-duration"),
    ],
)
def test_missing_or_out_of_bounds_values_are_errors(tmp_path: Path, text: str, message: str) -> None:
    assert message in complaint(tmp_path, text)


def test_bad_line_of_a_list_is_named_by_its_number(tmp_path: Path) -> None:
    (tmp_path / "urls.txt").write_text("# ours\nhttps://harbourpost.example/a\nftp://harbourpost.example/b\n", "utf-8")
    message = complaint(tmp_path, NAMED + 'url_file = "urls.txt"\n')
    assert message.startswith("urls.txt, line 3: 'ftp://harbourpost.example/b' is not a web address")


def test_list_may_be_empty_because_another_program_writes_it(tmp_path: Path) -> None:
    (tmp_path / "urls.txt").write_text("", "utf-8")
    assert news(tmp_path, NAMED + 'url_file = "urls.txt"\n').sources[0].urls == ()


def test_missing_file_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no such file"):
        load(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        pytest.param("90s", 90, id="seconds"),
        pytest.param("25m", 1500, id="minutes"),
        pytest.param("1h30m", 5400, id="hours-and-minutes"),
        pytest.param("30d", 2_592_000, id="days"),
        pytest.param("2w", 1_209_600, id="weeks"),
        pytest.param("1.5h", 5400, id="fraction"),
        pytest.param(" 12 ", 12, id="bare-number"),
    ],
)
def test_durations(text: str, seconds: float) -> None:
    assert duration(text) == seconds


@pytest.mark.parametrize("text", ["", "m", "1m30", "30m1h", "-5m", "1 h", "5M", "5min", "1e3s"])
def test_no_durations(text: str) -> None:
    with pytest.raises(UsageError, match="is not a duration"):
        duration(text)


def test_directives_are_those_of_the_run_unless_a_source_has_its_own(tmp_path: Path) -> None:
    path = tmp_path / "news.toml"
    path.write_text(
        f'{RUN}directives = "record"\n'
        '[[source]]\nname = "a"\nurls = ["https://a.example/"]\n'
        '[[source]]\nname = "b"\nurls = ["https://b.example/"]\ndirectives = "ignore"\n'
        'hosts = ["Cdn.Example.", "*", "[::1]:8080"]\n',
        "utf-8",
    )
    news = load(path)
    assert news.run.directives is Obedience.RECORD
    assert [source.directives for source in news.sources] == [None, Obedience.IGNORE]
    assert news.sources[1].hosts == ("cdn.example", "*", "[::1]:8080")


@pytest.mark.parametrize(
    ("section", "line", "said"),
    [
        ("[run]", 'directives = "obay"', "did you mean 'obey'?"),
        ("[[source]]", "directives = true", "must be a string"),
        ("[[source]]", 'hosts = ["a b"]', 'write hosts as in hosts = ["news.example.org"]'),
        ("[[source]]", 'hosts = ["a.example/x"]', "write hosts as in"),
    ],
)
def test_wrong_directives_and_hosts_are_refused(tmp_path: Path, section: str, line: str, said: str) -> None:
    path = tmp_path / "news.toml"
    run, source = (f"{line}\n" if section == each else "" for each in ("[run]", "[[source]]"))
    text = f'{RUN}{run}[[source]]\nname = "a"\nurls = ["https://a.example/"]\n{source}'
    path.write_text(text, "utf-8")
    with pytest.raises(UsageError, match=re.escape(said)):
        load(path)
