"""HTML pages with a truth, their lines labelled by it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from types import ModuleType

from benchmarks.corpus import load
from scraper.cleaning import context_of, lines_of_body
from scraper.cleaning.body import find_body
from scraper.cleaning.classify import detect
from scraper.cleaning.classify.page import Classification
from scraper.cleaning.lines.line import Line, LineKind
from scraper.cleaning.lines.unglue import unglue
from scraper.errors import ScraperError
from scraper.html.decode import read_page
from scraper.html.limits import parse
from scraper.urls import publisher_of
from tools.train.labelled import Labelled

PAGES = {"aeb": 0.75, "fundus": 1.0, "publishers": 1.25, "wcxb": 0.3, "segments": 0.4}
"""The sets of HTML pages, and the weight of their pages."""
_BODY, _OTHER = 0.6, 0.25
"""With this share of its runs of four words in the truth a line is of the article, with this or less it is not."""
_RUN = 4
_FOREIGN = 0.15
"""With more of the text that the detectors keep outside its truth a page teaches nothing."""
_WITHOUT_LISTS = ("fundus", "publishers")
_LINKED = 0.5


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the corpus after the detectors, and the confidence in its body. `row` holds its truth."""

    source: str
    row: dict
    detected: Classification
    confidence: float

    @property
    def url(self) -> str:
        """The address of the page, "" where it is not known."""
        return self.row.get("url") or ""

    @property
    def html(self) -> bytes:
        """The page as it was fetched."""
        return self.row["html"]

    @property
    def kept(self) -> list[str]:
        """The lines that no detector takes."""
        lines = zip(self.detected.lines, self.detected.removed, strict=True)
        return [part for line, cut in lines if cut is None for part in line.text.split("\n")]

    @property
    def taken(self) -> list[tuple[str, str]]:
        """The lines that the detectors take, each with its reason."""
        lines = zip(self.detected.lines, self.detected.removed, strict=True)
        return [(line.text, cut.reason.value) for line, cut in lines if cut is not None and cut.reason is not None]


def detected_pages(score: ModuleType) -> Iterator[Page]:
    """The pages of the corpus that hold an article; `score` is its scorer."""
    for name in PAGES:
        for row in load(score, name):
            with suppress(ScraperError):
                yield _detected(name, row)


def _detected(source: str, row: dict) -> Page:
    """A page as the line judge meets it on a site without a rule."""
    url = row.get("url") or ""
    tree = parse(read_page(row["html"], url), url)
    body = find_body(tree, url, None)
    lines, meta = lines_of_body(tree, body, url)
    page = detect(unglue(lines), context_of(url, meta, None, flat=False))
    return Page(source, row, page, body.confidence)


def labelled(score: ModuleType, page: Page) -> Labelled:
    """A page with the labels of its lines by its truth."""
    label = _by_strings(page.row) if "with" in page.row else _by_article(score, score.gold_text(page.row))
    labels = tuple(-1 if _is_unsure(page, line) else label(line) for line in page.detected.lines)
    if _differs(page, labels):
        labels = (-1,) * len(labels)
    weight = PAGES[page.source] / max(1, len(labels)) ** 0.2
    return Labelled(page.source, publisher_of(page.url) or page.url, weight, page.detected, labels)


def _differs(page: Page, labels: Sequence[int]) -> bool:
    """Whether the truth of a page and its body have so little in common that one of them is wrong."""
    sizes = Counter[int]()
    for line, label, cut in zip(page.detected.lines, labels, page.detected.removed, strict=True):
        if cut is None:
            sizes[label] += len(line.text)
    return sizes[1] > _FOREIGN * (sizes[0] + sizes[1])


def _is_unsure(page: Page, line: Line) -> bool:
    """Whether the truth of a page says nothing reliable of a line: a picture, or an item that some truths leave out."""
    omitted = page.source in _WITHOUT_LISTS and line.kind is LineKind.ITEM and line.linked < _LINKED
    return omitted or not line.text


def _by_strings(row: dict) -> Callable[[Line], int]:
    """The label of a line by strings that the article of its page holds, and strings that it does not."""

    def label(line: Line) -> int:
        if any(string in line.text for string in row["with"]):
            return 0
        return 1 if any(string in line.text for string in row["without"]) else -1

    return label


def _by_article(score: ModuleType, article: str) -> Callable[[Line], int]:
    """The label of a line by the article of its page."""
    known, keys, running = score.shingles(article), set(map(score.key, article.split("\n"))), f" {score.key(article)} "

    def label(line: Line) -> int:
        key, runs = score.key(line.text), score.shingles(line.text)
        words = key.count(" ") + 1
        if not key:
            return -1
        if words < _RUN and runs.total() <= 1:
            within = words > 1 and f" {key} " in running
            return 0 if key in keys else -1 if within else 1
        share = (runs & known).total() / runs.total()
        return 0 if share >= _BODY else 1 if share <= _OTHER else -1

    return label
