"""Random texts with random spans, as Markdown, are parsed back to the same text with the same spans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token

from scraper.model import Heading, Inline, InlineKind, Listing, Paragraph, Table
from scraper.output.addresses import link_url
from scraper.output.markdown import to_markdown
from scraper.output.markdown_inline import NOT_SHOWN, raised_digits
from scraper.output.nesting import SpanNode, nested
from tests.support.markup_strategies import ADDRESSES, HERE, article_of, marked

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
TAGS = {
    "strong": InlineKind.STRONG, "em": InlineKind.EMPHASIS, "s": InlineKind.STRIKE, "del": InlineKind.STRIKE,
    "code": InlineKind.CODE, "sub": InlineKind.SUBSCRIPT, "sup": InlineKind.SUPERSCRIPT, "ins": InlineKind.INSERTED,
    "a": InlineKind.LINK,
}  # fmt: skip
SHOWN = st.sampled_from([kind for kind in InlineKind if kind in set(TAGS.values())])
Read = tuple[str, list[tuple[str, str, str, str]]]


def read_inline(tokens: Sequence[Token]) -> Read:
    """The text of inline tokens, and each span with its text, the text before it, and its address and title."""
    text = ""
    opened: list[tuple[str, int, str]] = []
    spans: list[tuple[str, str, str, str]] = []

    def close() -> None:
        kind, start, more = opened.pop()
        spans.append((kind, text[:start].strip(), text[start:], more))

    for token in tokens:
        if token.type == "code_inline":
            spans.append(("code", text.strip(), token.content, ""))
            text += token.content
        elif token.type == "html_inline":
            tag = token.content.strip("</>")
            if token.content.startswith("</"):
                close()
            else:
                opened.append((TAGS[tag].value, len(text), ""))
        elif token.nesting == 1:
            more = f"{token.attrs.get('href', '')} {token.attrs.get('title', '')}".strip()
            opened.append((TAGS[token.tag].value, len(text), more))
        elif token.nesting == -1:
            close()
        else:
            text += " " if token.type in ("hardbreak", "softbreak") else token.content
    assert not opened
    return text, sorted(spans)


def expected(text: str, spans: Sequence[Inline]) -> Read:
    said = ""
    found: list[tuple[str, str, str, str]] = []

    def walk(nodes: Sequence[str | SpanNode]) -> None:
        nonlocal said
        for node in nodes:
            if isinstance(node, str):
                said += node
                continue
            start = len(said)
            only = node.children[0] if len(node.children) == 1 else None
            if node.span.kind is InlineKind.SUPERSCRIPT and isinstance(only, str):
                walk([raised_digits(only)])
            else:
                walk(node.children)
            more = f"{address(node.span.url)} {node.span.title}".strip() if node.span.kind is InlineKind.LINK else ""
            found.append((node.span.kind.value, said[:start].strip(), said[start:], more))

    walk(nested(text, spans, NOT_SHOWN))
    return said, sorted(found)


def address(url: str) -> str:
    """An address as a parser of Markdown normalises it."""
    url = link_url(url).replace("(", "%28").replace(")", "%29").replace("`", "%60")
    return PARSER.normalizeLink(unescapeAll(url.replace("&amp;", "&amp;amp;")))


def blocks_of(markdown: str) -> Iterator[tuple[str, Read]]:
    """Every inline content with the names of the blocks around it."""
    around: list[str] = []
    for token in PARSER.parse(markdown):
        if token.nesting == 1:
            around.append(token.type.removesuffix("_open"))
        elif token.nesting == -1:
            around.pop()
        elif token.type == "inline":
            yield " ".join(around), read_inline(token.children or ())


@settings(max_examples=1_500)
@given(marked(SHOWN, ADDRESSES))
@example(("a“b”c", (Inline(InlineKind.STRONG, 1, 4),)))
@example(("ab", (Inline(InlineKind.STRONG, 0, 1), Inline(InlineKind.STRONG, 1, 2))))
@example(("ab", (Inline(InlineKind.STRONG, 0, 2), Inline(InlineKind.EMPHASIS, 0, 2))))
def test_any_spans_of_a_paragraph_read_back(text_and_spans: tuple[str, tuple[Inline, ...]]) -> None:
    text, spans = text_and_spans
    assert list(blocks_of(to_markdown(article_of(Paragraph(text, HERE, spans))))) == [
        ("paragraph", expected(text, spans))
    ]


@settings(max_examples=400)
@given(marked(SHOWN, ADDRESSES))
def test_any_spans_of_a_heading_and_of_a_cell_read_back(text_and_spans: tuple[str, tuple[Inline, ...]]) -> None:
    text, spans = text_and_spans
    moved = tuple(Inline(s.kind, s.start + 2, s.end + 2, s.url, s.title) for s in spans)
    table = Table((("a", text), ("b", "c")), True, HERE, spans=moved)
    (_, heading), (_, first), (_, cell), *_ = blocks_of(to_markdown(article_of(Heading(text, 2, HERE, spans), table)))
    assert heading == expected(text, spans)
    assert first == ("a", [])
    assert cell == expected(text, spans)


@settings(max_examples=300)
@given(st.lists(marked(SHOWN, ADDRESSES), min_size=1, max_size=3))
def test_any_spans_of_items_read_back(items: list[tuple[str, tuple[Inline, ...]]]) -> None:
    spans: list[Inline] = []
    at = 0
    for text, own in items:
        spans += [Inline(s.kind, s.start + at, s.end + at, s.url, s.title) for s in own]
        at += len(text) + 1
    listing = Listing(tuple(text for text, _ in items), False, HERE, spans=tuple(spans))
    read = list(blocks_of(to_markdown(article_of(listing))))
    assert read == [("bullet_list list_item paragraph", expected(text, own)) for text, own in items]
