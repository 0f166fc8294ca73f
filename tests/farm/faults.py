"""Ways in which hosts misbehave. Each is a `Spoil`: it takes the valid answer of a site and gives another one."""

from __future__ import annotations

import gzip
from dataclasses import replace
from functools import cache

from tests.farm.answers import FarmAnswer, failure
from tests.farm.sites import Spoil

BOMB_UNPACKED = 60_000_000
HUGE = 20_000_000


def _page(path: str) -> bool:
    return path.count("/") == 4


def stumbles(path: str, times: int, honest: FarmAnswer) -> FarmAnswer:
    """The first answer for each page is 500; the next ones are valid."""
    return failure(500) if _page(path) and times == 0 else honest


def down(path: str, times: int, honest: FarmAnswer) -> FarmAnswer:
    """Every page is 503."""
    return failure(503) if _page(path) else honest


def busy(seconds: int) -> Spoil:
    """The first page request gets 429 and the seconds to wait."""
    told: list[str] = []

    def spoil(path: str, times: int, honest: FarmAnswer) -> FarmAnswer:
        if _page(path) and not told:
            told.append(path)
            return failure(429, retry_after=str(seconds))
        return honest

    return spoil


def circles(path: str, times: int, honest: FarmAnswer) -> FarmAnswer:
    """A page redirects to itself with a new query each time."""
    bare, _, hop = path.partition("?hop=")
    return failure(302, location=f"{bare}?hop={int(hop or 0) + 1 + 100 * times}") if _page(path) else honest


def sends_to(url: str) -> Spoil:
    """Every page redirects to this URL."""
    return lambda path, times, honest: failure(302, location=url) if _page(path) else honest


def drips(path: str, times: int, honest: FarmAnswer) -> FarmAnswer:
    """A page comes one byte every tenth of a second, within any timeout between two reads."""
    return replace(honest, pause=0.1) if _page(path) else honest


def swells(path: str, times: int, honest: FarmAnswer) -> FarmAnswer:
    """A page of some kilobytes that unpacks to many megabytes."""
    return FarmAnswer(_bomb(), headers={"content-encoding": "gzip"}) if _page(path) else honest


def breaks_off(path: str, times: int, honest: FarmAnswer) -> FarmAnswer:
    """A page ends before the length that it claims."""
    return replace(honest, claims=len(honest.body) + 5000) if _page(path) else honest


def bloats(path: str, times: int, honest: FarmAnswer) -> FarmAnswer:
    """A page of twenty megabytes."""
    return FarmAnswer(_huge()) if _page(path) else honest


def no_page(path: str, times: int, honest: FarmAnswer) -> FarmAnswer:
    """A PDF where a page should be."""
    return FarmAnswer(b"%PDF-1.7\n" + bytes(2000), content_type="application/pdf") if _page(path) else honest


def robots_fail(path: str, times: int, honest: FarmAnswer) -> FarmAnswer:
    """The host's robots.txt gives a server error."""
    return failure(500) if path == "/robots.txt" else honest


def feed_breaks(path: str, times: int, honest: FarmAnswer) -> FarmAnswer:
    """The feed ends in the middle of an item and contains a bare ampersand."""
    if path != "/feed.xml":
        return honest
    cut = honest.body[: honest.body.rindex(b"<pubDate>")].replace(b"</title>", b" & so on</title>", 1)
    return replace(honest, body=cut, etag="")


def mislabels(path: str, times: int, honest: FarmAnswer) -> FarmAnswer:
    """A page in Windows-1252 whose header says so and whose meta element says UTF-8."""
    if not _page(path):
        return honest
    body = honest.body.decode().encode("cp1252", errors="xmlcharrefreplace")
    return replace(honest, body=body, content_type="text/html; charset=windows-1252")


def unlabelled(path: str, times: int, honest: FarmAnswer) -> FarmAnswer:
    """A page in UTF-8 whose header names a charset that nobody knows."""
    return replace(honest, content_type="text/html; charset=x-harbour") if _page(path) else honest


@cache
def _bomb() -> bytes:
    return gzip.compress(b"<p>" + b" " * BOMB_UNPACKED, compresslevel=1, mtime=0)


@cache
def _huge() -> bytes:
    return b"<!doctype html><title>All of it</title>" + b"<p>A line of the county's whole ledger.</p>" * (HUGE // 43)
