"""The subcommands `reclean`, `export`, `migrate` and `show`, which work on the store of a run."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import nullcontext
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from scraper.cli.input import Flag, Rendering, put
from scraper.cli.options import moment_of, site_named, verb, with_extra
from scraper.errors import UsageError

if TYPE_CHECKING:
    from scraper.runs.reclean import Change
    from scraper.runs.store import RawPage, Stored

ShowFormat = Annotated[Literal[Rendering, "raw"], Parameter(name="--as")]
ExportFormat = Annotated[Literal["jsonl", "parquet", "markdown", "md"] | None, Parameter(name="--as")]
StoreAction = Literal["check", "backup", "vacuum", "index"]
_ENDINGS: dict[str, Literal["jsonl", "parquet"]] = {
    ".parquet": "parquet", ".jsonl": "jsonl", ".ndjson": "jsonl",
}  # fmt: skip
"""Ending of the name of an export → its format."""
Out = Annotated[Path, Parameter(allow_leading_hyphen=True)]

reclean = verb(
    "reclean",
    "scraper reclean news.toml --dry-run",
    "scraper reclean news.toml --site example.org --since 7d",
    note="Prints each article that changes, with the lines removed and added, and a summary line; with --dry-run\n"
    "the changes in groups, unless there is --verbose. What is marked with ! loses more than a tenth of its\n"
    "characters; then the exit code is 1.",
)
export = verb(
    "export",
    "scraper export news.toml articles.jsonl",
    "scraper export news.toml week.parquet --since 7d",
    "scraper export news.toml --as markdown articles/ --site example.org",
    "scraper export news.toml - | jq -r .title",
)
migrate = verb(
    "migrate",
    "scraper migrate news.toml",
    note="Needed once for a PostgreSQL store of an older version; back it up with pg_dump first. A SQLite\n"
    "store is migrated when a run opens it, which leaves a copy beside it.",
)
show = verb(
    "show",
    "scraper show news.toml https://www.example.org/news/1 --as md",
    "scraper show news.toml https://www.example.org/news/1 --history",
    "scraper show news.toml https://www.example.org/news/1 --as raw > page.html",
)
store = verb(
    "store",
    "scraper store check news.toml",
    "scraper store backup news.toml articles-2026-11.db",
    "scraper store vacuum news.toml",
    note="A backup is restored by putting it in the place of the store while no run is in progress.",
)


@reclean.default
@with_extra()
def _reclean(
    config: Path, /, *, site: str | None = None, since: str | None = None, dry_run: Flag = False, verbose: Flag = False
) -> int:
    """Clean the stored raw pages again; exit code 1 if an article loses more than a tenth.

    Args:
        config: The TOML file of the run.
        site: Only this site, such as example.org.
        since: Only pages fetched since then: 7d, 36h, or a date such as 2026-11-01.
        dry_run: Only print what would change, by site and by what changes, with counts.
        verbose: Print each article that would change, with its lines.
    """
    from scraper.rule_files import read_rules
    from scraper.runs.clean_page import clean_limited
    from scraper.runs.config import load
    from scraper.runs.lock import locked
    from scraper.runs.logs import new_run_id
    from scraper.runs.reclean import Recleaned, why_nothing
    from scraper.runs.reclean import reclean as changes
    from scraper.runs.rejudge import Rejudging
    from scraper.runs.store import Store
    from scraper.runs.summary import RULE_BROKEN

    news, now, totals = load(config), datetime.now(UTC), Recleaned()
    run_id, named, start = f"reclean-{new_run_id()}", site_named(site), moment_of(since, now)
    with nullcontext() if dry_run else locked(news, run_id), Store.open(news.run.store, read_only=dry_run) as store:
        judging = Rejudging.of(news, store)
        made = changes(
            store, now, totals, since=start, site=named, dry=dry_run, seen=judging.see,
            clean=partial(clean_limited, rules=news.run.rules), find=read_rules(news.run.rules).find,
        )  # fmt: skip
        _put_changes(made, grouped=dry_run and not verbose)
        if not totals.pages:
            put(f"nothing to clean again: {why_nothing(store, named, start, news.run.keep_pages)}\n")
            return 0
        for changed, before, after in [] if dry_run else judging.save(str(news.path), run_id, now):
            put(f"{changed}: {before.value} before, {after.value} now\n")
    put(f"{totals.line(dry_run)}\n")
    return RULE_BROKEN if totals.broken else 1 if totals.shrunk or totals.emptied else 0


def _put_changes(made: Iterable[Change], *, grouped: bool) -> None:
    from scraper.runs.change_groups import ChangeGroups
    from scraper.runs.reclean import format_change

    groups = ChangeGroups()
    for change in made:
        groups.add(change) if grouped else put(format_change(change))
    put(groups.text())


@export.default
@with_extra()
def _export(
    config: Path, out: Out, /, *, as_: ExportFormat = None, since: str | None = None, site: str | None = None
) -> int:
    """Write the stored articles to a file or a folder, which appears complete or not at all.

    Args:
        config: The TOML file of the run.
        out: The file, the folder for markdown, or - for JSON lines on standard output.
        as_: JSON lines with every field and receipt, a Parquet table, or Markdown files with front matter, all with
            the site, the times and the revision (default: by the ending of the name, else JSON lines).
        since: Only articles that are new or were revised since then: 7d, 36h, or a date such as 2026-11-01.
        site: Only this site, such as example.org.
    """
    from scraper.runs.config import load
    from scraper.runs.export import export as write
    from scraper.runs.store import Store

    kind, news = _export_kind(as_, out), load(config)
    with Store.open(news.run.store, read_only=True) as store:
        number = write(store.articles(since=moment_of(since, datetime.now(UTC)), site=site_named(site)), kind, out)
    sys.stderr.write(f"scraper: {number} article{'' if number == 1 else 's'} exported\n")
    return 0


def _export_kind(given: ExportFormat, out: Path) -> Literal["jsonl", "parquet", "markdown"]:
    """The format of an export: that of --as, or of the ending of the name. Raises UsageError if they differ."""
    named = _ENDINGS.get(out.suffix.lower())
    kind = "markdown" if given == "md" else given or named or "jsonl"
    if named is not None and kind != named:
        raise UsageError(f"{out} is the name of a {named} file, and --as {given} writes another: change one of them")
    return kind


@migrate.default
@with_extra()
def _migrate(config: Path, /) -> int:
    """Migrate the store of a run to the current schema, in one transaction.

    Args:
        config: The TOML file of the run.
    """
    from scraper.runs.config import load
    from scraper.runs.lock import locked
    from scraper.runs.logs import new_run_id
    from scraper.runs.store import Store

    news = load(config)
    with locked(news, f"migrate-{new_run_id()}"), Store.open(news.run.store, migrating=True) as store:
        put(f"{store.url} is up to date\n")
    return 0


@show.default
@with_extra()
def _show(config: Path, url: str, /, *, as_: ShowFormat = "text", history: Flag = False) -> int:
    """Print the latest revision of a stored article, or all that became of it.

    Args:
        config: The TOML file of the run.
        url: Its address in the source, or the canonical address that the page names.
        as_: Output format, as for scraper clean, or raw: the stored page itself.
        history: Print each revision with its times, title and the lines that changed.
    """
    from scraper.output.rendering import FORMATS
    from scraper.runs.config import load
    from scraper.runs.store import Store

    news = load(config)
    with Store.open(news.run.store, read_only=True) as store:
        if as_ == "raw" and not history:
            return _put_raw(store.raw_page(url), url)
        stored, revisions = store.article(url), store.revisions(url) if history else []
    if stored is None:
        raise UsageError(f"no stored article has the address {url}: scraper export {config} - lists them")
    put("".join(map(_revision, revisions)) if history else FORMATS[as_](stored.article))
    return 0


def _put_raw(page: RawPage | None, url: str) -> int:
    """Write the bytes of a raw page; on a terminal, its text with control characters made visible."""
    from scraper.html.decode import decode_page

    if page is None:
        raise UsageError(
            f"no raw page of {url} is stored: keep_pages deletes them, and the next run may fetch it again"
        )
    if sys.stdout.isatty():
        put(decode_page(page.body, page.content_type).text)
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(page.body)
    return 0


def _revision(stored: Stored) -> str:
    """A revision as text: times, length, origin, title, and the diff to the one before."""
    from scraper.output.explain import printable
    from scraper.runs.monitoring.evidence import moment

    seen, cleaned = moment(stored.fetched), moment(stored.cleaned)
    head = f"revision {stored.revision}, fetched {seen}, cleaned {cleaned}, {len(stored.article.text):,} characters"
    lines = (f"{head}, {stored.article.source}", stored.article.title or "", *stored.diff.splitlines())
    return "".join(f"{printable(line)}\n" for line in (*lines, ""))


@store.default
@with_extra()
def _store(action: StoreAction, config: Path, out: Path | None = None, /) -> int:
    """Check the store of a run, back it up, shrink it, or index it again; exit code 1 if it is damaged.

    Args:
        action: check, backup, vacuum (gives the space of deleted rows back) or index (of the search).
        config: The TOML file of the run.
        out: The new file of a backup of an SQLite store.
    """
    from scraper.runs.config import load
    from scraper.runs.lock import locked
    from scraper.runs.logs import new_run_id
    from scraper.runs.store import Store

    news = load(config)
    if (action == "backup") is (out is None):
        raise UsageError(f"scraper store {action}: {'give' if out is None else 'leave out'} the file of the backup")
    if action == "index":
        with locked(news, f"index-{new_run_id()}"), Store.open(news.run.store) as opened:
            put(f"{opened.index():,} articles indexed\n")
        return 0
    if action == "vacuum":
        with locked(news, f"vacuum-{new_run_id()}"), Store.open(news.run.store) as opened:
            opened.vacuum()
            put(f"{opened.url} is as small as it can be\n")
        return 0
    with Store.open(news.run.store, read_only=True) as opened:
        if out is not None:
            opened.backup(out)
            put(f"{out} is a copy of {opened.url}\n")
            return 0
        faults = opened.faults()
    put("".join(f"{fault}\n" for fault in faults) or f"{opened.url} is whole\n")
    return 1 if faults else 0
