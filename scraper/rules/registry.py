"""URL → site rule. Rules are found through entry points of group `scraper.site_rules`, ours and third parties' alike.

An entry point names a package; every module in it that does not begin with an underscore holds one `RULE`. It may also
name a single such module. Rules of other distributions beat ours for a domain; two of theirs on one domain conflict.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scraper.errors import InvalidRule, RuleConflict
from scraper.html.dom import selector_fault
from scraper.rules import SiteRule

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "scraper.site_rules"
OURS = "bodycopy"
_LONGEST_HOST = 253


@dataclass(frozen=True, slots=True)
class Entry:
    """A site rule and where it was found; `about` is the first line of its module's docstring."""

    module: str
    rule: SiteRule
    about: str
    ours: bool

    @property
    def site(self) -> str:
        """The short name of the site: that of its module, and of its folder of recorded cases."""
        return self.module.rpartition(".")[2]


@cache
def entries() -> tuple[Entry, ...]:
    """All rules, sorted by module. Raises InvalidRule or RuleConflict, naming the module."""
    from importlib.metadata import entry_points

    found = [entry for point in entry_points(group=GROUP) for entry in _load(point)]
    unique = {entry.module: entry for entry in found}
    return tuple(sorted(unique.values(), key=lambda entry: entry.module))


@cache
def domains() -> dict[str, Entry]:
    """Domain → rule. Raises RuleConflict where two rules of the same standing claim one."""
    return by_domain(entries())


def by_domain(found: Iterable[Entry]) -> dict[str, Entry]:
    """The table behind `domains()`, for any rules."""
    table: dict[str, Entry] = {}
    for entry in sorted(found, key=lambda entry: not entry.ours):
        for domain in entry.rule.domains:
            other = table.get(domain)
            if other is not None and other.ours == entry.ours:
                raise RuleConflict(entry.module, f"{domain} is claimed by {other.module} too: remove one of them")
            table[domain] = entry
    return table


def find(url: str | None) -> Entry | None:
    """The rule for the host of `url`: that of the longest domain it ends in. None for an unknown host or no URL."""
    if not url:
        return None
    if not isinstance(url, str):
        raise TypeError(f"the URL must be a str, and is a {type(url).__name__}")
    table = domains()
    host = host_of(url)
    while host:
        if host in table:
            return table[host]
        host = host.partition(".")[2]
    return None


def rule_of(url: str | None) -> tuple[SiteRule | None, str]:
    """The rule that `find` finds, and the module it stands in; None and "" where there is none."""
    entry = find(url)
    return (entry.rule, entry.module) if entry is not None else (None, "")


def host_of(url: str) -> str:
    """The host of `url`, lower case; "" where it has none."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""
    return host if len(host) <= _LONGEST_HOST else ""


def load_module(name: str, *, ours: bool = False) -> Entry | None:
    """The rule in module `name`; None where it has no `RULE`. Raises InvalidRule with the module named."""
    try:
        module = importlib.import_module(name)
    except TypeError as error:
        raise InvalidRule(name, f"a field is misspelt or missing: {error}") from error
    except (ImportError, NameError, SyntaxError) as error:
        raise InvalidRule(name, f"the module does not load: {error}") from error
    return _entry(module, ours)


def _entry(module: ModuleType, ours: bool) -> Entry | None:
    rule = getattr(module, "RULE", None)
    if rule is None:
        return None
    if not isinstance(rule, SiteRule):
        raise InvalidRule(module.__name__, f"RULE must be a SiteRule, and is a {type(rule).__name__}")
    for field, selector in _selectors(rule):
        fault = selector_fault(selector)
        if fault:
            raise InvalidRule(module.__name__, f"{field}= holds {fault}")
    about = (module.__doc__ or "").strip().splitlines()
    return Entry(module.__name__, rule, about[0] if about else "", ours)


def _selectors(rule: SiteRule) -> Iterator[tuple[str, str]]:
    for field in ("body", "title", "subtitle", "authors", "published", "section"):
        for selector in getattr(rule, field):
            yield field, selector
    for matcher in rule.remove:
        if matcher.selector:
            yield "remove", matcher.selector


def _load(point: EntryPoint) -> Iterator[Entry]:
    ours = point.dist is not None and point.dist.name == OURS
    module = importlib.import_module(point.module)
    names = [module.__name__]
    if hasattr(module, "__path__"):
        names = [info.name for info in pkgutil.iter_modules(module.__path__, f"{module.__name__}.")]
    for name in names:
        if not name.rpartition(".")[2].startswith("_"):
            entry = load_module(name, ours=ours)
            if entry is not None:
                yield entry
