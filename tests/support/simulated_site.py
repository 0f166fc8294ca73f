"""Simulated sites whose runs vary like those of real sites, and which can change or fail."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from scraper.runs.site_stats import SiteStats

STORY, FEATURE = "div.story", "div.feature"
MATCHERS = {"rule: newsletter('p.tide-letter')": 0.98, "rule: ad('div.mpu')": 1.0, "rule: related('aside.more')": 0.55}
LINES = {"Analysis": 0.5, "What we know so far": 0.08, "Reporting by the harbour desk": 0.25}
PITCH = "Get the tide table in your inbox every morning."


@dataclass
class SimulatedSite:
    """One site: `pages` new pages a run on average, a share `empty` of them without an article, a share `long` long.

    `day` returns the next run. Its arguments are events: `redesign` (the rule's selectors match nothing), with it
    `strict` (the generic route finds no article either), `template` (another selector of the rule matches), `pitch`
    (the share of articles that keep a promotion), `dead` (a matcher that matches nothing), `blocked` (the share of
    pages that are refused), `cut` (the factor by which bodies are longer).
    """

    name: str = "harbourpost.example"
    seed: int = 1
    pages: float = 14
    empty: float = 0.02
    long: float = 0.5
    ruled: float = 0.97
    runs: list[SiteStats] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.random = random.Random(f"{self.name} {self.seed}")
        self.seen: Counter[str] = Counter()

    def after(self, days: int) -> SimulatedSite:
        """Add runs for `days` days without events."""
        for _ in range(days):
            self.day()
        return self

    @property
    def history(self) -> Sequence[SiteStats]:
        """All runs except the last, newest first."""
        return self.runs[-2::-1]

    def day(
        self,
        *,
        redesign: bool = False,
        strict: bool = False,
        template: str = "",
        pitch: float = 0.0,
        dead: str = "",
        blocked: float = 0.0,
        cut: float = 1.0,
        pages: int | None = None,
    ) -> SiteStats:
        chance = self.random
        shift, total = chance.gauss(0, 0.1), self._pages() if pages is None else pages
        shut = self._of(total, blocked or 0.01)
        read = total - shut
        articles = 0 if strict else sum(chance.random() >= self.empty for _ in range(read))
        selectors = [] if redesign else [self._selector(template) for _ in range(articles)]
        matched = Counter(filter(None, selectors))
        ruled = sum(matched.values())
        lengths = [self._length() * cut * math.exp(shift) for _ in range(articles)]
        hits = {name: self._of(ruled, share) for name, share in MATCHERS.items() if name != dead}
        carried = {line: self._of(articles, share) for line, share in {**LINES, PITCH: pitch}.items()}
        self.seen.update(carried)
        recurring = tuple((line, count) for line, count in self.seen.most_common() if count >= 3)
        run = SiteStats(
            self.name, 30, read, articles, read - articles, chance.randrange(4), shut, int(chance.random() < 0.1),
            articles - ruled, articles - ruled, dict(matched), {name: count for name, count in hits.items() if count},
            min(0.9, median(chance.gauss(0.12, 0.05) for _ in lengths)) if lengths else None,
            median(lengths) if lengths else None, recurring, total * 0.4,
            reasons={"newsletter": ruled, "ad": 3 * ruled, "related": ruled // 2, "byline": articles},
            carried={line: carried[line] for line, _ in recurring if carried.get(line)}, ruled=ruled,
        )  # fmt: skip
        self.runs.append(run)
        return run

    def _pages(self) -> int:
        weekend = len(self.runs) % 7 in (5, 6)
        return min(self._of(200, self.pages * (0.5 if weekend else 1.0) / 200), 50)

    def _of(self, number: int, share: float) -> int:
        return sum(self.random.random() < share for _ in range(number))

    def _selector(self, template: str) -> str:
        if self.random.random() >= self.ruled:
            return ""
        return template or (STORY if self.random.random() < 0.95 else FEATURE)

    def _length(self) -> float:
        return math.exp(self.random.gauss(math.log(7000 if self.random.random() < self.long else 1600), 0.5))
