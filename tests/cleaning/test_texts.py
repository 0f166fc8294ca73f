"""The labelled texts in `tests/texts`: how much of the articles is lost and how much of the rest is left, by language.

The figures are pinned in `tests/texts/floors.toml` and may only get better. `python -m tests.test_texts` prints what is
lost and left, line by line; with `--update` it writes the present figures, and refuses to loosen one.
"""

from __future__ import annotations

import re
import sys
import tomllib
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

from scraper import Article, clean_text
from scraper.fixtures import laws
from scraper.model import Span
from scraper.rules import registry
from tests import ROOT

HERE = ROOT / "tests" / "texts"
FLOORS = HERE / "floors.toml"
FIGURES = ("body_lost", "other_left", "titles_wrong", "authors_wrong")
BY_NAME = ("traps", "unstable")
NEITHER = frozenset(["either", "subtitle"])
"""Labels that count neither way."""


def key(text: str) -> str:
    """Letters and digits only, lower case, each word between spaces: what two spellings of one line share."""
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", text).lower())
    return f" {' '.join(words)} "


@dataclass(frozen=True)
class Labelled:
    """One line of a page, and where in its text it stands."""

    label: str
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True)
class Page:
    """A labelled text. `expected` has the headers `title` and `authors` where the file states them."""

    name: str
    language: str
    url: str | None
    expected: dict[str, str]
    parts: tuple[str, ...]
    text: str
    lines: tuple[Labelled, ...]

    @property
    def is_trap(self) -> bool:
        return self.name.rpartition("/")[2].startswith("trap-")


@dataclass
class Score:
    """What cleaning got wrong on a page."""

    lost: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    title: str = ""
    authors: str = ""
    unstable: list[str] = field(default_factory=list)


def read_page(path: Path) -> Page:
    """The page in a `.tsv` file; README.md describes the format."""
    headers: dict[str, str] = {}
    parts: list[str] = []
    lines: list[Labelled] = []
    text = ""
    for number, row in enumerate(path.read_text("utf8").splitlines(), start=1):
        if not lines and row.startswith("# "):
            name, _, value = row[2:].partition(": ")
            if name == "body-part":
                parts.append(value)
            else:
                headers[name] = value
            continue
        if row.strip():
            label, tab, line = row.partition("\t")
            assert tab, f"{path.name}:{number}: no tab behind the label"
            lines.append(Labelled(label, line, len(text)))
            text += line
        text += "\n"
    url = headers.get("url", "-")
    expected: dict[str, str] = {name: headers[name] for name in ("title", "authors") if name in headers}
    name = path.relative_to(HERE).with_suffix("").as_posix()
    return Page(name, path.parent.name, None if url == "-" else url, expected, tuple(parts), text, tuple(lines))


@cache
def cleaned(page_name: str) -> Article:
    page = PAGES[page_name]
    return clean_text(page.text, page.url)


def kept_of(line: Labelled, article: Article) -> str:
    """What is in the body of the characters of `line`."""
    places = [block.place for block in article.blocks]
    return " ".join(
        place.raw[max(line.start - place.start, 0) : line.end - place.start]
        for place in places
        if isinstance(place, Span) and place.start < line.end and line.start < place.end
    )


def score(page: Page) -> Score:
    article, result = cleaned(page.name), Score()
    for line in page.lines:
        kept = key(kept_of(line, article))
        part = next((part for part in page.parts if part in line.text), line.text)
        if line.label == "body":
            if key(part) not in kept:
                result.lost.append(line.text)
            elif part != line.text and kept == key(line.text):
                result.left.append(line.text)
        elif line.label not in NEITHER and kept.strip():
            result.left.append(line.text)
    wanted = {name: "" if value == "-" else value for name, value in page.expected.items()}
    if "title" in wanted and key(article.title or "") != key(wanted["title"]):
        result.title = f"{article.title!r}, not {wanted['title']!r}"
    if "authors" in wanted and [key(name) for name in article.authors] != [
        key(name) for name in wanted["authors"].split("; ") if name
    ]:
        result.authors = f"{article.authors!r}, not {wanted['authors']!r}"
    entry = registry.find_rule(page.url)
    broken = laws.stable_text(article, page.text, entry)
    result.unstable = [str(each) for each in broken]
    return result


PAGES = {page.name: page for page in map(read_page, sorted(HERE.rglob("*.tsv")))}
LANGUAGES = sorted({page.language for page in PAGES.values()})


@cache
def scores() -> dict[str, Score]:
    return {name: score(page) for name, page in PAGES.items()}


