"""Random text as Markdown and HTML is parsed back to the same text."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from scraper.model import Figure, Heading, Image, Listing, Paragraph, Preformatted, Quote, Table
from scraper.output.semantic_html import to_html
from tests.output.test_rendering import HERE, article, body, paragraph, read_back

# mostly punctuation, so that it occurs in every order, with enough letters and spaces to make words
TEXT = st.text(alphabet="ab1 9é\u00a0“—#*_-+>`~[]()!<>&;:|=\\/.\"'$@^{}\n", max_size=24) | st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cn"]), max_size=24
)


def normalised(text: str) -> str:
    """The text as Markdown preserves it, without empty lines and without spaces at the ends of lines."""
    return "\n".join(line.strip() for line in text.strip().split("\n") if line.strip())


@settings(max_examples=600)
@given(TEXT)
def test_any_paragraph_reads_back_as_its_text(text: str) -> None:
    assert read_back(paragraph(text)) == ([("paragraph", normalised(text))] if normalised(text) else [])


@settings(max_examples=300)
@given(st.lists(TEXT.filter(normalised), min_size=1, max_size=4), st.booleans(), st.integers(0, 1200))
def test_any_list_reads_back_as_its_items(items: list[str], ordered: bool, start: int) -> None:
    block = Listing(tuple(items), ordered, HERE, start if ordered else 1)
    assert read_back(body(block)) == [("list_item", normalised(item)) for item in items]


@settings(max_examples=300)
@given(st.lists(TEXT, min_size=1, max_size=3), TEXT)
def test_any_quote_and_heading_read_back_as_their_text(paragraphs: list[str], heading: str) -> None:
    expected = [("blockquote", normalised(text)) for text in paragraphs if normalised(text)]
    expected += [("heading", normalised(heading).replace("\n", " "))] if normalised(heading) else []
    assert read_back(body(Quote(tuple(paragraphs), HERE), Heading(heading, 2, HERE))) == expected


@settings(max_examples=300)
@given(st.integers(1, 3).flatmap(lambda n: st.lists(st.lists(TEXT, min_size=n, max_size=n), min_size=1, max_size=3)))
def test_any_table_reads_back_as_its_cells(rows: list[list[str]]) -> None:
    pieces = read_back(body(Table(tuple(map(tuple, rows)), True, HERE)))
    assert [text for _, text in pieces] == [normalised(cell).replace("\n", " ") for row in rows for cell in row]


@settings(max_examples=300)
@given(TEXT, TEXT)
def test_any_caption_and_fence_read_back(caption: str, code: str) -> None:
    markdown = body(Figure(Image("https://cdn.example/x.jpg", caption), HERE), Preformatted(code, HERE))
    html = LexborHTMLParser(MarkdownIt("commonmark").render(markdown))
    picture = html.css_first("img")
    assert picture is not None
    assert picture.attributes["alt"] == normalised(caption).replace("\n", " ")
    blocks = [token.content for token in MarkdownIt("commonmark").parse(markdown) if token.type == "fence"]
    assert blocks == ([f"{code}\n"] if code.strip() else [])


@settings(max_examples=200)
@given(st.lists(TEXT, max_size=4))
def test_any_text_reads_back_from_html(texts: list[str]) -> None:
    html = to_html(article(*(Paragraph(text, HERE) for text in texts)))
    read = [re.sub(r"<br>", "\n", node.inner_html or "") for node in LexborHTMLParser(html).css("p")]
    plain = [LexborHTMLParser(f"<pre>\n{text}</pre>").text() for text in read]
    assert plain == [normalised(text) for text in texts if normalised(text)]
