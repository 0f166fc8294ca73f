"""Rules in TOML and Python files: the same vocabulary, checks and messages; a broken file harms its own site."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper import Cleaner, clean_html, errors, rules
from scraper.model import Reason
from scraper.rule_files import read_rules
from scraper.rules import SiteRule, donation, furniture, keep, newsletter

STORY = "".join(
    f"<p>The kiln was lit at {hour} on Sunday, said Bo Sample, who keeps it, and it burned for a week.</p>"
    for hour in ("six", "seven", "eight", "nine")
)
PAGE = (
    f"<article><h1>The kiln</h1>{STORY}<p class=tide-letter>The tide, by mail.</p><aside class=factbox>Kilns burn at "
    "a thousand degrees.</aside></article>"
)
TOML = """\
about = "The Kiln Post (kilnpost.example): a weekly."
domains = ["kilnpost.example"]
body = ["article", "div.story"]
title = "h1"

[remove]
newsletter = ["p.tide-letter", { text = '^The tide, by' }]
donation = { text = '^The Post has no owner', through = '^Give today$' }
furniture = { text = '^To report an error, ', tail = true }
keep = "aside.factbox"
"""
PYTHON = '''"""The Kiln Post (kilnpost.example): a weekly."""

from scraper.rules import SiteRule, donation, furniture, keep, newsletter

RULE = SiteRule(
    domains=("kilnpost.example",),
    body=("article", "div.story"),
    title=("h1",),
    remove=(
        newsletter("p.tide-letter"),
        newsletter(text="^The tide, by"),
        donation(text="^The Post has no owner", through="^Give today$"),
        furniture(text="^To report an error, ", tail=True),
        keep("aside.factbox"),
    ),
)
'''
RULE = SiteRule(
    domains=("kilnpost.example",),
    body=("article", "div.story"),
    title=("h1",),
    remove=(
        newsletter("p.tide-letter"),
        newsletter(text="^The tide, by"),
        donation(text="^The Post has no owner", through="^Give today$"),
        furniture(text="^To report an error, ", tail=True),
        keep("aside.factbox"),
    ),
)
URL = "https://www.kilnpost.example/1"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "my_rules"
    made.mkdir()
    return made


@pytest.mark.parametrize(("name", "text"), [("kilnpost.toml", TOML), ("kilnpost.py", PYTHON)])
def test_both_forms_make_the_same_rule(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, "utf-8")
    for source in (folder, folder / name, f"{folder}/", str(folder / name)):
        book = read_rules(Cleaner(rules=source).options.sources)
        (named,) = book.rules
        assert (named.rule, named.about) == (RULE, "The Kiln Post (kilnpost.example): a weekly.")
        assert (named.module, named.site, book.faults) == (f"my_rules/{name}", "kilnpost", ())


def test_the_rule_of_a_file_cleans_its_site_and_signs_its_receipts(folder: Path) -> None:
    (folder / "kilnpost.toml").write_text(TOML, "utf-8")
    article = Cleaner(rules=folder).clean_html(PAGE, URL)
    assert article.source == "rule:my_rules/kilnpost.toml"
    assert article.text.endswith("Kilns burn at a thousand degrees.")
    removal = next(each for each in article.removals if each.reason is Reason.NEWSLETTER)
    assert removal.rule == "my_rules/kilnpost.toml: newsletter('p.tide-letter')"
    assert clean_html(PAGE, URL).source == "generic"


@pytest.mark.parametrize("reason", Reason)
def test_every_verb_can_be_written_in_toml(folder: Path, reason: Reason) -> None:
    (folder / "a.toml").write_text(f"domains = 'a.example'\nbody = 'article'\n[remove]\n{reason.value} = 'p.x'\n")
    (named,) = read_rules((str(folder / "a.toml"),)).rules
    assert named.rule.remove == (getattr(rules, reason.value)("p.x"),)


def test_a_rule_without_a_body_of_its_own_says_so_in_toml_too(folder: Path) -> None:
    (folder / "a.toml").write_text("domains = 'a.example'\ngeneric_body = true\n")
    (named,) = read_rules((str(folder),)).rules
    assert named.rule == SiteRule(domains=("a.example",), body=(), generic_body=True)


BROKEN = [
    ("domains = 5\nbody = 'p'", "domains=5, body=('p',)", "domains= must be a tuple of strings, not"),
    ("domains = 'www.a.example'\nbody = 'p'", "domains=('www.a.example',), body=('p',)", "write 'example.org': lower"),
    ("domains = 'a.example'", "domains=('a.example',), body=()", "body= is empty: name a selector, or"),
    ("domains = 'a.example'\nbody = 'p['", "domains=('a.example',), body=('p[',)", "body= 'p[' is not a valid CSS"),
    (
        "domains = 'a.example'\nbody = 'p'\n[remove]\nad = { text = 'Advert' }",
        "domains=('a.example',), body=('p',), remove=(ad(text='Advert'),)",
        "ad(text='Advert'): text= 'Advert' is not anchored: begin it with ^",
    ),
    (
        "domains = 'a.example'\nbody = 'p'\n[remove]\nkeep = { text = '^A', tail = true }",
        "domains=('a.example',), body=('p',), remove=(keep(text='^A', tail=True),)",
        "keep() takes neither through= nor tail=",
    ),
    ("domains = 'a.example'\nbody = 'p'\n[remove]\nad = {}", "domains=('a.example',), body=('p',), remove=(ad(),)",
     "ad(): give it a selector, or text="),
    ("domains = 'a.example'\nbdy = 'p'", "domains=('a.example',), bdy=('p',)", "a field is misspelt"),
]  # fmt: skip


@pytest.mark.parametrize(("toml", "python", "message"), BROKEN)
def test_both_forms_are_checked_alike(folder: Path, toml: str, python: str, message: str) -> None:
    (folder / "a_example.toml").write_text(toml, "utf-8")
    (folder / "b_example.py").write_text(f"from scraper.rules import *\nRULE = SiteRule({python})\n", "utf-8")
    first, second = read_rules((str(folder),)).faults
    assert (first.module, second.module) == ("my_rules/a_example.toml", "my_rules/b_example.py")
    for fault in (first, second):
        assert message in fault.why


START = "domains = 'a.example'\nbody = 'p'\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("domains = [", "not valid TOML", id="syntax"),
        pytest.param(
            "domains = 'a.example'\nbody = 'p'\n[remove]\nnewsleter = 'p'", "did you mean 'newsletter'", id="verb"
        ),
        pytest.param(f"{START}[remove]\nad = 5", "give a selector in quotes", id="number"),
        pytest.param(START + "[remove]\nad = {txt='^A'}", "no txt=, did you mean", id="key"),
        pytest.param(
            "domains = 'a.example'\nbody = 'p'\n[remove]\nad = {text='^A', tail=1}", "true or false", id="tail"
        ),
        pytest.param(f"{START}remove = ['p']", "must be a section", id="no-section"),
        pytest.param(
            "domains = 'a.example'\nbody = 'p'\nrepair = 'x'", "write this rule as a Python file", id="repair"
        ),
        pytest.param(f"{START}about = 5", "about= must be a string", id="about"),
        pytest.param(f"{START}generic_body = 1", "must be True or False", id="generic"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(folder: Path, text: str, message: str) -> None:
    (folder / "a_example.toml").write_text(text, "utf-8")
    (fault,) = Cleaner(rules=folder).faults
    assert message in fault.why


def test_a_python_file_without_a_rule_or_with_an_error_is_a_fault(folder: Path) -> None:
    (folder / "a_example.py").write_text("X = 1\n", "utf-8")
    (folder / "b_example.py").write_text("raise ValueError('no')\n", "utf-8")
    (folder / "c_example.py").write_bytes(b"# \xff\n")
    assert [fault.why.partition(":")[0] for fault in Cleaner(rules=folder).faults] == [
        "it has no RULE", "the module does not load", "cannot be read",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("weir.toml", "domains = ['weirpost.example', 'b.example']\nbody = [", id="toml-names-domains"),
        pytest.param("weir.py", "RULE = SiteRule(domains=('weirpost.example',))", id="python-names-its-domains"),
        pytest.param("weirpost_example.toml", "[", id="the-name-of-the-file"),
        pytest.param("weirpost_example.py", "(", id="the-name-of-a-python-file"),
    ],
)
def test_a_broken_file_harms_only_its_own_site(folder: Path, name: str, text: str) -> None:
    (folder / "kilnpost.toml").write_text(TOML, "utf-8")
    (folder / name).write_text(text, "utf-8")
    cleaner = Cleaner(rules=folder)
    assert cleaner.clean_html(PAGE, URL).origin.rule == "my_rules/kilnpost.toml"
    hurt = cleaner.clean_html(PAGE, "https://weirpost.example/1")
    assert hurt.source == "generic"
    assert hurt.origin.fault.startswith(f"my_rules/{name}: ")
    assert cleaner.clean_html(PAGE, "https://gorsepost.example/1").origin.fault == ""


def test_two_files_for_one_domain_conflict(folder: Path) -> None:
    (folder / "a.toml").write_text(TOML, "utf-8")
    (folder / "b.toml").write_text(TOML, "utf-8")
    (fault,) = Cleaner(rules=folder).faults
    assert isinstance(fault, errors.RuleConflict)
    assert "kilnpost.example is also claimed by my_rules/a.toml" in str(fault)


def test_the_earlier_source_goes_before_the_later_and_both_before_the_installed_rules(folder: Path) -> None:
    for name in ("first", "second"):
        (folder / name).mkdir()
        (folder / name / "week.toml").write_text("domains = 'theweek.com'\nbody = 'article'\n", "utf-8")
    (folder / "second" / "kiln.toml").write_text(TOML, "utf-8")
    cleaner = Cleaner(rules=[folder / "first", folder / "second"])
    assert cleaner.clean_html(PAGE, "https://theweek.com/1").origin.rule == "first/week.toml"
    assert cleaner.clean_html(PAGE, URL).origin.rule == "second/kiln.toml"
    assert cleaner.clean_text("Kilns", "https://motherjones.com/1").origin.rule == "site_rules.motherjones_com"


def test_files_with_an_underscore_or_a_dot_are_passed_over(folder: Path) -> None:
    (folder / "_draft.toml").write_text("[", "utf-8")
    (folder / ".hidden.toml").write_text("[", "utf-8")
    (folder / "kiln.toml").write_text(TOML, "utf-8")
    assert Cleaner(rules=folder).faults == ()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param("nowhere/", "there is no .*nowhere", id="no-folder"),
        pytest.param("nowhere.toml", "there is no .*nowhere.toml: name a folder", id="no-file"),
        pytest.param("rule.json", r"must end in \.toml or \.py", id="other-file"),
        pytest.param("empty", r"no \.toml or \.py file in ", id="empty-folder"),
    ],
)
def test_a_source_that_is_not_there_is_an_error_at_once(folder: Path, name: str, message: str) -> None:
    (folder / "rule.json").write_text("{}", "utf-8")
    (folder / "empty").mkdir()
    with pytest.raises(errors.UsageError, match=message):
        Cleaner(rules=f"{folder}/{name}")
