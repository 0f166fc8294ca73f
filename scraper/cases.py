"""Recorded cases: an exchange with a site (`<case>.yaml`) and the golden of what the cleaner makes of it (`<case>.md`).

`record` makes both, the golden as a draft; a person reads it; `approve` takes it over; `check` replays every recording
and compares. Cases lie in `<root>/<site>/`, where the site is the name of its rule module. Nothing here goes to the
network but `record` and `check(live=True)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import scraper
from scraper import laws, rulebook
from scraper.errors import CaseError, GoldenDraft, GoldenMismatch, GoldenMissing, ScraperError, UsageError
from scraper.golden import difference, status_of, to_golden
from scraper.model import Article
from scraper.scaffold import domain_of, module_name, rule_source

if TYPE_CHECKING:
    import httpx

    from scraper.answers import Page

ROOT = Path("cassettes")
"""Where cases lie, under the directory the command is run in."""

RULES = Path("site_rules")
"""Where `record` writes the rule of a new site."""

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")


@dataclass(frozen=True, slots=True)
class Case:
    """One recorded page of a site; either of its two files may be missing."""

    root: Path
    site: str
    case: str

    @property
    def name(self) -> str:
        """`site/case`, as on the command line."""
        return f"{self.site}/{self.case}"

    @property
    def recording(self) -> Path:
        """The recorded exchange."""
        return self.root / self.site / f"{self.case}.yaml"

    @property
    def golden(self) -> Path:
        """What the cleaner must make of it."""
        return self.root / self.site / f"{self.case}.md"


@dataclass(frozen=True, slots=True)
class Diff:
    """What `approve` changed in one golden; `text` is a unified diff, "" where only the status changed or nothing."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome for one case or, where `name` holds no slash, for one site: the errors found, none if it holds."""

    name: str
    errors: tuple[ScraperError, ...] = ()
    article: Article | None = None

    @property
    def ok(self) -> bool:
        """Whether everything holds."""
        return not self.errors


def cases(root: Path = ROOT, name: str | None = None) -> list[Case]:
    """All cases under `root`, half ones included, or those that `name` (`site` or `site/case`) selects, sorted.

    Raises UsageError where `name` selects none.
    """
    files = [path for path in root.glob("*/*") if path.suffix in {".yaml", ".md"}]
    found = sorted({Case(root, path.parent.name, path.stem) for path in files}, key=lambda case: case.name)
    chosen = [case for case in found if name in {None, case.site, case.name}]
    if name is not None and not chosen:
        raise UsageError(
            f"no case {name!r} under {root}: there are {', '.join(sorted({c.site for c in found})) or 'none'}"
        )
    return chosen


def record(
    url: str,
    case: str | None = None,
    *,
    root: Path = ROOT,
    rules: Path = RULES,
    transport: httpx.BaseTransport | None = None,
    allow_private: bool = False,
) -> Case:
    """Fetch `url`, keep the exchange, write a draft golden, and a rule module if the site has none.

    Without a name the case is called after the longest part of the URL's path. Raises UsageError, FetchError and
    CleanError.
    """
    entry = rulebook.find(url)
    site = entry.site if entry else module_name(domain_of(url))
    made = Case(root, site, _case_name(url, case))
    made.recording.parent.mkdir(parents=True, exist_ok=True)
    page = _recorded(made, url, transport, allow_private)
    if entry is None:
        _write_rule(rules, site, domain_of(url))
    _write_draft(made, clean(page))
    return made


def _recorded(made: Case, url: str, transport: httpx.BaseTransport | None, allow_private: bool) -> Page:
    """Fetch `url` into the recording of `made`, which is left as it was where that fails."""
    from scraper.fetch import fetch
    from scraper.recording import cassette

    draft = made.recording.with_suffix(".new")
    try:
        with cassette(draft, "all"):
            page = fetch(url, transport=transport, allow_private=allow_private)
        draft.replace(made.recording)
    finally:
        draft.unlink(missing_ok=True)
    return page


def clean(page: Page) -> Article:
    """The article on a fetched page."""
    return scraper.clean_html(page.html, page.url)


def replay(case: Case) -> Page:
    """The recorded page of `case`, through the same code that fetches live ones. Raises GoldenMissing, CaseError."""
    from scraper.fetch import fetch
    from scraper.recording import cassette, unanswered

    url = _recorded_url(case)
    try:
        with cassette(case.recording, "none"):
            return fetch(url)
    except unanswered() as error:
        raise CaseError(case.name, "the recording stops before the page: record it again") from error


def approve(name: str, *, root: Path = ROOT) -> list[Diff]:
    """Make what the cleaner now says of the cases that `name` selects their goldens; what changed, case by case."""
    diffs = []
    for case in cases(root, name):
        new = to_golden(clean(replay(case)), "approved")
        old = case.golden.read_text("utf-8") if case.golden.exists() else ""
        diffs.append(Diff(case.name, difference(_approved(old), new, case.name)))
        case.golden.write_text(new, "utf-8")
    return diffs


