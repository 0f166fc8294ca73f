"""The story of a page that a script builds: its text is in the linked data, or in data for that script alone."""

from __future__ import annotations

import html
import re

from scraper.cleaning.metadata.linked_data import linked_article, string_of
from scraper.cleaning.text import tidy
from scraper.html.dom import Node, Tree
from scraper.html.limits import parse

_STATE = "script[type='application/json'],script#__NEXT_DATA__,script#__NUXT_DATA__,script#__APOLLO_STATE__"
_DESCRIPTIONS = "meta[name=description],meta[property='og:description']"
_MARKUP = re.compile(r"<(?:p|br|div|h[2-6])\b[^<>]*>", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_LEAST, _MOST = 200, 500_000
_PROBE, _FEWEST = 8, 5
"""How many words of a text are looked for in another, and how many there must be to look for."""


def linked_text(tree: Tree, url: str) -> Node | None:
    """The story in the linked data of a page, as an element of its paragraphs; None where there is none.

    Raises TooLarge for markup in it that takes too long to parse.
    """
    named = [text for node in (*tree.tags("h1")[:5], *tree.tags("title")[:1]) if (text := tidy(node.text()))]
    text = string_of(linked_article(tree, named), "articleBody")
    if not _LEAST <= len(text) <= _MOST:
        return None
    if not _MARKUP.search(text) and _MARKUP.search(html.unescape(text)):
        text = html.unescape(text)
    if not _MARKUP.search(text):
        lines = (tidy(line) for line in text.splitlines())
        text = "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in lines if line)
    return parse(f"<article>{text}</article>".encode("utf-8", "replace"), url).css_first("article")


def begins_with(text: str, story: str) -> bool:
    """Whether the first words of a `story` are in `text`."""
    return " ".join(_WORD.findall(story[:_LEAST])[:_PROBE]) in " ".join(_WORD.findall(text))


def is_in_script(tree: Tree, text: str) -> bool:
    """Whether the page's description is not of `text`, and is in the data of a script that builds the page."""
    head = tree.head
    said = [node.attributes.get("content") or "" for node in head.css(_DESCRIPTIONS)] if head is not None else []
    said = [each for each in said if len(_WORD.findall(each)) >= _FEWEST]
    if not said or any(begins_with(text, each) for each in said):
        return False
    return any(begins_with(script.text(), each) for script in tree.css(_STATE) for each in said)
