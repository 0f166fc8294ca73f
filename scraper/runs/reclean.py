"""Clean kept raw pages again by today's rules, without the network: what changes, and what it costs."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import datetime

from scraper.errors import RuleError
from scraper.model import Article
from scraper.rules import registry
from scraper.runs.clean_page import clean_page
from scraper.runs.store import RawPage, Store

MUCH = 0.1
"""An article that would lose more than this share of its characters is one to look at first."""


@dataclass(frozen=True, slots=True)
class Change:
    """What cleaning a page anew makes of its article.

    `before` and `after` are the characters of its text; `before` is None where there was no article, `after` where
    there is none any more, as `why` says: then what is stored stays. `lines` are those of the text that differ, "- …"
    for one that goes and "+ …" for one that comes; `parts` names what else differs, such as "title" or "removals".
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
    """Counts of a recleaning: pages, articles that change, and those of them that lose more than `MUCH`.

    `emptied` counts articles that today's rules do not find in their page; they stay as they are. `broken` are the
    faults of rules that do not load; the articles of their sites stay as they are, too.
    """

    pages: int = 0
    changed: int = 0
    shrunk: int = 0
    emptied: int = 0
    broken: set[str] = field(default_factory=set)

    def line(self, dry: bool) -> str:
        """All of it in one line."""
        parts = [f"{_many(self.changed, 'article')} {'would change' if dry else 'changed'}"]
        if self.shrunk:
            lose = "loses more than a tenth of its" if self.shrunk == 1 else "lose more than a tenth of their"
            parts.append(f"{self.shrunk} of them {lose} text")
        if self.emptied:
            parts.append(f"{_many(self.emptied, 'article')} not found any more and kept as before")
        parts += [f"left alone, since its rule is broken: {fault}" for fault in sorted(self.broken)]
        if dry:
            parts.append("nothing was written")
        return f"{_many(self.pages, 'page')} cleaned again: {', '.join(parts)}"


def reclean(
    store: Store, now: datetime, told: Recleaned, *, since: datetime | None = None, site: str | None = None, dry: bool
) -> Iterator[Change]:
    """Clean the kept pages again, yield what changes page by page, and unless `dry` save it; `told` adds it up.

    Raises StoreError where the store fails: what was yielded before is saved.
    """
    for page in store.pages(since=since, site=site):
        told.pages += 1
        try:
            registry.find_rule(page.url)
        except RuleError as error:  # its articles must not be replaced by those of the generic route
            told.broken.add(str(error))
            continue
        came = clean_page(page.body, page.content_type, page.url, page.summary)
        article = came.article
        if article is None and not page.revision:
            continue
        stored = store.article(page.url)
        change = _change(page, stored.article if stored else None, article, came.why)
        if change is None:
            continue
        told.changed += article is not None
        told.emptied += article is None
        told.shrunk += article is not None and change.lost > MUCH
        if not dry and article is not None:
            store.reclean(page.id, article, now)
        yield change


def _change(page: RawPage, before: Article | None, after: Article | None, why: str) -> Change | None:
    if before == after:
        return None
    old, new = before.text if before else None, after.text if after else None
    return Change(
        page.url,
        page.site,
        None if old is None else len(old),
        None if new is None else len(new),
        tuple(_changed_lines(old or "", new)) if new is not None else (),
        tuple(_parts(before, after)) if before and after else (),
        why,
    )


def _changed_lines(old: str, new: str) -> Iterator[str]:
    diff = difflib.unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=0)
    for number, line in enumerate(diff):
        if number > 1 and not line.startswith("@@") and line[1:].strip():
            yield f"{line[0]} {line[1:]}"


def _parts(before: Article, after: Article) -> Iterator[str]:
    for part in fields(Article):
        if part.name != "blocks" and getattr(before, part.name) != getattr(after, part.name):
            yield part.name


def shown(change: Change) -> str:
    """A change as lines of text, ending in a newline: the address and what it costs, then the lines."""
    if change.before is None:
        cost = f"an article of {change.after} characters now"
    elif change.after is None:
        cost = f"{change.before} characters, and no article any more ({change.why}); it stays as it is"
    else:
        cost = f"{change.before} → {change.after} characters"
    also = f"; {', '.join(change.parts)}" if change.parts else ""
    mark = " !" if change.lost > MUCH else ""
    return "".join(
        f"{line}\n" for line in (f"{change.url}:{mark} {cost}{also}", *(f"  {line}" for line in change.lines))
    )


def _many(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
