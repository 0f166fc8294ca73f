"""What shows that a name misleads: plain sentences or figures that speak to nobody and lead nowhere are reporting.

A paragraph about a survey may stand in an element named "survey", a golf table in one named "leaderboard".
"""

from __future__ import annotations

import re
from collections.abc import Callable

from scraper.cleaning.classify.features import Features, page_words, plainly
from scraper.cleaning.lexicon import Pack
from scraper.cleaning.text import CJK, ends_sentence, tidy
from scraper.html.dom import Node
from scraper.model import Reason

Speaks = Callable[[str], bool]
"""Whether a text speaks to the reader, or of the site itself."""
NAMED_ALIKE = frozenset(
    (Reason.AD, Reason.COMMENTS, Reason.CONSENT, Reason.CREDIT, Reason.FURNITURE, Reason.POLL, Reason.RELATED)
)
"""The reasons whose names stories have, too; a newsletter box or a bio in full sentences is one all the same."""
_LEADS_ON = "a[href],button,input,select,textarea,iframe,img,video,audio,script,h1"
_LEAST_WORDS, _LEAST_CJK = 7, 16
_LEAST_ROWS = 2
_CJK = re.compile(f"[{CJK}]")


def speaks_to_readers(packs: tuple[Pack, ...], publisher: str) -> Speaks:
    """The test of a text for the words of the languages in `packs` that address the reader, and for the site's name."""

    def speaks(text: str) -> bool:
        lower = plainly(text)
        cue = Features(text, lower, page_words(lower, packs, publisher, lambda _: ()))
        return cue.you or cue.we or cue.imperative or cue.names_publisher

    return speaks


def is_reporting(node: Node, reason: Reason, speaks: Speaks) -> bool:
    """Whether an element that is named as `reason` holds sentences or a table of the story."""
    if reason not in NAMED_ALIKE or node.css_first(_LEADS_ON) is not None:
        return False
    if reason is Reason.COMMENTS and not _goes_on(node):
        return False
    table = node if node.tag == "table" else node.css_first("table")
    if table is not None and is_data(table) and not speaks(tidy(node.text(separator=" "))):
        return True
    texts = [tidy(part.text()) for part in node.css("p")] or [tidy(node.text())]
    return any(map(_is_sentence, texts)) and not any(map(speaks, texts))


def is_statement(text: str) -> bool:
    """Whether a text ends with a full stop, as sentences do and headlines do not."""
    return text.rstrip("\"'”’»)").endswith((".", "。", "।", "۔")) and not text.endswith(("...", ".."))


def _is_sentence(text: str) -> bool:
    long = text.count(" ") + 1 >= _LEAST_WORDS or len(_CJK.findall(text)) >= _LEAST_CJK
    return long and ends_sentence(text, pauses=False)


def is_data(table: Node) -> bool:
    """Whether a table has rows of several cells."""
    return sum(len(row.css("td,th")) > 1 for row in table.css("tr")) >= _LEAST_ROWS


def _goes_on(node: Node) -> bool:
    """Whether a paragraph stands behind an element: comments of readers come last."""
    after = node.next
    while after is not None:
        if after.tag == "p" and _is_sentence(tidy(after.text())):
            return True
        after = after.next
    return False
