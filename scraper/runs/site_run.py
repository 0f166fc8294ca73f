"""What one run saw of one site, as figures: kept by the store, compared by the audit, plotted by the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from statistics import median
from typing import Any

from scraper.model import Article
from scraper.runs.values import Outcome, Result

LEAST_ARTICLES = 3
"""In how many distinct articles a kept line must stand to be called recurring."""


@dataclass(frozen=True, slots=True)
class SiteRun:
    """One site in one run. All counts are of pages, but for `found` (addresses) and `reasons` (removals).

    `found` is what the sources offered of the site, `fetched` the pages that came and were read: `articles` + `empty`.
    `generic` are the articles whose body the generic route or the second opinion chose, `fell_back` those of them for
    which there is a rule. `selectors` counts articles by the rule's `body` selector that matched, `hits` by the matcher
    of the rule that fired in them, `carried` by the recurring line that they keep. `reasons` counts removals.
    `removed_share` is the median over the articles of the share of characters that left the body (0 to 1),
    `median_length` that of the characters kept; both None without articles. `recurring` are lines that at least three
    distinct articles of the site keep, with their number over all runs. `seconds` is the time the requests took.
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

    def to_dict(self) -> dict[str, Any]:
        """Plain dicts, lists, strings and numbers, ready for JSON."""
        plain: dict[str, Any] = {}
        for item in fields(self):
            value = getattr(self, item.name)
            plain[item.name] = dict(value) if isinstance(value, Mapping) else value
        return {**plain, "recurring": [list(pair) for pair in self.recurring]}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> SiteRun:
        """The inverse of `to_dict`. A field that `data` lacks has its default, one that is not known is left out."""
        known = {item.name: data[item.name] for item in fields(cls) if item.name in data}
        recurring = tuple((str(text), int(count)) for text, count in known.get("recurring", ()))
        return cls(**{**known, "recurring": recurring})


def tally(site: str, found: int, results: Sequence[Result], recurring: Iterable[tuple[str, int]]) -> SiteRun:
    """The figures of `site` in one run: `results` are all of its pages, `recurring` what the store knows of its lines.

    Lines that at least three articles of this very run keep are recurring too, whether or not the store names them.
    """
    outcomes = Counter(result.fetched.outcome for result in results)
    articles = [result.article for result in results if result.article is not None]
    lines = Counter(line for article in articles for line in kept_lines(article))
    known = {_folded(text): count for text, count in recurring}
    known |= {text: max(count, known.get(text, 0)) for text, count in lines.items() if count >= LEAST_ARTICLES}
    shares = [share for article in articles if (share := removed_share(article)) is not None]
    return SiteRun(
        site=site,
        found=found,
        fetched=outcomes[Outcome.ARTICLE] + outcomes[Outcome.EMPTY],
        articles=outcomes[Outcome.ARTICLE],
        **{outcome.value: outcomes[outcome] for outcome in _COUNTED},
        generic=sum(1 for result in results if result.article and _generic(result)),
        fell_back=sum(1 for result in results if result.article and _fell_back(result)),
        selectors=Counter(article.selector for article in articles if article.selector),
        hits=Counter(rule for article in articles for rule in _hits(article)),
        removed_share=median(shares) if shares else None,
        median_length=float(median(len(article.text) for article in articles)) if articles else None,
        recurring=tuple(sorted(known.items(), key=lambda pair: (-pair[1], pair[0]))),
        seconds=sum(result.fetched.seconds for result in results),
        reasons=Counter(removal.reason.value for article in articles for removal in article.removals),
        carried={text: lines[text] for text in known if text in lines},
    )


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


def _fell_back(result: Result) -> bool:
    source = result.article.source if result.article else ""
    return result.fell_back or (source.startswith("rule:") and source.endswith("+generic"))


def _generic(result: Result) -> bool:
    return result.article is not None and (_fell_back(result) or not result.article.source.startswith("rule:"))


def _hits(article: Article) -> set[str]:
    """The matchers of the site's own rule that fired: its receipts begin with the name of its module."""
    if not article.source.startswith("rule:"):
        return set()
    module = article.source.removeprefix("rule:").removesuffix("+generic")
    return {removal.rule for removal in article.removals if removal.rule.startswith(f"{module}: ")}
