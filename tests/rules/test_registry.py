"""Which rule is found for a URL: the longest domain wins, other distributions take precedence, equals conflict."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

import scraper
from scraper.errors import InvalidRule, RuleConflict
from scraper.model import Route
from scraper.rules import NamedRule, SiteRule, registry
from scraper.rules.registry import domain_table, find_rule, installed_rules
from tests import ROOT


def entry(module: str, *domains: str, ours: bool = False) -> NamedRule:
    return NamedRule(module, SiteRule(domains=domains, body=("div.story-text",)), "", ours)


HARBOUR = entry("site_rules.harbourpost_example", "harbourpost.example", "tide.example", ours=True)
BLOG = entry("site_rules.blog_harbourpost_example", "blog.harbourpost.example", ours=True)


@pytest.fixture
def book(monkeypatch: pytest.MonkeyPatch) -> None:
    """A registry with two rules."""
    monkeypatch.setattr(registry, "rules_by_domain", lambda: domain_table((HARBOUR, BLOG)))


HOSTS = [
    pytest.param("https://harbourpost.example/2023/story", HARBOUR, id="bare"),
    pytest.param("https://www.harbourpost.example/", HARBOUR, id="www"),
    pytest.param("https://develop.harbourpost.example/", HARBOUR, id="develop"),
    pytest.param("https://amp.harbourpost.example/", HARBOUR, id="amp"),
    pytest.param("https://mobile.harbourpost.example/", HARBOUR, id="mobile"),
    pytest.param("https://a.b.c.harbourpost.example/", HARBOUR, id="deep"),
    pytest.param("https://tide.example/x", HARBOUR, id="second-domain"),
    pytest.param("https://blog.harbourpost.example/", BLOG, id="longest-suffix"),
    pytest.param("https://www.blog.harbourpost.example/", BLOG, id="longest-suffix-with-www"),
    pytest.param("https://myblog.harbourpost.example/", HARBOUR, id="only-ends-like-the-longer-one"),
    pytest.param("HTTPS://WWW.HarbourPost.EXAMPLE/", HARBOUR, id="capitals"),
    pytest.param("https://harbourpost.example:8443/", HARBOUR, id="port"),
    pytest.param("https://harbourpost.example./", HARBOUR, id="dot-of-the-root"),
    pytest.param("https://me:secret@harbourpost.example/", HARBOUR, id="user-and-password"),
    pytest.param("//harbourpost.example/x", HARBOUR, id="scheme-left-out"),
    pytest.param("https://myharbourpost.example/", None, id="only-ends-like-it"),
    pytest.param("https://harbourpost.example.org/", None, id="only-begins-like-it"),
    pytest.param("https://other.example/harbourpost.example", None, id="only-in-the-path"),
    pytest.param("https://harbourpost.example@other.example/", None, id="only-in-the-user"),
    pytest.param("https://other.example/?u=https://harbourpost.example/", None, id="only-in-the-query"),
    pytest.param("https://example/", None, id="top-level-domain"),
    pytest.param("https://192.0.2.7/", None, id="address"),
    pytest.param("https://[2001:db8::7]/", None, id="ipv6-address"),
    pytest.param("", None, id="empty"),
    pytest.param(None, None, id="none"),
    pytest.param("not a url", None, id="words"),
    pytest.param("/2023/story", None, id="path-alone"),
    pytest.param("https://", None, id="scheme-alone"),
    pytest.param("https://.../", None, id="dots"),
    pytest.param("https://[harbourpost.example/", None, id="broken-bracket"),
    pytest.param("https://harbour\u2100post.example/", None, id="character-no-host-may-hold"),
    pytest.param("mailto:desk@harbourpost.example", None, id="mail-address"),
]


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize(("url", "expected"), HOSTS)
def test_rule_for_a_url(url: str | None, expected: NamedRule | None) -> None:
    assert find_rule(url) is expected


# precedence


def test_every_domain_of_every_rule_is_in_the_table() -> None:
    table = domain_table([HARBOUR, BLOG])
    assert table == {"harbourpost.example": HARBOUR, "tide.example": HARBOUR, "blog.harbourpost.example": BLOG}
    assert domain_table([]) == {}


@pytest.mark.parametrize("order", [pytest.param(1, id="ours-first"), pytest.param(-1, id="theirs-first")])
def test_rules_of_other_distributions_take_precedence_for_their_domains(order: int) -> None:
    theirs = entry("rules_of_a_reader", "tide.example")
    table = domain_table([HARBOUR, theirs][::order])
    assert table == {"harbourpost.example": HARBOUR, "tide.example": theirs}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(entry("one", "tide.example"), entry("other", "tide.example"), id="two-of-theirs"),
        pytest.param(
            entry("one", "tide.example", ours=True), entry("other", "tide.example", ours=True), id="two-of-ours"
        ),
        pytest.param(
            entry("one", "a.example", "tide.example"), entry("other", "tide.example", "b.example"), id="second-domain"
        ),
    ],
)
def test_two_rules_of_equal_precedence_conflict(one: NamedRule, other: NamedRule) -> None:
    table = domain_table([one, other])
    conflict = table.pop("tide.example")
    assert isinstance(conflict, RuleConflict)
    assert str(conflict) == "other: tide.example is also claimed by one: remove one of the rules"
    assert all(isinstance(found, NamedRule) for found in table.values())


def test_two_other_rules_conflict_even_if_this_distribution_has_one() -> None:
    table = domain_table([entry("one", "harbourpost.example"), HARBOUR, entry("other", "harbourpost.example")])
    assert isinstance(table["harbourpost.example"], RuleConflict)


def test_a_subdomain_is_another_domain() -> None:
    table = domain_table([entry("one", "tide.example"), entry("other", "news.tide.example")])
    assert sorted(table) == ["news.tide.example", "tide.example"]


# discovery

SOURCE = "from scraper.rules import SiteRule\nRULE = SiteRule(domains=({domain!r},), body=('div.story-text',))\n"


@pytest.fixture
def fresh() -> Iterator[None]:
    """Clear the cached rules before and after the test."""
    registry.load_modules.cache_clear()
    registry.rules_by_domain.cache_clear()
    yield
    registry.load_modules.cache_clear()
    registry.rules_by_domain.cache_clear()


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty, importable package `reader_rules`."""
    folder = tmp_path / "reader_rules"
    folder.mkdir()
    (folder / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    yield folder
    for name in [name for name in sys.modules if name.partition(".")[0] == folder.name]:
        del sys.modules[name]


def installed(monkeypatch: pytest.MonkeyPatch, *values: str) -> None:
    points = [EntryPoint(name=value, value=value, group=registry.GROUP) for value in values]
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: points if group == registry.GROUP else [])


