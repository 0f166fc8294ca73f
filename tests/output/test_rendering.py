"""Articles as Markdown, HTML and JSON, block by block."""

from __future__ import annotations

import json

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from selectolax.lexbor import LexborHTMLParser

from scraper.model import (
    Article,
    Block,
    Figure,
    Heading,
    Image,
    Listing,
    Origin,
    Paragraph,
    Path,
    Preformatted,
    Quote,
    Reason,
    Removal,
    Route,
    Span,
    Table,
)
from scraper.output.addresses import picture_url
from scraper.output.choices import Choices
from scraper.output.markdown import to_markdown
from scraper.output.rendering import to_json
from scraper.output.semantic_html import to_html

HERE = Path("p", 0)


def article(*blocks: Block, title: str | None = None, subtitle: str | None = None) -> Article:
    return Article(
        url="https://harbourpost.example/tides",
        title=title,
        subtitle=subtitle,
        authors=("Ana Reyes",),
        published="2024-03-02",
        modified=None,
        language="en",
        section=None,
        images=(),
        blocks=blocks,
        removals=(Removal(Reason.AD, "generic", "Advertisement", Path("div", 9)),),
        origin=Origin(Route.GENERIC),
    )


def body(*blocks: Block) -> str:
    return to_markdown(article(*blocks)).rstrip("\n")


def paragraph(text: str) -> str:
    return body(Paragraph(text, HERE))


def squeezed(text: str) -> str:
    return " ".join(text.split(" ")).strip()


def inline_text(token: Token) -> str:
    """The visible text of an inline token, with hard breaks as line breaks; any markup fails the test."""
    seen = []
    for child in token.children or ():
        assert child.type in {"text", "text_special", "hardbreak"}, f"{child.type} in {token.content!r}"
        seen.append("\n" if child.type == "hardbreak" else child.content)
    return "".join(seen)


def read_back(markdown: str) -> list[tuple[str, str]]:
    """Every piece of text with the nearest block around it."""
    pieces, stack = [], []
    for token in MarkdownIt("commonmark").enable("table").parse(markdown):
        if token.nesting == 1:
            stack.append(token)
        elif token.nesting == -1:
            stack.pop()
        elif token.type == "inline":
            holder = stack[-1] if stack[-1].type != "paragraph_open" or len(stack) == 1 else stack[-2]
            pieces.append((holder.type.removesuffix("_open"), inline_text(token)))
        else:
            pieces.append((token.type, token.content))
    return pieces


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The bill, S. 12, cost $4.50 (about 3.80 euros).", id="ordinary punctuation"),
        pytest.param("Run make_all_tests with two_words.", id="snake case"),
        pytest.param("2 * 3 is 6, and 4 < 5 > 3", id="spaced operators"),
        pytest.param("AT&T and R&D, fish & chips; all", id="ampersands that name no character"),
        pytest.param("She said [sic] it - twice - in 2020.", id="brackets and dashes"),
        pytest.param("#hashtag and C# and 5+ and -3", id="marks without a space after them"),
        pytest.param("Roughly ~500 people | half of them local", id="about, and a bar outside a table"),
        pytest.param(r"Saved under C:\Users\ana", id="backslashes before letters"),
    ],
)
def test_ordinary_prose_is_not_escaped(text: str) -> None:
    assert paragraph(text) == text


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        pytest.param("# 1 in town", r"\# 1 in town", id="heading"),
        pytest.param("- so he said", r"\- so he said", id="bullet"),
        pytest.param("+ more", r"\+ more", id="plus"),
        pytest.param("> so they say", r"\> so they say", id="quote"),
        pytest.param("1. We won.", r"1\. We won.", id="number"),
        pytest.param("1984) was a year", r"1984\) was a year", id="number with a bracket"),
        pytest.param("***", r"\***", id="rule of stars"),
        pytest.param("_ _ _", r"\_ _ _", id="rule of underscores"),
        pytest.param("~~~", r"\~~~", id="fence"),
        pytest.param("a *starred* word", r"a \*starred\* word", id="stars"),
        pytest.param("_init_", r"\_init\_", id="underscores at the edge of a word"),
        pytest.param("`code`", r"\`code\`", id="backticks"),
        pytest.param("[a](b)", r"[a\](b)", id="link"),
        pytest.param("[a]: b", r"[a\]: b", id="definition"),
        pytest.param("<script>x</script>", r"\<script>x\</script>", id="tags"),
        pytest.param("&lt; stays", r"\&lt; stays", id="entity"),
        pytest.param(r"\* and \\", r"\\\* and \\\\", id="backslashes before marks"),
        pytest.param("Title\n===", "Title\\\n\\===", id="underlined"),
        pytest.param("a | b\n--|--", "a | b\\\n\\--|--", id="would be a table"),
        pytest.param("[ ] done", r"\[ ] done", id="task"),
    ],
)
def test_text_that_looks_like_markup_is_escaped(text: str, markdown: str) -> None:
    assert paragraph(text) == markdown
    assert read_back(markdown) == [("paragraph", text)]


