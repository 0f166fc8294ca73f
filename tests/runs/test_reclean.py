"""Stored pages cleaned again after a rule was corrected, broken, or left unchanged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from scraper.errors import InvalidRule
from scraper.model import Article
from scraper.rule_files import read_rules
from scraper.rules import NamedRule, SiteRule, donation, furniture, registry
from scraper.runs import clean_page as cleaning
from scraper.runs.change_groups import ChangeGroups
from scraper.runs.clean_page import clean_page
from scraper.runs.reclean import Change, Recleaned, format_change, reclean
from scraper.runs.store import Store
from tests.support.article_store import START, STORY, keep, page, store_url

LATER = START + timedelta(days=2)
PITCH = "The Tide Post has no owner but those who read it, so every penny of yours goes into print."
URLS = tuple(f"https://www.tidepost.example/news/{number}" for number in range(4))
PAGES = [
    (URLS[0], page("Quay", *STORY, PITCH)),
    (URLS[1], page("Ice", *STORY, "The ice house will be let again, and the climbers may stay.", PITCH)),
    (URLS[2], page("Ropes", *STORY, "Ropes are not to be cut.")),
    ("https://quaynews.example/a", page("Other", *STORY, "Another paper wrote of it too.", PITCH)),
]
CORRECTED = SiteRule(
    domains=("tidepost.example",), body=("article",), remove=(donation(text="^The Tide Post has no owner"),)
)
GREEDY = SiteRule(domains=("tidepost.example",), body=("article",), remove=(furniture(text="^Then four", tail=True),))
EMPTYING = SiteRule(domains=("tidepost.example",), body=("article",), remove=(furniture("p"),))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(store_url(tmp_path)) as made:
        keep(made, PAGES)
        yield made


def use(monkeypatch: pytest.MonkeyPatch, rule: SiteRule) -> None:
    entry = NamedRule("tidepost_example", rule, "", True)

    def find(url: str | None) -> NamedRule | None:
        return entry if url and "tidepost" in url else None

    monkeypatch.setattr(registry, "find_rule", find)


def texts(store: Store) -> dict[str, tuple[int, str, dict[str, object]]]:
    return {item.url: (item.revision, item.article.text, item.article.to_dict()) for item in store.articles()}


def changes(store: Store, dry: bool, now: datetime = LATER, **chosen: object) -> tuple[list[Change], Recleaned]:
    result = Recleaned()
    chosen = {"clean": clean_page, **chosen}
    return list(reclean(store, now, result, dry=dry, **chosen)), result  # type: ignore[arg-type]


def test_without_a_new_rule_nothing_changes(store: Store) -> None:
    before = texts(store)
    made, result = changes(store, dry=False)
    assert made == []
    assert (result.pages, result.changed, result.shrunk, result.emptied) == (4, 0, 0, 0)
    assert texts(store) == before
    assert result.line(dry=False) == "4 pages cleaned again: 0 articles changed"


def test_a_corrected_rule_removes_its_line_and_nothing_else(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    before = texts(store)
    use(monkeypatch, CORRECTED)
    made, result = changes(store, dry=False)
    assert [change.lines for change in made] == [(f"- {PITCH}",), (f"- {PITCH}",), ()]
    assert result.changed == 3
    after = texts(store)
    for url in URLS[:2]:
        assert after[url][1] == before[url][1].replace(f"\n\n{PITCH}", "")
        assert after[url][0] == 2
    assert after[URLS[2]][1] == before[URLS[2]][1]
    assert after[URLS[2]][0] == 1
    assert after["https://quaynews.example/a"] == before["https://quaynews.example/a"]


def test_a_dry_run_reports_the_same_and_writes_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    before = texts(store)
    use(monkeypatch, CORRECTED)
    dry, counted = changes(store, dry=True)
    assert texts(store) == before
    assert counted.line(dry=True).endswith(
        "3 articles would change, 2 of them lose more than a tenth of their text, nothing was written"
    )
    assert dry == changes(store, dry=False)[0]


def test_a_second_run_changes_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, CORRECTED)
    changes(store, dry=False)
    after = texts(store)
    made, result = changes(store, dry=False, now=LATER + timedelta(hours=1))
    assert (made, result.pages, result.changed) == ([], 4, 0)
    assert texts(store) == after


def test_a_changed_field_that_is_no_text_is_kept_without_a_revision(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, CORRECTED)
    (change,) = [change for change in changes(store, dry=False)[0] if change.url == URLS[2]]
    assert "origin" in change.parts
    assert (change.before, change.lost) == (change.after, 0.0)
    assert texts(store)[URLS[2]][0] == 1
    assert texts(store)[URLS[2]][2]["source"] == "rule:tidepost_example"


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [(100, 100, 0.0), (100, 90, 0.1), (100, 89, 0.11), (100, 120, 0.0), (None, 9, 0.0), (0, 0, 0.0), (9, None, 1.0)],
)
def test_what_is_lost_is_a_share_of_what_was(before: int | None, after: int | None, lost: float) -> None:
    assert Change("u", "s", before, after).lost == pytest.approx(lost)


def test_a_greedy_rule_is_marked(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, GREEDY)
    made, result = changes(store, dry=True)
    assert result.shrunk == 3
    assert all(format_change(change).startswith(f"{change.url}: ! ") for change in made)


def test_articles_that_are_no_longer_found_are_kept_and_reported(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    before = texts(store)
    use(monkeypatch, EMPTYING)
    made, result = changes(store, dry=False)
    assert (result.changed, result.emptied) == (0, 3)
    assert all(
        change.after is None and change.why and "the stored one is kept" in format_change(change) for change in made
    )
    assert texts(store) == before
    assert result.line(dry=False) == (
        "4 pages cleaned again: 0 articles changed, 3 articles no longer found and kept as before"
    )


def test_a_page_in_which_nothing_was_found_gives_its_article_once_it_can(tmp_path: Path) -> None:
    story = "".join(f"<div>{text}</div>" for text in STORY)
    empty, late = (
        b"<html><body><div>no story</div></body></html>",
        f"<html><body><article>{story}</article></body></html>",
    )
    with Store.open(store_url(tmp_path)) as store:
        keep(store, [(URLS[0], empty), (URLS[1], late.encode()), (URLS[2], page("Ice"))])
        assert [item.url for item in store.articles()] == [URLS[2]]
        made, result = changes(store, dry=False)
        assert [(change.url, change.before) for change in made] == [(URLS[1], None)]
        assert (result.pages, result.changed, result.emptied) == (3, 1, 0)
        assert {item.url for item in store.articles()} == {URLS[1], URLS[2]}
        assert changes(store, dry=False)[1].changed == 0


def test_a_first_article_counts_as_a_change(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "article", lambda url: None)
    made, result = changes(store, dry=True)
    assert result.changed == 4
    assert format_change(made[0]).splitlines()[0] == f"{URLS[0]}: a new article of {made[0].after} characters"
    assert made[0].lines[0].startswith("+ ")


def test_site_and_since_choose_the_pages(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, CORRECTED)
    assert changes(store, dry=True, site="quaynews.example")[1].pages == 1
    assert changes(store, dry=True, since=START + timedelta(minutes=30))[1].pages == 3


def test_the_articles_of_a_site_with_a_broken_rule_stay_as_they_are(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, CORRECTED)
    sound = registry.find_rule

    def find(url: str | None) -> NamedRule | None:
        if url and "quaynews" in url:
            return sound(url)
        raise InvalidRule("site_rules.tidepost_example", "body: a bad selector")

    before = texts(store)
    monkeypatch.setattr(registry, "find_rule", find)
    made, result = changes(store, dry=False)
    assert {change.site for change in made} <= {"quaynews.example"}
    assert result.broken == {"site_rules.tidepost_example: body: a bad selector"}
    assert "their rule is broken: site_rules.tidepost_example" in result.line(dry=False)
    assert {url: found for url, found in texts(store).items() if "tidepost" in url} == {
        url: found for url, found in before.items() if "tidepost" in url
    }


def test_a_cleaner_that_breaks_on_one_page_goes_on_to_the_next(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, CORRECTED)
    sound = cleaning._clean

    def broken(body: bytes, content_type: str, url: str, *more: Any) -> Article:
        if url == URLS[0]:
            raise ZeroDivisionError("of a line")
        return sound(body, content_type, url, *more)

    monkeypatch.setattr(cleaning, "_clean", broken)
    made, result = changes(store, dry=False)
    assert (result.changed, result.emptied) == (2, 1)
    assert made[0].why == "the cleaner failed with ZeroDivisionError: of a line"
    assert texts(store)[URLS[0]][0] == 1


def test_a_change_is_shown_with_its_lines() -> None:
    change = Change("https://a.example/1", "a.example", 900, 880, ("- Give today", "+ x"), ("removals",))
    assert format_change(change) == "https://a.example/1: 900 → 880 characters; removals\n  - Give today\n  + x\n"


def test_rules_of_the_run_are_those_that_clean_again(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    folder.mkdir()
    own = (str(folder),)
    rule = "domains = 'tidepost.example'\nbody = 'article'\n[remove]\ndonation = { text = '^The Tide Post has' }"
    (folder / "tidepost.toml").write_text(rule, "utf-8")
    made, _ = changes(store, True, clean=partial(clean_page, rules=own), find=read_rules(own).find)
    assert {change.url for change in made} == set(URLS[:3])
    assert [f"- {PITCH}" in change.lines for change in made] == [True, True, False]


def test_a_broken_rule_of_the_run_keeps_the_articles_of_its_site(store: Store, tmp_path: Path) -> None:
    (tmp_path / "tidepost_example.toml").write_text("[", "utf-8")
    own = (str(tmp_path / "tidepost_example.toml"),)
    made, result = changes(store, True, clean=partial(clean_page, rules=own), find=read_rules(own).find)
    assert made == []
    assert "tidepost_example.toml: not valid TOML" in result.line(True)


def test_a_dry_run_shows_groups_by_site_and_by_what_changes() -> None:
    groups = ChangeGroups()
    for number in range(5):
        groups.add(Change(f"https://a.example/{number}", "a.example", 900, 880, ("- Give today", f"- {number}")))
    groups.add(Change("https://a.example/gone", "a.example", 900, None, why="no body"))
    groups.add(Change("https://a.example/lost", "a.example", 900, 90, ("- x",), ("removals",)))
    groups.add(Change("https://0.example/1", "0.example", 900, 900, (), ("title",)))
    groups.add(Change("https://0.example/2", "0.example", None, 900, ("+ new",)))
    assert groups.text().splitlines() == [
        "0.example: 2 articles",
        "  1 article: a new article",
        "    1 × + new",
        "    https://0.example/2",
        "  1 article: the same text; title",
        "    https://0.example/1",
        "a.example: 7 articles",
        "  1 article: ! more than a tenth of the text would go; removals",
        "    1 × - x",
        "    https://a.example/lost",
        "  1 article: no article any more, so the stored ones stay",
        "    1 × no body",
        "    https://a.example/gone",
        "  5 articles: shorter text",
        "    5 × - Give today",
        "    1 × - 0",
        "    1 × - 1",
        "    1 × - 2",
        "    1 × - 3",
        "    and 1 more line",
        "    https://a.example/0",
        "    https://a.example/1",
        "    https://a.example/2",
        "    and 2 more articles",
    ]
    assert ChangeGroups().text() == ""
