"""Changes of a dry recleaning in groups: by site, by how the text changes, and by the fields that change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from scraper.runs.monitoring.evidence import count
from scraper.runs.reclean import MUCH, Change

_MOST_LINES = 5
_MOST_URLS = 3
_MOST_OF_LINE = 500

_LOST, _GONE, _SHORTER, _LONGER, _REWORDED, _NEW, _SAME = (
    "! more than a tenth of the text would go", "no article any more, so the stored ones stay", "shorter text",
    "longer text", "other text of the same length", "a new article", "the same text",
)  # fmt: skip
_ORDER = (_LOST, _GONE, _SHORTER, _LONGER, _REWORDED, _NEW, _SAME)


def _kind(change: Change) -> str:
    """How the text changes."""
    if change.after is None:
        return _GONE
    if change.before is None:
        return _NEW
    if change.lost > MUCH:
        return _LOST
    if change.before != change.after:
        return _SHORTER if change.after < change.before else _LONGER
    return _REWORDED if change.lines else _SAME


@dataclass(slots=True)
class _Group:
    number: int = 0
    lines: Counter[str] = field(default_factory=Counter)
    whys: Counter[str] = field(default_factory=Counter)
    urls: list[str] = field(default_factory=list)

    def add(self, change: Change) -> None:
        self.number += 1
        self.lines.update({_shortened(line) for line in change.lines})
        self.whys.update([change.why] if change.why else [])
        if len(self.urls) < _MOST_URLS:
            self.urls.append(change.url)


def _shortened(line: str) -> str:
    return line if len(line) <= _MOST_OF_LINE else f"{line[:_MOST_OF_LINE]} …"


@dataclass(slots=True)
class ChangeGroups:
    """Counts changes; `text` shows them. Only counts, lines and a few URLs are kept."""

    sites: dict[str, dict[tuple[str, tuple[str, ...]], _Group]] = field(default_factory=dict)

    def add(self, change: Change) -> None:
        """Count a change in its group."""
        groups = self.sites.setdefault(change.site, {})
        groups.setdefault((_kind(change), change.parts), _Group()).add(change)

    def text(self) -> str:
        """The groups as lines, the gravest of each site first; "" without a change."""
        return "".join(f"{line}\n" for site in sorted(self.sites) for line in self._site(site))

    def _site(self, site: str) -> Iterator[str]:
        groups = self.sites[site]
        yield f"{site}: {count(sum(group.number for group in groups.values()), 'article')}"
        for (kind, parts), group in sorted(
            groups.items(), key=lambda item: (_ORDER.index(item[0][0]), -item[1].number)
        ):
            changed = f"; {', '.join(parts)}" if parts else ""
            yield f"  {count(group.number, 'article')}: {kind}{changed}"
            yield from (f"    {number} × {why}" for why, number in group.whys.most_common(_MOST_LINES))
            lines = sorted(group.lines.items(), key=lambda item: (-item[1], item[0]))
            yield from (f"    {number} × {line}" for line, number in lines[:_MOST_LINES])
            if len(lines) > _MOST_LINES:
                yield f"    and {count(len(lines) - _MOST_LINES, 'more line')}"
            yield from (f"    {url}" for url in group.urls)
            if group.number > len(group.urls):
                yield f"    and {count(group.number - len(group.urls), 'more article')}"