def figures(language: str) -> dict[str, int]:
    """The figures of a language, each a count of faults."""
    own = [scores()[name] for name, page in PAGES.items() if page.language == language]
    return {
        "body_lost": sum(len(each.lost) for each in own),
        "other_left": sum(len(each.left) for each in own),
        "titles_wrong": sum(bool(each.title) for each in own),
        "authors_wrong": sum(bool(each.authors) for each in own),
    }


def measured() -> dict[str, dict[str, int]]:
    """What `floors.toml` would say today."""
    traps = {name: len(found.lost) for name, found in scores().items() if PAGES[name].is_trap and found.lost}
    unstable = {name: len(found.unstable) for name, found in scores().items() if found.unstable}
    return {**{language: figures(language) for language in LANGUAGES}, "traps": traps, "unstable": unstable}


def pinned() -> dict[str, dict[str, int]]:
    return tomllib.loads(FLOORS.read_text("utf8"))


def loosened(old: dict[str, dict[str, int]], new: dict[str, dict[str, int]]) -> list[str]:
    """The figures of `new` that are worse than those of `old`; a language that is new has nothing to be worse than."""
    return [
        f"{table}.{name}: {value}, and {old[table].get(name, 0)} is pinned"
        for table, values in new.items()
        for name, value in values.items()
        if table in old and value > old[table].get(name, 0)
    ]


def test_every_page_reads() -> None:
    assert len(PAGES) >= 110
    for page in PAGES.values():
        assert page.lines, page.name
        assert all(any(part in line.text for line in page.lines) for part in page.parts), page.name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("figure", FIGURES)
def test_no_figure_is_worse_than_pinned(language: str, figure: str) -> None:
    attribute = {"body_lost": "lost", "other_left": "left", "titles_wrong": "title", "authors_wrong": "authors"}[figure]
    found = {name: getattr(scores()[name], attribute) for name, page in PAGES.items() if page.language == language}
    shown = "\n".join(f"{name}: {fault}" for name, fault in found.items() if fault)
    assert figures(language)[figure] <= pinned()[language][figure], shown


@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if page.is_trap])
def test_a_trap_loses_no_line(name: str) -> None:
    lost = scores()[name].lost
    assert len(lost) <= pinned()["traps"].get(name, 0), lost


@pytest.mark.parametrize("name", PAGES)
def test_every_character_is_accounted_for(name: str) -> None:
    assert [str(broken) for broken in laws.conserved_text(cleaned(name), PAGES[name].text)] == []


@pytest.mark.parametrize("name", PAGES)
def test_cleaning_what_is_clean_removes_nothing(name: str) -> None:
    unstable = scores()[name].unstable
    assert len(unstable) <= pinned()["unstable"].get(name, 0), unstable


def test_no_floor_is_for_a_page_that_is_gone() -> None:
    assert set(pinned()) == {*LANGUAGES, *BY_NAME}
    assert [name for table in BY_NAME for name in pinned()[table] if name not in PAGES] == []


def test_a_figure_cannot_be_loosened() -> None:
    old = {"en": {"body_lost": 2, "other_left": 5}, "traps": {"en/trap-01": 1}, "unstable": {}}
    better = {"en": {"body_lost": 1, "other_left": 5}, "traps": {}, "unstable": {}, "nl": {"body_lost": 9}}
    assert loosened(old, better) == []
    worse = {"en": {"body_lost": 2, "other_left": 6}, "traps": {"en/trap-02": 1}, "unstable": {}}
    assert loosened(old, worse) == ["en.other_left: 6, and 5 is pinned", "traps.en/trap-02: 1, and 0 is pinned"]


def _toml(tables: dict[str, dict[str, int]]) -> str:
    out = "# The most faults that the texts may show. Written by `python -m tests.test_texts --update`.\n"
    for table, values in tables.items():
        out += f"\n[{table}]\n"
        for name, value in values.items():
            out += f'"{name}" = {value}\n' if "/" in name else f"{name} = {value}\n"
    return out


def main(arguments: list[str]) -> int:
    """Show every fault; with `--update`, pin the figures unless one got worse."""
    for name, found in scores().items():
        faults = [*(f"lost: {line}" for line in found.lost), *(f"left: {line}" for line in found.left)]
        faults += [f"title: {found.title}"] * bool(found.title) + [f"authors: {found.authors}"] * bool(found.authors)
        sys.stdout.write("".join(f"{name} {fault[:150]}\n" for fault in [*faults, *found.unstable]))
    new = measured()
    if "--update" not in arguments:
        sys.stdout.write(_toml(new))
        return 0
    worse = loosened(pinned(), new) if FLOORS.exists() else []
    if worse:
        sys.stderr.write("Nothing written: " + "; ".join(worse) + "\n")
        return 1
    FLOORS.write_text(_toml(new), "utf8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
