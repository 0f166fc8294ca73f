"""Pages that are no article and say so: bot checks, not-found pages that were served as if they were there, consent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from scraper.cleaning.body.scoring import score_tree
from scraper.cleaning.lexicon import notices, words_of_all
from scraper.cleaning.text import CJK, tidy
from scraper.errors import EmptyArticle, SoftNotFound, Walled
from scraper.html.dom import Node, Tree
from scraper.rules.patterns import folded

_KINDS: dict[str, tuple[type[EmptyArticle], str]] = {
    "bot_checks": (
        Walled, "this is a bot check instead of the article. Fetch it again later, or more slowly",
    ),
    "not_found": (
        SoftNotFound, "this is a not-found page, though it was served as if the page were there. Check the address",
    ),
    "consent_pages": (
        Walled, "this is a consent page instead of the article. Fetch it with the answer that the site asks for",
    ),
}  # fmt: skip
"""The tables of the language files, the error, and what a page is that a wording of theirs heads."""
_MOST = {"bot_checks": 1_500, "not_found": 1_500, "consent_pages": 6_000}
"""With more characters of prose than this, a page is a story about such pages."""
_SPLIT = re.compile(r"\s+[|–—\-»·•]\s+")
_CJK = re.compile(f"[{CJK}]")
_SLIGHT, _PARAGRAPH, _FEW = 20, 25, 120


def notice_of(tree: Tree, url: str) -> EmptyArticle | None:
    """What the page at `url` is instead of an article; None where it does not say that it is something else.

    A page says so in its title or its headline, has little prose, and begins it with what such pages speak of.
    """
    head = tree.head
    title = head.css_first("title") if head is not None else None
    headlines = tree.tags("h1")[:2]
    if all(len(node.text(strip=True)) <= _SLIGHT for node in headlines):
        headlines += tree.tags("h2")[:1]
    texts = [tidy(node.text(separator=" ")) for node in headlines]
    texts += _SPLIT.split(tidy(title.text())) if title is not None else []
    texts = [folded(text) for text in texts if text]
    for table, (error, what) in _KINDS.items():
        if any(map(notices(table).match, texts)):
            return error(url, what) if _is_notice(tree, headlines, _MOST[table]) else None
    return None


def _is_notice(tree: Tree, headlines: Sequence[Node], most: int) -> bool:
    """Whether a page has little prose, of which the first paragraph below the headline speaks of pages and readers."""
    scores = score_tree(tree)
    if scores is None or scores.top.weight > most:
        return False
    heads = {node.mem_id for node in headlines}
    first = ""
    for node in tree.css("p,h1,h2"):
        if node.mem_id in heads:
            first = ""
        elif not first and node.tag == "p" and len(text := tidy(node.text())) >= _PARAGRAPH:
            first = text
    return scores.top.weight < _FEW or _speaks().search(first.casefold()) is not None


@cache
def _speaks() -> re.Pattern[str]:
    """A word of which notices speak, in any language; Chinese and Japanese have no spaces around theirs."""
    words = words_of_all("notice_words")
    unspaced = "|".join(re.escape(word) for word in words if _CJK.search(word))
    spaced = "|".join(re.escape(word) for word in words if not _CJK.search(word))
    return re.compile(rf"\b(?:{spaced})s?\b|{unspaced}")
