"""A feed that goes dark in a run over the farm: serve says of the site what status says."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper.runs import config
from scraper.runs.monitoring.status import read_status
from scraper.runs.store import Store
from scraper.runs.types import Verdict
from tests.farm.answers import FarmAnswer
from tests.farm.server import Farm, host_of, running
from tests.farm.sites import FarmSite
from tests.runs.farm.test_dark import EMPTY_RSS, desk, sends
from tests.support.served import served

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1", host_of(1), host_of(2)])


def test_a_site_whose_feed_went_dark_is_degraded_and_one_that_never_gave_a_page_is_listed(tmp_path: Path) -> None:
    with running(Farm([FarmSite(1), FarmSite(2)])) as farm:
        made = desk(tmp_path, farm, feeds=["/feed.xml"])
        farm[2].spoil = sends("/feed.xml", FarmAnswer(EMPTY_RSS))
        made.run()
        farm[1].spoil = sends("/feed.xml", FarmAnswer(EMPTY_RSS))
        made.run()
    store_url = config.load(made.command.config).run.store
    with Store.open(store_url, read_only=True) as store:
        on_pages = store.standing()
        told = {row.site: row for row in read_status(store).sites}
    assert on_pages[host_of(1)].finding.verdict is Verdict.OK
    assert told[host_of(1)].verdict is Verdict.DEGRADED
    assert host_of(2) not in on_pages
    with served(store_url) as site:
        sites = {each["site"]: each for each in site.ask("/api/sites").json["sites"]}
        assert {name: (each["verdict"], tuple(each["evidence"])) for name, each in sites.items()} == {
            name: (row.verdict.value, row.evidence) for name, row in told.items()
        }
        assert sites[host_of(2)]["articles"] == 0
        for name, row in told.items():
            assert f'<b class="verdict {row.verdict.value}">' in site.ask(f"/sites/{name}").text
            assert f"The verdict on this site is {row.verdict.value}." in site.ask(f"/feeds/{name}.rss").text
