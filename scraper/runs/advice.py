"""What to do about a verdict: the rule and its file, and the commands that show what is wrong and mend it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from scraper.errors import RuleError
from scraper.rule_files import SUFFIXES, read_rules
from scraper.runs.types import Verdict

Command = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """The module of a site's rule and its file ("" without one), and commands as words.

    `looking` are the commands that show what is wrong, `mending` those that follow once the rule is corrected.
    """

    module: str
    file: str
    looking: tuple[Command, ...]
    mending: tuple[Command, ...]


def advice_on(
    config: str, site: str, verdict: Verdict, page: str = "", selector: str = "", rules: tuple[str, ...] = ()
) -> Advice:
    """What to do about `verdict`; `page` is a page that fails, `selector` one that matches nothing any more.

    `rules` are the files and folders with rules of the run. The file is given with the line of the selector, if that is
    in it.
    """
    module = _rule_module(site, rules)
    if verdict is Verdict.OK:
        return Advice(module, _rule_file(module, selector), (), ())
    own = ("--rules", rules[0]) if len(rules) == 1 else ()
    looking = [("scraper", "explain", page, *own)] if page else []
    mending = list(_mending(config, site, module, page)) if verdict in (Verdict.BROKEN, Verdict.DEGRADED) else []
    return Advice(module, _rule_file(module, selector), tuple(looking), tuple(mending))


def _mending(config: str, site: str, module: str, page: str) -> Iterator[Command]:
    if page and not module:
        yield ("scraper", "record", page)
    yield ("scraper", "reclean", config, "--site", site, "--dry-run")
    yield ("scraper", "reclean", config, "--site", site)


def _rule_module(site: str, rules: tuple[str, ...] = ()) -> str:
    """The module or file of the site's rule, also of one that does not load; "" without one."""
    try:
        named = read_rules(rules).find(f"https://{site}/")
    except RuleError as error:
        return error.module
    return named.module if named is not None else ""


def _rule_file(module: str, selector: str = "") -> str:
    """The file of a rule, relative if it is below the working directory, with the line of `selector`."""
    path = Path(module)
    if path.suffix not in SUFFIXES:
        try:
            spec = find_spec(module) if module else None
        except (ImportError, ValueError):
            spec = None
        if spec is None or not spec.origin:
            return ""
        path = Path(spec.origin)
    try:
        shown = str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)
        lines = path.read_text("utf-8", "replace").splitlines() if selector else []
    except OSError:
        return str(path)
    line = next((number for number, text in enumerate(lines, 1) if selector in text), 0)
    return f"{shown}:{line}" if line else shown
