"""The subcommands `reclean`, `export`, `migrate` and `show`, which work on the store of a run."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from scraper.cli.input import Flag, OutputFormat, put
from scraper.cli.options import moment_of, site_named, verb, with_extra
from scraper.errors import UsageError

ExportFormat = Annotated[Literal["jsonl", "parquet", "markdown"], Parameter(name="--as")]
Out = Annotated[Path, Parameter(allow_leading_hyphen=True)]

reclean = verb(
    "reclean",
    "scraper reclean news.toml --dry-run",
    "scraper reclean news.toml --site example.org --since 7d",
    note="Prints each article that changes, with the lines removed and added, and a summary line. An article\n"
    "marked with ! loses more than a tenth of its characters; then the exit code is 1.",
)
export = verb(
    "export",
    "scraper export news.toml articles.jsonl",
    "scraper export news.toml --as parquet week.parquet --since 7d",
    "scraper export news.toml --as markdown articles/ --site example.org",
    "scraper export news.toml - | jq -r .title",
)
migrate = verb(
    "migrate",
    "scraper migrate news.toml",
    note="Needed once for a PostgreSQL store of an older version; back it up with pg_dump first. A SQLite\n"
    "store is migrated when a run opens it, which leaves a copy beside it.",
)
show = verb("show", "scraper show news.toml https://www.example.org/news/1 --as md")


@reclean.default
@with_extra()
def _reclean(config: Path, /, *, site: str | None = None, since: str | None = None, dry_run: Flag = False) -> int:
    """Clean the stored raw pages again; exit code 1 if an article loses more than a tenth.

    Args:
        config: The TOML file of the run.
        site: Only this site, such as example.org.
        since: Only pages fetched since then: 7d, 36h, or a date such as 2026-11-01.
        dry_run: Only print what would change.
    """
    from scraper.runs.config import load
    from scraper.runs.lock import locked
    from scraper.runs.logs import new_run_id
    from scraper.runs.reclean import Recleaned, format_change
    from scraper.runs.reclean import reclean as changes
    from scraper.runs.store import Store
    from scraper.runs.summary import RULE_BROKEN

    news, now, totals = load(config), datetime.now(UTC), Recleaned()
    with (
        nullcontext() if dry_run else locked(news, f"reclean-{new_run_id()}"),
        Store.open(news.run.store, read_only=dry_run) as store,
    ):
        for change in changes(store, now, totals, since=moment_of(since, now), site=site_named(site), dry=dry_run):
            put(format_change(change))
    put(f"{totals.line(dry_run)}\n")
    return RULE_BROKEN if totals.broken else 1 if totals.shrunk or totals.emptied else 0


@export.default
@with_extra()
def _export(
    config: Path, out: Out, /, *, as_: ExportFormat = "jsonl", since: str | None = None, site: str | None = None
) -> int:
    """Write the stored articles to a file or a folder, which appears complete or not at all.

    Args:
        config: The TOML file of the run.
        out: The file, the folder for markdown, or - for JSON lines on standard output.
        as_: JSON lines with every field and receipt, a Parquet table, or Markdown files with front matter.
        since: Only articles that are new or were revised since then: 7d, 36h, or a date such as 2026-11-01.
        site: Only this site, such as example.org.
    """
    from scraper.runs.config import load
    from scraper.runs.export import export as write
    from scraper.runs.store import Store

    news = load(config)
    with Store.open(news.run.store, read_only=True) as store:
        number = write(store.articles(since=moment_of(since, datetime.now(UTC)), site=site_named(site)), as_, out)
    sys.stderr.write(f"scraper: {number} article{'' if number == 1 else 's'} exported\n")
    return 0


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
def _show(config: Path, url: str, /, *, as_: OutputFormat = "text") -> int:
    """Print the latest revision of a stored article.

    Args:
        config: The TOML file of the run.
        url: Its address in the source, or the canonical address that the page names.
        as_: Output format, as for scraper clean.
    """
    from scraper.output.rendering import FORMATS
    from scraper.runs.config import load
    from scraper.runs.store import Store

    news = load(config)
    with Store.open(news.run.store, read_only=True) as store:
        stored = store.article(url)
    if stored is None:
        raise UsageError(f"no stored article has the address {url}: scraper export {config} - lists them")
    put(FORMATS[as_](stored.article))
    return 0
