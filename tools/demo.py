"""Demonstrate runs over reconstructed sites, their status and report, and the redesign of a site, without a network.

The sites are served on the loopback interface under their own host names; the one that is redesigned is invented.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from difflib import unified_diff
from functools import partial
from pathlib import Path
from shutil import rmtree
from threading import Event
from time import sleep
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from rich.console import Console

from scraper import cli
from scraper.net.fetch import Fetcher
from scraper.output.explain_page import explained_page
from scraper.output.files import write_text
from scraper.runs.config import load
from scraper.runs.logs import new_run_id, standard_log
from scraper.runs.run import run
from scraper.runs.store import Store
from tests.farm.command import FarmCommand, source
from tests.farm.own_rule import MENDED, OLD, write_rule
from tests.farm.server import Farm
from tests.farm.server import running as serving
from tests.farm.sites import FarmSite
from tests.origin import PUBLIC_ADDRESS, Answer, LoopbackDial, Origin, OriginPage, manifest, running

FOLDER = Path("demo")
SHOWN = "bare-boxes"
"""The page of the origin whose article is shown with its cuts."""
HEAD = """\
[run]
store = "sqlite:///articles.db"
user_agent = "bodycopy-demo/1.0 (+https://bodycopy.example/bot)"

[fetch]
min_delay = 0.1  # the demo requests pages from itself alone
"""


def main() -> None:
    """Run over the origin twice, print the status, write the report, and play a redesign."""
    console = Console()
    rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    with running() as origin:
        origin.serve_manifest()
        (FOLDER / "news.toml").write_text(HEAD + "".join(_feeds(origin)), "utf-8")
        for number in ("the first run", "the second run finds nothing new"):
            console.rule(number)
            console.print(_run(origin), highlight=False)
    for verb in (["status"], ["report", str(FOLDER / "report.html")]):
        console.rule(f"scraper {verb[0]} {FOLDER}/news.toml {' '.join(verb[1:])}")
        cli.run([verb[0], str(FOLDER / "news.toml"), *verb[1:]])
    shown = next(page for page in manifest() if page.case == SHOWN)
    with Store.open(load(FOLDER / "news.toml").run.store, read_only=True) as store:
        stored = store.article(shown.url)
    if stored is not None:
        write_text(FOLDER / "explain.html", explained_page(stored.article))
    redesign(console)
    console.rule(f"open report.html, explain.html and redesign/report.html of {FOLDER}/ in a browser")


def redesign(console: Console) -> None:
    """The third act: a site is redesigned, the run says so, its rule is mended, and `reclean` puts it right."""
    farm = Farm([FarmSite(1)])
    site = farm[1]
    site.publish(6)
    (FOLDER / "redesign").mkdir()
    command = FarmCommand((FOLDER / "redesign").resolve())
    config = command.config.name
    with serving(farm):
        command.write([source(site.base, feeds=["/feed.xml"], refetch="1s")])
        before = write_rule(command, OLD)
        _call(console, command, "run", config, "--quiet", title="a site with a rule of its own")
        site.redesign()
        site.publish(8)
        last = site.story(2).paragraphs[-1]
        site.correct(2, last, f"{last} The harbour office added this sentence later in the day.")
        sleep(1.1)  # longer than the refetch of the demo
        _call(console, command, "run", config, "--quiet", title="the site is redesigned, and the run says so")
    _call(console, command, "status", config)
    _call(console, command, "report", config, "report.html")
    console.rule("the rule is mended")
    mended = write_rule(command, MENDED)
    diff = unified_diff(before.splitlines(), mended.splitlines(), "ledger.py", "ledger.py", lineterm="", n=0)
    console.print("\n".join(diff), highlight=False, markup=False, soft_wrap=True)
    _call(console, command, "reclean", config, "--dry-run")
    _call(console, command, "reclean", config, last=2)
    _call(console, command, "status", config)


def _call(console: Console, command: FarmCommand, *words: str, title: str = "", last: int = 0) -> None:
    """Call `scraper` and print the sentences of its findings, and its output, or the `last` lines of it."""
    console.rule(title or f"scraper {' '.join(words)}")
    result = command.call(*words)
    errors = [json.loads(line) for line in result.stderr.splitlines() if line.startswith("{")]
    for sentence in (sentence for error in errors for sentence in error.get("why", ())):
        console.print(f"- {sentence}", highlight=False, markup=False, soft_wrap=True)
    if shown := result.stdout.splitlines()[-last:]:
        console.print("\n".join(shown), highlight=False, markup=False, soft_wrap=True)


def _run(origin: Origin) -> str:
    """Run as `scraper run` does, with every host name resolved to the origin."""
    fetching = partial(Fetcher, dial=LoopbackDial(origin.port), resolver=lambda host, port: [PUBLIC_ADDRESS])
    news = load(FOLDER / "news.toml")
    with Store.open(news.run.store) as store, standard_log(new_run_id(), "warning") as log:
        return run(news, store, log, Event(), fetching=fetching).line


def _feeds(origin: Origin) -> Iterable[str]:
    """Serve a feed of the pages of each site, and yield a source for each feed."""
    hosts: dict[str, list[OriginPage]] = {}
    for page in manifest():
        hosts.setdefault(urlsplit(page.url).netloc, []).append(page)
    for host, pages in hosts.items():
        url = f"https://{host}/demo-feed.xml"
        origin.serve(url, Answer(_feed(host, pages).encode(), headers=_XML))
        yield f'\n[[source]]\nname = "{host}"\nfeeds = ["{url}"]\n'


_XML: Mapping[str, str] = {"content-type": "application/rss+xml; charset=utf-8"}


def _feed(host: str, pages: Iterable[OriginPage]) -> str:
    items = "".join(f"<item><title>{page.case}</title><link>{escape(page.url)}</link></item>" for page in pages)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{host}</title>{items}</channel></rss>'


if __name__ == "__main__":
    main()
