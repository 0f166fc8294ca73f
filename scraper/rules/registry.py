"""URL → site rule. Rules are found through entry points of group `scraper.site_rules`, ours and third parties' alike.

An entry point names a package; every module in it that does not begin with an underscore holds one `RULE`. It may also
name a single such module. Rules of other distributions win over ours for a domain; two of theirs conflict.
A rule that does not load, or conflicts, costs its own site its rule and no other site anything.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from types import ModuleType
from typing import TYPE_CHECKING

from scraper.errors import InvalidRule, RuleConflict, RuleError
from scraper.html.dom import selector_fault
from scraper.rules import NamedRule, SiteRule
from scraper.urls import host_of

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "scraper.site_rules"
DISTRIBUTION = "bodycopy"


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """A rule module that does not load: the error, and the domains whose rule it would have held."""

    error: RuleError
    domains: tuple[str, ...]


@cache
def load_modules() -> tuple[tuple[NamedRule, ...], tuple[BrokenRule, ...]]:
    """Every rule that loads, sorted by module, and every module that does not."""
    from importlib.metadata import entry_points

    found = {item.module if isinstance(item, NamedRule) else item.error.module: item
             for point in entry_points(group=GROUP) for item in _load(point)}  # fmt: skip
    ordered = [found[module] for module in sorted(found)]
    return (
        tuple(item for item in ordered if isinstance(item, NamedRule)),
        tuple(item for item in ordered if isinstance(item, BrokenRule)),
    )


def installed_rules() -> tuple[NamedRule, ...]:
    """All rules that load, sorted by module."""
    return load_modules()[0]


def rule_faults() -> tuple[RuleError, ...]:
    """What is wrong with the installed rules: modules that do not load, and domains that two rules claim."""
    errors = [broken.error for broken in load_modules()[1]]
    errors += [error for error in rules_by_domain().values() if isinstance(error, RuleConflict)]
    return tuple(dict.fromkeys(errors))


@cache
def rules_by_domain() -> Mapping[str, NamedRule | RuleError]:
    """Domain → its rule, or what is wrong with it."""
    return domain_table(*load_modules())


def domain_table(rules: Iterable[NamedRule], broken: Iterable[BrokenRule] = ()) -> dict[str, NamedRule | RuleError]:
    """The table behind `rules_by_domain`, for any rules. A broken rule gives way to one that loads."""
    table: dict[str, NamedRule | RuleError] = {domain: each.error for each in broken for domain in each.domains}
    for named in sorted(rules, key=lambda named: not named.ours):
        for domain in named.rule.domains:
            other = table.get(domain)
            if isinstance(other, RuleConflict):
                continue
            if isinstance(other, NamedRule) and other.ours == named.ours:
                why = f"{domain} is claimed by {other.module} too: remove one of them"
                table[domain] = RuleConflict(named.module, why)
            else:
                table[domain] = named
    return table


def find_rule(url: str | None) -> NamedRule | None:
    """The rule for the host of `url`: that of the longest domain it ends in. None for an unknown host or no URL.

    Raises the RuleError of that site where its rule does not load, or where two rules claim its domain.
    """
    if not url:
        return None
    if not isinstance(url, str):
        raise TypeError(f"the URL must be a str, not {type(url).__name__}")
    table = rules_by_domain()
    host = host_of(url)
    while host:
        found = table.get(host)
        if isinstance(found, RuleError):
            raise found
        if found is not None:
            return found
        host = host.partition(".")[2]
    return None


def load_module(name: str, *, ours: bool = False) -> NamedRule | None:
    """The rule in module `name`; None where it has no `RULE`. Raises InvalidRule with the module named."""
    try:
        module = importlib.import_module(name)
    except RuleError:
        raise
    except TypeError as error:
        raise InvalidRule(name, f"a field is misspelt or missing: {error}") from error
    except Exception as error:  # a module of anybody's, which may fail in any way when it is run
        raise InvalidRule(name, f"the module does not load: {type(error).__name__}: {error}") from error
    return _named(module, ours)


def _named(module: ModuleType, ours: bool) -> NamedRule | None:
    rule = getattr(module, "RULE", None)
    if rule is None:
        return None
    if not isinstance(rule, SiteRule):
        raise InvalidRule(module.__name__, f"RULE must be a SiteRule, not {type(rule).__name__}")
    check_selectors(rule, module.__name__)
    about = (module.__doc__ or "").strip().splitlines()
    return NamedRule(module.__name__, rule, about[0] if about else "", ours)


@lru_cache(maxsize=1_024)
def check_selectors(rule: SiteRule, module: str = "") -> None:
    """Raise InvalidRule, with `module` named, where a selector of `rule` is not CSS."""
    for field, selector in _selectors(rule):
        fault = selector_fault(selector)
        if fault:
            raise InvalidRule(module, f"{field}= holds {fault}")


def _selectors(rule: SiteRule) -> Iterator[tuple[str, str]]:
    for field in ("body", "title", "subtitle", "authors", "published", "section"):
        for selector in getattr(rule, field):
            yield field, selector
    for matcher in rule.remove:
        if matcher.selector:
            yield "remove", matcher.selector


def _load(point: EntryPoint) -> Iterator[NamedRule | BrokenRule]:
    ours = point.dist is not None and point.dist.name == DISTRIBUTION
    for name in _module_names(point.module):
        if name.rpartition(".")[2].startswith("_"):
            continue
        try:
            named = load_module(name, ours=ours)
        except RuleError as error:
            yield BrokenRule(error, _claimed(name))
        else:
            if named is not None:
                yield named


def _module_names(name: str) -> list[str]:
    """The module that an entry point names, or the modules in the package that it names."""
    try:
        spec = find_spec(name)
    except (ImportError, ValueError):
        spec = None
    if spec is None or spec.submodule_search_locations is None:
        return [name]
    return [info.name for info in pkgutil.iter_modules(spec.submodule_search_locations, f"{name}.")]


def _claimed(name: str) -> tuple[str, ...]:
    """The domains that a module which does not load would have claimed: those in its source, else those in its name."""
    try:
        spec = find_spec(name)
        source = getattr(spec.loader, "get_source", lambda _: "")(name) if spec is not None else ""
        for node in ast.walk(ast.parse(source or "")):
            if isinstance(node, ast.keyword) and node.arg == "domains":
                domains = ast.literal_eval(node.value)
                return tuple(str(domain) for domain in domains)
    except (ImportError, SyntaxError, TypeError, ValueError):
        pass
    return (name.rpartition(".")[2].replace("_", "."),)
