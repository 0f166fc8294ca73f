"""The vocabulary of site rules: every kind of matcher, and every invalid rule beside a valid one."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable, Iterator
from dataclasses import FrozenInstanceError
from pathlib import Path
from typing import Any

import pytest

from scraper import rules
from scraper.errors import InvalidRule
from scraper.model import Reason
from scraper.rules import Matcher, NamedRule, SiteRule, ad, donation, furniture, newsletter, registry

Load = Callable[[str], NamedRule | None]

GOOD = """
from scraper.rules import SiteRule, donation, newsletter

RULE = SiteRule(
    domains=("harbourpost.example",),
    body=("div.story-text",),
    remove=(newsletter("p.tide-letter"), donation(text=r"^The Harbour Post has no owner", through=r"^Give today$")),
)
"""


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Load]:
    """Write a source as the module `harbourpost_example`, and load it as the registry does."""
    monkeypatch.syspath_prepend(tmp_path)

    def loaded(source: str) -> NamedRule | None:
        (tmp_path / "harbourpost_example.py").write_text(source, "utf-8")
        return registry.load_module("harbourpost_example")

    yield loaded
    sys.modules.pop("harbourpost_example", None)


def rule(**fields: Any) -> SiteRule:
    return SiteRule(**{"domains": ("harbourpost.example",), "body": ("div.story-text",), **fields})


# verbs


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_a_matcher(reason: Reason) -> None:
    verb = getattr(rules, reason.value)
    assert verb.__name__ == reason.value
    assert verb("p.box") == Matcher(reason, selector="p.box")
    assert verb(text="^Box$") == Matcher(reason, text="^Box$")


def test_a_matcher_prints_as_its_source() -> None:
    assert str(newsletter("p.tide-letter")) == "newsletter('p.tide-letter')"
    assert str(donation(text="^Give", through="^Thanks$")) == "donation(text='^Give', through='^Thanks$')"
    assert str(ad("div.x", text="^Advert", tail=True)) == "ad('div.x', text='^Advert', tail=True)"


def test_rules_are_values() -> None:
    one, other = rule(remove=(ad("p.ad"),)), rule(remove=(ad("p.ad"),))
    assert one == other
    assert hash(one) == hash(other)
    assert pickle.loads(pickle.dumps(one)) == one
    with pytest.raises(FrozenInstanceError):
        one.body = ("p",)  # type: ignore[misc]


# misspelt names


@pytest.mark.parametrize(
    "call",
    [
        pytest.param(lambda: rule(romove=()), id="field-of-a-rule"),
        pytest.param(lambda: SiteRule(body=("p",)), id="rule-without-domains"),  # type: ignore[call-arg]
        pytest.param(lambda: newsletter(txt="^Sign up"), id="field-of-a-matcher"),
        pytest.param(lambda: newsletter("p", "^Sign up"), id="pattern-without-its-name"),
    ],
)
def test_misspelt_field_is_a_type_error_at_the_call(call: Callable[[], object]) -> None:
    with pytest.raises(TypeError):
        call()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("remove=", "romove=", id="field-of-a-rule"),
        pytest.param("through=", "trough=", id="field-of-a-matcher"),
        pytest.param('domains=("harbourpost.example",),', "", id="missing-field"),
    ],
)
def test_misspelt_field_is_an_invalid_rule_when_loaded(load: Load, before: str, after: str) -> None:
    assert before in GOOD
    with pytest.raises(InvalidRule) as caught:
        load(GOOD.replace(before, after))
    assert caught.value.module == "harbourpost_example"
    assert (after or before).partition("=")[0] in str(caught.value)


def test_correctly_spelt_field_loads(load: Load) -> None:
    entry = load(f'"""The Harbour Post: reader-funded daily.\n\nMore."""\n{GOOD}')
    assert entry is not None
    assert entry.rule.domains == ("harbourpost.example",)
    assert [matcher.reason for matcher in entry.rule.remove] == [Reason.NEWSLETTER, Reason.DONATION]
    assert (entry.module, entry.site, entry.ours) == ("harbourpost_example", "harbourpost_example", False)
    assert entry.about == "The Harbour Post: reader-funded daily."


def test_module_without_docstring_has_no_description(load: Load) -> None:
    entry = load(GOOD)
    assert entry is not None
    assert entry.about == ""


def test_module_without_a_rule_is_no_rule(load: Load) -> None:
    assert load("WIDGETS = ()") is None


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        pytest.param("RULE = {'domains': ('harbourpost.example',)}", "dict", id="dict"),
        pytest.param("from scraper.rules import SiteRule\nRULE = SiteRule", "type", id="class-instead-of-value"),
    ],
)
def test_rule_of_another_type_is_invalid(load: Load, source: str, kind: str) -> None:
    with pytest.raises(InvalidRule, match=rf"^harbourpost_example: RULE must be a SiteRule, not {kind}$"):
        load(source)


# selectors

SELECTOR_FIELDS = ("body", "title", "subtitle", "authors", "published", "section")


@pytest.mark.parametrize("field", SELECTOR_FIELDS)
@pytest.mark.parametrize(
    "selector",
    [
        pytest.param("div[", id="open-bracket"),
        pytest.param("p..lead", id="two-dots"),
        pytest.param("> > p", id="combinators-alone"),
        pytest.param(" ", id="blank"),
    ],
)
def test_bad_selector_names_module_and_field(load: Load, field: str, selector: str) -> None:
    fields = {"domains": ("harbourpost.example",), "body": ("p",), field: ("div.good", selector)}
    with pytest.raises(InvalidRule) as caught:
        load(f"from scraper.rules import SiteRule\nRULE = SiteRule(**{fields!r})")
    assert caught.value.module == "harbourpost_example"
    assert caught.value.why.startswith(f"{field}= ")


@pytest.mark.parametrize("field", SELECTOR_FIELDS)
def test_good_selectors_beside_it(load: Load, field: str) -> None:
    good = ("div.good", "p > a[rel~=author]", "div:has(> h2 + div)", ".a, #b")
    fields = {"domains": ("harbourpost.example",), "body": ("p",), field: good}
    entry = load(f"from scraper.rules import SiteRule\nRULE = SiteRule(**{fields!r})")
    assert entry is not None
    assert getattr(entry.rule, field) == good


@pytest.mark.parametrize(
    ("written", "fine"),
    [
        pytest.param('newsletter("p.tide-letter[")', False, id="bad"),
        pytest.param('newsletter(":nosuch(p)", text=r"^Sign up")', False, id="bad-beside-a-good-pattern"),
        pytest.param('newsletter("p.tide-letter")', True, id="good"),
    ],
)
def test_selector_of_a_matcher(load: Load, written: str, fine: bool) -> None:
    source = GOOD.replace('newsletter("p.tide-letter")', written)
    if fine:
        assert load(source) is not None
        return
    with pytest.raises(InvalidRule, match=r"^harbourpost_example: remove= "):
        load(source)


# patterns


@pytest.mark.parametrize("field", ["text", "through"])
@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        pytest.param("Give today", "not anchored", id="unanchored"),
        pytest.param("^Give today|^Support us|Donate", "top-level", id="half-anchored"),
        pytest.param("^Give(?! back)", "uses lookaround", id="look-ahead"),
        pytest.param(r"^(Give) \1", "not a valid regular expression", id="backreference"),
        pytest.param("^Give (today", "not a valid regular expression", id="unbalanced"),
    ],
)
def test_bad_pattern_names_module_and_field(load: Load, field: str, pattern: str, why: str) -> None:
    fields = {"text": "^The Harbour Post", field: pattern}
    source = f"from scraper.rules import donation\nX = donation(**{fields!r})"
    with pytest.raises(InvalidRule) as caught:
        load(source)
    assert caught.value.module == "harbourpost_example"
    assert f": {field}= " in str(caught.value)
    assert why in str(caught.value)


@pytest.mark.parametrize("field", ["text", "through"])
@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param("^Give today", id="anchored"),
        pytest.param("^(?:Give today|Support us|Donate)", id="anchored-as-a-group"),
        pytest.param("^Give.{0,80}$", id="one-bounded-repeat"),
        pytest.param("^.{0,40}a.{0,40}b", id="two-bounded-repeats"),
        pytest.param(r"^Give \(today", id="escaped-bracket"),
    ],
)
def test_good_pattern_beside_it(field: str, pattern: str) -> None:
    matcher = donation(**{"text": "^The Harbour Post", field: pattern})  # type: ignore[arg-type]
    assert getattr(matcher, field) == pattern


@pytest.mark.parametrize(
    ("verb", "why"),
    [
        pytest.param(lambda: furniture(), "give it a selector, or text=", id="nothing-to-match"),
        pytest.param(lambda: furniture("p", through="^End$"), "through= needs text=", id="end-without-a-beginning"),
        pytest.param(
            lambda: furniture(text="^On", through="^Off$", tail=True), "exclude each other", id="two-kinds-of-end"
        ),
    ],
)
def test_matcher_with_too_few_or_too_many_fields(verb: Callable[[], object], why: str) -> None:
    with pytest.raises(InvalidRule, match=why) as caught:
        verb()
    assert caught.value.module == __name__


@pytest.mark.parametrize(
    "verb",
    [
        pytest.param(lambda: furniture("p"), id="selector"),
        pytest.param(lambda: furniture("p", text="^On"), id="selector-and-text"),
        pytest.param(lambda: furniture(text="^On", through="^Off$"), id="run"),
        pytest.param(lambda: furniture(text="^On", tail=True), id="tail"),
        pytest.param(lambda: furniture("#comments", tail=True), id="tail-by-selector"),
    ],
)
def test_matcher_with_enough_fields(verb: Callable[[], object]) -> None:
    assert isinstance(verb(), Matcher)
