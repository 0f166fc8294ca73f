"""Trafilatura, asked where there is no rule and our own choice of a body is doubtful and short.

Its answer is a text. The lines of the page that occur in it are looked up, and the elements that hold them become the
body, which is then cleaned like any other: none of its text gets into the article, and every line that leaves has its
receipt. The figures behind the constants are in docs/second_opinion.md.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from scraper.cleaning.lines.from_html import lines_of_elements
from scraper.cleaning.lines.line import Line, LineKind
from scraper.errors import TooLarge
from scraper.html.dom import Node, Tree
from scraper.model import Article

DOUBTFUL = 0.75
"""A choice with at least this confidence is not questioned."""
SHORT = 500
"""Nor is one that gives an article of this many characters or more: a long one of ours is as often the better one."""
MIN_GAIN = 2.0
"""The other article is taken where it is at least this many times as long as ours."""
MIN_LENGTH = 400
"""The other article must have at least this many characters, too."""
MOST_PAGE = 1_000_000
"""Larger pages, in bytes, are not handed over: trafilatura takes about ten times as long over them as we do."""

_SHARE = 0.8
_LONG_LINE, _LINKED = 80, 0.5
_WHOLE_KEY = 25
_MOST_LINES, _MOST_STEPS = 3_000, 100
_STEP = " > "
_WORD = re.compile(r"\w+")


def is_doubtful(article: Article, confidence: float) -> bool:
    """Whether a second opinion on an article of this confidence (0 to 1) could win."""
    return confidence < DOUBTFUL and len(article.text) < SHORT


def is_better(ours: Article, theirs: Article) -> bool:
    """Whether to take the other article: only where it is much longer than ours."""
    return len(theirs.text) >= length_needed(ours)


def length_needed(ours: Article) -> int:
    """How many characters another article must have for `is_better`."""
    return max(MIN_LENGTH, int(MIN_GAIN * len(ours.text)))


def other_body(page: bytes, tree: Tree, url: str, least: int = MIN_LENGTH) -> tuple[Node, ...]:
    """The elements of `tree`, the parsed page, that hold what trafilatura takes for the article; () for no answer.

    It is not asked where the page has less prose than the `least` characters its answer needs to be taken.
    """
    body = tree.body
    if body is None or len(page) > MOST_PAGE:
        return ()
    try:
        lines = [line for line in lines_of_elements((body,), {}, url) if line.kind is not LineKind.FIGURE]
    except TooLarge:
        return ()
    deepest = max((str(line.place).count(_STEP) for line in lines), default=0)
    prose = sum(len(line.text) for line in lines if len(line.text) >= _LONG_LINE and line.linked < _LINKED)
    if prose < least or len(lines) > _MOST_LINES or deepest > _MOST_STEPS:
        return ()
    answer = _ask(page, url)
    return _elements(tree, lines, answer) if len(answer) >= least else ()


def _ask(page: bytes, url: str) -> str:
    """Trafilatura's text of the article, "" where it finds none or fails."""
    from trafilatura import extract

    try:
        text: str | None = extract(page.decode(), url=url or None, include_comments=False)
    except (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
        return ""  # a page that makes it fail is one on which it has no opinion
    return text or ""


def _elements(tree: Tree, lines: Sequence[Line], answer: str) -> tuple[Node, ...]:
    """The outermost elements most of whose text occurs in the answer."""
    keys = {_key(line) for line in answer.splitlines()}
    whole = _key(answer)
    all_of: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    for line in lines:
        key = _key(line.text)
        known = key in keys or (len(key) >= _WHOLE_KEY and key in whole)
        for path in _around(str(line.place)):
            all_of[path] += len(key)
            answered[path] += len(key) * known
    chosen: dict[str, None] = {}
    for line in lines:
        root = next((path for path in _around(str(line.place)) if answered[path] >= _SHARE * all_of[path] > 0), None)
        if root is not None:
            chosen[root] = None
    found = [tree.css_first(path) for path in chosen]
    return tuple(node for node in found if node is not None and node.tag not in ("html", "body"))


def _around(path: str) -> list[str]:
    """The paths of the elements around and including `path`, outermost first, without `<body>`."""
    steps = path.split(_STEP)
    return [_STEP.join(steps[:size]) for size in range(3 if steps[0] == "html" else 2, len(steps) + 1)]


def _key(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))
