"""Save one job's result in one transaction: page, article, fetch record and new URL state.

If the process is killed before the commit, nothing changes and the URL is still due.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, update

from scraper.errors import UsageError
from scraper.model import Article
from scraper.net.decompress import compress_page
from scraper.runs.store import aliases
from scraper.runs.store.aliases import BodyHashes, UrlRow
from scraper.runs.store.frontier import recrawl_level
from scraper.runs.store.revisions import RevisionContext, save_revision, update_revision
from scraper.runs.store.rows import Saved, digest, storable
from scraper.runs.store.schema import ALIAS, DONE, RETIRED, RETRY, Moment, articles, fetches, pages, urls
from scraper.runs.store.upsert import adding, replacing
from scraper.runs.types import FetchResult, Outcome, PageResult

MOST_TRIES = 15
"""After this many failures in a row, about eight days, a URL is retired until its source lists a later date."""

_ANSWERED = frozenset([Outcome.ARTICLE, Outcome.EMPTY, Outcome.UNCHANGED, Outcome.FORBIDDEN, Outcome.DECLINED])
_REFUSED = frozenset([Outcome.GONE, Outcome.REFUSED])
REFUSAL_WAITS = tuple(timedelta(hours=hours) for hours in (1, 6, 24, 48, 96))
"""The waits between requests for a page that is gone or refused: after six in a week it is given up.

