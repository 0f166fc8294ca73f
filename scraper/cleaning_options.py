"""What a caller may choose about cleaning, beyond the page itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from os import PathLike, fspath
from types import ModuleType
from typing import Any

from scraper.errors import UsageError
from scraper.model import Reason
from scraper.rules import NamedRule, SiteRule

LONGEST = 86_400.0
"""The longest `timeout`, a day."""

BLOCK_KINDS = ("embed", "figure", "heading", "listing", "preformatted", "quote", "table")
"""The kinds of block that `drop` may name: their `type` in JSON."""

ARTICLE_FIELDS = (
    "title", "subtitle", "authors", "published", "modified", "language", "section", "images",
    "site", "description", "tags",
)  # fmt: skip
"""The fields that `fields` may name."""

MODULE = "module:"
"""What stands before the name of a module, which a folder may have as well."""
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8}){0,3}")

Names = str | Iterable[str]
Day = date | str
RuleSource = str | PathLike[str] | ModuleType | SiteRule | NamedRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Options of `clean_html` and `clean_text`; the defaults are those of a call without them.

    `keep` names the reasons whose lines stay in the body, such as "caption" or "author_bio". `drop` names what leaves
    it besides: reasons, for elements whose tag or class names hint at one, whatever speaks for them, or kinds of block,
    such as "table". What is dropped has a receipt with the origin "options". `fields` are the fields wanted, None for
    all; the others are empty. Without `links` their text stays; without `images` pictures leave the body with receipts.

    `language` is that of the page, such as "de", whatever it says itself. A date of publication before `not_before` or
    after `not_after`, days or times, is not believed: the next that the page names is taken, or none.

    `rule` is the rule of every page. `rules` are rules that go before the installed ones: modules, rule files, folders
    of them, or rules themselves; the earlier ones first. They are read once a process.

    With `timeout`, in seconds, the input is cleaned in another process, which is ended after that time and may take two
    gigabytes of memory; the process is used again for the next call. Without it, any input is cleaned in this one.

    Raises UsageError for a value that cannot be meant.
    """

    keep: Names = frozenset()
    drop: Names = frozenset()
    fields: Names | None = None
    links: bool = True
    images: bool = True
    language: str | None = None
    not_before: Day | None = None
    not_after: Day | None = None
    rule: SiteRule | NamedRule | None = None
    rules: RuleSource | Iterable[RuleSource] = ()
    timeout: float | None = None

    def __post_init__(self) -> None:
        reasons = tuple(reason.value for reason in Reason)
        self._set("keep", _names("keep", self.keep, reasons))
        self._set("drop", _names("drop", self.drop, (*reasons, *BLOCK_KINDS)))
        self._set("fields", None if self.fields is None else _names("fields", self.fields, ARTICLE_FIELDS))
        if both := sorted(self.kept & self.dropped):
            raise UsageError(f"keep= and drop= both name {both[0]!r}: leave it out of one of them")
        for name in ("links", "images"):
            if not isinstance(getattr(self, name), bool):
                raise UsageError(f"{name}={getattr(self, name)!r}: write True or False")
        self._set("language", _language(self.language))
        self._set("not_before", _day("not_before", self.not_before))
        self._set("not_after", _day("not_after", self.not_after))
        self._check_order()
        if self.rule is not None and not isinstance(self.rule, SiteRule | NamedRule):
            raise UsageError(f"rule= must be a SiteRule, not {_said(self.rule)}: a file or a module goes into rules=")
        self._set("rules", _sources(self.rules))
        _check_timeout(self.timeout)

    @property
    def kept(self) -> frozenset[str]:
        """The reasons in `keep`."""
        return frozenset(self.keep)

    @property
    def dropped(self) -> frozenset[str]:
        """The reasons and kinds in `drop`."""
        return frozenset(self.drop)

    @property
    def sources(self) -> tuple[RuleSource, ...]:
        """The `rules`; paths and names of modules are strings."""
        return self.rules  # type: ignore[return-value]

    @property
    def reshapes(self) -> bool:
        """Whether the article differs from that of the defaults, its language, dates and rule aside."""
        return bool(self.keep or self.drop or self.fields is not None) or not (self.links and self.images)

    @property
    def admits(self) -> Callable[[str], bool]:
        """Whether an ISO 8601 date is within the limits."""
        if self.not_before is None and self.not_after is None:
            return bool
        return lambda text: _reaches(text, self.not_before) and _reaches(text, self.not_after, latest=True)

    def _set(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)

    def _check_order(self) -> None:
        first, last = self.not_before, self.not_after
        if isinstance(first, date) and isinstance(last, date) and first.isoformat()[:10] > last.isoformat()[:10]:
            raise UsageError(f"not_before={first.isoformat()} is later than not_after={last.isoformat()}: swap them")


