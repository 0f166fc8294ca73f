"""A farm in a process of its own: `python -m tests.farm --hosts 8 --pages 1000 --port 0 --log FILE`.

Prints its port, then serves until its standard input closes or it is told to end. Every page is made before the port
is printed, so that a benchmark measures its client. The log has a JSON line for each request.
"""

from __future__ import annotations

import json
import signal
import sys
import threading
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import TextIO

from tests.farm.server import Farm, Hit, running
from tests.farm.sites import FarmSite, Spoil


def main() -> None:
    """Serve until SIGTERM, SIGINT or the end of standard input."""
    parser = ArgumentParser(prog="python -m tests.farm", description=__doc__)
    parser.add_argument("--hosts", type=int, default=8, help="how many hosts, from 127.0.1.1 up")
    parser.add_argument("--pages", type=int, default=400, help="article pages of all hosts together")
    parser.add_argument("--port", type=int, default=0, help="the port of every host; 0 takes a free one")
    parser.add_argument("--log", type=Path, help="the file for the access log")
    asked = parser.parse_args()
    with (asked.log or Path("/dev/null")).open("w", encoding="utf-8", buffering=1) as log:
        serve(asked.hosts, asked.pages, asked.port, log)


def serve(hosts: int, pages: int, port: int, log: TextIO, spoil: Spoil | None = None) -> None:
    """Serve a farm whose feeds list all stories of their host. `spoil` changes each answer."""
    robots = "User-agent: *\nDisallow:\n"
    sites = [FarmSite(number, listed=pages, robots=robots, spoil=spoil) for number in range(1, hosts + 1)]
    for index, site in enumerate(sites):
        site.publish(pages // hosts + (index < pages % hosts))
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    with running(Farm(sites, lambda hit: _note(log, hit)), port) as farm:
        for site in sites:
            site.warm()
        sys.stdout.write(f"{farm.port}\n")
        sys.stdout.flush()
        threading.Thread(target=_when_left, args=(ended,), daemon=True).start()
        ended.wait()


def _when_left(ended: threading.Event) -> None:
    sys.stdin.read()
    ended.set()


def _note(log: TextIO, hit: Hit) -> None:
    log.write(json.dumps(asdict(hit)) + "\n")


if __name__ == "__main__":
    main()
