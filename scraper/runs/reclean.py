"""Clean stored raw pages again with the current rules, without network access, and report what changes."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from datetime import datetime

from scraper.errors import RuleError
from scraper.model import Article, Route
from scraper.rules import registry
from scraper.runs.clean_page import Clean, CleanedPage
from scraper.runs.monitoring.evidence import moment, period
from scraper.runs.store import RawPage, Store

MUCH = 0.1
"""Articles that lose more than this share of their characters are marked for review."""


@dataclass(frozen=True, slots=True)
class Change:
    """How an article changes when its page is cleaned again.

    `before` and `after` are numbers of characters; `before` is None if there was no article, `after` if there is none
    any more, for the reason `why`; the stored one is then kept. `lines` are the changed lines of the text, "- …" for
    removed and "+ …" for added ones; `parts` are the changed fields of the article, such as "title" or "removals".
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
        """The share of characters lost, 0 to 1; 0 if there are more than before."""
        return max(0.0, 1 - (self.after or 0) / self.before) if self.before else 0.0


@dataclass(slots=True)
class Recleaned:
    """The result of a recleaning: numbers of pages, of articles that change, and of those that lose more than `MUCH`.

    `emptied` counts articles that the current rules no longer find, `held` those that only the generic route finds,
    though the rule found the stored ones, `broken` has the faults of rules that do not load. The stored articles of all
    three are kept.
    """

    pages: int = 0
    changed: int = 0
    shrunk: int = 0
    emptied: int = 0
    held: int = 0
    broken: set[str] = field(default_factory=set)

    def count(self, change: Change) -> None:
        """Count an article that changes, or that is no longer found."""
        self.changed += change.after is not None
        self.emptied += change.after is None
        self.shrunk += change.after is not None and change.lost > MUCH

    def line(self, dry: bool) -> str:
        """A summary in one line."""
        parts = [f"{_many(self.changed, 'article')} {'would change' if dry else 'changed'}"]
        if self.shrunk:
            lose = "loses more than a tenth of its" if self.shrunk == 1 else "lose more than a tenth of their"
            parts.append(f"{self.shrunk} of them {lose} text")
        if self.emptied:
            parts.append(f"{_many(self.emptied, 'article')} no longer found and kept as before")
        if self.held:
            parts.append(f"{_many(self.held, 'article')} kept as before because the rule no longer matches the page")
        parts += [f"articles kept as before because their rule is broken: {fault}" for fault in sorted(self.broken)]
        if dry:
            parts.append("nothing was written")
        return f"{_many(self.pages, 'page')} cleaned again: {', '.join(parts)}"


def reclean(
    store: Store,
    now: datetime,
    result: Recleaned,
    *,
    since: datetime | None = None,
    site: str | None = None,
    dry: bool,
    clean: Clean,
    find: Callable[[str], object] | None = None,
    seen: Callable[[RawPage, CleanedPage], None] = lambda page, cleaned: None,
) -> Iterator[Change]:
    """Clean the stored pages again, and yield each change after saving it (not if `dry`) and counting it in `result`.

    `clean` cleans a page, `find` raises the RuleError of a site whose rule is broken, and `seen` is called for each
    page. Raises StoreError if the store fails; changes yielded before are saved.
    """
    for page in store.pages(since=since, site=site):
        result.pages += 1
        try:
            (find or registry.find_rule)(page.url)
        except RuleError as error:  # the generic route must not replace its articles
            result.broken.add(str(error))
            continue
        cleaned = clean(page.body, page.content_type, page.url, page.summary)
        article = cleaned.article
        seen(page, cleaned)
        if article is None and not page.revision:
            continue
        stored = store.article(page.url)
        if stored and article is not None and article.origin.fell_back and stored.article.origin.route is Route.RULE:
            result.held += 1
            continue
        change = _change(page, stored.article if stored else None, article, cleaned.why)
        if change is None:
            continue
        result.count(change)
        if not dry and article is not None:
            store.reclean(page.id, article, now)
        yield change


def why_nothing(store: Store, site: str | None, since: datetime | None, kept: float) -> str:
    """Why there was no page to clean again; `kept` is `keep_pages` in seconds. Raises StoreError."""
    of_site = f" of {site}" if site else ""
    stored, pages = store.amounts(site)
    if not stored and not pages:
        return f"the store holds no article{of_site}: scraper status lists its sites"
    if not pages:
        return (
            f"no raw page{of_site} is left, and {_many(stored, 'article')} stay as they are: keep_pages deletes them"
            f" after {period(kept)}; the pages that are fetched from now on can be cleaned again"
        )
    if since is not None:
        return f"no page{of_site} was fetched since {moment(since)}; leave out --since for all {pages}"
    return f"the raw pages{of_site} are of earlier revisions; the current ones were deleted"


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


def format_change(change: Change) -> str:
    """A change as text, ending in a newline: the URL and the change in length, then the changed lines."""
    if change.before is None:
        size = f"a new article of {change.after} characters"
    elif change.after is None:
        size = f"{change.before} characters, and no article any more ({change.why}); the stored one is kept"
    else:
        size = f"{change.before} → {change.after} characters"
    parts = f"; {', '.join(change.parts)}" if change.parts else ""
    mark = " !" if change.lost > MUCH else ""
    return "".join(
        f"{line}\n" for line in (f"{change.url}:{mark} {size}{parts}", *(f"  {line}" for line in change.lines))
    )


def _many(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