def test_every_block_in_markdown() -> None:
    image = Image("https://cdn.example/a b(1).jpg", "A [small] boat", 'Ana "Ray" Reyes')
    assert body(
        Heading("The tide # turns #", 3, HERE),
        Quote(("First.", "Second."), HERE),
        Listing(("One", "Two\nlines"), False, HERE),
        Listing(("Seven", "Eight"), True, HERE, 7),
        Figure(image, HERE),
        Table((("Port", "Boats"), ("A|B", "3"), ("C",)), True, HERE),
        Table((("a", "b"),), False, HERE),
        Preformatted("x = ```1```\n    y", HERE),
    ) == "\n\n".join(
        [
            r"### The tide # turns \#",
            "> First.\n>\n> Second.",
            "- One\n- Two\\\n  lines",
            "7. Seven\n8. Eight",
            r'![A \[small\] boat](https://cdn.example/a%20b%281%29.jpg "Ana \"Ray\" Reyes")',
            "| Port | Boats |\n| --- | --- |\n| A\\|B | 3 |\n| C |  |",
            "|  |  |\n| --- | --- |\n| a | b |",
            "````\nx = ```1```\n    y\n````",
        ]
    )


def test_adjacent_lists_stay_separate() -> None:
    lists = [Listing((word,), ordered, HERE) for ordered in (False, True) for word in ("one", "two", "three")]
    markdown = body(*lists)
    assert markdown.split("\n\n") == ["- one", "* two", "- three", "1. one", "1) two", "1. three"]
    kinds = [token.type for token in MarkdownIt("commonmark").parse(markdown)]
    assert (kinds.count("bullet_list_open"), kinds.count("ordered_list_open")) == (3, 3)


def test_title_and_dek_come_first_and_can_be_left_out() -> None:
    tide = article(Paragraph("Text.", HERE), title="# 1 harbour", subtitle="- a dek")
    assert to_markdown(tide) == "# # 1 harbour\n\n\\- a dek\n\nText.\n"
    assert to_markdown(tide, Choices(head=False)) == "Text.\n"
    assert read_back(to_markdown(tide))[0] == ("heading", "# 1 harbour")
    assert to_html(tide).startswith('<article lang="en">\n<h1># 1 harbour</h1>\n<p class="dek">- a dek</p>\n<p>Text.')


def test_an_empty_article_renders_as_nothing() -> None:
    empty = (
        Paragraph(" ", HERE),
        Heading("", 2, HERE),
        Quote(("",), HERE),
        Listing((), False, HERE),
        Table((), True, HERE),
        Preformatted("\n", HERE),
        Figure(Image(""), HERE),
    )
    assert to_markdown(article(*empty)) == ""
    assert to_html(article()) == '<article lang="en">\n</article>\n'


def test_html_escapes_all_text_and_attributes() -> None:
    evil = "</p><script>alert(1)</script>\"'&amp;"
    image = Image('https://cdn.example/"><script>x</script>', evil, evil)
    blocks = (
        Paragraph(evil, HERE),
        Heading(evil, 2, HERE),
        Quote((evil,), HERE),
        Listing((evil,), True, HERE, 4),
        Figure(image, HERE),
        Table(((evil,), (evil,)), True, HERE),
        Preformatted(f"\n{evil}", HERE),
    )
    html = to_html(article(*blocks, title=evil, subtitle=evil))
    tree = LexborHTMLParser(html)
    assert tree.css("script") == []
    assert len(tree.css("article > *")) == len(blocks) + 2
    for selector in ("h1", "p.dek", "h2", "blockquote p", "ol[start='4'] li", "cite", "thead th", "tbody td"):
        node = tree.css_first(selector)
        assert node is not None, selector
        assert node.text() == evil
    picture, block = tree.css_first("img"), tree.css_first("pre")
    assert picture is not None
    assert picture.attributes == {"src": image.url, "alt": evil}
    assert block is not None
    assert block.text() == f"\n{evil}"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        pytest.param("https://cdn.example/a.jpg", True, id="https"),
        pytest.param("/a.jpg", True, id="relative"),
        pytest.param("data:image/png;base64,AA", True, id="inline picture"),
        pytest.param("javascript:alert(1)", False, id="script"),
        pytest.param(" JavaScript:alert(1)", False, id="script, disguised"),
        pytest.param("data:text/html,x", False, id="inline page"),
        pytest.param("file:///etc/hosts", False, id="file"),
    ],
)
def test_pictures_come_only_from_harmless_addresses(url: str, shown: bool) -> None:
    assert bool(picture_url(url)) is shown
    figure = article(Figure(Image(url, "A boat"), HERE))
    assert ("<img" in to_html(figure)) is shown
    assert ("![" in to_markdown(figure)) is shown
    assert "A boat" in to_html(figure)
    assert "A boat" in to_markdown(figure)


def test_json_holds_everything_and_keeps_letters_readable() -> None:
    span = Article(**{**{name: getattr(article(), name) for name in Article.__slots__}, "title": "Größe"})
    data = json.loads(to_json(span))
    assert data["title"] == "Größe"
    assert "Größe" in to_json(span)
    assert data["removals"] == [
        {
            "reason": "ad",
            "rule": "generic",
            "text": "Advertisement",
            "place": {"type": "path", "path": "div", "order": 9},
            "origin": "general",
            "images": [],
            "confidence": None,
        }
    ]
    placed = json.loads(to_json(article(Paragraph("x", Span(0, 2, "x\n")))))
    assert placed["blocks"] == [
        {"type": "paragraph", "text": "x", "place": {"type": "span", "start": 0, "end": 2, "raw": "x\n"}}
    ]
