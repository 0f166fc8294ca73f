"""Real pages with manual annotations, on which the benchmarks measure. They are not part of the project.

They are in `../shared/corpus` beside the checkout; without them a benchmark stops with a message.
"""

from __future__ import annotations

import importlib.util
import warnings
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

from benchmarks.publisher_rules import RULES
from scraper.rules import SiteRule

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
ABSENT = f"There are no pages to measure on: {CORPUS} is missing."
LINES = ("seeds", "lines")
PAGES = ("aeb", "fundus", "publishers", "segments")


@dataclass(frozen=True, slots=True)
class PublisherPage:
    """A page of a publisher in `publisher_rules`; `text` is the flattened page, or "", `truth` the article."""

    publisher: str
    url: str
    html: bytes
    text: str
    truth: str
    rule: SiteRule


def scorer(corpus: Path = CORPUS) -> ModuleType | None:
    """The scoring module of the corpus, or None without a corpus."""
    path = corpus / "score.py"
    spec = importlib.util.spec_from_file_location("corpus_score", path)
    if not path.is_file() or spec is None or spec.loader is None:
        return None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load(score: ModuleType, name: str) -> list[dict[str, Any]]:
    """The pages of one set with their truth."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # the scorer does not close its files
        rows: list[dict[str, Any]] = score.load(name)
    return rows


@cache
def publisher_pages() -> tuple[PublisherPage, ...]:
    """Every page of a publisher with a rule, in the order of the rules. Raises SystemExit without a corpus."""
    score = scorer()
    if score is None:
        raise SystemExit(ABSENT)
    texts = {row["id"]: row["text"] for row in load(score, "flat")}
    rules = {domain: rule for rule in RULES for domain in rule.domains}
    found = [
        PublisherPage(site, row["url"], row["html"], texts.get(row["id"], ""), score.gold_text(row), rules[site])
        for name in ("aeb", "fundus", "publishers")
        for row in load(score, name)
        if (site := (urlsplit(row["url"]).hostname or "").removeprefix("www.")) in rules
    ]
    return tuple(sorted(found, key=lambda page: list(rules).index(page.publisher)))