@pytest.mark.usefixtures("fresh")
def test_package_of_a_third_party_is_found(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("kite", "_shared"):
        (package / f"{name}.py").write_text(SOURCE.format(domain=f"{name.strip('_')}.example"), "utf-8")
    (package / "words.py").write_text("WORDS = ()", "utf-8")
    installed(monkeypatch, "reader_rules", "reader_rules.kite")
    assert [(found.module, found.ours) for found in installed_rules()] == [("reader_rules.kite", False)]
    found = find_rule("https://www.kite.example/story")
    assert found is installed_rules()[0]
    text = scraper.clean_text("The kites are back.\n\nThey came on Monday.", "https://kite.example/")
    assert text.source == "rule:reader_rules.kite"


@pytest.mark.usefixtures("fresh")
def test_entry_point_may_name_one_module(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (package / "gull.py").write_text(SOURCE.format(domain="gull.example"), "utf-8")
    (package / "tern.py").write_text(SOURCE.format(domain="tern.example"), "utf-8")
    installed(monkeypatch, "reader_rules.gull")
    assert [found.site for found in installed_rules()] == ["gull"]


@pytest.mark.usefixtures("fresh")
def test_a_conflict_is_raised_by_find_rule(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("auk", "petrel"):
        (package / f"{name}.py").write_text(SOURCE.format(domain="cliff.example"), "utf-8")
    installed(monkeypatch, "reader_rules")
    assert len(installed_rules()) == 2
    with pytest.raises(
        RuleConflict, match=r"^reader_rules\.petrel: cliff\.example is also claimed by reader_rules\.auk"
    ):
        find_rule("https://cliff.example/")
    assert [str(fault).partition(":")[0] for fault in registry.rule_faults()] == ["reader_rules.petrel"]


BROKEN = [
    pytest.param("RULE = SiteRule(domains=('gull.example',), body=('p',), remove=(ad(text='Buy'),))", id="unanchored"),
    pytest.param("RULE = SiteRule(domains=('gull.example',), body=('p[',))", id="bad-selector"),
    pytest.param("RULE = SiteRule(domains=('gull.example',), bodies=('p',))", id="misspelt-field"),
    pytest.param("RULE = SiteRule(domains=('gull.example',), body=('p',)) / 0", id="any-other-error"),
    pytest.param("RULE = {'domains': 'gull.example'}", id="another-type"),
    pytest.param("RULE = SiteRule(domains=('gull.example',)", id="syntax-error"),
]
PAGE = f"<html><body><article><h1>Gulls</h1>{'<p>The gulls came back on Monday, all nine of them.</p>' * 9}"


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize("source", BROKEN)
def test_a_broken_rule_affects_only_its_own_site(package: Path, monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    (package / "gull_example.py").write_text(f"from scraper.rules import SiteRule, ad\n{source}\n", "utf-8")
    (package / "tern_example.py").write_text(SOURCE.format(domain="tern.example"), "utf-8")
    installed(monkeypatch, "reader_rules")
    assert [found.module for found in installed_rules()] == ["reader_rules.tern_example"]
    assert [fault.module for fault in registry.rule_faults() if isinstance(fault, InvalidRule)] == [
        "reader_rules.gull_example"
    ]
    with pytest.raises(InvalidRule, match=r"^reader_rules\.gull_example: "):
        find_rule("https://www.gull.example/")
    article = scraper.clean_html(PAGE, "https://www.gull.example/1")
    assert (article.origin.route, article.origin.fell_back) == (Route.GENERIC, True)
    assert article.origin.fault.startswith("reader_rules.gull_example: ")
    assert scraper.clean_text("The gulls are back.", "https://gull.example/1").origin.fault == article.origin.fault
    other = scraper.clean_html(PAGE.replace("<article>", "<div class=story-text>"), "https://tern.example/1")
    assert (other.origin.rule, other.origin.fault) == ("reader_rules.tern_example", "")


@pytest.mark.usefixtures("fresh")
def test_nothing_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch)
    assert installed_rules() == ()
    assert find_rule("https://harbourpost.example/") is None


# ours


def test_the_rules_of_this_distribution_are_found_sorted_and_marked() -> None:
    mine = [found for found in installed_rules() if found.ours]
    folder = ROOT / "site_rules"
    modules = [f"site_rules.{path.stem}" for path in sorted(folder.glob("*.py")) if not path.stem.startswith("_")]
    assert [found.module for found in mine] == modules
    assert all(found.about for found in mine)


@pytest.mark.parametrize("found", installed_rules(), ids=lambda found: found.site)
def test_site_is_named_after_its_first_domain(found: NamedRule) -> None:
    assert found.site == found.rule.domains[0].replace(".", "_").replace("-", "_")


@pytest.mark.parametrize(
    ("host", "site"),
    [
        pytest.param("theweek.com", "theweek_com", id="theweek"),
        pytest.param("www.theweek.co.uk", "theweek_com", id="theweek-british-domain"),
        pytest.param("develop.motherjones.com", "motherjones_com", id="motherjones-develop"),
        pytest.param("uinterview.com", "upolitics_com", id="sister-site"),
        pytest.param("mobile.businessinsider.in", "businessinsider_in", id="india"),
        pytest.param("markets.businessinsider.com", "businessinsider_com", id="america"),
    ],
)
def test_hosts_of_the_installed_rules(host: str, site: str) -> None:
    found = find_rule(f"https://{host}/story")
    assert found is not None
    assert found.site == site