def unknown_name(name: str, known: Iterable[str]) -> str:
    """What to write instead of a name that is none of `known`."""
    import difflib

    names = sorted(known)
    near = difflib.get_close_matches(name, names, 1, 0.6)
    return f"did you mean {near[0]!r}?" if near else f"choose among {', '.join(names)}"


def _names(field: str, value: Any, known: tuple[str, ...]) -> frozenset[str]:
    given = (value,) if isinstance(value, str) else value
    if isinstance(given, bytes) or not isinstance(given, Iterable):
        raise UsageError(f"{field}={value!r}: give names, such as {{{known[0]!r}}}")
    names = tuple(given)
    for name in names:
        if not isinstance(name, str):
            raise UsageError(f"{field}= names {_said(name)}: give names in quotes, such as {{{known[0]!r}}}")
        if name not in known:
            raise UsageError(f"{field}= names {name[:60]!r}, which there is not: {unknown_name(name, known)}")
    return frozenset(str(name) for name in names)


def _language(value: Any) -> str | None:
    if value is None:
        return None
    found = _LANGUAGE.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise UsageError(f"language={_said(value)}: give the code of a language, such as 'de' or 'pt-BR'")
    return found[1].lower()


def _day(field: str, value: Any) -> date | None:
    if value is None or isinstance(value, date):
        return value
    try:
        return datetime.fromisoformat(value) if "T" in value or ":" in value else date.fromisoformat(value)
    except (TypeError, ValueError):
        raise UsageError(f"{field}={_said(value)}: give a date, or text such as '2026-01-31'") from None


def _reaches(text: str, limit: Any, *, latest: bool = False) -> bool:
    """Whether an ISO 8601 date is not before `limit`, or not after it; a day is compared with a day."""
    if limit is None:
        return True
    try:
        said: date = datetime.fromisoformat(text)
    except ValueError:
        return False
    if isinstance(limit, datetime) and len(text) > len("2026-01-31"):
        said, limit = (each if each.tzinfo else each.replace(tzinfo=UTC) for each in (said, limit))  # type: ignore
    else:
        said, limit = date(said.year, said.month, said.day), date(limit.year, limit.month, limit.day)
    return bool(said <= limit if latest else said >= limit)


def _sources(value: Any) -> tuple[RuleSource, ...]:
    """The rules of a caller as values that are frozen, and that another process can read."""
    one = isinstance(value, str | PathLike | ModuleType | SiteRule | NamedRule)
    if not one and (isinstance(value, bytes) or not isinstance(value, Iterable)):
        raise UsageError(f"rules={_said(value)}: give a folder, a file, a module or a SiteRule, or several")
    sources: list[RuleSource] = []
    for source in (value,) if one else value:
        if isinstance(source, ModuleType):
            sources.append(f"{MODULE}{source.__name__}")
        elif isinstance(source, str | PathLike) and fspath(source):
            path = fspath(source)
            sources.append(f"./{path}" if isinstance(source, PathLike) and "/" not in path else path)
        elif isinstance(source, SiteRule | NamedRule):
            sources.append(source)
        else:
            raise UsageError(f"rules= names {_said(source)}: give a folder, a file, a module or a SiteRule")
    return tuple(sources)


def _check_timeout(timeout: Any) -> None:
    if timeout is None:
        return
    if isinstance(timeout, bool) or not isinstance(timeout, int | float) or not 0 < timeout <= LONGEST:
        raise UsageError(f"timeout={timeout!r}: give seconds, such as 5.0, or None for no limit")


def _said(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:60]}…"


DEFAULTS = Options()
"""The options of a call without them."""
