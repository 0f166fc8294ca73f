"""Labelled flattened text to train on: that of the corpus, and pages that the HTML route labels.

The corpus lies in `../shared/corpus` beside the checkout and is not part of the project. Its `blind` set is never read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import ModuleType

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import detect_encoding
from resiliparse.parse.html import HTMLTree

from benchmarks.corpus import load
from scraper.cleaning.classify import PageContext, detect
from scraper.cleaning.lexicon import guess_language, packs_for
from scraper.cleaning.lines.from_text import lines_of_text
from scraper.cleaning.lines.unglue import unglue
from scraper.model import Span
from scraper.rules.registry import find_rule
from scraper.urls import is_web_address, publisher_of
from tools.train.labelled import Labelled
from tools.train.pages import Page

FLAT = {"flat": 3.0, "flat_web": 1.0}
"""The sets of flattened text with a truth for each line, and the weight of their pages; news weighs most."""
_LABELLED_BY_ROUTE, _SURE = "segments", 0.5
_ROUTE_WEIGHT, _RULE_WEIGHT, _CLEAN_WEIGHT = 0.5, 0.15, 0.2
"""The weights of pages that the HTML route labels, of texts that their sites' rules label, and of articles alone."""
Key = Callable[[str], str]
"""Letters and digits of a line in lower case: what two spellings of it share."""
_RANK = {"body": 3, "free": 2, "other": 1}


def texts(score: ModuleType, pages: Iterable[Page]) -> Iterator[Labelled]:
    """All texts to train on; `pages` are those of `detected_pages`, and `score` is the scorer of the corpus."""
    key: Key = score.key
    for name, weight in {**FLAT, "lines": FLAT["flat"]}.items():
        for row in load(score, name):
            yield _text(name, row["url"], row["text"], _labelled(row["lines"], key), weight, key)
    for row in _articles(score):
        truth = dict.fromkeys(map(key, row["text"].split("\n")), "body")
        yield _text("articles", row["url"], row["text"], truth, _CLEAN_WEIGHT, key)
    with (score.HERE / "lines" / "unlabelled.jsonl").open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            yield _text("unlabelled", row["url"], row["text"], None, _RULE_WEIGHT, key)
    for page in pages:
        if page.source != _LABELLED_BY_ROUTE or page.confidence < _SURE:
            continue
        flattened = extract_plain_text(
            HTMLTree.parse_from_bytes(page.html, detect_encoding(page.html)), main_content=True
        )
        truth = _by_article(flattened, page.kept, key)
        if sum(label == "body" for label in truth.values()) >= 3:
            yield _text(page.source, page.url, flattened, truth, _ROUTE_WEIGHT, key)


def _articles(score: ModuleType) -> Iterator[dict]:
    """The articles of the flattened pages: nothing in them is to be removed."""
    for name in FLAT:
        for row in load(score, name):
            body = [line["text"] for line in row["lines"] if line["label"] == "body"]
            yield {"url": row["url"], "text": "\n".join(body)}


def _text(source: str, url: str, text: str, truth: Mapping[str, str] | None, weight: float, key: Key) -> Labelled:
    """A flattened page; without a truth, the site's rule and the detectors label it."""
    lines = unglue(lines_of_text(text, url))
    context = PageContext(
        url=url, packs=packs_for(guess_language(text)), named=find_rule(url) if is_web_address(url) else None, flat=True
    )
    page = detect(lines, context)
    keys = tuple(key(line.place.raw if isinstance(line.place, Span) else line.text) for line in lines)
    if truth is None:
        truth = {line: "body" if cut is None else "other" for line, cut in zip(keys, page.removed, strict=True)}
    labels = tuple({"other": 1, "body": 0}.get(truth.get(line, ""), -1) for line in keys)
    return Labelled(source, publisher_of(url) or url, weight / max(1, len(lines)) ** 0.2, page, labels, keys, truth)


def _labelled(lines: list[dict], key: Key) -> dict[str, str]:
    """The label of each line, the strongest where a line stands more than once."""
    truth: dict[str, str] = {}
    for line in lines:
        label = line["label"]
        if line.get("borderline") or label in ("subtitle", "mixed"):
            label = "free"
        elif label not in _RANK:
            label = "other"
        for part in map(key, line["text"].split("\n")):
            if _RANK[label] > _RANK.get(truth.get(part, ""), 0):
                truth[part] = label
    return truth


def _by_article(flattened: str, article: Sequence[str], key: Key) -> dict[str, str]:
    """The labels of a flattened page by an article: its lines are body, parts of them free, everything else other."""
    body = {key(line) for line in article}
    running = " ".join(key(line) for line in article)
    truth: dict[str, str] = {}
    for line in filter(None, map(key, flattened.split("\n"))):
        in_part = (len(line) > 12 and line in running) or any(len(part) > 30 and part in line for part in body)
        truth[line] = "body" if line in body else "free" if in_part else "other"
    return truth
