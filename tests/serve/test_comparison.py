"""Two revisions in one: what is marked as gone and as new, in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from scraper.model import Article, Heading, Inline, InlineKind, Paragraph, Path
from scraper.serve.comparison import Comparison, compared
from tests.support.served import Served, served
from tests.support.store_run import BRIDGE, FERRY, HOUR, article, store_run


def paragraphs(texts: Sequence[str]) -> Article:
    return article(texts)


def shown(found: Comparison, without: str) -> list[str]:
    """The lines of the body without what is marked by this tag."""
    kept = re.sub(rf"<{without}>.*?</{without}>", "", found.body, flags=re.DOTALL)
    return [text for line in kept.splitlines() if (text := unescape(re.sub("<[^>]+>", "", line)).strip())]


def lines_of(texts: Sequence[str]) -> list[str]:
    return [text.strip() for text in texts if text.strip()]


WORDS = st.lists(st.sampled_from(["goat", "ferry.", "‘late’", "<b>&", "渡輪", "七", "é"]), min_size=1, max_size=8)
TEXTS = st.lists(WORDS.map(" ".join), max_size=6)


@given(TEXTS, TEXTS)
def test_without_what_is_new_it_is_the_old_and_without_what_is_gone_the_new(old: list[str], new: list[str]) -> None:
    found = compared(paragraphs(old), paragraphs(new))
    assert shown(found, "ins") == old
    assert shown(found, "del") == new
    assert (found.changes == 0) == (old == new)


def test_a_changed_word_is_marked_in_its_place() -> None:
    found = compared(paragraphs(FERRY), paragraphs((*FERRY[:3], FERRY[3].replace("sheep", "goats"))))
    assert found.changes == 1
    assert "thirteen <del>sheep</del><ins>goats</ins>, stranded" in found.body
    assert f"<p>{FERRY[0]}</p>" in found.body


def test_a_paragraph_that_came_or_went_is_marked_whole() -> None:
    found = compared(paragraphs(FERRY[:3]), paragraphs((FERRY[0], BRIDGE[0], FERRY[1])))
    assert re.findall(r"<(ins|del)><p>(.{20})", found.body) == [("ins", BRIDGE[0][:20]), ("del", FERRY[2][:20])]


def test_characters_are_marked_in_scripts_without_spaces() -> None:
    found = compared(paragraphs(("最後一班渡輪七點離開港口",)), paragraphs(("最後一班渡輪八點離開港口",)))
    assert "渡輪<del>七</del><ins>八</ins>點" in found.body


def test_a_new_link_is_a_change_without_changed_words() -> None:
    place = Path("p", 1)
    linked = Paragraph("The ferry is late.", place, (Inline(InlineKind.LINK, 4, 9, "https://ferry.example/"),))
    old = replace(paragraphs(()), blocks=(Paragraph("The ferry is late.", place),))
    found = compared(old, replace(old, blocks=(linked,)))
    assert found.changes == 1
    assert '<div class="restyled"><p>The <a href="https://ferry.example/"' in found.body


def test_a_heading_is_not_the_successor_of_a_paragraph() -> None:
    place = Path("p", 1)
    old = replace(paragraphs(()), blocks=(Paragraph("The ferry", place),))
    found = compared(old, replace(old, blocks=(Heading("The ferry", 2, place),)))
    assert found.body == "<del><p>The ferry</p></del>\n<ins><h2>The ferry</h2></ins>"


def test_fields_and_cuts_are_compared() -> None:
    old, new = article(title="Last ferry"), article(title="Last <i>ferry", authors=(), pitch="Give today.")
    found = compared(old, new)
    assert found.fields == (
        ("title", "Last <ins>&lt;i&gt;</ins>ferry"), ("authors", "<del>Rosa Bellamy</del>"),
    )  # fmt: skip
    assert [cut.text for cut in (*found.lost_cuts, *found.new_cuts)] == [old.removals[0].text, "Give today."]


def test_long_texts_are_compared_in_bounded_time() -> None:
    many = [f"goat {number % 7}" for number in range(2_100)]
    assert compared(paragraphs(many), paragraphs(many[1:])).changes == 4_199
    found = compared(paragraphs(("goat " * 6_000,)), paragraphs(("goat " * 5_999 + "sheep",)))
    assert found.changes == 1


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    url = f"sqlite:///{tmp_path_factory.mktemp('comparison') / 'articles.db'}"
    with store_run(url) as run:
        for word in ("sheep", "goats", "llamas"):
            run.save("/ferry", article((*FERRY[:3], FERRY[3].replace("sheep", word))))
            run.now += HOUR
    with served(url) as server:
        yield server


@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
@pytest.mark.parametrize(
    ("query", "gone", "came"),
    [
        ("from=1&to=3", ["sheep"], ["llamas"]),
        ("from=1&to=2", ["sheep"], ["goats"]),
        ("from=3&to=1", ["llamas"], ["sheep"]),
        ("", ["goats"], ["llamas"]),
        ("to=2", ["sheep"], ["goats"]),
        ("from=2&to=2", [], []),
    ],
)
def test_any_two_revisions_can_be_compared(site: Served, query: str, gone: list[str], came: list[str]) -> None:
    answer = site.ask(f"/articles/1/compare?{query}")
    assert answer.status == 200
    tree = LexborHTMLParser(answer.text)
    assert [node.text() for node in tree.css(".body del")] == gone
    assert [node.text() for node in tree.css(".body ins")] == came
    assert [node.attributes["value"] for node in tree.css("#from option")] == ["1", "2", "3"]


@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
@pytest.mark.parametrize(("query", "status"), [("from=9&to=1", 404), ("from=x", 400), ("from=0&to=1", 404)])
def test_a_revision_that_is_none_is_said(site: Served, query: str, status: int) -> None:
    assert site.ask(f"/articles/1/compare?{query}").status == status


@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
def test_the_page_of_an_article_leads_there(site: Served) -> None:
    tree = LexborHTMLParser(site.ask("/articles/1/2").text)
    assert tree.css("form[action='/articles/1/compare']")
    chosen = [node.attributes["value"] for node in tree.css("option[selected]")]
    assert chosen == ["1", "2"]
