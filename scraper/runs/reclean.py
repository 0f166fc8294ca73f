"""Kept raw pages cleaned anew by today's rules, without the network: what changes, and what it costs."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime

from scraper.errors import CleanError, NotHtml, TooLarge
from scraper.model import Article
from scraper.runs.store import KeptPage, Store
from scraper.runs.work import clean

MUCH = 0.1
"""An article that would lose more than this share of its characters is one to look at first."""


@dataclass(frozen=True, slots=True)
class Change:
    """What cleaning a page anew makes of its article.

    `before` and `after` are the characters of its text, None where there was or is no article. `lines` are those of the
    text that differ, "- …" for one that goes and "+ …" for one that comes; `parts` names what else differs, such as
    "title" or "removals". `why` says why there is no article any more.
    """

    url: str
    site: str
    before: int | None
    after: int | None
    lines: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    why: str = ""

    @property
    def lost(self) -> float:
        """The share of characters that goes, 0 to 1; 0 where there are more than before."""
        return max(0.0, 1 - (self.after or 0) / self.before) if self.before else 0.0


@dataclass(slots=True)
class Recleaned:
    """How many pages were cleaned anew, how many articles changed, and which lose more than `MUCH` (URLs)."""

    pages: int = 0
    changed: int = 0
    shrunk: tuple[str, ...] = ()

    def line(self, dry: bool) -> str:
        """All of it in one line."""
        change = "would change" if dry else "changed"
        lose = f", {len(self.shrunk)} by more than {MUCH:.0%} of {'its' if len(self.shrunk) == 1 else 'their'} text"
        end = "; nothing was written" if dry else ""
        return f"{_many(self.pages, 'page')} cleaned anew: {_many(self.changed, 'article')} {change}{lose}{end}"


def reclean(
    store: Store, now: datetime, told: Recleaned, *, since: datetime | None = None, site: str | None = None, dry: bool
) -> Iterator[Change]:
    """Clean the kept pages anew, give what changes page by page, and unless `dry` keep it; `told` adds it up.

    Raises RuleError where a rule is broken, StoreError where the store gives out: what was given before is kept.
    """
    for page in store.pages(since=since, site=site):
        told.pages += 1
        stored = store.article(page.url)
        article, why = _cleaned(page)
        change = _change(page, stored.article if stored else None, article, why)
        if change is None:
            continue
        told.changed += 1
        if change.lost > MUCH:
            told.shrunk = (*told.shrunk, change.url)
        if not dry:
            store.reclean(page.id, article, now)
        yield change


def _cleaned(page: KeptPage) -> tuple[Article | None, str]:
    """The article on a page, or why there is none."""
    try:
        return clean(page.body, page.content_type, page.url, page.summary)[0], ""
    except (CleanError, NotHtml, TooLarge) as error:
        return None, error.why


def _change(page: KeptPage, before: Article | None, after: Article | None, why: str) -> Change | None:
    if before == after:
        return None
    old, new = before.text if before else None, after.text if after else None
    return Change(
        page.url,
        page.site,
        None if old is None else len(old),
        None if new is None else len(new),
        tuple(_changed_lines(old or "", new or "")),
        tuple(_parts(before, after)) if before and after else (),
        why,
    )


def _changed_lines(old: str, new: str) -> Iterator[str]:
    diff = difflib.unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=0)
    for number, line in enumerate(diff):
        if number > 1 and not line.startswith("@@") and line[1:].strip():
            yield f"{line[0]} {line[1:]}"


def _parts(before: Article, after: Article) -> Iterator[str]:
    for field in fields(Article):
        if field.name != "blocks" and getattr(before, field.name) != getattr(after, field.name):
            yield field.name


def shown(change: Change) -> str:
    """A change as lines of text, ending in a newline: the address and what it costs, then the lines."""
    if change.before is None:
        cost = f"an article of {change.after} characters now"
    elif change.after is None:
        cost = f"no article any more, of {change.before} characters: {change.why}"
    else:
        cost = f"{change.before} → {change.after} characters"
    also = f"; {', '.join(change.parts)}" if change.parts else ""
    mark = " !" if change.lost > MUCH else ""
    return "".join(
        f"{line}\n" for line in (f"{change.url}:{mark} {cost}{also}", *(f"  {line}" for line in change.lines))
    )


def _many(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
