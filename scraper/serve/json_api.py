"""The JSON API, described by `/api/openapi.json`, and `POST /clean`."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from scraper.errors import CleanError, PageError, ScraperError, UsageError
from scraper.html.decode import looks_like_html
from scraper.model import Article
from scraper.output.rendering import to_json
from scraper.runs.store import Stored
from scraper.runs.store.browsing import Archive, ListedArticle
from scraper.serve.cleaner import MOST_SENT, BoundedCleaner, CleanerBusy
from scraper.serve.known_sites import known_sites
from scraper.serve.openapi import openapi_document
from scraper.urls import is_web_address

MOST_LISTED = 100
"""Articles of one answer."""
MOST_ID = 2**31 - 1
"""Numbers in the databases."""
_CLOSED = {"Connection": "close"}
"""The header of answers to requests of which a part was not read."""


async def answer_openapi(request: Request) -> Response:
    """The description of the API."""
    return JSONResponse(openapi_document(str(request.base_url).rstrip("/")))


async def answer_sites(request: Request) -> Response:
    """The sites with their verdicts."""
    return JSONResponse({"sites": await run_in_threadpool(_sites, request)})


async def answer_articles(request: Request) -> Response:
    """Articles that changed last, or that match `q`; the next page begins at `next`."""
    return JSONResponse(await run_in_threadpool(_articles, request))


async def answer_article(request: Request) -> Response:
    """One article with all its parts, in its current revision or the one asked for."""
    return JSONResponse(await run_in_threadpool(_article, request))


async def answer_revisions(request: Request) -> Response:
    """The revisions of an article, oldest first."""
    rows = await run_in_threadpool(archive_of(request).revisions, article_id(request))
    if not rows:
        raise HTTPException(404, "there is no such article")
    return JSONResponse({
        "revisions": [
            {"revision": row.revision, "fetched": rfc3339(row.fetched), "cleaned": rfc3339(row.cleaned),
             "title": row.title, "length": row.length, "origin": row.origin, "run": row.run_id}
            for row in rows
        ]
    })  # fmt: skip


async def answer_clean(request: Request) -> Response:
    """Clean the page, or the flattened text, in the body of the request."""
    if not request.app.state.token:
        raise HTTPException(403, "POST /clean needs a token: start scraper serve with --token-file")
    url = request.query_params.get("url", "")
    if url and not is_web_address(url):
        raise HTTPException(400, "url is not a web address: give it in full, as in https://example.org/news/1")
    cleaner = request.app.state.cleaner
    try:
        async with cleaner.place():
            body = await _body(request, cleaner.sending_seconds)
            made = await _cleaned(cleaner, body, url, request.headers.get("content-type", ""))
    except CleanerBusy:
        raise HTTPException(
            503, "too many pages wait to be cleaned; try again", _CLOSED | {"Retry-After": "5"}
        ) from None
    except CleanError as error:
        raise HTTPException(422, str(error)) from error
    except (PageError, UsageError) as error:
        raise HTTPException(400, str(error)) from error
    except ScraperError as error:
        raise HTTPException(500, str(error)) from error
    return Response(await run_in_threadpool(to_json, made, indent=None), media_type="application/json")


def archive_of(request: Request) -> Archive:
    """The archive of the server's store."""
    archive: Archive = request.app.state.store.get().archive
    return archive


def article_id(request: Request) -> int:
    """The number of the article in the address. Raises HTTPException for one that no store can have."""
    found: int = request.path_params["id"]
    if found > MOST_ID or request.path_params.get("revision", 0) > MOST_ID:
        raise HTTPException(404, "there is no such article")
    return found


def query_number(request: Request, name: str, most: int, default: int) -> int:
    """A whole number in the query, at most `most`. Raises HTTPException for anything else."""
    given = request.query_params.get(name)
    if given is None:
        return default
    if not given.isascii() or not given.isdigit() or len(given) > 9:
        raise HTTPException(400, f"{name} must be a number, not {given!r:.40}")
    return min(int(given), most)


