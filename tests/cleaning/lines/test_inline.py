"""The markup inside a text: what each element becomes, where its span stands, and that bad markup does no harm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.model import Article, Block, Inline
from tests.cleaning.test_properties_pages import pages, read_page
from tests.support.shapes import URL, page, shown, spans_of

QUAY = "https://quay.example"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param("A <b>new</b> quay", "A {strong:new} quay", id="bold"),
        pytest.param("A <strong>new</strong> quay", "A {strong:new} quay", id="strong"),
        pytest.param("A <em>new</em> and <i>old</i> quay", "A {emphasis:new} and {emphasis:old} quay", id="emphasis"),
        pytest.param("A <b><i>new</i> quay</b>", "A {strong:{emphasis:new} quay}", id="nested"),
        pytest.param("A <b><i>new</i></b> quay", "A {strong:{emphasis:new}} quay", id="nested-equal"),
        pytest.param("A <b>new<strong>er</strong></b> quay", "A {strong:newer} quay", id="bold-in-bold-once"),
        pytest.param("A <b>ne</b><b>w</b> quay", "A {strong:new} quay", id="touching-joined"),
        pytest.param("A<b> new </b>quay", "A {strong:new} quay", id="spaces-outside"),
        pytest.param("A <b></b>new<i> </i>quay", "A new quay", id="empty"),
        pytest.param("A <code>len(x)</code> call", "A {code:len(x)} call", id="code"),
        pytest.param("Press <kbd>F1</kbd> or <samp>y</samp>", "Press {code:F1} or {code:y}", id="keys"),
        pytest.param("H<sub>2</sub>O", "H{sub:2}O", id="subscript"),
        pytest.param("10<sup>3</sup> tonnes", "10{sup:³} tonnes", id="power"),
        pytest.param("the 4<sup>th</sup> tide", "the 4{sup:th} tide", id="ordinal"),
        pytest.param("the <ins>new</ins> <u>fine</u> pier", "the {inserted:new} {inserted:fine} pier", id="inserted"),
        pytest.param("she said <q>never</q> twice", "she said {quotation:“never”} twice", id="quotation"),
        pytest.param("the <abbr title='Tide Board'>TB</abbr>", "the {abbreviation Tide Board:TB}", id="abbreviation"),
        pytest.param("<ruby>港<rt>みなと</rt></ruby>", "{ruby:港{reading:(みなと)}}", id="ruby"),
        pytest.param(
            "boats moor at <a href='/pier'>the pier</a> now",
            f"boats moor at {{link {QUAY}/pier:the pier}} now",
            id="link",
        ),
        pytest.param("<a href=b title=' The  b '>b</a>", f"{{link {QUAY}/news/b The b:b}}", id="link-with-title"),
        pytest.param("<a href='//x.example/y'>y</a>", "{link https://x.example/y:y}", id="link-without-scheme"),
        pytest.param("<a href='/a b'>y</a>", f"{{link {QUAY}/a%20b:y}}", id="link-with-space"),
        pytest.param("<a href='mailto:a@b.example'>y</a>", "{link mailto:a@b.example:y}", id="mail"),
        pytest.param("<a href='javascript:x()'>y</a>", "y", id="script-is-no-link"),
        pytest.param("<a href=' java&#10;script:x()'>y</a>", "y", id="script-in-pieces"),
        pytest.param("<a href='data:text/html,x'>y</a>", "y", id="data-is-no-link"),
        pytest.param("<a href='vbscript:x'>y</a>", "y", id="other-script"),
        pytest.param("<a href='#'>y</a> <a>z</a>", "y z", id="no-address"),
        pytest.param("<a href='http://[::1'>y</a>", "{link http://[::1:y}", id="odd-address"),
        pytest.param(
            "at <a href=/a><b>the</b> pier</a> now", f"at {{link {QUAY}/a:{{strong:the}} pier}} now", id="bold-in-link"
        ),
        pytest.param("<b>a <i>b</b> c</i> d", "{strong:a {emphasis:b}} {emphasis:c} d", id="interleaved"),
        pytest.param("a <b>b <i>c", "a {strong:b {emphasis:c}}", id="unclosed"),
        pytest.param("<i>the eels, and<br>go</i> up", "{emphasis:the eels, and{break: }go} up", id="breaks"),
        pytest.param("caf<b>e\u0301s</b> open", "caf{strong:és} open", id="accent-on-a-letter"),
        pytest.param("cafe<b>\u0301s</b> open", "café{strong:s} open", id="accent-in-another-element"),
        pytest.param("a&amp;<b>amp;</b>&amp;nbsp;b", "a& b", id="entity-across"),
        pytest.param("\u00ad a\u200b <b>\u200bb\u00ad</b>  c", "a {strong:b} c", id="unseen-characters"),
        pytest.param("<b>  a\n\n  b  </b>", "{strong:a b}", id="white-space"),
        pytest.param("x <span><b>y</b></span>", "x {strong:y}", id="inside-what-means-nothing"),
    ],
)
def test_what_inline_markup_becomes(html: str, expected: str) -> None:
    assert shown(page(f"<p>{html}</p>").blocks[1]) in (expected, expected.replace("& b", "&\u00a0b"))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param("<h2>The <i>Hulda</i></h2>", "The {emphasis:Hulda}", id="heading"),
        pytest.param("<blockquote><p>a</p><p><b>b</b> c</p></blockquote>", "a\n{strong:b} c", id="quotation"),
        pytest.param("<ul><li>a</li><li><b>b</b></li></ul>", "a\n{strong:b}", id="items"),
        pytest.param("<b><p>all of it</p></b>", "{strong:all of it}", id="around-a-block"),
        pytest.param(
            "<div>one <b>two</b><br><br>three <i>four</i></div>", "one {strong:two}", id="before-an-empty-line"
        ),
        pytest.param(
            "<table><tr><th>a</th><th>b</th></tr><tr><td><b>c</b></td><td>d <i>e</i></td></tr></table>",
            "a\tb\n{strong:c}\td {emphasis:e}",
            id="cells",
        ),
    ],
)
def test_where_inline_markup_stands(html: str, expected: str) -> None:
    assert shown(page(html).blocks[1]) == expected


def test_parts_of_one_text_have_their_own_spans() -> None:
    article = page("<div>one <b>two</b><br><br>three <i>two</i><br><br><u>two</u> <b>ends</b></div>")
    assert [shown(block) for block in article.blocks[1:4]] == [
        "one {strong:two}",
        "three {emphasis:two}",
        "{inserted:two} {strong:ends}",
    ]


def test_formula_keeps_its_markup() -> None:
    article = page("<p>It is <math onclick=x()><msup><mi href=javascript:x>x</mi><mn>2</mn></msup></math>.</p>")
    (span,) = spans_of(article.blocks[1])
    assert article.blocks[1].text[span.start : span.end] == "x²"
    assert span.source == "<math><msup><mi>x</mi><mn>2</mn></msup></math>"


def test_formula_keeps_its_tex() -> None:
    tex = "<annotation encoding='application/x-tex'>a^b</annotation>"
    (span,) = spans_of(page(f"<p>It is <math><semantics><mi>a</mi>{tex}</semantics></math>.</p>").blocks[1])
    assert '<annotation encoding="application/x-tex">a^b</annotation>' in span.source


def test_notes_are_linked() -> None:
    article = page(
        "<p>Two million<sup><a href='#fn1'>1</a></sup> or so<a id=r2 href='#fn2'><sup>2</sup></a>.</p>"
        "<p>See <a href='#end'>the end</a>.</p><ol><li id=fn1>Minutes. <a href='#r1'>↩</a></li>"
        "<li><p id=fn2>Letter.</p></li></ol><p id=end>End.</p>"
    )
    assert shown(article.blocks[1]) == "Two million {reference #fn1:[1]} or so {reference #fn2:[2]}."
    assert shown(article.blocks[2]) == f"See {{link {URL}#end:the end}}."
    assert shown(article.blocks[3]) == f"{{note #fn1:Minutes. {{link {URL}#r1:↩}}}}\n{{note #fn2:Letter.}}"


def nested(spans: tuple[Inline, ...], text: str) -> bool:
    """Whether spans are sorted, inside the text, not empty, and none crosses another."""
    around: list[Inline] = []
    for before, span in zip((None, *spans), spans, strict=False):
        if not 0 <= span.start < span.end <= len(text) or (
            before is not None and (before.start, -before.end) > (span.start, -span.end)
        ):
            return False
        while around and around[-1].end <= span.start:
            around.pop()
        if around and span.end > around[-1].end:
            return False
        around.append(span)
    return True


def is_sound(block: Block) -> bool:
    spans = spans_of(block)
    trimmed = all(
        block.text[s.start : s.end].strip() == block.text[s.start : s.end] for s in spans if s.kind != "break"
    )
    return nested(spans, block.text) and trimmed


@given(pages, st.sampled_from(["https://tidepost.example/a", URL]))
def test_spans_of_any_page_are_sound(html: str, url: str) -> None:
    article = read_page(html, url)
    if article is not None:
        assert all(is_sound(block) for block in article.blocks)
        assert Article.from_dict(article.to_dict()) == article


def test_many_bold_elements_in_each_other_are_refused_or_bounded() -> None:
    deep = "<b>" * 290 + "deep" + "</b>" * 290
    assert shown(page(f"<p>So {deep} it is</p>").blocks[1]) == "So {strong:deep} it is"


def test_links_of_a_megabyte_are_text() -> None:
    article = page(f"<p>One <a href='/{'a' * 1_000_000}'>long</a> and <a href=/b>short</a> link</p>")
    assert shown(article.blocks[1]) == f"One long and {{link {QUAY}/b:short}} link"


def test_many_spans_in_one_paragraph() -> None:
    html = "".join(f"<a href=/{n}>link {n}</a> <b>bold {n}</b> " for n in range(3_000))
    assert len(spans_of(page(f"<p>{html}</p>").blocks[1])) == 6_000
