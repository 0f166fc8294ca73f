"""The web application: which address leads to what."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from scraper.errors import StoreError
from scraper.serve import json_api, pages, syndication
from scraper.serve.access import Access, check_token
from scraper.serve.cleaner import BoundedCleaner
from scraper.serve.open_store import OpenStore


def make_app(
    store_url: str, config: str = "", *, hosts: Sequence[str] = (), token: str | None = None, cleaner: BoundedCleaner
) -> Starlette:
    """The application over the store at an SQLAlchemy URL; `config` is the run's file, which its pages name.

    It answers requests to `hosts` only (empty: to any), and with a `token` only those who send it. `POST /clean` always
    needs a token, and uses `cleaner`, which ends with the server. Raises UsageError for a token that is too short, and
    StoreError if the store cannot be opened.
    """
    if token is not None:
        check_token(token)
    store = OpenStore(store_url)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        cleaner.close()
        store.close()

    app = Starlette(
        routes=[*_pages(), *_api(), Route("/clean", json_api.answer_clean, methods=["POST"], name="clean")],
        middleware=[Middleware(Access, hosts=hosts, token=token or "")],
        exception_handlers={HTTPException: _http_error, StoreError: _store_error},
        lifespan=lifespan,
    )
    app.state.store, app.state.cleaner, app.state.config, app.state.token = store, cleaner, config, token or ""
    return app


def _pages() -> list[Route]:
    return [
        Route("/", pages.show_front, name="front"),
        Route("/sites/{site}", pages.show_site, name="site"),
        Route("/search", pages.show_search, name="search"),
        Route("/articles/{id:int}", pages.show_article, name="article"),
        Route("/articles/{id:int}/compare", pages.show_comparison, name="comparison"),
        Route("/articles/{id:int}/{revision:int}", pages.show_article, name="revision"),
        Route("/articles/{id:int}/{revision:int}/cuts", pages.show_cuts, name="cuts"),
        Route("/articles/{id:int}/{revision:int}/page", pages.show_raw_page, name="raw"),
        Route("/serve.css", pages.show_style, name="style"),
        Route("/feeds/{name}", syndication.answer_feed, name="feed"),
    ]


def _api() -> list[Route]:
    return [
        Route("/api/openapi.json", json_api.answer_openapi, name="openapi"),
        Route("/api/sites", json_api.answer_sites, name="api_sites"),
        Route("/api/articles", json_api.answer_articles, name="api_articles"),
        Route("/api/articles/{id:int}", json_api.answer_article, name="api_article"),
        Route("/api/articles/{id:int}/revisions", json_api.answer_revisions, name="api_revisions"),
    ]


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _error(request, error.status_code, error.detail, error.headers)


async def _store_error(request: Request, error: Exception) -> Response:
    return _error(request, 503, str(error))


def _error(request: Request, status: int, why: str, headers: Mapping[str, str] | None = None) -> Response:
    if request.url.path.startswith("/api/") or request.method == "POST":
        return JSONResponse({"error": why}, status, headers)
    return pages.error_page(request, status, why)