def rfc3339(time: datetime) -> str:
    """A time in UTC as RFC 3339 has it."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


async def _body(request: Request, seconds: float) -> bytes:
    """The body of a request, within the bounds of size and time. Raises HTTPException beyond them."""
    parts, size = [], 0
    try:
        async with asyncio.timeout(seconds):
            async for part in request.stream():
                size += len(part)
                if size > MOST_SENT:
                    raise HTTPException(413, f"the page has more than {MOST_SENT:,} bytes", _CLOSED)
                parts.append(part)
    except TimeoutError:
        raise HTTPException(408, f"the page did not arrive within {seconds:g} seconds", _CLOSED) from None
    except ClientDisconnect:
        raise HTTPException(400, "the connection ended within the page") from None
    return b"".join(parts)


async def _cleaned(cleaner: BoundedCleaner, body: bytes, url: str, kind: str) -> Article:
    if kind.lower().startswith("text/plain") and not looks_like_html(body):
        return await cleaner.text(body, url)
    return await cleaner.html(body, url, kind)


def _sites(request: Request) -> list[dict[str, Any]]:
    sites = known_sites(request.app.state.store.get())
    return [
        {
            "site": site.name,
            "articles": site.count.number if site.count else 0,
            "changed": rfc3339(site.count.changed) if site.count else None,
            "verdict": site.finding.verdict.value if site.finding else None,
            "evidence": list(site.finding.evidence) if site.finding else [],
            "judged": rfc3339(site.judged) if site.judged else None,
        }
        for site in sorted(sites, key=lambda site: site.name)
    ]


def _articles(request: Request) -> dict[str, Any]:
    archive, site = archive_of(request), request.query_params.get("site")
    most = max(1, query_number(request, "most", MOST_LISTED, 20))
    query = request.query_params.get("q")
    if query is not None:
        skip = query_number(request, "skip", 1_000_000, 0)
        newest_first = request.query_params.get("sort") == "newest"
        result = archive.search(query, site, newest_first=newest_first, skip=skip, most=most)
        more = skip + most < result.number and len(result.found) == most
        return {"articles": [_listed(each) for each in result.found], "number": result.number,
                "next": {"skip": skip + most} if more else None}  # fmt: skip
    found = archive.latest(site, _place(request), most)
    last = found[-1] if len(found) == most else None
    following = {"before": f"{last.changed.timestamp():.6f}-{last.id}"} if last else None
    return {"articles": [_listed(each) for each in found], "next": following}


def place_of(text: str) -> tuple[datetime, int]:
    """The place in a list that `before` names. Raises HTTPException for anything else."""
    when, _, row = text.partition("-")
    try:
        return datetime.fromtimestamp(float(when), UTC), int(row)
    except (ValueError, OverflowError, OSError):
        raise HTTPException(400, "before must be the value that the answer before gave as next") from None


def _place(request: Request) -> tuple[datetime, int] | None:
    before = request.query_params.get("before")
    return place_of(before) if before else None


def _listed(each: ListedArticle) -> Mapping[str, Any]:
    return {
        "id": each.id, "url": each.url, "site": each.site, "title": each.title, "revision": each.revision,
        "changed": rfc3339(each.changed), "fetched": rfc3339(each.fetched), "length": each.length,
        "duplicate_of": each.duplicate_of,
    }  # fmt: skip


def _article(request: Request) -> dict[str, Any]:
    stored = stored_article(request, query_number(request, "revision", 10**9, 0) or None)
    return {
        "id": stored.id, "site": stored.site, "revision": stored.revision, "fetched": rfc3339(stored.fetched),
        "cleaned": rfc3339(stored.cleaned), "duplicate_of": stored.duplicate_of, "diff": stored.diff,
        "article": json.loads(to_json(stored.article)),
    }  # fmt: skip


def stored_article(request: Request, revision: int | None) -> Stored:
    """The article that the address names. Raises HTTPException if there is none."""
    stored = archive_of(request).article(article_id(request), revision)
    if stored is None:
        raise HTTPException(404, "there is no such article, or no such revision of it")
    return stored
