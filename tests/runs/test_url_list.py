"""Pages of a list of addresses: a bounded way ahead, one request at a time to a host, and errors as results."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import closing
from threading import Lock

import pytest

from scraper.runs.types import Outcome
from scraper.runs.url_list import MOST_PENDING, fetched_pages
from tests import origin
from tests.origin import Answer

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
HTML = {"content-type": "text/html"}


class Gauge:
    """Answers in two pieces, and counts how many are being sent at once."""

    def __init__(self) -> None:
        self.most = self._now = 0
        self._lock = Lock()

    def pieces(self) -> Iterator[bytes]:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
        yield b"<p>One tide"
        yield b" and another</p>"
        with self._lock:
            self._now -= 1


def test_a_host_gets_one_request_at_a_time_and_the_list_is_not_read_ahead_of_it(server: origin.Origin) -> None:
    gauge = Gauge()
    for number in range(60):
        server.serve(f"http://127.0.0.1/{number}", Answer(headers=HTML, pieces=gauge.pieces))
    read = itertools.count()
    urls = (f"http://127.0.0.1:{server.port}/{number}" for number in read)
    with closing(fetched_pages(urls, allow_private=True, pause=0)) as results:
        for taken, result in enumerate(itertools.islice(results, 60), 1):
            assert result.outcome is Outcome.ARTICLE
            assert result.body == b"<p>One tide and another</p>"
            assert int(repr(read)[len("count(") : -1]) <= taken + MOST_PENDING
    assert gauge.most == 1


def test_every_address_of_every_host_has_one_result(server: origin.Origin) -> None:
    names = [f"127.0.0.1:{server.port}", f"localhost:{server.port}"]
    for name, number in itertools.product(names, range(5)):
        server.serve(f"http://{name}/{number}", Answer(b"<p>Tide</p>", headers=HTML))
    urls = [f"http://{name}/{number}" for name in names for number in range(5)]
    results = list(fetched_pages([*urls, "harbour", f"http://{names[0]}/gone"], allow_private=True, pause=0))
    found = {result.job.url: result.outcome for result in results}
    assert found == {**dict.fromkeys(urls, Outcome.ARTICLE), "harbour": Outcome.REFUSED,
                     f"http://{names[0]}/gone": Outcome.GONE}  # fmt: skip
    assert len(results) == 12


def test_private_addresses_are_not_fetched(server: origin.Origin) -> None:
    (result,) = fetched_pages([f"http://127.0.0.1:{server.port}/1"], pause=0)
    assert result.outcome is Outcome.BLOCKED
    assert server.asked == []
