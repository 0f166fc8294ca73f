"""The pages for people: sites, search, an article with its revisions, its cuts, and its raw page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlencode

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from scraper.html.decode import decode_page
from scraper.output.explain import printable
from scraper.output.explain_page import explained_page
from scraper.output.semantic_html import html_blocks
from scraper.runs.monitoring.evidence import moment, period
from scraper.runs.store.browsing import MOST_COUNTED, ListedArticle
from scraper.runs.store.search_terms import Term, matched_spans
from scraper.serve.comparison import compared
from scraper.serve.json_api import MOST_ID, archive_of, article_id, place_of, query_number, stored_article
from scraper.serve.known_sites import known_site, known_sites
from scraper.urls import is_web_address

_TEMPLATES = (
    "base.html", "parts.html", "front.html", "site.html", "search.html", "article.html", "comparison.html",
    "error.html",
)  # fmt: skip
_EXPLAINED = "frame-ancestors 'none'; form-action 'none'"
"""The policy of an explained article, whose own one allows its style and script by their hashes."""
_RAW = "default-src 'none'; sandbox"
_TABLE = re.compile("<table.*?</table>", re.DOTALL)
_PAGE = 20
_EXCERPT = 300


async def show_front(request: Request) -> Response:
    """All sites with their verdicts, and the articles that changed last."""
    return await _page(request, "front.html", _front)


async def show_site(request: Request) -> Response:
    """One site: its verdict, its rhythm, its articles."""
    return await _page(request, "site.html", _site)


async def show_search(request: Request) -> Response:
    """The articles that match a query."""
    return await _page(request, "search.html", _search)


async def show_article(request: Request) -> Response:
    """An article in its current or another revision."""
    return await _page(request, "article.html", _article)


async def show_comparison(request: Request) -> Response:
    """Two revisions of an article in one."""
    return await _page(request, "comparison.html", _comparison)


async def show_cuts(request: Request) -> Response:
    """An article with every cut marked in its place."""
    stored = await run_in_threadpool(stored_article, request, request.path_params["revision"])
    return HTMLResponse(explained_page(stored.article), headers={"Content-Security-Policy": _EXPLAINED})


async def show_raw_page(request: Request) -> Response:
    """The source of the raw page of a revision, as text, so that nothing of it runs."""
    page = await run_in_threadpool(archive_of(request).page, article_id(request), request.path_params["revision"])
    if page is None:
        raise HTTPException(404, "the raw page of this revision is not kept any more, see keep_pages")
    text = decode_page(page.body, page.content_type).text
    return PlainTextResponse(text.encode("utf-8", "replace"), headers={"Content-Security-Policy": _RAW})


async def show_style(request: Request) -> Response:
    """The style sheet."""
    sheet = files("scraper.serve").joinpath("templates", "serve.css").read_text("utf-8")
    return Response(sheet, media_type="text/css", headers={"Cache-Control": "max-age=300"})


def error_page(request: Request, status: int, why: str) -> Response:
    """A page that says what is wrong."""
    return HTMLResponse(_render("error.html", request, status=status, why=why), status)


async def _page(request: Request, name: str, read: Callable[[Request], dict[str, Any]]) -> Response:
    return HTMLResponse(await run_in_threadpool(lambda: _render(name, request, **read(request))))


def _front(request: Request) -> dict[str, Any]:
    store = request.app.state.store.get()
    return {"sites": known_sites(store), "latest": store.archive.latest(most=_PAGE)}


def _site(request: Request) -> dict[str, Any]:
    store, name = request.app.state.store.get(), request.path_params["site"]
    known = known_site(store, name)
    if known is None:
        raise HTTPException(404, f"there is no site {name} in this store")
    before = request.query_params.get("before")
    listed = store.archive.latest(name, place_of(before) if before else None, _PAGE)
    last = listed[-1] if len(listed) == _PAGE else None
    standing = store.standing().get(name)
    return {
        "known": known, "listed": listed, "source": standing.source if standing else "",
        "rhythm": store.rhythm(standing.source) if standing else None,
        "since": store.verdict_since(name, known.finding.verdict) if known.finding else None,
        "verdicts": store.verdicts(name, 30),
        "following": f"{last.changed.timestamp():.6f}-{last.id}" if last else "",
    }  # fmt: skip


def _search(request: Request) -> dict[str, Any]:
    query, site = request.query_params.get("q", ""), request.query_params.get("site") or None
    newest = request.query_params.get("sort") == "newest"
    skip = query_number(request, "skip", MOST_COUNTED, 0)
    archive = archive_of(request)
    result = archive.search(query, site, newest_first=newest, skip=skip, most=_PAGE)
    more = skip + _PAGE < min(result.number, MOST_COUNTED)
    again = {"q": query, "site": site or "", "sort": "newest" if newest else "", "skip": skip + _PAGE}
    return {
        "query": query, "chosen": site or "", "newest": newest, "skip": skip, "number": result.number,
        "most": MOST_COUNTED, "names": [row.site for row in archive.sites()],
        "found": [(each, Markup(_excerpt(each, result.terms))) for each in result.found],
        "following": urlencode(again) if more else "",
    }  # fmt: skip


def _article(request: Request) -> dict[str, Any]:
    stored = stored_article(request, request.path_params.get("revision"))
    archive = archive_of(request)
    return {
        "stored": stored, "revisions": archive.revisions(stored.id),
        "body": _scrolling(Markup(printable(html_blocks(stored.article.blocks)))),
        "has_page": archive.page(stored.id, stored.revision) is not None,
        "fetches": archive.last_fetches(stored.id, 10), "diff": list(_diff_lines(stored.diff)),
    }  # fmt: skip


def _comparison(request: Request) -> dict[str, Any]:
    last = stored_article(request, None).revision
    given = query_number(request, "to", MOST_ID, last)
    new = stored_article(request, given)
    old = stored_article(request, query_number(request, "from", MOST_ID, max(1, given - 1)))
    rows = archive_of(request).revisions(new.id)
    found = compared(old.article, new.article)
    return {"old": old, "new": new, "revisions": rows, "found": found, "body": _scrolling(found.body)}


def _scrolling(body: Markup) -> Markup:
    """`body` with tables that keys can scroll, for those that are wider than the screen."""
    return Markup(
        _TABLE.sub(r'<div class="scroll" role="group" aria-label="Table" tabindex="0">\g<0></div>', str(body))
    )


def _diff_lines(diff: str) -> Iterator[tuple[str, str]]:
    kinds = {"+": "added", "-": "removed", "@": "place"}
    for line in diff.splitlines():
        if not line.startswith(("+++", "---")):
            yield kinds.get(line[:1], "same"), line


def _excerpt(each: ListedArticle, terms: tuple[Term, ...]) -> str:
    """The text around the first match, with all matches in it marked."""
    for text in each.texts:
        if found := matched_spans(text, terms):
            start = max(0, found[0][0] - _EXCERPT // 3)
            end = start + _EXCERPT
            within = [(first, last) for first, last in found if first >= start and last <= end]
            return f"{'… ' if start else ''}{_marked(text, start, end, within)}{' …' if end < len(text) else ''}"
    first = next(iter(each.texts), "")
    return f"{_escaped(first[:_EXCERPT])}{' …' if len(first) > _EXCERPT else ''}"


def _marked(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> str:
    parts: list[str] = []
    at = start
    for first, last in spans:
        if first < at:
            continue
        parts += [_escaped(text[at:first]), "<mark>", _escaped(text[first:last]), "</mark>"]
        at = last
    return "".join((*parts, _escaped(text[at:end])))


def _escaped(text: str) -> str:
    return str(Markup.escape(printable(text)))


def _render(name: str, request: Request, **values: Any) -> str:
    return _templates().get_template(name).render(config=request.app.state.config, path=request.url.path, **values)


@cache
def _templates() -> Environment:
    """The templates; an undefined name in one is an error, and all text is escaped and made visible."""
    folder = files("scraper.serve").joinpath("templates")
    loader = DictLoader({name: folder.joinpath(name).read_text("utf-8") for name in _TEMPLATES})
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        finalize=lambda value: printable(value) if type(value) is str else value,
    )  # fmt: skip
    environment.filters.update(moment=moment, period=period, words=lambda text: text.replace("_", " "))
    environment.globals.update(web=is_web_address)
    return environment
