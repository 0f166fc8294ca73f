"""A page as a reader sees it: what a browser draws, and content that the parser leaves in the wrong place."""

from __future__ import annotations

import pytest

from scraper.html.limits import parse

LONG = "The heron stood on the points for two hours, and the night train waited for it in the rain."


def text(body: str, lang: str = "en") -> str:
    tree = parse(f'<html lang="{lang}"><body>{body}</body></html>'.encode(), "")
    assert tree.body is not None
    return " ".join(tree.body.text().split())


@pytest.mark.parametrize(
    ("lang", "body", "expected"),
    [
        pytest.param("en", "She said <q>go</q> twice.", "She said “go” twice.", id="english"),
        pytest.param("en-GB", "<q>He said <q>go</q> twice</q>", "“He said ‘go’ twice”", id="nested"),
        pytest.param("de", "Sie sagte <q>geh</q>.", "Sie sagte „geh“.", id="german"),
        pytest.param("fr-CA", "<q>va</q>", "«va»", id="french"),
        pytest.param("ja", "<q>行け<q>早く</q></q>", "「行け『早く』」", id="japanese"),
        pytest.param("en", '<p lang="de">x <q>geh</q></p>', "x „geh“", id="language-of-the-paragraph"),
        pytest.param("", "<q>go</q>", "“go”", id="no-language"),
        pytest.param("en", "<q>“go”</q>", "“go”", id="written-inside"),
        pytest.param("en", "“<q>go</q>”", "“go”", id="written-around"),
        pytest.param("en", "a<q></q>b", "ab", id="empty"),
    ],
)
def test_quotation_marks_of_q(lang: str, body: str, expected: str) -> None:
    assert text(body, lang) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("10<sup>6</sup> litres", "10⁶ litres", id="power-of-ten"),
        pytest.param("10<sup>12</sup> and 10<sup>−3</sup>", "10¹² and 10⁻³", id="long-and-negative"),
        pytest.param("10<sup><b>6</b></sup>", "10⁶", id="bold"),
        pytest.param("40 m<sup>2</sup>, 3 <b>km</b><sup>2</sup>", "40 m², 3 km²", id="units"),
        pytest.param("E = mc<sup>2</sup>", "E = mc²", id="equation"),
        pytest.param("2<sup>x</sup>", "2^x", id="variable"),
        pytest.param("1<sup>st</sup>, 2<sup>nd</sup>, 1<sup>er</sup>", "1st, 2nd, 1er", id="ordinals"),
        pytest.param("n<sup>o</sup> 5, 5<sup>e</sup>, X<sup>TM</sup>", "no 5, 5e, XTM", id="abbreviations"),
        pytest.param("<sup>14</sup>C, H<sub>2</sub>O", "14C, H2O", id="isotope-and-molecule"),
        pytest.param("two million<sup>1</sup> by", "two million [1] by", id="note"),
        pytest.param("million<sup><a href='#n'>12</a></sup>.", "million [12].", id="linked-note"),
        pytest.param("19<sup><a href='#n'>3</a></sup> boats", "19 [3] boats", id="linked-note-of-a-number"),
        pytest.param("in 2019<sup>3</sup>", "in 2019 [3]", id="note-of-a-year"),
        pytest.param("said so.<sup>2</sup> Then", "said so.[2] Then", id="note-of-a-sentence"),
        pytest.param("the pier<sup>[4]</sup>", "the pier [4]", id="brackets"),
        pytest.param("the pier<sup>1,2</sup>", "the pier [1,2]", id="two-notes"),
        pytest.param(
            "million.<a class=footnote-anchor href='#n2'>2</a> It", "million.[2] It", id="note-that-is-a-link"
        ),
        pytest.param("see <a class=footnotes-link href='#n'>the notes</a>", "see the notes", id="link-to-the-notes"),
        pytest.param("3<sup>1</sup>⁄<sub>2</sub> miles", "3 1⁄2 miles", id="fraction"),
    ],
)
def test_raised_text(body: str, expected: str) -> None:
    assert text(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("<ruby>新<rt>あたら</rt></ruby>しい", "新(あたら)しい", id="without-rp"),
        pytest.param("<ruby>東京<rp>（</rp><rt>とう</rt><rp>）</rp></ruby>で", "東京（とう）で", id="with-rp"),
        pytest.param("<ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>", "漢(かん)字(じ)", id="two-readings"),
        pytest.param("<ruby>新<rt></rt></ruby>", "新", id="no-reading"),
    ],
)
def test_readings_stand_in_parentheses(body: str, expected: str) -> None:
    assert text(body, "ja") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("by <math><mi>F</mi><mo>=</mo><mi>m</mi></math> and", "by F=m and"),
        ("<math><msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><mfrac><mn>1</mn><mi>y</mi></mfrac></math>", "x²+1/y"),
        (
            "<math><semantics><mrow><mi>a</mi></mrow><annotation encoding='application/x-tex'>a</annotation>"
            "</semantics></math>",
            "a",
        ),
        ("<math alttext='E=m'></math>", "E=m"),
    ],
)
def test_a_formula_is_text(body: str, expected: str) -> None:
    assert text(body) == expected