def check(name: str | None = None, live: bool = False, *, root: Path = ROOT, rules: Path | None = None) -> list[Result]:
    """Replay every selected case, compare it with its golden and run the laws; with `live`, ask the site itself.

    Without `name` it also looks for what is missing: see `gaps`. Broken cases are results, not exceptions.
    """
    results = [_check_case(case, live) for case in cases(root, name)]
    for site in sorted({result.name.partition("/")[0] for result in results}):
        if name in {None, site}:
            results.append(_check_site(site, [result for result in results if result.name.startswith(f"{site}/")]))
    if name is None:
        results.extend(Result(error.case, (error,)) for error in gaps(root, rules))
    return results


def verify(case: Case, live: bool = False) -> Article:
    """The article of `case`, if it equals the golden. Raises GoldenMissing, GoldenDraft, GoldenMismatch, FetchError."""
    article, error = _compare(case, _page(case, live))
    if error is not None:
        raise error
    return article


def gaps(root: Path = ROOT, rules: Path | None = None) -> list[CaseError]:
    """Sites without a rule, and rules with too few cases: of the modules in `rules`, or else of every rule of ours."""
    if rules is None:
        known = {entry.site for entry in rulebook.entries() if entry.ours}
    else:
        known = {path.stem for path in rules.glob("*.py") if not path.stem.startswith("_")}
    counts: dict[str, int] = dict.fromkeys(known, 0)
    for case in cases(root):
        counts[case.site] = counts.get(case.site, 0) + 1
    return list(_gaps(counts, known))


def _gaps(counts: dict[str, int], known: set[str]) -> Iterator[CaseError]:
    for site, count in sorted(counts.items()):
        if site not in known:
            yield GoldenMissing(site, f"a folder of cases, and no rule module {site}.py")
        elif count < laws.FEWEST_CASES:
            yield GoldenMissing(site, f"a rule with {count} recorded cases, and {laws.FEWEST_CASES} are the least")


def _page(case: Case, live: bool) -> Page:
    if not live:
        return replay(case)
    from scraper.fetch import fetch

    return fetch(_recorded_url(case))


def _recorded_url(case: Case) -> str:
    from scraper.recording import first_url

    if not case.recording.exists():
        raise GoldenMissing(case.name, f"a golden without a recording: record it, or delete {case.golden}")
    return first_url(case.recording)


def _compare(case: Case, page: Page) -> tuple[Article, CaseError | None]:
    article = clean(page)
    if not case.golden.exists():
        return article, GoldenMissing(case.name, f"a recording without a golden: scraper approve {case.name}")
    golden = case.golden.read_text("utf-8")
    diff = difference(_approved(golden), to_golden(article, "approved"), case.name)
    if diff:
        return article, GoldenMismatch(case.name, f"differs from the golden\n{diff}")
    if status_of(golden) != "approved":
        return article, GoldenDraft(case.name, f"read {case.golden}, then: scraper approve {case.name}")
    return article, None


def _check_case(case: Case, live: bool) -> Result:
    try:
        page = _page(case, live)
        article, error = _compare(case, page)
    except ScraperError as failure:
        return Result(case.name, (failure,))
    entry = rulebook.find(page.url)
    broken = laws.check_case(article, page.html, page.url, entry.rule if entry else None)
    errors = [error] if error else []
    return Result(case.name, (*errors, *_broken(case.name, broken)), article)


def _check_site(site: str, results: list[Result]) -> Result:
    articles = [result.article for result in results if result.article is not None]
    entries = [entry for entry in rulebook.entries() if entry.site == site]
    broken = [fault for entry in entries for fault in laws.check_rule(entry, articles)]
    return Result(site, tuple(_broken(site, broken)))


def _broken(name: str, faults: Iterable[str]) -> Iterator[CaseError]:
    return (CaseError(name, fault) for fault in faults)


def _write_draft(case: Case, article: Article) -> None:
    """A draft golden; one that was approved and still holds is left as it is."""
    approved = to_golden(article, "approved")
    if not case.golden.exists() or case.golden.read_text("utf-8") != approved:
        case.golden.write_text(to_golden(article, "draft"), "utf-8")


def _write_rule(rules: Path, site: str, domain: str) -> None:
    path = rules / f"{site}.py"
    if not path.exists():
        rules.mkdir(parents=True, exist_ok=True)
        path.write_text(rule_source(domain), "utf-8")


def _case_name(url: str, name: str | None) -> str:
    if name is None:
        parts = url.partition("://")[2].partition("?")[0].lower().split("/")
        telling = max(reversed(parts[1:]), key=len, default="") or parts[0]
        name = "-".join(re.findall(r"[a-z0-9]+", telling))[:60].strip("-")
    if not _NAME.fullmatch(name):
        raise UsageError(f"a case cannot be called {name!r}: lower case letters, digits and dashes, at most 80")
    return name


def _approved(golden: str) -> str:
    return golden.replace("\nstatus: draft\n---\n", "\nstatus: approved\n---\n", 1)
