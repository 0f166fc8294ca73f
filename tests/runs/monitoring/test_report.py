"""The report: one self-contained page that has all figures as text and executes nothing from pages."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from scraper.runs.clean_page import clean_page
from scraper.runs.monitoring.report import explained_pages, read_report, render
from scraper.runs.monitoring.report.data import Point, worst_pages
from scraper.runs.monitoring.report.plots import Plot, ends, plots
from scraper.runs.store import FailedPage
from tests import ROOT
from tests.support.fake_store import START, FakeStore, article, farm
from tests.support.simulated_site import SimulatedSite

HOSTILE = "</title></style><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7 * 7 }}"


@pytest.fixture(scope="module")
def store() -> FakeStore:
    return farm(6, 30)


@pytest.fixture(scope="module")
def page(store: FakeStore) -> LexborHTMLParser:
    return LexborHTMLParser(render(read_report(store.as_store())))


def texts(tree: LexborHTMLParser | LexborNode, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in tree.css(selector)]


def named(store: FakeStore, name: str) -> dict[str, Plot]:
    site = next(site for site in read_report(store.as_store()).sites if site.status.site == name)
    return {plot.title.partition(",")[0].partition(":")[0]: plot for plot in plots(site)}


def test_the_worst_site_comes_first(page: LexborHTMLParser) -> None:
    verdicts = texts(page, "nav tbody .verdict")
    assert verdicts == ["broken", "degraded", "degraded", "inconclusive", "ok"]
    assert [name.split()[1] for name in texts(page, ".site > h2")] == [*verdicts, "ok"]


def test_healthy_sites_are_one_row_and_folded(page: LexborHTMLParser) -> None:
    assert texts(page, "nav tbody th")[-1] == "the other 2 sites"
    assert len(page.css("details#well .site")) == 2
    assert page.css_first("details#well").attributes.get("open", "closed") == "closed"
    links = {node.attributes["href"] for node in page.css("nav a, .names a")}
    assert {f"#{node.attributes['id']}" for node in page.css(".site")} | {"#well"} == links


def test_a_file_of_healthy_sites_has_one_row() -> None:
    store = FakeStore()
    for name in ("quay.example", "harbour.example", "pier.example"):
        store.add(SimulatedSite(name).after(9))
    page = LexborHTMLParser(render(read_report(store.as_store())))
    assert texts(page, "nav tbody th") == ["all 3 sites"]
    assert "open" in page.css_first("details#well").attributes  # there is nothing else to see


def test_nothing_is_loaded_from_elsewhere_and_nothing_runs(page: LexborHTMLParser) -> None:
    assert page.css("script, link, img, iframe, object, embed, form, [style], [onload], [src], base") == []
    policy = page.css("meta[http-equiv=Content-Security-Policy]")[0].attributes["content"] or ""
    style = page.css("style")[0].text()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert not re.search(r"url\(|@import", style)


def test_every_site_has_its_six_plots_each_with_words(page: LexborHTMLParser) -> None:
    for site in page.css(".site"):
        drawn = site.css("figure svg")
        assert len(drawn) == 6
        for svg in drawn:
            label = svg.attributes["aria-labelledby"]
            assert svg.attributes["role"] == "img"
            assert len(texts(svg, f"#{label}")[0]) > 20
    names = [node.attributes["id"] for node in page.css("[id]")]
    assert len(names) == len(set(names))


def test_the_figures_stand_in_a_table_too(page: LexborHTMLParser) -> None:
    table = page.css("#site-1 details table")[0]
    rows = texts(table, "tbody tr")
    assert len(rows) == 30
    assert "broken" in rows[0]
    heads = texts(table, "thead th")
    assert heads[:4] == ["Run", "Verdict", "found", "articles"]
    assert all(len(row.css("th, td")) == len(heads) for row in table.css("tbody tr"))


def test_findings_dead_matchers_and_recurring_lines_are_shown(page: LexborHTMLParser) -> None:
    findings = " ".join(texts(page, ".findings li"))
    assert "body selector 'div.story' matched 0 of 15 pages" in findings
    assert "Get the tide table in your inbox every morning." in findings
    assert any("newsletter('p.tide-letter') fired in" in text for text in texts(page, ".site li"))
    assert any("Analysis" in text for text in texts(page, ".lines li"))


def test_the_box_of_a_broken_site_says_what_to_do() -> None:
    site = SimulatedSite("theweek.com").after(10)
    site.day(redesign=True, pages=14)
    store = FakeStore()
    store.add(site)
    urls = [f"https://theweek.com/news/{number}" for number in range(2)]
    store.failed["theweek.com"] = [FailedPage(url, "theweek.com", START, "the rule matches nothing") for url in urls]
    store.kept = [article("https://theweek.com/news/9", kept=5)]
    page = LexborHTMLParser(render(read_report(store.as_store(), "my news.toml")))
    box = " ".join(texts(page, ".findings dl"))
    assert "site_rules/theweek_com.py" in box
    assert "Dead selectordiv.story" in box
    assert f"{urls[0]}: the rule matches nothing" in box
    assert page.css_first(".findings pre").text().splitlines() == [
        f"scraper explain {urls[0]}",
        "scraper reclean 'my news.toml' --site theweek.com --dry-run",
        "scraper reclean 'my news.toml' --site theweek.com",
    ]
    assert [text.partition(":")[2][:12] for text in texts(page, ".pages li")[:2]] == ["//theweek.co"] * 2
    assert len(texts(page, ".pages li")) == 3


def test_a_site_without_a_rule_gets_the_command_that_drafts_one(page: LexborHTMLParser) -> None:
    box = page.css_first("#site-1 .findings")
    assert "none: the generic route reads this site" in box.text()
    assert "scraper record https://tidesignal1.example/2026/story-40" in box.text()


def test_inconclusive_and_healthy_sites_have_nothing_to_mend(page: LexborHTMLParser) -> None:
    for site in page.css(".site")[3:]:
        assert site.css(".findings dl") == []


def test_axes_name_hours_where_one_day_is_shown() -> None:
    points = [Point(START + timedelta(hours=hours), None, None) for hours in (0, 3, 9)]
    assert ends(points) == ("06:00", "15:00 UTC, 1 Oct 2026")
    assert ends(points[:1]) == ("06:00 UTC, 1 Oct 2026", "")
    later = Point(START + timedelta(days=120), None, None)
    assert ends([*points, later]) == ("1 Oct 2026", "29 Jan 2027")
    assert ends([]) == ("", "")


@pytest.mark.parametrize("pages", [1, 2, 3, 5, 7, 14])
def test_counts_are_whole_numbers(pages: int) -> None:
    store = FakeStore()
    site = SimulatedSite("quay.example", empty=0, ruled=1).after(3)
    site.runs = [site.day(pages=pages)]
    store.add(site)
    for name in ("Articles", "Outcomes of the pages"):
        assert all(mark.text.isdigit() for mark in named(store, "quay.example")[name].marks)


def test_a_colour_has_one_meaning(store: FakeStore) -> None:
    meanings: dict[str, set[str]] = {}
    for site in read_report(store.as_store()).sites:
        for plot in plots(site):
            for kind, name in plot.legend:
                meanings.setdefault(kind, set()).add(name.removeprefix("article ").removeprefix("by the "))
    assert {kind: names for kind, names in meanings.items() if len(names) > 1} == {}
    assert len(meanings) >= 6
    sheet = (ROOT / "scraper/runs/monitoring/report/page.css").read_text("utf-8")
    for palette in re.findall(r":root \{(.*?)\}", sheet, re.DOTALL):
        colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{3,6})", palette))
        drawn = [colours[kind] for kind in (*meanings, "figure", "ok", "inconclusive", "degraded", "broken")]
        assert len(set(drawn)) == len(drawn)


def test_outcomes_and_hits_are_drawn_as_they_were() -> None:
    store = FakeStore()
    site = SimulatedSite("quay.example").after(10)
    store.add(site)
    drawn = named(store, "quay.example")
    last = site.runs[-1]
    tips = [rect.tip for rect in drawn["Outcomes of the pages"].rects if rect.tip.startswith("2026-10-04 06:00")]
    assert f"2026-10-04 06:00: {last.articles - last.generic} article by the rule" in tips
    assert len(drawn["Median body"].dots) == sum(1 for run in site.runs if run.articles)
    assert len(drawn["Matcher hits"].labels) == 3
    for plot in drawn.values():
        for rect in plot.rects:
            assert rect.y >= 0
            assert rect.y + rect.height <= plot.height + 0.2


def test_runs_without_the_site_are_gaps() -> None:
    store = FakeStore()
    site = SimulatedSite("quay.example").after(9)
    store.add(site)
    store.seen["quay.example"][4] = None
    drawn = named(store, "quay.example")
    assert len(drawn["Median body"].lines) == 2
    assert "not in this run" in render(read_report(store.as_store()))


@pytest.mark.parametrize("days", [1, 2])
def test_a_young_site_can_be_drawn(days: int) -> None:
    store = FakeStore()
    store.add(SimulatedSite("quay.example").after(days))
    assert len(LexborHTMLParser(render(read_report(store.as_store()))).css("figure svg")) == 6


def test_a_store_without_a_run_says_what_to_do() -> None:
    page = LexborHTMLParser(render(read_report(FakeStore().as_store(), "my news.toml")))
    assert texts(page, ".lead") == ["There is no run yet: scraper run 'my news.toml'"]
    assert page.css(".site") == []


def test_hostile_text_is_text(store: FakeStore) -> None:
    hostile = farm(1, 12)
    hostile.kept = [article("https://harbourpost.example/1", kept=40, title=HOSTILE), replace(article("x"), url="")]
    run = hostile.seen["harbourpost.example"][-1]
    assert run is not None
    hostile.kept[1:] = [
        replace(article("https://harbourpost.example/2", kept=40), url="javascript://harbourpost.example/")
    ]
    hostile.seen["harbourpost.example"][-1] = replace(
        run, recurring=((HOSTILE, 9),), hits={f"rule: {HOSTILE}": 3}, reasons={HOSTILE: 2}
    )
    page = LexborHTMLParser(render(read_report(hostile.as_store(), HOSTILE)))
    assert page.css("script, img") == []
    assert page.css("title")[0].text().startswith("Runs of </title>")
    assert {(node.attributes["href"] or "").partition(":")[0] for node in page.css(".pages a")} == {"https"}
    assert "49" not in texts(page, ".pages li")[0]


def test_worst_pages_are_the_shortest_the_most_cut_and_the_least_sure() -> None:
    store = FakeStore(kept=[article(f"https://quay.example/{n:02}", kept=1000 + 100 * n, cut=60) for n in range(8)])
    store.kept += [
        article("https://quay.example/brief", kept=20, cut=6),
        article("https://quay.example/cut", kept=3000, cut=6000),
        article("https://quay.example/unsure", kept=3000, ruled=False),
    ]
    found = {page.url.rpartition("/")[2]: page.why for page in worst_pages(store.articles())}
    assert "20 characters" in found["brief"]
    assert any(why.endswith("removed") for why in found["cut"])
    assert "generic route, confidence 0.40" in found["unsure"]
    assert "07" not in found


def test_links_go_to_explained_views_where_they_are_written(store: FakeStore) -> None:
    data = read_report(store.as_store())
    written = dict(explained_pages(store.as_store(), data, clean_page))
    page = LexborHTMLParser(render(data, "report-explained", written))
    links = {node.attributes["href"] for node in page.css(".pages a") if node.text() == "explained"}
    assert links == {f"report-explained/{name}" for name in written}
    assert all(html.startswith("<!doctype html>") for html in written.values())
    assert not LexborHTMLParser(render(data)).css_matches(".pages a[href^=report-explained]")
    commands = texts(page, ".pages li:not(.failing) code")
    assert all(command.startswith("scraper show news.toml https://") for command in commands)


def test_the_report_of_twenty_sites_stays_small() -> None:
    assert len(render(read_report(farm(20, 30).as_store()))) < 2_000_000
