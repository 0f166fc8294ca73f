"""Markdown as lines: its signs become structure or leave the text; other texts with a sign or two are not Markdown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper import clean_text
from scraper.cleaning.lines.from_markdown import is_markdown, lines_of_markdown, plain_text
from scraper.cleaning.lines.line import LineKind
from scraper.model import Heading, Listing, Quote, Span, Table
from tests.support.shapes import shown

ONE = (
    "The lower weir will be rebuilt before the winter, the town council decided on Thursday night, after divers found "
    "two long cracks in the sill on which the whole of it rests."
)
TWO = (
    "Work is to begin in August, when the river is at its lowest, and the road along the bank will be shut to lorries "
    "for as long as the cranes stand there."
)
THREE = (
    "Nobody on the council would say how much it will cost, but a paper that was left on a bench in the hall spoke of "
    "nine hundred thousand pounds and a loan."
)
PAGE = f"""# Town to rebuild the lower weir

*By [Mara Quill](/staff/quill)* — *7 June 2021*

![The weir on Thursday](https://tidepost.example/weir.jpg "Weir")

{ONE.replace("two long cracks", "[two long cracks](https://tidepost.example/cracks_(2021))")}

## What comes next

{TWO.replace("August", "**August**").replace("lowest", "_lowest_")}

> We are late already,
> said the mayor of the town.

- One crane from the coast
- Two cranes from the county

| Year | Cost |
|------|-----:|
| 2021 | 9    |

{THREE}

---

[Read more](https://tidepost.example/more)

[1]: https://tidepost.example/ref
"""


def test_a_page_in_markdown() -> None:
    article = clean_text(PAGE)
    assert article.title == "Town to rebuild the lower weir"
    assert (article.authors, article.published) == (("Mara Quill",), "2021-06-07")
    assert [image.url for image in article.images] == ["https://tidepost.example/weir.jpg"]
    assert article.text == "\n\n".join(
        (ONE, "What comes next", TWO, "We are late already, said the mayor of the town.",
         "One crane from the coast\nTwo cranes from the county", "Year\tCost\n2021\t9", THREE)
    )  # fmt: skip
    kinds = {type(block) for block in article.blocks}
    assert {Heading, Quote, Listing, Table} <= kinds
    assert [(str(removal.reason), removal.text) for removal in article.removals] == [
        ("title", "Town to rebuild the lower weir"),
        ("byline", "By Mara Quill — 7 June 2021"),
        ("related", "Read more"),
        ("furniture", "[1]: https://tidepost.example/ref"),
    ]


def test_our_own_markdown_gives_the_same_article() -> None:
    article = clean_text(PAGE)
    assert clean_text(article.markdown).text == article.text
    assert clean_text(article.text).text == clean_text(clean_text(article.text).text).text


@pytest.mark.parametrize("under", ["=====", "==============================="])
def test_underlined_headings(under: str) -> None:
    article = clean_text(f"Town to rebuild the weir\n{under}\n\n{ONE}\n\nWhat comes next\n-----\n\n{TWO}\n\n{THREE}")
    assert article.title == "Town to rebuild the weir"
    assert article.text == f"{ONE}\n\nWhat comes next\n\n{TWO}\n\n{THREE}"


def test_wrapped_lines_are_one_paragraph() -> None:
    lines = lines_of_markdown(
        "# Weir\n\nThe weir will be\nrebuilt before the\nwinter.\nNobody knows how.\n\n- a crane\n  and a rope\n"
    )
    assert [line.text for line in lines] == [
        "Weir", "The weir will be rebuilt before the winter.", "Nobody knows how.", "a crane and a rope",
    ]  # fmt: skip


def test_code_keeps_its_signs() -> None:
    lines = lines_of_markdown("# Weir\n\n```\n# no heading\n*a*\n```\n\nEnd.")
    assert [(line.kind, line.text) for line in lines[1:]] == [
        (LineKind.PRE, "# no heading\n*a*"), (LineKind.PARAGRAPH, "End."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("a [b c](https://x.example/d)", "a b c"),
        ("a [b](<https://x.example/d e>)", "a [b](<https://x.example/d e>)"),
        ('a [b](/d "title") c', "a b c"),
        ("a [b][1] c", "a b c"),
        ("![a](/b.jpg) c", "c"),
        ("[![a](/b.jpg)](/c) d", "d"),
        ("**a b** __c__ *d* _e_ ~~f~~", "a b c d e f"),
        ("a_b_c 2*3*4 snake_case", "a_b_c 2*3*4 snake_case"),
        ("`a_b`", "a_b"),
        (r"\*a\* 3\. \#b", "*a* 3. #b"),
        ("<https://x.example/a>", "https://x.example/a"),
        ("a[^1]", "a"),
        ("a [sic] b (c)", "a [sic] b (c)"),
    ],
)
def test_signs_within_a_line(raw: str, text: str) -> None:
    assert plain_text(raw) == text


@pytest.mark.parametrize(
    "text",
    [
        f"Town to rebuild the weir\n\n{ONE}\n\n#weir #town\n\n{TWO}",
        f"Town to rebuild the weir\n\n* said the mayor\n\n{ONE}\n\n{TWO}",
        f"Town to rebuild the weir\n\n{ONE} * with a note\n\n{TWO}\n\n* the note",
        f"{ONE}\n\n> he wrote\n> and so on\n\n{TWO}",
        f"{ONE}\n\n**Note**\n\n{TWO}",
        f"{ONE} [1](https://x.example/a)\n\n{TWO}",
        f"# 1\n\n{ONE}",
        f"{ONE}\n\n# 4 of the list\n\n{TWO}",
        f"{ONE} [a](https://x.example/a) [b](https://x.example/b)\n\n• {TWO}\n• {THREE}",
        f"{ONE}\n\n---\n\n{TWO}\n\n-----\n\n{THREE}",
    ],
)
def test_plain_text_with_a_sign_or_two(text: str) -> None:
    assert not is_markdown(text)


@given(
    st.lists(
        st.sampled_from(["# a b\n", "\n", "text.\n", "> q\n", "- i\n", "| a | b |\n", "```\n", "---\n", "x\n===\n"])
    )
)
def test_every_character_is_in_one_span(parts: list[str]) -> None:
    text = "".join(parts)
    lines = lines_of_markdown(text)
    assert "".join(line.place.raw for line in lines if isinstance(line.place, Span)) == (text if lines else "")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("The **new** quay", "The {strong:new} quay", id="bold"),
        pytest.param("The *new* and _old_ quay", "The {emphasis:new} and {emphasis:old} quay", id="emphasis"),
        pytest.param("The **new _wide_** quay", "The {strong:new {emphasis:wide}} quay", id="nested"),
        pytest.param("A [**new** quay](/q)", "A {link /q:{strong:new} quay}", id="link"),
        pytest.param('A [quay](/q "Big one")', "A {link /q Big one:quay}", id="title"),
        pytest.param("**A [quay](/q)** here", "{strong:A {link /q:quay}} here", id="link-in-bold"),
        pytest.param(
            "See <https://x.example/q> now", "See {link https://x.example/q:https://x.example/q} now", id="bare"
        ),
        pytest.param("Call `len(x)` ~~twice~~ once", "Call {code:len(x)} {strike:twice} once", id="code"),
        pytest.param("Not \\*so\\* **bold\\***", "Not *so* {strong:bold*}", id="escaped"),
        pytest.param("A [quay](javascript:x) here", "A quay here", id="script"),
        pytest.param("A [quay][1] here", "A quay here", id="reference"),
        pytest.param("![Gulls](/g.jpg) over **quays**", "over {strong:quays}", id="picture"),
        pytest.param("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name", id="no-signs"),
    ],
)
def test_the_markup_of_a_line_becomes_spans(written: str, expected: str) -> None:
    article = clean_text(f"# Harbour board meets\n\n{written}, the harbour board said on Tuesday.\n\n[a](/b) [c](/d)\n")
    assert shown(article.blocks[0]) == f"{expected}, the harbour board said on Tuesday."


def test_rendered_markup_is_read_again() -> None:
    written = "# Harbour board meets\n\nThe **new** quay, [a mile long](/q), opens on *Monday*.\n"
    article = clean_text(written)
    assert article.markdown == "The **new** quay, [a mile long](/q), opens on *Monday*.\n" or (
        article.markdown == written
    )
    assert clean_text(article.markdown).blocks[-1].spans == article.blocks[-1].spans  # type: ignore[union-attr]
