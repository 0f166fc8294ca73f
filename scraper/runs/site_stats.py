"""The figures of one site in one run, which the store saves, monitoring compares and the report plots."""

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
"""A line is recurring if at least so many distinct articles keep it."""
_MAX_LENGTH = 1000
_MAX_LINES = 5000


@dataclass(frozen=True, slots=True)
class SiteStats:
    """One site in one run. Counts are of pages, except `found` (URLs that the sources list) and `reasons` (removals).

    `fetched` is `articles` + `empty`. `generic` counts the articles whose body the generic route or the second opinion
    chose, `fell_back` those of them whose site has a rule. `ruled` counts the articles whose body a rule found and its
    matchers cleaned, `hits` counts these by the matcher that fired, `selectors` articles by the `body` selector that
    matched, `carried` articles by the recurring line that they keep. `removed_share` is the median share of characters
    removed from a body (0 to 1), `median_length` the median number kept; both None without articles. `recurring` are
    lines that at least three distinct articles of the site keep, with their number over all runs. `seconds` is the
    total time of the requests. `matchers` are those of the site's current rule, None if unknown.
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
    declined: int = 0

    def to_dict(self) -> dict[str, Any]:
        """As values that JSON can represent."""
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
        """The inverse of `to_dict`. Missing fields get their default, unknown ones are ignored."""
        known = {item.name: data[item.name] for item in fields(cls) if item.name in data}
        recurring = tuple((str(text), int(count)) for text, count in known.get("recurring", ()))
        matchers = None if known.get("matchers") is None else tuple(known["matchers"])
        return cls(**{**known, "recurring": recurring, "matchers": matchers})


class SiteStatsBuilder:
    """Count the pages of one site in one run as they arrive, in bounded memory."""

    def __init__(self, site: str) -> None:
        self._site = site
        self._outcomes: Counter[Outcome] = Counter()
        self._sums: Counter[str] = Counter()
        self._selectors: Counter[str] = Counter()
        self._hits: Counter[str] = Counter()
        self._reasons: Counter[str] = Counter()
        self._lines: Counter[str] = Counter()
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
        self._add_lines(kept_lines(article))
        self._lengths.append(len(article.text))
        share = removed_share(article)
        self._shares.extend([] if share is None else [share])

    def close(
        self, found: int, recurring: Iterable[tuple[str, int]], matchers: Collection[str] | None = None
    ) -> SiteStats:
        """The figures, given the number of URLs `found` and the `recurring` lines that the store knows.

        Lines that at least three articles of this run keep are recurring too. `matchers` are those of the current
        rule, as removals name them.
        """
        known = {_folded(text): count for text, count in recurring}
        for text, count in self._lines.items():
            if count >= LEAST_ARTICLES:
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
            carried={text: count for text in known if (count := self._lines[text])},
            matchers=None if matchers is None else tuple(matchers),
        )

    def _pages(self) -> dict[str, int]:
        """Field → number of pages."""
        counted = {outcome.value: self._outcomes[outcome] for outcome in Outcome if outcome is not Outcome.ARTICLE}
        articles = self._outcomes[Outcome.ARTICLE]
        sums = {name: self._sums[name] for name in ("generic", "fell_back", "ruled")}
        return {**counted, **sums, "articles": articles, "fetched": articles + counted["empty"]}

    def _add_lines(self, lines: Iterable[str]) -> None:
        """Count the articles of each line; if there are too many lines, drop the rarest, which do not recur."""
        self._lines.update(line for line in lines if len(line) <= _MAX_LENGTH)
        rarest = 1
        while len(self._lines) > _MAX_LINES:
            self._lines = Counter({line: count for line, count in self._lines.items() if count > rarest})
            rarest += 1


def kept_lines(article: Article) -> frozenset[str]:
    """The lines of the article's body that contain a letter, with white space collapsed."""
    lines = (_folded(line) for block in article.blocks for line in block.text.split("\n"))
    return frozenset(line for line in lines if any(letter.isalpha() for letter in line))


def removed_share(article: Article) -> float | None:
    """The share of the body's characters that was removed, 0 to 1; None if the body was empty."""
    kept = sum(len(_folded(block.text)) for block in article.blocks)
    removed = sum(len(_folded(removal.text)) for removal in article.removals)
    return removed / (kept + removed) if kept + removed else None


def _folded(text: str) -> str:
    return " ".join(text.split())


def _hits(article: Article) -> set[str]:
    """The matchers of the site's rule that fired, as removals name them."""
    return {removal.rule for removal in article.removals if removal.origin is DecisionOrigin.SITE}