def test_a_formula_that_is_drawn_twice_is_left_to_its_drawing() -> None:
    twice = "<span class=katex><span class=katex-mathml><math><mi>F</mi></math></span><span>F</span></span>"
    tree = parse(f"<p>{twice}</p>".encode(), "")
    assert tree.css_first("math") is not None


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("<p><span class=dropcap>T</span> he heron</p>", "The heron", id="space"),
        pytest.param("<p><span class=dropcap>T</span>he heron</p>", "The heron", id="together"),
        pytest.param("<p><span class=dropcap>A</span> heron</p>", "A heron", id="a-word-of-one-letter"),
        pytest.param("<div class=drop-cap>T</div><p>he heron</p>", "The heron", id="block"),
        pytest.param("<p><span class=first-letter>T</span> he heron</p>", "The heron", id="first-letter"),
        pytest.param("<p><b class=lettrine>T</b>\nhe heron</p>", "The heron", id="line-break"),
        pytest.param("<p><b class=dropcap> T </b>he heron</p>", "The heron", id="space-inside"),
        pytest.param("<p><img class=dropcap src=/t.gif alt=T>he heron</p>", "The heron", id="image"),
        pytest.param("<p><img class=dropcap src=/t.gif alt=T> Herons</p>", "Herons", id="image-of-a-letter"),
        pytest.param("<p class=has-drop-cap>The heron</p>", "The heron", id="whole-paragraph"),
    ],
)
def test_a_large_initial_is_joined_with_its_word(body: str, expected: str) -> None:
    assert text(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("<x-a><template shadowrootmode=open><p>One</p></template></x-a>", "One", id="content"),
        pytest.param(
            "<x-a><template shadowrootmode='closed'><h1><slot name=t></slot></h1><slot></slot></template>"
            "<p>Two</p><b slot=t>One</b></x-a>",
            "OneTwo",
            id="slots",
        ),
        pytest.param(
            "<x-a><template shadowrootmode=open><slot>One</slot></template></x-a>", "One", id="content-of-a-slot"
        ),
        pytest.param(
            "<x-a><template shadowrootmode=open><p>One</p></template><p>Unseen</p></x-a>", "One", id="without-slot"
        ),
        pytest.param(
            "<x-a><template shadowrootmode=open><x-b><template shadowrootmode=open><i><slot></slot></i></template>"
            "<slot></slot></x-b></template>One</x-a>",
            "One",
            id="nested",
        ),
        pytest.param("<p>One</p><template><p>Two</p></template>", "One", id="template-for-scripts"),
    ],
)
def test_a_shadow_root_is_what_its_host_shows(body: str, expected: str) -> None:
    assert text(body) == expected


@pytest.mark.parametrize("opening", ["<aside>", "<ASIDE>", "<nav class=x>", "<form>", "<footer>", "<ins class=ads>"])
def test_an_unclosed_element_gives_the_story_back(opening: str) -> None:
    tag = opening.strip("<>").split()[0].lower()
    page = f"<article><p>{LONG}</p>{opening}<p>Sums.</p><p>{LONG}</p></article>"
    assert parse(page.encode(), "").css(tag) == []


def test_a_paragraph_of_japanese_is_long_too() -> None:
    story = "サギが線路に座り、夜行列車は日曜日に二時間止まったと、鉄道会社が火曜日に発表した。"
    page = f"<article><p>{story}</p><aside><p>{story}</p></article>"
    assert parse(page.encode(), "").css("aside") == []


def test_a_closed_element_behind_an_unclosed_one_stays() -> None:
    page = f"<article><p>{LONG}</p><aside><p>Sums.</p><p>{LONG}</p></article><aside>x</aside>"
    assert [node.text() for node in parse(page.encode(), "").css("aside")] == ["x"]


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(f"<article><p>{LONG}</p><aside><p>{LONG}</p></aside></article>", id="closed"),
        pytest.param(f"<article><p>{LONG}</p><aside><ul><li>One</ul></article>", id="no-paragraph"),
        pytest.param(f"<article><p>{LONG}</p><aside><p class=bio>{LONG}</p></article>", id="other-class"),
        pytest.param(f"<script>'<aside>'</script><article><p>{LONG}</p><aside><p>{LONG}</p></aside>", id="in-a-script"),
    ],
)
def test_an_element_beside_the_story_stays_one(page: str) -> None:
    assert len(parse(page.encode(), "").css("aside")) == 1
