"""The description of the JSON API in OpenAPI 3.1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scraper import __version__
from scraper.model import Reason

_TEXT: Mapping[str, Any] = {"type": "string"}
_MAYBE_TEXT: Mapping[str, Any] = {"type": ["string", "null"]}
_NUMBER: Mapping[str, Any] = {"type": "integer"}
_REASON: Mapping[str, Any] = {"enum": [reason.value for reason in Reason]}
_TIME: Mapping[str, Any] = {"type": "string", "format": "date-time"}


def openapi_document(server: str) -> dict[str, Any]:
    """The OpenAPI document of the server at an address."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "bodycopy", "version": __version__, "description": "Cleaned articles, and a cleaner."},
        "servers": [{"url": server}],
        "security": [{"token": []}, {"password": []}],
        "paths": {
            "/api/sites": {"get": _get("The sites, with the verdict of the last run on each", "Sites")},
            "/api/articles": {"get": _get("Articles that changed last, or that match a query", "Articles", _LIST)},
            "/api/articles/{id}": {"get": _get("An article with all its parts", "StoredArticle", [_ID, _REVISION])},
            "/api/articles/{id}/revisions": {"get": _get("The revisions of an article", "Revisions", [_ID])},
            "/clean": {"post": _CLEAN},
        },
        "components": {
            "schemas": _SCHEMAS,
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
                "password": {"type": "http", "scheme": "basic", "description": "Any user name, and the token"},
            },
        },
    }


def _parameter(name: str, what: str, schema: Mapping[str, Any], place: str = "query") -> dict[str, Any]:
    return {"name": name, "in": place, "required": place == "path", "description": what, "schema": schema}


def _answer(what: str, schema: str) -> dict[str, Any]:
    return {"description": what, "content": {"application/json": {"schema": _ref(schema)}}}


def _ref(schema: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{schema}"}


def _get(what: str, schema: str, parameters: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    answers = {"200": _answer(what, schema), "401": _answer("A token is needed", "Error")}
    if parameters:
        answers |= {"400": _answer("A parameter is wrong", "Error"), "404": _answer("There is none", "Error")}
    return {"summary": what, "parameters": parameters or [], "responses": answers}


_ID = _parameter("id", "The number of the article", _NUMBER, "path")
_REVISION = _parameter("revision", "A revision other than the current one", _NUMBER)
_LIST = [
    _parameter("site", "Only articles of this site", _TEXT),
    _parameter("q", 'Words that all occur; "words in a row" in quotation marks, and begin* for beginnings', _TEXT),
    _parameter("sort", "The order of a search", {"enum": ["best", "newest"]}),
    _parameter("most", "Articles of one answer", {"type": "integer", "minimum": 1, "maximum": 100, "default": 20}),
    _parameter("before", "Without q: where the next answer begins", _TEXT),
    _parameter("skip", "With q: where the next answer begins", _NUMBER),
]
_CLEAN: dict[str, Any] = {
    "summary": "Clean a page, or its flattened text",
    "parameters": [_parameter("url", "The address of the page, which selects the rule of its site", _TEXT)],
    "requestBody": {
        "required": True,
        "content": {"text/html": {"schema": _TEXT}, "text/plain": {"schema": _TEXT}},
    },
    "responses": {
        "200": _answer("The article, with a receipt for everything else", "Article"),
        "400": _answer("This is no page", "Error"),
        "401": _answer("A token is needed", "Error"),
        "403": _answer("The server has no token, so it cleans nothing", "Error"),
        "408": _answer("The page does not arrive in time", "Error"),
        "413": _answer("The page is too large", "Error"),
        "422": _answer("There is no article on the page, or cleaning it takes too long", "Error"),
        "503": _answer("Too many pages wait", "Error"),
    },
}


def _object(**properties: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list(name: str) -> dict[str, Any]:
    return {"type": "array", "items": _ref(name)}


_SCHEMAS: dict[str, Any] = {
    "Error": _object(error=_TEXT),
    "Sites": _object(sites=_list("Site")),
    "Site": _object(
        site=_TEXT, articles=_NUMBER, changed={**_TIME, "type": ["string", "null"]},
        verdict={"enum": ["ok", "degraded", "broken", "inconclusive", None]},
        evidence={"type": "array", "items": _TEXT},
        judged={**_TIME, "type": ["string", "null"], "description": "The start of the run that gave the verdict"},
    ),
    "Articles": {
        "type": "object",
        "required": ["articles", "next"],
        "properties": {
            "articles": _list("ListedArticle"),
            "next": {"type": ["object", "null"], "description": "Parameters of the next answer; null at the end"},
            "number": {**_NUMBER, "description": "Of a search: articles that match, at most 1,001"},
        },
    },
    "ListedArticle": _object(
        id=_NUMBER, url=_TEXT, site=_TEXT, title=_TEXT, revision=_NUMBER, changed=_TIME, fetched=_TIME, length=_NUMBER,
        duplicate_of={"type": ["integer", "null"]},
    ),
    "StoredArticle": _object(
        id=_NUMBER, site=_TEXT, revision=_NUMBER, fetched=_TIME, cleaned=_TIME,
        duplicate_of={"type": ["integer", "null"]}, diff=_TEXT, article=_ref("Article"),
    ),
    "Revisions": _object(revisions=_list("Revision")),
    "Revision": _object(
        revision=_NUMBER, fetched=_TIME, cleaned=_TIME, title=_TEXT, length=_NUMBER, origin=_TEXT, run=_MAYBE_TEXT,
    ),
    "Article": {
        "type": "object",
        "required": ["url", "title", "text", "blocks", "removals"],
        "properties": {
            "url": _MAYBE_TEXT, "title": _MAYBE_TEXT, "subtitle": _MAYBE_TEXT, "published": _MAYBE_TEXT,
            "modified": _MAYBE_TEXT, "language": _MAYBE_TEXT, "section": _MAYBE_TEXT, "text": _TEXT,
            "published_at": _MAYBE_TEXT, "modified_at": _MAYBE_TEXT, "site": _MAYBE_TEXT, "description": _MAYBE_TEXT,
            "authors": {"type": "array", "items": _TEXT}, "tags": {"type": "array", "items": _TEXT},
            "blocks": {"type": "array", "items": {"type": "object"}},
            "removals": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {"reason": _REASON, "text": _TEXT, "rule": _TEXT},
                },
            },
        },
    },
}  # fmt: skip
