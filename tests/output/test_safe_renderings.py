"""Whatever an article holds, its HTML runs nothing, its TEI is well-formed and valid, and its Markdown can be read."""

from __future__ import annotations

import json
from collections import Counter
from importlib.resources import files
from xml.etree import ElementTree as Xml

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from lxml import etree
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from scraper.model import Article, Block, Paragraph
from scraper.output.choices import Choices
from scraper.output.markdown import to_markdown
from scraper.output.rendering import to_json
from scraper.output.semantic_html import html_block, to_html
from scraper.output.tei import to_tei
from tests.support.markup_strategies import BLOCKS, HERE, article_of, articles

ELEMENTS = frozenset("""
    html head body article h1 h2 h3 h4 h5 h6 p blockquote ul ol li figure figcaption img cite table caption thead tbody
    tr th td pre code a strong em sub sup s ins q abbr ruby rp rt br math mi
""".split())  # fmt: skip  # noqa: SIM905
ATTRIBUTES = frozenset("lang class id cite start type href title src alt width height colspan rowspan".split())  # noqa: SIM905
GRAMMAR = etree.RelaxNG(etree.fromstring((files("scraper") / "output" / "article.rng").read_bytes()))
SCHEMA = Draft202012Validator(json.loads((files("scraper") / "output" / "article.schema.json").read_text("utf-8")))
NS = "{http://www.tei-c.org/ns/1.0}"
choices = st.builds(Choices, *[st.booleans()] * 7)


@settings(max_examples=300)
@given(articles, choices)
def test_html_runs_nothing(article: Article, chosen: Choices) -> None:
    for html in (to_html(article, chosen), *(html_block(block, chosen) for block in article.blocks)):
        for node in LexborHTMLParser(html).css("*"):
            assert node.tag in ELEMENTS, html
            for name, value in node.attributes.items():
                assert name in ATTRIBUTES, html
                if name in ("href", "src", "cite"):
                    address = "".join(sign for sign in value or "" if sign > " ").lower()
                    scheme = address.partition(":")[0] if ":" in address.partition("/")[0] else ""
                    assert scheme in ("", "http", "https", "mailto", "tel") or address.startswith("data:image/"), html


@settings(max_examples=300)
@given(articles, choices)
def test_markdown_runs_nothing(article: Article, chosen: Choices) -> None:
    html = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(to_markdown(article, chosen))
    found = {node.tag or "" for node in LexborHTMLParser(html).css("*")}
    assert not found & {"script", "style", "iframe", "object", "svg", "form", "input"}
    for node in LexborHTMLParser(html).css("*"):
        assert not any(name.startswith("on") for name in node.attributes)
        assert not (node.attributes.get("href") or "").lower().startswith(("javascript:", "vbscript:", "data:"))


@settings(max_examples=150)
@given(articles, choices)
def test_tei_is_valid(article: Article, chosen: Choices) -> None:
    document = etree.fromstring(to_tei(article, chosen).encode())
    assert GRAMMAR.validate(document), GRAMMAR.error_log


@settings(max_examples=200)
@given(articles)
def test_json_follows_its_schema_and_is_restored(article: Article) -> None:
    plain = json.loads(to_json(article))
    SCHEMA.validate(plain)
    assert Article.from_dict(plain) == article


@given(st.lists(BLOCKS, max_size=3))
def test_tei_has_each_name_once(blocks: list[Block]) -> None:
    root = Xml.fromstring(to_tei(article_of(*blocks)))
    names = Counter(node.get("{http://www.w3.org/XML/1998/namespace}id") for node in root.iter())
    names.pop(None, None)
    assert all(count == 1 for count in names.values())


@pytest.mark.parametrize("text", ["a\x00b", "a\ufffeb", "a\x0bb"])
def test_tei_leaves_out_what_xml_cannot_hold(text: str) -> None:
    assert Xml.fromstring(to_tei(article_of(Paragraph(text, HERE)))).find(f".//{NS}body//{NS}p") is not None
