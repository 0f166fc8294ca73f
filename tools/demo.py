"""Demonstrate two runs over reconstructed sites, their status and their report, without a network.

The sites are served on the loopback interface under their own host names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from shutil import rmtree
from threading import Event
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
    """Run over the origin twice, print the status and write the report."""
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
    console.rule(f"open {FOLDER}/report.html and {FOLDER}/explain.html in a browser")


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
