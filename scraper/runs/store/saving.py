"""Saving what came of one job, in one transaction: the page, the article, the answer, and what the URL is now.

A process killed before the commit has changed nothing, and the URL is still to do.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, update

from scraper.errors import UsageError
from scraper.model import Article
from scraper.net.decompress import compress_page
from scraper.runs.store import aliases
from scraper.runs.store.aliases import BodyHashes, Kept
from scraper.runs.store.frontier import recrawl_level
from scraper.runs.store.revisions import RevisionContext, mend, save_revision
from scraper.runs.store.rows import Saved, digest, storable
from scraper.runs.store.schema import ALIAS, DONE, RETIRED, RETRY, Moment, fetches, pages, urls
from scraper.runs.store.upsert import adding, replacing
from scraper.runs.types import FetchResult, Outcome, PageResult

MOST_TRIES = 15
"""After as many failures in a row, some eight days, a URL is left alone until its source names a later date."""

_ANSWERED = frozenset([Outcome.ARTICLE, Outcome.EMPTY, Outcome.UNCHANGED, Outcome.FORBIDDEN])
_FINAL = frozenset([Outcome.GONE, Outcome.REFUSED])
_FIRST_WAIT, _LONGEST_WAIT = timedelta(minutes=5), timedelta(days=1)
_PATIENT_TRIES = 3

_PAGE = pages.c.url_id == bindparam("page_of"), pages.c.revision == bindparam("of")
_SEEN_AGAIN = update(pages).where(*_PAGE).values(fetched=bindparam("at", type_=Moment))
_DROP_PAGE = delete(pages).where(*_PAGE)
_STATE = update(urls).where(urls.c.id == bindparam("row"))


def save(connection: Connection, run_id: str, result: PageResult, now: datetime) -> Saved:
    """Keep what came of one job. Raises UsageError where its URL was never offered to this store."""
    fetched = result.fetched
    row = aliases.kept(connection, fetched.job.id)
    if row is None or row.url != fetched.job.url:
        raise UsageError(f"{fetched.job.url} was never offered to this store: offer it, then plan")
    head = row.alias_of
    if result.article is not None:
        saved, head = _save_article(connection, row, result, result.article, run_id, now)
    else:
        saved = Saved("none", row.article_id, row.revision or 0)
        if fetched.body is not None and fetched.outcome is not Outcome.UNCHANGED and head is None:
            _keep_page(connection, row.id, 0, fetched, now)
    connection.execute(_STATE, {"row": row.id, "alias_of": head, **_state(row, fetched, saved, head, now)})
    connection.execute(adding(fetches), _facts(row.id, run_id, fetched, saved, now))
    return saved


def _save_article(
    connection: Connection, row: Kept, result: PageResult, article: Article, run_id: str, now: datetime
) -> tuple[Saved, int | None]:
    """The article that is kept now, and the id of the URL of which this one is but another name."""
    if row.alias_of is None and row.body_hash == digest(article.text):
        return _keep_same(connection, row, result, article, now), None
    context = RevisionContext(row.url, row.site, now, now, run_id)
    body = BodyHashes.of(article.text)
    if row.alias_of is not None:
        if body.is_story_of(row):
            return Saved("same", row.article_id, row.revision or 0), row.alias_of
        aliases.disown(connection, row)
        row = row.apart()
    if row.article_id is None:
        told, name = aliases.settle(connection, row, aliases.other_names(row, result), body, now)
        if told is not None:
            return Saved("same", told.article_id, told.revision or 0), told.alias_of or told.id
        context = RevisionContext(name, row.site, now, now, run_id)
    saved = save_revision(connection, row, article, body, context)
    _keep_page(connection, row.id, saved.revision, result.fetched, now)
    _drop_failure(connection, row)
    return saved, None


def _keep_same(connection: Connection, row: Kept, result: PageResult, article: Article, now: datetime) -> Saved:
    """Nothing but the body's surroundings changed, if anything did."""
    saved = Saved("same", row.article_id, row.revision or 0)
    seen = {"page_of": row.id, "of": saved.revision, "at": now}
    if mend(connection, row, article, now) or not connection.execute(_SEEN_AGAIN, seen).rowcount:
        _keep_page(connection, row.id, saved.revision, result.fetched, now)
    _drop_failure(connection, row)
    return saved


def _drop_failure(connection: Connection, row: Kept) -> None:
    """The page without an article that came before this one, if there is one."""
    if row.outcome not in ("", Outcome.ARTICLE.value):
        connection.execute(_DROP_PAGE, {"page_of": row.id, "of": 0})


def _keep_page(connection: Connection, url_id: int, revision: int, fetched: FetchResult, now: datetime) -> None:
    if fetched.body is None:
        return
    told = {
        "url_id": url_id,
        "revision": revision,
        "fetched": now,
        "url": storable(fetched.url),
        "content_type": storable(fetched.content_type),
        "body": fetched.packed or compress_page(fetched.body),
    }
    connection.execute(replacing(connection, pages, "url_id", "revision"), told)


def _facts(url_id: int, run_id: str, fetched: FetchResult, saved: Saved, now: datetime) -> dict[str, Any]:
    return {
        "url_id": url_id,
        "run_id": run_id,
        "at": now,
        "outcome": fetched.outcome.value,
        "status": fetched.status,
        "url": storable(fetched.url),
        "content_type": storable(fetched.content_type),
        "size": None if fetched.body is None else len(fetched.body),
        "seconds": fetched.seconds,
        "saved": saved.kind,
        "error": storable(fetched.why),
    }


def _state(row: Kept, fetched: FetchResult, saved: Saved, head: int | None, now: datetime) -> dict[str, Any]:
    """What the URL is from now on."""
    outcome = fetched.outcome
    passing = outcome not in _ANSWERED and outcome not in _FINAL
    fresh = saved.kind in ("new", "revised") or row.changed is None
    changed = now if fresh and not passing else row.changed
    level = recrawl_level(now - changed) if changed is not None else 0
    tries = row.tries + 1 if passing else 0
    state = DONE if outcome in _ANSWERED and level is not None else RETIRED
    if passing and tries < MOST_TRIES:
        state = RETRY
    anew = fetched.body is not None
    return {
        "state": state if head is None else ALIAS,
        "tries": tries,
        "fetched_at": row.fetched_at if passing else now,
        "retry_at": _again(tries, fetched, now) if passing else None,
        "changed": changed,
        "recrawl_level": level or 0,
        "etag": storable(fetched.etag) if anew or fetched.etag else row.etag,
        "last_modified": storable(fetched.last_modified) if anew or fetched.last_modified else row.last_modified,
        "outcome": outcome.value,
    }


def _again(tries: int, fetched: FetchResult, now: datetime) -> datetime:
    """When a failure may have passed: what the server or the run said, and from the fourth on in a row later each."""
    told = fetched.again or now + _FIRST_WAIT
    if tries <= _PATIENT_TRIES:
        return told
    return max(told, now + min(_FIRST_WAIT * 2.0 ** (tries - _PATIENT_TRIES), _LONGEST_WAIT))
