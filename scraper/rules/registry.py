"""Find the site rule for a URL. All rules are found through entry points of the group `scraper.site_rules`.

An entry point names a module, or a package in which every module without a leading underscore has a `RULE`. For a
domain, rules of other distributions take precedence over those of this one; two rules of equal precedence conflict.
A rule that does not load, or conflicts, affects only its own site.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
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
    """A rule module that does not load: the error, and the domains of its rule."""

    error: RuleError
    domains: tuple[str, ...]


@cache
def load_modules() -> tuple[tuple[NamedRule, ...], tuple[BrokenRule, ...]]:
    """Every rule that loads and every module that does not, sorted by module."""
    from importlib.metadata import entry_points

    items = (item for point in entry_points(group=GROUP) for item in rules_in(point.module, ours=_is_ours(point)))
    found = {item.module if isinstance(item, NamedRule) else item.error.module: item for item in items}
    ordered = [found[module] for module in sorted(found)]
    return (
        tuple(item for item in ordered if isinstance(item, NamedRule)),
        tuple(item for item in ordered if isinstance(item, BrokenRule)),
    )


def installed_rules() -> tuple[NamedRule, ...]:
    """All rules that load, sorted by module."""
    return load_modules()[0]


def rule_faults() -> tuple[RuleError, ...]:
    """The errors in the installed rules: modules that do not load, and domains that two rules claim."""
    errors = [broken.error for broken in load_modules()[1]]
    errors += [error for error in rules_by_domain().values() if isinstance(error, RuleConflict)]
    return tuple(dict.fromkeys(errors))


@cache
def rules_by_domain() -> Mapping[str, NamedRule | RuleError]:
    """Domain → its rule, or the error in it."""
    return domain_table(*load_modules())


def domain_table(rules: Iterable[NamedRule], broken: Iterable[BrokenRule] = ()) -> dict[str, NamedRule | RuleError]:
    """As `rules_by_domain`, for any rules. A rule that loads takes precedence over a broken one."""
    table: dict[str, NamedRule | RuleError] = {domain: each.error for each in broken for domain in each.domains}
    for named in sorted(rules, key=lambda named: not named.ours):
        for domain in named.rule.domains:
            other = table.get(domain)
            if isinstance(other, RuleConflict):
                continue
            if isinstance(other, NamedRule) and other.ours == named.ours:
                why = f"{domain} is also claimed by {other.module}: remove one of the rules"
                table[domain] = RuleConflict(named.module, why)
            else:
                table[domain] = named
    return table


def find_rule(url: str | None, table: Mapping[str, NamedRule | RuleError] | None = None) -> NamedRule | None:
    """The rule with the longest domain that the host of `url` ends in; None for an unknown host or no URL.

    `table` is a result of `domain_table`, without it that of the installed rules. Raises that site's RuleError if its
    rule does not load, or if two rules claim its domain.
    """
    if not url:
        return None
    if not isinstance(url, str):
        raise TypeError(f"the URL must be a str, not {type(url).__name__}")
    table = rules_by_domain() if table is None else table
    host = host_of(url)
    while host:
        found = table.get(host)
        if isinstance(found, RuleError):
            raise found
        if found is not None:
            return found
        host = host.partition(".")[2]
    return None


def load_module(
    name: str, *, ours: bool = False, load: Callable[[str], ModuleType] = importlib.import_module
) -> NamedRule | None:
    """The rule in module `name`, or None if it has no `RULE`. Raises InvalidRule, which names the module.

    `load` gives the module of a name.
    """
    try:
        module = load(name)
    except RuleError:
        raise
    except TypeError as error:
        raise InvalidRule(name, f"a field is misspelt or missing: {error}") from error
    except Exception as error:  # the code of a third-party module can raise anything
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
    """Raise InvalidRule, which names `module`, if a selector of `rule` is not valid CSS."""
    for field, selector in _selectors(rule):
        fault = selector_fault(selector)
        if fault:
            raise InvalidRule(module, f"{field}= {fault}")


def _selectors(rule: SiteRule) -> Iterator[tuple[str, str]]:
    for field in ("body", "title", "subtitle", "authors", "published", "section"):
        for selector in getattr(rule, field):
            yield field, selector
    for matcher in rule.remove:
        if matcher.selector:
            yield "remove", matcher.selector


def _is_ours(point: EntryPoint) -> bool:
    return point.dist is not None and point.dist.name == DISTRIBUTION


def rules_in(module: str, *, ours: bool = False) -> Iterator[NamedRule | BrokenRule]:
    """The rule of a module, or those in a package."""
    for name in _module_names(module):
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
    """The module `name`, or the modules in the package `name`."""
    try:
        spec = find_spec(name)
    except (ImportError, ValueError):
        spec = None
    if spec is None or spec.submodule_search_locations is None:
        return [name]
    return [info.name for info in pkgutil.iter_modules(spec.submodule_search_locations, f"{name}.")]


def _claimed(name: str) -> tuple[str, ...]:
    """The domains of a module that does not load: those in its source, or else the one in its name."""
    try:
        spec = find_spec(name)
        source = getattr(spec.loader, "get_source", lambda _: "")(name) if spec is not None else ""
    except (ImportError, SyntaxError, ValueError):
        source = ""
    return claimed_in(source or "") or (name.rpartition(".")[2].replace("_", "."),)


def claimed_in(source: str) -> tuple[str, ...]:
    """The domains in the source of a rule that does not load."""
    try:
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.keyword) and node.arg == "domains":
                domains = ast.literal_eval(node.value)
                return tuple(str(domain) for domain in domains)
    except (SyntaxError, TypeError, ValueError):
        pass
    return ()
