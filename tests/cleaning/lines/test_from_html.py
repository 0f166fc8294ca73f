"""The chosen body as lines: what parts one from another, what each is, and that nothing is lost or said twice."""

from __future__ import annotations

import re

import pytest

from scraper.cleaning.lines.from_html import lines_of_elements
from scraper.cleaning.lines.line import Decision, Line, LineKind
from scraper.html.dom import parse_tree
from scraper.model import Reason

URL = "https://tidewater.example/ferry"


def lines(body: str, cut: str = "", reason: Reason = Reason.AD) -> list[Line]:
    tree = parse_tree(f"<body><article>{body}</article></body>")
    cuts = {node.mem_id: Decision(reason, "test") for node in tree.css(cut)} if cut else {}
    return lines_of_elements(tree.css("article"), cuts, URL)


def texts(body: str) -> list[str]:
    return [line.text for line in lines(body) if line.text]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("<p>One.</p><p>Two.</p>", ["One.", "Two."], id="paragraphs"),
        pytest.param("One.<p>Two.</p>Three.", ["One.", "Two.", "Three."], id="bare-text-around"),
        pytest.param("<div>One <b>and</b> <i>a half</i>.</div>", ["One and a half."], id="inline"),
        pytest.param("<p>One.<br><br>Two.</p>", ["One.", "Two."], id="two-breaks"),
        pytest.param("<p>Ann Oldham<br>North Pier</p>", ["Ann Oldham", "North Pier"], id="signature"),
        pytest.param(
            "<p>A sentence ends here.<br>Another begins.</p>",
            ["A sentence ends here.", "Another begins."],
            id="one-break",
        ),
        pytest.param(
            "<p>Under the pier the eels<br>keep their own counsel,<br>and the heron<br>his own hours.</p>",
            ["Under the pier the eels", "keep their own counsel,", "and the heron", "his own hours."],
            id="poem",
        ),
        pytest.param(
            "<p>old pier<br>a heron steps in<br>the sound of rain</p>",
            ["old pier", "a heron steps in", "the sound of rain"],
            id="haiku",
        ),
        pytest.param("<p>the goat and<br>the sea</p>", ["the goat and the sea"], id="break-in-a-sentence"),
        pytest.param(
            "<p>"
            + "<br>".join(["The boat left the north pier at noon with eleven people, and", "one goat aboard"] * 3)
            + "</p>",
            [" ".join(["The boat left the north pier at noon with eleven people, and", "one goat aboard"] * 3)],
            id="wrapped-lines",
        ),
        pytest.param("<div><span>One.</span><div>Two.</div></div>", ["One.", "Two."], id="inline-beside-block"),
        pytest.param("<a href='/'><h3>One</h3><p>Two.</p></a>", ["One", "Two."], id="blocks-in-a-link"),
        pytest.param("<p>One<script>x()</script><style>y{}</style>.</p>", ["One."], id="unseen"),
        pytest.param(
            "<ul><li>One</li><li>Two<ul><li>Three</li></ul></li></ul>", ["One", "Two", "Three"], id="nested-list"
        ),
        pytest.param("<dl><dt>Boat</dt><dd>A ferry.</dd></dl>", ["Boat", "A ferry."], id="definitions"),
        pytest.param("<p>   </p><div></div>", [], id="nothing"),
    ],
)
def test_what_parts_lines(body: str, expected: list[str]) -> None:
    assert texts(body) == expected


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        pytest.param("<p>One.</p>", LineKind.PARAGRAPH, id="paragraph"),
        pytest.param("<h3>One</h3>", LineKind.HEADING, id="heading"),
        pytest.param("<h3><span><b>One</b></span></h3>", LineKind.HEADING, id="heading-with-more-inside"),
        pytest.param("<ul><li>One</li></ul>", LineKind.ITEM, id="item"),
        pytest.param("<blockquote>One.</blockquote>", LineKind.QUOTE, id="quotation"),
        pytest.param("<blockquote><p>One.</p></blockquote>", LineKind.QUOTE, id="paragraph-in-quotation"),
        pytest.param("<pre>one\n  two</pre>", LineKind.PRE, id="preformatted"),
        pytest.param(
            "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>", LineKind.TABLE, id="table"
        ),
        pytest.param("<table><tr><td><p>One.</p><p>Two.</p></td></tr></table>", LineKind.PARAGRAPH, id="layout-table"),
    ],
)
def test_what_a_line_is(body: str, kind: LineKind) -> None:
    assert lines(body)[0].kind is kind


def test_a_heading_knows_its_level_and_an_item_its_number() -> None:
    heading, first, second = lines("<h3>One</h3><ol start='4'><li>Four</li><li>Five</li></ol>")
    assert heading.level == 3
    assert (first.number, second.number) == (4, 5)
    assert first.group == second.group > 0


def test_a_heading_that_is_a_root_itself_is_a_paragraph() -> None:
    tree = parse_tree("<body><h2>A dek, chosen as a part of the body.</h2></body>")
    assert lines_of_elements(tree.css("h2"), {}, URL)[0].kind is LineKind.PARAGRAPH


