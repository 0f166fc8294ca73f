"""The full-text index of the articles' current revisions: FTS5 in SQLite, a tsvector with a GIN index in PostgreSQL.

SQLite's holds no text, which would take as much again as the articles do. To remove an article it has to be given the
words that were indexed: these are the words of the stored title and blocks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, text

from scraper.runs.store.search_terms import Term, index_words

_BATCH = 200
_MOST_POSITION = 16_383
_MOST_POSITIONS = 255
"""PostgreSQL keeps no more places of one word; a phrase is not found behind its last place."""

_CREATE = {
    # the words arrive separated by spaces, so every other character belongs to one
    "sqlite": (
        "CREATE VIRTUAL TABLE article_search USING fts5(title, body, content='', tokenize='ascii')",
        "INSERT INTO article_search(article_search, rank) VALUES ('automerge', 8)",
        "INSERT INTO article_search(article_search, rank) VALUES ('rank', 'bm25(5.0, 1.0)')",
    ),
    "postgresql": (
        "CREATE TABLE article_search ("
        "article_id BIGINT PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE, words TSVECTOR NOT NULL)",
        "CREATE INDEX article_search_words ON article_search USING gin (words)",
    ),
}
_SQLITE_ADD = text("INSERT INTO article_search(rowid, title, body) VALUES (:id, :title, :body)")
_SQLITE_DROP = text(
    "INSERT INTO article_search(article_search, rowid, title, body) VALUES ('delete', :id, :title, :body)"
)
_POSTGRES_ADD = text(
    "INSERT INTO article_search(article_id, words) VALUES (:id, CAST(:words AS tsvector))"
    " ON CONFLICT (article_id) DO UPDATE SET words = excluded.words"
)
_CURRENT = (
    "SELECT a.id, r.id AS revision_id, r.title FROM articles a"
    " JOIN revisions r ON r.article_id = a.id AND r.revision = a.revision WHERE "
)
_NEXT = text(f"{_CURRENT} a.id > :last ORDER BY a.id LIMIT :most")
_THESE = text(f"{_CURRENT} a.id IN :ids").bindparams(bindparam("ids", expanding=True))
_BODY = text("SELECT text FROM blocks WHERE revision_id = :revision ORDER BY position")
_INDEXED = {"sqlite": "SELECT id FROM article_search_docsize", "postgresql": "SELECT article_id FROM article_search"}


class Indexed(NamedTuple):
    """What the index holds of an article: its title and the text of its blocks."""

    title: str
    body: str


def create(connection: Connection) -> None:
    """Create the empty index."""
    for statement in _CREATE[connection.dialect.name]:
        connection.exec_driver_sql(statement)


def put(connection: Connection, article_id: int, new: Indexed, old: Indexed | None) -> None:
    """Index an article; `old` is what was indexed of it before, None for a new article."""
    if connection.dialect.name == "postgresql":
        connection.execute(_POSTGRES_ADD, {"id": article_id, "words": _vector(new)})
        return
    if old is not None:
        connection.execute(_SQLITE_DROP, _sqlite_row(article_id, old))
    connection.execute(_SQLITE_ADD, _sqlite_row(article_id, new))


def drop(connection: Connection, article_ids: Sequence[int]) -> None:
    """Remove articles, which are still stored, from the index."""
    if connection.dialect.name == "postgresql":
        return  # the foreign key does it
    rows = connection.execute(_THESE, {"ids": list(article_ids)}).all()
    for row in rows:
        old = Indexed(row.title, indexed_text(connection, row.revision_id))
        connection.execute(_SQLITE_DROP, _sqlite_row(row.id, old))


def indexed_text(connection: Connection, revision_id: int | None) -> str:
    """The text of the blocks of a revision, as it is indexed."""
    rows = connection.execute(_BODY, {"revision": revision_id})
    return "\n\n".join(row.text for row in rows if row.text)


def rebuild(connection: Connection) -> int:
    """Replace the index by a new one over all articles; returns their number."""
    connection.exec_driver_sql("DROP TABLE IF EXISTS article_search")
    create(connection)
    return fill(connection)


def fill(connection: Connection) -> int:
    """Index all articles, of which the index must have none; returns their number."""
    last = count = 0
    while rows := connection.execute(_NEXT, {"last": last, "most": _BATCH}).all():
        for row in rows:
            put(connection, row.id, Indexed(row.title, indexed_text(connection, row.revision_id)), None)
        last = rows[-1].id
        count += len(rows)
    return count


def index_faults(connection: Connection) -> Iterator[str]:
    """What is wrong with the index, one sentence each."""
    indexed = _INDEXED[connection.dialect.name]
    for these, others, what in (
        ("SELECT id FROM articles", indexed, "of the articles are not in the search index"),
        (indexed, "SELECT id FROM articles", "entries of the search index have no article"),
    ):
        number = connection.execute(text(f"SELECT count(*) FROM ({these} EXCEPT {others}) AS lost")).scalar_one()
        if number:
            yield f"{number:,} {what}: scraper store index builds it again"


def match_expression(dialect: str, terms: Sequence[Term]) -> str:
    """The terms of a query in the language of the database. Words hold letters and digits alone, so none is escaped."""
    if dialect == "sqlite":
        return " AND ".join(f'"{" ".join(term.words)}"{" *" if term.prefix else ""}' for term in terms)
    phrases = (" <-> ".join(f"'{word}'" for word in term.words) for term in terms)
    return " & ".join(f"({phrase}{':*' if term.prefix else ''})" for phrase, term in zip(phrases, terms, strict=True))


def _sqlite_row(article_id: int, indexed: Indexed) -> dict[str, object]:
    return {
        "id": article_id,
        "title": " ".join(index_words(indexed.title)),
        "body": " ".join(index_words(indexed.body)),
    }


def _vector(indexed: Indexed) -> str:
    """A tsvector; words of the title have the highest weight, and those of the body begin at a distance from them."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    at = 0
    for weight, part in (("A", indexed.title), ("", indexed.body)):
        for word in index_words(part):
            at += 1
            if len(places[word]) < _MOST_POSITIONS:
                places[word].append(f"{min(at, _MOST_POSITION)}{weight}")
        at += 10
    return " ".join(f"'{word}':{','.join(where)}" for word, where in places.items())
