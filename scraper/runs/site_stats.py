"""What one run saw of one site, as figures: kept by the store, compared by the audit, plotted by the report."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields
from statistics import median
from typing import Any

from scraper.model import Article, DecisionOrigin, Route
from scraper.runs.types import Outcome, PageResult

LEAST_ARTICLES = 3
"""In how many distinct articles a kept line must stand to be called recurring."""
_LONGEST_LINE = 1000
_MOST_LINES = 5000


@dataclass(frozen=True, slots=True)
class SiteStats:
    """One site in one run. All counts are of pages, but for `found` (addresses) and `reasons` (removals).

    `found` is what the sources offered of the site, `fetched` the pages that came and were read: `articles` + `empty`.
    `generic` are the articles whose body the generic route or the second opinion chose, `fell_back` those of them for
    which there is a rule. `ruled` are the articles that the matchers of a rule went over in the body it found, `hits`
    counts those by the matcher that fired. `selectors` counts articles by the rule's `body` selector that matched,
    `carried` by the recurring line that they keep. `reasons` counts removals.
    `removed_share` is the median over the articles of the share of characters that left the body (0 to 1),
    `median_length` that of the characters kept; both None without articles. `recurring` are lines that at least three
    distinct articles of the site keep, with their number over all runs. `seconds` is the time the requests took.
    `matchers` are those that the site's rule has now, None where nobody said.
    """

    site: str
    found: int = 0
    fetched: int = 0
    articles: int = 0
    empty: int = 0
    unchanged: int = 0
    blocked: int = 0
    failed: int = 0
    generic: int = 0
    fell_back: int = 0
    selectors: Mapping[str, int] = field(default_factory=dict)
    hits: Mapping[str, int] = field(default_factory=dict)
    removed_share: float | None = None
    median_length: float | None = None
    recurring: tuple[tuple[str, int], ...] = ()
    seconds: float = 0.0
    forbidden: int = 0
    gone: int = 0
    refused: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict)
    carried: Mapping[str, int] = field(default_factory=dict)
    matchers: tuple[str, ...] | None = None
    ruled: int = 0

    def to_dict(self) -> dict[str, Any]:
        """Plain dicts, lists, strings and numbers, ready for JSON."""
        plain: dict[str, Any] = {}
        for item in fields(self):
            value = getattr(self, item.name)
            plain[item.name] = dict(value) if isinstance(value, Mapping) else value
        matchers = None if self.matchers is None else list(self.matchers)
        return {**plain, "recurring": [list(pair) for pair in self.recurring], "matchers": matchers}

    @property
    def matched(self) -> int:
        """The articles whose body a selector of the rule found."""
        return sum(self.selectors.values())

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> SiteStats:
        """The inverse of `to_dict`. A field that `data` lacks has its default, one that is not known is left out."""
        known = {item.name: data[item.name] for item in fields(cls) if item.name in data}
        recurring = tuple((str(text), int(count)) for text, count in known.get("recurring", ()))
        matchers = None if known.get("matchers") is None else tuple(known["matchers"])
        return cls(**{**known, "recurring": recurring, "matchers": matchers})


class SiteStatsBuilder:
    """Counts the pages of one site in one run as they come. Keeps no page and no article, so its size is bounded."""

    def __init__(self, site: str) -> None:
        self._site = site
        self._outcomes: Counter[Outcome] = Counter()
        self._sums: Counter[str] = Counter()
        self._selectors: Counter[str] = Counter()
        self._hits: Counter[str] = Counter()
        self._reasons: Counter[str] = Counter()
        self._lines = _Lines()
        self._lengths = array("d")
        self._shares = array("d")
        self._seconds = 0.0

    def add(self, result: PageResult) -> None:
        """Count one page of the site."""
        self._outcomes[result.fetched.outcome] += 1
        self._seconds += result.fetched.seconds
        article = result.article
        if article is None:
            return
        self._sums["fell_back"] += result.fell_back
        self._sums["generic"] += result.fell_back or article.origin.route is Route.GENERIC or not article.origin.rule
        self._selectors.update([article.origin.selector] if article.origin.selector else [])
        if article.origin.rule and not result.fell_back:
            self._sums["ruled"] += 1
            self._hits.update(_hits(article))
        self._reasons.update(removal.reason.value for removal in article.removals)
        self._lines.add(kept_lines(article))
        self._lengths.append(len(article.text))
        share = removed_share(article)
        self._shares.extend([] if share is None else [share])

    def close(
        self, found: int, recurring: Iterable[tuple[str, int]], matchers: Collection[str] | None = None
    ) -> SiteStats:
        """The figures: `found` addresses were offered, `recurring` is what the store knows of the site's lines.

        Lines that at least three articles of this very run keep are recurring too, named by the store or not.
        `matchers` are those of the rule as it stands, each as its receipts name it.
        """
        known = {_folded(text): count for text, count in recurring}
        for text, count in self._lines.at_least(LEAST_ARTICLES).items():
            known[text] = max(count, known.get(text, 0))
        return SiteStats(
            site=self._site,
            found=found,
            **self._pages(),
            selectors=dict(self._selectors),
            hits=dict(self._hits),
            removed_share=median(self._shares) if self._shares else None,
            median_length=median(self._lengths) if self._lengths else None,
            recurring=tuple(sorted(known.items(), key=lambda pair: (-pair[1], pair[0]))),
            seconds=self._seconds,
            reasons=dict(self._reasons),
            carried={text: count for text in known if (count := self._lines.count(text))},
            matchers=None if matchers is None else tuple(matchers),
        )

    def _pages(self) -> dict[str, int]:
        """The counts of pages, by the name of their field."""
        counted = {outcome.value: self._outcomes[outcome] for outcome in _COUNTED}
        articles = self._outcomes[Outcome.ARTICLE]
        sums = {name: self._sums[name] for name in ("generic", "fell_back", "ruled")}
        return {**counted, **sums, "articles": articles, "fetched": articles + counted["empty"]}


class _Lines:
    """In how many articles each line stood. Of very many, those seen least are forgotten: they do not recur.

    Nearly all stand in one article alone, so a line is known by its hash (64 bits), and kept once it comes again.
    """

    def __init__(self) -> None:
        self._counts: Counter[int] = Counter()
        self._texts: dict[int, str] = {}

    def add(self, lines: Iterable[str]) -> None:
        for line in lines:
            if len(line) <= _LONGEST_LINE:
                key = hash(line)
                self._counts[key] += 1
                if self._counts[key] == 2:
                    self._texts[key] = line
        seen = 1
        while len(self._counts) > _MOST_LINES:
            self._counts = Counter({key: count for key, count in self._counts.items() if count > seen})
            self._texts = {key: line for key, line in self._texts.items() if key in self._counts}
            seen += 1

    def at_least(self, least: int) -> dict[str, int]:
        """`least` is two or more: the text of what came once is not known."""
        return {line: count for key, line in self._texts.items() if (count := self._counts[key]) >= least}

    def count(self, line: str) -> int:
        return self._counts.get(hash(line), 0)


_COUNTED = (
    Outcome.EMPTY,
    Outcome.UNCHANGED,
    Outcome.BLOCKED,
    Outcome.FAILED,
    Outcome.FORBIDDEN,
    Outcome.GONE,
    Outcome.REFUSED,
)


def kept_lines(article: Article) -> frozenset[str]:
    """The lines of the article's body, white space folded, those without a letter left out."""
    lines = (_folded(line) for block in article.blocks for line in block.text.split("\n"))
    return frozenset(line for line in lines if any(letter.isalpha() for letter in line))


def removed_share(article: Article) -> float | None:
    """How much of the body's characters was taken out, 0 to 1; None where the body had none."""
    kept = sum(len(_folded(block.text)) for block in article.blocks)
    gone = sum(len(_folded(removal.text)) for removal in article.removals)
    return gone / (kept + gone) if kept + gone else None


def _folded(text: str) -> str:
    return " ".join(text.split())


def _hits(article: Article) -> set[str]:
    """The matchers of the site's own rule that fired, as receipts call them."""
    return {removal.rule for removal in article.removals if removal.origin is DecisionOrigin.SITE}
