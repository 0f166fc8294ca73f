"""A short soak: mutated responses, addresses, feeds and sitemaps, each with an outcome. `make soak` is the long one."""

from __future__ import annotations

from random import Random

import pytest

from scraper.runs.sources import listing
from tools import soak, soak_seeds
from tools.soak import COUNTS, mutated, throw


@pytest.mark.parametrize(("kind", "number"), [("headers", 1_000), ("addresses", 500), ("documents", 100)])
def test_nothing_escapes(kind: str, number: int) -> None:
    tally = throw(kind, 20261128, 0, number)
    assert tally.escapes == []
    assert tally.outcomes.total() == number
    assert len(tally.outcomes) > 1


def test_the_same_seed_throws_the_same() -> None:
    assert throw("addresses", 1, 0, 50) == throw("addresses", 1, 0, 50)
    first, again, other = (mutated(soak_seeds.PAGE, Random(seed)) for seed in (1, 1, 2))
    assert first == again != other


@pytest.mark.parametrize("kind", COUNTS)
def test_an_exception_that_is_no_outcome_is_an_escape(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: object, **options: object) -> None:
        raise ZeroDivisionError("on purpose")

    names = {"headers": "fetch_page", "addresses": "canonical", "documents": "list_urls"}
    monkeypatch.setattr(soak, names[kind], broken)
    (escape,) = throw(kind, 1, 0, 1).escapes
    assert escape.startswith(f"{kind}, batch 0, case 0: ZeroDivisionError: on purpose\n")


def test_what_only_the_last_resort_caught_is_an_escape(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: object) -> None:
        raise ZeroDivisionError("on purpose")

    monkeypatch.setattr(listing, "read_limited", broken)
    assert len(throw("documents", 1, 0, 5).escapes) == 5
