"""Rules of a caller: in TOML and Python files, in folders of them, in modules, or as values.

A TOML file says what a `SiteRule` says, with the same words::

    about = "The Harbour Post (harbourpost.example): reader-funded daily."
    domains = ["harbourpost.example"]
    body = ["section[data-zone=story]", "div.story-text"]

    [remove]
    newsletter = "p.tide-letter"
    donation = { text = '^The Harbour Post has no owner', through = '^Give today$' }
    furniture = [{ text = '^To report an error, ', tail = true }, "div.tools"]
    keep = "aside.factbox"

A Python file has a `RULE`, as a module does; it can import what is installed, and no file beside it. Files whose names
begin with an underscore or a dot are passed over.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from os import fspath
from pathlib import Path
from types import ModuleType
from typing import Any

import scraper.rules as vocabulary
from scraper.cleaning_options import MODULE, RuleSource, unknown_name
from scraper.errors import InvalidRule, RuleConflict, RuleError, UsageError
from scraper.model import Reason
from scraper.rules import Matcher, NamedRule, SiteRule, registry

SUFFIXES = (".toml", ".py")
"""The endings of rule files."""
_VERBS = ("keep", *(reason.value for reason in Reason))
_LISTS = ("domains", "body", "title", "subtitle", "authors", "published", "section")
_KEYS = ("about", "generic_body", "remove", *_LISTS)
_CRITERIA = ("selector", "text", "through", "tail")
_MOST_FILES = 10_000
_DOMAINS = re.compile(r"^\s*domains\s*=\s*(\[[^\]]*\]|\"[^\"\n]*\"|'[^'\n]*')", re.MULTILINE)
_QUOTED = re.compile(r"[\"']([^\"'\n]+)[\"']")


@dataclass(frozen=True, slots=True)
class RuleBook:
    """The rules of a caller; for a site of which they say nothing, the installed ones.

    `table` is domain → rule or the error in it, `rules` those that load, `faults` the errors in the others.
    """

    table: Mapping[str, NamedRule | RuleError]
    rules: tuple[NamedRule, ...] = ()
    faults: tuple[RuleError, ...] = ()

    def find(self, url: str | None) -> NamedRule | None:
        """The rule for the host of `url`. Raises the RuleError of its site."""
        return (registry.find_rule(url, self.table) if self.table else None) or registry.find_rule(url)


@cache
def read_rules(sources: tuple[RuleSource, ...]) -> RuleBook:
    """The rules of `sources`; where two have one for a domain, that of the earlier source.

    A rule that does not load harms only its site. Raises UsageError for a source that is not there.
    """
    table: dict[str, NamedRule | RuleError] = {}
    rules: list[NamedRule] = []
    faults: list[RuleError] = []
    for source in sources:
        found = list(_rules_of(source))
        loaded = [item for item in found if isinstance(item, NamedRule)]
        broken = [item for item in found if isinstance(item, registry.BrokenRule)]
        own = registry.domain_table(loaded, broken)
        table = {**own, **table}
        rules += loaded
        faults += [item.error for item in broken]
        faults += [error for error in own.values() if isinstance(error, RuleConflict)]
    return RuleBook(table, tuple(rules), tuple(dict.fromkeys(faults)))


def _rules_of(source: RuleSource) -> Iterator[NamedRule | registry.BrokenRule]:
    if isinstance(source, NamedRule):
        yield source
        return
    if isinstance(source, SiteRule):
        registry.check_selectors(source)
        yield NamedRule("", source)
        return
    name = fspath(source)
    if name.startswith(MODULE):
        yield from registry.rules_in(name.removeprefix(MODULE))
        return
    path = Path(name)
    if path.is_dir():
        yield from _rules_in_folder(path)
    elif path.is_file():
        if path.suffix not in SUFFIXES:
            raise UsageError(f"rules: {name} must end in {' or '.join(SUFFIXES)}")
        yield from _rule_in_file(path)
    elif "/" in name or "\\" in name or path.suffix in SUFFIXES or not _is_module(name):
        raise UsageError(f"rules: there is no {name}: name a folder, a {' or '.join(SUFFIXES)} file, or a module")
    else:
        yield from registry.rules_in(name)


def _is_module(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except (ImportError, ValueError):
        return False


def _rules_in_folder(folder: Path) -> Iterator[NamedRule | registry.BrokenRule]:
    files = sorted(
        file for file in folder.iterdir() if file.suffix in SUFFIXES and not file.name.startswith(("_", "."))
    )
    if not files:
        raise UsageError(f"rules: there is no {' or '.join(SUFFIXES)} file in {folder}")
    for file in files[:_MOST_FILES]:
        yield from _rule_in_file(file)


def _rule_in_file(file: Path) -> Iterator[NamedRule | registry.BrokenRule]:
    name = f"{file.absolute().parent.name}/{file.name}"
    try:
        source = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        fault = InvalidRule(name, f"cannot be read: {error}; correct its permissions, or save it as UTF-8")
        yield registry.BrokenRule(fault, (_site_in(file),))
        return
    load = partial(_python, file) if file.suffix == ".py" else partial(_toml, source)
    try:
        named = registry.load_module(name, load=load)
        if named is None:
            raise InvalidRule(name, "it has no RULE: write RULE = SiteRule(…)")
    except RuleError as error:
        claimed = registry.claimed_in(source) if file.suffix == ".py" else _claimed_in_toml(source)
        yield registry.BrokenRule(error, claimed or (_site_in(file),))
    else:
        yield named


def _site_in(file: Path) -> str:
    """The domain that a file is named after."""
    return file.stem.replace("_", ".")


def _claimed_in_toml(source: str) -> tuple[str, ...]:
    found = _DOMAINS.search(source)
    return tuple(_QUOTED.findall(found[1])) if found else ()


def _python(file: Path, name: str) -> ModuleType:
    """The module in a Python file."""
    spec = spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise ImportError(f"{file} is not a Python file")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _toml(source: str, name: str) -> ModuleType:
    """The rule in the text of a TOML file, as the module that would hold it."""
    try:
        values = tomllib.loads(source)
    except (ValueError, RecursionError) as error:
        raise InvalidRule(name, f"not valid TOML: {error}") from error
    module = ModuleType(name)
    try:
        module.__dict__["RULE"] = _rule(values)
    except InvalidRule as error:
        raise InvalidRule(name, error.why) from None
    about = values.get("about", "")
    if not isinstance(about, str):
        raise InvalidRule(name, f"about= must be a string, not {about!r}")
    module.__doc__ = about
    return module


def _rule(values: Mapping[str, Any]) -> SiteRule:
    for key in values:
        if key == "repair":
            raise InvalidRule("", "repair= is a function: write this rule as a Python file")
        if key not in _KEYS:
            raise InvalidRule("", f"a field is misspelt: there is no {key}=, {unknown_name(key, _KEYS)}")
    fields = {name: _tuple(value) for name, value in values.items() if name in _LISTS}
    remove = values.get("remove", {})
    if not isinstance(remove, Mapping):
        raise InvalidRule("", "remove= must be a section such as [remove] with newsletter = 'p.signup' in it")
    matchers = tuple(matcher for verb, given in remove.items() for matcher in _matchers(verb, given))
    generic: Any = values.get("generic_body", False)
    return SiteRule(**{"domains": (), "body": (), **fields}, remove=matchers, generic_body=generic)


def _tuple(value: Any) -> Any:
    return (value,) if isinstance(value, str) else tuple(value) if isinstance(value, list) else value


def _matchers(verb: str, given: Any) -> Iterator[Matcher]:
    if verb not in _VERBS:
        raise InvalidRule("", f"remove= has no verb {verb!r}: {unknown_name(verb, _VERBS)}")
    items: Sequence[Any] = given if isinstance(given, list) else [given]
    for item in items:
        criteria = {"selector": item} if isinstance(item, str) else item
        if not isinstance(criteria, Mapping):
            raise InvalidRule("", f"{verb}: give a selector in quotes, or {{ text = '^…' }}, not {item!r}")
        for key, value in criteria.items():
            if key not in _CRITERIA:
                raise InvalidRule("", f"{verb}: there is no {key}=, {unknown_name(key, _CRITERIA)}")
            if key == "tail" and not isinstance(value, bool):
                raise InvalidRule("", f"{verb}: tail= must be true or false, not {value!r}")
        yield getattr(vocabulary, verb)(**criteria)