The first is shorter for a page that never answered, of a source with a shorter `refetch`: some feeds name stories
before their pages are there.
"""
_FIRST_WAIT, _LONGEST_WAIT = timedelta(minutes=5), timedelta(days=1)
_SHORT_WAITS = 3

_PAGE = pages.c.url_id == bindparam("page_of"), pages.c.revision == bindparam("of")
_TOUCH_PAGE = update(pages).where(*_PAGE).values(fetched=bindparam("at", type_=Moment))
_DROP_PAGE = delete(pages).where(*_PAGE)
_DROP_PAGES = delete(pages).where(pages.c.url_id == bindparam("page_of"))
_DIRECTIVES = update(articles).where(articles.c.id == bindparam("row"))
_STATE = update(urls).where(urls.c.id == bindparam("row"))


def save(connection: Connection, run_id: str, result: PageResult, now: datetime) -> Saved:
    """Save the result of a job. Raises UsageError if its URL was never offered to this store."""
    fetched = result.fetched
    row = aliases.find_url(connection, fetched.job.id)
    if row is None or row.url != fetched.job.url:
        raise UsageError(f"{fetched.job.url} was never offered to this store: call offer(), then plan()")
    alias_of = row.alias_of
    if result.article is not None:
        saved, alias_of = _save_article(connection, row, result, result.article, run_id, now)
    else:
        saved = Saved("none", row.article_id, row.revision or 0)
        if fetched.body is not None and fetched.outcome is not Outcome.UNCHANGED and alias_of is None:
            _save_page(connection, row.id, 0, fetched, now)
    if saved.article_id is not None and alias_of is None and (result.article is not None or fetched.directives):
        _note_directives(connection, saved.article_id, row, fetched)
    if not fetched.may_archive:
        connection.execute(_DROP_PAGES, {"page_of": row.id})
    state = _state(row, fetched, saved, alias_of, now)
    connection.execute(_STATE, {"row": row.id, "alias_of": alias_of, **state})
    if state["state"] == RETIRED and fetched.outcome not in _ANSWERED:
        saved = replace(saved, given_up=True)
    connection.execute(adding(fetches), _fetch_record(row.id, run_id, fetched, saved, now))
    return saved


def _save_article(
    connection: Connection, row: UrlRow, result: PageResult, article: Article, run_id: str, now: datetime
) -> tuple[Saved, int | None]:
    """What was saved, and the id of the URL of which this one is an alias, if it is one."""
    if row.alias_of is None and row.body_hash == digest(article.text):
        return _save_same(connection, row, result, article, now), None
    context = RevisionContext(row.url, row.site, now, now, run_id)
    body = BodyHashes.of(article.text)
    if row.alias_of is not None:
        if body.is_story_of(row):
            return Saved("same", row.article_id, row.revision or 0), row.alias_of
        aliases.release_alias(connection, row)
        row = row.without_alias()
    if row.article_id is None:
        owner, name = aliases.claim_aliases(connection, row, aliases.other_urls(row, result), body, now)
        if owner is not None:
            return Saved("same", owner.article_id, owner.revision or 0), owner.alias_of or owner.id
        context = RevisionContext(name, row.site, now, now, run_id)
    if aliases.is_lesser(row, article):
        _save_page(connection, row.id, 0, result.fetched, now)
        return Saved("held", row.article_id, row.revision or 0), None
    saved = save_revision(connection, row, article, body, context)
    _save_page(connection, row.id, saved.revision, result.fetched, now)
    _drop_failure(connection, row)
    return saved, None


def _note_directives(connection: Connection, article_id: int, row: UrlRow, fetched: FetchResult) -> None:
    directives = " ".join(sorted(fetched.directives))
    if directives != (row.directives or ""):
        connection.execute(_DIRECTIVES, {"row": article_id, "directives": directives})


def _save_same(connection: Connection, row: UrlRow, result: PageResult, article: Article, now: datetime) -> Saved:
    """Save an article with an unchanged body: update the revision if needed, and the date of its page."""
    saved = Saved("same", row.article_id, row.revision or 0)
    page = {"page_of": row.id, "of": saved.revision, "at": now}
    is_other = update_revision(connection, row, article, now) or not result.fetched.may_archive
    if is_other or not connection.execute(_TOUCH_PAGE, page).rowcount:
        _save_page(connection, row.id, saved.revision, result.fetched, now)
    _drop_failure(connection, row)
    return saved


def _drop_failure(connection: Connection, row: UrlRow) -> None:
    """Delete an earlier page of this URL without an article."""
    if row.outcome not in ("", Outcome.ARTICLE.value):
        connection.execute(_DROP_PAGE, {"page_of": row.id, "of": 0})


def _save_page(connection: Connection, url_id: int, revision: int, fetched: FetchResult, now: datetime) -> None:
    if fetched.body is None or not fetched.may_archive:
        return
    values = {
        "url_id": url_id,
        "revision": revision,
        "fetched": now,
        "url": storable(fetched.url),
        "content_type": storable(fetched.content_type),
        "body": fetched.packed or compress_page(fetched.body),
    }
    connection.execute(replacing(connection, pages, "url_id", "revision"), values)


def _fetch_record(url_id: int, run_id: str, fetched: FetchResult, saved: Saved, now: datetime) -> dict[str, Any]:
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


def _state(row: UrlRow, fetched: FetchResult, saved: Saved, alias_of: int | None, now: datetime) -> dict[str, Any]:
    """The new values of the URL's row, except `alias_of`."""
    outcome = fetched.outcome
    transient = outcome not in _ANSWERED
    is_new = saved.kind in ("new", "revised") or row.changed is None
    changed = now if is_new and not transient else row.changed
    level = recrawl_level(now - changed) if changed is not None else 0
    tries = row.tries + 1 if transient else 0
    state = DONE if outcome in _ANSWERED and level is not None else RETIRED
    if transient and tries < (len(REFUSAL_WAITS) + 1 if outcome in _REFUSED else MOST_TRIES):
        state = RETRY
    is_new_page = fetched.body is not None or outcome is Outcome.DECLINED
    return {
        "state": state if alias_of is None else ALIAS,
        "tries": tries,
        "fetched_at": row.fetched_at if transient else now,
        "retry_at": _retry_at(row, tries, fetched, now) if transient else None,
        "changed": changed,
        "recrawl_level": level or 0,
        "etag": storable(fetched.etag) if is_new_page or fetched.etag else row.etag,
        "last_modified": storable(fetched.last_modified) if is_new_page or fetched.last_modified else row.last_modified,
        "outcome": saved.kind if saved.kind == "held" else outcome.value,
    }


def _retry_at(row: UrlRow, tries: int, fetched: FetchResult, now: datetime) -> datetime:
    """When to retry: the time that the server or the run set, with exponential back-off from the fourth failure on."""
    if fetched.outcome in _REFUSED:
        wait = REFUSAL_WAITS[min(tries, len(REFUSAL_WAITS)) - 1]
        is_young = tries == 1 and row.fetched_at is None
        return now + (min(wait, timedelta(seconds=fetched.job.refetch)) if is_young else wait)
    earliest = fetched.again or now + _FIRST_WAIT
    if tries <= _SHORT_WAITS:
        return earliest
    return max(earliest, now + min(_FIRST_WAIT * 2.0 ** (tries - _SHORT_WAITS), _LONGEST_WAIT))
