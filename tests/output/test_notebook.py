"""Articles and their parts as a notebook and a prompt show them."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

import scraper
from scraper.errors import MissingExtra, UsageError
from scraper.model import (
    Article,
    Completeness,
    DecisionOrigin,
    Figure,
    Heading,
    Image,
    Inline,
    InlineKind,
    Paragraph,
    Path,
    Quote,
    Reason,
    Removal,
)
from scraper.output.notebook import to_notebook
from tests.output.test_safe_renderings import ATTRIBUTES, ELEMENTS
from tests.support.markup_strategies import ADDRESSES, ANY, HERE, HOSTILE, article_of, articles, images
from tests.support.shapes import page

FOLDED = ELEMENTS - {"img", "figure", "figcaption"} | {"details", "summary", "small", "dl", "dt", "dd"}
removals = st.builds(
    Removal, st.sampled_from(Reason), ANY, ANY, st.just(HERE), st.sampled_from(DecisionOrigin),
    st.lists(images, max_size=2).map(tuple), st.none() | st.floats(0, 1),
)  # fmt: skip


@given(articles, st.lists(removals, max_size=4).map(tuple), st.none() | HOSTILE | ADDRESSES, ANY)
def test_a_notebook_runs_and_loads_nothing(
    article: Article, cuts: tuple[Removal, ...], url: str | None, name: str
) -> None:
    html = to_notebook(replace(article, removals=cuts, url=url, authors=(name,), site=name, tags=(name,)))
    for node in LexborHTMLParser(html).css("*"):
        assert node.tag in FOLDED, html
        for attribute, value in node.attributes.items():
            assert attribute in ATTRIBUTES | {"dir", "rel"}, html
            if attribute in ("href", "cite"):
                address = "".join(sign for sign in value or "" if sign > " ").lower()
                scheme = address.partition(":")[0] if ":" in address.partition("/")[0] else ""
                assert scheme in ("", "http", "https", "mailto", "tel"), html


APPEAL = '<div class="newsletter-signup"><p>Sign up for our free newsletter.</p><p>Every morning.</p></div>'


def test_a_cut_is_folded_where_it_stood() -> None:
    article = page(f"<p>A <b>new</b> crane was bought.</p>{APPEAL}<p>The crane is green, as the old one was.</p>")
    tree = LexborHTMLParser(article._repr_html_())
    assert [node.tag for node in tree.css("article > *")].count("details") == len(article.removals) + 1
    folded = next(node for node in tree.css("details") if "✂ newsletter" in node.text())
    assert "Every morning." in folded.text()
    assert folded.attributes == {}
    before = tree.html.index("was bought")  # type: ignore[union-attr]
    assert before < tree.html.index("Every morning.") < tree.html.index("The crane is green")  # type: ignore[union-attr]
    assert "A <strong>new</strong> crane" in article._repr_html_()


def test_lines_stay_lines() -> None:
    known = Completeness(0.5, paywalled=True, signs=("a wall", "a meter"))
    cut = Removal(Reason.AD, "ad", "Ropes\nand lamps", HERE)
    html = to_notebook(replace(article_of(), completeness=known, removals=(cut,)))
    assert "behind a paywall<br>a wall<br>a meter" in html
    assert "Ropes<br>and lamps" in html


def test_a_picture_stands_in_words() -> None:
    html = to_notebook(article_of(Figure(Image("https://quay.example/crane.jpg", "The crane"), HERE), title="Crane"))
    assert "Picture: The crane" in html
    assert "crane.jpg" not in html


def test_an_article_is_one_short_line() -> None:
    long = article_of(Paragraph("word " * 5_000, HERE), title="Crane " * 100)
    assert repr(article_of(Paragraph("A crane, green.", HERE), title="Crane")) == (
        "<Article 'Crane' by generic: 3 words, 0 cuts>"
    )
    assert repr(article_of()) == "<Article 'https://quay.example/news/1' by generic: 0 words, 0 cuts>"
    assert "5,000 words" in repr(long)
    assert len(repr(long)) < 150


def test_a_block_says_what_is_special_about_it() -> None:
    at = Path("div > p:nth-child(2)", 3)
    assert repr(Heading("Crane", 2, at)) == (
        "Heading(text='Crane', level=2, place=Path(path='div > p:nth-child(2)', order=3))"
    )
    assert repr(Inline(InlineKind.STRONG, 2, 5)) == "Inline(kind=<InlineKind.STRONG: 'strong'>, start=2, end=5)"


@pytest.mark.parametrize(
    "value",
    [
        Paragraph(
            "word " * 500, HERE, tuple(Inline(InlineKind.LINK, 0, 4, "https://quay.example/" * 99) for _ in "ab")
        ),
        Quote(("word " * 500,) * 50, HERE),
        Removal(Reason.AD, "ad", "word " * 500, HERE, images=(Image("https://quay.example/" * 99, "c" * 999),) * 9),
        Figure(Image("https://quay.example/" * 99, "word " * 500), HERE),
    ],
)
def test_what_is_long_is_short(value: Any) -> None:
    assert len(repr(value)) < 900
    assert type(value).__name__ in repr(value)


def test_without_pandas_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingExtra, match=r"^pandas is not installed: pip install 'bodycopy\[pandas\]'$") as caught:
        scraper.to_pandas([])
    assert isinstance(caught.value, ImportError)
    assert isinstance(caught.value, UsageError)