@pytest.mark.parametrize(
    ("body", "linked"),
    [
        pytest.param("<p>No link.</p>", 0.0, id="none"),
        pytest.param("<p><a href='/'>All of it</a></p>", 1.0, id="all"),
        pytest.param("<p><b><a href='/'>Half</a></b>half</p>", 0.5, id="half"),
        pytest.param("<a href='/'><p>All of it</p></a>", 1.0, id="around"),
    ],
)
def test_how_much_of_a_line_is_links(body: str, linked: float) -> None:
    assert lines(body)[0].linked == pytest.approx(linked)


def test_a_cut_element_is_one_line_with_all_its_text() -> None:
    found = lines("<p>One.</p><div class='x'><p>Two.</p><ul><li>Three</li></ul></div><p>Four.</p>", "div.x")
    assert [(line.text, line.structure is None) for line in found] == [
        ("One.", True),
        ("Two.\nThree", False),
        ("Four.", True),
    ]


def test_an_inline_element_can_be_cut_out_of_its_sentence() -> None:
    found = lines("<p>One <span class='x'>ad</span> two.</p>", "span.x")
    assert {line.text for line in found if line.structure} == {"ad"}
    assert [line.text for line in found if not line.structure] == ["One two."]


def test_caption_and_credit_go_to_their_picture_and_each_to_a_receipt() -> None:
    figure = (
        "<figure><img src='/a.jpg'><figcaption>The pier. <span class='credit'>Ann Example</span></figcaption></figure>"
    )
    picture, *said = lines(f"<p>One.</p>{figure}")[1:]
    assert picture.image is not None
    assert (picture.image.url, picture.image.caption) == ("https://tidewater.example/a.jpg", "The pier.")
    assert picture.image.credit == "Ann Example"
    assert {line.structure.reason for line in said if line.structure} == {Reason.CAPTION, Reason.CREDIT}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("<p>Up as <button>prices</button> rose.</p>", ["Up as prices rose."], id="middle"),
        pytest.param("<p>Up with <button>prices</button>.</p>", ["Up with prices."], id="end"),
        pytest.param("<p><button>Prices</button> rose.</p>", ["Prices rose."], id="beginning"),
        pytest.param("<p>Up as <b><button>prices</button></b> rose.</p>", ["Up as prices rose."], id="in-bold"),
        pytest.param("<p>Prices rose. <button>Copy</button></p>", ["Prices rose.", "Copy"], id="behind-a-sentence"),
        pytest.param("<p><button>Share</button> Prices rose.</p>", ["Share", "Prices rose."], id="before-a-sentence"),
        pytest.param("<div><button>Share</button></div>", ["Share"], id="alone"),
        pytest.param("<h3><button>Who pays?</button></h3><p>We.</p>", ["Who pays?", "We."], id="heading"),
        pytest.param("<dl><dt><button>Who?</button></dt><dd>We.</dd></dl>", ["Who?", "We."], id="term"),
        pytest.param(
            "<p>Up as <x-term>prices</x-term> rose <img src='/a.png'>.</p>", ["Up as prices rose ."], id="own-element"
        ),
        pytest.param("<x-p>One.</x-p><x-p>Two.</x-p>", ["One.", "Two."], id="own-paragraphs"),
        pytest.param("<div><x-p>One.</x-p><x-p>Two.</x-p></div>", ["One.", "Two."], id="own-paragraphs-in-a-block"),
        pytest.param("<x-a><x-b><x-p>One.</x-p><x-p>Two.</x-p></x-b></x-a>", ["One.", "Two."], id="own-containers"),
    ],
)
def test_buttons_and_own_elements_in_a_sentence_and_alone(body: str, expected: list[str]) -> None:
    assert texts(body) == expected


MIXED = (
    "Zero <b>one</b> two<p>three <a href='/'>four</a></p><div>five<div>six</div>seven<br>eight<br><br>nine</div>"
    "<ul><li>ten<p>eleven</p></li></ul><blockquote>twelve<p>thirteen</p></blockquote><figure><p>fourteen</p></figure>"
    "<a href='/'><h4>fifteen</h4></a><section><span>sixteen<div>seventeen</div></span></section>eighteen"
)


@pytest.mark.parametrize("cut", ["", "p", "div", "a", "b", "li, p", "section", "span, div", "figure, figure p"])
def test_every_word_is_in_exactly_one_line_in_page_order(cut: str) -> None:
    found = lines(MIXED, cut)
    said = re.findall(r"\w+", " ".join(line.text for line in found))
    expected = re.findall(r"\w+", re.sub("<[^>]*>", " ", MIXED))
    assert sorted(said) == sorted(expected)
    assert len(expected) == 19
    orders = [line.place.order for line in found]  # type: ignore[union-attr]
    assert orders == sorted(orders)


def test_nesting_deeper_than_python_recurses_is_walked() -> None:
    assert texts("<div>" * 5000 + "deep" + "</div>" * 5000) == ["deep"]
