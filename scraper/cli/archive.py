"""The verbs `reclean`, `export` and `show` of the command: what can be done with what is stored."""

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
    note="Prints each article that changes, with its lines that go and come, and a line on all of\n"
    "them. One marked with ! loses more than a tenth of its characters, or all: the exit code is 1.",
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
    note="Needed once for a store in PostgreSQL that an older version made; make a copy with pg_dump first.\n"
    "A store in SQLite is migrated when a run opens it, and a copy is left beside it.",
)
show = verb("show", "scraper show news.toml https://www.example.org/news/1 --as md")


@reclean.default
@with_extra()
def _reclean(config: Path, /, *, site: str | None = None, since: str | None = None, dry_run: Flag = False) -> int:
    """Clean the kept raw pages anew; exit code 1 where an article loses more than a tenth.

    Args:
        config: The TOML of the run.
        site: Only this site, such as example.org.
        since: Only pages fetched since then: 7d, 36h, or a date as 2026-11-01.
        dry_run: Only say what would change.
    """
    from scraper.runs.config import load
    from scraper.runs.lock import locked
    from scraper.runs.logs import new_run_id
    from scraper.runs.reclean import Recleaned, format_change
    from scraper.runs.reclean import reclean as changes
    from scraper.runs.store import Store
    from scraper.runs.summary import RULE_BROKEN

    news, now, told = load(config), datetime.now(UTC), Recleaned()
    with (
        nullcontext() if dry_run else locked(news, f"reclean-{new_run_id()}"),
        Store.open(news.run.store, read_only=dry_run) as store,
    ):
        for change in changes(store, now, told, since=moment_of(since, now), site=site_named(site), dry=dry_run):
            put(format_change(change))
    put(f"{told.line(dry_run)}\n")
    return RULE_BROKEN if told.broken else 1 if told.shrunk or told.emptied else 0


@export.default
@with_extra()
def _export(
    config: Path, out: Out, /, *, as_: ExportFormat = "jsonl", since: str | None = None, site: str | None = None
) -> int:
    """Write the stored articles to a file or a folder, which is put in place whole at the end.

    Args:
        config: The TOML of the run.
        out: The file, the folder for markdown, or - for JSON lines on standard output.
        as_: JSON lines with every field and receipt, a Parquet table, or Markdown files with front matter.
        since: Only articles whose text is new or was revised since then: 7d, 36h, or a date as 2026-11-01.
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
    """Bring the store of a file up to today's schema, in one transaction.

    Args:
        config: The TOML of the run.
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
    """Print one stored article, in its last revision.

    Args:
        config: The TOML of the run.
        url: Its address, as a source or the page itself gives it.
        as_: How to print it, as for scraper clean.
    """
    from scraper.output.rendering import FORMATS
    from scraper.runs.config import load
    from scraper.runs.store import Store

    news = load(config)
    with Store.open(news.run.store, read_only=True) as store:
        stored = store.article(url)
    if stored is None:
        raise UsageError(f"{url} is not among the stored articles: scraper export {config} - lists them")
    put(FORMATS[as_](stored.article))
    return 0
