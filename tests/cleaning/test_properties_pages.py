"""Random pages: each character is in one block or one receipt, and nothing but a `ScraperError` ever comes out."""

from __future__ import annotations

import html as entities

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper import Article, ScraperError, clean_html, clean_text
from scraper.fixtures import laws
from scraper.rules import registry
from tests.cleaning.test_properties import HOSTS, ODD, PROSE, scraps, sentences, surrogates

BLOCKS = (
    "p", "div", "section", "li", "ul", "ol", "blockquote", "h2", "h3", "pre", "dl", "dt", "dd", "aside", "main",
    "td",
)  # fmt: skip
INLINES = ("a", "b", "em", "span", "time", "sup", "font", "code", "q", "label", "x-tide")
NAMES = (
    "", "", "", "class=newsletter", "class='ad slot'", "id=story", "class=share-bar", "style='display:none'",
    "hidden", "class=pullquote", "class=author-bio", "href=/a", "href='https://tidepost.example/b'", "start=3",
    "start=x", "lang=de", "class=caption", "class=image-credit", "class=mj-text-cta", "role=navigation",
    "aria-hidden=true", "=", "class", "id='1 \"'",
)  # fmt: skip
SOUP = (
    "<br>", "<br><br>", "<hr>", "<img src=a.jpg alt=Bridge>", "<img src='http://[::1'>", "<!-- unseen -->",
    "<!---->", "<!-->", "<![CDATA[x]]>", "<?php echo 1 ?>",
    "<script>if (a < b) document.write('<p>unseen</p>')</script>", "<style>p{}</style>",
    "<noscript><p>unseen</p></noscript>", "<template><p>unseen</p></template>",
    "<svg><text>unseen</text></svg>", "<iframe src=x></iframe>", "</p>", "</div>", "<p>", "<div>", "</span>",
    "<b><i></b></i>", "<table>", "</table>", "<tr><td>", "<figure>", "</figure>", "<figcaption>",
    "<select><option>unseen</select>", "<button>Share</button>", "<input value=x>", "<textarea>x</textarea>",
    "<a href=x>", "</a>", "<h2>", "<li>", "<ul>", "</ul>", "<blockquote>", "<details><summary>s</summary>d",
    "&amp;", "&nbsp;", "&eacute;", "&#8217;", "&#0;", "&#xD800;", "&#128;", "&bogus;", "&amp;amp;", "&lt;p&gt;",
    "&shy;", "&ZeroWidthSpace;", "<", ">", "<1", "\x00", "\r", "\x0c", "<video><p>unseen</p></video>",
    "<math><mi>x</mi></math>", "<object>unseen</object>", "<form>",
)  # fmt: skip

names = st.sampled_from(NAMES)
leaves = st.one_of(scraps.map(entities.escape), sentences.map(entities.escape), st.sampled_from(SOUP), scraps)


def element(tags: tuple[str, ...], inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda tag, name, body, closed: f"<{tag} {name}>{body}" + (f"</{tag}>" if closed else ""),
        st.sampled_from(tags), names, inside, st.sampled_from([True] * 7 + [False]),
    )  # fmt: skip


