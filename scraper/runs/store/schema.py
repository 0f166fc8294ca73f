"""The tables of a store, the same in SQLite and PostgreSQL.

Times are integer microseconds since 1970 in UTC, so both databases store, compare and index them alike. JSON is text,
because PostgreSQL's JSON type rejects U+0000, which pages do contain.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    DDL,
    BigInteger,
    Column,
    Connection,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    event,
)

VERSION = 5
"""The schema version. `migrations` updates older stores; newer ones are rejected."""

NEW, DONE, RETRY, RETIRED, ALIAS = range(5)
"""States of a URL: never fetched; fetched; failed, to be retried; no longer fetched; alias of another URL."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_ID = BigInteger().with_variant(Integer, "sqlite")


class Moment(TypeDecorator[datetime]):
    """An aware datetime stored as integer microseconds since 1970, read back in UTC."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Raises TypeError if `value` has no time zone."""
        return None if value is None else (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """The time in UTC."""
        return None if value is None else _EPOCH + value * _MICROSECOND


metadata = MetaData()


def _table(name: str, *parts: Column[Any] | UniqueConstraint | Index, rowid: bool = True) -> Table:
    return Table(name, metadata, *parts, sqlite_with_rowid=rowid)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _count(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default="0")


about = _table("bodycopy_schema", Column("version", Integer, primary_key=True, autoincrement=False), rowid=False)

runs = _table(
    "runs",
    Column("id", Text, primary_key=True),
    _text("config"),
    Column("started", Moment, nullable=False, index=True),
    Column("ended", Moment),
    _text("summary"),
    Column("counts", Text, nullable=False, server_default="{}"),
)

urls = _table(
    "urls",
    Column("id", _ID, primary_key=True),
    Column("url", Text, nullable=False, unique=True),
    Column("source", Text, nullable=False),
    Column("site", Text, nullable=False),
    Column("state", SmallInteger, nullable=False),
    Column("alias_of", _ID, ForeignKey("urls.id"), index=True),
    Column("discovered_at", Moment),  # null if known only from a redirect or canonical link
    Column("source_date", Moment),  # published or changed, according to the source
    Column("rank", Moment, nullable=False),  # sort key: the newest is highest
    _text("summary"),
    _text("etag"),
    _text("last_modified"),
    _count("tries"),
    Column("fetched_at", Moment),
    Column("retry_at", Moment),
    Column("changed", Moment),
    Column("recrawl_level", SmallInteger, nullable=False, server_default="0"),
    _text("outcome"),
)

# one partial index per state: searching for new URLs costs the same however many are done
for _index, _state in (
    ("urls_new ON urls (source, rank)", NEW),
    ("urls_retry ON urls (source, retry_at)", RETRY),
    ("urls_done ON urls (source, recrawl_level, fetched_at)", DONE),
):
    event.listen(urls, "after_create", DDL(f"CREATE INDEX {_index} WHERE state = {_state}"))  # type: ignore[no-untyped-call]

fetches = _table(
    "fetches",
    Column("id", _ID, primary_key=True),
    Column("url_id", _ID, ForeignKey("urls.id"), nullable=False, index=True),
    Column("run_id", Text, ForeignKey("runs.id"), nullable=False),
    Column("at", Moment, nullable=False),
    _text("outcome"),
    Column("status", Integer),
    _text("url"),
    _text("content_type"),
    Column("size", Integer),
    Column("seconds", Float, nullable=False),
    _text("saved"),  # RevisionKind: new, revised, same or none
    _text("error"),
)

pages = _table(
    "pages",
    Column("id", _ID, primary_key=True),
    Column("url_id", _ID, ForeignKey("urls.id"), nullable=False),
    Column("revision", Integer, nullable=False),  # of its article; 0 without one
    Column("fetched", Moment, nullable=False, index=True),
    _text("url"),
    _text("content_type"),
    Column("body", LargeBinary, nullable=False),
    UniqueConstraint("url_id", "revision"),
)

articles = _table(
    "articles",
    Column("id", _ID, primary_key=True),
    Column("url_id", _ID, ForeignKey("urls.id"), nullable=False, unique=True),
    Column("url", Text, nullable=False),
    Column("site", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("changed", Moment, nullable=False),
    Column("duplicate_of", _ID, ForeignKey("articles.id")),
    Column("simhash", BigInteger),  # signed: neither database has an unsigned 64-bit type
    _text("directives"),  # those of its publisher, separated by spaces
    Index("articles_changed", "changed", "id"),
    Index("articles_site", "site", "changed", "id"),
)

revisions = _table(
    "revisions",
    Column("id", _ID, primary_key=True),
    Column("article_id", _ID, ForeignKey("articles.id"), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("run_id", Text, ForeignKey("runs.id")),  # null if made by recleaning
    Column("fetched", Moment, nullable=False),
    Column("cleaned", Moment, nullable=False),
    _text("origin"),  # Article.source: how the body was found
    _text("title"),
    Column("length", Integer, nullable=False),  # characters of the body
    Column("body_hash", LargeBinary, nullable=False),
    Column("whole_hash", LargeBinary, nullable=False),
    Column("fields", Text, nullable=False),  # JSON: Article.to_dict() without text, blocks and removals
    _text("diff"),
    UniqueConstraint("article_id", "revision"),
)

blocks = _table(
    "blocks",
    Column("revision_id", _ID, ForeignKey("revisions.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    _text("kind"),
    _text("text"),
    Column("data", Text, nullable=False),  # JSON: the rest of the block with its path
    rowid=False,
)

removals = _table(
    "removals",
    Column("revision_id", _ID, ForeignKey("revisions.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    _text("reason"),
    _text("rule"),
    _text("text"),
    Column("data", Text, nullable=False),  # JSON: the rest of the removal with its path and images
    Column("origin", Text, nullable=False, server_default="general"),
    rowid=False,
)

bands = _table(
    "bands",
    Column("band", Integer, primary_key=True),
    Column("article_id", _ID, ForeignKey("articles.id"), primary_key=True, index=True),
    rowid=False,
)

validators = _table(
    "validators",
    Column("url", Text, primary_key=True),
    _text("etag"),
    _text("last_modified"),
)

site_runs = _table(
    "site_runs",
    Column("run_id", Text, ForeignKey("runs.id"), primary_key=True),
    Column("site", Text, primary_key=True),
    Column("started", Moment, nullable=False),  # start of the run
    Column("data", Text, nullable=False),  # JSON: SiteStats.to_dict()
    Index("site_runs_site", "site", "started"),
)

findings = _table(
    "findings",
    Column("run_id", Text, ForeignKey("runs.id"), primary_key=True),
    Column("site", Text, primary_key=True),
    _text("verdict"),
    Column("evidence", Text, nullable=False),  # JSON: a list of sentences
)

documents = _table(
    "documents",  # the feeds, sitemaps and section pages of the sources
    Column("url", Text, primary_key=True),
    _text("source"),
    _text("state"),  # DocumentState
    _text("error"),
    Column("since", Moment, nullable=False),  # start of the state
    _count("listed"),  # URLs when it last listed any
    _text("answered"),  # the address after redirects when it last listed any
    Column("longest_lull", Float, nullable=False, server_default="0"),  # seconds that it listed nothing, and recovered
    _count("unchanged"),  # requests in a row that brought nothing other than before
    _text("body_hash"),  # of the body that was last read
    Column("polled", Moment),
)

rhythms = _table(
    "rhythms",
    Column("source", Text, primary_key=True),
    Column("known_since", Moment, nullable=False),
    Column("new_at", Moment, nullable=False),  # the last run that found a new URL
    Column("gaps", Text, nullable=False),  # JSON: seconds between new stories, oldest first
)

standing = _table(
    "standing",  # the last verdict on the pages of each site
    Column("site", Text, primary_key=True),
    _text("source"),
    _text("verdict"),
    Column("evidence", Text, nullable=False),  # JSON: a list of sentences
    Column("judged", Moment, nullable=False),
    Column("reported", SmallInteger, nullable=False, server_default="0"),
)

notified = _table(
    "notified",  # the last verdict that a notification told
    Column("site", Text, primary_key=True),
    _text("verdict"),
    Column("sent", Moment, nullable=False),
)

WATCH = (documents, rhythms, standing, notified)
"""The tables that schema 3 added."""

_TIME = {
    "sqlite": "strftime('%Y-%m-%d %H:%M:%S', {} / 1000000, 'unixepoch')",
    "postgresql": "to_char(to_timestamp({} / 1000000) AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS')",
}
"""A time in microseconds as readable text, in UTC."""
_VIEWS = """\
CREATE VIEW latest_articles AS
SELECT a.id, a.site, a.url, r.title, a.revision, r.length, r.origin, {r.fetched} AS fetched, {a.changed} AS changed,
    a.duplicate_of
FROM articles a JOIN revisions r ON r.article_id = a.id AND r.revision = a.revision;
CREATE VIEW article_history AS
SELECT a.id, a.site, a.url, r.revision, r.title, r.length, r.origin, {r.fetched} AS fetched, {r.cleaned} AS cleaned,
    r.run_id, r.diff
FROM articles a JOIN revisions r ON r.article_id = a.id;
CREATE VIEW site_verdicts AS
SELECT f.site, f.verdict, {u.started} AS started, f.evidence, f.run_id
FROM findings f JOIN runs u ON u.id = f.run_id"""
"""Views for people who write SQL: articles, revisions and verdicts with titles and readable times."""


def _create_views(target: MetaData, connection: Connection, **_: object) -> None:
    time = _TIME[connection.dialect.name]
    for view in re.sub(r"\{([a-z.]+)\}", lambda column: time.format(column[1]), _VIEWS).split(";\n"):
        connection.exec_driver_sql(view.replace("%", "%%") if connection.dialect.name == "postgresql" else view)


event.listen(metadata, "after_create", _create_views)
