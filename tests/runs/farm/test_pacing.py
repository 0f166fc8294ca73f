"""The delays that a run keeps, as the hosts that were asked saw them.

The delay counts from the answer before, so that a host never sees two requests closer than that, however slow or busy
the machine is that both run on.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from tests.farm.answers import FarmAnswer, failure
from tests.farm.command import FarmCommand, source
from tests.farm.server import Farm, running
from tests.farm.sites import FarmSite

OURS, THEIRS = 0.4, 0.8


def test_requests_to_one_host_keep_their_distance_and_hosts_do_not_wait_for_each_other(tmp_path: Path) -> None:
    farm = Farm([FarmSite(1), FarmSite(2, robots=f"User-agent: *\nCrawl-delay: {THEIRS}\n"), FarmSite(3)])
    for site, count in ((farm[1], 6), (farm[2], 3), (farm[3], 6)):
        site.publish(count)
    with running(farm):
        command = FarmCommand(tmp_path)
        command.write(
            [source(farm[number].base, feeds=["/feed.xml"]) for number in (1, 2, 3)], fetch=f"min_delay = {OURS}"
        )
        assert command.run().code == 0
    for number, delay in ((1, OURS), (2, THEIRS), (3, OURS)):
        starts = [hit.at for hit in farm.asked(number) if hit.path != "/robots.txt"]
        assert len(starts) == 2 + len(farm[number].stories)
        assert all(after - before >= delay for before, after in pairwise(starts))
        assert starts[-1] - starts[0] >= delay * (len(starts) - 1)
    first, last = (sorted(hit.at for hit in farm.asked(number)) for number in (1, 3))
    assert first[0] < last[-1]
    assert last[0] < first[-1]


def test_robots_txt_itself_counts_as_a_request(tmp_path: Path) -> None:
    farm = Farm([FarmSite(1)])
    farm[1].publish(1)
    with running(farm):
        command = FarmCommand(tmp_path)
        command.write([source(farm[1].base, feeds=["/feed.xml"])], fetch=f"min_delay = {OURS}")
        command.run()
    robots, feed, reserved, page = (hit.at for hit in farm.asked(1))
    assert feed - robots >= OURS
    assert reserved - feed >= OURS
    assert page - reserved >= OURS


def test_redirects_count_as_requests(tmp_path: Path) -> None:
    farm = Farm([FarmSite(1)])
    farm[1].publish(2)
    old, new = farm[1].story(1).path, farm[1].story(2).path

    def moved(path: str, times: int, honest: FarmAnswer) -> FarmAnswer:
        return failure(301, location=new) if path == old else honest

    farm[1].spoil = moved
    with running(farm):
        command = FarmCommand(tmp_path)
        command.write([source(farm[1].base, urls=[old])], fetch=f"min_delay = {OURS}")
        assert command.run().code == 0
    _, _, first, second = farm.asked(1)
    assert (first.path, second.path) == (old, new)
    assert second.at - first.at >= OURS


def test_slow_hosts_do_not_hold_up_the_others(tmp_path: Path) -> None:
    slow = [FarmSite(number, robots="User-agent: *\nCrawl-delay: 2\n") for number in range(1, 7)]
    farm = Farm([*slow, FarmSite(7)])
    for site in slow:
        site.publish(2)
    farm[7].publish(8)
    with running(farm):
        command = FarmCommand(tmp_path)
        command.write([source(site.base, feeds=["/feed.xml"]) for site in farm.sites.values()], fetch="concurrency = 2")
        command.run()
    quick = [hit.at for hit in farm.asked(7)]
    assert len(farm.pages_asked(7)) == 8
    assert max(quick) < min(max(hit.at for hit in farm.asked(site.number)) for site in slow)


def test_one_request_at_a_time_to_a_host_of_several_sources(tmp_path: Path) -> None:
    farm = Farm([FarmSite(1)])
    farm[1].publish(6)
    with running(farm):
        farm.wait = 0.3
        command = FarmCommand(tmp_path)
        paths = [told.path for told in farm[1].stories]
        command.write([source(farm[1].base, name=f"part-{at}", urls=paths[at::3]) for at in range(3)])
        command.run()
    starts = sorted(hit.at for hit in farm.pages_asked(1))
    assert len(starts) == 6
    assert all(after - before >= 0.25 for before, after in pairwise(starts))


def test_a_host_that_refuses_is_left_alone(tmp_path: Path) -> None:
    farm = Farm([FarmSite(1)])
    farm[1].publish(30)
    for number in range(1, 31):
        farm[1].vanish(number, 403)
    with running(farm):
        command = FarmCommand(tmp_path)
        command.write([source(farm[1].base, feeds=["/feed.xml"])])
        assert command.run().code != 0
    assert len(farm.pages_asked(1)) == 10
