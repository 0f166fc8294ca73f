"""The farm is what the tests over it take it for: bounded, deterministic, and an honest witness."""

from __future__ import annotations

import http.client
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests import ROOT
from tests.farm.faults import busy, stumbles
from tests.farm.prose import story
from tests.farm.server import Farm, host_of, running
from tests.farm.sites import FarmSite

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.1.1", "127.0.1.2"])


@contextmanager
def visitor(port: int, host: str = "127.0.1.1") -> Iterator[http.client.HTTPConnection]:
    connection = http.client.HTTPConnection(host, port, timeout=30)
    try:
        yield connection
    finally:
        connection.close()


def get(connection: http.client.HTTPConnection, path: str, **headers: str) -> tuple[int, http.client.HTTPMessage]:
    connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    answer.read()
    return answer.status, answer.headers


def test_page_that_did_not_change_costs_a_304_and_a_changed_one_does_not() -> None:
    site = FarmSite(1)
    path = site.publish(2)[0].path
    with running(Farm([site])) as farm, visitor(farm.port) as client:
        status, told = get(client, path)
        assert status == 200
        assert get(client, path, if_none_match=told["etag"])[0] == 304
        assert get(client, path, if_modified_since=told["last-modified"])[0] == 304
        site.rotate_pitch()
        assert get(client, path, if_none_match=told["etag"])[0] == 200
        assert get(client, path, if_modified_since=told["last-modified"])[0] == 200
        assert [hit.status for hit in farm.asked(1, path)] == [200, 304, 304, 200, 200]
    assert farm.log[1].headers["if-none-match"] == told["etag"]


def test_hosts_share_a_port_and_keep_their_logs_apart() -> None:
    farm = Farm([FarmSite(1), FarmSite(2)])
    farm[1].publish(1)
    with running(farm), visitor(farm.port) as first, visitor(farm.port, "127.0.1.2") as second:
        assert get(first, farm[1].story(1).path)[0] == 200
        assert get(second, farm[1].story(1).path)[0] == 404
    assert [hit.host for hit in farm.log] == ["127.0.1.1", "127.0.1.2"]
    assert len(farm.pages_asked(1)) == 1


def test_what_a_site_offers_is_no_page() -> None:
    farm = Farm([FarmSite(1)])
    farm[1].publish(3)
    with running(farm), visitor(farm.port) as client:
        assert {get(client, path)[0] for path in sorted(farm[1].offers)} == {200}
    assert farm.pages_asked(1) == []


@pytest.mark.parametrize("number", [0, 65])
def test_farm_is_bounded(number: int) -> None:
    with pytest.raises(ValueError, match="a farm has the hosts 1 to 64"):
        host_of(number)


def test_stories_are_the_same_for_the_same_seed_and_no_line_is_written_twice() -> None:
    stories = [story("site 1", number) for number in range(1, 301)]
    assert stories == [story("site 1", number) for number in range(1, 301)]
    lines = [text for told in stories for text in told.paragraphs]
    assert len(set(lines)) == len(lines)


def test_correction_that_changes_nothing_is_refused() -> None:
    site = FarmSite(1)
    site.publish(1)
    with pytest.raises(ValueError, match="is not in story 1"):
        site.correct(1, "no such words", "others")


def test_misbehaviour_is_counted_by_page() -> None:
    first, second = FarmSite(1, spoil=stumbles), FarmSite(2, spoil=busy(7))
    paths = [story.path for site in (first, second) for story in site.publish(2)]
    with running(Farm([first, second])) as farm:
        with visitor(farm.port) as client:
            assert [get(client, path)[0] for path in (paths[0], paths[0], paths[1])] == [500, 200, 500]
        with visitor(farm.port, "127.0.1.2") as client:
            assert get(client, paths[2])[1]["retry-after"] == "7"
            assert get(client, paths[3])[0] == 200


def test_farm_in_a_process_of_its_own_prints_its_port_and_ends_with_its_standard_input() -> None:
    command = [sys.executable, "-m", "tests.farm", "--hosts", "2", "--pages", "5"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        with visitor(int(process.stdout.readline())) as client:
            assert get(client, "/feed.xml")[0] == 200
        process.stdin.close()
        assert process.wait(30) == 0
