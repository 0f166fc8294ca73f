"""Random texts: whatever comes in, each character is in one block or one receipt, and nothing but a `ScraperError` ever
comes out.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper import Article, ScraperError, clean_text
from scraper.fixtures import laws
from scraper.model import Span

HOSTS = (
    "https://www.tidepost.example/2023/04/footbridge-to-close",
    "https://theweek.com/politics/footbridge-to-close",
    "https://www.motherjones.com/politics/2023/04/footbridge-to-close/",
    "https://uinterview.com/news/footbridge-to-close/",
    "https://www.businessinsider.com/footbridge-to-close-2023-4",
)
PROSE = (
    "The footbridge at Tallow Creek will close on Monday for eleven weeks, the county said.",
    "“My grandfather drove those piles,” said Edda Marsh. “He was nearly right.”",
    "About nine hundred people cross it on a working day, most of them on the way to the ferry",
    "the repair is to cost $310,000, a third of it from the state",
    "Die alte Fähre über die Ilse fährt seit Montag nicht mehr.",
    "On n’avait jamais vu ça si tôt dans l’année.",
    "Nunca lo habíamos visto tan pronto, dijo el barquero.",
    "She said: donate, or sign up, or leave.",
)
BOILERPLATE = (
    "Sign up for our free weekly newsletter and get the best of the creek delivered to your inbox.",
    "A week of political news in your in-box. We find the news you need to know, so you don't have to.",
    "WE NEED YOUR HELP. Please donate $5 today to keep the Tide Post afloat.",
    "Advertisement",
    "Read more about:",
    "We Recommend",
    "Leave a comment",
    "Related stories",
    "By Rosa Bellamy",
    "Rosa Bellamy is a reporter at the Tide Post.",
    "Rosa Bellamy/Tide Pictures via Getty Images",
    "October 5, 2022",
    "Footbridge to close",
    "Politics2 min read",
    "Share this article",
    "Home > News > Local",
    "Get the podcast, subscribe here",
)
MARKERS = (
    "", "", "", "• ", "- ", "* ", "– ", "1. ", "2) ", "17.  ", "·", "\t", "\xa0", "\u3000", "\ufeff", "•", "# ",
    "> ", "- **", "```\n",
)  # fmt: skip
ENDS = (
    "\n", "\n\n", "\r\n", "\r", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029", "\n \n", " ",
    "", "\t",
)  # fmt: skip
ODD = (
   
    *"\x00\x01\x08\x0e\x1b\x1e\x1f\x7f\x80\x9f\xa0\xad\u034f\u061c\u115f\u1160\u17b4\u180e\u200b\u200c\u200d\u200e\u202e",
    *"\u2060\u2066\u2800\u3164\ufe0f\ufeff\uffa0\ufffc\ufffd\uffff\U0001f469\U000e0041\U0010ffff", "e\u0301",
    "a\u0323\u0307", "\u1112\u1161\u11ab", "\u212b", "\u2126", "\ufb01", "ß", "ſ", "İ", "ı", "½", "²", "٣", "Ⅳ",
    "&amp;", "&amp;amp;lt;", "&#8217;", "&nbsp;", "&#0;", "&#xD800;", "&shy;", "&", "<p>", "</div>", "<!--",
    "]]>", "\u1100\u1161", "\u0301", "\u202d", "...", "…", "“", "’", "--", "$", "|", "\\", "{}", "%s", "—",
    "[a b](https://x.example/c)", "![a](/b.jpg)", "`", "**", "_a_", "[1]", "新聞", "שלום", "👩‍👩‍👧",
)  # fmt: skip

sentences = st.sampled_from(PROSE + BOILERPLATE)
characters = st.characters(exclude_categories=["Cs"])
surrogates = st.sampled_from(["\ud800", "\udfff", "\ud83d"])
scraps = st.one_of(sentences, st.sampled_from(ODD), st.text(characters, max_size=12))
phrases = st.lists(scraps, max_size=4).map("".join)
rows = st.tuples(st.sampled_from(MARKERS), phrases | sentences, st.sampled_from(ENDS)).map("".join)
texts = st.one_of(
    st.lists(rows, max_size=14).map("".join),
    st.lists(sentences, min_size=6, max_size=14).map("\n".join),
    st.lists(st.sampled_from(ODD + ENDS + MARKERS), max_size=30).map("".join),
    st.text(characters, max_size=80),
)
urls = st.sampled_from((*HOSTS, None))


def read_text(text: str, url: str | None) -> Article | None:
    try:
        return clean_text(text, url)
    except ScraperError:
        return None


@given(texts, urls)
@settings(max_examples=350)
def test_a_text_is_rebuilt_from_its_ledger_and_read_the_same_again(text: str, url: str | None) -> None:
    article = read_text(text, url)
    assert article is not None
    assert [str(broken) for broken in laws.conserved_text(article, text)] == []
    if article.ledger:
        assert "".join(entry.place.raw for entry in article.ledger if isinstance(entry.place, Span)) == text
    again = read_text(text, url)
    assert again == article
    assert hash(again) == hash(article)


@given(st.lists(rows | surrogates, max_size=10).map("".join), urls)
@settings(max_examples=60)
def test_half_a_surrogate_in_a_text_does_no_harm(text: str, url: str | None) -> None:
    article = read_text(text, url)
    if article is not None:
        assert [str(broken) for broken in laws.conserved_text(article, text)] == []
        assert read_text(text, url) == article


@given(texts, urls)
@settings(max_examples=60)
def test_every_view_of_a_text_can_be_had(text: str, url: str | None) -> None:
    article = clean_text(text, url)
    assert isinstance(article.markdown, str)
    assert isinstance(article.html, str)
    assert article.to_dict()["text"] == article.text


@pytest.mark.parametrize("end", ENDS, ids=[ascii(end) for end in ENDS])
def test_every_line_end_there_is_belongs_to_the_line_before_it(end: str) -> None:
    text = end.join(PROSE)
    article = clean_text(text)
    assert laws.check_text(article, text) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\u00b7\n", id="a bullet with nothing behind it"),
        pytest.param("\u2022 \u200b\nThe ferry runs.\n", id="nothing visible behind it"),
        pytest.param("2) The ferry runs.\n3) The bridge is closed.\n", id="numbers with brackets"),
        pytest.param("The ferry runs.&nbsp;The bridge is closed.\n", id="an entity between two words"),
        pytest.param("The ferry runs.\n&nbsp;\nThe bridge is closed.\n", id="a line of nothing but an entity"),
    ],
)
def test_a_text_that_was_once_read_wrongly_keeps_the_laws(text: str) -> None:
    assert laws.check_text(clean_text(text), text) == []