def table(cells: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    row = st.lists(cells, max_size=3).map(lambda each: "<tr>" + "".join(f"<td>{cell}</td>" for cell in each) + "</tr>")
    return st.builds(
        lambda head, body: f"<table>{head}{''.join(body)}</table>",
        st.sampled_from(["", "<caption>Tolls</caption>", "<thead><tr><th>Year<th>Toll</thead>"]),
        st.lists(row, max_size=3),
    )


def figure(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    said = st.builds("{}<span class=credit>{}</span>".format, inside, scraps.map(entities.escape))
    return said.map("<figure><img src=a.jpg><figcaption>{}</figcaption></figure>".format)


def around(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    bodies = st.lists(inside, max_size=4).map("".join)
    return st.one_of(
        element(BLOCKS, bodies), element(INLINES, bodies), element(BLOCKS, bodies), table(inside), figure(inside)
    )


trees = st.recursive(leaves, around, max_leaves=14)
stories = st.lists(st.one_of(sentences.map(lambda each: f"<p>{each}</p>"), trees), max_size=9).map("".join)
FRAMES = (
    "<article class=entry-content>{}</article>",
    "<div id=article-body>{}</div>",
    "<section class=post-content>{}</section>",
    "<main><article>{}</article></main>",
    "{}",
    "<div><div id=story>{}",
)
HEADS = (
    "",
    "<title>Footbridge to close</title><h1>Footbridge to close</h1>",
    "<title>Footbridge to close | The Tide Post</title><meta property='og:title' content='Ferry &amp; more'>",
    '<script type=\'application/ld+json\'>{"@type":"NewsArticle","headline":[1],"author":7}</script>',
)


pages = st.builds(
    lambda frame, head, story: f"<!doctype html><html lang=en>{head}<body><nav>Home</nav>" + frame.format(story),
    st.sampled_from(FRAMES), st.sampled_from(HEADS), stories,
)  # fmt: skip


def read_page(page: str | bytes, url: str) -> Article | None:
    try:
        return clean_html(page, url)
    except ScraperError:
        return None


def broken_in(article: Article, page: str | bytes, url: str) -> list[str]:
    entry = registry.find_rule(url)
    return [str(broken) for broken in laws.conserved_page(article, page, entry)]


@given(pages, st.sampled_from(HOSTS))
@settings(max_examples=350)
def test_a_page_is_accounted_for_and_read_the_same_again(page: str, url: str) -> None:
    article = read_page(page, url)
    assert read_page(page, url) == article
    if article is not None:
        assert broken_in(article, page, url) == []
        places = [entry.place.order for entry in article.ledger]
        assert len(set(places)) == len(places)


@given(pages, surrogates, st.integers(0, 400), st.sampled_from(HOSTS))
@settings(max_examples=60)
def test_half_a_surrogate_in_a_page_does_no_harm(page: str, half: str, at: int, url: str) -> None:
    page = page[:at] + half + page[at:]
    article = read_page(page, url)
    assert read_page(page, url) == article
    if article is not None:
        assert broken_in(article, page, url) == []


@given(
    pages,
    st.sampled_from(HOSTS),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "latin-1", "utf-32-le"]),
    st.integers(0, 3),
)
@settings(max_examples=80)
def test_a_page_of_bytes_in_any_charset_is_accounted_for(page: str, url: str, charset: str, skipped: int) -> None:
    body = page.encode(charset, "replace")[skipped:]
    article = read_page(body, url)
    assert read_page(body, url) == article
    if article is not None:
        assert broken_in(article, body, url) == []


@given(pages, st.sampled_from(HOSTS))
@settings(max_examples=60)
def test_every_view_of_a_page_can_be_had(page: str, url: str) -> None:
    article = read_page(page, url)
    if article is not None:
        assert isinstance(article.markdown, str)
        assert isinstance(article.html, str)
        assert article.to_dict()["text"] == article.text


@given(
    st.binary(max_size=400) | st.lists(st.sampled_from(SOUP + ODD + NAMES), max_size=40).map("".join),
    st.sampled_from(HOSTS),
)
@settings(max_examples=120)
def test_noise_is_an_article_or_an_error_of_ours(noise: bytes | str, url: str) -> None:
    assert read_page(noise, url) == read_page(noise, url)


@given(pages)
@settings(max_examples=60)
def test_a_page_that_is_flattened_is_rebuilt_from_its_ledger(page: str) -> None:
    text = laws.flatten(page)
    article = clean_text(text)
    assert [str(broken) for broken in laws.conserved_text(article, text)] == []


@pytest.mark.parametrize(
    ("story", "lines"),
    [
        pytest.param(
            "<table><caption>Tolls</caption><tr><th>Year<th>Toll<tr><td>1989<td>$2</table>",
            ["Tolls", "Year\tToll", "1989\t$2"],
            id="the caption of a table",
        ),
        pytest.param(
            "<table><tr><td>1989<noscript>no</noscript><td>$2<br>a cart<tr><td>1990<td>$3</table>",
            ["1989\t$2 a cart", "1990\t$3"],
            id="a fallback in a cell",
        ),
        pytest.param("<pre>low<script>x()</script>tide<br>high</pre>", ["lowtide", "high"], id="a script in a poem"),
    ],
)
def test_a_page_that_was_once_read_wrongly_keeps_the_laws(story: str, lines: list[str]) -> None:
    page = f"<article><p>{PROSE[0]}</p>{story}<p>{PROSE[2]}.</p></article>"
    article = clean_html(page, HOSTS[0])
    assert broken_in(article, page, HOSTS[0]) == []
    assert [line for line in article.text.splitlines() if line][1:-1] == lines


def test_the_pieces_of_a_glued_line_are_receipted_in_their_order() -> None:
    page = f"<article><p>{PROSE[0]}</p><p>Rosa Bellamy/Getty Images {PROSE[0]} {PROSE[0]}</p></article>"
    ledger = clean_html(page, HOSTS[0]).ledger
    assert [entry.text for entry in ledger[1:]] == ["Rosa Bellamy/Getty Images", f"{PROSE[0]} {PROSE[0]}"]
