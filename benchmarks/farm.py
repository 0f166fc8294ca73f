"""The server farm of the tests in a separate process, with each story in the page of a real publisher.

python -m benchmarks.farm HOSTS PAGES LOG
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from benchmarks.corpus import PublisherPage, publisher_pages
from tests import ROOT
from tests.farm.__main__ import serve
from tests.farm.answers import FarmAnswer
from tests.farm.server import host_of
from tests.farm.sites import Spoil

_OWN_METADATA = "title, meta[name], meta[property], link[rel=canonical], script[type='application/ld+json']"
_HEAD, _STORY = "<!--head-->", "[[story]]"
_PARTS = re.compile(r"<head>(.*)</head>.*?(<main>.*</main>)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class FarmProcess:
    """A farm that is being served: the origins of its hosts, and its access log, one JSON object a line."""

    origins: tuple[str, ...]
    log: Path


@contextmanager
def start_farm(hosts: int, pages: int, log: Path) -> Iterator[FarmProcess]:
    """A farm with `pages` articles on all hosts together, until the block ends."""
    command = [sys.executable, "-m", "benchmarks.farm", str(hosts), str(pages), str(log)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            port = int(process.stdout.readline())
            yield FarmProcess(tuple(f"http://{host_of(number)}:{port}" for number in range(1, hosts + 1)), log)
        finally:
            process.terminate()


def shell(page: PublisherPage) -> str:
    """A real page whose metadata and article are replaced by placeholders."""
    tree = LexborHTMLParser(page.html)
    for node in tree.css(_OWN_METADATA):
        node.decompose()
    bodies = next(found for selector in page.rule.body if (found := tree.css(selector)))
    bodies[0].replace_with(_STORY)
    for node in bodies[1:]:
        node.decompose()
    return (tree.html or "").replace("</head>", f"{_HEAD}</head>", 1)


def dress(shells: list[str]) -> Spoil:
    """Put every article of the farm into one of `shells`, selected by its address."""

    def spoil(path: str, times: int, honest: FarmAnswer) -> FarmAnswer:
        parts = _PARTS.search(honest.body.decode()) if path.count("/") == 4 and honest.status == 200 else None
        if parts is None:
            return honest
        html = shells[sum(path.encode()) % len(shells)].replace(_HEAD, parts[1], 1).replace(_STORY, parts[2], 1)
        return replace(honest, body=html.encode())

    return spoil


if __name__ == "__main__":
    _hosts, _pages = map(int, sys.argv[1:3])
    with Path(sys.argv[3]).open("w", encoding="utf-8", buffering=1) as _log:
        serve(_hosts, _pages, 0, _log, dress([shell(page) for page in publisher_pages()]))
